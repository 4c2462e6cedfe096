// bongsu watch: the board of situations, why a fire burns, when it was lit, and how it would have
// done.
#include "cli/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <tuple>

#include "base/file.h"
#include "cli/terminal.h"
#include "watch/backtest.h"

namespace bongsu::cli {
namespace {

constexpr size_t kMoversShown = 12;

Status BoardOf(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::Open(settings, arguments, store::Mode::kRead, "watch board"));
  const watch::BoardDay last = desk->Last();
  if (last.situations.empty())
    return {ErrorCode::kNotFound, "nothing is known by " + watch::FormatDayNumber(desk->on())};
  const report::Phrases& phrases = desk->phrases();
  if (arguments.format == "table") {
    BONGSU_RETURN_IF_ERROR(
        Print(phrases.Fill("watch.on", {{"day", watch::FormatDayNumber(desk->on())}}) + "\n"));
    if (desk->uncovered_since())
      BONGSU_RETURN_IF_ERROR(
          Print(phrases.Fill("watch.uncovered",
                             {{"since", watch::FormatDayNumber(*desk->uncovered_since())}}) +
                "\n"));
  }
  for (size_t i = 0; i < last.situations.size(); ++i) {
    const report::WatchLine line = desk->LineOf(last, i);
    BONGSU_RETURN_IF_ERROR(Print((arguments.format == "jsonl" ? report::WatchJson(line, phrases)
                                                              : report::BoardLine(line, phrases)) +
                                 "\n"));
  }
  return FlushOutput();
}

Status Why(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::Open(settings, arguments, store::Mode::kRead, "watch why"));
  BONGSU_ASSIGN_OR_RETURN(const size_t situation, desk->Find(arguments.id));
  const watch::BoardDay last = desk->Last();
  if (last.situations.empty())
    return {ErrorCode::kNotFound, "nothing is known by " + watch::FormatDayNumber(desk->on())};
  const report::WatchLine line = desk->LineOf(last, situation);
  if (arguments.format == "jsonl") {
    BONGSU_RETURN_IF_ERROR(Print(report::WatchJson(line, desk->phrases()) + "\n"));
    return FlushOutput();
  }
  const auto& movers = line.day->movers;
  std::vector<store::StoredEvent> records(std::min(movers.size(), kMoversShown));
  std::vector<report::MoverRecord> shown;
  for (size_t i = 0; i < records.size(); ++i) {
    BONGSU_ASSIGN_OR_RETURN(records[i], desk->store().GetEvent(movers[i].event));
    shown.push_back({&movers[i], &records[i]});
  }
  BONGSU_RETURN_IF_ERROR(
      Print(report::WhyText(line, shown, desk->situations().size() * watch::kSeriesKinds,
                            desk->phrases(), desk->names())));
  if (movers.size() > shown.size() && !settings.quiet)
    fmt::print(stderr, "{} more; --format jsonl has all\n", movers.size() - shown.size());
  return FlushOutput();
}

}  // namespace

Result<std::optional<watch::DayNumber>> SinceDay(const WatchArguments& arguments) {
  const auto day = watch::ParseDayNumber(arguments.since);
  if (!day && !arguments.since.empty())
    return {ErrorCode::kInvalidArgument,
            "--since \"" + arguments.since + "\" is not a date (YYYY-MM-DD)"};
  return day;
}

namespace {

// Prints a line for each day on which the fires of a situation changed.
Status Changes(WatchDesk& desk, size_t situation, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto since, SinceDay(arguments));
  int fires = 0;
  Status status;
  desk.Run([&](const watch::BoardDay& day) {
    const report::WatchLine line = desk.LineOf(day, situation);
    if (!status.ok() || line.day->fires == fires) return;
    fires = line.day->fires;
    if (since && day.day < *since) return;
    status =
        Print(arguments.format == "jsonl" ? report::WatchJson(line, desk.phrases()) + "\n"
                                          : watch::FormatDayNumber(day.day) + "  " +
                                                report::BoardLine(line, desk.phrases()) + "\n");
  });
  BONGSU_RETURN_IF_ERROR(status);
  return FlushOutput();
}

Status History(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(
      const auto desk, WatchDesk::Open(settings, arguments, store::Mode::kRead, "watch history"));
  BONGSU_ASSIGN_OR_RETURN(const size_t situation, desk->Find(arguments.id));
  return Changes(*desk, situation, arguments);
}

