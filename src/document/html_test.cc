#include "document/html.h"

#include <gtest/gtest.h>
#include <gumbo.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/file.h"
#include "document/character_reference.h"
#include "document/front_matter.h"
#include "document/reader.h"
#include "text/utf8.h"

namespace bongsu::document {
namespace {

Document ReadPage(const std::string& body) {
  ReadOptions options;
  options.id = "page.html";
  auto document = ReadDocument("<!doctype html>" + body, options);
  EXPECT_TRUE(document.has_value()) << body;
  return document ? *document : Document{};
}

// "kind:text|kind:text"; emphasis in [brackets].
std::string Shape(const Document& document) {
  std::string out;
  for (const Block& block : document.blocks) {
    if (!out.empty()) out += "|";
    out += std::string(BlockKindName(block.kind)) + ":";
    size_t at = 0;
    for (const ByteSpan span : block.emphasis) {
      out += block.text.substr(at, span.begin - at) + "{" +
             block.text.substr(span.begin, span.size()) + "}";
      at = span.end;
    }
    out += block.text.substr(at);
  }
  return out;
}

struct Case {
  const char* html;
  const char* shape;
};

TEST(Html, ReadsBlocks) {
  const Case cases[] = {
      {"<p>가</p><p>나</p>", "paragraph:가|paragraph:나"},
      {"<p>가<p>나", "paragraph:가|paragraph:나"},
      {"<p>가</p></p>나", "paragraph:가|paragraph:나"},
      {"<p>가</br>나</p>", "paragraph:가 나"},
      {"가 <b> 나 </b> 다", "paragraph:가 {나} 다"},
      {"<b>가</b><strong>나</strong>", "paragraph:{가나}"},
      {"<b>가 </b><i>나</i>", "paragraph:{가 나}"},
      {"<p><b>가</p><p>나</p>", "paragraph:{가}|paragraph:나"},
      {"<h2>제목</h2>본문", "heading:제목|paragraph:본문"},
      {"<h2>제목<p>본문</p>", "heading:제목|paragraph:본문"},
      {"<h2><p>제목</p></h2>본문", "heading:제목|paragraph:본문"},
      {"<h2>제목</h3>본문", "heading:제목|paragraph:본문"},
      {"<ul><li>가<li>나</ul>다", "list_item:가|list_item:나|paragraph:다"},
      {"<ul><li>가<ul><li>나</li></ul>다</li></ul>", "list_item:가|list_item:나|list_item:다"},
      {"<table><caption>표</caption><tr><th>가<td>나<tr><td>다</table>라",
       "caption:표|table_cell:가|table_cell:나|table_cell:다|paragraph:라"},
      {"<table><tr><td>가<table><tr><td>나</td></tr></table>다</td><td>라</td></tr></table>마",
       "table_cell:가|table_cell:나|table_cell:다|table_cell:라|paragraph:마"},
      {"<ul><li>가<table><tr><td>나</ul>다</td></tr></table>라</li></ul>마",
       "list_item:가|table_cell:나|table_cell:다|list_item:라|paragraph:마"},
      {"<blockquote><p>말</p></blockquote>글", "quote:말|paragraph:글"},
      {"<figure><img alt='그림'><figcaption>설명</figcaption></figure>", "caption:설명"},
      {"<title>이름 &amp; 표</title><body>글", "title:이름 & 표|paragraph:글"},
      {"<p>가<script>if (a<b) '</p>'</script>나</p>", "paragraph:가나"},
      {"<style>p{}</style><p>가<noscript>나</noscript></p>", "paragraph:가"},
      {"가<svg><svg></svg>나</svg>다<template>라</template>마", "paragraph:가다마"},
      {"가<!-- 나 > 다 -->라<!-->마<!--->바<!---->사", "paragraph:가라마바사"},
      {"가<?php 나 ?>다</>라</ 마>바", "paragraph:가다라바"},
      {"<a href=\"x>y\" title='a>b'>가</a>나", "paragraph:가나"},
      {"<p class=\"x\"\">가</p>", "paragraph:가"},
      {"3 < 5 그리고 a<5", "paragraph:3 < 5 그리고 a<5"},
      {"<b>“사이가 좋았다”</b는 말", "paragraph:{“사이가 좋았다”}는 말"},
      {"<A씨>는 </뉴스>가", "paragraph:<A씨>는 </뉴스>가"},
      {"가**나**다 _라_", "paragraph:가**나**다 _라_"},
      {"가&nbsp;&nbsp;나\u3000다\u200B라&shy;마&zwj;", "paragraph:가 나 다라마"},
      {"&nbsp; <b> </b>", ""},
      {"<DIV>가</DIV><Section>나", "paragraph:가|paragraph:나"},
      {"<p/>가<br/>나", "paragraph:가 나"},
  };
  for (const Case& c : cases) EXPECT_EQ(Shape(ReadPage(c.html)), c.shape) << c.html;
}

TEST(Html, MarkupThatNeverEndsIsDroppedWithANote) {
  for (const char* html : {"가<!-- 나", "가<script>나", "가<p 나", "가<!나", "가<svg>나"}) {
    const Document document = ReadPage(html);
    EXPECT_EQ(Shape(document), "paragraph:가") << html;
    EXPECT_FALSE(document.notes.empty()) << html;
  }
}

TEST(Html, QuoteThatNeverClosesEndsWithItsTag) {
  const Document document = ReadPage("<p><a href=\"x>가</a> 나</p><p>다</p>");
  EXPECT_EQ(Shape(document), "paragraph:가 나|paragraph:다");
  ASSERT_EQ(document.notes.size(), 1u);
  EXPECT_EQ(document.notes[0], "attribute quote never closed at byte 18");
}

TEST(Html, HeadingsAndRulesBeginSections) {
  const Document document =
      ReadPage("<title>t</title>a<h2>b</h2>c<hr>d<hr><hr>e<h1>f</h1><h2> </h2><h2>g</h2>");
  std::string sections;
  for (const Block& block : document.blocks)
    sections += block.text + std::to_string(block.section) + " ";
  EXPECT_EQ(sections, "t0 a1 b2 c2 d3 e4 f5 g6 ");
}

TEST(Html, ReadsWhatThePageSaysAboutItself) {
  const Document document = ReadPage(
      "<html lang='ko'><head><meta property='article:published_time' "
      "content='2024-07-28T09:00:00+09:00'>"
      "<link rel=canonical href='https://example.com/a?b=1&amp;c=2'><meta property=og:site_name "
      "content=신문>"
      "</head><body><h1>큰 제목</h1>");
  EXPECT_EQ(document.published.date, "2024-07-28");
  EXPECT_EQ(document.published.basis, "page");
  EXPECT_EQ(document.url, "https://example.com/a?b=1&c=2");
  EXPECT_EQ(document.outlet, "신문");
  EXPECT_EQ(document.title, "큰 제목");
}

TEST(Html, DeepNestingAndLongLinesTakeLinearTime) {
  std::string deep;
  for (int i = 0; i < 300000; ++i) deep += "<div><ul><li>";
  deep += "글";
  for (int i = 0; i < 300000; ++i) deep += "</td></ul>";
  EXPECT_EQ(Shape(ReadPage(deep)), "list_item:글");
  std::string line = "<p>";
  while (line.size() < 10'000'000) line += "미국은 <b>러시아</b>를 &amp; 비난했다. ";
  const Document document = ReadPage(line);
  ASSERT_EQ(document.blocks.size(), 1u);
  EXPECT_GT(document.blocks[0].text.size(), 7'000'000u);
}

TEST(Html, TooManyBlocksIsALimitOfItsOwn) {
  std::string source = "<html>";
  for (uint32_t i = 0; i <= kMaxBlocks; ++i) source += "<p>a";
  const auto document = ReadDocument(source, {});
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code(), ErrorCode::kResourceExhausted);
  EXPECT_NE(document.error().message().find("kMaxBlocks"), std::string::npos);
}

TEST(CharacterReference, ReadsAsBrowsersDo) {
  const struct {
    const char* text;
    char32_t cp;
    size_t end;
  } cases[] = {
      {"&amp;", '&', 5},
      {"&ampx", '&', 4},
      {"&AMP;", '&', 5},
      {"&lt", '<', 3},
      {"&nbsp;", 0xA0, 6},
      {"&hellip;", 0x2026, 8},
      {"&hellip", 0, 0},
      {"&notit;", 0xAC, 4},
      {"&notin;", 0x2209, 7},
      {"&#65;", 'A', 5},
      {"&#65x", 'A', 4},
      {"&#x41;", 'A', 6},
      {"&#X1F525;", 0x1F525, 9},
      {"&#128;", 0x20AC, 6},
      {"&#147;", 0x201C, 6},
      {"&#0;", 0xFFFD, 4},
      {"&#xD800;", 0xFFFD, 8},
      {"&#99999999999999999999;", 0xFFFD, 23},
      {"&#;", 0, 0},
      {"&#x;", 0, 0},
      {"&", 0, 0},
      {"& ", 0, 0},
      {"&P500", 0, 0},
      {"&hp=1", 0, 0},
      {"&bogus;", 0, 0},
      {"&thetasym;", 0x3D1, 10},
  };
  for (const auto& c : cases) {
    const CharacterReference reference = ScanCharacterReference(c.text, 0);
    EXPECT_EQ(reference.end, c.end) << c.text;
    EXPECT_EQ(reference.cp, c.cp) << c.text;
  }
}

TEST(CharacterReference, AgreesWithGumboOnEveryName) {
  // Whatever we decode, gumbo decodes to the same; names are taken from the source of our table.
  const auto table =
      base::ReadFile(BONGSU_SOURCE_DIR "/src/document/named_references.inc", 1 << 20);
  ASSERT_TRUE(table.has_value());
  int names = 0;
  for (size_t at = 0; (at = table->find("{\"", at)) != std::string::npos; ++at) {
    const std::string name = table->substr(at + 2, table->find('"', at + 2) - at - 2);
    const std::string html = "<p>x&" + name + ";x</p>";
    GumboOutput* tree = gumbo_parse(html.c_str());
    const GumboNode* body = static_cast<GumboNode*>(tree->root->v.element.children.data[1]);
    const GumboNode* p = static_cast<GumboNode*>(body->v.element.children.data[0]);
    const std::string theirs = static_cast<GumboNode*>(p->v.element.children.data[0])->v.text.text;
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    std::string ours = "x";
    text::AppendUtf8(ours, ScanCharacterReference(html, 4).cp);
    EXPECT_EQ(ours + "x", theirs) << name;
    ++names;
  }
  EXPECT_GT(names, 350);
}

// Text of gumbo's tree in document order, blocks divided by nothing: only the letters are compared.
void CollectText(const GumboNode* root, std::string& out) {
  std::vector<const GumboNode*> stack{root};
  while (!stack.empty()) {
    const GumboNode* node = stack.back();
    stack.pop_back();
    if (node->type == GUMBO_NODE_TEXT) out += node->v.text.text;
    if (node->type != GUMBO_NODE_ELEMENT) continue;
    const GumboTag tag = node->v.element.tag;
    if (tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT) continue;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = children.length; i > 0; --i)
      stack.push_back(static_cast<GumboNode*>(children.data[i - 1]));
  }
}

