#include "store/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "base/hash.h"
#include "lexicon/tsv.h"
#include "store/workspace.h"

namespace bongsu::store {
namespace {

namespace fs = std::filesystem;

constexpr char kList[] = "bongsu-backup.tsv";
constexpr char kHeader[] =
    "# A backup of a Bongsu workspace: file, bytes, XXH3-128 of each 16 MB.\n";
constexpr size_t kPiece = 16u << 20;
constexpr char kUnfinished[] = ".unfinished";

Status SystemError(const std::string& path, const std::error_code& error) {
  return {ErrorCode::kIoError, path + ": " + error.message()};
}

Status SyncFile(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0 || ::fsync(fd) != 0) {
    const std::error_code error(errno, std::generic_category());
    if (fd >= 0) ::close(fd);
    return SystemError(path, error);
  }
  ::close(fd);
  return {};
}

struct Sum {
  uint64_t bytes = 0;
  std::string hash;  // of the hashes of the pieces
  bool operator==(const Sum&) const = default;
};

// Copies a file and sums what was read; with an empty `to` it only sums.
Result<Sum> CopyFile(const std::string& from, const std::string& to) {
  std::ifstream in(from, std::ios::binary);
  if (!in) return SystemError(from, std::error_code(errno, std::generic_category()));
  std::ofstream out;
  if (!to.empty()) {
    out.open(to, std::ios::binary | std::ios::trunc);
    if (!out) return SystemError(to, std::error_code(errno, std::generic_category()));
  }
  Sum sum;
  std::string pieces, piece(kPiece, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto read = static_cast<size_t>(in.gcount());
    if (read == 0) break;
    pieces += base::Hash128Hex(std::string_view(piece).substr(0, read));
    sum.bytes += read;
    if (to.empty()) continue;
    out.write(piece.data(), static_cast<std::streamsize>(read));
  }
  if (in.bad()) return SystemError(from, std::make_error_code(std::errc::io_error));
  sum.hash = base::Hash128Hex(pieces);
  if (to.empty()) return sum;
  out.close();
  if (!out) return SystemError(to, std::make_error_code(std::errc::no_space_on_device));
  BONGSU_RETURN_IF_ERROR(SyncFile(to));
  return sum;
}

// What a workspace consists of, apart from its lock.
Result<std::vector<std::string>> FilesOf(const std::string& workspace) {
  std::vector<std::string> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(workspace, error), end; !error && it != end;
       it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    const std::string name = fs::relative(it->path(), workspace, error).generic_string();
    const bool ours = name == "bongsu.duckdb" || name == "bongsu.duckdb.wal" ||
                      name == "journal.jsonl" || name == "watch.jsonl" ||
                      name == "receivers.yaml" || name.starts_with("archive/") ||
                      name.starts_with("records/") || name.starts_with("watches/");
    if (ours) files.push_back(name);
  }
  if (error) return SystemError(workspace, error);
  std::sort(files.begin(), files.end());
  return files;
}

Status MakeFresh(const std::string& folder) {
  std::error_code error;
  fs::remove_all(folder, error);
  if (!error) fs::create_directories(folder, error);
  return error ? SystemError(folder, error) : Status();
}

// Gives an unfinished folder its name; afterwards it is there whole.
Status Finish(const std::string& unfinished, const std::string& folder) {
  BONGSU_RETURN_IF_ERROR(SyncFile(unfinished));
  std::error_code error;
  fs::rename(unfinished, folder, error);
  if (error) return SystemError(folder, error);
  const fs::path parent = fs::absolute(folder, error).parent_path();
  return SyncFile(parent.string());
}

std::string WithoutSlash(std::string folder) {
  while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();
  return folder;
}

Status MustNotExist(const std::string& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) return {};
  return {ErrorCode::kInvalidArgument, folder + ": exists; name a folder that does not"};
}

Result<std::map<std::string, Sum>> ReadList(const std::string& path) {
  auto text = base::ReadFile(path, 64u << 20);
  if (!text) return {text.error().code(), path + ": not a backup: " + text.error().message()};
  std::map<std::string, Sum> list;
  int number = 0;
  bool whole = false;
  for (const std::string_view line : lexicon::Split(*text, '\n')) {
    ++number;
    if (line.starts_with("#")) continue;
    if (line == "end") {
      whole = true;
      continue;
    }
    const auto cells = lexicon::Split(line, '\t');
    Sum sum;
    const bool good =
        cells.size() == 3 && !whole &&
        std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), sum.bytes).ec ==
            std::errc() &&
        cells[0].find("..") == std::string_view::npos && !cells[0].starts_with('/');
    if (!good)
      return {ErrorCode::kCorruption,
              path + ":" + std::to_string(number) + ": not a line of a backup's list"};
    sum.hash = cells[2];
    list.emplace(cells[0], sum);
  }
  if (!whole) return {ErrorCode::kCorruption, path + ": the list of the backup breaks off"};
  return list;
}

}  // namespace

