// Which records speak of one occurrence: the tables occurrences, occurrence_mentions and
// occurrence_blocks.
#ifndef BONGSU_STORE_OCCURRENCES_H_
#define BONGSU_STORE_OCCURRENCES_H_

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/result.h"
#include "corpus/occurrence.h"
#include "store/database.h"

namespace bongsu::store {

// A record that was just written.
struct NewRecord {
  int64_t key = 0;  // event_key
  const Event* event = nullptr;
  std::string published;  // of its document, YYYY-MM-DD or empty
};

// Inside one transaction. One thread at a time.
class OccurrenceWriter {
 public:
  OccurrenceWriter(Database& db, const corpus::OccurrenceModel& model) : db_(db), model_(model) {}

  // Takes out the records listed in the temporary table `gone`; call before their rows go.
  Status Forget();
  // Gives each record, in this order, to the occurrence it speaks of, or to a new one.
  Status Assign(const std::vector<NewRecord>& records);
  // Puts two records into one occurrence, or sees that they are in two: a person's decision.
  Status Same(int64_t a, int64_t b);
  Status Apart(int64_t a, int64_t b);
  // Writes what changed; call once at the end.
  Status Finish();

 private:
  struct Held {
    corpus::OccurrenceSketch sketch;
    std::string id, kind;
    int64_t canonical = 0;
    double points = -1;
  };
  struct Row {
    int64_t event_key, occurrence;
    double probability;
    std::string why, source, mention;
  };

  Status Load(const std::vector<NewRecord>& records,
              const std::vector<std::optional<corpus::Mention>>& mentions);
  Status LoadOccurrences(const std::string& condition, const std::vector<Value>& values);
  Held& Open(const NewRecord& record, const std::optional<corpus::Mention>& mention);
  Held* Best(const corpus::Mention& mention, corpus::Match* match);
  Status Recount(const std::vector<int64_t>& occurrences);
  Result<int64_t> OccurrenceOf(int64_t event_key);

  Database& db_;
  const corpus::OccurrenceModel& model_;
  std::map<int64_t, Held> held_;                                 // by key
  std::unordered_map<uint64_t, std::vector<int64_t>> by_block_;  // of held_
  std::vector<int64_t> stale_;                                   // lost or won members
  std::map<int64_t, bool> changed_;                              // rows of `occurrences` to write
  int64_t last_ = -1;                                            // largest key given
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_OCCURRENCES_H_
