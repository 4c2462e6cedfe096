// The first page, the page about the site, and the one that searches.
#include <fmt/format.h>

#include "report/site/pages.h"
#include "report/watch_text.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kMostLatest = 25;

std::string Board(const Desk& desk, const std::string& from) {
  const SiteInput& input = *desk.model.input;
  std::string out = "<ul class=\"board\">\n";
  for (size_t s = 0; s < input.situations.size(); ++s) {
    const watch::Situation& situation = input.situations[s];
    const watch::SituationDay& day = input.fires.last().situations[s];
    out += "<li class=\"f" + std::to_string(day.fires) + "\"><h3>" +
           Link(Relative(from, SituationPath(situation)), situation.name.In(desk.tongue.lang())) +
           "</h3>\n<p>" + FiresText(desk, day.fires) + "</p>\n";
    if (!day.movers.empty()) {
      const watch::Mover& mover = day.movers.front();
      const std::string signal = situation.signals[mover.signal].name.In(desk.tongue.lang());
      const std::string known =
          " <span class=\"when\">(" + watch::FormatDayNumber(mover.known) + ")</span>";
      const auto it = desk.model.by_id.find(mover.event);
      out += "<p class=\"mover\">" +
             (it == desk.model.by_id.end()
                  ? EscapeHtml(signal) + known
                  : Link(Relative(from, EventPath(desk.model.event(it->second))), signal) + known) +
             "</p>\n";
    } else if (day.by_series > watch::kCalm) {
      out += "<p class=\"mover\">" + desk.Word("board.series") + "</p>\n";
    }
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

std::string Numbers(const Desk& desk) {
  const Model& m = desk.model;
  const std::pair<const char*, size_t> numbers[] = {{"number.occurrences", m.occurrences.size()},
                                                    {"number.records", m.events.size()},
                                                    {"number.documents", m.documents},
                                                    {"number.sources", m.sources}};
  std::string out = "<dl class=\"numbers\">\n";
  for (const auto& [word, value] : numbers)
    out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", desk.Word(word), value);
  return out + "</dl>\n";
}

EventIndexes Dated(const Model& model) {
  EventIndexes out;
  const std::string today = watch::FormatDayNumber(model.input->on);
  for (size_t i = 0; i < model.events.size(); ++i) {
    const store::StoredEvent& r = model.events[i].record;
    if (!r.day.empty() && r.day <= today) out.push_back(i);
  }
  return out;
}

Page Overview(const Desk& desk) {
  const SiteInput& input = *desk.model.input;
  Page page;
  page.path = "index.html";
  page.collection = "overview";
  page.title = desk.tongue.words.Fill("nav.overview");
  page.description = desk.tongue.words.Fill("site.about");
  page.charts = true;
  page.body = "<h1>" + EscapeHtml(SiteTitle(desk.tongue, desk.model)) +
              "</h1>\n<p class=\"lead\">" + desk.Word("site.about") + "</p>\n" + Numbers(desk);
  std::string board;
  if (input.fires.uncovered_since())
    board += "<p class=\"warn\">" +
             desk.Phrase("watch.uncovered",
                         {{"since", watch::FormatDayNumber(*input.fires.uncovered_since())}}) +
             "</p>\n";
  board += input.fires.empty() ? "<p>" + desk.Word("list.none") + "</p>\n" : Board(desk, page.path);
  page.body +=
      Section("situations",
              desk.Word("nav.situations") + " <small>" +
                  desk.Phrase("watch.on", {{"day", watch::FormatDayNumber(input.on)}}) + "</small>",
              board);
  std::vector<size_t> all;
  for (size_t s = 0; s < input.situations.size(); ++s) all.push_back(s);
  EventIndexes every;
  for (size_t i = 0; i < desk.model.events.size(); ++i) every.push_back(i);
  page.body += TimelineChart(desk, every, all, page.path);
  page.body += Section("latest", desk.Word("list.latest"),
                       EventList(desk, desk.model.Told(Dated(desk.model)), page.path, kMostLatest));
  std::string data;
  base::JsonWriter json(data);
  json.BeginObject();
  json.Key("title").String(SiteTitle(desk.tongue, desk.model));
  json.Key("lang").String(desk.tongue.lang());
  json.Key("on").String(watch::FormatDayNumber(input.on));
  json.Key("occurrences").Integer(static_cast<int64_t>(desk.model.occurrences.size()));
  json.Key("records").Integer(static_cast<int64_t>(desk.model.events.size()));
  json.Key("documents").Integer(static_cast<int64_t>(desk.model.documents));
  json.Key("situations").BeginArray();
  for (const size_t s : all) {
    json.BeginObject();
    json.Key("id").String(input.situations[s].id);
    json.Key("name").String(input.situations[s].name.In(desk.tongue.lang()));
    json.Key("fires").Integer(input.fires.last().situations[s].fires);
    json.Key("page").String(SituationPath(input.situations[s]));
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  page.json = data + "\n";
  return page;
}

Page About(const Desk& desk) {
  const store::EventFilter& filter = desk.model.options->filter;
  Page page;
  page.path = "about.html";
  page.collection = "overview";
  page.title = desk.tongue.words.Fill("nav.about");
  page.description = desk.tongue.words.Fill("site.about");
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n";
  for (const char* word : {"about.what", "about.evidence", "about.certainty", "about.fires",
                           "about.ledger", "about.counts", "about.quotes", "about.data"})
    page.body += "<p>" + desk.Word(word) + "</p>\n";
  const Slots period = {{"since", filter.since}, {"until", filter.until}};
  page.body += "<p>" + desk.Word("about.period") + " " +
               desk.Phrase(!filter.since.empty() && !filter.until.empty() ? "period.between"
                           : !filter.since.empty()                        ? "period.since"
                           : !filter.until.empty()                        ? "period.until"
                                                                          : "period.all",
                           period) +
               "</p>\n";
  return page;
}

Page Search(const Desk& desk) {
  Page page;
  page.path = "search.html";
  page.collection = "overview";
  page.title = desk.tongue.words.Fill("nav.search");
  page.body = fmt::format(
      "<h1>{0}</h1>\n<noscript><p class=\"warn\">{1}</p></noscript>\n"
      "<form class=\"search\" role=\"search\" aria-label=\"{0}\" action=\"search.html\" "
      "method=\"get\"><label for=\"q\">{2}</label> <input id=\"q\" name=\"q\" type=\"search\" "
      "autocomplete=\"off\"> <button>{3}</button></form>\n"
      "<p class=\"note\">{4}</p>\n"
      "<p id=\"found\" role=\"status\" aria-live=\"polite\" data-none=\"{5}\" data-some=\"{6}\" "
      "data-many=\"{7}\" data-failed=\"{8}\"></p>\n<ul id=\"results\" class=\"events\" "
      "data-index=\"{9}\" data-lang=\"{10}\"></ul>\n",
      EscapeHtml(page.title), desk.Word("search.noscript"), desk.Word("search.label"),
      desk.Word("search.go"), desk.Word("search.help"), desk.Word("search.none"),
      desk.Word("search.some", {{"count", "%n"}}),
      desk.Word("search.many", {{"count", "%n"}, {"shown", "%m"}}), desk.Word("search.failed"),
      "../search/", desk.tongue.lang());
  return page;
}

}  // namespace

void PlanOverview(const Desk& desk, Plans* plans) {
  plans->pages.push_back({"index.html", [&desk] { return Overview(desk); }});
  plans->pages.push_back({"about.html", [&desk] { return About(desk); }});
  plans->pages.push_back({"search.html", [&desk] { return Search(desk); }});
}

}  // namespace bongsu::report::site
