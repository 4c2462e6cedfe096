// Keyword indices as rows for spreadsheets and as JSON.
#ifndef BONGSU_REPORT_INDEX_TEXT_H_
#define BONGSU_REPORT_INDEX_TEXT_H_

#include <string>

#include "watch/keyword_index.h"

namespace bongsu::report {

// period, documents, outlets, index, threats and acts (of a share only), then a count of documents
// for each category. `separator` is ',' (RFC 4180, lines end in CR LF) or a tab.
std::string IndexHeader(const watch::KeywordIndex& index, char separator);
std::string IndexRowText(const watch::KeywordIndex& index, const watch::IndexRow& row,
                         char separator);
std::string IndexJson(const watch::KeywordIndex& index, const watch::IndexRow& row);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_INDEX_TEXT_H_
