// Reading. Every query has a total order, so the same store gives the same rows in the same order.
#include <algorithm>
#include <tuple>
#include <unordered_map>

#include "archive/archive.h"
#include "base/hash.h"
#include "store/cell.h"
#include "store/conditions.h"
#include "store/event_parse.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

std::vector<std::string> Upper(std::vector<std::string> words) {
  for (std::string& word : words)
    for (char& c : word)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return words;
}

// "RUS" or "RUS/MIL", any of.
void AddParty(Conditions& where, const char* role, const std::vector<std::string>& parties) {
  if (parties.empty()) return;
  std::vector<Value> codes, pairs;
  for (const std::string& party : Upper(parties))
    (party.find('/') == std::string::npos ? codes : pairs).emplace_back(party);
  std::string match;
  if (!codes.empty()) match = "code IN (" + Placeholders(codes.size()) + ")";
  if (!pairs.empty())
    match += (match.empty() ? "" : " OR ") +
             ("code || '/' || sector IN (" + Placeholders(pairs.size())) + ")";
  codes.insert(codes.end(), pairs.begin(), pairs.end());
  where.Add(std::string("e.event_key IN (SELECT event_key FROM event_parties WHERE role = '") +
                role + "' AND (" + match + "))",
            codes);
}

Status CheckDay(const std::string& day, const char* name) {
  if (day.empty() || ParseDayNumber(day)) return {};
  return {ErrorCode::kInvalidArgument,
          std::string(name) + " \"" + day + "\" is not a date (YYYY-MM-DD)"};
}

constexpr char kOrder[] =
    " ORDER BY e.day NULLS LAST, e.doc, e.begin_byte, e.end_byte, e.id, e.event_key";

Result<StoredEvent> ReadEvent(const Rows& rows) {
  StoredEvent out;
  out.json = rows.String(0);
  BONGSU_ASSIGN_OR_RETURN(out.event, ParseEvent(out.json));
  out.day = rows.String(1);
  out.doc_title = rows.String(2);
  out.url = rows.String(3);
  out.outlet = rows.String(4);
  out.published = rows.String(5);
  out.published_basis = rows.String(6);
  out.source_hash = rows.String(7);
  out.version = static_cast<uint32_t>(rows.Integer(8));
  return out;
}

constexpr char kQuarantineColumns[] =
    "SELECT id, doc, path, source_hash, code, message, "
    "coalesce(strftime(first_seen, '%Y-%m-%dT%H:%M:%SZ'), ''), state FROM quarantine ";

QuarantineEntry ReadQuarantine(const Rows& rows) {
  return {rows.String(0), rows.String(1), rows.String(2), rows.String(3),
          rows.String(4), rows.String(5), rows.String(6), rows.String(7)};
}

}  // namespace

Result<Conditions> Where(const EventFilter& f) {
  BONGSU_RETURN_IF_ERROR(CheckDay(f.since, "since"));
  BONGSU_RETURN_IF_ERROR(CheckDay(f.until, "until"));
  BONGSU_RETURN_IF_ERROR(CheckDay(f.as_of, "as-of"));
  Conditions where;
  if (!f.as_of.empty()) {
    const std::string end = f.as_of + "T23:59:59Z";
    where.Add(
        "e.doc_key IN (SELECT doc_key FROM documents WHERE learned <= ? AND (current OR "
        "replaced > ?))",
        {end, end});
  }
  if (!f.since.empty()) where.Add("e.day >= CAST(? AS DATE)", {f.since});
  if (!f.until.empty()) where.Add("e.day <= CAST(? AS DATE)", {f.until});
  if (f.min_confidence > 0)
    where.Add("e.confidence >= CAST(? AS DOUBLE)", {std::to_string(f.min_confidence)});
  where.AddAny("e.event", Upper(f.event));
  where.AddAny("e.certainty", f.certainty);
  where.AddAny("e.lang", f.lang);
  if (f.doc.ends_with('*'))
    where.Add("starts_with(e.doc, ?)", {f.doc.substr(0, f.doc.size() - 1)});
  else if (!f.doc.empty())
    where.Add("e.doc = ?", {f.doc});
  where.AddAny("len(list_filter(string_split(e.mode, '|'), lambda m: m", f.mode, ")) > 0");
  AddParty(where, "actor", f.actor);
  AddParty(where, "recipient", f.recipient);
  where.AddAny("e.event_key IN (SELECT event_key FROM event_items WHERE item", f.item, ")");
  return where;
}

