// A trie over bytes, for longest-match look-ups of many words.
#ifndef BONGSU_TEXT_TRIE_H_
#define BONGSU_TEXT_TRIE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bongsu::text {

// Maps keys to numbers. Built once, then immutable and safe for concurrent use.
class Trie {
 public:
  static constexpr uint32_t kNone = 0xFFFFFFFF;

  // Duplicate keys keep the first value. Keys may not be empty.
  explicit Trie(std::vector<std::pair<std::string, uint32_t>> entries = {});

  // Calls visit(length, value) for each key that is a prefix of `text`, shortest first.
  template <typename Visit>
  void Prefixes(std::string_view text, Visit&& visit) const {
    uint32_t node = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      node = Child(node, static_cast<unsigned char>(text[i]));
      if (node == kNone) return;
      if (nodes_[node].value != kNone) visit(i + 1, nodes_[node].value);
    }
  }

  // The value of the longest key that is a prefix of `text`, with its length; {0, kNone} if there is none.
  std::pair<size_t, uint32_t> LongestPrefix(std::string_view text) const;

  // The value of exactly this key, or kNone.
  uint32_t Find(std::string_view key) const;

 private:
  struct Node {
    uint32_t first_child = 0;  // index into labels_/nodes_ of the first child; children stand side by side
    uint16_t children = 0;
    uint32_t value = kNone;
  };
  uint32_t Child(uint32_t node, unsigned char label) const {
    const Node& n = nodes_[node];
    if (node == 0) return root_[label];
    uint32_t low = n.first_child, high = low + n.children;
    while (low < high) {
      const uint32_t mid = (low + high) / 2;
      if (labels_[mid] < label) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low < n.first_child + n.children && labels_[low] == label ? low : kNone;
  }

  std::vector<Node> nodes_;
  std::vector<unsigned char> labels_;  // label of the edge into the node of the same index
  uint32_t root_[256];                 // the root's children, by label
};

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_TRIE_H_
