#include "store/batch_writer.h"

#include <algorithm>
#include <tuple>

#include "store/conditions.h"
#include "store/event_parse.h"

namespace bongsu::store {
namespace {

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

void AppendParties(Appender& out, int64_t key, const Event& e) {
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

}  // namespace

Status BatchWriter::Write(const RunInfo& run, bool new_run) {
  if (new_run) BONGSU_RETURN_IF_ERROR(InsertRun(run));
  BONGSU_RETURN_IF_ERROR(AssignKeys());
  BONGSU_RETURN_IF_ERROR(RemoveOld(run.started));
  BONGSU_RETURN_IF_ERROR(Decide());
  BONGSU_RETURN_IF_ERROR(AppendDocuments(run.started));
  BONGSU_RETURN_IF_ERROR(AppendLineage());
  BONGSU_RETURN_IF_ERROR(AppendEvents());
  BONGSU_RETURN_IF_ERROR(rollup_.Apply(db_));
  BONGSU_RETURN_IF_ERROR(AssignOccurrences());
  return WriteQuarantine(run.started);
}

Status BatchWriter::InsertRun(const RunInfo& run) {
  return db_.Execute(
      "INSERT INTO runs (run, version, lexicon_checksum, command, started) VALUES (?, ?, ?, ?, "
      "TRY_CAST(? AS TIMESTAMP))",
      {run_, run.version, run.lexicon_checksum, run.command, run.started});
}

Result<int64_t> BatchWriter::Largest(const char* column, const char* table) {
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db_.Query(std::string("SELECT coalesce(max(") + column +
                                               "), 0)::BIGINT FROM " + table));
  return rows.Next() ? rows.Integer(0) : 0;
}

// A document coded anew keeps its key, so this comes before its row is taken out.
Status BatchWriter::AssignKeys() {
  BONGSU_ASSIGN_OR_RETURN(int64_t key, Largest("doc_key", "documents"));
  for (PlannedDocument& p : plan_.documents) {
    p.key = p.stays() ? p.old.key : ++key;
    p.version = p.stays() ? p.old.version : p.old.version + 1;
  }
  return {};
}

// Takes out the events of documents that changed, and the rows of those coded anew; old versions
// stay known, their events for questions as of an earlier day.
Status BatchWriter::RemoveOld(const std::string& now) {
  std::vector<Value> replaced, stays, both;
  for (const PlannedDocument& p : plan_.documents) {
    if (p.change == Change::kAdded) continue;
    (p.stays() ? stays : replaced).push_back(p.old.key);
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
  if (!replaced.empty()) BONGSU_RETURN_IF_ERROR(KeepPastMentions(replaced));
  if (occurrences_) BONGSU_RETURN_IF_ERROR(occurrences_->Forget());
  if (!replaced.empty()) {
    const std::string among = " WHERE doc_key IN (" + Placeholders(replaced.size()) + ")";
    std::vector<Value> values = {run_};
    values.insert(values.end(), replaced.begin(), replaced.end());
    BONGSU_RETURN_IF_ERROR(db_.Execute(
        "INSERT INTO past_events BY NAME SELECT *, ? AS replaced_run FROM events" + among, values));
    for (const PlannedDocument& p : plan_.documents)
      if (p.change == Change::kChanged)
        BONGSU_RETURN_IF_ERROR(
            db_.Execute("UPDATE documents SET current = false, replaced_by_run = ?, replaced = ? "
                        "WHERE doc_key = ?",
                        {run_, p.arrival->learned.empty() ? now : p.arrival->learned, p.old.key}));
    BONGSU_RETURN_IF_ERROR(ForgetSignatures(db_, replaced));
  }
  BONGSU_RETURN_IF_ERROR(
      db_.Execute("DELETE FROM events WHERE event_key IN (SELECT event_key FROM gone)"));
  if (stays.empty()) return {};
  for (const char* table : {"event_parties", "event_items"})
    BONGSU_RETURN_IF_ERROR(
        db_.Execute(std::string("DELETE FROM ") + table +
                    " WHERE event_key IN (SELECT event_key FROM gone) AND event_key NOT IN "
                    "(SELECT event_key FROM past_events)"));
  return db_.Execute("DELETE FROM documents WHERE doc_key IN (" + Placeholders(stays.size()) + ")",
                     stays);
}

// To which occurrence the events of replaced versions belonged.
Status BatchWriter::KeepPastMentions(const std::vector<Value>& doc_keys) {
  return db_.Execute(
      "INSERT INTO past_mentions SELECT m.event_key, m.occurrence, o.id, o.kind, m.probability, "
      "m.why, m.source FROM occurrence_mentions m JOIN occurrences o USING (occurrence) WHERE "
      "m.event_key IN (SELECT event_key FROM events WHERE doc_key IN (" +
          Placeholders(doc_keys.size()) + "))",
      doc_keys);
}

// Takes the events of these documents out of the sums, and remembers which run made each.
Status BatchWriter::CountOut(const std::vector<Value>& doc_keys) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db_.Query(std::string("SELECT ") + kRecord +
                               ", e.made_run, e.day IS NOT NULL, "
                               "coalesce(date_diff('day', DATE '1970-01-01', e.day), 0)::BIGINT "
                               "FROM events e WHERE e.doc_key IN (" +
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

// What people decided on these sources meets what the coder says now.
Status BatchWriter::Decide() {
  std::vector<std::string> hashes;
  for (PlannedDocument& p : plan_.documents) {
    p.events = p.arrival->coded.events;
    hashes.push_back(p.arrival->document.source_hash);
  }
  if (hashes.empty()) return {};
  BONGSU_ASSIGN_OR_RETURN(decisions_, LoadDecisions(db_, hashes));
  if (decisions_.empty()) return {};
  for (PlannedDocument& p : plan_.documents) {
    std::vector<Decision*> mine;
    for (Decision& d : decisions_)
      if (d.anchor.doc == p.arrival->document.id &&
          d.anchor.source_hash == p.arrival->document.source_hash)
        mine.push_back(&d);
    BONGSU_RETURN_IF_ERROR(ApplyDecisions(mine, p.events));
  }
  return StoreDecisions(db_, decisions_);
}

Status BatchWriter::AppendDocuments(const std::string& now) {
  BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("documents"));
  for (const PlannedDocument& p : plan_.documents) {
    const Document& d = p.arrival->document;
    const std::string& arrived = p.arrival->learned.empty() ? now : p.arrival->learned;
    out.Row(p.key, d.id, p.version, true, d.source_hash, int64_t{p.location.file},
            static_cast<int64_t>(p.location.offset), d.lang, d.title, d.outlet, d.url,
            ParseDayNumber(d.published.date), d.published.basis, p.arrival->coded.note,
            p.fingerprint, p.stays() ? p.old.ingested_run : run_, run_, nullptr,
            p.stays() ? p.old.learned : arrived, "", OutletId(d));
  }
  return out.Close();
}

std::string BatchWriter::OutletId(const Document& document) const {
  const coding::Outlet* outlet = model_ == nullptr ? nullptr : model_->outlets().Of(document);
  return outlet == nullptr ? "" : std::string(outlet->id);
}

Status BatchWriter::AppendLineage() {
  std::vector<SignedDocument> documents;
  for (const PlannedDocument& p : plan_.documents)
    if (!p.stays() && p.arrival->signature) documents.push_back({p.key, *p.arrival->signature});
  return WriteLineage(db_, documents, run_, signatures_);
}

Result<std::vector<BatchWriter::Row>> BatchWriter::PlacedRows() {
  std::vector<Row> rows;
  for (const PlannedDocument& p : plan_.documents) {
    if (p.events.empty()) continue;
    const Document& d = p.arrival->document;
    const std::string published = ParseDayNumber(d.published.date) ? d.published.date : "";
    std::vector<std::string> records;
    for (const Event& e : p.events) records.push_back(ToJson(e));
    BONGSU_ASSIGN_OR_RETURN(
        archive::RecordPlace place,
        records_.Add(ToJson(RecordDocument{p.key, p.version, d.id, d.title, d.url, d.outlet,
                                           published, d.published.basis, d.source_hash}),
                     records));
    for (size_t i = 0; i < records.size(); ++i) {
      const Event& e = p.events[i];
      rows.push_back({&p, &e, JoinedCodes(e.actor), JoinedCodes(e.recipient), std::move(records[i]),
                      place, EventDay(e, d.published.date)});
      ++place.line;
    }
  }
  if (!rows.empty()) BONGSU_RETURN_IF_ERROR(records_.Sync());
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
    return std::tie(a.actor, a.recipient, a.day, a.event->doc, a.event->evidence.span,
                    a.event->id) <
           std::tie(b.actor, b.recipient, b.day, b.event->doc, b.event->evidence.span, b.event->id);
  });
  return rows;
}

