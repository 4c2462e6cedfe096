// What a language analyser makes of a sentence: noun phrases that name parties, and frame-bearing
// predicates with their arguments, endings and embedding. The same structures for every language;
// nothing here knows of events.
//
// All text positions are byte offsets into the block text that was analysed. References (`row`) are
// row numbers of the lexicon tables named. Values; reused between sentences to spare allocations.
#ifndef BONGSU_LANGUAGE_CLAUSE_H_
#define BONGSU_LANGUAGE_CLAUSE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/span.h"

namespace bongsu::language {

// The relation of a noun phrase to its predicate, named after Korean and Japanese particles and
// their English kin.
enum class Case : uint8_t {
  kNone,  // no marking
  kTopic,
  kNom,
  kAcc,
  kDat,
  kLoc,
  kDir,
  kFrom,
  kCom,
  kGen,
  kAbout,    // concerning
  kAgainst,  // directed at
  kBy,       // passive agent
  kFor,      // beneficiary, purpose
  kMeans,
  kSource,    // by means of; according to
  kBetween,   // among
  kTogether,  // together with: does what the subject does
  kQuoted,    // a noun with the copula of a quotation: "(that it is) a threat"
  kAlso,      // a particle that hides the case ("also", "only")
  kOther,
};
const char* CaseName(Case c);

// How a mention names its party.
enum class MentionKind : uint8_t {
  kEntity,      // row of `entities`
  kPerson,      // row of `people`
  kAgent,       // row of `<lang>.agents`: a common noun such as "government"
  kCollective,  // row of `<lang>.collectives`: "both countries", "they"
  kGroup,       // row of `<lang>.dyads`: several parties in one word
  kFormer,      // no party: says that what follows was, and is no longer
  kSurname,     // the surname of the holder of the office that follows; the words alone tell it
};

struct Mention {
  MentionKind kind;
  uint32_t row;
  ByteSpan text;
  bool demonym = false;  // names the people, not the state
};

// One member of a coordination: mentions from left to right, the last is the head ("US | Secretary
// of State").
struct Party {
  std::vector<Mention> mentions;
  ByteSpan text;
};

inline constexpr int kNobody = -1;

// A noun phrase. `parties` is set when its head names parties; `owners` are parties in front of
// another head
// ("Russia's technology"); `toward` are parties of a direction prefix (대북).
struct NounPhrase {
  ByteSpan text;
  ByteSpan head;
  Case relation = Case::kNone;
  bool adnominal = false;  // modifies the next noun phrase ("concerning X" + noun)
  bool comma = false;      // a comma follows
  std::vector<Party> parties, owners, toward;
  int instance = kNobody;     // the predicate that is its head noun ("the attack"), an index of
                              // Analysis::instances
  std::vector<int> contents;  // clauses that it holds as content ("the possibility that ...")
};

// What endings, auxiliaries and modal nouns say of a predicate. Bits.
enum Feature : uint32_t {
  kPast = 1u << 0,
  kNegated = 1u << 1,
  kPossible = 1u << 2,    // may, can, feared, expected to
  kPlanned = 1u << 3,     // will, plans to, has decided to
  kVolition = 1u << 4,    // the speaker's own will
  kObligation = 1u << 5,  // must, should
  kWanted = 1u << 6,      // asked for, hoped for
  kCondition = 1u << 7,   // if, unless
  kQuestion = 1u << 8,    // whether; a question
  kOrdered = 1u << 9,     // imperative
  kProposed = 1u << 10,   // let us
  kProgressive = 1u << 11,
  kStopped = 1u << 12,
  kHearsay = 1u << 13,  // it is known, is reported
  kPassive = 1u << 14,
  kBackground = 1u << 15,  // formerly, at the time
  kUnable = 1u << 16,
  kDescriptive = 1u << 18,  // an adnominal clause in the present: "the plan that strengthens ..."
  kFuture = 1u << 17,       // plain future: "will", "is expected to"
  kSuspected = 1u << 20,    // a suspicion, rumour or fear: possible where nobody voices it
  kClaimed = 1u << 21,      // somebody unnamed says so
  kForecast = 1u << 22,     // future, as nobody in particular expects it
  kExcluded = 1u << 23,     // ruled out; negated, not ruled out
  kSharedMood = 1u << 19,   // plan or duty is that of the predicate which ends the chain
};

// How a predicate hangs on another.
enum class Link : uint8_t {
  kMain,      // a sentence of its own, or coordinated with one
  kQuote,     // content of a speech predicate ("said that")
  kContent,   // content by a noun ("the possibility that", "concern that", the condemned attack)
  kRelative,  // describes a noun: told as fact
  kPurpose,   // in order to
};
const char* LinkName(Link link);

struct Argument {
  Case relation;
  int phrase;  // index of Analysis::phrases
};

// A predicate in the text, verbal or nominal. `entries` are the rows of `<lang>.predicates` that
// its word may be, empty for a predicate without a frame (kept, since it holds the clause
// together).
struct Instance {
  std::vector<uint32_t> entries;
  ByteSpan trigger;  // the words that carry it, endings included
  ByteSpan clause;   // from its first argument to its end
  uint32_t features = 0;
  bool nominal = false;      // a noun, no verb: "the attack"
  bool copula = false;       // a noun with the copula: "is an attack"
  bool of_noun = false;      // quoted as what a noun says: "the report that ..."
  bool telegraphic = false;  // a noun at the end of a headline or list item that stands for a verb
  bool quoted = false;       // inside quotation marks
  bool own_subject = false;  // the subject is written in this clause
  int subject = kNobody;     // index of Analysis::phrases
  int parent = kNobody;      // the instance that embeds it
  int described = kNobody;   // the phrase that a relative clause is about
  Link link = Link::kMain;
  std::vector<Argument> arguments;
  std::vector<ByteSpan> markers;  // the words that gave the features
};

// A word as the analyser read it; for `explain`.
struct Token {
  ByteSpan text;
  std::string reading;  // "이전/vn + 하/light + ㄹ/adn"
};

struct Analysis {
  std::vector<NounPhrase> phrases;
  std::vector<Instance> instances;
  std::vector<Token> tokens;  // only when asked for

  void Clear() {
    phrases.clear();
    instances.clear();
    tokens.clear();
  }
};

// What the analyser must know of the sentence's place.
struct SentenceContext {
  bool headline =
      false;  // title, heading, list item or table cell: particles and verbs may be missing
  bool want_tokens = false;
};

// An analyser of one language. Immutable, safe for concurrent use.
class Analyser {
 public:
  virtual ~Analyser() = default;
  virtual std::string_view lang() const = 0;
  // Analyses text[sentence]; fills `out` (cleared first) with offsets into `text`.
  virtual void Analyse(std::string_view text, ByteSpan sentence, const SentenceContext& context,
                       Analysis& out) const = 0;
};

}  // namespace bongsu::language

#endif  // BONGSU_LANGUAGE_CLAUSE_H_
