// One file per command; a command parses its words, calls the rooms and prints (docs/cli.md).
#ifndef BONGSU_CLI_COMMAND_H_
#define BONGSU_CLI_COMMAND_H_

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "bongsu/result.h"
#include "lexicon/lexicon.h"

namespace bongsu::cli {

// What every command can be told (before or after its name).
struct Settings {
  std::string data_dir;  // --data, else $BONGSU_DATA, else beside the binary, else ./data
  std::vector<std::string> own_lexicons;       // --lexicon, else $BONGSU_LEXICON
  std::string workspace = "bongsu-workspace";  // --workspace, else $BONGSU_WORKSPACE
  std::string now;             // --now YYYY-MM-DDTHH:MM:SSZ fixes the clock; empty: the system's
  std::string color = "auto";  // --color auto|always|never
  int threads = 0;             // --threads; 0: as many as the machine has
  bool quiet = false;          // --quiet: no progress on stderr
};

// The command chosen by the command line: run after parsing.
using Action = std::function<Status()>;

// Each adds its subcommand to `root`; its callback sets `action`.
using AddCommand = void (*)(CLI::App& root, Settings& settings, Action& action);

void AddCode(CLI::App& root, Settings& settings, Action& action);
void AddIngest(CLI::App& root, Settings& settings, Action& action);
void AddEvents(CLI::App& root, Settings& settings, Action& action);
void AddShow(CLI::App& root, Settings& settings, Action& action);
void AddExplain(CLI::App& root, Settings& settings, Action& action);
void AddSql(CLI::App& root, Settings& settings, Action& action);
void AddQuarantine(CLI::App& root, Settings& settings, Action& action);
void AddLedger(CLI::App& root, Settings& settings, Action& action);
void AddWatch(CLI::App& root, Settings& settings, Action& action);
void AddLexicon(CLI::App& root, Settings& settings, Action& action);
void AddEval(CLI::App& root, Settings& settings, Action& action);
void AddBrief(CLI::App& root, Settings& settings, Action& action);
void AddCluster(CLI::App& root, Settings& settings, Action& action);
void AddReview(CLI::App& root, Settings& settings, Action& action);
void AddRecode(CLI::App& root, Settings& settings, Action& action);
void AddKeep(CLI::App& root, Settings& settings, Action& action);
void AddSite(CLI::App& root, Settings& settings, Action& action);

// Parses and runs; returns the process exit code (bongsu::ErrorCode's numbers).
int Main(int argc, char** argv);

// The lexicon that --data and --lexicon name.
lexicon::Folders LexiconFolders(const Settings& settings);
// Takes a number from 0 to 1; "nan" is none.
CLI::Validator Share();
// True when colour is wanted on stdout.
bool UseColor(const Settings& settings);
// --now or the system clock, as YYYY-MM-DDTHH:MM:SSZ.
std::string Now(const Settings& settings);
// Set by Ctrl-C; long work checks it between documents and stops cleanly.
bool Interrupted();

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_COMMAND_H_
