// How a batch is written. Reading what is known comes first and needs no transaction, as the lock
// lets no other writer in; then the sources go to the archive and are synced; then one transaction
// changes all tables. A crash between the two leaves sources that no document names, which the next
// ingest of the same bytes finds there.
#include <algorithm>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "store/event_parse.h"
#include "store/rollup.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

enum class Change : uint8_t { kAdded, kChanged, kRecoded };

struct KnownDocument {
  int64_t key = 0, version = 0, ingested_run = 0;
  std::string source_hash, fingerprint;
};

// A document that will be written.
struct PlannedDocument {
  const Arrival* arrival = nullptr;
  Change change = Change::kAdded;
  KnownDocument old;  // kChanged, kRecoded
  std::string fingerprint;
  archive::Location location;
  int64_t key = 0, version = 1;
};

struct PlannedQuarantine {
  const Arrival* arrival = nullptr;
  std::string id, source_hash;
  archive::Location location;
};

struct Plan {
  std::vector<PlannedDocument> documents;
  std::vector<PlannedQuarantine> quarantine;
  std::vector<std::string> resolve, reopen;  // ids of quarantine
  bool empty() const {
    return documents.empty() && quarantine.empty() && resolve.empty() && reopen.empty();
  }
};

// Everything the events of a document depend on.
std::string Fingerprint(const Document& d, const RunInfo& run) {
  std::string all;
  for (const std::string* part :
       {&run.version, &run.lexicon_checksum, &d.source_hash, &d.lang, &d.outlet, &d.title, &d.url,
        &d.published.date, &d.published.basis})
    all += *part + '\0';
  return base::Hash128Hex(all);
}

std::string QuarantineId(const Arrival& a, const std::string& source_hash) {
  const std::string all = a.document.id + '\0' + source_hash + '\0' +
                          ErrorCodeName(a.status.code()) + '\0' + a.status.message();
  return "q-" + base::Hex64(base::Hash64(all));
}

std::vector<Value> Values(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

DayNumber EventDay(const Event& event, const std::string& published) {
  return ParseDayNumber(event.date && !event.date->from.empty() ? event.date->from : published);
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "|") + word;
  return out;
}

std::string JoinedCodes(const std::vector<EntityRef>& entities) {
  std::vector<std::string> codes;
  for (const EntityRef& e : entities)
    if (std::find(codes.begin(), codes.end(), e.code) == codes.end()) codes.push_back(e.code);
  return Joined(codes);
}

bool Has(const std::vector<std::string>& words, const char* word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// --- what is known ---

Result<std::vector<std::string>> DistinctIds(std::span<const Arrival> batch) {
  std::set<std::string_view> seen;
  std::vector<std::string> ids;
  for (const Arrival& a : batch) {
    if (a.document.id.empty())
      return {ErrorCode::kInvalidArgument, a.path + ": document without an id"};
    if (!seen.insert(a.document.id).second)
      return {ErrorCode::kInvalidArgument,
              "document " + a.document.id + " comes twice in one batch"};
    ids.push_back(a.document.id);
  }
  return ids;
}

Result<std::unordered_map<std::string, KnownDocument>> KnownDocuments(
    Database& db, const std::vector<std::string>& ids) {
  std::unordered_map<std::string, KnownDocument> known;
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query("SELECT doc, doc_key, version::BIGINT, ingested_run, source_hash, fingerprint "
               "FROM documents WHERE current AND doc IN (" +
                   Placeholders(ids.size()) + ")",
               Values(ids)));
  while (rows.Next())
    known[rows.String(0)] = {rows.Integer(1), rows.Integer(2), rows.Integer(3), rows.String(4),
                             rows.String(5)};
  return known;
}

struct KnownQuarantine {
  std::string id, state;
};

