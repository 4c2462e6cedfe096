// WARC 1.1 records (ISO 28500), each a gzip member of its own: how one source is written and read
// back.
//
// Two kinds are written: `resource` holds the bytes of a source; `revisit` says that a document had
// the bytes of an earlier record (same digest) without repeating them. Fields of our own begin with
// "Bongsu-".
#ifndef BONGSU_ARCHIVE_WARC_H_
#define BONGSU_ARCHIVE_WARC_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "bongsu/result.h"

namespace bongsu::archive {

// What one member may unfold to: a limit against a member made to exhaust memory
// (kResourceExhausted).
inline constexpr uint64_t kMaxRecordBytes = 256u << 20;

// One source as it arrived, and all that is needed to read it again when the database is lost.
struct Record {
  bool revisit = false;      // `bytes` is empty; they are in the resource record with this hash
  std::string hash;          // 32 hex digits of XXH3-128 over the bytes
  std::string doc;           // the document's id
  std::string url;           // its address if known
  std::string date;          // when archived, YYYY-MM-DDTHH:MM:SSZ
  std::string lang, outlet;  // as settled when it was read
  std::string published;     // YYYY-MM-DD, or empty
  std::string bytes;
};

// The record as one gzip member.
std::string EncodeRecord(const Record& record);

// A record read back and the bytes of the archive it took.
struct DecodedRecord {
  Record record;
  uint64_t size = 0;
};

// Reads the member that `archive` begins with. kNotFound: it ends before the member does (what a
// crash leaves); kCorruption: not a gzip member, a wrong checksum, not a WARC record, a digest that
// differs; kUnsupported: a record of another type, or with another digest than ours;
// kResourceExhausted: beyond kMaxRecordBytes. When only the record is at fault, not its
// compression, `*size` (may be null) holds its bytes all the same.
Result<DecodedRecord> DecodeRecord(std::string_view archive, uint64_t* size = nullptr);

// The record that a member unfolds to. Errors as above.
Result<Record> ParseRecord(std::string_view text);

}  // namespace bongsu::archive

#endif  // BONGSU_ARCHIVE_WARC_H_
