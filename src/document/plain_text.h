// Plain text to paragraphs.
#ifndef BONGSU_DOCUMENT_PLAIN_TEXT_H_
#define BONGSU_DOCUMENT_PLAIN_TEXT_H_

#include <cstddef>

#include "document/block_sink.h"

namespace bongsu::document {

// Reads source[pos, end of source) as it stands: paragraphs between blank lines.
void ReadPlainText(BlockSink& sink, size_t pos);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_PLAIN_TEXT_H_
