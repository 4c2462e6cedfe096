// YAML scalars (YAML 1.2, chapters 7 and 8): their exact value, and their text with the map back to
// the source.
#ifndef BONGSU_DOCUMENT_YAML_SCALAR_H_
#define BONGSU_DOCUMENT_YAML_SCALAR_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "bongsu/document.h"
#include "document/block_text.h"

namespace bongsu::document {

enum class ScalarStyle : uint8_t { kPlain, kSingle, kDouble, kFolded, kLiteral };
enum class Chomping : uint8_t { kClip, kStrip, kKeep };

// Where a scalar stands. `content` excludes quotes and the header of a block scalar; a block
// scalar's content begins at the begin of its first line and ends before the line that follows it.
struct Scalar {
  ScalarStyle style = ScalarStyle::kPlain;
  ByteSpan content;
  Chomping chomping = Chomping::kClip;  // block scalars
  uint32_t indentation = 0;             // block scalars: columns that are not content
};

// The value as YAML defines it: lines folded, escapes decoded, indentation and final line ends as
// the header says.
std::string ScalarValue(std::string_view source, const Scalar& scalar);

DecodeRule RuleOf(ScalarStyle style);

// Appends source[begin, end) by one of the kYaml rules or kPlain. Since block text folds all white
// space, line folding and indentation need no more than that.
void AppendScalar(BlockText& out, size_t begin, size_t end, DecodeRule rule);

// An escape of a double-quoted scalar at `pos`, where source[pos] is '\\'.
struct Escape {
  enum class Kind : uint8_t { kCodePoint, kLineContinuation, kInvalid };
  Kind kind = Kind::kInvalid;  // kInvalid: the backslash stands for itself
  char32_t cp = 0;
  size_t end = 0;
};
Escape ScanEscape(std::string_view source, size_t pos, size_t limit);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_YAML_SCALAR_H_
