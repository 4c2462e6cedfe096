#include "document/markdown.h"

#include <gtest/gtest.h>

#include <chrono>

#include "document/reader.h"

namespace bongsu::document {
namespace {

Document Read(const std::string& body) {
  ReadOptions options;
  options.id = "post.md";
  auto document = ReadDocument(body, options);
  EXPECT_TRUE(document.has_value()) << body;
  return document ? *document : Document{};
}

// "kind:text|kind:text"; HTML blocks as "kind/html:text".
std::string Shape(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    if (!out.empty()) out += "|";
    out += BlockKindName(block.kind);
    if (block.heading_level > 0) out += std::to_string(block.heading_level);
    out += (block.rule == DecodeRule::kHtml ? "/html:" : ":") + block.text;
  }
  return out;
}

struct Case {
  const char* markdown;
  const char* shape;
};

void Check(std::initializer_list<Case> cases) {
  for (const Case& c : cases) EXPECT_EQ(Shape(Read(c.markdown)), c.shape) << c.markdown;
}

TEST(Markdown, ReadsBlocks) {
  Check({
      {"가\n나\n\n다", "paragraph:가 나|paragraph:다"},
      {"# 가 #\n## 나\n###다", "heading1:가|heading2:나|heading3:다"},
      {"#속보 태그", "paragraph:#속보 태그"},
      {"제목\n===\n글\n\n작은 제목\n---\n", "heading1:제목|paragraph:글|heading2:작은 제목"},
      {"- 가\n- 나\n  이어서\n\n  또\n\n끝",
       "list_item:가|list_item:나 이어서|list_item:또|paragraph:끝"},
      {"1. 가\n2. 나\n10) 다", "list_item:가|list_item:나|list_item:다"},
      {"- [ ] 할 일\n- [x] 한 일", "list_item:할 일|list_item:한 일"},
      {"- - 가", "list_item:가"},
      {"2024. 7. 28 도쿄에서", "paragraph:2024. 7. 28 도쿄에서"},
      {"7. 28 회담", "paragraph:7. 28 회담"},
      {"> 가\n> 나\n\n다", "quote:가 나|paragraph:다"},
      {"> ## 가\n> > 나", "heading2:가|quote:나"},
      {"글\n> 인용", "paragraph:글|quote:인용"},
      {"| 가 | 나 |\n|---|---|\n| 다 | a\\|b |\n\n끝",
       "table_cell:가|table_cell:나|table_cell:다|table_cell:a|b|paragraph:끝"},
      {"가 | 나\n---|---\n다 | 라", "table_cell:가|table_cell:나|table_cell:다|table_cell:라"},
      {"업체 | 추천 | 방법", "paragraph:업체 | 추천 | 방법"},
      {"가\n```\ncode **x**\n```\n나", "paragraph:가|paragraph:나"},
      {"가\n```\n나\n\n다", "paragraph:가|paragraph:나|paragraph:다"},
      {"{% include x.html %}\n가\n{: .class}\n[x]: http://a.b\n", "paragraph:가"},
      {"가\r\n나\r\n\r\n다\r\n", "paragraph:가 나|paragraph:다"},
  });
}

TEST(Markdown, DropsInlineMarks) {
  Check({
      {"**미국**은 *일본*과", "paragraph:미국은 일본과"},
      {"__가__ _나_ snake_case_x", "paragraph:가 나 snake_case_x"},
      {"***셋*** `코드` ``a b``", "paragraph:셋 코드 a b"},
      {"낱`말 하나", "paragraph:낱`말 하나"},
      {"김** 씨와 이** 씨", "paragraph:김** 씨와 이** 씨"},
      {"5*3 2 * 4 a*", "paragraph:5*3 2 * 4 a*"},
      {"\\*가\\* \\[나\\] a\\b", "paragraph:*가* [나] a\\b"},
      {"[글](http://a.b/c_(d) \"제목\") 뒤", "paragraph:글 뒤"},
      {"[속보] 북한 [단독][종합]", "paragraph:[속보] 북한 [단독][종합]"},
      {"![그림](a.png) 글 [![x](y)](z)", "paragraph:글"},
      {"[가 [나] 다](u)", "paragraph:가 [나] 다"},
      {"R&amp;D &hellip; S&P500", "paragraph:R&D … S&P500"},
      {"a <b>가</b><br>나 <!-- x --> 다", "paragraph:a 가 나 다"},
      {"평일 < 주말 < 휴일, a<b 이고", "paragraph:평일 < 주말 < 휴일, a<b 이고"},
      {"보라 <https://a.b/c> 끝", "paragraph:보라 끝"},
      {"가**나\n다**라", "paragraph:가나 다라"},
      {"가 **나\n\n다** 라", "paragraph:가 **나|paragraph:다** 라"},
      {"줄\\\n바꿈  \n끝", "paragraph:줄 바꿈 끝"},
  });
}

TEST(Markdown, MarksEmphasis) {
  const Document document = Read("미국은 **강한 _우려_**를 <b>표명</b>했다");
  const Block& block = document.blocks.at(0);
  ASSERT_EQ(block.emphasis.size(), 2u);
  EXPECT_EQ(block.text.substr(block.emphasis[0].begin, block.emphasis[0].size()), "강한 우려");
  EXPECT_EQ(block.text.substr(block.emphasis[1].begin, block.emphasis[1].size()), "표명");
}

TEST(Markdown, LeavesHtmlBlocksToHtml) {
  Check({
      {"<p>**가**</p>\n\n**나**", "paragraph/html:**가**|paragraph:나"},
      {"<p>가</p>\n**나**, <a href='x'>다</a>", "paragraph/html:가|paragraph:나, 다"},
      {"<p>가\n**나**</p>\n**다**", "paragraph/html:가 **나**|paragraph:다"},
      {"<p>가\n\n**나**", "paragraph/html:가|paragraph:나"},
      {"<ul>\n\n  <li>**가**</li>\n\n**나**\n</ul>\n\n**다**",
       "list_item/html:**가**|paragraph/html:**나**|paragraph:다"},
      {"<h2>제목\n\n글 **나**", "heading2/html:제목|paragraph:글 나"},
      {"<p>가</p> 나\n**다**\n\n**라**", "paragraph/html:가|paragraph/html:나 **다**|paragraph:라"},
      {"<b>가</b> **나**", "paragraph:가 나"},
      {"글\n<p>가</p>", "paragraph:글|paragraph/html:가"},
      {"<!-- 주석\n\n-->\n\n**가**", "paragraph:가"},
      {"<script>\n\n**x**\n</script>\n**가**", "paragraph:가"},
      {"<hr>\n\n가", "paragraph:가"},
      {"  <div>\n    <p>가</p>\n  </div>\n\n나", "paragraph/html:가|paragraph:나"},
  });
}

TEST(Markdown, HostileInputTakesLinearTime) {
  const char* seeds[] = {"[",    "](",  "![",      "*a ", " *a",  "**a*b ",      "_",
                         "`",    "<a ", "<a b=\"", "<!",  "</ ",  "```\n~~~~\n", "> > ",
                         "- - ", "|a",  "\\",      "&#",  "\n<p", "a\n=\n",      "[a](",
                         "*\t",  "\n>", "#",       "<!-", "\n<!d"};
  for (const char* seed : seeds) {
    std::string source = "글 ";
    while (source.size() < 400'000) source += seed;
    const auto begin = std::chrono::steady_clock::now();
    const auto document = ReadDocument(source, {});
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(took.count(), 10.0) << seed;
    if (took.count() > 0.5) std::printf("%s: %.2f s\n", seed, took.count());
  }
}

}  // namespace
}  // namespace bongsu::document
