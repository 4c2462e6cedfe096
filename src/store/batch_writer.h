// One batch in one transaction: documents, events, sums, lineage, occurrences, quarantine.
#ifndef BONGSU_STORE_BATCH_WRITER_H_
#define BONGSU_STORE_BATCH_WRITER_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "archive/records.h"
#include "corpus/occurrence.h"
#include "store/decisions.h"
#include "store/lineage.h"
#include "store/occurrences.h"
#include "store/plan.h"
#include "store/rollup.h"

namespace bongsu::store {

// Inside a transaction; one use. `model` may be null: then no occurrences are kept.
class BatchWriter {
 public:
  BatchWriter(Database& db, archive::RecordWriter& records, Plan& plan,
              const corpus::OccurrenceModel* model, SignatureCache& signatures, int64_t run)
      : db_(db), records_(records), plan_(plan), model_(model), signatures_(signatures), run_(run) {
    if (model != nullptr) occurrences_.emplace(db, *model);
  }
  Status Write(const RunInfo& run, bool new_run);

 private:
  // An event with its document, for sorting.
  struct Row {
    const PlannedDocument* document;
    const Event* event;
    std::string actor, recipient, json;
    archive::RecordPlace place;
    DayNumber day;
  };

  Status InsertRun(const RunInfo& run);
  Result<int64_t> Largest(const char* column, const char* table);
  Status AssignKeys();
  Status RemoveOld(const std::string& now);
  Status KeepPastMentions(const std::vector<Value>& doc_keys);
  Status CountOut(const std::vector<Value>& doc_keys);
  Status Decide();
  Status AppendDocuments(const std::string& now);
  Status AppendLineage();
  std::string OutletId(const Document& document) const;
  // Writes the records to their files, synced, and gives the rows that point at them.
  Result<std::vector<Row>> PlacedRows();
  Status AppendEvents();
  void AppendNarrow(Appender& out, int64_t key, const Row& row) const;
  Status AssignOccurrences();
  Status PairByHand();
  Status SetState(const std::vector<std::string>& ids, const char* state, const std::string& now);
  Status WriteQuarantine(const std::string& now);

  Database& db_;
  archive::RecordWriter& records_;
  Plan& plan_;
  const corpus::OccurrenceModel* model_;
  SignatureCache& signatures_;
  const int64_t run_;
  Rollup rollup_;
  std::optional<OccurrenceWriter> occurrences_;
  std::vector<Decision> decisions_;                    // on the sources of the batch
  std::unordered_map<std::string, int64_t> made_run_;  // by JSON of a record that was there before
  std::unordered_map<const Event*, int64_t> key_of_;   // as written
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_BATCH_WRITER_H_
