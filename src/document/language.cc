#include "document/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

namespace bongsu::document {
namespace {

struct ScriptCounts {
  int hangul = 0, kana = 0, han = 0, other_letters = 0;
  int letters() const { return hangul + kana + han + other_letters; }
};

// Counts letters by the bytes they begin with, which is exact enough and several times faster than
// decoding: EA-ED hold the Hangul syllables (and little else that news prints), E3 81-83 kana,
// E4-E9 and E3 90+ Chinese characters.
ScriptCounts CountScripts(std::string_view text) {
  ScriptCounts counts;
  for (size_t pos = 0; pos < text.size(); ++pos) {
    const auto b = static_cast<unsigned char>(text[pos]);
    if (b < 0x80) {
      const unsigned char lower = b | 0x20;
      counts.other_letters += lower >= 'a' && lower <= 'z' ? 1 : 0;
    } else if (b >= 0xEA && b <= 0xED) {
      ++counts.hangul;
    } else if (b == 0xE3) {
      const auto next = pos + 1 < text.size() ? static_cast<unsigned char>(text[pos + 1]) : 0;
      counts.kana += next >= 0x81 && next <= 0x83 ? 1 : 0;
      counts.han += next >= 0x90 ? 1 : 0;
    } else if (b >= 0xE4 && b <= 0xE9) {
      ++counts.han;
    } else if ((b >= 0xC3 && b <= 0xDF) || b == 0xE0 || b == 0xE1) {
      ++counts.other_letters;
    }
  }
  return counts;
}

// Whether function words that only English has make up a good part of the words. A call of CLD2
// costs as much as reading a whole post, so plain English should not need it.
bool LooksEnglish(std::string_view text) {
  int words = 0, the = 0, others = 0;
  for (size_t pos = 0; pos < text.size();) {
    const size_t end = std::min(text.find_first_of(" \n", pos), text.size());
    const std::string_view word = text.substr(pos, end - pos);
    pos = end + 1;
    words += word.empty() ? 0 : 1;
    the += word == "the" || word == "The" ? 1 : 0;
    others += word == "of" || word == "and" || word == "that" || word == "with" || word == "was";
  }
  return the >= 2 && others >= 1 && (the + others) * 100 >= words * 8;
}

// CLD2's word for it; unreliable answers count only where one language holds nearly all of the
// text.
std::string AskCld2(std::string_view text) {
  CLD2::Language languages[3];
  int percents[3];
  int text_bytes = 0;
  bool reliable = false;
  const CLD2::Language best = CLD2::DetectLanguageSummary(
      text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true, /*tld_hint=*/nullptr,
      CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE, languages, percents, &text_bytes, &reliable);
  const bool nearly_all = languages[0] == best && percents[0] >= 90;
  if (!reliable && !nearly_all) return "und";
  return NormalizeLanguage(CLD2::LanguageCode(best));
}

}  // namespace

std::string DetectLanguage(std::string_view text) {
  const ScriptCounts counts = CountScripts(text);
  const int letters = counts.letters();
  if (letters == 0) return "und";
  // News mixes in Latin names and Chinese characters; Korean and Japanese stay clear of each other.
  if (counts.hangul * 10 >= letters * 4) return "ko";
  if (counts.kana * 10 >= letters * 2) return "ja";
  if (counts.other_letters * 10 >= letters * 9 && LooksEnglish(text)) return "en";
  const std::string language = AskCld2(text);
  if (language.empty() || language == "un") return "und";
  return language;
}

std::string NormalizeLanguage(std::string_view tag) {
  std::string primary;
  for (const char c : tag) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (lower == '-' || lower == '_' || lower == '.') break;
    if (lower < 'a' || lower > 'z') return {};
    primary += lower;
  }
  if (primary == "kor" || primary == "kr") return "ko";
  if (primary == "eng") return "en";
  if (primary == "jpn" || primary == "jp") return "ja";
  return primary.size() == 2 || primary.size() == 3 ? primary : std::string();
}

}  // namespace bongsu::document
