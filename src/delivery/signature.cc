#include "delivery/signature.h"

#include "base/base64.h"
#include "delivery/network.h"

namespace bongsu::delivery {

Result<std::string> HmacSha256(std::string_view key, std::string_view bytes) {
  BONGSU_ASSIGN_OR_RETURN(const Network* const network, LoadNetwork());
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  if (network->HMAC_(network->EVP_sha256_(), key.data(), static_cast<int>(key.size()),
                     reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest,
                     &size) == nullptr)
    return {ErrorCode::kResourceExhausted, "the signature cannot be worked out"};
  return std::string(reinterpret_cast<const char*>(digest), size);
}

Result<std::string> Sign(const std::vector<std::string>& keys, std::string_view id,
                         int64_t timestamp, std::string_view body) {
  std::string signed_content(id);
  signed_content.append(".").append(std::to_string(timestamp)).append(".").append(body);
  std::string out;
  for (const std::string& key : keys) {
    BONGSU_ASSIGN_OR_RETURN(const std::string mac, HmacSha256(key, signed_content));
    out += (out.empty() ? "v1," : " v1,") + base::EncodeBase64(mac);
  }
  return out;
}

}  // namespace bongsu::delivery
