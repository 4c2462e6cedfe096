// Codes one document: text in, event records out (docs/codebook.md). The door to the coding room.
#ifndef BONGSU_CODING_CODER_H_
#define BONGSU_CODING_CODER_H_

#include <memory>
#include <string>
#include <vector>

#include "bongsu/document.h"
#include "bongsu/event.h"
#include "bongsu/result.h"

namespace bongsu::lexicon {
class Lexicon;
}

namespace bongsu::coding {

// What `explain` shows: why each sentence gave what it gave. Filled only when asked for.
struct Trace;

// What coding one document gave.
struct Coded {
  std::vector<Event> events;  // in order of the text; ids set
  // Per event: what its confidence was taken from (coding/confidence.h).
  std::vector<std::vector<std::string>> features;
  std::string note;  // why nothing was coded ("no analyser yet for ja"), else empty
};

// Immutable after construction and safe for concurrent use; scratch memory is per call.
class Coder {
 public:
  // The lexicon must outlive the coder.
  static Result<std::unique_ptr<Coder>> Create(const lexicon::Lexicon& lexicon);
  ~Coder();
  Coder(const Coder&) = delete;
  Coder& operator=(const Coder&) = delete;

  // Codes a document. Never fails: what cannot be read gives no events. `trace` may be null.
  Coded Code(const Document& document, Trace* trace = nullptr) const;

  // Languages with an analyser: "ko" today.
  bool HasAnalyser(const std::string& lang) const;

 private:
  struct Impl;
  explicit Coder(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_CODER_H_
