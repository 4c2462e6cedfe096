// Reading occurrences, their counts and the lineage of documents.
#include <map>

#include "store/conditions.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

EventFilter KnownAt(const std::string& as_of) {
  EventFilter filter;
  filter.as_of = as_of;
  return filter;
}

// An occurrence without the record that stands for it.
struct Told {
  int64_t key = 0, canonical = 0;
  Occurrence occurrence;
};

// The occurrences of the keys that `among` selects, as far as they were known `as_of`, with their
// counts.
Result<std::vector<Told>> Tell(Database& db, const std::string& among,
                               std::span<const Value> values, const std::string& as_of,
                               uint64_t limit) {
  const EventFilter then = KnownAt(as_of);
  BONGSU_ASSIGN_OR_RETURN(const Conditions known, Where(then));
  const std::string chosen =
      "SELECT e.event_key, e.doc_key, e.day FROM " + std::string(EventTable(then)) +
      " e JOIN (SELECT event_key, occurrence FROM occurrence_mentions" +
      (as_of.empty() ? "" : " UNION ALL SELECT event_key, occurrence FROM past_mentions") +
      ") m USING (event_key)" + known.sql() + (known.sql().empty() ? " WHERE " : " AND ") +
      "m.occurrence IN (" + among + ")";
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(ReportsSql(chosen, as_of) +
                   "SELECT r.occurrence, coalesce(any_value(o.canonical), 0)::BIGINT, "
                   "any_value(r.occurrence_id), any_value(r.kind), count(*)::BIGINT, "
                   "count(DISTINCT r.source)::BIGINT, coalesce(CAST(min(r.day) AS VARCHAR), ''), "
                   "coalesce(CAST(max(r.day) AS VARCHAR), '') FROM reports r LEFT JOIN occurrences "
                   "o USING (occurrence) GROUP BY r.occurrence ORDER BY min(r.day) NULLS LAST, "
                   "any_value(r.occurrence_id)" +
                   (limit == 0 ? "" : " LIMIT " + std::to_string(limit)),
               values));
  std::vector<Told> found;
  while (rows.Next()) {
    Told told;
    told.key = rows.Integer(0);
    told.canonical = rows.Integer(1);
    Occurrence& o = told.occurrence;
    o.id = rows.String(2);
    o.kind = rows.String(3);
    o.counts = {1, static_cast<uint64_t>(rows.Integer(4)), static_cast<uint64_t>(rows.Integer(5))};
    o.first_day = rows.String(6);
    o.last_day = rows.String(7);
    found.push_back(std::move(told));
  }
  return found;
}

// Where the events of these keys lie, by key.
Result<std::map<int64_t, EventPointer>> PointersOf(Database& db, const std::string& table,
                                                   const std::vector<int64_t>& keys) {
  std::map<int64_t, EventPointer> found;
  if (keys.empty()) return found;
  std::string list;
  for (const int64_t key : keys) list += (list.empty() ? "" : ", ") + std::to_string(key);
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db.Query("SELECT event_key, coalesce(CAST(day AS VARCHAR), ''), doc_key FROM " +
                          table + " WHERE event_key IN (" + list + ")"));
  while (rows.Next()) found[rows.Integer(0)] = {rows.Integer(0), rows.String(1), rows.Integer(2)};
  return found;
}

// Fills in the records that stand for the occurrences.
Status FillCanonical(Database& db, std::vector<Told>& told) {
  std::vector<int64_t> keys;
  for (const Told& t : told) keys.push_back(t.canonical);
  BONGSU_ASSIGN_OR_RETURN(const auto pointers, PointersOf(db, "all_events", keys));
  std::vector<EventPointer> wanted;
  std::vector<Occurrence*> waiting;
  for (Told& t : told)
    if (const auto it = pointers.find(t.canonical); it != pointers.end()) {
      wanted.push_back(it->second);
      waiting.push_back(&t.occurrence);
    }
  size_t next = 0;
  return EachEvent(db, wanted, [&](StoredEvent&& event) {
    waiting[next++]->canonical = std::move(event);
    return Status();
  });
}

