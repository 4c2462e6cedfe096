// The reader of stored event records: a record it accepts is a fixed point of writing and reading.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "store/event_parse.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto event = bongsu::store::ParseEvent({reinterpret_cast<const char*>(data), size});
  if (!event) return 0;
  const std::string json = bongsu::ToJson(*event);
  const auto again = bongsu::store::ParseEvent(json);
  if (!again || bongsu::ToJson(*again) != json) std::abort();
  return 0;
}
