// What people decide: entered into the journal and synced, then into the database, where the
// documents concerned are written anew with the decision applied.
#include <simdjson.h>

#include <charconv>
#include <set>

#include "archive/journal.h"
#include "store/batch_writer.h"
#include "store/conditions.h"
#include "store/event_parse.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

constexpr char kJournalKind[] = "decision";

using Fields = std::vector<std::pair<std::string, std::string>>;

// A pair's second side has the same fields with a 2 behind their names.
Fields JournalFields(const std::vector<Decision>& sides) {
  const Decision& first = sides[0];
  Fields fields = {{"decision", first.kind},
                   {"payload", first.payload},
                   {"who", first.who},
                   {"reason", first.reason}};
  for (const Decision& d : sides) {
    const std::string suffix = d.side == 0 ? "" : "2";
    fields.insert(fields.end(), {{"doc" + suffix, d.anchor.doc},
                                 {"source_hash" + suffix, d.anchor.source_hash},
                                 {"begin" + suffix, std::to_string(d.anchor.evidence.begin)},
                                 {"end" + suffix, std::to_string(d.anchor.evidence.end)},
                                 {"event" + suffix, d.anchor.event},
                                 {"actor" + suffix, d.anchor.actor},
                                 {"recipient" + suffix, d.anchor.recipient}});
  }
  return fields;
}

Result<uint32_t> Offset(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size())
    return {ErrorCode::kCorruption, "`" + std::string(text) + "` is no offset"};
  return value;
}

// The decision of one line of a journal; none when the line is of another kind.
Result<std::vector<Decision>> ParseLine(const std::string& line) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  if (parser.parse(line).get_object().get(object))
    return {ErrorCode::kCorruption, "not a JSON object"};
  const auto text = [&](const std::string& key) {
    std::string_view value;
    return object[key].get_string().get(value) ? std::string() : std::string(value);
  };
  std::vector<Decision> sides;
  if (text("kind") != kJournalKind) return sides;
  const std::string kind = text("decision");
  static const std::set<std::string> kKinds = {"accept", "reject", "correct", "same", "apart"};
  if (!kKinds.contains(kind)) return {ErrorCode::kCorruption, "no such decision: `" + kind + "`"};
  const int64_t count = kind == "same" || kind == "apart" ? 2 : 1;
  for (int64_t side = 0; side < count; ++side) {
    const std::string suffix = side == 0 ? "" : "2";
    Decision d;
    d.side = side;
    d.kind = kind;
    d.payload = text("payload");
    d.who = text("who");
    d.reason = text("reason");
    d.made = text("time");
    d.anchor.doc = text("doc" + suffix);
    d.anchor.source_hash = text("source_hash" + suffix);
    BONGSU_ASSIGN_OR_RETURN(d.anchor.evidence.begin, Offset(text("begin" + suffix)));
    BONGSU_ASSIGN_OR_RETURN(d.anchor.evidence.end, Offset(text("end" + suffix)));
    d.anchor.event = text("event" + suffix);
    d.anchor.actor = text("actor" + suffix);
    d.anchor.recipient = text("recipient" + suffix);
    sides.push_back(std::move(d));
  }
  return sides;
}

bool Same(const std::vector<Decision>& a, const std::vector<Decision>& b) {
  return JournalFields(a) == JournalFields(b);
}

// A command that was killed between journal and database and is typed again finds its lines at the
// end of the journal and does not enter them twice.
Status EnterJournal(const std::string& path, base::FileSystem& files,
                    const std::vector<std::vector<Decision>>& decisions, const std::string& now) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> lines, archive::ReadJournal(path));
  size_t there = 0;
  for (size_t n = std::min(lines.size(), decisions.size()); n > 0 && there == 0; --n) {
    bool equal = true;
    for (size_t i = 0; equal && i < n; ++i) {
      const auto sides = ParseLine(lines[lines.size() - n + i]);
      equal = sides && !sides->empty() && Same(*sides, decisions[i]);
    }
    if (equal) there = n;
  }
  BONGSU_ASSIGN_OR_RETURN(auto journal, archive::Journal::Open(path, files));
  for (size_t i = there; i < decisions.size(); ++i)
    BONGSU_RETURN_IF_ERROR(journal->Enter(now, kJournalKind, JournalFields(decisions[i])));
  return {};
}

