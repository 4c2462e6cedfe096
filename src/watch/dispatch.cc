#include "watch/dispatch.h"

#include <mutex>
#include <thread>

namespace bongsu::watch {
namespace {

using Clock = std::chrono::steady_clock;

// `noting` guards pass.note.
Account Take(const Turn& turn, Sender& sender, const Pass& pass, Clock::time_point until,
             std::mutex& noting) {
  Account account;
  for (const Parcel& parcel : turn.parcels) {
    if (pass.stop() || Clock::now() >= until) break;
    const Outcome outcome = sender.Send(*turn.receiver, parcel);
    {
      const std::lock_guard lock(noting);
      account.note = pass.note(*turn.receiver, parcel.alert, outcome);
    }
    const bool delivered = outcome.kind == Outcome::Kind::kDelivered;
    account.delivered += delivered ? 1 : 0;
    if (!delivered) {
      account.failed = true;
      account.reason = outcome.reason;
    }
    if (!account.note.ok() || (!delivered && outcome.kind != Outcome::Kind::kRefused)) break;
  }
  return account;
}

}  // namespace

std::vector<const Alert*> Due(const Outbox& outbox, const Receiver& receiver, std::string_view now,
                              bool again) {
  std::vector<const Alert*> due;
  if (!again && (outbox.Waits(receiver, now) || !outbox.GoneOf(receiver).empty())) return due;
  for (const Alert& alert : outbox.alerts())
    if (receiver.Wants(alert) && !outbox.Delivered(alert, receiver) &&
        (again || outbox.RefusalOf(alert, receiver).empty()))
      due.push_back(&alert);
  return due;
}

std::vector<Account> Dispatch(const std::vector<Turn>& turns, Sender& sender, const Pass& pass) {
  std::vector<Account> accounts(turns.size());
  std::mutex noting;
  const Clock::time_point until = Clock::now() + pass.limit;
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < turns.size(); ++i)
    if (!turns[i].parcels.empty())
      threads.emplace_back([&, i] { accounts[i] = Take(turns[i], sender, pass, until, noting); });
  threads.clear();  // waits for them
  return accounts;
}

}  // namespace bongsu::watch
