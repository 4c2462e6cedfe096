// What a batch will do, worked out before anything is written.
#ifndef BONGSU_STORE_PLAN_H_
#define BONGSU_STORE_PLAN_H_

#include <string>
#include <vector>

#include "archive/archive.h"
#include "store/store.h"

namespace bongsu::store {

enum class Change : uint8_t {
  kAdded,
  kChanged,    // another source: a new version
  kRecoded,    // same source, other metadata, program or lexicon
  kRewritten,  // as stored, but for what people decided
};

struct KnownDocument {
  int64_t key = 0, version = 0, ingested_run = 0;
  std::string source_hash, fingerprint, learned;
  archive::Location location;
};

// A document that will be written.
struct PlannedDocument {
  const Arrival* arrival = nullptr;
  Change change = Change::kAdded;
  KnownDocument old;  // unless kAdded
  std::string fingerprint;
  archive::Location location;
  int64_t key = 0, version = 1;
  std::vector<Event> events;  // as written: what people decided is applied
  // The same version under the same key.
  bool stays() const { return change == Change::kRecoded || change == Change::kRewritten; }
};

struct PlannedQuarantine {
  const Arrival* arrival = nullptr;
  std::string id, source_hash;
  archive::Location location;
};

struct Plan {
  std::vector<PlannedDocument> documents;
  std::vector<PlannedQuarantine> quarantine;
  std::vector<std::string> resolve, reopen;  // ids of quarantine
  bool empty() const {
    return documents.empty() && quarantine.empty() && resolve.empty() && reopen.empty();
  }
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_PLAN_H_
