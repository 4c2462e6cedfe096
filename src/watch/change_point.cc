// Each run is a Gamma posterior of its own rate and the probability of being the present one. A
// step (1) multiplies every run by 1 - hazard and opens a new one with the hazard, (2) multiplies
// each by the negative binomial probability it gives to the count, (3) scales the sum to one.
// Adams and MacKay count the run from after the change and so give length 0 the hazard at every
// step; here the run that opens takes the count of its step, as "did it change with this count?" is
// the question. Weights are kept as logarithms: a count far out leaves no run with a probability
// that a double can hold.
#include "watch/change_point.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bongsu::watch {
namespace {

constexpr double kSmallest = 1e-9;

// std::lgamma writes the sign to a global; this one does not.
double LogGamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

double AtLeast(double least, double value) { return value >= least ? value : least; }

}  // namespace

const char* DirectionName(Direction direction) {
  static constexpr const char* kNames[] = {"unknown", "rose", "fell"};
  return kNames[static_cast<size_t>(direction)];
}

ChangePointDetector::ChangePointDetector(const ChangePointOptions& options) : options_(options) {
  options_.prior_shape = AtLeast(kSmallest, options.prior_shape);
  options_.prior_rate = AtLeast(kSmallest, options.prior_rate);
  options_.mean_run = AtLeast(2, options.mean_run);
  options_.window = std::max(1, options.window);
  runs_.reserve(kMostRuns + 1);
}

const ChangeState& ChangePointDetector::Observe(int64_t y, double exposure) {
  if (y < 0 || !(exposure > 0) || !std::isfinite(exposure)) return state_;
  Branch();
  ++observed_;
  Weigh(y, exposure);
  Prune();
  Summarise();
  return state_;
}

void ChangePointDetector::Branch() {
  const double hazard = 1 / options_.mean_run;
  // The first run opens surely.
  const double opening = runs_.empty() ? 0 : std::log(hazard);
  const double staying = std::log1p(-hazard);
  for (Run& run : runs_) run.log_weight += staying;
  runs_.push_back({observed_, opening, 0, options_.prior_shape, options_.prior_rate,
                   LogGamma(options_.prior_shape), std::log(options_.prior_rate)});
}

// The negative binomial probability of the count in each run,
//   Γ(shape + y) / (Γ(shape) y!) (rate / (rate + exposure))^shape (exposure / (rate + exposure))^y,
// with what the next step needs again kept: a run costs two logarithms and an exponential.
void ChangePointDetector::Weigh(int64_t y, double exposure) {
  const auto n = static_cast<double>(y);
  const double of_count = n * std::log(exposure) - LogGamma(n + 1);
  double top = -std::numeric_limits<double>::infinity();
  for (Run& run : runs_) {
    const double shape = run.shape + n;
    const double log_gamma = y == 0 ? run.log_gamma_shape : LogGamma(shape);
    const double log_rate = std::log(run.rate + exposure);
    run.log_weight +=
        log_gamma - run.log_gamma_shape + of_count + run.shape * run.log_rate - shape * log_rate;
    run.shape = shape;
    run.rate += exposure;
    run.log_gamma_shape = log_gamma;
    run.log_rate = log_rate;
    top = std::max(top, run.log_weight);
  }
  double sum = 0;
  for (Run& run : runs_) {
    run.mass = std::exp(run.log_weight - top);
    sum += run.mass;
  }
  state_.log_predictive_nats = top + std::log(sum);
  for (Run& run : runs_) {
    run.log_weight -= state_.log_predictive_nats;
    run.mass /= sum;
  }
}

// What is forgotten is below kMostRuns * kLeastMass = 4 * 10^-4 of the probability at the worst
// step, and some 10^-6 at others; the rest is scaled up to one again.
void ChangePointDetector::Prune() {
  std::erase_if(runs_, [](const Run& run) { return run.mass < kLeastMass; });
  if (runs_.size() > kMostRuns) {
    runs_.erase(std::min_element(runs_.begin(), runs_.end(), [](const Run& a, const Run& b) {
      return a.log_weight < b.log_weight;
    }));
  }
  double sum = 0;
  for (const Run& run : runs_) sum += run.mass;
  const double log_sum = std::log(sum);
  for (Run& run : runs_) {
    run.log_weight -= log_sum;
    run.mass /= sum;
  }
}

void ChangePointDetector::Summarise() {
  double young = 0, young_level = 0;
  const Run* likeliest = &runs_.front();
  const Run* before = nullptr;
  for (const Run& run : runs_) {
    if (run.log_weight > likeliest->log_weight) likeliest = &run;
    if (AgeOf(run) >= options_.window) {
      if (before == nullptr && run.mass >= kSupport) before = &run;
    } else if (run.begin > 0) {
      young += run.mass;
      young_level += run.mass * run.shape / run.rate;
    }
  }
  state_.change_probability = std::min(1.0, young);
  state_.run_length = AgeOf(*likeliest) + 1;
  state_.level_after = young > 0 ? young_level / young : 0;
  if (before != nullptr) state_.level_before = before->shape / before->rate;
  state_.direction = Direction::kUnknown;
  if (young <= 0 || state_.level_before <= 0) return;
  if (state_.level_after > state_.level_before) state_.direction = Direction::kRose;
  if (state_.level_after < state_.level_before) state_.direction = Direction::kFell;
}

double ChangePointDetector::ChangeWithin(int64_t steps) const {
  double sum = 0;
  for (const Run& run : runs_)
    if (run.begin > 0 && AgeOf(run) < steps) sum += run.mass;
  return std::min(1.0, sum);
}

}  // namespace bongsu::watch
