#include "watch/keyword_index.h"

#include <gtest/gtest.h>

#include <cmath>

namespace bongsu::watch {
namespace {

KeywordIndex Load(const char* name) {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  EXPECT_TRUE(lexicon) << lexicon.error().message();
  auto index = KeywordIndex::Load(**lexicon, name);
  EXPECT_TRUE(index) << index.error().message();
  return std::move(*index);
}

std::vector<std::string> Names(const KeywordIndex& index, uint32_t bits) {
  std::vector<std::string> names;
  for (size_t i = 0; i < index.categories().size(); ++i)
    if ((bits & (1u << i)) != 0) names.push_back(index.categories()[i].id);
  return names;
}

using Ids = std::vector<std::string>;

TEST(KeywordIndexTest, WordsMustBeNearEachOther) {
  const KeywordIndex gpr = Load("gpr");
  const auto of = [&](const char* text, const char* lang) {
    return Names(gpr, gpr.Of(text, lang));
  };
  EXPECT_EQ(of("Fears of war grow.", "en"), Ids{"war_threats"});
  EXPECT_EQ(of("War is far away, they said, and nobody in town had fears.", "en"), Ids{});
  EXPECT_EQ(of("WAR BEGINS", "en"), Ids{"war_begin"});
  EXPECT_EQ(of("The rebels launched an attack; troops advanced.", "en"), Ids{"war_escalation"});
  EXPECT_EQ(of("A nuclear test: threat", "en"), Ids{"nuclear_threats"});
  EXPECT_EQ(of("warm wars", "en"), Ids{});  // `war` is no beginning of a word
  EXPECT_EQ(of("전쟁의 위협이 커졌다", "ko"), Ids{"war_threats"});
  EXPECT_EQ(of("군사력 증강에 나섰다", "ko"), Ids{"military_buildup"});
  EXPECT_EQ(of("戦争の脅威が高まる", "ja"), Ids{"war_threats"});
  EXPECT_EQ(of("Fears of war grow.", "fr"), Ids{});
}

TEST(KeywordIndexTest, SomeWordsTakeADocumentOut) {
  const KeywordIndex gpr = Load("gpr");
  EXPECT_EQ(gpr.Of("Fears of war grow in a new movie.", "en"), 0u);
  EXPECT_EQ(gpr.Of("영화에서 전쟁의 위협을 그렸다", "ko"), 0u);
}

TEST(KeywordIndexTest, NorthKoreaInFourCategories) {
  const KeywordIndex nk = Load("gprnk");
  const auto of = [&](const char* text) { return Names(nk, nk.Of(text, "ko")); };
  EXPECT_EQ(of("북한이 미사일 도발을 했다"), Ids{"military_tension"});
  EXPECT_EQ(of("미사일 도발을 했다"), Ids{});
  EXPECT_EQ(of("북한 미사일 도발, 평화를 깨다"), Ids{});
  EXPECT_EQ(of("북한은 제재에 반발했다"), Ids{"sanctions"});
  EXPECT_EQ(of("북한과 대화를 재개하기로"), Ids{"talks"});
  EXPECT_EQ(of("북한과 대화 재개가 무산"), Ids{});
  EXPECT_EQ(of("북한과의 경협 진전에 기대"), Ids{"economic_cooperation"});
  EXPECT_EQ(nk.Of("North Korea resumes talks", "en"), nk.Of("북한과 대화를 재개하기로", "ko"));
}

// Two months: 1 of 4 documents, then 3 of 4. Shares 0.25 and 0.75, mean 0.5: 50 and 150.
TEST(KeywordIndexTest, AShareWorkedOutByHand) {
  const KeywordIndex gpr = Load("gpr");
  const uint32_t threat = gpr.Of("Fears of war", "en"), act = gpr.Of("war begins", "en");
  ASSERT_NE(threat, 0u);
  ASSERT_NE(act, 0u);
  const DayNumber june = *ParseDayNumber("2024-06-10"), july = *ParseDayNumber("2024-07-31");
  const std::vector<IndexedDocument> documents = {{june, "a", threat},
                                                  {june, "a", 0},
                                                  {june, "b", 0},
                                                  {june, "b", 0},
                                                  {july, "a", threat},
                                                  {july, "b", act},
                                                  {july, "a", threat | act},
                                                  {july, "b", 0}};
  const std::vector<IndexRow> rows = IndexRows(gpr, documents, IndexStep::kMonth);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].period, "2024-06");
  EXPECT_EQ(rows[0].documents, 4);
  EXPECT_EQ(rows[0].outlets, 2u);
  EXPECT_NEAR(rows[0].index, 50, 1e-9);
  EXPECT_NEAR(rows[0].threats, 50, 1e-9);
  EXPECT_NEAR(rows[0].acts, 0, 1e-9);
  EXPECT_NEAR(rows[1].index, 150, 1e-9);
  EXPECT_NEAR(rows[1].threats, 100, 1e-9);
  EXPECT_NEAR(rows[1].acts, 100, 1e-9);
}

// Outlet a: x = 0, 1/2; b: x = -1/2, 1/2. Shifted by 1/2: a 1/2, 1; b 0, 1. Standard deviations
// 1/4 and 1/2: a 2, 4; b 0, 2. Means 1 and 3, of both 2: 50 and 150.
TEST(KeywordIndexTest, ABalanceWorkedOutByHand) {
  const KeywordIndex nk = Load("gprnk");
  const uint32_t tension = nk.Of("북한이 미사일 도발을 했다", "ko"),
                 easing = nk.Of("북한과 대화를 재개하기로", "ko");
  const DayNumber june = *ParseDayNumber("2024-06-10"), july = *ParseDayNumber("2024-07-31");
  const std::vector<IndexedDocument> documents = {
      {june, "a", tension}, {june, "a", easing}, {june, "b", easing},  {june, "b", 0},
      {july, "a", tension}, {july, "a", 0},      {july, "b", tension}, {july, "b", 0}};
  const std::vector<IndexRow> rows = IndexRows(nk, documents, IndexStep::kMonth);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_NEAR(rows[0].index, 50, 1e-9);
  EXPECT_NEAR(rows[1].index, 150, 1e-9);
}

TEST(KeywordIndexTest, PeriodsAreDaysWeeksFromMondayAndMonths) {
  const DayNumber day = *ParseDayNumber("2024-08-01");  // a Thursday
  EXPECT_EQ(PeriodOf(day, IndexStep::kDay), "2024-08-01");
  EXPECT_EQ(PeriodOf(day, IndexStep::kWeek), "2024-07-29");
  EXPECT_EQ(PeriodOf(day, IndexStep::kMonth), "2024-08");
}

TEST(KeywordIndexTest, AnUnknownIndexNamesThoseThereAre) {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  const auto index = KeywordIndex::Load(**lexicon, "vix");
  ASSERT_FALSE(index);
  EXPECT_EQ(index.error().message(), "vix: no such index; there are gpr, gprnk");
}

}  // namespace
}  // namespace bongsu::watch
