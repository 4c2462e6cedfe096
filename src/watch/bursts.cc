// State i expects the share p0 s^i of relevant documents, p0 that of the series. A batch costs
// -ln[C(d, r) p^r (1 - p)^(d - r)] in a state, going up from i to j costs (j - i) gamma ln n, going
// down nothing, and the sequence begins in state 0. The cheapest sequence is found by dynamic
// programming (Viterbi). The binomial coefficient is the same in all states and left out.
#include "watch/bursts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace bongsu::watch {
namespace {

constexpr int kMostStates = 16;

struct Batch {
  double relevant = 0;
  double others = 0;
};

struct Automaton {
  size_t states = 1;
  std::array<double, kMostStates> log_share{}, log_rest{};  // ln p and ln(1 - p)
  double step_up = 0;                                       // nats

  double Cost(size_t state, const Batch& batch) const {
    return -(batch.relevant * log_share[state] + batch.others * log_rest[state]);
  }
};

std::vector<Batch> Batches(std::span<const int64_t> relevant, std::span<const int64_t> documents) {
  std::vector<Batch> batches(std::min(relevant.size(), documents.size()));
  for (size_t t = 0; t < batches.size(); ++t) {
    const int64_t d = std::max<int64_t>(0, documents[t]);
    const int64_t r = std::clamp<int64_t>(relevant[t], 0, d);
    batches[t] = {static_cast<double>(r), static_cast<double>(d - r)};
  }
  return batches;
}

// One state only when nothing, or everything, is relevant.
Automaton Build(const std::vector<Batch>& batches, const BurstOptions& options) {
  double relevant = 0, all = 0;
  for (const Batch& batch : batches) {
    relevant += batch.relevant;
    all += batch.relevant + batch.others;
  }
  Automaton automaton;
  automaton.step_up = std::max(0.0, options.gamma) * std::log(static_cast<double>(batches.size()));
  if (relevant <= 0 || !(options.scale > 1)) return automaton;
  const auto most = static_cast<size_t>(std::clamp(options.states, 2, kMostStates));
  double share = relevant / all;
  for (automaton.states = 0; automaton.states < most && share < 1; ++automaton.states) {
    automaton.log_share[automaton.states] = std::log(share);
    automaton.log_rest[automaton.states] = std::log1p(-share);
    share *= options.scale;
  }
  automaton.states = std::max<size_t>(1, automaton.states);
  return automaton;
}

// The cheapest sequence; ties go to the lower state.
std::vector<uint8_t> CheapestStates(const Automaton& automaton, const std::vector<Batch>& batches) {
  const size_t k = automaton.states;
  constexpr double kNever = std::numeric_limits<double>::infinity();
  std::array<double, kMostStates> cost{};
  std::fill(cost.begin() + 1, cost.end(), kNever);
  std::vector<uint8_t> from(batches.size() * k);
  for (size_t t = 0; t < batches.size(); ++t) {
    std::array<double, kMostStates> next{};
    for (size_t j = 0; j < k; ++j) {
      double least = kNever;
      for (size_t i = 0; i < k; ++i) {
        const double up = j > i ? static_cast<double>(j - i) * automaton.step_up : 0;
        if (cost[i] + up >= least) continue;
        least = cost[i] + up;
        from[t * k + j] = static_cast<uint8_t>(i);
      }
      next[j] = least + automaton.Cost(j, batches[t]);
    }
    cost = next;
  }
  std::vector<uint8_t> states(batches.size());
  auto state =
      static_cast<uint8_t>(std::min_element(cost.begin(), cost.begin() + k) - cost.begin());
  for (size_t t = batches.size(); t > 0; --t) {
    states[t - 1] = state;
    state = from[(t - 1) * k + state];
  }
  return states;
}

double Saved(const Automaton& automaton, const std::vector<Batch>& batches, const Burst& burst) {
  const auto level = static_cast<size_t>(burst.level);
  double saved = 0;
  for (size_t t = burst.begin; t < burst.end; ++t)
    saved += automaton.Cost(level - 1, batches[t]) - automaton.Cost(level, batches[t]);
  return saved;
}

}  // namespace

std::vector<Burst> FindBursts(std::span<const int64_t> relevant, std::span<const int64_t> documents,
                              const BurstOptions& options) {
  std::vector<Burst> bursts;
  const std::vector<Batch> batches = Batches(relevant, documents);
  if (batches.empty()) return bursts;
  const Automaton automaton = Build(batches, options);
  if (automaton.states < 2) return bursts;
  const std::vector<uint8_t> states = CheapestStates(automaton, batches);
  for (size_t level = 1; level < automaton.states; ++level) {
    for (size_t t = 0; t < states.size(); ++t) {
      if (states[t] < level) continue;
      Burst burst{t, t, static_cast<int>(level), 0};
      while (burst.end < states.size() && states[burst.end] >= level) ++burst.end;
      burst.weight_nats = Saved(automaton, batches, burst);
      bursts.push_back(burst);
      t = burst.end;
    }
  }
  std::stable_sort(bursts.begin(), bursts.end(),
                   [](const Burst& a, const Burst& b) { return a.begin < b.begin; });
  return bursts;
}

}  // namespace bongsu::watch
