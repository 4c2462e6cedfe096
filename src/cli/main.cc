#include <unistd.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "cli/command.h"
#include "lexicon/tsv.h"

namespace bongsu::cli {
namespace {

std::atomic<bool> interrupted{false};

void OnInterrupt(int) {
  interrupted = true;
  std::signal(SIGINT, SIG_DFL);  // a second Ctrl-C ends at once
}

// Where data/ lies: beside the binary as installed or as built, else in the working folder.
std::string FindDataDir() {
  namespace fs = std::filesystem;
  if (const char* named = std::getenv("BONGSU_DATA"); named != nullptr && *named != 0) return named;
  std::error_code ec;
  const fs::path binary = fs::read_symlink("/proc/self/exe", ec);
  const fs::path folder = binary.parent_path();
  for (const fs::path& candidate :
       {folder / "../share/bongsu/data", folder / "../../data", fs::path("data")})
    if (fs::is_regular_file(candidate / "frames.tsv", ec))
      return candidate.lexically_normal().string();
  return "data";
}

// The folders of a list as PATH has it.
std::vector<std::string> SplitPath(const char* list) {
  std::vector<std::string> folders;
  for (const std::string_view folder : lexicon::Split(list == nullptr ? "" : list, ':'))
    if (!folder.empty()) folders.emplace_back(folder);
  return folders;
}

// Empty when `time` has the form YYYY-MM-DDTHH:MM:SSZ, else what is wrong.
std::string CheckTime(std::string& time) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  bool good = time.size() == kForm.size();
  for (size_t i = 0; good && i < kForm.size(); ++i)
    good = kForm[i] == '0' ? time[i] >= '0' && time[i] <= '9' : time[i] == kForm[i];
  return good ? std::string() : "not a time (YYYY-MM-DDTHH:MM:SSZ): " + time;
}

constexpr const char* kFooter =
    "Examples:\n"
    "  bongsu code examples/posts                      events of a folder of posts, as a table\n"
    "  bongsu code --format jsonl post.md              one JSON record per event\n"
    "  bongsu ingest examples/posts                    keep them in a workspace\n"
    "  bongsu events --actor RUS --recipient PRK       what Russia did toward North Korea\n"
    "  bongsu explain post.md                          why each sentence gave what it gave\n"
    "  bongsu brief --since 2024-07-22 --until 2024-08-04\n"
    "Exit codes: 0 done, 2 bad arguments, 3 not found, 4 corrupt data, 5 input/output error, 6 "
    "unsupported,\n"
    "7 a limit was reached, 8 workspace busy, 9 bad input, 130 interrupted.";

}  // namespace

bool Interrupted() { return interrupted; }

lexicon::Folders LexiconFolders(const Settings& settings) {
  return {settings.data_dir, settings.own_lexicons};
}

CLI::Validator Share() {
  return CLI::Validator(
      [](std::string& text) {
        double value = -1;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        const bool whole = error == std::errc() && end == text.data() + text.size();
        return whole && value >= 0 && value <= 1 ? std::string()
                                                 : "`" + text + "` is no number from 0 to 1";
      },
      "0..1");
}

bool UseColor(const Settings& settings) {
  if (settings.color == "always") return true;
  if (settings.color == "never" || std::getenv("NO_COLOR") != nullptr) return false;
  return ::isatty(STDOUT_FILENO) == 1;
}

std::string Now(const Settings& settings) {
  if (!settings.now.empty()) return settings.now;
  const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm utc{};
  ::gmtime_r(&now, &utc);
  char buffer[32];
  std::strftime(buffer, sizeof buffer, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return buffer;
}

int Main(int argc, char** argv) {
  std::signal(SIGINT, OnInterrupt);
  std::signal(SIGTERM, OnInterrupt);
  CLI::App app(
      "Bongsu codes who did what to whom, according to whom and how certainly, from news posts.",
      "bongsu");
  app.footer(kFooter);
  app.set_version_flag("--version", "bongsu " BONGSU_VERSION);
  app.require_subcommand(1);
  app.fallthrough();

  Settings settings;
  settings.data_dir = FindDataDir();
  if (const char* named = std::getenv("BONGSU_WORKSPACE"); named != nullptr && *named != 0)
    settings.workspace = named;
  app.add_option("--data", settings.data_dir, "Folder of the lexicon's text ($BONGSU_DATA)");
  settings.own_lexicons = SplitPath(std::getenv("BONGSU_LEXICON"));
  app.add_option("--lexicon", settings.own_lexicons,
                 "Folder of tables of your own that add to --data or override it; may be repeated "
                 "($BONGSU_LEXICON)")
      ->allow_extra_args(false);
  app.add_option("--workspace", settings.workspace,
                 "Folder of the stored events ($BONGSU_WORKSPACE)");
  app.add_option("--now", settings.now, "Fix the clock: YYYY-MM-DDTHH:MM:SSZ")
      ->check(CLI::Validator(CheckTime, "TIME"));
  app.add_option("--color", settings.color, "auto, always or never")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_option("--threads", settings.threads, "Threads (0: one per processor)")
      ->check(CLI::Range(0, 256));
  app.add_flag("--quiet", settings.quiet, "No progress on stderr");

  Action action;
  for (const AddCommand add :
       {AddCode, AddIngest, AddEvents, AddShow, AddExplain, AddSql, AddQuarantine, AddLexicon,
        AddEval, AddBrief, AddCluster, AddReview, AddRecode, AddKeep, AddLedger, AddWatch, AddSite})
    add(app, settings, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    const bool asked = e.get_exit_code() == 0;  // --help, --version
    app.exit(e);
    return asked ? 0 : static_cast<int>(ErrorCode::kInvalidArgument);
  }
  const Status status = action ? action() : Status();
  if (status.ok()) return 0;
  std::fflush(stdout);
  std::fprintf(stderr, "bongsu: %s\n", status.message().c_str());
  return static_cast<int>(status.code());
}

}  // namespace bongsu::cli