// Of records known at an earlier day the best may be another than now.
Status ChooseCanonical(Database& db, std::vector<Told>& told, const std::string& as_of) {
  const EventFilter then = KnownAt(as_of);
  BONGSU_ASSIGN_OR_RETURN(const Conditions known, Where(then));
  for (Told& t : told) {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db.Query("SELECT e.event_key, coalesce(CAST(e.day AS VARCHAR), ''), e.doc_key FROM "
                 "all_events e" +
                     known.sql() +
                     " AND e.event_key IN (SELECT event_key FROM occurrence_mentions WHERE "
                     "occurrence = ? UNION ALL SELECT event_key FROM past_mentions WHERE "
                     "occurrence = ?) ORDER BY e.event_key",
                 {t.key, t.key}));
    std::vector<EventPointer> members;
    while (rows.Next()) members.push_back({rows.Integer(0), rows.String(1), rows.Integer(2)});
    double best = -1;
    BONGSU_RETURN_IF_ERROR(EachEvent(db, members, [&](StoredEvent&& event) {
      const double points = corpus::Specificity(event.event);
      if (points <= best) return Status();
      best = points;
      t.occurrence.canonical = std::move(event);
      return Status();
    }));
  }
  return {};
}

Result<std::vector<Occurrence>> ReadOccurrences(Database& db, const std::string& among,
                                                std::span<const Value> values,
                                                const std::string& as_of, uint64_t limit) {
  BONGSU_ASSIGN_OR_RETURN(std::vector<Told> told, Tell(db, among, values, as_of, limit));
  BONGSU_RETURN_IF_ERROR(as_of.empty() ? FillCanonical(db, told)
                                       : ChooseCanonical(db, told, as_of));
  std::vector<Occurrence> found;
  for (Told& t : told) found.push_back(std::move(t.occurrence));
  return found;
}

// The key of the occurrence with this id, or beginning of one, or with the record of this id.
Result<int64_t> OccurrenceKey(Database& db, std::string_view id_prefix, bool past) {
  const bool of_event = id_prefix.starts_with("e-");
  const char* table = of_event ? (past ? "all_events" : "events") : "occurrences";
  auto id = CompleteId(db, table, id_prefix);
  if (!id && past && !of_event && id.error().code() == ErrorCode::kNotFound) {
    table = "past_mentions";
    id = CompleteId(db, table, id_prefix);
  }
  if (!id) return id.error();
  const std::string mentions =
      std::string("(SELECT event_key, occurrence FROM occurrence_mentions") +
      (past ? " UNION ALL SELECT event_key, occurrence FROM past_mentions)" : ")");
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(of_event ? std::string("SELECT m.occurrence FROM ") + table + " e JOIN " + mentions +
                              " m USING (event_key) WHERE e.number = ? AND e.id = ?"
                        : std::string("SELECT occurrence FROM ") + table + " WHERE " +
                              (table == std::string_view("occurrences") ? "number = ?"
                                                                        : "? IS NOT NULL") +
                              " AND id = ?",
               {NumberOf(*id), *id}));
  if (!rows.Next())
    return {ErrorCode::kNotFound, *id + ": belongs to no occurrence (`bongsu rebuild`)"};
  return rows.Integer(0);
}

}  // namespace

Status Store::QueryOccurrences(const EventFilter& filter,
                               const std::function<Status(Occurrence&&)>& sink) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  const auto among = [&](const char* mentions) {
    return std::string("SELECT m.occurrence FROM ") + mentions + " m JOIN " + EventTable(filter) +
           " e USING (event_key)" + where.sql();
  };
  std::string asked = among("occurrence_mentions");
  std::vector<Value> values = where.values();
  if (!filter.as_of.empty()) {
    asked += " UNION ALL " + among("past_mentions");
    values.insert(values.end(), where.values().begin(), where.values().end());
  }
  BONGSU_ASSIGN_OR_RETURN(std::vector<Occurrence> found,
                          ReadOccurrences(*db, asked, values, filter.as_of, filter.limit));
  for (Occurrence& o : found) BONGSU_RETURN_IF_ERROR(sink(std::move(o)));
  return {};
}

