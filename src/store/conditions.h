// What queries share: conditions from a filter, and reading a row of events.
#ifndef BONGSU_STORE_CONDITIONS_H_
#define BONGSU_STORE_CONDITIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/store.h"

namespace bongsu::store {

// A WHERE clause in the making.
class Conditions {
 public:
  void Add(const std::string& condition, const std::vector<Value>& values) {
    sql_ += (sql_.empty() ? " WHERE " : " AND ") + condition;
    values_.insert(values_.end(), values.begin(), values.end());
  }
  // `before` IN (values) `after`, unless there are none.
  void AddAny(const std::string& before, const std::vector<std::string>& any,
              const std::string& after = "") {
    if (any.empty()) return;
    Add(before + " IN (" + Placeholders(any.size()) + ")" + after, {any.begin(), any.end()});
  }
  const std::string& sql() const { return sql_; }
  const std::vector<Value>& values() const { return values_; }

 private:
  std::string sql_;
  std::vector<Value> values_;
};

// The conditions of a filter on the table `e` of events.
Result<Conditions> Where(const EventFilter& filter);

// The table that a filter reads: of the present, or with past versions.
const char* EventTable(const EventFilter& filter);

// Events of the narrow table `e` that meet `where`, in order unless `ordered` is false, as
// EachEvent reads them.
std::string EventSql(const std::string& where, uint64_t limit, const char* table = "events",
                     bool ordered = true);
Status EachEvent(Database& db, const std::string& sql, std::span<const Value> values,
                 const EventSink& sink);

// The one id of `table` that begins so. More than one: an error that lists some.
Result<std::string> CompleteId(Database& db, const char* table, std::string_view prefix);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_CONDITIONS_H_
