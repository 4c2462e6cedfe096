// Decisions of people in words, and as gold.
#ifndef BONGSU_REPORT_REVIEW_TEXT_H_
#define BONGSU_REPORT_REVIEW_TEXT_H_

#include <string>

#include "bongsu/result.h"
#include "store/store.h"

namespace bongsu::report {

// Number, time, who, what, records, reason; one line without line feed.
std::string DecisionLine(const store::DecisionEntry& decision);

// A row of gold (docs/evaluation.md) for a record that was accepted or corrected; empty for other
// decisions and orphans.
Result<std::string> GoldRow(const store::DecisionEntry& decision);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_REVIEW_TEXT_H_
