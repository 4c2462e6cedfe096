// Who is told of alerts: WORKSPACE/receivers.yaml (docs/watch.md).
#ifndef BONGSU_WATCH_RECEIVERS_H_
#define BONGSU_WATCH_RECEIVERS_H_

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"
#include "watch/board.h"

namespace bongsu::watch {

struct Alert;

// One entry. Which fields are filled depends on `kind`.
struct Receiver {
  std::string id;
  std::string kind;                      // command, webhook, smtp, atom, ics
  std::vector<std::string> command;      // argv; the alert's text comes on standard input
  std::string file;                      // of atom and ics
  std::string url;                       // of webhook: http, https; of smtp: smtp, smtps
  std::string tls;                       // of smtp: "required", "none"
  std::string ca_file;                   // certificates to trust instead of the system's
  std::string secret_file, secret_env;   // where the webhook's key or the mail password lies
  std::string from, user;                // of smtp
  std::vector<std::string> to;           // of smtp
  std::string in;                        // language of what is sent: ko, en, ja; empty: the run's
  std::chrono::milliseconds timeout{0};  // of one attempt
  std::vector<std::string> situations;   // empty: all
  int least = kCalm;                     // only alerts from or to this level or above
  // Stands for what decides whether sending can succeed: where to, as whom. What was noted of
  // failures holds while it stays the same.
  std::string address;

  bool Wants(const Alert& alert) const;
  // True when alerts are sent one by one; atom and ics are written whole.
  bool Sends() const { return kind == "command" || kind == "webhook" || kind == "smtp"; }
};

inline constexpr size_t kMaxReceivers = 100;
inline constexpr size_t kMaxRecipients = 50;  // of one mail
inline constexpr int kMaxTimeoutSeconds = 300;

// kBadInput "file:line: rule"; `file` is only a name.
Result<std::vector<Receiver>> ParseReceivers(std::string_view text, const std::string& file);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_RECEIVERS_H_
