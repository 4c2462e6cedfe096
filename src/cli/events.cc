// bongsu events: the stored events, filtered, as a table or for other programs.
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/filter_options.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "report/event_table.h"
#include "report/occurrence_text.h"

namespace bongsu::cli {
namespace {

struct EventsArguments {
  store::EventFilter filter;
  std::string format = "table";
  StoreSettings store;
};

Status PrintTable(store::Store& store, const store::EventFilter& filter) {
  std::vector<Event> events;
  BONGSU_RETURN_IF_ERROR(store.QueryEvents(filter, [&](store::StoredEvent&& e) {
    events.push_back(std::move(e.event));
    return Status();
  }));
  if (events.empty()) fmt::print(stderr, "no events\n");
  return Print(report::FormatTable(events, TerminalColumns()));
}

Status PrintRows(store::Store& store, const EventsArguments& arguments) {
  const std::string& format = arguments.format;
  if (format == "csv") BONGSU_RETURN_IF_ERROR(Print(report::CsvHeader()));
  if (format == "tsv") BONGSU_RETURN_IF_ERROR(Print(report::TsvHeader()));
  return store.QueryEvents(arguments.filter, [&](store::StoredEvent&& e) {
    if (format == "csv") return Print(report::CsvRow(e.event));
    if (format == "tsv") return Print(report::TsvRow(e.event));
    return Print(e.json + "\n");
  });
}

Status RunEvents(const Settings& settings, const EventsArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "events"));
  BONGSU_RETURN_IF_ERROR(arguments.format == "table" ? PrintTable(*store, arguments.filter)
                                                     : PrintRows(*store, arguments));
  if (!settings.quiet) {
    BONGSU_ASSIGN_OR_RETURN(const store::Counts counts, store->Count(arguments.filter));
    if (counts.mentions > 0) fmt::print(stderr, "{}\n", report::CountsText(counts));
  }
  return FlushOutput();
}

}  // namespace

void AddEvents(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<EventsArguments>();
  CLI::App* command = root.add_subcommand("events", "List stored events");
  AddFilterOptions(*command, arguments->filter);
  command->add_option("--format", arguments->format, "table, jsonl, csv or tsv")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "tsv"}))
      ->capture_default_str();
  AddStoreOptions(*command, arguments->store);
  command->footer(
      "In order of day, document and place in the text. Events without a day are left out when "
      "--since or --until "
      "is given.\n\n"
      "Examples:\n"
      "  bongsu events --actor RUS --recipient PRK --since 2024-06-01\n"
      "  bongsu events --event AID --item missile_technology --certainty possible --format "
      "jsonl\n");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return RunEvents(settings, *arguments); };
  });
}

}  // namespace bongsu::cli
