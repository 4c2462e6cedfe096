// What people write by hand: situations, instruments, receivers, lists of facts. Whatever the bytes, the answer is a
// value or an error that names the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "regime/instrument.h"
#include "watch/backtest.h"
#include "watch/outbox.h"
#include "watch/situation.h"

namespace {

template <typename T>
void Check(const bongsu::Result<T>& result) {
  if (!result && result.error().message().find("f.yaml") == std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Check(bongsu::watch::ParseSituation(text, "f.yaml"));
  Check(bongsu::regime::ParseInstrument(text, "f.yaml"));
  Check(bongsu::watch::ParseReceivers(text, "f.yaml"));
  Check(bongsu::watch::ParseFacts(text, "f.yaml"));
  return 0;
}
