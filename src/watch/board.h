// The board: how many fires burn for each situation on each day, which events lit them, and what
// the numbers say (docs/watch.md). A fold over the days, with nothing from the future: what a day
// shows depends on what was known by then alone.
#ifndef BONGSU_WATCH_BOARD_H_
#define BONGSU_WATCH_BOARD_H_

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/store.h"
#include "watch/change_point.h"
#include "watch/counts.h"
#include "watch/coverage.h"
#include "watch/matcher.h"
#include "watch/names.h"
#include "watch/outlet_offsets.h"
#include "watch/situation.h"

namespace bongsu::watch {

// Days since 1970-01-01.
using DayNumber = int32_t;
std::optional<DayNumber> ParseDayNumber(std::string_view day);
std::string FormatDayNumber(DayNumber day);

// How the board is worked out; docs/watch.md says why these.
struct BoardOptions {
  CoverageOptions coverage;  // its week is also that of the sum held against the baseline
  int least_history = 28;    // covered days before the statistics speak
  double discount = 0.98;    // of the baseline, per covered day
  double discovery = 0.05;   // Benjamini-Hochberg over all series watched on a day
  double change = 0.9;       // probability from which a change point counts
  int fall_days = 3;         // days a lower level must last before a fire goes out
};

// An occurrence that keeps fires burning.
struct Mover {
  size_t signal = 0;       // of the situation
  std::string occurrence;  // id
  std::string event;       // id of its surest record by confidence, else the one known first
  DayNumber known = 0;     // when the last report on it became known
  int level = kCalm;       // fires it lights on this day
  size_t sources = 0;      // independent ones
  int without = kCalm;     // fires if there were no such occurrence
  bool operator==(const Mover&) const = default;
};

// One of the three series on a day.
struct SeriesDay {
  int64_t count = 0;       // occurrences that became known on this day
  int64_t week = 0;        // of the last week
  double expected = 0;     // for that week, from the days before it
  CountInterval interval;  // 90 %; on days with detail only
  double tail = 1;         // P(as many or more)
  double low_tail = 1;     // P(as many or fewer); on days with detail only
  bool unusual = false;    // after Benjamini-Hochberg
  bool held = false;       // was unusual, and the outlets that made it so have fallen silent since
  double change = 0;       // probability of a change within the last two weeks
  Direction direction = Direction::kUnknown;
  bool operator==(const SeriesDay&) const = default;
};

struct SituationDay {
  int fires = kCalm;  // what is shown, after hysteresis
  int lit = kCalm;    // what signals and series say today
  int by_signals = kCalm, by_series = kCalm;
  std::array<SeriesDay, kSeriesKinds> series;
  std::vector<Mover> movers;  // above the floor, gravest first, then latest, then by id
  bool operator==(const SituationDay&) const = default;
};

struct BoardDay {
  DayNumber day = 0;
  int64_t documents = 0;                 // of political content that became known
  bool covered = true;                   // false: coverage lost, nothing sinks
  std::vector<std::string> lost;         // outlets whose own coverage is lost, by name
  std::vector<SituationDay> situations;  // in the order of the situations
  bool operator==(const BoardDay&) const = default;
};

// When a record became known: the day its document was published, else the day it came here, else
// the day of the event; nullopt when none is known, or one before kFirstDay (a slip of the pen in a
// source must not make the board run over centuries).
std::optional<DayNumber> KnownOn(const store::StoredEvent& event);

inline constexpr DayNumber kFirstDay = 0;  // 1970-01-01

// For which days movers are listed and intervals worked out: they are most of the work of a day.
enum class Detail : uint8_t {
  kEveryDay,
  kChanges  // days on which the fires of the situation changed, and the last
};

// Works the board out day by day. One thread at a time.
class Board {
 public:
  // `situations` and `ledger` (may be null: then no signal that asks for it fits) must outlive it.
  Board(const std::vector<Situation>& situations, const regime::Ledger* ledger,
        const BoardOptions& options = {});

  // Everything that is to be known, in any order; before Run, or later: what was worked out from
  // that day on is then worked out anew.
  void Add(const store::StoredEvent& event);
  // The same from the narrow tables. True: the report hangs on what they do not have, nothing was
  // taken, and the whole record is to be added.
  bool Add(const store::NarrowReport& report);
  void Add(const store::NarrowReport& report, const Event& whole);
  // Documents as exposure, by the day they became known: those with at least one event.
  void AddReading(DayNumber known, std::string_view outlet = {}, int64_t documents = 1);

