#include "store/event_parse.h"

#include <gtest/gtest.h>

namespace bongsu::store {
namespace {

Event Full() {
  const EntityRef russia = {"RUS", "GOV", "러시아", "state:RUS", {1201, 1210}};
  const EntityRef korea = {"PRK", "GOV", "북한 \"인민\"\n\t\\", "state:PRK", {1, 7}};
  Event e;
  e.id = "e-3f9c";
  e.doc = "posts/2024-07-28-4144.md";
  e.lang = "ko";
  e.event = "AID";
  e.mode = {"visit", "third-party"};
  e.context = {"military"};
  e.actor = {russia};
  e.recipient = {korea, russia};
  e.aux = {"hypothetical", "negation"};
  e.certainty = "possible";
  e.attribution = {russia};
  e.via = {korea};
  e.item = {"missile_technology"};
  e.quantity = {{1000, "container", "ammunition"}, {0.5, "tonne", ""}};
  e.dead = CountRange{71, std::nullopt};
  e.injured = CountRange{std::nullopt, 12};
  e.range_km = 600;
  e.payload_kg = 4.5;
  e.date = EventDate{"2024-07-28", "2024-07-29", "stated"};
  e.due = EventDate{"2024-08-01", "2024-08-01", "relative"};
  e.place = EventPlace{"JPN", "도쿄", {3, 9}};
  e.content = EventContent{
      "AGREE", {russia}, {korea}, {"troops"}, EventDate{"2024-09-01", "2024-09-30", "stated"}};
  e.about = {"e-1", "e-2"};
  e.trigger = {"이전할", {20, 29}};
  e.evidence = {"이들은 러시아가", {10, 40}};
  e.frame = "give";
  e.rule = "give.4";
  e.entry = "ko.p.01234";
  e.score = -3.5;
  e.confidence = 0.812;
  return e;
}

TEST(ParseEvent, IsTheInverseOfToJson) {
  for (const Event& e : {Full(), Event()}) {
    const std::string json = ToJson(e);
    const auto back = ParseEvent(json);
    ASSERT_TRUE(back) << back.error().message();
    EXPECT_EQ(ToJson(*back), json);
  }
}

TEST(ParseEvent, NamesTheKeyThatIsOff) {
  const std::string json = ToJson(Full());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string changed = json;
    changed.replace(changed.find(from), from.size(), to);
    return ParseEvent(changed);
  };
  EXPECT_NE(with("\"actor\":[", "\"akteur\":[").error().message().find("\"actor\""),
            std::string::npos);
  EXPECT_NE(with("\"score\":-3.5", "\"score\":\"x\"").error().message().find("\"score\""),
            std::string::npos);
  EXPECT_NE(with("\"begin\":1201", "\"begin\":-1").error().message().find("\"begin\""),
            std::string::npos);
  EXPECT_NE(with("[71,null]", "[71]").error().message().find("\"dead\""), std::string::npos);
  EXPECT_NE(with("\"mode\":[\"visit\"", "\"mode\":[1").error().message().find("\"mode\""),
            std::string::npos);
  EXPECT_EQ(with("\"lang\"", "lang").error().code(), ErrorCode::kCorruption);
}

TEST(ParseEvent, EveryCutIsAnError) {
  const std::string json = ToJson(Full());
  for (size_t n = 0; n < json.size(); ++n) EXPECT_FALSE(ParseEvent(json.substr(0, n))) << n;
}

}  // namespace
}  // namespace bongsu::store