const char* EventTable(const EventFilter& filter) {
  return filter.as_of.empty() ? "events" : "all_events";
}

// Filters and orders the narrow table first, then fetches the wide part of what is left.
std::string EventSql(const std::string& where, uint64_t limit, const char* table, bool ordered) {
  const std::string cut = limit == 0 ? "" : " LIMIT " + std::to_string(limit);
  return "SELECT w.json, coalesce(CAST(e.day AS VARCHAR), ''), d.title, d.url, d.outlet, "
         "coalesce(CAST(d.published AS VARCHAR), ''), d.published_basis, d.source_hash, "
         "d.version::BIGINT "
         "FROM (SELECT * FROM " +
         std::string(table) + " e" + where + (limit == 0 ? "" : std::string(kOrder)) + cut +
         ") e "
         "JOIN event_details w ON w.event_key = e.event_key "
         "JOIN documents d ON d.doc_key = e.doc_key" +
         (ordered ? kOrder : "");
}

Status EachEvent(Database& db, const std::string& sql, std::span<const Value> values,
                 const EventSink& sink) {
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(sql, values));
  while (rows.Next()) {
    BONGSU_ASSIGN_OR_RETURN(StoredEvent event, ReadEvent(rows));
    BONGSU_RETURN_IF_ERROR(sink(std::move(event)));
  }
  return {};
}

Result<std::string> CompleteId(Database& db, const char* table, std::string_view prefix) {
  constexpr int kShown = 5;
  if (prefix.empty()) return {ErrorCode::kInvalidArgument, "an empty id"};
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(std::string("SELECT DISTINCT id FROM ") + table +
                                                  " WHERE starts_with(id, ?) ORDER BY id LIMIT " +
                                                  std::to_string(kShown + 1),
                                              {std::string(prefix)}));
  std::vector<std::string> ids;
  while (rows.Next()) ids.push_back(rows.String(0));
  if (ids.empty()) return {ErrorCode::kNotFound, std::string(prefix) + ": no such id"};
  if (ids.size() == 1 || ids[0] == prefix) return ids[0];
  std::string message = std::string(prefix) + ": several ids begin so:";
  for (size_t i = 0; i < ids.size() && i < kShown; ++i) message += " " + ids[i];
  return {ErrorCode::kInvalidArgument, message + (ids.size() > kShown ? " ..." : "")};
}

Status Store::QueryEvents(const EventFilter& filter, const EventSink& sink) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  return EachEvent(*db, EventSql(where.sql(), filter.limit, EventTable(filter)), where.values(),
                   sink);
}

Status Store::QueryReports(const EventFilter& filter, const EventSink& sink, bool ordered) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  std::unordered_map<std::string, std::tuple<std::string, std::string, std::string>> of_event;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db->Query("SELECT e.id, o.id, s.source, coalesce(d.learned, '') FROM " +
                      std::string(EventTable(filter)) +
                      " e JOIN mention_sources s USING (event_key) JOIN occurrences o "
                      "ON o.occurrence = s.occurrence JOIN documents d ON d.doc_key = e.doc_key" +
                      where.sql(),
                  where.values()));
    while (rows.Next()) of_event[rows.String(0)] = {rows.String(1), rows.String(2), rows.String(3)};
  }
  const std::string sql = EventSql(where.sql(), filter.limit, EventTable(filter), ordered);
  return EachEvent(*db, sql, where.values(), [&](StoredEvent&& event) {
    if (const auto it = of_event.find(event.event.id); it != of_event.end())
      std::tie(event.occurrence, event.source, event.learned) = it->second;
    return sink(std::move(event));
  });
}

Result<std::vector<StoredEvent>> Store::EventsForBrief(const std::string& since,
                                                       const std::string& until) {
  std::vector<StoredEvent> events;
  EventFilter filter;
  filter.since = since;
  filter.until = until;
  BONGSU_RETURN_IF_ERROR(QueryReports(
      filter,
      [&](StoredEvent&& event) {
        events.push_back(std::move(event));
        return Status();
      },
      true));
  return events;
}

Result<StoredEvent> Store::GetEvent(std::string_view id_prefix) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const std::string id, CompleteId(*db, "events", id_prefix));
  StoredEvent found;
  const std::vector<Value> values = {id};
  BONGSU_RETURN_IF_ERROR(
      EachEvent(*db, EventSql(" WHERE e.id = ?", 1), values, [&](StoredEvent&& event) {
        found = std::move(event);
        return Status();
      }));
  return found;
}

