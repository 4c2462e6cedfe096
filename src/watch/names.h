// Texts kept once each and named by a number: what a board of a million reports holds many times.
#ifndef BONGSU_WATCH_NAMES_H_
#define BONGSU_WATCH_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace bongsu::watch {

// Numbers rise from 0 in the order of first use. One thread at a time; not movable.
class Names {
 public:
  Names() : numbers_(0, Hash{this}, Same{this}) {}
  Names(const Names&) = delete;
  Names& operator=(const Names&) = delete;

  // The number of a text.
  uint32_t Of(std::string_view text) {
    const uint32_t next = Add(text);
    const auto [it, fresh] = numbers_.insert(next);
    if (!fresh) DropLast();
    return *it;
  }
  // A number of its own for a text that is known to be new; Of does not find it.
  uint32_t Add(std::string_view text) {
    text_ += text;
    ends_.push_back(text_.size());
    return static_cast<uint32_t>(ends_.size() - 1);
  }
  // Valid until the next text.
  std::string_view Text(uint32_t number) const {
    const size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(text_).substr(begin, ends_[number] - begin);
  }
  size_t size() const { return ends_.size(); }

 private:
  struct Hash {
    const Names* names;
    size_t operator()(uint32_t n) const { return std::hash<std::string_view>()(names->Text(n)); }
  };
  struct Same {
    const Names* names;
    bool operator()(uint32_t a, uint32_t b) const { return names->Text(a) == names->Text(b); }
  };
  void DropLast() {
    ends_.pop_back();
    text_.resize(ends_.empty() ? 0 : ends_.back());
  }

  std::string text_;
  std::vector<size_t> ends_;
  std::unordered_set<uint32_t, Hash, Same> numbers_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_NAMES_H_
