#include "text/sentence.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <random>
#include <string>

#include "text/utf8.h"

namespace bongsu::text {
namespace {

std::vector<std::string> Sentences(std::string_view text) {
  std::vector<std::string> out;
  for (const ByteSpan s : SplitSentences(text)) out.emplace_back(text.substr(s.begin, s.size()));
  return out;
}

struct Case {
  const char* name;
  std::string text;
  std::vector<std::string> sentences;
};

class SentenceCases : public testing::TestWithParam<Case> {};

TEST_P(SentenceCases, Split) { EXPECT_EQ(Sentences(GetParam().text), GetParam().sentences); }

INSTANTIATE_TEST_SUITE_P(
    Korean, SentenceCases,
    testing::Values(
        // "The two ministers met. They agreed on cooperation."
        Case{
            "Two", "두 장관이 만났다. 협력에 합의했다.", {"두 장관이 만났다.", "협력에 합의했다."}},
        // A quotation of several sentences stays in the sentence that quotes it.
        Case{"QuoteWithTwoSentences",
             "그는 “도발을 멈춰라. 대화에 나와라.”라고 말했다. 북한은 답하지 않았다.",
             {"그는 “도발을 멈춰라. 대화에 나와라.”라고 말했다.", "북한은 답하지 않았다."}},
        Case{"AsciiQuote",
             "\"용납할 수 없다. 대가를 치를 것이다.\"라고 경고했다. 회담은 끝났다.",
             {"\"용납할 수 없다. 대가를 치를 것이다.\"라고 경고했다.", "회담은 끝났다."}},
        Case{"SingleQuote",
             "성명은 ‘즉각 멈춰라. 물러가라.’고 했다. 끝났다.",
             {"성명은 ‘즉각 멈춰라. 물러가라.’고 했다.", "끝났다."}},
        Case{"DecimalNumber",
             "수출이 3.5% 늘었다. 수입은 줄었다.",
             {"수출이 3.5% 늘었다.", "수입은 줄었다."}},
        Case{"Date", "2024.7.28에 발표했다.", {"2024.7.28에 발표했다."}},
        Case{"Ellipsis", "글쎄… 모르겠다.", {"글쎄…", "모르겠다."}},
        Case{"EllipsisInsideWord", "그는…떠났다. 끝.", {"그는…떠났다.", "끝."}},
        Case{"UnclosedQuote",
             "그는 “안 된다고 말했다. 회담은 끝났다.",
             {"그는 “안 된다고 말했다.", "회담은 끝났다."}},
        Case{"UnclosedAsciiQuote", "5\" 포를 쐈다. 맞았다.", {"5\" 포를 쐈다.", "맞았다."}},
        Case{"Brackets",
             "국제원자력기구(IAEA. 본부 빈)가 밝혔다. 끝.",
             {"국제원자력기구(IAEA. 본부 빈)가 밝혔다.", "끝."}},
        Case{"NoFullStop", "북한, 미사일 발사", {"북한, 미사일 발사"}}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    English, SentenceCases,
    testing::Values(
        Case{"Two", "They met. They agreed.", {"They met.", "They agreed."}},
        Case{"Initial",
             "J. Smith of the U.S. Army spoke. He left.",
             {"J. Smith of the U.S. Army spoke.", "He left."}},
        Case{"TwoInitials", "Envoy J. R. Smith spoke.", {"Envoy J. R. Smith spoke."}},
        Case{"CapitalAcronymEnds", "They joined NATO. It grew.", {"They joined NATO.", "It grew."}},
        Case{"NumberEnds", "It rose to 35. It fell.", {"It rose to 35.", "It fell."}},
        Case{
            "DecimalNumber", "It rose 3.5 percent. It fell.", {"It rose 3.5 percent.", "It fell."}},
        Case{"QuoteWithTwoSentences",
             "“Stop it. Leave now,” he said. They left.",
             {"“Stop it. Leave now,” he said.", "They left."}},
        Case{"ExclamationAndQuestion", "Really?! Yes! No?", {"Really?!", "Yes!", "No?"}},
        Case{"EllipsisDots", "Well... maybe. Yes.", {"Well...", "maybe.", "Yes."}},
        Case{"CloserAfterStop", "(It is over). Next.", {"(It is over).", "Next."}},
        Case{"StrayCloser", "It is over.) Next.", {"It is over.)", "Next."}},
        Case{"UnclosedQuote", "“Stop it. Leave now.", {"“Stop it.", "Leave now."}},
        Case{"UnclosedBracket", "He (again. spoke. Ok.", {"He (again.", "spoke.", "Ok."}},
        Case{"Host", "See example.com now. Ok.", {"See example.com now.", "Ok."}}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Japanese, SentenceCases,
    testing::Values(
        // "The foreign ministers met. They issued a joint statement."
        Case{"NoBlank",
             "外相が会談した。共同声明を出した。",
             {"外相が会談した。", "共同声明を出した。"}},
        Case{"QuoteWithTwoSentences",
             "首相は「断じて容認できない。強く抗議する。」と述べた。北朝鮮は反発した。",
             {"首相は「断じて容認できない。強く抗議する。」と述べた。", "北朝鮮は反発した。"}},
        Case{"NestedQuote",
             "彼は「『行け。』と聞いた。」と話した。終わり。",
             {"彼は「『行け。』と聞いた。」と話した。", "終わり。"}},
        Case{"CloserAfterStop", "終わった。）次へ。", {"終わった。）", "次へ。"}},
        Case{"FullWidthMarks", "本当か？ はい！ 終わり。", {"本当か？", "はい！", "終わり。"}},
        Case{"UnclosedQuote",
             "首相は「抗議する。強く求める。",
             {"首相は「抗議する。", "強く求める。"}},
        Case{"DecimalNumber", "3.5％増えた。減った。", {"3.5％増えた。", "減った。"}}),
    [](const auto& param) { return param.param.name; });

INSTANTIATE_TEST_SUITE_P(Edges, SentenceCases,
                         testing::Values(Case{"Empty", "", {}}, Case{"Blanks", "   ", {}},
                                         Case{"OnlyStop", ".", {"."}},
                                         Case{"BlanksAround", "  One.   Two.  ", {"One.", "Two."}},
                                         Case{"OnlyOpenQuote", "“", {"“"}}),
                         [](const auto& param) { return param.param.name; });

// A quotation mark whose partner is thousands of bytes away is a stray, else one typing error would
// swallow a page.
TEST(SplitSentences, IgnoresAPartnerThatIsFarAway) {
  std::string text = "He said “stop. ";
  while (text.size() < 4000) text += "More words here. ";
  text += "The end” came.";
  EXPECT_EQ(Sentences(text).front(), "He said “stop.");
}

TEST(SplitSentences, CoversRandomTextInOrder) {
  const char* chosen = std::getenv("BONGSU_SEED");
  const unsigned seed =
      chosen == nullptr ? 20240728u : static_cast<unsigned>(std::strtoul(chosen, nullptr, 10));
  SCOPED_TRACE("BONGSU_SEED=" + std::to_string(seed));
  std::mt19937 random(seed);
  const char* const pieces[] = {"A", "a",  "7",  ".",  "!",  "?", "…",    "。",       "！",
                                " ", "  ", "\"", "“",  "”",  "‘", "’",    "「",       "」",
                                "(", ")",  "가", "国", "\n", "😀", "\xFF", "\xEA\xB0", "\xF0\x9F"};
  for (int round = 0; round < 3000; ++round) {
    std::string drawn;
    for (size_t i = 0, n = random() % 40; i < n; ++i) drawn += pieces[random() % std::size(pieces)];
    const auto copy = std::make_unique<char[]>(drawn.size());
    if (!drawn.empty()) std::memcpy(copy.get(), drawn.data(), drawn.size());
    const std::string_view text(copy.get(), drawn.size());
    uint32_t end = 0;
    for (const ByteSpan s : SplitSentences(text)) {
      ASSERT_LE(end, s.begin) << drawn;
      ASSERT_LT(s.begin, s.end) << drawn;
      ASSERT_LE(s.end, text.size()) << drawn;
      // Between sentences stand blanks only: nothing is lost.
      ASSERT_EQ(text.substr(end, s.begin - end).find_first_not_of(' '), std::string_view::npos)
          << drawn;
      ASSERT_NE(text[s.begin], ' ') << drawn;
      ASSERT_NE(text[s.end - 1], ' ') << drawn;
      if (FindInvalidUtf8(text) == std::string_view::npos) {
        ASSERT_TRUE(IsBoundary(text, s.begin) && IsBoundary(text, s.end)) << drawn;
      }
      end = s.end;
    }
    ASSERT_EQ(text.substr(end).find_first_not_of(' '), std::string_view::npos) << drawn;
  }
}

TEST(Sentence, CutsWhatNeverEnds) {
  std::string spaced, solid;
  while (spaced.size() < 10 * kLongestSentence) spaced += "무기를 이전했으며 ";
  while (solid.size() < 10 * kLongestSentence) solid += "무기를이전했으며";
  for (const std::string& text : {spaced, solid}) {
    std::string together;
    for (const std::string& sentence : Sentences(text)) {
      EXPECT_LE(sentence.size(), kLongestSentence + 4);
      EXPECT_EQ(FindInvalidUtf8(sentence), std::string_view::npos);
      together += sentence + (text == spaced ? " " : "");
    }
    EXPECT_EQ(together, text);
  }
}

}  // namespace
}  // namespace bongsu::text
