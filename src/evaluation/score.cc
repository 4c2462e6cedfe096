// A port of tools/score.py: function by function, so that the two can be read side by side.
// Arithmetic follows the original's order of operations; so even ties between nearly equal fits are
// broken alike.
#include "evaluation/score.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <set>
#include <tuple>

namespace bongsu::evaluation {
namespace {

constexpr const char* kAux[] = {"historical", "future", "hypothetical", "negation"};

using Sides = std::pair<const Names&, const Names&>;
using Pairs = std::vector<std::pair<size_t, size_t>>;

Sides SidesOf(const Row& row, bool by_sector) {
  if (by_sector) return {row.actor_sector, row.recipient_sector};
  return {row.actor, row.recipient};
}

bool IsSymmetric(const std::string& event) {
  return event == "CONSULT" || event == "AGREE" || event == "COOPERATE";
}

size_t CommonCount(const Names& a, const Names& b) {
  return static_cast<size_t>(
      std::count_if(a.begin(), a.end(), [&](const auto& x) { return b.contains(x); }));
}

Names Union(const Names& a, const Names& b) {
  Names all = a;
  all.insert(b.begin(), b.end());
  return all;
}

double Jaccard(const Names& a, const Names& b) {
  if (a.empty() && b.empty()) return 1.0;
  const size_t common = CommonCount(a, b);
  return static_cast<double>(common) /
         static_cast<double>(std::max<size_t>(1, a.size() + b.size() - common));
}

bool Overlap(const Names& a, const Names& b) {
  return (a.empty() && b.empty()) || CommonCount(a, b) > 0;
}

double Similarity(const Row& g, const Row& s) {
  const auto [ga, gr] = SidesOf(g, g.domestic);
  const auto [sa, sr] = SidesOf(s, g.domestic);
  return (Jaccard(ga, sa) + Jaccard(gr, sr) + (g.aux == s.aux ? 1 : 0)) / 4;
}

double FitType(const Row& g, const Row& s) { return g.event == s.event ? 1 + Similarity(g, s) : 0; }

double FitDyad(const Row& g, const Row& s) {
  if (g.event != s.event) return 0;
  const auto [ga, gr] = SidesOf(g, g.domestic);
  const auto [sa, sr] = SidesOf(s, g.domestic);
  bool fits = Overlap(ga, sa) && Overlap(gr, sr);
  if (!fits && IsSymmetric(g.event)) {
    const Names gold_all = Union(ga, gr), system_all = Union(sa, sr);
    const size_t common = CommonCount(gold_all, system_all);
    fits = common > 0 && common >= std::min({size_t{2}, gold_all.size(), system_all.size()});
  }
  return fits ? 1 + Similarity(g, s) : 0;
}

double FitFull(const Row& g, const Row& s) {
  if (g.event != s.event || g.aux != s.aux) return 0;
  const auto [ga, gr] = SidesOf(g, g.domestic);
  const auto [sa, sr] = SidesOf(s, g.domestic);
  if (ga == sa && gr == sr) return 2;
  return IsSymmetric(g.event) && Union(ga, gr) == Union(sa, sr) ? 1.9 : 0;
}

double Fit(const Row& g, const Row& s, Level level) {
  switch (level) {
    case Level::kType:
      return FitType(g, s);
    case Level::kDyad:
      return FitDyad(g, s);
    case Level::kFull:
      return FitFull(g, s);
  }
  return 0;
}

// The decimal with `decimals` places nearest to the exact value of the double, ties to even:
// Python's round().
double Round(double value, int decimals) {
  char digits[64];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, decimals).ptr;
  double rounded = 0;
  std::from_chars(digits, end, rounded);
  return rounded;
}

Ratios RatiosOf(int64_t tp, int64_t fp, int64_t fn) {
  const auto share = [](int64_t part, int64_t whole) {
    return whole != 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0.0;
  };
  const double p = share(tp, tp + fp), r = share(tp, tp + fn);
  const double f1 = p + r != 0 ? 2 * p * r / (p + r) : 0.0;
  return {Round(p, 3), Round(r, 3), Round(f1, 3)};
}

// A document of gold with what was coded for it, both collapsed.
struct Compared {
  std::vector<Row> gold, system;
};

LevelScore ScoreLevel(const std::vector<Compared>& docs, Level level) {
  LevelScore out;
  for (const Compared& d : docs) {
    const Pairs pairs = Match(d.gold, d.system, level);
    const auto is_core = [](const Row& row) { return row.core; };
    const int64_t tp = std::count_if(pairs.begin(), pairs.end(),
                                     [&](const auto& p) { return d.gold[p.first].core; });
    const int64_t optional = static_cast<int64_t>(pairs.size()) - tp;
    out.tp += tp;
    out.fp += static_cast<int64_t>(d.system.size()) - tp - optional;
    out.fn += std::count_if(d.gold.begin(), d.gold.end(), is_core) - tp;
    out.matched_optional += optional;
  }
  out.ratios = RatiosOf(out.tp, out.fp, out.fn);
  return out;
}

ValueScore ScoreValue(const std::vector<Compared>& docs, const std::function<bool(const Row&)>& has,
                      const std::function<bool(const Row&, const Row&)>& same) {
  int64_t tp = 0, claimed = 0, wanted = 0;
  for (const Compared& d : docs) {
    wanted += std::count_if(d.gold.begin(), d.gold.end(), has);
    claimed += std::count_if(d.system.begin(), d.system.end(), has);
    for (const auto& [i, k] : Match(d.gold, d.system, Level::kDyad))
      tp += has(d.gold[i]) && has(d.system[k]) && same(d.gold[i], d.system[k]);
  }
  return {RatiosOf(tp, claimed - tp, wanted - tp), wanted};
}

ValueScore ScoreNames(const std::vector<Compared>& docs, std::optional<Names> Row::*names) {
  return ScoreValue(
      docs, [names](const Row& row) { return row.*names && !(row.*names)->empty(); },
      [names](const Row& g, const Row& s) { return CommonCount(*(g.*names), *(s.*names)) > 0; });
}

std::map<std::string, AttributeScore> ScoreAttributes(const std::vector<Compared>& docs) {
  std::map<std::string, std::pair<int64_t, int64_t>> tally;  // right, seen
  const auto count = [&](const char* name, bool right) {
    auto& [rights, seen] = tally[name];
    rights += right;
    ++seen;
  };
  for (const Compared& d : docs) {
    for (const auto& [i, k] : Match(d.gold, d.system, Level::kDyad)) {
      const Row &g = d.gold[i], &s = d.system[k];
      if (g.mode) count("mode", g.mode == s.mode);
      if (g.attribution) count("attribution", g.attribution == s.attribution);
      if (g.item) count("item", g.item == s.item);
      if (g.date) count("date", g.date == s.date);
      count("aux", g.aux == s.aux);
      count("sector", SidesOf(g, true) == SidesOf(s, true));
    }
  }
  std::map<std::string, AttributeScore> out;
  for (const auto& [name, counts] : tally)
    out[name] = {Round(static_cast<double>(counts.first) / static_cast<double>(counts.second), 3),
                 counts.second};
  return out;
}

std::map<std::string, LevelScore> ScorePerType(const std::vector<Compared>& docs) {
  std::map<std::string, LevelScore> out;
  for (const Compared& d : docs) {
    std::set<size_t> hit_gold, hit_system;
    for (const auto& [i, k] : Match(d.gold, d.system, Level::kType)) {
      hit_gold.insert(i);
      hit_system.insert(k);
    }
    for (size_t i = 0; i < d.gold.size(); ++i)
      if (d.gold[i].core)
        ++(hit_gold.contains(i) ? out[d.gold[i].event].tp : out[d.gold[i].event].fn);
    for (size_t k = 0; k < d.system.size(); ++k)
      out[d.system[k].event].fp += !hit_system.contains(k);
  }
  for (auto& [event, row] : out) row.ratios = RatiosOf(row.tp, row.fp, row.fn);
  return out;
}

}  // namespace

