// Many series looked at at once: which of the surprises to believe.
#ifndef BONGSU_WATCH_DISCOVERY_H_
#define BONGSU_WATCH_DISCOVERY_H_

#include <span>
#include <vector>

namespace bongsu::watch {

// The step-up procedure of Benjamini and Hochberg (1995, JRSS B 57, 289-300): true for each test
// that is rejected so that among the rejected the expected share of true null hypotheses is at most
// `q` (0-1). Holds for independent tests and for positively dependent ones (Benjamini and Yekutieli
// 2001); p-values of counts are discrete, which makes it stricter than it says. In the order of
// `p`. A p-value that is no number in 0-1 counts as 1. O(n log n).
std::vector<bool> BenjaminiHochberg(std::span<const double> p, double q);

// For each test the least q at which it would be rejected: min over ranks j >= i of n p(j) / j, at
// most 1. In the order of `p`.
std::vector<double> AdjustedPValues(std::span<const double> p);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_DISCOVERY_H_
