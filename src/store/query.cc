// Reading. Every query has a total order, so the same store gives the same rows in the same order.
#include <algorithm>
#include <charconv>
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

// Any of the words stands in a column of words joined with '|'.
void AddWord(Conditions& where, const char* column, const std::vector<std::string>& words) {
  if (words.empty()) return;
  std::string any;
  std::vector<Value> values;
  for (const std::string& word : words) {
    // The word anywhere first, which is decided on the dictionary of the column.
    any += std::string(any.empty() ? "" : " OR ") + "(contains(" + column +
           ", ?) AND contains('|' || " + column + " || '|', ?))";
    values.emplace_back(word);
    values.emplace_back("|" + word + "|");
  }
  where.Add("(" + any + ")", values);
}

// "RUS" or "RUS/MIL", any of. Codes are read off the narrow table; who asks for a sector has the
// parties looked at, too.
void AddParty(Conditions& where, const char* role, const std::vector<std::string>& parties) {
  std::vector<std::string> codes;
  std::string match;
  std::vector<Value> values;
  bool sectors = false;
  for (const std::string& party : Upper(parties)) {
    const size_t slash = party.find('/');
    sectors |= slash != party.npos;
    codes.push_back(party.substr(0, slash));
    match += std::string(match.empty() ? "" : " OR ") + "(code = ?";
    values.emplace_back(codes.back());
    if (slash != party.npos) {
      match += " AND sector = ?";
      values.emplace_back(party.substr(slash + 1));
    }
    match += ")";
  }
  AddWord(where, (std::string("e.") + role).c_str(), codes);
  if (sectors)
    where.AddFirst(
        std::string("e.event_key IN (SELECT event_key FROM event_parties WHERE role = '") + role +
            "' AND (" + match + "))",
        values, false);
}

Status CheckDay(const std::string& day, const char* name) {
  if (day.empty() || ParseDayNumber(day)) return {};
  return {ErrorCode::kInvalidArgument,
          std::string(name) + " \"" + day + "\" is not a date (YYYY-MM-DD)"};
}

// The condition on a document `d` that it was known, and not yet replaced, at the end of a day.
std::string KnownAt(const std::string& day) {
  const std::string end = "'" + day + "T23:59:59Z'";
  return "d.learned <= " + end + " AND (d.current OR d.replaced > " + end + ")";
}

constexpr char kOrder[] =
    " ORDER BY e.day NULLS LAST, e.doc, e.begin_byte, e.end_byte, e.id, e.event_key";

// More are not looked up one by one but sorted by the engine.
constexpr uint64_t kFew = 10000;

Result<std::vector<EventPointer>> ReadPointers(Database& db, const std::string& sql,
                                               std::span<const Value> values) {
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(sql, values));
  std::vector<EventPointer> found;
  while (rows.Next()) found.push_back(ReadPointer(rows));
  return found;
}

// As kOrder.
bool Before(const std::pair<int64_t, StoredEvent>& x, const std::pair<int64_t, StoredEvent>& y) {
  const auto order = [](const std::pair<int64_t, StoredEvent>& e) {
    const StoredEvent& s = e.second;
    return std::tuple(s.day.empty(), std::string_view(s.day), std::string_view(s.event.doc),
                      s.event.evidence.span.begin, s.event.evidence.span.end,
                      std::string_view(s.event.id), e.first);
  };
  return order(x) < order(y);
}

// Reads these events, puts them in order, and hands out the first `limit` (0: all).
Status InOrder(Database& db, const std::vector<EventPointer>& found, uint64_t limit,
               const EventSink& sink) {
  WholeEvents whole(db);
  std::vector<std::pair<int64_t, StoredEvent>> events;
  for (const EventPointer& pointer : found) {
    BONGSU_ASSIGN_OR_RETURN(StoredEvent event, whole.Read(pointer));
    events.emplace_back(pointer.key, std::move(event));
  }
  std::sort(events.begin(), events.end(), Before);
  if (limit > 0 && events.size() > limit) events.resize(limit);
  for (auto& [key, event] : events) BONGSU_RETURN_IF_ERROR(sink(std::move(event)));
  return {};
}

struct Days {
  std::string first, last;
};

