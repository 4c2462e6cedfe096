#include "store/reports.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "store/conditions.h"

namespace bongsu::store {
namespace {

// What the engine passes over or reads as a whole, by the smallest and largest key in it.
constexpr int64_t kRowGroup = 122880;
constexpr size_t kMostStretches = 16;

std::vector<int64_t> Distinct(std::vector<int64_t> keys) {
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

// " = 7" or " IN (7, 8)".
std::string IsAmong(std::span<const int64_t> keys) {
  if (keys.size() == 1) return " = " + std::to_string(keys[0]);
  std::string list = " IN (";
  for (size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) list += ", ";
    list += std::to_string(keys[i]);
  }
  return list + ")";
}

// For each document that shares its text with others: the document its text comes from, the one
// published first, and of those the one stored first (the view document_origins).
Result<std::unordered_map<int64_t, int64_t>> Origins(Database& db,
                                                     std::span<const int64_t> documents) {
  std::unordered_map<int64_t, int64_t> group_of;
  std::vector<int64_t> groups;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query(AmongKeys("doc_key, group_key", "document_groups",
                                                          "doc_key", documents)));
    while (rows.Next()) {
      group_of[rows.Integer(0)] = rows.Integer(1);
      groups.push_back(rows.Integer(1));
    }
  }
  if (groups.empty()) return group_of;
  std::unordered_map<int64_t, int64_t> group_of_member;
  std::vector<int64_t> members;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db.Query("SELECT doc_key, group_key FROM document_groups WHERE "
                                     "group_key" +
                                     IsAmong(Distinct(groups))));
    while (rows.Next()) {
      group_of_member[rows.Integer(0)] = rows.Integer(1);
      members.push_back(rows.Integer(0));
    }
  }
  // Day of publication, or none, which comes last; then the key.
  using Place = std::tuple<bool, int64_t, int64_t>;
  std::unordered_map<int64_t, Place> first;  // by group
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db.Query(AmongKeys("doc_key, date_diff('day', DATE '1970-01-01', published)",
                                    "documents", "doc_key", Distinct(members))));
  while (rows.Next()) {
    const Place place(rows.IsNull(1), rows.Integer(1), rows.Integer(0));
    const auto [it, fresh] = first.try_emplace(group_of_member[rows.Integer(0)], place);
    if (!fresh && place < it->second) it->second = place;
  }
  std::unordered_map<int64_t, int64_t> origins;
  for (const auto& [document, group] : group_of)
    if (const auto it = first.find(group); it != first.end())
      origins[document] = std::get<2>(it->second);
  return origins;
}

}  // namespace

std::string AmongKeys(const std::string& columns, const std::string& table,
                      const std::string& column, std::span<const int64_t> keys) {
  const std::string select = "SELECT " + columns + " FROM " + table + " WHERE " + column;
  std::vector<std::span<const int64_t>> stretches;
  for (size_t begin = 0, i = 1; i <= keys.size(); ++i)
    if (i == keys.size() || keys[i] - keys[i - 1] > kRowGroup) {
      stretches.push_back(keys.subspan(begin, i - begin));
      begin = i;
    }
  if (stretches.size() > kMostStretches) return select + IsAmong(keys);
  std::string sql;
  for (const auto& stretch : stretches) {
    if (!sql.empty()) sql += " UNION ALL ";
    sql += select + IsAmong(stretch);
    if (stretch.size() > 1)
      sql += " AND " + column + " BETWEEN " + std::to_string(stretch.front()) + " AND " +
             std::to_string(stretch.back());
  }
  return sql;
}

Status FillMentions(Database& db, std::vector<Report>& reports) {
  if (reports.empty()) return {};
  std::unordered_map<int64_t, Report*> by_key;
  std::vector<int64_t> keys;
  for (Report& r : reports) {
    by_key[r.event.key] = &r;
    keys.push_back(r.event.key);
  }
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(AmongKeys("event_key, occurrence, CAST(probability AS VARCHAR), why, source",
                         "occurrence_mentions", "event_key", Distinct(keys))));
  while (rows.Next()) {
    Report& r = *by_key.at(rows.Integer(0));
    r.occurrence = rows.Integer(1);
    r.probability = ParseReal(rows.Text(2));
    r.why = rows.String(3);
    r.source = rows.String(4);
  }
  return {};
}

Status FillSources(Database& db, std::vector<Report>& reports) {
  if (reports.empty()) return {};
  std::vector<int64_t> documents;
  for (const Report& r : reports) documents.push_back(r.event.doc_key);
  documents = Distinct(documents);
  BONGSU_ASSIGN_OR_RETURN(const auto origins, Origins(db, documents));
  const auto origin_of = [&](const Report& r) {
    const auto it = origins.find(r.event.doc_key);
    return it == origins.end() ? r.event.doc_key : it->second;
  };
  std::vector<int64_t> asked;
  for (const Report& r : reports) asked.push_back(origin_of(r));
  std::unordered_map<int64_t, std::pair<std::string, std::string>> named;  // document and source
  BONGSU_ASSIGN_OR_RETURN(Rows rows,
                          db.Query(AmongKeys(std::string("o.doc_key, o.doc, ") + kSourceOfDocument,
                                             "documents o", "o.doc_key", Distinct(asked))));
  while (rows.Next()) named[rows.Integer(0)] = {rows.String(1), rows.String(2)};
  for (Report& r : reports) {
    const int64_t origin = origin_of(r);
    const auto it = named.find(origin);
    if (it == named.end()) continue;
    if (origin != r.event.doc_key) r.origin = it->second.first;
    if (r.source.empty()) r.source = it->second.second;
  }
  return {};
}

Result<std::vector<Report>> ReportsOn(Database& db, int64_t occurrence) {
  std::unordered_map<int64_t, Report> by_key;
  std::vector<int64_t> keys;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db.Query("SELECT event_key, CAST(probability AS VARCHAR), why, source FROM "
                            "occurrence_mentions WHERE occurrence = " +
                            std::to_string(occurrence)));
    while (rows.Next()) {
      Report r;
      r.occurrence = occurrence;
      r.probability = ParseReal(rows.Text(1));
      r.why = rows.String(2);
      r.source = rows.String(3);
      keys.push_back(rows.Integer(0));
      by_key[rows.Integer(0)] = std::move(r);
    }
  }
  std::vector<Report> reports;
  if (keys.empty()) return reports;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db.Query(AmongKeys(kPointer, "events e", "e.event_key", Distinct(keys))));
    while (rows.Next()) {
      Report r = std::move(by_key.at(rows.Integer(0)));
      r.event = ReadPointer(rows);
      reports.push_back(std::move(r));
    }
  }
  std::sort(reports.begin(), reports.end(),
            [](const Report& a, const Report& b) { return a.event.key < b.event.key; });
  BONGSU_RETURN_IF_ERROR(FillSources(db, reports));
  return reports;
}

}  // namespace bongsu::store
