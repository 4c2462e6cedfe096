#include "watch/series.h"

#include <gtest/gtest.h>

#include "watch/outlet_offsets.h"

namespace bongsu::watch {
namespace {

class SeriesBookTest : public testing::Test {
 protected:
  void Tell(SeriesBook* book, DayNumber day, const std::string& outlet, const std::string& lang,
            const std::string& occurrence, const std::string& source) {
    const std::string id = "e-" + std::to_string(++told_);
    store::NarrowReport r;
    r.id = id;
    r.known = day;
    r.outlet = outlet;
    r.lang = lang;
    r.occurrence = occurrence;
    r.source = source;
    book->Add(r, 1);
  }
  void Read(SeriesBook* book, DayNumber from, DayNumber to, const std::string& outlet,
            const std::string& lang, int64_t documents) {
    for (DayNumber day = from; day <= to; ++day) book->AddReading({day, outlet, lang, documents});
  }
  static const SeriesRow* Find(const std::vector<SeriesRow>& rows, DayNumber begin,
                               const std::string& group) {
    for (const SeriesRow& row : rows)
      if (row.begin == begin && row.group == group) return &row;
    return nullptr;
  }
  int told_ = 0;
};

TEST_F(SeriesBookTest, LanguagesApartAndTogetherCountAnOccurrenceOnceEach) {
  SeriesBook book(1, Apart::kLang, 1);
  Read(&book, 10, 12, "a", "ko", 2);
  Read(&book, 10, 12, "b", "en", 3);
  Tell(&book, 10, "a", "ko", "o-1", "s1");
  Tell(&book, 11, "b", "en", "o-1", "s2");  // the same act, told in English a day later
  Tell(&book, 11, "b", "en", "o-2", "s2");
  Tell(&book, 11, "a", "ko", "o-1", "s3");
  const std::vector<SeriesRow> rows = book.Rows(12);
  ASSERT_EQ(rows.size(), 9u);
  const SeriesRow *all = Find(rows, 11, ""), *ko = Find(rows, 11, "ko"), *en = Find(rows, 11, "en");
  ASSERT_TRUE(all && ko && en);
  EXPECT_EQ(Find(rows, 10, "")->events, 1);
  EXPECT_EQ(all->events, 1);  // o-2; o-1 was known
  EXPECT_EQ(all->reports, 3);
  EXPECT_EQ(all->sources, 2);
  EXPECT_EQ(all->documents, 5);
  EXPECT_EQ(ko->events, 0);
  EXPECT_EQ(ko->reports, 1);
  EXPECT_EQ(en->events, 2);
  EXPECT_EQ(en->documents, 3);
}

TEST_F(SeriesBookTest, WeeksBeginOnMonday) {
  SeriesBook book(1, Apart::kNothing, 7);
  const DayNumber monday = *ParseDayNumber("2024-07-29");
  Read(&book, monday, monday + 8, "a", "ko", 1);
  Tell(&book, monday, "a", "ko", "o-1", "s1");
  Tell(&book, monday + 6, "a", "ko", "o-2", "s1");
  Tell(&book, monday + 7, "a", "ko", "o-3", "s1");
  const std::vector<SeriesRow> rows = book.Rows(monday + 8);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].begin, monday);
  EXPECT_EQ(rows[0].end, monday + 6);
  EXPECT_EQ(rows[0].events, 2);
  EXPECT_EQ(rows[0].documents, 7);
  EXPECT_EQ(rows[1].end, monday + 8);  // not over yet
  EXPECT_EQ(rows[1].events, 1);
}

TEST_F(SeriesBookTest, AnOutletThatFallsSilentHasLostItsCoverageTheOtherHasNot) {
  SeriesBook book(1, Apart::kOutlet, 1);
  Read(&book, 0, 99, "a", "ko", 5);
  Read(&book, 0, 59, "b", "ko", 5);
  for (DayNumber day = 0; day < 60; day += 3)
    for (const char* outlet : {"a", "b"})
      Tell(&book, day, outlet, "ko", outlet + std::to_string(day), outlet);
  const std::vector<SeriesRow> rows = book.Rows(99);
  EXPECT_TRUE(Find(rows, 50, "b")->covered);
  EXPECT_TRUE(Find(rows, 50, "b")->judged);
  EXPECT_FALSE(Find(rows, 70, "b")->covered);
  EXPECT_FALSE(Find(rows, 70, "b")->judged);
  EXPECT_TRUE(Find(rows, 70, "a")->covered);
  EXPECT_TRUE(Find(rows, 70, "")->covered);
  // What is expected of both is what is expected of the one that is still read.
  EXPECT_NEAR(Find(rows, 70, "")->expected, Find(rows, 70, "a")->expected, 0.1);
}

TEST_F(SeriesBookTest, AModelOfEventsThatBringEventsForetellsThemBetter) {
  SeriesBook book(1, Apart::kNothing, 1);
  Read(&book, 0, 299, "a", "ko", 10);
  int n = 0;
  // Salvoes: five days of 8, 6, 4, 2, 1 every fifty days, and silence between them.
  for (DayNumber day = 0; day < 300; ++day) {
    const int counts[] = {8, 6, 4, 2, 1};
    for (int i = 0; day % 50 < 5 && i < counts[day % 50]; ++i)
      Tell(&book, day, "a", "ko", "o-" + std::to_string(++n), "s");
  }
  const auto compared = book.Compare(299);
  ASSERT_EQ(compared.size(), 1u);
  EXPECT_EQ(compared[0].steps, 300u);
  EXPECT_EQ(compared[0].held_out, 100u);
  EXPECT_EQ(compared[0].events, 42);
  EXPECT_GT(compared[0].hawkes_nats, compared[0].baseline_nats);
  EXPECT_LT(compared[0].aic_hawkes, compared[0].aic_constant);
  // And the salvoes are bursts in retrospect, the silence is none.
  const std::vector<SeriesRow> rows = book.Rows(299);
  EXPECT_EQ(rows[20].burst, 0);
}

TEST(OutletOffsetsTest, MeansOfTheGammaPosterior) {
  OutletOffsets offsets(1);
  EXPECT_EQ(offsets.Of(0), 1);
  offsets.Learn(0, 20, 100);
  EXPECT_EQ(offsets.Of(0), 1);  // alone
  offsets.Learn(1, 0, 100);
  offsets.EndDay();
  // r = 20 / 200; (20 + 5) / (10 + 5) and (0 + 5) / (10 + 5)
  EXPECT_NEAR(offsets.Of(0), 25.0 / 15, 1e-12);
  EXPECT_NEAR(offsets.Of(1), 5.0 / 15, 1e-12);
  EXPECT_EQ(offsets.Of(7), 1);
  const std::vector<OutletDocuments> read = {{0, 3}, {1, 6}};
  EXPECT_NEAR(offsets.Exposure(read), 3 * 25.0 / 15 + 6 * 5.0 / 15, 1e-12);
}

TEST(OutletOffsetsTest, OlderDaysWeighLess) {
  OutletOffsets offsets(0.5);
  offsets.Learn(0, 8, 10);
  offsets.Learn(1, 0, 10);
  offsets.EndDay();
  offsets.Learn(0, 0, 10);
  offsets.Learn(1, 4, 10);
  // In units of the second day: y = 4 and 4, e = 15 and 15.
  EXPECT_NEAR(offsets.Of(0), 1, 1e-12);
  EXPECT_NEAR(offsets.Of(1), 1, 1e-12);
}

}  // namespace
}  // namespace bongsu::watch
