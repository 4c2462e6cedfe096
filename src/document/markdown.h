// Markdown to blocks: headings, paragraphs, lists, quotes, tables; code is dropped; HTML blocks go
// to HtmlReader.
#ifndef BONGSU_DOCUMENT_MARKDOWN_H_
#define BONGSU_DOCUMENT_MARKDOWN_H_

#include <array>
#include <cstddef>
#include <string_view>

#include "document/block_sink.h"
#include "document/html.h"

namespace bongsu::document {

// Reads the body of a post line by line, as Jekyll's kramdown lays it out. Without recursion: a
// quote or list keeps no tree, its lines are stripped of their marks. Not read: reference links
// (`[속보][단독]` is text in Korean news), indented code (people indent prose). One thread at a
// time.
class MarkdownReader {
 public:
  explicit MarkdownReader(BlockSink& sink) : sink_(sink), html_(sink), s_(sink.source()) {}

  // Reads source[pos, end of source).
  void Read(size_t pos);

 private:
  struct Line {
    size_t content;  // after indentation and `>` marks
    size_t end;      // before the line end and the blanks before it
    size_t next;     // begin of the next line
    size_t indent;
    bool quoted;

    bool blank() const { return content >= end; }
  };

  Line LineAt(size_t pos) const;
  std::string_view Content(const Line& line) const {
    return s_.substr(line.content, line.end - line.content);
  }
  bool BeginsTable(const Line& line) const;
  bool InterruptsParagraph(const Line& line, const Line& first, bool in_item) const;

  size_t ReadBlock(size_t pos);
  size_t ReadHeading(const Line& line, size_t level);
  size_t ReadTable(Line line);
  size_t ReadParagraph(Line first, bool item);
  size_t SkipFence(const Line& line);
  size_t EndInline(size_t begin, size_t end, size_t next, BlockKind kind, uint8_t level);

  BlockSink& sink_;
  HtmlReader html_;
  std::string_view s_;
  bool in_list_ = false;
  // Fences known to have no end further down, by sign and length: hostile input must not be
  // searched twice.
  std::array<bool, 32> unclosed_fence_{};
};

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_MARKDOWN_H_