Result<std::vector<StoredDocument>> Store::Documents(const std::string& doc) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  Conditions where;
  if (!doc.empty()) where.Add("d.doc = ?", {doc});
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db->Query(
          "SELECT d.doc, d.source_hash, d.lang, d.title, d.outlet, d.url, "
          "coalesce(CAST(d.published AS VARCHAR), ''), d.published_basis, d.note, "
          "d.version::BIGINT, d.current, coalesce(n.events, 0)::BIGINT, coalesce(d.learned, ''), "
          "d.archive_file::BIGINT, d.archive_offset FROM documents d LEFT JOIN "
          "(SELECT doc_key, count(*) AS events FROM events GROUP BY doc_key) n USING (doc_key)" +
              where.sql() + " ORDER BY d.doc, d.version",
          where.values()));
  std::vector<StoredDocument> out;
  while (rows.Next())
    out.push_back(
        {rows.String(0),
         rows.String(1),
         rows.String(2),
         rows.String(3),
         rows.String(4),
         rows.String(5),
         rows.String(6),
         rows.String(7),
         rows.String(8),
         static_cast<uint32_t>(rows.Integer(9)),
         rows.Bool(10),
         static_cast<uint64_t>(rows.Integer(11)),
         rows.String(12),
         {static_cast<uint32_t>(rows.Integer(13)), static_cast<uint64_t>(rows.Integer(14))}});
  return out;
}

Result<std::string> Store::Source(const std::string& source_hash) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db->Query(
          "SELECT archive_file::BIGINT, archive_offset FROM ("
          "SELECT archive_file, archive_offset FROM documents WHERE source_hash = ? UNION ALL "
          "SELECT archive_file, archive_offset FROM quarantine WHERE source_hash = ?) "
          "ORDER BY ALL LIMIT 1",
          {source_hash, source_hash}));
  if (source_hash.empty() || !rows.Next())
    return {ErrorCode::kNotFound, "no source with hash " + source_hash + " is stored"};
  const archive::Location location{static_cast<uint32_t>(rows.Integer(0)),
                                   static_cast<uint64_t>(rows.Integer(1))};
  BONGSU_ASSIGN_OR_RETURN(archive::Record record,
                          archive::ReadRecord(impl_->paths.archive(), location));
  if (record.hash != source_hash || record.revisit)
    return {ErrorCode::kCorruption, "the archive holds source " + record.hash +
                                        " where the database expects " + source_hash};
  return std::move(record.bytes);
}

Result<std::vector<QuarantineEntry>> Store::Quarantine(bool all) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query(std::string(kQuarantineColumns) + (all ? "" : "WHERE state = 'open' ") +
                           "ORDER BY first_seen NULLS LAST, doc, id"));
  std::vector<QuarantineEntry> out;
  while (rows.Next()) out.push_back(ReadQuarantine(rows));
  return out;
}

Result<QuarantineEntry> Store::GetQuarantine(std::string_view id_prefix) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const std::string id, CompleteId(*db, "quarantine", id_prefix));
  BONGSU_ASSIGN_OR_RETURN(Rows rows,
                          db->Query(std::string(kQuarantineColumns) + "WHERE id = ?", {id}));
  if (!rows.Next()) return {ErrorCode::kNotFound, id + ": no such id"};
  return ReadQuarantine(rows);
}

Status Store::Sql(const std::string& query, const SqlSink& sink) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db->Query(query));
  std::vector<std::string> names;
  std::vector<bool> bare;
  for (size_t c = 0; c < rows.column_count(); ++c) {
    names.emplace_back(rows.column_name(c));
    bare.push_back(IsBareJson(rows.column_type(c)));
  }
  BONGSU_RETURN_IF_ERROR(sink.columns(names, bare));
  std::vector<std::optional<std::string>> cells(names.size());
  while (rows.Next()) {
    for (size_t c = 0; c < cells.size(); ++c) cells[c] = rows.Cell(c);
    BONGSU_RETURN_IF_ERROR(sink.row(cells));
    if (impl_->options.interrupted && impl_->options.interrupted())
      return {ErrorCode::kInterrupted, "interrupted"};
  }
  return {};
}

}  // namespace bongsu::store
