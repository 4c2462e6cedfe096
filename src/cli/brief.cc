// `bongsu brief`: what the records of a period say, with the evidence of every line.
#include "report/brief.h"

#include <cstdio>
#include <memory>

#include "base/file.h"
#include "cli/command.h"
#include "cli/terminal.h"
#include "lexicon/lexicon.h"
#include "store/store.h"

namespace bongsu::cli {
namespace {

struct BriefOptions {
  std::string since, until, lang = "ko", output;
  std::vector<std::string> dyad;
};

Status Brief(const Settings& settings, const BriefOptions& options) {
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(
      const report::Phrases phrases,
      report::Phrases::FromTable(lexicon->table("report.phrases"), options.lang));
  store::OpenOptions open;
  open.command = "brief";
  open.now = Now(settings);
  open.interrupted = Interrupted;
  BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::Open(settings.workspace, open));
  BONGSU_ASSIGN_OR_RETURN(const auto events, store->EventsForBrief(options.since, options.until));
  std::vector<std::string> dyad = options.dyad;
  for (std::string& code : dyad)
    for (char& c : code)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const report::BriefInput input{events, options.since, options.until, dyad};
  BONGSU_ASSIGN_OR_RETURN(
      const std::string brief,
      report::MarkdownBrief(input, phrases, report::PartyNames(phrases, *lexicon)));
  if (!options.output.empty()) return base::WriteFileAtomically(options.output, brief);
  BONGSU_RETURN_IF_ERROR(Print(brief));
  return FlushOutput();
}

}  // namespace

void AddBrief(CLI::App& root, Settings& settings, Action& action) {
  CLI::App* command = root.add_subcommand(
      "brief", "Write a brief of a period: what happened, is planned, is claimed");
  const auto options = std::make_shared<BriefOptions>();
  command->add_option("--since", options->since,
                      "First day, YYYY-MM-DD; without it from the first record on");
  command->add_option("--until", options->until,
                      "Last day, YYYY-MM-DD; without it to the last record");
  command
      ->add_option("--dyad", options->dyad,
                   "Only records that name all of these as actor or recipient: RUS,PRK")
      ->delimiter(',');
  command->add_option("--lang", options->lang, "Language of the brief: ko, en, ja")
      ->capture_default_str();
  command->add_option("-o,--output", options->output,
                      "Write to this file; without it to standard output");
  command->footer(
      "Examples:\n"
      "  bongsu brief --since 2024-07-01 --until 2024-07-31 -o brief.md\n"
      "  bongsu brief --dyad RUS,PRK --lang en");
  command->callback([&settings, &action, options] {
    action = [&settings, options] { return Brief(settings, *options); };
  });
}

}  // namespace bongsu::cli
