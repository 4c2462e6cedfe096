#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/file.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/terminal.h"
#include "coding/trace.h"
#include "document/reader.h"
#include "store/store.h"

namespace bongsu::cli {
namespace {

struct ExplainOptions {
  std::string what, lang = "", date;
};

// The text to explain: a file, the source of a stored event, or the words themselves.
Result<Document> Find(const Settings& settings, const ExplainOptions& options) {
  document::ReadOptions read;
  read.lang = options.lang;
  read.date = options.date;
  std::error_code ec;
  if (std::filesystem::is_regular_file(options.what, ec)) {
    read.id = read.file_name = std::filesystem::path(options.what).filename().string();
    BONGSU_ASSIGN_OR_RETURN(std::string bytes,
                            base::ReadFile(options.what, document::kMaxSourceBytes));
    return document::ReadDocument(std::move(bytes), read);
  }
  if (options.what.starts_with("e-") && options.what.find(' ') == std::string::npos) {
    store::OpenOptions open;
    open.command = "explain";
    open.now = Now(settings);
    BONGSU_ASSIGN_OR_RETURN(const auto database, store::Store::Open(settings.workspace, open));
    BONGSU_ASSIGN_OR_RETURN(const store::StoredEvent found, database->GetEvent(options.what));
    BONGSU_ASSIGN_OR_RETURN(std::string source, database->Source(found.source_hash));
    read.id = found.event.doc;
    read.file_name = std::filesystem::path(found.event.doc).filename().string();
    read.lang = found.event.lang;
    read.date = found.published;
    return document::ReadDocument(std::move(source), read);
  }
  read.id = "text";
  return document::ReadDocument(options.what, read);
}

Status Explain(const Settings& settings, const ExplainOptions& options) {
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  BONGSU_ASSIGN_OR_RETURN(const Document document, Find(settings, options));
  coding::Trace trace;
  const coding::Coded coded = engine.coder->Code(document, &trace);
  std::printf("document %s, language %s, published %s (%s), %zu blocks\n\n", document.id.c_str(),
              document.lang.c_str(),
              document.published.date.empty() ? "unknown" : document.published.date.c_str(),
              document.published.basis.empty() ? "not given" : document.published.basis.c_str(),
              document.blocks.size());
  BONGSU_RETURN_IF_ERROR(Print(coding::RenderTrace(trace)));
  if (!coded.note.empty()) std::printf("%s\n", coded.note.c_str());
  for (const Event& e : coded.events) std::printf("%s\n", ToJson(e).c_str());
  return FlushOutput();
}

}  // namespace

void AddExplain(CLI::App& root, Settings& settings, Action& action) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* app = root.add_subcommand(
      "explain", "Show the whole way from text to records, and why a sentence gave none");
  app->add_option("TEXT", options->what, "A sentence, a file, or the id of a stored event")
      ->required();
  app->add_option("--lang", options->lang, "Language of the text");
  app->add_option("--date", options->date, "Publication date YYYY-MM-DD");
  app->footer(
      "Example:\n  bongsu explain '미국은 러시아가 미사일 기술을 북한에 이전할 가능성에 우려를 "
      "나타냈다.'");
  app->callback([&settings, &action, options] {
    action = [&settings, options] { return Explain(settings, *options); };
  });
}

}  // namespace bongsu::cli
