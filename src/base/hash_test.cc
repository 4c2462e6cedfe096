#include "base/hash.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace bongsu::base {
namespace {

// The values that the xxHash project gives for XXH3; ids of stored events rest on them, so they may
// never change.
TEST(Hash, GivesThePublishedValues) {
  EXPECT_EQ(Hash64(""), 0x2d06800538d394c2ull);
  EXPECT_EQ(Hash128Hex(""), "99aa06d3014798d86001c324468d497f");
}

TEST(Hash, HangsOnContentAlone) {
  const std::string a = "북한에 미사일 기술을 이전했다", b = a;
  EXPECT_NE(a.data(), b.data());
  EXPECT_EQ(Hash64(a), Hash64(b));
  EXPECT_EQ(Hash128Hex(a), Hash128Hex(b));
  // Alignment does not matter either.
  const std::string shifted = "x" + a;
  EXPECT_EQ(Hash64(std::string_view(shifted).substr(1)), Hash64(a));
}

TEST(Hash, TellsOneByteApart) {
  std::set<uint64_t> small;
  std::set<std::string> large;
  for (size_t length = 0; length < 300; ++length) {
    small.insert(Hash64(std::string(length, '\0')));
    large.insert(Hash128Hex(std::string(length, '\0')));
  }
  EXPECT_EQ(small.size(), 300u);
  EXPECT_EQ(large.size(), 300u);
}

TEST(Hex64, WritesSixteenLowerCaseDigits) {
  EXPECT_EQ(Hex64(0), "0000000000000000");
  EXPECT_EQ(Hex64(0xABCDEF0123456789ull), "abcdef0123456789");
  EXPECT_EQ(Hex64(~0ull), "ffffffffffffffff");
  EXPECT_EQ(Hex64(1), "0000000000000001");
  for (const std::string& hex : {Hash128Hex("a"), Hash128Hex("bb")}) {
    EXPECT_EQ(hex.size(), 32u);
    EXPECT_EQ(hex.find_first_not_of("0123456789abcdef"), std::string::npos);
  }
}

}  // namespace
}  // namespace bongsu::base
