#include "watch/counts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <iterator>
#include <limits>
#include <string>
#include <vector>

#include "watch/test_random.h"

namespace bongsu::watch {
namespace {

// mpmath 1.3.0 at 30 digits: ln p(y) = loggamma(y + a) - loggamma(a) - loggamma(y + 1)
// + a ln(a / (a + m)) + y ln(m / (a + m)); the tail as the plain sum of p(k) over k >= y.
TEST(NegativeBinomial, AgreesWithMpmath) {
  struct Case {
    int64_t y;
    double size, mean, log_pmf, upper_tail;
  };
  static constexpr Case kCases[] = {
      {0, 0.5, 0.5, -0.346573590279973, 1},
      {3, 0.5, 0.5, -3.58916594176549, 0.0498252627805768},
      {7, 2.5, 4, -2.90784413378156, 0.188058086217379},
      {0, 2.5, 4, -2.38877861256859, 1},
      {40, 30, 20, -7.36352834614373, 0.00192588879753898},
      {12, 1e6, 10, -2.35619737971967, 0.303224422373661},
      {12, 1e12, 10, -2.35619337973734, 0.303223853697462},
      {1000, 0.3, 200, -9.3813445349371, 0.0422021404567786},
      {5000, 1e5, 5000, -5.20194691734669, 0.501743547564805},
      {5300, 1e5, 5000, -13.6295561744376, 2.12173921486048e-5},
  };
  for (const Case& c : kCases) {
    const NegativeBinomial nb(c.size, c.mean);
    EXPECT_NEAR(nb.LogPmf(c.y), c.log_pmf, 1e-9 * std::abs(c.log_pmf)) << c.y << ' ' << c.size;
    EXPECT_NEAR(nb.UpperTail(c.y), c.upper_tail, 1e-9 * c.upper_tail) << c.y << ' ' << c.size;
  }
}

// Both from a table of p(k) summed at 30 digits; the shortest interval by trying every low end.
TEST(NegativeBinomial, QuantilesAndIntervalsAgreeWithMpmath) {
  struct Case {
    double size, mean;
    int64_t q05, q50, q95, q999;
    CountInterval shortest90;
  };
  static constexpr Case kCases[] = {
      {0.5, 0.5, 0, 0, 2, 8, {0, 2}},     {2.5, 4, 0, 3, 10, 20, {0, 8}},
      {30, 20, 11, 20, 30, 41, {11, 29}}, {1, 0.1, 0, 0, 1, 2, {0, 0}},
      {300, 5, 2, 5, 9, 13, {2, 9}},
  };
  for (const Case& c : kCases) {
    const NegativeBinomial nb(c.size, c.mean);
    EXPECT_EQ(nb.Quantile(0.05), c.q05) << c.size;
    EXPECT_EQ(nb.Quantile(0.5), c.q50) << c.size;
    EXPECT_EQ(nb.Quantile(0.95), c.q95) << c.size;
    EXPECT_EQ(nb.Quantile(0.999), c.q999) << c.size;
    EXPECT_EQ(nb.Interval(0.9, IntervalKind::kEqualTailed), (CountInterval{c.q05, c.q95}));
    EXPECT_EQ(nb.Interval(0.9), c.shortest90) << c.size;
  }
}

// The slow obvious way: a table, every low end.
CountInterval ShortestByTable(const NegativeBinomial& nb, double level) {
  std::vector<double> pmf(2000);
  for (size_t k = 0; k < pmf.size(); ++k) pmf[k] = std::exp(nb.LogPmf(static_cast<int64_t>(k)));
  CountInterval best{0, 1999};
  double best_mass = 0;
  for (size_t low = 0; low < 200; ++low) {
    double mass = 0;
    size_t high = low;
    for (; high < pmf.size(); ++high)
      if ((mass += pmf[high]) >= level) break;
    if (high == pmf.size()) break;
    const auto length = static_cast<int64_t>(high - low);
    if (length < best.high - best.low || (length == best.high - best.low && mass > best_mass)) {
      best = {static_cast<int64_t>(low), static_cast<int64_t>(high)};
      best_mass = mass;
    }
  }
  return best;
}

TEST(NegativeBinomial, ShortestIntervalIsTheOneFoundByTrying) {
  TestRandom random(20);
  for (int i = 0; i < 400; ++i) {
    const NegativeBinomial nb(std::exp(6 * random.Uniform() - 1), 60 * random.Uniform());
    const double level = 0.5 + 0.49 * random.Uniform();
    EXPECT_EQ(nb.Interval(level), ShortestByTable(nb, level))
        << nb.size() << ' ' << nb.mean() << ' ' << level << ' ' << nb.Interval(level).low << ' '
        << nb.Interval(level).high;
  }
}

TEST(NegativeBinomial, QuantileIsTheLeastThatReachesItsProbability) {
  TestRandom random(21);
  for (int i = 0; i < 1000; ++i) {
    const NegativeBinomial nb(std::exp(8 * random.Uniform() - 1), std::exp(9 * random.Uniform()));
    const double p = random.Uniform();
    const int64_t k = nb.Quantile(p);
    EXPECT_GE(1 - nb.UpperTail(k + 1), p - 1e-9);
    if (k > 0) {
      EXPECT_LT(1 - nb.UpperTail(k), p + 1e-9);
    }
  }
}

TEST(NegativeBinomial, HugeMeansTakeBoundedWorkAndStayNearTheNormal) {
  for (const double mean : {0.9e7, 1.1e7, 1e9, 1e12}) {
    const NegativeBinomial nb(mean, mean);
    const double sd = std::sqrt(nb.variance());
    EXPECT_NEAR(nb.UpperTail(static_cast<int64_t>(mean + 1.6448536 * sd)), 0.05, 2e-4) << mean;
    const CountInterval interval = nb.Interval(0.9);
    EXPECT_NEAR(static_cast<double>(interval.low), mean - 1.6448536 * sd, 0.01 * sd + 2) << mean;
    EXPECT_NEAR(static_cast<double>(interval.high), mean + 1.6448536 * sd, 0.01 * sd + 2) << mean;
  }
}

TEST(NegativeBinomial, KnowsTheSureAndTheImpossible) {
  const NegativeBinomial never(3, 0);
  EXPECT_EQ(never.LogPmf(0), 0);
  EXPECT_EQ(never.LogPmf(1), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(never.UpperTail(0), 1);
  EXPECT_EQ(never.UpperTail(1), 0);
  EXPECT_EQ(never.Interval(0.9), (CountInterval{0, 0}));
  const NegativeBinomial nb(3, 2);
  EXPECT_EQ(nb.LogPmf(-1), -std::numeric_limits<double>::infinity());
  EXPECT_EQ(nb.UpperTail(-5), 1);
  EXPECT_LT(nb.UpperTail(1000000), 1e-100);
}

TEST(GammaPoisson, UpdatesByHand) {
  GammaPoisson baseline({.shape = 2, .rate = 4}, 0.5);
  EXPECT_TRUE(baseline.Observe(3, 10));
  // shape 0.5*2 + 0.5*2 + 3, rate 0.5*4 + 0.5*4 + 10.
  EXPECT_DOUBLE_EQ(baseline.shape(), 5);
  EXPECT_DOUBLE_EQ(baseline.rate(), 14);
  EXPECT_TRUE(baseline.Observe(0, 6));
  EXPECT_DOUBLE_EQ(baseline.shape(), 3.5);
  EXPECT_DOUBLE_EQ(baseline.rate(), 15);
  EXPECT_DOUBLE_EQ(baseline.Predict(30).mean(), 7);
  EXPECT_DOUBLE_EQ(baseline.Predict(30).size(), 3.5);
}

TEST(GammaPoisson, WithoutExposureNothingIsLearnt) {
  GammaPoisson baseline({.shape = 2, .rate = 4}, 0.5);
  baseline.Observe(9, 10);
  const double shape = baseline.shape(), rate = baseline.rate();
  EXPECT_FALSE(baseline.Observe(0, 0));
  EXPECT_FALSE(baseline.Observe(5, 0));
  EXPECT_FALSE(baseline.Observe(5, -1));
  EXPECT_FALSE(baseline.Observe(-1, 10));
  EXPECT_FALSE(baseline.Observe(5, std::nan("")));
  EXPECT_FALSE(baseline.Observe(5, std::numeric_limits<double>::infinity()));
  EXPECT_EQ(baseline.shape(), shape);
  EXPECT_EQ(baseline.rate(), rate);
}

TEST(GammaPoisson, PriorNeverFades) {
  GammaPoisson baseline({.shape = 0.5, .rate = 0.1}, 0.9);
  for (int i = 0; i < 2000; ++i) baseline.Observe(0, 1);
  EXPECT_NEAR(baseline.shape(), 0.5, 1e-12);
  EXPECT_NEAR(baseline.rate(), 0.1 + 1 / (1 - 0.9), 1e-9);
}

// The share of counts inside the 90 % interval: 40 series of 365 steps after 30 to settle, a
// remembered span of 50 steps, exposure varying threefold about 1. Standard error about 0.002.
double Coverage(double mean, IntervalKind kind) {
  TestRandom random(1995);
  int64_t inside = 0, all = 0;
  for (int series = 0; series < 40; ++series) {
    GammaPoisson baseline({.shape = 0.5, .rate = 0.1}, 0.98);
    for (int step = 0; step < 395; ++step) {
      const double exposure = 0.5 + random.Uniform();
      const int64_t y = random.Poisson(mean * exposure);
      if (step >= 30) {
        const CountInterval interval = baseline.Interval(0.9, exposure, kind);
        inside += y >= interval.low && y <= interval.high;
        ++all;
      }
      baseline.Observe(y, exposure);
    }
  }
  return static_cast<double>(inside) / static_cast<double>(all);
}

// Discrete intervals that hold at least the level hold more of it where a single count weighs much.
// With 400 series (146,000 steps): mean 0.5 shortest 0.9522, equal-tailed 0.9767; mean 2: 0.9369,
// 0.9688; mean 5: 0.9239, 0.9419; mean 20: 0.9130, 0.9232. Hence kShortest is the default.
TEST(GammaPoisson, IntervalsCoverWhatTheySay) {
  struct Case {
    double mean, most;
  };
  // At 0.5 no interval can do better: {0, 1} holds less than 0.9 for part of the exposures, {0..2}
  // much more.
  for (const Case& c : {Case{0.5, 0.96}, Case{2, 0.95}, Case{5, 0.93}, Case{20, 0.93}}) {
    const double shortest = Coverage(c.mean, IntervalKind::kShortest);
    const double equal_tailed = Coverage(c.mean, IntervalKind::kEqualTailed);
    std::printf("coverage at mean %g: shortest %.4f, equal-tailed %.4f\n", c.mean, shortest,
                equal_tailed);
    EXPECT_GE(shortest, 0.87) << c.mean;
    EXPECT_LE(shortest, c.most) << c.mean;
    EXPECT_GE(equal_tailed, shortest) << c.mean;
  }
}

}  // namespace
}  // namespace bongsu::watch
