// A sentence of a brief as it stands in Markdown.
#ifndef BONGSU_REPORT_BRIEF_MARKDOWN_H_
#define BONGSU_REPORT_BRIEF_MARKDOWN_H_

#include <string>

#include "report/brief.h"

namespace bongsu::report {

// "2024-07-28† · **kept** · text “quote” [1]–[3] — 2 independent sources"
std::string MarkdownSentence(const BriefSentence& sentence);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_MARKDOWN_H_
