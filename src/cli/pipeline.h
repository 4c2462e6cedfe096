// Files to documents to coded events on several threads, delivered in input order: what `code`,
// `ingest` and `eval` share.
#ifndef BONGSU_CLI_PIPELINE_H_
#define BONGSU_CLI_PIPELINE_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "archive/archive.h"
#include "bongsu/document.h"
#include "bongsu/result.h"
#include "coding/coder.h"
#include "corpus/near_duplicate.h"

namespace bongsu::cli {

// A source that the archive holds, with what was settled when it was first read.
struct StoredSource {
  std::string folder;  // of the archive
  archive::Location location;
  std::string lang, outlet, published;  // may be empty
  std::string learned;                  // when it was archived
};

struct Input {
  std::string path;                         // what to open; "-" is stdin
  std::string doc;                          // codebook `doc`: unique in the run
  std::optional<StoredSource> stored = {};  // then `path` is only a name
};

// Expands files, folders and "-" into inputs, in the order given, folders sorted bytewise; two
// inputs that would get the same `doc` are told apart by their paths as given. Folders take *.md,
// *.markdown, *.html, *.htm, *.txt.
Result<std::vector<Input>> ExpandInputs(const std::vector<std::string>& paths);

struct PipelineOptions {
  std::string lang, date, outlet;  // as in document::ReadOptions
  int threads = 0;                 // 0: as many as the machine has
  bool sign = false;               // also make signatures
  size_t ahead = 0;  // documents read ahead of those delivered, at least; more than a batch lets
                     // the workers go on while a batch is written
  // Asked of each document that was read, by several threads at once: false leaves it uncoded
  // (Processed::passed_over). May be empty.
  std::function<bool(const Document&)> wanted = {};
};

// What became of one input: a document with its events, or why there is none.
struct Processed {
  Input input;
  Status
      status;  // not ok: quarantine; `document.source` then holds the bytes if they could be read
  Document document;
  coding::Coded coded;
  std::optional<corpus::Signature> signature;
  bool passed_over = false;  // PipelineOptions::wanted said no
};

// Calls `deliver` on the calling thread, once per input, in input order, whatever the thread count;
// stops early when it returns an error or Ctrl-C was pressed (kInterrupted). Memory in flight is
// bounded.
Status Run(const coding::Coder& coder, const std::vector<Input>& inputs,
           const PipelineOptions& options, const std::function<Status(Processed&&)>& deliver);

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_PIPELINE_H_
