// From drafts to the records of a document: restatements become one, statements find what they are
// about.
#ifndef BONGSU_CODING_MERGE_H_
#define BONGSU_CODING_MERGE_H_

#include <vector>

#include "bongsu/document.h"
#include "bongsu/event.h"
#include "coding/coder.h"
#include "coding/confidence.h"
#include "coding/draft.h"
#include "coding/trace.h"

namespace bongsu::coding {

// Merges, orders by place in the text, maps spans to the source, sets ids and confidence. `trace`
// may be null.
Coded FinishDocument(const Document& document, std::vector<Draft> drafts,
                     const ConfidenceModel& confidence, Trace* trace);

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_MERGE_H_
