// From records to a brief: what is told, in which part and order (docs/brief.md).
#ifndef BONGSU_REPORT_BRIEF_COMPOSE_H_
#define BONGSU_REPORT_BRIEF_COMPOSE_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "bongsu/result.h"
#include "regime/ledger.h"
#include "report/brief.h"
#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "store/store.h"
#include "watch/board.h"
#include "watch/situation.h"

namespace bongsu::report {

// How a situation burnt, day by day.
struct BriefBoard {
  struct Day {
    watch::DayNumber day = 0;
    bool covered = true;
    watch::SituationDay state;
  };
  std::vector<Day> days;  // from the day before the period to its last day, in order; may be empty
  std::optional<Day> last;  // to compare with instead of the first of `days`
  // Records of movers that are not among the events, to quote.
  std::vector<store::StoredEvent> movers;
};

// An official whom a document names with an office in the passage that reports a meeting.
struct NamedOfficial {
  std::string record;          // id of the meeting's record
  std::string person, office;  // "person:blinken_antony", "USA.foreign"
  std::string code;            // "USA"
  std::string named;           // as the text has it, with the office: "토니 블링컨 국무부 장관"
  std::string lang;            // of that
  TextEvidence evidence;       // the sentence
};

// A document that could not be coded and whose title names the parties of the situation.
struct UnreadDocument {
  std::string doc, lang;
  std::string parties;  // in the brief's language, joined
};

// What a brief is made of. The brief holds no pointer into it.
struct BriefMaterial {
  std::span<const store::StoredEvent> events;   // of the period, in the store's order
  std::span<const store::StoredEvent> history;  // all that was known, for what was promised; may be
                                                // empty: then `events`
  std::string since, until;                     // YYYY-MM-DD, inclusive; empty: open
  std::vector<std::string> dyad;  // only records that name all of these codes as actor or recipient
  const watch::Situation* situation = nullptr;  // only records that it is about
  const BriefBoard* board = nullptr;            // of that situation
  const regime::Ledger* ledger = nullptr;       // null: no paragraphs are told
  std::string doc;                              // the brief is on this document
  std::span<const NamedOfficial> officials;     // for the meetings
  std::vector<std::string> unread;  // "ja 12": languages whose documents could not be coded, with
                                    // how many of the period
  std::span<const UnreadDocument> unread_on_it;  // of those, the ones on the situation
  double min_confidence = 0;    // records that are less sure are left out, and counted
  const Brief* last = nullptr;  // an earlier brief on the same, to compare with
  std::string last_day;         // or the day of one, YYYY-MM-DD; empty: neither
  size_t quote_limit = 300;     // characters of evidence quoted; 0: none
  size_t key_events = 12;       // told first
  size_t more_events = 40;      // told after them; the rest is counted
};

// kInvalidArgument for a date that is none, or a period that ends before it begins.
Result<Brief> ComposeBrief(const BriefMaterial& material, const Phrases& phrases,
                           const PartyNames& names);

// How a record bears on what a brief is about.
enum class Bearing : uint8_t {
  kNone,
  kAround,  // of a situation: between one of its parties and others it concerns; told only where
            // its document also has a record of the core
  kCore     // fits a signal of the situation, or two of its parties take part; the dyad; the rest
};
Bearing BearingOf(const BriefMaterial& material, const store::StoredEvent& record);
inline bool Concerns(const BriefMaterial& material, const store::StoredEvent& record) {
  return BearingOf(material, record) != Bearing::kNone;
}

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_COMPOSE_H_
