// bongsu watch deliver: what is in the outbox goes to each receiver at least once. A dead receiver
// loses nothing and keeps nobody waiting: not the others, and not those who want the workspace.
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

#include "base/day.h"
#include "base/file.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "delivery/senders.h"
#include "lexicon/tsv.h"
#include "report/alert_text.h"
#include "report/delivery_text.h"
#include "store/workspace.h"
#include "watch/dispatch.h"

namespace bongsu::cli {
namespace {

constexpr size_t kFeedEntries = 100;
// Texts of a pass are made before it begins; what a receiver has not heard beyond these is for the
// next one.
constexpr size_t kMaxParcels = 200;
// What was sent must be noted, however long another command has the workspace.
constexpr std::chrono::minutes kNoteWait{5};

Result<std::vector<watch::Receiver>> Receivers(const Settings& settings) {
  const std::string path = settings.workspace + "/receivers.yaml";
  auto text = base::ReadFile(path, lexicon::kMaxYamlBytes);
  if (!text && text.error().code() == ErrorCode::kNotFound)
    return {ErrorCode::kNotFound, path + ": names the receivers, and is not there (docs/watch.md)"};
  if (!text) return text.error();
  return watch::ParseReceivers(*text, path);
}

Result<report::AlertStory> StoryOf(WatchDesk& desk, const watch::Alert& alert) {
  report::AlertStory story;
  story.alert = &alert;
  for (const watch::Situation& s : desk.situations())
    if (s.id == alert.situation) story.situation = &s;
  for (const std::string_view id : lexicon::Split(alert.movers, ',')) {
    auto record = desk.store().GetEvent(id);
    if (record)
      story.records.push_back(std::move(*record));
    else if (record.error().code() != ErrorCode::kNotFound)
      return record.error();
    // Else coding anew took it away, and it is no longer told.
  }
  return story;
}

// A relative path is below the workspace.
std::string FileOf(const Settings& settings, const watch::Receiver& r) {
  return (std::filesystem::path(settings.workspace) / r.file).string();
}

// The feed holds what was told; each alert it wants counts as delivered once it is written.
Status WriteFeed(const Settings& settings, WatchDesk& desk, const watch::Receiver& r,
                 size_t* delivered) {
  BONGSU_ASSIGN_OR_RETURN(const Words* const words, desk.WordsIn(r.in));
  std::vector<const watch::Alert*> wanted;
  for (const watch::Alert& alert : desk.outbox().alerts())
    if (r.Wants(alert)) wanted.push_back(&alert);
  std::vector<report::AlertStory> stories;
  for (size_t i = wanted.size() - std::min(wanted.size(), kFeedEntries); i < wanted.size(); ++i) {
    BONGSU_ASSIGN_OR_RETURN(report::AlertStory story, StoryOf(desk, *wanted[i]));
    stories.push_back(std::move(story));
  }
  BONGSU_RETURN_IF_ERROR(base::WriteFileAtomically(
      FileOf(settings, r), report::AtomFeed(stories, Now(settings), words->phrases, words->names)));
  for (const watch::Alert* alert : wanted) {
    if (desk.outbox().Delivered(*alert, r)) continue;
    BONGSU_RETURN_IF_ERROR(desk.outbox().EnterOutcome(alert->id, r, {}, Now(settings)));
    ++*delivered;
  }
  return {};
}

Status WriteCalendar(const Settings& settings, WatchDesk& desk, const watch::Receiver& r) {
  BONGSU_ASSIGN_OR_RETURN(const Words* const words, desk.WordsIn(r.in));
  std::vector<store::StoredEvent> planned;
  store::EventFilter filter;
  filter.certainty = {"planned"};
  const std::string today = watch::FormatDayNumber(desk.on());
  BONGSU_RETURN_IF_ERROR(desk.store().QueryReports(filter, [&](store::StoredEvent&& e) {
    const auto& due = e.event.due;
    if (due && (due->to.empty() ? due->from : due->to) >= today &&
        std::any_of(
            desk.situations().begin(), desk.situations().end(), [&](const watch::Situation& s) {
              const auto& only = r.situations;
              return (only.empty() || std::find(only.begin(), only.end(), s.id) != only.end()) &&
                     s.Concerns(e.event);
            }))
      planned.push_back(std::move(e));
    return Status();
  }));
  return base::WriteFileAtomically(
      FileOf(settings, r), report::Calendar(planned, Now(settings), words->phrases, words->names));
}

// What a receiver is to be told now.
Result<watch::Turn> TurnOf(WatchDesk& desk, const watch::Receiver& r, std::string_view now,
                           bool again) {
  watch::Turn turn{&r, {}};
  BONGSU_ASSIGN_OR_RETURN(const Words* const words, desk.WordsIn(r.in));
  for (const watch::Alert* alert : watch::Due(desk.outbox(), r, now, again)) {
    if (turn.parcels.size() == kMaxParcels) break;
    BONGSU_ASSIGN_OR_RETURN(const report::AlertStory story, StoryOf(desk, *alert));
    turn.parcels.push_back({alert->id, report::AlertTitle(story, words->phrases),
                            report::AlertText(story, words->phrases, words->names),
                            report::AlertJson(story, words->phrases)});
  }
  return turn;
}

// The journal is another's between two notes.
Status Note(const Settings& settings, watch::Outbox& outbox, const watch::Receiver& r,
            const std::string& alert, const watch::Outcome& outcome) {
  if (outcome.kind == watch::Outcome::Kind::kUnready) return {};
  const std::string now = Now(settings);
  BONGSU_ASSIGN_OR_RETURN(
      const store::WorkspaceLock lock,
      store::WorkspaceLock::Acquire(store::WorkspacePaths(settings.workspace).lock(),
                                    {true, "watch deliver", now, kNoteWait, {}}));
  const Status status = outbox.EnterOutcome(alert, r, outcome, now);
  outbox.LetGo();
  return status;
}

// How a receiver stands after the pass.
report::DeliveryLine LineOf(const watch::Outbox& outbox, const watch::Receiver& r,
                            const watch::Account& account, std::string_view now) {
  report::DeliveryLine line;
  line.receiver = r.id;
  line.kind = r.kind;
  line.delivered = account.delivered;
  line.failed = account.failed || !account.note.ok();
  line.reason = account.note.ok() ? account.reason : account.note.message();
  if (!r.Sends()) return line;
  for (const watch::Alert& alert : outbox.alerts()) {
    if (!r.Wants(alert) || outbox.Delivered(alert, r)) continue;
    const std::string refusal = outbox.RefusalOf(alert, r);
    ++(refusal.empty() ? line.left : line.set_aside);
    if (!refusal.empty()) line.refusal = refusal;
  }
  if (const std::string gone = outbox.GoneOf(r); !gone.empty()) {
    line.gone = true;
    line.reason = gone;
  } else if (outbox.Waits(r, now)) {
    const watch::Waiting& waiting = *outbox.WaitingOf(r);
    line.until = waiting.until;
    line.failures = waiting.failures;
    line.reason = waiting.reason;
  } else if (line.left == 0 && account.note.ok()) {
    line.reason.clear();  // what failed was set aside
  }
  return line;
}

// Who was not told everything, as an error.
Status Verdict(const std::vector<report::DeliveryLine>& lines) {
  std::string names;
  for (const report::DeliveryLine& line : lines)
    if (!line.Settled()) names += (names.empty() ? "receiver " : ", receiver ") + line.receiver;
  if (Interrupted()) return {ErrorCode::kInterrupted, "stopped"};
  if (names.empty()) return {};
  return {ErrorCode::kIoError, names + ": not told everything"};
}

// A receiver that closes its end must not end us.
class WithoutSigpipe {
 public:
  WithoutSigpipe() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;
  ~WithoutSigpipe() { std::signal(SIGPIPE, before_); }

