#include "report/site/site.h"

namespace bongsu::report::site {

void FireLog::Take(const watch::BoardDay& day) {
  constexpr size_t kMoversKept = 5;
  if (days_ == 0) first_ = day.day;
  for (size_t s = 0; s < day.situations.size(); ++s) {
    const watch::SituationDay& now = day.situations[s];
    const int before = changes_[s].empty() ? 0 : changes_[s].back().to;
    if (now.fires == before) continue;
    FireChange change{day.day, before == 0 ? now.fires : before, now.fires, {}};
    for (const watch::Mover& mover : now.movers)
      if (change.movers.size() < kMoversKept) change.movers.push_back(mover.event);
    changes_[s].push_back(std::move(change));
  }
  if (day.covered)
    uncovered_since_.reset();
  else if (!uncovered_since_)
    uncovered_since_ = day.day;
  last_ = day;
  ++days_;
}

}  // namespace bongsu::report::site
