#include "lexicon/lexicon.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <unordered_map>

#include "base/file.h"
#include "base/hash.h"
#include "lexicon/schema.h"
#include "lexicon/tsv.h"

namespace bongsu::lexicon {
namespace {

constexpr char kMagic[8] = {'B', 'O', 'N', 'G', 'S', 'U', 'L', 'X'};
constexpr uint32_t kFormatVersion = 2;
constexpr size_t kHeaderBytes = 32;
constexpr uint64_t kMaxTableBytes = 64u << 20;

uint32_t GetU32(const unsigned char* p) {
  return static_cast<uint32_t>(p[0]) | static_cast<uint32_t>(p[1]) << 8 |
         static_cast<uint32_t>(p[2]) << 16 | static_cast<uint32_t>(p[3]) << 24;
}

uint64_t GetU64(const unsigned char* p) {
  return GetU32(p) | static_cast<uint64_t>(GetU32(p + 4)) << 32;
}

void PutU32(std::string& out, uint32_t v) {
  for (int i = 0; i < 4; ++i) out += static_cast<char>((v >> (8 * i)) & 0xFF);
}

void PutU64(std::string& out, uint64_t v) {
  PutU32(out, static_cast<uint32_t>(v));
  PutU32(out, static_cast<uint32_t>(v >> 32));
}

// A file of the lexicon's text as it was when the image was made.
struct SourceFile {
  std::string path;  // as messages show it: "data/ko/words.tsv", "mine/ko/words.tsv"
  uint64_t size = 0;
  int64_t modified_ns = 0;
  auto operator<=>(const SourceFile&) const = default;
};

bool Matches(std::string_view glob, std::string_view path) {
  const size_t star = glob.find('*');
  if (star == std::string_view::npos) return glob == path;
  const std::string_view head = glob.substr(0, star), tail = glob.substr(star + 1);
  return path.size() >= head.size() + tail.size() && path.starts_with(head) &&
         path.ends_with(tail) &&
         path.substr(head.size(), path.size() - head.size() - tail.size()).find('/') ==
             std::string_view::npos;
}

// Where a source file lies, beside what the image keeps of it.
struct SourcePlace {
  std::string relative;  // to its folder: what a table's glob is matched with
  std::string on_disk;
  size_t folder = 0;  // 0: data/; then one's own, in the order named
};

struct Sources {
  std::vector<SourceFile> files;
  std::vector<SourcePlace> places;  // of the same length
};

// Adds the tables' files below `dir`, sorted, with size and time; messages show them below `shown`.
Status AddSources(const std::string& dir, const std::string& shown, size_t folder,
                  Sources& sources) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> files, base::ListFiles(dir));
  for (const std::string& file : files) {
    if (!file.ends_with(".tsv")) continue;
    const std::string on_disk = dir + "/" + file;
    struct stat st {};
    if (::stat(on_disk.c_str(), &st) != 0)
      return {ErrorCode::kIoError, on_disk + ": " + std::strerror(errno)};
    sources.files.push_back(
        {shown + "/" + file, static_cast<uint64_t>(st.st_size),
         static_cast<int64_t>(st.st_mtim.tv_sec) * 1'000'000'000 + st.st_mtim.tv_nsec});
    sources.places.push_back({file, on_disk, folder});
  }
  return {};
}

Result<Sources> StatSources(const Folders& folders) {
  Sources sources;
  BONGSU_RETURN_IF_ERROR(AddSources(folders.data, "data", 0, sources));
  for (size_t i = 0; i < folders.own.size(); ++i) {
    const std::string& own = folders.own[i];
    struct stat st {};
    if (::stat(own.c_str(), &st) == 0 && !S_ISDIR(st.st_mode))
      return {ErrorCode::kInvalidArgument, own + ": not a folder; --lexicon names one of tables"};
    const size_t before = sources.places.size();
    BONGSU_RETURN_IF_ERROR(AddSources(own, own, i + 1, sources));
    const auto is_table = [](const SourcePlace& place) {
      return std::any_of(Schemas().begin(), Schemas().end(),
                         [&](const auto& schema) { return Matches(schema.glob, place.relative); });
    };
    if (sources.places.size() == before)
      return {ErrorCode::kInvalidArgument,
              own + ": holds no table of the lexicon (docs/lexicon.md, Words of your own)"};
    for (size_t f = before; f < sources.places.size(); ++f)
      if (!is_table(sources.places[f]))
        return {ErrorCode::kInvalidArgument,
                sources.places[f].on_disk + ": the lexicon has no table of that name"};
  }
  return sources;
}

// A row of a table with the number of its file.
struct Entry {
  TsvRow row;
  size_t file = 0;
};

// The rows of one table, folder by folder: what a later folder says of a key holds.
class TableRows {
 public:
  TableRows(const TableSchema& schema, const Sources& sources, std::vector<std::string>& errors)
      : schema_(schema), sources_(sources), errors_(errors) {}

  void Add(size_t file, TsvRow row) {
    const size_t folder = sources_.places[file].folder;
    if (schema_.key_columns == 0) return Append({std::move(row), file}, folder);
    std::string key;
    for (size_t c = 0; c < schema_.key_columns; ++c) key += std::string(row.cells[c]) + '\t';
    const std::string place = sources_.files[file].path + ":" + std::to_string(row.line);
    const auto found = at_.find(key);
    if (found == at_.end()) {
      if (row.removes)
        return errors_.push_back(place + ": no such row to take away: `" +
                                 key.substr(0, key.size() - 1) + "`");
      at_.emplace(std::move(key), entries_.size());
      return Append({std::move(row), file}, folder);
    }
    Entry& before = entries_[found->second];
    if (sources_.places[before.file].folder == folder)
      return errors_.push_back(place + ": duplicate key: the same stands at " +
                               sources_.files[before.file].path + ":" +
                               std::to_string(before.row.line));
    before = {std::move(row), file};
  }

  std::vector<Entry> Finish() {
    std::vector<Entry> rows;
    const auto take = [&](bool own) {
      for (size_t i = 0; i < entries_.size(); ++i)
        if (own_[i] == own && !entries_[i].row.removes) rows.push_back(std::move(entries_[i]));
    };
    if (!schema_.sorted) {
      take(true);
      take(false);
    } else {
      take(false);
      take(true);
    }
    return rows;
  }

 private:
  void Append(Entry entry, size_t folder) {
    own_.push_back(folder > 0);
    entries_.push_back(std::move(entry));
  }

  const TableSchema& schema_;
  const Sources& sources_;
  std::vector<std::string>& errors_;
  std::vector<Entry> entries_;
  std::vector<bool> own_;  // which entries stand where no row of data/ stood
  std::unordered_map<std::string, size_t> at_;
};

// Strings are kept once; a reference is the offset of a u32 length followed by the bytes.
class StringPool {
 public:
  uint32_t Add(std::string_view text) {
    const auto [it, added] =
        offsets_.try_emplace(std::string(text), static_cast<uint32_t>(bytes_.size()));
    if (added) {
      PutU32(bytes_, static_cast<uint32_t>(text.size()));
      bytes_ += text;
    }
    return it->second;
  }
  const std::string& bytes() const { return bytes_; }

 private:
  std::unordered_map<std::string, uint32_t> offsets_;
  std::string bytes_;
};

}  // namespace

struct Lexicon::Impl {
  std::string owned;                   // the image, when it was compiled here
  const unsigned char* map = nullptr;  // or the mapped file
  size_t map_size = 0;

