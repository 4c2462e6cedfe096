// No indexes and no constraints: they cost more than half of the speed of writing and memory
// without bound, and the one writer checks what it writes. Reads are scans of narrow columns, which
// zone maps cut short: `key` rises with time, and the rows of a batch lie ordered by dyad and day.
#include "store/schema.h"

#include <string>
#include <vector>

#include "store/records.h"

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

// The engine adds one column of a table in a transaction, and then changes no rows of it.

// When a version became known here and when another took its place, YYYY-MM-DDTHH:MM:SSZ; from the
// archive, so that a rebuild keeps them. Empty: not known, not replaced.
const Migration kLearned = {"ALTER TABLE documents ADD COLUMN learned VARCHAR DEFAULT ''"};
const Migration kReplaced = {"ALTER TABLE documents ADD COLUMN replaced VARCHAR DEFAULT ''"};
// Of data/outlets.tsv, as far as the outlet is known there.
const Migration kOutletIds = {"ALTER TABLE documents ADD COLUMN outlet_id VARCHAR DEFAULT ''"};
const Migration kTimes = {
    R"(UPDATE documents SET
        learned = coalesce((SELECT strftime(started, '%Y-%m-%dT%H:%M:%SZ') FROM runs
          WHERE run = ingested_run), ''),
        replaced = coalesce((SELECT strftime(started, '%Y-%m-%dT%H:%M:%SZ') FROM runs
          WHERE run = replaced_by_run), ''))",
};

// Many reports, one event: lineage of documents, occurrences, decisions of people, what was known
// when.
const Migration kCorpus = {
    // What a document is compared by (corpus/near_duplicate.h), as hex digits.
    "CREATE TABLE document_signatures (doc_key BIGINT NOT NULL, signature VARCHAR NOT NULL)",
    "CREATE TABLE document_bands (band BIGINT NOT NULL, doc_key BIGINT NOT NULL)",

    // A document is derived from an earlier stored one: copy, rewrite, part.
    R"(CREATE TABLE document_links (
      doc_key BIGINT NOT NULL,
      from_key BIGINT NOT NULL,
      derivation VARCHAR NOT NULL,
      resemblance DOUBLE NOT NULL,
      containment DOUBLE NOT NULL,
      run BIGINT NOT NULL))",

    // Documents that are copies or rewrites of one text, by the smallest doc_key among them. A
    // document alone has no row.
    "CREATE TABLE document_groups (doc_key BIGINT NOT NULL, group_key BIGINT NOT NULL)",

    // Which document of a group was published first; a document alone is its own origin.
    R"(CREATE VIEW document_origins AS
      WITH firsts AS (
        SELECT g.group_key, arg_min(d.doc_key,
            coalesce(date_diff('day', DATE '1970-01-01', d.published), 1000000) * 100000000000
              + d.doc_key) AS origin_key
        FROM document_groups g JOIN documents d USING (doc_key) GROUP BY g.group_key)
      SELECT d.doc_key, coalesce(f.origin_key, d.doc_key)::BIGINT AS origin_key
      FROM documents d LEFT JOIN document_groups g USING (doc_key) LEFT JOIN firsts f
        USING (group_key))",

    // canonical: event_key of the record that stands for the occurrence; points: how good it is.
    R"(CREATE TABLE occurrences (
      occurrence BIGINT NOT NULL,
      id VARCHAR NOT NULL,
      kind VARCHAR NOT NULL,
      canonical BIGINT NOT NULL,
      points DOUBLE NOT NULL))",

    // A record as a report on an occurrence. source: whose word it is (corpus::SourceOf), empty for
    // the document's outlet. mention: what it is compared by, empty when not remembered for that.
    R"(CREATE TABLE occurrence_mentions (
      event_key BIGINT NOT NULL,
      occurrence BIGINT NOT NULL,
      probability DOUBLE NOT NULL,
      why VARCHAR NOT NULL,
      source VARCHAR NOT NULL,
      mention VARCHAR NOT NULL))",
    "CREATE TABLE occurrence_blocks (block BIGINT NOT NULL, occurrence BIGINT NOT NULL)",

    // Each mention with its independent source: whose word it is, else the outlet of the document
    // that its text comes from, else that document.
    R"(CREATE VIEW mention_sources AS
      SELECT m.event_key, m.occurrence, CASE
          WHEN m.source <> '' THEN m.source
          WHEN o.outlet_id <> '' THEN 'outlet:' || o.outlet_id
          WHEN o.outlet <> '' THEN 'outlet:' || o.outlet
          ELSE 'document:' || o.doc END AS source
      FROM occurrence_mentions m JOIN events e USING (event_key)
        JOIN document_origins r ON r.doc_key = e.doc_key JOIN documents o
          ON o.doc_key = r.origin_key)",

    // What people decided. A row is one record that a decision is about: side 0 of a review, sides
    // 0 and 1 of a pair that is "same" or "apart". The anchor (source, place, event, parties) finds
    // the record again after coding anew; event: its id now, empty when nothing fits (an orphan).
    // original: the coder's record that a correction or rejection replaced.
    R"(CREATE TABLE decisions (
      decision BIGINT NOT NULL,
      side BIGINT NOT NULL,
      kind VARCHAR NOT NULL,
      doc VARCHAR NOT NULL,
      source_hash VARCHAR NOT NULL,
      begin_byte BIGINT NOT NULL,
      end_byte BIGINT NOT NULL,
      event_type VARCHAR NOT NULL,
      actor VARCHAR NOT NULL,
      recipient VARCHAR NOT NULL,
      payload VARCHAR NOT NULL,
      who VARCHAR NOT NULL,
      reason VARCHAR NOT NULL,
      made VARCHAR NOT NULL,
      event VARCHAR NOT NULL,
      original VARCHAR NOT NULL))",

    // Events of versions that a newer source replaced, for questions as of an earlier day; their
    // wide parts stay where those of the present are.
    "CREATE TABLE past_events AS SELECT *, 0::BIGINT AS replaced_run FROM events LIMIT 0",
    R"(CREATE VIEW all_events AS
      SELECT * FROM events UNION ALL SELECT * EXCLUDE (replaced_run) FROM past_events)",

    R"(CREATE OR REPLACE VIEW entities AS
      SELECT p.entity, p.code, p.sector, p.name, count(*) AS mentions,
        count(DISTINCT p.event_key) AS events
      FROM event_parties p JOIN events e USING (event_key)
      GROUP BY p.entity, p.code, p.sector, p.name)",
};

