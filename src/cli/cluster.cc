// bongsu cluster: occurrences, the reports on each, who says what; together and apart by hand.
#include <fmt/format.h>

#include <map>
#include <memory>

#include "base/json.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "report/event_table.h"
#include "report/occurrence_text.h"
#include "text/utf8.h"

namespace bongsu::cli {
namespace {

struct ClusterArguments {
  std::string id, other, who, reason, doc, format = "table";
  std::vector<std::string> records;
  store::EventFilter filter;
  bool all = false;
  StoreSettings store{"30s"};
};

Status List(const Settings& settings, const ClusterArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "cluster list"));
  store::Counts sum;
  BONGSU_RETURN_IF_ERROR(
      store->QueryOccurrences(arguments.filter, [&](store::Occurrence&& o) -> Status {
        if (!arguments.all && o.counts.mentions < 2) return {};
        if (arguments.format == "jsonl") return Print(report::OccurrenceJson(o) + "\n");
        return Print(text::ClipColumns(report::OccurrenceLine(o), TerminalColumns()) + "\n");
      }));
  BONGSU_ASSIGN_OR_RETURN(sum, store->Count(arguments.filter));
  if (!settings.quiet)
    fmt::print(stderr, "{}{}\n", report::CountsText(sum),
               arguments.all ? "" : "; shown are those with several reports (--all: all)");
  return FlushOutput();
}

Status Show(const Settings& settings, const ClusterArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "cluster show"));
  BONGSU_ASSIGN_OR_RETURN(const store::Occurrence o,
                          store->GetOccurrence(arguments.id, arguments.filter.as_of));
  BONGSU_ASSIGN_OR_RETURN(auto mentions, store->Mentions(o.id, arguments.filter.as_of));
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  report::GradeSources(&mentions, coding::Outlets(*lexicon));
  BONGSU_RETURN_IF_ERROR(Print(arguments.format == "jsonl"
                                   ? report::OccurrenceJson(o, mentions) + "\n"
                                   : report::OccurrenceText(o, mentions)));
  return FlushOutput();
}

Status Documents(const Settings& settings, const ClusterArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store, OpenStore(settings, arguments.store, store::Mode::kRead,
                                                      "cluster documents"));
  BONGSU_ASSIGN_OR_RETURN(const auto links, store->Links(arguments.doc));
  if (links.empty()) fmt::print(stderr, "no document derives from another\n");
  for (const store::DocumentLink& l : links)
    BONGSU_RETURN_IF_ERROR(
        Print(fmt::format("{}\t{}\t{}\t{:.2f}\t{:.2f}\n", report::TsvField(l.doc),
                          report::TsvField(l.from), l.derivation, l.resemblance, l.containment)));
  return FlushOutput();
}

// Opens the store for a decision, which writes documents anew.
template <typename Work>
Status Decide(const Settings& settings, const ClusterArguments& arguments, const char* name,
              Work work) {
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  const corpus::OccurrenceModel model(*lexicon);
  BONGSU_ASSIGN_OR_RETURN(auto options,
                          MakeOpenOptions(settings, arguments.store, store::Mode::kWrite, name));
  options.occurrences = &model;
  BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::Open(settings.workspace, options));
  BONGSU_ASSIGN_OR_RETURN(const int entered, work(*store, options.now));
  if (!settings.quiet)
    fmt::print(stderr, "{} decision{} entered\n", entered, entered == 1 ? "" : "s");
  return {};
}

Status Merge(const Settings& settings, const ClusterArguments& arguments) {
  return Decide(
      settings, arguments, "cluster merge", [&](store::Store& store, const std::string& now) {
        return store.Merge(arguments.id, arguments.other, arguments.who, arguments.reason, now);
      });
}

Status Split(const Settings& settings, const ClusterArguments& arguments) {
  return Decide(settings, arguments, "cluster split",
                [&](store::Store& store, const std::string& now) {
                  return store.Split(arguments.records, arguments.who, arguments.reason, now);
                });
}

}  // namespace

void AddCluster(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<ClusterArguments>();
  CLI::App* command = root.add_subcommand("cluster", "Occurrences: one event out of many reports");
  command->require_subcommand(1);
  using Step = Status (*)(const Settings&, const ClusterArguments&);
  const auto add = [&](const char* name, const char* help, Step step) {
    CLI::App* sub = command->add_subcommand(name, help);
    AddStoreOptions(*sub, arguments->store);
    sub->callback([&settings, &action, arguments, step] {
      action = [&settings, arguments, step] { return step(settings, *arguments); };
    });
    return sub;
  };
  const auto format = [&](CLI::App* sub) {
    sub->add_option("--format", arguments->format, "table or jsonl")
        ->check(CLI::IsMember({"table", "jsonl"}))
        ->capture_default_str();
  };
  const auto as_of = [&](CLI::App* sub) {
    sub->add_option("--as-of", arguments->filter.as_of,
                    "What was known at the end of that day, YYYY-MM-DD");
  };
  const auto decided = [&](CLI::App* sub) {
    sub->add_option("--by", arguments->who, "Who decides")->required();
    sub->add_option("--reason", arguments->reason, "Why");
  };
  CLI::App* list = add("list", "Occurrences with their three counts", List);
  list->add_option("--actor", arguments->filter.actor, "Code of an actor")->delimiter(',');
  list->add_option("--recipient", arguments->filter.recipient, "Code of a recipient")
      ->delimiter(',');
  list->add_option("--event", arguments->filter.event, "Event type")->delimiter(',');
  list->add_option("--since", arguments->filter.since, "First day, YYYY-MM-DD");
  list->add_option("--until", arguments->filter.until, "Last day, YYYY-MM-DD");
  list->add_flag("--all", arguments->all, "Also those with one report");
  as_of(list);
  format(list);
  CLI::App* show =
      add("show", "One occurrence: its reports, who asserts, who denies, since when", Show);
  show->add_option("ID", arguments->id, "Of the occurrence or of one of its records")->required();
  as_of(show);
  format(show);
  CLI::App* merge = add("merge", "Two occurrences are one", Merge);
  merge->add_option("A", arguments->id, "Of an occurrence or one of its records")->required();
  merge->add_option("B", arguments->other, "Of the other")->required();
  decided(merge);
  CLI::App* split = add("split", "Records that are about another occurrence than the rest", Split);
  split->add_option("RECORD", arguments->records, "Ids of the records that leave")->required();
  decided(split);
  add("documents",
      "Which document derives from which: document, from, how, resemblance, containment", Documents)
      ->add_option("DOC", arguments->doc, "Only what this document derives from or gave rise to");
  command->footer(
      "A decision by hand is journalled and survives coding anew.\n\n"
      "Examples:\n"
      "  bongsu cluster list --actor RUS --recipient PRK\n"
      "  bongsu cluster show o-3f9c\n"
      "  bongsu cluster merge o-3f9c o-77ab --by kim --reason 'same drill'\n"
      "  bongsu cluster split e-12ab --by kim\n");
}

}  // namespace bongsu::cli
