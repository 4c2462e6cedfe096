#include "report/series_text.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

#include "base/json.h"
#include "bongsu/event.h"
#include "report/event_table.h"

namespace bongsu::report {
namespace {

using watch::FormatDayNumber;
using watch::SeriesComparison;
using watch::SeriesRow;

// A cell, and whether JSON has it bare.
struct Cell {
  const char* name;
  std::string text;
  bool bare = true;
};
using Cells = std::vector<Cell>;

const char* State(const SeriesRow& row) {
  if (!row.covered) return "coverage lost";
  if (!row.judged) return "too early";
  return row.unusual ? "unusual" : "as expected";
}

std::string Group(const std::string& group) { return group.empty() ? "all" : group; }

Cells CellsOf(const SeriesRow& row, const SeriesNames& names) {
  const bool judged = row.judged;
  return {{"begin", FormatDayNumber(row.begin), false},
          {"end", FormatDayNumber(row.end), false},
          {"group", Group(row.group), false},
          {"series", names.words[row.series], false},
          {"events", std::to_string(row.events)},
          {"reports", std::to_string(row.reports)},
          {"sources", std::to_string(row.sources)},
          {"documents", std::to_string(row.documents)},
          {"exposure", fmt::format("{:.2f}", row.exposure)},
          {"coverage", row.covered ? "covered" : "lost", false},
          {"state", State(row), false},
          {"expected", judged ? fmt::format("{:.2f}", row.expected) : ""},
          {"low", judged ? std::to_string(row.interval.low) : ""},
          {"high", judged ? std::to_string(row.interval.high) : ""},
          {"tail", judged ? fmt::format("{:.4f}", row.tail) : ""},
          {"change", row.covered ? fmt::format("{:.3f}", row.change) : ""},
          {"direction", row.covered ? watch::DirectionName(row.direction) : "", false},
          {"burst", std::to_string(row.burst)}};
}

double Difference(const SeriesComparison& c) { return c.hawkes_nats - c.baseline_nats; }

double PerStep(const SeriesComparison& c) {
  return c.held_out == 0 ? 0 : std::abs(Difference(c)) / static_cast<double>(c.held_out);
}

Cells CellsOf(const SeriesComparison& c, const SeriesNames& names) {
  return {{"group", Group(c.group), false},
          {"series", names.words[c.series], false},
          {"steps", std::to_string(c.steps)},
          {"held_out", std::to_string(c.held_out)},
          {"events", std::to_string(c.events)},
          {"baseline_nats", fmt::format("{:.3f}", c.baseline_nats)},
          {"self_exciting_nats", fmt::format("{:.3f}", c.hawkes_nats)},
          {"difference_nats", fmt::format("{:.3f}", Difference(c))},
          {"better", Difference(c) > 0 ? "self-exciting" : "baseline", false},
          {"branching", fmt::format("{:.3f}", c.fit.model.branching)},
          {"decay", fmt::format("{:.3f}", c.fit.model.decay)},
          {"likelihood_ratio", fmt::format("{:.3f}", c.fit.likelihood_ratio)},
          {"aic_self_exciting", fmt::format("{:.3f}", c.aic_hawkes)},
          {"aic_constant", fmt::format("{:.3f}", c.aic_constant)}};
}

const char* LineEnd(char separator) { return separator == ',' ? "\r\n" : "\n"; }

std::string Row(const Cells& cells, bool header, char separator) {
  std::string out;
  for (const Cell& cell : cells) {
    if (!out.empty() || &cell != &cells.front()) out += separator;
    const std::string text = header ? cell.name : cell.text;
    out += separator == ',' ? CsvField(text) : TsvField(text);
  }
  return out + LineEnd(separator);
}

std::string Json(const Cells& cells) {
  std::string out = "{";
  for (const Cell& cell : cells) {
    out += (out.size() > 1 ? ",\"" : "\"") + std::string(cell.name) + "\":";
    if (!cell.bare) {
      base::JsonWriter(out).String(cell.text);
    } else {
      // A likelihood of nothing is minus infinity, which JSON has no word for.
      out += cell.text.empty() || cell.text.find("inf") != std::string::npos ? "null" : cell.text;
    }
  }
  return out + "}";
}

std::string GroupName(const std::string& group, const Phrases& phrases) {
  if (group.empty()) return phrases.Fill("series.all");
  const std::string key = "series.lang." + group;
  return phrases.Has(key) ? phrases.Fill(key) : TsvField(group);
}

}  // namespace

SeriesNames SituationSeries() {
  SeriesNames names;
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    names.words.emplace_back(watch::SeriesName(static_cast<watch::SeriesKind>(k)));
    names.phrases.push_back("watch.series." + names.words.back());
  }
  return names;
}

