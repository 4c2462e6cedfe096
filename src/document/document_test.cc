// Block::SourceSpan, DecodeRange and the invariants, on hand-made documents and on all the posts at
// hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>

#include "base/file.h"
#include "document/invariants.h"
#include "document/reader.h"

namespace bongsu::document {
namespace {

uint64_t Seed() {
  const char* given = std::getenv("BONGSU_SEED");
  const uint64_t seed =
      given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::printf("BONGSU_SEED=%llu\n", static_cast<unsigned long long>(seed));
  return seed;
}

ReadOptions Options(const std::string& id) {
  ReadOptions options;
  options.id = id;
  options.file_name = id;
  return options;
}

TEST(BlockSpans, NamesOfKindsAndRulesAreStable) {
  EXPECT_STREQ(BlockKindName(BlockKind::kTableCell), "table_cell");
  EXPECT_STREQ(DecodeRuleName(DecodeRule::kYamlDouble), "yaml_double");
}

TEST(BlockSpans, CoverTagsInsideButNotAtTheEnds) {
  const auto document = ReadDocument("<p>미국과 <b>일본</b>은 우려했다.</p>", Options("a.html"));
  ASSERT_TRUE(document.has_value());
  ASSERT_EQ(document->blocks.size(), 1u);
  const Block& block = document->blocks[0];
  const std::string japan = "일본", japan_particle = "일본은";
  const auto begin = static_cast<uint32_t>(block.text.find(japan));
  const auto slice = [&](size_t size) {
    const ByteSpan span = block.SourceSpan(begin, begin + static_cast<uint32_t>(size));
    return document->source.substr(span.begin, span.size());
  };
  EXPECT_EQ(slice(japan.size()), "일본");
  EXPECT_EQ(slice(japan_particle.size()), "일본</b>은");
  ASSERT_EQ(block.emphasis.size(), 1u);
  EXPECT_EQ(block.text.substr(block.emphasis[0].begin, block.emphasis[0].size()), "일본");
}

TEST(BlockSpans, ReferenceIsIndivisible) {
  const auto document = ReadDocument("<p>R&amp;D</p>", Options("a.html"));
  const Block& block = document->blocks.at(0);
  EXPECT_EQ(block.text, "R&D");
  EXPECT_EQ(block.SourceSpan(1, 2), (ByteSpan{4, 9}));
  EXPECT_EQ(block.SourceSpan(0, 3), (ByteSpan{3, 10}));
}

TEST(BlockSpans, PlainBlockIsOneRun) {
  const auto document = ReadDocument("<p>한 줄의 글 하나\n둘째 줄</p>", Options("a.html"));
  EXPECT_EQ(document->blocks.at(0).runs.size(), 1u);
}

// Hangul, kana, emoji with joiners, combining marks, conjoining jamo, full-width forms, every kind
// of white space.
constexpr const char* kAlphabet[] = {"한국",      "은",
                                     "ミサイル",  "ﾐｻｲﾙ",
                                     "発射",      "👨‍👩‍👧",
                                     "🇰🇷",        "e\u0301",
                                     "한",        "ＡＢＣ",
                                     "\u3000",    "\u00A0",
                                     "\u200B",    "\u00AD",
                                     "\uFEFF",    "\u2028",
                                     " ",         "  ",
                                     "\n",        "\r\n",
                                     "\t",        "“",
                                     "”",         "…",
                                     "·",         "㈜",
                                     "°",         "R&D",
                                     "&amp;",     "&lt;",
                                     "&nbsp;",    "&#8220;",
                                     "&#x1F525;", "&copy",
                                     "&bogus;",   "&#128;",
                                     "&",         "<",
                                     ">",         "a < b",
                                     "<b>",       "</b>",
                                     "</b는",     "<br>",
                                     "<br/>",     "<span style=\"a>b\">",
                                     "</span>",   "<!-- c > -->",
                                     "<p>",       "</p>",
                                     "<h2>",      "</h2>",
                                     "<ul>",      "<li>",
                                     "</li>",     "</ul>",
                                     "<td>",      "</td>",
                                     "<hr>",      "<script>x<y</script>",
                                     "**",        "*",
                                     "_",         "__",
                                     "`",         "[",
                                     "]",         "](u)",
                                     "[a](b)",    "![x](y)",
                                     "\\",        "\\*",
                                     "\\\n",      "> ",
                                     "# ",        "- ",
                                     "1. ",       "|",
                                     "---",       "```",
                                     "\n\n",      "\n\n",
                                     "''",        "\"",
                                     "'",         "\\n",
                                     "\\\"",      "\\u2026",
                                     "\\x41",     ": ",
                                     " #",        "$5*3"};

TEST(BlockSpans, RandomDocumentsKeepTheInvariants) {
  std::mt19937_64 random(Seed());
  const auto pick = [&](size_t n) { return static_cast<size_t>(random() % n); };
  const auto text = [&](size_t parts) {
    std::string out;
    for (size_t i = 0; i < parts; ++i) out += kAlphabet[pick(std::size(kAlphabet))];
    return out;
  };
  for (int round = 0; round < 4000; ++round) {
    std::string source;
    switch (pick(5)) {
      case 0:
        source = "<p>" + text(30);
        break;
      case 1:
        source = "글 " + text(30);
        break;
      case 2:
        source = "<!doctype html><title>" + text(4) + "</title>" + text(40);
        break;
      case 3:
        source = "---\ntitle: \"" + text(6) + "\"\nexcerpt: '" + text(6) + "'\n---\n" + text(20);
        break;
      default:
        source = "---\ntitle: " + text(6) + "\nexcerpt: >\n  " + text(9) + "\n---\n" + text(20);
    }
    const auto document = ReadDocument(source, Options(pick(5) == 0 ? "r.txt" : "r.md"));
    if (!document) continue;
    ASSERT_EQ(FindBrokenInvariant(*document, random(), 20), "") << source;
  }
}

void CheckFolder(const std::string& folder) {
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not here";
  const auto files = base::ListFiles(folder);
  ASSERT_TRUE(files.has_value());
  const uint64_t seed = Seed();
  int read = 0;
  for (const std::string& file : *files) {
    if (!file.ends_with(".md")) continue;
    const auto source = base::ReadFile(folder + "/" + file, kMaxSourceBytes);
    ASSERT_TRUE(source.has_value());
    const auto document = ReadDocument(*source, Options(file));
    ASSERT_TRUE(document.has_value()) << file << ": " << document.error().message();
    EXPECT_EQ(FindBrokenInvariant(*document, seed, 20), "");
    EXPECT_EQ(document->source, *source);
    EXPECT_THAT(document->lang, testing::AnyOf("ko", "en", "ja")) << file;
    EXPECT_FALSE(document->title.empty()) << file;
    EXPECT_EQ(document->published.date.size(), 10u) << file;
    ++read;
  }
  EXPECT_GT(read, 0);
}

TEST(BlockSpans, SharedPostsKeepTheInvariants) {
  CheckFolder(BONGSU_SOURCE_DIR "/../shared/posts");
}
TEST(BlockSpans, ExamplePostsKeepTheInvariants) {
  CheckFolder(BONGSU_SOURCE_DIR "/examples/posts");
}

}  // namespace
}  // namespace bongsu::document
