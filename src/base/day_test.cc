#include "base/day.h"

#include <gtest/gtest.h>

namespace bongsu::base {
namespace {

TEST(Day, ReadsWhatItWrites) {
  for (const char* text : {"1970-01-01", "2024-02-29", "2024-12-31", "0001-01-01", "9999-12-31"}) {
    const auto day = ParseDay(text);
    ASSERT_TRUE(day) << text;
    EXPECT_EQ(FormatDay(*day), text);
  }
  EXPECT_EQ(ParseDay("2024-02-29")->time_since_epoch().count(), 19782);
}

TEST(Day, ReadsNothingElse) {
  for (const char* text : {"", "2024", "2024-7-28", "2024-07-28 ", " 2024-07-28", "2024-02-30",
                           "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024/07/28",
                           "24-07-2024", "-024-01-01", "+024-01-01", "2024-+1-01", "20x4-01-01"})
    EXPECT_FALSE(ParseDay(text)) << text;
}

TEST(Time, ReadsWhatItWrites) {
  for (const char* text :
       {"1970-01-01T00:00:00Z", "2024-02-29T23:59:59Z", "1969-12-31T23:59:59Z"}) {
    const auto time = ParseTime(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(FormatTime(*time), text);
  }
  EXPECT_EQ(ParseTime("2024-07-31T09:08:07Z")->time_since_epoch().count(), 1722416887);
}

TEST(Time, ReadsNothingElse) {
  for (const char* text : {"", "2024-07-31", "2024-07-31T09:08:07", "2024-07-31 09:08:07Z",
                           "2024-07-31T24:00:00Z", "2024-07-31T09:60:07Z", "2024-07-31T09:08:60Z",
                           "2024-02-30T09:08:07Z", "2024-07-31T0a:08:07Z", "2024-07-31T09:08:07+"})
    EXPECT_FALSE(ParseTime(text)) << text;
}

TEST(Day, CountsWholeMonths) {
  const auto months = [](const char* a, const char* b) {
    return MonthsBetween(*ParseDay(a), *ParseDay(b));
  };
  EXPECT_EQ(months("2024-07-28", "2024-07-28"), 0);
  EXPECT_EQ(months("2024-07-28", "2024-08-27"), 0);
  EXPECT_EQ(months("2024-07-28", "2024-08-28"), 1);
  EXPECT_EQ(months("2023-12-31", "2024-01-30"), 0);
  EXPECT_EQ(months("2022-07-28", "2024-07-28"), 24);
}

}  // namespace
}  // namespace bongsu::base
