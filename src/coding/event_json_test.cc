// The record as JSON: exactly the keys and the order of codebook section 1.
#include <gtest/gtest.h>

#include <string>

#include "bongsu/event.h"

namespace bongsu {
namespace {

TEST(EventJson, PrintsAllKeysOfAnEmptyEventInOrder) {
  EXPECT_EQ(
      ToJson(Event()),
      R"({"id":"","doc":"","lang":"","event":"","mode":[],"context":[],"actor":[],"recipient":[],"aux":[],)"
      R"("certainty":"","attribution":[],"via":[],"item":[],"quantity":[],)"
      R"("casualties":{"dead":null,"injured":null},"thresholds":{"range_km":null,"payload_kg":null},)"
      R"("date":null,"due":null,"place":null,"content":null,"about":[],)"
      R"("trigger":{"text":"","begin":0,"end":0},"evidence":{"text":"","begin":0,"end":0},)"
      R"("frame":"","rule":"","entry":"","score":0,"confidence":null})");
}

TEST(EventJson, PrintsAFullEvent) {
  Event e;
  e.id = "e-0123456789abcdef";
  e.doc = "posts/a.md";
  e.lang = "ko";
  e.event = "AID";
  e.mode = {"m"};
  e.context = {"diplomatic", "military"};
  e.actor = {{"RUS", "GOV", "러시아", "state:RUS", {1, 10}}};
  e.recipient = {{"PRK", "GOV", "북한", "state:PRK", {12, 18}},
                 {"---", "CVL", "주민", "", {20, 26}}};
  e.aux = {"future", "negation"};
  e.certainty = "claimed";
  e.attribution = {{"USA", "GOV", "미국", "state:USA", {30, 36}}};
  e.via = {{"JPN", "JRN", "교도통신", "org:kyodo", {40, 52}}};
  e.item = {"missile_technology"};
  e.quantity = {{13000, "container", "artillery"}, {0.5, "tonne", ""}};
  e.dead = CountRange{3, std::nullopt};
  e.injured = CountRange{std::nullopt, 10};
  e.range_km = 300;
  e.payload_kg = 500.25;
  e.date = EventDate{"2024-07-01", "2024-07-28", "stated"};
  e.due = EventDate{"2025-01-01", "2025-12-31", "relative"};
  e.place = EventPlace{"RUS", "모스크바", {60, 72}};
  e.content = EventContent{"AID",
                           {{"RUS", "GOV", "러시아", "state:RUS", {1, 10}}},
                           {},
                           {"drone"},
                           EventDate{"2024-08-01", "2024-08-01", "relative"}};
  e.about = {"e-1", "e-2"};
  e.trigger = {"이전했다", {80, 92}};
  e.evidence = {"그는 \"이전했다\"고 말했다.", {70, 110}};
  e.frame = "give";
  e.rule = "give.1";
  e.entry = "ko.p.00001";
  e.score = -3.5;
  e.confidence = 0.812;
  EXPECT_EQ(
      ToJson(e),
      R"({"id":"e-0123456789abcdef","doc":"posts/a.md","lang":"ko","event":"AID","mode":["m"],)"
      R"("context":["diplomatic","military"],)"
      R"("actor":[{"code":"RUS","sector":"GOV","name":"러시아","entity":"state:RUS","begin":1,"end":10}],)"
      R"("recipient":[{"code":"PRK","sector":"GOV","name":"북한","entity":"state:PRK","begin":12,"end":18},)"
      R"({"code":"---","sector":"CVL","name":"주민","entity":"","begin":20,"end":26}],)"
      R"("aux":["future","negation"],"certainty":"claimed",)"
      R"("attribution":[{"code":"USA","sector":"GOV","name":"미국","entity":"state:USA","begin":30,"end":36}],)"
      R"("via":[{"code":"JPN","sector":"JRN","name":"교도통신","entity":"org:kyodo","begin":40,"end":52}],)"
      R"("item":["missile_technology"],)"
      R"("quantity":[{"value":13000,"unit":"container","of":"artillery"},{"value":0.5,"unit":"tonne","of":""}],)"
      R"("casualties":{"dead":[3,null],"injured":[null,10]},)"
      R"("thresholds":{"range_km":300,"payload_kg":500.25},)"
      R"("date":{"from":"2024-07-01","to":"2024-07-28","basis":"stated"},)"
      R"("due":{"from":"2025-01-01","to":"2025-12-31","basis":"relative"},)"
      R"("place":{"country":"RUS","name":"모스크바","begin":60,"end":72},)"
      R"("content":{"event":"AID","actor":[{"code":"RUS","sector":"GOV","name":"러시아","entity":"state:RUS","begin":1,"end":10}],)"
      R"("recipient":[],"item":["drone"],"due":{"from":"2024-08-01","to":"2024-08-01","basis":"relative"}},)"
      R"("about":["e-1","e-2"],"trigger":{"text":"이전했다","begin":80,"end":92},)"
      R"("evidence":{"text":"그는 \"이전했다\"고 말했다.","begin":70,"end":110},)"
      R"("frame":"give","rule":"give.1","entry":"ko.p.00001","score":-3.5,"confidence":0.812})");
}

TEST(EventJson, IsOneLine) {
  Event e;
  e.evidence.text = "첫 줄\n둘째 줄\t\"인용\" \\ \x01";
  const std::string json = ToJson(e);
  EXPECT_EQ(json.find('\n'), std::string::npos);
  EXPECT_NE(json.find(R"("text":"첫 줄\n둘째 줄\t\"인용\" \\ \u0001")"), std::string::npos);
}

TEST(QuadClass, KnowsTheSixteenEvents) {
  const struct {
    const char* event;
    int quad;
  } kCases[] = {{"AGREE", 1},    {"CONSULT", 1}, {"SUPPORT", 1},  {"CONCEDE", 1},  {"COOPERATE", 2},
                {"AID", 2},      {"RETREAT", 2}, {"REQUEST", 3},  {"ACCUSE", 3},   {"REJECT", 3},
                {"THREATEN", 3}, {"PROTEST", 4}, {"SANCTION", 4}, {"MOBILIZE", 4}, {"COERCE", 4},
                {"ASSAULT", 4},  {"", 0},        {"agree", 0},    {"AGREES", 0}};
  for (const auto& c : kCases) EXPECT_EQ(QuadClass(c.event), c.quad) << c.event;
  EXPECT_STREQ(QuadClassName(1), "verbal cooperation");
  EXPECT_STREQ(QuadClassName(4), "material conflict");
  for (const int quad : {-1, 0, 5}) EXPECT_STREQ(QuadClassName(quad), "");
}

}  // namespace
}  // namespace bongsu
