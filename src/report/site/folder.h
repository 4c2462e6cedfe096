// The folder a site is written into: nothing that another hand put there is changed or removed.
#ifndef BONGSU_REPORT_SITE_FOLDER_H_
#define BONGSU_REPORT_SITE_FOLDER_H_

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

#include "bongsu/result.h"

namespace bongsu::report::site {

struct FolderCounts {
  uint64_t written = 0, unchanged = 0, removed = 0, bytes = 0;
};

// Files come whole or not at all (written beside, renamed). What is there with the same content is
// left alone. The marker file `bongsu-site.tsv` lists what the site wrote, each with a hash of its
// content; by it the next run knows what is its own, and removes of that what is no longer written.
// Write is safe for concurrent use, the rest is for one thread.
class SiteFolder {
 public:
  static constexpr char kMarker[] = "bongsu-site.tsv";

  // `path` must not exist, be empty, or hold an earlier site. kInvalidArgument when it holds
  // something else, kBadInput for a marker that does not read.
  static Result<SiteFolder> Open(const std::string& path);
  SiteFolder(SiteFolder&& other) noexcept;

  // `name` is relative with '/'. kInvalidArgument when it lies outside, was written already in this
  // run, or is a file that is not the site's own; kIoError.
  Status Write(const std::string& name, std::string_view bytes);

  // Removes what an earlier run wrote and this one did not, and writes the marker.
  Status Finish();

  const FolderCounts& counts() const { return counts_; }

 private:
  SiteFolder() = default;
  Status MakeParent(const std::string& name);
  Status WriteMarker(const std::map<std::string, std::string>& files, bool unfinished) const;

  std::string path_;
  std::map<std::string, std::string> earlier_;  // name to hash
  bool cut_off_ = false;  // the run before did not finish: what is there may be its own
  std::mutex mutex_;      // guards what follows
  std::map<std::string, std::string> now_;
  std::set<std::string> folders_;
  FolderCounts counts_;
};

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_FOLDER_H_
