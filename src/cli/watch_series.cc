// bongsu watch series: counts by period, of sources together and apart, of a situation or of a
// directed dyad; and how a self-exciting model foretells them beside the baseline.
#include <fmt/format.h>

#include <algorithm>

#include "cli/terminal.h"
#include "cli/watch.h"
#include "lexicon/tsv.h"
#include "report/series_text.h"
#include "watch/matcher.h"
#include "watch/series.h"

namespace bongsu::cli {
namespace {

constexpr int kWeek = 7;
constexpr int kShownSteps = 28;  // of a table without --since
constexpr size_t kQuads = 4, kKinds = watch::kSeriesKinds;

bool Holds(std::string_view joined, std::string_view code) {
  for (const std::string_view one : lexicon::Split(joined, '|'))
    if (one == code) return true;
  return false;
}

// The quad class, as a bit, of a report of what one did to another; of what both did together too.
uint32_t QuadOf(const store::NarrowReport& r, std::string_view actor, std::string_view recipient) {
  if (r.certainty != "reported" && r.certainty != "claimed") return 0;
  const bool acts = Holds(r.actor, actor);
  const bool joint = r.recipient.empty() && acts && Holds(r.actor, recipient);
  if (!joint && !(acts && Holds(r.recipient, recipient))) return 0;
  const int quad = QuadClass(r.event);
  return quad == 0 ? 0 : 1u << (quad - 1);
}

uint32_t BitsOf(const std::vector<watch::Match>& matches) {
  uint32_t bits = 0;
  for (const watch::Match& match : matches)
    for (size_t k = 0; k < watch::kSeriesKinds; ++k)
      if (match.counts[k]) bits |= 1u << k;
  return bits;
}

Status ReadDyad(WatchDesk& desk, const std::string& dyad, watch::SeriesBook* book) {
  std::string upper = dyad;
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  const auto codes = lexicon::Split(upper, ',');
  if (codes.size() != 2 || codes[0].empty() || codes[1].empty())
    return {ErrorCode::kInvalidArgument,
            "--dyad \"" + dyad + "\" is not two codes, who acts and on whom: RUS,PRK"};
  return desk.store().ScanReports(
      [&](const store::NarrowReport& r) {
        book->Add(r, QuadOf(r, codes[0], codes[1]));
        return false;
      },
      {});
}

Status ReadSituation(WatchDesk& desk, size_t situation, watch::SeriesBook* book) {
  const std::vector<watch::Situation> one = {desk.situations()[situation]};
  watch::Matcher matcher(one, desk.ledger());
  return desk.store().ScanReports(
      [&](const store::NarrowReport& r) {
        bool whole = false;
        const auto matches = matcher.Of(r, &whole);
        if (!whole) book->Add(r, BitsOf(matches));
        return whole;
      },
      [&](const store::NarrowReport& r, store::StoredEvent&& whole) {
        store::NarrowReport named = r;
        named.id = whole.event.id;
        named.lang = whole.event.lang;
        book->Add(named, BitsOf(matcher.Of(
                             whole.event, r.day ? watch::FormatDayNumber(*r.day) : std::string())));
        return Status();
      });
}

Status PrintComparison(const watch::SeriesBook& book, const WatchDesk& desk,
                       const WatchArguments& arguments, const report::SeriesNames& names) {
  const char separator = arguments.format == "csv" ? ',' : '\t';
  if (arguments.format == "csv" || arguments.format == "tsv")
    BONGSU_RETURN_IF_ERROR(Print(report::ComparisonHeader(separator)));
  for (const watch::SeriesComparison& c : book.Compare(desk.on()))
    BONGSU_RETURN_IF_ERROR(Print(
        arguments.format == "jsonl"   ? report::ComparisonJson(c, names) + "\n"
        : arguments.format == "table" ? report::ComparisonLine(c, names, desk.phrases()) + "\n"
                                      : report::ComparisonRow(c, names, separator)));
  return FlushOutput();
}

Status PrintRows(const watch::SeriesBook& book, const WatchDesk& desk,
                 const WatchArguments& arguments, const report::SeriesNames& names,
                 std::optional<watch::DayNumber> since) {
  const char separator = arguments.format == "csv" ? ',' : '\t';
  if (arguments.format == "csv" || arguments.format == "tsv")
    BONGSU_RETURN_IF_ERROR(Print(report::SeriesHeader(separator)));
  if (!since && arguments.format == "table")
    since = desk.on() - kShownSteps * (arguments.per == "week" ? kWeek : 1) + 1;
  for (const watch::SeriesRow& row : book.Rows(desk.on(), since.value_or(watch::kFirstDay))) {
    if (since && row.end < *since) continue;
    BONGSU_RETURN_IF_ERROR(Print(arguments.format == "jsonl" ? report::SeriesJson(row, names) + "\n"
                                 : arguments.format == "table"
                                     ? report::SeriesLine(row, names, desk.phrases()) + "\n"
                                     : report::SeriesRowText(row, names, separator)));
  }
  return FlushOutput();
}

}  // namespace

Status ShowSeries(const Settings& settings, const WatchArguments& arguments) {
  if (arguments.id.empty() == arguments.dyad.empty())
    return {ErrorCode::kInvalidArgument,
            "name a situation or a dyad (--dyad RUS,PRK), one of them"};
  BONGSU_ASSIGN_OR_RETURN(const auto since, SinceDay(arguments));
  BONGSU_ASSIGN_OR_RETURN(const auto desk,
                          WatchDesk::OpenWithoutBoard(settings, arguments, "watch series"));
  const auto apart = arguments.by == "lang"     ? watch::Apart::kLang
                     : arguments.by == "outlet" ? watch::Apart::kOutlet
                                                : watch::Apart::kNothing;
  const bool dyad = !arguments.dyad.empty();
  watch::SeriesBook book(dyad ? kQuads : kKinds, apart, arguments.per == "week" ? kWeek : 1);
  if (dyad) {
    BONGSU_RETURN_IF_ERROR(ReadDyad(*desk, arguments.dyad, &book));
  } else {
    BONGSU_ASSIGN_OR_RETURN(const size_t situation, desk->Find(arguments.id));
    BONGSU_RETURN_IF_ERROR(ReadSituation(*desk, situation, &book));
  }
  BONGSU_ASSIGN_OR_RETURN(const auto readings, desk->store().Readings());
  for (const store::Reading& reading : readings) book.AddReading(reading);
  const report::SeriesNames names = dyad ? report::QuadSeries() : report::SituationSeries();
  return arguments.compare ? PrintComparison(book, *desk, arguments, names)
                           : PrintRows(book, *desk, arguments, names, since);
}

}  // namespace bongsu::cli
