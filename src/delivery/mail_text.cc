#include "delivery/mail_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64.h"

namespace bongsu::delivery {
namespace {

constexpr size_t kMaxPlain = 60;   // of a header that stands as it is
constexpr size_t kWordBytes = 39;  // of an encoded word: 52 letters and 12 around them
constexpr size_t kTextBytes = 57;  // of a line of the body: 76 letters, RFC 2045 6.8
constexpr const char* kWeekdays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
}

Status CheckFields(const Mail& mail) {
  std::vector<std::pair<std::string_view, std::string_view>> fields = {{"subject", mail.subject},
                                                                       {"sender", mail.from},
                                                                       {"id", mail.id},
                                                                       {"language", mail.language}};
  for (const std::string& address : mail.to) fields.emplace_back("recipient", address);
  for (const auto& [name, value] : fields)
    if (HasControl(value))
      return {ErrorCode::kInvalidArgument,
              "the " + std::string(name) + " of the mail holds a control character"};
  return {};
}

// Where a piece of at most `most` bytes ends that cuts no character.
size_t PieceEnd(std::string_view text, size_t begin, size_t most) {
  constexpr size_t kLongestCharacter = 4;
  size_t end = std::min(text.size(), begin + most);
  for (size_t back = 0; back < kLongestCharacter && end < text.size() &&
                        (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80;
       ++back)
    --end;
  return end;
}

}  // namespace

std::string MailDate(std::chrono::sys_seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format(
      "{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
      kWeekdays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
      kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
      clock.hours().count(), clock.minutes().count(), clock.seconds().count());
}

std::string EncodeHeader(std::string_view text) {
  const bool plain =
      text.size() <= kMaxPlain && text.find("=?") == std::string_view::npos &&
      std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (plain) return std::string(text);
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = PieceEnd(text, at, kWordBytes);
    out += (out.empty() ? "" : "\r\n ") + std::string("=?UTF-8?B?") +
           base::EncodeBase64(text.substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

Result<std::string> MailText(const Mail& mail) {
  BONGSU_RETURN_IF_ERROR(CheckFields(mail));
  std::string out = "From: <" + mail.from + ">\r\nTo: ";
  for (size_t i = 0; i < mail.to.size(); ++i) out += (i == 0 ? "<" : ",\r\n <") + mail.to[i] + ">";
  out += "\r\nSubject: " + EncodeHeader(mail.subject) + "\r\nDate: " + MailDate(mail.date) +
         "\r\nMessage-ID: <" + mail.id +
         mail.from.substr(std::min(mail.from.find('@'), mail.from.size())) +
         ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
         "Content-Transfer-Encoding: base64\r\n";
  if (!mail.language.empty()) out += "Content-Language: " + mail.language + "\r\n";
  // RFC 3834: no holiday greetings in return.
  out += "Auto-Submitted: auto-generated\r\n\r\n";
  std::string text;
  for (const char c : mail.text) text += c == '\n' ? "\r\n" : std::string(1, c);
  for (size_t at = 0; at < text.size(); at += kTextBytes)
    out += base::EncodeBase64(std::string_view(text).substr(at, kTextBytes)) + "\r\n";
  return out;
}

}  // namespace bongsu::delivery