 private:
  void (*before_)(int);
};

}  // namespace

Status DeliverAlerts(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto receivers, Receivers(settings));
  const std::string now = Now(settings);
  BONGSU_ASSIGN_OR_RETURN(const auto wait, store::ParseWait(arguments.store.wait));
  // One pass at a time. The workspace itself is let go of before anything is sent.
  BONGSU_ASSIGN_OR_RETURN(
      const store::WorkspaceLock lock,
      store::WorkspaceLock::Acquire(settings.workspace + "/deliver.lock",
                                    {true, "watch deliver", now, wait, Interrupted}));
  BONGSU_ASSIGN_OR_RETURN(
      auto desk, WatchDesk::Open(settings, arguments, store::Mode::kWrite, "watch deliver"));
  std::vector<watch::Turn> turns;
  std::vector<watch::Account> files(receivers.size());
  for (size_t i = 0; i < receivers.size(); ++i) {
    const watch::Receiver& r = receivers[i];
    turns.push_back({&r, {}});
    if (r.Sends()) {
      BONGSU_ASSIGN_OR_RETURN(turns.back(), TurnOf(*desk, r, now, arguments.again));
      continue;
    }
    const Status status = r.kind == "ics" ? WriteCalendar(settings, *desk, r)
                                          : WriteFeed(settings, *desk, r, &files[i].delivered);
    files[i].failed = !status.ok();
    files[i].reason = status.message();
  }
  const report::Phrases phrases = desk->phrases();
  watch::Outbox outbox = std::move(desk->outbox());
  outbox.LetGo();
  desk.reset();

  const WithoutSigpipe without_sigpipe;
  delivery::Senders senders(
      {settings.workspace,
       [&] { return base::ParseTime(Now(settings)).value_or(std::chrono::sys_seconds()); },
       Interrupted});
  const auto accounts = watch::Dispatch(
      turns, senders,
      {[&](const watch::Receiver& r, const std::string& alert, const watch::Outcome& outcome) {
         return Note(settings, outbox, r, alert, outcome);
       },
       Interrupted});
  std::vector<report::DeliveryLine> lines;
  for (size_t i = 0; i < receivers.size(); ++i) {
    const bool sends = receivers[i].Sends();
    lines.push_back(LineOf(outbox, receivers[i], sends ? accounts[i] : files[i], Now(settings)));
    lines.back().written = !sends && !files[i].failed;
  }
  BONGSU_RETURN_IF_ERROR(Print(report::DeliveryText(lines, phrases)));
  BONGSU_RETURN_IF_ERROR(FlushOutput());
  return Verdict(lines);
}

}  // namespace bongsu::cli
