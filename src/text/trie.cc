#include "text/trie.h"

#include <algorithm>

namespace bongsu::text {

Trie::Trie(std::vector<std::pair<std::string, uint32_t>> entries) {
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::fill(std::begin(root_), std::end(root_), kNone);
  nodes_.resize(1);
  labels_.resize(1);
  // Breadth first, so that the children of a node stand side by side.
  struct Range {
    uint32_t node;
    size_t begin, end, depth;
  };
  std::vector<Range> queue{{0, 0, entries.size(), 0}};
  for (size_t head = 0; head < queue.size(); ++head) {
    const Range range = queue[head];
    size_t i = range.begin;
    while (i < range.end && entries[i].first.size() == range.depth) {
      if (nodes_[range.node].value == kNone) nodes_[range.node].value = entries[i].second;
      ++i;
    }
    nodes_[range.node].first_child = static_cast<uint32_t>(nodes_.size());
    while (i < range.end) {
      const auto label = static_cast<unsigned char>(entries[i].first[range.depth]);
      size_t end = i;
      while (end < range.end && static_cast<unsigned char>(entries[end].first[range.depth]) == label) ++end;
      const auto child = static_cast<uint32_t>(nodes_.size());
      nodes_.emplace_back();
      labels_.push_back(label);
      ++nodes_[range.node].children;
      if (range.node == 0) root_[label] = child;
      queue.push_back({child, i, end, range.depth + 1});
      i = end;
    }
  }
}

std::pair<size_t, uint32_t> Trie::LongestPrefix(std::string_view text) const {
  std::pair<size_t, uint32_t> best{0, kNone};
  Prefixes(text, [&](size_t length, uint32_t value) { best = {length, value}; });
  return best;
}

uint32_t Trie::Find(std::string_view key) const {
  uint32_t node = 0;
  for (const char c : key) {
    node = Child(node, static_cast<unsigned char>(c));
    if (node == kNone) return kNone;
  }
  return nodes_[node].value;
}

}  // namespace bongsu::text
