// Where it happened, and the map.
#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

Page PlacePage(const Desk& desk, const std::string& code) {
  const EventIndexes& events = desk.model.by_place.at(code);
  Page page;
  page.path = PlacePath(code);
  page.collection = "places";
  const std::string name = desk.tongue.names.OfCode(code);
  page.title = desk.tongue.words.Fill("place.title", {{"place", name}});
  page.body = "<h1>" + EscapeHtml(page.title) + "</h1>\n";
  if (desk.model.by_actor.contains(code))
    page.body += "<p>" +
                 Link(Relative(page.path, ActorPath(code)),
                      desk.tongue.words.Fill("place.actor", {{"place", name}})) +
                 "</p>\n";
  page.body += EventList(desk, desk.model.Told(events), page.path);
  page.json = ListJson(desk, page.title, events, page.path);
  return page;
}

// One way of counting on the map: the list of countries with how many occurrences and where they
// are told.
void Layer(const Desk& desk, const char* id, const std::string& from,
           const std::map<std::string, EventIndexes>& by_code,
           std::string (*path)(const std::string&), base::JsonWriter* json,
           std::vector<std::vector<std::string>>* rows) {
  json->BeginObject();
  json->Key("id").String(id);
  json->Key("name").String(desk.tongue.words.Fill(std::string("map.") + id));
  json->Key("countries").BeginArray();
  for (const auto& [code, events] : by_code) {
    const size_t count = desk.model.Told(events).size();
    if (count == 0) continue;
    const std::string name = desk.tongue.names.OfCode(code), to = Relative(from, path(code));
    json->BeginObject();
    json->Key("code").String(code);
    json->Key("n").Integer(static_cast<int64_t>(count));
    json->Key("label").String(desk.tongue.words.Fill(
        "map.country", {{"country", name}, {"count", std::to_string(count)}}));
    json->Key("page").String(to);
    json->EndObject();
    rows->push_back({Link(to, name), std::to_string(count)});
  }
  json->EndArray().EndObject();
}

Page Map(const Desk& desk) {
  Page page;
  page.path = "map.html";
  page.collection = "overview";
  page.title = desk.tongue.words.Fill("nav.map");
  page.charts = true;
  std::string data;
  base::JsonWriter json(data);
  std::vector<std::vector<std::string>> places, parties;
  json.BeginObject();
  json.Key("label").String(desk.tongue.words.Fill("map.label"));
  json.Key("layers").BeginArray();
  Layer(desk, "places", page.path, desk.model.by_place, PlacePath, &json, &places);
  Layer(desk, "parties", page.path, desk.model.by_actor, ActorPath, &json, &parties);
  json.EndArray().EndObject();
  page.body =
      "<h1>" + EscapeHtml(page.title) + "</h1>\n" +
      Chart(desk, "map", "map", desk.Word("map.title"), data,
            Table(desk.Word("map.places"),
                  {desk.Word("map.column"), desk.Word("number.occurrences")}, places) +
                Table(desk.Word("map.parties"),
                      {desk.Word("map.column"), desk.Word("number.occurrences")}, parties)) +
      "<p class=\"note\">" + desk.Word("map.note") + "</p>\n";
  page.json = data + "\n";
  return page;
}

}  // namespace

void PlanPlaces(const Desk& desk, Plans* plans) {
  plans->pages.push_back({"map.html", [&desk] { return Map(desk); }});
  for (const auto& [code, events] : desk.model.by_place)
    plans->pages.push_back(
        {PlacePath(code), [&desk, code = code] { return PlacePage(desk, code); }});
}

}  // namespace bongsu::report::site
