#include "watch/board.h"

#include <gtest/gtest.h>

#include "watch/backtest.h"
#include "watch/test_random.h"

namespace bongsu::watch {
namespace {

constexpr char kSituation[] = R"(format: 1
id: x
name: {ko: a, en: a, ja: a}
about: {ko: a, en: a, ja: a}
parties: [RUS, PRK]
series:
  conflict: [[[PRK], [KOR]]]
signals:
  - id: arms
    name: {ko: a, en: a, ja: a}
    when: {event: [AID], between: [[RUS], [PRK]], certainty: [reported, claimed]}
    level: 4
    sources: 2
    holds: 10
  - id: talks
    name: {ko: a, en: a, ja: a}
    when: {event: [CONSULT], between: [[RUS], [PRK]], certainty: [reported, claimed]}
    level: 2
    holds: 10
)";

class BoardTest : public testing::Test {
 protected:
  void SetUp() override {
    auto s = ParseSituation(kSituation, "x.yaml");
    ASSERT_TRUE(s) << s.error().message();
    situations_.push_back(std::move(*s));
    board_ = std::make_unique<Board>(situations_, nullptr);
  }
  void Tell(const std::string& event, DayNumber day, const std::string& occurrence,
            const std::string& source, const std::string& actor = "RUS",
            const std::string& recipient = "PRK", const std::string& happened = "") {
    store::StoredEvent e;
    e.event.event = event;
    e.event.id = "e-" + std::to_string(++told_);
    e.event.certainty = "reported";
    e.event.actor.emplace_back().code = actor;
    e.event.recipient.emplace_back().code = recipient;
    e.published = FormatDayNumber(day);
    e.day = happened.empty() ? e.published : happened;
    e.occurrence = occurrence;
    e.source = source;
    e.outlet = outlet_;
    board_->Add(e);
  }
  void Read(DayNumber from, DayNumber to, int a_day = 3) {
    for (DayNumber day = from; day <= to; ++day)
      for (int i = 0; i < a_day; ++i) board_->AddReading(day, outlet_);
  }
  // Fires of each day from 0.
  std::vector<int> Fires(DayNumber last) {
    std::vector<int> fires;
    board_->Run(last, [&](const BoardDay& day) {
      fires.push_back(day.situations[0].fires);
      last_ = day;
    });
    return fires;
  }
  std::vector<Situation> situations_;
  std::unique_ptr<Board> board_;
  BoardDay last_;
  std::string outlet_;  // of what is told and read next
  int told_ = 0;
};

TEST_F(BoardTest, OneSourceLightsOneFireLessThanTwo) {
  Read(0, 9);
  Tell("AID", 2, "o-1", "a");
  Tell("AID", 5, "o-1", "b");
  const std::vector<int> fires = Fires(9);
  EXPECT_EQ(fires, (std::vector<int>{1, 1, 3, 3, 3, 4, 4, 4, 4, 4}));
}

TEST_F(BoardTest, TwoReportsOfOneSourceAreOne) {
  Read(0, 9);
  Tell("AID", 2, "o-1", "a");
  Tell("AID", 5, "o-1", "a");
  EXPECT_EQ(Fires(9).back(), 3);
}

TEST_F(BoardTest, FiresGoOutOneByOneAndOnlyAfterSomeDays) {
  Read(0, 60);
  Tell("AID", 0, "o-1", "a");
  Tell("AID", 0, "o-1", "b");
  const std::vector<int> fires = Fires(60);
  EXPECT_EQ(fires[9], 4);
  EXPECT_EQ(fires[10], 4);  // lit is 3 from here; the fire goes out on the third day
  EXPECT_EQ(fires[12], 3);
  EXPECT_EQ(fires[22], 2);
  EXPECT_EQ(fires[60], 1);
}

TEST_F(BoardTest, WithoutNewsNothingSinks) {
  Read(0, 20);
  Tell("AID", 20, "o-1", "a");
  Tell("AID", 20, "o-1", "b");
  const std::vector<int> fires = Fires(200);
  EXPECT_EQ(fires[20], 4);
  EXPECT_EQ(fires[200], 4);
  EXPECT_FALSE(last_.covered);
  // Coverage comes back: then it does.
  Read(201, 300);
  EXPECT_EQ(Fires(300).back(), 1);
}

TEST_F(BoardTest, SaysWhatTheLevelWouldBeWithoutEach) {
  Read(0, 5);
  Tell("AID", 1, "o-1", "a");
  Tell("AID", 1, "o-1", "b");
  Tell("CONSULT", 2, "o-2", "a");
  Fires(5);
  const auto& movers = last_.situations[0].movers;
  ASSERT_EQ(movers.size(), 2u);
  EXPECT_EQ(movers[0].occurrence, "o-1");
  EXPECT_EQ(movers[0].sources, 2u);
  EXPECT_EQ(movers[0].without, 2);
  EXPECT_EQ(movers[1].without, 4);
}

TEST_F(BoardTest, WhatIsToldMuchLaterLightsNothing) {
  Read(0, 100);
  Tell("CONSULT", 90, "o-1", "a", "RUS", "PRK", FormatDayNumber(10));
  EXPECT_EQ(Fires(100).back(), 1);
}

TEST_F(BoardTest, NothingFromTheFuture) {
  Read(0, 40);
  Tell("AID", 30, "o-1", "a");
  Tell("AID", 30, "o-1", "b");
  const std::vector<int> whole = Fires(40);
  const std::vector<int> part = Fires(20);
  EXPECT_EQ(std::vector<int>(whole.begin(), whole.begin() + 21), part);
}

TEST_F(BoardTest, AnOrdinaryWeekIsNotUnusualAnOutbreakIs) {
  Read(0, 120);
  int n = 0;
  // One act a week, then four a day.
  for (DayNumber day = 0; day < 110; day += 7)
    Tell("THREATEN", day, "o-" + std::to_string(++n), "a", "PRK", "KOR");
  for (DayNumber day = 112; day <= 118; ++day)
    for (int i = 0; i < 4; ++i)
      Tell("THREATEN", day, "o-" + std::to_string(++n), "a", "PRK", "KOR");
  const std::vector<int> fires = Fires(118);
  for (size_t day = 0; day < 110; ++day) EXPECT_EQ(fires[day], 1) << day;
  EXPECT_GE(fires[118], 2);
  const SeriesDay& conflict = last_.situations[0].series[kConflict];
  EXPECT_TRUE(conflict.unusual);
  EXPECT_EQ(conflict.week, 28);
  EXPECT_GT(conflict.change, 0.9);
  EXPECT_EQ(conflict.direction, Direction::kRose);
}

TEST_F(BoardTest, AMonthWithoutMatterFromAnOutletLowersNothingThatItTold) {
  outlet_ = "b";
  Read(0, 120);
  outlet_ = "a";
  Read(0, 20);
  Read(56, 120);
  Tell("CONSULT", 20, "o-1", "a");
  const std::vector<int> fires = Fires(120);
  EXPECT_EQ(fires[20], 2);
  for (size_t day = 20; day <= 65; ++day) EXPECT_EQ(fires[day], 2) << day;
  EXPECT_EQ(fires[70], 1);  // ten days and three more after it spoke again
}

TEST_F(BoardTest, WhatAnOutletToldThatIsStillReadGoesOut) {
  outlet_ = "a";
  Read(0, 20);
  outlet_ = "b";
  Read(0, 120);
  Tell("CONSULT", 20, "o-1", "b");
  const std::vector<int> fires = Fires(120);
  EXPECT_EQ(fires[20], 2);
  EXPECT_EQ(fires[35], 1);
  EXPECT_TRUE(last_.covered);
}

TEST_F(BoardTest, AnOutletThatStaysSilentIsNoLongerWaitedFor) {
  outlet_ = "b";
  Read(0, 200);
  outlet_ = "a";
  Read(0, 20);
  Tell("CONSULT", 20, "o-1", "a");
  const std::vector<int> fires = Fires(200);
  EXPECT_EQ(fires[76], 2);  // 56 days
  EXPECT_EQ(fires[95], 1);
}

TEST_F(BoardTest, LostOutletsAreNamed) {
  outlet_ = "b";
  Read(0, 60);
  outlet_ = "a";
  Read(0, 40);
  Fires(60);
  EXPECT_TRUE(last_.covered);
  EXPECT_EQ(last_.lost, std::vector<std::string>{"a"});
}

// One act a week, then four a day of the outlet that falls silent, or goes on without them.
TEST_F(BoardTest, ASeriesStaysLitWhileThoseWhoMadeItUnusualAreSilent) {
  for (const bool silent : {true, false}) {
    SetUp();
    outlet_ = "b";
    Read(0, 160);
    outlet_ = "a";
    Read(0, silent ? 118 : 160);
    int n = 0;
    for (DayNumber day = 0; day < 110; day += 7)
      Tell("THREATEN", day, "o-" + std::to_string(++n), "a", "PRK", "KOR");
    for (DayNumber day = 112; day <= 118; ++day)
      for (int i = 0; i < 4; ++i)
        Tell("THREATEN", day, "o-" + std::to_string(++n), "a", "PRK", "KOR");
    const std::vector<int> fires = Fires(148);
    EXPECT_GE(fires[118], 2);
    for (size_t day = 118; silent && day <= 148; ++day) EXPECT_EQ(fires[day], fires[118]) << day;
    EXPECT_EQ(last_.situations[0].series[kConflict].held, silent);
    if (!silent) {
      EXPECT_EQ(fires[148], 1);
    }
    situations_.clear();
  }
}

TEST_F(BoardTest, FiresThatRoseAndSankEndAnAcknowledgement) {
  Read(0, 60);
  Tell("CONSULT", 10, "o-1", "a");
  Tell("AID", 12, "o-2", "a");
  Tell("AID", 12, "o-2", "b");
  Tell("CONSULT", 40, "o-3", "a");
  Fires(11);
  EXPECT_EQ(board_->MostFires(0, 10), 2);
  Fires(50);
  EXPECT_EQ(last_.situations[0].fires, 2);
  EXPECT_EQ(board_->MostFires(0, 10), 4);  // 2, 4, 2 again
  EXPECT_EQ(board_->MostFires(0, 50), 2);
}

// The day alone, after reports that came one by one and late ones, is what working everything out
// anew gives.
TEST_F(BoardTest, TheDayAfterNewReportsIsWhatFromScratchGives) {
  TestRandom random(7);
  struct Told {
    std::string event, occurrence, source, outlet;
    DayNumber day;
  };
  std::vector<Told> all;
  Board kept(situations_, nullptr);
  const auto add = [&](Board* board, const Told& t, size_t number) {
    store::StoredEvent e;
    e.event.event = t.event;
    e.event.id = "e-" + std::to_string(number);
    e.event.certainty = "reported";
    const bool threat = t.event == "THREATEN";
    e.event.actor.emplace_back().code = threat ? "PRK" : "RUS";
    e.event.recipient.emplace_back().code = threat ? "KOR" : "PRK";
    e.published = e.day = FormatDayNumber(t.day);
    e.occurrence = t.occurrence;
    e.source = t.source;
    e.outlet = t.outlet;
    board->AddReading(t.day, t.outlet);
    board->Add(e);
  };
  for (DayNumber day = 0; day < 90; ++day) {
    const int told = static_cast<int>(random.Uniform() * 5);
    for (int i = 0; i < told; ++i) {
      const auto pick = [&](double n) { return static_cast<int>(random.Uniform() * n); };
      const char* kEvents[] = {"AID", "CONSULT", "THREATEN"};
      // One in ten comes late.
      const DayNumber known = pick(10) == 0 ? std::max(0, day - pick(20)) : day;
      all.push_back({kEvents[pick(3)], "o-" + std::to_string(pick(60)),
                     "s-" + std::to_string(pick(4)), pick(2) == 0 ? "a" : "b", known});
      add(&kept, all.back(), all.size());
      const BoardDay now = kept.At(day);
      if (i % 2 == 1) continue;
      Board anew(situations_, nullptr);
      for (size_t n = 0; n < all.size(); ++n) add(&anew, all[n], n + 1);
      BoardDay last;
      anew.Run(day, [&](const BoardDay& d) { last = d; });
      ASSERT_TRUE(now == last) << "day " << day;
    }
  }
}

TEST(FactsTest, FaultsAreNamed) {
  EXPECT_TRUE(ParseFacts("# c\ndate\tsituation\tid\tgrade\tfact\tposts\n", "f.tsv"));
  const auto bad =
      ParseFacts("date\tsituation\tid\tgrade\tfact\tposts\n2024-13-01\tx\ta\t1\tf\t-\n", "f.tsv");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error().message(), "f.tsv:2: not a day: 2024-13-01");
}

