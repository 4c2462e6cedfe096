// Base64 (RFC 4648, section 4).
#ifndef BONGSU_BASE_BASE64_H_
#define BONGSU_BASE_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace bongsu::base {

// With padding, without line breaks.
std::string EncodeBase64(std::string_view bytes);

// The bytes, or nothing for what is not base64 to the letter: another character, padding missing or
// in the wrong place, bits beyond the last byte that are not zero.
std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace bongsu::base

#endif  // BONGSU_BASE_BASE64_H_
