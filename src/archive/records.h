// The records of documents as they were coded: append-only files records-000001.jsonl and so on
// beside the database, addressed by place. One record is read with one small read, however large
// the file is. They are derived from the sources, and a rebuild makes them anew; what a place does
// not point at is garbage that does no harm.
//
// A document's records lie together in a block of lines: a head, {"sum": ..., "bytes": ...,
// "document": ...}, then one JSON object a line. `sum` is the XXH3-64 of all that follows it in the
// block, `bytes` what follows the head's line, so a changed byte is met when the block is read.
#ifndef BONGSU_ARCHIVE_RECORDS_H_
#define BONGSU_ARCHIVE_RECORDS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "bongsu/result.h"

namespace bongsu::archive {

// Where a record is: the file, the byte at which its block begins, its line in it from 1. File 0 is
// nowhere.
struct RecordPlace {
  int64_t file = 0, offset = 0, line = 0;
  bool operator==(const RecordPlace&) const = default;
};

// A block read back and checked. Its views live as long as it does.
class RecordBlock {
 public:
  RecordBlock() = default;
  RecordBlock(RecordBlock&&) = default;
  RecordBlock& operator=(RecordBlock&&) = default;
  // The object that Add was given as `document`.
  std::string_view document() const { return document_; }
  size_t size_bytes() const { return text_.size(); }
  // The record on a line; empty when the block has no such line.
  std::string_view Line(int64_t line) const;

 private:
  friend class RecordReader;
  std::string text_;
  std::string_view document_, lines_;
};

// One thread at a time; one writer at a time for a folder (the workspace's lock sees to it).
class RecordWriter {
 public:
  struct Options {
    base::FileSystem* files = nullptr;     // null: the real one
    uint64_t max_file_bytes = 1ull << 30;  // a new file is begun when the last one has reached this
    int64_t file = 1;                      // the file to go on with
  };
  // Makes the folder if need be.
  static Result<std::unique_ptr<RecordWriter>> Open(const std::string& folder,
                                                    const Options& options);

  // Stores the records of a document, each one line of JSON; `document` is an object about it.
  // Returns the place of the first; the others follow line by line. They can be read after Sync.
  Result<RecordPlace> Add(std::string_view document, std::span<const std::string> records);
  // Returns when all that was added is on stable storage. After an error the writer must be opened
  // anew; what it left in the file is garbage.
  Status Sync();

  // The file that it was opened with.
  int64_t first_file() const { return options_.file; }

 private:
  RecordWriter(std::string folder, const Options& options);
  Status OpenFile(int64_t file);
  Status Flush();

  std::string folder_;
  Options options_;
  int64_t file_ = 0;
  std::unique_ptr<base::AppendFile> out_;
  std::string waiting_;  // added, not yet in the file
};

// Safe for concurrent use.
class RecordReader {
 public:
  explicit RecordReader(std::string folder) : folder_(std::move(folder)) {}
  ~RecordReader();
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // The block that begins there. kNotFound: there is no such file; kCorruption: no block begins
  // there or its sum is wrong; kIoError. Messages name file and byte.
  Result<RecordBlock> Block(int64_t file, int64_t offset);
  // One record. Errors as above.
  Result<std::string> Read(const RecordPlace& place);

 private:
  Result<int> Descriptor(int64_t file, const std::string& path);

  std::string folder_;
  std::mutex mutex_;
  std::map<int64_t, int> open_;  // guarded by mutex_; descriptors by file
};

// The numbers of the files there are, rising.
std::vector<int64_t> RecordFiles(const std::string& folder);
// Removes those below `first` or above `last`. What cannot be removed stays: it does no harm.
void RemoveRecordFiles(const std::string& folder, int64_t first, int64_t last);

}  // namespace bongsu::archive

#endif  // BONGSU_ARCHIVE_RECORDS_H_
