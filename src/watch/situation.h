// A situation an analyst names: who, where, what, and the signals by which it changes
// (watches/*.yaml, docs/watch.md).
#ifndef BONGSU_WATCH_SITUATION_H_
#define BONGSU_WATCH_SITUATION_H_

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/result.h"
#include "lexicon/lexicon.h"
#include "lexicon/yaml_file.h"
#include "regime/ledger.h"

namespace bongsu::watch {

inline constexpr int kCalm = 1, kOpenConflict = 5;

// Two sides of a dyad; codes of codebook section 4.
struct Sides {
  std::vector<std::string> a, b;
  // Some party of each takes part, in any role, and one of them acts.
  bool Take(const Event& event) const;
};

// What an event must be. Empty lists ask nothing; the others are "any of", and all must hold.
struct Pattern {
  std::vector<std::string> event, mode, frame, actor, recipient, item, context, place, certainty,
      attribution;
  std::optional<Sides> between;
  std::vector<std::string> ledger;  // "binding", or ids of instruments
  int64_t dead = 0;                 // at least

  // `norm`: the regimes whose binding paragraphs count. An entry that is only asserted or exempt
  // does not.
  bool Fits(const Event& e, const std::vector<regime::LedgerEntry>& entries,
            const std::vector<std::string>& norm) const {
    return FitsParties(e) && FitsThings(e) && FitsWhole(e, entries, norm);
  }
  // Its parts: event, certainty, actor, recipient, between; mode, item, place; frame, context,
  // attribution, dead, ledger, which the narrow tables of the store do not have.
  bool FitsParties(const Event& e) const;
  bool FitsThings(const Event& e) const;
  bool FitsWhole(const Event& e, const std::vector<regime::LedgerEntry>& entries,
                 const std::vector<std::string>& norm) const;
  // Whether the last part asks for anything.
  bool AsksWhole() const {
    return !frame.empty() || !context.empty() || !attribution.empty() || !ledger.empty() ||
           dead > 0;
  }
};

struct Signal {
  std::string id;
  lexicon::Texts name;
  Pattern when;
  int level = kCalm;  // fires it lights alone; 1: only counted
  int sources = 1;    // independent ones it needs for that, else one fire less
  int holds = 30;     // days with news until it lights one fire less
};

// Cooperation inside a coalition, conflict between coalitions, and concern are three series and
// never one number (docs/watch.md).
enum SeriesKind : size_t { kCooperation, kConflict, kConcern, kSeriesKinds };
const char* SeriesName(SeriesKind kind);

struct Situation {
  std::string id, file;
  lexicon::Texts name, about;
  std::vector<std::string> parties, observers, places, items, norm;
  int floor = kCalm;
  std::vector<Sides> cooperation, conflict;
  std::vector<std::string> concern;  // ids of signals
  std::vector<Signal> signals;

  // Signals that an event fits, by index; rising.
  std::vector<size_t> SignalsOf(const Event& e,
                                const std::vector<regime::LedgerEntry>& entries) const;
  // Whether an event counts in a series: quad classes 1 and 2 between the sides of a coalition, 3
  // and 4 between coalitions, of what is reported or claimed; the signals of concern.
  bool Counts(SeriesKind kind, const Event& e, const std::vector<size_t>& signals) const;
  // Whether it is between states and about the situation: of two codes or more, one is a party and
  // the others are parties or observers (two parties where there are no observers), or it happened
  // in one of the places; and where both name items, they have one in common.
  bool Concerns(const Event& e) const;
};

// The words that a situation may use, of the lexicon.
struct SituationWords {
  explicit SituationWords(const lexicon::Lexicon& lexicon);
  std::set<std::string, std::less<>> parties, items, contexts, frames, modes;
};

// `file` is only a name. With `words` every code must be one of them. kBadInput "file:line: rule"
// for every fault, among them a level 5 that is neither an armed attack nor an act that would
// engage a binding paragraph on the word of two sources.
Result<Situation> ParseSituation(std::string_view text, const std::string& file,
                                 const SituationWords* words = nullptr);

// The situations of folders, by id; a file of a later folder takes the place of an earlier one with
// the same id. A folder that does not exist holds none.
Result<std::vector<Situation>> LoadSituations(const std::vector<std::string>& folders,
                                              const SituationWords* words = nullptr);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_SITUATION_H_
