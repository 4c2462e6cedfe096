#include "watch/board.h"

#include <algorithm>
#include <chrono>
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
constexpr int kOrdinaryDays = 56;  // covered days that say what coverage is ordinary
constexpr int kUnusual = 2, kRising = 3;

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
    : situations_(situations), ledger_(ledger), options_(options) {}

void Board::AddReading(DayNumber known) {
  if (known >= kFirstDay) ++readings_[known];
}

void Board::Add(const store::StoredEvent& event) {
  const auto known = KnownOn(event);
  if (!known) return;
  std::vector<regime::LedgerEntry> entries;
  bool looked = false;
  const auto happened = ParseDayNumber(event.day);
  for (size_t s = 0; s < situations_.size(); ++s) {
    const Situation& situation = situations_[s];
    if (ledger_ != nullptr && !looked && situation.NeedsLedger()) {
      entries = ledger_->EntriesOf(event.event, event.day);
      looked = true;
    }
    Hit hit;
    hit.signals = situation.SignalsOf(event.event, entries);
    bool any = !hit.signals.empty();
    for (size_t k = 0; k < kSeriesKinds; ++k) {
      hit.counts[k] = situation.Counts(static_cast<SeriesKind>(k), event.event, hit.signals);
      any = any || hit.counts[k];
    }
    if (!any) continue;
    // What is told long after it happened is history: it lights nothing.
    std::erase_if(hit.signals, [&](size_t i) {
      return happened && *known - *happened > situation.signals[i].holds;
    });
    hit.known = *known;
    hit.situation = s;
    hit.occurrence = event.occurrence.empty() ? event.event.id : event.occurrence;
    hit.source = event.source.empty() ? event.event.doc : event.source;
    hit.event = event.event.id;
    hit.confidence = event.event.confidence.value_or(0);
    hits_.push_back(std::move(hit));
  }
}

void Board::Reset() {
  states_.clear();
  documents_.clear();
  covered_.clear();
  covered_days_ = 0;
  for (const Situation& situation : situations_) {
    State state;
    for (size_t k = 0; k < kSeriesKinds; ++k)
      state.series.push_back(
          {GammaPoisson(kPrior, options_.discount), ChangePointDetector(kChange), {}, {}});
    state.fires = situation.floor;
    states_.push_back(std::move(state));
  }
}

void Board::Run(DayNumber last, const std::function<void(const BoardDay&)>& each) {
  std::sort(hits_.begin(), hits_.end(), [](const Hit& a, const Hit& b) {
    return std::tie(a.known, a.event, a.situation) < std::tie(b.known, b.event, b.situation);
  });
  Reset();
  if (hits_.empty() && readings_.empty()) return;
  DayNumber first = readings_.empty() ? hits_.front().known : readings_.begin()->first;
  if (!hits_.empty()) first = std::min(first, hits_.front().known);
  size_t next = 0;
  for (DayNumber day = first; day <= last; ++day) {
    BoardDay out;
    out.day = day;
    const auto read = readings_.find(day);
    out.documents = read == readings_.end() ? 0 : read->second;
    documents_.push_back(out.documents);
    out.covered = Covered();
    covered_.push_back(out.covered);
    if (out.covered) ++covered_days_;
    const size_t begin = next;
    while (next < hits_.size() && hits_[next].known == day) ++next;
    TakeHits(std::span(hits_).subspan(begin, next - begin));
    out.situations.resize(situations_.size());
    for (size_t s = 0; s < situations_.size(); ++s) {
      Measure(&states_[s], out, &out.situations[s]);
      Light(situations_[s], &states_[s], &out.situations[s]);
    }
    Discover(&out);
    for (size_t s = 0; s < situations_.size(); ++s)
      Settle(situations_[s], out, &states_[s], &out.situations[s]);
    each(out);
  }
}

int64_t Board::WeekOf(const std::vector<int64_t>& daily) const {
  int64_t sum = 0;
  for (size_t back = 0; back < static_cast<size_t>(options_.week) && back < daily.size(); ++back)
    sum += daily[daily.size() - 1 - back];
  return sum;
}

// Whether the last week was read as an ordinary one is. Days without coverage say nothing of what
// is ordinary.
bool Board::Covered() const {
  const int64_t week = WeekOf(documents_);
  if (week == 0) return false;
  int64_t sum = 0;
  int days = 0;
  const auto before = static_cast<int64_t>(documents_.size()) - 1 - options_.week;
  // What has been read thinly for as long as the memory reaches is ordinary now.
  const auto since = std::max<int64_t>(0, before + 1 - kOrdinaryDays);
  const bool thin = before >= kOrdinaryDays &&
                    std::none_of(covered_.begin() + since, covered_.begin() + before + 1,
                                 [](bool covered) { return covered; });
  for (int64_t i = before; i >= 0 && days < kOrdinaryDays; --i) {
    if (!thin && !covered_[static_cast<size_t>(i)]) continue;
    sum += documents_[static_cast<size_t>(i)];
    ++days;
  }
  if (days < options_.week) return true;  // too early to say what is ordinary
  const double ordinary = static_cast<double>(sum) / days * options_.week;
  return ordinary < options_.least_week || static_cast<double>(week) >= options_.silence * ordinary;
}

