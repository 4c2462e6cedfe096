// Tells receivers of alerts: by a webhook, a mail, a command (docs/watch.md).
#ifndef BONGSU_DELIVERY_SENDERS_H_
#define BONGSU_DELIVERY_SENDERS_H_

#include <chrono>
#include <functional>
#include <string>

#include "watch/dispatch.h"

namespace bongsu::delivery {

struct Surroundings {
  std::string folder;  // relative paths of secrets and certificates are below it
  std::function<std::chrono::sys_seconds()> now;
  std::function<bool()> stop;
};

// One attempt each; safe for concurrent use. Reasons hold status codes and libcurl's words, never a
// secret, a path of the URL, or a word of the server.
//
// A webhook: POST of the alert's JSON, signed (signature.h), its id also as Idempotency-Key. 2xx is
// delivered; 410 gone; 4xx refused except 408, 425 and 429; all else is for later.
watch::Outcome PostWebhook(const watch::Receiver& receiver, const watch::Parcel& parcel,
                           const Surroundings& around);
// A mail (mail_text.h) to all recipients at once. A no for good (5yz) of the server is refused; all
// else is for later.
watch::Outcome SendMail(const watch::Receiver& receiver, const watch::Parcel& parcel,
                        const Surroundings& around);
// The program gets the text on standard input, and BONGSU_ALERT, BONGSU_ALERT_TITLE,
// BONGSU_ALERT_JSON in its environment; exit code 0 is delivered, all else for later.
watch::Outcome RunCommand(const watch::Receiver& receiver, const watch::Parcel& parcel);

// Chooses by the receiver's kind.
class Senders : public watch::Sender {
 public:
  explicit Senders(Surroundings around) : around_(std::move(around)) {}
  watch::Outcome Send(const watch::Receiver& receiver, const watch::Parcel& parcel) override;

 private:
  Surroundings around_;
};

}  // namespace bongsu::delivery

#endif  // BONGSU_DELIVERY_SENDERS_H_
