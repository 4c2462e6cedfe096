// A brief for each month, as a page and as Markdown. This file is all of the site that knows how
// briefs are made.
#include <fmt/format.h>

#include "report/brief.h"
#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kLeastRecords = 5, kMostRecords = 3000;  // of a month that gets a brief

// A line of the brief's Markdown as HTML: emphasis, escapes, and [n] as a link to evidence n.
std::string Inline(std::string_view line, bool evidence) {
  std::string out;
  bool strong = false, emphasis = false;
  for (size_t at = 0; at < line.size(); ++at) {
    const std::string_view rest = line.substr(at);
    if (rest[0] == '\\' && rest.size() > 1) {
      out += Escape(line.substr(++at, 1));
    } else if (rest.starts_with("&amp;")) {
      out += "&amp;";
      at += 4;
    } else if (rest.starts_with("**")) {
      out += strong ? "</strong>" : "<strong>";
      strong = !strong;
      ++at;
    } else if (rest[0] == '*') {
      out += emphasis ? "</em>" : "<em>";
      emphasis = !emphasis;
    } else if (rest[0] == '[') {
      const size_t end = std::min(rest.find(']'), rest.size());
      const std::string number(rest.substr(1, end - 1));
      if (evidence && at == 0)
        out += "<span id=\"e-" + number + "\">[" + number + "]</span>";
      else
        out += "<a href=\"#e-" + number + "\">[" + number + "]</a>";
      at += end;
    } else {
      out += Escape(rest.substr(0, 1));
    }
  }
  return out;
}

// The brief's own Markdown, which knows headings, paragraphs, quotes and flat lists; each stands on
// lines of its own.
std::string ToHtml(std::string_view markdown) {
  std::string out, open;
  size_t headings = 0, last_heading = markdown.rfind("\n## ");
  const auto close = [&] {
    if (!open.empty()) out += "</" + open + ">\n";
    open.clear();
  };
  for (size_t at = 0; at < markdown.size();) {
    const size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, end - at);
    const bool evidence = last_heading != markdown.npos && at > last_heading;
    at = end + 1;
    if (line.starts_with("- ")) {
      if (open != "ul") {
        close();
        open = "ul";
        out += "<ul>\n";
      }
      out += "<li>" + Inline(line.substr(2), evidence) + "</li>\n";
      continue;
    }
    close();
    if (line.empty()) continue;
    const size_t level = line.find_first_not_of('#');
    if (level > 0 && level < 5 && line[level] == ' ')
      out += fmt::format("<h{0} id=\"b-{1}\">{2}</h{0}>\n", level, headings++,
                         Inline(line.substr(level + 1), false));
    else if (line.starts_with("> "))
      out += "<blockquote><p>" + Inline(line.substr(2), false) + "</p></blockquote>\n";
    else
      out += "<p>" + Inline(line, false) + "</p>\n";
  }
  close();
  return out;
}

struct MonthOfBrief {
  std::string month;
  EventIndexes events;
};

std::vector<MonthOfBrief> Months(const Model& model) {
  std::map<std::string, EventIndexes> by_month;
  for (size_t i = 0; i < model.events.size(); ++i)
    if (const std::string& day = model.events[i].record.day; day.size() == 10)
      by_month[day.substr(0, 7)].push_back(i);
  std::vector<MonthOfBrief> out;
  for (auto& [month, events] : by_month)
    if (events.size() >= kLeastRecords && events.size() <= kMostRecords)
      out.push_back({month, std::move(events)});
  return out;
}

std::string LastDay(const std::string& month) {
  namespace ch = std::chrono;
  const ch::year year(std::stoi(month.substr(0, 4)));
  const ch::month of_year(static_cast<unsigned>(std::stoi(month.substr(5))));
  return fmt::format("{}-{:02}", month, static_cast<unsigned>((year / of_year / ch::last).day()));
}

// No more of a source than an event's page quotes.
Result<std::string> Markdown(const Desk& desk, const MonthOfBrief& month) {
  std::vector<store::StoredEvent> records;
  for (const size_t i : month.events) {
    records.push_back(desk.model.events[i].record);
    records.back().event.evidence.text = desk.model.events[i].quote.text;
  }
  const BriefInput input{records, month.month + "-01", LastDay(month.month), {}};
  return MarkdownBrief(input, desk.tongue.phrases, desk.tongue.names);
}

std::string BriefPath(const std::string& month) { return "briefs/" + month + ".html"; }

Page BriefPage(const Desk& desk, const MonthOfBrief& month) {
  Page page;
  page.path = BriefPath(month.month);
  page.collection = "briefs";
  page.title = desk.tongue.words.Fill("brief.title", {{"month", month.month}});
  const auto markdown = Markdown(desk, month);
  page.body = "<p class=\"note\">" +
              Link(Relative(page.path, "briefs/" + month.month + ".md"), "Markdown") + "</p>\n" +
              "<div class=\"brief\">\n" +
              (markdown ? ToHtml(*markdown) : "<p>" + Escape(markdown.error().message()) + "</p>") +
              "</div>\n";
  page.json = ListJson(desk, page.title, month.events, page.path);
  return page;
}

Page Index(const Desk& desk, const std::vector<MonthOfBrief>& months) {
  Page page;
  page.path = "briefs/index.html";
  page.collection = "briefs";
  page.title = desk.tongue.words.Fill("nav.briefs");
  page.body = "<h1>" + Escape(page.title) + "</h1>\n<p class=\"lead\">" +
              desk.Word("brief.about", {{"least", std::to_string(kLeastRecords)},
                                        {"most", std::to_string(kMostRecords)}}) +
              "</p>\n";
  if (months.empty()) page.body += "<p>" + desk.Word("list.none") + "</p>\n";
  std::string items;
  for (auto month = months.rbegin(); month != months.rend(); ++month)
    items +=
        fmt::format("<li>{} <span class=\"n\">{}</span></li>\n",
                    Link(Relative(page.path, BriefPath(month->month)),
                         desk.tongue.words.Fill("brief.title", {{"month", month->month}})),
                    desk.Word("brief.records", {{"count", std::to_string(month->events.size())}}));
  if (!items.empty()) page.body += "<ul>\n" + items + "</ul>\n";
  return page;
}

}  // namespace

void PlanBriefs(const Desk& desk, Plans* plans) {
  const std::vector<MonthOfBrief> months = Months(desk.model);
  plans->pages.push_back({"briefs/index.html", [&desk, months] { return Index(desk, months); }});
  for (const MonthOfBrief& month : months) {
    plans->pages.push_back(
        {BriefPath(month.month), [&desk, month] { return BriefPage(desk, month); }});
    plans->files.push_back({desk.tongue.lang() + "/briefs/" + month.month + ".md", [&desk, month] {
                              const auto markdown = Markdown(desk, month);
                              return markdown ? *markdown : std::string();
                            }});
  }
}

}  // namespace bongsu::report::site
