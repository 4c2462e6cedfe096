// Sentences of a block of plain text.
#ifndef BONGSU_TEXT_SENTENCE_H_
#define BONGSU_TEXT_SENTENCE_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "bongsu/span.h"

namespace bongsu::text {

// Bytes after which a sentence is cut at a blank although nothing ends it. No sentence of a text is
// as long; what is (a table without marks, a damaged file) would cost its square in the rooms
// below.
inline constexpr size_t kLongestSentence = 4096;

// Ranges of `text` (blanks trimmed, in order, not empty), one per sentence. A sentence ends at . !
// ? … 。！？ before a blank or the end; not inside a number, an initial ("J. Smith"), brackets, or
// quotation marks that close again within the block. Quotation marks that never close are ignored.
// Beyond kLongestSentence it is cut at its last blank, or where it stands when it has none. ICU's
// rules break after "J." and after 」, hence our own. A stretch longer than kMaxSentenceBytes
// without an end is cut at a blank: no reader takes it in one either, and what follows may cost
// more than linear time.
inline constexpr size_t kMaxSentenceBytes = 3000;
std::vector<ByteSpan> SplitSentences(std::string_view text);

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_SENTENCE_H_
