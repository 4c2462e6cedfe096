// UTF-8: checking, decoding, repairing. The unit is the byte.
#ifndef BONGSU_TEXT_UTF8_H_
#define BONGSU_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bongsu::text {

inline constexpr char32_t kReplacement = 0xFFFD;

// Decodes the code point at `pos` (< text.size()) and advances `pos` past it. A malformed byte
// decodes as U+FFFD and advances by the maximal ill-formed subpart (Unicode 15, section 3.9, table
// 3-8), at least one byte.
char32_t DecodeUtf8Slow(std::string_view text, size_t& pos);
inline char32_t DecodeUtf8(std::string_view text, size_t& pos) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(pos);
  if (first < 0x80) return static_cast<unsigned char>(text[pos++]);
  // Hangul, kana and most Chinese characters: E1..EC and two continuation bytes.
  if (first >= 0xE1 && first <= 0xEC && pos + 2 < text.size() && (byte(pos + 1) & 0xC0) == 0x80 &&
      (byte(pos + 2) & 0xC0) == 0x80) {
    const char32_t cp =
        (first & 0x0Fu) << 12 | (byte(pos + 1) & 0x3Fu) << 6 | (byte(pos + 2) & 0x3Fu);
    pos += 3;
    return cp;
  }
  return DecodeUtf8Slow(text, pos);
}

// Appends `cp`; surrogates and values beyond U+10FFFF become U+FFFD.
void AppendUtf8(std::string& out, char32_t cp);

// The offset of the first malformed byte, or npos when the whole text is valid UTF-8 (no overlong
// forms, no surrogates, at most U+10FFFF).
size_t FindInvalidUtf8(std::string_view text);

// Replaces each maximal ill-formed subpart by U+FFFD.
std::string RepairUtf8(std::string_view text);

// True where a code point begins (or at the end of the text).
inline bool IsBoundary(std::string_view text, size_t pos) {
  return pos >= text.size() || (static_cast<unsigned char>(text[pos]) & 0xC0) != 0x80;
}

// Columns on a terminal: 0 for combining and zero-width marks, 2 for East Asian wide and emoji,
// else 1 (Unicode annex 11, W and F).
int ColumnWidth(char32_t cp);
int ColumnWidth(std::string_view text);

// The longest prefix that fits `columns`, cut on a code point boundary; "…" marks a cut (and is
// counted).
std::string ClipColumns(std::string_view text, int columns);

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_UTF8_H_