  const unsigned char* bytes = nullptr;
  size_t size = 0;
  const unsigned char* pool = nullptr;
  uint32_t pool_size = 0;
  std::vector<SourceFile> sources;
  std::vector<Table> tables;
  std::string checksum;

  ~Impl() {
    if (map != nullptr) ::munmap(const_cast<unsigned char*>(map), map_size);
  }

  std::string_view String(uint32_t offset) const {
    return {reinterpret_cast<const char*>(pool + offset + 4), GetU32(pool + offset)};
  }
  bool StringFits(uint32_t offset) const {
    return pool_size >= 4 && offset <= pool_size - 4 &&
           GetU32(pool + offset) <= pool_size - 4 - offset;
  }
};

std::string_view Table::cell(size_t row, size_t column) const {
  return lexicon_->impl_->String(GetU32(cells_ + 4 * (row * (columns_ + 2) + column)));
}
std::string_view Table::column_name(size_t column) const {
  return lexicon_->impl_->String(GetU32(names_ + 4 * column));
}
std::string_view Table::file(size_t row) const {
  return lexicon_->impl_->sources[GetU32(cells_ + 4 * (row * (columns_ + 2) + columns_))].path;
}
uint32_t Table::line(size_t row) const {
  return GetU32(cells_ + 4 * (row * (columns_ + 2) + columns_ + 1));
}
std::string Table::Place(size_t row) const {
  return std::string(file(row)) + ":" + std::to_string(line(row));
}

Lexicon::Lexicon(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Lexicon::~Lexicon() = default;

const std::string& Lexicon::checksum() const { return impl_->checksum; }
std::string_view Lexicon::image() const {
  return {reinterpret_cast<const char*>(impl_->bytes), impl_->size};
}

Table Lexicon::table(std::string_view name) const {
  for (const Table& t : impl_->tables)
    if (t.name_ == name) return t;
  return {};
}

std::vector<std::string_view> Lexicon::table_names() const {
  std::vector<std::string_view> names;
  for (const Table& t : impl_->tables) names.push_back(t.name_);
  return names;
}

Result<std::shared_ptr<const Lexicon>> Lexicon::FromBytes(std::unique_ptr<Impl> impl,
                                                          const std::string& origin) {
  const auto corrupt = [&](const std::string& what) {
    return Status(ErrorCode::kCorruption, origin + ": lexicon image: " + what);
  };
  const unsigned char* p = impl->bytes;
  if (impl->size < kHeaderBytes || std::memcmp(p, kMagic, 8) != 0)
    return corrupt("no lexicon image");
  if (GetU32(p + 8) != kFormatVersion)
    return {ErrorCode::kUnsupported, origin + ": lexicon image of format version " +
                                         std::to_string(GetU32(p + 8)) + ", this program reads " +
                                         std::to_string(kFormatVersion)};
  if (GetU64(p + 16) != impl->size - kHeaderBytes) return corrupt("size differs from its header");
  const std::string_view payload(reinterpret_cast<const char*>(p + kHeaderBytes),
                                 impl->size - kHeaderBytes);
  const uint64_t sum = base::Hash64(payload);
  if (sum != GetU64(p + 24))
    return corrupt("checksum is " + base::Hex64(sum) + ", header says " +
                   base::Hex64(GetU64(p + 24)));

  const unsigned char* at = p + kHeaderBytes;
  const unsigned char* const end = p + impl->size;
  const auto left = [&] { return static_cast<size_t>(end - at); };
  const auto read_u32 = [&](uint32_t& v) {
    if (left() < 4) return false;
    v = GetU32(at);
    at += 4;
    return true;
  };
  if (!read_u32(impl->pool_size) || left() < impl->pool_size)
    return corrupt("string pool cut short");
  impl->pool = at;
  at += impl->pool_size;
  uint32_t files = 0, content = 0;
  if (!read_u32(content) || !impl->StringFits(content) || !read_u32(files))
    return corrupt("file list cut short");
  impl->checksum = impl->String(content);
  for (uint32_t i = 0; i < files; ++i) {
    uint32_t path = 0;
    if (!read_u32(path) || !impl->StringFits(path) || left() < 16)
      return corrupt("file list cut short");
    impl->sources.push_back(
        {std::string(impl->String(path)), GetU64(at), static_cast<int64_t>(GetU64(at + 8))});
    at += 16;
  }
  auto lexicon = std::shared_ptr<Lexicon>(new Lexicon(std::move(impl)));
  Impl& im = *lexicon->impl_;
  for (uint32_t i = 0, n = GetU32(p + 12); i < n; ++i) {
    uint32_t name = 0, columns = 0, rows = 0;
    if (!read_u32(name) || !read_u32(columns) || !read_u32(rows) || !im.StringFits(name) ||
        columns > 64 || left() / 4 < columns || (left() / 4 - columns) / (columns + 2) < rows)
      return corrupt("table cut short");
    Table t;
    t.lexicon_ = lexicon.get();
    t.name_ = im.String(name);
    t.columns_ = columns;
    // An image of a program with other tables: cells would be read beyond their row.
    const auto schema = std::find_if(Schemas().begin(), Schemas().end(),
                                     [&](const TableSchema& s) { return t.name_ == s.name; });
    if (schema == Schemas().end() || schema->columns.size() != columns)
      return Status(ErrorCode::kUnsupported, origin + ": lexicon image: table " +
                                                 std::string(t.name_) + " is of another version");
    t.rows_ = rows;
    t.names_ = at;
    at += size_t{4} * columns;
    t.cells_ = at;
    at += size_t{4} * rows * (columns + 2);
    for (uint32_t c = 0; c < columns; ++c)
      if (!im.StringFits(GetU32(t.names_ + size_t{4} * c))) return corrupt("string out of range");
    for (size_t r = 0; r < rows; ++r) {
      const unsigned char* row = t.cells_ + 4 * r * (columns + 2);
      for (uint32_t c = 0; c < columns; ++c)
        if (!im.StringFits(GetU32(row + size_t{4} * c))) return corrupt("string out of range");
      if (GetU32(row + size_t{4} * columns) >= im.sources.size())
        return corrupt("file number out of range");
    }
    im.tables.push_back(t);
  }
  if (at != end) return corrupt("bytes after the last section");
  return std::shared_ptr<const Lexicon>(lexicon);
}

Result<std::shared_ptr<const Lexicon>> Lexicon::Compile(const Folders& folders) {
  BONGSU_ASSIGN_OR_RETURN(const Sources sources, StatSources(folders));
  std::vector<std::string> errors;
  std::vector<std::string> texts(sources.files.size());
  std::vector<bool> used(sources.files.size(), false);
  for (size_t i = 0; i < texts.size(); ++i) {
    BONGSU_ASSIGN_OR_RETURN(texts[i], base::ReadFile(sources.places[i].on_disk, kMaxTableBytes));
  }

  const auto& schemas = Schemas();
  std::vector<std::vector<Entry>> rows(schemas.size());
  std::vector<std::vector<LoadedRow>> loaded(schemas.size());
  for (size_t s = 0; s < schemas.size(); ++s) {
    TableRows table(schemas[s], sources, errors);
    TableSchema own_schema = schemas[s];  // one's own words need no order, and may take rows away
    own_schema.sorted = false;
    own_schema.may_remove = true;
    bool present = false;
    for (size_t f = 0; f < texts.size(); ++f) {
      if (!Matches(schemas[s].glob, sources.places[f].relative)) continue;
      used[f] = true;
      const bool own = sources.places[f].folder > 0;
      present = present || !own;
      for (TsvRow& row :
           ParseTsv(own ? own_schema : schemas[s], sources.files[f].path, texts[f], errors))
        table.Add(f, std::move(row));
    }
    if (!present) errors.push_back(std::string("data/") + schemas[s].glob + ": no such file");
    rows[s] = table.Finish();
    for (const Entry& entry : rows[s])
      loaded[s].push_back({&entry.row, &sources.files[entry.file].path});
  }
  for (size_t f = 0; f < texts.size(); ++f)
    if (!used[f]) errors.push_back(sources.files[f].path + ": no table of this name is known");
  if (errors.empty()) CheckReferences(loaded, errors);
  if (!errors.empty()) {
    std::string message = std::to_string(errors.size()) +
                          (errors.size() == 1 ? " error" : " errors") + " in the lexicon";
    for (const std::string& e : errors) message += "\n" + e;
    return {ErrorCode::kBadInput, message};
  }

  StringPool pool;
  std::string tables, digest_input;
  for (size_t s = 0; s < schemas.size(); ++s) {
    PutU32(tables, pool.Add(schemas[s].name));
    PutU32(tables, static_cast<uint32_t>(schemas[s].columns.size()));
    PutU32(tables, static_cast<uint32_t>(rows[s].size()));
    for (const std::string_view column : schemas[s].columns) PutU32(tables, pool.Add(column));
    digest_input += std::string("\x01") + schemas[s].name;
    for (const Entry& entry : rows[s]) {
      for (const std::string_view cell : entry.row.cells) {
        PutU32(tables, pool.Add(cell));
        digest_input += cell;
        digest_input += '\t';
      }
      digest_input += '\n';
      PutU32(tables, static_cast<uint32_t>(entry.file));
      PutU32(tables, entry.row.line);
    }
  }
  std::string files;
  PutU32(files, pool.Add(base::Hex64(base::Hash64(digest_input))));
  PutU32(files, static_cast<uint32_t>(sources.files.size()));
  for (const SourceFile& source : sources.files) {
    PutU32(files, pool.Add(source.path));
    PutU64(files, source.size);
    PutU64(files, static_cast<uint64_t>(source.modified_ns));
  }
  std::string payload;
  PutU32(payload, static_cast<uint32_t>(pool.bytes().size()));
  payload += pool.bytes() + files + tables;

  auto impl = std::make_unique<Impl>();
  impl->owned.assign(kMagic, 8);
  PutU32(impl->owned, kFormatVersion);
  PutU32(impl->owned, static_cast<uint32_t>(schemas.size()));
  PutU64(impl->owned, payload.size());
  PutU64(impl->owned, base::Hash64(payload));
  impl->owned += payload;
  impl->bytes = reinterpret_cast<const unsigned char*>(impl->owned.data());
  impl->size = impl->owned.size();
  return FromBytes(std::move(impl), folders.data);
}

Result<std::shared_ptr<const Lexicon>> Lexicon::Open(const std::string& image_path) {
  const int fd = ::open(image_path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return {errno == ENOENT ? ErrorCode::kNotFound : ErrorCode::kIoError,
            image_path + ": " + std::strerror(errno)};
  struct stat st {};
  const bool readable = ::fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
  void* map = readable
                  ? ::mmap(nullptr, static_cast<size_t>(st.st_size), PROT_READ, MAP_PRIVATE, fd, 0)
                  : MAP_FAILED;
  ::close(fd);
  if (map == MAP_FAILED)
    return {ErrorCode::kCorruption, image_path + ": lexicon image: empty or unreadable"};
  auto impl = std::make_unique<Impl>();
  impl->map = static_cast<const unsigned char*>(map);
  impl->map_size = static_cast<size_t>(st.st_size);
  impl->bytes = impl->map;
  impl->size = impl->map_size;
  return FromBytes(std::move(impl), image_path);
}

std::string Lexicon::ImagePath(const Folders& folders) {
  namespace fs = std::filesystem;
  std::error_code ec;
  std::string absolute = fs::weakly_canonical(folders.data, ec).string();
  for (const std::string& own : folders.own)
    absolute += '\n' + fs::weakly_canonical(own, ec).string();
  const char* cache = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  const std::string folder = cache != nullptr && *cache != 0 ? std::string(cache)
                             : home != nullptr && *home != 0 ? std::string(home) + "/.cache"
                                                             : fs::temp_directory_path(ec).string();
  return folder + "/bongsu/lexicon-" + base::Hex64(base::Hash64(absolute)) + ".blex";
}

Result<std::shared_ptr<const Lexicon>> Lexicon::Load(const Folders& folders) {
  const std::string path = ImagePath(folders);
  BONGSU_ASSIGN_OR_RETURN(const Sources sources, StatSources(folders));
  if (auto image = Open(path); image && (*image)->impl_->sources == sources.files) return image;
  auto compiled = Compile(folders);
  if (!compiled) return compiled;
  if (base::MakeFolders(std::filesystem::path(path).parent_path().string()).ok())
    (void)base::WriteFileAtomically(path, (*compiled)->image());
  return compiled;
}

}  // namespace bongsu::lexicon
