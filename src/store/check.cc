// What cannot be: the parts of a workspace compared with one another.
#include <map>
#include <set>

#include "store/conditions.h"
#include "store/records.h"
#include "store/rollup.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

using Finding = std::function<void(const std::string&)>;

// Every cell of every table, so that a block whose sum is wrong is met.
Status ReadEverything(Database& db) {
  std::vector<std::string> tables;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query("SELECT table_name FROM duckdb_tables() WHERE NOT "
                                                "temporary ORDER BY table_name"));
    while (rows.Next()) tables.push_back(rows.String(0));
  }
  for (const std::string& table : tables) {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db.Query("SELECT coalesce(bit_xor(hash(t)), 0)::VARCHAR FROM " + table + " t"));
    while (rows.Next()) {
    }
  }
  return {};
}

// Each query names rows that must not be.
Status CheckTables(Database& db, const Finding& finding) {
  static constexpr std::pair<const char*, const char*> kQueries[] = {
      {"SELECT doc FROM documents WHERE current GROUP BY doc HAVING count(*) > 1",
       "document has two current versions"},
      {"SELECT CAST(doc_key AS VARCHAR) FROM documents GROUP BY doc_key HAVING count(*) > 1",
       "document key stands twice"},
      {"SELECT CAST(event_key AS VARCHAR) FROM events GROUP BY event_key HAVING count(*) > 1",
       "event key stands twice"},
      {"SELECT e.id FROM events e LEFT JOIN documents d ON d.doc_key = e.doc_key AND d.current "
       "WHERE d.doc_key IS NULL",
       "event has no current document"},
      {"SELECT CAST(event_key AS VARCHAR) FROM past_events WHERE event_key IN (SELECT event_key "
       "FROM events)",
       "event is of the past and of the present"},
      {"SELECT CAST(event_key AS VARCHAR) FROM occurrence_mentions GROUP BY event_key HAVING "
       "count(*) > 1",
       "event belongs to two occurrences"},
      {"SELECT CAST(m.event_key AS VARCHAR) FROM occurrence_mentions m WHERE m.event_key NOT IN "
       "(SELECT event_key FROM events)",
       "occurrence lists an event that is not there"},
      {"SELECT o.id FROM occurrences o WHERE o.canonical NOT IN (SELECT event_key FROM "
       "occurrence_mentions m WHERE m.occurrence = o.occurrence)",
       "occurrence is told by an event that is none of its own"},
      {"SELECT CAST(m.occurrence AS VARCHAR) FROM occurrence_mentions m WHERE m.occurrence NOT IN "
       "(SELECT occurrence FROM occurrences)",
       "event belongs to an occurrence that is not there"},
      {"SELECT CAST(l.doc_key AS VARCHAR) FROM document_links l WHERE l.doc_key NOT IN (SELECT "
       "doc_key FROM documents)",
       "link names a document that is not there"},
  };
  for (const auto& [sql, words] : kQueries) {
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(std::string(sql) + " ORDER BY 1 LIMIT 20"));
    while (rows.Next()) finding(std::string(words) + ": " + rows.String(0));
  }
  return {};
}

// A record that cannot be read, told once for all the records of its document.
class Unread {
 public:
  explicit Unread(const Finding& finding) : finding_(finding) {}
  void Tell(const std::string& message) {
    if (told_.insert(message).second) finding_(message);
  }

 private:
  const Finding& finding_;
  std::set<std::string> told_;
};

