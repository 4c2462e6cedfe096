#include "watch/discovery.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace bongsu::watch {
namespace {

double Checked(double p) { return p >= 0 && p <= 1 ? p : 1; }

// Indices by rising p-value.
std::vector<size_t> Ranked(std::span<const double> p) {
  std::vector<size_t> order(p.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return Checked(p[a]) < Checked(p[b]); });
  return order;
}

}  // namespace

std::vector<bool> BenjaminiHochberg(std::span<const double> p, double q) {
  const std::vector<size_t> order = Ranked(p);
  const auto n = static_cast<double>(p.size());
  size_t rejected = p.size();
  while (rejected > 0 &&
         !(Checked(p[order[rejected - 1]]) <= static_cast<double>(rejected) * q / n))
    --rejected;
  std::vector<bool> result(p.size(), false);
  for (size_t i = 0; i < rejected; ++i) result[order[i]] = true;
  return result;
}

std::vector<double> AdjustedPValues(std::span<const double> p) {
  const std::vector<size_t> order = Ranked(p);
  const auto n = static_cast<double>(p.size());
  std::vector<double> result(p.size());
  double least = 1;
  for (size_t rank = p.size(); rank > 0; --rank) {
    const size_t at = order[rank - 1];
    least = std::min(least, n * Checked(p[at]) / static_cast<double>(rank));
    result[at] = least;
  }
  return result;
}

}  // namespace bongsu::watch
