// bongsu backup, restore, check, rebuild: keeping a workspace safe.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <map>
#include <memory>
#include <unordered_map>

#include "archive/journal.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/ingester.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "store/backup.h"
#include "store/workspace.h"

namespace bongsu::cli {
namespace {

struct KeepArguments {
  std::string folder;
  bool in_process = false;
  StoreSettings store{"30s"};
};

// --- backup, restore ---

std::string Megabytes(const store::CopySummary& s) {
  return fmt::format("{} files, {:.1f} MB", s.files, static_cast<double>(s.bytes) / 1e6);
}

Status RunBackup(const Settings& settings, const KeepArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto options,
                          MakeOpenOptions(settings, arguments.store, store::Mode::kRead, "backup"));
  BONGSU_ASSIGN_OR_RETURN(const store::CopySummary done,
                          store::Backup(settings.workspace, arguments.folder, options));
  if (!settings.quiet) fmt::print(stderr, "{}: {}\n", arguments.folder, Megabytes(done));
  return {};
}

Status RunRestore(const Settings& settings, const KeepArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto options, MakeOpenOptions(settings, arguments.store,
                                                              store::Mode::kRead, "restore"));
  BONGSU_ASSIGN_OR_RETURN(const store::CopySummary done,
                          store::Restore(arguments.folder, settings.workspace, options));
  if (!settings.quiet) fmt::print(stderr, "{}: {}\n", settings.workspace, Megabytes(done));
  return {};
}

// --- check ---

Status CheckHere(const Settings& settings, const KeepArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "check"));
  uint64_t findings = 0;
  BONGSU_RETURN_IF_ERROR(store->Check(
      [&](const std::string& finding) {
        ++findings;
        (void)Print(finding + "\n");
      },
      {}));
  BONGSU_RETURN_IF_ERROR(FlushOutput());
  if (findings > 0)
    return {ErrorCode::kCorruption,
            fmt::format("{} finding{}; `bongsu rebuild` makes the database anew", findings,
                        findings == 1 ? "" : "s")};
  if (!settings.quiet) fmt::print(stderr, "nothing found\n");
  return {};
}

// The engine may die of a damaged file; then the child dies and the answer is damage all the same.
Status RunCheck(const Settings& settings, const KeepArguments& arguments) {
  std::fflush(stdout);
  const pid_t child = ::fork();
  if (child < 0) return {ErrorCode::kIoError, "no process for the check"};
  if (child == 0) {
    const Status status = CheckHere(settings, arguments);
    if (!status.ok()) fmt::print(stderr, "bongsu: {}\n", status.message());
    std::fflush(stdout);
    std::fflush(stderr);
    ::_exit(static_cast<int>(status.code()));
  }
  int how = 0;
  while (::waitpid(child, &how, 0) < 0)
    if (errno != EINTR) return {ErrorCode::kIoError, "the check was lost"};
  if (WIFEXITED(how)) {
    if (WEXITSTATUS(how) == 0) return {};
    return {static_cast<ErrorCode>(WEXITSTATUS(how)), "the workspace did not pass the check"};
  }
  return {ErrorCode::kCorruption,
          fmt::format("the database engine died of the file (signal {}): it is damaged; `bongsu "
                      "rebuild` makes it anew",
                      WIFSIGNALED(how) ? WTERMSIG(how) : 0)};
}

// --- rebuild ---

// Every source of the archive, in the order in which it came, for reading it again.
Result<std::vector<Input>> ArchivedInputs(const std::string& archive) {
  std::vector<Input> inputs;
  std::unordered_map<std::string, archive::Location> bytes_at;  // by hash
  BONGSU_RETURN_IF_ERROR(archive::ScanArchive(
      archive,
      [&](archive::Record&& record, archive::Location location) -> Status {
        if (!record.revisit) bytes_at[record.hash] = location;
        const auto at = bytes_at.find(record.hash);
        if (at == bytes_at.end()) {
          fmt::print(stderr, "bongsu: {}: its bytes are lost\n", record.doc);
          return {};
        }
        inputs.push_back({record.doc, record.doc,
                          StoredSource{archive, at->second, record.lang, record.outlet,
                                       record.published, record.date}});
        return Interrupted() ? Status(ErrorCode::kInterrupted, "interrupted") : Status();
      },
      [](const std::string& reason) { fmt::print(stderr, "bongsu: passed over: {}\n", reason); }));
  return inputs;
}