// Days that hold the first `limit` events of a filter, told by the sums; empty when these do not
// know the filter, or do not tell so many. An event of several parties stands in several sums, once
// in each, so of a day no more than the largest is counted.
Result<Days> DaysBySums(Database& db, const EventFilter& f, uint64_t limit) {
  const auto plain = [](const std::vector<std::string>& parties) {
    return parties.empty() || (parties.size() == 1 && parties[0].find('/') == std::string::npos &&
                               !parties[0].empty());
  };
  const bool known = !(f.actor.empty() && f.recipient.empty()) && plain(f.actor) &&
                     plain(f.recipient) && f.as_of.empty() && f.doc.empty() && f.lang.empty() &&
                     f.mode.empty() && f.item.empty() && f.min_confidence <= 0;
  if (!known) return Days();
  Conditions where;
  if (f.recipient.empty()) {
    const std::string actor = Upper(f.actor)[0];
    where.Add("(actor = ? OR (joint AND recipient = ?))", {actor, actor});
  } else {
    where.Add("NOT joint AND recipient = ?", {Upper(f.recipient)[0]});
    where.AddAny("actor", Upper(f.actor));
  }
  where.AddAny("event", Upper(f.event));
  where.AddAny("certainty", f.certainty);
  if (!f.since.empty()) where.Add("day >= CAST(? AS DATE)", {f.since});
  if (!f.until.empty()) where.Add("day <= CAST(? AS DATE)", {f.until});
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query("SELECT CAST(day AS VARCHAR), max(n)::BIGINT FROM (SELECT day, sum(events) AS n "
               "FROM dyad_day" +
                   where.sql() +
                   " GROUP BY day, actor, recipient, joint) GROUP BY day ORDER BY day",
               where.values()));
  Days days;
  int64_t sum = 0;
  while (rows.Next()) {
    if (rows.Integer(1) <= 0) continue;  // what was there has been taken out again
    if (days.first.empty()) days.first = rows.String(0);
    days.last = rows.String(0);
    if (sum += rows.Integer(1); sum >= static_cast<int64_t>(limit)) return days;
  }
  return Days();
}

// What a page is chosen among: a superset of the first `limit` in order, or these themselves.
class Page {
 public:
  Page(Database& db, const EventFilter& filter, const Conditions& where)
      : db_(db),
        filter_(filter),
        where_(where),
        select_(std::string("SELECT ") + kPointer + " FROM " + EventTable(filter) + " e"),
        limit_(filter.limit) {}

  Result<std::vector<EventPointer>> Candidates() {
    BONGSU_ASSIGN_OR_RETURN(const Days days, DaysBySums(db_, filter_, limit_));
    return days.last.empty() ? First() : Between(days);
  }

 private:
  // By the events alone. Some more than the page, so that mostly the last day is seen whole.
  Result<std::vector<EventPointer>> First() {
    const uint64_t some = 2 * limit_ + 200;
    Conditions dated = where_;
    dated.Add("e.day IS NOT NULL", {});
    BONGSU_ASSIGN_OR_RETURN(
        auto found,
        ReadPointers(db_, select_ + dated.sql() + " ORDER BY e.day LIMIT " + std::to_string(some),
                     dated.values()));
    if (found.size() < limit_) return WithUndated(std::move(found));
    const std::string last = found[limit_ - 1].day;
    if (found.size() == some && found.back().day == last) return Between({found[0].day, last});
    return found;
  }

  // Texts are compared only on the days up to the one that fills the page.
  Result<std::vector<EventPointer>> Between(const Days& days) {
    Conditions page = where_;
    page.AddFirst("e.day >= CAST(? AS DATE) AND e.day <= CAST(? AS DATE)", {days.first, days.last},
                  true);
    return NotMany(page, limit_);
  }

  // `dated` are all that have a day; those without one come after them, by document.
  Result<std::vector<EventPointer>> WithUndated(std::vector<EventPointer> dated) {
    if (!filter_.since.empty() || !filter_.until.empty()) return dated;
    const uint64_t wanted = limit_ - dated.size();
    Conditions page = where_;
    page.Add("e.day IS NULL", {});
    {
      BONGSU_ASSIGN_OR_RETURN(
          Rows rows, db_.Query("SELECT count(*), coalesce(max(doc), '') FROM (SELECT e.doc FROM " +
                                   std::string(EventTable(filter_)) + " e" + page.sql() +
                                   " ORDER BY e.doc LIMIT " + std::to_string(wanted) + ")",
                               page.values()));
      if (rows.Next() && static_cast<uint64_t>(rows.Integer(0)) == wanted)
        page.Add("e.doc <= ?", {rows.String(1)});
    }
    BONGSU_ASSIGN_OR_RETURN(const auto undated, NotMany(page, wanted));
    dated.insert(dated.end(), undated.begin(), undated.end());
    return dated;
  }

