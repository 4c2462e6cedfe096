// Opening a workspace, and what people enter.
#include "store/store.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <limits>

#include "archive/journal.h"
#include "store/records.h"
#include "store/schema.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

DatabaseOptions EngineOptions(const std::string& path, const OpenOptions& options, bool read_only,
                              bool locked_down) {
  DatabaseOptions out;
  out.path = path;
  out.read_only = read_only;
  out.locked_down = locked_down;
  out.memory_limit_mb = options.memory_limit_mb;
  out.threads = options.threads;
  out.interrupted = options.interrupted;
  return out;
}

Result<WorkspaceLock> Lock(const WorkspacePaths& paths, const OpenOptions& options, bool write) {
  return WorkspaceLock::Acquire(
      paths.lock(), {write, options.command, options.now, options.wait, options.interrupted});
}

Status MigrateAlone(const WorkspacePaths& paths, const OpenOptions& options) {
  BONGSU_ASSIGN_OR_RETURN(auto database,
                          Database::Open(EngineOptions(paths.database(), options, false, false)));
  return Migrate(*database);
}

}  // namespace

IngestCounts& IngestCounts::operator+=(const IngestCounts& o) {
  added += o.added;
  changed += o.changed;
  recoded += o.recoded;
  unchanged += o.unchanged;
  quarantined += o.quarantined;
  no_analyser += o.no_analyser;
  events += o.events;
  return *this;
}

Status Transaction(Database& db, const std::function<Status()>& work) {
  BONGSU_RETURN_IF_ERROR(db.Execute("BEGIN"));
  Status status = work();
  if (status.ok()) status = db.Execute("COMMIT");
  if (!status.ok()) (void)db.Execute("ROLLBACK");
  return status;
}

Store::Store(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Store::~Store() = default;

base::FileSystem& Store::Impl::files() const {
  return options.files ? *options.files : base::FileSystem::Real();
}

Result<Database*> Store::Impl::Db() {
  if (!database) {
    const bool read_only = options.mode == Mode::kRead;
    BONGSU_ASSIGN_OR_RETURN(
        database, Database::Open(EngineOptions(paths.database(), options, read_only, for_sql)));
  }
  return database.get();
}

Result<archive::Archive*> Store::Impl::OpenArchive() {
  if (!archive) {
    archive::Options archive_options;
    archive_options.files = &files();
    archive_options.max_file_bytes = options.archive_file_bytes;
    BONGSU_ASSIGN_OR_RETURN(archive, archive::Archive::Open(paths.archive(), archive_options));
  }
  return archive.get();
}

Result<archive::RecordWriter*> Store::Impl::OpenRecords() {
  if (records) return records.get();
  BONGSU_ASSIGN_OR_RETURN(Database * db, Db());
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query("SELECT (SELECT min(first) FROM record_files), greatest((SELECT "
                           "max(record_file) FROM events), (SELECT max(record_file) FROM "
                           "past_events))"));
  archive::RecordWriter::Options writer;
  writer.files = &files();
  writer.max_file_bytes = options.archive_file_bytes;
  if (!rows.Next() || rows.IsNull(0)) {
    writer.file = FreshRecordFile(*db);
  } else {
    writer.file = std::max(rows.Integer(0), rows.Integer(1));
    // Of a database that this one replaced, and of one that was broken off in the making.
    archive::RemoveRecordFiles(paths.records(), rows.Integer(0), writer.file);
  }
  BONGSU_ASSIGN_OR_RETURN(records, archive::RecordWriter::Open(paths.records(), writer));
  return records.get();
}

void Store::Impl::CloseAfterFailure() {
  archive.reset();
  records.reset();
  database.reset();
  signatures = {};
  run = 0;
  run_identity.clear();
}

