// bongsu ingest: sources into the archive, documents and events into the database, a transaction
// per batch.
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "cli/engine.h"
#include "cli/ingester.h"
#include "cli/open_store.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"

namespace bongsu::cli {
namespace {

struct IngestArguments {
  std::vector<std::string> paths;
  PipelineOptions pipeline;
  StoreSettings store{"30s"};
  size_t batch = 500;
};

std::string CommandLine(const IngestArguments& arguments) {
  std::string out = "ingest";
  for (const std::string& path : arguments.paths) out += " " + path;
  return out;
}

Status RunIngest(const Settings& settings, const IngestArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Input> inputs, ExpandInputs(arguments.paths));
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  const std::string command = CommandLine(arguments);
  BONGSU_ASSIGN_OR_RETURN(auto options,
                          MakeOpenOptions(settings, arguments.store, store::Mode::kWrite, command));
  // Ctrl-C ends the waiting; later it ends the pipeline, and the batch in hand is still written
  // whole.
  bool opening = true;
  options.interrupted = [&opening] { return opening && Interrupted(); };
  const corpus::OccurrenceModel occurrences(*engine.lexicon);
  options.occurrences = &occurrences;
  BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::Open(settings.workspace, options));
  opening = false;
  BONGSU_RETURN_IF_ERROR(KeepLexicon(settings.workspace, *engine.lexicon));

  Ingester ingester(*store, {BONGSU_VERSION, engine.lexicon_checksum, command, options.now},
                    arguments.batch);
  Progress progress("ingest", inputs.size(), settings.quiet);
  PipelineOptions pipeline = arguments.pipeline;
  pipeline.threads = settings.threads;
  pipeline.sign = true;
  pipeline.ahead = kReadAhead;
  Status status = Run(*engine.coder, inputs, pipeline, [&](Processed&& p) {
    progress.Advance(p.document.source.size(), p.coded.events.size());
    return ingester.Take(std::move(p));
  });
  if (status.ok() || status.code() == ErrorCode::kInterrupted)
    if (Status flushed = ingester.Flush(); !flushed.ok()) status = flushed;
  progress.Clear();
  if (status.ok()) status = store->FinishRun(Now(settings));
  if (!settings.quiet)
    fmt::print(stderr, "{}{}", status.ok() ? "" : "stopped: ", Summary(ingester.counts()));
  if (status.ok() && !inputs.empty() && ingester.counts().quarantined == inputs.size())
    return {ErrorCode::kBadInput, "no document could be read"};
  return status;
}

}  // namespace

void AddIngest(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<IngestArguments>();
  CLI::App* command =
      root.add_subcommand("ingest", "Code documents and keep them in the workspace");
  command->add_option("PATH", arguments->paths, "Files, folders, or - for stdin")->required();
  command->add_option("--lang", arguments->pipeline.lang, "Language of the documents: ko, en, ja");
  command->add_option("--date", arguments->pipeline.date, "Publication date, YYYY-MM-DD");
  command->add_option("--outlet", arguments->pipeline.outlet, "Outlet the documents come from");
  command->add_option("--batch", arguments->batch, "Documents per transaction")
      ->check(CLI::Range(1, 100000))
      ->capture_default_str();
  AddStoreOptions(*command, arguments->store);
  command->footer(
      "Reading the same files again changes nothing; a changed file replaces its events and its "
      "old version stays\n"
      "known. What cannot be read goes to quarantine.\n\n"
      "Examples:\n"
      "  bongsu ingest posts/\n"
      "  bongsu --workspace ws ingest --lang ko --date 2024-07-28 note.txt\n");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return RunIngest(settings, *arguments); };
  });
}

}  // namespace bongsu::cli