Status RunRebuild(const Settings& settings, const KeepArguments& arguments) {
  const store::WorkspacePaths paths(settings.workspace);
  const std::string fresh_file = "bongsu.duckdb.rebuilt";
  const store::WorkspacePaths fresh(settings.workspace, fresh_file);
  std::error_code error;
  if (!std::filesystem::exists(paths.archive(), error))
    return {ErrorCode::kNotFound, settings.workspace + ": no archive here to rebuild from"};
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  const corpus::OccurrenceModel occurrences(*engine.lexicon);
  BONGSU_ASSIGN_OR_RETURN(
      auto options, MakeOpenOptions(settings, arguments.store, store::Mode::kWrite, "rebuild"));
  options.occurrences = &occurrences;
  options.database_file = fresh_file;
  options.interrupted = [] { return false; };
  // What an earlier rebuild left that was broken off.
  for (const std::string& left : {fresh.database(), fresh.database() + ".wal"})
    std::filesystem::remove(left, error);
  store::IngestCounts counts;
  {
    BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::Open(settings.workspace, options));
    BONGSU_ASSIGN_OR_RETURN(const std::vector<Input> inputs, ArchivedInputs(paths.archive()));
    BONGSU_RETURN_IF_ERROR(KeepLexicon(settings.workspace, *engine.lexicon));
    BONGSU_RETURN_IF_ERROR(store->ReplayJournal(paths.journal()));
    Ingester ingester(*store, {BONGSU_VERSION, engine.lexicon_checksum, "rebuild", options.now},
                      500);
    Progress progress("rebuild", inputs.size(), settings.quiet);
    PipelineOptions pipeline;
    pipeline.threads = settings.threads;
    pipeline.sign = true;
    pipeline.ahead = kReadAhead;
    BONGSU_RETURN_IF_ERROR(Run(*engine.coder, inputs, pipeline, [&](Processed&& p) {
      progress.Advance(p.document.source.size(), p.coded.events.size());
      return ingester.Take(std::move(p));
    }));
    BONGSU_RETURN_IF_ERROR(ingester.Flush());
    progress.Clear();
    BONGSU_RETURN_IF_ERROR(store->ReplayQuarantine(paths.journal()));
    BONGSU_RETURN_IF_ERROR(store->FinishRun(Now(settings)));
    BONGSU_RETURN_IF_ERROR(store->Checkpoint());
    counts = ingester.counts();
    // Under the lock: the old database gives way to the new one, whole.
    std::filesystem::remove(paths.database() + ".wal", error);
    std::filesystem::rename(fresh.database(), paths.database(), error);
    if (error) return {ErrorCode::kIoError, paths.database() + ": " + error.message()};
    BONGSU_RETURN_IF_ERROR(store->RemoveReplacedRecords());
  }
  if (!settings.quiet) fmt::print(stderr, "rebuilt: {}", Summary(counts));
  return {};
}

}  // namespace

void AddKeep(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<KeepArguments>();
  using Step = Status (*)(const Settings&, const KeepArguments&);
  const auto add = [&](const char* name, const char* help, Step step, const char* examples) {
    CLI::App* command = root.add_subcommand(name, help);
    AddStoreOptions(*command, arguments->store);
    command->footer(examples);
    command->callback([&settings, &action, arguments, step] {
      action = [&settings, arguments, step] { return step(settings, *arguments); };
    });
    return command;
  };
  add("backup", "Copy the workspace into a folder that can be checked", RunBackup,
      "Examples:\n  bongsu backup /mnt/backup/2024-08-01\n")
      ->add_option("FOLDER", arguments->folder, "Must not exist")
      ->required();
  add("restore", "Make the workspace from a backup", RunRestore,
      "The workspace must not exist: move a damaged one away first.\n\n"
      "Examples:\n  bongsu --workspace ws restore /mnt/backup/2024-08-01\n")
      ->add_option("FOLDER", arguments->folder, "Of the backup")
      ->required();
  add("check", "Look for damage: records, sums, sources, journal", RunCheck,
      "Runs in a process of its own, which a damaged file may kill. Ends with code 4 when "
      "something "
      "is found.\n\nExamples:\n  bongsu check\n");
  add("rebuild", "Make the database anew from archive and journal", RunRebuild,
      "The old database stays in place until the new one is whole. Sources are coded with the "
      "present lexicon;\nwhat people decided is carried over, and when a document became known "
      "stays.\n\nExamples:\n  bongsu rebuild\n");
}

}  // namespace bongsu::cli
