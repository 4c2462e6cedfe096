// Scanning and torn tails. Members follow each other without gaps. A member that inflates and
// passes its CRC is whole. One that does not is either damage in the middle, after which further
// whole members follow and which is passed over, or the tail that a crash left: nothing whole
// follows. Only a tail is ever cut, and only by the writer on opening, so nothing that Sync()
// acknowledged is touched.
#include "archive/archive.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <optional>

#include "base/hash.h"

namespace bongsu::archive {
namespace {

constexpr uint64_t kMaxIndexBytes = 1ull << 30;

std::string FilePath(const std::string& folder, uint32_t file, const char* extension) {
  return fmt::format("{}/sources-{:06}.{}", folder, file, extension);
}
std::string WarcPath(const std::string& folder, uint32_t file) {
  return FilePath(folder, file, "warc.gz");
}

// How many files there are: they are numbered from 1 without gaps.
uint32_t CountFiles(const std::string& folder) {
  uint32_t n = 0;
  std::error_code ec;
  while (std::filesystem::exists(WarcPath(folder, n + 1), ec)) ++n;
  return n;
}

// A file mapped for reading.
class Mapping {
 public:
  static Result<Mapping> Open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat st{};
    if (fd < 0 || ::fstat(fd, &st) != 0) {
      const int e = errno;
      if (fd >= 0) ::close(fd);
      return {e == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIoError,
              path + ": cannot read: " + std::strerror(e)};
    }
    Mapping out;
    out.size_ = static_cast<size_t>(st.st_size);
    if (out.size_ > 0) out.data_ = ::mmap(nullptr, out.size_, PROT_READ, MAP_SHARED, fd, 0);
    ::close(fd);
    if (out.data_ == MAP_FAILED)
      return {ErrorCode::kIoError, path + ": cannot map: " + std::strerror(errno)};
    return out;
  }
  Mapping(Mapping&& other) noexcept : data_(other.data_), size_(other.size_) {
    other.data_ = nullptr;
    other.size_ = 0;
  }
  Mapping& operator=(Mapping&&) = delete;
  ~Mapping() {
    if (data_ && data_ != MAP_FAILED) ::munmap(data_, size_);
  }
  std::string_view bytes() const {
    return {size_ > 0 ? static_cast<const char*>(data_) : "", size_};
  }

 private:
  Mapping() = default;
  void* data_ = nullptr;
  size_t size_ = 0;
};

// The next offset from `from` where a whole member begins, or npos.
size_t NextWholeMember(std::string_view bytes, size_t from) {
  static constexpr std::string_view kMagic("\x1f\x8b\x08", 3);
  for (size_t at = bytes.find(kMagic, from); at != std::string_view::npos;
       at = bytes.find(kMagic, at + 1)) {
    uint64_t size = 0;
    if (DecodeRecord(bytes.substr(at), &size) || size > 0) return at;
  }
  return std::string_view::npos;
}

// Walks the members of one file from `offset`; returns where the whole ones end.
Result<uint64_t> Walk(std::string_view bytes, uint64_t offset, uint32_t file,
                      const std::string& path,
                      const std::function<Status(Record&&, Location, uint64_t size)>& visit,
                      const std::function<void(const std::string&)>& damaged) {
  while (offset < bytes.size()) {
    uint64_t size = 0;
    auto decoded = DecodeRecord(bytes.substr(offset), &size);
    if (decoded) {
      BONGSU_RETURN_IF_ERROR(visit(std::move(decoded->record), {file, offset}, decoded->size));
      offset += decoded->size;
      continue;
    }
    damaged(fmt::format("{}: byte {}: {}", path, offset, decoded.error().message()));
    const size_t next = size > 0 ? offset + size : NextWholeMember(bytes, offset + 1);
    if (next == std::string_view::npos) break;
    offset = next;
  }
  return offset;
}

uint64_t DocumentKey(const Record& r) { return base::Hash64(r.doc); }

// What a document's record says: when it is the same as its latest, there is nothing to write.
uint64_t Statement(const Record& r) {
  return base::Hash64(r.hash + '\n' + r.doc + '\n' + r.url + '\n' + r.lang + '\n' + r.outlet +
                      '\n' + r.published);
}

// A line of the index: hash or "-" (revisit), document, statement, offset, size, and a check of the
// line itself.
std::string IndexLine(const Record& r, uint64_t offset, uint64_t size) {
  std::string line = fmt::format("{} {:016x} {:016x} {} {}", r.revisit ? "-" : r.hash,
                                 DocumentKey(r), Statement(r), offset, size);
  return line + " " + base::Hex64(base::Hash64(line)) + "\n";
}

struct IndexEntry {
  std::string_view hash;
  uint64_t document = 0, statement = 0, offset = 0, size = 0;
};

std::optional<IndexEntry> ParseIndexLine(std::string_view line) {
  const size_t check = line.rfind(' ');
  if (check == std::string_view::npos ||
      line.substr(check + 1) != base::Hex64(base::Hash64(line.substr(0, check))))
    return std::nullopt;
  IndexEntry entry;
  size_t at = line.find(' ');
  entry.hash = line.substr(0, at);
  const std::pair<uint64_t*, int> numbers[] = {
      {&entry.document, 16}, {&entry.statement, 16}, {&entry.offset, 10}, {&entry.size, 10}};
  for (const auto& [number, base] : numbers) {
    const auto [end, error] =
        std::from_chars(line.data() + at + 1, line.data() + check, *number, base);
    if (error != std::errc()) return std::nullopt;
    at = static_cast<size_t>(end - line.data());
  }
  return entry;
}

}  // namespace

