// Hangul as letters (jamo), so that stems and endings that share a syllable can be told apart: 갔다
// = 가 + ㅆ + 다.
//
// A jamo string holds one byte per letter. Initials are 0x01..0x13, vowels 0x80..0x94, finals
// 0xA1..0xBB, so a final ㄴ (간) never equals an initial ㄴ (나). Printable ASCII stays; every
// other character is the byte 0x7F.
#ifndef BONGSU_TEXT_HANGUL_H_
#define BONGSU_TEXT_HANGUL_H_

#include <string>
#include <string_view>

namespace bongsu::text {

inline bool IsHangulSyllable(char32_t cp) { return cp >= 0xAC00 && cp <= 0xD7A3; }

// The numbers of a syllable's letters: 0..18 initial, 0..20 vowel, 0..27 final (0: none), in
// Unicode's order.
struct Syllable {
  int initial, vowel, final;
};
Syllable Decompose(char32_t syllable);

inline constexpr unsigned char kInitialBase = 0x01, kVowelBase = 0x80, kFinalBase = 0xA0;

// Appends the letters of `text`. A compatibility consonant (ㄴ, ㅆ) is a final: so endings are
// written ㄴ다, ㅂ니다.
void AppendJamo(std::string& out, std::string_view text);
std::string ToJamo(std::string_view text);

// True when the last character is a Hangul syllable with a final consonant.
bool EndsInFinal(std::string_view text);

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_HANGUL_H_
