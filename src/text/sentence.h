// Sentences of a block of plain text.
#ifndef BONGSU_TEXT_SENTENCE_H_
#define BONGSU_TEXT_SENTENCE_H_

#include <string_view>
#include <vector>

#include "bongsu/span.h"

namespace bongsu::text {

// Ranges of `text` (blanks trimmed, in order, not empty), one per sentence. A sentence ends at . ! ? … 。！？ before a
// blank or the end; not inside a number, an initial ("J. Smith"), brackets, or quotation marks that close again within
// the block. Quotation marks that never close are ignored. ICU's rules break after "J." and after 」, hence our own.
std::vector<ByteSpan> SplitSentences(std::string_view text);

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_SENTENCE_H_
