// The event store: documents, events and what became of each source, in one workspace folder
// (docs/store.md). The door to the store room; nobody else writes SQL.
//
// What "written" means: when Ingest returns, the batch is committed; a killed process or a power
// cut loses no batch that was acknowledged, and a batch is there whole or not at all. Sources and
// journal reach the disk before the transaction that refers to them.
#ifndef BONGSU_STORE_STORE_H_
#define BONGSU_STORE_STORE_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "archive/archive.h"
#include "base/file.h"
#include "bongsu/document.h"
#include "bongsu/event.h"
#include "bongsu/result.h"
#include "coding/coder.h"
#include "corpus/near_duplicate.h"
#include "corpus/occurrence.h"
#include "store/report_scan.h"

namespace bongsu::store {

enum class Mode : uint8_t {
  kRead,   // many at once; the workspace must exist
  kWrite,  // one at a time; the workspace is made when it does not exist
};

struct OpenOptions {
  Mode mode = Mode::kRead;
  std::string command;                // named in the lock file: what others are told they wait for
  std::string now;                    // YYYY-MM-DDTHH:MM:SSZ: the time of this opening
  std::chrono::milliseconds wait{0};  // how long to wait for another owner before kBusy
  std::function<bool()> interrupted;  // asked while waiting and querying; may be empty
  uint32_t memory_limit_mb = 192;     // of the database engine
  int threads = 2;                    // of the database engine
  base::FileSystem* files = nullptr;  // archive, records, journal; null: the real one
  uint64_t archive_file_bytes = 1ull << 30;  // a new file of sources or records is begun then
  // By what reports are taken for reports on one occurrence; must outlive the store. Null: writing
  // keeps no occurrences (what does not code need not load a lexicon).
  const corpus::OccurrenceModel* occurrences = nullptr;
  std::string database_file = "bongsu.duckdb";  // in the workspace; rebuild writes another first
};

// Which program with which lexicon coded a batch. With the document's source and metadata it
// decides whether a document is unchanged.
struct RunInfo {
  std::string version;           // of the program
  std::string lexicon_checksum;  //
  std::string command;           // as typed
  std::string started;           // YYYY-MM-DDTHH:MM:SSZ
};

// One input of a batch, in either form.
struct Arrival {
  std::string path;   // as found
  Status status;      // not ok: goes to quarantine with this reason
  Document document;  // id always set; `source` may be empty when it could not be read
  coding::Coded coded;
  std::optional<corpus::Signature> signature;  // of the document; without one it has no lineage
  std::string learned;  // when it became known, YYYY-MM-DDTHH:MM:SSZ; empty: with this batch
  std::optional<archive::Location> archived;  // where its source lies already; else it is archived
};

// What a batch did. Sums over batches with +=.
struct IngestCounts {
  uint64_t added = 0;        // documents seen for the first time
  uint64_t changed = 0;      // new version of a known document
  uint64_t recoded = 0;      // same source, other program, lexicon or metadata
  uint64_t unchanged = 0;    // nothing written
  uint64_t quarantined = 0;  // could not be read
  uint64_t no_analyser = 0;  // of the documents above, those with a note instead of events
  uint64_t events = 0;       // events of the documents written
  IngestCounts& operator+=(const IngestCounts& o);
};

// Which events: each list is "any of" and empty means all; the lists are joined by "and".
struct EventFilter {
  std::vector<std::string> actor, recipient;  // "RUS", or with the sector "RUS/MIL"
  std::vector<std::string> event, mode, item, certainty, lang;
  std::string since,
      until;  // YYYY-MM-DD inclusive, on the event's day; events without a day are left out then
  std::string as_of;          // YYYY-MM-DD: what was known at the end of that day; empty: now
  std::string doc;            // exact id, or a prefix ending in '*'
  double min_confidence = 0;  // 0..1; above 0, records without a confidence are left out
  uint64_t limit = 0;         // 0: all
};

// An event with what its document says of itself. `day` is the date the event began; for events
// without a date, the publication date; empty when neither is known.
struct StoredEvent {
  Event event;
  std::string json;  // exactly what ToJson printed
  std::string day;
  std::string doc_title, url, outlet, published, published_basis;
  std::string source_hash;
  uint32_t version = 1;  // of the document
  // Of QueryReports only: id of the occurrence it reports on, the independent source it counts
  // for, when its document came here (YYYY-MM-DDTHH:MM:SSZ).
  std::string occurrence, source, learned;
};

struct StoredDocument {
  std::string doc, source_hash, lang, title, outlet, url, published, published_basis, note;
  uint32_t version = 1;
  bool current = true;  // false: a newer version replaced it
  uint64_t events = 0;
  std::string learned;  // when it became known, YYYY-MM-DDTHH:MM:SSZ
  archive::Location location;
  std::string coded_version, coded_lexicon;  // RunInfo of the run that coded it
};

struct QuarantineEntry {
  std::string id;  // "q-" and 16 hex digits, from doc, bytes and reason
  std::string doc, path, source_hash;
  std::string code, message;  // ErrorCodeName and the reader's words
  std::string first_seen,
      state;  // "open", "dropped" by a person, "resolved": a later source could be read
};

// The three counts of a set of records (docs/corpus.md).
struct Counts {
  uint64_t occurrences = 0, mentions = 0, sources = 0;
};

// Many reports, one thing that happened.
struct Occurrence {
  std::string id, kind;             // "o-" and 16 hex digits; data/occurrences.tsv
  Counts counts;                    // occurrences is 1
  std::string first_day, last_day;  // of its records; empty when none has a day
  StoredEvent canonical;
};

// A record as a report on its occurrence.
struct OccurrenceMention {
  StoredEvent event;
  double probability = 0;   // that it belongs, when it was given to the occurrence
  std::string why, source;  // features; the independent source it counts for
  std::string origin;       // document that its document's text comes from, when another
  std::string reliability;  // A to F: of the outlet it counts for, else of the one it stands in;
                            // empty: not graded, or not asked for
};

// What a person decided, on one record or on a pair.
struct DecisionEntry {
  int64_t number = 0;
  std::string kind;     // accept, reject, correct, same, apart
  std::string payload;  // of correct: corpus::Corrected
  std::string who, reason, made;
  struct Side {
    std::string doc, event;  // id of the record it is attached to; empty: nothing fits, an orphan
    std::string record;      // JSON: the record as decided on, corrected, or rejected
  };
  std::vector<Side> sides;
  bool orphan() const {
    for (const Side& side : sides)
      if (side.event.empty()) return true;
    return false;
  }
};

// Which document derives from which.
struct DocumentLink {
  std::string doc, from, derivation;  // copy, rewrite, part
  double resemblance = 0, containment = 0;
};

// Receives rows one at a time; an error stops the query and is returned.
using EventSink = std::function<Status(StoredEvent&&)>;

// Rows of a query in a person's SQL. Cells are text; nullopt is NULL. `bare` says that a column's
// text is a JSON number or boolean as it stands.
struct SqlSink {
  std::function<Status(const std::vector<std::string>& names, const std::vector<bool>& bare)>
      columns;
  std::function<Status(const std::vector<std::optional<std::string>>& cells)> row;
};

// One thread at a time.
class Store {
 public:
  // Opens the workspace folder, brings an older database up to date. kNotFound: no workspace
  // (kRead) or no database engine (the message says how to get it); kBusy: "busy: COMMAND, since
  // ..."; kUnsupported: made by a newer version; kCorruption: the file does not open.
  static Result<std::unique_ptr<Store>> Open(const std::string& workspace,
                                             const OpenOptions& options);
  // As Open for reading, for a person's SQL: no access to other files, settings locked.
  static Result<std::unique_ptr<Store>> OpenForSql(const std::string& workspace,
                                                   const OpenOptions& options);
  ~Store();
  Store(const Store&) = delete;
  Store& operator=(const Store&) = delete;

