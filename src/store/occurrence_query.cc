// Reading occurrences, their counts and the lineage of documents.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "store/conditions.h"
#include "store/reports.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

EventFilter AsOf(const std::string& as_of) {
  EventFilter filter;
  filter.as_of = as_of;
  return filter;
}

// An occurrence without the record that stands for it.
struct Told {
  int64_t key = 0, canonical = 0;
  Occurrence occurrence;
};

// Fills in id, kind and the key of the record that stands for each; `past`: also for those of which
// nothing is left.
Status Name(Database& db, std::vector<Told>& told, bool past) {
  constexpr size_t kAtOnce = 64;
  std::map<int64_t, Told*> by_key;
  std::vector<int64_t> keys;
  for (Told& t : told) {
    by_key[t.key] = &t;
    keys.push_back(t.key);
  }
  const auto fill = [&](const std::string& sql) -> Status {
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(sql));
    while (rows.Next())
      if (const auto it = by_key.find(rows.Integer(0)); it != by_key.end()) {
        it->second->occurrence.id = rows.String(1);
        it->second->occurrence.kind = rows.String(2);
        it->second->canonical = rows.Integer(3);
      }
    return {};
  };
  if (past)
    BONGSU_RETURN_IF_ERROR(
        fill("SELECT DISTINCT occurrence, id, kind, 0::BIGINT FROM past_mentions"));
  constexpr char kColumns[] = "occurrence, id, kind, canonical";
  if (keys.empty()) return {};
  return fill(keys.size() <= kAtOnce ? ByKey(kColumns, "occurrences", "occurrence", keys)
                                     : std::string("SELECT ") + kColumns + " FROM occurrences");
}

// The occurrences of the keys that `among` selects, as far as they were known `as_of`, with their
// counts.
Result<std::vector<Told>> Tell(Database& db, const std::string& among,
                               std::span<const Value> values, const std::string& as_of,
                               uint64_t limit) {
  const EventFilter then = AsOf(as_of);
  BONGSU_ASSIGN_OR_RETURN(const Conditions known, Where(then));
  const std::string chosen =
      "SELECT e.event_key, e.doc_key, e.day FROM " + std::string(EventTable(then)) +
      " e JOIN (SELECT event_key, occurrence FROM occurrence_mentions" +
      (as_of.empty() ? "" : " UNION ALL SELECT event_key, occurrence FROM past_mentions") +
      ") m USING (event_key)" + known.sql() + (known.sql().empty() ? " WHERE " : " AND ") +
      "m.occurrence IN (" + among + ")";
  std::vector<Told> found;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db.Query(ReportsSql(chosen, as_of) +
                                "SELECT occurrence, count(*)::BIGINT, count(DISTINCT "
                                "source)::BIGINT, coalesce(CAST(min(day) AS VARCHAR), ''), "
                                "coalesce(CAST(max(day) AS VARCHAR), '') FROM reports GROUP BY "
                                "occurrence",
                            values));
    while (rows.Next()) {
      Told told;
      told.key = rows.Integer(0);
      Occurrence& o = told.occurrence;
      o.counts = {1, static_cast<uint64_t>(rows.Integer(1)),
                  static_cast<uint64_t>(rows.Integer(2))};
      o.first_day = rows.String(3);
      o.last_day = rows.String(4);
      found.push_back(std::move(told));
    }
  }
  BONGSU_RETURN_IF_ERROR(Name(db, found, !as_of.empty()));
  std::sort(found.begin(), found.end(), [](const Told& a, const Told& b) {
    const auto order = [](const Told& t) {
      return std::tuple(t.occurrence.first_day.empty(), std::string_view(t.occurrence.first_day),
                        std::string_view(t.occurrence.id));
    };
    return order(a) < order(b);
  });
  if (limit > 0 && found.size() > limit) found.resize(limit);
  return found;
}

// Where the events of these keys lie, by key.
Result<std::map<int64_t, EventPointer>> PointersOf(Database& db, const std::string& table,
                                                   const std::vector<int64_t>& keys) {
  std::map<int64_t, EventPointer> found;
  if (keys.empty()) return found;
  std::string list;
  for (const int64_t key : keys) list += (list.empty() ? "" : ", ") + std::to_string(key);
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(std::string("SELECT ") + kPointer + " FROM " + table +
                                              " e WHERE e.event_key IN (" + list + ")"));
  while (rows.Next()) found[rows.Integer(0)] = ReadPointer(rows);
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
  const EventFilter then = AsOf(as_of);
  BONGSU_ASSIGN_OR_RETURN(const Conditions known, Where(then));
  for (Told& t : told) {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db.Query(std::string("SELECT ") + kPointer + " FROM all_events e" + known.sql() +
                     " AND e.event_key IN (SELECT event_key FROM occurrence_mentions WHERE "
                     "occurrence = ? UNION ALL SELECT event_key FROM past_mentions WHERE "
                     "occurrence = ?) ORDER BY e.event_key",
                 {t.key, t.key}));
    std::vector<EventPointer> members;
    while (rows.Next()) members.push_back(ReadPointer(rows));
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

