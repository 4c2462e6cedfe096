#include "watch/situation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "watch/backtest.h"

namespace bongsu::watch {
namespace {

using ::testing::HasSubstr;

constexpr char kHead[] =
    "format: 1\nid: x\nname: {ko: a, en: a, ja: a}\nabout: {ko: a, en: a, ja: a}\n"
    "parties: [RUS, PRK]\nnorm: [dprk]\nsignals:\n";

std::string Signal(const std::string& when, const std::string& rest) {
  return std::string(kHead) + "  - id: s\n    name: {ko: a, en: a, ja: a}\n    when: " + when +
         "\n    " + rest + "\n";
}

std::string Fault(const std::string& text) {
  const auto parsed = ParseSituation(text, "x.yaml");
  return parsed ? "none" : parsed.error().message();
}

Event Act(const std::string& event, const std::string& actor, const std::string& recipient) {
  Event e;
  e.event = event;
  e.certainty = "reported";
  e.actor.emplace_back().code = actor;
  if (!recipient.empty()) e.recipient.emplace_back().code = recipient;
  return e;
}

TEST(SituationTest, EveryOneThatShipsIsRight) {
  const auto all = LoadSituations({std::string(BONGSU_SOURCE_DIR) + "/watches"});
  ASSERT_TRUE(all) << all.error().message();
  EXPECT_EQ(all->size(), 9u);
  for (const Situation& s : *all) {
    EXPECT_EQ(s.file, std::string(BONGSU_SOURCE_DIR) + "/watches/" + s.id + ".yaml");
    EXPECT_FALSE(s.concern.empty()) << s.id;
  }
}

TEST(SituationTest, FaultsAreNamedWithFileLineAndRule) {
  EXPECT_EQ(Fault(Signal("{event: [AID]}", "level: 3")), "none");
  EXPECT_THAT(Fault(Signal("{event: [AIDS]}", "level: 3")),
              HasSubstr("x.yaml:10: no such event: `AIDS`"));
  EXPECT_THAT(Fault(Signal("{events: [AID]}", "level: 3")),
              HasSubstr("x.yaml:10: no such key: `events`"));
  EXPECT_THAT(Fault(Signal("{event: [AID]}", "level: 6")), HasSubstr("a number from 1 to 5"));
  EXPECT_THAT(Fault(Signal("{between: [[RUS]]}", "level: 2")), HasSubstr("two sides"));
  EXPECT_THAT(Fault(kHead), HasSubstr("`signals` is missing"));
}

const SituationWords& Words() {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  static const SituationWords words(**lexicon);
  return words;
}

TEST(SituationTest, ThoseThatShipUseWordsOfTheLexicon) {
  const auto all = LoadSituations({std::string(BONGSU_SOURCE_DIR) + "/watches"}, &Words());
  EXPECT_TRUE(all) << all.error().message();
}

TEST(SituationTest, AMisspeltCodeIsNamedWithItsLine) {
  const auto fault = [](const std::string& when) {
    const auto parsed = ParseSituation(Signal(when, "level: 3"), "x.yaml", &Words());
    return parsed ? std::string("none") : parsed.error().message();
  };
  EXPECT_EQ(fault("{actor: [RUS], item: [ammunition], frame: [give], mode: [visit]}"), "none");
  EXPECT_EQ(fault("{actor: [RUSS]}"), "x.yaml:10: no such party: `RUSS`");
  EXPECT_EQ(fault("{between: [[RUS], [PRX]]}"), "x.yaml:10: no such party: `PRX`");
  EXPECT_EQ(fault("{item: [amunition]}"), "x.yaml:10: no such item: `amunition`");
  EXPECT_EQ(fault("{frame: [giv]}"), "x.yaml:10: no such frame: `giv`");
  EXPECT_EQ(fault("{context: [militari]}"), "x.yaml:10: no such context: `militari`");
}

TEST(SituationTest, ConcernsWhatPartiesDoAndWhatHappensInItsPlaces) {
  const auto s = ParseSituation(
      "format: 1\nid: x\nname: {ko: a, en: a, ja: a}\nabout: {ko: a, en: a, ja: a}\n"
      "parties: [RUS, PRK]\nobservers: [USA]\nplaces: [UKR]\nitems: [ammunition]\nsignals:\n"
      "  - {id: s, name: {ko: a, en: a, ja: a}, when: {event: [AID]}}\n",
      "x.yaml");
  ASSERT_TRUE(s) << s.error().message();
  Event e = Act("CONSULT", "RUS", "PRK");
  EXPECT_TRUE(s->Concerns(e));
  e.item = {"food_medicine"};
  EXPECT_FALSE(s->Concerns(e));
  e.item.push_back("ammunition");
  EXPECT_TRUE(s->Concerns(e));
  Event other = Act("CONSULT", "RUS", "IND");
  EXPECT_FALSE(s->Concerns(other));
  other.place.emplace().country = "UKR";
  EXPECT_TRUE(s->Concerns(other));
  EXPECT_FALSE(s->Concerns(Act("CONSULT", "USA", "JPN")));
}

TEST(SituationTest, LevelFiveNeedsAnAttackOrABindingParagraphOnTwoSources) {
  EXPECT_THAT(Fault(Signal("{event: [AID], certainty: [reported]}", "level: 5")),
              HasSubstr("level 5 needs"));
  EXPECT_THAT(Fault(Signal("{event: [AID], certainty: [reported], ledger: [binding]}", "level: 5")),
              HasSubstr("level 5 needs"));
  EXPECT_EQ(Fault(Signal("{event: [AID], certainty: [reported], ledger: [binding]}",
                         "level: 5\n    sources: 2")),
            "none");
  EXPECT_THAT(Fault(Signal("{event: [ASSAULT]}", "level: 5")), HasSubstr("level 5 needs"));
  EXPECT_EQ(Fault(Signal("{event: [ASSAULT], certainty: [reported]}", "level: 5")), "none");
}

TEST(PatternTest, EveryKeyMustHold) {
  const auto s = ParseSituation(
      Signal("{event: [AID], between: [[RUS], [PRK]], item: [ammunition]}", "level: 3"), "x.yaml");
  ASSERT_TRUE(s) << s.error().message();
  Event e = Act("AID", "PRK", "RUS");
  EXPECT_TRUE(s->SignalsOf(e, {}).empty());
  e.item = {"ammunition"};
  EXPECT_EQ(s->SignalsOf(e, {}).size(), 1u);
  e.certainty = "denied";
  EXPECT_TRUE(s->SignalsOf(e, {}).empty());
  e.certainty = "reported";
  e.recipient[0].code = "CHN";
  EXPECT_TRUE(s->SignalsOf(e, {}).empty());
}

TEST(SeriesTest, CooperationInsideAndConflictBetweenAreApart) {
  const auto s = ParseSituation(
      Signal("{event: [AID]}", "level: 1") +
          "series:\n  cooperation: [[[RUS], [PRK]]]\n  conflict: [[[RUS, PRK], [USA]]]\n",
      "x.yaml");
  ASSERT_TRUE(s) << s.error().message();
  const Event aid = Act("AID", "RUS", "PRK"), threat = Act("THREATEN", "PRK", "USA");
  EXPECT_TRUE(s->Counts(kCooperation, aid, {}));
  EXPECT_FALSE(s->Counts(kConflict, aid, {}));
  EXPECT_TRUE(s->Counts(kConflict, threat, {}));
  EXPECT_FALSE(s->Counts(kCooperation, threat, {}));
  Event feared = aid;
  feared.certainty = "possible";
  EXPECT_FALSE(s->Counts(kCooperation, feared, {}));
}

TEST(DraftTest, WhatNewWritesIsRead) {
  const std::string yaml = DraftSituation("a-b", "A and B", {{"RUS"}, {"PRK"}}, {"USA"});
  const auto s = ParseSituation(yaml, "a-b.yaml");
  ASSERT_TRUE(s) << s.error().message();
  EXPECT_EQ(s->signals.size(), 4u);
}

}  // namespace
}  // namespace bongsu::watch
