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

std::optional<std::chrono::sys_seconds> ParseTime(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  constexpr size_t kDaySize = 10;
  if (text.size() != kForm.size()) return std::nullopt;
  for (size_t i = kDaySize; i < kForm.size(); ++i)
    if (kForm[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != kForm[i]) return std::nullopt;
  const auto day = ParseDay(text.substr(0, kDaySize));
  const auto number = [&](size_t at) { return (text[at] - '0') * 10 + (text[at + 1] - '0'); };
  const int hour = number(11), minute = number(14), second = number(17);
  if (!day || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return *day + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

std::string FormatTime(std::chrono::sys_seconds time) {
  const Day day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::hh_mm_ss clock{time - day};
  return fmt::format("{}T{:02}:{:02}:{:02}Z", FormatDay(day), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

int MonthsBetween(Day earlier, Day later) {
  const year_month_day a{earlier}, b{later};
  const int months = static_cast<int>((b.year() / b.month() - a.year() / a.month()).count());
  return months - (b.day() < a.day() ? 1 : 0);
}

}  // namespace bongsu::base
