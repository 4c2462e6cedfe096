#include "report/event_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "text/utf8.h"

namespace bongsu::report {
namespace {

Event Transfer() {
  Event e;
  e.id = "e-1";
  e.doc = "posts/a.md";
  e.lang = "ko";
  e.event = "AID";
  e.actor = {{"RUS", "GOV", "러시아", "state:RUS", {1, 10}}};
  e.recipient = {{"PRK", "MIL", "북한군", "", {11, 20}}};
  e.attribution = {{"USA", "GOV", "미국", "state:USA", {}},
                   {"JPN", "GOV", "일본", "state:JPN", {}}};
  e.certainty = "possible";
  e.aux = {"hypothetical"};
  e.item = {"missile_technology", "troops"};
  e.quantity = {{1000, "container", "ammunition"}};
  e.dead = CountRange{71, std::nullopt};
  e.date = EventDate{"2024-07-28", "2024-07-29", "stated"};
  e.evidence = {
      "그는 \"러시아가, 북한에\n기술을 이전할 가능성\"이 있다고 말했다. 우려를 거듭 나타냈다.",
      {5, 90}};
  e.score = 10;
  return e;
}

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(EventTable, FitsTheColumnsAndHasAHeader) {
  Event wide = Transfer();
  wide.event = "ASSAULT";
  wide.mode = {"heavy-weapons"};
  wide.certainty = "background";
  for (const char* code : {"USA", "JPN", "KOR", "AUS"}) {
    wide.actor.push_back({code, "MIL", "", "", {}});
    wide.recipient.push_back({code, "LEG", "", "", {}});
  }
  Event bare;
  bare.event = "CONSULT";
  const std::vector<Event> events = {Transfer(), wide, bare};
  for (const int columns : {80, 100, 160}) {
    const auto lines = Lines(FormatTable(events, columns));
    ASSERT_EQ(lines.size(), 4u);
    for (const std::string& line : lines) EXPECT_LE(text::ColumnWidth(line), columns) << line;
  }
  const auto lines = Lines(FormatTable(events, 100));
  EXPECT_EQ(lines[0].substr(0, 4), "date");
  EXPECT_NE(lines[0].find("evidence"), std::string::npos);
  EXPECT_NE(lines[1].find("PRK/MIL"), std::string::npos);
  EXPECT_EQ(lines[3].substr(0, 2), "- ");
}

TEST(EventTable, NoEventsNoTable) { EXPECT_EQ(FormatTable({}, 100), ""); }

TEST(EventTable, ControlCharactersDoNotReachTheTerminal) {
  Event e = Transfer();
  e.evidence.text = "a\x1b[31m\x07b\tc";
  const std::string table = FormatTable(std::vector<Event>{e}, 100);
  EXPECT_EQ(table.find('\x1b'), std::string::npos);
  EXPECT_EQ(table.find('\t'), std::string::npos);
}

TEST(EventTable, CsvQuotesAsRfc4180Wants) {
  EXPECT_EQ(CsvField("plain"), "plain");
  EXPECT_EQ(CsvField("a,b"), "\"a,b\"");
  EXPECT_EQ(CsvField("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(CsvField("two\nlines"), "\"two\nlines\"");
  const std::string row = CsvRow(Transfer());
  EXPECT_TRUE(row.ends_with("\r\n"));
  EXPECT_NE(row.find("missile_technology|troops"), std::string::npos);
  EXPECT_NE(row.find("1000 container ammunition"), std::string::npos);
  EXPECT_NE(row.find("USA|JPN"), std::string::npos);
}

TEST(EventTable, TsvRowHasTheColumnsOfItsHeader) {
  const auto count = [](const std::string& line) {
    return std::count(line.begin(), line.end(), '\t');
  };
  Event e = Transfer();
  e.evidence.text = "a\tb\r\nc";
  const std::string row = TsvRow(e);
  EXPECT_EQ(count(row), count(TsvHeader()));
  EXPECT_EQ(std::count(row.begin(), row.end(), '\n'), 1);
  EXPECT_NE(row.find("a b  c"), std::string::npos);
}

TEST(EventTable, BarInsideAListElementBecomesASlash) {
  Event e = Transfer();
  e.actor[0].name = "가|나";
  EXPECT_NE(TsvRow(e).find("\t가/나\t"), std::string::npos);
}

}  // namespace
}  // namespace bongsu::report
