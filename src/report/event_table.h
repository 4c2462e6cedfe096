// Events as a table for a terminal and as rows for spreadsheets. Pure functions, safe for
// concurrent use.
#ifndef BONGSU_REPORT_EVENT_TABLE_H_
#define BONGSU_REPORT_EVENT_TABLE_H_

#include <span>
#include <string>
#include <string_view>

#include "bongsu/event.h"

namespace bongsu::report {

// A table of at most `columns` columns of the terminal (at least 80), each line ending in a line
// feed, the header first: date, actor, event/mode, recipient, certainty, item, evidence. Codes are
// joined with `+`; a sector shows when it is neither GOV nor IGO; evidence takes the room that is
// left and ends in "…" when clipped; what is missing is "-". No events: the empty string.
std::string FormatTable(std::span<const Event> events, int columns);

// Spreadsheet rows, one per event, in the order of the columns that the header names:
//   id doc lang event mode context
//   actor actor_sector actor_name actor_entity  recipient recipient_sector recipient_name
//   recipient_entity aux certainty attribution attribution_sector attribution_name via item
//   quantity dead_low dead_high injured_low injured_high range_km payload_kg date_from date_to
//   date_basis due_from due_to due_basis place_country place_name content_event content_actor
//   content_recipient content_item content_due_from content_due_to about trigger trigger_begin
//   trigger_end evidence evidence_begin evidence_end frame rule entry score confidence
// Lists are joined with `|` (a `|` inside an element becomes `/`); a quantity is "value unit of";
// null is empty. CSV follows RFC 4180: lines end in CR LF, a field with a comma, quote or line
// break is quoted. TSV lines end in LF; tabs, line breaks and other control characters inside a
// field become blanks.
std::string CsvHeader();
std::string CsvRow(const Event& event);
std::string TsvHeader();
std::string TsvRow(const Event& event);

// One field as RFC 4180 wants it, and one for TSV (safe for a terminal, too): for the other tables
// of the program.
std::string CsvField(std::string_view field);
std::string TsvField(std::string_view field);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_EVENT_TABLE_H_
