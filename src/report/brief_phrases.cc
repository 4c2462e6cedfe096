#include "report/brief_phrases.h"

#include <algorithm>
#include <array>

#include "lexicon/tsv.h"
#include "text/hangul.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

constexpr std::array<std::string_view, 3> kLanguages = {"ko", "en", "ja"};

Result<size_t> ColumnOf(const std::string& lang) {
  for (size_t i = 0; i < kLanguages.size(); ++i)
    if (kLanguages[i] == lang) return i;
  return {ErrorCode::kInvalidArgument, "no brief in language `" + lang + "`: ko, en or ja"};
}

class TemplateFiller {
 public:
  TemplateFiller(std::string_view pattern, const Slots& slots, size_t form)
      : pattern_(pattern), slots_(slots), form_(form) {}

  // Reads up to one of `stops` (not consumed) or the end. `complete` becomes false when a slot is
  // empty.
  std::string Until(std::string_view stops, bool& complete) {
    std::string out;
    while (at_ < pattern_.size() && stops.find(pattern_[at_]) == stops.npos) {
      const char c = pattern_[at_++];
      if (c == '{') {
        out += Slot(complete);
      } else if (c == '[') {
        out += Choice();
      } else if (c == '<') {
        out += Form(complete);
      } else {
        out += c;
      }
    }
    return out;
  }

 private:
  std::string Slot(bool& complete) {
    const size_t end = pattern_.find('}', at_);
    std::string_view name = pattern_.substr(at_, end - at_);
    at_ = end == pattern_.npos ? pattern_.size() : end + 1;
    std::string_view particle;
    if (const size_t colon = name.find(':'); colon != name.npos) {
      particle = name.substr(colon + 1);
      name = name.substr(0, colon);
    }
    const auto it = slots_.find(name);
    if (it == slots_.end() || it->second.empty()) {
      complete = false;
      return {};
    }
    return particle.empty() ? it->second : WithParticle(it->second, particle);
  }

  std::string Choice() {
    std::string chosen;
    bool found = false;
    while (at_ < pattern_.size()) {
      bool complete = true;
      const std::string text = Until(";]", complete);
      if (complete && !found) {
        chosen = text;
        found = true;
      }
      if (at_ == pattern_.size() || pattern_[at_++] == ']') break;
    }
    return chosen;
  }

  std::string Form(bool& complete) {
    std::string chosen;
    for (size_t i = 0; at_ < pattern_.size(); ++i) {
      const std::string text = Until("|>", complete);
      if (i == 0 || i == form_) chosen = text;
      if (at_ == pattern_.size() || pattern_[at_++] == '>') break;
    }
    return chosen;
  }

  std::string_view pattern_;
  const Slots& slots_;
  size_t form_;
  size_t at_ = 0;
};

// What is read aloud last: brackets, quotation marks and blanks at the end aside.
std::string_view LastSpoken(std::string_view word) {
  constexpr std::array<std::string_view, 6> kMarks = {"’", "”", "'", "\"", "」", " "};
  for (bool again = true; again;) {
    again = false;
    if (const size_t open = word.rfind('('); word.ends_with(')') && open != word.npos && open > 0) {
      word = word.substr(0, open);
      again = true;
    }
    for (const std::string_view mark : kMarks)
      if (word.ends_with(mark)) {
        word.remove_suffix(mark.size());
        again = true;
      }
  }
  return word;
}

enum class LastSound { kVowel, kRieul, kConsonant, kUnknown };

LastSound SoundOf(std::string_view word) {
  // The Sino-Korean numerals: 영 일 이 삼 사 오 육 칠 팔 구.
  constexpr LastSound kDigits[] = {LastSound::kConsonant, LastSound::kRieul, LastSound::kVowel,
                                   LastSound::kConsonant, LastSound::kVowel, LastSound::kVowel,
                                   LastSound::kConsonant, LastSound::kRieul, LastSound::kRieul,
                                   LastSound::kVowel};
  word = LastSpoken(word);
  char32_t last = 0;
  for (size_t at = 0; at < word.size();) last = text::DecodeUtf8(word, at);
  if (last >= '0' && last <= '9') return kDigits[last - '0'];
  if (!text::IsHangulSyllable(last)) return LastSound::kUnknown;
  constexpr int kFinalRieul = 8;
  if (text::Decompose(last).final == kFinalRieul) return LastSound::kRieul;
  return text::EndsInFinal(word) ? LastSound::kConsonant : LastSound::kVowel;
}

std::string WithoutSuffix(const std::string& text, std::string_view suffix) {
  return text.ends_with(suffix) ? text.substr(0, text.size() - suffix.size()) : text;
}

Slots KoreanForms(std::string_view pattern, const Slots& parties) {
  const std::string stem = WithoutSuffix(FillTemplate(pattern, parties), "하다");
  return {{"past", stem + "했다"},
          {"ongoing", stem + "하고 있다"},
          {"had", stem + "했을"},
          {"base", stem + "하"},
          {"present", stem + "한다"},
          {"future", stem + "할"},
          {"gerund", stem + "하는 것"},
          {"not_past", stem + "하지 않은"},
          {"not_future", stem + "하지 않을"},
          {"not_had", stem + "하지 않았을"},
          {"not_either", stem + "하지 않았거나 하지 않을"}};
}

Slots JapaneseForms(std::string_view pattern, const Slots& parties) {
  const std::string stem = WithoutSuffix(FillTemplate(pattern, parties), "する");
  return {{"past", stem + "した"},         {"ongoing", stem + "している"},
          {"had", stem + "した"},          {"not_had", stem + "しなかった"},
          {"base", stem + "する"},         {"gerund", stem + "すること"},
          {"not_base", stem + "しない"},   {"not_past", stem + "しなかった"},
          {"not_future", stem + "しない"}, {"not_either", stem + "しなかった、またはしない"}};
}