// The decisions that are not the last word on their records already: a command that was killed
// after its transaction and is typed again changes nothing.
std::vector<std::vector<Decision>> WithoutEntered(const std::vector<Decision>& known,
                                                  std::vector<std::vector<Decision>> fresh) {
  std::map<int64_t, std::vector<Decision>> entered;
  for (const Decision& d : known) entered[d.number].push_back(d);
  const auto key = [](const std::vector<Decision>& sides) {
    std::string text;
    for (const Decision& d : sides)
      text += d.anchor.doc + '\0' + d.anchor.source_hash + '\0' +
              std::to_string(d.anchor.evidence.begin) + '\0' +
              std::to_string(d.anchor.evidence.end) + '\0' + d.anchor.event + '\0' +
              d.anchor.actor + '\0' + d.anchor.recipient + '\0';
    return text;
  };
  std::map<std::string, const std::vector<Decision>*> last;
  for (const auto& [number, sides] : entered) last[key(sides)] = &sides;
  std::erase_if(fresh, [&](const std::vector<Decision>& sides) {
    const auto it = last.find(key(sides));
    return it != last.end() && Same(*it->second, sides);
  });
  return fresh;
}

Result<int64_t> NextNumber(Database& db) {
  BONGSU_ASSIGN_OR_RETURN(Rows rows,
                          db.Query("SELECT coalesce(max(decision), 0)::BIGINT FROM decisions"));
  return rows.Next() ? rows.Integer(0) + 1 : 1;
}

// A stored document with its records as the coder gave them, ready to be written again.
struct StoredForm {
  Arrival arrival;
  KnownDocument known;
};

Result<StoredForm> LoadStored(Database& db, const std::string& doc) {
  StoredForm form;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db.Query(
            "SELECT doc_key, version::BIGINT, ingested_run, source_hash, fingerprint, "
            "coalesce(learned, ''), archive_file::BIGINT, archive_offset, lang, title, outlet, "
            "url, coalesce(CAST(published AS VARCHAR), ''), published_basis, note "
            "FROM documents WHERE current AND doc = ?",
            {doc}));
    if (!rows.Next()) return {ErrorCode::kNotFound, doc + ": no such document"};
    form.known = {rows.Integer(0),
                  rows.Integer(1),
                  rows.Integer(2),
                  rows.String(3),
                  rows.String(4),
                  rows.String(5),
                  {static_cast<uint32_t>(rows.Integer(6)), static_cast<uint64_t>(rows.Integer(7))}};
    Document& d = form.arrival.document;
    d.id = doc;
    d.source_hash = form.known.source_hash;
    d.lang = rows.String(8);
    d.title = rows.String(9);
    d.outlet = rows.String(10);
    d.url = rows.String(11);
    d.published = {rows.String(12), rows.String(13)};
    form.arrival.coded.note = rows.String(14);
  }
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Decision> decisions,
                          LoadDecisions(db, {form.known.source_hash}));
  std::map<std::string, std::string> originals;  // by id
  for (const Decision& d : decisions)
    if (d.anchor.doc == doc && !d.original.empty()) originals[d.event] = d.original;
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(std::string("SELECT e.id, ") + kRecord +
                   " FROM events e WHERE e.doc_key = ? ORDER BY e.begin_byte, e.end_byte, e.id",
               {form.known.key}));
  std::vector<Event>& events = form.arrival.coded.events;
  while (rows.Next()) {
    if (originals.contains(rows.String(0))) continue;
    BONGSU_ASSIGN_OR_RETURN(Event event, ParseEvent(rows.Text(1)));
    events.push_back(std::move(event));
  }
  for (const auto& [id, json] : originals) {
    BONGSU_ASSIGN_OR_RETURN(Event event, ParseEvent(json));
    events.push_back(std::move(event));
  }
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.evidence.span.begin, a.evidence.span.end, a.id) <
           std::tie(b.evidence.span.begin, b.evidence.span.end, b.id);
  });
  return form;
}

std::string Record(Database& db, const Decision& d) {
  if (!d.original.empty() && d.kind == "reject") return d.original;
  auto rows =
      db.Query(std::string("SELECT ") + kRecord + " FROM events e WHERE e.number = ? AND e.id = ?",
               {NumberOf(d.event), d.event});
  return rows && rows->Next() ? rows->String(0) : std::string();
}

}  // namespace

// A decision needs the record it is about: one of the present, or one that was rejected.
Result<Decision> Store::Impl::DecisionOn(const std::string& kind, const std::string& event_id) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, Db());
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Decision> all, LoadDecisions(*db, {}));
  Decision decision;
  decision.kind = kind;
  for (const Decision& d : all)
    if (d.event == event_id && !d.original.empty()) {
      decision.anchor = d.anchor;
      return decision;
    }
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query(std::string("SELECT ") + kRecord +
                               ", d.source_hash FROM events e JOIN documents d ON d.doc_key = "
                               "e.doc_key WHERE e.number = ? AND e.id = ?",
                           {NumberOf(event_id), event_id}));
  if (!rows.Next()) return {ErrorCode::kNotFound, event_id + ": no such id"};
  BONGSU_ASSIGN_OR_RETURN(const Event event, ParseEvent(rows.Text(0)));
  decision.anchor = corpus::AnchorOf(event, rows.Text(1));
  return decision;
}

