// Clauses of a head-final language (Korean, Japanese): the predicate comes last, its arguments
// before it, and its ending says how it hangs on what follows. What differs between the languages
// (which ending is which) stays outside.
//
// Chunks come in text order. A stack of open arguments is kept; a predicate takes its own from the
// top:
//   - a final or connective predicate takes all that is open; its topic stays for the clauses that
//   follow;
//   - an embedded one (adnominal, quoted, nominalised) takes what stands behind the topic, from its
//   own nominative on,
//     and borrows the topic as subject when it has none.
#ifndef BONGSU_LANGUAGE_HEADFINAL_ASSEMBLER_H_
#define BONGSU_LANGUAGE_HEADFINAL_ASSEMBLER_H_

#include <vector>

#include "language/clause.h"

namespace bongsu::language::headfinal {

// How a predicate's ending ties it to what follows.
enum class Tie : uint8_t {
  kFinal,
  kConnective,
  kAdnominal,
  kQuote,
  kConditional,
  kNominalised,
  kPurpose,
  kSubordinate  // a clause of its own time and mood beside the one that follows: "while ..."
};

class Assembler {
 public:
  explicit Assembler(Analysis& analysis) : a_(analysis) {}

  // An argument. A phrase whose `contents` is set brings those clauses to its predicate.
  void Phrase(int phrase);
  // A predicate, already among the analysis' instances; returns after taking its arguments. For
  // kNominalised the clause becomes an argument of case `nominal_case` of what follows.
  void Predicate(int instance, Tie tie, Case nominal_case = Case::kNone);
  // The noun behind an adnominal clause: the gap of a relative clause, or the holder of a content
  // clause. What is said with an utterance ("a statement that condemns ...") is told, not
  // described.
  void NounAfterClause(int phrase, bool content, bool utterance = false);
  // Quotation marks.
  void OpenQuote();
  void CloseQuote();
  // The end of the sentence.
  void Finish();

 private:
  struct Level {
    std::vector<Argument> open;
    std::vector<int> contents;  // clauses waiting for the predicate that embeds them
    int topic = kNobody;        // phrase
    int lent = kNobody;         // nominative that an attribute without a frame took
    int carried = kNobody;      // subject of the clause before, for coordinated predicates
    std::vector<int> chain;  // tenseless connective predicates: their mood is that of the predicate
                             // that ends the chain
    std::vector<int>
        waiting;  // main clauses of a quotation: embedded by what follows the closing mark
  };
  bool HoldOwner(const Instance& attribute);
  void GiveOwner(int phrase);
  void ShareMood(const Instance& last);
  bool ChainHasOwnSubject();
  void Take(Instance& instance, size_t from);
  void Embed(int parent, const std::vector<int>& contents, Link link);
  Level& top() { return levels_.back(); }

  Analysis& a_;
  std::vector<Level> levels_{1};
  int adnominal_ = kNobody;  // the adnominal clause just before
  int owner_ = kNobody;      // a genitive phrase in front of it: whose the noun behind it is
};

}  // namespace bongsu::language::headfinal

#endif  // BONGSU_LANGUAGE_HEADFINAL_ASSEMBLER_H_
