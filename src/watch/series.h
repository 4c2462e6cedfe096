// Series for the analyst: counts by period, of all sources together and of each language or outlet
// apart, with the documents of political content of each outlet as exposure; what was expected,
// whether the level changed, when it burst, and whether coverage was there at all.
#ifndef BONGSU_WATCH_SERIES_H_
#define BONGSU_WATCH_SERIES_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "store/report_scan.h"
#include "watch/board.h"
#include "watch/hawkes.h"
#include "watch/names.h"

namespace bongsu::watch {

// What is told apart, besides all sources together.
enum class Apart : uint8_t { kNothing, kLang, kOutlet };

// A row: a series in a period, of a group of sources.
struct SeriesRow {
  DayNumber begin = 0, end = 0;  // first and last day of the period
  std::string group;             // empty: all together; else a language or an outlet
  size_t series = 0;             // of the names given
  int64_t events = 0;            // occurrences first told of by the group in this period
  int64_t reports = 0;           // records
  int64_t sources = 0;           // independent ones among them
  int64_t documents = 0;         // of political content
  double exposure = 0;           // the same with an offset for each outlet
  bool covered = true;           // false: coverage lost; the numbers below say nothing then
  bool judged = false;           // history enough to say what is ordinary
  double expected = 0;
  CountInterval interval;  // 90 %
  double tail = 1;         // P(as many or more)
  bool unusual = false;    // Benjamini-Hochberg over all series and groups of the period
  double change = 0;       // probability of a change within the last two weeks
  Direction direction = Direction::kUnknown;
  int burst = 0;  // level, in retrospect over all that is known; 0: none
};

// How the self-exciting model and the baseline foretell the same counts, one step ahead.
struct SeriesComparison {
  std::string group;
  size_t series = 0;
  size_t steps = 0, held_out = 0;  // covered ones; the last third is foretold
  int64_t events = 0;              // in those held out
  // ln of the probability given to the counts held out, in nats. The self-exciting model is fitted
  // on the steps before them; the baseline learns as it goes, which it does anyway.
  double baseline_nats = 0, hawkes_nats = 0;
  HawkesFit fit;                            // on the steps before
  double aic_hawkes = 0, aic_constant = 0;  // on the same: 2 k - 2 ln L, k = 3 and 1
};

// One thread at a time.
class SeriesBook {
 public:
  // `step_days`: 1, or 7 for weeks that begin on Monday.
  SeriesBook(size_t series, Apart apart, int step_days, const BoardOptions& options = {});

  // A report, and the series it counts in by bits; none: it is only part of all that was told.
  void Add(const store::NarrowReport& report, uint32_t series);
  void AddReading(const store::Reading& reading);

  // Rows up to `last`, in order of period, group (together first) and series. Groups that never
  // told of any of the series have none. Intervals, which take most of the time, are worked out for
  // periods that end on `since` or later.
  std::vector<SeriesRow> Rows(DayNumber last, DayNumber since = kFirstDay) const;
  // For each group and series with at least kLeastSteps covered steps and an event in the first
  // two thirds.
  std::vector<SeriesComparison> Compare(DayNumber last) const;
  static constexpr size_t kLeastSteps = 30;

 private:
  struct Cell {
    int64_t reports = 0;
    std::set<uint32_t> sources;
    std::vector<std::pair<uint32_t, int64_t>> events;  // by outlet
  };
  struct Period {
    std::vector<Cell> cells;           // of each series
    std::map<uint32_t, int64_t> read;  // documents by outlet
    int64_t told = 0;                  // records of any kind
  };
  struct Report {
    DayNumber known = 0;
    uint32_t outlet = 0, occurrence = 0, source = 0, event = 0, series = 0;
    uint16_t lang = 0;
  };
  struct Group {
    std::map<DayNumber, int64_t> documents;  // of each day
    std::map<DayNumber, Period> periods;
    std::vector<bool> told;  // of each series: ever
  };
  struct Step {
    DayNumber begin = 0, end = 0;
    const Period* period = nullptr;  // null: nothing
    bool covered = true;
  };
  DayNumber BeginOf(DayNumber day) const;
  std::map<std::string, Group> Sorted(DayNumber last) const;
  std::vector<Step> StepsOf(const Group& group, DayNumber last) const;
  std::vector<SeriesRow> RowsOf(const std::string& name, const std::vector<Step>& steps,
                                size_t series, DayNumber since) const;

  size_t series_;
  Apart apart_;
  int step_days_;
  BoardOptions options_;
  Names outlets_, names_, events_, langs_;
  std::vector<Report> reports_;  // those that count
  std::map<std::tuple<DayNumber, uint32_t, uint16_t>, int64_t> told_;
  std::map<std::tuple<DayNumber, uint32_t, uint16_t>, int64_t> readings_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_SERIES_H_
