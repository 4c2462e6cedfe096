// A brief for each month, of all records and of each situation, as a page and as Markdown. This
// file is all of the site that knows how briefs are made.
#include <fmt/format.h>

#include "report/brief_check.h"
#include "report/brief_compose.h"
#include "report/brief_render.h"
#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kLeastRecords = 5, kMostRecords = 3000;  // of a month that gets a brief

struct MonthOfBrief {
  std::string month;
  const watch::Situation* situation = nullptr;  // null: all records
  EventIndexes events;

  std::string Path(const char* ending) const {
    return "briefs/" + (situation == nullptr ? "" : situation->id + "-") + month + ending;
  }
  std::string Title(const Desk& desk) const {
    const std::string title = desk.tongue.words.Fill("brief.title", {{"month", month}});
    return situation == nullptr
               ? title
               : std::string(situation->name.In(desk.tongue.lang())) + " · " + title;
  }
};

// In the order of month; of a month all records first, then the situations in their order.
std::vector<MonthOfBrief> Months(const Model& model) {
  std::map<std::pair<std::string, size_t>, EventIndexes> by_month;
  for (size_t i = 0; i < model.events.size(); ++i) {
    const std::string& day = model.events[i].record.day;
    if (day.size() != 10) continue;
    by_month[{day.substr(0, 7), 0}].push_back(i);
    for (const size_t situation : model.events[i].situations)
      by_month[{day.substr(0, 7), situation + 1}].push_back(i);
  }
  std::vector<MonthOfBrief> out;
  for (auto& [of, events] : by_month)
    if (events.size() >= kLeastRecords && events.size() <= kMostRecords)
      out.push_back({of.first, of.second == 0 ? nullptr : &model.input->situations[of.second - 1],
                     std::move(events)});
  return out;
}

std::string LastDay(const std::string& month) {
  namespace ch = std::chrono;
  const ch::year year(std::stoi(month.substr(0, 4)));
  const ch::month of_year(static_cast<unsigned>(std::stoi(month.substr(5))));
  return fmt::format("{}-{:02}", month, static_cast<unsigned>((year / of_year / ch::last).day()));
}

// As `bongsu brief` makes and checks it, but no more of a source than an event's page quotes.
Result<Brief> Compose(const Desk& desk, const MonthOfBrief& month) {
  constexpr double kSureEnough = 0.5;
  const SiteInput& input = *desk.model.input;
  std::vector<store::StoredEvent> records;
  for (const size_t i : month.events) {
    records.push_back(desk.model.events[i].record);
    records.back().event.evidence.text = desk.model.events[i].quote.text;
  }
  BriefMaterial material;
  material.events = records;
  material.since = month.month + "-01";
  material.until = LastDay(month.month);
  material.situation = month.situation;
  material.ledger = &input.ledger;
  material.min_confidence = kSureEnough;
  material.quote_limit = desk.model.options->quote_limit;
  const PartyNames& names = desk.tongue.names;
  BONGSU_ASSIGN_OR_RETURN(Brief brief, ComposeBrief(material, desk.tongue.phrases, names));
  BONGSU_ASSIGN_OR_RETURN(
      const auto words,
      CheckWords::FromTable(input.lexicon.table("report.check"), desk.tongue.lang()));
  if (const auto findings = CheckBrief(brief, words, names); !findings.empty())
    return {ErrorCode::kBadInput, FindingText(findings[0])};
  return brief;
}

// Each quoted sentence of the brief with the pages of the records that rest on it.
std::string RecordsList(const Desk& desk, const Brief& brief, const std::string& from) {
  std::map<size_t, std::string> by_mark;
  for (const BriefRecord& record : brief.records)
    if (const auto it = desk.model.by_id.find(record.id); it != desk.model.by_id.end())
      by_mark[record.mark] +=
          " " + Link(Relative(from, EventPath(desk.model.event(it->second))), record.id);
  std::string items;
  for (const auto& [mark, links] : by_mark)
    items += fmt::format("<li><a href=\"#source-{0}\">[{0}]</a>{1}</li>\n", mark, links);
  return items.empty() ? ""
                       : Section("records", desk.Word("brief.pages"), "<ul>\n" + items + "</ul>\n");
}

Page BriefPage(const Desk& desk, const MonthOfBrief& month) {
  Page page;
  page.path = month.Path(".html");
  page.collection = "briefs";
  page.title = month.Title(desk);
  const auto brief = Compose(desk, month);
  page.body = "<h1>" + EscapeHtml(brief ? brief->title : page.title) + "</h1>\n<p class=\"note\">" +
              Link(Relative(page.path, month.Path(".md")), "Markdown") + "</p>\n" +
              "<div class=\"brief\">\n" +
              (brief ? BriefHtmlBody(*brief) + RecordsList(desk, *brief, page.path)
                     : "<p>" + EscapeHtml(brief.error().message()) + "</p>") +
              "</div>\n";
  page.json = ListJson(desk, page.title, month.events, page.path);
  return page;
}

Page Index(const Desk& desk, const std::vector<MonthOfBrief>& months) {
  Page page;
  page.path = "briefs/index.html";
  page.collection = "briefs";
  page.title = desk.tongue.words.Fill("nav.briefs");
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p class=\"lead\">" +
              desk.Word("brief.about", {{"least", std::to_string(kLeastRecords)},
                                        {"most", std::to_string(kMostRecords)}}) +
              "</p>\n";
  if (months.empty()) page.body += "<p>" + desk.Word("list.none") + "</p>\n";
  std::map<std::string, std::string, std::greater<>> items;  // of a month
  for (const MonthOfBrief& month : months)
    items[month.month] +=
        fmt::format("<li>{} <span class=\"n\">{}</span></li>\n",
                    Link(Relative(page.path, month.Path(".html")), month.Title(desk)),
                    desk.Word("brief.records", {{"count", std::to_string(month.events.size())}}));
  for (const auto& [month, list] : items)
    page.body += "<h2 id=\"m-" + month + "\">" + month + "</h2>\n<ul>\n" + list + "</ul>\n";
  return page;
}

}  // namespace

void PlanBriefs(const Desk& desk, Plans* plans) {
  const std::vector<MonthOfBrief> months = Months(desk.model);
  plans->pages.push_back({"briefs/index.html", [&desk, months] { return Index(desk, months); }});
  for (const MonthOfBrief& month : months) {
    plans->pages.push_back(
        {month.Path(".html"), [&desk, month] { return BriefPage(desk, month); }});
    plans->files.push_back({desk.tongue.lang() + "/" + month.Path(".md"), [&desk, month] {
                              const auto brief = Compose(desk, month);
                              return brief ? BriefMarkdown(*brief) : std::string();
                            }});
  }
}

}  // namespace bongsu::report::site
