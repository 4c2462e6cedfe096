// A record in the making: positions still in block text.
#ifndef BONGSU_CODING_DRAFT_H_
#define BONGSU_CODING_DRAFT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bongsu/event.h"
#include "coding/entities.h"
#include "coding/frames.h"

namespace bongsu::coding {

// What a request, promise, threat, offer or denial is about.
struct DraftContent {
  std::string_view event;
  std::vector<PartyRef> actor, recipient;
  std::vector<std::string> items;
};

struct Draft {
  size_t block = 0;
  ByteSpan sentence, trigger;  // in the block's text
  uint32_t section = 0;
  const Rule* rule = nullptr;
  const Frame* frame = nullptr;
  std::string_view entry;
  std::vector<PartyRef> actor, recipient, attribution, via;
  bool historical = false, future = false, hypothetical = false, negation = false;
  bool denied = false;   // negation whose attribution is the denier
  bool planned = false;  // an AGREE that stands for a planned act
  bool past = false;
  bool nominal = false, telegraphic = false;
  std::vector<std::string> items, contexts;
  std::optional<EventDate> date, due;
  std::optional<DraftContent> content;
  std::vector<Quantity> quantity;
  std::optional<CountRange> dead, injured;
  std::optional<double> range_km, payload_kg;
  std::optional<PartyRef> place;
  // What this statement embeds (evaluates, confirms, denies): sentence_key and instance;
  // restatements add theirs.
  std::vector<std::pair<uint64_t, int>> about;
  int instance = -1;                              // index in the sentence's analysis
  uint64_t sentence_key = 0;                      // tells sentences apart
  size_t trace_sentence = 0, trace_instance = 0;  // where the trace speaks of it
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_DRAFT_H_