  // All that meet `page` or, when these are many, the first.
  Result<std::vector<EventPointer>> NotMany(const Conditions& page, uint64_t first) {
    const uint64_t most = 2 * first + 1000;
    const std::string sql = select_ + page.sql();
    BONGSU_ASSIGN_OR_RETURN(
        auto found, ReadPointers(db_, sql + " LIMIT " + std::to_string(most + 1), page.values()));
    if (found.size() <= most) return found;
    return ReadPointers(db_, sql + kOrder + " LIMIT " + std::to_string(first), page.values());
  }

  Database& db_;
  const EventFilter& filter_;
  const Conditions& where_;
  const std::string select_;
  const uint64_t limit_;
};

constexpr char kQuarantineColumns[] =
    "SELECT id, doc, path, source_hash, code, message, "
    "coalesce(strftime(first_seen, '%Y-%m-%dT%H:%M:%SZ'), ''), state FROM quarantine ";

QuarantineEntry ReadQuarantine(const Rows& rows) {
  return {rows.String(0), rows.String(1), rows.String(2), rows.String(3),
          rows.String(4), rows.String(5), rows.String(6), rows.String(7)};
}

Result<std::string> ReadSource(const std::string& archive, archive::Location location,
                               const std::string& hash) {
  BONGSU_ASSIGN_OR_RETURN(archive::Record record, archive::ReadRecord(archive, location));
  if (record.hash != hash || record.revisit)
    return {ErrorCode::kCorruption,
            "the archive holds source " + record.hash + " where the database expects " + hash};
  return std::move(record.bytes);
}

}  // namespace

Result<Conditions> Where(const EventFilter& f) {
  BONGSU_RETURN_IF_ERROR(CheckDay(f.since, "since"));
  BONGSU_RETURN_IF_ERROR(CheckDay(f.until, "until"));
  BONGSU_RETURN_IF_ERROR(CheckDay(f.as_of, "as-of"));
  Conditions where;
  if (!f.as_of.empty())
    where.AddFirst("e.doc_key IN (SELECT doc_key FROM documents d WHERE " + KnownAt(f.as_of) + ")",
                   {}, false);
  if (!f.since.empty()) where.AddFirst("e.day >= CAST(? AS DATE)", {f.since}, true);
  if (!f.until.empty()) where.AddFirst("e.day <= CAST(? AS DATE)", {f.until}, true);
  if (f.min_confidence > 0)
    where.Add("e.confidence >= CAST(? AS DOUBLE)", {std::to_string(f.min_confidence)});
  where.AddAny("e.event", Upper(f.event));
  where.AddAny("e.certainty", f.certainty);
  where.AddAny("e.lang", f.lang);
  if (f.doc.ends_with('*'))
    where.Add("starts_with(e.doc, ?)", {f.doc.substr(0, f.doc.size() - 1)});
  else if (!f.doc.empty())
    where.Add("e.doc = ?", {f.doc});
  AddWord(where, "e.mode", f.mode);
  AddParty(where, "actor", f.actor);
  AddParty(where, "recipient", f.recipient);
  AddWord(where, "e.item", f.item);
  return where;
}

const char* EventTable(const EventFilter& filter) {
  return filter.as_of.empty() ? "events" : "all_events";
}

std::string ByKey(const char* columns, const char* table, const char* column,
                  std::span<const int64_t> keys) {
  std::string sql;
  for (const int64_t key : keys)
    sql += std::string(sql.empty() ? "" : " UNION ALL ") + "SELECT " + columns + " FROM " + table +
           " WHERE " + column + " = " + std::to_string(key);
  return sql;
}

