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
constexpr std::chrono::milliseconds kRefresh{200}, kLogInterval{10000};

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

std::string ProgressLine(const char* label, const Done& done, uint64_t total, double seconds) {
  const double rate = seconds > 0 ? static_cast<double>(done.documents) / seconds : 0;
  std::string left;
  if (rate > 0 && total >= done.documents) {
    const auto wait = static_cast<uint64_t>(static_cast<double>(total - done.documents) / rate);
    left = fmt::format("  {}:{:02} left", wait / 60, wait % 60);
  }
  return fmt::format("{}  {}/{} documents  {:.1f} MB  {} events  {:.0f}/s{}", label, done.documents,
                     total, static_cast<double>(done.bytes) / 1e6, done.events, rate, left);
}

Progress::Progress(const char* label, uint64_t total, bool quiet)
    : label_(label),
      total_(total),
      quiet_(quiet),
      terminal_(::isatty(STDERR_FILENO)),
      begin_(Clock::now()),
      last_(begin_) {}

void Progress::Advance(uint64_t bytes, uint64_t events) {
  done_ += {1, bytes, events};
  const auto now = Clock::now();
  if (quiet_ || now - last_ < (terminal_ ? kRefresh : kLogInterval)) return;
  last_ = now;
  shown_ = terminal_;
  const std::string text =
      ProgressLine(label_, done_, total_, std::chrono::duration<double>(now - begin_).count());
  const std::string line = terminal_ ? "\r\x1b[K" + text : text + "\n";
  (void)!::write(STDERR_FILENO, line.data(), line.size());
}

void Progress::Clear() {
  if (shown_) (void)!::write(STDERR_FILENO, "\r\x1b[K", 4);
  shown_ = false;
}

}  // namespace bongsu::cli
