#include "text/trie.h"

#include <bit>

namespace bongsu::text {

Trie::Trie(const std::vector<std::pair<std::string, uint32_t>>& entries)
    : values_(1, kNone), begins_(1024) {
  size_t symbols = 0;  // an upper bound of the edges
  for (const auto& [key, value] : entries)
    for (size_t pos = 0; pos < key.size(); ++symbols) NextSymbol(key, pos);
  const size_t slots = std::bit_ceil(2 * symbols + 2);
  edges_.resize(slots);
  mask_ = slots - 1;
  shift_ = 64 - std::countr_zero(slots);
  for (const auto& [key, value] : entries) {
    uint32_t node = 0;
    for (size_t pos = 0; pos < key.size();) {
      const uint32_t symbol = NextSymbol(key, pos);
      if (node == 0) begins_[(symbol & 0xFFFF) >> 6] |= uint64_t{1} << (symbol & 63);
      node = AddChild(node, symbol);
    }
    if (values_[node] == kNone) values_[node] = value;
  }
}

uint32_t Trie::AddChild(uint32_t node, uint32_t symbol) {
  uint64_t slot = Hash(node, symbol) >> shift_;
  for (;; slot = (slot + 1) & mask_) {
    Edge& e = edges_[slot];
    if (e.node == kNone) break;
    if (e.node == node && e.symbol == symbol) return e.child;
  }
  const auto child = static_cast<uint32_t>(values_.size());
  edges_[slot] = {node, symbol, child};
  values_.push_back(kNone);
  return child;
}

std::pair<size_t, uint32_t> Trie::LongestPrefix(std::string_view text) const {
  std::pair<size_t, uint32_t> best{0, kNone};
  Prefixes(text, [&](size_t length, uint32_t value) { best = {length, value}; });
  return best;
}

uint32_t Trie::Find(std::string_view key) const {
  uint32_t node = 0;
  for (size_t pos = 0; pos < key.size();) {
    node = Child(node, NextSymbol(key, pos));
    if (node == kNone) return kNone;
  }
  return values_[node];
}

}  // namespace bongsu::text
