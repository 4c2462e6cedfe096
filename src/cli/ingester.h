// Documents as the pipeline delivers them, to the store batch by batch: what `ingest`, `recode` and
// `rebuild` share.
#ifndef BONGSU_CLI_INGESTER_H_
#define BONGSU_CLI_INGESTER_H_

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "cli/pipeline.h"
#include "store/store.h"

namespace bongsu::cli {

// Documents that may wait for the store, coded (PipelineOptions::ahead).
inline constexpr size_t kReadAhead = 512;

// "3 new, 1 changed, ...": one line for people.
std::string Summary(const store::IngestCounts& counts);

// Collects what the pipeline delivers and writes it batch by batch.
class Ingester {
 public:
  Ingester(store::Store& store, store::RunInfo run, size_t batch_size)
      : store_(store), run_(std::move(run)), batch_size_(std::max<size_t>(batch_size, 1)) {}

  Status Take(Processed&& p) {
    if (p.document.id.empty()) p.document.id = p.input.doc;
    // Two versions of one document, from the archive, are two batches.
    if (!ids_.insert(p.document.id).second) {
      BONGSU_RETURN_IF_ERROR(Flush());
      ids_.insert(p.document.id);
    }
    bytes_ += p.document.source.size();
    batch_.push_back({p.input.path, p.status, std::move(p.document), std::move(p.coded),
                      p.signature, p.input.stored ? p.input.stored->learned : std::string(),
                      p.input.stored ? std::optional(p.input.stored->location) : std::nullopt});
    return batch_.size() >= batch_size_ || bytes_ >= kBatchBytes ? Flush() : Status();
  }

  Status Flush() {
    BONGSU_ASSIGN_OR_RETURN(const store::IngestCounts counts, store_.Ingest(batch_, run_));
    counts_ += counts;
    batch_.clear();
    ids_.clear();
    bytes_ = 0;
    return {};
  }

  const store::IngestCounts& counts() const { return counts_; }

 private:
  // A batch ends here as well, so that large sources do not add up in memory.
  static constexpr uint64_t kBatchBytes = 32u << 20;
  store::Store& store_;
  store::RunInfo run_;
  size_t batch_size_;
  std::vector<store::Arrival> batch_;
  std::set<std::string> ids_;
  uint64_t bytes_ = 0;
  store::IngestCounts counts_;
};

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_INGESTER_H_
