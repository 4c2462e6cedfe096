// bongsu sql: one read-only statement on the workspace's database.
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>

#include "base/json.h"
#include "cli/command.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "report/event_table.h"
#include "text/utf8.h"

namespace bongsu::cli {
namespace {

using Cells = std::vector<std::optional<std::string>>;

struct SqlArguments {
  std::string query;
  std::string format = "table";
  StoreSettings store;
};

// A table whose columns are as wide as the first rows need; later rows that need more are clipped.
class TablePrinter {
 public:
  Status Columns(const std::vector<std::string>& names) {
    Add(Cells(names.begin(), names.end()));
    return {};
  }
  Status Row(const Cells& cells) {
    Add(cells);
    return rows_.size() >= kRowsForWidths ? Flush() : Status();
  }
  Status Flush() {
    for (const auto& row : rows_) {
      std::string line;
      for (size_t c = 0; c < row.size(); ++c) {
        const std::string cell = text::ClipColumns(row[c], widths_[c]);
        line += cell;
        if (c + 1 < row.size())
          line.append(static_cast<size_t>(widths_[c] - text::ColumnWidth(cell) + 2), ' ');
      }
      BONGSU_RETURN_IF_ERROR(Print(line + "\n"));
    }
    rows_.clear();
    fixed_ = true;
    return {};
  }

 private:
  static constexpr size_t kRowsForWidths = 1000;
  static constexpr int kWidest = 80;
  void Add(const Cells& cells) {
    std::vector<std::string>& row = rows_.emplace_back();
    for (const auto& cell : cells) row.push_back(cell ? report::TsvField(*cell) : "NULL");
    if (fixed_) return;
    widths_.resize(row.size());
    for (size_t c = 0; c < row.size(); ++c)
      widths_[c] = std::min(kWidest, std::max(widths_[c], text::ColumnWidth(row[c])));
  }
  std::vector<std::vector<std::string>> rows_;
  std::vector<int> widths_;
  bool fixed_ = false;
};

std::string CsvLine(const Cells& cells) {
  std::string line;
  for (size_t c = 0; c < cells.size(); ++c)
    line += (c == 0 ? "" : ",") + report::CsvField(cells[c].value_or(""));
  return line + "\r\n";
}

// nan and inf are no JSON.
bool IsJsonNumber(const std::string& text) {
  return text.find("nan") == std::string::npos && text.find("inf") == std::string::npos;
}

std::string JsonLine(const std::vector<std::string>& names, const std::vector<bool>& bare,
                     const Cells& cells) {
  std::string line = "{";
  for (size_t c = 0; c < cells.size(); ++c) {
    if (c > 0) line += ',';
    base::AppendJsonString(line, names[c]);
    line += ':';
    const bool nested = cells[c] && (cells[c]->starts_with('[') || cells[c]->starts_with('{'));
    if (!cells[c] || (bare[c] && !nested && !IsJsonNumber(*cells[c])))
      line += "null";
    else if (bare[c])
      line += *cells[c];
    else
      base::AppendJsonString(line, *cells[c]);
  }
  return line + "}\n";
}

store::SqlSink TableSink(TablePrinter& table) {
  return {[&](const auto& names, const auto&) { return table.Columns(names); },
          [&](const Cells& cells) { return table.Row(cells); }};
}

store::SqlSink CsvSink() {
  return {[](const auto& names, const auto&) {
            return Print(CsvLine(Cells(names.begin(), names.end())));
          },
          [](const Cells& cells) { return Print(CsvLine(cells)); }};
}

store::SqlSink JsonSink() {
  auto names = std::make_shared<std::vector<std::string>>();
  auto bare = std::make_shared<std::vector<bool>>();
  return {[=](const auto& n, const auto& b) {
            *names = n;
            *bare = b;
            return Status();
          },
          [=](const Cells& cells) { return Print(JsonLine(*names, *bare, cells)); }};
}

Status RunSql(const Settings& settings, const SqlArguments& arguments) {
  std::string query = arguments.query;
  if (query == "-") query.assign(std::istreambuf_iterator<char>(std::cin), {});
  BONGSU_ASSIGN_OR_RETURN(const auto options,
                          MakeOpenOptions(settings, arguments.store, store::Mode::kRead, "sql"));
  BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::OpenForSql(settings.workspace, options));
  TablePrinter table;
  BONGSU_RETURN_IF_ERROR(store->Sql(query, arguments.format == "csv"     ? CsvSink()
                                           : arguments.format == "jsonl" ? JsonSink()
                                                                         : TableSink(table)));
  BONGSU_RETURN_IF_ERROR(table.Flush());
  return FlushOutput();
}

}  // namespace

void AddSql(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<SqlArguments>();
  CLI::App* command =
      root.add_subcommand("sql", "Run one read-only SQL statement (DuckDB's dialect)");
  command->add_option("QUERY", arguments->query, "The statement, or - to read it from stdin")
      ->required();
  command->add_option("--format", arguments->format, "table, csv or jsonl")
      ->check(CLI::IsMember({"table", "csv", "jsonl"}))
      ->capture_default_str();
  AddStoreOptions(*command, arguments->store);
  command->footer(
      "Tables: runs, documents, events, event_records, event_parties, event_items, dyad_day, "
      "quarantine, entities\n"
      "(`bongsu sql \"DESCRIBE events\"`). Other files and settings are out of reach.\n\n"
      "Examples:\n"
      "  bongsu sql \"SELECT actor, recipient, sum(events) AS n FROM dyad_day GROUP BY ALL ORDER "
      "BY n DESC, actor, recipient LIMIT "
      "10\"\n");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return RunSql(settings, *arguments); };
  });
}

}  // namespace bongsu::cli
