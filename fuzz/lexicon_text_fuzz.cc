// The door for tables of data/: any bytes give rows of the schema's shape and messages with a
// place, never a crash. The first line names the schema (an unknown name stands for the first one),
// the rest is the table.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <set>
#include <string>

#include "lexicon/schema.h"
#include "lexicon/tsv.h"
#include "text/utf8.h"

namespace {

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void CheckTable(const bongsu::lexicon::TableSchema& schema, std::string_view text) {
  using namespace bongsu;
  std::vector<std::string> errors;
  const auto rows = lexicon::ParseTsv(schema, "data/fuzz.tsv", text, errors);
  std::set<std::string> keys;
  uint32_t line = 0;
  for (const lexicon::TsvRow& row : rows) {
    Require(row.removes || row.cells.size() == schema.columns.size(),
            "a row has the schema's cells");
    Require(row.line > line, "line numbers grow");
    line = row.line;
    std::string key;
    for (size_t c = 0; c < row.cells.size(); ++c) {
      const std::string_view cell = row.cells[c];
      Require(cell.data() >= text.data() && cell.data() + cell.size() <= text.data() + text.size(),
              "cells view into the text");
      Require(cell.find_first_of("\t\n") == std::string_view::npos, "a cell holds no separator");
      Require(text::FindInvalidUtf8(cell) == std::string_view::npos, "cells are UTF-8");
      if (c < schema.key_columns) key += std::string(cell) + '\t';
    }
    if (row.removes) {
      Require(schema.may_remove, "only one's own tables take rows away");
      continue;
    }
    for (const size_t c : schema.required)
      Require(!row.cells[c].empty(), "required cells are filled");
    Require(schema.key_columns == 0 || keys.insert(key).second, "keys are unique");
  }
  for (const std::string& error : errors) {
    Require(error.starts_with("data/fuzz.tsv:"), "a message names file and line");
    Require(text::FindInvalidUtf8(error) == std::string_view::npos, "messages are UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace bongsu;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t name_end = std::min(input.find('\n'), size);
  const size_t body = std::min(name_end + 1, size);
  const auto& schemas = lexicon::Schemas();
  const lexicon::TableSchema* schema = &schemas[0];
  for (const lexicon::TableSchema& s : schemas)
    if (input.substr(0, name_end) == s.name) schema = &s;
  const auto bytes =
      std::make_unique<char[]>(size - body);  // of exactly its size, for AddressSanitizer
  if (size > body) std::memcpy(bytes.get(), data + body, size - body);
  const std::string_view text(bytes.get(), size - body);

  CheckTable(*schema, text);
  lexicon::TableSchema own = *schema;  // a folder of one's own: any order, rows may be taken away
  own.sorted = false;
  own.may_remove = true;
  CheckTable(own, text);
  return 0;
}
