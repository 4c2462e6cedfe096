#include "document/publication_date.h"

#include <chrono>

#include "base/day.h"

namespace bongsu::document {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Reads at most `most` digits and takes them off `text`; -1 if there is none.
int TakeNumber(std::string_view& text, size_t most) {
  int value = -1;
  for (; most > 0 && !text.empty() && IsDigit(text[0]); --most, text.remove_prefix(1))
    value = (value < 0 ? 0 : value * 10) + (text[0] - '0');
  return value;
}

// Takes off what divides the parts of a date, if anything.
bool TakeDivider(std::string_view& text) {
  for (const std::string_view divider :
       {"-", "/", ". ", ".", "년 ", "년", "월 ", "월", "年", "月"}) {
    if (!text.starts_with(divider)) continue;
    text.remove_prefix(divider.size());
    return true;
  }
  return false;
}

std::string Format(int year, int month, int day) {
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() && year >= 1000 ? base::FormatDay(base::Day(date)) : std::string();
}

}  // namespace

std::string LeadingDate(std::string_view text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '\n')) text.remove_prefix(1);
  const int year = TakeNumber(text, 4);
  if (year < 0) return {};
  const bool divided = TakeDivider(text);
  const int month = TakeNumber(text, 2);
  if (month < 0 || TakeDivider(text) != divided) return {};
  const int day = TakeNumber(text, 2);
  if (day < 0 || (!text.empty() && IsDigit(text[0]))) return {};
  return Format(year, month, day);
}

std::string DateOfFileName(std::string_view path) {
  const size_t slash = path.find_last_of('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (name.size() < 10 || name[4] != '-' || name[7] != '-') return {};
  return LeadingDate(name.substr(0, 10)).size() == 10 && (name.size() == 10 || !IsDigit(name[10]))
             ? LeadingDate(name.substr(0, 10))
             : std::string();
}

}  // namespace bongsu::document
