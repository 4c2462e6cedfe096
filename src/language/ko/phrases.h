// Noun phrases: which words belong together, which parties they name, and which event noun heads
// them.
#ifndef BONGSU_LANGUAGE_KO_PHRASES_H_
#define BONGSU_LANGUAGE_KO_PHRASES_H_

#include <string_view>
#include <vector>

#include "language/clause.h"
#include "language/ko/eojeol.h"

namespace bongsu::language::ko {

// Reads one noun phrase of a sentence's words. Immutable.
class PhraseReader {
 public:
  explicit PhraseReader(const Vocabulary& vocabulary) : v_(vocabulary) {}

  // Reads the phrase that begins at words[begin] (a word without a verb tail), fills `phrase` and
  // returns the index of the first word behind it. `heads` is the word that heads the phrase. An
  // event noun at its head, or in front of a head that is none, is given as `event_word` (index of
  // words) with its segment, else -1.
  struct Read {
    size_t next = 0;
    size_t head_word = 0;
    int event_word = -1;
    int event_segment = -1;
    bool content_head = false;    // 가능성, 점: a noun that takes a clause
    bool utterance_head = false;  // 성명, 집회: a noun that says what the clause before it says
  };
  Read ReadPhrase(std::string_view text, const std::vector<Word>& words, size_t begin,
                  NounPhrase& phrase) const;

  // True when the nominal part of the word ends in something that names a party.
  bool NamesParty(std::string_view text, const Word& word) const;

 private:
  bool IsParty(std::string_view text, const Word& word, size_t segment) const;
  // False for a short name that is also a common word (기지): only its title would tell, and then
  // the title does.
  static bool IsName(const Noun& noun);
  int HeadSegment(const Word& word) const;
  struct Postposition {
    bool found = false;
    size_t words = 0;  // how many stand behind the particle's own
    Case relation = Case::kNone;
  };
  Postposition PostpositionAt(std::string_view text, const std::vector<Word>& words,
                              size_t i) const;
  bool SaysFormer(const std::vector<Word>& words, size_t i) const;
  void AddMentions(std::string_view text, const std::vector<Word>& words, size_t i, Party& party,
                   NounPhrase& phrase) const;
  const Vocabulary& v_;
};

}  // namespace bongsu::language::ko

#endif  // BONGSU_LANGUAGE_KO_PHRASES_H_
