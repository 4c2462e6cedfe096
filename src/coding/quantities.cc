#include "coding/quantities.h"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "text/utf8.h"

namespace bongsu::coding {
namespace {

constexpr size_t kFateReach =
    40;  // bytes behind a count of persons in which its fate is told: "71명이 사망하고"
constexpr size_t kQualifierReach = 8;  // bytes between "at least" and its number
constexpr size_t kMeasureReach = 24;   // bytes between "range" or "payload" and its number
constexpr double kLargest = 1e15;
constexpr double kKilogramsPerTonne = 1000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads 1,234 or 3.5 at `pos`; advances behind it.
double ReadNumber(std::string_view text, size_t& pos, size_t end) {
  std::string digits;
  while (pos < end) {
    const char c = text[pos];
    const bool inside = (c == ',' || c == '.') && pos + 1 < end && IsDigit(text[pos + 1]);
    if (!IsDigit(c) && !inside) break;
    if (c != ',') digits += c;
    ++pos;
  }
  double value = 0;
  const auto [end_of_digits, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc() ? value : 2 * kLargest;
}

}  // namespace

QuantityFinder::QuantityFinder(const lexicon::Lexicon& lexicon, std::string_view lang) {
  static constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"number", Kind::kNumber},   {"unit", Kind::kUnit},   {"dead", Kind::kDead},
      {"injured", Kind::kInjured}, {"least", Kind::kLeast}, {"least_after", Kind::kLeastAfter},
      {"most", Kind::kMost},       {"about", Kind::kAbout}, {"range", Kind::kRange},
      {"payload", Kind::kPayload}};
  const lexicon::Table table = lexicon.table(std::string(lang) + ".units");
  std::vector<text::Trie::Entry> keys;
  for (size_t r = 0; r < table.rows(); ++r)
    for (const auto& [name, kind] : kKinds)
      if (table.cell(r, 1) == name) {
        Entry e;
        e.kind = kind;
        const std::string_view value = table.cell(r, 2);
        e.unit = value;
        if (kind == Kind::kNumber)
          std::from_chars(value.data(), value.data() + value.size(), e.factor);
        keys.emplace_back(table.cell(r, 0), static_cast<uint32_t>(entries_.size()));
        entries_.push_back(e);
      }
  trie_ = text::Trie(keys);
}

FoundQuantity::Role QuantityFinder::FateBehind(std::string_view text, size_t pos,
                                               size_t end) const {
  const size_t limit = std::min(end, pos + kFateReach);
  while (pos < limit) {
    if (IsDigit(text[pos])) break;  // the next count
    const auto [length, entry] = trie_.LongestPrefix(text.substr(pos, limit - pos));
    if (length > 0 && entries_[entry].kind == Kind::kDead) return FoundQuantity::Role::kDead;
    if (length > 0 && entries_[entry].kind == Kind::kInjured) return FoundQuantity::Role::kInjured;
    text::DecodeUtf8(text, pos);
  }
  return FoundQuantity::Role::kCount;
}

void QuantityFinder::Find(std::string_view text, ByteSpan range,
                          std::vector<FoundQuantity>& out) const {
  size_t least_end = 0, most_end = 0;  // where "at least", "at most" last ended; 0: nowhere
  size_t range_end = 0, payload_end = 0;
  for (size_t pos = range.begin; pos < range.end;) {
    if (!IsDigit(text[pos])) {
      const auto [length, entry] = trie_.LongestPrefix(text.substr(pos, range.end - pos));
      if (length > 0 && entries_[entry].kind == Kind::kLeast) least_end = pos + length;
      if (length > 0 && entries_[entry].kind == Kind::kMost) most_end = pos + length;
      if (length > 0 && entries_[entry].kind == Kind::kRange) range_end = pos + length;
      if (length > 0 && entries_[entry].kind == Kind::kPayload) payload_end = pos + length;
      text::DecodeUtf8(text, pos);
      continue;
    }
    const size_t begin = pos;
    bool least = least_end > 0 && begin - least_end <= kQualifierReach;
    const bool most = most_end > 0 && begin - most_end <= kQualifierReach;
    least_end = most_end = 0;
    double value = 0;
    while (pos < range.end && IsDigit(text[pos])) {  // 2만 3천
      double part = ReadNumber(text, pos, range.end);
      bool multiplied = false;
      for (auto [length, entry] = trie_.LongestPrefix(text.substr(pos, range.end - pos));
           length > 0 && entries_[entry].kind == Kind::kNumber;
           std::tie(length, entry) = trie_.LongestPrefix(text.substr(pos, range.end - pos))) {
        part *= entries_[entry].factor;
        multiplied = true;
        pos += length;
      }
      value += part;
      if (pos + 1 < range.end && text[pos] == ' ' && IsDigit(text[pos + 1]) && multiplied) ++pos;
    }
    size_t unit_at = pos;
    if (unit_at < range.end && text[unit_at] == ' ') ++unit_at;
    const auto [length, entry] = trie_.LongestPrefix(text.substr(unit_at, range.end - unit_at));
    if (length == 0 || entries_[entry].kind != Kind::kUnit || value > kLargest) {
      continue;
    }
    pos = unit_at + length;
    FoundQuantity q;
    q.quantity = {value, std::string(entries_[entry].unit), ""};
    q.text = {static_cast<uint32_t>(begin), static_cast<uint32_t>(pos)};
    size_t after = pos;
    if (after < range.end && text[after] == ' ') ++after;
    const auto [more, behind] = trie_.LongestPrefix(text.substr(after, range.end - after));
    if (more > 0 && entries_[behind].kind == Kind::kLeastAfter) least = true;
    const auto count = static_cast<int64_t>(value);
    if (!most) q.range.low = count;
    if (!least) q.range.high = count;
    const auto measures = [&](size_t word_end, Kind kind) {  // 사거리 500㎞, 500㎞의 사거리
      if (word_end > 0 && begin - word_end <= kMeasureReach) return true;
      const size_t limit = std::min<size_t>(range.end, pos + kQualifierReach);
      for (size_t at = pos; at < limit; text::DecodeUtf8(text, at)) {
        const auto [size, next] = trie_.LongestPrefix(text.substr(at, range.end - at));
        if (size > 0 && entries_[next].kind == kind) return true;
      }
      return false;
    };
    if (q.quantity.unit == "person") q.role = FateBehind(text, pos, range.end);
    if (q.quantity.unit == "km" && measures(range_end, Kind::kRange)) {
      q.role = FoundQuantity::Role::kRange;
      range_end = 0;  // "사거리 3000㎞ 미사일을 400㎞ 떨어진 ...": the second is a distance
    }
    if ((q.quantity.unit == "kg" || q.quantity.unit == "tonne") &&
        measures(payload_end, Kind::kPayload)) {
      q.role = FoundQuantity::Role::kPayload;
      payload_end = 0;
      if (q.quantity.unit == "tonne") q.quantity = {value * kKilogramsPerTonne, "kg", ""};
    }
    out.push_back(std::move(q));
  }
}

}  // namespace bongsu::coding