  // From the first day on which anything is known to `last`; `each` sees every day in order.
  void Run(DayNumber last, const std::function<void(const BoardDay&)>& each,
           Detail detail = Detail::kEveryDay);
  // The last day of Run alone; without situations when nothing is known by then. What the days
  // before it came to is kept, so that after new reports of that day only the day itself is worked
  // out.
  BoardDay At(DayNumber day);
  // Since when coverage was lost on the day last worked out; nullopt: covered.
  std::optional<DayNumber> uncovered_since() const { return now_.uncovered_since; }
  // The most fires of a situation from `since` to the day last worked out; 0 when that is earlier.
  int MostFires(size_t situation, DayNumber since) const;

 private:
  // A record that fits signals or counts in a series of one situation. Texts are numbers of
  // `names_`.
  struct Hit {
    uint32_t event = 0, occurrence = 0, source = 0, outlet = 0;
    uint32_t first_signal = 0;  // of signals_: those it lights; of a stale record none
    uint16_t signals = 0, situation = 0;
    int16_t confidence_mils = 0;
    uint8_t counts = 0;  // a bit for each kind of series
  };
  // What became known on a day.
  struct DayInput {
    std::vector<Hit> hits;
    std::vector<OutletDocuments> readings;  // by outlet
    bool sorted = true;
  };
  // What an occurrence has lit under one signal.
  struct Burning {
    uint16_t signal = 0;
    int16_t confidence_mils = 0;  // of `event`
    uint32_t occurrence = 0, event = 0;
    DayNumber known = 0;
    // Covered days since it was last reported, and those after them on which none of its outlets
    // spoke.
    int age = 0, pending = 0;
    std::vector<uint32_t> sources, outlets;
  };
  struct SeriesInputDay {
    int64_t count = 0;
    std::vector<std::pair<uint32_t, int64_t>> by_outlet;
  };
  struct Series {
    GammaPoisson baseline;
    OutletOffsets offsets;
    ChangePointDetector change;
    NegativeBinomial next{1, 0};        // of the last week, as expected
    std::deque<SeriesInputDay> week{};  // the last week and the day before it, oldest first
    std::vector<bool> seen{};           // occurrences counted already
    // When it was last unusual: what that lit, and the outlets that told of it that week.
    int lit = kCalm;
    std::vector<std::pair<uint32_t, int64_t>> lit_by{};
  };
  struct State {
    std::vector<Series> series;  // kSeriesKinds
    std::vector<Burning> burning;
    std::unordered_map<uint64_t, size_t> place;  // of burning, by signal and occurrence
    int fires = kCalm, lower_days = 0;
    std::vector<uint8_t> shown;  // fires of each day
  };
  struct OutletStanding {
    Coverage coverage;
    bool known = false;  // has had a document
    int silent = 0;      // days since it last spoke: had documents, and enough of them
  };
  // All that the days so far came to.
  struct Standing {
    std::vector<State> states;
    Coverage coverage;
    std::vector<OutletStanding> outlets;  // by number of outlets_
    int64_t covered_days = 0;
    std::deque<std::vector<OutletDocuments>> week;  // readings, as Series::week
    std::optional<DayNumber> first, last;           // days worked out
    std::optional<DayNumber> uncovered_since;
  };

  void TakeMatches(const std::vector<Match>& matches, const store::NarrowReport& report);
  void Forget(DayNumber from);
  void Begin();
  void Step(DayNumber day, bool last, Detail detail, BoardDay* out);
  void Observe(const DayInput& input, BoardDay* out);
  void TakeHits(const std::vector<Hit>& hits, DayNumber day);
  void Grow(State* state, DayNumber day, bool covered) const;
  void Measure(State* state, const BoardDay& day, SituationDay* out) const;
  void Light(const Situation& situation, State* state, SituationDay* out) const;
  void Discover(BoardDay* day);
  void Hold(Series* series, SeriesDay* measured) const;
  void Settle(const Situation& situation, bool covered, State* state, SituationDay* out) const;
  void AddDetail(const Situation& situation, const State& state, SituationDay* out) const;
  int Silence(std::span<const uint32_t> outlets) const;
  const DayInput& InputOf(DayNumber day);

  const std::vector<Situation>& situations_;
  BoardOptions options_;
  Matcher matcher_;
  Names names_;    // of occurrences, sources
  Names outlets_;  // apart, so that their numbers are few
  Names events_;
  std::vector<uint16_t> signals_;  // of hits
  std::map<DayNumber, DayInput> days_;
  Standing now_;
  std::optional<Standing> kept_;  // for At: the days before the one last asked for
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_BOARD_H_
