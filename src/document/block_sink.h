// Where the body readers (HTML, Markdown, plain text) put their blocks.
#ifndef BONGSU_DOCUMENT_BLOCK_SINK_H_
#define BONGSU_DOCUMENT_BLOCK_SINK_H_

#include <cstddef>
#include <string_view>

#include "bongsu/document.h"
#include "document/block_text.h"

namespace bongsu::document {

// Collects the blocks of one document, counts its sections and keeps its notes. One thread at a
// time.
class BlockSink {
 public:
  // `document.source` must not change while the sink lives.
  explicit BlockSink(Document& document) : document_(document), text_(document.source) {}

  // The text of the block under way.
  BlockText& text() { return text_; }
  std::string_view source() const { return document_.source; }

  // Ends the block under way; a block without text leaves no trace. Headings begin a section.
  void EndBlock(BlockKind kind, DecodeRule rule, uint8_t heading_level = 0);
  // A rule (<hr>, ***) ends the section.
  void EndSection();

  // Notes "`what` at byte `pos`"; a document of nothing but slips fills no memory with notes.
  void Note(std::string_view what, size_t pos);

  // True once the document has more blocks than a document may have; what follows is not kept.
  bool overflow() const { return overflow_; }

 private:
  Document& document_;
  BlockText text_;
  uint32_t section_ = 1;  // 0 is the front matter
  bool section_has_text_ = false;
  bool overflow_ = false;
  size_t notes_ = 0;
};

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_BLOCK_SINK_H_
