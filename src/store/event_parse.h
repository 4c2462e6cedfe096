// The way back from the JSON of a record to the record.
#ifndef BONGSU_STORE_EVENT_PARSE_H_
#define BONGSU_STORE_EVENT_PARSE_H_

#include <string_view>

#include "bongsu/event.h"
#include "bongsu/result.h"

namespace bongsu::store {

// Reads what ToJson prints: ToJson(*ParseEvent(json)) == json for every such line. Keys may come in
// any order; unknown keys are passed over; a missing key or a value of another type is kCorruption
// naming the key. Safe for concurrent use.
Result<Event> ParseEvent(std::string_view json);

}  // namespace bongsu::store

#endif  // BONGSU_STORE_EVENT_PARSE_H_
