// HTML to blocks, in one pass over the bytes and without a tree.
#ifndef BONGSU_DOCUMENT_HTML_H_
#define BONGSU_DOCUMENT_HTML_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "document/block_sink.h"
#include "document/html_markup.h"

namespace bongsu::document {

// What the head of a page says about it. Empty: not said.
struct PageInfo {
  std::string published;  // article:published_time and its kin, as written
  std::string url;        // <link rel=canonical>, og:url
  std::string outlet;     // og:site_name
  std::string lang;       // <html lang>
};

// Appends source[begin, end) by the HTML rule: tags dropped, references decoded, white space
// folded. The range is inline content of one block; block tags within it count as white space.
void AppendHtml(BlockText& out, size_t begin, size_t end);

// Reads a page, or the HTML stretches of a post one after another. Depth of nesting costs nothing:
// elements deeper than kMaxDepth lend their kind to what they hold. One thread at a time.
class HtmlReader {
 public:
  explicit HtmlReader(BlockSink& sink) : sink_(sink) {}

  // Reads source[pos, end of source) and ends every block.
  void ReadPage(size_t pos);

  // Reads the HTML block of a post that begins at `pos`; returns the line begin where Markdown
  // resumes. As kramdown has it, the block lasts while one of its elements is open; an unclosed <p>
  // or heading ends at a blank line, so that one slip does not turn the rest of a post into HTML.
  size_t ReadBlockOfPost(size_t pos);

  const PageInfo& page() const { return page_; }

 private:
  struct Open {
    uint64_t name;
    Tag tag;
    BlockKind kind;
    uint8_t level;
    size_t begin;
    bool has_text = false;  // of a heading
  };

  size_t Read(size_t pos, bool in_post);
  void ReadMarkup(const Markup& markup, size_t pos);
  void OpenBlock(const Markup& markup, size_t pos);
  void CloseBlock(const Markup& markup);
  void CloseImplied(Tag tag);
  void PopTo(size_t depth) { open_.resize(depth); }
  void EndText();
  void ReadPageInfo(const Markup& markup, size_t pos);
  bool MarkdownResumes(size_t newline, size_t& next_line) const;

  BlockSink& sink_;
  std::vector<Open> open_;
  bool paragraph_open_ = false;
  int emphasis_ = 0;
  PageInfo page_;
};

// Whether a Markdown line whose first sign is the '<' at `pos` begins an HTML block: a block tag or
// something without text. A line that begins with an inline tag is a Markdown paragraph.
bool BeginsHtmlBlock(std::string_view source, size_t pos);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_HTML_H_
