// The charts of a brief in Markdown, which has none of its own: SVG files beside it.
#ifndef BONGSU_CLI_BRIEF_CHARTS_H_
#define BONGSU_CLI_BRIEF_CHARTS_H_

#include <string>

#include "bongsu/result.h"
#include "report/brief.h"
#include "report/brief_phrases.h"

namespace bongsu::cli {

// "out/brief.md", "cooperation" -> "out/brief-cooperation.svg".
std::string ChartPath(const std::string& output, const std::string& chart);

// "![title](brief-cooperation.svg)": the line that shows the file where the brief is read.
std::string ChartImage(const std::string& output, const report::BriefChart& chart);

// Writes a file for each chart of the brief that goes to `output`, over what is there.
Status WriteCharts(const std::string& output, const report::Brief& brief,
                   const report::Phrases& phrases);

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_BRIEF_CHARTS_H_
