// Days of the calendar as text, YYYY-MM-DD, and times in UTC, YYYY-MM-DDTHH:MM:SSZ (ISO 8601).
#ifndef BONGSU_BASE_DAY_H_
#define BONGSU_BASE_DAY_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace bongsu::base {

using Day = std::chrono::sys_days;

// The day that `text` is, exactly: four, two and two digits. Nothing for a day that does not exist.
std::optional<Day> ParseDay(std::string_view text);

// The day as text; a year beyond 9999 or before 0 takes more characters.
std::string FormatDay(Day day);

// The time that `text` is, exactly in the form above; a leap second is none. Nothing for another.
std::optional<std::chrono::sys_seconds> ParseTime(std::string_view text);
std::string FormatTime(std::chrono::sys_seconds time);

// Whole months from `earlier` to `later`: 0 from 28 July to 27 August, 1 to 28 August.
int MonthsBetween(Day earlier, Day later);

}  // namespace bongsu::base

#endif  // BONGSU_BASE_DAY_H_
