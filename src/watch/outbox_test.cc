#include "watch/outbox.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "base/file.h"

namespace bongsu::watch {
namespace {

class OutboxTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "outbox_" + std::to_string(::getpid()) + "_" +
            testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl";
    ::unlink(path_.c_str());
    situations_.resize(1);
    situations_[0].id = "x";
  }
  void TearDown() override { ::unlink(path_.c_str()); }

  // A run whose board shows `fires` on the days from 0.
  size_t Run(const std::vector<int>& fires) {
    auto outbox = Outbox::Open(path_);
    EXPECT_TRUE(outbox) << outbox.error().message();
    for (size_t d = 0; d < fires.size(); ++d) {
      BoardDay day;
      day.day = static_cast<DayNumber>(d);
      day.situations.resize(1);
      day.situations[0].fires = fires[d];
      outbox->Take(situations_, day);
    }
    const auto entered = outbox->Enter("2024-01-01T00:00:00Z");
    EXPECT_TRUE(entered);
    return entered ? *entered : 999;
  }
  std::vector<std::string> Lines() {
    const auto lines = archive::ReadJournal(path_);
    return lines ? *lines : std::vector<std::string>();
  }
  std::string path_;
  std::vector<Situation> situations_;
};

TEST_F(OutboxTest, TheFirstRunTellsNobodyOfThePast) {
  EXPECT_EQ(Run({1, 3, 3}), 0u);
  EXPECT_EQ(Run({1, 3, 3}), 0u);
  EXPECT_EQ(Run({1, 3, 3, 4, 2}), 2u);
  EXPECT_EQ(Run({1, 3, 3, 4, 2}), 0u);
  const auto outbox = Outbox::Open(path_);
  ASSERT_TRUE(outbox);
  ASSERT_EQ(outbox->alerts().size(), 2u);
  EXPECT_EQ(outbox->alerts()[0].from, 3);
  EXPECT_EQ(outbox->alerts()[0].to, 4);
  EXPECT_EQ(outbox->alerts()[1].to, 2);
  EXPECT_EQ(outbox->alerts()[1].day, "1970-01-05");
}

TEST_F(OutboxTest, WhatChangesLaterOnTheSameDayIsTold) {
  Run({1, 2});
  EXPECT_EQ(Run({1, 4}), 1u);
  EXPECT_EQ(Run({1, 4}), 0u);
  EXPECT_EQ(Run({1, 4, 3}), 1u);
}

TEST_F(OutboxTest, ARunCutOffAnywhereIsDoneAgainWithTheSameIds) {
  Run({1, 3});
  const size_t before = Lines().size();
  Run({1, 3, 4, 2});
  const std::vector<std::string> whole = Lines();
  const auto ids = Outbox::Open(path_);
  ASSERT_TRUE(ids);
  for (size_t kept = before; kept < whole.size(); ++kept) {
    std::ofstream cut(path_, std::ios::trunc);
    for (size_t i = 0; i < kept; ++i) cut << whole[i] << "\n";
    cut << whole[kept].substr(0, whole[kept].size() / 2);
    cut.close();
    Run({1, 3, 4, 2});
    const auto again = Outbox::Open(path_);
    ASSERT_TRUE(again);
    ASSERT_EQ(again->alerts().size(), 2u) << kept;
    for (size_t i = 0; i < 2; ++i) EXPECT_EQ(again->alerts()[i].id, ids->alerts()[i].id);
  }
}

TEST_F(OutboxTest, WhatIsDeliveredAndAcknowledgedIsRemembered) {
  Run({1, 3});
  Run({1, 3, 4});
  auto outbox = Outbox::Open(path_);
  ASSERT_TRUE(outbox);
  Receiver desk;
  desk.id = "desk";
  const Alert alert = outbox->alerts()[0];
  EXPECT_FALSE(outbox->Delivered(alert, desk));
  ASSERT_TRUE(outbox->EnterOutcome(alert.id, desk, {}, "2024-01-01T00:00:00Z").ok());
  ASSERT_TRUE(
      outbox->EnterAcknowledged("x", {"kim", "known \"drill\"\n", "1970-01-03", 4}, "t").ok());
  const auto again = Outbox::Open(path_);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->Delivered(alert, desk));
  EXPECT_EQ(again->acknowledged().at("x").reason, "known \"drill\"\n");
}

using Kind = Outcome::Kind;

Receiver Named(const std::string& id, const std::string& address) {
  Receiver r;
  r.id = id;
  r.address = address;
  return r;
}

