// Series in words, as JSON and as rows for spreadsheets.
#ifndef BONGSU_REPORT_SERIES_TEXT_H_
#define BONGSU_REPORT_SERIES_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

#include "report/brief_phrases.h"
#include "watch/series.h"

namespace bongsu::report {

// What the rows of a book are: names as printed for machines, and keys of phrases for readers.
struct SeriesNames {
  std::vector<std::string> words, phrases;
};
// The three series of a situation; the quad classes of a dyad.
SeriesNames SituationSeries();
SeriesNames QuadSeries();

// begin, end, group, series, events, reports, sources, documents, exposure, coverage, state,
// expected, low, high, tail, change, direction, burst. `state` is one of: coverage lost, too early,
// as expected, unusual; never calm. Of what is lost or too early, expected to tail are empty.
// `separator` is ',' (RFC 4180, lines end in CR LF) or a tab.
std::string SeriesHeader(char separator);
std::string SeriesRowText(const watch::SeriesRow& row, const SeriesNames& names, char separator);
std::string SeriesJson(const watch::SeriesRow& row, const SeriesNames& names);
// A line for a terminal, without line feed.
std::string SeriesLine(const watch::SeriesRow& row, const SeriesNames& names,
                       const Phrases& phrases);

// Which of the two foretells better, and by how much.
std::string ComparisonLine(const watch::SeriesComparison& c, const SeriesNames& names,
                           const Phrases& phrases);
std::string ComparisonHeader(char separator);
std::string ComparisonRow(const watch::SeriesComparison& c, const SeriesNames& names,
                          char separator);
std::string ComparisonJson(const watch::SeriesComparison& c, const SeriesNames& names);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_SERIES_TEXT_H_
