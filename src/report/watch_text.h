// The board of situations in words and JSON: what `bongsu watch` prints, in three languages. The
// wording stays with the evidence: reported, feared, according to whom; never a verdict.
#ifndef BONGSU_REPORT_WATCH_TEXT_H_
#define BONGSU_REPORT_WATCH_TEXT_H_

#include <optional>
#include <string>
#include <vector>

#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "watch/board.h"
#include "watch/registers.h"

namespace bongsu::report {

// "●●●○○".
std::string Fires(int level);
// "rising (3)".
std::string LevelName(int level, const Phrases& phrases);

// A series on a day: how many in the last week, how many were expected, whether that is unusual and
// whether its level moved.
// "so few or fewer: 37 %": on which side of what was expected the week lies, and how likely that
// is.
std::string ChanceText(const watch::SeriesDay& day, const Phrases& phrases);
std::string SeriesText(watch::SeriesKind kind, const watch::SeriesDay& day, const Phrases& phrases);

// A situation on a day, with what is said of the day itself.
struct WatchLine {
  const watch::Situation* situation = nullptr;
  const watch::SituationDay* day = nullptr;
  watch::DayNumber on = 0;
  std::optional<watch::DayNumber> uncovered_since;  // coverage lost; empty: covered
  std::string acknowledged;                         // who, when, why; empty: not
};

// One line: fires, level, name, and the gravest mover's signal.
std::string BoardLine(const WatchLine& line, const Phrases& phrases);

// A mover with its record, to quote.
struct MoverRecord {
  const watch::Mover* mover = nullptr;
  const store::StoredEvent* record = nullptr;
};
// Why it burns so: each event that moves it with its evidence, what the level would be without it,
// and the three series.
std::string WhyText(const WatchLine& line, const std::vector<MoverRecord>& movers,
                    size_t series_watched, const Phrases& phrases, const PartyNames& names);

// One JSON object without line feed: the level, movers with ids, series, coverage.
std::string WatchJson(const WatchLine& line, const Phrases& phrases);

// A row of a register: day, parties, what, status, due, counts; its sentence; what stands with it.
std::string RegisterText(const watch::RegisterRow& row, const Phrases& phrases,
                         const PartyNames& names);
// The same as TSV: day, occurrence, record, event, frame, actor, recipient, item, place, due,
// status, certainty, attribution, reports, sources, with, evidence; codes, not names.
std::string RegisterTsvHeader();
std::string RegisterTsv(const watch::RegisterRow& row);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_WATCH_TEXT_H_
