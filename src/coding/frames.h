// Frames and the rules that turn them into events (data/frames.tsv, data/rules.tsv,
// data/events.tsv).
#ifndef BONGSU_CODING_FRAMES_H_
#define BONGSU_CODING_FRAMES_H_

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "lexicon/lexicon.h"

namespace bongsu::coding {

// How a frame treats the clause it embeds: the rows of codebook section 5.
enum class Embedding : uint8_t {
  kNone,
  kReports,
  kAlleges,
  kFears,
  kCondemns,
  kWarns,
  kDenies,
  kRebuts,  // denies what a noun holds; what it quotes is the speaker's own word
  kRejects,
  kDoubts,
  kWants,
  kPromises,
  kThreatens,
  kExpects,
  kAssesses,  // alleges; a plan of another is but possible
  kAnnounces  // reports; where it embeds an act that is told, that act is the record
};

// Where a frame's second role is looked for (ko/patterns.tsv).
enum class Source : uint8_t {
  kAcc,
  kDat,
  kCom,
  kAbout,
  kAgainst,
  kToward,
  kFrom,
  kLoc,
  kDir,
  kOwner,
  kContent
};

struct Frame {
  std::string_view id, family;
  Embedding embed = Embedding::kNone;
  bool joint = false;            // pattern `com`: all parties act together
  bool owned_by_victim = false;  // pattern `victim`: "X's assassination" was done to X
  bool to_place =
      false;  // pattern `place`: a bare party in front of its noun is where it goes ("미국 방문")
  bool moves_thing = false;     // its third role is what is handed over or stationed
  std::vector<Source> sources;  // of the analyser's language
};

// Whom an act means when the text leaves it out (data/defaults.tsv).
struct DefaultParty {
  std::string_view frame, actor, other;
  std::string place;  // "data/defaults.tsv:5"
};

// What a rule's conditions may ask.
struct Situation {
  bool plan = false, possible = false, negated = false;
  size_t parties = 0;
  bool has_other = false;
  bool political_other = false;
  bool partisan = false;   // all are of parties and parliaments
  bool accuses = false;    // it embeds a hostile act of somebody else
  bool must = false;       // it embeds what somebody must do
  bool orders = false;     // it embeds an order: "to withdraw"
  bool forbids = false;    // it embeds what must not be done
  bool blames = false;     // it embeds a judgement on somebody's conduct
  bool copula = false;     // it is a noun with the copula: "is a threat"
  bool ultimatum = false;  // it embeds the speaker's hostile act on a condition
  bool vows = false;       // it embeds a response that the speaker announces
  std::vector<std::string_view> items, classes;  // in the clause
};

struct Rule {
  std::string_view id, event, mode, context;
  enum class Who : uint8_t { kNobody, kAgent, kOther, kAll } actor, recipient;
  std::vector<std::string_view> when;
  double score = 0;
};

// Immutable, safe for concurrent use.
class Frames {
 public:
  Frames(const lexicon::Lexicon& lexicon, std::string_view lang);
  const Frame* Find(std::string_view id) const;
  // The first rule of the frame or its family whose conditions hold, or null.
  const Rule* Match(const Frame& frame, const Situation& situation) const;
  // The default other party of the frame for an actor of that code and sector, or null.
  const DefaultParty* Default(const Frame& frame, std::string_view code,
                              std::string_view sector) const;
  // True if the frame or its family has any rule.
  bool HasRules(const Frame& frame) const;

 private:
  std::vector<Frame> frames_;
  std::vector<Rule> rules_;
  std::vector<DefaultParty> defaults_;
  std::unordered_map<std::string_view, uint32_t> frame_index_;
  std::unordered_map<std::string_view, std::vector<uint32_t>>
      rules_of_;  // frame id -> rules in order, family rows merged
};

// True if `condition` (rules.tsv `when`, predicates.tsv `with`) holds.
bool Holds(std::string_view condition, const Situation& situation);

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_FRAMES_H_
