// Occurrences in words and JSON: what `bongsu cluster` prints.
#ifndef BONGSU_REPORT_OCCURRENCE_TEXT_H_
#define BONGSU_REPORT_OCCURRENCE_TEXT_H_

#include <string>
#include <vector>

#include "coding/outlets.h"
#include "store/store.h"

namespace bongsu::report {

// "3 occurrences, 5 mentions, 2 independent sources".
std::string CountsText(const store::Counts& counts);

// Id, days, kind, parties, counts, sentence; one line without line feed.
std::string OccurrenceLine(const store::Occurrence& occurrence);

// How certain an occurrence is on the word of all who speak of it, from confirmed by several
// independent sources (1) to improbable, denied by others (5), and 6 when it cannot be judged: the
// credibility of information in the Admiralty code (NATO AJP-2.1), by rule from what the records
// say, apart from how reliable their sources are (docs/corpus.md).
int Credibility(const std::vector<store::OccurrenceMention>& mentions);

// Fills OccurrenceMention::reliability from data/outlets.tsv.
void GradeSources(std::vector<store::OccurrenceMention>* mentions, const coding::Outlets& outlets);

// The occurrence with its reports by day: who asserts, who denies, since when, how its certainty
// moved, and why each report belongs.
std::string OccurrenceText(const store::Occurrence& occurrence,
                           const std::vector<store::OccurrenceMention>& mentions);

// One JSON object; with `mentions` their list.
std::string OccurrenceJson(const store::Occurrence& occurrence,
                           const std::vector<store::OccurrenceMention>& mentions = {});

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_OCCURRENCE_TEXT_H_