Status EachEvent(Database& db, std::span<const EventPointer> events, const EventSink& sink) {
  WholeEvents whole(db);
  for (const EventPointer& pointer : events) {
    BONGSU_ASSIGN_OR_RETURN(StoredEvent event, whole.Read(pointer));
    BONGSU_RETURN_IF_ERROR(sink(std::move(event)));
  }
  return {};
}

// Filters the narrow table, then reads the records of what is left.
Status EachEvent(Database& db, const EventFilter& filter, bool ordered, const EventSink& sink) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  if (filter.limit > 0 && filter.limit <= kFew) {
    BONGSU_ASSIGN_OR_RETURN(const auto page, Page(db, filter, where).Candidates());
    return InOrder(db, page, filter.limit, sink);
  }
  const std::string select =
      std::string("SELECT ") + kPointer + " FROM " + EventTable(filter) + " e" + where.sql();
  if (filter.limit == 0) {
    BONGSU_ASSIGN_OR_RETURN(
        const auto found,
        ReadPointers(db, select + " LIMIT " + std::to_string(kFew + 1), where.values()));
    if (found.size() <= kFew) return InOrder(db, found, 0, sink);
  }
  const std::string cut = filter.limit == 0 ? "" : " LIMIT " + std::to_string(filter.limit);
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(select + (ordered || filter.limit > 0 ? kOrder : "") + cut, where.values()));
  WholeEvents whole(db);
  while (rows.Next()) {
    BONGSU_ASSIGN_OR_RETURN(StoredEvent event, whole.Read(ReadPointer(rows)));
    BONGSU_RETURN_IF_ERROR(sink(std::move(event)));
  }
  return {};
}

int64_t NumberOf(std::string_view id) {
  constexpr size_t kDigits = 15;
  const std::string_view digits = id.substr(std::min<size_t>(2, id.size()), kDigits);
  int64_t number = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
  if (error != std::errc() || end != digits.data() + digits.size()) return 0;
  return number << 4 * (kDigits - digits.size());
}

Result<NamedRow> FindId(Database& db, const char* table, const char* key, std::string_view prefix) {
  constexpr int kShown = 5;
  if (prefix.empty()) return {ErrorCode::kInvalidArgument, "an empty id"};
  const std::string select = std::string("SELECT id, ") + key + " AS key FROM " + table + " ";
  const std::string begins = "starts_with(id, ?)";
  std::string from = select + "WHERE " + begins;
  std::vector<Value> values = {std::string(prefix)};
  const bool numbered =
      table == std::string_view("events") || table == std::string_view("occurrences");
  if (const int64_t first = NumberOf(prefix); numbered && first > 0) {
    const size_t free_digits = 15 - std::min<size_t>(15, prefix.size() - 2);
    const int64_t last = first + (int64_t{1} << 4 * free_digits) - 1;
    // Each a range by itself: the engine passes over stretches without such numbers.
    from = select + "WHERE number BETWEEN " + std::to_string(first) + " AND " +
           std::to_string(last) + " AND " + begins + " UNION ALL " + select +
           "WHERE number = 0 AND " + begins;
    values.emplace_back(std::string(prefix));
  }
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db.Query("SELECT id, min(key)::BIGINT FROM (" + from +
                              ") GROUP BY id ORDER BY id LIMIT " + std::to_string(kShown + 1),
                          values));
  std::vector<NamedRow> found;
  while (rows.Next()) found.push_back({rows.String(0), rows.Integer(1)});
  if (found.empty()) return {ErrorCode::kNotFound, std::string(prefix) + ": no such id"};
  if (found.size() == 1 || found[0].id == prefix) return found[0];
  std::string message = std::string(prefix) + ": several ids begin so:";
  for (size_t i = 0; i < found.size() && i < kShown; ++i) message += " " + found[i].id;
  return {ErrorCode::kInvalidArgument, message + (found.size() > kShown ? " ..." : "")};
}

Result<std::string> CompleteId(Database& db, const char* table, std::string_view prefix) {
  BONGSU_ASSIGN_OR_RETURN(NamedRow row, FindId(db, table, "0", prefix));
  return std::move(row.id);
}

