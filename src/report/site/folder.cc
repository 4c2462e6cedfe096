#include "report/site/folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "base/hash.h"

namespace bongsu::report::site {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMaxMarkerBytes = 1u << 30;
constexpr std::string_view kHeader =
    "# written by bongsu site, format 1: file, hash of its content\n";
// Second line while a run goes on: what a cut-off run has written is not in the list.
constexpr std::string_view kUnfinished = "# unfinished\n";

// A name within the folder: no way up, none from the root, no empty part.
bool IsInside(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.back() == '/') return false;
  while (!name.empty()) {
    const size_t slash = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    for (const char c : part)
      if (static_cast<unsigned char>(c) < 0x20 || c == '\\') return false;
    name.remove_prefix(std::min(slash + 1, name.size()));
  }
  return true;
}

Status Errno(const std::string& path, const char* what) {
  return {ErrorCode::kIoError, path + ": " + what + ": " + std::strerror(errno)};
}

// Not synced to the disk: a site can be written again, and ten thousand syncs take minutes.
// Where a file is there already, readers of a site that is being served see the old or the new one.
Status WriteWhole(const std::string& path, std::string_view bytes, bool there) {
  const std::string temporary = there ? path + ".bongsu-tmp" : path;
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (fd < 0) return Errno(temporary, "cannot create");
  Status status;
  for (size_t at = 0; at < bytes.size() && status.ok();) {
    const ssize_t n = ::write(fd, bytes.data() + at, bytes.size() - at);
    if (n >= 0)
      at += static_cast<size_t>(n);
    else if (errno != EINTR)
      status = Errno(temporary, "cannot write");
  }
  if (::close(fd) != 0 && status.ok()) status = Errno(temporary, "cannot close");
  if (status.ok() && there && ::rename(temporary.c_str(), path.c_str()) != 0)
    status = Errno(path, "cannot rename into place");
  if (!status.ok()) ::unlink(temporary.c_str());
  return status;
}

Result<std::map<std::string, std::string>> ReadMarker(const std::string& path, bool* unfinished) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path, kMaxMarkerBytes));
  if (!text.starts_with(kHeader))
    return {ErrorCode::kBadInput, path + ":1: not the list of a site that bongsu wrote"};
  std::map<std::string, std::string> out;
  *unfinished = std::string_view(text).substr(kHeader.size()).starts_with(kUnfinished);
  size_t line = *unfinished ? 2 : 1;
  for (size_t at = kHeader.size() + (*unfinished ? kUnfinished.size() : 0); at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view row = std::string_view(text).substr(at, end - at);
    at = end + 1;
    ++line;
    const size_t tab = row.find('\t');
    if (tab == row.npos || !IsInside(row.substr(0, tab)))
      return {ErrorCode::kBadInput,
              path + ":" + std::to_string(line) + ": not a file of the site and its hash"};
    out.emplace(row.substr(0, tab), row.substr(tab + 1));
  }
  return out;
}

}  // namespace

SiteFolder::SiteFolder(SiteFolder&& other) noexcept
    : path_(std::move(other.path_)),
      earlier_(std::move(other.earlier_)),
      cut_off_(other.cut_off_),
      now_(std::move(other.now_)),
      folders_(std::move(other.folders_)),
      counts_(other.counts_) {}

Result<SiteFolder> SiteFolder::Open(const std::string& path) {
  SiteFolder folder;
  folder.path_ = path;
  std::error_code ec;
  const fs::file_status there = fs::status(path, ec);
  if (there.type() == fs::file_type::not_found) {
    BONGSU_RETURN_IF_ERROR(base::MakeFolders(path));
  } else if (!fs::is_directory(there)) {
    return {ErrorCode::kInvalidArgument, path + ": is there and is no folder"};
  } else if (fs::exists(path + "/" + kMarker, ec)) {
    BONGSU_ASSIGN_OR_RETURN(folder.earlier_, ReadMarker(path + "/" + kMarker, &folder.cut_off_));
  } else if (!fs::is_empty(path, ec)) {
    return {ErrorCode::kInvalidArgument,
            path + ": holds files that are not a site of bongsu; name an empty folder"};
  }
  BONGSU_RETURN_IF_ERROR(folder.WriteMarker(folder.earlier_, true));
  return folder;
}

Status SiteFolder::MakeParent(const std::string& name) {
  const size_t slash = name.rfind('/');
  if (slash == name.npos || !folders_.insert(name.substr(0, slash)).second) return {};
  return base::MakeFolders(path_ + "/" + name.substr(0, slash));
}

Status SiteFolder::Write(const std::string& name, std::string_view bytes) {
  if (!IsInside(name) || name == kMarker)
    return {ErrorCode::kInvalidArgument, name + ": not a name within the site"};
  std::string hash = base::Hash128Hex(bytes);
  const std::string path = path_ + "/" + name;
  const auto before = earlier_.find(name);
  std::error_code ec;
  const bool there = fs::symlink_status(path, ec).type() != fs::file_type::not_found;
  const bool same = there && before != earlier_.end() && before->second == hash &&
                    fs::file_size(path, ec) == bytes.size();
  {
    const std::lock_guard lock(mutex_);
    if (!now_.emplace(name, std::move(hash)).second)
      return {ErrorCode::kInvalidArgument, name + ": two pages of the site have this name"};
    (same ? counts_.unchanged : counts_.written) += 1;
    counts_.bytes += bytes.size();
    if (same) return {};
    BONGSU_RETURN_IF_ERROR(MakeParent(name));
  }
  if (there && before == earlier_.end() && !cut_off_)
    return {ErrorCode::kInvalidArgument, path + ": is there and was not written by bongsu site"};
  return WriteWhole(path, bytes, there);
}

Status SiteFolder::WriteMarker(const std::map<std::string, std::string>& files,
                               bool unfinished) const {
  std::string text(kHeader);
  if (unfinished) text += kUnfinished;
  for (const auto& [name, hash] : files) text += name + "\t" + hash + "\n";
  return WriteWhole(path_ + "/" + kMarker, text, true);
}

Status SiteFolder::Finish() {
  std::set<std::string> emptied;
  for (const auto& [name, hash] : earlier_) {
    if (now_.contains(name)) continue;
    std::error_code ec;
    counts_.removed += fs::remove(path_ + "/" + name, ec);
    for (size_t slash = name.rfind('/'); slash != name.npos && slash > 0;
         slash = name.rfind('/', slash - 1))
      emptied.insert(name.substr(0, slash));
  }
  // Deepest first; a folder that holds anything stays.
  for (auto folder = emptied.rbegin(); folder != emptied.rend(); ++folder)
    ::rmdir((path_ + "/" + *folder).c_str());
  return WriteMarker(now_, false);
}

}  // namespace bongsu::report::site