std::vector<Row> Collapse(const std::vector<Row>& rows) {
  std::map<std::tuple<std::string, Names, Names, Names>, size_t> seen;
  std::vector<Row> out;
  for (const Row& row : rows) {
    const auto [actor, recipient] = SidesOf(row, row.domestic);
    const auto [it, added] = seen.try_emplace({row.event, actor, recipient, row.aux}, out.size());
    if (added)
      out.push_back(row);
    else if (row.core && !out[it->second].core)
      out[it->second] = row;
  }
  return out;
}

Pairs Match(const std::vector<Row>& gold, const std::vector<Row>& system, Level level) {
  std::vector<std::tuple<double, bool, size_t, size_t>> candidates;
  for (size_t i = 0; i < gold.size(); ++i)
    for (size_t k = 0; k < system.size(); ++k)
      if (const double fit = Fit(gold[i], system[k], level); fit > 0)
        candidates.emplace_back(-fit, !gold[i].core, i, k);
  std::sort(candidates.begin(), candidates.end());
  std::vector<bool> used_gold(gold.size()), used_system(system.size());
  Pairs pairs;
  for (const auto& [fit, optional, i, k] : candidates) {
    if (used_gold[i] || used_system[k]) continue;
    used_gold[i] = used_system[k] = true;
    pairs.emplace_back(i, k);
  }
  return pairs;
}

Score ComputeScore(const RowSet& gold, const RowSet& system, bool per_type) {
  std::vector<Compared> full;
  int64_t empty = 0, alarms = 0;
  for (const auto& [doc, rows] : gold.documents) {
    const auto coded = system.documents.find(doc);
    Compared d{Collapse(rows),
               coded == system.documents.end() ? std::vector<Row>() : Collapse(coded->second)};
    if (!d.gold.empty()) {
      full.push_back(std::move(d));
    } else {
      ++empty;
      alarms += static_cast<int64_t>(d.system.size());
    }
  }
  Score out;
  out.docs = static_cast<int64_t>(gold.documents.size());
  out.docs_with_events = static_cast<int64_t>(full.size());
  out.type = ScoreLevel(full, Level::kType);
  out.dyad = ScoreLevel(full, Level::kDyad);
  out.full = ScoreLevel(full, Level::kFull);
  out.attributes = ScoreAttributes(full);
  for (const char* aux : kAux) {
    const auto has = [aux](const Row& row) { return row.aux.contains(aux); };
    out.aux.emplace_back(aux, ScoreValue(full, has, [](const Row&, const Row&) { return true; }));
  }
  out.attribution = ScoreNames(full, &Row::attribution);
  out.item = ScoreNames(full, &Row::item);
  if (per_type) out.per_type = ScorePerType(full);
  if (empty > 0)
    out.false_alarms_per_100_empty =
        Round(static_cast<double>(100 * alarms) / static_cast<double>(empty), 1);
  return out;
}

}  // namespace bongsu::evaluation
