#include "watch/hawkes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "watch/test_random.h"

namespace bongsu::watch {
namespace {

const std::vector<int64_t> kCounts = {2, 1, 0, 0, 3, 1, 0, 2, 0, 0, 1, 4, 6, 3, 5, 9, 4, 7, 3, 6,
                                      4, 2, 5, 1, 3, 2, 0, 1, 0, 0, 2, 1, 0, 0, 0, 3, 1, 6, 4, 8};

std::vector<double> Exposures() {
  static constexpr double kTen[] = {1, 1, 2, 1, 0.5, 1, 1, 1, 1.5, 1};
  std::vector<double> exposures;
  for (size_t t = 0; t < kCounts.size(); ++t) exposures.push_back(kTen[t % 10]);
  return exposures;
}

// A series that follows the model.
std::vector<int64_t> Simulate(const HawkesModel& model, std::span<const double> exposures,
                              TestRandom& random) {
  std::vector<int64_t> counts;
  double excitation = 0;  // with endless lags
  for (const double exposure : exposures) {
    counts.push_back(random.Poisson(model.background * exposure + model.branching * excitation));
    excitation = model.decay * excitation + (1 - model.decay) * static_cast<double>(counts.back());
  }
  return counts;
}

// Python, mpmath 1.3.0, 30 digits, from the formula in hawkes.h with 10 lags, mu = .8, eta = .6,
// rho = .5; ln L = Σ y ln expected - expected - loggamma(y + 1).
TEST(Hawkes, LikelihoodAgreesWithMpmath) {
  const HawkesModel model{.background = 0.8, .branching = 0.6, .decay = 0.5, .lags = 10};
  const std::vector<double> expected = HawkesExpected(model, kCounts, Exposures());
  ASSERT_EQ(expected.size(), kCounts.size());
  EXPECT_NEAR(expected[0], 0.8, 1e-12);
  EXPECT_NEAR(expected[1], 1.400586510264, 1e-11);
  EXPECT_NEAR(expected[4], 0.550146627566, 1e-11);
  EXPECT_NEAR(expected[16], 4.790615835777, 1e-11);
  EXPECT_NEAR(expected[39], 3.094428152493, 1e-11);
  EXPECT_NEAR(HawkesLogLikelihood(model, kCounts, Exposures()), -83.5976939918197, 1e-10);
}

// The maximum by a grid and Newton's method on the gradient, in mpmath.
TEST(Hawkes, FitIsTheMaximumThatMpmathFinds) {
  const HawkesFit fit = FitHawkes(kCounts, Exposures(), 10);
  EXPECT_EQ(fit.steps, 40u);
  EXPECT_NEAR(fit.model.background, 0.762787195581, 1e-6);
  EXPECT_NEAR(fit.model.branching, 0.750974213729, 1e-6);
  EXPECT_NEAR(fit.model.decay, 0.476804529534, 1e-6);
  EXPECT_NEAR(fit.log_likelihood_nats, -82.5964160249721, 1e-10);
  EXPECT_NEAR(fit.constant_rate, 100 / 44.0, 1e-12);
  EXPECT_NEAR(fit.constant_log_likelihood_nats, -101.444766472078, 1e-10);
  EXPECT_NEAR(fit.likelihood_ratio, 2 * (101.444766472078 - 82.5964160249721), 1e-9);
}

TEST(Hawkes, NoNeighbourOfTheFitIsLikelier) {
  TestRandom random(11);
  for (int series = 0; series < 10; ++series) {
    const std::vector<double> exposures(200, 1);
    const std::vector<int64_t> counts = Simulate(
        {.background = 1, .branching = 0.1 * series, .decay = 0.09 * series}, exposures, random);
    const HawkesFit fit = FitHawkes(counts, exposures);
    for (int i = 0; i < 100; ++i) {
      HawkesModel other = fit.model;
      const auto moved = [&](double by) { return by * (2 * random.Uniform() - 1); };
      other.background = std::max(0.0, other.background + moved(0.05));
      other.branching = std::clamp(other.branching + moved(0.05), 0.0, kMostBranching);
      other.decay = std::clamp(other.decay + moved(0.05), 0.0, kMostDecay);
      EXPECT_LE(HawkesLogLikelihood(other, counts, exposures), fit.log_likelihood_nats + 1e-9);
    }
  }
}

TEST(Hawkes, FindsTheParametersOfLongSeries) {
  const HawkesModel truth{.background = 0.8, .branching = 0.6, .decay = 0.7};
  std::vector<double> exposures;
  for (int t = 0; t < 1000; ++t) exposures.push_back(0.5 + 0.25 * (t % 5));
  TestRandom random(12);
  constexpr int kSeries = 12;
  double background = 0, branching = 0, decay = 0;
  for (int series = 0; series < kSeries; ++series) {
    const HawkesFit fit = FitHawkes(Simulate(truth, exposures, random), exposures);
    background += fit.model.background / kSeries;
    branching += fit.model.branching / kSeries;
    decay += fit.model.decay / kSeries;
    EXPECT_NEAR(fit.model.background, truth.background, 0.25);
    EXPECT_NEAR(fit.model.branching, truth.branching, 0.15);
    EXPECT_NEAR(fit.model.decay, truth.decay, 0.15);
    EXPECT_GT(fit.likelihood_ratio, 50);
  }
  std::printf("background %.3f of 0.8, branching %.3f of 0.6, decay %.3f of 0.7\n", background,
              branching, decay);
  EXPECT_NEAR(background, truth.background, 0.06);
  EXPECT_NEAR(branching, truth.branching, 0.04);
  EXPECT_NEAR(decay, truth.decay, 0.04);
}

// Of 500 series of 300 steps the ratio was below (median, 90 %, 95 %, 99 %) 0.13 2.50 3.57 7.20 for
// mean 0.5, 0.22 2.49 3.52 7.03 for mean 2, 0.26 2.62 3.76 6.72 for mean 10.
TEST(Hawkes, ConstantSeriesSeldomLookExcited) {
  TestRandom random(13);
  const std::vector<double> exposures(300, 1);
  std::vector<double> ratios;
  for (int series = 0; series < 60; ++series)
    ratios.push_back(
        FitHawkes(Simulate({.background = 2}, exposures, random), exposures).likelihood_ratio);
  std::sort(ratios.begin(), ratios.end());
  std::printf("likelihood ratio without excitation: median %.2f, 95 %% %.2f\n", ratios[30],
              ratios[57]);
  EXPECT_LT(ratios[30], 2);
  EXPECT_LT(ratios[57], 8);
}

TEST(Hawkes, TheStepToComeIsExpectedFromThoseBefore) {
  const HawkesModel model{.background = 1, .branching = 0.5, .decay = 0, .lags = 1};
  const std::vector<int64_t> counts = {4, 6};
  const std::vector<double> exposures = {1, 1, 3};
  EXPECT_EQ(HawkesExpected(model, counts, exposures), (std::vector<double>{1, 3, 6}));
}

TEST(Hawkes, StepsNotObservedCountForNothing) {
  const HawkesModel model{.background = 1, .branching = 0.5, .decay = 0, .lags = 1};
  const std::vector<int64_t> counts = {4, 6, 1};
  const std::vector<double> exposures = {1, 0, 1};
  EXPECT_EQ(HawkesExpected(model, counts, exposures), (std::vector<double>{1, 0, 1}));
  // Poisson(4; 1) and Poisson(1; 1): -1 - ln 24 and -1.
  EXPECT_NEAR(HawkesLogLikelihood(model, counts, exposures), -2 - std::log(24.0), 1e-12);
  EXPECT_EQ(FitHawkes(counts, exposures).steps, 2u);
}

TEST(Hawkes, NothingSteadyAndRunaway) {
  EXPECT_EQ(FitHawkes({}, {}).steps, 0u);
  const std::vector<double> exposures(30, 1);
  const HawkesFit none = FitHawkes(std::vector<int64_t>(30, 0), exposures);
  EXPECT_EQ(none.model.background, 0);
  EXPECT_EQ(none.likelihood_ratio, 0);
  const HawkesFit steady = FitHawkes(std::vector<int64_t>(30, 4), exposures);
  EXPECT_LT(steady.likelihood_ratio, 0.1);
  // Doubling each three steps: branching would have to pass 1.
  std::vector<int64_t> counts;
  for (int t = 0; t < 30; ++t) counts.push_back(static_cast<int64_t>(std::pow(2, t / 3.0)));
  const HawkesFit runaway = FitHawkes(counts, exposures);
  EXPECT_EQ(runaway.model.branching, kMostBranching);
  EXPECT_GT(runaway.model.background, 0);
  EXPECT_TRUE(std::isfinite(runaway.log_likelihood_nats));
  // The background is the best one at that bound.
  for (const double factor : {0.9, 1.1}) {
    HawkesModel other = runaway.model;
    other.background *= factor;
    EXPECT_LT(HawkesLogLikelihood(other, counts, exposures), runaway.log_likelihood_nats);
  }
}

}  // namespace
}  // namespace bongsu::watch
