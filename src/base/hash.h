// Content hashes: ids and checksums come from content, never from addresses or clocks.
#ifndef BONGSU_BASE_HASH_H_
#define BONGSU_BASE_HASH_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace bongsu::base {

// XXH3-128 as 32 lower-case hex digits (canonical, big-endian form).
std::string Hash128Hex(std::string_view bytes);
// XXH3-64.
uint64_t Hash64(std::string_view bytes);
// 16 lower-case hex digits.
std::string Hex64(uint64_t value);

}  // namespace bongsu::base

#endif  // BONGSU_BASE_HASH_H_
