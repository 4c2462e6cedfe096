#include "document/block_sink.h"

#include "document/reader.h"

namespace bongsu::document {
namespace {
constexpr size_t kMaxNotes = 50;
}  // namespace

void BlockSink::EndBlock(BlockKind kind, DecodeRule rule, uint8_t heading_level) {
  if (text_.empty()) return text_.Clear();
  if (document_.blocks.size() >= kMaxBlocks) {
    overflow_ = true;
    return text_.Clear();
  }
  if (kind == BlockKind::kHeading) EndSection();
  Block& block = document_.blocks.emplace_back();
  block.kind = kind;
  block.rule = rule;
  block.heading_level = heading_level;
  text_.Take(block);
  if (kind == BlockKind::kTitle || kind == BlockKind::kSummary) return;  // section 0
  block.section = section_;
  section_has_text_ = true;
}

void BlockSink::EndSection() {
  if (section_has_text_) ++section_;
  section_has_text_ = false;
}

void BlockSink::Note(std::string_view what, size_t pos) {
  if (++notes_ > kMaxNotes + 1) return;
  if (notes_ == kMaxNotes + 1) {
    document_.notes.push_back("further irregularities are not listed");
    return;
  }
  document_.notes.push_back(std::string(what) + " at byte " + std::to_string(pos));
}

}  // namespace bongsu::document
