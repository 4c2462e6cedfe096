#include "store/workspace.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sstream>
#include <thread>
#include <utility>

namespace bongsu::store {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPoll{25};

// "busy: ingest posts, since 2024-08-01T09:00:00Z (process 4711)" from what the owner wrote.
std::string Owner(int fd) {
  char buffer[4096];
  const ssize_t n = ::pread(fd, buffer, sizeof buffer, 0);
  if (n <= 0) return "busy: others are reading the workspace";
  std::istringstream lines(std::string(buffer, static_cast<size_t>(n)));
  std::string pid, command, since;
  std::getline(lines, pid);
  std::getline(lines, command);
  std::getline(lines, since);
  return "busy: " + command + ", since " + since + " (process " + pid + ")";
}

void WriteOwner(int fd, const WorkspaceLock::Request& request) {
  std::string command = request.command;
  for (char& c : command)
    if (c == '\n') c = ' ';
  const std::string text = std::to_string(::getpid()) + "\n" + command + "\n" + request.now + "\n";
  // A courtesy to those who wait: without it the lock holds all the same.
  if (::ftruncate(fd, 0) == 0) (void)!::pwrite(fd, text.data(), text.size(), 0);
}

}  // namespace

Result<WorkspaceLock> WorkspaceLock::Acquire(const std::string& path, const Request& request) {
  const int flags = request.write ? O_RDWR | O_CREAT : O_RDONLY;
  const int fd = ::open(path.c_str(), flags | O_CLOEXEC, 0644);
  if (fd < 0) {
    if (!request.write && errno == ENOENT) return WorkspaceLock(-1, false);
    return {ErrorCode::kIoError, path + ": cannot open: " + std::strerror(errno)};
  }
  WorkspaceLock lock(fd, request.write);
  const auto deadline = Clock::now() + request.wait;
  while (::flock(fd, (request.write ? LOCK_EX : LOCK_SH) | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR)
      return {ErrorCode::kIoError, path + ": cannot lock: " + std::strerror(errno)};
    const auto left = deadline - Clock::now();
    if (left <= Clock::duration::zero()) {
      lock.write_ = false;  // the words in the file are another's
      return {ErrorCode::kBusy, Owner(fd)};
    }
    if (request.interrupted && request.interrupted()) {
      lock.write_ = false;
      return {ErrorCode::kInterrupted, "interrupted while waiting; " + Owner(fd)};
    }
    std::this_thread::sleep_for(std::min<Clock::duration>(left, kPoll));
  }
  if (request.write) WriteOwner(fd, request);
  return lock;
}

WorkspaceLock::WorkspaceLock(WorkspaceLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), write_(other.write_) {}

WorkspaceLock& WorkspaceLock::operator=(WorkspaceLock&& other) noexcept {
  if (this != &other) {
    Release();
    fd_ = std::exchange(other.fd_, -1);
    write_ = other.write_;
  }
  return *this;
}

WorkspaceLock::~WorkspaceLock() { Release(); }

void WorkspaceLock::Release() {
  if (fd_ < 0) return;
  if (write_) (void)!::ftruncate(fd_, 0);
  ::close(fd_);
  fd_ = -1;
}

}  // namespace bongsu::store
