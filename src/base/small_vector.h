// A vector whose first elements lie in the object itself. For short lists of plain values that are
// made in great numbers.
#ifndef BONGSU_BASE_SMALL_VECTOR_H_
#define BONGSU_BASE_SMALL_VECTOR_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <vector>

namespace bongsu::base {

// Holds up to `kInline` elements without allocating; all of them move to the heap beyond that. One
// that was moved from may only be assigned to or destroyed.
template <typename T, size_t kInline>
class SmallVector {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  void push_back(const T& value) {
    if (size_ < kInline) {
      inline_[size_] = value;
    } else {
      if (size_ == kInline) heap_.assign(inline_.begin(), inline_.end());
      heap_.push_back(value);
    }
    ++size_;
  }
  void pop_back() {
    --size_;
    if (size_ < kInline) return;
    heap_.pop_back();
    if (size_ == kInline) {
      std::copy(heap_.begin(), heap_.end(), inline_.begin());
      heap_.clear();
    }
  }
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  T* begin() { return size_ <= kInline ? inline_.data() : heap_.data(); }
  T* end() { return begin() + size_; }
  const T* begin() const { return size_ <= kInline ? inline_.data() : heap_.data(); }
  const T* end() const { return begin() + size_; }
  const T& operator[](size_t i) const { return begin()[i]; }
  const T& front() const { return *begin(); }
  const T& back() const { return end()[-1]; }

 private:
  std::array<T, kInline> inline_{};
  std::vector<T> heap_;
  size_t size_ = 0;
};

}  // namespace bongsu::base

#endif  // BONGSU_BASE_SMALL_VECTOR_H_
