// Actors, dyads and who acts toward whom.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kMatrixSize = 16;    // actors in the matrix
constexpr size_t kMostPartners = 40;  // of an actor

// Codes by how many occurrences they have a part in, the most first.
std::vector<std::string> Ranked(const Model& model) {
  std::vector<std::pair<size_t, std::string>> counted;
  for (const auto& [code, events] : model.by_actor)
    counted.emplace_back(model.Told(events).size(), code);
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> out;
  for (auto& [count, code] : counted) out.push_back(std::move(code));
  return out;
}

// A class for the colour of a mean score: n3 .. n1, z, p1 .. p3.
std::string Shade(const Edge& edge) {
  const double mean = edge.score / static_cast<double>(edge.occurrences);
  const int depth = std::abs(mean) < 1 ? 0 : std::abs(mean) < 3 ? 1 : std::abs(mean) < 6 ? 2 : 3;
  return depth == 0 ? "z" : (mean < 0 ? "n" : "p") + std::to_string(depth);
}

std::string ActorLink(const Desk& desk, const std::string& code, const std::string& from) {
  return Link(Relative(from, ActorPath(code)), desk.tongue.names.OfCode(code));
}

Page ActorIndex(const Desk& desk, const std::vector<std::string>& ranked) {
  Page page;
  page.path = "actors/index.html";
  page.collection = "actors";
  page.title = desk.tongue.words.Fill("nav.actors");
  std::vector<std::vector<std::string>> rows;
  for (const std::string& code : ranked) {
    const EventIndexes& events = desk.model.by_actor.at(code);
    size_t acts = 0, receives = 0, says = 0;
    for (const size_t i : desk.model.Told(events)) {
      const Event& e = desk.model.event(i);
      const auto names = [&](const std::vector<EntityRef>& parties) {
        return std::any_of(parties.begin(), parties.end(),
                           [&](const EntityRef& p) { return p.code == code; });
      };
      acts += names(e.actor);
      receives += names(e.recipient);
      says += names(e.attribution);
    }
    rows.push_back({ActorLink(desk, code, page.path) + " <code>" + EscapeHtml(code) + "</code>",
                    std::to_string(acts), std::to_string(receives), std::to_string(says)});
  }
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n" +
              Table(desk.Word("actors.table"),
                    {desk.Word("role.actor"), desk.Word("actors.acts"),
                     desk.Word("actors.receives"), desk.Word("actors.says")},
                    rows);
  std::string data;
  base::JsonWriter json(data);
  json.BeginObject().Key("actors").BeginArray();
  for (const std::string& code : ranked) {
    json.BeginObject();
    json.Key("code").String(code);
    json.Key("name").String(desk.tongue.names.OfCode(code));
    json.Key("records").Integer(static_cast<int64_t>(desk.model.by_actor.at(code).size()));
    json.Key("page").String(Relative(page.path, ActorPath(code)));
    json.EndObject();
  }
  json.EndArray().EndObject();
  page.json = data + "\n";
  return page;
}

