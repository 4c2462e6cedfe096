// What the commands share towards the terminal: its width, progress on stderr, checked writing to
// stdout.
#ifndef BONGSU_CLI_TERMINAL_H_
#define BONGSU_CLI_TERMINAL_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "bongsu/result.h"

namespace bongsu::cli {

// Columns of the terminal on stdout, between 80 and 240; 100 when stdout is none.
int TerminalColumns();

// Writes to stdout; kIoError when it does not take the bytes (a full disk behind a redirection).
Status Print(std::string_view text);
// Pushes out what is buffered; the last call of a command that prints.
Status FlushOutput();

// How far a run has come.
struct Done {
  uint64_t documents = 0, bytes = 0, events = 0;
  Done& operator+=(const Done& o) {
    documents += o.documents;
    bytes += o.bytes;
    events += o.events;
    return *this;
  }
};

// "ingest  1200/5000 documents  6.9 MB  812 events  240/s  0:16 left"
std::string ProgressLine(const char* label, const Done& done, uint64_t total, double seconds);

// The line on stderr: rewritten a few times a second on a terminal, a new one every ten seconds
// elsewhere (a log); none if `quiet`. One thread at a time.
class Progress {
 public:
  Progress(const char* label, uint64_t total, bool quiet);
  ~Progress() { Clear(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  // One document more.
  void Advance(uint64_t bytes, uint64_t events);
  // Takes the line away, before a message.
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  const char* label_;
  uint64_t total_;
  Done done_;
  bool quiet_, terminal_, shown_ = false;
  Clock::time_point begin_, last_;
};

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_TERMINAL_H_
