#include "delivery/network.h"

#include <dlfcn.h>

#include <mutex>
#include <string>

namespace bongsu::delivery {
namespace {

// The names by which Debian's libcurl4 and libssl3 bring them.
constexpr char kCurl[] = "libcurl.so.4", kCrypto[] = "libcrypto.so.3";

Result<void*> Open(const char* library) {
  if (void* handle = ::dlopen(library, RTLD_NOW | RTLD_LOCAL)) return handle;
  const char* why = ::dlerror();
  return {ErrorCode::kNotFound,
          std::string("webhooks and mail need ") + library + ": " + (why ? why : "not there")};
}

template <typename Function>
Status Bind(void* library, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(::dlsym(library, name));
  if (*function == nullptr)
    return {ErrorCode::kUnsupported, std::string("the network library lacks ") + name};
  return {};
}

Result<Network> LoadAll() {
  Network network;
  BONGSU_ASSIGN_OR_RETURN(void* const curl, Open(kCurl));
  BONGSU_ASSIGN_OR_RETURN(void* const crypto, Open(kCrypto));
#define BONGSU_BIND_(name) BONGSU_RETURN_IF_ERROR(Bind(curl, #name, &network.name##_));
  BONGSU_CURL_FUNCTIONS(BONGSU_BIND_)
#undef BONGSU_BIND_
#define BONGSU_BIND_(name) BONGSU_RETURN_IF_ERROR(Bind(crypto, #name, &network.name##_));
  BONGSU_CRYPTO_FUNCTIONS(BONGSU_BIND_)
#undef BONGSU_BIND_
  if (network.curl_global_init_(CURL_GLOBAL_DEFAULT) != CURLE_OK)
    return {ErrorCode::kUnsupported, std::string(kCurl) + " cannot be initialised"};
  return network;
}

}  // namespace

Result<const Network*> LoadNetwork() {
  static std::mutex mutex;  // guards network, loaded
  static Network network;
  static bool loaded = false;
  const std::lock_guard lock(mutex);
  if (!loaded) {
    BONGSU_ASSIGN_OR_RETURN(network, LoadAll());
    loaded = true;
  }
  return static_cast<const Network*>(&network);
}

}  // namespace bongsu::delivery
