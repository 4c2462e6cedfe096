// Do events bring events? A self-exciting Poisson series in discrete time, the honest comparator
// for claims of triggers: provocations have been best predicted by a recent provocation (Hess
// 2017).
//
//   expected(t) = exposure(t) * background + branching * Σ_{k = 1..lags} g(k) * count(t - k),
//   g(k) = decay^(k - 1) * (1 - decay) / (1 - decay^lags), which sums to one
//
// (Hawkes 1971 in the form for counts; Mohler et al. 2013). `branching` is the number of events
// that one event brings about on average; the mean count for each unit of exposure is background /
// (1 - branching).
//
// What it cannot tell: a level that drifts or jumps also looks like excitation. Counts before the
// series are taken as none, and what follows an event is not scaled by exposure.
#ifndef BONGSU_WATCH_HAWKES_H_
#define BONGSU_WATCH_HAWKES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bongsu::watch {

struct HawkesModel {
  double background = 0;  // mu, events per unit of exposure, >= 0
  double branching = 0;   // eta, 0 to below 1
  double decay = 0;       // rho, 0 to below 1: share of the effect that is left a step later
  int lags = 30;          // steps after which an event has no effect, at least 1
};

// Expected count of each step of `exposures` given all counts before it. `exposures` may be one
// longer than `counts`: its last is then the step to come. Where it is longer still, missing counts
// are read as 0. A step without exposure (<= 0 or not finite) was not observed: it is expected to
// have 0 and its count, whatever it says, brings about nothing.
std::vector<double> HawkesExpected(const HawkesModel& model, std::span<const int64_t> counts,
                                   std::span<const double> exposures);

// ln of the probability of the counts, in nats, over the observed steps that both spans have; minus
// infinity when a count is above 0 where 0 is expected.
double HawkesLogLikelihood(const HawkesModel& model, std::span<const int64_t> counts,
                           std::span<const double> exposures);

struct HawkesFit {
  HawkesModel model;
  size_t steps = 0;  // observed
  double log_likelihood_nats = 0;
  // Of the Poisson series with one rate for each unit of exposure, background constant_rate.
  double constant_rate = 0;
  double constant_log_likelihood_nats = 0;
  // Twice the difference, >= 0. Not chi-squared when nothing excites: branching is then at its edge
  // and decay means nothing. Of series of 300 Poisson steps, 95 % are below 3.8 and 99 % below 7.2
  // (means 0.5-10; hawkes_test.cc).
  double likelihood_ratio = 0;
};

// The model of greatest likelihood, with branching at most kMostBranching and decay at most
// kMostDecay. Deterministic; O(steps * (lags + 60)) for each of about 80 values of decay: 1000
// steps take some tens of milliseconds. Without any event all is 0.
inline constexpr double kMostBranching = 0.999;
inline constexpr double kMostDecay = 0.98;
HawkesFit FitHawkes(std::span<const int64_t> counts, std::span<const double> exposures,
                    int lags = 30);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_HAWKES_H_