std::string Partners(const Desk& desk, const std::string& code, const std::string& from) {
  std::vector<std::pair<size_t, std::string>> partners;
  for (const auto& [pair, events] : desk.model.by_pair)
    if (pair.first == code || pair.second == code)
      partners.emplace_back(desk.model.Told(events).size(),
                            pair.first == code ? pair.second : pair.first);
  std::sort(partners.begin(), partners.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  if (partners.size() > kMostPartners) partners.resize(kMostPartners);
  std::string out = "<ul class=\"columns\">\n";
  for (const auto& [count, other] : partners)
    out += fmt::format("<li>{} <span class=\"n\">{}</span></li>\n",
                       Link(Relative(from, PairPath(code, other)),
                            other == code ? desk.tongue.words.Fill("dyad.within")
                                          : desk.tongue.names.OfCode(other)),
                       count);
  return partners.empty() ? "<p>" + desk.Word("list.none") + "</p>\n" : out + "</ul>\n";
}

Page ActorPage(const Desk& desk, const std::string& code) {
  const EventIndexes& events = desk.model.by_actor.at(code);
  Page page;
  page.path = ActorPath(code);
  page.collection = "actors";
  page.title = desk.tongue.names.OfCode(code);
  page.charts = true;
  page.body = "<h1>" + EscapeHtml(page.title) + " <code>" + EscapeHtml(code) + "</code></h1>\n" +
              TimelineChart(desk, events, {}, page.path) +
              Section("partners", desk.Word("actors.partners"), Partners(desk, code, page.path)) +
              Section("events", desk.Word("list.latest"),
                      EventList(desk, desk.model.Told(events), page.path));
  page.json = ListJson(desk, page.title, events, page.path);
  return page;
}

std::string Matrix(const Desk& desk, const std::vector<std::string>& ranked,
                   const std::string& from) {
  std::vector<std::string> codes(ranked.begin(), ranked.begin() + static_cast<ptrdiff_t>(std::min(
                                                                      ranked.size(), kMatrixSize)));
  std::vector<std::string> head = {desk.Word("matrix.corner")};
  for (const std::string& code : codes)
    head.push_back("<abbr title=\"" + desk.Name(code) + "\">" + EscapeHtml(code) + "</abbr>");
  std::string out = "<div class=\"scroll matrix\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                    desk.Word("matrix.title") + "\">\n<table>\n<caption>" +
                    desk.Word("matrix.title") + "</caption>\n<thead><tr>";
  for (const std::string& cell : head) out += "<th scope=\"col\">" + cell + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const std::string& actor : codes) {
    out += "<tr><th scope=\"row\">" + ActorLink(desk, actor, from) + "</th>";
    for (const std::string& recipient : codes) {
      const auto it = desk.model.edges.find({actor, recipient});
      if (it == desk.model.edges.end()) {
        out += "<td></td>";
        continue;
      }
      const std::string label =
          desk.tongue.words.Fill("matrix.cell", {{"actor", desk.tongue.names.OfCode(actor)},
                                                 {"recipient", desk.tongue.names.OfCode(recipient)},
                                                 {"count", std::to_string(it->second.occurrences)},
                                                 {"score", MeanScore(it->second)}});
      out += fmt::format(
          "<td class=\"{}\"><a href=\"{}\" title=\"{}\"><span class=\"hidden\">{} → {}: </span>{} "
          "<small>{}</small></a></td>",
          Shade(it->second), Relative(from, PairPath(actor, recipient)), EscapeHtml(label),
          desk.Name(actor), desk.Name(recipient), it->second.occurrences, MeanScore(it->second));
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table>\n</div>\n<p class=\"note\">" + desk.Word("matrix.note") +
         "</p>\n";
}

using Pair = std::pair<std::string, std::string>;

std::vector<Pair> RankedPairs(const Model& model) {
  std::vector<std::pair<size_t, Pair>> counted;
  for (const auto& [pair, events] : model.by_pair)
    counted.emplace_back(model.Told(events).size(), pair);
  std::sort(counted.begin(), counted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<Pair> out;
  for (auto& [count, pair] : counted) out.push_back(std::move(pair));
  return out;
}

std::string PairName(const Desk& desk, const Pair& pair) {
  return pair.first == pair.second
             ? desk.tongue.words.Fill("dyad.name_within",
                                      {{"a", desk.tongue.names.OfCode(pair.first)}})
             : desk.tongue.words.Fill("dyad.name", {{"a", desk.tongue.names.OfCode(pair.first)},
                                                    {"b", desk.tongue.names.OfCode(pair.second)}});
}

Page DyadIndex(const Desk& desk, const std::vector<std::string>& ranked) {
  Page page;
  page.path = "dyads/index.html";
  page.collection = "dyads";
  page.title = desk.tongue.words.Fill("nav.dyads");
  std::vector<std::vector<std::string>> rows;
  std::string data;
  base::JsonWriter json(data);
  json.BeginObject().Key("dyads").BeginArray();
  for (const Pair& pair : RankedPairs(desk.model)) {
    const size_t told = desk.model.Told(desk.model.by_pair.at(pair)).size();
    if (rows.size() < kMostListed)
      rows.push_back(
          {Link(Relative(page.path, PairPath(pair.first, pair.second)), PairName(desk, pair)),
           std::to_string(told)});
    json.BeginObject();
    json.Key("a").String(pair.first);
    json.Key("b").String(pair.second);
    json.Key("occurrences").Integer(static_cast<int64_t>(told));
    json.Key("page").String(Relative(page.path, PairPath(pair.first, pair.second)));
    json.EndObject();
  }
  json.EndArray().EndObject();
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n" +
              Section("matrix", desk.Word("matrix.heading"), Matrix(desk, ranked, page.path)) +
              Section("all", desk.Word("dyads.all"),
                      Table(desk.Word("dyads.table"),
                            {desk.Word("dyads.pair"), desk.Word("number.occurrences")}, rows));
  page.json = data + "\n";
  return page;
}

Page PairPage(const Desk& desk, const Pair& pair) {
  const auto& [a, b] = pair;
  const EventIndexes& events = desk.model.by_pair.at(pair);
  Page page;
  page.path = PairPath(a, b);
  page.collection = "dyads";
  page.title = PairName(desk, pair);
  page.charts = true;
  EventIndexes forth, back, joint;
  const auto has = [](const std::vector<EntityRef>& parties, const std::string& code) {
    return std::any_of(parties.begin(), parties.end(),
                       [&](const EntityRef& p) { return p.code == code; });
  };
  for (const size_t i : desk.model.Told(events)) {
    const Event& e = desk.model.event(i);
    if (has(e.actor, a) && has(e.recipient, b))
      forth.push_back(i);
    else if (has(e.actor, b) && has(e.recipient, a))
      back.push_back(i);
    else
      joint.push_back(i);
  }
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n<p>" + ActorLink(desk, a, page.path);
  if (a != b) page.body += " · " + ActorLink(desk, b, page.path);
  page.body += "</p>\n" + TimelineChart(desk, events, {}, page.path);
  const auto section = [&](const char* id, const std::string& from_code, const std::string& to_code,
                           const EventIndexes& list) {
    if (list.empty()) return;
    page.body += Section(id,
                         desk.Word("dyad.direction", {{"a", desk.tongue.names.OfCode(from_code)},
                                                      {"b", desk.tongue.names.OfCode(to_code)}}) +
                             " <span class=\"n\">" + std::to_string(list.size()) + "</span>",
                         EventList(desk, list, page.path));
  };
  section("forth", a, b, forth);
  section("back", b, a, back);
  if (!joint.empty())
    page.body += Section(
        "joint",
        desk.Word("dyad.joint") + " <span class=\"n\">" + std::to_string(joint.size()) + "</span>",
        EventList(desk, joint, page.path));
  page.json = ListJson(desk, page.title, events, page.path);
  return page;
}

Page Network(const Desk& desk) {
  Page page;
  page.path = "network.html";
  page.collection = "overview";
  page.title = desk.tongue.words.Fill("nav.network");
  page.charts = true;
  std::map<std::string, size_t> weights;
  for (const auto& [code, events] : desk.model.by_actor) weights[code] = events.size();
  const Picture picture = NetworkPicture(desk, desk.model.edges, weights, page.path);
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n" +
              (picture.html.empty() ? "<p>" + desk.Word("list.none") + "</p>\n" : picture.html);
  page.json = (picture.json.empty() ? "{}" : picture.json) + "\n";
  return page;
}

}  // namespace

void PlanActors(const Desk& desk, Plans* plans) {
  const std::vector<std::string> ranked = Ranked(desk.model);
  plans->pages.push_back(
      {"actors/index.html", [&desk, ranked] { return ActorIndex(desk, ranked); }});
  for (const auto& [code, events] : desk.model.by_actor)
    plans->pages.push_back(
        {ActorPath(code), [&desk, code = code] { return ActorPage(desk, code); }});
}

void PlanDyads(const Desk& desk, Plans* plans) {
  const std::vector<std::string> ranked = Ranked(desk.model);
  plans->pages.push_back({"dyads/index.html", [&desk, ranked] { return DyadIndex(desk, ranked); }});
  plans->pages.push_back({"network.html", [&desk] { return Network(desk); }});
  for (const auto& [pair, events] : desk.model.by_pair)
    plans->pages.push_back(
        {PairPath(pair.first, pair.second), [&desk, pair = pair] { return PairPage(desk, pair); }});
}

}  // namespace bongsu::report::site
