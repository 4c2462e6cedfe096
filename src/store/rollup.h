// The dyad-day sums: what one event adds to them, and how a batch's changes reach the table.
#ifndef BONGSU_STORE_ROLLUP_H_
#define BONGSU_STORE_ROLLUP_H_

#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include "bongsu/event.h"
#include "store/database.h"

namespace bongsu::store {

struct DyadDay {
  std::string actor, recipient;
  bool joint = false;
  int32_t day = 0;
  std::string event, certainty;
  auto operator<=>(const DyadDay&) const = default;
};

// Sums of one transaction. One thread at a time.
class Rollup {
 public:
  struct Sum {
    int64_t events = 0;
    int64_t score_tenths = 0;
    bool operator==(const Sum&) const = default;
  };
  // Counts an event in (sign 1) or out (sign -1), on its day; without a day it does not count. See
  // table dyad_day.
  void Count(const Event& event, DayNumber day, int sign);
  // Appends the sums to the table, whose rows of one key add up; now and then folds them into one
  // row a key, in order.
  Status Apply(Database& db) const;
  // Without those that came to nothing.
  std::map<DyadDay, Sum> sums() const;

 private:
  std::map<DyadDay, Sum> sums_;
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_ROLLUP_H_
