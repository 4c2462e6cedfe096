#include "watch/series.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "watch/bursts.h"
#include "watch/discovery.h"

namespace bongsu::watch {
namespace {

// As the board's.
constexpr GammaPoisson::Prior kPrior{1, 10};
constexpr double kIntervalLevel = 0.9;
constexpr double kMeanRunDays = 180;
constexpr int kWindowDays = 14;
constexpr int kWeek = 7;
constexpr DayNumber kMonday = 4;  // 1970-01-05

std::vector<OutletDocuments> ReadOf(const std::map<uint32_t, int64_t>& by_outlet) {
  std::vector<OutletDocuments> read;
  for (const auto& [outlet, documents] : by_outlet) read.push_back({outlet, documents});
  return read;
}

// Learns a period of a series.
void Learn(const std::vector<OutletDocuments>& read,
           const std::vector<std::pair<uint32_t, int64_t>>& events, OutletOffsets* offsets) {
  for (const OutletDocuments& d : read) {
    const auto it = std::find_if(events.begin(), events.end(),
                                 [&](const auto& pair) { return pair.first == d.outlet; });
    offsets->Learn(d.outlet, it == events.end() ? 0 : it->second, d.documents);
  }
  offsets->EndDay();
}

}  // namespace

SeriesBook::SeriesBook(size_t series, Apart apart, int step_days, const BoardOptions& options)
    : series_(series), apart_(apart), step_days_(step_days), options_(options) {}

DayNumber SeriesBook::BeginOf(DayNumber day) const {
  if (step_days_ == 1) return day;
  const DayNumber since = (day - kMonday) % step_days_;
  return day - (since < 0 ? since + step_days_ : since);
}

void SeriesBook::Add(const store::NarrowReport& report, uint32_t series) {
  if (!report.known || *report.known < kFirstDay) return;
  Report r;
  r.known = *report.known;
  r.outlet = outlets_.Of(report.outlet);
  r.lang = static_cast<uint16_t>(langs_.Of(report.lang));
  ++told_[{r.known, r.outlet, r.lang}];
  if (series == 0) return;
  r.series = series;
  r.occurrence = names_.Of(report.occurrence);
  r.source = names_.Of(report.source);
  r.event = events_.Add(report.id);
  reports_.push_back(r);
}

void SeriesBook::AddReading(const store::Reading& reading) {
  if (!reading.known || *reading.known < kFirstDay) return;
  readings_[{*reading.known, outlets_.Of(reading.outlet),
             static_cast<uint16_t>(langs_.Of(reading.lang))}] += reading.documents;
}

// Everything by group and period. An occurrence counts where the group told of it first.
std::map<std::string, SeriesBook::Group> SeriesBook::Sorted(DayNumber last) const {
  std::map<std::string, Group> groups;
  const auto into = [&](uint32_t outlet, uint16_t lang) {
    std::vector<Group*> both = {&groups[{}]};
    if (apart_ == Apart::kLang) both.push_back(&groups[std::string(langs_.Text(lang))]);
    if (apart_ == Apart::kOutlet) {
      const std::string_view name = outlets_.Text(outlet);
      both.push_back(&groups[name.empty() ? "-" : std::string(name)]);
    }
    return both;
  };
  for (const auto& [key, documents] : readings_) {
    const auto& [day, outlet, lang] = key;
    if (day > last) continue;
    for (Group* group : into(outlet, lang)) {
      group->documents[day] += documents;
      group->periods[BeginOf(day)].read[outlet] += documents;
    }
  }
  for (const auto& [key, told] : told_) {
    const auto& [day, outlet, lang] = key;
    if (day > last) continue;
    for (Group* group : into(outlet, lang)) group->periods[BeginOf(day)].told += told;
  }
  std::vector<const Report*> order;
  for (const Report& r : reports_)
    if (r.known <= last) order.push_back(&r);
  std::sort(order.begin(), order.end(), [&](const Report* a, const Report* b) {
    return std::make_tuple(a->known, events_.Text(a->event)) <
           std::make_tuple(b->known, events_.Text(b->event));
  });
  std::map<const Group*, std::vector<std::vector<bool>>> seen;
  for (const Report* r : order)
    for (Group* group : into(r->outlet, r->lang)) {
      Period& period = group->periods[BeginOf(r->known)];
      period.cells.resize(series_);
      group->told.resize(series_);
      auto& mine = seen[group];
      mine.resize(series_);
      for (size_t k = 0; k < series_; ++k) {
        if ((r->series & (1u << k)) == 0) continue;
        group->told[k] = true;
        ++period.cells[k].reports;
        period.cells[k].sources.insert(r->source);
        mine[k].resize(names_.size());
        if (mine[k][r->occurrence]) continue;
        mine[k][r->occurrence] = true;
        auto& events = period.cells[k].events;
        const auto it = std::find_if(events.begin(), events.end(),
                                     [&](const auto& pair) { return pair.first == r->outlet; });
        if (it == events.end())
          events.emplace_back(r->outlet, 1);
        else
          ++it->second;
      }
    }
  return groups;
}

// From the first period of the group: before it, it was not there to be read.
std::vector<SeriesBook::Step> SeriesBook::StepsOf(const Group& group, DayNumber last) const {
  std::vector<Step> steps;
  if (group.periods.empty()) return steps;
  Coverage coverage(options_.coverage);
  DayNumber watched = group.documents.empty() ? last + 1 : group.documents.begin()->first;
  for (DayNumber begin = group.periods.begin()->first; begin <= last; begin += step_days_) {
    Step step{begin, std::min(last, begin + step_days_ - 1), nullptr, true};
    for (; watched <= step.end; ++watched) {
      const auto it = group.documents.find(watched);
      coverage.Observe(it == group.documents.end() ? 0 : it->second);
    }
    step.covered = !coverage.documents().empty() && coverage.covered();
    const auto period = group.periods.find(begin);
    if (period != group.periods.end()) step.period = &period->second;
    steps.push_back(step);
  }
  return steps;
}

std::vector<SeriesRow> SeriesBook::RowsOf(const std::string& name, const std::vector<Step>& steps,
                                          size_t series, DayNumber since) const {
  const double discount = std::pow(options_.discount, step_days_);
  GammaPoisson baseline(kPrior, discount);
  OutletOffsets offsets(discount);
  ChangePointOptions change;
  change.prior_shape = kPrior.shape;
  change.prior_rate = kPrior.rate;
  change.mean_run = kMeanRunDays / step_days_;
  change.window = std::max(1, kWindowDays / step_days_);
  ChangePointDetector detector(change);
  std::vector<SeriesRow> rows;
  std::vector<int64_t> relevant, told;
  int history = 0;
  static const Cell kNone;
  static const Period kNothing;
  for (const Step& step : steps) {
    const Period& period = step.period == nullptr ? kNothing : *step.period;
    const Cell& cell = period.cells.empty() ? kNone : period.cells[series];
    const std::vector<OutletDocuments> read = ReadOf(period.read);
    SeriesRow row;
    row.begin = step.begin;
    row.end = step.end;
    row.group = name;
    row.series = series;
    for (const auto& [outlet, count] : cell.events) row.events += count;
    row.reports = cell.reports;
    row.sources = static_cast<int64_t>(cell.sources.size());
    for (const OutletDocuments& d : read) row.documents += d.documents;
    row.exposure = offsets.Exposure(read);
    row.covered = step.covered;
    row.judged = row.covered && row.exposure > 0 && history >= options_.least_history;
    const NegativeBinomial next = baseline.Predict(row.exposure);
    row.expected = next.mean();
    if (row.judged) {
      if (row.end >= since) row.interval = next.Interval(kIntervalLevel);
      row.tail = next.UpperTail(row.events);
    }
    if (row.covered && row.exposure > 0) {
      detector.Observe(row.events, row.exposure);
      baseline.Observe(row.events, row.exposure);
      Learn(read, cell.events, &offsets);
      history += step.end - step.begin + 1;
    }
    row.change = detector.state().change_probability;
    row.direction = detector.state().direction;
    relevant.push_back(row.covered ? cell.reports : 0);
    told.push_back(row.covered ? period.told : 0);
    rows.push_back(std::move(row));
  }
  for (const Burst& burst : FindBursts(relevant, told))
    for (size_t i = burst.begin; i < burst.end; ++i)
      rows[i].burst = std::max(rows[i].burst, burst.level);
  return rows;
}

std::vector<SeriesRow> SeriesBook::Rows(DayNumber last, DayNumber since) const {
  const std::map<std::string, Group> groups = Sorted(last);
  std::vector<SeriesRow> all;
  for (const auto& [name, group] : groups) {
    const std::vector<Step> steps = StepsOf(group, last);
    for (size_t k = 0; k < series_; ++k) {
      if (!name.empty() && (group.told.empty() || !group.told[k])) continue;
      for (SeriesRow& row : RowsOf(name, steps, k, since)) all.push_back(std::move(row));
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const SeriesRow& a, const SeriesRow& b) {
    return std::tie(a.begin, a.group, a.series) < std::tie(b.begin, b.group, b.series);
  });
  for (size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    std::vector<double> tails;
    for (; end < all.size() && all[end].begin == all[begin].begin; ++end)
      if (all[end].judged) tails.push_back(all[end].tail);
    const std::vector<bool> unusual = BenjaminiHochberg(tails, options_.discovery);
    for (size_t i = begin, n = 0; i < end; ++i)
      if (all[i].judged) all[i].unusual = unusual[n++];
  }
  return all;
}

std::vector<SeriesComparison> SeriesBook::Compare(DayNumber last) const {
  constexpr double kHawkesParameters = 3, kConstantParameters = 1;
  const std::map<std::string, Group> groups = Sorted(last);
  std::vector<SeriesComparison> all;
  for (const auto& [name, group] : groups) {
    const std::vector<Step> steps = StepsOf(group, last);
    for (size_t k = 0; k < series_; ++k) {
      if (group.told.empty() || !group.told[k]) continue;
      std::vector<int64_t> counts;
      std::vector<double> exposures;
      SeriesComparison c;
      c.group = name;
      c.series = k;
      const std::vector<SeriesRow> rows = RowsOf(name, steps, k, last + 1);
      for (const SeriesRow& row : rows)
        if (row.covered && row.exposure > 0) ++c.steps;
      c.held_out = c.steps / 3;
      if (c.steps < kLeastSteps) continue;
      GammaPoisson baseline(kPrior, std::pow(options_.discount, step_days_));
      size_t seen = 0, known = 0;  // steps read so far; places before those held out
      for (const SeriesRow& row : rows) {
        const bool read = row.covered && row.exposure > 0;
        const bool held = seen >= c.steps - c.held_out;
        counts.push_back(read ? row.events : 0);
        exposures.push_back(read ? row.exposure : 0);
        if (!held) known = counts.size();
        if (!read) continue;
        ++seen;
        if (held) {
          c.baseline_nats += baseline.LogPmf(row.events, row.exposure);
          c.events += row.events;
        }
        baseline.Observe(row.events, row.exposure);
      }
      const std::span<const int64_t> before(counts.data(), known);
      if (std::all_of(before.begin(), before.end(), [](int64_t y) { return y == 0; })) continue;
      c.fit = FitHawkes(before, std::span<const double>(exposures.data(), known));
      c.hawkes_nats = HawkesLogLikelihood(c.fit.model, counts, exposures) -
                      HawkesLogLikelihood(c.fit.model, before,
                                          std::span<const double>(exposures.data(), known));
      c.aic_hawkes = 2 * kHawkesParameters - 2 * c.fit.log_likelihood_nats;
      c.aic_constant = 2 * kConstantParameters - 2 * c.fit.constant_log_likelihood_nats;
      all.push_back(std::move(c));
    }
  }
  return all;
}

}  // namespace bongsu::watch
