// What the commands share towards the terminal: its width, progress on stderr, checked writing to
// stdout.
#ifndef BONGSU_CLI_TERMINAL_H_
#define BONGSU_CLI_TERMINAL_H_

#include <chrono>
#include <cstdint>
#include <string_view>

#include "bongsu/result.h"

namespace bongsu::cli {

// Columns of the terminal on stdout, between 80 and 240; 100 when stdout is none.
int TerminalColumns();

// Writes to stdout; kIoError when it does not take the bytes (a full disk behind a redirection).
Status Print(std::string_view text);
// Pushes out what is buffered; the last call of a command that prints.
Status FlushOutput();

// A line on stderr that is rewritten a few times a second: "ingest  1200/5000  240/s  0:16 left".
// Silent when stderr is no terminal or `quiet`. One thread at a time.
class Progress {
 public:
  Progress(const char* label, uint64_t total, bool quiet);
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void Advance();
  // Takes the line away, before a message.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  const char* label_;
  uint64_t total_, done_ = 0;
  bool shown_ = false, active_;
  Clock::time_point begin_, last_;
};

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_TERMINAL_H_
