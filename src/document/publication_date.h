// Dates as sources write them, to YYYY-MM-DD.
#ifndef BONGSU_DOCUMENT_PUBLICATION_DATE_H_
#define BONGSU_DOCUMENT_PUBLICATION_DATE_H_

#include <string>
#include <string_view>

namespace bongsu::document {

// The calendar date that `text` begins with (2024-07-11 09:30:00 +0900, 2024/7/11, 2024.07.11.,
// 20240711, 2024년 7월 11일), in the text's own time zone; empty if there is none or no such day
// exists.
std::string LeadingDate(std::string_view text);

// The date that Jekyll reads from a file name: 2024-07-28-4144.md; empty if there is none. `path`
// may hold folders.
std::string DateOfFileName(std::string_view path);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_PUBLICATION_DATE_H_
