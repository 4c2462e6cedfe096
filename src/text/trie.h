// A trie for longest-match look-ups of many words.
#ifndef BONGSU_TEXT_TRIE_H_
#define BONGSU_TEXT_TRIE_H_

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace bongsu::text {

// Maps keys to numbers. Keys are valid UTF-8 or letters of ToJamo. Built once, then immutable and
// safe for concurrent use.
//
// A step takes one symbol: a whole three-byte UTF-8 sequence (Hangul, kana, Chinese characters),
// else one byte. The nodes stand level by level, the children of a node side by side and in order,
// so that a step stays within a cache line or two; bit sets of the symbols that begin a key turn
// most positions of a text away before the first.
class Trie {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  using Entry = std::pair<std::string_view, uint32_t>;

  // Duplicate keys keep the first value; an empty key is left out. The keys are not needed
  // afterwards.
  explicit Trie(const std::vector<Entry>& entries = {});

  // Calls visit(length, value) for each key that is a prefix of `text`, shortest first.
  template <typename Visit>
  void Prefixes(std::string_view text, Visit&& visit) const {
    size_t pos = 0;
    if (text.empty() || !MayBegin(text)) return;
    for (uint32_t node = FromRoot(NextSymbol(text, pos)); node != kNone;
         node = Child(node, NextSymbol(text, pos))) {
      if (nodes_[node].value != kNone) visit(pos, nodes_[node].value);
      if (pos >= text.size()) return;
    }
  }

  // The value of the longest key that is a prefix of `text`, with its length; {0, kNone} if there
  // is none.
  std::pair<size_t, uint32_t> LongestPrefix(std::string_view text) const {
    std::pair<size_t, uint32_t> best{0, kNone};
    Prefixes(text, [&](size_t length, uint32_t value) { best = {length, value}; });
    return best;
  }

  // The value of exactly this key, or kNone.
  uint32_t Find(std::string_view key) const;

 private:
  static constexpr int kPairBits = 18;

  struct Node {
    uint32_t symbol;
    uint32_t children;  // the first; the last stands before the first child of the next node
    uint32_t value;
  };

  // Symbols compare as the bytes do.
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
    return first << 16;
  }
  static uint32_t Bit(uint32_t symbol) { return (symbol ^ symbol >> 16) & 0xFFFF; }
  uint32_t Slot(uint32_t symbol) const { return (symbol * 0x9E3779B1u) >> root_shift_; }

  // False when no key begins with the first two symbols of `text`; always true when some key has
  // one symbol only.
  bool MayBegin(std::string_view text) const {
    if (pairs_.empty()) return true;
    size_t pos = 0;
    const uint32_t first = NextSymbol(text, pos);
    if (pos >= text.size()) return false;
    const uint32_t bit = PairBit(first, NextSymbol(text, pos));
    return (pairs_[bit >> 6] >> (bit & 63) & 1) != 0;
  }
  static uint32_t PairBit(uint32_t first, uint32_t second) {
    return (first * 0x9E3779B1u + second * 0x85EBCA6Bu) >> (32 - kPairBits);
  }

  uint32_t FromRoot(uint32_t symbol) const {
    const uint32_t bit = Bit(symbol);
    if ((begins_[bit >> 6] >> (bit & 63) & 1) == 0) return kNone;
    for (uint32_t slot = Slot(symbol);;
         slot = (slot + 1) & (static_cast<uint32_t>(root_.size()) - 1)) {
      const uint32_t node = root_[slot];
      if (node == kNone || nodes_[node].symbol == symbol) return node;
    }
  }
  uint32_t Child(uint32_t node, uint32_t symbol) const {
    constexpr uint32_t kFew = 8;
    uint32_t begin = nodes_[node].children, end = nodes_[node + 1].children;
    while (end - begin > kFew) {
      const uint32_t middle = begin + (end - begin) / 2;
      if (nodes_[middle].symbol <= symbol) {
        begin = middle;
      } else {
        end = middle;
      }
    }
    for (; begin < end; ++begin)
      if (nodes_[begin].symbol == symbol) return begin;
    return kNone;
  }

  std::vector<Node> nodes_;       // the root first, one behind the last as its end
  std::vector<uint32_t> root_;    // the root's children by hash: a power of two, at most half full
  std::vector<uint64_t> begins_;  // bits of the symbols that begin a key: most texts fail here
  std::vector<uint64_t> pairs_;   // of the first two; empty when a key has one only
  int root_shift_ = 0;
};

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_TRIE_H_