Archive::Archive(std::string folder, const Options& options)
    : folder_(std::move(folder)), options_(options) {
  if (!options_.files) options_.files = &base::FileSystem::Real();
}

Result<std::unique_ptr<Archive>> Archive::Open(const std::string& folder, const Options& options) {
  BONGSU_RETURN_IF_ERROR(base::MakeFolders(folder));
  std::unique_ptr<Archive> out(new Archive(folder, options));
  const uint32_t last = std::max(CountFiles(folder), 1u);
  for (uint32_t file = 1; file <= last; ++file)
    BONGSU_RETURN_IF_ERROR(out->OpenFile(file, file == last));
  return out;
}

// Takes what the index of a file says, reads the records it does not cover, completes it; cuts the
// tail of the last file. The index is derived, so its failures are none and it is no business of a
// file layer that injects them.
Status Archive::OpenFile(uint32_t file, bool last) {
  const std::string path = WarcPath(folder_, file), index_path = FilePath(folder_, file, "idx");
  if (last) {
    BONGSU_ASSIGN_OR_RETURN(warc_, options_.files->OpenAppend(path));
    file_ = file;
  }
  BONGSU_ASSIGN_OR_RETURN(const Mapping mapping, Mapping::Open(path));
  const std::string_view bytes = mapping.bytes();
  const auto index_text = base::ReadFile(index_path, kMaxIndexBytes);
  size_t whole = 0;
  const uint64_t covered = index_text ? LoadIndex(*index_text, file, bytes.size(), &whole) : 0;
  std::string lines;
  const auto remember = [&](Record&& record, Location location, uint64_t size) {
    Remember(record, location, size, &lines);
    return Status();
  };
  BONGSU_ASSIGN_OR_RETURN(const uint64_t end,
                          Walk(bytes, covered, file, path, remember, [](auto&) {}));
  if (last || !lines.empty()) {
    BONGSU_ASSIGN_OR_RETURN(index_, base::FileSystem::Real().OpenAppend(index_path));
    if (index_->size() > whole) BONGSU_RETURN_IF_ERROR(index_->Truncate(whole));
    (void)index_->Append(lines);
  }
  if (!last) return {};
  synced_bytes_ = end;
  if (end == bytes.size()) return {};
  cut_bytes_ = bytes.size() - end;
  BONGSU_RETURN_IF_ERROR(warc_->Truncate(end));
  return warc_->Sync();
}

