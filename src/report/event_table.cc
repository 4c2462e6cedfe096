#include "report/event_table.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

// --- cells ---

std::string Element(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '|', '/');
  return out;
}

// Joins what `get` makes of each element.
template <typename List, typename Get>
std::string Join(const List& list, char separator, Get get) {
  std::string out;
  bool first = true;
  for (const auto& element : list) {
    if (!first) out += separator;
    first = false;
    out += get(element);
  }
  return out;
}

std::string Words(const std::vector<std::string>& words) { return Join(words, '|', Element); }

using EntityField = std::string EntityRef::*;
std::string Entities(const std::vector<EntityRef>& entities, EntityField field) {
  return Join(entities, '|', [field](const EntityRef& e) { return Element(e.*field); });
}

std::string Number(double value) {
  std::string out;
  base::AppendJsonNumber(out, value);
  return out;
}
std::string Optional(const std::optional<double>& value) { return value ? Number(*value) : ""; }
std::string Optional(const std::optional<int64_t>& value) {
  return value ? std::to_string(*value) : "";
}
std::string Low(const std::optional<CountRange>& count) {
  return count ? Optional(count->low) : "";
}
std::string High(const std::optional<CountRange>& count) {
  return count ? Optional(count->high) : "";
}

using DateField = std::string EventDate::*;
std::string Date(const std::optional<EventDate>& date, DateField field) {
  return date ? (*date).*field : "";
}

std::string Quantities(const std::vector<Quantity>& quantities) {
  return Join(quantities, '|', [](const Quantity& q) {
    std::string text = Number(q.value);
    for (const std::string* part : {&q.unit, &q.of})
      if (!part->empty()) text += " " + *part;
    return Element(text);
  });
}

// --- spreadsheet columns ---

struct Column {
  const char* name;
  std::string (*cell)(const Event&);
};

#define CELL(expr) [](const Event& e) -> std::string { return expr; }
constexpr auto kColumns = std::to_array<Column>({
    {"id", CELL(e.id)},
    {"doc", CELL(e.doc)},
    {"lang", CELL(e.lang)},
    {"event", CELL(e.event)},
    {"mode", CELL(Words(e.mode))},
    {"context", CELL(Words(e.context))},
    {"actor", CELL(Entities(e.actor, &EntityRef::code))},
    {"actor_sector", CELL(Entities(e.actor, &EntityRef::sector))},
    {"actor_name", CELL(Entities(e.actor, &EntityRef::name))},
    {"actor_entity", CELL(Entities(e.actor, &EntityRef::entity))},
    {"recipient", CELL(Entities(e.recipient, &EntityRef::code))},
    {"recipient_sector", CELL(Entities(e.recipient, &EntityRef::sector))},
    {"recipient_name", CELL(Entities(e.recipient, &EntityRef::name))},
    {"recipient_entity", CELL(Entities(e.recipient, &EntityRef::entity))},
    {"aux", CELL(Words(e.aux))},
    {"certainty", CELL(e.certainty)},
    {"attribution", CELL(Entities(e.attribution, &EntityRef::code))},
    {"attribution_sector", CELL(Entities(e.attribution, &EntityRef::sector))},
    {"attribution_name", CELL(Entities(e.attribution, &EntityRef::name))},
    {"via", CELL(Entities(e.via, &EntityRef::name))},
    {"item", CELL(Words(e.item))},
    {"quantity", CELL(Quantities(e.quantity))},
    {"dead_low", CELL(Low(e.dead))},
    {"dead_high", CELL(High(e.dead))},
    {"injured_low", CELL(Low(e.injured))},
    {"injured_high", CELL(High(e.injured))},
    {"range_km", CELL(Optional(e.range_km))},
    {"payload_kg", CELL(Optional(e.payload_kg))},
    {"date_from", CELL(Date(e.date, &EventDate::from))},
    {"date_to", CELL(Date(e.date, &EventDate::to))},
    {"date_basis", CELL(Date(e.date, &EventDate::basis))},
    {"due_from", CELL(Date(e.due, &EventDate::from))},
    {"due_to", CELL(Date(e.due, &EventDate::to))},
    {"due_basis", CELL(Date(e.due, &EventDate::basis))},
    {"place_country", CELL(e.place ? e.place->country : "")},
    {"place_name", CELL(e.place ? e.place->name : "")},
    {"content_event", CELL(e.content ? e.content->event : "")},
    {"content_actor", CELL(e.content ? Entities(e.content->actor, &EntityRef::code) : "")},
    {"content_recipient", CELL(e.content ? Entities(e.content->recipient, &EntityRef::code) : "")},
    {"content_item", CELL(e.content ? Words(e.content->item) : "")},
    {"content_due_from", CELL(e.content ? Date(e.content->due, &EventDate::from) : "")},
    {"content_due_to", CELL(e.content ? Date(e.content->due, &EventDate::to) : "")},
    {"about", CELL(Words(e.about))},
    {"trigger", CELL(e.trigger.text)},
    {"trigger_begin", CELL(std::to_string(e.trigger.span.begin))},
    {"trigger_end", CELL(std::to_string(e.trigger.span.end))},
    {"evidence", CELL(e.evidence.text)},
    {"evidence_begin", CELL(std::to_string(e.evidence.span.begin))},
    {"evidence_end", CELL(std::to_string(e.evidence.span.end))},
    {"frame", CELL(e.frame)},
    {"rule", CELL(e.rule)},
    {"entry", CELL(e.entry)},
    {"score", CELL(Number(e.score))},
    {"confidence", CELL(Optional(e.confidence))},
});
#undef CELL

