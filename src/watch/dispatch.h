// One pass of telling receivers: each on a thread of its own, so that one that hangs delays no
// other, its alerts in order, and each outcome noted before the next alert is sent.
#ifndef BONGSU_WATCH_DISPATCH_H_
#define BONGSU_WATCH_DISPATCH_H_

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "watch/outbox.h"

namespace bongsu::watch {

// What a receiver is told of an alert, in its language.
struct Parcel {
  std::string alert;  // the alert's id
  std::string title, text, json;
};

// Tells a receiver; `delivery/` implements it. Safe for concurrent use, one call per receiver at a
// time. A call returns within about the receiver's timeout, and soon after a stop was asked for.
class Sender {
 public:
  virtual ~Sender() = default;
  virtual Outcome Send(const Receiver& receiver, const Parcel& parcel) = 0;
};

// One receiver's share of a pass.
struct Turn {
  const Receiver* receiver = nullptr;
  std::vector<Parcel> parcels;  // in the order they are to be sent
};

// What came of it.
struct Account {
  size_t delivered = 0;
  bool failed = false;  // some outcome was none of kDelivered
  std::string reason;   // of the last such outcome
  Status note;          // an outcome could not be noted: the receiver will be told again
};

// The alerts that a receiver is to be told now, oldest first: those it wants and has not heard,
// without those set aside; none while it waits or is gone. With `again` the last three do not
// count.
std::vector<const Alert*> Due(const Outbox& outbox, const Receiver& receiver, std::string_view now,
                              bool again);

// No attempt begins later than this after the pass began; the rest is for the next one.
inline constexpr std::chrono::seconds kPass{60};

struct Pass {
  // Notes an outcome durably; calls are one after another.
  std::function<Status(const Receiver&, const std::string& alert, const Outcome&)> note;
  std::function<bool()> stop;  // true: begin no more attempts
  std::chrono::milliseconds limit = kPass;
};

// Runs the turns and returns an account of each, in their order. A receiver's turn ends with its
// parcels, or at the first outcome other than kDelivered and kRefused.
std::vector<Account> Dispatch(const std::vector<Turn>& turns, Sender& sender, const Pass& pass);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_DISPATCH_H_
