// The situations: fires, what keeps them burning and what the level would be without it, how they
// changed, and the events between the parties.
#include <fmt/format.h>

#include "report/record_words.h"
#include "report/site/pages.h"
#include "report/watch_text.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kMostMovers = 20;

// A record as a link to its page, else its id: the site may show a shorter period than the board.
std::string RecordLink(const Desk& desk, const std::string& id, const std::string& from) {
  const auto it = desk.model.by_id.find(id);
  if (it == desk.model.by_id.end())
    return "<code>" + EscapeHtml(id) + "</code> <span class=\"note\">" + desk.Word("list.outside") +
           "</span>";
  return Link(Relative(from, EventPath(desk.model.event(it->second))),
              desk.tongue.sentences[it->second]);
}

std::string Movers(const Desk& desk, const watch::Situation& situation,
                   const watch::SituationDay& day, const std::string& from) {
  const Phrases& phrases = desk.tongue.phrases;
  if (day.movers.empty()) return "<p>" + desk.Phrase("watch.nobody") + "</p>\n";
  std::string out = "<ol class=\"movers\">\n";
  size_t shown = 0;
  for (const watch::Mover& mover : day.movers) {
    if (shown++ == kMostMovers) break;
    out += "<li>" + FiresText(desk, mover.level) + " " +
           EscapeHtml(situation.signals[mover.signal].name.In(phrases.lang())) + "<br>" +
           RecordLink(desk, mover.event, from) + "<br><span class=\"note\">" +
           desk.Word("mover.note", {{"known", watch::FormatDayNumber(mover.known)},
                                    {"sources", std::to_string(mover.sources)},
                                    {"without", LevelName(mover.without, phrases)}}) +
           "</span></li>\n";
  }
  out += "</ol>\n";
  if (day.movers.size() > kMostMovers)
    out += "<p class=\"note\">" +
           desk.Word("list.some", {{"shown", std::to_string(kMostMovers)},
                                   {"all", std::to_string(day.movers.size())}}) +
           "</p>\n";
  return out;
}

std::string Series(const Desk& desk, const watch::SituationDay& day) {
  const Phrases& phrases = desk.tongue.phrases;
  std::vector<std::vector<std::string>> rows;
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    const watch::SeriesDay& s = day.series[k];
    std::string says = s.unusual ? phrases.Fill("watch.unusual") : std::string();
    if (s.change >= watch::BoardOptions().change && s.direction != watch::Direction::kUnknown)
      says += (says.empty() ? "" : " · ") +
              phrases.Fill(s.direction == watch::Direction::kRose ? "watch.rose" : "watch.fell");
    rows.push_back({desk.Phrase(std::string("watch.series.") +
                                watch::SeriesName(static_cast<watch::SeriesKind>(k))),
                    std::to_string(s.week), fmt::format("{:.1f}", s.expected),
                    fmt::format("{}–{}", s.interval.low, s.interval.high),
                    EscapeHtml(ChanceText(s, phrases)), EscapeHtml(says)});
  }
  return Table(desk.Word("series.title"),
               {desk.Word("series.name"), desk.Word("series.week"), desk.Word("series.expected"),
                desk.Word("series.interval"), desk.Word("series.tail"), desk.Word("series.says")},
               rows);
}

// Who acts toward whom in this situation.
std::string Network(const Desk& desk, size_t situation, const std::string& from) {
  const EventIndexes& events = desk.model.by_situation[situation];
  std::map<std::string, size_t> weights;
  for (const size_t i : desk.model.Told(events)) {
    const Event& e = desk.model.event(i);
    std::set<std::string> codes;
    for (const auto* side : {&e.actor, &e.recipient})
      for (const std::string& code : CodesOf(*side)) codes.insert(code);
    for (const std::string& code : codes) ++weights[code];
  }
  return NetworkPicture(desk, EdgesOf(desk.model, events), weights, from).html;
}

std::string History(const Desk& desk, size_t situation, const std::string& from) {
  std::vector<std::vector<std::string>> rows;
  const auto& changes = desk.model.input->fires.changes(situation);
  for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
    std::string movers;
    if (change->to >= change->from)
      for (const std::string& id : change->movers)
        if (desk.model.by_id.contains(id)) {
          movers = RecordLink(desk, id, from);
          break;
        }
    rows.push_back({"<span class=\"when\">" + watch::FormatDayNumber(change->day) + "</span>",
                    FiresText(desk, change->to),
                    change->from == change->to ? std::string() : FiresText(desk, change->from),
                    movers});
  }
  return Table(desk.Word("history.title"),
               {desk.Word("day"), desk.Word("history.to"), desk.Word("history.from"),
                desk.Word("history.mover")},
               rows);
}

