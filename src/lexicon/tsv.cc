#include "lexicon/tsv.h"

#include <unordered_set>

#include "text/utf8.h"

namespace bongsu::lexicon {
namespace {

std::string Clipped(std::string_view text) {
  return "`" + text::ClipColumns(text::RepairUtf8(text), 60) + "`";
}

std::string Join(const std::vector<std::string_view>& parts, std::string_view separator) {
  std::string out;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += separator;
    out += parts[i];
  }
  return out;
}

// The cells of a line: unlike Split, an empty line has one empty cell.
std::vector<std::string_view> Cells(std::string_view line) {
  std::vector<std::string_view> cells;
  size_t begin = 0;
  while (true) {
    const size_t tab = line.find('\t', begin);
    cells.push_back(line.substr(begin, tab == std::string_view::npos ? tab : tab - begin));
    if (tab == std::string_view::npos) return cells;
    begin = tab + 1;
  }
}

class TableParser {
 public:
  TableParser(const TableSchema& schema, const std::string& path, std::vector<std::string>& errors)
      : schema_(schema), path_(path), errors_(errors) {}

  void Line(std::string_view line, uint32_t number) {
    number_ = number;
    if (line.ends_with('\r')) return Error("carriage return: lines end in a line feed alone", line);
    if (line.empty() || line.starts_with('#')) return;
    if (text::FindInvalidUtf8(line) != std::string_view::npos) return Error("not valid UTF-8", {});
    if (!seen_header_) return Header({Cells(line), number});
    const bool removes = schema_.may_remove && line.starts_with('!');
    TsvRow row{Cells(removes ? line.substr(1) : line), number, removes};
    if (removes) return Removal(std::move(row), line);
    if (row.cells.size() != schema_.columns.size())
      return Error(std::to_string(row.cells.size()) + " cells where the header has " +
                       std::to_string(schema_.columns.size()),
                   line);
    for (const size_t column : schema_.required)
      if (row.cells[column].empty())
        return Error("empty cell in column " + std::string(schema_.columns[column]), line);
    const bool misplaced = schema_.sorted && line < previous_;
    previous_ = line;
    if (misplaced) return Error("not sorted: this line belongs before the one above it", line);
    if (schema_.key_columns > 0) {
      const std::vector<std::string_view> key(
          row.cells.begin(), row.cells.begin() + static_cast<ptrdiff_t>(schema_.key_columns));
      if (!keys_.insert(Join(key, "\t")).second) return Error("duplicate key", Join(key, ", "));
    }
    rows_.push_back(std::move(row));
  }

  std::vector<TsvRow> Finish() {
    if (!seen_header_) Error("no header line; expected " + Join(schema_.columns, " "), {});
    return std::move(rows_);
  }

 private:
  void Header(const TsvRow& row) {
    seen_header_ = true;
    if (row.cells != schema_.columns)
      Error("header differs; expected columns " + Join(schema_.columns, " "), Join(row.cells, " "));
  }

  void Removal(TsvRow row, std::string_view line) {
    if (schema_.key_columns == 0) return Error("rows of this table have no key to name", line);
    if (row.cells.size() < schema_.key_columns)
      return Error(std::to_string(row.cells.size()) + " cells where the key has " +
                       std::to_string(schema_.key_columns),
                   line);
    rows_.push_back(std::move(row));
  }

  void Error(const std::string& rule, std::string_view text) {
    errors_.push_back(path_ + ":" + std::to_string(number_) + ": " + rule +
                      (text.empty() ? "" : ": " + Clipped(text)));
  }

  const TableSchema& schema_;
  const std::string& path_;
  std::vector<std::string>& errors_;
  std::vector<TsvRow> rows_;
  std::unordered_set<std::string> keys_;
  std::string_view previous_;
  uint32_t number_ = 0;
  bool seen_header_ = false;
};

}  // namespace

std::vector<TsvRow> ParseTsv(const TableSchema& schema, const std::string& path,
                             std::string_view text, std::vector<std::string>& errors) {
  TableParser parser(schema, path, errors);
  uint32_t number = 0;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    parser.Line(text.substr(0, end), ++number);
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parser.Finish();
}

std::vector<std::string_view> Split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const size_t end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

}  // namespace bongsu::lexicon