TEST_F(OutboxTest, FailuresInARowWaitLongerAndAnAnswerEndsThem) {
  Run({1, 3});
  Run({1, 3, 4});
  const Receiver hook = Named("hook", "a1");
  const auto fail = [&](const char* now, std::chrono::seconds asked = {}) {
    auto outbox = Outbox::Open(path_);  // a process each time
    EXPECT_TRUE(outbox->EnterOutcome("x", hook, {Kind::kLater, "HTTP 503", asked}, now).ok());
    const auto again = Outbox::Open(path_);
    const Waiting* waiting = again->WaitingOf(hook);
    return waiting == nullptr ? "none" : std::to_string(waiting->failures) + " " + waiting->until;
  };
  EXPECT_EQ(fail("2024-07-31T00:00:00Z"), "1 2024-07-31T00:01:00Z");
  EXPECT_EQ(fail("2024-07-31T00:01:00Z"), "2 2024-07-31T00:03:00Z");
  EXPECT_EQ(fail("2024-07-31T00:03:00Z"), "3 2024-07-31T00:07:00Z");
  EXPECT_EQ(fail("2024-07-31T00:07:00Z", std::chrono::hours(3)), "4 2024-07-31T03:07:00Z");
  auto outbox = Outbox::Open(path_);
  EXPECT_TRUE(outbox->Waits(hook, "2024-07-31T03:06:59Z"));
  EXPECT_FALSE(outbox->Waits(hook, "2024-07-31T03:07:00Z"));
  // A clock that was wrong by more than a day has no say.
  EXPECT_FALSE(outbox->Waits(hook, "2024-07-01T00:00:00Z"));
  // Nor has what was noted of another address.
  EXPECT_FALSE(outbox->Waits(Named("hook", "a2"), "2024-07-31T01:00:00Z"));
  ASSERT_TRUE(outbox->EnterOutcome(outbox->alerts()[0].id, hook, {}, "2024-07-31T04:00:00Z").ok());
  EXPECT_EQ(outbox->WaitingOf(hook), nullptr);
  EXPECT_EQ(Outbox::Open(path_)->WaitingOf(hook), nullptr);
  EXPECT_EQ(fail("2024-07-31T05:00:00Z"), "1 2024-07-31T05:01:00Z");
}

TEST(Waiting, IsBoundedWhateverIsAskedFor) {
  EXPECT_EQ(WaitAfter(1, {}).count(), 60);
  EXPECT_EQ(WaitAfter(9, {}).count(), 256 * 60);
  EXPECT_EQ(WaitAfter(10, {}).count(), 6 * 3600);
  EXPECT_EQ(WaitAfter(1'000'000'000, {}).count(), 6 * 3600);
  EXPECT_EQ(WaitAfter(1, std::chrono::hours(1'000'000)).count(), 24 * 3600);
  EXPECT_EQ(WaitAfter(3, std::chrono::seconds(-5)).count(), 240);
}

TEST_F(OutboxTest, WhatIsRefusedOrGoneIsKeptForThatAddress) {
  Run({1, 3});
  Run({1, 3, 4, 2});
  auto outbox = Outbox::Open(path_);
  const Receiver hook = Named("hook", "a1"), moved = Named("hook", "a2");
  const Alert first = outbox->alerts()[0];
  ASSERT_TRUE(outbox->EnterOutcome(first.id, hook, {Kind::kRefused, "HTTP 422", {}}, "t").ok());
  for (const Outbox& seen : {Outbox::Open(path_).value(), std::move(*outbox)}) {
    EXPECT_EQ(seen.RefusalOf(first, hook), "HTTP 422");
    EXPECT_EQ(seen.RefusalOf(first, moved), "");
    EXPECT_FALSE(seen.Delivered(first, hook));
  }
  outbox = Outbox::Open(path_);
  ASSERT_TRUE(outbox->EnterOutcome(first.id, hook, {Kind::kGone, "HTTP 410", {}}, "t").ok());
  for (const Outbox& seen : {Outbox::Open(path_).value(), std::move(*outbox)}) {
    EXPECT_EQ(seen.GoneOf(hook), "HTTP 410");
    EXPECT_EQ(seen.GoneOf(moved), "");
  }
}

TEST_F(OutboxTest, WhatWasNotSentIsNotNoted) {
  Run({1, 3});
  Run({1, 3, 4});
  const size_t before = Lines().size();
  auto outbox = Outbox::Open(path_);
  ASSERT_TRUE(
      outbox->EnterOutcome("x", Named("hook", "a"), {Kind::kUnready, "no secret", {}}, "t").ok());
  EXPECT_EQ(Lines().size(), before);
}

}  // namespace
}  // namespace bongsu::watch
