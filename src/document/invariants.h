// What every document that leaves this room keeps to. The tests, the fuzz target and `bongsu check`
// ask here.
#ifndef BONGSU_DOCUMENT_INVARIANTS_H_
#define BONGSU_DOCUMENT_INVARIANTS_H_

#include <cstdint>
#include <string>

#include "bongsu/document.h"

namespace bongsu::document {

// The first broken promise in words, or empty: block text is valid UTF-8 with white space folded;
// runs cover it in order; emphasis is sorted and disjoint; spans lie on code point boundaries of
// the source, begin and end with nothing that decodes to no text, and decode to the text they came
// from. Spans are tried for the whole of each block and for `ranges_per_block` random ranges drawn
// from `seed`.
std::string FindBrokenInvariant(const Document& document, uint64_t seed, int ranges_per_block);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_INVARIANTS_H_
