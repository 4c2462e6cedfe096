#include "store/records.h"

#include <simdjson.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "store/event_parse.h"

namespace bongsu::store {
namespace {

constexpr size_t kHeldBytes = 8u << 20;

Result<RecordDocument> ParseDocument(std::string_view json) {
  thread_local simdjson::dom::parser parser;
  simdjson::dom::object o;
  RecordDocument d;
  const auto text = [&](const char* key, std::string* out) {
    std::string_view value;
    if (o[key].get_string().get(value)) return false;
    *out = value;
    return true;
  };
  if (parser.parse(json.data(), json.size()).get_object().get(o) ||
      o["doc_key"].get_int64().get(d.doc_key) || o["version"].get_int64().get(d.version) ||
      !text("doc", &d.doc) || !text("title", &d.title) || !text("url", &d.url) ||
      !text("outlet", &d.outlet) || !text("published", &d.published) ||
      !text("published_basis", &d.published_basis) || !text("source_hash", &d.source_hash))
    return {ErrorCode::kCorruption,
            "the head of a document's records lacks what belongs there; "
            "`bongsu rebuild` makes them anew"};
  return d;
}

}  // namespace

EventPointer ReadPointer(const Rows& rows, size_t first) {
  return {rows.Integer(first),
          rows.String(first + 1),
          rows.Integer(first + 2),
          {rows.Integer(first + 3), rows.Integer(first + 4), rows.Integer(first + 5)}};
}

std::string ToJson(const RecordDocument& d) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("doc_key").Integer(d.doc_key).Key("doc").String(d.doc);
  json.Key("version").Integer(d.version).Key("title").String(d.title).Key("url").String(d.url);
  json.Key("outlet").String(d.outlet).Key("published").String(d.published);
  json.Key("published_basis").String(d.published_basis);
  json.Key("source_hash").String(d.source_hash).EndObject();
  return out;
}

Result<const WholeEvents::Held*> WholeEvents::Block(const archive::RecordPlace& place) {
  const std::pair<int64_t, int64_t> key(place.file, place.offset);
  if (const auto it = held_.find(key); it != held_.end()) return &it->second;
  if (held_bytes_ >= kHeldBytes) {
    held_.clear();
    held_bytes_ = 0;
  }
  Held held;
  BONGSU_ASSIGN_OR_RETURN(held.block, records_.Block(place.file, place.offset));
  BONGSU_ASSIGN_OR_RETURN(held.document, ParseDocument(held.block.document()));
  held_bytes_ += held.block.size_bytes();
  return &held_.emplace(key, std::move(held)).first->second;
}

Result<StoredEvent> WholeEvents::Read(const EventPointer& pointer) {
  BONGSU_ASSIGN_OR_RETURN(const Held* held, Block(pointer.place));
  const RecordDocument& d = held->document;
  const std::string_view json = held->block.Line(pointer.place.line);
  if (json.empty() || d.doc_key != pointer.doc_key)
    return {ErrorCode::kCorruption,
            "the record of event " + std::to_string(pointer.key) +
                " is not where the database expects it; `bongsu rebuild` makes both anew"};
  StoredEvent out;
  out.json = json;
  BONGSU_ASSIGN_OR_RETURN(out.event, ParseEvent(out.json));
  out.day = pointer.day;
  out.doc_title = d.title;
  out.url = d.url;
  out.outlet = d.outlet;
  out.published = d.published;
  out.published_basis = d.published_basis;
  out.source_hash = d.source_hash;
  out.version = static_cast<uint32_t>(d.version);
  return out;
}

int64_t FreshRecordFile(const Database& db) {
  const std::vector<int64_t> files = archive::RecordFiles(db.records_folder());
  return files.empty() ? 1 : files.back() + 1;
}

namespace {

constexpr int64_t kStretch = 1 << 15;  // events: what is held in memory at a time

struct OldRecord {
  int64_t event_key;
  std::string json;
};

// The records of a stretch of keys, by document.
Result<std::map<int64_t, std::vector<OldRecord>>> OldRecords(Database& db, int64_t after,
                                                             int64_t last) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query("SELECT e.doc_key, w.event_key, w.json FROM event_details w JOIN (SELECT event_key, "
               "doc_key FROM events WHERE event_key > ? AND event_key <= ? UNION ALL SELECT "
               "event_key, doc_key FROM past_events WHERE event_key > ? AND event_key <= ?) e "
               "USING (event_key) WHERE w.event_key > ? AND w.event_key <= ?",
               {after, last, after, last, after, last}));
  std::map<int64_t, std::vector<OldRecord>> of_document;
  while (rows.Next()) of_document[rows.Integer(0)].push_back({rows.Integer(1), rows.String(2)});
  for (auto& [doc_key, records] : of_document)
    std::sort(records.begin(), records.end(),
              [](const OldRecord& a, const OldRecord& b) { return a.event_key < b.event_key; });
  return of_document;
}