TEST(BacktestTest, FindsWithinTwoDaysAndCountsWhatRoseForNothing) {
  auto situation = ParseSituation(kSituation, "x.yaml");
  ASSERT_TRUE(situation);
  const std::vector<Situation> situations = {*situation};
  const auto facts = ParseFacts(
      "date\tsituation\tid\tgrade\tfact\tposts\n"
      "1970-01-03\tx\tfound\t2\tf\tp1\n1970-02-20\tx\tmissed\t2\tf\tp2\n"
      "1970-02-20\tx\tuntold\t2\tf\t-\n",
      "f.tsv");
  ASSERT_TRUE(facts) << facts.error().message();
  Backtest backtest(situations, *facts);
  backtest.Add("posts/p1.md", 3);
  backtest.Add("posts/p2.md", 51);
  const auto day = [&](DayNumber number, int fires) {
    BoardDay d;
    d.day = number;
    d.situations.resize(1);
    d.situations[0].fires = fires;
    backtest.Take(d);
  };
  for (DayNumber d = 0; d <= 60; ++d) day(d, d < 4 ? 1 : d < 30 ? 2 : 3);
  const Score score = backtest.Summary();
  EXPECT_EQ(score.facts, 3u);
  EXPECT_EQ(score.reported, 2u);
  EXPECT_EQ(score.found, 1u);
  EXPECT_EQ(score.rises, 2u);
  EXPECT_EQ(score.false_rises, 1u);
}

}  // namespace
}  // namespace bongsu::watch
