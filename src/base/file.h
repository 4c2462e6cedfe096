// Files, behind an interface where tests must own the disk.
#ifndef BONGSU_BASE_FILE_H_
#define BONGSU_BASE_FILE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::base {

// Reads a whole regular file. kNotFound, kIoError (with errno's text), kResourceExhausted over
// `max_bytes`, kInvalidArgument for what is not a regular file. Messages begin with `path`.
Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes);

// Writes to a temporary sibling, syncs, renames: readers see the old or the whole new file, never a
// part. What is there and is neither file nor folder (a device, a pipe) is written to as it is.
Status WriteFileAtomically(const std::string& path, std::string_view bytes);

// Regular files below `path` (or `path` itself), relative to it, sorted bytewise; hidden entries
// (leading dot) and symbolic links to folders are passed over. A folder that cannot be read is an
// error naming it.
Result<std::vector<std::string>> ListFiles(const std::string& path);

// Creates a folder and its parents.
Status MakeFolders(const std::string& path);

// An append-only file: the archive and the journal write through it, so that tests can make it
// fail.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  virtual Status Append(std::string_view bytes) = 0;
  // Returns when the bytes are on stable storage.
  virtual Status Sync() = 0;
  virtual uint64_t size() const = 0;
  // Cuts the file back to `size`: undoes a half-written record.
  virtual Status Truncate(uint64_t size) = 0;
};

// The operating system's files, as an interface.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  virtual Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path) = 0;
  static FileSystem& Real();
};

}  // namespace bongsu::base

#endif  // BONGSU_BASE_FILE_H_
