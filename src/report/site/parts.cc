#include "report/site/parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "report/brief_sentence.h"
#include "report/watch_text.h"

namespace bongsu::report::site {
namespace {

std::string Reports(const Desk& desk, const SiteOccurrence& occurrence) {
  if (occurrence.events.size() < 2) return {};
  return "<span class=\"n\">" +
         desk.Word("event.counts", {{"reports", std::to_string(occurrence.events.size())},
                                    {"sources", std::to_string(occurrence.sources)}}) +
         "</span>";
}

void Codes(base::JsonWriter* json, const char* key, const std::vector<EntityRef>& parties) {
  json->Key(key).BeginArray();
  for (const EntityRef& party : parties)
    json->String(party.sector.empty() ? party.code : party.code + "/" + party.sector);
  json->EndArray();
}

// Occurrences of each day by quad class.
using Days = std::map<std::string, std::array<size_t, 5>>;

Days CountDays(const Model& model, const EventIndexes& events) {
  Days days;
  for (const size_t i : model.Told(events)) {
    const store::StoredEvent& record = model.events[i].record;
    const Event& e = record.event;
    const bool background = e.certainty == "background";
    if (record.day.empty() || background) continue;
    ++days[record.day][static_cast<size_t>(QuadClass(e.event))];
  }
  return days;
}

std::string TimelineTable(const Desk& desk, const Days& days, const std::string& from) {
  std::map<std::string, std::array<size_t, 5>> months;
  for (const auto& [day, counts] : days)
    for (size_t q = 1; q < counts.size(); ++q) months[day.substr(0, 7)][q] += counts[q];
  std::vector<std::vector<std::string>> rows;
  for (const auto& [month, counts] : months) {
    std::vector<std::string> row = {Link(Relative(from, ChronologyPath(desk.model, month)), month)};
    for (size_t q = 1; q < counts.size(); ++q) row.push_back(std::to_string(counts[q]));
    rows.push_back(std::move(row));
  }
  return Table(desk.Word("timeline.table"),
               {desk.Word("month"), desk.Phrase("quad.1"), desk.Phrase("quad.2"),
                desk.Phrase("quad.3"), desk.Phrase("quad.4")},
               rows);
}

}  // namespace

std::string EventPath(const Event& event) { return "events/" + FileName(event.id) + ".html"; }
std::string ActorPath(const std::string& code) { return "actors/" + FileName(code) + ".html"; }
std::string PairPath(const std::string& a, const std::string& b) {
  return "dyads/" + FileName(std::min(a, b)) + "~" + FileName(std::max(a, b)) + ".html";
}
std::string PlacePath(const std::string& code) { return "places/" + FileName(code) + ".html"; }
std::string InstrumentPath(const regime::Instrument& instrument) {
  std::string id = instrument.id;
  std::replace(id.begin(), id.end(), ' ', '-');
  return "ledger/" + FileName(id) + ".html";
}
std::string SituationPath(const watch::Situation& situation) {
  return "situations/" + FileName(situation.id) + ".html";
}

std::string ChronologyPath(const Model& model, const std::string& day) {
  if (day.size() < 7) return "chronology/undated.html";
  const std::string month = day.substr(0, 7);
  const auto it = model.by_month.find(month);
  const bool full = it != model.by_month.end() && it->second.size() > kMostInMonth;
  if (day.size() == 7) return "chronology/" + month + ".html";
  return full ? "chronology/" + day + ".html" : "chronology/" + month + ".html#d-" + day;
}

std::string CertaintyTag(const Desk& desk, const Event& event) {
  return "<span class=\"tag c-" + EscapeHtml(event.certainty) + "\">" +
         desk.Phrase("certainty." + event.certainty) + "</span>";
}

std::string EventLine(const Desk& desk, size_t index, const std::string& from) {
  const SiteEvent& event = desk.model.events[index];
  const Event& e = event.record.event;
  const int quad = QuadClass(e.event);
  return fmt::format(
      "<li class=\"ev q{}\"><span class=\"when\">{}</span> <a href=\"{}\">{}</a> {} "
      "<span class=\"kind\">{}</span> {}</li>\n",
      quad, EscapeHtml(desk.tongue.whens[index]), Relative(from, EventPath(e)),
      EscapeHtml(desk.tongue.sentences[index]), CertaintyTag(desk, e),
      desk.Phrase("quad." + std::to_string(quad)),
      Reports(desk, desk.model.occurrences[event.occurrence]));
}

std::string EventList(const Desk& desk, const EventIndexes& events, const std::string& from,
                      size_t most) {
  if (events.empty()) return "<p>" + desk.Word("list.none") + "</p>\n";
  std::string out;
  if (events.size() > most)
    out += "<p class=\"note\">" +
           desk.Word("list.some",
                     {{"shown", std::to_string(most)}, {"all", std::to_string(events.size())}}) +
           " " +
           Link(Relative(from, "chronology/index.html"), desk.tongue.words.Fill("nav.chronology")) +
           "</p>\n";
  out += "<ul class=\"events\">\n";
  for (size_t k = 0; k < events.size() && k < most; ++k)
    out += EventLine(desk, events[events.size() - 1 - k], from);
  return out + "</ul>\n";
}

std::string PartyLinks(const Desk& desk, const std::vector<EntityRef>& parties,
                       const std::string& lang, const std::string& from) {
  std::string out;
  for (const EntityRef& party : parties) {
    const std::string name = desk.tongue.names.Of(party, lang);
    const bool known =
        !party.code.empty() && party.code != "---" && desk.model.by_actor.contains(party.code);
    if (!out.empty()) out += ", ";
    out += known ? Link(Relative(from, ActorPath(party.code)), name) : EscapeHtml(name);
    if (!party.code.empty() && party.code != "---")
      out += " <code>" +
             EscapeHtml(party.sector.empty() ? party.code : party.code + "/" + party.sector) +
             "</code>";
  }
  return out;
}

std::string FiresText(const Desk& desk, int level) {
  return fmt::format(
      "<span class=\"fires f{}\"><span aria-hidden=\"true\">{}</span> <strong>{}</strong></span>",
      level, Fires(level), EscapeHtml(LevelName(level, desk.tongue.phrases)));
}

std::string Section(const std::string& id, const std::string& heading_html,
                    const std::string& content) {
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n",
                     id, heading_html, content);
}

