#include "store/database.h"

#include <unistd.h>

#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/day.h"
#include "store/cell.h"

namespace bongsu::store {
namespace {

using duckdb::State;

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// DuckDB's messages begin with their class: "IO Error: ...".
ErrorCode Classify(std::string_view message) {
  if (Contains(message, "Out of Memory Error")) return ErrorCode::kResourceExhausted;
  if (message.starts_with("INTERRUPT")) return ErrorCode::kInterrupted;
  if (Contains(message, "Could not set lock")) return ErrorCode::kBusy;
  for (const char* word : {"IO Error", "Failed to commit", "No space left", "FATAL"})
    if (Contains(message, word)) return ErrorCode::kIoError;
  for (const char* word : {"INTERNAL", "Serialization Error", "Corrupt", "`bongsu rebuild`"})
    if (Contains(message, word)) return ErrorCode::kCorruption;
  return ErrorCode::kInvalidArgument;
}

Status Failure(const char* message) {
  const std::string text = message ? message : "the database engine gave no reason";
  return {Classify(text), text};
}

// Of opening: everything the file itself causes is corruption, apart from the operating system's
// refusals.
Status OpenFailure(const std::string& path, const char* message) {
  const std::string text = message ? message : "the database engine gave no reason";
  ErrorCode code = ErrorCode::kCorruption;
  if (Contains(text, "Could not set lock")) code = ErrorCode::kBusy;
  for (const char* word : {"Permission denied", "No space left", "Read-only file system",
                           "File too large", "Disk quota exceeded", "Input/output error"})
    if (Contains(text, word)) code = ErrorCode::kIoError;
  return {code, path + ": cannot open the database: " + text};
}

// The engine begins a new file with three headers of 4096 bytes. A file that has the mark of the
// first but is shorter was broken off in the making (a full disk, a kill) and holds nothing; the
// engine would refuse it for ever.
void RemoveUnfinished(const std::string& path) {
  constexpr uintmax_t kHeaders = 3 * 4096;
  std::error_code ec;
  const uintmax_t size = std::filesystem::file_size(path, ec);
  if (ec || size >= kHeaders) return;
  char begin[12] = {};
  std::ifstream(path, std::ios::binary).read(begin, sizeof begin);
  if (size == 0 || std::string_view(begin + 8, 4) == "DUCK") std::filesystem::remove(path, ec);
}

// Destroys a handle of the C API at the end of a scope.
template <typename Handle>
class Scoped {
 public:
  Scoped(Handle handle, void (*destroy)(Handle*)) : handle_(handle), destroy_(destroy) {}
  Scoped(const Scoped&) = delete;
  Scoped& operator=(const Scoped&) = delete;
  ~Scoped() {
    if (handle_) destroy_(&handle_);
  }

