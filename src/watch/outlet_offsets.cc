#include "watch/outlet_offsets.h"

namespace bongsu::watch {
namespace {

constexpr double kPriorEvents = 5;   // k
constexpr double kHeaviest = 1e100;  // then all weights are scaled down

}  // namespace

void OutletOffsets::Learn(uint32_t outlet, int64_t count, int64_t documents) {
  if (sums_.size() <= outlet) sums_.resize(outlet + 1);
  for (Sum* sum : {&sums_[outlet], &all_}) {
    sum->counts += weight_ * static_cast<double>(count);
    sum->documents += weight_ * static_cast<double>(documents);
  }
}

void OutletOffsets::EndDay() {
  weight_ /= discount_;
  if (weight_ < kHeaviest) return;
  for (Sum& sum : sums_) {
    sum.counts /= weight_;
    sum.documents /= weight_;
  }
  all_.counts /= weight_;
  all_.documents /= weight_;
  weight_ = 1;
}

double OutletOffsets::Of(uint32_t outlet) const {
  if (outlet >= sums_.size() || all_.counts <= 0 || all_.documents <= 0) return 1;
  const Sum& sum = sums_[outlet];
  // One outlet alone has the common rate, to the last digit.
  if (sum.counts == all_.counts && sum.documents == all_.documents) return 1;
  const double k = kPriorEvents * weight_;
  return (sum.counts + k) / (all_.counts / all_.documents * sum.documents + k);
}

double OutletOffsets::Exposure(std::span<const OutletDocuments> documents) const {
  double exposure = 0;
  for (const OutletDocuments& d : documents)
    exposure += Of(d.outlet) * static_cast<double>(d.documents);
  return exposure;
}

}  // namespace bongsu::watch
