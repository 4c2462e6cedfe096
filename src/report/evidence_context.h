// The sentence a record rests on, with who is who in it and the sentences around it.
#ifndef BONGSU_REPORT_EVIDENCE_CONTEXT_H_
#define BONGSU_REPORT_EVIDENCE_CONTEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/document.h"
#include "bongsu/event.h"

namespace bongsu::report {

enum class EvidenceRole : uint8_t { kTrigger, kActor, kRecipient, kAttribution };

// A range of EvidenceContext::text, in bytes.
struct EvidenceMark {
  uint32_t begin = 0, end = 0;
  EvidenceRole role = EvidenceRole::kTrigger;
};

struct EvidenceContext {
  std::string before, text, after;  // of one block; the outer two may be empty
  std::vector<EvidenceMark> marks;  // in order, none overlapping another
  const Block* block = nullptr;     // of the document; null when the evidence was not found there
};

// The range of a block's text that comes from these source bytes; empty when none does.
ByteSpan TextSpan(const Block& block, ByteSpan source);

// The block the evidence stands in, or null.
const Block* FindBlock(const Document& document, const TextEvidence& evidence);

// The evidence with its marks and the sentences before and after it in its block. Where a mark
// overlaps another the trigger wins, then actor, recipient, attribution. The text is always
// event.evidence.text; a document that reads otherwise now leaves it without marks and neighbours.
EvidenceContext ContextOf(const Event& event, const Document& document);

// At most `max_chars` characters (code points) of the three texts together: the evidence first, cut
// around the trigger where it is longer, then the neighbours as far as they have room. What is cut
// off shows as "…", which does not count. Marks move along; those cut off go.
EvidenceContext Quote(const EvidenceContext& context, size_t max_chars);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_EVIDENCE_CONTEXT_H_
