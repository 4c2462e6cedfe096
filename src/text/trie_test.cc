#include "text/trie.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <random>

namespace bongsu::text {
namespace {

using Matches = std::vector<std::pair<size_t, uint32_t>>;

Matches AllPrefixes(const Trie& trie, std::string_view text) {
  Matches found;
  trie.Prefixes(text, [&](size_t length, uint32_t value) { found.emplace_back(length, value); });
  return found;
}

// The seed of the random tests; BONGSU_SEED sets another.
unsigned Seed() {
  const char* seed = std::getenv("BONGSU_SEED");
  return seed == nullptr ? 20240728u : static_cast<unsigned>(std::strtoul(seed, nullptr, 10));
}

TEST(Trie, FindsNothingWhenEmpty) {
  const Trie trie;
  EXPECT_EQ(trie.Find("a"), Trie::kNone);
  EXPECT_EQ(trie.Find(""), Trie::kNone);
  EXPECT_EQ(trie.LongestPrefix("abc"), std::make_pair(size_t{0}, Trie::kNone));
}

TEST(Trie, VisitsPrefixesShortestFirst) {
  const Trie trie({{"미국", 1}, {"미", 2}, {"미국 대통령", 3}, {"중국", 4}});
  EXPECT_EQ(AllPrefixes(trie, "미국 대통령은"), (Matches{{3, 2}, {6, 1}, {16, 3}}));
  EXPECT_EQ(trie.LongestPrefix("미국은"), std::make_pair(size_t{6}, 1u));
  EXPECT_EQ(trie.LongestPrefix("일본"), std::make_pair(size_t{0}, Trie::kNone));
}

TEST(Trie, FindsWholeKeysOnly) {
  const Trie trie({{"abc", 7}});
  EXPECT_EQ(trie.Find("abc"), 7u);
  EXPECT_EQ(trie.Find("ab"), Trie::kNone);
  EXPECT_EQ(trie.Find("abcd"), Trie::kNone);
}

TEST(Trie, KeepsTheFirstOfDuplicateKeys) {
  const Trie trie({{"b", 1}, {"a", 5}, {"b", 2}, {"a", 4}});
  EXPECT_EQ(trie.Find("a"), 5u);
  EXPECT_EQ(trie.Find("b"), 1u);
}

TEST(Trie, TellsAllByteValuesApart) {
  std::vector<std::pair<std::string, uint32_t>> entries;
  for (uint32_t i = 0; i < 256; ++i)
    for (uint32_t j = 0; j < 256; j += 5)
      entries.push_back({{static_cast<char>(i), static_cast<char>(j)}, i * 256 + j});
  const Trie trie({entries.begin(), entries.end()});
  for (const auto& [key, value] : entries) ASSERT_EQ(trie.Find(key), value);
  EXPECT_EQ(trie.Find(std::string("\x00\x01", 2)), Trie::kNone);
}

TEST(Trie, AgreesWithAMapOnRandomKeys) {
  std::mt19937 random(Seed());
  SCOPED_TRACE("BONGSU_SEED=" + std::to_string(Seed()));
  for (int round = 0; round < 60; ++round) {
    // Small alphabets and short keys make shared prefixes. Letters of ToJamo are single bytes below
    // 0xE0; a three-byte UTF-8 sequence is one symbol, so keys are whole characters or letters.
    const std::string alphabet =
        round % 3 == 0 ? std::string("ab") : std::string("\x00\x01\x7F\x80\xA1\xBB", 6);
    const auto draw = [&](size_t longest) {
      std::string text(random() % (longest + 1), 'x');
      for (char& c : text) c = alphabet[random() % alphabet.size()];
      return text;
    };
    std::map<std::string, uint32_t> model;
    std::vector<std::pair<std::string, uint32_t>> entries;
    for (size_t i = 0, n = random() % 200; i < n; ++i) {
      const std::string key = draw(7);
      if (key.empty()) continue;
      const uint32_t value = static_cast<uint32_t>(random() % 1000);
      entries.emplace_back(key, value);
      model.emplace(key, value);  // the first stays
    }
    const Trie trie({entries.begin(), entries.end()});
    for (const auto& [key, value] : model) ASSERT_EQ(trie.Find(key), value);
    for (int probe = 0; probe < 200; ++probe) {
      const std::string drawn = draw(10);
      const auto copy = std::make_unique<char[]>(drawn.size());
      if (!drawn.empty()) std::memcpy(copy.get(), drawn.data(), drawn.size());
      const std::string_view text(copy.get(), drawn.size());
      Matches expected;
      for (size_t length = 1; length <= text.size(); ++length)
        if (const auto it = model.find(drawn.substr(0, length)); it != model.end())
          expected.emplace_back(length, it->second);
      ASSERT_EQ(AllPrefixes(trie, text), expected);
      ASSERT_EQ(trie.LongestPrefix(text),
                expected.empty() ? std::make_pair(size_t{0}, Trie::kNone) : expected.back());
      const auto it = model.find(drawn);
      ASSERT_EQ(trie.Find(text), it == model.end() ? Trie::kNone : it->second);
    }
  }
}

}  // namespace
}  // namespace bongsu::text
