// Alerts: what a run of the watch entered, for whom, and what was delivered. All of it is in one
// append-only journal, WORKSPACE/watch.jsonl; delivery is at least once, with an id that stays.
#ifndef BONGSU_WATCH_OUTBOX_H_
#define BONGSU_WATCH_OUTBOX_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "archive/journal.h"
#include "bongsu/result.h"
#include "watch/board.h"

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

// Who is told (WORKSPACE/receivers.yaml).
struct Receiver {
  std::string id;
  std::string kind;                     // command, atom, ics
  std::vector<std::string> command;     // argv; the alert's text comes on standard input
  std::string file;                     // of atom and ics
  std::vector<std::string> situations;  // empty: all
  int least = kCalm;                    // only alerts from or to this level or above
  bool Wants(const Alert& alert) const;
};

// kBadInput "file:line: rule"; `file` is only a name.
Result<std::vector<Receiver>> ParseReceivers(std::string_view text, const std::string& file);

// One thread and one process at a time (the workspace's lock).
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

  // Takes each day of the board, in order, and enters what changed since the last run. The first
  // run only notes how things stand on its last day: nobody is told of the past.
  void Take(const std::vector<Situation>& situations, const BoardDay& day);
  // Enters the changes taken. Returns how many alerts there are that were not there before.
  Result<size_t> Enter(std::string_view now);

  Status EnterDelivered(const Alert& alert, const Receiver& receiver, std::string_view now);
  Status EnterAcknowledged(const std::string& situation, const Acknowledgement& note,
                           std::string_view now);

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
  std::set<std::pair<std::string, std::string>> delivered_;
  std::map<std::string, Acknowledgement> acknowledged_;
  std::map<std::string, Stand> stands_;  // by situation: what was told last, and as of when
  std::string last_run_;                 // day of the last run; empty: none
  std::vector<Alert> taken_;
  std::string taken_until_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_OUTBOX_H_
