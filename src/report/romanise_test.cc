#include "report/romanise.h"

#include <gtest/gtest.h>

#include "language/test_lexicon.h"

namespace bongsu::report {
namespace {

// The examples of the notice (chapters 2 and 3) where it has the word; the others are spelled by
// its rules.
TEST(Romaniser, WritesHangulByTheRevisedRomanization) {
  const Romaniser romaniser(RealLexicon().table("report.romanisation"));
  const std::pair<const char*, const char*> cases[] = {
      {"구미", "Gumi"},    {"영동", "Yeongdong"},       {"백암", "Baegam"},
      {"옥천", "Okcheon"}, {"합덕", "Hapdeok"},         {"호법", "Hobeop"},
      {"월곶", "Wolgot"},  {"벚꽃", "Beotkkot"},        {"한밭", "Hanbat"},
      {"구리", "Guri"},    {"설악", "Seorak"},          {"칠곡", "Chilgok"},
      {"임실", "Imsil"},   {"대관령", "Daegwallyeong"}, {"백마", "Baengma"},
      {"종로", "Jongno"},  {"왕십리", "Wangsimni"},     {"별내", "Byeollae"},
      {"신라", "Silla"},   {"일부 국가", "Ilbu Gukga"}, {"북한군 3명", "Bukhangun 3myeong"}};
  for (const auto& [hangul, latin] : cases) EXPECT_EQ(romaniser.Of(hangul), latin) << hangul;
}

TEST(Romaniser, WritesKanaByHepburn) {
  const Romaniser romaniser(RealLexicon().table("report.romanisation"));
  const std::pair<const char*, const char*> cases[] = {
      {"きしだ", "Kishida"},      {"はっとり", "Hattori"},   {"マッチ", "Matchi"},
      {"しんじゅく", "Shinjuku"}, {"ファン・ボ", "Fan・Bo"}, {"東京", "東京"}};
  for (const auto& [kana, latin] : cases) EXPECT_EQ(romaniser.Of(kana), latin) << kana;
}

TEST(Romaniser, ChangesNothingWithoutATable) { EXPECT_EQ(Romaniser().Of("구미"), "구미"); }

}  // namespace
}  // namespace bongsu::report
