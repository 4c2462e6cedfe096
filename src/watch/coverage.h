// Is an outlet, or are all of them together, read as on ordinary days? Without news nothing is
// known to be calm.
#ifndef BONGSU_WATCH_COVERAGE_H_
#define BONGSU_WATCH_COVERAGE_H_

#include <cstdint>
#include <vector>

namespace bongsu::watch {

struct CoverageOptions {
  int week = 7;          // days of the sum that is held against the ordinary
  int ordinary = 56;     // covered days that say what is ordinary
  double silence = 0.2;  // lost when a week has less than this share of the ordinary
  int least_week = 3;    // documents that an ordinary week must have for that
};

// Documents of political content, day by day. A copy is independent.
class Coverage {
 public:
  explicit Coverage(const CoverageOptions& options = {}) : options_(options) {}

  // Learns the number of documents of the next day. Coverage is lost when the last week has none,
  // or too few; days without coverage say nothing of what is ordinary, until all of the memory was
  // so.
  void Observe(int64_t documents);

  // Of the day last observed; true before any.
  bool covered() const { return covered_.empty() || covered_.back(); }
  // Not covered, though an ordinary week had documents enough to tell; until it was so for as long
  // as the memory reaches: what has been silent that long is no longer waited for.
  bool Lost() const;
  // Documents of the last week.
  int64_t week() const { return week_; }
  // Documents an ordinary week has; 0 when it is too early to say.
  double ordinary_week() const { return ordinary_week_; }
  const std::vector<int64_t>& documents() const { return documents_; }
  const std::vector<bool>& covered_days() const { return covered_; }

 private:
  bool Judge();

  CoverageOptions options_;
  std::vector<int64_t> documents_;  // of each day
  std::vector<bool> covered_;
  int64_t week_ = 0;
  double ordinary_week_ = 0;
  int64_t uncovered_ = 0;  // days on end
};

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_COVERAGE_H_