// Records against the narrow table, and the sums against the records.
Status CheckRecords(Database& db, const Finding& finding) {
  Rollup sums;
  WholeEvents whole(db);
  Unread unread(finding);
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(std::string("SELECT ") + kPointer +
               ", e.id, e.event, e.day IS NOT NULL, coalesce(date_diff('day', DATE '1970-01-01', "
               "e.day), 0)::BIGINT, e.begin_byte, e.end_byte, e.certainty, e.doc FROM events e"));
  while (rows.Next()) {
    const auto stored = whole.Read(ReadPointer(rows));
    if (!stored) {
      unread.Tell(stored.error().message());
      continue;
    }
    const Event& event = stored->event;
    if (event.id != rows.Text(6) || event.event != rows.Text(7) || event.doc != rows.Text(13) ||
        event.certainty != rows.Text(12) || event.evidence.span.begin != rows.Integer(10) ||
        event.evidence.span.end != rows.Integer(11))
      finding("event " + rows.String(6) + ": table and record disagree");
    sums.Count(event, rows.Bool(8) ? DayNumber(static_cast<int32_t>(rows.Integer(9))) : DayNumber(),
               1);
  }
  BONGSU_ASSIGN_OR_RETURN(
      Rows past, db.Query(std::string("SELECT ") + kPointer + ", e.id FROM past_events e"));
  while (past.Next()) {
    const auto stored = whole.Read(ReadPointer(past));
    if (!stored)
      unread.Tell(stored.error().message());
    else if (stored->event.id != past.Text(6))
      finding("event " + past.String(6) + ": table and record disagree");
  }
  std::map<DyadDay, Rollup::Sum> stored;
  BONGSU_ASSIGN_OR_RETURN(
      Rows kept, db.Query("SELECT actor, recipient, joint, date_diff('day', DATE '1970-01-01', "
                          "day)::BIGINT, event, certainty, sum(events)::BIGINT, "
                          "(sum(score) * 10)::BIGINT FROM dyad_day GROUP BY ALL"));
  while (kept.Next())
    if (kept.Integer(6) != 0 || kept.Integer(7) != 0)
      stored[{kept.String(0), kept.String(1), kept.Bool(2), static_cast<int32_t>(kept.Integer(3)),
              kept.String(4), kept.String(5)}] = {kept.Integer(6), kept.Integer(7)};
  if (stored != sums.sums()) finding("dyad_day is not the sum of the events");
  return {};
}

// Sources as archived, and the sentences that records rest on.
Status CheckSources(Database& db, const std::string& archive, const Finding& finding,
                    const std::function<void()>& progress) {
  struct Source {
    int64_t key;
    std::string doc, hash;
    archive::Location location;
  };
  std::vector<Source> sources;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db.Query("SELECT doc_key, doc, source_hash, archive_file::BIGINT, "
                                     "archive_offset FROM documents ORDER BY doc_key"));
    while (rows.Next())
      sources.push_back(
          {rows.Integer(0),
           rows.String(1),
           rows.String(2),
           {static_cast<uint32_t>(rows.Integer(3)), static_cast<uint64_t>(rows.Integer(4))}});
  }
  WholeEvents whole(db);
  for (const Source& s : sources) {
    if (progress) progress();
    const auto record = archive::ReadRecord(archive, s.location);
    if (!record) {
      finding(s.doc + ": " + record.error().message());
      continue;
    }
    if (record->revisit || record->hash != s.hash) {
      finding(s.doc + ": the archive holds another source where the database expects its own");
      continue;
    }
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(std::string("SELECT ") + kPointer +
                                                    " FROM all_events e WHERE e.doc_key = ?",
                                                {s.key}));
    while (rows.Next()) {
      const auto stored = whole.Read(ReadPointer(rows));
      if (!stored) continue;  // told above
      const Event& event = stored->event;
      if (event.evidence.span.end > record->bytes.size() ||
          event.trigger.span.end > record->bytes.size())
        finding("event " + event.id + ": its sentence lies outside the source of " + s.doc);
    }
  }
  return {};
}

// Decisions that the journal holds are those of the database.
Status CheckJournal(Database& db, const std::string& path, const Finding& finding) {
  BONGSU_ASSIGN_OR_RETURN(const int64_t lines, JournalDecisions(path));
  BONGSU_ASSIGN_OR_RETURN(Rows rows,
                          db.Query("SELECT count(DISTINCT decision)::BIGINT FROM decisions"));
  const int64_t known = rows.Next() ? rows.Integer(0) : 0;
  if (lines != known)
    finding("the journal holds " + std::to_string(lines) + " decisions, the database " +
            std::to_string(known));
  return {};
}

}  // namespace

Status Store::Check(const Finding& finding, const std::function<void()>& progress) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_RETURN_IF_ERROR(ReadEverything(*db));
  BONGSU_RETURN_IF_ERROR(CheckTables(*db, finding));
  BONGSU_RETURN_IF_ERROR(CheckRecords(*db, finding));
  BONGSU_RETURN_IF_ERROR(CheckSources(*db, impl_->paths.archive(), finding, progress));
  return CheckJournal(*db, impl_->paths.journal(), finding);
}

Status Store::Checkpoint() {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  return db->Execute("CHECKPOINT");
}

}  // namespace bongsu::store
