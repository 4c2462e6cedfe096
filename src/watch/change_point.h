// Has the level of a count series changed lately? Bayesian online change-point detection (Adams and
// MacKay 2007, arXiv 0710.3742).
//
// A series is a row of runs; within a run counts are Poisson with one rate for each unit of
// exposure, the rate of each run is drawn anew from a Gamma prior, and each step begins a new run
// with the constant probability 1 / mean run. After each count the probability of every age of the
// present run is known.
//
// What it does not say: why; nor that a change is worth an alert. Counts more scattered than
// Poisson (bursts, days of the week) raise false alarms: what constant Poisson series
// give is in change_point_test.cc.
#ifndef BONGSU_WATCH_CHANGE_POINT_H_
#define BONGSU_WATCH_CHANGE_POINT_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace bongsu::watch {

struct ChangePointOptions {
  // Prior of the rate of a run: shape / rate is the expected rate and `prior_rate` the exposure
  // this belief is worth. It decides how much evidence a new level must bring, so choose
  // prior_rate near prior_shape / (ordinary rate of such series). Both > 0.
  double prior_shape = 1;
  double prior_rate = 1;
  // Expected steps between changes; the hazard is its inverse. At least 2.
  double mean_run = 180;
  // "Lately" is the last so many observed steps. At least 1. A window of 3 sees only what is
  // abrupt: of doublings from 5 to 10 it gave 31 % a probability above 0.5, a window of 14 all of
  // them, in 4 steps on average (false alarms a year 0.2 and 0.6; change_point_test.cc).
  int window = 3;
};

enum class Direction : uint8_t { kUnknown, kRose, kFell };
const char* DirectionName(Direction direction);

// What is believed after a step.
struct ChangeState {
  // That a new run began within the last `window` observed steps, in 0-1. The run that the series
  // itself began with is no change.
  double change_probability = 0;
  // Observed steps of the most probable run, the present one included; 0 before any. Of equally
  // probable ones the longest.
  int64_t run_length = 0;
  // Expected rate (per unit of exposure) of the runs younger than the window, and of the oldest
  // run that is at least as old as the window and well supported (or was, when none is now). Zero
  // when there is none.
  double level_after = 0;
  double level_before = 0;
  // Of the two levels; to be read only where change_probability says that there is a change.
  Direction direction = Direction::kUnknown;
  // ln of the probability that was given to the count just observed. Summed over the steps, the
  // evidence of the model.
  double log_predictive_nats = 0;
};

// One series. One thread at a time; a copy is independent. A step takes time linear in the runs
// kept, at most kMostRuns; memory is reserved once.
class ChangePointDetector {
 public:
  static constexpr size_t kMostRuns = 400;
  // Runs that hold less are forgotten.
  static constexpr double kLeastMass = 1e-6;
  // A run that holds this much can stand for the level before.
  static constexpr double kSupport = 0.1;

  // Options out of range are moved to the nearest that is in range.
  explicit ChangePointDetector(const ChangePointOptions& options);

  // Learns from one step and returns what is believed now. A step without exposure was not
  // observed and leaves the state as it was; so does a negative count or an exposure that is not
  // finite.
  const ChangeState& Observe(int64_t y, double exposure);

  const ChangeState& state() const { return state_; }
  // That a new run began within the last `steps` observed steps, for windows other than the
  // option's. Levels and direction of the state belong to the option's window.
  double ChangeWithin(int64_t steps) const;

 private:
  struct Run {
    int64_t begin;            // index among observed steps
    double log_weight, mass;  // ln of its probability, and that
    double shape, rate;
    double log_gamma_shape, log_rate;  // ln Γ(shape), ln(rate): what the next step begins with
  };

  int64_t AgeOf(const Run& run) const { return observed_ - 1 - run.begin; }
  void Branch();
  void Weigh(int64_t y, double exposure);
  void Prune();
  void Summarise();

  ChangePointOptions options_;
  std::vector<Run> runs_;  // by begin, rising
  int64_t observed_ = 0;
  ChangeState state_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_CHANGE_POINT_H_
