#include <algorithm>
#include <charconv>

#include "lexicon/tsv.h"
#include "report/brief_check.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

constexpr size_t kMostWildCharacters = 160;

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool IsLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// Whether `word` stands in `text`; with `whole` not inside another word of Latin letters.
bool Holds(const std::string& text, const std::string& word, bool whole) {
  for (size_t at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if (!whole ||
        ((at == 0 || !IsLetter(text[at - 1])) && (end == text.size() || !IsLetter(text[end]))))
      return true;
  }
  return false;
}

bool IsNumberPart(char c) { return (c >= '0' && c <= '9') || c == '.' || c == ',' || c == '-'; }

// `#` takes at least one character of a number or day, `*` any characters up to a limit, but none
// of `stops`, which would let a claim hide in it.
bool Matches(std::string_view form, std::string_view text, const std::vector<std::string>& stops) {
  if (form.empty()) return text.empty();
  if (form[0] == '#') {
    size_t taken = 0;
    while (taken < text.size() && IsNumberPart(text[taken]))
      if (Matches(form.substr(1), text.substr(++taken), stops)) return true;
    return false;
  }
  if (form[0] == '*') {
    size_t at = 0;
    for (size_t chars = 0; chars <= kMostWildCharacters; ++chars) {
      if (Matches(form.substr(1), text.substr(at), stops)) return true;
      const std::string_view rest = text.substr(at);
      if (rest.empty() || std::any_of(stops.begin(), stops.end(), [&](const std::string& stop) {
            return rest.starts_with(stop);
          }))
        return false;
      text::DecodeUtf8(text, at);
    }
    return false;
  }
  return !text.empty() && form[0] == text[0] && Matches(form.substr(1), text.substr(1), stops);
}

}  // namespace

Result<CheckWords> CheckWords::Make(
    std::map<std::string, std::vector<std::string>, std::less<>> forms, const std::string& lang) {
  if (forms.empty())
    return {ErrorCode::kBadInput,
            "data/report/check.tsv: no words to check a brief in language `" + lang + "`"};
  CheckWords words;
  words.lang_ = lang;
  words.forms_ = std::move(forms);
  return words;
}

Result<CheckWords> CheckWords::FromTable(const lexicon::Table& table, const std::string& lang) {
  std::map<std::string, std::vector<std::string>, std::less<>> forms;
  for (size_t r = 0; r < table.rows(); ++r)
    if (table.cell(r, 1) == lang)
      forms[std::string(table.cell(r, 0))].emplace_back(table.cell(r, 2));
  return Make(std::move(forms), lang);
}

Result<CheckWords> CheckWords::FromText(std::string_view tsv, const std::string& path,
                                        const std::string& lang) {
  const lexicon::TableSchema schema{"report.check", "report/check.tsv", {"kind", "lang", "form"}, 3,
                                    true,           {0, 1, 2}};
  std::vector<std::string> errors;
  std::map<std::string, std::vector<std::string>, std::less<>> forms;
  for (const lexicon::TsvRow& row : lexicon::ParseTsv(schema, path, tsv, errors))
    if (row.cells[1] == lang) forms[std::string(row.cells[0])].emplace_back(row.cells[2]);
  if (!errors.empty()) return {ErrorCode::kBadInput, errors.front()};
  return Make(std::move(forms), lang);
}

bool CheckWords::Has(std::string_view kind, std::string_view text) const {
  const auto it = forms_.find(kind);
  if (it == forms_.end()) return false;
  const bool whole = lang_ == "en";
  const std::string in = whole ? Lower(text) : std::string(text);
  return std::any_of(it->second.begin(), it->second.end(),
                     [&](const std::string& form) { return Holds(in, form, whole); });
}

bool CheckWords::NeedsNoEvidence(std::string_view text) const {
  const auto it = forms_.find(std::string_view("unmarked"));
  const auto stops = forms_.find(std::string_view("stop"));
  static const std::vector<std::string> kNone;
  return it != forms_.end() &&
         std::any_of(it->second.begin(), it->second.end(), [&](const std::string& form) {
           return Matches(form, text, stops == forms_.end() ? kNone : stops->second);
         });
}

size_t CheckWords::SourcesClaimed(std::string_view text) const {
  const auto it = forms_.find(std::string_view("sources"));
  size_t most = 0;
  if (it == forms_.end()) return most;
  for (const std::string& form : it->second) {  // "독립된 출처 #곳"
    const size_t hole = form.find('#');
    if (hole == form.npos) continue;
    const std::string before = form.substr(0, hole), after = form.substr(hole + 1);
    for (size_t at = 0; at < text.size(); ++at) {
      if (text[at] < '0' || text[at] > '9' ||
          (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9'))
        continue;
      size_t number = 0;
      const auto [end, error] =
          std::from_chars(text.data() + at, text.data() + text.size(), number);
      if (error == std::errc() && text.substr(0, at).ends_with(before) &&
          text.substr(static_cast<size_t>(end - text.data())).starts_with(after))
        most = std::max(most, number);
    }
  }
  return most;
}

}  // namespace bongsu::report