Status BatchWriter::AppendEvents() {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Row> rows, PlacedRows());
  if (!rows.empty())
    BONGSU_RETURN_IF_ERROR(db_.Execute(
        "INSERT INTO record_files SELECT ? WHERE NOT EXISTS (SELECT * FROM record_files)",
        {records_.first_file()}));
  BONGSU_ASSIGN_OR_RETURN(const int64_t past, Largest("event_key", "past_events"));
  BONGSU_ASSIGN_OR_RETURN(int64_t key, Largest("event_key", "events"));
  key = std::max(key, past);
  BONGSU_ASSIGN_OR_RETURN(Appender events, db_.Append("events"));
  BONGSU_ASSIGN_OR_RETURN(Appender parties, db_.Append("event_parties"));
  BONGSU_ASSIGN_OR_RETURN(Appender items, db_.Append("event_items"));
  for (const Row& row : rows) {
    key_of_[row.event] = ++key;
    AppendNarrow(events, key, row);
    AppendParties(parties, key, *row.event);
    for (const std::string& item : row.event->item) items.Row(key, item);
    rollup_.Count(*row.event, row.day, 1);
  }
  for (Appender* appender : {&events, &parties, &items}) BONGSU_RETURN_IF_ERROR(appender->Close());
  return {};
}

