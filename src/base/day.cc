#include "base/day.h"

#include <fmt/format.h>

#include <charconv>

namespace bongsu::base {

using std::chrono::year_month_day;

std::optional<Day> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto number = [&](size_t begin, size_t size) {
    unsigned value = 0;
    const char* end = text.data() + begin + size;
    const auto [stop, error] = std::from_chars(text.data() + begin, end, value);
    return error == std::errc() && stop == end ? std::optional<unsigned>(value) : std::nullopt;
  };
  const auto year = number(0, 4), month = number(5, 2), day = number(8, 2);
  if (!year || !month || !day) return std::nullopt;
  const year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                            std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return Day(date);
}

std::string FormatDay(Day day) {
  const year_month_day date{day};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int MonthsBetween(Day earlier, Day later) {
  const year_month_day a{earlier}, b{later};
  const int months = static_cast<int>((b.year() / b.month() - a.year() / a.month()).count());
  return months - (b.day() < a.day() ? 1 : 0);
}

}  // namespace bongsu::base