std::string Table(const std::string& caption_html, const std::vector<std::string>& head_html,
                  const std::vector<std::vector<std::string>>& rows_html) {
  std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                    caption_html + "\">\n<table>\n<caption>" + caption_html +
                    "</caption>\n<thead><tr>";
  for (const std::string& cell : head_html) out += "<th scope=\"col\">" + cell + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : rows_html) {
    out += "<tr>";
    for (size_t c = 0; c < row.size(); ++c)
      out += c == 0 ? "<th scope=\"row\">" + row[c] + "</th>" : "<td>" + row[c] + "</td>";
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

std::string Chart(const Desk& desk, std::string_view kind, const std::string& id,
                  const std::string& title_html, const std::string& json,
                  const std::string& table_html) {
  return fmt::format(
      "<figure class=\"chart\" id=\"{0}\" data-kind=\"{1}\" data-source=\"{0}-data\">\n"
      "<figcaption>{2}</figcaption>\n<div class=\"plot\"></div>\n<details class=\"as-table\" open>"
      "<summary>{3}</summary>\n{4}</details>\n<script type=\"application/json\" "
      "id=\"{0}-data\">{5}</script>\n</figure>\n",
      id, kind, title_html, desk.Word("chart.table"), table_html, ScriptJson(json));
}

std::string TimelineChart(const Desk& desk, const EventIndexes& events,
                          const std::vector<size_t>& situations, const std::string& from) {
  const Model& model = desk.model;
  const Days days = CountDays(model, events);
  std::string data;
  base::JsonWriter json(data);
  json.BeginObject();
  json.Key("quads").BeginArray();
  for (int q = 1; q <= 4; ++q) json.String(desk.tongue.phrases.Fill("quad." + std::to_string(q)));
  json.EndArray();
  json.Key("levels").BeginArray();
  for (int level = 1; level <= watch::kOpenConflict; ++level)
    json.String(LevelName(level, desk.tongue.phrases));
  json.EndArray();
  json.Key("label").String(desk.tongue.words.Fill("timeline.label"));
  // Before the board begins little was read, and what is told of it is history.
  json.Key("since").String(model.input->fires.empty()
                               ? std::string()
                               : watch::FormatDayNumber(model.input->fires.first()));
  json.Key("until").String(watch::FormatDayNumber(model.input->on));
  json.Key("days").BeginArray();
  for (const auto& [day, counts] : days) {
    json.BeginArray().String(day);
    for (size_t q = 1; q < counts.size(); ++q) json.Integer(static_cast<int64_t>(counts[q]));
    json.String(Relative(from, ChronologyPath(model, day))).EndArray();
  }
  json.EndArray();
  json.Key("fires").BeginArray();
  for (const size_t s : situations) {
    const watch::Situation& situation = model.input->situations[s];
    json.BeginObject();
    json.Key("name").String(situation.name.In(desk.tongue.lang()));
    json.Key("page").String(Relative(from, SituationPath(situation)));
    json.Key("steps").BeginArray();
    for (const FireChange& change : model.input->fires.changes(s)) {
      // A mark leads to what moved the fires, if that has a page.
      std::string page = Relative(from, SituationPath(situation)) + "#history";
      for (const std::string& mover : change.movers)
        if (const auto it = model.by_id.find(mover); it != model.by_id.end()) {
          page = Relative(from, EventPath(model.event(it->second)));
          break;
        }
      json.BeginArray()
          .String(watch::FormatDayNumber(change.day))
          .Integer(change.to)
          .String(page)
          .EndArray();
    }
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return Chart(desk, "timeline", "timeline", desk.Word("timeline.title"), data,
               TimelineTable(desk, days, from));
}

void EventsJson(const Desk& desk, const EventIndexes& events, const std::string& from,
                base::JsonWriter* json) {
  json->Key("events").BeginArray();
  for (const size_t i : events) {
    const SiteEvent& event = desk.model.events[i];
    const Event& e = event.record.event;
    json->BeginObject();
    json->Key("id").String(e.id);
    json->Key("day").String(event.record.day);
    json->Key("event").String(e.event);
    json->Key("certainty").String(e.certainty);
    Codes(json, "actor", e.actor);
    Codes(json, "recipient", e.recipient);
    json->Key("sentence").String(desk.tongue.sentences[i]);
    json->Key("page").String(Relative(from, EventPath(e)));
    json->EndObject();
  }
  json->EndArray();
}

std::string ListJson(const Desk& desk, const std::string& title, const EventIndexes& events,
                     const std::string& from) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("title").String(title);
  json.Key("lang").String(desk.tongue.lang());
  EventsJson(desk, events, from, &json);
  json.EndObject();
  return out + "\n";
}

}  // namespace bongsu::report::site
