#include "archive/records.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>
#include <vector>

#include "base/hash.h"

namespace bongsu::archive {
namespace {

constexpr std::string_view kSum = R"({"sum":")";
constexpr std::string_view kBytes = R"(","bytes":)";
constexpr std::string_view kDocument = R"(,"document":)";
constexpr size_t kSumDigits = 16;
constexpr size_t kSummedFrom = kSum.size() + kSumDigits;
constexpr size_t kFirstRead = 8192;              // most blocks whole
constexpr uint64_t kMaxBlockBytes = 256u << 20;  // against a length that is damaged
constexpr size_t kWaitingBytes = 4u << 20;

constexpr std::string_view kPrefix = "records-", kExtension = ".jsonl";

std::string PathOf(const std::string& folder, int64_t file) {
  return fmt::format("{}/{}{:06}{}", folder, kPrefix, file, kExtension);
}

// Reads `size` bytes from `offset`, fewer at the end of the file; appends them to `out`.
Status ReadAt(int fd, uint64_t offset, size_t size, const std::string& path, std::string* out) {
  const size_t before = out->size();
  out->resize(before + size);
  size_t done = 0;
  while (done < size) {
    const ssize_t n =
        ::pread(fd, out->data() + before + done, size - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return {ErrorCode::kIoError, path + ": cannot read: " + std::string(std::strerror(errno))};
    if (n == 0) break;
    done += static_cast<size_t>(n);
  }
  out->resize(before + done);
  return {};
}

// What the head of a block says.
struct Head {
  std::string_view document;
  uint64_t rest = 0;  // bytes after its line
  size_t size = 0;    // with its line feed
};

// False when `text` does not begin with a head; `*longer`: its line is not all there.
bool ParseHead(std::string_view text, Head* head, bool* longer) {
  const size_t end = text.find('\n');
  *longer = end == text.npos;
  if (!text.starts_with(kSum.substr(0, std::min(kSum.size(), text.size())))) return *longer = false;
  if (*longer) return false;
  std::string_view line = text.substr(0, end);
  if (line.size() < kSummedFrom || !line.substr(kSummedFrom).starts_with(kBytes)) return false;
  line.remove_prefix(kSummedFrom + kBytes.size());
  const auto [after, error] = std::from_chars(line.data(), line.data() + line.size(), head->rest);
  if (error != std::errc()) return false;
  line.remove_prefix(static_cast<size_t>(after - line.data()));
  if (!line.starts_with(kDocument) || !line.ends_with('}')) return false;
  line.remove_prefix(kDocument.size());
  head->document = line.substr(0, line.size() - 1);
  head->size = end + 1;
  return head->rest <= kMaxBlockBytes;
}

}  // namespace

std::string_view RecordBlock::Line(int64_t line) const {
  std::string_view rest = lines_;
  for (; line > 1 && !rest.empty(); --line) rest.remove_prefix(rest.find('\n') + 1);
  return line < 1 ? std::string_view() : rest.substr(0, rest.find('\n'));
}

// --- writing ---

RecordWriter::RecordWriter(std::string folder, const Options& options)
    : folder_(std::move(folder)), options_(options) {
  if (options_.files == nullptr) options_.files = &base::FileSystem::Real();
}

Result<std::unique_ptr<RecordWriter>> RecordWriter::Open(const std::string& folder,
                                                         const Options& options) {
  BONGSU_RETURN_IF_ERROR(base::MakeFolders(folder));
  std::unique_ptr<RecordWriter> out(new RecordWriter(folder, options));
  BONGSU_RETURN_IF_ERROR(out->OpenFile(options.file));
  return out;
}

Status RecordWriter::OpenFile(int64_t file) {
  BONGSU_ASSIGN_OR_RETURN(out_, options_.files->OpenAppend(PathOf(folder_, file)));
  file_ = file;
  return {};
}

Result<RecordPlace> RecordWriter::Add(std::string_view document,
                                      std::span<const std::string> records) {
  if (out_->size() + waiting_.size() >= options_.max_file_bytes) {
    BONGSU_RETURN_IF_ERROR(Sync());
    BONGSU_RETURN_IF_ERROR(OpenFile(file_ + 1));
  }
  uint64_t bytes = 0;
  for (const std::string& record : records) bytes += record.size() + 1;
  std::string summed = fmt::format("{}{}{}{}}}\n", kBytes, bytes, kDocument, document);
  summed.reserve(summed.size() + bytes);
  for (const std::string& record : records) (summed += record) += '\n';
  const RecordPlace place{file_, static_cast<int64_t>(out_->size() + waiting_.size()), 1};
  ((waiting_ += kSum) += base::Hex64(base::Hash64(summed))) += summed;
  if (waiting_.size() >= kWaitingBytes) BONGSU_RETURN_IF_ERROR(Flush());
  return place;
}

