#include "watch/outbox.h"

#include <algorithm>
#include <cstdlib>

#include "base/day.h"
#include "base/file.h"
#include "base/hash.h"
#include "lexicon/yaml_file.h"

namespace bongsu::watch {
namespace {

using Fields = std::map<std::string, std::string>;

// The string fields of a line that Journal::Enter wrote. YAML reads JSON, so a line is read as
// such.
Fields FieldsOf(const std::string& line) {
  Fields fields;
  const auto tree = lexicon::ParseYaml(line, "watch.jsonl");
  if (!tree) return fields;
  for (const auto& [key, value] : tree->entries) fields[key] = value.scalar;
  return fields;
}

std::string IdOf(const Alert& a) {
  return "a-" + base::Hex64(base::Hash64(a.situation + '\t' + a.day + '\t' +
                                         std::to_string(a.from) + '\t' + std::to_string(a.to)));
}

// Records that move the fires, gravest first; one that fits several signals once.
std::string MoversOf(const SituationDay& day) {
  constexpr size_t kMost = 20;
  std::set<std::string> seen;
  std::string out;
  for (const Mover& mover : day.movers)
    if (seen.size() < kMost && seen.insert(mover.event).second)
      out += (out.empty() ? "" : ",") + mover.event;
  return out;
}

constexpr std::chrono::seconds kFirstWait = std::chrono::minutes(1);
constexpr std::chrono::seconds kLongestOwnWait = std::chrono::hours(6);
constexpr std::chrono::seconds kLongestWait = std::chrono::hours(24);

}  // namespace

std::chrono::seconds WaitAfter(int failures, std::chrono::seconds asked) {
  std::chrono::seconds wait = kFirstWait;
  for (int i = 1; i < failures && wait < kLongestOwnWait; ++i) wait *= 2;
  return std::min(std::max(std::min(wait, kLongestOwnWait), asked), kLongestWait);
}

Result<Outbox> Outbox::Open(const std::string& path) {
  Outbox outbox;
  outbox.path_ = path;
  BONGSU_ASSIGN_OR_RETURN(const auto lines, archive::ReadJournal(path));
  // How things stood holds from the `run` that closes it: what a run that was cut off left before
  // that is done again.
  std::map<std::string, Stand> unclosed;
  for (const std::string& line : lines) {
    Fields f = FieldsOf(line);
    const std::string& kind = f["kind"];
    if (kind == "alert") {
      Alert a{f["id"],
              f["situation"],
              f["day"],
              f["time"],
              std::atoi(f["from"].c_str()),
              std::atoi(f["to"].c_str()),
              f["movers"]};
      outbox.alerts_.push_back(std::move(a));
    } else if (kind == "stand") {
      unclosed[f["situation"]] = {std::atoi(f["fires"].c_str()), f["day"]};
    } else if (kind == "run") {
      outbox.last_run_ = std::max(outbox.last_run_, f["day"]);
      outbox.stands_ = unclosed;
    } else if (kind == "delivered") {
      outbox.delivered_.insert({f["alert"], f["receiver"]});
      outbox.waiting_.erase(f["receiver"]);
      outbox.gone_.erase(f["receiver"]);
    } else if (kind == "waits") {
      outbox.waiting_[f["receiver"]] = {
          f["address"], {std::atoi(f["failures"].c_str()), f["until"], f["reason"]}};
    } else if (kind == "refused") {
      outbox.refused_[{f["alert"], f["receiver"]}] = {f["address"], f["reason"]};
      outbox.waiting_.erase(f["receiver"]);
      outbox.gone_.erase(f["receiver"]);
    } else if (kind == "gone") {
      outbox.gone_[f["receiver"]] = {f["address"], f["reason"]};
      outbox.waiting_.erase(f["receiver"]);
    } else if (kind == "acknowledged") {
      outbox.acknowledged_[f["situation"]] = {f["who"], f["reason"], f["day"],
                                              std::atoi(f["fires"].c_str())};
    }
  }
  return outbox;
}

void Outbox::Take(const std::vector<Situation>& situations, const BoardDay& day) {
  const std::string on = FormatDayNumber(day.day);
  taken_until_ = on;
  for (size_t s = 0; s < situations.size(); ++s) {
    const std::string& id = situations[s].id;
    const SituationDay& now = day.situations[s];
    const auto stand = stands_.find(id);
    // A situation that is new, or a first run: only how things stand.
    const bool known = stand != stands_.end() && !last_run_.empty();
    if (known && (on < last_run_ || now.fires == stand->second.fires)) continue;
    if (known) {
      Alert a{{}, id, on, {}, stand->second.fires, now.fires, MoversOf(now)};
      a.id = IdOf(a);
      taken_.push_back(std::move(a));
    }
    stands_[id] = {now.fires, on};
  }
}

Result<size_t> Outbox::Enter(std::string_view now) {
  if (taken_until_.empty() || taken_until_ < last_run_) return size_t{0};
  if (taken_until_ == last_run_ && taken_.empty()) return size_t{0};
  const size_t before = alerts_.size();
  for (Alert& a : taken_) {
    const bool entered = std::any_of(alerts_.begin(), alerts_.end(),
                                     [&](const Alert& other) { return other.id == a.id; });
    if (entered) continue;
    a.entered = now;
    BONGSU_RETURN_IF_ERROR(Write(now, "alert",
                                 {{"id", a.id},
                                  {"situation", a.situation},
                                  {"day", a.day},
                                  {"from", std::to_string(a.from)},
                                  {"to", std::to_string(a.to)},
                                  {"movers", a.movers}}));
    alerts_.push_back(a);
  }
  taken_.clear();
  for (const auto& [situation, stand] : stands_)
    BONGSU_RETURN_IF_ERROR(Write(
        now, "stand",
        {{"situation", situation}, {"fires", std::to_string(stand.fires)}, {"day", stand.day}}));
  // Last: a run that was cut off before this is done again, with the same ids.
  BONGSU_RETURN_IF_ERROR(Write(now, "run", {{"day", taken_until_}}));
  last_run_ = taken_until_;
  return alerts_.size() - before;
}

const Waiting* Outbox::WaitingOf(const Receiver& receiver) const {
  const auto it = waiting_.find(receiver.id);
  return it != waiting_.end() && it->second.address == receiver.address ? &it->second.what
                                                                        : nullptr;
}

std::string Outbox::RefusalOf(const Alert& alert, const Receiver& receiver) const {
  const auto it = refused_.find({alert.id, receiver.id});
  return it != refused_.end() && it->second.address == receiver.address ? it->second.what : "";
}

std::string Outbox::GoneOf(const Receiver& receiver) const {
  const auto it = gone_.find(receiver.id);
  return it != gone_.end() && it->second.address == receiver.address ? it->second.what : "";
}

bool Outbox::Waits(const Receiver& receiver, std::string_view now) const {
  const Waiting* waiting = WaitingOf(receiver);
  if (waiting == nullptr || waiting->until <= now) return false;
  const auto from = base::ParseTime(now);
  return !from || waiting->until <= base::FormatTime(*from + kLongestWait);
}

Status Outbox::EnterOutcome(const std::string& alert, const Receiver& receiver,
                            const Outcome& outcome, std::string_view now) {
  const auto write = [&](std::string_view kind, const Fields& more) {
    std::vector<std::pair<std::string, std::string>> fields = {{"alert", alert},
                                                               {"receiver", receiver.id}};
    fields.insert(fields.end(), more.begin(), more.end());
    return Write(now, kind, fields);
  };
  switch (outcome.kind) {
    case Outcome::Kind::kUnready:
      return {};
    case Outcome::Kind::kDelivered:
      BONGSU_RETURN_IF_ERROR(write("delivered", {}));
      delivered_.insert({alert, receiver.id});
      break;
    case Outcome::Kind::kRefused:
      BONGSU_RETURN_IF_ERROR(
          write("refused", {{"address", receiver.address}, {"reason", outcome.reason}}));
      refused_[{alert, receiver.id}] = {receiver.address, outcome.reason};
      break;
    case Outcome::Kind::kGone:
      BONGSU_RETURN_IF_ERROR(
          write("gone", {{"address", receiver.address}, {"reason", outcome.reason}}));
      waiting_.erase(receiver.id);
      gone_[receiver.id] = {receiver.address, outcome.reason};
      return {};
    case Outcome::Kind::kLater: {
      const Waiting* before = WaitingOf(receiver);
      const int failures = before == nullptr ? 1 : before->failures + 1;
      const auto from = base::ParseTime(now);
      if (!from) return {ErrorCode::kInvalidArgument, "not a time: " + std::string(now)};
      const std::string until = base::FormatTime(*from + WaitAfter(failures, outcome.retry_after));
      BONGSU_RETURN_IF_ERROR(write("waits", {{"address", receiver.address},
                                             {"failures", std::to_string(failures)},
                                             {"reason", outcome.reason},
                                             {"until", until}}));
      gone_.erase(receiver.id);
      waiting_[receiver.id] = {receiver.address, {failures, until, outcome.reason}};
      return {};
    }
  }
  // It answered.
  waiting_.erase(receiver.id);
  gone_.erase(receiver.id);
  return {};
}

Status Outbox::EnterAcknowledged(const std::string& situation, const Acknowledgement& note,
                                 std::string_view now) {
  BONGSU_RETURN_IF_ERROR(Write(now, "acknowledged",
                               {{"situation", situation},
                                {"fires", std::to_string(note.fires)},
                                {"day", note.day},
                                {"who", note.who},
                                {"reason", note.reason}}));
  acknowledged_[situation] = note;
  return {};
}

Status Outbox::Write(std::string_view now, std::string_view kind,
                     const std::vector<std::pair<std::string, std::string>>& fields) {
  if (journal_ == nullptr) {
    BONGSU_ASSIGN_OR_RETURN(journal_, archive::Journal::Open(path_, base::FileSystem::Real()));
  }
  return journal_->Enter(now, kind, fields);
}

}  // namespace bongsu::watch
