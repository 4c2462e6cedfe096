// What people decide about records, in a form that outlives the record: an anchor finds the record
// again after its document was coded anew.
#ifndef BONGSU_CORPUS_DECISION_H_
#define BONGSU_CORPUS_DECISION_H_

#include <string>
#include <string_view>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/result.h"

namespace bongsu::corpus {

// Where a decision holds: a source, a place in it, what was said to happen there and who took part.
struct Anchor {
  std::string doc, source_hash;
  ByteSpan evidence;
  std::string event;             // AGREE ... ASSAULT
  std::string actor, recipient;  // codes joined by '|', in order
};
Anchor AnchorOf(const Event& event, std::string_view source_hash);

// How well an anchor fits a record of the same source: 0 when their sentences do not overlap or
// neither event type nor a party agrees; at most 1.
double Fit(const Anchor& anchor, const Event& event);

// A correction: fields of a record and what they are to be,
// "event=AID;actor=RUS/GOV;recipient=PRK". Fields: event, mode, actor, recipient, attribution, aux,
// item, context (lists with commas), date (YYYY-MM-DD or FROM..TO, or empty for none), score.
// kInvalidArgument names the field.
Result<Event> Corrected(const Event& event, std::string_view correction);

// The word for people that aux and attribution of a record amount to (codebook section 1).
std::string CertaintyWord(const Event& event);

}  // namespace bongsu::corpus

#endif  // BONGSU_CORPUS_DECISION_H_
