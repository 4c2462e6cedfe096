#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

namespace bongsu::base {
namespace {

Status Errno(const std::string& path, const char* what) {
  const int e = errno;
  const ErrorCode code = e == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIoError;
  return {code, path + ": " + what + ": " + std::strerror(e)};
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Status WriteAll(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0) {
      if (errno == EINTR) continue;
      return Errno(path, "cannot write");
    }
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

// Makes a rename or a new file in `path`'s folder durable.
void SyncFolderOf(const std::string& path) {
  auto folder = std::filesystem::path(path).parent_path();
  Descriptor fd(::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() >= 0) ::fsync(fd.get());
}

class PosixAppendFile : public AppendFile {
 public:
  PosixAppendFile(int fd, uint64_t size, std::string path)
      : fd_(fd), size_(size), path_(std::move(path)) {}

  Status Append(std::string_view bytes) override {
    if (Status s = WriteAll(fd_.get(), bytes, path_); !s.ok()) return s;
    size_ += bytes.size();
    return {};
  }
  Status Sync() override {
    return ::fdatasync(fd_.get()) == 0 ? Status() : Errno(path_, "cannot sync");
  }
  uint64_t size() const override { return size_; }
  Status Truncate(uint64_t size) override {
    if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0)
      return Errno(path_, "cannot truncate");
    size_ = size;
    return {};
  }

 private:
  Descriptor fd_;
  uint64_t size_;
  std::string path_;
};

class PosixFileSystem : public FileSystem {
 public:
  Result<std::unique_ptr<AppendFile>> OpenAppend(const std::string& path) override {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (fd < 0) return Errno(path, "cannot open for writing");
    struct stat st{};
    if (::fstat(fd, &st) != 0) {
      ::close(fd);
      return Errno(path, "cannot stat");
    }
    if (st.st_size == 0) SyncFolderOf(path);
    return std::unique_ptr<AppendFile>(
        new PosixAppendFile(fd, static_cast<uint64_t>(st.st_size), path));
  }
};

}  // namespace

Result<std::string> ReadFile(const std::string& path, uint64_t max_bytes) {
  Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) return Errno(path, "cannot open");
  struct stat st{};
  if (::fstat(fd.get(), &st) != 0) return Errno(path, "cannot stat");
  if (!S_ISREG(st.st_mode)) return {ErrorCode::kInvalidArgument, path + ": not a regular file"};
  const auto size = static_cast<uint64_t>(st.st_size);
  if (size > max_bytes)
    return {ErrorCode::kResourceExhausted, path + ": " + std::to_string(size) +
                                               " bytes, more than the limit of " +
                                               std::to_string(max_bytes)};
  std::string bytes(static_cast<size_t>(size), '\0');
  size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t n = ::read(fd.get(), bytes.data() + got, bytes.size() - got);
    if (n < 0) {
      if (errno == EINTR) continue;
      return Errno(path, "cannot read");
    }
    if (n == 0) break;
    got += static_cast<size_t>(n);
  }
  bytes.resize(got);
  return bytes;
}

Status WriteFileAtomically(const std::string& path, std::string_view bytes) {
  // What is there and is no file (a device, a pipe) is written to; a file must not take its place.
  if (struct stat there;
      ::stat(path.c_str(), &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode)) {
    Descriptor fd(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
    return fd.get() < 0 ? Errno(path, "cannot open") : WriteAll(fd.get(), bytes, path);
  }
  const std::string temporary = path + ".tmp" + std::to_string(::getpid());
  {
    Descriptor fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (fd.get() < 0) return Errno(temporary, "cannot create");
    Status status = WriteAll(fd.get(), bytes, temporary);
    if (status.ok() && ::fsync(fd.get()) != 0) status = Errno(temporary, "cannot sync");
    if (!status.ok()) {
      ::unlink(temporary.c_str());
      return status;
    }
  }
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    Status status = Errno(path, "cannot rename into place");
    ::unlink(temporary.c_str());
    return status;
  }
  SyncFolderOf(path);
  return {};
}

Result<std::vector<std::string>> ListFiles(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ec;
  const fs::file_status top = fs::status(path, ec);
  if (top.type() == fs::file_type::not_found)
    return {ErrorCode::kNotFound, path + ": no such file or folder"};
  if (ec) return {ErrorCode::kIoError, path + ": " + ec.message()};
  std::vector<std::string> files;
  if (!fs::is_directory(top)) {
    files.push_back(fs::path(path).filename().string());
    return files;
  }
  auto it = fs::recursive_directory_iterator(path, ec);
  if (ec) return {ErrorCode::kIoError, path + ": cannot list: " + ec.message()};
  while (it != fs::recursive_directory_iterator()) {
    const bool hidden = it->path().filename().string().starts_with('.');
    if (hidden) {
      if (it->is_directory(ec)) it.disable_recursion_pending();
    } else if (it->is_regular_file(ec)) {
      files.push_back(fs::path(it->path()).lexically_relative(path).generic_string());
    }
    const std::string here = it->path().string();
    it.increment(ec);
    if (ec) return {ErrorCode::kIoError, here + ": cannot list: " + ec.message()};
  }
  std::sort(files.begin(), files.end());
  return files;
}

Status MakeFolders(const std::string& path) {
  std::error_code ec;
  std::filesystem::create_directories(path, ec);
  if (ec) return {ErrorCode::kIoError, path + ": cannot create folder: " + ec.message()};
  return {};
}

FileSystem& FileSystem::Real() {
  static PosixFileSystem real;
  return real;
}

}  // namespace bongsu::base
