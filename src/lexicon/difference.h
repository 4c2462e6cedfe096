// What a changed lexicon can touch: which texts must be coded anew, and which cannot come out
// differently.
#ifndef BONGSU_LEXICON_DIFFERENCE_H_
#define BONGSU_LEXICON_DIFFERENCE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/lexicon.h"

namespace bongsu::lexicon {

// A row of a table of words (predicates, names, items, contexts ...) acts only where its word
// stands; a row of any other table (frames, rules, endings, terms of office ...) may act anywhere;
// a row of a table that nothing is coded by (report, regime, index) acts nowhere.
struct Difference {
  size_t rows = 0;                 // that came, went or changed, without those that act nowhere
  std::string anywhere;            // "ko.eomi: ..." the first row that may act anywhere; or empty
  std::vector<std::string> words;  // Squeezed, sorted; what of a word stands in every form of it

  // True when a text can come out differently. `squeezed`: Squeeze of all its words.
  bool Touches(std::string_view squeezed) const;
};

Difference Compare(const Lexicon& before, const Lexicon& now);

// A text without blanks, ASCII letters small: words are found in it however they are spaced.
std::string Squeeze(std::string_view text);

}  // namespace bongsu::lexicon

#endif  // BONGSU_LEXICON_DIFFERENCE_H_
