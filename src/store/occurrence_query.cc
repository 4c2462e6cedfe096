// Reading occurrences, their counts and the lineage of documents.
#include "store/conditions.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

// Whose records the filter names; the whole of each occurrence is told all the same.
constexpr char kOccurrence[] =
    "SELECT o.id, o.kind, (SELECT id FROM events WHERE event_key = o.canonical), "
    "count(*)::BIGINT, count(DISTINCT s.source)::BIGINT, "
    "coalesce(CAST(min(e.day) AS VARCHAR), ''), coalesce(CAST(max(e.day) AS VARCHAR), '') "
    "FROM occurrences o JOIN mention_sources s ON s.occurrence = o.occurrence "
    "JOIN events e ON e.event_key = s.event_key ";

Result<std::vector<Occurrence>> ReadOccurrences(Database& db, const std::string& where,
                                                std::span<const Value> values, uint64_t limit) {
  std::vector<Occurrence> found;
  std::vector<std::string> canonical;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db.Query(kOccurrence + where +
                                         " GROUP BY o.id, o.kind, o.canonical "
                                         "ORDER BY min(e.day) NULLS LAST, o.id" +
                                         (limit == 0 ? "" : " LIMIT " + std::to_string(limit)),
                                     values));
    while (rows.Next()) {
      Occurrence o;
      o.id = rows.String(0);
      o.kind = rows.String(1);
      canonical.push_back(rows.String(2));
      o.counts = {1, static_cast<uint64_t>(rows.Integer(3)),
                  static_cast<uint64_t>(rows.Integer(4))};
      o.first_day = rows.String(5);
      o.last_day = rows.String(6);
      found.push_back(std::move(o));
    }
  }
  for (size_t i = 0; i < found.size(); ++i) {
    const std::vector<Value> id = {canonical[i]};
    BONGSU_RETURN_IF_ERROR(
        EachEvent(db, EventSql(" WHERE e.id = ?", 1), id, [&](StoredEvent&& event) {
          found[i].canonical = std::move(event);
          return Status();
        }));
  }
  return found;
}

}  // namespace

Status Store::QueryOccurrences(const EventFilter& filter,
                               const std::function<Status(Occurrence&&)>& sink) {
  if (!filter.as_of.empty())
    return {ErrorCode::kUnsupported, "occurrences are told as of now only; events take --as-of"};
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  const std::string among =
      "WHERE o.occurrence IN (SELECT m.occurrence FROM occurrence_mentions m JOIN events e USING "
      "(event_key)" +
      where.sql() + ")";
  BONGSU_ASSIGN_OR_RETURN(std::vector<Occurrence> found,
                          ReadOccurrences(*db, among, where.values(), filter.limit));
  for (Occurrence& o : found) BONGSU_RETURN_IF_ERROR(sink(std::move(o)));
  return {};
}

Result<Occurrence> Store::GetOccurrence(std::string_view id_prefix) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  std::string id;
  if (id_prefix.starts_with("e-")) {
    BONGSU_ASSIGN_OR_RETURN(const std::string event, CompleteId(*db, "events", id_prefix));
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db->Query("SELECT o.id FROM occurrences o JOIN occurrence_mentions m USING "
                             "(occurrence) JOIN events e USING (event_key) WHERE e.id = ?",
                             {event}));
    if (!rows.Next())
      return {ErrorCode::kNotFound, event + ": belongs to no occurrence (`bongsu rebuild`)"};
    id = rows.String(0);
  } else {
    BONGSU_ASSIGN_OR_RETURN(id, CompleteId(*db, "occurrences", id_prefix));
  }
  const std::vector<Value> values = {id};
  BONGSU_ASSIGN_OR_RETURN(std::vector<Occurrence> found,
                          ReadOccurrences(*db, "WHERE o.id = ?", values, 1));
  if (found.empty()) return {ErrorCode::kNotFound, id + ": no such occurrence"};
  return std::move(found[0]);
}

Result<std::vector<OccurrenceMention>> Store::Mentions(const std::string& occurrence_id) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  std::vector<OccurrenceMention> mentions;
  std::vector<std::string> ids;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db->Query("SELECT e.id, CAST(m.probability AS VARCHAR), m.why, s.source, "
                  "CASE WHEN r.origin_key = d.doc_key THEN '' ELSE (SELECT max(doc) FROM documents "
                  "WHERE doc_key = r.origin_key) END "
                  "FROM occurrences o JOIN occurrence_mentions m USING (occurrence) "
                  "JOIN mention_sources s ON s.event_key = m.event_key "
                  "JOIN events e ON e.event_key = m.event_key "
                  "JOIN documents d ON d.doc_key = e.doc_key "
                  "JOIN document_origins r ON r.doc_key = d.doc_key WHERE o.id = ? "
                  "ORDER BY d.published NULLS LAST, e.doc, e.begin_byte, e.id",
                  {occurrence_id}));
    while (rows.Next()) {
      OccurrenceMention m;
      ids.push_back(rows.String(0));
      m.probability = ParseReal(rows.Text(1));
      m.why = rows.String(2);
      m.source = rows.String(3);
      m.origin = rows.String(4);
      mentions.push_back(std::move(m));
    }
  }
  for (size_t i = 0; i < mentions.size(); ++i) {
    BONGSU_ASSIGN_OR_RETURN(mentions[i].event, GetEvent(ids[i]));
  }
  return mentions;
}

Result<Counts> Store::Count(const EventFilter& filter) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query("SELECT count(DISTINCT s.occurrence)::BIGINT, count(*)::BIGINT, "
                           "count(DISTINCT s.source)::BIGINT FROM " +
                               std::string(EventTable(filter)) +
                               " e LEFT JOIN mention_sources s USING (event_key)" + where.sql(),
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
