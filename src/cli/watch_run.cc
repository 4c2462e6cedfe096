// bongsu watch run: the board is worked out and what changed entered into the outbox, once or again
// and again.
#include <fmt/format.h>

#include <cstdlib>
#include <thread>

#include "cli/watch.h"

namespace bongsu::cli {
namespace {

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
  BONGSU_ASSIGN_OR_RETURN(auto desk,
                          WatchDesk::Open(settings, arguments, store::Mode::kWrite, "watch run"));
  if (watch::FormatDayNumber(desk->on()) > Now(settings).substr(0, 10))
    return {ErrorCode::kInvalidArgument, "--on lies in the future: nothing is known of it yet"};
  BONGSU_RETURN_IF_ERROR(RunOnce(settings, *desk).error());
  if (!deliver) return {};
  desk.reset();  // who delivers takes its own lock first
  return DeliverAlerts(settings, arguments);
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

}  // namespace bongsu::cli