Slots EnglishForms(std::string_view pattern, const Slots& parties) {
  const std::string base = FillTemplate(pattern, parties, 0);
  return {{"base", base},
          {"past", FillTemplate(pattern, parties, 1)},
          {"gerund", FillTemplate(pattern, parties, 2)},
          {"not_had", "did not " + base},
          {"not_past", "did not " + base},
          {"not_future", "will not " + base},
          {"not_either", "did not or will not " + base}};
}

}  // namespace

std::string FillTemplate(std::string_view pattern, const Slots& slots, size_t form) {
  bool complete = true;
  return TemplateFiller(pattern, slots, form).Until("", complete);
}

std::string WithParticle(std::string_view word, std::string_view particle) {
  struct Pair {
    std::string_view after_consonant, after_vowel;
  };
  constexpr Pair kPairs[] = {
      {"이", "가"}, {"을", "를"}, {"은", "는"}, {"과", "와"}, {"으로", "로"}};
  std::string out(word);
  for (const auto& [consonant, vowel] : kPairs) {
    if (particle != consonant) continue;
    const LastSound sound = SoundOf(word);
    if (sound == LastSound::kUnknown) {
      out +=
          particle == "으로" ? "(으)로" : std::string(consonant) + "(" + std::string(vowel) + ")";
    } else {
      const bool open =
          sound == LastSound::kVowel || (sound == LastSound::kRieul && particle == "으로");
      out += open ? vowel : consonant;
    }
    return out;
  }
  return out += particle;
}

Slots ActForms(std::string_view pattern, const Slots& parties, const std::string& lang) {
  if (lang == "ko") return KoreanForms(pattern, parties);
  if (lang == "ja") return JapaneseForms(pattern, parties);
  return EnglishForms(pattern, parties);
}

void Phrases::Add(std::string_view key, const std::array<std::string_view, 3>& cells,
                  size_t column) {
  phrases_.emplace(key, cells[column]);
  constexpr std::string_view kWord = "word.";
  if (!key.starts_with(kWord)) return;
  for (size_t l = 0; l < kLanguages.size(); ++l)
    for (const std::string_view form : lexicon::Split(cells[l], '|'))
      words_[std::string(key.substr(kWord.size())) + " " + std::string(kLanguages[l])].emplace_back(
          form);
}

Result<Phrases> Phrases::FromTable(const lexicon::Table& table, const std::string& lang) {
  BONGSU_ASSIGN_OR_RETURN(const size_t column, ColumnOf(lang));
  Phrases made;
  made.lang_ = lang;
  for (size_t row = 0; row < table.rows(); ++row)
    made.Add(table.cell(row, 0), {table.cell(row, 1), table.cell(row, 2), table.cell(row, 3)},
             column);
  return Checked(std::move(made));
}

Result<Phrases> Phrases::FromText(std::string_view tsv, const std::string& path,
                                  const std::string& lang) {
  BONGSU_ASSIGN_OR_RETURN(const size_t column, ColumnOf(lang));
  const lexicon::TableSchema schema{
      "report.phrases", "report/phrases.tsv", {"key", "ko", "en", "ja"}, 1, true, {0, 1, 2, 3}};
  std::vector<std::string> errors;
  Phrases made;
  made.lang_ = lang;
  for (const lexicon::TsvRow& row : lexicon::ParseTsv(schema, path, tsv, errors))
    made.Add(row.cells[0], {row.cells[1], row.cells[2], row.cells[3]}, column);
  if (!errors.empty()) return {ErrorCode::kBadInput, errors.front()};
  return Checked(std::move(made));
}

Result<Phrases> Phrases::Checked(Phrases made) {
  if (made.phrases_.empty())
    return {ErrorCode::kBadInput, "data/report/phrases.tsv: no phrases for briefs"};
  return made;
}

std::vector<std::string> Phrases::KeysFrom(std::string_view prefix) const {
  std::vector<std::string> keys;
  for (auto it = phrases_.lower_bound(prefix);
       it != phrases_.end() && it->first.starts_with(prefix); ++it)
    keys.push_back(it->first);
  return keys;
}

bool Phrases::HasWord(std::string_view name, const std::string& lang, std::string_view text) const {
  const auto it = words_.find(std::string(name) + " " + lang);
  if (it == words_.end()) return false;
  std::string lower(text), letters;
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return std::any_of(it->second.begin(), it->second.end(), [&](const std::string& form) {
    size_t at = 0;
    const char32_t first = form.empty() ? 0 : text::DecodeUtf8(form, at);
    constexpr char32_t kFirstConsonant = 0x3131, kLastConsonant = 0x314E;
    if (first < kFirstConsonant || first > kLastConsonant) return lower.find(form) != lower.npos;
    if (letters.empty()) letters = text::ToJamo(lower);
    return letters.find(text::ToJamo(form)) != letters.npos;
  });
}

std::string_view Phrases::operator[](std::string_view key) const {
  const auto it = phrases_.find(key);
  return it == phrases_.end() ? key : std::string_view(it->second);
}

std::string Phrases::Fill(std::string_view key, const Slots& slots) const {
  return FillTemplate((*this)[key], slots);
}

std::string Phrases::List(const std::vector<std::string>& parts) const {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i == 0)
      out = parts[i];
    else
      out = Fill(i + 1 == parts.size() ? "list.and" : "list.comma",
                 {{"first", out}, {"last", parts[i]}});
  }
  return out;
}

}  // namespace bongsu::report