Result<std::unordered_multimap<std::string, KnownQuarantine>> KnownRefusals(
    Database& db, const std::vector<std::string>& ids) {
  std::unordered_multimap<std::string, KnownQuarantine> known;
  BONGSU_ASSIGN_OR_RETURN(Rows rows,
                          db.Query("SELECT doc, id, state FROM quarantine WHERE doc IN (" +
                                       Placeholders(ids.size()) + ") ORDER BY id",
                                   Values(ids)));
  while (rows.Next())
    known.emplace(rows.String(0), KnownQuarantine{rows.String(1), rows.String(2)});
  return known;
}

void PlanDocument(const Arrival& arrival, const RunInfo& run, const KnownDocument* old, Plan* plan,
                  IngestCounts* counts) {
  PlannedDocument planned;
  planned.arrival = &arrival;
  planned.fingerprint = Fingerprint(arrival.document, run);
  if (!arrival.coded.note.empty()) ++counts->no_analyser;
  if (old && old->fingerprint == planned.fingerprint) {
    ++counts->unchanged;
    return;
  }
  if (old) {
    planned.old = *old;
    planned.change =
        old->source_hash == arrival.document.source_hash ? Change::kRecoded : Change::kChanged;
  }
  ++(planned.change == Change::kAdded     ? counts->added
     : planned.change == Change::kChanged ? counts->changed
                                          : counts->recoded);
  counts->events += arrival.coded.events.size();
  plan->documents.push_back(std::move(planned));
}

// `known`: what quarantine holds of this document.
template <typename Range>
void PlanQuarantine(const Arrival& arrival, Range known, Plan* plan) {
  const std::string& source = arrival.document.source;
  PlannedQuarantine planned{&arrival, "", source.empty() ? "" : base::Hash128Hex(source), {}};
  if (!arrival.status.ok()) planned.id = QuarantineId(arrival, planned.source_hash);
  bool there = false;
  for (auto it = known.first; it != known.second; ++it) {
    const auto& [id, state] = it->second;
    if (id == planned.id) {
      there = true;
      if (state == "resolved") plan->reopen.push_back(id);
    } else if (state == "open") {
      plan->resolve.push_back(id);
    }
  }
  if (!arrival.status.ok() && !there) plan->quarantine.push_back(std::move(planned));
}

Result<Plan> MakePlan(Database& db, std::span<const Arrival> batch, const RunInfo& run,
                      IngestCounts* counts) {
  BONGSU_ASSIGN_OR_RETURN(const auto ids, DistinctIds(batch));
  BONGSU_ASSIGN_OR_RETURN(const auto documents, KnownDocuments(db, ids));
  BONGSU_ASSIGN_OR_RETURN(const auto refusals, KnownRefusals(db, ids));
  Plan plan;
  for (const Arrival& arrival : batch) {
    PlanQuarantine(arrival, refusals.equal_range(arrival.document.id), &plan);
    if (!arrival.status.ok()) {
      ++counts->quarantined;
      continue;
    }
    const auto old = documents.find(arrival.document.id);
    PlanDocument(arrival, run, old == documents.end() ? nullptr : &old->second, &plan, counts);
  }
  return plan;
}

// --- the archive ---

archive::Record SourceRecord(const Document& d, const std::string& source_hash,
                             const std::string& date) {
  archive::Record record;
  record.hash = source_hash;
  record.doc = d.id;
  record.url = d.url;
  record.date = date;
  record.lang = d.lang;
  record.outlet = d.outlet;
  record.published = d.published.date;
  record.bytes = d.source;
  return record;
}

Status ArchiveSources(archive::Archive& archive, const std::string& date, Plan* plan) {
  for (PlannedDocument& p : plan->documents) {
    const Document& d = p.arrival->document;
    BONGSU_ASSIGN_OR_RETURN(p.location, archive.Add(SourceRecord(d, d.source_hash, date)));
  }
  for (PlannedQuarantine& p : plan->quarantine) {
    if (p.source_hash.empty()) continue;
    BONGSU_ASSIGN_OR_RETURN(p.location,
                            archive.Add(SourceRecord(p.arrival->document, p.source_hash, date)));
  }
  return archive.Sync();
}

