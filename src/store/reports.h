// Some reports, not all: what each counts for, looked up by key. What is read are the stretches of
// the tables in which their keys lie.
#ifndef BONGSU_STORE_REPORTS_H_
#define BONGSU_STORE_REPORTS_H_

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "store/records.h"

namespace bongsu::store {

// Of more than so many a query of the whole is no slower.
inline constexpr size_t kFewReports = 10000;

// An event as a report on an occurrence.
struct Report {
  EventPointer event;
  std::optional<int64_t> occurrence;
  double probability = 0;
  std::string why;
  std::string source;  // whose word it is; after FillSources the independent source, never empty
  std::string origin;  // document that its document's text comes from, when another
};

// "SELECT columns FROM table WHERE column IN (keys)", written so that the engine reads the
// stretches in which the keys lie; they must rise and not be empty.
std::string AmongKeys(const std::string& columns, const std::string& table,
                      const std::string& column, std::span<const int64_t> keys);

// Occurrence, probability, why, and whose word it is, for events of the present.
Status FillMentions(Database& db, std::vector<Report>& reports);
// The independent source, by what is known now, and the origin.
Status FillSources(Database& db, std::vector<Report>& reports);

// The reports on an occurrence, by its key, with all of the above; in order of event key.
Result<std::vector<Report>> ReportsOn(Database& db, int64_t occurrence);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_REPORTS_H_
