// The inverse of reading: a span of the source back to its plain text.
#include "bongsu/document.h"
#include "document/block_text.h"
#include "document/html.h"
#include "document/markdown_inline.h"
#include "document/yaml_scalar.h"

namespace bongsu {

std::string DecodeRange(std::string_view source, ByteSpan span, DecodeRule rule) {
  document::BlockText text(source);
  if (span.end > source.size() || span.empty()) return {};
  switch (rule) {
    case DecodeRule::kHtml:
      document::AppendHtml(text, span.begin, span.end);
      break;
    case DecodeRule::kMarkdown:
      document::AppendMarkdown(text, span.begin, span.end);
      break;
    case DecodeRule::kPlain:
    case DecodeRule::kYamlPlain:
    case DecodeRule::kYamlBlock:
    case DecodeRule::kYamlSingle:
    case DecodeRule::kYamlDouble:
      document::AppendScalar(text, span.begin, span.end, rule);
      break;
  }
  return text.text();
}

}  // namespace bongsu
