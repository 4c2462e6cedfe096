// Byte ranges. The unit is the byte, always; a range is half open: [begin, end).
#ifndef BONGSU_SPAN_H_
#define BONGSU_SPAN_H_

#include <compare>
#include <cstdint>

namespace bongsu {

// A range of bytes of a stored source (or of a block's plain text, where the name says so).
struct ByteSpan {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin >= end; }
  bool contains(ByteSpan o) const { return begin <= o.begin && o.end <= end; }
  bool overlaps(ByteSpan o) const { return begin < o.end && o.begin < end; }
  auto operator<=>(const ByteSpan&) const = default;
};

}  // namespace bongsu

#endif  // BONGSU_SPAN_H_