Result<CopySummary> Backup(const std::string& workspace, const std::string& to,
                           const OpenOptions& options) {
  const std::string folder = WithoutSlash(to);
  BONGSU_RETURN_IF_ERROR(MustNotExist(folder));
  {
    // Flushed by a writer, so that the database is one file; the lock is let go and taken as a
    // reader: others may read meanwhile, none may write.
    OpenOptions write = options;
    write.mode = Mode::kWrite;
    std::error_code error;
    if (!fs::exists(WorkspacePaths(workspace).database(), error))
      return {ErrorCode::kNotFound, workspace + ": no workspace here"};
    BONGSU_ASSIGN_OR_RETURN(const auto store, Store::Open(workspace, write));
    BONGSU_RETURN_IF_ERROR(store->Checkpoint());
  }
  BONGSU_ASSIGN_OR_RETURN(const WorkspaceLock lock,
                          WorkspaceLock::Acquire(WorkspacePaths(workspace).lock(),
                                                 {false, options.command, options.now, options.wait,
                                                  options.interrupted}));
  const std::string unfinished = folder + kUnfinished;
  BONGSU_RETURN_IF_ERROR(MakeFresh(unfinished));
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> files, FilesOf(workspace));
  std::string list = kHeader;
  CopySummary summary;
  for (const std::string& file : files) {
    BONGSU_RETURN_IF_ERROR(
        base::MakeFolders(fs::path(unfinished + "/" + file).parent_path().string()));
    BONGSU_ASSIGN_OR_RETURN(const Sum sum,
                            CopyFile(workspace + "/" + file, unfinished + "/" + file));
    list += file + "\t" + std::to_string(sum.bytes) + "\t" + sum.hash + "\n";
    ++summary.files;
    summary.bytes += sum.bytes;
    if (options.interrupted && options.interrupted())
      return {ErrorCode::kInterrupted, "interrupted"};
  }
  BONGSU_RETURN_IF_ERROR(base::WriteFileAtomically(unfinished + "/" + kList, list + "end\n"));
  BONGSU_RETURN_IF_ERROR(Finish(unfinished, folder));
  return summary;
}

Result<CopySummary> Restore(const std::string& from, const std::string& to,
                            const OpenOptions& options) {
  const std::string folder = WithoutSlash(from), workspace = WithoutSlash(to);
  BONGSU_ASSIGN_OR_RETURN(const auto list, ReadList(folder + "/" + kList));
  BONGSU_RETURN_IF_ERROR(MustNotExist(workspace));
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> files, FilesOf(folder));
  for (const std::string& file : files)
    if (!list.contains(file))
      return {ErrorCode::kCorruption, folder + "/" + file + ": not on the backup's list"};
  const std::string unfinished = workspace + kUnfinished;
  BONGSU_RETURN_IF_ERROR(MakeFresh(unfinished));
  CopySummary summary;
  for (const auto& [file, expected] : list) {
    BONGSU_RETURN_IF_ERROR(
        base::MakeFolders(fs::path(unfinished + "/" + file).parent_path().string()));
    const auto sum = CopyFile(folder + "/" + file, unfinished + "/" + file);
    if (!sum)
      return {ErrorCode::kCorruption,
              "on the backup's list but not there: " + sum.error().message()};
    if (*sum != expected)
      return {ErrorCode::kCorruption, folder + "/" + file + ": changed since the backup (" +
                                          std::to_string(sum->bytes) + " bytes, sum " + sum->hash +
                                          "; the list says " + std::to_string(expected.bytes) +
                                          ", " + expected.hash + ")"};
    ++summary.files;
    summary.bytes += sum->bytes;
    if (options.interrupted && options.interrupted())
      return {ErrorCode::kInterrupted, "interrupted"};
  }
  BONGSU_RETURN_IF_ERROR(Finish(unfinished, workspace));
  return summary;
}

}  // namespace bongsu::store
