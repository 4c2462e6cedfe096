// The signature of a webhook, after the Standard Webhooks specification (standardwebhooks.com).
#ifndef BONGSU_DELIVERY_SIGNATURE_H_
#define BONGSU_DELIVERY_SIGNATURE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::delivery {

// HMAC-SHA256 (RFC 2104), 32 bytes. kNotFound, kUnsupported, kResourceExhausted of the library.
Result<std::string> HmacSha256(std::string_view key, std::string_view bytes);

// The value of the header webhook-signature: for each key "v1," and the base64 of the HMAC-SHA256
// of ID.TIMESTAMP.BODY, with a blank between. `timestamp` is in seconds since 1970.
Result<std::string> Sign(const std::vector<std::string>& keys, std::string_view id,
                         int64_t timestamp, std::string_view body);

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_SIGNATURE_H_
