#include "text/utf8.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>

namespace bongsu::text {
namespace {

// Copies to a buffer of the exact size, so that AddressSanitizer sees one byte too far.
struct Exact {
  explicit Exact(std::string_view text) : bytes(new char[text.size()]), size(text.size()) {
    if (size > 0) std::memcpy(bytes.get(), text.data(), size);
  }
  std::string_view view() const { return {bytes.get(), size}; }
  std::unique_ptr<char[]> bytes;
  size_t size;
};

TEST(Utf8, DecodesWhatItEncodes) {
  for (char32_t cp = 1; cp <= 0x10FFFF; ++cp) {
    if (cp >= 0xD800 && cp < 0xE000) continue;
    std::string text;
    AppendUtf8(text, cp);
    size_t pos = 0;
    ASSERT_EQ(DecodeUtf8(text, pos), cp);
    ASSERT_EQ(pos, text.size());
    ASSERT_EQ(FindInvalidUtf8(text), std::string::npos);
  }
}

TEST(Utf8, EncodesSurrogatesAndBeyondAsReplacement) {
  for (const char32_t cp : {0xD800u, 0xDFFFu, 0x110000u, 0xFFFFFFFFu}) {
    std::string text;
    AppendUtf8(text, cp);
    EXPECT_EQ(text, "\xEF\xBF\xBD");
  }
}

TEST(Utf8, RejectsIllFormedSequences) {
  const struct {
    const char* name;
    std::string text;
    size_t invalid_at;
    std::string repaired;
  } cases[] = {
      {"continuation alone", "a\x80z", 1, "a\uFFFDz"},
      {"overlong two bytes", "\xC0\xAF", 0, "\uFFFD\uFFFD"},
      {"overlong three bytes", "\xE0\x80\xAF", 0, "\uFFFD\uFFFD\uFFFD"},
      {"overlong four bytes", "\xF0\x80\x80\xAF", 0, "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"surrogate", "\xED\xA0\x80", 0, "\uFFFD\uFFFD\uFFFD"},
      {"beyond Unicode", "\xF4\x90\x80\x80", 0, "\uFFFD\uFFFD\uFFFD\uFFFD"},
      {"never a lead byte", "\xF5\xFF", 0, "\uFFFD\uFFFD"},
      {"cut two bytes", "x\xC2", 1, "x\uFFFD"},
      {"cut three bytes", "\xED\x95", 0, "\uFFFD"},
      {"cut four bytes", "\xF0\x9F\x94", 0, "\uFFFD"},
      {"cut by text", "\xED\x95z", 0, "\uFFFDz"},
      // Unicode 15, table 3-8: maximal subparts.
      {"table 3-8",
       "a\xF1\x80\x80\xE1\x80\xC2"
       "b\x80"
       "c\x80\xBF"
       "d",
       1,
       "a\uFFFD\uFFFD\uFFFD"
       "b\uFFFD"
       "c\uFFFD\uFFFD"
       "d"},
  };
  for (const auto& c : cases) {
    const Exact exact(c.text);
    EXPECT_EQ(FindInvalidUtf8(exact.view()), c.invalid_at) << c.name;
    EXPECT_EQ(RepairUtf8(exact.view()), c.repaired) << c.name;
  }
}

TEST(Utf8, AcceptsHangulKanaEmojiAndCombiningMarks) {
  const Exact exact("한국 ミサイル 👨‍👩‍👧 e\u0301 \uFFFD");
  EXPECT_EQ(FindInvalidUtf8(exact.view()), std::string::npos);
  EXPECT_EQ(RepairUtf8(exact.view()), exact.view());
  EXPECT_EQ(FindInvalidUtf8(""), std::string::npos);
}

TEST(Utf8, FindsTheFirstInvalidByteAnywhere) {
  for (size_t at = 0; at < 40; ++at) {
    std::string text;
    while (text.size() < 45) text += "한a";
    while (!IsBoundary(text, at)) ++at;
    const std::string broken = text.substr(0, at) + "\xFF" + text.substr(at);
    EXPECT_EQ(FindInvalidUtf8(Exact(broken).view()), at);
  }
}

TEST(Utf8, KnowsBoundaries) {
  const std::string_view text = "가a";
  EXPECT_TRUE(IsBoundary(text, 0));
  EXPECT_FALSE(IsBoundary(text, 1));
  EXPECT_FALSE(IsBoundary(text, 2));
  EXPECT_TRUE(IsBoundary(text, 3));
  EXPECT_TRUE(IsBoundary(text, 4));
  EXPECT_TRUE(IsBoundary(text, 99));
}

TEST(Utf8, CountsTerminalColumns) {
  EXPECT_EQ(ColumnWidth("abc"), 3);
  EXPECT_EQ(ColumnWidth("한국"), 4);
  EXPECT_EQ(ColumnWidth("ﾐｻ"), 2);
  EXPECT_EQ(ColumnWidth("ミサ"), 4);
  EXPECT_EQ(ColumnWidth("e\u0301"), 1);
  EXPECT_EQ(ColumnWidth("🔥"), 2);
}

TEST(Utf8, ClipsOnCodePoints) {
  EXPECT_EQ(ClipColumns("한국어", 6), "한국어");
  EXPECT_EQ(ClipColumns("한국어", 5), "한국…");
  EXPECT_EQ(ClipColumns("한국어", 4), "한…");
  EXPECT_EQ(ClipColumns("한국어", 1), "…");
  EXPECT_EQ(ClipColumns("한국어", 0), "");
}

}  // namespace
}  // namespace bongsu::text
