// bongsu quarantine: what could not be read, and what to do about it.
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "report/event_table.h"
#include "text/utf8.h"

namespace bongsu::cli {
namespace {

struct QuarantineArguments {
  std::string id;
  bool all = false;
  StoreSettings store{"30s"};
};

// Enough to recognise the file by.
constexpr size_t kExcerptBytes = 400;

// The message without the path that some begin with: the document stands before it.
std::string Reason(const store::QuarantineEntry& e) {
  const std::string path = e.path + ": ";
  return e.message.starts_with(path) ? e.message.substr(path.size()) : e.message;
}

Status List(const Settings& settings, const QuarantineArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store, OpenStore(settings, arguments.store, store::Mode::kRead,
                                                      "quarantine list"));
  BONGSU_ASSIGN_OR_RETURN(const auto entries, store->Quarantine(arguments.all));
  if (entries.empty()) fmt::print(stderr, "nothing in quarantine\n");
  for (const store::QuarantineEntry& e : entries) {
    const std::string state = arguments.all ? e.state + "  " : "";
    const std::string line =
        fmt::format("{}  {}  {}{}: {}: {}", e.id, e.first_seen.substr(0, 10), state,
                    report::TsvField(e.doc), e.code, report::TsvField(Reason(e)));
    BONGSU_RETURN_IF_ERROR(Print(text::ClipColumns(line, TerminalColumns()) + "\n"));
  }
  return FlushOutput();
}

Status Show(const Settings& settings, const QuarantineArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store, OpenStore(settings, arguments.store, store::Mode::kRead,
                                                      "quarantine show"));
  BONGSU_ASSIGN_OR_RETURN(const store::QuarantineEntry e, store->GetQuarantine(arguments.id));
  BONGSU_RETURN_IF_ERROR(Print(
      fmt::format("id          {}\nstate       {}\ndoc         {}\npath        {}\nfirst seen  "
                  "{}\nreason      {}: {}\n",
                  e.id, e.state, report::TsvField(e.doc), report::TsvField(e.path), e.first_seen,
                  e.code, report::TsvField(e.message))));
  if (e.source_hash.empty()) {
    BONGSU_RETURN_IF_ERROR(Print("source      could not be read, nothing is stored\n"));
    return FlushOutput();
  }
  BONGSU_ASSIGN_OR_RETURN(const std::string source, store->Source(e.source_hash));
  const std::string excerpt = report::TsvField(text::RepairUtf8(source.substr(0, kExcerptBytes)));
  BONGSU_RETURN_IF_ERROR(Print(
      fmt::format("source      {} bytes, {}\n\n{}\n", source.size(), e.source_hash, excerpt)));
  return FlushOutput();
}

Status Drop(const Settings& settings, const QuarantineArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(
      const auto store,
      OpenStore(settings, arguments.store, store::Mode::kWrite, "quarantine drop " + arguments.id));
  BONGSU_ASSIGN_OR_RETURN(const store::QuarantineEntry e,
                          store->DropQuarantine(arguments.id, Now(settings)));
  if (!settings.quiet) fmt::print(stderr, "dropped {} ({})\n", e.id, e.doc);
  return {};
}

}  // namespace

void AddQuarantine(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<QuarantineArguments>();
  CLI::App* command =
      root.add_subcommand("quarantine", "List, show or drop what could not be read");
  command->require_subcommand(1);
  using Step = Status (*)(const Settings&, const QuarantineArguments&);
  const auto add = [&](const char* name, const char* help, Step step) {
    CLI::App* sub = command->add_subcommand(name, help);
    AddStoreOptions(*sub, arguments->store);
    sub->callback([&settings, &action, arguments, step] {
      action = [&settings, arguments, step] { return step(settings, *arguments); };
    });
    return sub;
  };
  add("list", "What is waiting", List)
      ->add_flag("--all", arguments->all, "Also what was dropped or could be read since");
  add("show", "One entry with its reason and the beginning of its source", Show)
      ->add_option("ID", arguments->id, "The id or its beginning")
      ->required();
  add("drop", "Take an entry off the list for good; the source stays archived", Drop)
      ->add_option("ID", arguments->id, "The id or its beginning")
      ->required();
  command->footer(
      "Examples:\n  bongsu quarantine list\n  bongsu quarantine show q-3f9c\n  bongsu quarantine "
      "drop q-3f9c\n");
}

}  // namespace bongsu::cli