Status Test(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto desk, WatchDesk::Open(settings, arguments, store::Mode::kRead,
                                                           "watch test", arguments.file));
  return Changes(*desk, 0, arguments);
}

Status ListThem(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto situations,
                          watch::LoadSituations(WatchFolders(settings, arguments)));
  for (const watch::Situation& s : situations)
    BONGSU_RETURN_IF_ERROR(Print(fmt::format("{}\t{}\t{} signals\t{}\n", s.id,
                                             s.name.In(arguments.in), s.signals.size(), s.file)));
  return FlushOutput();
}

Status Acknowledge(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::Open(settings, arguments, store::Mode::kWrite, "watch ack"));
  BONGSU_ASSIGN_OR_RETURN(const size_t situation, desk->Find(arguments.id));
  const watch::BoardDay last = desk->Last();
  const int fires = last.situations.empty() ? watch::kCalm : last.situations[situation].fires;
  BONGSU_RETURN_IF_ERROR(desk->outbox().EnterAcknowledged(
      arguments.id, {arguments.who, arguments.reason, watch::FormatDayNumber(desk->on()), fires},
      Now(settings)));
  if (!settings.quiet)
    fmt::print(stderr, "{}: {} fires acknowledged; it stands until more are lit\n", arguments.id,
               fires);
  return {};
}

Status Backtest(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto facts, watch::ReadFacts(arguments.list));
  BONGSU_ASSIGN_OR_RETURN(
      const auto desk, WatchDesk::Open(settings, arguments, store::Mode::kRead, "watch backtest"));
  BONGSU_ASSIGN_OR_RETURN(const auto documents, desk->store().Documents());
  watch::Backtest backtest(desk->situations(), facts);
  for (const store::StoredDocument& d : documents)
    if (const auto known = watch::ParseDayNumber(d.published); known && d.current)
      backtest.Add(d.doc, *known);
  desk->Run([&](const watch::BoardDay& day) { backtest.Take(day); }, watch::Detail::kEveryDay);
  for (const watch::Judged& j : backtest.judged())
    BONGSU_RETURN_IF_ERROR(
        Print(fmt::format("{}\t{}\t{}\t{}\t{}\n", j.fact->date, j.fact->situation, j.fact->id,
                          j.reported ? watch::FormatDayNumber(*j.reported) : "not reported",
                          !j.reported ? ""
                          : j.delay   ? fmt::format("{} days", *j.delay)
                                      : "missed")));
  const watch::Score score = backtest.Summary();
  fmt::print(stderr,
             "{} facts, {} reported by a stored document; {} of them changed the fires or the "
             "movers of their situation within two days ({:.0f} of them would have by chance)\n"
             "fires rose {} times, {} without a fact within three days: {:.1f} a month over {:.1f} "
             "months\n",
             score.facts, score.reported, score.found,
             score.by_chance * static_cast<double>(score.reported), score.rises, score.false_rises,
             score.months > 0 ? static_cast<double>(score.false_rises) / score.months : 0.0,
             score.months);
  return FlushOutput();
}

Status ShowRegister(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const watch::Register kind, watch::RegisterNamed(arguments.id));
  BONGSU_ASSIGN_OR_RETURN(const auto since, SinceDay(arguments));
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::OpenWithoutBoard(settings, arguments, "watch register"));
  std::vector<store::StoredEvent> events;
  const watch::Situation* only = nullptr;
  if (!arguments.file.empty()) {
    BONGSU_ASSIGN_OR_RETURN(const size_t found, desk->Find(arguments.file));
    only = &desk->situations()[found];
  }
  BONGSU_RETURN_IF_ERROR(desk->store().QueryReports({}, [&](store::StoredEvent&& e) {
    const auto known = watch::KnownOn(e);
    if (known && *known <= desk->on()) events.push_back(std::move(e));
    return Status();
  }));
  std::sort(events.begin(), events.end(), [](const auto& a, const auto& b) {
    return std::tie(a.day, a.event.id) < std::tie(b.day, b.event.id);
  });
  if (arguments.format == "tsv") BONGSU_RETURN_IF_ERROR(Print(report::RegisterTsvHeader()));
  for (const watch::RegisterRow& row :
       watch::RowsOf(kind, events, watch::FormatDayNumber(desk->on()))) {
    if (since && row.record->day < arguments.since) continue;
    if (only != nullptr && !only->Concerns(row.record->event)) continue;
    BONGSU_RETURN_IF_ERROR(Print(arguments.format == "tsv"
                                     ? report::RegisterTsv(row)
                                     : report::RegisterText(row, desk->phrases(), desk->names())));
  }
  return FlushOutput();
}