// An id as a number (NumberOf, store/conditions.h), so that looking one up reads eight bytes an
// event.
const Migration kEventNumbers = {"ALTER TABLE events ADD COLUMN number BIGINT DEFAULT 0"};
const Migration kPastNumbers = {"ALTER TABLE past_events ADD COLUMN number BIGINT DEFAULT 0"};
const Migration kOccurrenceNumbers = {"ALTER TABLE occurrences ADD COLUMN number BIGINT DEFAULT 0"};
const Migration kNumbers = {
    "UPDATE events SET number = "
    "coalesce(TRY_CAST('0x' || rpad(substr(id, 3, 15), 15, '0') AS BIGINT), 0)",
    "UPDATE past_events SET number = "
    "coalesce(TRY_CAST('0x' || rpad(substr(id, 3, 15), 15, '0') AS BIGINT), 0)",
    "UPDATE occurrences SET number = "
    "coalesce(TRY_CAST('0x' || rpad(substr(id, 3, 15), 15, '0') AS BIGINT), 0)",
    R"(CREATE OR REPLACE VIEW all_events AS
      SELECT * FROM events UNION ALL SELECT * EXCLUDE (replaced_run) FROM past_events)",

    // To which occurrence the events of past_events belonged, for questions as of an earlier day.
    R"(CREATE TABLE past_mentions (
      event_key BIGINT NOT NULL,
      occurrence BIGINT NOT NULL,
      id VARCHAR NOT NULL,
      kind VARCHAR NOT NULL,
      probability DOUBLE NOT NULL,
      why VARCHAR NOT NULL,
      source VARCHAR NOT NULL))",
};

// Records are looked up one by one: uncompressed, that costs a third of what it costs compressed,
// for twice the room. The engine changes no table's compression.
const Migration kPlainDetails = {
    R"(CREATE TABLE plain_details (
      event_key BIGINT NOT NULL,
      json VARCHAR NOT NULL USING COMPRESSION uncompressed))",
    // In the order in which they stand, by key: to sort them takes more memory than the engine has.
    "INSERT INTO plain_details SELECT event_key, json FROM event_details",
    "DROP TABLE event_details",
    "ALTER TABLE plain_details RENAME TO event_details",
};

// Records of documents go to files beside the database (archive/records.h), where one is found by
// its place: between others of a table it costs the reading of thousands. event_details is a view
// of them. record_files: the first file that is this database's.
const Migration kRecordFiles = {
    "CREATE TABLE record_files (first BIGINT NOT NULL)",
    R"(CREATE TABLE placed_events (
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
      confirmed_run BIGINT NOT NULL,
      number BIGINT NOT NULL,
      record_file BIGINT NOT NULL,
      record_offset BIGINT NOT NULL,
      record_line BIGINT NOT NULL))",
    "CREATE TABLE placed_past AS SELECT *, 0::BIGINT AS record_file, 0::BIGINT AS record_offset, "
    "0::BIGINT AS record_line FROM past_events LIMIT 0",
};
// After PlaceRecords.
const Migration kRecordsPlaced = {
    "DROP TABLE event_details",
    "DROP TABLE events",
    "DROP TABLE past_events",
    "ALTER TABLE placed_events RENAME TO events",
    "ALTER TABLE placed_past RENAME TO past_events",
    R"(CREATE OR REPLACE VIEW all_events AS
      SELECT * FROM events UNION ALL SELECT * EXCLUDE (replaced_run) FROM past_events)",
    R"(CREATE VIEW event_details AS
      SELECT event_key, bongsu_record(record_file, record_offset, record_line) AS json
      FROM all_events)",
    // Conditions on its columns reach the table before records are read, which those on a table
    // joined with event_details do not.
    R"(CREATE VIEW event_records AS
      SELECT *, bongsu_record(record_file, record_offset, record_line) AS json FROM events)",
};
constexpr int kPlacesRecords = 12;

const std::vector<Migration>& Migrations() {
  static const std::vector<Migration> all = {
      kFirst,        kLearned,     kReplaced,          kOutletIds, kTimes,        kCorpus,
      kEventNumbers, kPastNumbers, kOccurrenceNumbers, kNumbers,   kPlainDetails, kRecordFiles};
  return all;
}

Status Step(Database& db, int version) {
  BONGSU_RETURN_IF_ERROR(db.Execute("BEGIN"));
  Status status;
  for (const char* statement : Migrations()[static_cast<size_t>(version) - 1]) {
    status = db.Execute(statement);
    if (!status.ok()) break;
  }
  if (status.ok() && version == kPlacesRecords) {
    status = PlaceRecords(db);
    for (const char* statement : kRecordsPlaced)
      if (status.ok()) status = db.Execute(statement);
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
