// Why the coder did what it did: the whole way of each sentence, for `explain`.
#ifndef BONGSU_CODING_TRACE_H_
#define BONGSU_CODING_TRACE_H_

#include <string>
#include <vector>

#include "bongsu/span.h"
#include "language/clause.h"

namespace bongsu::coding {

// One predicate of a sentence and its fate.
struct InstanceTrace {
  std::string trigger, frame, entry, rule;
  std::string subject, parent;         // words
  std::vector<std::string> arguments;  // "accusative: 무기를 -> RUS/GOV (data/...:12)"
  std::vector<std::string> features;   // "possible (가능성)"
  std::string outcome;                 // the record's id, or why there is none
};

struct SentenceTrace {
  ByteSpan source;
  std::string block;  // kind of block
  std::string text;
  std::vector<language::Token> tokens;  // offsets into `text`
  std::vector<InstanceTrace> instances;
  std::string outcome;  // "2 records" or why none
};

struct Trace {
  std::vector<SentenceTrace> sentences;
};

// The trace as readable text, one sentence after the other.
std::string RenderTrace(const Trace& trace);

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_TRACE_H_
