#include "document/plain_text.h"

#include <algorithm>

#include "document/yaml_scalar.h"

namespace bongsu::document {

void ReadPlainText(BlockSink& sink, size_t pos) {
  const std::string_view source = sink.source();
  while (pos < source.size() && !sink.overflow()) {
    const size_t end = std::min(source.find('\n', pos), source.size());
    const bool blank =
        source.substr(pos, end - pos).find_first_not_of(" \t\r") == std::string_view::npos;
    if (blank) {
      sink.EndBlock(BlockKind::kParagraph, DecodeRule::kPlain);
    } else {
      AppendScalar(sink.text(), pos, std::min(end + 1, source.size()), DecodeRule::kPlain);
    }
    pos = end + 1;
  }
  sink.EndBlock(BlockKind::kParagraph, DecodeRule::kPlain);
}

}  // namespace bongsu::document