std::string Definition(const Desk& desk, const watch::Situation& situation,
                       const std::string& from) {
  const auto names = [&](const std::vector<std::string>& codes) {
    std::string out;
    for (const std::string& code : codes) {
      if (!out.empty()) out += ", ";
      out += desk.model.by_actor.contains(code)
                 ? Link(Relative(from, ActorPath(code)), desk.tongue.names.OfCode(code))
                 : desk.Name(code);
    }
    return out;
  };
  std::string out = "<dl>\n<dt>" + desk.Word("situation.parties") + "</dt><dd>" +
                    names(situation.parties) + "</dd>\n";
  if (!situation.observers.empty())
    out += "<dt>" + desk.Word("situation.observers") + "</dt><dd>" + names(situation.observers) +
           "</dd>\n";
  out += "</dl>\n<ul>\n";
  for (const watch::Signal& signal : situation.signals)
    out += "<li>" + FiresText(desk, signal.level) + " " +
           EscapeHtml(signal.name.In(desk.tongue.lang())) + "</li>\n";
  return out + "</ul>\n";
}

std::string Json(const Desk& desk, size_t s, const std::string& from) {
  const watch::Situation& situation = desk.model.input->situations[s];
  const watch::SituationDay& day = desk.model.input->fires.last().situations[s];
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("situation").String(situation.id);
  json.Key("name").String(situation.name.In(desk.tongue.lang()));
  json.Key("on").String(watch::FormatDayNumber(desk.model.input->on));
  json.Key("fires").Integer(day.fires);
  json.Key("movers").BeginArray();
  for (const watch::Mover& mover : day.movers) {
    json.BeginObject();
    json.Key("event").String(mover.event);
    json.Key("signal").String(situation.signals[mover.signal].id);
    json.Key("level").Integer(mover.level);
    json.Key("sources").Integer(static_cast<int64_t>(mover.sources));
    json.Key("without").Integer(mover.without);
    json.EndObject();
  }
  json.EndArray();
  json.Key("history").BeginArray();
  for (const FireChange& change : desk.model.input->fires.changes(s)) {
    json.BeginObject();
    json.Key("day").String(watch::FormatDayNumber(change.day));
    json.Key("fires").Integer(change.to);
    json.EndObject();
  }
  json.EndArray();
  EventsJson(desk, desk.model.by_situation[s], from, &json);
  json.EndObject();
  return out + "\n";
}

Page SituationPage(const Desk& desk, size_t s) {
  const SiteInput& input = *desk.model.input;
  const watch::Situation& situation = input.situations[s];
  const watch::SituationDay& day = input.fires.last().situations[s];
  const Phrases& phrases = desk.tongue.phrases;
  Page page;
  page.path = SituationPath(situation);
  page.collection = "situations";
  page.title = situation.name.In(phrases.lang());
  page.description = LevelName(day.fires, phrases) + " · " + situation.about.In(phrases.lang());
  page.charts = true;
  page.feed = "situations/" + FileName(situation.id) + ".xml";
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p class=\"lead\">" +
              FiresText(desk, day.fires) + " <span class=\"when\">" +
              desk.Phrase("watch.on", {{"day", watch::FormatDayNumber(input.on)}}) +
              "</span></p>\n<p>" + EscapeHtml(situation.about.In(phrases.lang())) + "</p>\n";
  if (input.fires.uncovered_since())
    page.body += "<p class=\"warn\">" +
                 desk.Phrase("watch.uncovered",
                             {{"since", watch::FormatDayNumber(*input.fires.uncovered_since())}}) +
                 "</p>\n";
  if (day.lit < day.fires)
    page.body += "<p class=\"note\">" +
                 desk.Phrase("watch.lower", {{"lit", LevelName(day.lit, phrases)}}) + "</p>\n";
  const EventIndexes told = desk.model.Told(desk.model.by_situation[s]);
  page.body += Section("why", desk.Word("situation.why"),
                       Movers(desk, situation, day, page.path) + "<p class=\"note\">" +
                           desk.Phrase("watch.disclaimer") + "</p>\n");
  page.body += TimelineChart(desk, desk.model.by_situation[s], {s}, page.path);
  page.body += Network(desk, s, page.path);
  page.body += Section("series", desk.Word("situation.series"), Series(desk, day));
  page.body += Section("events", desk.Word("list.latest"), EventList(desk, told, page.path, 50));
  page.body += Section("history", desk.Word("history.title"), History(desk, s, page.path));
  page.body +=
      Section("signals", desk.Word("situation.signals"), Definition(desk, situation, page.path));
  page.json = Json(desk, s, page.path);
  return page;
}

}  // namespace

void PlanSituations(const Desk& desk, Plans* plans) {
  for (size_t s = 0; s < desk.model.input->situations.size(); ++s)
    plans->pages.push_back({SituationPath(desk.model.input->situations[s]),
                            [&desk, s] { return SituationPage(desk, s); }});
}

}  // namespace bongsu::report::site
