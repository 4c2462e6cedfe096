// Alerts: what a run of the watch entered, for whom, what was delivered, and what failed. All of it
// is in one append-only journal, WORKSPACE/watch.jsonl; delivery is at least once, with an id that
// stays.
#ifndef BONGSU_WATCH_OUTBOX_H_
#define BONGSU_WATCH_OUTBOX_H_

#include <chrono>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/journal.h"
#include "bongsu/result.h"
#include "watch/board.h"
#include "watch/receivers.h"

namespace bongsu::watch {

// The fires of a situation changed.
struct Alert {
  std::string id;  // "a-" and 16 hex digits of situation, day and levels
  std::string situation, day, entered;
  int from = kCalm, to = kCalm;
  std::string movers;  // ids of records, with commas; of the day
};

// Somebody's taking note of a situation; it stands while the fires do not rise above `fires`.
struct Acknowledgement {
  std::string who, reason, day;
  int fires = 0;
};

// What came of an attempt to tell a receiver of an alert.
struct Outcome {
  enum class Kind {
    kDelivered,
    kLater,    // to be tried again, after a while: it did not answer, or asked for patience
    kRefused,  // it will not have this alert: set aside
    kGone,     // it wants nothing any more
    kUnready,  // nothing was sent, for a reason on our side, and nothing is noted
  };
  Kind kind = Kind::kDelivered;
  std::string reason;                   // short, without line breaks and secrets
  std::chrono::seconds retry_after{0};  // of kLater: what the receiver asked for
};

// Why a receiver is left alone until a time.
struct Waiting {
  int failures = 0;  // in a row
  std::string until, reason;
};

// How long a receiver is left alone after so many failures in a row: a minute, doubled each time,
// at most six hours; longer when it asked for it, at most a day.
std::chrono::seconds WaitAfter(int failures, std::chrono::seconds asked);

// One thread at a time; who enters something holds the workspace's lock.
class Outbox {
 public:
  // Reads the journal; lines it does not know are passed over. It is opened for writing when
  // something is entered first.
  static Result<Outbox> Open(const std::string& path);

  const std::vector<Alert>& alerts() const { return alerts_; }
  const std::map<std::string, Acknowledgement>& acknowledged() const { return acknowledged_; }
  bool Delivered(const Alert& alert, const Receiver& receiver) const {
    return delivered_.contains({alert.id, receiver.id});
  }
  // What was noted of failures. Nothing of it holds for an entry of receivers.yaml whose `address`
  // has changed since. Null or empty: none.
  const Waiting* WaitingOf(const Receiver& receiver) const;
  // Why the alert was set aside for the receiver.
  std::string RefusalOf(const Alert& alert, const Receiver& receiver) const;
  // Why the receiver wants nothing any more.
  std::string GoneOf(const Receiver& receiver) const;
  // True while it waits, as of `now` (YYYY-MM-DDTHH:MM:SSZ). What lies more than a day ahead was
  // noted by a clock that was wrong, and does not hold.
  bool Waits(const Receiver& receiver, std::string_view now) const;

  // Takes each day of the board, in order, and enters what changed since the last run. The first
  // run only notes how things stand on its last day: nobody is told of the past.
  void Take(const std::vector<Situation>& situations, const BoardDay& day);
  // Enters the changes taken. Returns how many alerts there are that were not there before.
  Result<size_t> Enter(std::string_view now);

  // Nothing is written for kUnready.
  Status EnterOutcome(const std::string& alert, const Receiver& receiver, const Outcome& outcome,
                      std::string_view now);
  Status EnterAcknowledged(const std::string& situation, const Acknowledgement& note,
                           std::string_view now);

  // Closes the journal, so that others may write it; the next entry opens it again.
  void LetGo() { journal_.reset(); }

 private:
  Status Write(std::string_view now, std::string_view kind,
               const std::vector<std::pair<std::string, std::string>>& fields);

  struct Stand {
    int fires = 0;
    std::string day;
  };
  std::string path_;
  std::unique_ptr<archive::Journal> journal_;
  std::vector<Alert> alerts_;
  std::set<std::pair<std::string, std::string>> delivered_;  // alert, receiver
  // What was noted for an address of a receiver.
  template <typename T>
  struct Noted {
    std::string address;
    T what;
  };
  std::map<std::string, Noted<Waiting>> waiting_;                              // by receiver
  std::map<std::string, Noted<std::string>> gone_;                             // by receiver: why
  std::map<std::pair<std::string, std::string>, Noted<std::string>> refused_;  // alert, receiver
  std::map<std::string, Acknowledgement> acknowledged_;
  std::map<std::string, Stand> stands_;  // by situation: what was told last, and as of when
  std::string last_run_;                 // day of the last run; empty: none
  std::vector<Alert> taken_;
  std::string taken_until_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_OUTBOX_H_
