// A chart as SVG: one element that stands in a page or is a file of its own.
#ifndef BONGSU_REPORT_CHART_SVG_H_
#define BONGSU_REPORT_CHART_SVG_H_

#include <string>

#include "report/chart.h"

namespace bongsu::report {

// An `svg` element with title and description, its style and its hatching in it: no script, nothing
// from outside. Light and dark as the reader's system asks, light on paper; it has a ground of its
// own, so that it can be read on a page of any colour. Classes begin with "bongsu-", ids with
// "chart-" and the chart's id. `role` is img, or group when marks lead somewhere. Every text is
// escaped; characters that XML does not have become blanks. Ends in a line feed.
std::string ChartSvg(const BriefChart& chart, const Phrases& phrases,
                     const ChartOptions& options = {});

// The same in a frame that scrolls sideways where the page is too narrow to read it, and that the
// keyboard reaches; for HTML.
std::string ChartHtml(const BriefChart& chart, const Phrases& phrases,
                      const ChartOptions& options = {});

// Marks of unusual days lead to the key events, where the brief has them.
ChartOptions ChartOptionsOf(const Brief& brief);

// A file: with its heading drawn.
std::string ChartSvgFile(const BriefChart& chart, const Phrases& phrases,
                         ChartOptions options = {});

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_CHART_SVG_H_
