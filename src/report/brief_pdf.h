// A brief as PDF.
#ifndef BONGSU_REPORT_BRIEF_PDF_H_
#define BONGSU_REPORT_BRIEF_PDF_H_

#include <string>

#include "bongsu/result.h"
#include "report/brief.h"
#include "report/brief_phrases.h"

namespace bongsu::report {

// A4, set in Noto Sans CJK: headings (also in the outline), lists, tables, charts as lines, not as
// pictures; marks of evidence lead to its list, sources to their addresses; title and language are
// in the metadata. `created` (YYYY-MM-DDTHH:MM:SSZ) is the date of the document: the same date,
// brief, libraries and font give the same bytes. Words of the charts are `phrases`. Errors as
// WritePaper.
Result<std::string> BriefPdf(const Brief& brief, const Phrases& phrases,
                             const std::string& created);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_PDF_H_
