#include "regime/ledger.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace bongsu::regime {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Ledger& TheLedger() {
  static const auto ledger = Ledger::Load({BONGSU_DATA_DIR, {}});
  if (!ledger) {
    std::fprintf(stderr, "%s\n", ledger.error().message().c_str());
    std::abort();
  }
  return **ledger;
}

EntityRef Party(const std::string& code) {
  EntityRef party;
  party.code = code;
  party.sector = "GOV";
  return party;
}

Event Act(const std::string& event, const std::string& frame,
          const std::vector<std::string>& actors, const std::vector<std::string>& recipients,
          const std::vector<std::string>& items) {
  Event e;
  e.lang = "en";
  e.event = event;
  e.frame = frame;
  e.certainty = "reported";
  for (const std::string& code : actors) e.actor.push_back(Party(code));
  for (const std::string& code : recipients) e.recipient.push_back(Party(code));
  e.item = items;
  return e;
}

// "engages UNSCR 1718 8(a)(ii)" of every entry.
std::vector<std::string> Told(const Event& event, const std::string& day = "2024-07-28") {
  std::vector<std::string> out;
  for (const LedgerEntry& e : TheLedger().EntriesOf(event, day))
    out.push_back(std::string(StrengthName(e.strength)) + " " + e.instrument->id +
                  (e.paragraph == nullptr ? "" : " " + e.paragraph->id));
  return out;
}

TEST(LedgerTest, MissileTechnologyToTheDprk) {
  Event e = Act("AID", "give", {"RUS"}, {"PRK"}, {"missile_technology"});
  e.certainty = "possible";
  const std::vector<std::string> told = Told(e);
  EXPECT_THAT(told, Contains("engages UNSCR 1718 8(a)(ii)"));
  EXPECT_THAT(told, Contains("may engage UNSCR 2270 8"));
  EXPECT_THAT(told, Contains("may engage MTCR Cat. I"));
  EXPECT_THAT(told, Not(Contains("engages UNSCR 1718 8(b)")));
}

TEST(LedgerTest, ShellsFromTheDprk) {
  const std::vector<std::string> told = Told(Act("AID", "give", {"PRK"}, {"RUS"}, {"ammunition"}));
  EXPECT_THAT(told, Contains("engages UNSCR 1874 9"));
  EXPECT_THAT(told, Not(Contains("engages UNSCR 1874 10")));
}

TEST(LedgerTest, RefinedOilFallsUnderTheCap) {
  for (const LedgerEntry& e :
       TheLedger().EntriesOf(Act("AID", "give", {"RUS"}, {"PRK"}, {"refined_oil"}), "2024-03-01"))
    if (e.instrument->id == "UNSCR 2397" && e.paragraph->id == "5") {
      ASSERT_TRUE(e.paragraph->cap);
      EXPECT_EQ(e.paragraph->cap->amount, 500000);
      return;
    }
  FAIL() << "no entry under paragraph 5";
}

TEST(LedgerTest, ALaunchByTheDprkAndNotByAnother) {
  EXPECT_THAT(Told(Act("MOBILIZE", "launch_missile", {"PRK"}, {}, {"ballistic_missile"})),
              Contains("engages UNSCR 1718 5"));
  EXPECT_THAT(Told(Act("MOBILIZE", "launch_missile", {"KOR"}, {}, {"ballistic_missile"})),
              Not(Contains(HasSubstr("UNSCR"))));
  EXPECT_THAT(Told(Act("MOBILIZE", "launch_missile", {"PRK"}, {}, {"conventional_arms"})),
              IsEmpty());
}

