// One exchange with a server through libcurl, with the limits that every exchange has.
#ifndef BONGSU_DELIVERY_TRANSFER_H_
#define BONGSU_DELIVERY_TRANSFER_H_

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::delivery {

struct Request {
  std::string url;
  const char* protocols = "";  // those allowed, as CURLOPT_PROTOCOLS_STR has them
  std::string ca_file;         // empty: the system's certificates
  std::string body;            // what is posted or mailed
  std::chrono::milliseconds timeout{0};
  std::function<bool()> stop;  // looked at several times a second
  // Of HTTP: whole header lines.
  std::vector<std::string> headers;
  // Of SMTP.
  std::string from, user, password;
  std::vector<std::string> to;
  bool tls_required = false;
};

// What came of it. Nothing of what the server sent is kept, apart from these.
struct Answer {
  enum class How {
    kWhole,    // the exchange came to its end
    kCutOff,   // it answered with a status and more bytes than anybody reads
    kTimeout,  // the time limit
    kStopped,
    kRejected,  // SMTP: it said no at some step; `status` tells which way
    kBroken,    // no connection, no TLS, no such host, no answer that the protocol knows
  };
  How how = How::kBroken;
  long status = 0;                      // the last one of HTTP or SMTP; 0: none
  std::chrono::seconds retry_after{0};  // of HTTP
  std::string why;  // of kBroken and kRejected: libcurl's words, none of the server's
};

// At most so many bytes of an answer are read, headers and body apart.
inline constexpr size_t kMaxAnswerBytes = 64 << 10;

// Posts (`to` is empty) or mails. No redirect is followed. An error is one of our side: the library
// is not there, or does not take an option.
Result<Answer> Exchange(const Request& request);

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_TRANSFER_H_
