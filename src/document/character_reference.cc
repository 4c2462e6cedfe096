#include "document/character_reference.h"

#include <algorithm>
#include <iterator>

#include "text/utf8.h"

namespace bongsu::document {
namespace {

struct Named {
  std::string_view name;
  char32_t cp;
  bool bare;  // may lack its semicolon
};

constexpr Named kNamed[] = {
#include "document/named_references.inc"
};
constexpr size_t kLongestName = 14;  // ZeroWidthSpace
constexpr size_t kLongestBareName = 6;

// What numbers 0x80-0x9F mean on the web: Windows-1252, whatever the standard of the page says.
constexpr char32_t kWindows1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

const Named* Find(std::string_view name) {
  const auto* it =
      std::lower_bound(std::begin(kNamed), std::end(kNamed), name,
                       [](const Named& n, std::string_view key) { return n.name < key; });
  return it != std::end(kNamed) && it->name == name ? it : nullptr;
}

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int DigitValue(char c, unsigned base) {
  const int value = c >= '0' && c <= '9'   ? c - '0'
                    : c >= 'a' && c <= 'f' ? c - 'a' + 10
                    : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                           : 99;
  return value < static_cast<int>(base) ? value : -1;
}

CharacterReference ScanNumeric(std::string_view source, size_t pos) {
  pos += 2;
  unsigned base = 10;
  if (pos < source.size() && (source[pos] == 'x' || source[pos] == 'X')) {
    base = 16;
    ++pos;
  }
  const size_t digits = pos;
  char32_t cp = 0;
  for (int value; pos < source.size() && (value = DigitValue(source[pos], base)) >= 0; ++pos)
    cp = std::min<char32_t>(cp * base + static_cast<char32_t>(value), 0x110000);
  if (pos == digits) return {};
  if (pos < source.size() && source[pos] == ';') ++pos;
  if (cp >= 0x80 && cp <= 0x9F) cp = kWindows1252[cp - 0x80];
  if (cp == 0 || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = text::kReplacement;
  return {pos, cp};
}

}  // namespace

CharacterReference ScanCharacterReference(std::string_view source, size_t pos) {
  const std::string_view rest = source.substr(pos + 1, kLongestName + 1);
  if (rest.empty()) return {};
  if (rest[0] == '#') return ScanNumeric(source, pos);
  size_t size = 0;
  while (size < rest.size() && IsAlnum(rest[size])) ++size;
  if (size > 0 && size < rest.size() && rest[size] == ';') {
    if (const Named* named = Find(rest.substr(0, size))) return {pos + 1 + size + 1, named->cp};
  }
  for (size_t bare = std::min(size, kLongestBareName); bare >= 2; --bare) {
    const Named* named = Find(rest.substr(0, bare));
    if (named != nullptr && named->bare) return {pos + 1 + bare, named->cp};
  }
  return {};
}

}  // namespace bongsu::document
