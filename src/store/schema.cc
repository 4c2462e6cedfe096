// No indexes and no constraints: they cost more than half of the speed of writing and memory
// without bound, and the one writer checks what it writes. Reads are scans of narrow columns, which
// zone maps cut short: `key` rises with time, and the rows of a batch lie ordered by dyad and day.
#include "store/schema.h"

#include <string>
#include <vector>

namespace bongsu::store {
namespace {

using Migration = std::vector<const char*>;

const Migration kFirst = {
    // Which program and lexicon wrote, and when. A run appears when it changes something.
    R"(CREATE TABLE runs (
      run BIGINT NOT NULL,
      version VARCHAR NOT NULL,
      lexicon_checksum VARCHAR NOT NULL,
      command VARCHAR NOT NULL,
      started TIMESTAMP,
      finished TIMESTAMP))",  // NULL: still going, or broken off

    // One row per version of a document. `fingerprint`: source, metadata, program and lexicon that
    // the events stand for.
    R"(CREATE TABLE documents (
      doc_key BIGINT NOT NULL,
      doc VARCHAR NOT NULL,
      version INTEGER NOT NULL,
      current BOOLEAN NOT NULL,
      source_hash VARCHAR NOT NULL,
      archive_file INTEGER NOT NULL,
      archive_offset BIGINT NOT NULL,
      lang VARCHAR NOT NULL,
      title VARCHAR NOT NULL,
      outlet VARCHAR NOT NULL,
      url VARCHAR NOT NULL,
      published DATE,
      published_basis VARCHAR NOT NULL,
      note VARCHAR NOT NULL,
      fingerprint VARCHAR NOT NULL,
      ingested_run BIGINT NOT NULL,
      coded_run BIGINT NOT NULL,
      replaced_by_run BIGINT))",

    // Narrow: what filters and counts read. Lists are joined with '|'. `day`: date_from, else the
    // publication date.
    R"(CREATE TABLE events (
      event_key BIGINT NOT NULL,
      id VARCHAR NOT NULL,
      doc_key BIGINT NOT NULL,
      doc VARCHAR NOT NULL,
      version INTEGER NOT NULL,
      lang VARCHAR NOT NULL,
      event VARCHAR NOT NULL,
      mode VARCHAR NOT NULL,
      quad BIGINT NOT NULL,
      actor VARCHAR NOT NULL,
      recipient VARCHAR NOT NULL,
      historical BOOLEAN NOT NULL,
      future BOOLEAN NOT NULL,
      hypothetical BOOLEAN NOT NULL,
      negation BOOLEAN NOT NULL,
      certainty VARCHAR NOT NULL,
      item VARCHAR NOT NULL,
      day DATE,
      date_from DATE,
      date_to DATE,
      due_from DATE,
      due_to DATE,
      country VARCHAR NOT NULL,
      score DECIMAL(9,1) NOT NULL,
      confidence DOUBLE,
      begin_byte BIGINT NOT NULL,
      end_byte BIGINT NOT NULL,
      made_run BIGINT NOT NULL,
      confirmed_run BIGINT NOT NULL))",

    // Wide: the exact record of codebook section 1.
    R"(CREATE TABLE event_details (event_key BIGINT NOT NULL, json VARCHAR NOT NULL))",

    // role: actor, recipient, attribution, via.
    R"(CREATE TABLE event_parties (
      event_key BIGINT NOT NULL,
      role VARCHAR NOT NULL,
      code VARCHAR NOT NULL,
      sector VARCHAR NOT NULL,
      entity VARCHAR NOT NULL,
      name VARCHAR NOT NULL,
      begin_byte BIGINT NOT NULL,
      end_byte BIGINT NOT NULL))",

    R"(CREATE TABLE event_items (event_key BIGINT NOT NULL, item VARCHAR NOT NULL))",

    // Sums over events, kept in the transaction that changes them. Rows of one key ADD UP: a batch
    // appends what it adds
    // and (negative) what it takes away; now and then they are folded. So always sum(events),
    // sum(score). Each pair of
    // an actor's and a recipient's code counts once per event. Without recipients: each pair of
    // actors, smaller code
    // first, joint = true; a lone actor stands with recipient ''. Events without a day are not in
    // it.
    R"(CREATE TABLE dyad_day (
      actor VARCHAR NOT NULL,
      recipient VARCHAR NOT NULL,
      joint BOOLEAN NOT NULL,
      day DATE NOT NULL,
      event VARCHAR NOT NULL,
      certainty VARCHAR NOT NULL,
      events BIGINT NOT NULL,
      score DECIMAL(18,1) NOT NULL))",

    // How many rows dyad_day had when it was last folded; empty: never.
    R"(CREATE TABLE dyad_day_state (rows BIGINT NOT NULL))",

    // What could not be read. state: open, dropped (by a person), resolved (a later source was read
    // or took its place).
    R"(CREATE TABLE quarantine (
      id VARCHAR NOT NULL,
      doc VARCHAR NOT NULL,
      path VARCHAR NOT NULL,
      source_hash VARCHAR NOT NULL,
      archive_file INTEGER NOT NULL,
      archive_offset BIGINT NOT NULL,
      code VARCHAR NOT NULL,
      message VARCHAR NOT NULL,
      first_seen TIMESTAMP,
      run BIGINT NOT NULL,
      state VARCHAR NOT NULL,
      changed TIMESTAMP))",

    // Who appears: derived on reading, so it cannot disagree with the events.
    R"(CREATE VIEW entities AS
      SELECT entity, code, sector, name, count(*) AS mentions, count(DISTINCT event_key) AS events
      FROM event_parties GROUP BY entity, code, sector, name)",
};