// The letters of a text: white space and what Classify() drops left out.
std::string Letters(const std::string& text) {
  std::string out;
  for (size_t pos = 0; pos < text.size();) {
    const char32_t cp = text::DecodeUtf8(text, pos);
    if (Classify(cp) == CodePointClass::kText) text::AppendUtf8(out, cp);
  }
  return out;
}

TEST(Html, AgreesWithGumboOnPosts) {
  const std::string folder = BONGSU_SOURCE_DIR "/../shared/posts";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not here";
  const auto files = base::ListFiles(folder);
  ASSERT_TRUE(files.has_value());
  int compared = 0, differing = 0;
  for (const std::string& file : *files) {
    if (!file.ends_with(".md")) continue;
    const std::string source = *base::ReadFile(folder + "/" + file, kMaxSourceBytes);
    const auto front = ReadFrontMatter(source, 0);
    ASSERT_TRUE(front.has_value());
    const std::string body = source.substr(front->body_begin);
    Document document = ReadPage(body);
    std::string ours, theirs;
    for (const Block& block : document.blocks) ours += block.text;
    GumboOutput* tree = gumbo_parse(body.c_str());
    CollectText(tree->root, theirs);
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    ++compared;
    if (Letters(ours) == Letters(theirs)) continue;
    ++differing;
    std::printf("differs from gumbo: %s\n", file.c_str());
    // Ours differs only where we repair what browsers swallow, or where gumbo moves text out of a
    // broken table.
    auto sorted = [](std::string s) {
      std::sort(s.begin(), s.end());
      return s;
    };
    const bool moved = sorted(Letters(ours)) == sorted(Letters(theirs));
    EXPECT_TRUE(moved || !document.notes.empty()) << file;
  }
  EXPECT_GE(compared, 400);
  EXPECT_LE(differing, compared / 50);
}

}  // namespace
}  // namespace bongsu::document
