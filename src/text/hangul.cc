#include "text/hangul.h"

#include "text/utf8.h"

namespace bongsu::text {
namespace {

// Compatibility jamo U+3131..U+314E to the number of the final consonant; 0 where it cannot be one
// (ㄸ ㅃ ㅉ).
constexpr unsigned char kCompatibilityFinal[] = {1,  2,  3,  4,  5,  6,  7,  0,  8,  9,
                                                 10, 11, 12, 13, 14, 15, 16, 17, 0,  18,
                                                 19, 20, 21, 22, 0,  23, 24, 25, 26, 27};

}  // namespace

Syllable Decompose(char32_t syllable) {
  const int i = static_cast<int>(syllable - 0xAC00);
  return {i / 588, i % 588 / 28, i % 28};
}

void AppendJamo(std::string& out, std::string_view text) {
  for (size_t pos = 0; pos < text.size();) {
    const char32_t cp = DecodeUtf8(text, pos);
    if (IsHangulSyllable(cp)) {
      const Syllable s = Decompose(cp);
      out += static_cast<char>(kInitialBase + s.initial);
      out += static_cast<char>(kVowelBase + s.vowel);
      if (s.final != 0) out += static_cast<char>(kFinalBase + s.final);
    } else if (cp >= 0x3131 && cp <= 0x314E && kCompatibilityFinal[cp - 0x3131] != 0) {
      out += static_cast<char>(kFinalBase + kCompatibilityFinal[cp - 0x3131]);
    } else {
      out += cp >= 0x20 && cp < 0x7F ? static_cast<char>(cp) : '\x7F';
    }
  }
}

std::string ToJamo(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  AppendJamo(out, text);
  return out;
}

bool EndsInFinal(std::string_view text) {
  if (text.size() < 3) return false;
  size_t pos = text.size() - 3;
  const char32_t cp = DecodeUtf8(text, pos);
  return IsHangulSyllable(cp) && Decompose(cp).final != 0;
}

}  // namespace bongsu::text