Status Store::Impl::Enter(std::vector<std::vector<Decision>> decisions, const std::string& who,
                          const std::string& reason, const std::string& now) {
  if (options.mode != Mode::kWrite || options.occurrences == nullptr)
    return {ErrorCode::kInvalidArgument, "the workspace was opened for reading"};
  BONGSU_ASSIGN_OR_RETURN(Database * db, Db());
  BONGSU_ASSIGN_OR_RETURN(int64_t number, NextNumber(*db));
  for (std::vector<Decision>& sides : decisions)
    for (size_t i = 0; i < sides.size(); ++i) {
      sides[i].side = static_cast<int64_t>(i);
      sides[i].who = who;
      sides[i].reason = reason;
    }
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Decision> known, LoadDecisions(*db, {}));
  decisions = WithoutEntered(known, std::move(decisions));
  if (decisions.empty()) return {};
  std::set<std::string> docs;
  for (std::vector<Decision>& sides : decisions) {
    for (size_t i = 0; i < sides.size(); ++i) {
      sides[i].number = number;
      sides[i].made = now;
      docs.insert(sides[i].anchor.doc);
    }
    ++number;
  }
  BONGSU_RETURN_IF_ERROR(EnterJournal(paths.journal(), files(), decisions, now));
  std::vector<StoredForm> forms;
  for (const std::string& doc : docs) {
    BONGSU_ASSIGN_OR_RETURN(StoredForm form, LoadStored(*db, doc));
    forms.push_back(std::move(form));
  }
  Plan plan;
  for (const StoredForm& form : forms) {
    PlannedDocument planned;
    planned.arrival = &form.arrival;
    planned.change = Change::kRewritten;
    planned.old = form.known;
    planned.fingerprint = form.known.fingerprint;
    planned.location = form.known.location;
    plan.documents.push_back(std::move(planned));
  }
  BONGSU_ASSIGN_OR_RETURN(archive::RecordWriter * writer, OpenRecords());
  Status status = Transaction(*db, [&]() -> Status {
    for (const std::vector<Decision>& sides : decisions)
      BONGSU_RETURN_IF_ERROR(StoreDecisions(*db, sides));
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db->Query("SELECT coalesce(max(run), 0)::BIGINT FROM runs"));
    const int64_t last_run = rows.Next() ? rows.Integer(0) : 0;
    return BatchWriter(*db, *writer, plan, options.occurrences, signatures, last_run)
        .Write({}, false);
  });
  if (!status.ok()) CloseAfterFailure();
  return status;
}

Result<DecisionEntry> Store::Review(std::string_view kind, std::string_view event_id_prefix,
                                    const std::string& correction, const std::string& who,
                                    const std::string& reason, const std::string& now) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  auto id = CompleteId(*db, "events", event_id_prefix);
  // What was rejected is no longer among the events.
  if (!id)
    id = CompleteId(*db, "(SELECT event AS id FROM decisions WHERE event <> '')", event_id_prefix);
  if (!id) return id.error();
  BONGSU_ASSIGN_OR_RETURN(Decision decision, impl_->DecisionOn(std::string(kind), *id));
  decision.payload = correction;
  if (kind == "correct") {
    if (correction.empty())
      return {ErrorCode::kInvalidArgument, "a correction names at least one field"};
    BONGSU_ASSIGN_OR_RETURN(const StoredEvent event, GetEvent(*id));
    BONGSU_RETURN_IF_ERROR(corpus::Corrected(event.event, correction).error());
  }
  BONGSU_RETURN_IF_ERROR(impl_->Enter({{decision}}, who, reason, now));
  BONGSU_ASSIGN_OR_RETURN(const std::vector<DecisionEntry> all, Decisions());
  return all.back();
}

Result<int> Store::Merge(std::string_view occurrence_a, std::string_view occurrence_b,
                         const std::string& who, const std::string& reason,
                         const std::string& now) {
  BONGSU_ASSIGN_OR_RETURN(const Occurrence a, GetOccurrence(occurrence_a));
  BONGSU_ASSIGN_OR_RETURN(const Occurrence b, GetOccurrence(occurrence_b));
  if (a.id == b.id) return {ErrorCode::kInvalidArgument, a.id + ": both are one occurrence"};
  BONGSU_ASSIGN_OR_RETURN(const Decision first, impl_->DecisionOn("same", a.canonical.event.id));
  BONGSU_ASSIGN_OR_RETURN(const Decision second, impl_->DecisionOn("same", b.canonical.event.id));
  BONGSU_RETURN_IF_ERROR(impl_->Enter({{first, second}}, who, reason, now));
  return 1;
}

