// bongsu watch run, deliver: what changed goes into the outbox, and from there to each receiver at
// least once. A dead receiver loses nothing and keeps nobody waiting for long.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <tuple>

#include "base/file.h"
#include "base/process.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "lexicon/tsv.h"
#include "report/alert_text.h"

namespace bongsu::cli {
namespace {

constexpr std::chrono::seconds kCommandLimit{30};
constexpr size_t kFeedEntries = 100;
constexpr std::chrono::milliseconds kNap{200};

// Writes what the situations' fires did; the board is worked out once.
Result<size_t> RunOnce(const Settings& settings, WatchDesk& desk) {
  desk.Run([&](const watch::BoardDay& day) { desk.outbox().Take(desk.situations(), day); });
  BONGSU_ASSIGN_OR_RETURN(const size_t entered, desk.outbox().Enter(Now(settings)));
  if (!settings.quiet)
    fmt::print(stderr, "{} alert{} entered as of {}\n", entered, entered == 1 ? "" : "s",
               watch::FormatDayNumber(desk.on()));
  return entered;
}

Result<std::vector<watch::Receiver>> Receivers(const Settings& settings) {
  const std::string path = settings.workspace + "/receivers.yaml";
  auto text = base::ReadFile(path, lexicon::kMaxYamlBytes);
  if (!text && text.error().code() == ErrorCode::kNotFound)
    return {ErrorCode::kNotFound, path + ": names the receivers, and is not there (docs/watch.md)"};
  if (!text) return text.error();
  return watch::ParseReceivers(*text, path);
}

report::AlertStory StoryOf(WatchDesk& desk, const watch::Alert& alert) {
  report::AlertStory story;
  story.alert = &alert;
  for (const watch::Situation& s : desk.situations())
    if (s.id == alert.situation) story.situation = &s;
  for (const std::string_view id : lexicon::Split(alert.movers, ','))
    // A record that coding anew took away is no longer told.
    if (auto record = desk.store().GetEvent(id)) story.records.push_back(std::move(*record));
  return story;
}

// A relative path is below the workspace.
std::string FileOf(const Settings& settings, const watch::Receiver& r) {
  return (std::filesystem::path(settings.workspace) / r.file).string();
}

Status ToCommand(WatchDesk& desk, const watch::Receiver& r, const watch::Alert& alert) {
  const report::AlertStory story = StoryOf(desk, alert);
  const std::vector<std::pair<std::string, std::string>> environment = {
      {"BONGSU_ALERT", alert.id},
      {"BONGSU_ALERT_TITLE", report::AlertTitle(story, desk.phrases())},
      {"BONGSU_ALERT_JSON", report::AlertJson(story, desk.phrases())}};
  BONGSU_ASSIGN_OR_RETURN(
      const int code,
      base::RunProgram(r.command, report::AlertText(story, desk.phrases(), desk.names()),
                       environment, kCommandLimit));
  if (code != 0) return {ErrorCode::kIoError, r.command[0] + " ended with " + std::to_string(code)};
  return {};
}

Status WriteFeed(const Settings& settings, WatchDesk& desk, const watch::Receiver& r) {
  std::vector<report::AlertStory> stories;
  for (const watch::Alert& alert : desk.outbox().alerts())
    if (r.Wants(alert)) stories.push_back(StoryOf(desk, alert));
  if (stories.size() > kFeedEntries)
    stories.erase(stories.begin(), stories.end() - static_cast<int64_t>(kFeedEntries));
  return base::WriteFileAtomically(
      FileOf(settings, r), report::AtomFeed(stories, Now(settings), desk.phrases(), desk.names()));
}

Status WriteCalendar(const Settings& settings, WatchDesk& desk, const watch::Receiver& r) {
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
      FileOf(settings, r), report::Calendar(planned, Now(settings), desk.phrases(), desk.names()));
}

// One pass over one receiver: stops at its first failure, so that its alerts keep their order.
Status DeliverTo(const Settings& settings, WatchDesk& desk, const watch::Receiver& r,
                 size_t* delivered) {
  if (r.kind == "ics") return WriteCalendar(settings, desk, r);
  if (r.kind == "atom") BONGSU_RETURN_IF_ERROR(WriteFeed(settings, desk, r));
  // Entering moves nothing in the list of alerts.
  for (const watch::Alert& alert : desk.outbox().alerts()) {
    if (!r.Wants(alert) || desk.outbox().Delivered(alert, r)) continue;
    if (Interrupted()) return {ErrorCode::kInterrupted, "stopped"};
    if (r.kind == "command") BONGSU_RETURN_IF_ERROR(ToCommand(desk, r, alert));
    BONGSU_RETURN_IF_ERROR(desk.outbox().EnterDelivered(alert, r, Now(settings)));
    ++*delivered;
  }
  return {};
}

// One pass over all receivers. The first failure is returned after the last receiver had its turn.
Status DeliverOnce(const Settings& settings, WatchDesk& desk) {
  BONGSU_ASSIGN_OR_RETURN(const auto receivers, Receivers(settings));
  size_t delivered = 0;
  Status first;
  for (const watch::Receiver& r : receivers) {
    const Status status = DeliverTo(settings, desk, r, &delivered);
    if (status.ok()) continue;
    const Status named(status.code(), "receiver " + r.id + ": " + status.message());
    if (first.ok())
      first = named;
    else
      fmt::print(stderr, "bongsu: {}\n", named.message());
  }
  if (!settings.quiet)
    fmt::print(stderr, "{} alert{} delivered to {} receiver{}\n", delivered,
               delivered == 1 ? "" : "s", receivers.size(), receivers.size() == 1 ? "" : "s");
  return first;
}

// "15m", "1h", "30s".
Result<std::chrono::seconds> Interval(const std::string& text) {
  char* end = nullptr;
  const long number = std::strtol(text.c_str(), &end, 10);
  const std::string unit = end;
  const long seconds = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  constexpr long kMost = 100'000;
  if (seconds == 0 || number < 1 || number > kMost)
    return {ErrorCode::kInvalidArgument, "--every \"" + text + "\" is not a time (30s, 15m, 1h)"};
  return std::chrono::seconds(number * seconds);
}

// What changed is entered, and delivered if the command goes on. The workspace is let go of between
// turns.
Status RunTurn(const Settings& settings, const WatchArguments& arguments, bool deliver) {
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::Open(settings, arguments, store::Mode::kWrite, "watch run"));
  if (watch::FormatDayNumber(desk->on()) > Now(settings).substr(0, 10))
    return {ErrorCode::kInvalidArgument, "--on lies in the future: nothing is known of it yet"};
  BONGSU_RETURN_IF_ERROR(RunOnce(settings, *desk).error());
  return deliver ? DeliverOnce(settings, *desk) : Status();
}

}  // namespace

Status RunWatch(const Settings& settings, const WatchArguments& arguments) {
  const bool again = !arguments.every.empty();
  std::chrono::seconds interval{0};
  if (again) {
    BONGSU_ASSIGN_OR_RETURN(interval, Interval(arguments.every));
  }
  while (true) {
    Status turn = RunTurn(settings, arguments, again);
    if (!again || turn.code() == ErrorCode::kInterrupted) return turn;
    // While another command writes, or a file is being edited, the next turn will do.
    if (!turn.ok()) fmt::print(stderr, "bongsu: {}\n", turn.message());
    const auto until = std::chrono::steady_clock::now() + interval;
    while (!Interrupted() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(kNap);
    if (Interrupted()) return {ErrorCode::kInterrupted, "stopped"};
  }
}

Status DeliverAlerts(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(
      const auto desk, WatchDesk::Open(settings, arguments, store::Mode::kWrite, "watch deliver"));
  return DeliverOnce(settings, *desk);
}

}  // namespace bongsu::cli