// Returns how far the file is covered, and in `whole` how much of the index is sound. A line that
// is off, or points beyond the file, ends the index.
uint64_t Archive::LoadIndex(const std::string& text, uint32_t file, uint64_t archive_size,
                            size_t* whole) {
  uint64_t covered = 0;
  for (size_t end; (end = text.find('\n', *whole)) != std::string::npos; *whole = end + 1) {
    const auto entry = ParseIndexLine(std::string_view(text).substr(*whole, end - *whole));
    if (!entry || entry->offset < covered || entry->size > archive_size ||
        entry->offset > archive_size - entry->size)
      break;
    if (entry->hash != "-")
      sources_.try_emplace(std::string(entry->hash), Location{file, entry->offset});
    latest_[entry->document] = entry->statement;
    covered = entry->offset + entry->size;
  }
  return covered;
}

void Archive::Remember(const Record& record, Location location, uint64_t size,
                       std::string* index_line) {
  if (!record.revisit) sources_.try_emplace(record.hash, location);
  latest_[DocumentKey(record)] = Statement(record);
  *index_line += IndexLine(record, location.offset, size);
}

Result<Location> Archive::Add(const Record& record) {
  if (broken_)
    return {ErrorCode::kIoError, folder_ + ": an earlier write failed; open the archive anew"};
  const auto known = sources_.find(record.hash);
  const auto latest = latest_.find(DocumentKey(record));
  if (known != sources_.end() && latest != latest_.end() && latest->second == Statement(record))
    return known->second;
  if (warc_->size() >= options_.max_file_bytes) {
    BONGSU_RETURN_IF_ERROR(Sync());
    BONGSU_RETURN_IF_ERROR(OpenFile(file_ + 1, true));
  }
  Record stored = record;
  stored.revisit = known != sources_.end();
  if (stored.revisit) stored.bytes.clear();
  const std::string member = EncodeRecord(stored);
  const uint64_t offset = warc_->size();
  if (Status status = warc_->Append(member); !status.ok()) {
    broken_ = !warc_->Truncate(offset).ok();  // then the next opening cuts it
    return status;
  }
  std::string line;
  Remember(stored, {file_, offset}, member.size(), &line);
  (void)index_->Append(line);
  return sources_.at(record.hash);
}

Status Archive::Sync() {
  if (broken_)
    return {ErrorCode::kIoError, folder_ + ": an earlier write failed; open the archive anew"};
  Status status = warc_->Sync();
  if (status.ok()) {
    synced_bytes_ = warc_->size();
  } else {
    // After a failed sync nobody knows what reached the disk, and a second one may succeed without
    // having written.
    broken_ = true;
    (void)warc_->Truncate(synced_bytes_);
  }
  return status;
}

Result<Record> ReadRecord(const std::string& folder, Location location) {
  const std::string path = WarcPath(folder, location.file);
  BONGSU_ASSIGN_OR_RETURN(const Mapping mapping, Mapping::Open(path));
  if (location.offset >= mapping.bytes().size())
    return {ErrorCode::kCorruption,
            fmt::format("{}: byte {}: beyond the end of the file, which has {} bytes", path,
                        location.offset, mapping.bytes().size())};
  auto decoded = DecodeRecord(mapping.bytes().substr(location.offset));
  if (!decoded)
    return {decoded.error().code() == ErrorCode::kNotFound ? ErrorCode::kCorruption
                                                           : decoded.error().code(),
            fmt::format("{}: byte {}: {}", path, location.offset, decoded.error().message())};
  return std::move(decoded->record);
}

Status ScanArchive(const std::string& folder,
                   const std::function<Status(Record&&, Location)>& visit,
                   const std::function<void(const std::string& reason)>& damaged) {
  const uint32_t files = CountFiles(folder);
  for (uint32_t file = 1; file <= files; ++file) {
    const std::string path = WarcPath(folder, file);
    BONGSU_ASSIGN_OR_RETURN(const Mapping mapping, Mapping::Open(path));
    const auto each = [&](Record&& r, Location at, uint64_t) { return visit(std::move(r), at); };
    BONGSU_RETURN_IF_ERROR(Walk(mapping.bytes(), 0, file, path, each, damaged).error());
  }
  return {};
}

}  // namespace bongsu::archive
