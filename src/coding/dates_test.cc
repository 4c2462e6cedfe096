// Date expressions against the day of publication.
#include "coding/dates.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "language/test_lexicon.h"
#include "text/utf8.h"

namespace bongsu::coding {
namespace {

const DateFinder& Finder() {
  static const DateFinder finder(RealLexicon(), "ko");
  return finder;
}

std::vector<FoundDate> Find(std::string_view text, const std::string& published) {
  std::vector<FoundDate> out;
  Finder().Find(text, {0, static_cast<uint32_t>(text.size())}, published, out);
  return out;
}

// "28일: 2024-07-28 relative; 내년: 2025-01-01..2025-12-31 relative coming".
std::string Render(std::string_view text, const std::string& published) {
  std::string out;
  for (const FoundDate& d : Find(text, published)) {
    if (!out.empty()) out += "; ";
    out += std::string(text.substr(d.text.begin, d.text.size())) + ": " + d.date.from;
    if (d.date.to != d.date.from) out += ".." + d.date.to;
    out += " " + d.date.basis + (d.coming ? " coming" : "");
  }
  return out;
}

struct DateCase {
  const char *text, *published, *expected;
};

void ExpectDates(const std::vector<DateCase>& cases) {
  for (const DateCase& c : cases)
    EXPECT_EQ(Render(c.text, c.published), c.expected) << c.text << " published " << c.published;
}

constexpr char kSunday[] = "2024-07-28";

TEST(DateFinder, ReadsFullDates) {
  ExpectDates({{"2023년 3월 14일 회담", kSunday, "2023년 3월 14일: 2023-03-14 stated"},
               {"2023년 3월 14일 회담", "", "2023년 3월 14일: 2023-03-14 stated"},
               {"2023년 3월", kSunday, "2023년 3월: 2023-03-01..2023-03-31 stated"},
               {"2024년 2월", "", "2024년 2월: 2024-02-01..2024-02-29 stated"},
               {"2022년에", "", "2022년: 2022-01-01..2022-12-31 stated"},
               {"2030년까지", kSunday, "2030년: 2030-01-01..2030-12-31 stated coming"}});
}

TEST(DateFinder, GivesTheNextDayOfThatNumberToo) {
  const auto next = [](std::string_view text) {
    const auto found = Find(text, kSunday);
    return found.size() == 1 && found[0].next ? found[0].next->from : std::string("none");
  };
  EXPECT_EQ(next("6일"), "2024-08-06");
  EXPECT_EQ(next("10월 3일"), "2024-10-03");
  EXPECT_EQ(next("28일"), "none");  // today
  EXPECT_EQ(next("2024년 8월 6일"), "none");
  EXPECT_EQ(next("지난 6일"), "none");
}

TEST(DateFinder, ReadsHowLongAgo) {
  ExpectDates({{"3일 전 발사", kSunday, "3일 전: 2024-07-25 relative"},
               {"사흘 전에", kSunday, "사흘 전: 2024-07-25 relative"},
               {"2주 전", kSunday, "2주 전: 2024-07-08..2024-07-14 relative"},
               {"두 달 전", kSunday, "두 달 전: 2024-05-01..2024-05-31 relative"},
               {"14개월 전에", kSunday, "14개월 전에: 2023-05-01..2023-05-31 relative"},
               {"5년 전", kSunday, "5년 전: 2019-01-01..2019-12-31 relative"},
               {"3일 전", "", ""},
               {"몇 년 전", kSunday, ""},
               {"999999999999일 전", kSunday, ""},
               {"6월 25일 전쟁", kSunday, "6월 25일: 2024-06-25 stated"}});
}

TEST(DateFinder, TakesTheNearestDayNotAfterPublication) {
  ExpectDates({{"7월 28일", "2024-07-29", "7월 28일: 2024-07-28 stated"},
               {"7월 28일", "2024-07-28", "7월 28일: 2024-07-28 stated"},
               {"7월 28일", "2024-07-27", "7월 28일: 2023-07-28 stated"},
               {"12월", kSunday, "12월: 2023-12-01..2023-12-31 stated"},
               {"28일", kSunday, "28일: 2024-07-28 relative"},
               {"29일", kSunday, "29일: 2024-06-29 relative"},
               {"지난 28일", "2024-07-29", "28일: 2024-07-28 relative"},
               {"지난 30일", kSunday, "30일: 2024-06-30 relative"},
               {"지난 7월", kSunday, "7월: 2024-07-01..2024-07-31 stated"},
               {"1일", "2024-01-01", "1일: 2024-01-01 relative"},
               {"2일", "2024-01-01", "2일: 2023-12-02 relative"}});
}

TEST(DateFinder, TakesTheNearestDayAfterPublicationWhereTheTextSaysSo) {
  ExpectDates({{"오는 30일", kSunday, "30일: 2024-07-30 relative coming"},
               {"오는 3일", kSunday, "3일: 2024-08-03 relative coming"},
               {"오는 8월 3일", kSunday, "8월 3일: 2024-08-03 stated coming"},
               {"오는 1월", kSunday, "1월: 2025-01-01..2025-01-31 stated coming"},
               {"오는 3일", "2024-12-20", "3일: 2025-01-03 relative coming"}});
}

TEST(DateFinder, ReadsWordsForDaysWeeksMonthsAndYears) {
  ExpectDates({{"어제", kSunday, "어제: 2024-07-27 relative"},
               {"오늘", "2024-03-01", "오늘: 2024-03-01 relative"},
               {"그제", "2024-03-01", "그제: 2024-02-28 relative"},
               {"내일", kSunday, "내일: 2024-07-29 relative coming"},
               {"지난주", kSunday, "지난주: 2024-07-15..2024-07-21 relative"},
               {"이번 주", kSunday, "이번 주: 2024-07-22..2024-07-28 relative"},
               {"다음 주", kSunday, "다음 주: 2024-07-29..2024-08-04 relative coming"},
               {"이달", kSunday, "이달: 2024-07-01..2024-07-31 relative"},
               {"지난달", "2024-01-15", "지난달: 2023-12-01..2023-12-31 relative"},
               {"다음 달", "2024-12-15", "다음 달: 2025-01-01..2025-01-31 relative coming"},
               {"내년", kSunday, "내년: 2025-01-01..2025-12-31 relative coming"},
               {"지난해", kSunday, "지난해: 2023-01-01..2023-12-31 relative"},
               {"올해", kSunday, "올해: 2024-01-01..2024-12-31 relative"}});
}

TEST(DateFinder, JoinsARelativeYearOrMonthWithWhatFollows) {
  ExpectDates({{"지난해 12월", kSunday, "지난해 12월: 2023-12-01..2023-12-31 relative"},
               {"지난해 12월 26일", kSunday, "지난해 12월 26일: 2023-12-26 relative"},
               {"다음 달 3일", kSunday, "다음 달 3일: 2024-08-03 relative coming"},
               {"지난달 28일", kSunday, "지난달 28일: 2024-06-28 relative"},
               {"내년 3월", kSunday, "내년 3월: 2025-03-01..2025-03-31 relative coming"},
               {"이달 30일", kSunday, "이달 30일: 2024-07-30 relative coming"}});
}

TEST(DateFinder, SkipsDaysThatDoNotExist) {
  ExpectDates({{"2024년 2월 30일", kSunday, ""},
               {"2023년 2월 29일", kSunday, ""},
               {"6월 31일", kSunday, ""},
               {"32일", kSunday, ""},
               {"0일", kSunday, ""},
               {"13월", kSunday, ""},
               {"1899년", kSunday, ""},
               {"2101년", kSunday, ""},
               {"99999999999999999999년", kSunday, ""}});
}

// In a month of 30 days the 31st is the one of the month before.
TEST(DateFinder, LooksFurtherBackWhereTheMonthHasNoSuchDay) {
  ExpectDates({{"31일", "2024-07-05", "31일: 2024-05-31 relative"},
               {"31일", "2024-06-15", "31일: 2024-05-31 relative"},
               {"30일", "2024-03-05", "30일: 2024-01-30 relative"},
               {"2월 29일", "2023-03-05", "2월 29일: 2020-02-29 stated"},
               {"오는 31일", "2024-06-15", "31일: 2024-07-31 relative coming"}});
}

TEST(DateFinder, NeedsThePublicationForAnythingLess) {
  for (const char* text :
       {"7월 28일", "28일", "어제", "지난달", "내년 3월", "오는 30일", "이번 주"})
    for (const char* published : {"", "2024", "2024-02-30", "nonsense"})
      EXPECT_EQ(Render(text, published), "") << text << " published '" << published << "'";
}

TEST(DateFinder, TellsSeveralDatesApart) {
  ExpectDates(
      {{"3월 14일과 7월 28일", kSunday, "3월 14일: 2024-03-14 stated; 7월 28일: 2024-07-28 stated"},
       {"2022년과 2023년 5월", kSunday,
        "2022년: 2022-01-01..2022-12-31 stated; 2023년 5월: 2023-05-01..2023-05-31 stated"},
       {"어제와 오늘", kSunday, "어제: 2024-07-27 relative; 오늘: 2024-07-28 relative"}});
}

TEST(DateFinder, TakesNoNumberOfOtherThingsForADate) {
  ExpectDates({{"미사일 28발을", kSunday, ""},
               {"500만 명이", kSunday, ""},
               {"제3국", kSunday, ""},
               {"120일간", kSunday, ""},
               {"북한은 말했다", kSunday, ""},
               {"", kSunday, ""}});
}

TEST(DateFinder, TakesNoLengthOfTimeForADay) {
  ExpectDates({{"22일 만에", kSunday, ""},
               {"22일만에", kSunday, ""},
               {"3일간", kSunday, ""},
               {"5일 동안", kSunday, ""},
               {"30일 안에", kSunday, ""},
               {"22일 만난", kSunday, "22일: 2024-07-22 relative"}});
}

// "a round table on the 22nd": what measures a time must end its word.
TEST(DateFinder, TakesTheBeginningOfAWordForNoLengthOfTime) {
  ExpectDates({{"22일 간담회를", kSunday, "22일: 2024-07-22 relative"}});
}

TEST(DateFinder, StaysInsideTheRangeOnCodePoints) {
  const std::string_view text = "2021년 1월 1일. 어제 2023년 3월 14일 회담. 2024년";
  const auto begin = static_cast<uint32_t>(text.find("어제"));
  const auto end = static_cast<uint32_t>(text.find(" 2024년"));
  std::vector<FoundDate> out;
  Finder().Find(text, {begin, end}, kSunday, out);
  ASSERT_EQ(out.size(), 2u);
  for (const FoundDate& d : out) {
    EXPECT_TRUE((ByteSpan{begin, end}).contains(d.text));
    EXPECT_TRUE(text::IsBoundary(text, d.text.begin) && text::IsBoundary(text, d.text.end));
  }
}

}  // namespace
}  // namespace bongsu::coding
