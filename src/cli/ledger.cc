// bongsu ledger: which paragraph reported events would engage, and what speakers say of that.
#include "regime/ledger.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "cli/filter_options.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "report/ledger_text.h"

namespace bongsu::cli {
namespace {

struct LedgerArguments {
  store::EventFilter filter;
  std::vector<std::string> instrument, regime;
  std::string id, format = "table", in = "ko";
  bool inferred = false, asserted = false, all = false;
  StoreSettings store{"30s"};
};

// What every step needs: the store, the instruments, the words of a language.
struct Desk {
  std::unique_ptr<regime::Ledger> ledger;
  std::unique_ptr<store::Store> store;
  std::shared_ptr<const lexicon::Lexicon> lexicon;
  std::unique_ptr<report::Phrases> phrases;
  std::unique_ptr<report::PartyNames> names;
};

Result<Desk> OpenDesk(const Settings& settings, const LedgerArguments& arguments) {
  Desk desk;
  BONGSU_ASSIGN_OR_RETURN(desk.ledger, regime::Ledger::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(desk.lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(
      report::Phrases phrases,
      report::Phrases::FromTable(desk.lexicon->table("report.phrases"), arguments.in));
  desk.phrases = std::make_unique<report::Phrases>(std::move(phrases));
  desk.names = std::make_unique<report::PartyNames>(*desk.phrases, *desk.lexicon);
  BONGSU_ASSIGN_OR_RETURN(desk.store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "ledger"));
  return desk;
}

bool Wanted(const LedgerArguments& arguments, const regime::LedgerEntry& e) {
  const auto any = [](const std::vector<std::string>& of, const std::string& word) {
    return of.empty() || std::find(of.begin(), of.end(), word) != of.end();
  };
  if (!any(arguments.instrument, e.instrument->id) || !any(arguments.regime, e.instrument->regime))
    return false;
  if (arguments.inferred && !e.holders.empty()) return false;
  if (arguments.asserted && e.holders.empty()) return false;
  return arguments.all || e.strength != regime::Strength::kExempt;
}

report::LedgerRow RowOf(const Desk& desk, const LedgerArguments& arguments,
                        store::StoredEvent&& event) {
  report::LedgerRow row{std::move(event), {}};
  row.entries = desk.ledger->EntriesOf(row.event.event, row.event.day);
  std::erase_if(row.entries, [&](const auto& e) { return !Wanted(arguments, e); });
  return row;
}

Status List(const Settings& settings, const LedgerArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const Desk desk, OpenDesk(settings, arguments));
  size_t events = 0, entries = 0;
  BONGSU_RETURN_IF_ERROR(
      desk.store->QueryEvents(arguments.filter, [&](store::StoredEvent&& event) -> Status {
        const report::LedgerRow row = RowOf(desk, arguments, std::move(event));
        if (row.entries.empty()) return {};
        ++events;
        entries += row.entries.size();
        return Print(arguments.format == "jsonl"
                         ? report::LedgerJson(row, *desk.phrases, *desk.names)
                         : report::LedgerGroup(row, *desk.phrases, *desk.names));
      }));
  if (!settings.quiet)
    fmt::print(stderr, "{} entr{} on {} record{}. {}\n", entries, entries == 1 ? "y" : "ies",
               events, events == 1 ? "" : "s", desk.phrases->Fill("ledger.disclaimer"));
  return FlushOutput();
}

Status Show(const Settings& settings, const LedgerArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const Desk desk, OpenDesk(settings, arguments));
  BONGSU_ASSIGN_OR_RETURN(store::StoredEvent event, desk.store->GetEvent(arguments.id));
  LedgerArguments everything = arguments;
  everything.all = true;
  const report::LedgerRow row = RowOf(desk, everything, std::move(event));
  BONGSU_RETURN_IF_ERROR(Print(arguments.format == "jsonl"
                                   ? report::LedgerJson(row, *desk.phrases, *desk.names)
                                   : report::LedgerDetails(row, *desk.phrases, *desk.names)));
  return FlushOutput();
}

Status Caps(const Settings& settings, const LedgerArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const Desk desk, OpenDesk(settings, arguments));
  BONGSU_ASSIGN_OR_RETURN(
      auto events, desk.store->EventsForBrief(arguments.filter.since, arguments.filter.until));
  std::vector<report::LedgerRow> rows;
  for (store::StoredEvent& event : events) rows.push_back(RowOf(desk, arguments, std::move(event)));
  const std::vector<report::CapSum> sums = report::SumCaps(rows);
  if (sums.empty()) fmt::print(stderr, "no event falls under a paragraph with a cap\n");
  for (const report::CapSum& sum : sums)
    BONGSU_RETURN_IF_ERROR(Print(report::CapLine(sum, *desk.phrases)));
  return FlushOutput();
}

