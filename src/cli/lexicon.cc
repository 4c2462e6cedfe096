#include "lexicon/lexicon.h"

#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/file.h"
#include "cli/command.h"

namespace bongsu::cli {
namespace {

using lexicon::Lexicon;
using lexicon::Table;

Status Check(const Settings& settings) {
  BONGSU_ASSIGN_OR_RETURN(const auto lex, Lexicon::Compile(LexiconFolders(settings)));
  size_t rows = 0;
  for (const std::string_view name : lex->table_names()) rows += lex->table(name).rows();
  std::printf("%s: %zu tables, %zu rows, checksum %s: no errors\n", settings.data_dir.c_str(),
              lex->table_names().size(), rows, lex->checksum().c_str());
  return {};
}

Status Build(const Settings& settings, const std::string& out) {
  BONGSU_ASSIGN_OR_RETURN(const auto lex, Lexicon::Compile(LexiconFolders(settings)));
  const std::string path = out.empty() ? Lexicon::ImagePath(LexiconFolders(settings)) : out;
  BONGSU_RETURN_IF_ERROR(base::MakeFolders(std::filesystem::absolute(path).parent_path().string()));
  BONGSU_RETURN_IF_ERROR(base::WriteFileAtomically(path, lex->image()));
  std::printf("%s: %zu bytes, checksum %s\n", path.c_str(), lex->image().size(),
              lex->checksum().c_str());
  return {};
}

// Rows that hold `word` in any cell; all tables' sizes when no word is given.
Status Show(const Settings& settings, const std::string& word) {
  BONGSU_ASSIGN_OR_RETURN(const auto lex, Lexicon::Load(LexiconFolders(settings)));
  size_t found = 0;
  for (const std::string_view name : lex->table_names()) {
    const Table table = lex->table(name);
    if (word.empty())
      std::printf("%-20.*s %7zu rows\n", static_cast<int>(name.size()), name.data(), table.rows());
    for (size_t r = 0; r < table.rows() && !word.empty(); ++r) {
      bool holds = false;
      for (size_t c = 0; c < table.columns() && !holds; ++c) {
        const std::string cell = "|" + std::string(table.cell(r, c)) + "|";
        holds = cell.find("|" + word + "|") != std::string::npos;
      }
      if (!holds) continue;
      ++found;
      std::printf("%s  %.*s:", table.Place(r).c_str(), static_cast<int>(name.size()), name.data());
      for (size_t c = 0; c < table.columns(); ++c)
        if (!table.cell(r, c).empty())
          std::printf("  %s=%s", std::string(table.column_name(c)).c_str(),
                      std::string(table.cell(r, c)).c_str());
      std::printf("\n");
    }
  }
  if (!word.empty() && found == 0)
    return {ErrorCode::kNotFound, "no row of the lexicon holds `" + word + "`"};
  return {};
}

}  // namespace

void AddLexicon(CLI::App& root, Settings& settings, Action& action) {
  CLI::App* app = root.add_subcommand("lexicon", "Check, build or look into the lexicon");
  app->require_subcommand(1);
  auto word = std::make_shared<std::string>();
  auto out = std::make_shared<std::string>();
  app->add_subcommand("check", "Check every table of data/; errors name file and line")
      ->callback([&settings, &action] { action = [&settings] { return Check(settings); }; });
  CLI::App* build = app->add_subcommand("build", "Compile data/ into the image that commands open");
  build->add_option("-o,--output", *out, "File to write (default: the cache)");
  build->callback(
      [&settings, &action, out] { action = [&settings, out] { return Build(settings, *out); }; });
  CLI::App* show =
      app->add_subcommand("show", "Rows that hold a word, id or code; without one, the tables");
  show->add_option("WORD", *word, "A form, id or code, for example 우려 or USA.foreign");
  show->callback(
      [&settings, &action, word] { action = [&settings, word] { return Show(settings, *word); }; });
}

}  // namespace bongsu::cli
