#include "watch/registers.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "watch/board.h"

namespace bongsu::watch {
namespace {

using store::StoredEvent;
using Reports = std::vector<const StoredEvent*>;

constexpr std::array<std::string_view, 5> kNames = {"commitments", "meetings", "exercises",
                                                    "transfers", "concerns"};
constexpr DayNumber kGrace = 14;  // days after which a commitment whose day has passed is lapsed
constexpr size_t kMostWith = 3;

bool IsOneOf(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool Told(const Event& e) { return e.certainty == "reported" || e.certainty == "claimed"; }

bool Belongs(Register kind, const Event& e) {
  switch (kind) {
    case Register::kCommitments:
      return (e.event == "AGREE" && IsOneOf(e.certainty, {"reported", "claimed", "planned"})) ||
             (e.event == "CONCEDE" && e.frame == "announce_withdrawal");
    case Register::kMeetings:
      return e.event == "CONSULT" ||
             IsOneOf(e.frame, {"summit", "meet", "visit", "negotiate", "phone", "host", "attend",
                               "mediate", "cancel_meeting", "break_off_talks"});
    case Register::kExercises:
      return IsOneOf(e.frame, {"joint_exercise", "own_exercise"});
    case Register::kTransfers:
      return (e.event == "AID" || e.event == "COOPERATE" || e.event == "AGREE") &&
             IsOneOf(e.frame, {"give", "receive", "arms_trade", "trade", "aid_material",
                               "send_troops_to_help", "train_forces", "leak"}) &&
             !e.item.empty();
    case Register::kConcerns:
      return e.event == "ACCUSE" &&
             IsOneOf(e.frame, {"express_concern", "condemn", "criticise", "warn", "object"});
  }
  return false;
}

// The act that a commitment promises, as an event type; empty: none that a later report could show.
std::string_view Promised(const Event& e) {
  if (e.content && !e.content->event.empty()) return e.content->event;
  if (IsOneOf(e.frame, {"summit", "meet", "visit", "negotiate", "phone", "host", "attend",
                        "discuss", "mediate"}))
    return "CONSULT";
  if (IsOneOf(e.frame, {"give", "aid_material", "receive", "send_troops_to_help", "train_forces"}))
    return "AID";
  if (IsOneOf(e.frame,
              {"joint_exercise", "trade", "arms_trade", "cooperate", "share_intelligence"}))
    return "COOPERATE";
  if (e.frame == "announce_withdrawal") return "RETREAT";
  return {};
}

std::set<std::string> Parties(const Event& e) {
  std::set<std::string> codes;
  for (const auto* side : {&e.actor, &e.recipient})
    for (const EntityRef& r : *side)
      if (!r.code.empty() && r.code != "---") codes.insert(r.code);
  return codes;
}

bool SharesItem(const Event& a, const Event& b) {
  return a.item.empty() || b.item.empty() ||
         std::any_of(a.item.begin(), a.item.end(), [&](const std::string& item) {
           return std::find(b.item.begin(), b.item.end(), item) != b.item.end();
         });
}

std::set<std::string> CodesOf(const std::vector<EntityRef>& side) {
  std::set<std::string> codes;
  for (const EntityRef& r : side) codes.insert(r.code);
  return codes;
}

// What one promised another it gives him; both sides of a joint act are alike.
bool SameDirection(const Event& promise, const Event& act) {
  if (act.event != "AID" || promise.recipient.empty() || act.recipient.empty()) return true;
  return CodesOf(promise.actor) == CodesOf(act.actor) &&
         CodesOf(promise.recipient) == CodesOf(act.recipient);
}

// A telephone call keeps no promise to meet or visit.
bool SameVisit(const Event& promise, const Event& act) {
  return act.frame != "phone" || promise.frame == "phone";
}

// Not long after the day it was due.
bool InTime(const Event& promise, const StoredEvent& act) {
  if (!promise.due) return true;
  const auto last = ParseDayNumber(promise.due->to.empty() ? promise.due->from : promise.due->to);
  const auto day = ParseDayNumber(act.day);
  return !last || !day || *day <= *last + kGrace;
}

int Weight(const Event& e) {
  return e.certainty == "reported"  ? 5
         : e.certainty == "claimed" ? 4
         : e.certainty == "planned" ? 3
         : e.certainty == "denied"  ? 2
                                    : 1;
}

std::string StatusOf(const Reports& reports) {
  const auto any = [&](auto test) {
    return std::any_of(reports.begin(), reports.end(),
                       [&](const StoredEvent* r) { return test(r->event); });
  };
  const auto cancels = [](const Event& e) {
    return IsOneOf(e.frame, {"cancel_meeting", "break_off_talks"});
  };
  if (any([&](const Event& e) { return Told(e) && e.event != "AGREE" && !cancels(e); }))
    return "done";
  if (any([&](const Event& e) { return Told(e) && cancels(e); })) return "cancelled";
  if (any([](const Event& e) { return e.certainty == "planned" || e.event == "AGREE"; }))
    return "planned";
  if (any([](const Event& e) { return e.certainty == "possible"; })) return "possible";
  if (any([](const Event& e) { return e.certainty == "denied"; })) return "denied";
  return any([](const Event& e) { return e.certainty == "negated"; }) ? "not done" : "background";
}

class Keeper {
 public:
  Keeper(std::span<const StoredEvent> events, std::string_view today) : today_(today) {
    for (const StoredEvent& e : events)
      if (Told(e.event) && e.event.event != "AGREE") by_type_[e.event.event].push_back(&e);
  }

  void Judge(RegisterRow* row) const {
    const Event& promise = row->record->event;
    const std::string_view act = Promised(promise);
    const auto later = by_type_.find(act);
    const std::set<std::string> parties = Parties(promise);
    row->status = "unknown";
    if (later != by_type_.end())
      for (const StoredEvent* e : later->second)
        if (e->day > row->record->day && e->published >= row->record->published &&
            parties.size() > 1 && Parties(e->event) == parties && SharesItem(promise, e->event) &&
            SameDirection(promise, e->event) && SameVisit(promise, e->event) &&
            InTime(promise, *e) && row->with.size() < kMostWith)
          row->with.push_back(e);
    if (!row->with.empty()) {
      row->status = "kept";
    } else if (!act.empty() && promise.due) {
      const auto last =
          ParseDayNumber(promise.due->to.empty() ? promise.due->from : promise.due->to);
      const auto today = ParseDayNumber(today_);
      if (last && today && *today > *last + kGrace) row->status = "lapsed";
    }
  }

 private:
  std::string today_;
  std::map<std::string, Reports, std::less<>> by_type_;
};

// What the same parties agreed, in the documents that report the meeting.
void AddAgreed(std::span<const StoredEvent> events, const Reports& reports, RegisterRow* row) {
  std::set<std::string> docs;
  for (const StoredEvent* r : reports) docs.insert(r->event.doc);
  const std::set<std::string> parties = Parties(row->record->event);
  for (const StoredEvent& e : events)
    if (e.event.event == "AGREE" && docs.contains(e.event.doc) && Parties(e.event) == parties &&
        row->with.size() < kMostWith)
      row->with.push_back(&e);
}

}  // namespace

Result<Register> RegisterNamed(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (name == kNames[i]) return static_cast<Register>(i);
  return {ErrorCode::kInvalidArgument, std::string(name) +
                                           ": no such register; there are "
                                           "commitments, meetings, exercises, transfers, concerns"};
}

std::vector<RegisterRow> RowsOf(Register kind, std::span<const StoredEvent> events,
                                std::string_view today) {
  std::map<std::string, Reports> by_occurrence;
  for (const StoredEvent& e : events)
    if (Belongs(kind, e.event))
      by_occurrence[e.occurrence.empty() ? e.event.id : e.occurrence].push_back(&e);
  const Keeper keeper(events, today);
  std::vector<RegisterRow> rows;
  for (const auto& [id, reports] : by_occurrence) {
    RegisterRow row;
    row.record = *std::max_element(reports.begin(), reports.end(),
                                   [](const StoredEvent* a, const StoredEvent* b) {
                                     return std::make_tuple(Weight(a->event), a->published) <
                                            std::make_tuple(Weight(b->event), b->published);
                                   });
    std::set<std::string> sources;
    for (const StoredEvent* r : reports) sources.insert(r->source);
    row.reports = reports.size();
    row.sources = sources.size();
    if (kind == Register::kCommitments) {
      keeper.Judge(&row);
    } else if (kind == Register::kConcerns) {
      row.status = "voiced";
    } else {
      row.status = StatusOf(reports);
    }
    if (kind == Register::kMeetings) AddAgreed(events, reports, &row);
    if (kind == Register::kTransfers)
      for (const StoredEvent* r : reports)
        if (r->event.certainty == "denied" && row.with.size() < kMostWith) row.with.push_back(r);
    rows.push_back(std::move(row));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const RegisterRow& a, const RegisterRow& b) {
    return a.record->day < b.record->day;
  });
  return rows;
}

}  // namespace bongsu::watch
