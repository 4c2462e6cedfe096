#include "report/romanise.h"

#include <vector>

#include "text/hangul.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

// Compatibility letters in Unicode's order of the letters of a syllable.
constexpr char32_t kInitials[] = U"ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
constexpr char32_t kFinals[] = U"\0ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ";
constexpr char32_t kFirstVowel = U'ㅏ';
constexpr char32_t kSmallTsu = U'っ';

std::string Utf8(char32_t c) {
  std::string out;
  text::AppendUtf8(out, c);
  return out;
}

char32_t ToHiragana(char32_t c) {
  constexpr char32_t kFirst = U'ァ', kLast = U'ヴ', kShift = U'ァ' - U'ぁ';
  return c >= kFirst && c <= kLast ? c - kShift : c;
}

bool IsKana(char32_t c) { return (c >= U'ぁ' && c <= U'ゔ') || c == U'ー'; }

}  // namespace

Romaniser::Romaniser(const lexicon::Table& table) {
  for (size_t r = 0; r < table.rows(); ++r)
    forms_.emplace(std::pair(std::string(table.cell(r, 0)), std::string(table.cell(r, 1))),
                   table.cell(r, 2));
}

std::string Romaniser::Find(const char* kind, const std::string& letters) const {
  const auto it = forms_.find({kind, letters});
  return it == forms_.end() ? std::string() : it->second;
}

std::string Romaniser::Of(std::string_view text) const {
  if (forms_.empty()) return std::string(text);
  std::vector<char32_t> chars;
  for (size_t at = 0; at < text.size();) chars.push_back(ToHiragana(text::DecodeUtf8(text, at)));
  std::string out;
  bool begins = true, doubled = false;
  int carried = 0;  // the final before, written together with this initial
  const auto add = [&](std::string form) {
    if (form.empty()) return;
    if (doubled) form.insert(form.begin(), form.starts_with("ch") ? 't' : form[0]);
    if (begins && form[0] >= 'a' && form[0] <= 'z')
      form[0] = static_cast<char>(form[0] - 'a' + 'A');
    begins = doubled = false;
    out += form;
  };
  for (size_t i = 0; i < chars.size(); ++i) {
    const char32_t c = chars[i];
    if (text::IsHangulSyllable(c)) {
      const text::Syllable s = text::Decompose(c);
      if (carried == 0) add(Find("initial", Utf8(kInitials[s.initial])));
      carried = 0;
      add(Find("vowel", Utf8(kFirstVowel + static_cast<char32_t>(s.vowel))));
      if (s.final == 0) continue;
      const std::string final = Utf8(kFinals[s.final]);
      const bool more = i + 1 < chars.size() && text::IsHangulSyllable(chars[i + 1]);
      const std::string pair =
          more ? Find("pair", final + Utf8(kInitials[text::Decompose(chars[i + 1]).initial])) : "";
      if (!pair.empty()) carried = s.final;
      add(pair.empty() ? Find("final", final) : pair);
    } else if (c == kSmallTsu) {
      doubled = true;
    } else if (IsKana(c)) {
      std::string form =
          i + 1 < chars.size() ? Find("kana", Utf8(c) + Utf8(chars[i + 1])) : std::string();
      if (!form.empty()) ++i;
      add(form.empty() ? Find("kana", Utf8(c)) : form);
    } else {
      out += Utf8(c);
      begins = c == U' ' || c == U'・' || c == U'·';
    }
  }
  return out;
}

}  // namespace bongsu::report
