#include "watch/registers.h"

#include <gtest/gtest.h>

namespace bongsu::watch {
namespace {

store::StoredEvent Record(const std::string& event, const std::string& frame,
                          const std::string& day, const std::string& occurrence,
                          const std::string& certainty = "reported") {
  store::StoredEvent r;
  r.event.id = "e-" + occurrence + day + event;
  r.event.event = event;
  r.event.frame = frame;
  r.event.certainty = certainty;
  r.event.actor.emplace_back().code = "RUS";
  r.event.recipient.emplace_back().code = "PRK";
  r.day = r.published = day;
  r.occurrence = occurrence;
  r.source = "s-" + day;
  r.event.doc = "d-" + day;
  return r;
}

TEST(CommitmentsTest, KeptLapsedOrUnknown) {
  store::StoredEvent visit = Record("AGREE", "visit", "2024-06-01", "o-1");
  store::StoredEvent oil = Record("AGREE", "give", "2024-06-02", "o-2");
  oil.event.item = {"refined_oil"};
  oil.event.due = EventDate{"2024-07-01", "2024-07-31", "stated"};
  const store::StoredEvent vague = Record("AGREE", "cooperate", "2024-06-03", "o-3");
  const store::StoredEvent held = Record("CONSULT", "visit", "2024-06-19", "o-4");
  store::StoredEvent shells = Record("AID", "give", "2024-06-20", "o-5");
  shells.event.item = {"ammunition"};
  const std::vector<store::StoredEvent> events = {visit, oil, vague, held, shells};
  const auto rows = RowsOf(Register::kCommitments, events, "2024-08-31");
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(rows[0].status, "kept");
  ASSERT_EQ(rows[0].with.size(), 1u);
  EXPECT_EQ(rows[0].with[0]->occurrence, "o-4");
  EXPECT_EQ(rows[1].status, "lapsed");  // other goods do not keep it
  EXPECT_EQ(rows[2].status, "unknown");
  EXPECT_EQ(RowsOf(Register::kCommitments, events, "2024-08-01")[1].status, "unknown");
}

TEST(TransfersTest, OneRowForAnOccurrenceWithItsStatusAndDenials) {
  store::StoredEvent feared = Record("AID", "give", "2024-06-01", "o-1", "possible");
  store::StoredEvent told = Record("AID", "give", "2024-06-05", "o-1", "claimed");
  store::StoredEvent denied = Record("AID", "give", "2024-06-06", "o-1", "denied");
  feared.event.item = told.event.item = denied.event.item = {"ammunition"};
  std::vector<store::StoredEvent> events = {feared, told, denied};
  const auto rows = RowsOf(Register::kTransfers, events, "2024-07-01");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].status, "done");
  EXPECT_EQ(rows[0].reports, 3u);
  EXPECT_EQ(rows[0].sources, 3u);
  EXPECT_EQ(rows[0].record->event.certainty, "claimed");
  ASSERT_EQ(rows[0].with.size(), 1u);
  EXPECT_EQ(rows[0].with[0]->event.certainty, "denied");
  events.erase(events.begin() + 1);
  EXPECT_EQ(RowsOf(Register::kTransfers, events, "2024-07-01")[0].status, "possible");
}

TEST(MeetingsTest, ACancelledOneIsSaidToBe) {
  const std::vector<store::StoredEvent> events = {
      Record("AGREE", "summit", "2024-06-01", "o-1", "planned"),
      Record("REJECT", "cancel_meeting", "2024-06-05", "o-1")};
  const auto rows = RowsOf(Register::kMeetings, events, "2024-07-01");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].status, "cancelled");
}

TEST(RegisterNamedTest, KnowsFive) {
  EXPECT_TRUE(RegisterNamed("meetings"));
  EXPECT_EQ(RegisterNamed("weather").error().code(), ErrorCode::kInvalidArgument);
}

}  // namespace
}  // namespace bongsu::watch
