// Keys and passwords: read when they are needed, never printed, never noted.
#ifndef BONGSU_DELIVERY_SECRET_H_
#define BONGSU_DELIVERY_SECRET_H_

#include <string>
#include <vector>

#include "bongsu/result.h"
#include "watch/receivers.h"

namespace bongsu::delivery {

inline constexpr size_t kMaxSecretBytes = 4096;

// What the receiver's file (a relative path is below `folder`) or environment variable holds,
// without line feeds at its end. kNotFound, kIoError; kInvalidArgument when it is empty, too large,
// holds a NUL, or when the file can be read or written by others than its owner. A message names
// the place, never what lies there.
Result<std::string> ReadSecret(const watch::Receiver& receiver, const std::string& folder);

// The keys of a webhook, one a line: "whsec_" and base64, or the bytes as they stand. Each has 24
// to 512 bytes; at most four, the one to be used first and those that it replaces.
Result<std::vector<std::string>> ParseKeys(const std::string& secret);

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_SECRET_H_
