// The events lie in order of writing, so a stretch of keys is a stretch of the file: narrow rows of
// a stretch are read, then the whole records that were asked for, then the next. What stands for
// all of them (documents, ids of occurrences) is read once and held compactly.
#include "store/report_scan.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

#include "store/conditions.h"
#include "store/records.h"
#include "store/store_impl.h"

namespace bongsu::store {
namespace {

constexpr int64_t kStretch = 1 << 17;  // events

// Where a key stands among keys that rise: at once where they leave few gaps, which is how the
// store gives them, else by halving.
class KeyIndex {
 public:
  void Add(int64_t key) { keys_.push_back(key); }
  // When all keys are there.
  void Finish() {
    constexpr int64_t kGaps = 4;
    const auto count = static_cast<int64_t>(keys_.size());
    if (count == 0 || keys_.back() - keys_.front() >= kGaps * count) return;
    places_.assign(static_cast<size_t>(keys_.back() - keys_.front() + 1), kNone);
    for (size_t i = 0; i < keys_.size(); ++i)
      places_[static_cast<size_t>(keys_[i] - keys_.front())] = static_cast<uint32_t>(i);
  }
  static constexpr uint32_t kNone = UINT32_MAX;
  uint32_t Find(int64_t key) const {
    if (keys_.empty() || key < keys_.front() || key > keys_.back()) return kNone;
    if (!places_.empty()) return places_[static_cast<size_t>(key - keys_.front())];
    const auto it = std::lower_bound(keys_.begin(), keys_.end(), key);
    return *it == key ? static_cast<uint32_t>(it - keys_.begin()) : kNone;
  }

 private:
  std::vector<int64_t> keys_;
  std::vector<uint32_t> places_;
};

// Texts by a key, in one block of memory. Filled in order of key.
class KeyedTexts {
 public:
  void Add(int64_t key, std::string_view text) {
    keys_.Add(key);
    text_ += text;
    ends_.push_back(text_.size());
  }
  void Finish() { keys_.Finish(); }
  // Empty when there is none.
  std::string_view Find(int64_t key) const {
    const uint32_t i = keys_.Find(key);
    if (i == KeyIndex::kNone) return {};
    const size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(text_).substr(begin, ends_[i] - begin);
  }

 private:
  KeyIndex keys_;
  std::vector<size_t> ends_;
  std::string text_;
};

struct DocumentOfReport {
  std::optional<int32_t> known;
  uint32_t source, outlet;  // of `texts`
};

struct Frame {
  KeyedTexts occurrences;
  KeyIndex document_keys;
  std::vector<DocumentOfReport> documents;
  std::vector<std::string> texts;

  const DocumentOfReport* Find(int64_t key) const {
    const uint32_t i = document_keys.Find(key);
    return i == KeyIndex::kNone ? nullptr : &documents[i];
  }
};

constexpr char kKnown[] =
    "date_diff('day', DATE '1970-01-01', "
    "coalesce(d.published, TRY_CAST(substr(d.learned, 1, 10) AS DATE)))";
constexpr char kOutlet[] = "CASE WHEN d.outlet_id <> '' THEN d.outlet_id ELSE d.outlet END";

std::optional<int32_t> DayAt(const Rows& rows, size_t column) {
  if (rows.IsNull(column)) return std::nullopt;
  return static_cast<int32_t>(rows.Integer(column));
}

Result<Frame> ReadFrame(Database& db) {
  Frame frame;
  {
    BONGSU_ASSIGN_OR_RETURN(Rows rows,
                            db.Query("SELECT occurrence, id FROM occurrences ORDER BY occurrence"));
    while (rows.Next()) frame.occurrences.Add(rows.Integer(0), rows.Text(1));
    frame.occurrences.Finish();
  }
  // The independent source of a report without a word of its own.
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(std::string("SELECT d.doc_key, ") + kKnown + ", " + kOutlet + ", " +
               kSourceOfDocument +
               " "
               "FROM documents d JOIN document_origins r ON r.doc_key = d.doc_key "
               "JOIN documents o ON o.doc_key = r.origin_key WHERE d.current ORDER BY d.doc_key"));
  std::unordered_map<std::string, uint32_t> numbers;
  const auto number = [&](std::string_view text) {
    const auto [it, fresh] =
        numbers.try_emplace(std::string(text), static_cast<uint32_t>(frame.texts.size()));
    if (fresh) frame.texts.emplace_back(text);
    return it->second;
  };
  while (rows.Next()) {
    frame.document_keys.Add(rows.Integer(0));
    frame.documents.push_back({DayAt(rows, 1), number(rows.Text(3)), number(rows.Text(2))});
  }
  frame.document_keys.Finish();
  return frame;
}

// The last key of each stretch.
Result<std::vector<int64_t>> Stretches(Database& db) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db.Query("SELECT event_key FROM (SELECT event_key, row_number() OVER (ORDER BY "
                          "event_key) AS n, count(*) OVER () AS last FROM events) WHERE n % ? = 0 "
                          "OR n = last ORDER BY event_key",
                          {kStretch}));
  std::vector<int64_t> ends;
  while (rows.Next()) ends.push_back(rows.Integer(0));
  return ends;
}

// A report that is asked for whole, until its stretch is through. Its views are those of the frame,
// of the strings here, or empty.
struct Asked {
  std::string source, occurrence, outlet;
  std::optional<int32_t> known;
};

