// Exposure of a series, with an offset for each outlet: a document of an outlet that seldom tells
// of the matter makes one expect fewer events than a document of one that often does.
#ifndef BONGSU_WATCH_OUTLET_OFFSETS_H_
#define BONGSU_WATCH_OUTLET_OFFSETS_H_

#include <cstdint>
#include <span>
#include <vector>

namespace bongsu::watch {

// Documents of political content that an outlet had on a day, or in a week.
struct OutletDocuments {
  uint32_t outlet = 0;
  int64_t documents = 0;
};

//   exposure = Σ over outlets of offset(outlet) * documents(outlet)
//   offset   = (y + k) / (r * e + k),  r = Σ y / Σ e
//
// with y and e the counts and documents of the outlet so far, older ones discounted, and r the rate
// of all outlets together: the mean of a Gamma posterior whose prior is "as the others", worth k
// events. A single outlet has offset 1, and so has every outlet until anything is counted. It
// enters the model as an exposure; counts are never divided. A copy is independent.
class OutletOffsets {
 public:
  // `discount` in (0, 1]: the weight of a day falls by it with each later day.
  explicit OutletOffsets(double discount) : discount_(discount) {}

  // Learns a day's count and documents of an outlet.
  void Learn(uint32_t outlet, int64_t count, int64_t documents);
  // The days that follow weigh more.
  void EndDay();

  double Of(uint32_t outlet) const;
  double Exposure(std::span<const OutletDocuments> documents) const;

 private:
  struct Sum {
    double counts = 0, documents = 0;
  };
  double discount_;
  double weight_ = 1;  // of the present day
  std::vector<Sum> sums_;
  Sum all_;
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_OUTLET_OFFSETS_H_
