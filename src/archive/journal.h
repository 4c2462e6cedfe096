// The journal of what people entered: one JSON object per line, append-only, synced before the
// database hears of it. It is never derived data: a rebuild replays it (docs/formats.md).
#ifndef BONGSU_ARCHIVE_JOURNAL_H_
#define BONGSU_ARCHIVE_JOURNAL_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "bongsu/result.h"

namespace bongsu::archive {

// One thread at a time, one writer per file.
class Journal {
 public:
  // A last line that a crash left without its line feed is cut off. `files` must outlive the
  // journal.
  static Result<std::unique_ptr<Journal>> Open(const std::string& path, base::FileSystem& files);

  // Appends {"time": ..., "kind": ..., and the fields in order} and syncs. On an error nothing is
  // entered.
  Status Enter(std::string_view time, std::string_view kind,
               const std::vector<std::pair<std::string, std::string>>& fields);

 private:
  explicit Journal(std::unique_ptr<base::AppendFile> file) : file_(std::move(file)) {}
  std::unique_ptr<base::AppendFile> file_;
};

// The whole lines of a journal, oldest first; none when the file does not exist.
Result<std::vector<std::string>> ReadJournal(const std::string& path);

}  // namespace bongsu::archive

#endif  // BONGSU_ARCHIVE_JOURNAL_H_
