#include <cstdio>
#include <map>
#include <memory>
#include <set>

#include "cli/command.h"
#include "cli/engine.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "report/event_table.h"

namespace bongsu::cli {
namespace {

struct CodeOptions {
  std::vector<std::string> paths;
  std::string format = "table";
  double min_confidence = 0;
  PipelineOptions pipeline;
};

// Leaves out the records that are less sure, also where others are about them.
void LeaveOut(double min_confidence, std::vector<Event>& events) {
  std::set<std::string> left_out;
  std::erase_if(events, [&](const Event& e) {
    const bool unsure = e.confidence.value_or(0) < min_confidence;
    if (unsure) left_out.insert(e.id);
    return unsure;
  });
  for (Event& e : events)
    std::erase_if(e.about, [&](const std::string& id) { return left_out.contains(id); });
}

Status Code(const Settings& settings, CodeOptions options) {
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Input> inputs, ExpandInputs(options.paths));
  options.pipeline.threads = settings.threads;
  size_t documents = 0, events = 0, unread = 0;
  std::map<std::string, size_t> notes;
  std::vector<Event> table;
  if (options.format == "csv") BONGSU_RETURN_IF_ERROR(Print(report::CsvHeader()));
  if (options.format == "tsv") BONGSU_RETURN_IF_ERROR(Print(report::TsvHeader()));
  const Status status = Run(*engine.coder, inputs, options.pipeline, [&](Processed&& p) -> Status {
    if (!p.status.ok()) {
      ++unread;
      std::fprintf(stderr, "bongsu: %s: %s\n", p.input.doc.c_str(), p.status.message().c_str());
      return {};
    }
    ++documents;
    if (options.min_confidence > 0) LeaveOut(options.min_confidence, p.coded.events);
    events += p.coded.events.size();
    if (!p.coded.note.empty()) ++notes[p.coded.note];
    std::string out;
    for (Event& e : p.coded.events) {
      if (options.format == "jsonl") out += ToJson(e) + "\n";
      if (options.format == "csv") out += report::CsvRow(e);
      if (options.format == "tsv") out += report::TsvRow(e);
      if (options.format == "table") table.push_back(std::move(e));
    }
    return Print(out);
  });
  if (options.format == "table")
    BONGSU_RETURN_IF_ERROR(Print(report::FormatTable(table, TerminalColumns())));
  BONGSU_RETURN_IF_ERROR(FlushOutput());
  if (!settings.quiet) {
    std::fprintf(stderr, "%zu documents, %zu events", documents, events);
    for (const auto& [note, count] : notes) std::fprintf(stderr, "; %zu: %s", count, note.c_str());
    if (unread > 0) std::fprintf(stderr, "; %zu could not be read", unread);
    std::fprintf(stderr, "\n");
  }
  if (!status.ok()) return status;
  if (unread > 0 && documents == 0) return {ErrorCode::kBadInput, "no document could be read"};
  return {};
}

}  // namespace

void AddCode(CLI::App& root, Settings& settings, Action& action) {
  auto options = std::make_shared<CodeOptions>();
  CLI::App* app = root.add_subcommand("code", "Code documents: events out, nothing stored");
  app->add_option("PATH", options->paths, "Files, folders, or - for standard input")->required();
  app->add_option("--format", options->format, "table, jsonl, csv or tsv")
      ->check(CLI::IsMember({"table", "jsonl", "csv", "tsv"}))
      ->capture_default_str();
  app->add_option("--min-confidence", options->min_confidence,
                  "Leave out what is less sure, 0 to 1")
      ->check(Share());
  app->add_option("--lang", options->pipeline.lang,
                  "Language of the documents (ko, en, ja), whatever they say");
  app->add_option("--date", options->pipeline.date,
                  "Publication date YYYY-MM-DD, whatever the documents say");
  app->add_option("--outlet", options->pipeline.outlet, "Outlet, whatever the documents say");
  app->footer(
      "Examples:\n  bongsu code examples/posts\n  bongsu code --format jsonl --date 2024-07-28 - < "
      "post.md");
  app->callback([&settings, &action, options] {
    action = [&settings, options] { return Code(settings, *options); };
  });
}

}  // namespace bongsu::cli
