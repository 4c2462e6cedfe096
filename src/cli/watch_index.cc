// bongsu watch index: keyword indices after GPR and GPRNK, worked out from the stored sources.
#include <fmt/format.h>

#include "archive/archive.h"
#include "cli/terminal.h"
#include "cli/watch.h"
#include "document/reader.h"
#include "report/index_text.h"
#include "watch/keyword_index.h"

namespace bongsu::cli {
namespace {

// The day a document became known; nullopt: none, or outside the days asked for.
std::optional<watch::DayNumber> DayOf(const store::StoredDocument& d,
                                      std::optional<watch::DayNumber> since,
                                      watch::DayNumber until) {
  auto day = watch::ParseDayNumber(d.published);
  if (!day) day = watch::ParseDayNumber(std::string_view(d.learned).substr(0, 10));
  if (!day || (since && *day < *since) || *day > until) return std::nullopt;
  return day;
}

}  // namespace

Status ShowIndex(const Settings& settings, const WatchArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto since, SinceDay(arguments));
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(const auto index, watch::KeywordIndex::Load(*lexicon, arguments.id));
  const std::string on = arguments.on.empty() ? Now(settings).substr(0, 10) : arguments.on;
  const auto until = watch::ParseDayNumber(on);
  if (!until)
    return {ErrorCode::kInvalidArgument, "--until \"" + on + "\" is not a date (YYYY-MM-DD)"};
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "watch index"));
  BONGSU_ASSIGN_OR_RETURN(const auto stored, store->Documents());
  std::vector<watch::IndexedDocument> documents;
  Progress progress("index", stored.size(), settings.quiet);
  for (const store::StoredDocument& d : stored) {
    const auto day = DayOf(d, since, *until);
    if (!d.current || !day) continue;
    if (Interrupted()) return {ErrorCode::kInterrupted, "stopped"};
    BONGSU_ASSIGN_OR_RETURN(archive::Record record,
                            archive::ReadRecord(settings.workspace + "/archive", d.location));
    document::ReadOptions options;
    options.id = d.doc;
    options.lang = d.lang;
    BONGSU_ASSIGN_OR_RETURN(const Document document,
                            document::ReadDocument(std::move(record.bytes), options));
    documents.push_back({*day, d.outlet, index.Of(document)});
    progress.Advance(document.source.size(), 0);
  }
  progress.Clear();
  const auto step = arguments.index_per == "day"    ? watch::IndexStep::kDay
                    : arguments.index_per == "week" ? watch::IndexStep::kWeek
                                                    : watch::IndexStep::kMonth;
  const char separator = arguments.format == "csv" ? ',' : '\t';
  if (arguments.format != "jsonl")
    BONGSU_RETURN_IF_ERROR(Print(report::IndexHeader(index, separator)));
  for (const watch::IndexRow& row : watch::IndexRows(index, documents, step))
    BONGSU_RETURN_IF_ERROR(Print(arguments.format == "jsonl"
                                     ? report::IndexJson(index, row) + "\n"
                                     : report::IndexRowText(index, row, separator)));
  return FlushOutput();
}

}  // namespace bongsu::cli
