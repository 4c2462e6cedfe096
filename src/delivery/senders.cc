#include "delivery/senders.h"

#include <filesystem>

#include "base/process.h"
#include "delivery/mail_text.h"
#include "delivery/secret.h"
#include "delivery/signature.h"
#include "delivery/transfer.h"

namespace bongsu::delivery {
namespace {

using watch::Outcome;
using watch::Parcel;
using watch::Receiver;
using Kind = Outcome::Kind;

constexpr long kOk = 200, kOkEnd = 300, kRefusedFrom = 400, kRefusedEnd = 500;
constexpr long kRequestTimeout = 408, kGone = 410, kTooEarly = 425, kTooMany = 429;
constexpr long kForGood = 500, kForGoodEnd = 600;  // of SMTP, RFC 5321 4.2.1

Outcome Unready(const Status& status) { return {Kind::kUnready, status.message(), {}}; }

// "https://example.org:8443" of a URL: its path may be a secret.
std::string HostOf(const std::string& url) {
  const size_t host = url.find("://") + 3;
  return url.substr(0, std::min(url.find_first_of("/?#", host), url.size()));
}

Request RequestFor(const Receiver& receiver, const Surroundings& around, const char* protocols) {
  Request request;
  request.url = receiver.url;
  request.protocols = protocols;
  if (!receiver.ca_file.empty())
    request.ca_file = (std::filesystem::path(around.folder) / receiver.ca_file).string();
  request.timeout = receiver.timeout;
  request.stop = around.stop;
  return request;
}

// What is the same for every protocol: no answer that it knows.
Outcome NoAnswer(const Receiver& receiver, const Answer& answer) {
  if (answer.how == Answer::How::kStopped) return {Kind::kUnready, "stopped", {}};
  const std::string host = HostOf(receiver.url);
  if (answer.how == Answer::How::kTimeout)
    return {Kind::kLater,
            host + ": no answer within " + std::to_string(receiver.timeout.count()) + " ms",
            {}};
  return {Kind::kLater, host + ": " + answer.why, {}};
}

Outcome OutcomeOfHttp(long status, std::chrono::seconds retry_after) {
  const std::string reason = "HTTP " + std::to_string(status);
  if (status >= kOk && status < kOkEnd) return {};
  if (status == kGone) return {Kind::kGone, reason, {}};
  if (status >= kRefusedFrom && status < kRefusedEnd && status != kRequestTimeout &&
      status != kTooEarly && status != kTooMany)
    return {Kind::kRefused, reason, {}};
  return {Kind::kLater, reason, retry_after};
}

}  // namespace

Outcome PostWebhook(const Receiver& receiver, const Parcel& parcel, const Surroundings& around) {
  const auto secret = ReadSecret(receiver, around.folder);
  if (!secret) return Unready(secret.error());
  const auto keys = ParseKeys(*secret);
  if (!keys) return Unready(keys.error());
  const int64_t timestamp = around.now().time_since_epoch().count();
  const auto signature = Sign(*keys, parcel.alert, timestamp, parcel.json);
  if (!signature) return Unready(signature.error());
  Request request = RequestFor(receiver, around, "http,https");
  request.body = parcel.json;
  request.headers = {"Content-Type: application/json", "Idempotency-Key: " + parcel.alert,
                     "webhook-id: " + parcel.alert,
                     "webhook-timestamp: " + std::to_string(timestamp),
                     "webhook-signature: " + *signature};
  const auto answer = Exchange(request);
  if (!answer) return Unready(answer.error());
  if (answer->how == Answer::How::kWhole || answer->how == Answer::How::kCutOff)
    if (answer->status != 0) return OutcomeOfHttp(answer->status, answer->retry_after);
  return NoAnswer(receiver, *answer);
}

Outcome SendMail(const Receiver& receiver, const Parcel& parcel, const Surroundings& around) {
  Request request = RequestFor(receiver, around, "smtp,smtps");
  if (!receiver.user.empty()) {
    auto password = ReadSecret(receiver, around.folder);
    if (!password) return Unready(password.error());
    request.user = receiver.user;
    request.password = std::move(*password);
  }
  auto text = MailText({receiver.from, receiver.to, parcel.title, parcel.text, receiver.in,
                        parcel.alert, around.now()});
  if (!text) return {Kind::kRefused, text.error().message(), {}};
  request.body = std::move(*text);
  request.from = receiver.from;
  request.to = receiver.to;
  request.tls_required = receiver.tls != "none";
  // The path is the name that the program greets the server with.
  request.url += "/" + receiver.from.substr(receiver.from.find('@') + 1);
  const auto answer = Exchange(request);
  if (!answer) return Unready(answer.error());
  if (answer->how == Answer::How::kWhole) return {};
  if (answer->how != Answer::How::kRejected) return NoAnswer(receiver, *answer);
  const bool for_good = answer->status >= kForGood && answer->status < kForGoodEnd;
  return {for_good ? Kind::kRefused : Kind::kLater, "SMTP " + std::to_string(answer->status), {}};
}

Outcome RunCommand(const Receiver& receiver, const Parcel& parcel) {
  const std::vector<std::pair<std::string, std::string>> environment = {
      {"BONGSU_ALERT", parcel.alert},
      {"BONGSU_ALERT_TITLE", parcel.title},
      {"BONGSU_ALERT_JSON", parcel.json}};
  const auto code = base::RunProgram(receiver.command, parcel.text, environment, receiver.timeout);
  if (!code) return {Kind::kLater, code.error().message(), {}};
  if (*code != 0)
    return {Kind::kLater, receiver.command[0] + " ended with " + std::to_string(*code), {}};
  return {};
}

Outcome Senders::Send(const Receiver& receiver, const Parcel& parcel) {
  if (receiver.kind == "webhook") return PostWebhook(receiver, parcel, around_);
  if (receiver.kind == "smtp") return SendMail(receiver, parcel, around_);
  return RunCommand(receiver, parcel);
}

}  // namespace bongsu::delivery
