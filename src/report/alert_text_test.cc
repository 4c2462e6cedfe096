#include "report/alert_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "language/test_lexicon.h"

namespace bongsu::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Phrases In(const std::string& lang) {
  return *Phrases::FromTable(RealLexicon().table("report.phrases"), lang);
}

store::StoredEvent Planned(const std::string& id, const std::string& evidence) {
  store::StoredEvent r;
  r.event.id = id;
  r.event.event = "AGREE";
  r.event.certainty = "planned";
  r.event.actor.emplace_back().code = "RUS";
  r.event.due = EventDate{"2024-02-28", "2024-02-29", "stated"};
  r.event.evidence.text = evidence;
  r.event.doc = "d.md";
  return r;
}

TEST(CalendarTest, LinesAreFoldedAndEscapedAndTheLastReportOfAnOccurrenceStands) {
  const Phrases phrases = In("ko");
  const PartyNames names(phrases, RealLexicon());
  store::StoredEvent first = Planned("e-1", "a"), second = Planned("e-2", "");
  for (int i = 0; i < 40; ++i) second.event.evidence.text += "한글, ";
  first.occurrence = second.occurrence = "o-1";
  first.published = "2024-01-01";
  second.published = "2024-01-02";
  const std::string ics = Calendar({second, first}, "2024-01-03T04:05:06Z", phrases, names);
  EXPECT_THAT(ics, HasSubstr("DTSTART;VALUE=DATE:20240228\r\nDTEND;VALUE=DATE:20240301\r\n"));
  EXPECT_THAT(ics, HasSubstr("DTSTAMP:20240103T040506Z\r\n"));
  EXPECT_EQ(ics.find("BEGIN:VEVENT"), ics.rfind("BEGIN:VEVENT"));
  EXPECT_THAT(ics, HasSubstr("한글\\,"));
  for (size_t at = 0; at < ics.size();) {
    const size_t end = ics.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 75u);
    // No line begins inside a character.
    EXPECT_NE(static_cast<unsigned char>(ics[at]) & 0xC0, 0x80);
    at = end + 2;
  }
}

TEST(AlertTest, TheFeedHoldsNoMarkupOfSources) {
  const Phrases phrases = In("en");
  const PartyNames names(phrases, RealLexicon());
  watch::Alert alert{"a-1", "x", "2024-01-01", "2024-01-02T00:00:00Z", 2, 4, ""};
  AlertStory story;
  story.alert = &alert;
  story.records = {Planned("e-1", "<script>&\x01")};
  const std::string feed = AtomFeed({story}, "2024-01-02T00:00:00Z", phrases, names);
  EXPECT_THAT(feed, HasSubstr("<title>x: unusual (2) → grave (4)</title>"));
  EXPECT_THAT(feed, HasSubstr("&lt;script&gt;&amp;"));
  EXPECT_THAT(feed, Not(HasSubstr("\x01")));
}

}  // namespace
}  // namespace bongsu::report