void BatchWriter::AppendNarrow(Appender& out, int64_t key, const Row& row) const {
  const Event& e = *row.event;
  const auto day = [](const std::optional<EventDate>& date, std::string EventDate::* field) {
    return date ? ParseDayNumber((*date).*field) : DayNumber();
  };
  const auto made = made_run_.find(row.json);
  out.Row(key, e.id, row.document->key, e.doc, row.document->version, e.lang, e.event,
          Joined(e.mode), int64_t{QuadClass(e.event)}, row.actor, row.recipient,
          Has(e.aux, "historical"), Has(e.aux, "future"), Has(e.aux, "hypothetical"),
          Has(e.aux, "negation"), e.certainty, Joined(e.item), row.day,
          day(e.date, &EventDate::from), day(e.date, &EventDate::to), day(e.due, &EventDate::from),
          day(e.due, &EventDate::to), e.place ? e.place->country : std::string(), e.score,
          e.confidence, int64_t{e.evidence.span.begin}, int64_t{e.evidence.span.end},
          made == made_run_.end() ? run_ : made->second, run_, NumberOf(e.id), row.place.file,
          row.place.offset, row.place.line);
}

// In the order in which the documents came, so that batches of any size give the same.
Status BatchWriter::AssignOccurrences() {
  if (!occurrences_) return {};
  std::vector<NewRecord> records;
  for (const PlannedDocument& p : plan_.documents)
    for (const Event& e : p.events)
      records.push_back({key_of_.at(&e), &e, p.arrival->document.published.date});
  BONGSU_RETURN_IF_ERROR(occurrences_->Assign(records));
  BONGSU_RETURN_IF_ERROR(PairByHand());
  return occurrences_->Finish();
}

// Pairs that a person put together or apart, once both records are there.
Status BatchWriter::PairByHand() {
  std::set<int64_t> pairs;
  for (const Decision& d : decisions_)
    if (d.kind == "same" || d.kind == "apart") pairs.insert(d.number);
  if (pairs.empty()) return {};
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Decision> all, LoadDecisions(db_, {}));
  for (size_t i = 0; i + 1 < all.size(); ++i) {
    const Decision &a = all[i], &b = all[i + 1];
    if (!pairs.contains(a.number) || a.number != b.number || a.event.empty() || b.event.empty())
      continue;
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db_.Query("SELECT (SELECT min(event_key) FROM events WHERE id = ?), "
                                      "(SELECT min(event_key) FROM events WHERE id = ?)",
                                      {a.event, b.event}));
    if (!rows.Next() || rows.IsNull(0) || rows.IsNull(1)) continue;
    const int64_t x = rows.Integer(0), y = rows.Integer(1);
    BONGSU_RETURN_IF_ERROR(a.kind == "same" ? occurrences_->Same(x, y) : occurrences_->Apart(x, y));
  }
  return {};
}

Status BatchWriter::SetState(const std::vector<std::string>& ids, const char* state,
                             const std::string& now) {
  if (ids.empty()) return {};
  std::vector<Value> values = {std::string(state), now};
  values.insert(values.end(), ids.begin(), ids.end());
  return db_.Execute(
      "UPDATE quarantine SET state = ?, changed = TRY_CAST(? AS TIMESTAMP) WHERE id IN (" +
          Placeholders(ids.size()) + ")",
      values);
}

Status BatchWriter::WriteQuarantine(const std::string& now) {
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

}  // namespace bongsu::store