  // Archives the sources, then writes the batch in one transaction: all of it or, with an error,
  // nothing. The same document twice in a batch is kInvalidArgument.
  Result<IngestCounts> Ingest(std::span<const Arrival> batch, const RunInfo& run);
  // Notes the end of the run of the batches above; nothing if they changed nothing.
  Status FinishRun(const std::string& finished);

  // In order of day, document, place in the text, id; events without a day last.
  Status QueryEvents(const EventFilter& filter, const EventSink& sink);
  // As QueryEvents, each with the occurrence it reports on and the source it counts for. In that
  // order only if `ordered`: what goes over the whole store need not be sorted.
  Status QueryReports(const EventFilter& filter, const EventSink& sink, bool ordered = false);
  // Every report, narrow; then those of it that `narrow` asked for, whole. In no promised order;
  // of a whole report only key, day, known, occurrence, source and outlet of the narrow one are
  // given again. Memory does not grow with the number of records.
  Status ScanReports(const NarrowSink& narrow, const WholeSink& whole);
  // By day, outlet and language.
  Result<std::vector<Reading>> Readings();
  // Events whose day lies in [since, until] (YYYY-MM-DD; empty: open), as QueryReports.
  Result<std::vector<StoredEvent>> EventsForBrief(const std::string& since,
                                                  const std::string& until);
  // By id or the beginning of one. kNotFound; kInvalidArgument when several begin so (the message
  // lists some).
  Result<StoredEvent> GetEvent(std::string_view id_prefix);

