// Bytes in, `Document` out: the one door for every format of source (docs/formats.md).
#ifndef BONGSU_DOCUMENT_READER_H_
#define BONGSU_DOCUMENT_READER_H_

#include <cstdint>
#include <string>

#include "bongsu/document.h"
#include "bongsu/result.h"

namespace bongsu::document {

// Limits of the door; each is an error of its own (kResourceExhausted) that names it.
inline constexpr uint64_t kMaxSourceBytes = 64u << 20;  // one source
inline constexpr uint32_t kMaxBlocks = 200'000;         // blocks of one document
inline constexpr uint32_t kMaxFrontMatterBytes = 1u << 20;

struct ReadOptions {
  std::string id;         // codebook `doc`; required
  std::string file_name;  // for a date such as 2024-07-28-4144.md; may be empty
  std::string lang;       // overrides front matter and detection; empty: detect
  std::string date;       // overrides; YYYY-MM-DD or empty
  std::string outlet;     // overrides; may be empty
};

// Reads one source: a Jekyll post (front matter, HTML or Markdown body), an HTML page, Markdown or
// plain text. Takes the bytes over. Invalid UTF-8 is repaired to U+FFFD with a note (then spans
// point into the repaired form). Errors: kBadInput (empty, binary: NUL bytes, a front matter that
// never ends), kResourceExhausted (limits). Broken markup is never an error: it is read as a
// browser would, with a note.
Result<Document> ReadDocument(std::string source, const ReadOptions& options);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_READER_H_
