// For tests: files that fail when told to, as a full or dying disk does.
#ifndef BONGSU_ARCHIVE_FAULTY_FILES_H_
#define BONGSU_ARCHIVE_FAULTY_FILES_H_

#include <algorithm>
#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "base/file.h"

namespace bongsu::archive {

// Real files with a budget: the Append that goes beyond it writes what still fits and fails. Set
// the fields at any time; they hold for files opened before, too. Must outlive the files.
class FaultyFileSystem : public base::FileSystem {
 public:
  uint64_t budget_bytes = std::numeric_limits<uint64_t>::max();
  bool fail_sync = false;
  bool fail_truncate = false;
  int syncs = 0;

  Result<std::unique_ptr<base::AppendFile>> OpenAppend(const std::string& path) override {
    BONGSU_ASSIGN_OR_RETURN(auto real, base::FileSystem::Real().OpenAppend(path));
    return std::unique_ptr<base::AppendFile>(new File(*this, std::move(real)));
  }

 private:
  class File : public base::AppendFile {
   public:
    File(FaultyFileSystem& owner, std::unique_ptr<base::AppendFile> real)
        : owner_(owner), real_(std::move(real)), size_(real_->size()) {}
    Status Append(std::string_view bytes) override {
      const size_t fits =
          static_cast<size_t>(std::min<uint64_t>(bytes.size(), owner_.budget_bytes));
      BONGSU_RETURN_IF_ERROR(real_->Append(bytes.substr(0, fits)));
      owner_.budget_bytes -= fits;
      if (fits < bytes.size()) return {ErrorCode::kIoError, "injected: no space left on device"};
      size_ += fits;
      return {};
    }
    Status Sync() override {
      ++owner_.syncs;
      if (owner_.fail_sync) return {ErrorCode::kIoError, "injected: input/output error"};
      return real_->Sync();
    }
    uint64_t size() const override { return size_; }
    Status Truncate(uint64_t size) override {
      if (owner_.fail_truncate) return {ErrorCode::kIoError, "injected: cannot truncate"};
      BONGSU_RETURN_IF_ERROR(real_->Truncate(size));
      size_ = size;
      return {};
    }

   private:
    FaultyFileSystem& owner_;
    std::unique_ptr<base::AppendFile> real_;
    uint64_t size_;
  };
};

}  // namespace bongsu::archive

#endif  // BONGSU_ARCHIVE_FAULTY_FILES_H_
