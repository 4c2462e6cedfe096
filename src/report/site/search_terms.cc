#include "report/site/search_terms.h"

#include "text/utf8.h"

namespace bongsu::report::site {
namespace {

enum class Kind : uint8_t { kNone, kWord, kCjk };

bool In(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// Full-width forms of ASCII and capitals of Latin, Greek and Cyrillic; what else Unicode folds is
// left as it is.
char32_t Fold(char32_t c) {
  if (In(c, 0xFF01, 0xFF5E)) c -= 0xFEE0;
  if (In(c, 'A', 'Z') || (In(c, 0xC0, 0xDE) && c != 0xD7) || In(c, 0x391, 0x3A9) ||
      In(c, 0x410, 0x42F))
    return c + 0x20;
  if (In(c, 0x400, 0x40F)) return c + 0x50;
  return c;
}

Kind KindOf(char32_t c) {
  if (In(c, '0', '9') || In(c, 'a', 'z')) return Kind::kWord;
  if (c < 0xC0 || c == 0xD7 || c == 0xF7) return Kind::kNone;
  if (In(c, 0x1100, 0x11FF) || In(c, 0x3041, 0x3096) || In(c, 0x30A1, 0x30FA) || c == 0x30FC ||
      In(c, 0x3131, 0x318E) || c == 0x3005 || c == 0x3007 || In(c, 0x31F0, 0x31FF) ||
      In(c, 0x3400, 0x4DBF) || In(c, 0x4E00, 0x9FFF) || In(c, 0xAC00, 0xD7A3) ||
      In(c, 0xF900, 0xFAFF) || In(c, 0xFF66, 0xFF9F) || In(c, 0x20000, 0x3FFFF))
    return Kind::kCjk;
  if (In(c, 0x2000, 0x2BFF) || In(c, 0x3000, 0x33FF) || In(c, 0xD800, 0xF8FF) || c >= 0xFE00)
    return Kind::kNone;
  return Kind::kWord;
}

void AddTerms(Kind kind, const std::u32string& run, std::vector<std::string>* terms) {
  const auto add = [&](size_t from, size_t count) {
    std::string term;
    for (size_t i = from; i < from + count; ++i) text::AppendUtf8(term, run[i]);
    terms->push_back(std::move(term));
  };
  if (kind == Kind::kWord && run.size() > 1) add(0, run.size());
  if (kind != Kind::kCjk) return;
  for (size_t i = 0; i + 1 < run.size(); ++i) add(i, 2);
  add(run.size() - 1, 1);
}

}  // namespace

std::vector<std::string> SearchTerms(std::string_view text) {
  std::vector<std::string> terms;
  std::u32string run;
  Kind kind = Kind::kNone;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = Fold(text::DecodeUtf8(text, at));
    const Kind next = KindOf(c);
    if (next != kind) {
      if (!run.empty()) AddTerms(kind, run, &terms);
      run.clear();
      kind = next;
    }
    if (kind != Kind::kNone) run += c;
  }
  if (!run.empty()) AddTerms(kind, run, &terms);
  return terms;
}

uint32_t SearchPart(std::string_view term, uint32_t count) {
  size_t at = 0;
  const char32_t first = text::DecodeUtf8(term, at);
  if (KindOf(first) == Kind::kCjk || at >= term.size()) return first % count;
  const char32_t second = text::DecodeUtf8(term, at);
  return (first * 31 + second) % count;
}

std::string PackNumbers(const std::vector<uint32_t>& rising) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string out;
  uint32_t before = 0;
  for (const uint32_t number : rising) {
    uint32_t rest = number - before;
    before = number;
    do {
      const uint32_t digit = rest & 31;
      rest >>= 5;
      out += kDigits[digit | (rest != 0 ? 32u : 0u)];
    } while (rest != 0);
  }
  return out;
}

}  // namespace bongsu::report::site