SeriesNames QuadSeries() {
  SeriesNames names;
  constexpr int kQuads = 4;
  for (int quad = 1; quad <= kQuads; ++quad) {
    names.words.emplace_back(QuadClassName(quad));
    names.phrases.push_back("quad." + std::to_string(quad));
  }
  return names;
}

std::string SeriesHeader(char separator) {
  return Row(CellsOf(SeriesRow(), {{""}, {""}}), true, separator);
}

std::string SeriesRowText(const SeriesRow& row, const SeriesNames& names, char separator) {
  return Row(CellsOf(row, names), false, separator);
}

std::string SeriesJson(const SeriesRow& row, const SeriesNames& names) {
  return Json(CellsOf(row, names));
}

std::string SeriesLine(const SeriesRow& row, const SeriesNames& names, const Phrases& phrases) {
  std::string state;
  if (!row.covered) {
    state = phrases.Fill("series.lost");
  } else if (!row.judged) {
    state = phrases.Fill("series.early");
  } else {
    state = phrases.Fill("series.expected", {{"expected", fmt::format("{:.1f}", row.expected)},
                                             {"low", std::to_string(row.interval.low)},
                                             {"high", std::to_string(row.interval.high)},
                                             {"tail", fmt::format("{:.3f}", row.tail)}});
    if (row.unusual) state += " · " + phrases.Fill("watch.unusual");
    if (row.change >= watch::BoardOptions().change && row.direction != watch::Direction::kUnknown)
      state += " · " +
               phrases.Fill(row.direction == watch::Direction::kRose ? "watch.rose" : "watch.fell");
  }
  if (row.burst > 0)
    state += " · " + phrases.Fill("series.burst", {{"level", std::to_string(row.burst)}});
  return phrases.Fill(
      "series.row", {{"period", row.begin == row.end
                                    ? FormatDayNumber(row.begin)
                                    : FormatDayNumber(row.begin) + ".." + FormatDayNumber(row.end)},
                     {"group", GroupName(row.group, phrases)},
                     {"name", phrases.Fill(names.phrases[row.series])},
                     {"events", std::to_string(row.events)},
                     {"reports", std::to_string(row.reports)},
                     {"sources", std::to_string(row.sources)},
                     {"documents", std::to_string(row.documents)},
                     {"state", state}});
}

std::string ComparisonLine(const SeriesComparison& c, const SeriesNames& names,
                           const Phrases& phrases) {
  return phrases.Fill("series.compared",
                      {{"group", GroupName(c.group, phrases)},
                       {"name", phrases.Fill(names.phrases[c.series])},
                       {"steps", std::to_string(c.held_out)},
                       {"events", std::to_string(c.events)},
                       {"baseline", fmt::format("{:.1f}", c.baseline_nats)},
                       {"hawkes", fmt::format("{:.1f}", c.hawkes_nats)},
                       {"better", phrases.Fill(Difference(c) > 0 ? "series.better.hawkes"
                                                                 : "series.better.baseline")},
                       {"by", fmt::format("{:.3f}", PerStep(c))},
                       {"before", std::to_string(c.steps - c.held_out)},
                       {"branching", fmt::format("{:.2f}", c.fit.model.branching)},
                       {"aic", fmt::format("{:.1f}", c.aic_hawkes)},
                       {"constant", fmt::format("{:.1f}", c.aic_constant)}});
}

std::string ComparisonHeader(char separator) {
  return Row(CellsOf(SeriesComparison(), {{""}, {""}}), true, separator);
}

std::string ComparisonRow(const SeriesComparison& c, const SeriesNames& names, char separator) {
  return Row(CellsOf(c, names), false, separator);
}

std::string ComparisonJson(const SeriesComparison& c, const SeriesNames& names) {
  return Json(CellsOf(c, names));
}

}  // namespace bongsu::report
