// For a given decay the expected count is linear in background and branching, so the likelihood is
// concave in the two. At its maximum the expected counts sum to the counts seen (the score of a
// common factor is zero), which leaves one unknown: the share f of the events that earlier ones
// brought about. With E the sum of exposures, X the sum of excitations x(t) and N that of counts
//   expected(t) = N * ((1 - f) * e(t) / E + f * x(t) / X),
// whose derivative in f falls: bisection finds its zero. Where branching = f N / X would pass its
// bound it is held there and the background is found alike. Over decay the likelihood may have
// several tops: a grid finds the highest, a golden-section search refines it.
#include "watch/hawkes.h"

#include <math.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace bongsu::watch {
namespace {

constexpr int kHalvings = 60;
constexpr int kGrid = 49;  // steps of 0.02 in decay
constexpr int kSections = 40;

double LogFactorial(double n) {
  int sign = 0;  // std::lgamma would write it to a global
  return ::lgamma_r(n + 1, &sign);
}

bool IsObserved(double exposure) { return exposure > 0 && std::isfinite(exposure); }

// Counts that bring something about, one for each exposure.
std::vector<double> Causes(std::span<const int64_t> counts, std::span<const double> exposures) {
  std::vector<double> causes(exposures.size(), 0.0);
  for (size_t t = 0; t < std::min(counts.size(), exposures.size()); ++t)
    if (IsObserved(exposures[t])) causes[t] = static_cast<double>(std::max<int64_t>(0, counts[t]));
  return causes;
}

// Σ_k g(k) * causes[t - k] of each step.
std::vector<double> Excitation(const std::vector<double>& causes, double decay, int lags) {
  const auto most = static_cast<size_t>(std::max(1, lags));
  std::vector<double> weights(std::min(most, causes.size()));
  double weight = (1 - decay) / (1 - std::pow(decay, static_cast<double>(most)));
  for (double& w : weights) {
    w = weight;
    weight *= decay;
  }
  std::vector<double> result(causes.size(), 0.0);
  for (size_t t = 0; t < causes.size(); ++t)
    for (size_t k = 1; k <= std::min(weights.size(), t); ++k)
      result[t] += weights[k - 1] * causes[t - k];
  return result;
}

// An observed step.
struct Step {
  double count = 0, exposure = 0, excitation = 0;
};

double LogLikelihood(const std::vector<Step>& steps, double background, double branching) {
  double sum = 0;
  for (const Step& s : steps) {
    const double expected = background * s.exposure + branching * s.excitation;
    if (s.count > 0) sum += s.count * std::log(expected) - LogFactorial(s.count);
    sum -= expected;
  }
  return sum;
}

// Where a falling function passes zero in [low, high]; an end when it does not.
template <typename Function>
double FallingZero(Function&& slope, double low, double high) {
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = 0.5 * (low + high);
    (slope(middle) > 0 ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

struct Sums {
  double counts = 0, exposure = 0, excitation = 0;
};

Sums SumsOf(const std::vector<Step>& steps) {
  Sums sums;
  for (const Step& s : steps) {
    sums.counts += s.count;
    sums.exposure += s.exposure;
    sums.excitation += s.excitation;
  }
  return sums;
}

// The share of events that earlier ones brought about, free of the bound on branching.
double BestShare(const std::vector<Step>& steps, const Sums& sums) {
  const auto slope = [&](double share) {
    double sum = 0;
    for (const Step& s : steps) {
      if (s.count <= 0) continue;
      const double own = s.exposure / sums.exposure, brought = s.excitation / sums.excitation;
      sum += s.count * (brought - own) / ((1 - share) * own + share * brought);
    }
    return sum;
  };
  return slope(0) <= 0 ? 0 : FallingZero(slope, 0, 1);
}

double BestBackground(const std::vector<Step>& steps, const Sums& sums, double branching) {
  const auto slope = [&](double background) {
    double sum = -sums.exposure;
    for (const Step& s : steps)
      if (s.count > 0)
        sum += s.count * s.exposure / (background * s.exposure + branching * s.excitation);
    return sum;
  };
  return FallingZero(slope, 0, sums.counts / sums.exposure);
}

// What is the same for every decay.
class Fitter {
 public:
  Fitter(std::span<const int64_t> counts, std::span<const double> exposures, int lags)
      : exposures_(exposures.first(std::min(counts.size(), exposures.size()))),
        causes_(Causes(counts, exposures_)),
        lags_(std::max(1, lags)) {}

  // Observed steps, their excitation at the decay.
  std::vector<Step> StepsAt(double decay) const {
    const std::vector<double> excitation = Excitation(causes_, decay, lags_);
    std::vector<Step> steps;
    steps.reserve(causes_.size());
    for (size_t t = 0; t < causes_.size(); ++t)
      if (IsObserved(exposures_[t])) steps.push_back({causes_[t], exposures_[t], excitation[t]});
    return steps;
  }

  struct Point {
    HawkesModel model;
    double log_likelihood = -std::numeric_limits<double>::infinity();
  };

  Point BestAt(double decay) const {
    const std::vector<Step> steps = StepsAt(decay);
    const Sums sums = SumsOf(steps);
    Point point;
    point.model = {sums.counts / sums.exposure, 0, decay, lags_};
    if (sums.excitation > 0) {
      const double share = BestShare(steps, sums);
      point.model.branching = share * sums.counts / sums.excitation;
      point.model.background = (1 - share) * sums.counts / sums.exposure;
      if (point.model.branching > kMostBranching) {
        point.model.branching = kMostBranching;
        point.model.background = BestBackground(steps, sums, kMostBranching);
      }
    }
    point.log_likelihood = LogLikelihood(steps, point.model.background, point.model.branching);
    return point;
  }

 private:
  std::span<const double> exposures_;
  std::vector<double> causes_;
  int lags_;
};

// The highest point found in [low, high] by golden sections.
Fitter::Point Refine(const Fitter& fitter, Fitter::Point best, double low, double high) {
  constexpr double kGolden = 0.61803398874989485;
  Fitter::Point left = fitter.BestAt(high - kGolden * (high - low));
  Fitter::Point right = fitter.BestAt(low + kGolden * (high - low));
  for (int i = 0; i < kSections; ++i) {
    const Fitter::Point& higher = left.log_likelihood >= right.log_likelihood ? left : right;
    if (higher.log_likelihood > best.log_likelihood) best = higher;
    if (left.log_likelihood >= right.log_likelihood) {
      high = right.model.decay;
      right = left;
      left = fitter.BestAt(high - kGolden * (high - low));
    } else {
      low = left.model.decay;
      left = right;
      right = fitter.BestAt(low + kGolden * (high - low));
    }
  }
  return best;
}

Fitter::Point Best(const Fitter& fitter) {
  Fitter::Point best;
  for (int i = 0; i <= kGrid; ++i) {
    const Fitter::Point point = fitter.BestAt(kMostDecay * i / kGrid);
    if (point.log_likelihood > best.log_likelihood) best = point;
  }
  constexpr double kStep = kMostDecay / kGrid;
  return Refine(fitter, best, std::max(0.0, best.model.decay - kStep),
                std::min(kMostDecay, best.model.decay + kStep));
}

}  // namespace

std::vector<double> HawkesExpected(const HawkesModel& model, std::span<const int64_t> counts,
                                   std::span<const double> exposures) {
  std::vector<double> expected = Excitation(Causes(counts, exposures), model.decay, model.lags);
  for (size_t t = 0; t < expected.size(); ++t)
    expected[t] = IsObserved(exposures[t])
                      ? model.background * exposures[t] + model.branching * expected[t]
                      : 0;
  return expected;
}

double HawkesLogLikelihood(const HawkesModel& model, std::span<const int64_t> counts,
                           std::span<const double> exposures) {
  return LogLikelihood(Fitter(counts, exposures, model.lags).StepsAt(model.decay), model.background,
                       model.branching);
}

HawkesFit FitHawkes(std::span<const int64_t> counts, std::span<const double> exposures, int lags) {
  const Fitter fitter(counts, exposures, lags);
  const std::vector<Step> steps = fitter.StepsAt(0);
  const Sums sums = SumsOf(steps);
  HawkesFit fit;
  fit.steps = steps.size();
  fit.model.lags = std::max(1, lags);
  if (sums.counts <= 0) return fit;
  fit.constant_rate = sums.counts / sums.exposure;
  fit.constant_log_likelihood_nats = LogLikelihood(steps, fit.constant_rate, 0);
  const Fitter::Point best = Best(fitter);
  fit.model = best.model;
  fit.log_likelihood_nats = best.log_likelihood;
  if (fit.model.branching <= 0) fit.model.decay = 0;  // without excitation it means nothing
  fit.likelihood_ratio =
      std::max(0.0, 2 * (fit.log_likelihood_nats - fit.constant_log_likelihood_nats));
  return fit;
}

}  // namespace bongsu::watch
