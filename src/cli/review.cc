// bongsu review: accept, reject or correct a record; what was decided, and what lost its record.
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "corpus/occurrence.h"
#include "report/event_table.h"
#include "report/review_text.h"

namespace bongsu::cli {
namespace {

struct ReviewArguments {
  std::string id, who, reason;
  std::vector<std::string> set;
  StoreSettings store{"30s"};
};

// The score of what a correction makes of a record, unless it says one (data/events.tsv).
std::string WithScore(const lexicon::Lexicon& lexicon, const std::vector<std::string>& set) {
  std::string event, mode, out;
  bool scored = false;
  for (const std::string& field : set) {
    out += (out.empty() ? "" : ";") + field;
    if (field.starts_with("event=")) event = field.substr(6);
    if (field.starts_with("mode=")) mode = field.substr(5);
    scored = scored || field.starts_with("score=");
  }
  if (event.empty() || scored) return out;
  const lexicon::Table events = lexicon.table("events");
  for (size_t r = 0; r < events.rows(); ++r)
    if (events.cell(r, 0) == event && events.cell(r, 1) == mode)
      return out + ";score=" + std::string(events.cell(r, 3));
  return out;
}

Status Enter(const Settings& settings, const ReviewArguments& arguments, const char* kind) {
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  const corpus::OccurrenceModel model(*lexicon);
  BONGSU_ASSIGN_OR_RETURN(auto options,
                          MakeOpenOptions(settings, arguments.store, store::Mode::kWrite,
                                          std::string("review ") + kind + " " + arguments.id));
  options.occurrences = &model;
  BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::Open(settings.workspace, options));
  BONGSU_ASSIGN_OR_RETURN(const store::DecisionEntry entry,
                          store->Review(kind, arguments.id, WithScore(*lexicon, arguments.set),
                                        arguments.who, arguments.reason, options.now));
  if (!settings.quiet) fmt::print(stderr, "{}\n", report::DecisionLine(entry));
  return {};
}

Status Accept(const Settings& settings, const ReviewArguments& arguments) {
  return Enter(settings, arguments, "accept");
}
Status Reject(const Settings& settings, const ReviewArguments& arguments) {
  return Enter(settings, arguments, "reject");
}
Status Correct(const Settings& settings, const ReviewArguments& arguments) {
  return Enter(settings, arguments, "correct");
}

template <typename Fits>
Status PrintDecisions(const Settings& settings, const ReviewArguments& arguments, const char* name,
                      Fits fits) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, name));
  BONGSU_ASSIGN_OR_RETURN(const auto entries, store->Decisions());
  size_t shown = 0;
  for (const store::DecisionEntry& e : entries) {
    if (!fits(e)) continue;
    ++shown;
    BONGSU_RETURN_IF_ERROR(Print(report::DecisionLine(e) + "\n"));
  }
  if (shown == 0) fmt::print(stderr, "none\n");
  return FlushOutput();
}

Status List(const Settings& settings, const ReviewArguments& arguments) {
  return PrintDecisions(settings, arguments, "review list",
                        [](const store::DecisionEntry&) { return true; });
}

Status Orphans(const Settings& settings, const ReviewArguments& arguments) {
  return PrintDecisions(settings, arguments, "review orphans",
                        [](const store::DecisionEntry& e) { return e.orphan(); });
}

Status Export(const Settings& settings, const ReviewArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(
      const auto store, OpenStore(settings, arguments.store, store::Mode::kRead, "review export"));
  BONGSU_ASSIGN_OR_RETURN(const auto entries, store->Decisions());
  for (const store::DecisionEntry& e : entries) {
    BONGSU_ASSIGN_OR_RETURN(const std::string row, report::GoldRow(e));
    if (!row.empty()) BONGSU_RETURN_IF_ERROR(Print(row + "\n"));
  }
  return FlushOutput();
}

}  // namespace

void AddReview(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<ReviewArguments>();
  CLI::App* command = root.add_subcommand("review", "Accept, reject or correct records");
  command->require_subcommand(1);
  using Step = Status (*)(const Settings&, const ReviewArguments&);
  const auto add = [&](const char* name, const char* help, Step step) {
    CLI::App* sub = command->add_subcommand(name, help);
    AddStoreOptions(*sub, arguments->store);
    sub->callback([&settings, &action, arguments, step] {
      action = [&settings, arguments, step] { return step(settings, *arguments); };
    });
    return sub;
  };
  const auto decision = [&](const char* name, const char* help, Step step) {
    CLI::App* sub = add(name, help, step);
    sub->add_option("ID", arguments->id, "The record's id or its beginning")->required();
    sub->add_option("--by", arguments->who, "Who decides")->required();
    sub->add_option("--reason", arguments->reason, "Why");
    return sub;
  };
  decision("accept", "The record is right as it stands; takes back an earlier decision", Accept);
  decision("reject", "The text does not say so: out of all queries, kept here", Reject);
  decision("correct", "The record is to read otherwise", Correct)
      ->add_option("--set", arguments->set,
                   "FIELD=VALUE; event, mode, actor, recipient, attribution, aux, item, context, "
                   "date, score")
      ->required()
      ->allow_extra_args(false);
  add("list", "All decisions, with who, when and why", List);
  add("orphans", "Decisions whose record is not there any more", Orphans);
  add("export", "Reviewed records as gold rows, for `bongsu eval`", Export);
  command->footer(
      "Decisions are journalled, carried over when a document is coded anew, and override the "
      "coder.\n\n"
      "Examples:\n"
      "  bongsu review accept e-3f9c --by kim\n"
      "  bongsu review correct e-3f9c --set event=AID --set recipient=PRK/GOV --by kim --reason "
      "'the text says to whom'\n"
      "  bongsu review orphans\n");
}

}  // namespace bongsu::cli