const std::vector<Migration>& Migrations() {
  static const std::vector<Migration> all = {kFirst};
  return all;
}

Status Step(Database& db, int version) {
  BONGSU_RETURN_IF_ERROR(db.Execute("BEGIN"));
  Status status;
  for (const char* statement : Migrations()[static_cast<size_t>(version) - 1]) {
    status = db.Execute(statement);
    if (!status.ok()) break;
  }
  if (status.ok() && version == 1)
    status = db.Execute("CREATE TABLE schema_version (version BIGINT NOT NULL)");
  if (status.ok()) status = db.Execute("DELETE FROM schema_version");
  if (status.ok()) status = db.Execute("INSERT INTO schema_version VALUES (?)", {int64_t{version}});
  if (status.ok()) return db.Execute("COMMIT");
  (void)db.Execute("ROLLBACK");
  return {status.code(),
          "migration to schema " + std::to_string(version) + ": " + status.message()};
}

}  // namespace

int CurrentSchema() { return static_cast<int>(Migrations().size()); }

Result<int> SchemaVersion(Database& db) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows tables, db.Query("SELECT count(*) FILTER (table_name = 'schema_version'), count(*) "
                            "FROM duckdb_tables() WHERE NOT temporary"));
  if (!tables.Next() || tables.Integer(1) == 0) return 0;
  if (tables.Integer(0) == 0)
    return {ErrorCode::kCorruption,
            "the database has tables but no schema_version: not a Bongsu database"};
  BONGSU_ASSIGN_OR_RETURN(Rows version, db.Query("SELECT version FROM schema_version"));
  if (!version.Next() || version.Integer(0) < 1)
    return {ErrorCode::kCorruption, "the database does not say which schema version it has"};
  return static_cast<int>(version.Integer(0));
}

Status Migrate(Database& db) {
  BONGSU_ASSIGN_OR_RETURN(const int version, SchemaVersion(db));
  if (version > CurrentSchema())
    return {ErrorCode::kUnsupported, "the database has schema " + std::to_string(version) +
                                         ", made by a newer Bongsu; this one knows up to " +
                                         std::to_string(CurrentSchema())};
  for (int next = version + 1; next <= CurrentSchema(); ++next)
    BONGSU_RETURN_IF_ERROR(Step(db, next));
  return {};
}

}  // namespace bongsu::store
