// Scores coded events against gold: the same numbers as tools/score.py of the codebook (section 7),
// its bootstrap intervals aside.
#ifndef BONGSU_EVALUATION_SCORE_H_
#define BONGSU_EVALUATION_SCORE_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "evaluation/rows.h"

namespace bongsu::evaluation {

// How strictly a coded row must agree with a gold row to match it.
enum class Level : uint8_t {
  kType,  // the event's name
  kDyad,  // and actors overlap, recipients overlap (both empty counts); either way round for
          // symmetric events
  kFull,  // and exactly these parties and aux
};

// Rows with the same event, parties and aux count once: the first, or the first core one if that is
// optional.
std::vector<Row> Collapse(const std::vector<Row>& rows);

// Pairs of a gold and a system row (by number), one to one: best fit first, core before optional,
// then gold order, then system order.
std::vector<std::pair<size_t, size_t>> Match(const std::vector<Row>& gold,
                                             const std::vector<Row>& system, Level level);

// Precision, recall and F1, each rounded to three decimals as Python does (to the nearest, on the
// exact value).
struct Ratios {
  double p = 0, r = 0, f1 = 0;
};

struct LevelScore {
  Ratios ratios;
  int64_t tp = 0, fp = 0, fn = 0;
  int64_t matched_optional =
      0;  // of the output, what matched an optional row: neither right nor wrong
};

// How well a rare value is given, over core and optional rows.
struct ValueScore {
  Ratios ratios;
  int64_t gold = 0;  // rows of gold that have it
};

struct AttributeScore {
  double right = 0;  // share of the rows below whose value is exactly gold's
  int64_t n = 0;     // dyad matches whose gold row gives it
};

struct Score {
  int64_t docs = 0, docs_with_events = 0;
  LevelScore type, dyad, full;
  std::map<std::string, AttributeScore> attributes;  // aux, sector, mode, attribution, item, date
  std::vector<std::pair<std::string, ValueScore>>
      aux;  // historical, future, hypothetical, negation
  ValueScore attribution, item;
  std::optional<std::map<std::string, LevelScore>> per_type;  // when asked for
  std::optional<double> false_alarms_per_100_empty;           // nullopt without empty documents
};

// Documents of gold that `system` lacks count as coded without events; documents that gold lacks
// are not looked at.
Score ComputeScore(const RowSet& gold, const RowSet& system, bool per_type);

// What score.py --json prints, without `ci`: the same keys in the same order. No line feed at the
// end.
std::string ToJson(const Score& score);

// The same as a table for people; lines end in a line feed.
std::string FormatTable(const Score& score);

}  // namespace bongsu::evaluation

#endif  // BONGSU_EVALUATION_SCORE_H_
