#include "delivery/transfer.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <string_view>

#include "delivery/network.h"

namespace bongsu::delivery {
namespace {

// What the library's callbacks see.
struct State {
  const Request* request = nullptr;
  std::string_view unsent;
  size_t header_bytes = 0, body_bytes = 0;
  bool too_large = false;
};

// Counts what is taken; taking none ends the exchange.
size_t Count(size_t size, size_t* total, State* state) {
  *total += size;
  if (*total <= kMaxAnswerBytes) return size;
  state->too_large = true;
  return 0;
}

size_t OnHeader(char*, size_t unit, size_t count, void* state) {
  auto* const s = static_cast<State*>(state);
  return Count(unit * count, &s->header_bytes, s);
}

size_t OnBody(char*, size_t unit, size_t count, void* state) {
  auto* const s = static_cast<State*>(state);
  return Count(unit * count, &s->body_bytes, s);
}

size_t OnRead(char* buffer, size_t unit, size_t count, void* state) {
  std::string_view& unsent = static_cast<State*>(state)->unsent;
  const size_t size = std::min(unit * count, unsent.size());
  std::memcpy(buffer, unsent.data(), size);
  unsent.remove_prefix(size);
  return size;
}

int OnProgress(void* state, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  const Request& request = *static_cast<State*>(state)->request;
  return request.stop && request.stop() ? 1 : 0;
}

// A program that a receiver of kind `command` starts meanwhile does not inherit the socket.
curl_socket_t OpenSocket(void*, curlsocktype, curl_sockaddr* address) {
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

class Exchanger {
 public:
  explicit Exchanger(const Network& network)
      : network_(network), curl_(network.curl_easy_init_()) {}
  Exchanger(const Exchanger&) = delete;
  Exchanger& operator=(const Exchanger&) = delete;
  ~Exchanger() {
    if (curl_ != nullptr) network_.curl_easy_cleanup_(curl_);
    network_.curl_slist_free_all_(headers_);
    network_.curl_slist_free_all_(to_);
  }

  Result<Answer> Run(const Request& request) {
    if (curl_ == nullptr) return {ErrorCode::kResourceExhausted, "no memory for a connection"};
    state_.request = &request;
    state_.unsent = request.body;
    SetCommon(request);
    if (request.to.empty())
      SetPost(request);
    else
      SetMail(request);
    if (fault_ != CURLE_OK)
      return {ErrorCode::kUnsupported,
              std::string("libcurl: ") + network_.curl_easy_strerror_(fault_)};
    return Judge(network_.curl_easy_perform_(curl_), request);
  }

 private:
  template <typename T>
  void Set(CURLoption option, T value) {
    const CURLcode code = network_.curl_easy_setopt_(curl_, option, value);
    if (fault_ == CURLE_OK) fault_ = code;
  }

  void SetCommon(const Request& request) {
    Set(CURLOPT_URL, request.url.c_str());
    Set(CURLOPT_PROTOCOLS_STR, request.protocols);
    Set(CURLOPT_FOLLOWLOCATION, 0L);
    Set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
    Set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.timeout.count()));
    Set(CURLOPT_NOSIGNAL, 1L);
    Set(CURLOPT_QUICK_EXIT, 1L);  // a name server that hangs is not waited for
    Set(CURLOPT_FRESH_CONNECT, 1L);
    Set(CURLOPT_FORBID_REUSE, 1L);
    if (!request.ca_file.empty()) Set(CURLOPT_CAINFO, request.ca_file.c_str());
    Set(CURLOPT_HEADERFUNCTION, OnHeader);
    Set(CURLOPT_HEADERDATA, &state_);
    Set(CURLOPT_WRITEFUNCTION, OnBody);
    Set(CURLOPT_WRITEDATA, &state_);
    Set(CURLOPT_NOPROGRESS, 0L);
    Set(CURLOPT_XFERINFOFUNCTION, OnProgress);
    Set(CURLOPT_XFERINFODATA, &state_);
    Set(CURLOPT_OPENSOCKETFUNCTION, OpenSocket);
  }

  void SetPost(const Request& request) {
    for (const std::string& line : request.headers) Append(line, &headers_);
    Append("Expect:", &headers_);
    Set(CURLOPT_POST, 1L);
    Set(CURLOPT_POSTFIELDS, request.body.data());
    Set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    Set(CURLOPT_HTTPHEADER, headers_);
    Set(CURLOPT_USERAGENT, "Bongsu");
  }

  void SetMail(const Request& request) {
    for (const std::string& address : request.to) Append("<" + address + ">", &to_);
    const std::string from = "<" + request.from + ">";
    Set(CURLOPT_UPLOAD, 1L);
    Set(CURLOPT_MAIL_FROM, from.c_str());  // copied by the library
    Set(CURLOPT_MAIL_RCPT, to_);
    Set(CURLOPT_READFUNCTION, OnRead);
    Set(CURLOPT_READDATA, &state_);
    Set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    Set(CURLOPT_USE_SSL,
        static_cast<long>(request.tls_required ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    if (request.user.empty()) return;
    Set(CURLOPT_USERNAME, request.user.c_str());
    Set(CURLOPT_PASSWORD, request.password.c_str());
  }

  void Append(const std::string& line, curl_slist** list) {
    curl_slist* const longer = network_.curl_slist_append_(*list, line.c_str());
    if (longer != nullptr)
      *list = longer;
    else
      fault_ = CURLE_OUT_OF_MEMORY;
  }

  Answer Judge(CURLcode code, const Request& request) {
    Answer answer;
    network_.curl_easy_getinfo_(curl_, CURLINFO_RESPONSE_CODE, &answer.status);
    curl_off_t seconds = 0;
    if (network_.curl_easy_getinfo_(curl_, CURLINFO_RETRY_AFTER, &seconds) == CURLE_OK &&
        seconds > 0)
      answer.retry_after = std::chrono::seconds(seconds);
    if (code != CURLE_OK) answer.why = network_.curl_easy_strerror_(code);
    answer.how = HowOf(code, request, answer.status);
    return answer;
  }

  Answer::How HowOf(CURLcode code, const Request& request, long status) const {
    using How = Answer::How;
    const bool mail = !request.to.empty();
    if (code == CURLE_OK) return How::kWhole;
    if (code == CURLE_ABORTED_BY_CALLBACK) return How::kStopped;
    if (code == CURLE_OPERATION_TIMEDOUT) return How::kTimeout;
    if (state_.too_large && !mail) return How::kCutOff;
    // libcurl has these for a command that was answered with a no.
    const bool said_no = code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR ||
                         code == CURLE_WEIRD_SERVER_REPLY || code == CURLE_LOGIN_DENIED ||
                         code == CURLE_REMOTE_ACCESS_DENIED;
    return mail && said_no && status >= 400 && !state_.too_large ? How::kRejected : How::kBroken;
  }

  const Network& network_;
  CURL* curl_;
  curl_slist *headers_ = nullptr, *to_ = nullptr;
  State state_;
  CURLcode fault_ = CURLE_OK;
};

}  // namespace

Result<Answer> Exchange(const Request& request) {
  BONGSU_ASSIGN_OR_RETURN(const Network* const network, LoadNetwork());
  return Exchanger(*network).Run(request);
}

}  // namespace bongsu::delivery