std::string ReportsSql(const std::string& chosen, const std::string& as_of) {
  const bool past = !as_of.empty();
  std::string mentions =
      "SELECT event_key, occurrence, probability, why, source FROM occurrence_mentions WHERE "
      "event_key IN (SELECT event_key FROM chosen)";
  if (past)
    mentions +=
        " UNION ALL SELECT event_key, occurrence, probability, why, source FROM past_mentions "
        "WHERE event_key IN (SELECT event_key FROM chosen)";
  return "WITH chosen AS (" + chosen + "), mentions AS (" + mentions +
         "), members AS (SELECT doc_key, group_key FROM document_groups WHERE doc_key IN (SELECT "
         "doc_key FROM chosen)), "
         "firsts AS (SELECT g.group_key, arg_min(d.doc_key, coalesce(date_diff('day', DATE "
         "'1970-01-01', d.published), 1000000) * 100000000000 + d.doc_key) AS origin_key "
         "FROM document_groups g JOIN documents d USING (doc_key) WHERE g.group_key IN (SELECT "
         "group_key FROM members)" +
         (past ? " AND " + KnownAt(as_of) : std::string()) +
         " GROUP BY g.group_key), "
         "reports AS (SELECT c.*, m.occurrence, m.probability, m.why, "
         "coalesce(f.origin_key, c.doc_key) AS origin_key, o.doc AS origin_doc, CASE WHEN m.source "
         "<> '' THEN m.source ELSE " +
         kSourceOfDocument +
         " END AS source FROM chosen c LEFT JOIN mentions m "
         "USING (event_key) LEFT JOIN members g USING (doc_key) LEFT JOIN firsts f USING "
         "(group_key) JOIN documents o ON o.doc_key = coalesce(f.origin_key, c.doc_key)) ";
}

Status Store::QueryEvents(const EventFilter& filter, const EventSink& sink) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  return EachEvent(*db, filter, true, sink);
}

Status Store::QueryReports(const EventFilter& filter, const EventSink& sink, bool ordered) {
  BONGSU_ASSIGN_OR_RETURN(const Conditions where, Where(filter));
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  std::unordered_map<std::string, std::tuple<std::string, std::string, std::string>> of_event;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db->Query(ReportsSql("SELECT e.event_key, e.doc_key, e.id FROM " +
                                            std::string(EventTable(filter)) + " e" + where.sql(),
                                        filter.as_of) +
                                 "SELECT r.id, coalesce(o.id, p.id), r.source, "
                                 "coalesce(d.learned, '') FROM reports r JOIN documents d USING "
                                 "(doc_key) LEFT JOIN occurrences o USING (occurrence) LEFT JOIN "
                                 "(SELECT DISTINCT occurrence, id FROM past_mentions) p USING "
                                 "(occurrence) WHERE r.occurrence IS NOT NULL",
                             where.values()));
    while (rows.Next()) of_event[rows.String(0)] = {rows.String(1), rows.String(2), rows.String(3)};
  }
  return EachEvent(*db, filter, ordered, [&](StoredEvent&& event) {
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
  BONGSU_ASSIGN_OR_RETURN(const NamedRow row, FindId(*db, "events", "event_key", id_prefix));
  BONGSU_ASSIGN_OR_RETURN(
      const auto pointers,
      ReadPointers(*db, std::string("SELECT ") + kPointer + " FROM events e WHERE e.event_key = ?",
                   std::vector<Value>{row.key}));
  StoredEvent found;
  BONGSU_RETURN_IF_ERROR(EachEvent(*db, pointers, [&](StoredEvent&& event) {
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
          "d.archive_file::BIGINT, d.archive_offset, coalesce(r.version, ''), "
          "coalesce(r.lexicon_checksum, '') FROM documents d LEFT JOIN runs r ON r.run = "
          "d.coded_run LEFT JOIN (SELECT doc_key, count(*) AS events FROM events GROUP BY doc_key) "
          "n USING (doc_key)" +
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
         {static_cast<uint32_t>(rows.Integer(13)), static_cast<uint64_t>(rows.Integer(14))},
         rows.String(15),
         rows.String(16)});
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
  return ReadSource(
      impl_->paths.archive(),
      {static_cast<uint32_t>(rows.Integer(0)), static_cast<uint64_t>(rows.Integer(1))},
      source_hash);
}

Result<std::string> Store::Source(const StoredDocument& document) {
  return ReadSource(impl_->paths.archive(), document.location, document.source_hash);
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
