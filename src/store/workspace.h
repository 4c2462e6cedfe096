// A workspace: one folder with the database, the archive, the journal, and a lock that lets one
// writer or several readers in.
#ifndef BONGSU_STORE_WORKSPACE_H_
#define BONGSU_STORE_WORKSPACE_H_

#include <chrono>
#include <functional>
#include <string>

#include "bongsu/result.h"

namespace bongsu::store {

struct WorkspacePaths {
  explicit WorkspacePaths(std::string root, std::string file = "bongsu.duckdb")
      : folder(std::move(root)), database_file(std::move(file)) {}
  std::string folder, database_file;
  std::string database() const { return folder + "/" + database_file; }
  std::string archive() const { return folder + "/archive"; }
  std::string records() const { return folder + "/records"; }
  std::string journal() const { return folder + "/journal.jsonl"; }
  std::string lock() const { return folder + "/lock"; }
};

// Held from Acquire to destruction; the system lets go of it when the process dies. The file says
// who writes: process id, command, since when; one line each.
class WorkspaceLock {
 public:
  struct Request {
    bool write = false;
    std::string command, now;
    std::chrono::milliseconds wait{0};
    std::function<bool()> interrupted;  // may be empty
  };
  // kBusy after `wait`: "busy: COMMAND, since TIME"; kInterrupted.
  static Result<WorkspaceLock> Acquire(const std::string& path, const Request& request);
  WorkspaceLock(WorkspaceLock&& other) noexcept;
  WorkspaceLock& operator=(WorkspaceLock&& other) noexcept;
  ~WorkspaceLock();

 private:
  WorkspaceLock(int fd, bool write) : fd_(fd), write_(write) {}
  void Release();
  int fd_ = -1;  // -1 also for readers of a folder that cannot be written and has no lock file
  bool write_ = false;
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_WORKSPACE_H_
