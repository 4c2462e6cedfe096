#include "watch/board.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <tuple>

#include "base/day.h"
#include "watch/discovery.h"

namespace bongsu::watch {
namespace {

// What a series is thought to be before anything is known of it: one event in ten documents, a
// belief worth ten of them.
constexpr GammaPoisson::Prior kPrior{1, 10};
constexpr ChangePointOptions kChange{
    .prior_shape = 1, .prior_rate = 10, .mean_run = 180, .window = 14};
constexpr double kIntervalLevel = 0.9;
constexpr int kUnusual = 2, kRising = 3;
constexpr double kMils = 1000;

void Insert(std::vector<uint32_t>* sorted, uint32_t value) {
  const auto it = std::lower_bound(sorted->begin(), sorted->end(), value);
  if (it == sorted->end() || *it != value) sorted->insert(it, value);
}

uint64_t PlaceOf(uint16_t signal, uint32_t occurrence) {
  return (uint64_t{signal} << 32) | occurrence;
}

// The level that a signal has come down to.
int LevelAt(const Signal& signal, int age, size_t sources) {
  return signal.level - (sources < static_cast<size_t>(signal.sources)) - age / signal.holds;
}

template <typename Pairs>
void AddTo(Pairs* sums, uint32_t outlet, int64_t count) {
  const auto it = std::find_if(sums->begin(), sums->end(),
                               [&](const auto& pair) { return pair.first == outlet; });
  if (it == sums->end())
    sums->emplace_back(outlet, count);
  else
    it->second += count;
}

}  // namespace

std::optional<DayNumber> ParseDayNumber(std::string_view day) {
  const auto parsed = base::ParseDay(day);
  if (!parsed) return std::nullopt;
  return static_cast<DayNumber>(parsed->time_since_epoch().count());
}

std::string FormatDayNumber(DayNumber day) {
  return base::FormatDay(base::Day(std::chrono::days(day)));
}

std::optional<DayNumber> KnownOn(const store::StoredEvent& event) {
  auto day = ParseDayNumber(event.published);
  if (!day) day = ParseDayNumber(std::string_view(event.learned).substr(0, 10));
  if (!day) day = ParseDayNumber(event.day);
  return day && *day >= kFirstDay ? day : std::nullopt;
}

Board::Board(const std::vector<Situation>& situations, const regime::Ledger* ledger,
             const BoardOptions& options)
    : situations_(situations), options_(options), matcher_(situations, ledger) {}

void Board::AddReading(DayNumber known, std::string_view outlet, int64_t documents) {
  if (known < kFirstDay || documents <= 0) return;
  const uint32_t number = outlets_.Of(outlet);
  auto& readings = days_[known].readings;
  const auto it =
      std::lower_bound(readings.begin(), readings.end(), number,
                       [](const OutletDocuments& d, uint32_t wanted) { return d.outlet < wanted; });
  if (it != readings.end() && it->outlet == number)
    it->documents += documents;
  else
    readings.insert(it, {number, documents});
  Forget(known);
}

void Board::Add(const store::StoredEvent& event) {
  store::NarrowReport report;
  report.known = KnownOn(event);
  report.day = ParseDayNumber(event.day);
  report.occurrence = event.occurrence.empty() ? event.event.id : event.occurrence;
  report.source = event.source.empty() ? event.event.doc : event.source;
  report.outlet = event.outlet;
  Add(report, event.event);
}

bool Board::Add(const store::NarrowReport& report) {
  if (!report.known || *report.known < kFirstDay) return false;
  bool whole = false;
  const std::vector<Match> matches = matcher_.Of(report, &whole);
  if (!whole) TakeMatches(matches, report);
  return whole;
}

void Board::Add(const store::NarrowReport& report, const Event& whole) {
  if (!report.known || *report.known < kFirstDay) return;
  store::NarrowReport named = report;
  named.id = whole.id;
  named.confidence_mils = static_cast<int32_t>(std::lround(whole.confidence.value_or(0) * kMils));
  TakeMatches(matcher_.Of(whole, report.day ? FormatDayNumber(*report.day) : std::string()), named);
}

void Board::TakeMatches(const std::vector<Match>& matches, const store::NarrowReport& report) {
  if (matches.empty()) return;
  Hit hit;
  hit.event = events_.Add(report.id);
  hit.occurrence = names_.Of(report.occurrence);
  hit.source = names_.Of(report.source);
  hit.outlet = outlets_.Of(report.outlet);
  hit.confidence_mils = static_cast<int16_t>(report.confidence_mils);
  DayInput& day = days_[*report.known];
  for (const Match& match : matches) {
    const Situation& situation = situations_[match.situation];
    hit.situation = match.situation;
    hit.first_signal = static_cast<uint32_t>(signals_.size());
    // What is told long after it happened is history: it lights nothing.
    for (const uint16_t i : match.signals)
      if (situation.signals[i].level > kCalm &&
          (!report.day || *report.known - *report.day <= situation.signals[i].holds))
        signals_.push_back(i);
    hit.signals = static_cast<uint16_t>(signals_.size() - hit.first_signal);
    hit.counts = 0;
    for (size_t k = 0; k < kSeriesKinds; ++k)
      if (match.counts[k]) hit.counts = static_cast<uint8_t>(hit.counts | (1u << k));
    day.hits.push_back(hit);
  }
  day.sorted = false;
  Forget(*report.known);
}

void Board::Forget(DayNumber from) {
  if (kept_ && (!kept_->last || *kept_->last >= from)) kept_.reset();
}

const Board::DayInput& Board::InputOf(DayNumber day) {
  static const DayInput kNothing;
  const auto it = days_.find(day);
  if (it == days_.end()) return kNothing;
  if (!it->second.sorted) {
    std::sort(it->second.hits.begin(), it->second.hits.end(), [&](const Hit& a, const Hit& b) {
      const std::string_view x = events_.Text(a.event), y = events_.Text(b.event);
      return std::tie(x, a.situation) < std::tie(y, b.situation);
    });
    it->second.sorted = true;
  }
  return it->second;
}

void Board::Begin() {
  now_ = Standing();
  now_.coverage = Coverage(options_.coverage);
  for (const Situation& situation : situations_) {
    State state;
    for (size_t k = 0; k < kSeriesKinds; ++k)
      state.series.push_back({GammaPoisson(kPrior, options_.discount),
                              OutletOffsets(options_.discount), ChangePointDetector(kChange)});
    state.fires = situation.floor;
    now_.states.push_back(std::move(state));
  }
}

void Board::Run(DayNumber last, const std::function<void(const BoardDay&)>& each, Detail detail) {
  Begin();
  if (days_.empty()) return;
  for (DayNumber day = days_.begin()->first; day <= last; ++day) {
    BoardDay out;
    Step(day, day == last, detail, &out);
    each(out);
  }
}

BoardDay Board::At(DayNumber last) {
  BoardDay out;
  if (days_.empty() || days_.begin()->first > last) return out;
  if (!kept_ || (kept_->last && *kept_->last >= last)) {
    Begin();
    kept_ = std::move(now_);
  }
  now_ = *kept_;
  for (DayNumber day = now_.last ? *now_.last + 1 : days_.begin()->first; day <= last; ++day) {
    if (day == last) kept_ = now_;
    out = BoardDay();
    Step(day, day == last, Detail::kChanges, &out);
  }
  return out;
}

void Board::Step(DayNumber day, bool last, Detail detail, BoardDay* out) {
  const bool first = !now_.last;
  const DayInput& input = InputOf(day);
  out->day = day;
  Observe(input, out);
  now_.last = day;
  for (State& state : now_.states) Grow(&state, day, out->covered);
  TakeHits(input.hits, day);
  out->situations.resize(situations_.size());
  for (size_t s = 0; s < situations_.size(); ++s) {
    Measure(&now_.states[s], *out, &out->situations[s]);
    Light(situations_[s], &now_.states[s], &out->situations[s]);
  }
  Discover(out);
  for (size_t s = 0; s < situations_.size(); ++s) {
    const int before = now_.states[s].fires;
    SituationDay& shown = out->situations[s];
    Settle(situations_[s], out->covered, &now_.states[s], &shown);
    if (first || last || detail == Detail::kEveryDay || shown.fires != before)
      AddDetail(situations_[s], now_.states[s], &shown);
  }
}

// Coverage of the whole and of each outlet, and the readings of the week.
void Board::Observe(const DayInput& input, BoardDay* out) {
  for (const OutletDocuments& d : input.readings) {
    out->documents += d.documents;
    while (now_.outlets.size() <= d.outlet)
      now_.outlets.push_back({Coverage(options_.coverage), false, 0});
    now_.outlets[d.outlet].known = true;
  }
  now_.coverage.Observe(out->documents);
  out->covered = now_.coverage.covered();
  if (out->covered) {
    ++now_.covered_days;
    now_.uncovered_since.reset();
  } else if (!now_.uncovered_since) {
    now_.uncovered_since = out->day;
  }
  auto reading = input.readings.begin();
  for (uint32_t i = 0; i < now_.outlets.size(); ++i) {
    OutletStanding& outlet = now_.outlets[i];
    int64_t documents = 0;
    if (reading != input.readings.end() && reading->outlet == i) documents = (reading++)->documents;
    if (!outlet.known) continue;
    outlet.coverage.Observe(documents);
    outlet.silent = documents > 0 && outlet.coverage.covered() ? 0 : outlet.silent + 1;
    if (outlet.coverage.Lost()) out->lost.emplace_back(outlets_.Text(i));
  }
  std::sort(out->lost.begin(), out->lost.end());
  now_.week.push_back(input.readings);
  if (now_.week.size() > static_cast<size_t>(options_.coverage.week) + 1) now_.week.pop_front();
}

// Days for which none of the outlets has spoken.
int Board::Silence(std::span<const uint32_t> outlets) const {
  int least = -1;
  for (const uint32_t i : outlets) {
    // An outlet of which no document is counted as read cannot fall silent.
    const int silent =
        i < now_.outlets.size() && now_.outlets[i].known ? now_.outlets[i].silent : 0;
    if (least < 0 || silent < least) least = silent;
  }
  return std::max(least, 0);
}

// What was told ages by a day, if it is a day on which one could have heard more: of one of the
// outlets that told it. Days on which these had nothing count when one speaks again within a week;
// what has been silent for as long as the memory of the ordinary reaches is no longer waited for.
void Board::Grow(State* state, DayNumber day, bool covered) const {
  if (!covered) return;
  for (Burning& b : state->burning) {
    if (b.known >= day) continue;
    const int silence = Silence(b.outlets);
    if (silence == 0) {
      b.age += 1 + (b.pending <= options_.coverage.week ? b.pending : 0);
      b.pending = 0;
    } else if (silence > options_.coverage.ordinary) {
      ++b.age;
    } else {
      ++b.pending;
    }
  }
}

void Board::TakeHits(const std::vector<Hit>& hits, DayNumber day) {
  for (State& state : now_.states)
    for (Series& series : state.series) {
      series.week.emplace_back();
      if (series.week.size() > static_cast<size_t>(options_.coverage.week) + 1)
        series.week.pop_front();
    }
  for (const Hit& hit : hits) {
    State& state = now_.states[hit.situation];
    for (size_t k = 0; k < kSeriesKinds; ++k) {
      if ((hit.counts & (1u << k)) == 0) continue;
      Series& series = state.series[k];
      if (series.seen.size() <= hit.occurrence) series.seen.resize(names_.size());
      if (series.seen[hit.occurrence]) continue;
      series.seen[hit.occurrence] = true;
      ++series.week.back().count;
      AddTo(&series.week.back().by_outlet, hit.outlet, 1);
    }
    for (uint32_t i = 0; i < hit.signals; ++i) {
      const uint16_t signal = signals_[hit.first_signal + i];
      const auto [it, fresh] =
          state.place.try_emplace(PlaceOf(signal, hit.occurrence), state.burning.size());
      if (fresh) {
        Burning& b = state.burning.emplace_back();
        b.signal = signal;
        b.occurrence = hit.occurrence;
        b.confidence_mils = -1;
      }
      Burning& b = state.burning[it->second];
      if (hit.confidence_mils > b.confidence_mils) {
        b.event = hit.event;
        b.confidence_mils = hit.confidence_mils;
      }
      b.known = day;
      b.age = b.pending = 0;
      Insert(&b.sources, hit.source);
      Insert(&b.outlets, hit.outlet);
    }
  }
}

// The week against what the days before it lead one to expect; the days of the week itself are not
// in their own baseline.
void Board::Measure(State* state, const BoardDay& day, SituationDay* out) const {
  const auto week = static_cast<size_t>(options_.coverage.week);
  const std::vector<bool>& covered = now_.coverage.covered_days();
  for (size_t k = 0; k < kSeriesKinds; ++k) {
    Series& series = state->series[k];
    SeriesDay& measured = out->series[k];
    if (covered.size() > week) {
      const SeriesInputDay& old = series.week.front();
      const std::vector<OutletDocuments>& read = now_.week.front();
      const double exposure = series.offsets.Exposure(read);
      if (covered[covered.size() - 1 - week] && series.baseline.Observe(old.count, exposure)) {
        for (const OutletDocuments& d : read) {
          const auto it = std::find_if(old.by_outlet.begin(), old.by_outlet.end(),
                                       [&](const auto& pair) { return pair.first == d.outlet; });
          series.offsets.Learn(d.outlet, it == old.by_outlet.end() ? 0 : it->second, d.documents);
        }
        series.offsets.EndDay();
      }
    }
    const size_t begin = now_.week.size() > week ? 1 : 0;
    double exposure = 0;
    for (size_t i = begin; i < now_.week.size(); ++i)
      exposure += series.offsets.Exposure(now_.week[i]);
    measured.count = series.week.back().count;
    for (size_t i = begin; i < series.week.size(); ++i) measured.week += series.week[i].count;
    series.next = series.baseline.Predict(exposure);
    measured.expected = series.next.mean();
    measured.tail = exposure > 0 ? series.next.UpperTail(measured.week) : 1;
    if (day.covered)
      series.change.Observe(measured.count, series.offsets.Exposure(now_.week.back()));
    measured.change = series.change.state().change_probability;
    measured.direction = series.change.state().direction;
  }
}

// What signals light, and what has burnt out.
void Board::Light(const Situation& situation, State* state, SituationDay* out) const {
  out->by_signals = situation.floor;
  for (size_t i = 0; i < state->burning.size();) {
    const Burning& b = state->burning[i];
    const Signal& signal = situation.signals[b.signal];
    out->by_signals = std::max(out->by_signals, LevelAt(signal, b.age, b.sources.size()));
    if (signal.level - b.age / signal.holds > kCalm) {
      ++i;
      continue;
    }
    state->place.erase(PlaceOf(b.signal, b.occurrence));
    if (i + 1 < state->burning.size()) {
      state->burning[i] = std::move(state->burning.back());
      state->place[PlaceOf(state->burning[i].signal, state->burning[i].occurrence)] = i;
    }
    state->burning.pop_back();
  }
}

// Which of all series watched today are unusual, and what that lights.
void Board::Discover(BoardDay* day) {
  std::vector<SeriesDay*> asked;
  std::vector<double> tails;
  const bool speaks = now_.covered_days >= options_.least_history && day->covered;
  if (speaks)
    for (SituationDay& situation : day->situations)
      for (SeriesDay& series : situation.series)
        if (series.week > 0) {
          asked.push_back(&series);
          tails.push_back(series.tail);
        }
  // A series without a single event is watched all the same.
  const size_t watched = situations_.size() * kSeriesKinds;
  tails.resize(std::max(tails.size(), asked.empty() ? 0 : watched), 1.0);
  const std::vector<bool> unusual = BenjaminiHochberg(tails, options_.discovery);
  for (size_t i = 0; i < asked.size(); ++i) asked[i]->unusual = unusual[i];
  for (size_t s = 0; s < situations_.size(); ++s) {
    SituationDay& situation = day->situations[s];
    for (size_t k = 0; k < kSeriesKinds; ++k) {
      SeriesDay& measured = situation.series[k];
      Series& series = now_.states[s].series[k];
      if (measured.unusual) {
        const bool rose =
            measured.change >= options_.change && measured.direction == Direction::kRose;
        series.lit = rose && k != kCooperation ? kRising : kUnusual;
        series.lit_by.clear();
        const size_t begin = now_.week.size() > static_cast<size_t>(options_.coverage.week) ? 1 : 0;
        for (size_t i = begin; i < series.week.size(); ++i)
          for (const auto& [outlet, count] : series.week[i].by_outlet)
            AddTo(&series.lit_by, outlet, count);
      } else if (speaks) {
        Hold(&series, &measured);
      }
      if (measured.unusual || measured.held)
        situation.by_series = std::max(situation.by_series, series.lit);
    }
  }
}

// A series that is ordinary again because those who made it unusual have fallen silent says nothing
// of calm.
void Board::Hold(Series* series, SeriesDay* measured) const {
  if (series->lit == kCalm) return;
  int64_t silent = 0, all = 0;
  for (const auto& [outlet, count] : series->lit_by) {
    const int days = Silence(std::span(&outlet, 1));
    if (days > 0 && days <= options_.coverage.ordinary) silent += count;
    all += count;
  }
  measured->held = 2 * silent >= all && silent > 0;
  if (!measured->held) series->lit = kCalm;
}

// A fire is lit at once and goes out one at a time, when it has had no cause for some days that
// were covered; without news nothing sinks.
void Board::Settle(const Situation& situation, bool covered, State* state,
                   SituationDay* out) const {
  out->lit = std::max({situation.floor, out->by_signals, out->by_series});
  if (out->lit >= state->fires) {
    state->fires = out->lit;
    state->lower_days = 0;
  } else if (covered && ++state->lower_days >= options_.fall_days) {
    --state->fires;
    state->lower_days = 0;
  }
  out->fires = state->fires;
  state->shown.push_back(static_cast<uint8_t>(state->fires));
}

int Board::MostFires(size_t situation, DayNumber since) const {
  if (!now_.last) return 0;
  const auto& shown = now_.states[situation].shown;
  const auto days =
      std::clamp<int64_t>(int64_t{*now_.last} - since + 1, 0, static_cast<int64_t>(shown.size()));
  const auto most = std::max_element(shown.end() - days, shown.end());
  return most == shown.end() ? 0 : *most;
}

// Intervals, and who moved it. Movers are sorted by level, so what is left without one occurrence
// is the first of another.
void Board::AddDetail(const Situation& situation, const State& state, SituationDay* out) const {
  for (size_t k = 0; k < kSeriesKinds; ++k)
    if (state.series[k].next.mean() > 0) {
      out->series[k].interval = state.series[k].next.Interval(kIntervalLevel);
      out->series[k].low_tail = 1 - state.series[k].next.UpperTail(out->series[k].week + 1);
    }
  std::vector<std::pair<int, const Burning*>> burning;
  for (const Burning& b : state.burning)
    if (const int level = LevelAt(situation.signals[b.signal], b.age, b.sources.size());
        level > kCalm)
      burning.emplace_back(level, &b);
  const auto key = [&](const std::pair<int, const Burning*>& m) {
    return std::make_tuple(-m.first, -m.second->known, names_.Text(m.second->occurrence),
                           m.second->signal);
  };
  std::sort(burning.begin(), burning.end(),
            [&](const auto& a, const auto& b) { return key(a) < key(b); });
  for (const auto& [level, b] : burning) {
    const auto other = std::find_if(burning.begin(), burning.end(), [&](const auto& m) {
      return m.second->occurrence != b->occurrence;
    });
    out->movers.push_back({b->signal, std::string(names_.Text(b->occurrence)),
                           std::string(events_.Text(b->event)), b->known, level, b->sources.size(),
                           std::max({situation.floor, out->by_series,
                                     other == burning.end() ? kCalm : other->first})});
  }
}

}  // namespace bongsu::watch