 private:
  Handle handle_;
  void (*destroy_)(Handle*);
};

Status BindAll(const duckdb::Api& api, duckdb::StatementHandle statement,
               std::span<const Value> values) {
  if (api.nparams(statement) != values.size())
    return {ErrorCode::kInvalidArgument,
            "the statement takes " + std::to_string(api.nparams(statement)) + " parameters, " +
                std::to_string(values.size()) + " given"};
  for (size_t i = 0; i < values.size(); ++i) {
    State state;
    if (const auto* number = std::get_if<int64_t>(&values[i]))
      state = api.bind_int64(statement, i + 1, *number);
    else if (const auto* text = std::get_if<std::string>(&values[i]))
      state = api.bind_varchar_length(statement, i + 1, text->data(), text->size());
    else
      state = api.bind_null(statement, i + 1);
    if (state != State::kSuccess) return Failure(api.prepare_error(statement));
  }
  return {};
}

// bongsu_record(file, offset, line). Several threads may call it at once. The engine finds the
// table of functions through `Load`, the reader through the function's own pointer.
void RecordFunction(duckdb::CallHandle call, duckdb::ChunkHandle input,
                    duckdb::VectorHandle output) {
  const duckdb::Api& api = **duckdb::Load();
  auto& records = *static_cast<archive::RecordReader*>(api.scalar_function_get_extra_info(call));
  const duckdb::VectorHandle vectors[] = {api.data_chunk_get_vector(input, 0),
                                          api.data_chunk_get_vector(input, 1),
                                          api.data_chunk_get_vector(input, 2)};
  const auto null = [&](const duckdb::VectorHandle vector, duckdb::Index row) {
    const uint64_t* validity = api.vector_get_validity(vector);
    return validity != nullptr && !(validity[row / 64] >> (row % 64) & 1);
  };
  const auto number = [&](const duckdb::VectorHandle vector, duckdb::Index row) {
    return null(vector, row) ? 0 : static_cast<const int64_t*>(api.vector_get_data(vector))[row];
  };
  const duckdb::Index rows = api.data_chunk_get_size(input);
  for (duckdb::Index row = 0; row < rows; ++row) {
    const archive::RecordPlace place{number(vectors[0], row), number(vectors[1], row),
                                     number(vectors[2], row)};
    // File 0 is nowhere: of such a row nothing is told.
    const auto record = place.file == 0 ? Result<std::string>(std::string()) : records.Read(place);
    if (!record) return api.scalar_function_set_error(call, record.error().message().c_str());
    api.vector_assign_string_element_len(output, row, record->data(), record->size());
  }
}

}  // namespace

double ParseReal(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

DayNumber ParseDayNumber(std::string_view text) {
  const auto day = base::ParseDay(text);
  if (!day) return std::nullopt;
  return static_cast<int32_t>(day->time_since_epoch().count());
}

std::string Placeholders(size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
  return out;
}

// --- rows ---

Rows::Rows(Rows&& other) noexcept
    : api_(other.api_),
      result_(other.result_),
      chunk_(other.chunk_),
      row_(other.row_),
      rows_(other.rows_) {
  other.result_ = {};
  other.chunk_ = nullptr;
}

Rows::~Rows() {
  if (chunk_) api_->destroy_data_chunk(&chunk_);
  if (result_.internal_data) api_->destroy_result(&result_);
}

bool Rows::Next() {
  if (chunk_ && ++row_ < rows_) return true;
  do {
    if (chunk_) api_->destroy_data_chunk(&chunk_);
    chunk_ = api_->fetch_chunk(result_);
    rows_ = chunk_ ? api_->data_chunk_get_size(chunk_) : 0;
  } while (chunk_ && rows_ == 0);
  row_ = 0;
  return chunk_ != nullptr;
}

size_t Rows::column_count() const {
  return api_->column_count(const_cast<duckdb::ResultObject*>(&result_));
}
std::string_view Rows::column_name(size_t column) const {
  return api_->column_name(const_cast<duckdb::ResultObject*>(&result_), column);
}
duckdb::Type Rows::column_type(size_t column) const {
  return api_->column_type(const_cast<duckdb::ResultObject*>(&result_), column);
}

duckdb::VectorHandle Rows::Vector(size_t column) const {
  return api_->data_chunk_get_vector(chunk_, column);
}

bool Rows::IsNull(size_t column) const {
  const uint64_t* validity = api_->vector_get_validity(Vector(column));
  return validity && !(validity[row_ / 64] >> (row_ % 64) & 1);
}

std::string_view Rows::Text(size_t column) const {
  BONGSU_ASSERT(column_type(column) == duckdb::Type::kVarchar);
  if (IsNull(column)) return {};
  return TextOf(static_cast<const duckdb::StringRef*>(api_->vector_get_data(Vector(column)))[row_]);
}

int64_t Rows::Integer(size_t column) const {
  BONGSU_ASSERT(column_type(column) == duckdb::Type::kBigInt);
  if (IsNull(column)) return 0;
  return static_cast<const int64_t*>(api_->vector_get_data(Vector(column)))[row_];
}

bool Rows::Bool(size_t column) const {
  BONGSU_ASSERT(column_type(column) == duckdb::Type::kBoolean);
  return !IsNull(column) && static_cast<const bool*>(api_->vector_get_data(Vector(column)))[row_];
}

std::optional<std::string> Rows::Cell(size_t column) const {
  if (IsNull(column)) return std::nullopt;
  return CellText(*api_, Vector(column), row_);
}

// --- appender ---

Appender::Appender(Appender&& other) noexcept
    : api_(other.api_), handle_(other.handle_), status_(std::move(other.status_)) {
  other.handle_ = nullptr;
}

Appender::~Appender() {
  if (handle_) (void)api_->appender_destroy(&handle_);
}

void Appender::Check(State state) {
  if (state != State::kSuccess && status_.ok()) status_ = Failure(api_->appender_error(handle_));
}

void Appender::Put(std::nullptr_t) { Check(api_->append_null(handle_)); }
void Appender::Put(bool value) { Check(api_->append_bool(handle_, value)); }
void Appender::Put(int64_t value) { Check(api_->append_int64(handle_, value)); }
void Appender::Put(double value) { Check(api_->append_double(handle_, value)); }
void Appender::Put(std::string_view value) {
  Check(api_->append_varchar_length(handle_, value.data(), value.size()));
}
void Appender::Put(DayNumber value) {
  value ? Check(api_->append_date(handle_, duckdb::Date{*value})) : Put(nullptr);
}
void Appender::Put(const std::optional<double>& value) { value ? Put(*value) : Put(nullptr); }
void Appender::EndRow() {
  if (status_.ok()) Check(api_->appender_end_row(handle_));
}

Status Appender::Close() {
  if (status_.ok()) Check(api_->appender_close(handle_));
  return status_;
}

// --- database ---

Result<std::unique_ptr<Database>> Database::Open(const DatabaseOptions& options) {
  BONGSU_ASSIGN_OR_RETURN(const duckdb::Api* api, duckdb::Load());
  duckdb::ConfigHandle config = nullptr;
  if (api->create_config(&config) != State::kSuccess)
    return {ErrorCode::kResourceExhausted, "cannot create a database configuration"};
  const Scoped<duckdb::ConfigHandle> config_owner(config, api->destroy_config);
  std::vector<std::pair<const char*, std::string>> settings = {
      {"autoinstall_known_extensions", "false"},
      {"autoload_known_extensions", "false"},
      {"memory_limit", std::to_string(options.memory_limit_mb) + "MB"},
      {"threads", std::to_string(options.threads)},
      // Each checkpoint writes anew the blocks at the end of every table.
      {"wal_autocheckpoint", "64MB"},
  };
  // Large answers go to disk when memory is full; the workspace may be one that cannot be written.
  std::error_code no_temporary;
  const auto temporary = std::filesystem::temp_directory_path(no_temporary);
  if (!no_temporary)
    settings.emplace_back("temp_directory",
                          (temporary / ("bongsu-spill-" + std::to_string(::getpid()))).string());
  if (options.read_only) settings.emplace_back("access_mode", "READ_ONLY");
  if (options.block_size != 0)
    settings.emplace_back("default_block_size", std::to_string(options.block_size));
  if (options.locked_down) {
    settings.emplace_back("enable_external_access", "false");
    settings.emplace_back("lock_configuration", "true");
  }
  for (const auto& [name, value] : settings)
    if (api->set_config(config, name, value.c_str()) != State::kSuccess)
      return {ErrorCode::kUnsupported,
              std::string("the database engine refuses ") + name + "=" + value};

  if (!options.read_only) RemoveUnfinished(options.path);
  const std::string records =
      (std::filesystem::path(options.path).parent_path() / "records").string();
  std::unique_ptr<Database> out(new Database(*api, records));
  out->interrupted_ = options.interrupted;
  char* error = nullptr;
  if (api->open_ext(options.path.c_str(), &out->database_, config, &error) != State::kSuccess) {
    Status status = OpenFailure(options.path, error);
    if (error) api->free(error);
    return status;
  }
  if (api->connect(out->database_, &out->connection_) != State::kSuccess)
    return {ErrorCode::kIoError, options.path + ": cannot connect to the database"};
  BONGSU_RETURN_IF_ERROR(out->RegisterFunctions());
  return out;
}

Status Database::RegisterFunctions() {
  duckdb::FunctionHandle function = api_->create_scalar_function();
  const Scoped<duckdb::FunctionHandle> function_owner(function, api_->destroy_scalar_function);
  duckdb::TypeHandle number = api_->create_logical_type(duckdb::Type::kBigInt);
  const Scoped<duckdb::TypeHandle> number_owner(number, api_->destroy_logical_type);
  duckdb::TypeHandle text = api_->create_logical_type(duckdb::Type::kVarchar);
  const Scoped<duckdb::TypeHandle> text_owner(text, api_->destroy_logical_type);
  api_->scalar_function_set_name(function, "bongsu_record");
  for (int i = 0; i < 3; ++i) api_->scalar_function_add_parameter(function, number);
  api_->scalar_function_set_return_type(function, text);
  api_->scalar_function_set_extra_info(function, &records_, nullptr);
  api_->scalar_function_set_function(function, RecordFunction);
  if (api_->register_scalar_function(connection_, function) != State::kSuccess)
    return {ErrorCode::kUnsupported, "the database engine refuses the function bongsu_record"};
  return {};
}

Database::~Database() {
  if (connection_) api_->disconnect(&connection_);
  if (database_) api_->close(&database_);
}

Result<Rows> Database::Query(const std::string& sql, std::span<const Value> values) {
  duckdb::StatementHandle statement = nullptr;
  const State prepared = api_->prepare(connection_, sql.c_str(), &statement);
  const Scoped<duckdb::StatementHandle> statement_owner(statement, api_->destroy_prepare);
  if (prepared != State::kSuccess) return Failure(api_->prepare_error(statement));
  BONGSU_RETURN_IF_ERROR(BindAll(*api_, statement, values));

  duckdb::PendingHandle pending = nullptr;
  const State started = api_->pending_prepared(statement, &pending);
  const Scoped<duckdb::PendingHandle> pending_owner(pending, api_->destroy_pending);
  if (started != State::kSuccess) return Failure(api_->pending_error(pending));
  while (true) {
    const duckdb::PendingState state = api_->pending_execute_task(pending);
    if (state == duckdb::PendingState::kReady) break;
    if (state == duckdb::PendingState::kError) return Failure(api_->pending_error(pending));
    if (interrupted_ && interrupted_()) {
      api_->interrupt(connection_);
      return {ErrorCode::kInterrupted, "interrupted"};
    }
    if (state == duckdb::PendingState::kNoTasks) std::this_thread::yield();  // others work on it
  }
  duckdb::ResultObject result{};
  if (api_->execute_pending(pending, &result) != State::kSuccess) {
    Status status = Failure(api_->result_error(&result));
    api_->destroy_result(&result);
    return status;
  }
  return Rows(*api_, result);
}

Status Database::Execute(const std::string& sql, std::span<const Value> values) {
  return Query(sql, values).error();
}

Result<Appender> Database::Append(const std::string& table, bool temporary) {
  duckdb::AppenderHandle handle = nullptr;
  const State state = api_->appender_create_ext(connection_, temporary ? "temp" : nullptr, "main",
                                                table.c_str(), &handle);
  Appender appender(*api_, handle);
  if (state != State::kSuccess) return Failure(api_->appender_error(handle));
  return appender;
}

Status Ask(Database& db, std::span<const std::string> texts) {
  BONGSU_RETURN_IF_ERROR(db.Execute("CREATE OR REPLACE TEMP TABLE asked (text VARCHAR)"));
  BONGSU_ASSIGN_OR_RETURN(Appender out, db.Append("asked", true));
  for (const std::string& text : texts) out.Row(text);
  return out.Close();
}

}  // namespace bongsu::store
