// When in its history was a term, an actor or a kind of event in the news far above its ordinary
// share? Kleinberg's bursts (2002, Data Mining and Knowledge Discovery 7, 373-397) in the form for
// batches (section 4): of d documents of a batch r are relevant.
//
// Retrospective: the ordinary share is that of the whole series, so a burst may change when later
// batches come. For alarms see change_point.h.
#ifndef BONGSU_WATCH_BURSTS_H_
#define BONGSU_WATCH_BURSTS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bongsu::watch {

struct BurstOptions {
  double scale = 2;  // s: each state's share is this many times that of the state below; above 1
  double gamma = 1;  // cost of a step up, in units of ln(number of batches); at least 0
  int states = 2;    // with the ordinary one, 2-16; those whose share would reach 1 are left out
};

// A run of batches in a state of at least `level`. A burst of level 2 lies within one of level 1.
struct Burst {
  size_t begin = 0;  // batches [begin, end)
  size_t end = 0;
  int level = 0;           // 1 and up
  double weight_nats = 0;  // what the state saves against the one below over these batches
  bool operator==(const Burst&) const = default;
};

// Bursts of the cheapest sequence of states, by beginning, then level. Of equally cheap sequences
// the lowest states. `relevant` and `documents` are one for each batch; where lengths differ the
// rest is left out; a count below 0 is read as 0, relevant beyond the documents as all of them. A
// batch without documents costs nothing in any state. O(batches * states²) time, one byte for each
// batch and state.
std::vector<Burst> FindBursts(std::span<const int64_t> relevant, std::span<const int64_t> documents,
                              const BurstOptions& options = {});

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_BURSTS_H_
