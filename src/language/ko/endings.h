// Korean verb forms by letters: which stems a lexicon verb has, and which endings may follow each.
//
// A verb has three shapes (after the school grammar): the plain stem (먹-), the stem before 으
// (먹으-, 가-, 만드-) and the 아/어 form (먹어, 가, 해). Irregular classes (ㅂ ㄷ ㅅ 르 러, 하다)
// differ only in those shapes, so they are made here once and everything after is look-up.
#ifndef BONGSU_LANGUAGE_KO_ENDINGS_H_
#define BONGSU_LANGUAGE_KO_ENDINGS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "language/clause.h"
#include "lexicon/lexicon.h"
#include "text/trie.h"

namespace bongsu::language::ko {

// What an ending attaches to: `eomi.tsv`, column `after`.
enum class Shape : uint8_t { kPlain, kEu, kEo, kPast };

enum class EndingKind : uint8_t {
  kFinal,
  kConnective,
  kAuxiliary,
  kAdnominal,
  kQuote,
  kConditional,
  kNominal
};

struct Ending {
  EndingKind kind = EndingKind::kFinal;
  uint32_t features = 0;  // language::Feature bits
  bool intend = false;    // -려는, -려던
  bool aim = false;       // -려고, -고자: without an auxiliary behind it, a purpose
  bool adverb = false;    // -게: of a word without a frame it makes an adverb
  std::string_view
      form;  // as in eomi.tsv: the name that auxiliaries.tsv refers to ("ㄹ", "고", "기로")
  uint32_t row = 0;
  Case nominal_case = Case::kNone;  // of a nominal ending: 기를 is accusative
};

// One shape of a stem in letters.
struct StemShape {
  std::string jamo;
  Shape shape;
};

// The shapes of the verb `stem` (without 다) of conjugation class `verb_class` (reg b d s reu reo
// copula).
std::vector<StemShape> ShapesOf(std::string_view stem, std::string_view verb_class);

// All endings; immutable, safe for concurrent use.
class Endings {
 public:
  explicit Endings(const lexicon::Lexicon& lexicon);
  // The ending that is exactly `jamo` after `shape`; adds what prefinal endings (았, 겠) say. False
  // if there is none.
  bool Find(Shape shape, std::string_view jamo, Ending& out) const;

 private:
  std::vector<Ending> endings_;
  text::Trie by_shape_[4];  // letters -> index of endings_
  // The ending that adds no letter: 아 behind the 아 form.
  uint32_t bare_[4] = {text::Trie::kNone, text::Trie::kNone, text::Trie::kNone, text::Trie::kNone};
  struct Prefinal {
    std::string jamo;
    uint32_t features;
  };
  std::vector<Prefinal> prefinals_[4];
};

}  // namespace bongsu::language::ko

#endif  // BONGSU_LANGUAGE_KO_ENDINGS_H_
