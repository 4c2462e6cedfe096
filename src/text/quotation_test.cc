#include "text/quotation.h"

#include <gtest/gtest.h>

namespace bongsu::text {
namespace {

TEST(Quotation, PairedMarksOpenOrClose) {
  for (const char32_t c : {U'“', U'「', U'『'}) {
    EXPECT_TRUE(QuoteMarkOf(c).opens) << static_cast<uint32_t>(c);
    EXPECT_FALSE(QuoteMarkOf(c).closes) << static_cast<uint32_t>(c);
  }
  for (const char32_t c : {U'”', U'」', U'』'}) {
    EXPECT_FALSE(QuoteMarkOf(c).opens) << static_cast<uint32_t>(c);
    EXPECT_TRUE(QuoteMarkOf(c).closes) << static_cast<uint32_t>(c);
  }
}

TEST(Quotation, AsciiMarkDoesBoth) {
  EXPECT_TRUE(QuoteMarkOf(U'"').opens);
  EXPECT_TRUE(QuoteMarkOf(U'"').closes);
}

TEST(Quotation, SingleMarksAndTitlesAreNoSpeech) {
  for (const char32_t c : {U'‘', U'’', U'\'', U'《', U'(', U'a', U'가'})
    EXPECT_FALSE(static_cast<bool>(QuoteMarkOf(c))) << static_cast<uint32_t>(c);
}

TEST(Quotation, OpensAtAByte) {
  const std::string_view text = "said “no”";
  EXPECT_TRUE(OpensQuotation(text, 5));
  EXPECT_FALSE(OpensQuotation(text, 0));
  EXPECT_FALSE(OpensQuotation(text, 10));  // the closing mark
  EXPECT_FALSE(OpensQuotation(text, text.size()));
  EXPECT_FALSE(OpensQuotation("", 0));
  EXPECT_FALSE(OpensQuotation("\xE2\x80", 0));  // a mark cut off
}

}  // namespace
}  // namespace bongsu::text
