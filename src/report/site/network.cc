// The picture of who acts toward whom, of all events or of a situation.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "report/site/parts.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kMostEdges = 120;  // drawn; the ones with the most occurrences

using PairEdge = std::pair<std::pair<std::string, std::string>, const Edge*>;

std::vector<PairEdge> Heaviest(const Edges& edges) {
  std::vector<PairEdge> out;
  for (const auto& [pair, edge] : edges)
    if (pair.first != pair.second) out.emplace_back(pair, &edge);
  std::stable_sort(out.begin(), out.end(), [](const PairEdge& x, const PairEdge& y) {
    return x.second->occurrences > y.second->occurrences;
  });
  if (out.size() > kMostEdges) out.resize(kMostEdges);
  return out;
}

void NodesJson(const Desk& desk, const std::vector<PairEdge>& edges,
               const std::map<std::string, size_t>& weights, const std::string& from,
               base::JsonWriter* json) {
  std::set<std::string> codes;
  for (const auto& [pair, edge] : edges) codes.insert({pair.first, pair.second});
  json->Key("nodes").BeginArray();
  for (const std::string& code : codes) {
    const auto weight = weights.find(code);
    json->BeginObject();
    json->Key("id").String(code);
    json->Key("name").String(desk.tongue.names.OfCode(code));
    json->Key("n").Integer(weight == weights.end() ? 0 : static_cast<int64_t>(weight->second));
    json->Key("page").String(Relative(from, ActorPath(code)));
    json->EndObject();
  }
  json->EndArray();
}

}  // namespace

std::string MeanScore(const Edge& edge) {
  return fmt::format("{:+.1f}", edge.score / static_cast<double>(edge.occurrences));
}

Picture NetworkPicture(const Desk& desk, const Edges& edges,
                       const std::map<std::string, size_t>& weights, const std::string& from) {
  const std::vector<PairEdge> drawn = Heaviest(edges);
  Picture picture;
  if (drawn.empty()) return picture;
  base::JsonWriter json(picture.json);
  json.BeginObject();
  json.Key("label").String(desk.tongue.words.Fill("network.label"));
  json.Key("signs").BeginArray();
  for (const char* word : {"network.pos", "network.zero", "network.neg"})
    json.String(desk.tongue.words.Fill(word));
  json.EndArray();
  NodesJson(desk, drawn, weights, from, &json);
  json.Key("edges").BeginArray();
  std::vector<std::vector<std::string>> rows;
  for (const auto& [pair, edge] : drawn) {
    const std::string actor = desk.tongue.names.OfCode(pair.first),
                      recipient = desk.tongue.names.OfCode(pair.second),
                      to = Relative(from, PairPath(pair.first, pair.second));
    const double mean = edge->score / static_cast<double>(edge->occurrences);
    json.BeginObject();
    json.Key("from").String(pair.first);
    json.Key("to").String(pair.second);
    json.Key("n").Integer(static_cast<int64_t>(edge->occurrences));
    json.Key("score").Number(std::round(mean * 10) / 10);
    json.Key("label").String(
        desk.tongue.words.Fill("matrix.cell", {{"actor", actor},
                                               {"recipient", recipient},
                                               {"count", std::to_string(edge->occurrences)},
                                               {"score", MeanScore(*edge)}}));
    json.Key("page").String(to);
    json.EndObject();
    rows.push_back(
        {Link(to, actor + " → " + recipient), std::to_string(edge->occurrences), MeanScore(*edge)});
  }
  json.EndArray().EndObject();
  picture.html = Chart(desk, "network", "network", desk.Word("network.title"), picture.json,
                       Table(desk.Word("network.table"),
                             {desk.Word("network.edge"), desk.Word("number.occurrences"),
                              desk.Word("network.score")},
                             rows)) +
                 "<p class=\"note\">" + desk.Word("matrix.note") + "</p>\n";
  return picture;
}

}  // namespace bongsu::report::site
