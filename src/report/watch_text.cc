#include "report/watch_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.h"
#include "report/event_table.h"
#include "report/record_words.h"

namespace bongsu::report {
namespace {

using watch::FormatDayNumber;
using watch::Mover;

const watch::Signal& SignalOf(const WatchLine& line, const Mover& mover) {
  return line.situation->signals[mover.signal];
}

std::string MoverText(const WatchLine& line, const Mover& mover, const Phrases& phrases) {
  return phrases.Fill("watch.mover", {{"level", LevelName(mover.level, phrases)},
                                      {"signal", SignalOf(line, mover).name.In(phrases.lang())},
                                      {"known", FormatDayNumber(mover.known)},
                                      {"sources", std::to_string(mover.sources)},
                                      {"without", LevelName(mover.without, phrases)}});
}

std::string RecordText(const store::StoredEvent& record, const Phrases& phrases,
                       const PartyNames& names) {
  const Event& e = record.event;
  return fmt::format("      {}  {}  [{}]\n      {}\n", e.id, TsvField(e.doc),
                     StandingText(e, phrases, names), TsvField(e.evidence.text));
}

}  // namespace

std::string Fires(int level) {
  std::string out;
  for (int i = 1; i <= watch::kOpenConflict; ++i) out += i <= level ? "●" : "○";
  return out;
}

std::string LevelName(int level, const Phrases& phrases) {
  return phrases.Fill("watch.fires." + std::to_string(level)) + " (" + std::to_string(level) + ")";
}

namespace {

// A probability in per cent, two digits of it where it is small: "37", "4.2", "0.08".
std::string Percent(double probability) {
  const double percent = 100 * std::clamp(probability, 0.0, 1.0);
  return percent >= 10  ? fmt::format("{:.0f}", percent)
         : percent >= 1 ? fmt::format("{:.1f}", percent)
                        : fmt::format("{:.2f}", percent);
}

}  // namespace

std::string ChanceText(const watch::SeriesDay& s, const Phrases& phrases) {
  const bool low = static_cast<double>(s.week) < s.expected;
  return phrases.Fill(low ? "watch.series.low" : "watch.series.high",
                      {{"percent", Percent(low ? s.low_tail : s.tail)}});
}

std::string SeriesText(watch::SeriesKind kind, const watch::SeriesDay& s, const Phrases& phrases) {
  std::string text =
      phrases.Fill("watch.series",
                   {{"name", phrases.Fill(std::string("watch.series.") + watch::SeriesName(kind))},
                    {"week", std::to_string(s.week)},
                    {"expected", fmt::format("{:.1f}", s.expected)},
                    {"low", std::to_string(s.interval.low)},
                    {"high", std::to_string(s.interval.high)},
                    {"chance", ChanceText(s, phrases)}});
  if (s.unusual) text += " · " + phrases.Fill("watch.unusual");
  if (s.change >= watch::BoardOptions().change && s.direction != watch::Direction::kUnknown)
    text +=
        " · " + phrases.Fill(s.direction == watch::Direction::kRose ? "watch.rose" : "watch.fell");
  return text;
}

std::string BoardLine(const WatchLine& line, const Phrases& phrases) {
  const auto& movers = line.day->movers;
  std::string out =
      fmt::format("{}  {}  {}", Fires(line.day->fires), LevelName(line.day->fires, phrases),
                  line.situation->name.In(phrases.lang()));
  if (!movers.empty()) {
    const Mover& mover = movers.front();
    out += fmt::format("  —  {} ({})", SignalOf(line, mover).name.In(phrases.lang()),
                       FormatDayNumber(mover.known));
  }
  if (!line.acknowledged.empty()) out += "  ✓";
  return out + fmt::format("  [{}]", line.situation->id);
}

std::string WhyText(const WatchLine& line, const std::vector<MoverRecord>& movers,
                    size_t series_watched, const Phrases& phrases, const PartyNames& names) {
  const watch::SituationDay& day = *line.day;
  std::string out =
      fmt::format("{}  {}  {}  ({})\n", Fires(day.fires), LevelName(day.fires, phrases),
                  line.situation->name.In(phrases.lang()),
                  phrases.Fill("watch.on", {{"day", FormatDayNumber(line.on)}}));
  out += line.situation->about.In(phrases.lang()) + "\n";
  if (line.uncovered_since)
    out +=
        phrases.Fill("watch.uncovered", {{"since", FormatDayNumber(*line.uncovered_since)}}) + "\n";
  if (day.lit < day.fires)
    out += phrases.Fill("watch.lower", {{"lit", LevelName(day.lit, phrases)}}) + "\n";
  if (!line.acknowledged.empty()) out += line.acknowledged + "\n";
  out += "\n";
  if (movers.empty()) out += phrases.Fill("watch.nobody") + "\n";
  for (const MoverRecord& m : movers) {
    out += "  " + MoverText(line, *m.mover, phrases) + "\n";
    if (m.record != nullptr) out += RecordText(*m.record, phrases, names);
  }
  out += "\n";
  for (size_t k = 0; k < watch::kSeriesKinds; ++k)
    out += "  " + SeriesText(static_cast<watch::SeriesKind>(k), day.series[k], phrases) + "\n";
  out += "  " + phrases.Fill("watch.watched", {{"count", std::to_string(series_watched)}}) +
         "\n\n" + phrases.Fill("watch.disclaimer") + "\n";
  return out;
}

std::string WatchJson(const WatchLine& line, const Phrases& phrases) {
  const watch::SituationDay& day = *line.day;
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("situation").String(line.situation->id);
  json.Key("name").String(line.situation->name.In(phrases.lang()));
  json.Key("day").String(FormatDayNumber(line.on));
  json.Key("fires").Integer(day.fires);
  json.Key("level").String(phrases.Fill("watch.fires." + std::to_string(day.fires)));
  json.Key("lit_today").Integer(day.lit);
  json.Key("by_signals").Integer(day.by_signals);
  json.Key("by_series").Integer(day.by_series);
  json.Key("coverage_lost_since")
      .String(line.uncovered_since ? FormatDayNumber(*line.uncovered_since) : "");
  json.Key("acknowledged").String(line.acknowledged);
  json.Key("movers").BeginArray();
  for (const Mover& m : day.movers) {
    json.BeginObject();
    json.Key("occurrence").String(m.occurrence);
    json.Key("event").String(m.event);
    json.Key("signal").String(SignalOf(line, m).id);
    json.Key("known").String(FormatDayNumber(m.known));
    json.Key("level").Integer(m.level);
    json.Key("sources").Integer(static_cast<int64_t>(m.sources));
    json.Key("without").Integer(m.without);
    json.EndObject();
  }
  json.EndArray();
  json.Key("series").BeginObject();
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    const watch::SeriesDay& s = day.series[k];
    json.Key(watch::SeriesName(static_cast<watch::SeriesKind>(k))).BeginObject();
    json.Key("week").Integer(s.week);
    json.Key("expected").Number(s.expected);
    json.Key("low").Integer(s.interval.low);
    json.Key("high").Integer(s.interval.high);
    json.Key("tail").Number(s.tail);
    json.Key("low_tail").Number(s.low_tail);
    json.Key("unusual").Bool(s.unusual);
    json.Key("change").Number(s.change);
    json.Key("direction").String(watch::DirectionName(s.direction));
    json.EndObject();
  }
  json.EndObject();
  json.EndObject();
  return out;
}

