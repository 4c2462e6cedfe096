#include "document/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/invariants.h"
#include "document/language.h"
#include "document/publication_date.h"

namespace bongsu::document {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

ReadOptions Options() {
  ReadOptions options;
  options.id = "posts/2024-07-28-1.md";
  options.file_name = "2024-07-28-1.md";
  return options;
}

constexpr const char* kPost =
    "---\n"
    "layout: post\n"
    "title: \"북한 \\\"시험 성공\\\" 주장\"\n"
    "categories:\n  - News\n  - 정치\n"
    "excerpt: >\n  북한이 미사일을\n  발사했다.\n"
    "feature_text: |\n  북한이 미사일을 <b>발사</b> &amp; 자축했다.\n"
    "outlet: 봉수일보\n"
    "original_url: https://example.com/1\n"
    "author:\n  name: 홍길동\n"
    "---\n"
    "<h2>발사</h2>\n\n<p>북한은 <b>미사일</b>을 쐈다.</p>\n";

TEST(Reader, FilesFrontMatter) {
  const auto document = ReadDocument(kPost, Options());
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->id, "posts/2024-07-28-1.md");
  EXPECT_EQ(document->title, "북한 \"시험 성공\" 주장");
  EXPECT_THAT(document->categories, ElementsAre("News", "정치"));
  EXPECT_EQ(document->outlet, "봉수일보");
  EXPECT_EQ(document->url, "https://example.com/1");
  EXPECT_THAT(document->metadata,
              ElementsAre(Pair("layout", "post"), Pair("author.name", "홍길동")));
  EXPECT_EQ(document->published.date, "2024-07-28");
  EXPECT_EQ(document->published.basis, "file_name");
  EXPECT_EQ(document->lang, "ko");
  EXPECT_EQ(document->source_hash.size(), 32u);
  EXPECT_THAT(document->notes, IsEmpty());
  ASSERT_EQ(document->blocks.size(), 5u);
  EXPECT_EQ(document->blocks[0].kind, BlockKind::kTitle);
  EXPECT_EQ(document->blocks[0].rule, DecodeRule::kYamlDouble);
  EXPECT_EQ(document->blocks[1].text, "북한이 미사일을 발사했다.");
  EXPECT_EQ(document->blocks[2].text, "북한이 미사일을 <b>발사</b> &amp; 자축했다.");
  EXPECT_EQ(document->blocks[2].section, 0u);
  EXPECT_EQ(document->blocks[3].heading_level, 2);
  EXPECT_EQ(document->blocks[4].section, 1u);
  EXPECT_EQ(FindBrokenInvariant(*document, 1, 100), "");
}

TEST(Reader, OptionsOverride) {
  ReadOptions options = Options();
  options.lang = "en";
  options.date = "2020-02-29";
  options.outlet = "x";
  const auto document = ReadDocument(kPost, options);
  EXPECT_EQ(document->lang, "en");
  EXPECT_EQ(document->published.date, "2020-02-29");
  EXPECT_EQ(document->published.basis, "option");
  EXPECT_EQ(document->outlet, "x");
  options.date = "2021-02-29";
  EXPECT_EQ(ReadDocument(kPost, options).error().code(), ErrorCode::kInvalidArgument);
}

TEST(Reader, FrontMatterBeatsFileNameAndDetection) {
  const auto document = ReadDocument(
      "---\ndate: 2024-07-11 09:30:00 +0900\nlang: ja-JP\ncategories: 국제 정세\n---\n한국어 글",
      Options());
  EXPECT_EQ(document->published.date, "2024-07-11");
  EXPECT_EQ(document->published.basis, "front_matter");
  EXPECT_EQ(document->lang, "ja");
  EXPECT_THAT(document->categories, ElementsAre("국제", "정세"));
}

TEST(Reader, CategoriesAsJekyllReadsThem) {
  const auto categories = [](const std::string& line) {
    return ReadDocument("---\n" + line + "\n---\n글", Options())->categories;
  };
  EXPECT_THAT(categories("categories: [국제 정세, 정치]"), ElementsAre("국제 정세", "정치"));
  EXPECT_THAT(categories("categories:\n  - 국제 정세"), ElementsAre("국제 정세"));
  EXPECT_THAT(categories("category: 국제 정세"), ElementsAre("국제 정세"));
  EXPECT_THAT(categories("categories: '국제 정세'"), ElementsAre("국제 정세"));
}

TEST(Reader, BadDateFallsBackWithANote) {
  const auto document = ReadDocument("---\ndate: 어제\n---\n글", Options());
  EXPECT_EQ(document->published.basis, "file_name");
  ASSERT_EQ(document->notes.size(), 1u);
}

TEST(Reader, RefusesWhatIsNoText) {
  for (const std::string& empty :
       {std::string(), std::string(" \n\t"), std::string("\xEF\xBB\xBF")}) {
    const auto document = ReadDocument(empty, Options());
    EXPECT_EQ(document.error().code(), ErrorCode::kBadInput);
    EXPECT_THAT(document.error().message(), HasSubstr("empty"));
  }
  const auto nul = ReadDocument(std::string("abc\0def", 7), Options());
  EXPECT_EQ(nul.error().code(), ErrorCode::kBadInput);
  EXPECT_THAT(nul.error().message(), HasSubstr("byte 3"));
  const auto other = ReadDocument("ab\xB1\xB9\xB0\xA1\xC0\xC7\xFF\xFE", Options());
  EXPECT_EQ(other.error().code(), ErrorCode::kBadInput);
  EXPECT_THAT(other.error().message(), HasSubstr("byte 2"));
  EXPECT_EQ(ReadDocument("---\ntitle: a\n", Options()).error().code(), ErrorCode::kBadInput);
}

