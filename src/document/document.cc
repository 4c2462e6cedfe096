#include "bongsu/document.h"

#include <algorithm>

#include "bongsu/result.h"

namespace bongsu {

const char* BlockKindName(BlockKind kind) {
  switch (kind) {
    case BlockKind::kTitle:
      return "title";
    case BlockKind::kSummary:
      return "summary";
    case BlockKind::kHeading:
      return "heading";
    case BlockKind::kParagraph:
      return "paragraph";
    case BlockKind::kListItem:
      return "list_item";
    case BlockKind::kTableCell:
      return "table_cell";
    case BlockKind::kQuote:
      return "quote";
    case BlockKind::kCaption:
      return "caption";
  }
  return "unknown";
}

const char* DecodeRuleName(DecodeRule rule) {
  switch (rule) {
    case DecodeRule::kPlain:
      return "plain";
    case DecodeRule::kHtml:
      return "html";
    case DecodeRule::kMarkdown:
      return "markdown";
    case DecodeRule::kYamlPlain:
      return "yaml_plain";
    case DecodeRule::kYamlSingle:
      return "yaml_single";
    case DecodeRule::kYamlDouble:
      return "yaml_double";
    case DecodeRule::kYamlBlock:
      return "yaml_block";
  }
  return "unknown";
}

ByteSpan Block::SourceSpan(uint32_t begin, uint32_t end) const {
  BONGSU_ASSERT(begin < end && end <= text.size());
  const auto run_at = [this](uint32_t at) -> const TextRun& {
    const auto after =
        std::upper_bound(runs.begin(), runs.end(), at,
                         [](uint32_t a, const TextRun& run) { return a < run.text_begin; });
    return *std::prev(after);
  };
  const TextRun& first = run_at(begin);
  const TextRun& last = run_at(end - 1);
  ByteSpan span{first.source_begin, last.source_begin + last.source_size};
  if (first.text_size == first.source_size) span.begin += begin - first.text_begin;
  if (last.text_size == last.source_size) span.end -= last.text_begin + last.text_size - end;
  return span;
}

}  // namespace bongsu