Result<Occurrence> Store::GetOccurrence(std::string_view id_prefix, const std::string& as_of) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const int64_t key, OccurrenceKey(*db, id_prefix, !as_of.empty()));
  BONGSU_ASSIGN_OR_RETURN(std::vector<Occurrence> found,
                          ReadOccurrences(*db, std::to_string(key), {}, as_of, 1));
  if (found.empty())
    return {ErrorCode::kNotFound,
            std::string(id_prefix) + ": no report of it was known on " + as_of};
  return std::move(found[0]);
}

Result<std::vector<OccurrenceMention>> Store::Mentions(const std::string& occurrence_id,
                                                       const std::string& as_of) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const int64_t key, OccurrenceKey(*db, occurrence_id, !as_of.empty()));
  const EventFilter then = KnownAt(as_of);
  BONGSU_ASSIGN_OR_RETURN(const Conditions known, Where(then));
  const std::string of_occurrence =
      "SELECT event_key FROM occurrence_mentions WHERE occurrence = " + std::to_string(key) +
      (as_of.empty() ? ""
                     : " UNION ALL SELECT event_key FROM past_mentions WHERE occurrence = " +
                           std::to_string(key));
  const std::string chosen =
      "SELECT e.event_key, e.doc_key, e.day, e.doc, e.begin_byte, e.id FROM " +
      std::string(EventTable(then)) + " e" + known.sql() +
      (known.sql().empty() ? " WHERE " : " AND ") + "e.event_key IN (" + of_occurrence + ")";
  std::vector<EventPointer> pointers;
  std::vector<OccurrenceMention> mentions;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db->Query(ReportsSql(chosen, as_of) +
                  "SELECT r.event_key, coalesce(CAST(r.day AS VARCHAR), ''), r.doc_key, "
                  "CAST(r.probability AS VARCHAR), r.why, r.source, "
                  "CASE WHEN r.origin_key = r.doc_key THEN '' ELSE o.doc END FROM reports r "
                  "JOIN documents d ON d.doc_key = r.doc_key JOIN documents o "
                  "ON o.doc_key = r.origin_key "
                  "ORDER BY d.published NULLS LAST, r.doc, r.begin_byte, r.id"));
    while (rows.Next()) {
      pointers.push_back({rows.Integer(0), rows.String(1), rows.Integer(2)});
      OccurrenceMention m;
      m.probability = ParseReal(rows.Text(3));
      m.why = rows.String(4);
      m.source = rows.String(5);
      m.origin = rows.String(6);
      mentions.push_back(std::move(m));
    }
  }
  size_t next = 0;
  BONGSU_RETURN_IF_ERROR(EachEvent(*db, pointers, [&](StoredEvent&& event) {
    mentions[next++].event = std::move(event);
    return Status();
  }));
  return mentions;
}

Result<Counts> Store::Count(const EventFilter& filter) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query(ReportsSql("SELECT e.event_key, e.doc_key FROM " +
                                          std::string(EventTable(filter)) + " e" + where.sql(),
                                      filter.as_of) +
                               "SELECT count(DISTINCT occurrence)::BIGINT, count(*)::BIGINT, "
                               "count(DISTINCT source)::BIGINT FROM reports",
                           where.values()));
  if (!rows.Next()) return Counts();
  return Counts{static_cast<uint64_t>(rows.Integer(0)), static_cast<uint64_t>(rows.Integer(1)),
                static_cast<uint64_t>(rows.Integer(2))};
}

Result<std::vector<DocumentLink>> Store::Links(const std::string& doc) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  std::vector<Value> values;
  if (!doc.empty()) values = {doc, doc};
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query("SELECT d.doc, f.doc, l.derivation, CAST(l.resemblance AS VARCHAR), "
                           "CAST(l.containment AS VARCHAR) FROM document_links l "
                           "JOIN documents d ON d.doc_key = l.doc_key AND d.current "
                           "JOIN documents f ON f.doc_key = l.from_key AND f.current" +
                               std::string(doc.empty() ? "" : " WHERE d.doc = ? OR f.doc = ?") +
                               " ORDER BY d.doc, l.resemblance DESC, f.doc",
                           values));
  std::vector<DocumentLink> links;
  while (rows.Next())
    links.push_back({rows.String(0), rows.String(1), rows.String(2), ParseReal(rows.Text(3)),
                     ParseReal(rows.Text(4))});
  return links;
}

}  // namespace bongsu::store
