// Words as the Korean analyser takes them apart: stem, particle, verb and ending.
#include "language/ko/eojeol.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "language/test_lexicon.h"
#include "text/utf8.h"

namespace bongsu::language::ko {
namespace {

const Vocabulary& RealVocabulary() {
  static const Vocabulary vocabulary(RealLexicon());
  return vocabulary;
}

std::string Slice(std::string_view text, ByteSpan s) {
  return std::string(text.substr(s.begin, s.size()));
}

// The nominal part and what stands behind it: "이스라엘군 | 의/gen"; verbs with their lemma:
// "이전하 + ㄹ/adn". Whether a compound is one noun of the lexicon or several is not shown; unknown
// text stands in brackets.
std::string Render(std::string_view text, const Word& w) {
  std::string out;
  for (const Segment& s : w.segments)
    out += s.noun >= 0 ? Slice(text, s.text) : "[" + Slice(text, s.text) + "]";
  if (w.tail == TailKind::kJosa)
    out += (out.empty() ? "| " : " | ") + Slice(text, w.josa) + "/" + std::string(w.josa_case);
  if (w.tail == TailKind::kVerb) {
    static constexpr const char* kKinds[] = {"final", "conn", "aux",    "adn",
                                             "quote", "cond", "nominal"};
    out += RealVocabulary().verbs[static_cast<size_t>(w.verb)].stem + " + " +
           std::string(w.ending.form) + "/" + kKinds[static_cast<size_t>(w.ending.kind)];
    if ((w.ending.features & kPast) != 0) out += ",past";
    if ((w.ending.features & kVolition) != 0) out += ",volition";
    if (w.attached) out += ",attached";
  }
  return out;
}

std::vector<Word> WordsOf(std::string_view text) {
  std::vector<Word> words;
  EojeolAnalyser(RealVocabulary()).Analyse(text, {0, static_cast<uint32_t>(text.size())}, words);
  return words;
}

std::string RenderAll(std::string_view text) {
  std::string out;
  for (const Word& w : WordsOf(text)) out += (out.empty() ? "" : " / ") + Render(text, w);
  return out;
}

struct Case1 {
  const char *word, *reading;
};

void ExpectWords(const std::vector<Case1>& cases) {
  for (const Case1& c : cases) {
    const std::string_view text = c.word;
    // An exact-size copy, so that AddressSanitizer sees one byte too far.
    const auto copy = std::make_unique<char[]>(text.size());
    std::copy(text.begin(), text.end(), copy.get());
    Word word;
    EojeolAnalyser(RealVocabulary())
        .AnalyseWord({copy.get(), text.size()}, {0, static_cast<uint32_t>(text.size())},
                     Before::kOther, word);
    EXPECT_EQ(Render(text, word), c.reading) << c.word;
  }
}

TEST(AnalyseWord, SplitsNamesFromParticles) {
  ExpectWords({{"러시아가", "러시아 | 가/nom"},
               {"북한에", "북한 | 에/dat"},
               {"미국과", "미국 | 과/com"},
               {"이란은", "이란 | 은/top"},
               {"이란", "이란"},
               {"우크라이나의", "우크라이나 | 의/gen"},
               {"중국으로부터", "중국 | 으로부터/from"},
               {"하마스를", "하마스 | 를/acc"},
               {"푸틴은", "푸틴 | 은/top"},
               {"일본도", "일본 | 도/also"},
               {"나토와의", "나토 | 와의/gencom"},
               {"유엔에서는", "유엔 | 에서는/loc"}});
}

// Ordinary nouns are not cut into states, parties and acts.
TEST(AnalyseWord, KeepsOrdinaryNounsWhole) {
  ExpectWords({{"중동의", "중동 | 의/gen"},
               {"정당성을", "정당성 | 을/acc"},
               {"불구속", "불구속"},
               {"훈련병의", "훈련병 | 의/gen"},
               {"중학교에", "중학교 | 에/dat"}});
}

TEST(AnalyseWords, ReadNamesWithABlankAsOneWord) {
  for (const std::string_view text : {"전 대통령은", "두 정상이", "토니 블링컨은"}) {
    const std::vector<Word> words = WordsOf(text);
    ASSERT_EQ(words.size(), 1u) << RenderAll(text);
    EXPECT_EQ(words[0].tail, TailKind::kJosa) << RenderAll(text);
  }
  // What is written on must be a reading of the whole.
  EXPECT_EQ(WordsOf("두 정상뷁뷁이").size(), 2u) << RenderAll("두 정상뷁뷁이");
  EXPECT_EQ(WordsOf("정부 관계자는").size(), 2u);  // an office behind a party stays two words
}

TEST(AnalyseWords, ReadsASurnameWhereAnOfficeFollows) {
  const std::vector<Word> words = WordsOf("신 장관은 신 신발을");
  ASSERT_EQ(words.size(), 4u);
  EXPECT_TRUE(words[0].surname);
  EXPECT_EQ(words[0].tail, TailKind::kBare);
  EXPECT_FALSE(words[1].surname);
  EXPECT_FALSE(words[2].surname);
  EXPECT_FALSE(WordsOf("신, 장관은")[0].surname);
}

TEST(AnalyseWord, SplitsSuffixesCompoundsAndDyads) {
  ExpectWords({{"이스라엘군의", "이스라엘군 | 의/gen"},
               {"한미일은", "한미일 | 은/top"},
               {"러북", "러북"},
               {"북러", "북러"},
               {"한미연합훈련을", "한미연합훈련 | 을/acc"},
               {"대북제재를", "대북제재 | 를/acc"},
               {"국방장관들은", "국방장관들 | 은/top"},
               {"미군이", "미군 | 이/nom"}});
}

TEST(AnalyseWord, SplitsLightVerbs) {
  ExpectWords({{"이전할", "이전하 + ㄹ/adn"},
               {"이전했다", "이전하 + 다/final,past"},
               {"발표했다", "발표하 + 다/final,past"},
               {"개최된", "개최되 + ㄴ/adn,past"},
               {"규탄했습니다", "규탄하 + 습니다/final,past"},
               {"이전하겠다고", "이전하 + 다고/quote,volition"},
               {"이전하지", "이전하 + 지/aux"},
               {"체결하였으며", "체결하 + 으며/conn,past"},
               {"공격당한", "공격당하 + ㄴ/adn,past"},
               {"방문하셨다", "방문하 + 다/final,past"}});
}

TEST(AnalyseWord, ReadsAuxiliariesWrittenOntoTheVerb) {
  ExpectWords({{"강화해나가기로", "강화하 + 기로/nominal,attached"},
               {"지원해왔다", "지원하 + 다/final,past,attached"},
               {"이전해줄", "이전하 + ㄹ/adn,attached"}});
}

TEST(AnalyseWord, ReadsTheCopula) {
  ExpectWords({{"계획입니다", "계획이 + ㅂ니다/final"},
               {"계획이다", "계획이 + 다/final"},
               {"계획이었다", "계획이 + 다/final,past"},
               {"동맹이며", "동맹이 + 며/conn"},
               {"동맹이라고", "동맹 | 이라고/quote"}});  // josa.tsv lists 이라고
}

TEST(AnalyseWord, ReadsPlainVerbsWhole) {
  ExpectWords({{"밝혔다", "밝히 + 다/final,past"},
               {"도왔다", "돕 + 다/final,past"},
               {"막기", "막 + 기/nominal"},
               {"불렀으며", "부르 + 으며/conn,past"},
               {"나타냈다", "나타내 + 다/final,past"},
               {"열린", "열리 + ㄴ/adn,past"}});
}

TEST(AnalyseWord, LeavesUnknownNounsWholeBeforeTheirParticle) {
  ExpectWords({{"갸냐됴를", "[갸냐됴] | 를/acc"},
               {"뾰로롱에서", "[뾰로롱] | 에서/loc"},
               {"갸냐됴했다", "[갸냐됴]하 + 다/final,past"},
               {"갸냐됴", "[갸냐됴]"}});
}

TEST(AnalyseWord, KeepsNounsThatEndLikeAParticle) {
  ExpectWords({{"회의", "회의"},
               {"회의를", "회의 | 를/acc"},
               {"회의에서", "회의 | 에서/loc"},
               {"평가를", "평가 | 를/acc"},
               {"평가", "평가"},
               {"협의의", "협의 | 의/gen"},
               {"결의를", "결의 | 를/acc"},
               {"보도", "보도"}});
}

TEST(AnalyseWord, ReadsNumbersLatinAndHanja) {
  ExpectWords({{"2발을", "[2발] | 을/acc"},
               {"北", "北"},
               {"美", "美"},
               {"ICBM을", "ICBM | 을/acc"},
               {"NATO는", "NATO | 는/top"}});
}

TEST(AnalyseWord, LeavesAnOverlongWordUnread) {
  std::string text;
  for (int i = 0; i < 60; ++i) text += "가";
  Word word;
  EojeolAnalyser(RealVocabulary())
      .AnalyseWord(text, {0, static_cast<uint32_t>(text.size())}, Before::kOther, word);
  EXPECT_EQ(Render(text, word), "[" + text + "]");
}

TEST(AnalyseWords, ReadsThroughBracketsTermMarksAndCommas) {
  const std::string_view text = "북대서양조약기구(NATO)의 '공동성명'을, 한·미·일";
  const std::vector<Word> words = WordsOf(text);
  ASSERT_EQ(words.size(), 6u) << RenderAll(text);
  EXPECT_EQ(Slice(text, words[0].text), "북대서양조약기구");
  EXPECT_FALSE(words[0].bracket);
  EXPECT_EQ(Slice(text, words[1].text), "NATO");
  EXPECT_TRUE(words[1].bracket);
  EXPECT_TRUE(words[2].comma);
  EXPECT_EQ(words[2].josa_case, "acc");
  EXPECT_EQ(Slice(text, words[2].stem), "공동성명");
  EXPECT_TRUE(words[3].joined);  // 한·
  EXPECT_FALSE(words[3].comma);
}

TEST(AnalyseWords, GivesAParticleBehindABracketToTheNounBeforeIt) {
  const std::string_view text = "북대서양조약기구(NATO)의 결정";
  const std::vector<Word> words = WordsOf(text);
  ASSERT_GE(words.size(), 1u);
  EXPECT_EQ(words[0].tail, TailKind::kJosa);
  EXPECT_EQ(words[0].josa_case, "gen");
  EXPECT_EQ(Slice(text, words[0].josa), "의");
}

TEST(AnalyseWords, MarksQuotations) {
  for (const std::string_view text :
       {"그는 \"도발을 규탄한다\"라며 말했다", "그는 “도발을 규탄한다”라며 말했다",
        "그는 「도발을 규탄한다」라며 말했다"}) {
    const std::vector<Word> words = WordsOf(text);
    ASSERT_EQ(words.size(), 5u) << text << ": " << RenderAll(text);
    EXPECT_EQ(words[1].quote_open, 1) << text;
    EXPECT_EQ(words[2].quote_close, 1) << text;
    EXPECT_EQ(words[2].tail, TailKind::kVerb) << text;
    EXPECT_EQ(Render(text, words[3]), "| 라며/quote") << text;
    EXPECT_EQ(words[4].quote_open + words[4].quote_close, 0) << text;
  }
}

TEST(AnalyseWords, TakesAsciiQuotationMarksByTurns) {
  const std::string_view text = "\"가\" 나 \"다\" 라";
  const std::vector<Word> words = WordsOf(text);
  ASSERT_EQ(words.size(), 4u);
  EXPECT_EQ(words[0].quote_open, 1);
  EXPECT_EQ(words[0].quote_close, 1);
  EXPECT_EQ(words[1].quote_open + words[1].quote_close, 0);
  EXPECT_EQ(words[2].quote_open, 1);
  EXPECT_EQ(words[2].quote_close, 1);
}

TEST(AnalyseWords, KeepsNumbersWithAPointOrCommaWhole) {
  const std::string_view text = "1,500만 3.5km, 2발";
  const std::vector<Word> words = WordsOf(text);
  ASSERT_EQ(words.size(), 3u);
  EXPECT_EQ(Slice(text, words[0].text), "1,500만");
  EXPECT_EQ(Slice(text, words[1].text), "3.5km");
  EXPECT_TRUE(words[1].comma);
}

TEST(AnalyseWords, StaysInsideTheSentenceAndOnCodePoints) {
  const std::string_view text = "앞말이 있다. 러시아가 🚀를 북한에 이전했다. 뒷말";
  const auto begin = static_cast<uint32_t>(text.find("러시아"));
  const auto end = static_cast<uint32_t>(text.find(" 뒷말"));
  std::vector<Word> words;
  EojeolAnalyser(RealVocabulary()).Analyse(text, {begin, end}, words);
  ASSERT_FALSE(words.empty());
  EXPECT_EQ(Slice(text, words[0].text), "러시아가");
  EXPECT_EQ(Slice(text, words.back().text), "이전했다");
  uint32_t last = begin;
  for (const Word& w : words) {
    EXPECT_GE(w.text.begin, last);
    EXPECT_LE(w.text.end, end);
    EXPECT_TRUE(text::IsBoundary(text, w.text.begin) && text::IsBoundary(text, w.text.end));
    EXPECT_TRUE(w.text.contains(w.stem));
    last = w.text.end;
  }
}

// A noun that a verb form also spells: what stands behind it decides.
TEST(AnalyseWords, ReadTheVerbBeforeTheAuxiliaryOfTheProgressive) {
  for (const char* text : {"발사한 것으로 보고 있다", "무기를 사고 있다"}) {
    const std::vector<Word> words = WordsOf(text);
    EXPECT_EQ(words[words.size() - 2].tail, TailKind::kVerb) << text;
  }
  for (const char* text : {"국회 보고 일정", "국회 보고를 했다", "원전 사고 났다"})
    EXPECT_NE(WordsOf(text)[1].tail, TailKind::kVerb) << text;
}

TEST(AnalyseWords, NoWordsOfNothing) {
  EXPECT_TRUE(WordsOf("").empty());
  EXPECT_TRUE(WordsOf(" ... “” () ").empty());
}

// A thread keeps what it read of a word; the second time must say the same, at its own place.
TEST(Eojeol, ReadsAWordTheSameWayTwice) {
  const std::string text = "북한에서는 이전했다고 북한에서는 이전했다고";
  std::vector<Word> words;
  EojeolAnalyser(RealVocabulary()).Analyse(text, {0, static_cast<uint32_t>(text.size())}, words);
  ASSERT_EQ(words.size(), 4u);
  for (const size_t i : {0u, 1u}) {
    const Word &first = words[i], &again = words[i + 2];
    const uint32_t shift = again.text.begin - first.text.begin;
    EXPECT_EQ(text.substr(again.text.begin, again.text.size()),
              text.substr(first.text.begin, first.text.size()));
    EXPECT_EQ(again.tail, first.tail);
    EXPECT_EQ(again.josa_case, first.josa_case);
    EXPECT_EQ(again.verb, first.verb);
    EXPECT_EQ(again.stem.end, first.stem.end + shift);
    ASSERT_EQ(again.segments.size(), first.segments.size());
    for (size_t k = 0; k < first.segments.size(); ++k) {
      EXPECT_EQ(again.segments[k].noun, first.segments[k].noun);
      EXPECT_EQ(again.segments[k].text.begin, first.segments[k].text.begin + shift);
    }
  }
  EXPECT_EQ(words[2].josa.begin, words[0].josa.begin + words[2].text.begin);
}

}  // namespace
}  // namespace bongsu::language::ko