// --- the transaction ---

class BatchWriter {
 public:
  BatchWriter(Database& db, Plan& plan, int64_t run) : db_(db), plan_(plan), run_(run) {}

  Status Write(const RunInfo& run, bool new_run) {
    if (new_run) BONGSU_RETURN_IF_ERROR(InsertRun(run));
    BONGSU_RETURN_IF_ERROR(AssignKeys());
    BONGSU_RETURN_IF_ERROR(RemoveOld());
    BONGSU_RETURN_IF_ERROR(AppendDocuments());
    BONGSU_RETURN_IF_ERROR(AppendEvents());
    BONGSU_RETURN_IF_ERROR(rollup_.Apply(db_));
    return WriteQuarantine(run.started);
  }

 private:
  // An event with its document, for sorting.
  struct Row {
    const PlannedDocument* document;
    const Event* event;
    std::string actor, recipient, json;
    DayNumber day;
  };

  Status InsertRun(const RunInfo& run) {
    return db_.Execute(
        "INSERT INTO runs (run, version, lexicon_checksum, command, started) VALUES (?, ?, ?, ?, "
        "TRY_CAST(? AS TIMESTAMP))",
        {run_, run.version, run.lexicon_checksum, run.command, run.started});
  }

  Result<int64_t> Largest(const char* column, const char* table) {
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db_.Query(std::string("SELECT coalesce(max(") + column +
                                                 "), 0)::BIGINT FROM " + table));
    return rows.Next() ? rows.Integer(0) : 0;
  }

  // A document coded anew keeps its key, so this comes before its row is taken out.
  Status AssignKeys() {
    BONGSU_ASSIGN_OR_RETURN(int64_t key, Largest("doc_key", "documents"));
    for (PlannedDocument& p : plan_.documents) {
      const bool recoded = p.change == Change::kRecoded;
      p.key = recoded ? p.old.key : ++key;
      p.version = recoded ? p.old.version : p.old.version + 1;
    }
    return {};
  }

  // Takes out the events of documents that changed, and the rows of those coded anew; old versions
  // stay known.
  Status RemoveOld() {
    std::vector<Value> replaced, recoded, both;
    for (const PlannedDocument& p : plan_.documents) {
      if (p.change == Change::kAdded) continue;
      (p.change == Change::kChanged ? replaced : recoded).push_back(p.old.key);
      both.push_back(p.old.key);
    }
    if (both.empty()) return {};
    BONGSU_RETURN_IF_ERROR(CountOut(both));
    BONGSU_RETURN_IF_ERROR(db_.Execute("CREATE TEMP TABLE IF NOT EXISTS gone (event_key BIGINT)"));
    BONGSU_RETURN_IF_ERROR(db_.Execute("DELETE FROM gone"));
    BONGSU_RETURN_IF_ERROR(
        db_.Execute("INSERT INTO gone SELECT event_key FROM events WHERE doc_key IN (" +
                        Placeholders(both.size()) + ")",
                    both));
    for (const char* table : {"events", "event_details", "event_parties", "event_items"})
      BONGSU_RETURN_IF_ERROR(db_.Execute(std::string("DELETE FROM ") + table +
                                         " WHERE event_key IN (SELECT event_key FROM gone)"));
    if (!recoded.empty())
      BONGSU_RETURN_IF_ERROR(db_.Execute(
          "DELETE FROM documents WHERE doc_key IN (" + Placeholders(recoded.size()) + ")",
          recoded));
    if (replaced.empty()) return {};
    std::vector<Value> values = {run_};
    values.insert(values.end(), replaced.begin(), replaced.end());
    return db_.Execute(
        "UPDATE documents SET current = false, replaced_by_run = ? WHERE doc_key IN (" +
            Placeholders(replaced.size()) + ")",
        values);
  }

  // Takes the events of these documents out of the sums, and remembers which run made each.
  Status CountOut(const std::vector<Value>& doc_keys) {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db_.Query("SELECT d.json, e.made_run, e.day IS NOT NULL, "
                  "coalesce(date_diff('day', DATE '1970-01-01', e.day), 0)::BIGINT "
                  "FROM events e JOIN event_details d USING (event_key) WHERE e.doc_key IN (" +
                      Placeholders(doc_keys.size()) + ")",
                  doc_keys));
    while (rows.Next()) {
      BONGSU_ASSIGN_OR_RETURN(const Event event, ParseEvent(rows.Text(0)));
      rollup_.Count(
          event, rows.Bool(2) ? DayNumber(static_cast<int32_t>(rows.Integer(3))) : DayNumber(), -1);
      made_run_[rows.String(0)] = rows.Integer(1);
    }
    return {};
  }

  Status AppendDocuments() {
    BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("documents"));
    for (const PlannedDocument& p : plan_.documents) {
      const bool recoded = p.change == Change::kRecoded;
      const Document& d = p.arrival->document;
      out.Row(p.key, d.id, p.version, true, d.source_hash, int64_t{p.location.file},
              static_cast<int64_t>(p.location.offset), d.lang, d.title, d.outlet, d.url,
              ParseDayNumber(d.published.date), d.published.basis, p.arrival->coded.note,
              p.fingerprint, recoded ? p.old.ingested_run : run_, run_, nullptr);
    }
    return out.Close();
  }

  std::vector<Row> SortedRows() const {
    std::vector<Row> rows;
    for (const PlannedDocument& p : plan_.documents)
      for (const Event& e : p.arrival->coded.events)
        rows.push_back({&p, &e, JoinedCodes(e.actor), JoinedCodes(e.recipient), ToJson(e),
                        EventDay(e, p.arrival->document.published.date)});
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
      return std::tie(a.actor, a.recipient, a.day, a.event->doc, a.event->evidence.span,
                      a.event->id) < std::tie(b.actor, b.recipient, b.day, b.event->doc,
                                              b.event->evidence.span, b.event->id);
    });
    return rows;
  }

  Status AppendEvents() {
    const std::vector<Row> rows = SortedRows();
    BONGSU_ASSIGN_OR_RETURN(int64_t key, Largest("event_key", "events"));
    BONGSU_ASSIGN_OR_RETURN(Appender events, db_.Append("events"));
    BONGSU_ASSIGN_OR_RETURN(Appender details, db_.Append("event_details"));
    BONGSU_ASSIGN_OR_RETURN(Appender parties, db_.Append("event_parties"));
    BONGSU_ASSIGN_OR_RETURN(Appender items, db_.Append("event_items"));
    for (const Row& row : rows) {
      ++key;
      AppendNarrow(events, key, row);
      details.Row(key, row.json);
      AppendParties(parties, key, *row.event);
      for (const std::string& item : row.event->item) items.Row(key, item);
      rollup_.Count(*row.event, row.day, 1);
    }
    for (Appender* appender : {&events, &details, &parties, &items})
      BONGSU_RETURN_IF_ERROR(appender->Close());
    return {};
  }

  void AppendNarrow(Appender& out, int64_t key, const Row& row) const {
    const Event& e = *row.event;
    const auto day = [](const std::optional<EventDate>& date, std::string EventDate::* field) {
      return date ? ParseDayNumber((*date).*field) : DayNumber();
    };
    const auto made = made_run_.find(row.json);
    out.Row(key, e.id, row.document->key, e.doc, row.document->version, e.lang, e.event,
            Joined(e.mode), int64_t{QuadClass(e.event)}, row.actor, row.recipient,
            Has(e.aux, "historical"), Has(e.aux, "future"), Has(e.aux, "hypothetical"),
            Has(e.aux, "negation"), e.certainty, Joined(e.item), row.day,
            day(e.date, &EventDate::from), day(e.date, &EventDate::to),
            day(e.due, &EventDate::from), day(e.due, &EventDate::to),
            e.place ? e.place->country : std::string(), e.score, e.confidence,
            int64_t{e.evidence.span.begin}, int64_t{e.evidence.span.end},
            made == made_run_.end() ? run_ : made->second, run_);
  }

  static void AppendParties(Appender& out, int64_t key, const Event& e) {
    const std::pair<const char*, const std::vector<EntityRef>*> roles[] = {
        {"actor", &e.actor},
        {"recipient", &e.recipient},
        {"attribution", &e.attribution},
        {"via", &e.via}};
    for (const auto& [role, entities] : roles)
      for (const EntityRef& r : *entities)
        out.Row(key, role, r.code, r.sector, r.entity, r.name, int64_t{r.span.begin},
                int64_t{r.span.end});
  }

  Status SetState(const std::vector<std::string>& ids, const char* state, const std::string& now) {
    if (ids.empty()) return {};
    std::vector<Value> values = {std::string(state), now};
    values.insert(values.end(), ids.begin(), ids.end());
    return db_.Execute(
        "UPDATE quarantine SET state = ?, changed = TRY_CAST(? AS TIMESTAMP) WHERE id IN (" +
            Placeholders(ids.size()) + ")",
        values);
  }

  Status WriteQuarantine(const std::string& now) {
    BONGSU_RETURN_IF_ERROR(SetState(plan_.resolve, "resolved", now));
    BONGSU_RETURN_IF_ERROR(SetState(plan_.reopen, "open", now));
    for (const PlannedQuarantine& p : plan_.quarantine)
      BONGSU_RETURN_IF_ERROR(
          db_.Execute("INSERT INTO quarantine (id, doc, path, source_hash, archive_file, "
                      "archive_offset, code, message, "
                      "first_seen, run, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, TRY_CAST(? AS "
                      "TIMESTAMP), ?, 'open')",
                      {p.id, p.arrival->document.id, p.arrival->path, p.source_hash,
                       int64_t{p.location.file}, static_cast<int64_t>(p.location.offset),
                       std::string(ErrorCodeName(p.arrival->status.code())),
                       p.arrival->status.message(), now, run_}));
    return {};
  }

  Database& db_;
  Plan& plan_;
  const int64_t run_;
  Rollup rollup_;
  std::unordered_map<std::string, int64_t> made_run_;  // by JSON of a record that was there before
};

}  // namespace

