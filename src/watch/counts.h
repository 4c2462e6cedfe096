// What count is ordinary here: a Gamma-Poisson baseline for events per step, with the number of
// documents read as exposure.
//
//   rate ~ Gamma(shape, rate parameter),   y | rate ~ Poisson(exposure * rate)
//
// so that the next count is negative binomial (docs: King 1989 for counts of international events;
// West and Harrison 1997, ch. 14, for the discounting of old counts). A step is whatever the
// caller's series has: day, week, month. Exposure is in any unit the caller keeps to, documents
// read or share of an ordinary day; rates are events per unit of exposure.
//
// What is not modelled: days of the week, holidays, trend. Not an alarm by itself: a level that
// moves slowly takes the baseline along.
#ifndef BONGSU_WATCH_COUNTS_H_
#define BONGSU_WATCH_COUNTS_H_

#include <cstdint>

namespace bongsu::watch {

// Counts from low to high, both included.
struct CountInterval {
  int64_t low = 0;
  int64_t high = 0;
  bool operator==(const CountInterval&) const = default;
};

enum class IntervalKind : uint8_t {
  // The shortest run of counts that holds the level: over-covers least, which matters for small
  // means (measured in counts_test.cc).
  kShortest,
  // At most half of what is left over on either side.
  kEqualTailed,
};

// The negative binomial distribution of a count whose rate is Gamma: variance mean + mean²/size.
// Immutable. Each call is O(sqrt(min(size, mean))) at worst, and constant beyond 10^7 (see
// UpperTail).
class NegativeBinomial {
 public:
  // `size` > 0; `mean` >= 0, 0 meaning that the count is surely 0. Both finite.
  NegativeBinomial(double size, double mean) : size_(size), mean_(mean) {}

  double size() const { return size_; }
  double mean() const { return mean_; }
  double variance() const { return mean_ + mean_ * mean_ / size_; }

  // ln P(Y = y); minus infinity for what cannot be, such as y < 0.
  double LogPmf(int64_t y) const;
  // P(Y >= y), in 0-1. Good to eight digits while size or mean is below 10^7 (more for small ones);
  // where both are above, the normal approximation (error below 10^-4, and the far tail is not to
  // be relied on).
  double UpperTail(int64_t y) const;
  // The smallest k with P(Y <= k) >= probability; `probability` is held within 10^-12 of 0 and 1.
  int64_t Quantile(double probability) const;
  // Counts that hold at least `level` (0-1, held within 10^-6 of 0 and 1) of the probability. Among
  // equally short ones kShortest takes the likeliest, then the lowest.
  CountInterval Interval(double level, IntervalKind kind = IntervalKind::kShortest) const;

 private:
  double LowerTail(int64_t y) const;  // P(Y <= y)
  CountInterval Shortest(double level) const;

  double size_;
  double mean_;
};

// The baseline of one series. One thread at a time; a copy is independent.
class GammaPoisson {
 public:
  // What is held before any count: shape / rate is the expected rate, and `rate` the exposure that
  // this belief is worth. Both > 0.
  struct Prior {
    double shape = 0.5;
    double rate = 0.1;
  };

  // `discount` in (0, 1]: the weight of a count falls by it with each later step, so the baseline
  // remembers about 1 / (1 - discount) steps; 1 remembers everything.
  GammaPoisson(Prior prior, double discount)
      : prior_(prior), discount_(discount), shape_(prior.shape), rate_(prior.rate) {}

  // Learns from one step. The prior never fades: before the count is added,
  // shape = discount * shape + (1 - discount) * prior shape, likewise the rate.
  // A step without exposure was not observed: nothing was read, so no events says nothing. Such a
  // step, or one with a negative count or an exposure that is not finite, changes nothing, not even
  // by discounting; then the answer is false.
  bool Observe(int64_t y, double exposure);

  // The distribution of the next count. `exposure` >= 0 and finite.
  NegativeBinomial Predict(double exposure) const { return {shape_, shape_ * exposure / rate_}; }
  double LogPmf(int64_t y, double exposure) const { return Predict(exposure).LogPmf(y); }
  double UpperTail(int64_t y, double exposure) const { return Predict(exposure).UpperTail(y); }
  CountInterval Interval(double level, double exposure,
                         IntervalKind kind = IntervalKind::kShortest) const {
    return Predict(exposure).Interval(level, kind);
  }

  double shape() const { return shape_; }
  double rate() const { return rate_; }               // units of exposure
  double MeanRate() const { return shape_ / rate_; }  // events per unit of exposure

 private:
  Prior prior_;
  double discount_;
  double shape_;
  double rate_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_COUNTS_H_
