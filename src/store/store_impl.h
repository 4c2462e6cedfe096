// What the parts of Store share: store.cc opens, ingest.cc writes, query.cc reads.
#ifndef BONGSU_STORE_STORE_IMPL_H_
#define BONGSU_STORE_STORE_IMPL_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "store/database.h"
#include "store/decisions.h"
#include "store/lineage.h"
#include "store/reports.h"
#include "store/store.h"
#include "store/workspace.h"

namespace bongsu::store {

// An occurrence of the present and all that reports on it.
struct OccurrenceReports {
  Occurrence occurrence;
  std::vector<Report> reports;
};

struct Store::Impl {
  Impl(const std::string& workspace, const OpenOptions& opened)
      : paths(workspace, opened.database_file), options(opened) {}

  WorkspacePaths paths;
  OpenOptions options;
  bool for_sql = false;
  std::optional<WorkspaceLock> lock;
  std::unique_ptr<Database> database;
  std::unique_ptr<archive::Archive> archive;       // opened by the first batch
  std::unique_ptr<archive::RecordWriter> records;  // opened by the first batch
  SignatureCache signatures;                       // of documents that batches met
  OccurrenceReports read_last;  // when opened for reading: the occurrence that was asked for last
  int64_t run = 0;              // of the batches so far; 0: none has changed anything
  std::string run_identity;     // what `run` stands for

  // The database, opened again after a failure closed it.
  Result<Database*> Db();
  Result<archive::Archive*> OpenArchive();
  // Where records are written. Files that are not this database's go.
  Result<archive::RecordWriter*> OpenRecords();
  // After a failed write: what file and memory hold may differ, so both are opened anew at the next
  // use.
  void CloseAfterFailure();
  base::FileSystem& files() const;

  // A decision of this kind on a record, with the anchor to find it by.
  Result<Decision> DecisionOn(const std::string& kind, const std::string& event_id);
  // Journals decisions (one, or both sides of a pair, each), then carries them out.
  Status Enter(std::vector<std::vector<Decision>> decisions, const std::string& who,
               const std::string& reason, const std::string& now);
};

// Runs `work` between BEGIN and COMMIT; on an error rolls back, so that nothing of it is stored.
Status Transaction(Database& db, const std::function<Status()>& work);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_STORE_IMPL_H_