TEST(LedgerTest, WhatEngagesNothing) {
  EXPECT_THAT(Told(Act("COOPERATE", "joint_exercise", {"KOR", "USA", "JPN"}, {}, {})), IsEmpty());
  EXPECT_THAT(Told(Act("COOPERATE", "joint_exercise", {"RUS", "PRK"}, {}, {})), IsEmpty());
  EXPECT_THAT(Told(Act("CONSULT", "meet", {"JPN", "USA"}, {}, {})), IsEmpty());
  EXPECT_THAT(Told(Act("ACCUSE", "express_concern", {"JPN", "USA"}, {"RUS", "PRK"},
                       {"missile_technology"})),
              IsEmpty());
  EXPECT_THAT(Told(Act("SUPPORT", "reaffirm", {"USA"}, {"JPN"}, {"nuclear_weapon"})), IsEmpty());
  EXPECT_THAT(Told(Act("AGREE", "adopt_text", {"KOR", "USA"}, {}, {"nuclear_weapon"})), IsEmpty());
  EXPECT_THAT(Told(Act("AID", "give", {"RUS"}, {"PRK"}, {"food_medicine"})), IsEmpty());
  EXPECT_THAT(Told(Act("AID", "give", {"RUS"}, {"PRK"}, {})), IsEmpty());
  EXPECT_THAT(Told(Act("AID", "train_forces", {"GBR"}, {"UKR"}, {})), IsEmpty());
  EXPECT_THAT(Told(Act("AID", "give", {"USA"}, {"NATO"}, {"nuclear_weapon"})),
              Not(Contains(HasSubstr("UNSCR 1540"))));
}

TEST(LedgerTest, TheTestOfADeliverySystemIsNoNuclearTest) {
  Event e = Act("MOBILIZE", "test_weapon", {"PRK"}, {}, {"nuclear_weapon"});
  e.evidence.text = "The North tested an underwater drone.";
  EXPECT_THAT(Told(e), Not(Contains("engages UNSCR 1718 2")));
  e.evidence.text = "The North carried out a nuclear test.";
  EXPECT_THAT(Told(e), Contains("engages UNSCR 1718 2"));
}

TEST(LedgerTest, WhatNeedsApprovalIsNotExempt) {
  EXPECT_THAT(Told(Act("AID", "give", {"RUS"}, {"PRK"}, {"nuclear_technology"})),
              Contains("may engage UNSCR 2321 11"));
}

TEST(LedgerTest, ACapAndAListAreOpen) {
  EXPECT_THAT(Told(Act("AID", "give", {"RUS"}, {"PRK"}, {"refined_oil"})),
              Contains("may engage UNSCR 2397 5"));
  EXPECT_THAT(Told(Act("AID", "give", {"RUS"}, {"PRK"}, {"missile_technology"})),
              Contains("may engage UNSCR 2094 20"));
}

TEST(LedgerTest, ANegatedEventEngagesNothingADeniedOneSaysSo) {
  Event e = Act("AID", "give", {"PRK"}, {"RUS"}, {"ammunition"});
  e.certainty = "negated";
  EXPECT_THAT(Told(e), IsEmpty());
  e.certainty = "denied";
  EXPECT_THAT(Told(e), Contains("engages UNSCR 1874 9"));
}

TEST(LedgerTest, CoalThroughRajinIsExempt) {
  Event e = Act("COOPERATE", "trade", {"PRK"}, {"CHN"}, {"coal"});
  e.evidence.text = "Coal was exported to China.";
  EXPECT_THAT(Told(e), Contains("may engage UNSCR 2371 8"));
  e.evidence.text = "Russian coal was exported to China through Rajin.";
  EXPECT_THAT(Told(e), Contains("exempt UNSCR 2371 8"));
  EXPECT_THAT(Told(e), Not(Contains("may engage UNSCR 2371 8")));
}

TEST(LedgerTest, NothingBeforeEntryIntoForceOrAfterTheEnd) {
  const Event shells = Act("AID", "give", {"PRK"}, {"RUS"}, {"ammunition"});
  EXPECT_THAT(Told(shells, "2009-06-11"), Not(Contains("engages UNSCR 1874 9")));
  EXPECT_THAT(Told(shells, "2009-06-12"), Contains("engages UNSCR 1874 9"));
  EXPECT_THAT(Told(shells, ""), IsEmpty());
  const Event missiles = Act("AID", "give", {"IRN"}, {"RUS"}, {"ballistic_missile"});
  EXPECT_THAT(Told(missiles, "2023-10-18"), Contains("engages UNSCR 2231 Annex B 4"));
  EXPECT_THAT(Told(missiles, "2024-09-11"), Not(Contains(HasSubstr("UNSCR"))));
}

