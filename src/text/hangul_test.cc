#include "text/hangul.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <set>

#include "text/utf8.h"

namespace bongsu::text {
namespace {

// A jamo string from letter numbers in Unicode's order.
char Initial(int n) { return static_cast<char>(kInitialBase + n); }
char Vowel(int n) { return static_cast<char>(kVowelBase + n); }
char Final(int n) { return static_cast<char>(kFinalBase + n); }

constexpr int kGiyeok = 0, kNieun = 2, kDigeut = 3, kHieut = 18;  // initials ㄱ ㄴ ㄷ ㅎ
constexpr int kA = 0, kI = 20;                                    // vowels ㅏ ㅣ
constexpr int kFinalNieun = 4, kFinalBieup = 17, kFinalSsangSiot = 20, kFinalHieut = 27;

TEST(ToJamo, SplitsSyllables) {
  EXPECT_EQ(ToJamo("간"), (std::string{Initial(kGiyeok), Vowel(kA), Final(kFinalNieun)}));
  EXPECT_EQ(ToJamo("나"), (std::string{Initial(kNieun), Vowel(kA)}));
  EXPECT_EQ(ToJamo("갔다"), (std::string{Initial(kGiyeok), Vowel(kA), Final(kFinalSsangSiot),
                                         Initial(kDigeut), Vowel(kA)}));
  EXPECT_EQ(ToJamo("힣"), (std::string{Initial(kHieut), Vowel(kI), Final(kFinalHieut)}));
  EXPECT_EQ(ToJamo(""), "");
}

TEST(ToJamo, TakesACompatibilityConsonantForAFinal) {
  EXPECT_EQ(ToJamo("ㄴ다"), (std::string{Final(kFinalNieun), Initial(kDigeut), Vowel(kA)}));
  EXPECT_EQ(ToJamo("ㅂ니다"), (std::string{Final(kFinalBieup)} + ToJamo("니다")));
  EXPECT_EQ(ToJamo("가") + ToJamo("ㄴ다"), ToJamo("간다"));  // stem + ending = surface
  EXPECT_EQ(ToJamo("가") + ToJamo("ㅆ다"), ToJamo("갔다"));
}

TEST(ToJamo, CompatibilityFinalsAgreeWithSyllables) {
  const char* const finals[] = {"ㄱ", "ㄲ", "ㄳ", "ㄴ", "ㄵ", "ㄶ", "ㄷ", "ㄹ", "ㄺ",
                                "ㄻ", "ㄼ", "ㄽ", "ㄾ", "ㄿ", "ㅀ", "ㅁ", "ㅂ", "ㅄ",
                                "ㅅ", "ㅆ", "ㅇ", "ㅈ", "ㅊ", "ㅋ", "ㅌ", "ㅍ", "ㅎ"};
  for (int i = 0; i < 27; ++i) {
    std::string syllable;
    AppendUtf8(syllable, static_cast<char32_t>(0xAC00 + i + 1));
    EXPECT_EQ(ToJamo("가") + ToJamo(finals[i]), ToJamo(syllable)) << finals[i];
  }
}

TEST(ToJamo, FinalsDifferFromInitials) {
  EXPECT_NE(ToJamo("간").back(), ToJamo("나").front());
  std::set<char> initials, vowels, finals;
  for (char32_t cp = 0xAC00; cp <= 0xD7A3; ++cp) {
    std::string syllable;
    AppendUtf8(syllable, cp);
    const std::string jamo = ToJamo(syllable);
    ASSERT_TRUE(jamo.size() == 2 || jamo.size() == 3) << syllable;
    initials.insert(jamo[0]);
    vowels.insert(jamo[1]);
    if (jamo.size() == 3) finals.insert(jamo[2]);
  }
  EXPECT_EQ(initials.size(), 19u);
  EXPECT_EQ(vowels.size(), 21u);
  EXPECT_EQ(finals.size(), 27u);
  std::set<char> all = initials;
  all.insert(vowels.begin(), vowels.end());
  all.insert(finals.begin(), finals.end());
  EXPECT_EQ(all.size(), 19u + 21 + 27);
  for (const char c : all) EXPECT_FALSE(c >= 0x20 && c <= 0x7F);
}

TEST(ToJamo, SyllablesDoNotCollide) {
  std::set<std::string> seen;
  for (char32_t cp = 0xAC00; cp <= 0xD7A3; ++cp) {
    std::string syllable;
    AppendUtf8(syllable, cp);
    EXPECT_TRUE(seen.insert(ToJamo(syllable)).second) << syllable;
  }
}

TEST(ToJamo, KeepsAsciiAndMarksTheRest) {
  EXPECT_EQ(ToJamo("G7 정상"), "G7 " + ToJamo("정상"));
  EXPECT_EQ(ToJamo("美"), "\x7F");
  EXPECT_EQ(ToJamo("ㅏ"), "\x7F");              // a vowel letter alone
  EXPECT_EQ(ToJamo("ㄸㅃㅉ"), "\x7F\x7F\x7F");  // never final consonants
  EXPECT_EQ(ToJamo("ᄀ"), "\x7F");              // a conjoining jamo: NFC comes first
  EXPECT_EQ(ToJamo("😀"), "\x7F");
  EXPECT_EQ(ToJamo("\n\x01"), "\x7F\x7F");  // never taken for an initial
  EXPECT_EQ(ToJamo("\xFF"), "\x7F");
}

TEST(ToJamo, ReadsNoByteBeyondTheText) {
  const std::string cut = "한\xEA\xB0";  // the second syllable lacks its last byte
  const auto bytes = std::make_unique<char[]>(cut.size());
  std::memcpy(bytes.get(), cut.data(), cut.size());
  EXPECT_EQ(ToJamo({bytes.get(), cut.size()}), ToJamo("한") + "\x7F");
}

TEST(AppendJamo, AppendsToWhatIsThere) {
  std::string out = "x";
  AppendJamo(out, "가");
  EXPECT_EQ(out, "x" + ToJamo("가"));
}

TEST(EndsInFinal, LooksAtTheLastCharacterOnly) {
  EXPECT_TRUE(EndsInFinal("북한"));     // North Korea, takes 은 / 이 / 을
  EXPECT_FALSE(EndsInFinal("러시아"));  // Russia, takes 는 / 가 / 를
  EXPECT_TRUE(EndsInFinal("닭"));
  EXPECT_FALSE(EndsInFinal(""));
  EXPECT_FALSE(EndsInFinal("한a"));
  EXPECT_FALSE(EndsInFinal("7"));
  EXPECT_FALSE(EndsInFinal("韓"));
  EXPECT_FALSE(EndsInFinal("한😀"));
  EXPECT_FALSE(EndsInFinal("ㄴ"));
}

}  // namespace
}  // namespace bongsu::text