Result<std::unique_ptr<Store>> Store::Open(const std::string& workspace,
                                           const OpenOptions& options) {
  auto impl = std::make_unique<Impl>(workspace, options);
  const bool write = options.mode == Mode::kWrite;
  if (write) {
    BONGSU_RETURN_IF_ERROR(duckdb::Load().error());  // before a folder is made for nothing
    BONGSU_RETURN_IF_ERROR(base::MakeFolders(workspace));
  } else if (std::error_code ec; !std::filesystem::exists(impl->paths.database(), ec)) {
    return {ErrorCode::kNotFound,
            workspace + ": no workspace here; `bongsu ingest PATH` makes one"};
  }
  BONGSU_ASSIGN_OR_RETURN(impl->lock, Lock(impl->paths, options, write));
  BONGSU_ASSIGN_OR_RETURN(Database * database, impl->Db());
  if (write) {
    BONGSU_RETURN_IF_ERROR(Migrate(*database));
    return std::unique_ptr<Store>(new Store(std::move(impl)));
  }
  BONGSU_ASSIGN_OR_RETURN(const int version, SchemaVersion(*database));
  if (version != CurrentSchema()) {
    impl->database.reset();
    impl->lock.reset();
    BONGSU_ASSIGN_OR_RETURN(impl->lock, Lock(impl->paths, options, true));
    BONGSU_RETURN_IF_ERROR(MigrateAlone(impl->paths, options));
    impl->lock.reset();
    BONGSU_ASSIGN_OR_RETURN(impl->lock, Lock(impl->paths, options, false));
  }
  return std::unique_ptr<Store>(new Store(std::move(impl)));
}

Result<std::unique_ptr<Store>> Store::OpenForSql(const std::string& workspace,
                                                 const OpenOptions& options) {
  OpenOptions read = options;
  read.mode = Mode::kRead;
  BONGSU_ASSIGN_OR_RETURN(auto store, Open(workspace, read));
  store->impl_->database.reset();
  store->impl_->for_sql = true;
  BONGSU_RETURN_IF_ERROR(store->impl_->Db().error());
  return store;
}

Status Store::RemoveReplacedRecords() {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db->Query("SELECT first FROM record_files"));
  if (rows.Next())
    archive::RemoveRecordFiles(impl_->paths.records(), rows.Integer(0),
                               std::numeric_limits<int64_t>::max());
  return {};
}

Result<QuarantineEntry> Store::DropQuarantine(std::string_view id_prefix, const std::string& now) {
  BONGSU_ASSIGN_OR_RETURN(QuarantineEntry entry, GetQuarantine(id_prefix));
  if (entry.state == "dropped") return entry;
  BONGSU_ASSIGN_OR_RETURN(auto journal,
                          archive::Journal::Open(impl_->paths.journal(), impl_->files()));
  BONGSU_RETURN_IF_ERROR(
      journal->Enter(now, "quarantine.drop",
                     {{"id", entry.id}, {"doc", entry.doc}, {"source_hash", entry.source_hash}}));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_RETURN_IF_ERROR(Transaction(*db, [&] {
    return db->Execute(
        "UPDATE quarantine SET state = 'dropped', changed = TRY_CAST(? AS TIMESTAMP) WHERE id = ?",
        {now, entry.id});
  }));
  entry.state = "dropped";
  return entry;
}

Status Store::FinishRun(const std::string& finished) {
  if (impl_->run == 0) return {};
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  return Transaction(*db, [&] {
    return db->Execute("UPDATE runs SET finished = TRY_CAST(? AS TIMESTAMP) WHERE run = ?",
                       {finished, impl_->run});
  });
}

Result<std::chrono::milliseconds> ParseWait(std::string_view text) {
  uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const std::string_view unit(end, static_cast<size_t>(text.data() + text.size() - end));
  if (error == std::errc()) {
    if (unit.empty() || unit == "s") return std::chrono::milliseconds(std::chrono::seconds(number));
    if (unit == "ms") return std::chrono::milliseconds(number);
    if (unit == "m") return std::chrono::milliseconds(std::chrono::minutes(number));
  }
  return {ErrorCode::kInvalidArgument,
          "\"" + std::string(text) + "\" is no time to wait; write 30s, 500ms or 5m"};
}

}  // namespace bongsu::store
