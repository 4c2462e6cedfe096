// The archive's record reader: whatever the bytes, it returns; what it accepts is what it would
// write again.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "archive/warc.h"
#include "base/hash.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using bongsu::archive::DecodeRecord;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)bongsu::archive::ParseRecord(bytes);  // past the checksum, which a fuzzer cannot guess
  uint64_t taken = 0;
  const auto decoded = DecodeRecord(bytes, &taken);
  if (taken > size) std::abort();
  if (!decoded) return 0;
  const auto& record = decoded->record;
  if (!record.revisit && bongsu::base::Hash128Hex(record.bytes) != record.hash) std::abort();
  if (record.revisit) return 0;
  const auto again = DecodeRecord(bongsu::archive::EncodeRecord(record));
  if (again && (again->record.bytes != record.bytes || again->record.doc != record.doc))
    std::abort();
  return 0;
}