// A question on the terminal; the answer's words.
std::vector<std::string> Ask(const char* question) {
  fmt::print(stderr, "{}: ", question);
  std::string line, word;
  std::getline(std::cin, line);
  std::vector<std::string> words;
  for (const char c : line + ",") {
    if (c != ',' && c != ' ') {
      word += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  return words;
}

std::string AskText(const char* question) {
  fmt::print(stderr, "{}: ", question);
  std::string line;
  std::getline(std::cin, line);
  std::string out;
  for (const char c : line)
    if (c != '"' && c != '\\') out += c;
  return out;
}

Status New(const Settings& settings, const WatchArguments& arguments) {
  const bool good =
      !arguments.id.empty() && std::all_of(arguments.id.begin(), arguments.id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      });
  if (!good) return {ErrorCode::kInvalidArgument, "an id has small letters, digits and hyphens"};
  const std::string folder = settings.workspace + "/watches",
                    path = folder + "/" + arguments.id + ".yaml";
  if (base::ReadFile(path, lexicon::kMaxYamlBytes))
    return {ErrorCode::kInvalidArgument, path + " is there already"};
  const std::string name = AskText("Name of the situation");
  const auto a = Ask("Parties of one side (codes, e.g. RUS)");
  const auto b = Ask("Parties of the other side, or those it works with (e.g. PRK)");
  const auto foes = Ask("Whom their conflict would be with (may be empty)");
  if (a.empty() || b.empty())
    return {ErrorCode::kInvalidArgument, "a situation needs parties on both sides"};
  const std::string yaml =
      watch::DraftSituation(arguments.id, name.empty() ? arguments.id : name, {a, b}, foes);
  // What is written is what is read.
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  const watch::SituationWords words(*lexicon);
  BONGSU_ASSIGN_OR_RETURN(const watch::Situation checked,
                          watch::ParseSituation(yaml, path, &words));
  BONGSU_RETURN_IF_ERROR(base::MakeFolders(folder));
  BONGSU_RETURN_IF_ERROR(base::WriteFileAtomically(path, yaml));
  fmt::print(stderr, "{}: {} signals; edit it, then `bongsu watch test {}`\n", path,
             checked.signals.size(), path);
  return {};
}

}  // namespace

