// The source archive: a folder of append-only WARC files, sources-000001.warc.gz and so on, that
// outlives the database. What is in it is never changed; the same bytes are stored once.
//
// Beside each file lies sources-000001.idx, a list of what it holds, so that opening need not read
// the archive. It is derived: when it is missing, short or damaged, the records are read instead.
#ifndef BONGSU_ARCHIVE_ARCHIVE_H_
#define BONGSU_ARCHIVE_ARCHIVE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "archive/warc.h"
#include "base/file.h"
#include "bongsu/result.h"

namespace bongsu::archive {

// Where a record begins. File 0 is nowhere.
struct Location {
  uint32_t file = 0;
  uint64_t offset = 0;
  bool operator==(const Location&) const = default;
};

struct Options {
  base::FileSystem* files = nullptr;     // null: the real one
  uint64_t max_file_bytes = 1ull << 30;  // a new file is begun when the last one has reached this
};

// One thread at a time; one writer at a time for a folder (the workspace's lock sees to it).
class Archive {
 public:
  // Makes the folder if need be. A tail that a crash left half written is cut off.
  static Result<std::unique_ptr<Archive>> Open(const std::string& folder, const Options& options);

  // Stores the source unless its bytes are there already; if they are but came for another document
  // or with other metadata, a short revisit record says so. Returns where the bytes are. On an
  // error nothing is stored: a record half written is cut off, now or at the next opening.
  // `record.revisit` is ignored.
  Result<Location> Add(const Record& record);

  // Returns when all that was added is on stable storage. On an error what was added since the last
  // Sync is taken back.
  Status Sync();

  // True after a failure that left file and memory apart: the archive takes nothing more and must
  // be opened anew.
  bool broken() const { return broken_; }

  // Bytes that Open cut off the end of the last file: 0 after a clean end.
  uint64_t cut_bytes() const { return cut_bytes_; }

 private:
  Archive(std::string folder, const Options& options);
  Status OpenFile(uint32_t file, bool last);
  uint64_t LoadIndex(const std::string& text, uint32_t file, uint64_t archive_size, size_t* whole);
  void Remember(const Record& record, Location location, uint64_t size, std::string* index_lines);

  std::string folder_;
  Options options_;
  uint32_t file_ = 0;          // the one being written
  uint64_t synced_bytes_ = 0;  // of it
  std::unique_ptr<base::AppendFile> warc_, index_;
  std::unordered_map<std::string, Location> sources_;  // by hash: the resource record
  std::unordered_map<uint64_t, uint64_t> latest_;      // by document: what its latest record says
  uint64_t cut_bytes_ = 0;
  bool broken_ = false;
};

// The record at a place, its digest checked. kNotFound, kCorruption, kIoError; messages begin with
// the file.
Result<Record> ReadRecord(const std::string& folder, Location location);

// Calls `visit` for every record of the folder in the order written. Damaged stretches are passed
// over and reported to `damaged` with the file, offset and reason; a torn tail as well. An error of
// `visit` stops the scan.
Status ScanArchive(const std::string& folder,
                   const std::function<Status(Record&&, Location)>& visit,
                   const std::function<void(const std::string& reason)>& damaged);

}  // namespace bongsu::archive

#endif  // BONGSU_ARCHIVE_ARCHIVE_H_
