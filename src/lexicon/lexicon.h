// The lexicon: every table of `data/`, checked, compiled into one image and opened in milliseconds.
//
// Folders of one's own add to the tables of `data/` or override them: a row whose key stands in a
// folder named before replaces that row, a line `!KEY` takes it away, any other row is added. In
// tables where the order counts (rules.tsv) added rows come before those of `data/`.
//
// Image (little endian, fixed width, no pointers, no struct images):
//   magic "BONGSULX", u32 format version, u32 section count, u64 payload size, u64 XXH3-64 of the
//   payload, payload. Payload: string pool, file list (path, size, modification time in ns), and
//   per table: name, columns, rows as u32 cells (offset of the string in the pool), with file
//   number and line number as two further cells.
// Opening checks magic, version, size and checksum, and that the sections end where the file ends.
#ifndef BONGSU_LEXICON_LEXICON_H_
#define BONGSU_LEXICON_LEXICON_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::lexicon {

class Lexicon;

// One table; rows are numbered from 0. A light view: valid as long as its Lexicon.
class Table {
 public:
  Table() = default;
  size_t rows() const { return rows_; }
  size_t columns() const { return columns_; }
  std::string_view cell(size_t row, size_t column) const;
  std::string_view column_name(size_t column) const;
  std::string_view file(size_t row) const;  // "data/ko/predicates.tsv", "mine/ko/predicates.tsv"
  uint32_t line(size_t row) const;
  // "data/ko/predicates.tsv:118"
  std::string Place(size_t row) const;

 private:
  friend class Lexicon;
  const Lexicon* lexicon_ = nullptr;
  std::string_view name_;
  const unsigned char* cells_ = nullptr;
  const unsigned char* names_ = nullptr;
  size_t rows_ = 0, columns_ = 0;
};

// Where the text of a lexicon lies.
struct Folders {
  // Implicit: most lexicons are one folder.
  Folders(std::string data_dir, std::vector<std::string> own_folders = {})
      : data(std::move(data_dir)), own(std::move(own_folders)) {}
  std::string data;              // holds every table
  std::vector<std::string> own;  // hold some; a later one overrides an earlier one
};

// Immutable and safe for concurrent use.
class Lexicon {
 public:
  // Checks and compiles `folders`. On broken data: kBadInput, one "data/file:line: rule: text" per
  // line of the message, all of them; files of one's own are named by their path.
  static Result<std::shared_ptr<const Lexicon>> Compile(const Folders& folders);

  // Opens an image. kCorruption with both sums when the checksum differs; kUnsupported for another
  // format version.
  static Result<std::shared_ptr<const Lexicon>> Open(const std::string& image_path);

  // Opens the image of `folders` in the user's cache, compiling it anew when a file of theirs was
  // added, removed or changed (size or modification time). A cache that cannot be written is no
  // error.
  static Result<std::shared_ptr<const Lexicon>> Load(const Folders& folders);

  // Where Load keeps the image of `folders`.
  static std::string ImagePath(const Folders& folders);

  ~Lexicon();
  Lexicon(const Lexicon&) = delete;
  Lexicon& operator=(const Lexicon&) = delete;

  // The table `name`, empty when there is none.
  Table table(std::string_view name) const;
  std::vector<std::string_view> table_names() const;

  // 16 hex digits over the tables' content: the same content, the same checksum, wherever the files
  // lie.
  const std::string& checksum() const;

  // The image's bytes, for writing it to a file.
  std::string_view image() const;

 private:
  friend class Table;
  struct Impl;
  explicit Lexicon(std::unique_ptr<Impl> impl);
  static Result<std::shared_ptr<const Lexicon>> FromBytes(std::unique_ptr<Impl> impl,
                                                          const std::string& origin);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bongsu::lexicon

#endif  // BONGSU_LEXICON_LEXICON_H_