template <typename Map>
Result<std::vector<RecordDocument>> DocumentsOf(Database& db, const Map& of_document) {
  BONGSU_RETURN_IF_ERROR(
      db.Execute("CREATE OR REPLACE TEMP TABLE placed_documents (doc_key BIGINT)"));
  {
    BONGSU_ASSIGN_OR_RETURN(Appender keys, db.Append("placed_documents", true));
    for (const auto& [key, records] : of_document) keys.Row(key);
    BONGSU_RETURN_IF_ERROR(keys.Close());
  }
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db.Query("SELECT d.doc_key, d.version::BIGINT, d.doc, d.title, d.url, d.outlet, "
                          "coalesce(CAST(d.published AS VARCHAR), ''), d.published_basis, "
                          "d.source_hash FROM documents d JOIN placed_documents USING (doc_key) "
                          "ORDER BY d.doc_key"));
  std::vector<RecordDocument> documents;
  while (rows.Next())
    documents.push_back({rows.Integer(0), rows.Integer(1), rows.String(2), rows.String(3),
                         rows.String(4), rows.String(5), rows.String(6), rows.String(7),
                         rows.String(8)});
  return documents;
}

// Rows of a narrow table with keys in (after, last], each with the place of its record.
Status PlaceRows(Database& db, const char* from, const char* into, int64_t after, int64_t last) {
  return db.Execute(std::string("INSERT INTO ") + into +
                        " SELECT e.*, coalesce(p.file, 0), coalesce(p.offset_, 0), "
                        "coalesce(p.line, 0) FROM " +
                        from +
                        " e LEFT JOIN places p ON p.event_key = e.event_key WHERE e.event_key > ? "
                        "AND e.event_key <= ? ORDER BY e.event_key",
                    {after, last});
}

}  // namespace

Status PlaceRecords(Database& db) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows ends, db.Query("SELECT greatest(coalesce((SELECT max(event_key) FROM events), 0), "
                          "coalesce((SELECT max(event_key) FROM past_events), 0))::BIGINT"));
  const int64_t end = ends.Next() ? ends.Integer(0) : 0;
  if (end == 0) return {};
  archive::RecordWriter::Options options;
  options.file = FreshRecordFile(db);
  BONGSU_ASSIGN_OR_RETURN(const auto writer,
                          archive::RecordWriter::Open(db.records_folder(), options));
  BONGSU_RETURN_IF_ERROR(db.Execute("INSERT INTO record_files VALUES (?)", {options.file}));
  BONGSU_RETURN_IF_ERROR(
      db.Execute("CREATE OR REPLACE TEMP TABLE places (event_key BIGINT, file BIGINT, offset_ "
                 "BIGINT, line BIGINT)"));
  for (int64_t after = 0; after < end; after += kStretch) {
    const int64_t last = after + kStretch;
    BONGSU_ASSIGN_OR_RETURN(auto of_document, OldRecords(db, after, last));
    BONGSU_ASSIGN_OR_RETURN(const auto documents, DocumentsOf(db, of_document));
    BONGSU_RETURN_IF_ERROR(db.Execute("DELETE FROM places"));
    BONGSU_ASSIGN_OR_RETURN(Appender places, db.Append("places", true));
    for (const RecordDocument& d : documents) {
      std::vector<std::string> lines;
      for (OldRecord& r : of_document[d.doc_key]) lines.push_back(std::move(r.json));
      BONGSU_ASSIGN_OR_RETURN(archive::RecordPlace place, writer->Add(ToJson(d), lines));
      for (const OldRecord& r : of_document[d.doc_key])
        places.Row(r.event_key, place.file, place.offset, place.line++);
    }
    BONGSU_RETURN_IF_ERROR(places.Close());
    BONGSU_RETURN_IF_ERROR(PlaceRows(db, "events", "placed_events", after, last));
    BONGSU_RETURN_IF_ERROR(PlaceRows(db, "past_events", "placed_past", after, last));
  }
  return writer->Sync();
}

}  // namespace bongsu::store