// The key of the occurrence that one of these events, of one id, belongs to.
Result<int64_t> OccurrenceOf(Database& db, const std::string& id, std::span<const int64_t> events,
                             bool past) {
  std::string sql = ByKey("occurrence", "occurrence_mentions", "event_key", events);
  if (past) sql += " UNION ALL " + ByKey("occurrence", "past_mentions", "event_key", events);
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(sql));
  if (!rows.Next())
    return {ErrorCode::kNotFound, id + ": belongs to no occurrence (`bongsu rebuild`)"};
  return rows.Integer(0);
}

// The key of the occurrence with this id, or beginning of one, or with the record of this id.
Result<int64_t> OccurrenceKey(Database& db, std::string_view id_prefix, bool past) {
  const bool of_event = id_prefix.starts_with("e-");
  if (!past) {
    BONGSU_ASSIGN_OR_RETURN(const NamedRow row,
                            of_event ? FindId(db, "events", "event_key", id_prefix)
                                     : FindId(db, "occurrences", "occurrence", id_prefix));
    if (!of_event) return row.key;
    return OccurrenceOf(db, row.id, std::span<const int64_t>(&row.key, 1), false);
  }
  const char* table = of_event ? "all_events" : "occurrences";
  auto id = CompleteId(db, table, id_prefix);
  if (!id && !of_event && id.error().code() == ErrorCode::kNotFound) {
    table = "past_mentions";
    id = CompleteId(db, table, id_prefix);
  }
  if (!id) return id.error();
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db.Query(std::string(of_event ? "SELECT event_key" : "SELECT occurrence") +
                              " FROM " + table + " WHERE id = ?",
                          {*id}));
  std::vector<int64_t> found;
  while (rows.Next()) found.push_back(rows.Integer(0));
  return of_event ? OccurrenceOf(db, *id, found, true) : found.at(0);
}

// One of the present, with its reports.
Result<OccurrenceReports> ReadOccurrence(Database& db, int64_t key) {
  OccurrenceReports read;
  Occurrence& o = read.occurrence;
  int64_t canonical = 0;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query("SELECT id, kind, canonical FROM occurrences WHERE "
                                                "occurrence = " +
                                                std::to_string(key)));
    if (rows.Next()) {
      o.id = rows.String(0);
      o.kind = rows.String(1);
      canonical = rows.Integer(2);
    }
  }
  BONGSU_ASSIGN_OR_RETURN(read.reports, ReportsOn(db, key));
  std::set<std::string_view> sources;
  WholeEvents whole(db);
  for (const Report& r : read.reports) {
    sources.insert(r.source);
    const std::string& day = r.event.day;
    if (!day.empty() && (o.first_day.empty() || day < o.first_day)) o.first_day = day;
    if (day > o.last_day) o.last_day = day;
    if (r.event.key == canonical) {
      BONGSU_ASSIGN_OR_RETURN(o.canonical, whole.Read(r.event));
    }
  }
  o.counts = {1, read.reports.size(), sources.size()};
  return read;
}

// In order of publication, document and place in the text.
void SortMentions(std::vector<OccurrenceMention>& mentions) {
  std::stable_sort(mentions.begin(), mentions.end(),
                   [](const OccurrenceMention& a, const OccurrenceMention& b) {
                     const auto order = [](const StoredEvent& e) {
                       return std::tuple(e.published.empty(), std::string_view(e.published),
                                         std::string_view(e.event.doc), e.event.evidence.span.begin,
                                         std::string_view(e.event.id));
                     };
                     return order(a.event) < order(b.event);
                   });
}