// The instruments themselves need no workspace.
Status Instruments(const Settings& settings, const LedgerArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto ledger, regime::Ledger::Load(LexiconFolders(settings)));
  bool found = arguments.id.empty();
  for (const regime::Instrument& i : ledger->instruments()) {
    if (!arguments.id.empty() && i.id != arguments.id) continue;
    found = true;
    BONGSU_RETURN_IF_ERROR(
        Print(fmt::format("{}\t{}\t{}\t{}\n", i.id, i.regime, i.nature, i.name.In(arguments.in))));
    if (arguments.id.empty()) continue;
    for (const regime::Paragraph& p : i.paragraphs)
      BONGSU_RETURN_IF_ERROR(
          Print(fmt::format("  {}\t{}\t{}\t{}\t{}\n", p.id, p.force, p.direction,
                            p.bars.In(arguments.in), p.confirmed ? "" : "unverified")));
  }
  if (!found) return {ErrorCode::kNotFound, arguments.id + ": no such instrument"};
  return FlushOutput();
}

}  // namespace

void AddLedger(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<LedgerArguments>();
  CLI::App* command = root.add_subcommand(
      "ledger", "Paragraphs of resolutions and treaties that reported events would engage");
  command->require_subcommand(1);
  using Step = Status (*)(const Settings&, const LedgerArguments&);
  const auto add = [&](const char* name, const char* help, Step step) {
    CLI::App* sub = command->add_subcommand(name, help);
    AddStoreOptions(*sub, arguments->store);
    sub->add_option("--in", arguments->in, "Language of the wording: ko, en, ja")
        ->check(CLI::IsMember({"ko", "en", "ja"}))
        ->capture_default_str();
    sub->callback([&settings, &action, arguments, step] {
      action = [&settings, arguments, step] { return step(settings, *arguments); };
    });
    return sub;
  };
  const auto chosen = [&](CLI::App* sub) {
    sub->add_option("--instrument", arguments->instrument, "Only of these, e.g. \"UNSCR 1718\"")
        ->delimiter(',');
    sub->add_option("--regime", arguments->regime, "Only of these: dprk, iran, global")
        ->delimiter(',');
    sub->add_flag("--inferred", arguments->inferred, "Only what the rules say");
    sub->add_flag("--asserted", arguments->asserted, "Only what speakers say");
    sub->add_flag("--all", arguments->all, "Also what an exemption covers");
    sub->add_option("--format", arguments->format, "table or jsonl")
        ->check(CLI::IsMember({"table", "jsonl"}))
        ->capture_default_str();
  };
  CLI::App* list = add("list", "Events with the paragraphs they would engage", List);
  AddFilterOptions(*list, arguments->filter);
  chosen(list);
  CLI::App* show = add("show", "One event: every paragraph, what is open, exemptions", Show);
  show->add_option("ID", arguments->id, "Of a record")->required();
  chosen(show);
  CLI::App* caps = add("caps", "Amounts reported under paragraphs with a yearly cap", Caps);
  caps->add_option("--since", arguments->filter.since, "First day, YYYY-MM-DD");
  caps->add_option("--until", arguments->filter.until, "Last day, YYYY-MM-DD");
  add("instruments", "The instruments; with an ID its paragraphs", Instruments)
      ->add_option("ID", arguments->id, "E.g. \"UNSCR 2397\"");
  command->footer(
      "A rule applied to a record; not a finding that anything was violated.\n\n"
      "Examples:\n"
      "  bongsu ledger list --actor RUS --recipient PRK --in en\n"
      "  bongsu ledger show e-12ab\n"
      "  bongsu ledger caps --since 2024-01-01\n"
      "  bongsu ledger instruments 'UNSCR 1718'\n");
}

}  // namespace bongsu::cli
