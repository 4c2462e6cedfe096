#include "report/index_text.h"

#include <fmt/format.h>

#include <vector>

namespace bongsu::report {
namespace {

struct Cell {
  std::string name, text;
};

// Names and numbers of the index alone, so nothing needs quotes but the period in JSON.
std::vector<Cell> CellsOf(const watch::KeywordIndex& index, const watch::IndexRow& row) {
  std::vector<Cell> cells = {{"period", row.period},
                             {"documents", std::to_string(row.documents)},
                             {"outlets", std::to_string(row.outlets)},
                             {"index", fmt::format("{:.2f}", row.index)}};
  if (!index.balance()) {
    cells.push_back({"threats", fmt::format("{:.2f}", row.threats)});
    cells.push_back({"acts", fmt::format("{:.2f}", row.acts)});
  }
  for (size_t i = 0; i < index.categories().size(); ++i)
    cells.push_back({index.categories()[i].id,
                     std::to_string(i < row.matched.size() ? row.matched[i] : int64_t{0})});
  return cells;
}

std::string Line(const std::vector<Cell>& cells, std::string Cell::* field, char separator) {
  std::string out;
  for (const Cell& cell : cells)
    out += (out.empty() ? "" : std::string(1, separator)) + cell.*field;
  return out + (separator == ',' ? "\r\n" : "\n");
}

}  // namespace

std::string IndexHeader(const watch::KeywordIndex& index, char separator) {
  return Line(CellsOf(index, {}), &Cell::name, separator);
}

std::string IndexRowText(const watch::KeywordIndex& index, const watch::IndexRow& row,
                         char separator) {
  return Line(CellsOf(index, row), &Cell::text, separator);
}

std::string IndexJson(const watch::KeywordIndex& index, const watch::IndexRow& row) {
  std::string out;
  for (const Cell& cell : CellsOf(index, row))
    out += (out.empty() ? "{\"" : ",\"") + cell.name +
           "\":" + (cell.name == "period" ? "\"" + cell.text + "\"" : cell.text);
  return out + "}";
}

}  // namespace bongsu::report