TEST(Reader, RepairsAFewBadBytesWithANote) {
  const auto document = ReadDocument("<p>한국어 글이 이어지고 \xFF 나서</p>", Options());
  ASSERT_TRUE(document.has_value());
  EXPECT_EQ(document->blocks[0].text, "한국어 글이 이어지고 \uFFFD 나서");
  EXPECT_EQ(document->notes.size(), 1u);
  EXPECT_EQ(FindBrokenInvariant(*document, 1, 100), "");
}

TEST(Reader, LimitsAreErrorsOfTheirOwn) {
  const auto large = ReadDocument(std::string(kMaxSourceBytes + 1, 'a'), Options());
  EXPECT_EQ(large.error().code(), ErrorCode::kResourceExhausted);
  EXPECT_THAT(large.error().message(), HasSubstr("kMaxSourceBytes"));
}

TEST(Reader, SniffsTheFormat) {
  const auto rule = [](const std::string& source, const std::string& name) {
    ReadOptions options = Options();
    options.file_name = name;
    return ReadDocument(source, options)->blocks.at(0).rule;
  };
  EXPECT_EQ(rule("\xEF\xBB\xBF---\ntitle: a\n---\n", "x.md"), DecodeRule::kYamlPlain);
  EXPECT_EQ(rule("<!-- c -->\n<!DOCTYPE html>\n글", "x"), DecodeRule::kHtml);
  EXPECT_EQ(rule("<?xml version='1.0'?><HTML><p>글", "x"), DecodeRule::kHtml);
  EXPECT_EQ(rule("글", "x"), DecodeRule::kMarkdown);
  EXPECT_EQ(rule("글 **x**", "x.TXT"), DecodeRule::kPlain);
}

TEST(Reader, PlainTextKeepsItsSigns) {
  ReadOptions options;
  options.file_name = "a.txt";
  const auto document = ReadDocument("첫 **줄**\r\n둘째 <b> 줄\r\n\r\n# 끝", options);
  ASSERT_EQ(document->blocks.size(), 2u);
  EXPECT_EQ(document->blocks[0].text, "첫 **줄** 둘째 <b> 줄");
  EXPECT_EQ(document->blocks[1].text, "# 끝");
}

TEST(Reader, SameBytesGiveTheSameDocument) {
  const auto a = ReadDocument(kPost, Options()), b = ReadDocument(kPost, Options());
  EXPECT_EQ(a->source_hash, b->source_hash);
  EXPECT_EQ(a->blocks.size(), b->blocks.size());
}

TEST(PublicationDate, ReadsTheUsualForms) {
  for (const char* text :
       {"2024-07-11", "2024-07-11T09:30:00Z", "2024/7/11", "2024.07.11.", "2024. 7. 11", "20240711",
        "2024년 7월 11일", "2024年7月11日", " 2024-07-11 09:30:00 +0900"})
    EXPECT_EQ(LeadingDate(text), "2024-07-11") << text;
  for (const char* text : {"", "어제", "2024", "2024-07", "2024-13-01", "2023-02-29", "24-07-11",
                           "2024-07-111", "2024-0711"})
    EXPECT_EQ(LeadingDate(text), "") << text;
  EXPECT_EQ(DateOfFileName("a/b/2024-07-28-4144.md"), "2024-07-28");
  EXPECT_EQ(DateOfFileName("2024-07-28.md"), "2024-07-28");
  EXPECT_EQ(DateOfFileName("2024-07-281.md"), "");
  EXPECT_EQ(DateOfFileName("post-2024-07-28.md"), "");
}

TEST(Language, TellsLanguagesApart) {
  const struct {
    const char* text;
    const char* lang;
  } cases[] = {
      {"북한이 NATO와 EU를 비난했다", "ko"},
      {"ロシアは北朝鮮に技術を移転した", "ja"},
      {"日米韓外相会談、東京で開催。共同声明を発表した", "ja"},
      {"The United States and Japan expressed deep concern over the transfer of missile "
       "technology.",
       "en"},
      {"中国外交部发言人表示，中方对此表示严重关切，并敦促有关各方保持冷静克制。", "zh"},
      {"Le président français a exprimé sa profonde inquiétude face à la situation au "
       "Proche-Orient.",
       "fr"},
      {"Президент России встретился с министром иностранных дел Китая в Москве.", "ru"},
      {"123 456 !!", "und"},
      {"", "und"},
  };
  for (const auto& c : cases) EXPECT_EQ(DetectLanguage(c.text), c.lang) << c.text;
}

TEST(Language, NormalisesTags) {
  EXPECT_EQ(NormalizeLanguage("ko-KR"), "ko");
  EXPECT_EQ(NormalizeLanguage("EN_us"), "en");
  EXPECT_EQ(NormalizeLanguage("jpn"), "ja");
  EXPECT_EQ(NormalizeLanguage("한국어"), "");
  EXPECT_EQ(NormalizeLanguage(""), "");
}

}  // namespace
}  // namespace bongsu::document
