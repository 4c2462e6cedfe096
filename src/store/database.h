// DuckDB with owners and errors as values: a database with one connection, prepared statements,
// rows, appenders. The records of documents lie in the folder `records` beside the database file;
// in SQL bongsu_record(file, offset, line) is the record at a place (archive/records.h). Results
// are read from data chunks. One thread at a time; everything handed out must go before its
// Database.
#ifndef BONGSU_STORE_DATABASE_H_
#define BONGSU_STORE_DATABASE_H_

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "archive/records.h"
#include "bongsu/result.h"
#include "store/duckdb_api.h"

namespace bongsu::store {

struct DatabaseOptions {
  std::string path;  // ":memory:" for none
  bool read_only = false;
  bool locked_down = false;  // no access to files, settings locked: for a person's SQL
  uint32_t memory_limit_mb = 192;
  int threads = 2;
  uint32_t block_size = 0;            // of a new file; 0: the engine's own (256 KB)
  std::function<bool()> interrupted;  // asked while a statement runs; may be empty
};

// A day, as days since 1970-01-01; nullopt is NULL.
using DayNumber = std::optional<int32_t>;
// Reads YYYY-MM-DD; nullopt for anything that is not a day of the calendar.
DayNumber ParseDayNumber(std::string_view text);

// A number as the database casts it to text; 0 for anything else.
double ParseReal(std::string_view text);

// A parameter of a statement.
using Value = std::variant<std::monostate, int64_t, std::string>;

// The rows of a result, forward only. Views live until the next call of Next.
class Rows {
 public:
  Rows(const duckdb::Api& api, duckdb::ResultObject result) : api_(&api), result_(result) {}
  Rows(Rows&& other) noexcept;
  Rows& operator=(Rows&&) = delete;
  ~Rows();

  // Goes to the next row; false after the last.
  bool Next();
  size_t column_count() const;
  std::string_view column_name(size_t column) const;
  duckdb::Type column_type(size_t column) const;

  bool IsNull(size_t column) const;
  // NULL reads as empty, 0, false. The column must be VARCHAR, BIGINT, BOOLEAN.
  std::string_view Text(size_t column) const;
  std::string String(size_t column) const { return std::string(Text(column)); }
  int64_t Integer(size_t column) const;
  bool Bool(size_t column) const;
  // Any type as text (store/cell.h); nullopt for NULL.
  std::optional<std::string> Cell(size_t column) const;

 private:
  duckdb::VectorHandle Vector(size_t column) const;
  const duckdb::Api* api_;
  duckdb::ResultObject result_{};
  duckdb::ChunkHandle chunk_ = nullptr;
  uint64_t row_ = 0, rows_ = 0;
};

// Adds rows to a table fast. The first error sticks and is returned by Close; without Close nothing
// is promised.
class Appender {
 public:
  Appender(Appender&& other) noexcept;
  Appender& operator=(Appender&&) = delete;
  ~Appender();

  // One row, a value for each column in order.
  template <typename... Values>
  void Row(const Values&... values) {
    (Put(values), ...);
    EndRow();
  }
  Status Close();

 private:
  friend class Database;
  Appender(const duckdb::Api& api, duckdb::AppenderHandle handle) : api_(&api), handle_(handle) {}
  void Put(std::nullptr_t);
  void Put(bool value);
  void Put(int64_t value);
  void Put(double value);
  void Put(std::string_view value);
  void Put(const std::string& value) { Put(std::string_view(value)); }
  void Put(const char* value) { Put(std::string_view(value)); }
  void Put(DayNumber value);
  void Put(const std::optional<double>& value);
  void EndRow();
  void Check(duckdb::State state);

  const duckdb::Api* api_;
  duckdb::AppenderHandle handle_;
  Status status_;
};

class Database {
 public:
  // kBusy when another process has the file; kCorruption when it does not open; see duckdb::Load
  // for the engine.
  static Result<std::unique_ptr<Database>> Open(const DatabaseOptions& options);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Prepares and runs one statement with its parameters.
  Result<Rows> Query(const std::string& sql, std::span<const Value> values = {});
  Result<Rows> Query(const std::string& sql, std::initializer_list<Value> values) {
    return Query(sql, std::span<const Value>(values.begin(), values.size()));
  }
  // As Query, when nothing comes back.
  Status Execute(const std::string& sql, std::span<const Value> values = {});
  Status Execute(const std::string& sql, std::initializer_list<Value> values) {
    return Execute(sql, std::span<const Value>(values.begin(), values.size()));
  }
  // Appends to a table of the database, or of the connection's temporary ones.
  Result<Appender> Append(const std::string& table, bool temporary = false);

  const std::string& records_folder() const { return records_folder_; }
  archive::RecordReader& records() { return records_; }

 private:
  Database(const duckdb::Api& api, const std::string& records_folder)
      : api_(&api), records_folder_(records_folder), records_(records_folder) {}
  Status RegisterFunctions();

  const duckdb::Api* api_;
  std::string records_folder_;
  archive::RecordReader records_;
  duckdb::DatabaseHandle database_ = nullptr;
  duckdb::ConnectionHandle connection_ = nullptr;
  std::function<bool()> interrupted_;
};

// "?, ?, ?" for `count` parameters.
std::string Placeholders(size_t count);

// Puts the texts into the temporary table `asked` (text VARCHAR), whatever it held before: to be
// joined with where there are too many for parameters, each of which costs planning.
Status Ask(Database& db, std::span<const std::string> texts);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_DATABASE_H_
