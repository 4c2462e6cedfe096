// Inline Markdown: emphasis, links, images, code marks, escapes, inline HTML.
#ifndef BONGSU_DOCUMENT_MARKDOWN_INLINE_H_
#define BONGSU_DOCUMENT_MARKDOWN_INLINE_H_

#include <cstddef>

#include "document/block_text.h"

namespace bongsu::document {

// Appends source[begin, end) by the Markdown rule and returns where it stopped: `end`, or beyond it
// if a dropped element (a comment, a script) reaches further.
//
// Whether a sign is a mark or text is decided from the source around it alone, never from what was
// read before. So a range decodes the same way alone as within its block. The price: emphasis is
// paired with the nearest fitting mark of its paragraph rather than by CommonMark's full algorithm,
// and the content of `code` is read as text.
size_t AppendMarkdown(BlockText& out, size_t begin, size_t end);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_MARKDOWN_INLINE_H_
