#include "report/occurrence_text.h"

#include <gtest/gtest.h>

#include "language/test_lexicon.h"

namespace bongsu::report {
namespace {

store::OccurrenceMention Report(const char* certainty, const char* source) {
  store::OccurrenceMention m;
  m.event.event.certainty = certainty;
  m.source = source;
  return m;
}

TEST(CredibilityTest, RestsOnIndependentSourcesAndDenials) {
  EXPECT_EQ(Credibility({}), 6);
  EXPECT_EQ(Credibility({Report("possible", "a")}), 3);
  EXPECT_EQ(Credibility({Report("reported", "a"), Report("claimed", "a")}), 2);
  EXPECT_EQ(Credibility({Report("reported", "a"), Report("claimed", "b")}), 1);
  EXPECT_EQ(Credibility({Report("reported", "a"), Report("denied", "b")}), 4);
  EXPECT_EQ(Credibility({Report("reported", "a"), Report("claimed", "c"), Report("denied", "b")}),
            3);
  EXPECT_EQ(Credibility({Report("denied", "b")}), 5);
}

TEST(GradeSourcesTest, TheOutletItCountsForElseTheOneItStandsIn) {
  const coding::Outlets outlets(RealLexicon());
  ASSERT_NE(outlets.Find("yna.co.kr"), nullptr);
  const coding::Outlet& agency = *outlets.Find("yna.co.kr");
  std::vector<store::OccurrenceMention> mentions = {
      Report("reported", ("outlet:" + std::string(agency.id)).c_str()),
      Report("reported", "USA/GOV"), Report("reported", "outlet:nobody knows it")};
  mentions[1].event.url = "https://www.yna.co.kr/view/1";
  GradeSources(&mentions, outlets);
  EXPECT_EQ(mentions[0].reliability, agency.reliability);
  EXPECT_EQ(mentions[1].reliability, agency.reliability);
  EXPECT_EQ(mentions[2].reliability, "");
}

}  // namespace
}  // namespace bongsu::report