Result<std::vector<OccurrenceMention>> MentionsOf(Database& db,
                                                  const std::vector<Report>& reports) {
  std::vector<OccurrenceMention> mentions;
  WholeEvents whole(db);
  for (const Report& r : reports) {
    OccurrenceMention m;
    BONGSU_ASSIGN_OR_RETURN(m.event, whole.Read(r.event));
    m.probability = r.probability;
    m.why = r.why;
    m.source = r.source;
    m.origin = r.origin;
    mentions.push_back(std::move(m));
  }
  SortMentions(mentions);
  return mentions;
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
    const std::vector<Value> again = values;
    values.insert(values.end(), again.begin(), again.end());
  }
  BONGSU_ASSIGN_OR_RETURN(std::vector<Occurrence> found,
                          ReadOccurrences(*db, asked, values, filter.as_of, filter.limit));
  for (Occurrence& o : found) BONGSU_RETURN_IF_ERROR(sink(std::move(o)));
  return {};
}

Result<Occurrence> Store::GetOccurrence(std::string_view id_prefix, const std::string& as_of) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const int64_t key, OccurrenceKey(*db, id_prefix, !as_of.empty()));
  if (as_of.empty()) {
    BONGSU_ASSIGN_OR_RETURN(OccurrenceReports read, ReadOccurrence(*db, key));
    Occurrence occurrence = read.occurrence;
    if (impl_->options.mode == Mode::kRead) impl_->read_last = std::move(read);
    return occurrence;
  }
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
  if (as_of.empty()) {
    // While one reads nobody writes: what was read last stands.
    const OccurrenceReports& last = impl_->read_last;
    if (!occurrence_id.empty() && last.occurrence.id == occurrence_id)
      return MentionsOf(*db, last.reports);
    BONGSU_ASSIGN_OR_RETURN(const int64_t key, OccurrenceKey(*db, occurrence_id, false));
    BONGSU_ASSIGN_OR_RETURN(const std::vector<Report> reports, ReportsOn(*db, key));
    return MentionsOf(*db, reports);
  }
  BONGSU_ASSIGN_OR_RETURN(const int64_t key, OccurrenceKey(*db, occurrence_id, true));
  const EventFilter then = AsOf(as_of);
  BONGSU_ASSIGN_OR_RETURN(const Conditions known, Where(then));
  const std::string of_occurrence =
      "SELECT event_key FROM occurrence_mentions WHERE occurrence = " + std::to_string(key) +
      (as_of.empty() ? ""
                     : " UNION ALL SELECT event_key FROM past_mentions WHERE occurrence = " +
                           std::to_string(key));
  const std::string chosen = "SELECT e.* FROM " + std::string(EventTable(then)) + " e" +
                             known.sql() + (known.sql().empty() ? " WHERE " : " AND ") +
                             "e.event_key IN (" + of_occurrence + ")";
  std::vector<EventPointer> pointers;
  std::vector<OccurrenceMention> mentions;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db->Query(ReportsSql(chosen, as_of) + "SELECT " + kPointer +
                  ", CAST(probability AS VARCHAR), why, source, "
                  "CASE WHEN origin_key = doc_key THEN '' ELSE origin_doc END FROM reports e "
                  "ORDER BY e.event_key"));
    while (rows.Next()) {
      pointers.push_back(ReadPointer(rows));
      OccurrenceMention m;
      m.probability = ParseReal(rows.Text(6));
      m.why = rows.String(7);
      m.source = rows.String(8);
      m.origin = rows.String(9);
      mentions.push_back(std::move(m));
    }
  }
  size_t next = 0;
  BONGSU_RETURN_IF_ERROR(EachEvent(*db, pointers, [&](StoredEvent&& event) {
    mentions[next++].event = std::move(event);
    return Status();
  }));
  SortMentions(mentions);
  return mentions;
}

Result<Counts> Store::Count(const EventFilter& filter) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  if (filter.as_of.empty()) {
    std::vector<Report> reports;
    {
      BONGSU_ASSIGN_OR_RETURN(
          Rows rows, db->Query("SELECT e.event_key, e.doc_key FROM events e" + where.sql() +
                                   " LIMIT " + std::to_string(kFewReports + 1),
                               where.values()));
      while (rows.Next()) {
        Report& r = reports.emplace_back();
        r.event.key = rows.Integer(0);
        r.event.doc_key = rows.Integer(1);
      }
    }
    if (reports.size() <= kFewReports) {
      BONGSU_RETURN_IF_ERROR(FillMentions(*db, reports));
      BONGSU_RETURN_IF_ERROR(FillSources(*db, reports));
      std::set<int64_t> occurrences;
      std::set<std::string_view> sources;
      for (const Report& r : reports) {
        if (r.occurrence) occurrences.insert(*r.occurrence);
        sources.insert(r.source);
      }
      return Counts{occurrences.size(), reports.size(), sources.size()};
    }
  }
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