  // Occurrences that a record of the filter belongs to, in order of first day and id.
  Status QueryOccurrences(const EventFilter& filter,
                          const std::function<Status(Occurrence&&)>& sink);
  // By id or its beginning, or by the id of one of its records; `as_of` as in EventFilter.
  // kNotFound, kInvalidArgument.
  Result<Occurrence> GetOccurrence(std::string_view id_prefix, const std::string& as_of = {});
  // Its records in order of publication, document and place in the text.
  Result<std::vector<OccurrenceMention>> Mentions(const std::string& occurrence_id,
                                                  const std::string& as_of = {});
  Result<Counts> Count(const EventFilter& filter);
  // What a document derives from, and what derives from it.
  Result<std::vector<DocumentLink>> Links(const std::string& doc = {});

  // A person's decision on a record: accept, reject or correct (then `correction`, see
  // corpus::Corrected). Journalled and synced first. Needs kWrite and OpenOptions::occurrences.
  Result<DecisionEntry> Review(std::string_view kind, std::string_view event_id_prefix,
                               const std::string& correction, const std::string& who,
                               const std::string& reason, const std::string& now);
  // Puts the records of two occurrences together; takes records out of theirs into one of their
  // own. Returns how many decisions were entered.
  Result<int> Merge(std::string_view occurrence_a, std::string_view occurrence_b,
                    const std::string& who, const std::string& reason, const std::string& now);
  Result<int> Split(const std::vector<std::string>& event_id_prefixes, const std::string& who,
                    const std::string& reason, const std::string& now);
  // In order of entering.
  Result<std::vector<DecisionEntry>> Decisions();
  // Enters again what a journal holds; used by rebuild on an empty store, before documents come.
  Status ReplayJournal(const std::string& path);
  // Marks what the journal says was dropped from quarantine; after documents came.
  Status ReplayQuarantine(const std::string& path);
  // The records of a document as the coder gave them, without what people decided.
  Result<std::vector<Event>> CodedEvents(const std::string& doc);

  // Looks for what cannot be: records of the database that disagree with one another, with the
  // archive or the journal. Each finding is a line of words; an error is damage that stops looking.
  // `progress` is called once per document; may be empty.
  Status Check(const std::function<void(const std::string&)>& finding,
               const std::function<void()>& progress);
  // Removes the files of records that a database which this one replaced has left.
  Status RemoveReplacedRecords();
  // Flushes everything to the database file, so that it can be copied.
  Status Checkpoint();

  // All versions of all documents, by doc and version; or of one.
  Result<std::vector<StoredDocument>> Documents(const std::string& doc = {});
  // The archived bytes of a source, checked against the hash. kNotFound, kCorruption.
  Result<std::string> Source(const std::string& source_hash);
  // The same for a document of Documents(), without looking up where it lies.
  Result<std::string> Source(const StoredDocument& document);

  // Entries in order of first_seen, doc, id; `all` with those no longer open.
  Result<std::vector<QuarantineEntry>> Quarantine(bool all);
  Result<QuarantineEntry> GetQuarantine(std::string_view id_prefix);
  // A person's decision: journalled and synced, then marked in the database. Needs kWrite. Returns
  // the entry.
  Result<QuarantineEntry> DropQuarantine(std::string_view id_prefix, const std::string& now);

  // Runs one statement; the database is read-only here whatever it says. kInvalidArgument carries
  // the engine's words.
  Status Sql(const std::string& query, const SqlSink& sink);

 private:
  struct Impl;
  explicit Store(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Parses "30", "30s", "5m", "500ms" for --wait. kInvalidArgument.
Result<std::chrono::milliseconds> ParseWait(std::string_view text);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_STORE_H_
