// What queries share: conditions from a filter, and reading a row of events.
#ifndef BONGSU_STORE_CONDITIONS_H_
#define BONGSU_STORE_CONDITIONS_H_

#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"
#include "store/records.h"
#include "store/store.h"

namespace bongsu::store {

// A WHERE clause in the making.
class Conditions {
 public:
  void Add(const std::string& condition, const std::vector<Value>& values) {
    Join(rest_, condition);
    rest_values_.insert(rest_values_.end(), values.begin(), values.end());
  }
  // `before` IN (values) `after`, unless there are none.
  void AddAny(const std::string& before, const std::vector<std::string>& any,
              const std::string& after = "") {
    if (any.empty()) return;
    Add(before + " IN (" + Placeholders(any.size()) + ")" + after, {any.begin(), any.end()});
  }
  // What stands before the others: a bound of the day of `e`, which leaves few rows (`days`), or a
  // join.
  void AddFirst(const std::string& condition, const std::vector<Value>& values, bool days) {
    Join(first_, condition);
    first_values_.insert(first_values_.end(), values.begin(), values.end());
    days_ |= days;
  }
  // Where days are bounded the other conditions are held together by one of two columns that never
  // is true: else the engine looks at the texts of all rows while it finds out which condition
  // leaves fewest, which costs up to three times as much.
  std::string sql() const {
    const std::string rest =
        days_ && !rest_.empty() ? "((" + rest_ + ") OR e.event_key = -1 - e.doc_key)" : rest_;
    std::string all = first_;
    if (!rest.empty()) Join(all, rest);
    return all.empty() ? "" : " WHERE " + all;
  }
  std::vector<Value> values() const {
    std::vector<Value> all = first_values_;
    all.insert(all.end(), rest_values_.begin(), rest_values_.end());
    return all;
  }

 private:
  static void Join(std::string& all, const std::string& condition) {
    all += (all.empty() ? "" : " AND ") + condition;
  }
  std::string first_, rest_;
  std::vector<Value> first_values_, rest_values_;
  bool days_ = false;
};

// The conditions of a filter on the table `e` of events.
Result<Conditions> Where(const EventFilter& filter);

// The table that a filter reads: of the present, or with past versions.
const char* EventTable(const EventFilter& filter);

// "SELECT columns FROM table WHERE column = k" for each key, put together. The engine reads the
// blocks of an equal key only, but for a list of keys all between the smallest and the largest.
std::string ByKey(const char* columns, const char* table, const char* column,
                  std::span<const int64_t> keys);

// Events of a filter, at most its limit; in the order of Store::QueryEvents unless `ordered` is
// false.
Status EachEvent(Database& db, const EventFilter& filter, bool ordered, const EventSink& sink);
// The whole events in the order given.
Status EachEvent(Database& db, std::span<const EventPointer> events, const EventSink& sink);

// An id ("e-", "o-" and 16 hex digits) as the number of its first 15 digits, which column `number`
// holds; 0 when it is not of that form.
int64_t NumberOf(std::string_view id);

// An id with a key of its row, the smallest.
struct NamedRow {
  std::string id;
  int64_t key = 0;
};
// As CompleteId, with column `key` of the row.
Result<NamedRow> FindId(Database& db, const char* table, const char* key, std::string_view prefix);

// The one id of `table` (events, occurrences: by number; others by text) that begins so. More than
// one: an error that lists some.
Result<std::string> CompleteId(Database& db, const char* table, std::string_view prefix);

// The independent source that a document `o` is when nobody else's word is told: its outlet, else
// the document itself. As in the view mention_sources, which stays as it was released.
inline constexpr char kSourceOfDocument[] =
    "CASE WHEN o.outlet_id <> '' THEN 'outlet:' || o.outlet_id WHEN o.outlet <> '' THEN 'outlet:' "
    "|| o.outlet ELSE 'document:' || o.doc END";

// WITH clauses that end in `reports`: each event of `chosen` (a query for event_key, doc_key) with
// the key of the occurrence it reports on (`occurrence`; NULL when it has none), `probability`,
// `why`, the document its text comes from (`origin_key`, `origin_doc`) and the independent source
// it counts for (`source`: whose word it is, else the outlet of that document, else the document).
// As the view mention_sources, but nothing is read that `chosen` does not need. With `as_of`
// (YYYY-MM-DD) origins are sought among what was known then, and events of versions since replaced
// have their occurrences.
std::string ReportsSql(const std::string& chosen, const std::string& as_of);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_CONDITIONS_H_
