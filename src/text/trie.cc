#include "text/trie.h"

#include <algorithm>
#include <bit>

namespace bongsu::text {
namespace {

struct Key {
  uint64_t beginning;  // the first bytes of the form, so that most comparisons are of numbers
  std::string_view form;
  uint32_t value;
};

uint64_t BeginningOf(std::string_view form) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < sizeof(bytes); ++i)
    bytes = bytes << 8 | (i < form.size() ? static_cast<unsigned char>(form[i]) : 0u);
  return bytes;
}

// The keys that a node's subtree holds, and how many of their bytes lead to it.
struct Subtree {
  size_t begin, end, depth;
};

std::vector<Key> Sorted(const std::vector<Trie::Entry>& entries) {
  std::vector<Key> keys;
  keys.reserve(entries.size());
  for (const auto& [form, value] : entries)
    if (!form.empty()) keys.push_back({BeginningOf(form), form, value});
  std::stable_sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
    return a.beginning != b.beginning ? a.beginning < b.beginning : a.form < b.form;
  });
  const auto same = [](const Key& a, const Key& b) { return a.form == b.form; };
  keys.erase(std::unique(keys.begin(), keys.end(), same), keys.end());
  return keys;
}

}  // namespace

Trie::Trie(const std::vector<Entry>& entries) : begins_(1024) {
  const std::vector<Key> keys = Sorted(entries);
  std::vector<Subtree> subtrees{{0, keys.size(), 0}};  // of nodes_, in the same order
  nodes_.push_back({0, 0, kNone});
  for (size_t n = 0; n < subtrees.size(); ++n) {
    auto [at, end, depth] = subtrees[n];
    nodes_[n].children = static_cast<uint32_t>(nodes_.size());
    if (at < end && depth > 0 && keys[at].form.size() == depth) nodes_[n].value = keys[at++].value;
    while (at < end) {
      const auto step = [&](size_t key) {
        size_t below = depth;
        return std::pair(NextSymbol(keys[key].form, below), below);
      };
      const auto [symbol, below] = step(at);
      const size_t first = at;
      while (at < end && step(at).first == symbol) ++at;
      nodes_.push_back({symbol, 0, kNone});
      subtrees.push_back({first, at, below});
    }
  }
  const auto all = static_cast<uint32_t>(nodes_.size());
  nodes_.push_back({0, all, kNone});

  const uint32_t first = nodes_[0].children, last = nodes_.size() > 2 ? nodes_[1].children : first;
  root_.assign(std::bit_ceil(2 * size_t{last - first} + 2), kNone);
  root_shift_ = 32 - std::countr_zero(root_.size());
  for (uint32_t node = first; node < last; ++node) {
    const uint32_t symbol = nodes_[node].symbol, bit = Bit(symbol);
    begins_[bit >> 6] |= uint64_t{1} << (bit & 63);
    uint32_t slot = Slot(symbol);
    while (root_[slot] != kNone) slot = (slot + 1) & (static_cast<uint32_t>(root_.size()) - 1);
    root_[slot] = node;
  }
  pairs_.resize(size_t{1} << (kPairBits - 6));
  for (const Key& key : keys) {
    size_t pos = 0;
    const uint32_t symbol = NextSymbol(key.form, pos);
    if (pos == key.form.size()) {
      pairs_.clear();
      return;
    }
    const uint32_t bit = PairBit(symbol, NextSymbol(key.form, pos));
    pairs_[bit >> 6] |= uint64_t{1} << (bit & 63);
  }
}

uint32_t Trie::Find(std::string_view key) const {
  size_t pos = 0;
  if (key.empty()) return kNone;
  uint32_t node = FromRoot(NextSymbol(key, pos));
  while (node != kNone && pos < key.size()) node = Child(node, NextSymbol(key, pos));
  return node == kNone ? kNone : nodes_[node].value;
}

}  // namespace bongsu::text
