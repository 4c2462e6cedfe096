// What happened, day by day: a page for each month, and for each day where a month is too full.
#include <fmt/format.h>

#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

std::map<std::string, EventIndexes> ByDay(const Model& model, const EventIndexes& events) {
  std::map<std::string, EventIndexes> days;
  for (const size_t i : events) days[model.events[i].record.day].push_back(i);
  return days;
}

std::string Lines(const Desk& desk, const EventIndexes& events, const std::string& from) {
  std::string out = "<ul class=\"events\">\n";
  for (const size_t i : events) out += EventLine(desk, i, from);
  return out + "</ul>\n";
}

std::string Heading(const Desk& desk, const std::string& month) {
  return month.empty() ? desk.tongue.words.Fill("chronology.undated") : month;
}

// The months before and after, for reading on.
std::string Neighbours(const Desk& desk, const std::string& month, const std::string& from) {
  const auto& months = desk.model.by_month;
  const auto here = months.find(month);
  std::string out;
  if (here != months.begin()) {
    const std::string& before = std::prev(here)->first;
    out += "<a rel=\"prev\" href=\"" + Relative(from, ChronologyPath(desk.model, before)) +
           "\">← " + EscapeHtml(Heading(desk, before)) + "</a> ";
  }
  out += Link(Relative(from, "chronology/index.html"), desk.tongue.words.Fill("nav.chronology"));
  if (std::next(here) != months.end()) {
    const std::string& after = std::next(here)->first;
    out += " <a rel=\"next\" href=\"" + Relative(from, ChronologyPath(desk.model, after)) + "\">" +
           EscapeHtml(Heading(desk, after)) + " →</a>";
  }
  return "<p class=\"neighbours\">" + out + "</p>\n";
}

Page DayPage(const Desk& desk, const std::string& day, const EventIndexes& events) {
  Page page;
  page.path = "chronology/" + day + ".html";
  page.collection = "chronology";
  page.title = day;
  page.body = "<h1>" + EscapeHtml(day) + "</h1>\n" + Lines(desk, events, page.path) +
              Neighbours(desk, day.substr(0, 7), page.path);
  page.json = ListJson(desk, day, events, page.path);
  return page;
}

// Undated occurrences come in pages of a fixed size.
std::string UndatedPath(size_t part) {
  return part == 0 ? "chronology/undated.html"
                   : fmt::format("chronology/undated-{}.html", part + 1);
}

Page UndatedPage(const Desk& desk, const EventIndexes& events, size_t part) {
  Page page;
  page.path = UndatedPath(part);
  page.collection = "chronology";
  page.title = Heading(desk, "");
  const size_t begin = part * kMostInMonth, end = std::min(events.size(), begin + kMostInMonth);
  const EventIndexes shown(events.begin() + static_cast<ptrdiff_t>(begin),
                           events.begin() + static_cast<ptrdiff_t>(end));
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n" + Lines(desk, shown, page.path);
  std::string pages;
  for (size_t p = 0; p * kMostInMonth < events.size(); ++p)
    pages += p == part ? " <strong>" + std::to_string(p + 1) + "</strong>"
                       : " " + Link(Relative(page.path, UndatedPath(p)), std::to_string(p + 1));
  if (events.size() > kMostInMonth)
    page.body += "<p class=\"neighbours\">" + desk.Word("chronology.parts") + pages + "</p>\n";
  page.json = ListJson(desk, page.title, shown, page.path);
  return page;
}

Page MonthPage(const Desk& desk, const std::string& month) {
  const EventIndexes& events = desk.model.by_month.at(month);
  const bool full = events.size() > kMostInMonth;
  Page page;
  page.path = ChronologyPath(desk.model, month);
  page.collection = "chronology";
  page.title = desk.tongue.words.Fill("chronology.month", {{"month", month}});
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n";
  if (full) page.body += "<ul class=\"columns\">\n";
  for (const auto& [day, of_day] : ByDay(desk.model, events)) {
    if (full) {
      page.body += fmt::format("<li>{} <span class=\"n\">{}</span></li>\n",
                               Link(day + ".html", day), of_day.size());
      continue;
    }
    page.body += Section("d-" + day, EscapeHtml(day), Lines(desk, of_day, page.path));
  }
  if (full) page.body += "</ul>\n";
  page.body += Neighbours(desk, month, page.path);
  page.json = ListJson(desk, page.title, events, page.path);
  return page;
}

Page Index(const Desk& desk) {
  Page page;
  page.path = "chronology/index.html";
  page.collection = "chronology";
  page.title = desk.tongue.words.Fill("nav.chronology");
  page.charts = true;
  EventIndexes every;
  for (size_t i = 0; i < desk.model.events.size(); ++i) every.push_back(i);
  std::vector<std::vector<std::string>> rows;
  for (auto month = desk.model.by_month.rbegin(); month != desk.model.by_month.rend(); ++month)
    rows.push_back({Link(Relative(page.path, ChronologyPath(desk.model, month->first)),
                         Heading(desk, month->first)),
                    std::to_string(month->second.size())});
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n" +
              TimelineChart(desk, every, {}, page.path) +
              Table(desk.Word("chronology.table"),
                    {desk.Word("month"), desk.Word("number.occurrences")}, rows);
  std::string data;
  base::JsonWriter json(data);
  json.BeginObject().Key("months").BeginArray();
  for (const auto& [month, events] : desk.model.by_month) {
    json.BeginObject();
    json.Key("month").String(month);
    json.Key("occurrences").Integer(static_cast<int64_t>(events.size()));
    json.Key("page").String(Relative(page.path, ChronologyPath(desk.model, month)));
    json.EndObject();
  }
  json.EndArray().EndObject();
  page.json = data + "\n";
  return page;
}

}  // namespace

void PlanChronology(const Desk& desk, Plans* plans) {
  plans->pages.push_back({"chronology/index.html", [&desk] { return Index(desk); }});
  for (const auto& [month, events] : desk.model.by_month) {
    if (month.empty()) {
      for (size_t part = 0; part * kMostInMonth < events.size(); ++part)
        plans->pages.push_back({UndatedPath(part), [&desk, &events = events, part] {
                                  return UndatedPage(desk, events, part);
                                }});
      continue;
    }
    plans->pages.push_back({ChronologyPath(desk.model, month),
                            [&desk, month = month] { return MonthPage(desk, month); }});
    if (events.size() <= kMostInMonth) continue;
    for (auto& [day, of_day] : ByDay(desk.model, events))
      plans->pages.push_back({"chronology/" + day + ".html", [&desk, day = day, of_day = of_day] {
                                return DayPage(desk, day, of_day);
                              }});
  }
}

}  // namespace bongsu::report::site
