#include "archive/journal.h"

#include "base/json.h"

namespace bongsu::archive {
namespace {

// People type it: a journal beyond this is not ours.
constexpr uint64_t kMaxJournalBytes = 1ull << 30;

Result<std::string> ReadWhole(const std::string& path) {
  auto text = base::ReadFile(path, kMaxJournalBytes);
  if (!text && text.error().code() == ErrorCode::kNotFound) return std::string();
  return text;
}

// Up to and with the last line feed.
size_t WholeLines(std::string_view text) {
  const size_t last = text.rfind('\n');
  return last == std::string_view::npos ? 0 : last + 1;
}

}  // namespace

Result<std::unique_ptr<Journal>> Journal::Open(const std::string& path, base::FileSystem& files) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
  BONGSU_ASSIGN_OR_RETURN(std::unique_ptr<base::AppendFile> file, files.OpenAppend(path));
  if (const size_t whole = WholeLines(text); whole < text.size())
    BONGSU_RETURN_IF_ERROR(file->Truncate(whole));
  return std::unique_ptr<Journal>(new Journal(std::move(file)));
}

Status Journal::Enter(std::string_view time, std::string_view kind,
                      const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string line;
  base::JsonWriter json(line);
  json.BeginObject().Key("time").String(time).Key("kind").String(kind);
  for (const auto& [key, value] : fields) json.Key(key).String(value);
  json.EndObject();
  line += '\n';
  const uint64_t before = file_->size();
  Status status = file_->Append(line);
  if (status.ok()) status = file_->Sync();
  if (!status.ok()) (void)file_->Truncate(before);  // else the next opening cuts it
  return status;
}

Result<std::vector<std::string>> ReadJournal(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, ReadWhole(path));
  std::vector<std::string> lines;
  size_t at = 0;
  for (const size_t end = WholeLines(text); at < end;) {
    const size_t line_end = text.find('\n', at);
    lines.push_back(text.substr(at, line_end - at));
    at = line_end + 1;
  }
  return lines;
}

}  // namespace bongsu::archive
