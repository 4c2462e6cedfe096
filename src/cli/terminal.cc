#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace bongsu::cli {
namespace {

constexpr int kDefaultColumns = 100;
constexpr std::chrono::milliseconds kRefresh{200};

Status OutputFailure() {
  return {ErrorCode::kIoError,
          std::string("cannot write to standard output: ") + std::strerror(errno)};
}

}  // namespace

int TerminalColumns() {
  winsize size{};
  if (!::isatty(STDOUT_FILENO) || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 ||
      size.ws_col == 0)
    return kDefaultColumns;
  return std::clamp<int>(size.ws_col, 80, 240);
}

Status Print(std::string_view text) {
  return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? Status()
                                                                         : OutputFailure();
}

Status FlushOutput() {
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 ? Status() : OutputFailure();
}

Progress::Progress(const char* label, uint64_t total, bool quiet)
    : label_(label),
      total_(total),
      active_(!quiet && ::isatty(STDERR_FILENO)),
      begin_(Clock::now()),
      last_(begin_) {}

void Progress::Advance() {
  ++done_;
  const auto now = Clock::now();
  if (!active_ || now - last_ < kRefresh) return;
  last_ = now;
  shown_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double rate = static_cast<double>(done_) / seconds;
  const auto left =
      static_cast<uint64_t>(static_cast<double>(total_ - std::min(done_, total_)) / rate);
  const std::string line = fmt::format("\r\x1b[K{}  {}/{}  {:.0f}/s  {}:{:02} left", label_, done_,
                                       total_, rate, left / 60, left % 60);
  (void)!::write(STDERR_FILENO, line.data(), line.size());
}

void Progress::Clear() {
  if (shown_) (void)!::write(STDERR_FILENO, "\r\x1b[K", 4);
  shown_ = false;
}

}  // namespace bongsu::cli