void AddWatch(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<WatchArguments>();
  CLI::App* command = root.add_subcommand("watch", "Situations, one to five fires, and why");
  command->require_subcommand(0, 1);
  using Step = Status (*)(const Settings&, const WatchArguments&);
  const auto common = [&](CLI::App* sub, bool formatted) {
    sub->add_option("--on", arguments->on, "As of that day, YYYY-MM-DD; without it today");
    sub->add_option("--in", arguments->in, "Language: ko, en, ja")
        ->check(CLI::IsMember({"ko", "en", "ja"}))
        ->capture_default_str();
    sub->add_option("--watches", arguments->folders, "Folders of situations");
    if (formatted)
      sub->add_option("--format", arguments->format, "table or jsonl")
          ->check(CLI::IsMember({"table", "jsonl"}))
          ->capture_default_str();
    AddStoreOptions(*sub, arguments->store);
  };
  const auto add = [&](const char* name, const char* help, Step step, bool formatted) {
    CLI::App* sub = command->add_subcommand(name, help);
    common(sub, formatted);
    sub->callback([&settings, &action, arguments, step] {
      action = [&settings, arguments, step] { return step(settings, *arguments); };
    });
    return sub;
  };
  const auto id = [&](CLI::App* sub) {
    sub->add_option("ID", arguments->id, "Of a situation")->required();
    return sub;
  };
  const auto since = [&](CLI::App* sub) {
    sub->add_option("--since", arguments->since, "First day told, YYYY-MM-DD");
    return sub;
  };
  add("board", "The board: fires of every situation (the same as `bongsu watch`)", BoardOf, true);
  id(add("why", "Why a situation burns so: events, what it would be without each, series", Why,
         true));
  since(id(add("history", "Days on which the fires of a situation changed", History, true)));
  CLI::App* series = since(add(
      "series", "Counts by period of a situation or a dyad, what was expected, coverage, bursts",
      ShowSeries, false));
  series->add_option("ID", arguments->id, "Of a situation");
  series->add_option("--dyad", arguments->dyad,
                     "Instead: who acts and on whom (RUS,PRK), by quad class");
  series->add_option("--by", arguments->by, "all, lang or outlet: sources told apart")
      ->check(CLI::IsMember({"all", "lang", "outlet"}))
      ->capture_default_str();
  series->add_option("--per", arguments->per, "day or week (from Monday)")
      ->check(CLI::IsMember({"day", "week"}))
      ->capture_default_str();
  series->add_flag("--compare", arguments->compare,
                   "Instead: how a self-exciting model foretells the counts beside the baseline");
  series->add_option("--format", arguments->format, "table, jsonl, csv or tsv")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "tsv"}))
      ->capture_default_str();
  CLI::App* index = command->add_subcommand(
      "index", "Keyword index from the stored texts: gpr, gprnk (words in data/indices)");
  since(index);
  index->add_option("NAME", arguments->id, "gpr or gprnk")->required();
  index->add_option("--until", arguments->on, "Last day, YYYY-MM-DD; without it today");
  index->add_option("--per", arguments->index_per, "day, week or month")
      ->check(CLI::IsMember({"day", "week", "month"}))
      ->capture_default_str();
  index->add_option("--format", arguments->format, "tsv, csv or jsonl; table is tsv")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "tsv"}))
      ->capture_default_str();
  AddStoreOptions(*index, arguments->store);
  index->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return ShowIndex(settings, *arguments); };
  });
  since(add("test", "What a situation's file would have said", Test, true))
      ->add_option("FILE", arguments->file, "A situation, YAML")
      ->required();
  add("backtest", "Detection and false alarms against a dated list", Backtest, false)
      ->add_option("LIST", arguments->list, "Facts, TSV: date, situation, id, grade, fact, posts")
      ->required();
  add("list", "The situations and their files", ListThem, false);
  id(add("new", "Asks a few questions and writes a situation into the workspace", New, false));
  CLI::App* registers =
      since(add("register", "Commitments, meetings, exercises, transfers or concerns, as a list",
                ShowRegister, false));
  registers
      ->add_option("NAME", arguments->id, "commitments, meetings, exercises, transfers, concerns")
      ->required();
  registers->add_option("--situation", arguments->file,
                        "Only between the parties of this situation");
  registers->add_option("--format", arguments->format, "table or tsv")
      ->check(CLI::IsMember({"table", "tsv"}))
      ->capture_default_str();
  CLI::App* ack = id(add("ack", "Takes note of the fires of a situation", Acknowledge, false));
  ack->add_option("--by", arguments->who, "Who takes note")->required();
  ack->add_option("--reason", arguments->reason, "Why");
  CLI::App* run =
      add("run", "Works the board out and enters what changed as alerts", RunWatch, false);
  run->add_option("--every", arguments->every,
                  "Run and deliver again after so long (15m, 1h), until Ctrl-C");
  add("deliver", "Tells the receivers of the workspace's receivers.yaml what they have not heard",
      DeliverAlerts, false)
      ->add_flag("--again", arguments->again,
                 "Tries at once those who wait or are gone, and what they set aside");
  common(command, true);
  command->callback([&settings, &action, arguments, command] {
    if (command->get_subcommands().empty())
      action = [&settings, arguments] { return BoardOf(settings, *arguments); };
  });
  command->footer(
      "Fires follow what is reported; they are not a verdict.\n\n"
      "Examples:\n"
      "  bongsu watch --on 2024-07-30\n"
      "  bongsu watch why russia-dprk --on 2024-07-30 --in en\n"
      "  bongsu watch history dprk-wmd --since 2024-06-01\n"
      "  bongsu watch series russia-dprk --per week --by lang\n"
      "  bongsu watch series --dyad RUS,PRK --format csv\n"
      "  bongsu watch index gprnk --since 2024-06-01 --per month\n"
      "  bongsu watch test mine.yaml --since 2024-06-01\n"
      "  bongsu watch ack taiwan --by kim --reason 'known drill'\n");
}

}  // namespace bongsu::cli