TEST(LedgerTest, AStateThatIsNotBoundIsNotAsked) {
  // China is no partner of the MTCR, Russia is.
  EXPECT_THAT(Told(Act("AID", "give", {"CHN"}, {"PAK"}, {"missile_technology"})),
              Not(Contains(HasSubstr("MTCR"))));
  EXPECT_THAT(Told(Act("AID", "give", {"RUS"}, {"PAK"}, {"missile_technology"})),
              Contains(HasSubstr("MTCR")));
  // An organisation is not a state.
  EXPECT_THAT(Told(Act("AID", "give", {"NATO"}, {"PRK"}, {"ammunition"})), IsEmpty());
}

TEST(LedgerTest, ADisputedStandingIsOpen) {
  for (const LedgerEntry& e : TheLedger().EntriesOf(
           Act("MOBILIZE", "test_weapon", {"PRK"}, {}, {"nuclear_weapon"}), "2017-09-03"))
    if (e.instrument->id == "NPT") {
      EXPECT_EQ(e.standing, "disputed");
      EXPECT_EQ(e.strength, Strength::kMayEngage);
      EXPECT_THAT(e.open, Contains("standing"));
      return;
    }
  FAIL() << "no entry of the NPT";
}

TEST(LedgerTest, ABelowThresholdRangeIsNoCategoryOne) {
  Event e = Act("AID", "give", {"RUS"}, {"PAK"}, {"ballistic_missile"});
  e.range_km = 120;
  EXPECT_THAT(Told(e), Not(Contains(HasSubstr("MTCR Cat. I"))));
}

TEST(LedgerTest, WhatASpeakerSaysStandsApart) {
  Event e = Act("ACCUSE", "condemn", {"USA", "KOR"}, {"PRK"}, {"ballistic_missile"});
  e.evidence.text =
      "They condemned the launch as a violation of U.N. Security Council resolutions.";
  auto entries = TheLedger().EntriesOf(e, "2024-07-01");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].strength, Strength::kAsserted);
  EXPECT_EQ(entries[0].holders.size(), 2u);
  EXPECT_TRUE(entries[0].all_resolutions);
  EXPECT_EQ(entries[0].actor, "PRK");
  e.evidence.text = "They said that the launch was not a violation of UNSCR 1718.";
  entries = TheLedger().EntriesOf(e, "2024-07-01");
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].strength, Strength::kAssertedNot);
  EXPECT_EQ(entries[0].instrument->id, "UNSCR 1718");
  // A numbered resolution is that one; the rest of the sentence is read as well.
  e.evidence.text =
      "It violated Security Council resolution 2397 and the Non-Proliferation Treaty.";
  entries = TheLedger().EntriesOf(e, "2024-07-01");
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[0].instrument->id, "UNSCR 2397");
  EXPECT_EQ(entries[1].instrument->id, "NPT");
  e.certainty = "negated";
  EXPECT_THAT(TheLedger().EntriesOf(e, "2024-07-01"), IsEmpty());
  e.certainty = "reported";
  e.evidence.text = "They condemned the launch.";
  EXPECT_THAT(TheLedger().EntriesOf(e, "2024-07-01"), IsEmpty());
}

TEST(InstrumentTest, FaultsAreNamedWithFileLineAndRule) {
  const auto fault = [](const std::string& text) {
    const auto parsed = ParseInstrument(text, "x.yaml");
    return parsed ? std::string("none") : parsed.error().message();
  };
  EXPECT_THAT(fault("format: 1\nid: [a\n"), HasSubstr("x.yaml:"));
  EXPECT_THAT(fault("format: 2\n"), HasSubstr("x.yaml:1: `format` is `2`, and must be one of: 1"));
  EXPECT_THAT(fault("format: 1\nid: A\nid: B\n"), HasSubstr("x.yaml:3: the key `id` stands twice"));
  EXPECT_THAT(fault("format: 1\ncolour: red\n"), HasSubstr("x.yaml:2: no such key: `colour`"));
  EXPECT_THAT(fault("format: 1\nadopted: 2006-13-01\n"),
              HasSubstr("x.yaml:2: `adopted` is not a day (YYYY-MM-DD): `2006-13-01`"));
  EXPECT_THAT(fault("a: &x 1\nb: *x\n"), HasSubstr("x.yaml:2: an alias"));
}

}  // namespace
}  // namespace bongsu::regime
