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
  ASSERT_TRUE(outbox->EnterDelivered(alert, desk, "2024-01-01T00:00:00Z").ok());
  ASSERT_TRUE(
      outbox->EnterAcknowledged("x", {"kim", "known \"drill\"\n", "1970-01-03", 4}, "t").ok());
  const auto again = Outbox::Open(path_);
  ASSERT_TRUE(again);
  EXPECT_TRUE(again->Delivered(alert, desk));
  EXPECT_EQ(again->acknowledged().at("x").reason, "known \"drill\"\n");
}

TEST(ReceiversTest, FaultsAreNamed) {
  const auto fault = [](const std::string& rest) {
    const auto parsed = ParseReceivers("format: 1\nreceivers:\n" + rest, "r.yaml");
    return parsed ? std::string("none") : parsed.error().message();
  };
  EXPECT_EQ(fault("  - {id: a, kind: command, command: [true]}\n"), "none");
  EXPECT_THAT(fault("  - {id: a, kind: command}\n"),
              ::testing::HasSubstr("r.yaml:3: `command` is missing"));
  EXPECT_THAT(fault("  - {id: a, kind: atom}\n"), ::testing::HasSubstr("`file` is missing"));
  EXPECT_THAT(fault("  - {id: a, kind: pigeon}\n"), ::testing::HasSubstr("must be one of"));
}

TEST(ReceiversTest, WantsBySituationAndLevel) {
  Receiver r;
  r.situations = {"x"};
  r.least = 3;
  Alert a;
  a.situation = "x";
  a.from = 1;
  a.to = 2;
  EXPECT_FALSE(r.Wants(a));
  a.to = 3;
  EXPECT_TRUE(r.Wants(a));
  a.situation = "y";
  EXPECT_FALSE(r.Wants(a));
}

}  // namespace
}  // namespace bongsu::watch
