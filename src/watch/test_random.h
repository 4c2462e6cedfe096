// Draws for tests that come out the same with every standard library: the engine is fixed by the
// standard, the distributions of <random> are not.
#ifndef BONGSU_WATCH_TEST_RANDOM_H_
#define BONGSU_WATCH_TEST_RANDOM_H_

#include <cmath>
#include <cstdint>
#include <random>

namespace bongsu::watch {

class TestRandom {
 public:
  explicit TestRandom(uint64_t seed) : engine_(seed) {}

  // In [0, 1), 53 bits.
  double Uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }

  // By inversion; `mean` 0-500.
  int64_t Poisson(double mean) {
    double left = Uniform(), term = std::exp(-mean);
    int64_t y = 0;
    for (; left >= term && y < 5000; ++y) {
      left -= term;
      term *= mean / static_cast<double>(y + 1);
    }
    return y;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_TEST_RANDOM_H_