Status RecordWriter::Flush() {
  if (waiting_.empty()) return {};
  BONGSU_RETURN_IF_ERROR(out_->Append(waiting_));
  waiting_.clear();
  return {};
}

Status RecordWriter::Sync() {
  BONGSU_RETURN_IF_ERROR(Flush());
  return out_->Sync();
}

// --- reading ---

RecordReader::~RecordReader() {
  for (const auto& [file, fd] : open_) ::close(fd);
}

Result<int> RecordReader::Descriptor(int64_t file, const std::string& path) {
  const std::lock_guard<std::mutex> held(mutex_);
  const auto [it, fresh] = open_.try_emplace(file, -1);
  if (!fresh) return it->second;
  it->second = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (it->second >= 0) return it->second;
  const int error = errno;
  open_.erase(it);
  return {error == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIoError,
          path + ": cannot read the records of documents: " + std::strerror(error) +
              (error == ENOENT ? "; `bongsu rebuild` makes them anew" : "")};
}

Result<RecordBlock> RecordReader::Block(int64_t file, int64_t offset) {
  const std::string path = PathOf(folder_, file);
  const auto damaged = [&](const char* what) -> Status {
    return {ErrorCode::kCorruption,
            fmt::format("{}: byte {}: {}; `bongsu rebuild` makes it anew", path, offset, what)};
  };
  BONGSU_ASSIGN_OR_RETURN(const int fd, Descriptor(file, path));
  if (offset < 0) return damaged("no records begin here");
  const auto at = static_cast<uint64_t>(offset);
  RecordBlock block;
  std::string& text = block.text_;
  BONGSU_RETURN_IF_ERROR(ReadAt(fd, at, kFirstRead, path, &text));
  Head head;
  bool longer = false;
  while (!ParseHead(text, &head, &longer)) {
    const size_t before = text.size();
    if (!longer || before > kMaxBlockBytes) return damaged("no records begin here");
    BONGSU_RETURN_IF_ERROR(ReadAt(fd, at + before, before + kFirstRead, path, &text));
    if (text.size() == before) return damaged("the file ends in the midst of records");
  }
  const uint64_t size = head.size + head.rest;
  if (text.size() < size)
    BONGSU_RETURN_IF_ERROR(ReadAt(fd, at + text.size(), size - text.size(), path, &text));
  if (text.size() < size) return damaged("the file ends in the midst of records");
  text.resize(size);
  const std::string_view whole = text;
  if (whole.substr(kSum.size(), kSumDigits) != base::Hex64(base::Hash64(whole.substr(kSummedFrom))))
    return damaged("the sum of these records is wrong");
  ParseHead(whole, &head, &longer);  // the text may have moved
  block.document_ = head.document;
  block.lines_ = whole.substr(head.size);
  return block;
}

Result<std::string> RecordReader::Read(const RecordPlace& place) {
  BONGSU_ASSIGN_OR_RETURN(const RecordBlock block, Block(place.file, place.offset));
  const std::string_view record = block.Line(place.line);
  if (record.empty())
    return {ErrorCode::kCorruption,
            fmt::format("{}: byte {}: no record {} here; `bongsu rebuild` makes it anew",
                        PathOf(folder_, place.file), place.offset, place.line)};
  return std::string(record);
}

std::vector<int64_t> RecordFiles(const std::string& folder) {
  std::vector<int64_t> files;
  std::error_code error;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    int64_t number = 0;
    const char* const digits = name.data() + std::min(name.size(), kPrefix.size());
    const auto [after, failure] = std::from_chars(digits, name.data() + name.size(), number);
    if (failure == std::errc() && name == PathOf(folder, number).substr(folder.size() + 1))
      files.push_back(number);
  }
  std::sort(files.begin(), files.end());
  return files;
}

void RemoveRecordFiles(const std::string& folder, int64_t first, int64_t last) {
  std::error_code ignored;
  for (const int64_t file : RecordFiles(folder))
    if (file < first || file > last) std::filesystem::remove(PathOf(folder, file), ignored);
}

}  // namespace bongsu::archive
