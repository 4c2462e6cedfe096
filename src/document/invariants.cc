#include "document/invariants.h"

#include <algorithm>
#include <utility>

#include "document/block_text.h"
#include "text/utf8.h"

namespace bongsu::document {
namespace {

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers on every platform, unlike std
// distributions.
uint64_t Next(uint64_t& state) {
  uint64_t z = (state += 0x9E3779B97F4A7C15u);
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

std::string CheckText(const Block& block) {
  const std::string& text = block.text;
  if (text.empty()) return "empty text";
  if (text::FindInvalidUtf8(text) != std::string::npos) return "text is not UTF-8";
  if (text.front() == ' ' || text.back() == ' ') return "text begins or ends with a blank";
  bool blank = false;
  for (size_t pos = 0; pos < text.size();) {
    const char32_t cp = text::DecodeUtf8(text, pos);
    const CodePointClass kind = Classify(cp);
    if (kind == CodePointClass::kDropped) return "text holds an invisible code point";
    if (kind == CodePointClass::kBlank && (cp != ' ' || blank)) return "white space is not folded";
    blank = kind == CodePointClass::kBlank;
  }
  return {};
}

std::string CheckRuns(const Document& document, const Block& block) {
  size_t text_end = 0, source_end = 0;
  for (const TextRun& run : block.runs) {
    if (run.text_begin != text_end || run.text_size == 0) return "runs do not cover the text";
    if (run.source_begin < source_end || run.source_size == 0)
      return "runs are not in source order";
    text_end = run.text_begin + run.text_size;
    source_end = run.source_begin + run.source_size;
  }
  if (text_end != block.text.size()) return "runs do not cover the text";
  if (source_end > document.source.size()) return "runs reach beyond the source";
  uint32_t emphasis_end = 0;
  for (const ByteSpan span : block.emphasis) {
    if (span.empty() || span.begin < emphasis_end || span.end > block.text.size())
      return "emphasis is not sorted and disjoint";
    emphasis_end = span.end;
  }
  return {};
}

size_t LastCodePoint(std::string_view text, size_t end) {
  size_t last = end - 1;
  while (last > 0 && !text::IsBoundary(text, last)) --last;
  return last;
}

std::string CheckSpan(const Document& document, const Block& block, uint32_t begin, uint32_t end) {
  const std::string expected = block.text.substr(begin, end - begin);
  const ByteSpan span = block.SourceSpan(begin, end);
  const std::string where = " for text [" + std::to_string(begin) + ", " + std::to_string(end) +
                            ") \"" + expected + "\", source [" + std::to_string(span.begin) + ", " +
                            std::to_string(span.end) + ") \"" +
                            document.source.substr(span.begin, span.size()) + "\"";
  if (span.empty() || span.end > document.source.size()) return "span is no range" + where;
  if (!text::IsBoundary(document.source, span.begin) ||
      !text::IsBoundary(document.source, span.end))
    return "span cuts a code point" + where;
  const std::string decoded = DecodeRange(document.source, span, block.rule);
  if (decoded != expected) return "span decodes to \"" + decoded + "\"" + where;
  // Smallest: at both ends stands a code point of the text itself, or the reference or escape that
  // spells it.
  const size_t last = LastCodePoint(document.source, span.end),
               last_text = LastCodePoint(block.text, end);
  const std::string_view source_end =
      std::string_view(document.source).substr(last, span.end - last);
  const bool same_begin = document.source[span.begin] == block.text[begin];
  const bool same_end =
      source_end == std::string_view(block.text).substr(last_text, end - last_text);
  const std::string_view spelling = "&\\'";
  if (!same_begin && spelling.find(document.source[span.begin]) == std::string_view::npos)
    return "span begins with what is no text" + where;
  if (!same_end && source_end == ">") return "span ends with what is no text" + where;
  return {};
}

// A random range that begins and ends on code points other than blanks.
std::pair<uint32_t, uint32_t> RandomRange(const std::string& text, uint64_t& state) {
  const auto pick = [&](size_t low, size_t high) { return low + Next(state) % (high - low); };
  size_t begin = pick(0, text.size());
  while (!text::IsBoundary(text, begin) || text[begin] == ' ') --begin;
  // Mostly short ranges, as evidence and triggers are.
  size_t end =
      pick(begin, Next(state) % 4 == 0 ? text.size() : std::min(text.size(), begin + 60)) + 1;
  while (!text::IsBoundary(text, end) || text[end - 1] == ' ') ++end;
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

std::string CheckBlock(const Document& document, const Block& block, uint64_t& state, int ranges) {
  if (std::string broken = CheckText(block); !broken.empty()) return broken;
  if (std::string broken = CheckRuns(document, block); !broken.empty()) return broken;
  std::string broken = CheckSpan(document, block, 0, static_cast<uint32_t>(block.text.size()));
  for (int i = 0; i < ranges && broken.empty(); ++i) {
    const auto [begin, end] = RandomRange(block.text, state);
    broken = CheckSpan(document, block, begin, end);
  }
  return broken;
}

}  // namespace

std::string FindBrokenInvariant(const Document& document, uint64_t seed, int ranges_per_block) {
  if (text::FindInvalidUtf8(document.source) != std::string::npos) return "source is not UTF-8";
  uint64_t state = seed;
  for (size_t i = 0; i < document.blocks.size(); ++i) {
    const Block& block = document.blocks[i];
    const std::string broken = CheckBlock(document, block, state, ranges_per_block);
    if (!broken.empty())
      return document.id + ": block " + std::to_string(i) + " (" + BlockKindName(block.kind) +
             ", " + DecodeRuleName(block.rule) + "): " + broken;
  }
  return {};
}

}  // namespace bongsu::document