using Escape = std::string (*)(std::string_view);

std::string Header(char separator, const char* line_end) {
  return Join(kColumns, separator, [](const Column& c) { return std::string(c.name); }) + line_end;
}

std::string Row(const Event& event, char separator, Escape escape, const char* line_end) {
  return Join(kColumns, separator, [&](const Column& c) { return escape(c.cell(event)); }) +
         line_end;
}

// --- terminal table ---

std::string Parties(const std::vector<EntityRef>& entities) {
  std::vector<std::string> seen;
  for (const EntityRef& e : entities) {
    const bool plain = e.sector.empty() || e.sector == "GOV" || e.sector == "IGO";
    std::string label = plain ? e.code : e.code + "/" + e.sector;
    if (std::find(seen.begin(), seen.end(), label) == seen.end()) seen.push_back(std::move(label));
  }
  return Join(seen, '+', [](const std::string& s) { return s; });
}

constexpr size_t kTableColumns = 7;
using Cells = std::array<std::string, kTableColumns>;
constexpr std::array<const char*, kTableColumns> kTableHeader = {
    "date", "actor", "event/mode", "recipient", "certainty", "item", "evidence"};
// What the columns before evidence, the last, may take at first; then those that need more share
// what evidence can spare.
constexpr std::array<int, kTableColumns - 1> kFirstWidths = {10, 11, 17, 11, 10, 10};
constexpr std::array<int, kTableColumns - 1> kNarrowWidths = {10, 7,  12,
                                                              7,  10, 8};  // below 100 columns
constexpr int kEvidenceColumns = 36;
constexpr int kNarrowest = 80;
constexpr int kGap = 2;

Cells TableCells(const Event& e) {
  Cells cells = {
      e.date ? e.date->from : "", Parties(e.actor), e.event, Parties(e.recipient), e.certainty,
      Join(e.item, ' ', Element), e.evidence.text};
  for (const std::string& mode : e.mode) cells[2] += "/" + mode;
  for (std::string& cell : cells) cell = cell.empty() ? "-" : TsvField(cell);
  return cells;
}

std::array<int, kTableColumns> Widths(const std::vector<Cells>& rows, int columns) {
  std::array<int, kTableColumns> needed{}, widths{};
  for (const Cells& row : rows)
    for (size_t c = 0; c < kTableColumns; ++c)
      needed[c] = std::max(needed[c], text::ColumnWidth(row[c]));
  int left = std::max(columns, kNarrowest);
  const auto& first = columns < 100 ? kNarrowWidths : kFirstWidths;
  for (size_t c = 0; c + 1 < kTableColumns; ++c) {
    widths[c] = std::min(needed[c], first[c]);
    left -= widths[c] + kGap;
  }
  for (size_t c = 0; c + 1 < kTableColumns; ++c) {
    const int more = std::clamp(left - kEvidenceColumns, 0, needed[c] - widths[c]);
    widths[c] += more;
    left -= more;
  }
  widths.back() = std::max(left, 1);
  return widths;
}

}  // namespace

std::string FormatTable(std::span<const Event> events, int columns) {
  if (events.empty()) return "";
  std::vector<Cells> rows(1);
  std::copy(kTableHeader.begin(), kTableHeader.end(), rows[0].begin());
  for (const Event& event : events) rows.push_back(TableCells(event));
  const auto widths = Widths(rows, columns);
  std::string out;
  for (const Cells& row : rows) {
    for (size_t c = 0; c < kTableColumns; ++c) {
      const std::string cell = text::ClipColumns(row[c], widths[c]);
      out += cell;
      if (c + 1 == kTableColumns) break;
      out.append(static_cast<size_t>(widths[c] - text::ColumnWidth(cell) + kGap), ' ');
    }
    out += '\n';
  }
  return out;
}

std::string CsvField(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string out = "\"";
  for (char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  return out += '"';
}

std::string TsvField(std::string_view field) {
  std::string out(field);
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  std::replace_if(out.begin(), out.end(), is_control, ' ');
  return out;
}

std::string CsvHeader() { return Header(',', "\r\n"); }
std::string TsvHeader() { return Header('\t', "\n"); }
std::string CsvRow(const Event& event) { return Row(event, ',', CsvField, "\r\n"); }
std::string TsvRow(const Event& event) { return Row(event, '\t', TsvField, "\n"); }

}  // namespace bongsu::report
