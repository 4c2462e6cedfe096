// Registers that situations and briefs draw on: commitments, meetings, exercises, transfers and
// statements of concern, one row for each occurrence, as queries over events.
#ifndef BONGSU_WATCH_REGISTERS_H_
#define BONGSU_WATCH_REGISTERS_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"
#include "store/store.h"

namespace bongsu::watch {

enum class Register : uint8_t { kCommitments, kMeetings, kExercises, kTransfers, kConcerns };
// "commitments", "meetings" ...; kInvalidArgument for another word.
Result<Register> RegisterNamed(std::string_view name);

struct RegisterRow {
  // The record that stands for the row: the latest that says most (certainty, then publication).
  const store::StoredEvent* record = nullptr;
  size_t reports = 0, sources = 0;
  // commitments: kept (a later report tells of such an act), lapsed (its day passed without one),
  // unknown. meetings, exercises, transfers: held or done, planned, possible, denied, cancelled.
  // Concerns: voiced.
  std::string status;
  // The later record that shows a commitment kept, what was agreed at a meeting, who denies a
  // transfer; the first few.
  std::vector<const store::StoredEvent*> with;
};

// Rows in order of day, then occurrence. `events` as QueryReports gives them; `today` YYYY-MM-DD:
// by when a commitment should have been kept. A commitment is held against reports that came later,
// by the same parties, of the act that it promises (its content or frame), with an item in common
// where both name some: what no document here reports is not seen.
std::vector<RegisterRow> RowsOf(Register kind, std::span<const store::StoredEvent> events,
                                std::string_view today);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_REGISTERS_H_
