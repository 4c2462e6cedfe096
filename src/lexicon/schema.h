// Which tables there are: one place names every file of `data/` and its columns.
#ifndef BONGSU_LEXICON_SCHEMA_H_
#define BONGSU_LEXICON_SCHEMA_H_

#include <vector>

#include "lexicon/tsv.h"

namespace bongsu::lexicon {

// All tables, in the order they are compiled.
const std::vector<TableSchema>& Schemas();

// Checks that rows of several tables agree: every id that is referred to exists, enumerations have
// legal values, terms of office do not overlap. Rows are given per schema, in the order of
// Schemas().
struct LoadedRow {
  const TsvRow* row;
  const std::string* file;
};
void CheckReferences(const std::vector<std::vector<LoadedRow>>& tables,
                     std::vector<std::string>& errors);

}  // namespace bongsu::lexicon

#endif  // BONGSU_LEXICON_SCHEMA_H_
