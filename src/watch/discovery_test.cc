#include "watch/discovery.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "watch/test_random.h"

namespace bongsu::watch {
namespace {

// Benjamini and Hochberg 1995, section 4.1: thrombolysis, 15 tests; q = .05 rejects four where
// Bonferroni rejects three.
constexpr double kThrombolysis[] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                                    .0459, .3240, .4262, .5719, .6528, .7590, 1.0000};

TEST(Discovery, RejectsFourOfThePublishedFifteen) {
  const std::vector<bool> rejected = BenjaminiHochberg(kThrombolysis, 0.05);
  for (size_t i = 0; i < rejected.size(); ++i) EXPECT_EQ(rejected[i], i < 4) << i;
}

// By hand: 15 p(i) / i, lowered to the least of those behind it. 15 * .0298 / 7 = .0638571 is below
// 15 * .0278 / 6 = .0695, and 15 * .0344 / 8 = .0645.
TEST(Discovery, AdjustedValuesByHand) {
  const std::vector<double> adjusted = AdjustedPValues(kThrombolysis);
  static constexpr double kExpected[] = {.0015,     .003,      .0095,     .035625,   .0603,
                                         .06385714, .06385714, .0645,     .0765,     .486,
                                         .58118182, .714875,   .75323077, .81321429, 1};
  for (size_t i = 0; i < adjusted.size(); ++i) EXPECT_NEAR(adjusted[i], kExpected[i], 5e-9) << i;
}

TEST(Discovery, OrderOfTheTestsDoesNotMatter) {
  static constexpr double kP[] = {.3, .001, .02, .9, .012};
  EXPECT_EQ(BenjaminiHochberg(kP, 0.05), (std::vector<bool>{false, true, true, false, true}));
}

// .04 alone is above its own bound of .025, and below that of the larger one, .05.
TEST(Discovery, StepsUpPastARankThatFails) {
  static constexpr double kP[] = {.04, .045};
  EXPECT_EQ(BenjaminiHochberg(kP, 0.05), (std::vector<bool>{true, true}));
}

TEST(Discovery, NothingAndNonsense) {
  EXPECT_TRUE(BenjaminiHochberg({}, 0.05).empty());
  EXPECT_TRUE(AdjustedPValues({}).empty());
  const double p[] = {std::nan(""), -1, 7, 0.001};
  EXPECT_EQ(BenjaminiHochberg(p, 0.05), (std::vector<bool>{false, false, false, true}));
  EXPECT_EQ(AdjustedPValues(p), (std::vector<double>{1, 1, 1, 0.004}));
}

// 40 tests of which 30 are null; the rest have p-values near zero. The expected share is
// q * 30 / 40.
TEST(Discovery, ShareOfFalseDiscoveriesIsKept) {
  TestRandom random(5);
  constexpr int kRounds = 4000;
  double share = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> p(40);
    for (size_t i = 0; i < p.size(); ++i)
      p[i] = i < 30 ? random.Uniform() : 1e-3 * random.Uniform();
    const std::vector<bool> rejected = BenjaminiHochberg(p, 0.1);
    const auto all = std::count(rejected.begin(), rejected.end(), true);
    const auto wrong = std::count(rejected.begin(), rejected.begin() + 30, true);
    if (all > 0) share += static_cast<double>(wrong) / static_cast<double>(all);
    const std::vector<double> adjusted = AdjustedPValues(p);
    for (size_t i = 0; i < p.size(); ++i) ASSERT_EQ(rejected[i], adjusted[i] <= 0.1);
  }
  EXPECT_NEAR(share / kRounds, 0.075, 0.005);
}

}  // namespace
}  // namespace bongsu::watch
