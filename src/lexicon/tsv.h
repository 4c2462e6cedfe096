// Reading one table of `data/`: tab-separated text with a header, checked line by line.
#ifndef BONGSU_LEXICON_TSV_H_
#define BONGSU_LEXICON_TSV_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::lexicon {

// What a table of data/ must look like. Every file whose path matches `glob` (one `*` allowed) adds
// its rows.
struct TableSchema {
  const char* name;                       // "ko.predicates"
  const char* glob;                       // "ko/predicates.tsv", "people/terms.*.tsv"
  std::vector<std::string_view> columns;  // the header, exactly
  size_t key_columns = 1;  // rows that agree in the first so many columns are duplicates; 0: no key
  bool sorted = true;      // bytewise by line; false where order is meaning
  std::vector<size_t> required;  // columns that may not be empty
  bool may_remove = false;       // lines that begin with `!` are legal (TsvRow::removes)
};

// One row with the place it came from. Cells view into the file's text.
struct TsvRow {
  std::vector<std::string_view> cells;
  uint32_t line = 0;  // from 1
  // The line began with `!`: it takes the row with these cells (those of the key alone) away from
  // the tables read before.
  bool removes = false;
};

// Parses `text` by `schema`; `path` is shown in messages as it is. Adds a message "path:line: rule:
// offending text" to `errors` for every line that breaks a rule (header, number of cells, UTF-8,
// sorting, empty cell, duplicate) and leaves that line out. The rows view into `text`, which must
// outlive them.
std::vector<TsvRow> ParseTsv(const TableSchema& schema, const std::string& path,
                             std::string_view text, std::vector<std::string>& errors);

// Splits at each `separator`; an empty text gives no parts.
std::vector<std::string_view> Split(std::string_view text, char separator);

}  // namespace bongsu::lexicon

#endif  // BONGSU_LEXICON_TSV_H_