Result<int> Store::Split(const std::vector<std::string>& event_id_prefixes, const std::string& who,
                         const std::string& reason, const std::string& now) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  std::vector<std::string> out;
  std::string occurrence;
  for (const std::string& prefix : event_id_prefixes) {
    BONGSU_ASSIGN_OR_RETURN(const std::string id, CompleteId(*db, "events", prefix));
    BONGSU_ASSIGN_OR_RETURN(const Occurrence o, GetOccurrence(id));
    if (!occurrence.empty() && o.id != occurrence)
      return {ErrorCode::kInvalidArgument, id + " belongs to " + o.id + ", not to " + occurrence};
    occurrence = o.id;
    out.push_back(id);
  }
  if (out.empty()) return {ErrorCode::kInvalidArgument, "no record is named"};
  BONGSU_ASSIGN_OR_RETURN(const std::vector<OccurrenceMention> mentions, Mentions(occurrence));
  std::vector<std::vector<Decision>> decisions;
  for (const std::string& id : out)
    for (const OccurrenceMention& m : mentions) {
      if (std::find(out.begin(), out.end(), m.event.event.id) != out.end()) continue;
      BONGSU_ASSIGN_OR_RETURN(const Decision stays, impl_->DecisionOn("apart", m.event.event.id));
      BONGSU_ASSIGN_OR_RETURN(const Decision goes, impl_->DecisionOn("apart", id));
      decisions.push_back({stays, goes});
    }
  if (decisions.empty())
    return {ErrorCode::kInvalidArgument, "nothing would be left of " + occurrence};
  for (size_t i = 1; i < out.size(); ++i) {
    BONGSU_ASSIGN_OR_RETURN(const Decision first, impl_->DecisionOn("same", out[0]));
    BONGSU_ASSIGN_OR_RETURN(const Decision other, impl_->DecisionOn("same", out[i]));
    decisions.push_back({first, other});
  }
  const int entered = static_cast<int>(decisions.size());
  BONGSU_RETURN_IF_ERROR(impl_->Enter(std::move(decisions), who, reason, now));
  return entered;
}

Result<std::vector<DecisionEntry>> Store::Decisions() {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Decision> rows, LoadDecisions(*db, {}));
  std::vector<DecisionEntry> out;
  for (const Decision& d : rows) {
    if (out.empty() || out.back().number != d.number)
      out.push_back({d.number, d.kind, d.payload, d.who, d.reason, d.made, {}});
    out.back().sides.push_back({d.anchor.doc, d.event, Record(*db, d)});
  }
  return out;
}

Result<int64_t> JournalDecisions(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> lines, archive::ReadJournal(path));
  int64_t count = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto sides = ParseLine(lines[i]);
    if (!sides)
      return {sides.error().code(),
              path + ":" + std::to_string(i + 1) + ": " + sides.error().message()};
    count += sides->empty() ? 0 : 1;
  }
  return count;
}

Result<std::vector<Event>> Store::CodedEvents(const std::string& doc) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(StoredForm form, LoadStored(*db, doc));
  return std::move(form.arrival.coded.events);
}

Status Store::ReplayQuarantine(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> lines, archive::ReadJournal(path));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  return Transaction(*db, [&]() -> Status {
    simdjson::dom::parser parser;
    for (const std::string& line : lines) {
      simdjson::dom::object object;
      std::string_view kind, id, time;
      if (parser.parse(line).get_object().get(object) || object["kind"].get_string().get(kind) ||
          kind != "quarantine.drop" || object["id"].get_string().get(id) ||
          object["time"].get_string().get(time))
        continue;
      BONGSU_RETURN_IF_ERROR(
          db->Execute("UPDATE quarantine SET state = 'dropped', changed = TRY_CAST(? AS TIMESTAMP) "
                      "WHERE id = ?",
                      {std::string(time), std::string(id)}));
    }
    return {};
  });
}

Status Store::ReplayJournal(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<std::string> lines, archive::ReadJournal(path));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  return Transaction(*db, [&]() -> Status {
    BONGSU_ASSIGN_OR_RETURN(int64_t number, NextNumber(*db));
    for (size_t i = 0; i < lines.size(); ++i) {
      auto sides = ParseLine(lines[i]);
      if (!sides)
        return {sides.error().code(),
                path + ":" + std::to_string(i + 1) + ": " + sides.error().message()};
      if (sides->empty()) continue;
      for (Decision& d : *sides) d.number = number;
      ++number;
      BONGSU_RETURN_IF_ERROR(StoreDecisions(*db, *sides));
    }
    return {};
  });
}

}  // namespace bongsu::store
