#include "watch/coverage.h"

#include <algorithm>

namespace bongsu::watch {

void Coverage::Observe(int64_t documents) {
  documents_.push_back(documents);
  week_ += documents;
  const auto week = static_cast<size_t>(options_.week);
  if (documents_.size() > week) week_ -= documents_[documents_.size() - 1 - week];
  const bool covered = Judge();
  covered_.push_back(covered);
  uncovered_ = covered ? 0 : uncovered_ + 1;
}

bool Coverage::Judge() {
  if (week_ == 0) return false;
  const auto before = static_cast<int64_t>(documents_.size()) - 1 - options_.week;
  // What has been read thinly for as long as the memory reaches is ordinary now.
  const auto since = std::max<int64_t>(0, before + 1 - options_.ordinary);
  const bool thin = before >= options_.ordinary &&
                    std::none_of(covered_.begin() + since, covered_.begin() + before + 1,
                                 [](bool covered) { return covered; });
  int64_t sum = 0;
  int days = 0;
  for (int64_t i = before; i >= 0 && days < options_.ordinary; --i) {
    if (!thin && !covered_[static_cast<size_t>(i)]) continue;
    sum += documents_[static_cast<size_t>(i)];
    ++days;
  }
  if (days < options_.week) return true;  // too early to say what is ordinary
  ordinary_week_ = static_cast<double>(sum) / days * options_.week;
  return ordinary_week_ < options_.least_week ||
         static_cast<double>(week_) >= options_.silence * ordinary_week_;
}

bool Coverage::Lost() const {
  return !covered() && ordinary_week_ >= options_.least_week && uncovered_ <= options_.ordinary;
}

}  // namespace bongsu::watch