namespace {

std::string Interval(const std::optional<EventDate>& date) {
  if (!date || date->from.empty()) return {};
  return date->to.empty() || date->to == date->from ? date->from : date->from + ".." + date->to;
}

std::string Codes(const std::vector<EntityRef>& parties) {
  std::string out;
  for (const EntityRef& r : parties)
    out += (out.empty() ? "" : "|") + r.code + (r.sector.empty() ? "" : "/" + r.sector);
  return out;
}

std::string JoinedWith(const std::vector<std::string>& words, const char* mark) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : mark) + word;
  return out;
}

}  // namespace

std::string RegisterText(const watch::RegisterRow& row, const Phrases& phrases,
                         const PartyNames& names) {
  const store::StoredEvent& r = *row.record;
  const Event& e = r.event;
  const std::string recipient = names.Of(e.recipient, phrases.lang());
  std::string out = fmt::format(
      "{}  {}{}  {} ({})  {}  [{}]", r.day.empty() ? "-" : r.day, names.Of(e.actor, phrases.lang()),
      recipient.empty() ? "" : " → " + recipient, e.event, e.frame, JoinedWith(e.item, ", "),
      phrases.Fill("register.status." + row.status));
  if (const std::string due = Interval(e.due); !due.empty())
    out += "  " + phrases.Fill("register.due", {{"due", due}});
  if (e.place && !e.place->name.empty()) out += "  @ " + TsvField(e.place->name);
  out += "  " + phrases.Fill("register.counts", {{"reports", std::to_string(row.reports)},
                                                 {"sources", std::to_string(row.sources)}});
  out += "  " + e.id + "\n    " + TsvField(e.evidence.text) + "\n";
  for (const store::StoredEvent* with : row.with)
    out += fmt::format("    {}: {}  {}  {}  {}\n", phrases.Fill("register.with"), with->day,
                       with->event.event, with->event.id, TsvField(with->event.evidence.text));
  return out;
}

std::string RegisterTsvHeader() {
  return "day\toccurrence\trecord\tevent\tframe\tactor\trecipient\titem\tplace\tdue\tstatus\t"
         "certainty\tattribution\treports\tsources\twith\tevidence\n";
}

std::string RegisterTsv(const watch::RegisterRow& row) {
  const store::StoredEvent& r = *row.record;
  const Event& e = r.event;
  std::string with;
  for (const store::StoredEvent* w : row.with) with += (with.empty() ? "" : "|") + w->event.id;
  const std::string cells[] = {r.day,
                               r.occurrence,
                               e.id,
                               e.event,
                               e.frame,
                               Codes(e.actor),
                               Codes(e.recipient),
                               JoinedWith(e.item, "|"),
                               e.place ? e.place->name : "",
                               Interval(e.due),
                               row.status,
                               e.certainty,
                               Codes(e.attribution),
                               std::to_string(row.reports),
                               std::to_string(row.sources),
                               with,
                               e.evidence.text};
  std::string out;
  for (const std::string& cell : cells) out += (out.empty() ? "" : "\t") + TsvField(cell);
  return out + "\n";
}

}  // namespace bongsu::report
