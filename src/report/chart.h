// A chart laid out: shapes with coordinates, once for every format that draws (chart_svg.h,
// brief_pdf.h), so that a chart looks the same on a page and on paper.
//
// From top to bottom: the heading, if asked for; the legend, in as many rows as it needs; the
// fires, if the chart has any, a column a day as high as its level; the plot, with the interval as
// a band, what was expected as a broken line, the counts as a line with a dot for each day, unusual
// days as diamonds; the days. A day that has no count, or on which too little was read to count,
// breaks the lines and is never drawn as zero; the latter is hatched.
#ifndef BONGSU_REPORT_CHART_H_
#define BONGSU_REPORT_CHART_H_

#include <functional>
#include <string>
#include <vector>

#include "report/brief.h"
#include "report/brief_phrases.h"

namespace bongsu::report {

// What a shape stands for; decides its colour and stroke.
enum class ChartRole : uint8_t {
  kPaper,
  kGrid,
  kAxis,
  kBand,
  kUncovered,  // hatched
  kExpected,   // broken line
  kCount,
  kUnusual,
  kFires1,  // to 5
  kFires2,
  kFires3,
  kFires4,
  kFires5,
  kText,
  kSoftText,
  kDay,  // not to be seen: where a pointer rests to read the day's numbers
};
inline constexpr size_t kChartRoles = static_cast<size_t>(ChartRole::kDay) + 1;
// "paper", "grid" ...: the word in the SVG's classes.
const char* ChartRoleName(ChartRole role);

// Colours as #rrggbb. Text and lines have a contrast of at least 4.5 and 3 to the paper (WCAG 2.1,
// 1.4.3 and 1.4.11), in both.
struct ChartColour {
  const char *light, *dark;
};
ChartColour ChartColourOf(ChartRole role);

struct ChartPoint {
  double x = 0, y = 0;
  bool operator==(const ChartPoint&) const = default;
};

enum class ChartShapeKind : uint8_t {
  kRect,     // two points: top left, bottom right
  kLine,     // open, two points or more
  kPolygon,  // closed
  kDot,      // one point: the centre
  kText,     // one point on the base line
};
enum class ChartAnchor : uint8_t { kStart, kMiddle, kEnd };

struct ChartShape {
  ChartShapeKind kind = ChartShapeKind::kRect;
  ChartRole role = ChartRole::kPaper;
  std::vector<ChartPoint> points;
  std::string text;  // of a text
  ChartAnchor anchor = ChartAnchor::kStart;
  double size = 0;   // of a text: its em; of a dot: its radius
  std::string tip;   // "2024-07-28: 5, expected 2.1 (90 % 0–5)"; may be empty
  std::string link;  // may be empty
};

struct ChartDrawing {
  double width = 0, height = 0;  // y grows downwards from the top left
  std::string title;
  std::string about;               // what the chart shows, in a sentence or two, for who cannot see
  std::vector<ChartShape> shapes;  // in the order of drawing
};

struct ChartOptions {
  double width = 640;        // of the whole; at least 240
  double plot_height = 140;  // of the plot alone
  bool heading = false;      // draws the title; without it stands beside the chart
  // Where the mark of an unusual day leads; empty: nowhere.
  std::function<std::string(const BriefChart::Day&)> link;
};

// Words are the phrases `chart.*`, in their language. Widths of text are estimated (a wide
// character an em, another 0.55 em), so that legend and days do not run into each other in any
// script. A chart without days has its axes alone.
ChartDrawing DrawChart(const BriefChart& chart, const Phrases& phrases,
                       const ChartOptions& options = {});

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_CHART_H_