void Board::TakeHits(std::span<const Hit> of_day) {
  for (State& state : states_)
    for (Series& series : state.series) series.counts.push_back(0);
  for (const Hit& hit : of_day) {
    State& state = states_[hit.situation];
    for (size_t k = 0; k < kSeriesKinds; ++k)
      if (hit.counts[k] && state.series[k].seen.insert(hit.occurrence).second)
        ++state.series[k].counts.back();
    for (const size_t signal : hit.signals) {
      if (situations_[hit.situation].signals[signal].level <= kCalm) continue;
      Burning& burning = state.burning[{signal, hit.occurrence}];
      if (burning.event.empty() || hit.confidence > burning.confidence) {
        burning.event = hit.event;
        burning.confidence = hit.confidence;
      }
      burning.known = hit.known;
      burning.covered = covered_days_;
      burning.sources.insert(hit.source);
    }
  }
}

// The week against what the days before it lead one to expect; the days of the week itself are not
// in their own baseline.
void Board::Measure(State* state, const BoardDay& day, SituationDay* out) const {
  const size_t today = documents_.size() - 1;
  const int64_t read = WeekOf(documents_);
  for (size_t k = 0; k < kSeriesKinds; ++k) {
    Series& series = state->series[k];
    SeriesDay& measured = out->series[k];
    if (const auto week = static_cast<size_t>(options_.week); today >= week) {
      const size_t old = today - week;
      if (covered_[old])
        series.baseline.Observe(series.counts[old], static_cast<double>(documents_[old]));
    }
    measured.count = series.counts.back();
    measured.week = WeekOf(series.counts);
    const NegativeBinomial next = series.baseline.Predict(static_cast<double>(read));
    measured.expected = next.mean();
    if (read > 0) {
      measured.interval = next.Interval(kIntervalLevel);
      measured.tail = next.UpperTail(measured.week);
    }
    if (day.covered) series.change.Observe(measured.count, static_cast<double>(day.documents));
    measured.change = series.change.state().change_probability;
    measured.direction = series.change.state().direction;
  }
}

void Board::Light(const Situation& situation, State* state, SituationDay* out) const {
  out->by_signals = situation.floor;
  for (auto it = state->burning.begin(); it != state->burning.end();) {
    const Signal& signal = situation.signals[it->first.first];
    const Burning& b = it->second;
    const auto age = static_cast<int>((covered_days_ - b.covered) / signal.holds);
    const int full = signal.level - (b.sources.size() < static_cast<size_t>(signal.sources));
    if (signal.level - age <= kCalm) {
      it = state->burning.erase(it);
      continue;
    }
    if (full - age > kCalm) {
      out->movers.push_back({it->first.first, it->first.second, b.event, b.known, full - age,
                             b.sources.size(), kCalm});
      out->by_signals = std::max(out->by_signals, full - age);
    }
    ++it;
  }
  std::sort(out->movers.begin(), out->movers.end(), [](const Mover& a, const Mover& b) {
    return std::make_tuple(-a.level, -a.known, a.occurrence, a.signal) <
           std::make_tuple(-b.level, -b.known, b.occurrence, b.signal);
  });
}

// Which of all series watched today are unusual, and what that lights.
void Board::Discover(BoardDay* day) const {
  std::vector<SeriesDay*> asked;
  std::vector<double> tails;
  if (covered_days_ >= options_.least_history && day->covered)
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
  for (SituationDay& situation : day->situations)
    for (size_t k = 0; k < kSeriesKinds; ++k) {
      const SeriesDay& series = situation.series[k];
      if (!series.unusual) continue;
      const bool rose = series.change >= options_.change && series.direction == Direction::kRose;
      situation.by_series =
          std::max(situation.by_series, rose && k != kCooperation ? kRising : kUnusual);
    }
}

// A fire is lit at once and goes out one at a time, when it has had no cause for some days that
// were covered; without news nothing sinks.
void Board::Settle(const Situation& situation, const BoardDay& day, State* state,
                   SituationDay* out) const {
  out->lit = std::max({situation.floor, out->by_signals, out->by_series});
  if (out->lit >= state->fires) {
    state->fires = out->lit;
    state->lower_days = 0;
  } else if (day.covered && ++state->lower_days >= options_.fall_days) {
    --state->fires;
    state->lower_days = 0;
  }
  out->fires = state->fires;
  // Movers are sorted by level, so what is left without one occurrence is the first of another.
  const auto& movers = out->movers;
  for (Mover& mover : out->movers) {
    const auto other = std::find_if(movers.begin(), movers.end(), [&](const Mover& m) {
      return m.occurrence != mover.occurrence;
    });
    mover.without =
        std::max({situation.floor, out->by_series, other == movers.end() ? kCalm : other->level});
  }
}

}  // namespace bongsu::watch
