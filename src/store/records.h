// Whole records: how an event of the narrow table points at its record in the files of
// archive/records.h, and how it is read from there. What a reader of one event needs of its
// document stands at the head of the block, so that the wide table of documents is not asked.
#ifndef BONGSU_STORE_RECORDS_H_
#define BONGSU_STORE_RECORDS_H_

#include <map>
#include <string>
#include <utility>

#include "archive/records.h"
#include "store/database.h"
#include "store/store.h"

namespace bongsu::store {

// What points at a whole event: its key, its day (YYYY-MM-DD or empty), the key of its document,
// the place of its record.
struct EventPointer {
  int64_t key = 0;
  std::string day;
  int64_t doc_key = 0;
  archive::RecordPlace place;
};

// The columns of `e` (a table of events) that ReadPointer reads, from column `first` on.
inline constexpr char kPointer[] =
    "e.event_key, coalesce(CAST(e.day AS VARCHAR), ''), e.doc_key, e.record_file, e.record_offset, "
    "e.record_line";
EventPointer ReadPointer(const Rows& rows, size_t first = 0);

// The record of `e` in SQL, for rows that are few when it is reached.
inline constexpr char kRecord[] = "bongsu_record(e.record_file, e.record_offset, e.record_line)";

// The document of a block, as JSON.
struct RecordDocument {
  int64_t doc_key = 0, version = 1;
  std::string doc, title, url, outlet, published, published_basis, source_hash;
};
std::string ToJson(const RecordDocument& document);

// Reads whole events. It remembers the blocks it read last, as the events of a document lie near
// one another.
class WholeEvents {
 public:
  explicit WholeEvents(Database& db) : records_(db.records()) {}
  // As stored, without occurrence and source. kCorruption, kNotFound, kIoError as RecordReader.
  Result<StoredEvent> Read(const EventPointer& pointer);

 private:
  struct Held {
    archive::RecordBlock block;
    RecordDocument document;
  };
  Result<const Held*> Block(const archive::RecordPlace& place);

  archive::RecordReader& records_;
  std::map<std::pair<int64_t, int64_t>, Held> held_;  // by file and offset
  size_t held_bytes_ = 0;
};

// Takes the records out of the table event_details of schema 11 into files: fills placed_events and
// placed_past from events and past_events, row by row in their order. Inside a transaction.
Status PlaceRecords(Database& db);

// The file after the last there is: where a database that owns none begins.
int64_t FreshRecordFile(const Database& db);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_RECORDS_H_
