// Tails are the incomplete beta function: P(Y >= y) = I_q(y, size) with q = mean / (size + mean)
// (DLMF 8.17.5 and 8.17.24). It is evaluated by its continued fraction (DLMF 8.17.22, modified
// Lentz's method), whose factor in front is the probability of y itself up to a ratio. The fraction
// takes a number of terms that grows as the square root of the smaller parameter, whatever the
// count, where summing the probabilities takes as many terms as the count. Quantiles are found by
// doubling and bisection on the tails.
#include "watch/counts.h"

#include <math.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bongsu::watch {
namespace {

constexpr double kNormalFrom = 1e7;  // of size and mean: skewness below 10^-3
constexpr double kStirlingFrom = 1e4;
constexpr int kMostTerms = 100000;  // never met below kNormalFrom; a bound, not a tuning
constexpr int64_t kLargestCount = int64_t{1} << 52;

// std::lgamma writes the sign to a global; this one does not.
double LogGamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

// ln Γ(a + y) / Γ(a) + a ln(a / (a + m)): the two nearly cancel for large a, so there Stirling's
// series is subtracted term by term (the next one is 1 / 360 a³, below rounding).
double LogRisingTimesZero(double a, double y, double m) {
  if (a < kStirlingFrom) return LogGamma(a + y) - LogGamma(a) - a * std::log1p(m / a);
  return a * (std::log1p(y / a) - std::log1p(m / a)) - 0.5 * std::log1p(y / a) +
         y * std::log(a + y) - y + (1 / (a + y) - 1 / a) / 12;
}

// The continued fraction of I_x(a, b), without the factor in front. Converges fast for
// x < (a + 1) / (a + b + 2).
double BetaFraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * x / (a + 1));
  double result = d;
  for (int i = 1; i <= kMostTerms; ++i) {
    const double m = i;
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    result *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double change = d * c;
    result *= change;
    if (std::abs(change - 1) < 1e-15) break;
  }
  return result;
}

double NormalUpperTail(double z) { return 0.5 * std::erfc(z / std::sqrt(2.0)); }

// P(Y >= y) and P(Y < y); the smaller one is exact, not what the other leaves.
struct Tails {
  double upper = 0;
  double lower = 0;
};

// For 1 <= y and mean > 0.
Tails TailsAt(const NegativeBinomial& of, int64_t y) {
  const double a = of.size(), m = of.mean(), n = static_cast<double>(y);
  if (a >= kNormalFrom && m >= kNormalFrom) {
    const double z = (n - 0.5 - m) / std::sqrt(of.variance());
    return {NormalUpperTail(z), NormalUpperTail(-z)};
  }
  const double q = m / (a + m), p = a / (a + m), pmf = std::exp(of.LogPmf(y));
  if (q < (n + 1) / (n + a + 2)) {
    const double upper = std::min(1.0, pmf * BetaFraction(q, n, a));
    return {upper, 1 - upper};
  }
  const double lower = std::min(1.0, pmf * n / a * BetaFraction(p, a, n));
  return {1 - lower, lower};
}

}  // namespace

double NegativeBinomial::LogPmf(int64_t y) const {
  constexpr double kImpossible = -std::numeric_limits<double>::infinity();
  if (y < 0) return kImpossible;
  if (mean_ <= 0) return y == 0 ? 0 : kImpossible;
  const double n = static_cast<double>(y);
  return LogRisingTimesZero(size_, n, mean_) - LogGamma(n + 1) +
         n * (std::log(mean_) - std::log(size_ + mean_));
}

double NegativeBinomial::UpperTail(int64_t y) const {
  if (y <= 0) return 1;
  return mean_ <= 0 ? 0 : TailsAt(*this, y).upper;
}

double NegativeBinomial::LowerTail(int64_t y) const {
  if (y < 0) return 0;
  return mean_ <= 0 ? 1 : TailsAt(*this, y + 1).lower;
}

int64_t NegativeBinomial::Quantile(double probability) const {
  probability = std::clamp(probability, 1e-12, 1 - 1e-12);
  if (LowerTail(0) >= probability) return 0;
  int64_t below = 0, at = 1;
  while (at < kLargestCount && LowerTail(at) < probability) {
    below = at;
    at *= 2;
  }
  while (at - below > 1) {
    const int64_t middle = below + (at - below) / 2;
    (LowerTail(middle) < probability ? below : at) = middle;
  }
  return at;
}

CountInterval NegativeBinomial::Interval(double level, IntervalKind kind) const {
  level = std::clamp(level, 1e-6, 1 - 1e-6);
  if (kind == IntervalKind::kShortest) return Shortest(level);
  return {Quantile((1 - level) / 2), Quantile((1 + level) / 2)};
}

// The distribution has one mode, so the shortest interval grows from the mode to where its ends are
// equally likely. As `low` rises towards the mode, the count after `high` becomes less likely: the
// crossing is found by bisection, and the interval a few counts on from there, where steps are
// coarse.
CountInterval NegativeBinomial::Shortest(double level) const {
  constexpr int64_t kNear = 8;
  const auto high_for = [&](int64_t low) { return Quantile(LowerTail(low - 1) + level); };
  const auto holds = [&](int64_t low) { return LowerTail(low - 1) + level < 1 - 1e-12; };
  const auto crossed = [&](int64_t low) {
    return !holds(low) || LogPmf(low) >= LogPmf(high_for(low) + 1);
  };
  const double mode = std::floor(std::max(0.0, mean_ * (1 - 1 / size_)));
  int64_t below = -1, at = static_cast<int64_t>(std::min(mode, 0x1p52));
  while (at - below > 1) {
    const int64_t middle = below + (at - below) / 2;
    (crossed(middle) ? at : below) = middle;
  }
  CountInterval best = Interval(level, IntervalKind::kEqualTailed);
  double best_mass = 0;
  for (int64_t low = std::max<int64_t>(0, at - kNear); low <= at + kNear && holds(low); ++low) {
    const CountInterval next{low, high_for(low)};
    const double mass = LowerTail(next.high) - LowerTail(low - 1);
    const int64_t longer = (next.high - next.low) - (best.high - best.low);
    if (longer < 0 || (longer == 0 && mass > best_mass)) {
      best = next;
      best_mass = mass;
    }
  }
  return best;
}

bool GammaPoisson::Observe(int64_t y, double exposure) {
  if (y < 0 || !(exposure > 0) || !std::isfinite(exposure)) return false;
  shape_ = discount_ * shape_ + (1 - discount_) * prior_.shape + static_cast<double>(y);
  rate_ = discount_ * rate_ + (1 - discount_) * prior_.rate + exposure;
  return true;
}

}  // namespace bongsu::watch
