// Which situations a report concerns, for many reports: what its event, certainty and parties
// decide is worked out once for all reports alike in these.
#ifndef BONGSU_WATCH_MATCHER_H_
#define BONGSU_WATCH_MATCHER_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "regime/ledger.h"
#include "store/report_scan.h"
#include "watch/situation.h"

namespace bongsu::watch {

// What a report is to one situation.
struct Match {
  uint16_t situation = 0;
  std::vector<uint16_t> signals;  // rising
  std::array<bool, kSeriesKinds> counts{};
};

// One thread at a time.
class Matcher {
 public:
  // Both must outlive it. `ledger` may be null: then no signal that asks for it fits.
  Matcher(const std::vector<Situation>& situations, const regime::Ledger* ledger);

  // By situation, rising; those it is nothing to are left out. `whole` is set, and the answer
  // empty, when some signal hangs on what the narrow tables do not have.
  std::vector<Match> Of(const store::NarrowReport& report, bool* whole);
  // `day`: the event's, else that of its publication (YYYY-MM-DD).
  std::vector<Match> Of(const Event& event, std::string_view day);

 private:
  // What event, certainty and parties leave open, in order of situation and signal, and the series
  // they settle.
  struct Chance {
    uint16_t situation = 0, signal = 0;
  };
  struct Chances {
    std::vector<Chance> signals;
    std::vector<uint8_t> series;  // of each situation a bit for each kind; empty: none
  };
  const Chances& ChancesOf(std::string_view event, std::string_view certainty,
                           std::string_view actor, std::string_view recipient);
  template <typename Fits>
  std::vector<Match> Collect(const Chances& chances, const Fits& fits) const;

  const std::vector<Situation>& situations_;
  const regime::Ledger* ledger_;
  std::vector<std::vector<bool>> concern_;  // of each situation's signals
  std::unordered_map<std::string, Chances> known_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_MATCHER_H_
