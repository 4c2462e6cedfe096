#include "text/utf8.h"

#include <algorithm>
#include <iterator>

namespace bongsu::text {
namespace {

// The range that the second byte of a sequence may take (Unicode 15, table 3-7).
struct Lead {
  int length;
  unsigned char low, high;
};

Lead LeadOf(unsigned char b) {
  if (b >= 0xC2 && b <= 0xDF) return {2, 0x80, 0xBF};
  if (b == 0xE0) return {3, 0xA0, 0xBF};
  if (b == 0xED) return {3, 0x80, 0x9F};
  if (b >= 0xE1 && b <= 0xEF) return {3, 0x80, 0xBF};
  if (b == 0xF0) return {4, 0x90, 0xBF};
  if (b >= 0xF1 && b <= 0xF3) return {4, 0x80, 0xBF};
  if (b == 0xF4) return {4, 0x80, 0x8F};
  return {1, 0, 0};
}

struct Range {
  char32_t first, last;
};

constexpr Range kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x25FD, 0x25FE},
    {0x2614, 0x2615},   {0x26A1, 0x26A1},   {0x26BD, 0x26BE},   {0x2705, 0x2705},
    {0x2728, 0x2728},   {0x274C, 0x274C},   {0x2753, 0x2755},   {0x2757, 0x2757},
    {0x2795, 0x2797},   {0x2B50, 0x2B50},   {0x2E80, 0x303E},   {0x3041, 0x33FF},
    {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
    {0xFFE0, 0xFFE6},   {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
    {0x20000, 0x2FFFD}, {0x30000, 0x3FFFD}};

constexpr Range kZero[] = {{0x0000, 0x001F}, {0x007F, 0x009F}, {0x0300, 0x036F}, {0x200B, 0x200F},
                           {0x202A, 0x202E}, {0x2060, 0x2064}, {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}};

template <size_t N>
bool In(const Range (&ranges)[N], char32_t cp) {
  const auto* it = std::lower_bound(std::begin(ranges), std::end(ranges), cp,
                                    [](const Range& r, char32_t c) { return r.last < c; });
  return it != std::end(ranges) && it->first <= cp;
}

}  // namespace

char32_t DecodeUtf8Slow(std::string_view text, size_t& pos) {
  const auto b0 = static_cast<unsigned char>(text[pos]);
  if (b0 < 0x80) {
    ++pos;
    return b0;
  }
  const Lead lead = LeadOf(b0);
  char32_t cp = lead.length == 2 ? b0 & 0x1Fu : lead.length == 3 ? b0 & 0x0Fu : b0 & 0x07u;
  size_t at = pos + 1;
  if (lead.length == 1) {
    pos = at;
    return kReplacement;
  }
  for (int i = 1; i < lead.length; ++i, ++at) {
    const bool there = at < text.size();
    const auto b = there ? static_cast<unsigned char>(text[at]) : static_cast<unsigned char>(0);
    const unsigned char low = i == 1 ? lead.low : 0x80, high = i == 1 ? lead.high : 0xBF;
    if (!there || b < low || b > high) {
      pos = at;
      return kReplacement;
    }
    cp = (cp << 6) | (b & 0x3Fu);
  }
  pos = at;
  return cp;
}

void AppendUtf8(std::string& out, char32_t cp) {
  if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) cp = kReplacement;
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (cp < 0x80) {
    put(cp);
  } else if (cp < 0x800) {
    put(0xC0 | (cp >> 6));
    put(0x80 | (cp & 0x3F));
  } else if (cp < 0x10000) {
    put(0xE0 | (cp >> 12));
    put(0x80 | ((cp >> 6) & 0x3F));
    put(0x80 | (cp & 0x3F));
  } else {
    put(0xF0 | (cp >> 18));
    put(0x80 | ((cp >> 12) & 0x3F));
    put(0x80 | ((cp >> 6) & 0x3F));
    put(0x80 | (cp & 0x3F));
  }
}

size_t FindInvalidUtf8(std::string_view text) {
  size_t pos = 0;
  while (pos < text.size()) {
    const auto b0 = static_cast<unsigned char>(text[pos]);
    if (b0 < 0x80) {
      ++pos;
      continue;
    }
    if (b0 >= 0xE1 && b0 <= 0xEC && pos + 2 < text.size() && (text[pos + 1] & 0xC0) == 0x80 &&
        (text[pos + 2] & 0xC0) == 0x80) {
      pos += 3;
      continue;
    }
    const Lead lead = LeadOf(b0);
    if (lead.length == 1) return pos;
    const size_t begin = pos;
    if (DecodeUtf8(text, pos) == kReplacement && text.substr(begin, pos - begin) != "\xEF\xBF\xBD")
      return begin;
  }
  return std::string_view::npos;
}

std::string RepairUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t pos = 0; pos < text.size();) AppendUtf8(out, DecodeUtf8(text, pos));
  return out;
}

int ColumnWidth(char32_t cp) { return In(kZero, cp) ? 0 : In(kWide, cp) ? 2 : 1; }

int ColumnWidth(std::string_view text) {
  int width = 0;
  for (size_t pos = 0; pos < text.size();) width += ColumnWidth(DecodeUtf8(text, pos));
  return width;
}

std::string ClipColumns(std::string_view text, int columns) {
  if (ColumnWidth(text) <= columns) return std::string(text);
  int width = 0;
  size_t keep = 0;
  for (size_t pos = 0; pos < text.size();) {
    width += ColumnWidth(DecodeUtf8(text, pos));
    if (width > columns - 1) break;
    keep = pos;
  }
  return columns > 0 ? std::string(text.substr(0, keep)) + "…" : std::string();
}

}  // namespace bongsu::text
