#include "coding/outlets.h"

#include <gtest/gtest.h>

#include "lexicon/lexicon.h"

namespace bongsu::coding {
namespace {

const Outlets& RealOutlets() {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  static const Outlets outlets(**lexicon);
  return outlets;
}

std::string Id(std::string_view name) {
  const Outlet* outlet = RealOutlets().Find(name);
  return outlet == nullptr ? "" : std::string(outlet->id);
}

TEST(Outlets, AreFoundByIdNameDomainAndAddress) {
  const std::string id = Id("연합뉴스");
  ASSERT_FALSE(id.empty());
  EXPECT_EQ(Id(id), id);
  EXPECT_EQ(Id("YONHAP"), id);
  EXPECT_EQ(Id("yna.co.kr"), id);
  EXPECT_EQ(Id("https://www.yna.co.kr:443/view/AKR1?input=x"), id);
}

TEST(Outlets, DoNotTakeWhatTheyDoNotKnow) {
  EXPECT_EQ(Id(""), "");
  EXPECT_EQ(Id("봉수일보"), "");
  EXPECT_EQ(Id("yna.co.kr.example.com"), "");
  EXPECT_EQ(Id("notyna.co.kr"), "");
}

TEST(Outlets, TakeTheDocumentsOwnWordBeforeItsAddress) {
  Document document;
  document.url = "https://www.yna.co.kr/view/1";
  ASSERT_NE(RealOutlets().Of(document), nullptr);
  document.outlet = "로이터";
  ASSERT_NE(RealOutlets().Of(document), nullptr);
  EXPECT_EQ(RealOutlets().Of(document)->id, Id("Reuters"));
  document.outlet = "봉수일보";
  EXPECT_EQ(RealOutlets().Of(document), nullptr);
}

}  // namespace
}  // namespace bongsu::coding
