// The functions of libcurl and libcrypto that Bongsu uses, found at run time, so that commands that
// send nothing start without the two and the thirty libraries behind them. Only delivery/ calls
// these.
#ifndef BONGSU_DELIVERY_NETWORK_H_
#define BONGSU_DELIVERY_NETWORK_H_

#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "bongsu/result.h"

namespace bongsu::delivery {

#define BONGSU_CURL_FUNCTIONS(X) \
  X(curl_global_init)            \
  X(curl_easy_init)              \
  X(curl_easy_cleanup)           \
  X(curl_easy_setopt)            \
  X(curl_easy_perform)           \
  X(curl_easy_getinfo)           \
  X(curl_easy_strerror)          \
  X(curl_slist_append)           \
  X(curl_slist_free_all)
#define BONGSU_CRYPTO_FUNCTIONS(X) \
  X(HMAC)                          \
  X(EVP_sha256)

struct Network {
#define BONGSU_MEMBER_(name) decltype(&::name) name##_ = nullptr;
  BONGSU_CURL_FUNCTIONS(BONGSU_MEMBER_)
  BONGSU_CRYPTO_FUNCTIONS(BONGSU_MEMBER_)
#undef BONGSU_MEMBER_
};

// Both libraries, opened and initialised on first use and kept until the process ends. kNotFound
// when one is not there, kUnsupported when it lacks a function. Safe for concurrent use; a failure
// is not remembered.
Result<const Network*> LoadNetwork();

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_NETWORK_H_
