#include "watch/bursts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "watch/test_random.h"

namespace bongsu::watch {
namespace {

// All 2^10 sequences of states tried in Python (mpmath 1.3.0): 0001110000 is the cheapest, at
// 126.080691308 nats without the binomial coefficients.
TEST(Bursts, AgreesWithEverySequenceTried) {
  const int64_t relevant[] = {1, 2, 1, 9, 12, 8, 2, 1, 0, 1};
  const int64_t documents[] = {50, 60, 40, 50, 60, 50, 55, 45, 50, 60};
  const std::vector<Burst> bursts = FindBursts(relevant, documents);
  ASSERT_EQ(bursts.size(), 1u);
  EXPECT_EQ(bursts[0].begin, 3u);
  EXPECT_EQ(bursts[0].end, 6u);
  EXPECT_EQ(bursts[0].level, 1);
  EXPECT_NEAR(bursts[0].weight_nats, 9.66086932237978, 1e-11);
}

// All 3^8 sequences: 00012100.
TEST(Bursts, StrongerStatesNest) {
  const int64_t relevant[] = {1, 0, 1, 7, 16, 9, 1, 1};
  const std::vector<int64_t> documents(8, 60);
  const std::vector<Burst> bursts = FindBursts(relevant, documents, {.states = 3});
  ASSERT_EQ(bursts.size(), 2u);
  EXPECT_EQ(bursts[0].begin, 3u);
  EXPECT_EQ(bursts[0].end, 6u);
  EXPECT_EQ(bursts[0].level, 1);
  EXPECT_NEAR(bursts[0].weight_nats, 9.66621634976492, 1e-11);
  EXPECT_EQ(bursts[1].begin, 4u);
  EXPECT_EQ(bursts[1].end, 5u);
  EXPECT_EQ(bursts[1].level, 2);
  EXPECT_NEAR(bursts[1].weight_nats, 2.547490253557, 1e-11);
}

// Levels of the cheapest of all sequences of `states` states, counted up like a number.
std::vector<size_t> CheapestByTrying(const std::vector<int64_t>& r, const std::vector<int64_t>& d,
                                     size_t states) {
  double relevant = 0, all = 0, least = HUGE_VAL;
  for (size_t t = 0; t < r.size(); ++t) {
    relevant += static_cast<double>(r[t]);
    all += static_cast<double>(d[t]);
  }
  std::vector<size_t> sequence(r.size(), 0), best;
  for (;;) {
    double cost = 0;
    for (size_t t = 0; t < r.size(); ++t) {
      const size_t before = t == 0 ? 0 : sequence[t - 1];
      if (sequence[t] > before)
        cost += static_cast<double>(sequence[t] - before) * std::log(static_cast<double>(r.size()));
      const double p = relevant / all * std::pow(2, static_cast<double>(sequence[t]));
      cost -= static_cast<double>(r[t]) * std::log(p) +
              static_cast<double>(d[t] - r[t]) * std::log(1 - p);
    }
    if (cost < least - 1e-9) {
      least = cost;
      best = sequence;
    }
    size_t at = 0;
    while (at < r.size() && ++sequence[at] == states) sequence[at++] = 0;
    if (at == r.size()) return best;
  }
}

TEST(Bursts, AgreesWithTryingOnMadeUpSeries) {
  TestRandom random(9);
  int bursting = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<int64_t> r(7), d(7);
    for (size_t t = 0; t < r.size(); ++t) {
      d[t] = 40 + random.Poisson(20);
      r[t] = std::min(d[t] / 8, random.Poisson(t >= 2 && t < 5 ? 8 : 1.5));
    }
    std::vector<size_t> levels(r.size(), 0);
    for (const Burst& burst : FindBursts(r, d, {.states = 3}))
      for (size_t t = burst.begin; t < burst.end; ++t) ++levels[t];
    const std::vector<size_t> expected = CheapestByTrying(r, d, 3);
    EXPECT_EQ(levels, expected) << round;
    bursting += *std::max_element(expected.begin(), expected.end()) > 0;
  }
  EXPECT_GT(bursting, 20);
}

TEST(Bursts, BatchesWithoutDocumentsNeitherMakeNorBreakABurst) {
  const int64_t relevant[] = {1, 2, 1, 9, 0, 12, 8, 2, 1, 0, 1};
  const int64_t documents[] = {50, 60, 40, 50, 0, 60, 50, 55, 45, 50, 60};
  const std::vector<Burst> bursts = FindBursts(relevant, documents);
  ASSERT_EQ(bursts.size(), 1u);
  EXPECT_EQ(bursts[0].begin, 3u);
  EXPECT_EQ(bursts[0].end, 7u);
}

TEST(Bursts, ASeriesThatEndsInABurstAndSteadyOnes) {
  const int64_t relevant[] = {1, 1, 0, 1, 9, 9};
  const std::vector<int64_t> documents(6, 60);
  const std::vector<Burst> bursts = FindBursts(relevant, documents);
  ASSERT_EQ(bursts.size(), 1u);
  EXPECT_EQ(bursts[0].begin, 4u);
  EXPECT_EQ(bursts[0].end, 6u);
  EXPECT_TRUE(FindBursts(std::vector<int64_t>(6, 5), documents).empty());
}

TEST(Bursts, NothingAllAndNonsense) {
  EXPECT_TRUE(FindBursts({}, {}).empty());
  const std::vector<int64_t> none(5, 0), all(5, 9), some{-3, 50, 1, 0, 0}, documents(5, 9);
  EXPECT_TRUE(FindBursts(none, documents).empty());
  EXPECT_TRUE(FindBursts(none, none).empty());
  EXPECT_TRUE(FindBursts(all, documents).empty());
  EXPECT_TRUE(FindBursts(some, documents, {.scale = 1}).empty());
  for (const Burst& burst : FindBursts(some, documents, {.gamma = -1, .states = 900}))
    EXPECT_TRUE(burst.begin < burst.end && burst.end <= 5 && std::isfinite(burst.weight_nats));
}

}  // namespace
}  // namespace bongsu::watch
