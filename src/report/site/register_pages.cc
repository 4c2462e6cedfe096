// Commitments, meetings, exercises, transfers, statements of concern; and what is planned, as a
// calendar to look at and one to subscribe to.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/day.h"
#include "report/alert_text.h"
#include "report/site/pages.h"
#include "watch/registers.h"

namespace bongsu::report::site {
namespace {

constexpr std::string_view kRegisters[] = {"commitments", "meetings", "exercises", "transfers",
                                           "concerns"};
constexpr size_t kMostMonths = 36;  // of the calendar, around the day of the site
constexpr int kMostDays = 7;        // of one planned event: what is longer shows on its first day

// Copies of the records that the registers are made from, in the order RowsOf wants.
using Records = std::vector<store::StoredEvent>;

std::shared_ptr<const Records> RecordsOf(const Model& model) {
  auto records = std::make_shared<Records>();
  records->reserve(model.events.size());
  for (const SiteEvent& event : model.events) {
    records->push_back(event.record);
    records->back().json.clear();
  }
  std::sort(records->begin(), records->end(), [](const auto& a, const auto& b) {
    return std::tie(a.day, a.event.id) < std::tie(b.day, b.event.id);
  });
  return records;
}

std::string DueText(const EventDate& due) {
  return due.to.empty() || due.to == due.from ? due.from : due.from + " – " + due.to;
}

struct RowLinks {
  const Desk& desk;
  std::string from;
  std::string operator()(const store::StoredEvent& record) const {
    const size_t index = desk.model.by_id.at(record.event.id);
    return Link(Relative(from, EventPath(record.event)), desk.tongue.sentences[index]);
  }
};

Page RegisterPage(const Desk& desk, std::string_view name, const Records& records) {
  Page page;
  page.path = "registers/" + std::string(name) + ".html";
  page.collection = "registers";
  page.title = desk.tongue.words.Fill("register." + std::string(name));
  const auto kind = watch::RegisterNamed(name);
  std::vector<watch::RegisterRow> rows;
  if (kind) rows = watch::RowsOf(*kind, records, watch::FormatDayNumber(desk.model.input->on));
  const RowLinks link{desk, page.path};
  std::vector<std::vector<std::string>> cells;
  EventIndexes all;
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    const Event& e = row->record->event;
    all.push_back(desk.model.by_id.at(e.id));
    std::string with;
    for (const store::StoredEvent* other : row->with)
      with += (with.empty() ? "" : "<br>") + link(*other);
    cells.push_back({EscapeHtml(row->record->day.empty() ? "–" : row->record->day),
                     link(*row->record),
                     "<span class=\"tag s-" + EscapeHtml(FileName(row->status)) + "\">" +
                         desk.Phrase("register.status." + row->status) + "</span>",
                     e.due ? EscapeHtml(DueText(*e.due)) : std::string(),
                     desk.Phrase("register.counts", {{"reports", std::to_string(row->reports)},
                                                     {"sources", std::to_string(row->sources)}}),
                     with});
  }
  std::sort(all.begin(), all.end());
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p class=\"lead\">" +
              desk.Word("register.about." + std::string(name)) + "</p>\n";
  page.body += cells.empty() ? "<p>" + desk.Word("list.none") + "</p>\n"
                             : Table(EscapeHtml(page.title),
                                     {desk.Word("day"), desk.Word("register.what"),
                                      desk.Word("register.status"), desk.Word("register.due"),
                                      desk.Word("register.reports"), desk.Word("register.with")},
                                     cells);
  page.json = ListJson(desk, page.title, all, page.path);
  return page;
}

Page Index(const Desk& desk) {
  Page page;
  page.path = "registers/index.html";
  page.collection = "registers";
  page.title = desk.tongue.words.Fill("nav.registers");
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<dl>\n";
  for (const std::string_view name : kRegisters) {
    const std::string key(name);
    page.body += "<dt>" + Link(key + ".html", desk.tongue.words.Fill("register." + key)) +
                 "</dt><dd>" + desk.Word("register.about." + key) + "</dd>\n";
  }
  page.body += "</dl>\n";
  return page;
}

// Planned occurrences with a day, each once, of its last report.
EventIndexes Planned(const Model& model) {
  std::map<size_t, size_t> latest;
  for (size_t i = 0; i < model.events.size(); ++i) {
    const Event& e = model.event(i);
    if (!e.due || !base::ParseDay(e.due->from)) continue;
    if (e.certainty == "negated" || e.certainty == "denied") continue;
    size_t& kept = latest.try_emplace(model.events[i].occurrence, i).first->second;
    if (model.events[kept].record.published <= model.events[i].record.published) kept = i;
  }
  EventIndexes out;
  for (const auto& [occurrence, index] : latest) out.push_back(index);
  std::sort(out.begin(), out.end(), [&](size_t a, size_t b) {
    return std::tie(model.event(a).due->from, a) < std::tie(model.event(b).due->from, b);
  });
  return out;
}

using DaysOfMonth = std::map<int, EventIndexes>;

void Place(const Model& model, size_t index, std::map<std::string, DaysOfMonth>* months) {
  const EventDate& due = *model.event(index).due;
  const base::Day first = *base::ParseDay(due.from);
  base::Day last = base::ParseDay(due.to).value_or(first);
  if (last < first || last - first > std::chrono::days(kMostDays)) last = first;
  for (base::Day day = first; day <= last; day += std::chrono::days(1)) {
    const std::string text = base::FormatDay(day);
    (*months)[text.substr(0, 7)][std::stoi(text.substr(8))].push_back(index);
  }
}

std::string Cell(const Desk& desk, const EventIndexes& events, const std::string& from) {
  std::string out;
  for (const size_t i : events) {
    const Event& e = desk.model.event(i);
    out += fmt::format("<a class=\"q{} c-{}\" href=\"{}\">{}</a>", QuadClass(e.event),
                       EscapeHtml(e.certainty), Relative(from, EventPath(e)),
                       EscapeHtml(desk.tongue.sentences[i]));
  }
  return out;
}

std::string Month(const Desk& desk, const std::string& month, const DaysOfMonth& days,
                  const std::string& from) {
  namespace ch = std::chrono;
  const base::Day first = *base::ParseDay(month + "-01");
  const ch::year_month_day ymd(first);
  const auto last = static_cast<unsigned>((ymd.year() / ymd.month() / ch::last).day());
  const unsigned lead = ch::weekday(first).iso_encoding() - 1;  // weeks begin on Monday
  std::string out = "<div class=\"scroll calendar\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                    month + "\">\n<table id=\"m-" + month + "\">\n<caption>" + month +
                    "</caption>\n<thead><tr>";
  for (int d = 1; d <= 7; ++d)
    out += "<th scope=\"col\">" + desk.Word("weekday." + std::to_string(d)) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (unsigned slot = 0; slot < lead + last; slot += 7) {
    out += "<tr>";
    for (unsigned d = slot; d < slot + 7; ++d) {
      if (d < lead || d >= lead + last) {
        out += "<td class=\"off\"></td>";
        continue;
      }
      const int day = static_cast<int>(d - lead + 1);
      const auto it = days.find(day);
      out += fmt::format("<td{}><span class=\"day\">{}</span>{}</td>",
                         it == days.end() ? " class=\"empty\"" : "", day,
                         it == days.end() ? "" : Cell(desk, it->second, from));
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n";
}

std::string Ahead(const Desk& desk, const EventIndexes& ahead, const std::string& from) {
  if (ahead.empty()) return "<p>" + desk.Word("list.none") + "</p>\n";
  std::vector<std::vector<std::string>> rows;
  for (const size_t i : ahead) {
    const Event& e = desk.model.event(i);
    rows.push_back({"<span class=\"when\">" + EscapeHtml(DueText(*e.due)) + "</span>",
                    Link(Relative(from, EventPath(e)), desk.tongue.sentences[i]),
                    CertaintyTag(desk, e)});
  }
  return Table(
      desk.Word("nav.calendar"),
      {desk.Word("register.due"), desk.Word("register.what"), desk.Word("record.certainty")}, rows);
}

Page CalendarPage(const Desk& desk) {
  Page page;
  page.path = "calendar.html";
  page.collection = "overview";
  page.title = desk.tongue.words.Fill("nav.calendar");
  const EventIndexes planned = Planned(desk.model);
  const std::string today = watch::FormatDayNumber(desk.model.input->on);
  EventIndexes ahead, past;
  std::map<std::string, DaysOfMonth> months;
  for (const size_t i : planned) {
    const EventDate& due = *desk.model.event(i).due;
    ((due.to.empty() ? due.from : due.to) >= today ? ahead : past).push_back(i);
    Place(desk.model, i, &months);
  }
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p class=\"lead\">" +
              desk.Word("calendar.about") + "</p>\n<p>" +
              Link("planned.ics", desk.tongue.words.Fill("feed.planned")) + "</p>\n" +
              Section("ahead", desk.Word("calendar.ahead", {{"day", today}}),
                      Ahead(desk, ahead, page.path));
  // This month and those to come in their order, then back into the past.
  std::vector<std::string> order;
  for (auto it = months.lower_bound(today.substr(0, 7)); it != months.end(); ++it)
    order.push_back(it->first);
  for (auto it = months.lower_bound(today.substr(0, 7)); it != months.begin();)
    order.push_back((--it)->first);
  std::string tables;
  for (size_t m = 0; m < order.size() && m < kMostMonths; ++m)
    if (order[m].size() == 7) tables += Month(desk, order[m], months[order[m]], page.path);
  if (!tables.empty()) page.body += Section("months", desk.Word("calendar.months"), tables);
  page.json = ListJson(desk, page.title, planned, page.path);
  return page;
}

std::string PlannedIcs(const Desk& desk) {
  std::vector<store::StoredEvent> records;
  for (const size_t i : Planned(desk.model)) {
    records.push_back(desk.model.events[i].record);
    records.back().event.evidence.text = desk.model.events[i].quote.text;
    records.back().url = SafeUrl(records.back().url);
  }
  return Calendar(records, desk.model.options->now, desk.tongue.phrases, desk.tongue.names);
}

}  // namespace

void PlanRegisters(const Desk& desk, Plans* plans) {
  plans->pages.push_back({"registers/index.html", [&desk] { return Index(desk); }});
  const auto records = RecordsOf(desk.model);
  for (const std::string_view name : kRegisters)
    plans->pages.push_back({"registers/" + std::string(name) + ".html",
                            [&desk, name, records] { return RegisterPage(desk, name, *records); }});
  plans->pages.push_back({"calendar.html", [&desk] { return CalendarPage(desk); }});
  plans->files.push_back(
      {desk.tongue.lang() + "/planned.ics", [&desk] { return PlannedIcs(desk); }});
}

}  // namespace bongsu::report::site
