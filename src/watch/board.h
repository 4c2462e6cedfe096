// The board: how many fires burn for each situation on each day, which events lit them, and what
// the numbers say (docs/watch.md). A fold over the days, with nothing from the future: what a day
// shows depends on what was known by then alone.
#ifndef BONGSU_WATCH_BOARD_H_
#define BONGSU_WATCH_BOARD_H_

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "store/store.h"
#include "watch/change_point.h"
#include "watch/counts.h"
#include "watch/situation.h"

namespace bongsu::watch {

// Days since 1970-01-01.
using DayNumber = int32_t;
std::optional<DayNumber> ParseDayNumber(std::string_view day);
std::string FormatDayNumber(DayNumber day);

// How the board is worked out; docs/watch.md says why these.
struct BoardOptions {
  int week = 7;             // days of the sum that is held against the baseline
  int least_history = 28;   // covered days before the statistics speak
  double discount = 0.98;   // of the baseline, per covered day
  double discovery = 0.05;  // Benjamini-Hochberg over all series watched on a day
  double change = 0.9;      // probability from which a change point counts
  int fall_days = 3;        // days a lower level must last before a fire goes out
  double silence = 0.2;     // coverage is lost when a week has less than this share of the ordinary
  int least_week = 3;       // documents that an ordinary week must have for that
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
  CountInterval interval;  // 90 %
  double tail = 1;         // P(as many or more)
  bool unusual = false;    // after Benjamini-Hochberg
  double change = 0;       // probability of a change within the last two weeks
  Direction direction = Direction::kUnknown;
};

struct SituationDay {
  int fires = kCalm;  // what is shown, after hysteresis
  int lit = kCalm;    // what signals and series say today
  int by_signals = kCalm, by_series = kCalm;
  std::array<SeriesDay, kSeriesKinds> series;
  std::vector<Mover> movers;  // above the floor, gravest first, then latest, then by id
};

struct BoardDay {
  DayNumber day = 0;
  int64_t documents = 0;                 // of political content that became known
  bool covered = true;                   // false: coverage lost, nothing sinks
  std::vector<SituationDay> situations;  // in the order of the situations
};

// When a record became known: the day its document was published, else the day it came here, else
// the day of the event; nullopt when none is known, or one before kFirstDay (a slip of the pen in a
// source must not make the board run over centuries).
std::optional<DayNumber> KnownOn(const store::StoredEvent& event);

inline constexpr DayNumber kFirstDay = 0;  // 1970-01-01

// Works the board out day by day. One thread at a time.
class Board {
 public:
  // `situations` and `ledger` (may be null: then no signal that asks for it fits) must outlive it.
  Board(const std::vector<Situation>& situations, const regime::Ledger* ledger,
        const BoardOptions& options = {});

  // Everything that is to be known, in any order; before Run.
  void Add(const store::StoredEvent& event);
  // A document as exposure, by the day it became known: one with at least one event.
  void AddReading(DayNumber known);

  // From the first day on which anything is known to `last`; `each` sees every day in order.
  void Run(DayNumber last, const std::function<void(const BoardDay&)>& each);

 private:
  // A record that fits signals or counts in a series of one situation.
  struct Hit {
    DayNumber known = 0;
    size_t situation = 0;
    std::vector<size_t> signals;  // those it lights: of a stale record none
    std::array<bool, kSeriesKinds> counts{};
    std::string occurrence, source, event;
    double confidence = 0;
  };
  // What an occurrence has lit under one signal.
  struct Burning {
    DayNumber known = 0;
    int64_t covered = 0;  // covered days when it was last reported
    std::string event;
    double confidence = 0;  // of that record
    std::set<std::string> sources;
  };
  struct Series {
    GammaPoisson baseline;
    ChangePointDetector change;
    std::vector<int64_t> counts;  // of each day
    std::set<std::string> seen;   // occurrences counted already
  };
  struct State {
    std::vector<Series> series;                                 // kSeriesKinds
    std::map<std::pair<size_t, std::string>, Burning> burning;  // by signal and occurrence
    int fires = kCalm, lower_days = 0;
  };

  void Reset();
  void TakeHits(std::span<const Hit> of_day);
  void Measure(State* state, const BoardDay& day, SituationDay* out) const;
  void Light(const Situation& situation, State* state, SituationDay* out) const;
  void Discover(BoardDay* day) const;
  void Settle(const Situation& situation, const BoardDay& day, State* state,
              SituationDay* out) const;
  bool Covered() const;
  int64_t WeekOf(const std::vector<int64_t>& daily) const;

  const std::vector<Situation>& situations_;
  const regime::Ledger* ledger_;
  BoardOptions options_;
  std::vector<Hit> hits_;
  std::map<DayNumber, int64_t> readings_;
  // While it runs.
  std::vector<State> states_;
  std::vector<int64_t> documents_;  // of each day since the first
  std::vector<bool> covered_;
  int64_t covered_days_ = 0;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_BOARD_H_