Result<IngestCounts> Store::Ingest(std::span<const Arrival> batch, const RunInfo& run) {
  IngestCounts counts;
  if (batch.empty()) return counts;
  if (impl_->options.mode != Mode::kWrite)
    return {ErrorCode::kInvalidArgument, "the workspace was opened for reading"};
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(Plan plan, MakePlan(*db, batch, run, &counts));
  if (plan.empty()) return counts;

  const std::string identity =
      run.version + '\0' + run.lexicon_checksum + '\0' + run.command + '\0' + run.started;
  const bool new_run = impl_->run == 0 || impl_->run_identity != identity;
  int64_t run_id = impl_->run;
  const auto write = [&]() -> Status {
    BONGSU_ASSIGN_OR_RETURN(archive::Archive * archive, impl_->OpenArchive());
    BONGSU_RETURN_IF_ERROR(ArchiveSources(*archive, run.started, &plan));
    return Transaction(*db, [&]() -> Status {
      if (new_run) {
        BONGSU_ASSIGN_OR_RETURN(Rows rows,
                                db->Query("SELECT coalesce(max(run), 0)::BIGINT FROM runs"));
        run_id = rows.Next() ? rows.Integer(0) + 1 : 1;
      }
      return BatchWriter(*db, plan, run_id).Write(run, new_run);
    });
  };
  if (Status status = write(); !status.ok()) {
    impl_->CloseAfterFailure();
    return status;
  }
  impl_->run = run_id;
  impl_->run_identity = identity;
  return counts;
}

}  // namespace bongsu::store
