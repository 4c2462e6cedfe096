#include "lexicon/difference.h"

#include <algorithm>
#include <map>
#include <set>

#include "text/utf8.h"

namespace bongsu::lexicon {
namespace {

// Tables of words, and the column the word stands in.
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"contexts", "form"},       {"items", "form"},         {"names", "form"},
    {"ko.agents", "form"},      {"ko.apolitical", "form"}, {"ko.classes", "form"},
    {"ko.collectives", "form"}, {"ko.cues", "form"},       {"ko.dyads", "form"},
    {"ko.predicates", "form"},  {"ko.toward", "form"},     {"ko.units", "form"},
};
constexpr std::string_view kNowhere[] = {"index.", "regime.", "report."};

size_t ColumnOf(const Table& table, std::string_view name) {
  size_t column = 0;
  while (column < table.columns() && table.column_name(column) != name) ++column;
  return column;
}

std::string RowText(const Table& table, size_t row) {
  std::string text;
  for (size_t c = 0; c < table.columns(); ++c)
    text += std::string(c == 0 ? "" : "\t") + std::string(table.cell(row, c));
  return text;
}

std::string WithoutLastCharacter(std::string text) {
  size_t last = 0;
  for (size_t at = 0; at < text.size();) {
    last = at;
    text::DecodeUtf8(text, at);
  }
  text.resize(last);
  return text;
}

// What of a word stands unchanged in every form of it: of a verb all but its last syllable, which
// endings may change; of a noun with a verb the noun without its particle.
std::string Invariant(const Table& table, size_t row, std::string_view form) {
  const size_t pos = ColumnOf(table, "pos");
  const std::string_view kind = pos < table.columns() ? table.cell(row, pos) : "";
  if (kind == "cx") form = form.substr(0, form.find(' '));
  std::string word = Squeeze(form);
  return kind == "cx" || kind == "v" ? WithoutLastCharacter(std::move(word)) : word;
}

struct Row {
  std::string word;  // Invariant; empty: the row may act anywhere
  int balance = 0;   // 1: came, -1: went
};

// Rows of a table that stand in one of the two only, by their text.
std::map<std::string, Row> Changed(const Table& before, const Table& now,
                                   std::string_view word_column) {
  std::map<std::string, Row> rows;
  const auto count = [&](const Table& table, int sign) {
    const size_t column = ColumnOf(table, word_column);
    for (size_t r = 0; r < table.rows(); ++r) {
      Row& row = rows[RowText(table, r)];
      row.balance += sign;
      if (column < table.columns()) row.word = Invariant(table, r, table.cell(r, column));
    }
  };
  count(before, -1);
  count(now, 1);
  std::erase_if(rows, [](const auto& entry) { return entry.second.balance == 0; });
  return rows;
}

}  // namespace

bool Difference::Touches(std::string_view squeezed) const {
  if (!anywhere.empty()) return true;
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return squeezed.find(word) != squeezed.npos; });
}

Difference Compare(const Lexicon& before, const Lexicon& now) {
  std::set<std::string_view> names;
  for (const Lexicon* lexicon : {&before, &now})
    for (const std::string_view name : lexicon->table_names()) names.insert(name);
  Difference difference;
  std::set<std::string> words;
  for (const std::string_view name : names) {
    if (std::any_of(std::begin(kNowhere), std::end(kNowhere),
                    [&](std::string_view prefix) { return name.starts_with(prefix); }))
      continue;
    const auto table = std::find_if(std::begin(kWords), std::end(kWords),
                                    [&](const auto& entry) { return entry.first == name; });
    const std::string_view column = table == std::end(kWords) ? "" : table->second;
    for (const auto& [text, row] : Changed(before.table(name), now.table(name), column)) {
      ++difference.rows;
      if (!row.word.empty())
        words.insert(row.word);
      else if (difference.anywhere.empty())
        difference.anywhere = std::string(name) + ": " + text;
    }
  }
  difference.words.assign(words.begin(), words.end());
  return difference;
}

std::string Squeeze(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t begin = at;
    const char32_t c = text::DecodeUtf8(text, at);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0xA0 || c == 0x3000) continue;
    if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else
      out += text.substr(begin, at - begin);
  }
  return out;
}

}  // namespace bongsu::lexicon
