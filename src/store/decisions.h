// The table of what people decided, and how it meets the records of a document.
#ifndef BONGSU_STORE_DECISIONS_H_
#define BONGSU_STORE_DECISIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "bongsu/result.h"
#include "corpus/decision.h"
#include "store/database.h"

namespace bongsu::store {

// One record that a decision is about. Kinds: accept, reject, correct (side 0); same, apart (sides
// 0 and 1).
struct Decision {
  int64_t number = 0, side = 0;
  std::string kind;
  corpus::Anchor anchor;
  std::string payload;  // of correct: corpus::Corrected
  std::string who, reason, made;
  std::string event;     // id of the record it is attached to; empty: an orphan
  std::string original;  // JSON of the coder's record that was corrected or rejected
};

// Those about sources of these hashes, in order of number and side; all when `hashes` is empty.
Result<std::vector<Decision>> LoadDecisions(Database& db, const std::vector<std::string>& hashes);

// Attaches the decisions on one source to its records as coded and carries out reviews: the last
// one on a record counts. `decisions` then say what each is attached to.
Status ApplyDecisions(std::vector<Decision*>& decisions, std::vector<Event>& events);

// Writes what `event` and `original` have become, and new decisions. Inside a transaction.
Status StoreDecisions(Database& db, const std::vector<Decision>& decisions);

// How many decisions a journal holds. kCorruption names the line.
Result<int64_t> JournalDecisions(const std::string& path);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_DECISIONS_H_
