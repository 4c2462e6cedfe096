#include "evaluation/calibration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace bongsu::evaluation {
namespace {

using testing::HasSubstr;

// `n` records of a document each, all with one confidence, the first `right` of them right.
void Add(std::vector<Judged>& to, size_t n, size_t right, double confidence) {
  for (size_t i = 0; i < n; ++i) to.push_back({to.size(), i < right, confidence, {}});
}

TEST(Calibrate, FiguresOfAWorkedExample) {
  // Five bins of two: stated .9 .7 .5 .3 .1; right 2, 1, 1, 1, 0 of 2.
  std::vector<Judged> records;
  const size_t right[] = {2, 1, 1, 1, 0};
  for (int b = 0; b < 5; ++b) Add(records, 2, right[b], 0.9 - 0.2 * b);
  const Calibration c = Calibrate(records);
  EXPECT_EQ(c.n, 10u);
  ASSERT_EQ(c.bins.size(), 5u);
  EXPECT_DOUBLE_EQ(c.bins[0].stated, 0.9);
  EXPECT_DOUBLE_EQ(c.bins[1].right, 0.5);
  EXPECT_NEAR(c.error, (0.1 + 0.2 + 0 + 0.2 + 0.1) / 5, 1e-12);
  // (2*.01 + .09+.49 + 2*.25 + .49+.09 + 2*.01) / 10
  EXPECT_NEAR(c.brier, 0.17, 1e-12);
  EXPECT_NEAR(c.brier_constant, 0.25, 1e-12);
  EXPECT_LE(c.error_low, c.error_high);
  EXPECT_GE(c.error_low, 0);
}

TEST(Calibrate, OrderOfRecordsDoesNotMatter) {
  std::vector<Judged> records;
  Add(records, 7, 5, 0.8);
  Add(records, 6, 1, 0.2);
  std::vector<Judged> reversed(records.rbegin(), records.rend());
  EXPECT_DOUBLE_EQ(Calibrate(records).brier, Calibrate(reversed).brier);
}

TEST(Calibrate, RecordsWithoutConfidenceAreLeftOut) {
  std::vector<Judged> records;
  Add(records, 3, 3, 1.0);
  records.push_back({99, false, std::nullopt, {}});
  const Calibration c = Calibrate(records);
  EXPECT_EQ(c.n, 3u);
  EXPECT_DOUBLE_EQ(c.error, 0);
}

TEST(Calibrate, NothingToSay) {
  EXPECT_EQ(Calibrate({}).n, 0u);
  EXPECT_EQ(FormatCalibration(Calibrate({})), "confidence of 0 records\n");
}

double WeightOf(const std::string& table, const std::string& feature) {
  const size_t at = table.find("\n" + feature + "\t");
  EXPECT_NE(at, std::string::npos) << feature << " in " << table;
  return at == std::string::npos ? NAN : std::stod(table.substr(at + feature.size() + 2));
}

TEST(FitConfidence, LearnsWhichFeatureIsRight) {
  std::vector<Judged> learn;
  for (size_t i = 0; i < 100; ++i) {
    learn.push_back({i, i % 10 != 0, std::nullopt, {"bias", "good"}});
    learn.push_back({i, i % 10 == 0, std::nullopt, {"bias", "bad"}});
  }
  const std::string table = FitConfidence(learn, learn);
  EXPECT_THAT(table, HasSubstr("feature\tweight\n"));
  EXPECT_THAT(table, HasSubstr("learned from 200 records"));
  // Nine in ten are log-odds of 2.2; the penalty draws the weights, the scaling gives them back.
  EXPECT_NEAR(WeightOf(table, "bias") + WeightOf(table, "good"), std::log(9.0), 0.1);
  EXPECT_NEAR(WeightOf(table, "bias") + WeightOf(table, "bad"), -std::log(9.0), 0.1);
  EXPECT_EQ(table, FitConfidence(learn, learn));
}

TEST(FitConfidence, ScalesToTheDocumentsKeptApart) {
  std::vector<Judged> learn, scale;
  for (size_t i = 0; i < 100; ++i) {
    learn.push_back({i, i % 10 != 0, std::nullopt, {"bias", "good"}});
    learn.push_back({i, i % 10 == 0, std::nullopt, {"bias", "bad"}});
    scale.push_back({i, i % 2 == 0, std::nullopt, {"bias", "good"}});  // there, nothing helps
    scale.push_back({i, i % 2 == 0, std::nullopt, {"bias", "bad"}});
  }
  const std::string table = FitConfidence(learn, scale);
  EXPECT_NEAR(WeightOf(table, "good"), 0, 0.02);
  EXPECT_NEAR(WeightOf(table, "bias"), 0, 0.02);
}

TEST(FitConfidence, ATableWithoutRecordsHasABias) {
  EXPECT_THAT(FitConfidence({}, {}), HasSubstr("bias\t0.0000\n"));
}

}  // namespace
}  // namespace bongsu::evaluation
