// A trie for longest-match look-ups of many words.
#ifndef BONGSU_TEXT_TRIE_H_
#define BONGSU_TEXT_TRIE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bongsu::text {

// Maps keys to numbers. Keys are valid UTF-8 or letters of ToJamo. Built once, then immutable and safe for concurrent use.
//
// A step takes one symbol: a whole three-byte UTF-8 sequence (Hangul, kana, Chinese characters),
// else one byte. All edges lie in one open-addressed table keyed by (node, symbol), so a step is
// one probe; a bit set of the symbols that begin a key turns most positions of a text away before
// the first.
class Trie {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  // Duplicate keys keep the first value. Keys may not be empty.
  explicit Trie(const std::vector<std::pair<std::string, uint32_t>>& entries = {});

  // Calls visit(length, value) for each key that is a prefix of `text`, shortest first.
  template <typename Visit>
  void Prefixes(std::string_view text, Visit&& visit) const {
    size_t pos = 0;
    uint32_t node = 0;
    while (pos < text.size()) {
      const uint32_t symbol = NextSymbol(text, pos);
      if (node == 0 && !Begins(symbol)) return;
      node = Child(node, symbol);
      if (node == kNone) return;
      if (values_[node] != kNone) visit(pos, values_[node]);
    }
  }

  // The value of the longest key that is a prefix of `text`, with its length; {0, kNone} if there
  // is none.
  std::pair<size_t, uint32_t> LongestPrefix(std::string_view text) const;

  // The value of exactly this key, or kNone.
  uint32_t Find(std::string_view key) const;

 private:
  struct Edge {
    uint32_t node = kNone;  // kNone: free
    uint32_t symbol = 0;
    uint32_t child = 0;
  };

  static uint32_t NextSymbol(std::string_view text, size_t& pos) {
    const auto byte = [&](size_t i) {
      return static_cast<uint32_t>(static_cast<unsigned char>(text[i]));
    };
    const uint32_t first = byte(pos);
    if ((first & 0xF0) == 0xE0 && pos + 2 < text.size()) {
      const uint32_t symbol = first << 16 | byte(pos + 1) << 8 | byte(pos + 2);
      pos += 3;
      return symbol;
    }
    ++pos;
    return first;
  }
  static uint64_t Hash(uint32_t node, uint32_t symbol) {
    return (static_cast<uint64_t>(node) << 24 ^ symbol) * 0x9E3779B97F4A7C15ull;
  }
  bool Begins(uint32_t symbol) const {
    const uint32_t bit = symbol & 0xFFFF;
    return (begins_[bit >> 6] >> (bit & 63) & 1) != 0;
  }
  uint32_t Child(uint32_t node, uint32_t symbol) const {
    for (uint64_t slot = Hash(node, symbol) >> shift_;; slot = (slot + 1) & mask_) {
      const Edge& e = edges_[slot];
      if (e.node == kNone) return kNone;
      if (e.node == node && e.symbol == symbol) return e.child;
    }
  }
  uint32_t AddChild(uint32_t node, uint32_t symbol);

  std::vector<uint32_t> values_;  // by node
  std::vector<Edge> edges_;       // a power of two, at most half full
  std::vector<uint64_t> begins_;
  uint64_t mask_ = 0;
  int shift_ = 0;
};

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_TRIE_H_
