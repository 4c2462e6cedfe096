// A workspace as a copy that can be checked: the database, the archive, the journal, and a list of
// what belongs to it with sizes and sums.
#ifndef BONGSU_STORE_BACKUP_H_
#define BONGSU_STORE_BACKUP_H_

#include <cstdint>
#include <functional>
#include <string>

#include "bongsu/result.h"
#include "store/store.h"

namespace bongsu::store {

struct CopySummary {
  uint64_t files = 0, bytes = 0;
};

// Copies the workspace into `folder`, which must not exist. The list is written last and the folder
// gets its name last, so a copy that was broken off is never taken for one; typed again, the
// command begins anew. The workspace is locked against writers.
Result<CopySummary> Backup(const std::string& workspace, const std::string& folder,
                           const OpenOptions& options);

// Copies a backup into `workspace`, where there must be none, each file checked against the list.
// kCorruption names a file that is missing, too many or changed.
Result<CopySummary> Restore(const std::string& folder, const std::string& workspace,
                            const OpenOptions& options);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_BACKUP_H_