class Scan {
 public:
  Scan(Database& db, const Frame& frame, const NarrowSink& narrow, const WholeSink& whole)
      : db_(db), whole_events_(db), frame_(frame), narrow_(narrow), whole_(whole) {}

  // Reports with keys in (after, last].
  Status Stretch(int64_t after, int64_t last) {
    asked_.clear();
    BONGSU_RETURN_IF_ERROR(ReadNarrow(after, last));
    return asked_.empty() ? Status() : ReadWhole(after, last);
  }

 private:
  Status ReadNarrow(int64_t after, int64_t last) {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db_.Query("SELECT e.event_key, e.id, e.event, e.certainty, e.lang, e.country, e.mode, "
                  "e.item, e.actor, e.recipient, date_diff('day', DATE '1970-01-01', e.day), "
                  "coalesce(round(e.confidence * 1000)::BIGINT, 0), e.doc_key, m.occurrence, "
                  "m.source, CASE WHEN m.occurrence IS NULL THEN e.doc ELSE '' END FROM events e "
                  "LEFT JOIN occurrence_mentions m ON m.event_key = "
                  "e.event_key AND m.event_key > ? AND m.event_key <= ? "
                  "WHERE e.event_key > ? AND e.event_key <= ?",
                  {after, last, after, last}));
    while (rows.Next()) {
      NarrowReport r;
      r.key = rows.Integer(0);
      r.id = rows.Text(1);
      r.event = rows.Text(2);
      r.certainty = rows.Text(3);
      r.lang = rows.Text(4);
      r.country = rows.Text(5);
      r.mode = rows.Text(6);
      r.item = rows.Text(7);
      r.actor = rows.Text(8);
      r.recipient = rows.Text(9);
      r.day = DayAt(rows, 10);
      r.confidence_mils = static_cast<int32_t>(rows.Integer(11));
      r.known = r.day;
      const DocumentOfReport* document = frame_.Find(rows.Integer(12));
      if (document != nullptr) {
        if (document->known) r.known = document->known;
        r.outlet = frame_.texts[document->outlet];
      }
      if (!rows.IsNull(13)) {
        r.occurrence = frame_.occurrences.Find(rows.Integer(13));
        r.source = rows.Text(14);
        if (r.source.empty() && document != nullptr) r.source = frame_.texts[document->source];
      } else {
        r.occurrence = r.id;
        r.source = rows.Text(15);
      }
      if (narrow_(r))
        asked_.emplace(r.key, Asked{std::string(r.source), std::string(r.occurrence),
                                    std::string(r.outlet), r.known});
    }
    return {};
  }

  Status ReadWhole(int64_t after, int64_t last) {
    BONGSU_RETURN_IF_ERROR(
        db_.Execute("CREATE OR REPLACE TEMP TABLE asked_reports (event_key BIGINT)"));
    {
      BONGSU_ASSIGN_OR_RETURN(Appender keys, db_.Append("asked_reports", true));
      for (const auto& [key, asked] : asked_) keys.Row(key);
      BONGSU_RETURN_IF_ERROR(keys.Close());
    }
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows, db_.Query(std::string("SELECT ") + kPointer +
                                 ", date_diff('day', DATE '1970-01-01', e.day) FROM events e "
                                 "WHERE e.event_key > ? AND e.event_key <= ? AND e.event_key IN "
                                 "(SELECT event_key FROM asked_reports)",
                             {after, last}));
    while (rows.Next()) {
      const EventPointer pointer = ReadPointer(rows);
      const auto it = asked_.find(pointer.key);
      if (it == asked_.end()) continue;
      BONGSU_ASSIGN_OR_RETURN(StoredEvent whole, whole_events_.Read(pointer));
      whole.occurrence = it->second.occurrence;
      whole.source = it->second.source;
      whole.outlet = it->second.outlet;
      NarrowReport r;
      r.key = it->first;
      r.day = DayAt(rows, 6);
      r.known = it->second.known;
      r.occurrence = it->second.occurrence;
      r.source = it->second.source;
      r.outlet = it->second.outlet;
      BONGSU_RETURN_IF_ERROR(whole_(r, std::move(whole)));
    }
    return {};
  }

  Database& db_;
  WholeEvents whole_events_;
  const Frame& frame_;
  const NarrowSink& narrow_;
  const WholeSink& whole_;
  std::unordered_map<int64_t, Asked> asked_;
};

}  // namespace

Status Store::ScanReports(const NarrowSink& narrow, const WholeSink& whole) {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(const Frame frame, ReadFrame(*db));
  BONGSU_ASSIGN_OR_RETURN(const std::vector<int64_t> ends, Stretches(*db));
  Scan scan(*db, frame, narrow, whole);
  int64_t after = -1;
  for (const int64_t last : ends) {
    BONGSU_RETURN_IF_ERROR(scan.Stretch(after, last));
    after = last;
  }
  return {};
}

Result<std::vector<Reading>> Store::Readings() {
  BONGSU_ASSIGN_OR_RETURN(Database * db, impl_->Db());
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db->Query(std::string("SELECT ") + kKnown + " AS known, " + kOutlet +
                           " AS outlet, d.lang, count(*)::BIGINT FROM documents d WHERE d.current "
                           "AND d.doc_key IN (SELECT doc_key FROM events) "
                           "GROUP BY ALL ORDER BY known NULLS LAST, outlet, d.lang"));
  std::vector<Reading> readings;
  while (rows.Next())
    readings.push_back({DayAt(rows, 0), rows.String(1), rows.String(2), rows.Integer(3)});
  return readings;
}

}  // namespace bongsu::store
