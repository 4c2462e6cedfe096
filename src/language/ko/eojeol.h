// Korean morphology: one eojeol (the stretch between blanks) into stem, particles and endings.
#ifndef BONGSU_LANGUAGE_KO_EOJEOL_H_
#define BONGSU_LANGUAGE_KO_EOJEOL_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/small_vector.h"
#include "bongsu/span.h"
#include "language/ko/endings.h"
#include "language/ko/vocabulary.h"

namespace bongsu::language::ko {

// A piece of the stem: a known noun, or unknown text.
struct Segment {
  ByteSpan text;  // in the block text
  int noun = -1;  // index of Vocabulary::nouns, or -1
};

enum class TailKind : uint8_t { kBare, kJosa, kVerb };

// One word as read. Offsets are into the block text.
struct Word {
  ByteSpan text;                           // without surrounding punctuation
  base::SmallVector<Segment, 6> segments;  // of the nominal part; empty for a plain verb
  ByteSpan stem;                           // the nominal part
  TailKind tail = TailKind::kBare;
  std::string_view josa_case;  // of josa.tsv
  ByteSpan josa;
  // kVerb: the verb behind the nominal part (light verb, copula) or the whole word's verb.
  int verb = -1;
  Ending ending;
  bool attached = false;  // an auxiliary is written onto the 아 form
  // Punctuation around it.
  bool comma = false;                   // , or 、 follows
  bool joined = false;                  // a middle dot, hyphen or slash follows
  int quote_open = 0, quote_close = 0;  // marks directly before and behind
  bool bracket = false;                 // stands in round brackets
  bool surname = false;                 // one syllable in front of an office: 신 장관
};

// What stands just before a word: a noun without particle makes 내 "inside", a number makes 대 what
// it counts.
enum class Before : uint8_t { kOther, kNoun, kNumber };

// Splits text[sentence] into words and analyses each. One call per sentence; `words` is reused.
class EojeolAnalyser {
 public:
  explicit EojeolAnalyser(const Vocabulary& vocabulary) : v_(vocabulary) {}
  void Analyse(std::string_view text, ByteSpan sentence, std::vector<Word>& words) const;

  // Analyses one word without punctuation; public for tests and `explain`.
  // Each thread keeps the words it read last, since few words make most of a text; what is read
  // does not depend on it.
  void AnalyseWord(std::string_view text, ByteSpan span, Before before, Word& word) const;

 private:
  struct VerbTail {
    int verb = -1;
    Ending ending;
    bool attached = false;
    int cost = 1 << 20;
  };
  struct ReadWords;
  void ReadWord(std::string_view w, Before before, Word& word) const;
  bool IsNumber(std::string_view text, const Word& word) const;
  static void TakeVerb(const VerbTail& tail, Word& word);
  void MarkSurnames(std::string_view text, std::vector<Word>& words) const;
  void MarkQuestions(std::string_view text, std::vector<Word>& words) const;
  void MarkProgressives(std::string_view text, std::vector<Word>& words) const;
  bool ReadSeveralWords(std::string_view text, ByteSpan sentence, ByteSpan& span, Word& word) const;
  // Of two readings that cost the same, the one that asks whether is taken last, unless
  // `prefer_question`.
  bool FindVerb(std::string_view jamo, bool at_start, bool after_known, VerbTail& best,
                bool prefer_question = false) const;
  bool FindElidedCopula(std::string_view jamo, VerbTail& best) const;
  const Vocabulary& v_;
};

}  // namespace bongsu::language::ko

#endif  // BONGSU_LANGUAGE_KO_EOJEOL_H_
