// A mail as it goes over the wire: RFC 5322 with MIME (RFC 2045), text in UTF-8.
#ifndef BONGSU_DELIVERY_MAIL_TEXT_H_
#define BONGSU_DELIVERY_MAIL_TEXT_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::delivery {

struct Mail {
  std::string from;             // name@domain; the domain is that of the message id
  std::vector<std::string> to;  // at least one
  std::string subject;          // UTF-8
  std::string text;             // UTF-8, lines end in LF
  std::string language;         // ko, en, ja; empty: not told
  std::string id;               // of the message, left of the @: the alert's id
  std::chrono::sys_seconds date;
};

// The message with CR LF line ends; the text in base64. kInvalidArgument when a field that goes
// into a header holds a control character: no title or address can bring a header or recipient of
// its own.
Result<std::string> MailText(const Mail& mail);

// A header's value: as it stands if it is plain ASCII and short, else as encoded words of RFC 2047
// (base64), each at most 75 characters, cut between characters of UTF-8, on lines of their own.
std::string EncodeHeader(std::string_view text);

// "Wed, 31 Jul 2024 09:08:07 +0000".
std::string MailDate(std::chrono::sys_seconds time);

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_MAIL_TEXT_H_
