// How the board would have done: a dated list of facts held against what it showed day by day.
#ifndef BONGSU_WATCH_BACKTEST_H_
#define BONGSU_WATCH_BACKTEST_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "watch/board.h"

namespace bongsu::watch {

// A row of a list such as examples/chronology.tsv.
struct Fact {
  std::string date, situation, id, fact;
  int grade = 1;                   // 1 routine .. 5
  std::vector<std::string> posts;  // documents that report it, without folder and .md
};

// kBadInput "file:line: rule".
Result<std::vector<Fact>> ReadFacts(const std::string& path);
Result<std::vector<Fact>> ParseFacts(std::string_view tsv, const std::string& file);

struct Judged {
  const Fact* fact = nullptr;
  std::optional<DayNumber>
      reported;              // when the first stored document that reports it was published
  std::optional<int> delay;  // days from then to the change; empty: missed
};

struct Score {
  size_t facts = 0, reported = 0, found = 0;
  // Days on which the fires of a situation rose, and those of them without a fact of that situation
  // reported or dated within three days.
  size_t rises = 0, false_rises = 0;
  double months = 0;
  // What days drawn at random instead of those of the reports would have found, in 0-1.
  double by_chance = 0;
};

// Days within which a report must change the fires or the movers of its situation.
inline constexpr int kFoundWithin = 2;
inline constexpr int kNearFact = 3;

class Backtest {
 public:
  // Both must outlive it.
  Backtest(const std::vector<Situation>& situations, const std::vector<Fact>& facts);
  // A stored document and the day it was published.
  void Add(const std::string& doc, DayNumber known);
  // Each day of the board, in order.
  void Take(const BoardDay& day);
  std::vector<Judged> judged() const;
  Score Summary() const;

 private:
  const std::vector<Situation>& situations_;
  const std::vector<Fact>& facts_;
  std::map<std::string, DayNumber> known_;  // by name without folder and .md
  struct Trace {
    int fires = 0;
    std::set<std::pair<size_t, std::string>> movers;
    std::vector<DayNumber> changes, rises;
  };
  std::vector<Trace> traces_;
  DayNumber first_ = 0, last_ = 0;
  bool any_ = false;
};

// The text of a new situation's file: exchange and conflict between the sides, and attacks.
std::string DraftSituation(const std::string& id, const std::string& name, const Sides& sides,
                           const std::vector<std::string>& foes);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_BACKTEST_H_
