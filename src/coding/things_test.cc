// Items, contexts and word classes of a text, and how political it is.
#include "coding/things.h"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "language/test_lexicon.h"
#include "text/utf8.h"

namespace bongsu::coding {
namespace {

const ThingFinder& Finder() {
  static const ThingFinder finder(RealLexicon(), "ko");
  return finder;
}

std::vector<Thing> Find(std::string_view text) {
  std::vector<Thing> out;
  Finder().Find(text, {0, static_cast<uint32_t>(text.size())}, out);
  return out;
}

std::string Items(std::string_view text) {
  std::string out;
  for (const Thing& t : Find(text))
    if (t.kind == ThingKind::kItem)
      out += (out.empty() ? "" : ", ") + std::string(text.substr(t.text.begin, t.text.size())) +
             "=" + std::string(t.name);
  return out;
}

TEST(ThingFinder, TakesTheLongestItem) {
  const struct {
    const char *text, *items;
  } kCases[] = {{"탄도미사일을 발사했다", "탄도미사일=ballistic_missile"},
                {"미사일 기술을 이전할", "미사일 기술=missile_technology"},
                {"밥을 먹었다", ""},
                {"훈련병의", ""},
                {"", ""}};
  for (const auto& c : kCases) EXPECT_EQ(Items(c.text), c.items) << c.text;
}

TEST(ThingFinder, TechnologyOfAWeaponIsNotTheWeapon) {
  const struct {
    const char *text, *items;
  } kCases[] = {
      {"대량살상무기 및 탄도미사일 관련 기술을",
       "대량살상무기=wmd_technology, 탄도미사일 관련 기술=missile_technology"},
      {"재래식 무기 기술을 넘겼을",
       "재래식 무기 기술=military_technology, 무기 기술=military_technology"},
      {"핵무기·탄도미사일 개발 기술",
       "핵무기=nuclear_technology, 탄도미사일 개발 기술=missile_technology, 미사일 "
       "개발=missile_technology"},
      {"탄도미사일을 쏘고 기술을 얻었다", "탄도미사일=ballistic_missile"},
      {"탄도미사일 부대와 포탄 제조 기술",
       "탄도미사일=ballistic_missile, 포탄 제조 기술=military_technology"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Items(c.text), c.items) << c.text;
}

// For every item of the lexicon: its form gives it, and no other item lies inside it.
TEST(ThingFinder, FindsEveryItemOfTheLexiconAsAWhole) {
  const lexicon::Table items = RealLexicon().table("items");
  size_t checked = 0;
  for (size_t r = 0; r < items.rows(); ++r) {
    if (items.cell(r, 0) != "ko" || items.cell(r, 1).size() < 4) continue;
    const std::string_view form = items.cell(r, 1);
    bool found = false;
    for (const Thing& t : Find(form)) {
      if (t.kind != ThingKind::kItem) continue;
      EXPECT_EQ(t.text.size(), form.size()) << items.Place(r) << ": " << form;
      found |= t.name == items.cell(r, 2);
    }
    EXPECT_TRUE(found) << items.Place(r) << ": " << form;
    ++checked;
  }
  EXPECT_GT(checked, 200u);
}

TEST(ThingFinder, FindsThingsInTextOrderOnCodePoints) {
  const std::string_view text = "🚀 탄도미사일과 전투기, 그리고 제재 및 정상회담";
  uint32_t last = 0;
  const std::vector<Thing> things = Find(text);
  ASSERT_GE(things.size(), 2u);
  for (const Thing& t : things) {
    EXPECT_GE(t.text.begin, last);
    EXPECT_LE(t.text.end, text.size());
    EXPECT_TRUE(text::IsBoundary(text, t.text.begin) && text::IsBoundary(text, t.text.end));
    last = t.text.begin;
  }
}

TEST(ThingFinder, StaysInsideTheRange) {
  const std::string_view text = "탄도미사일";
  std::vector<Thing> out;
  Finder().Find(text, {0, static_cast<uint32_t>(std::string_view("탄도미사").size())}, out);
  for (const Thing& t : out) EXPECT_LE(t.text.end, std::string_view("탄도미사").size());
  out.clear();
  Finder().Find(text, {3, 3}, out);
  EXPECT_TRUE(out.empty());
}

TEST(Has, AsksKindNameAndRange) {
  const std::vector<Thing> things = {{ThingKind::kItem, "missile", {10, 20}}};
  EXPECT_TRUE(Has(things, ThingKind::kItem, "missile", {10, 20}));
  EXPECT_TRUE(Has(things, ThingKind::kItem, "missile", {0, 30}));
  EXPECT_FALSE(Has(things, ThingKind::kItem, "missile", {11, 30}));
  EXPECT_FALSE(Has(things, ThingKind::kClass, "missile", {0, 30}));
  EXPECT_FALSE(Has(things, ThingKind::kItem, "drone", {0, 30}));
}

TEST(DomainCounter, TellsSportMarketsAndShowsFromPolitics) {
  const DomainCounter counter(RealLexicon(), "ko");
  const struct {
    const char* text;
    bool political;
  } kCases[] = {
      {"한국 축구 대표팀은 일본과의 경기에서 후반 추가시간 골로 승리했다. 감독은 선수들을 "
       "칭찬했다.",
       false},
      {"프로야구 정규시즌에서 홈런을 친 타자가 9회말 역전승을 이끌었다. 투수는 완투했다.", false},
      {"코스피 지수는 외국인 매도로 하락했고 반도체 주가는 급락했다. 투자자들은 증시를 떠났다.",
       false},
      {"드라마 시청률이 상승했고 배우는 영화 시상식에서 수상했다. 콘서트도 열렸다.", false},
      {"러시아는 북한에 미사일 기술을 이전했고 유엔 안전보장이사회는 제재를 논의했다.", true},
      {"국회는 대통령 탄핵소추안을 의결했고 여당은 헌법재판소에 제소했다.", true},
  };
  for (const auto& c : kCases) {
    const DomainCount count = counter.Count(c.text);
    const bool apolitical = count.apolitical >= 3 && count.apolitical > count.political;
    EXPECT_EQ(apolitical, !c.political)
        << c.text << ": " << count.apolitical << " against " << count.political;
  }
}

TEST(DomainCounter, CountsAWordOnceAndAddsUp) {
  const DomainCounter counter(RealLexicon(), "ko");
  EXPECT_EQ(counter.Count("").political + counter.Count("").apolitical, 0);
  const std::string text = "축구 경기에서 홈런과 골을";
  const DomainCount once = counter.Count(text), twice = counter.Count(text + " " + text);
  EXPECT_GT(once.apolitical, 0);
  EXPECT_EQ(twice.apolitical, 2 * once.apolitical);
  DomainCount sum = once;
  sum += once;
  EXPECT_EQ(sum.apolitical, twice.apolitical);
  EXPECT_EQ(sum.political, twice.political);
}

}  // namespace
}  // namespace bongsu::coding
