#include "watch/backtest.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/file.h"
#include "lexicon/tsv.h"

namespace bongsu::watch {
namespace {

constexpr uint64_t kMaxBytes = 16 << 20;
constexpr double kDaysOfMonth = 30.44;

std::string BareName(std::string_view doc) {
  doc.remove_prefix(doc.rfind('/') == std::string_view::npos ? 0 : doc.rfind('/') + 1);
  if (doc.ends_with(".md")) doc.remove_suffix(3);
  return std::string(doc);
}

std::string List(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return "[" + out + "]";
}

}  // namespace

Result<std::vector<Fact>> ParseFacts(std::string_view tsv, const std::string& file) {
  std::vector<Fact> facts;
  size_t number = 0;
  bool head = true;
  for (const std::string_view line : lexicon::Split(tsv, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto cells = lexicon::Split(line, '\t');
    const auto fault = [&](const std::string& rule) {
      return Status(ErrorCode::kBadInput, file + ":" + std::to_string(number) + ": " + rule);
    };
    constexpr size_t kCells = 6;
    if (cells.size() != kCells) return fault("a fact has six cells");
    if (std::exchange(head, false)) {
      if (cells[0] != "date") return fault("the first line names the columns");
      continue;
    }
    Fact f{std::string(cells[0]),
           std::string(cells[1]),
           std::string(cells[2]),
           std::string(cells[4]),
           0,
           {}};
    if (!ParseDayNumber(f.date)) return fault("not a day: " + f.date);
    const auto [end, error] =
        std::from_chars(cells[3].data(), cells[3].data() + cells[3].size(), f.grade);
    if (error != std::errc() || f.grade < kCalm || f.grade > kOpenConflict)
      return fault("a grade is 1 to 5");
    for (const std::string_view post : lexicon::Split(cells[5], ','))
      if (post != "-") f.posts.emplace_back(post);
    facts.push_back(std::move(f));
  }
  return facts;
}

Result<std::vector<Fact>> ReadFacts(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path, kMaxBytes));
  return ParseFacts(text, path);
}

Backtest::Backtest(const std::vector<Situation>& situations, const std::vector<Fact>& facts)
    : situations_(situations), facts_(facts), traces_(situations.size()) {}

void Backtest::Add(const std::string& doc, DayNumber known) {
  const auto [it, added] = known_.try_emplace(BareName(doc), known);
  if (!added) it->second = std::min(it->second, known);
}

void Backtest::Take(const BoardDay& day) {
  if (!any_) first_ = day.day;
  any_ = true;
  last_ = day.day;
  for (size_t s = 0; s < situations_.size(); ++s) {
    Trace& trace = traces_[s];
    const SituationDay& now = day.situations[s];
    bool changed = trace.fires != 0 && now.fires != trace.fires;
    if (trace.fires != 0 && now.fires > trace.fires) trace.rises.push_back(day.day);
    trace.fires = now.fires;
    for (const Mover& m : now.movers)
      changed = trace.movers.insert({m.signal, m.occurrence}).second || changed;
    if (changed) trace.changes.push_back(day.day);
  }
}

std::vector<Judged> Backtest::judged() const {
  std::vector<Judged> out;
  for (const Fact& fact : facts_) {
    Judged j;
    j.fact = &fact;
    for (const std::string& post : fact.posts)
      if (const auto it = known_.find(post); it != known_.end())
        j.reported = j.reported ? std::min(*j.reported, it->second) : it->second;
    for (size_t s = 0; j.reported && s < situations_.size(); ++s) {
      if (situations_[s].id != fact.situation) continue;
      for (const DayNumber day : traces_[s].changes)
        if (day >= *j.reported && day <= *j.reported + kFoundWithin && !j.delay)
          j.delay = day - *j.reported;
    }
    out.push_back(j);
  }
  return out;
}

Score Backtest::Summary() const {
  Score score;
  score.facts = facts_.size();
  const std::vector<Judged> all = judged();
  for (const Judged& j : all) {
    score.reported += j.reported.has_value();
    score.found += j.delay.has_value();
  }
  for (size_t s = 0; s < situations_.size(); ++s)
    for (const DayNumber rise : traces_[s].rises) {
      ++score.rises;
      const bool near = std::any_of(all.begin(), all.end(), [&](const Judged& j) {
        if (j.fact->situation != situations_[s].id) return false;
        const auto close = [&](DayNumber day) { return std::abs(rise - day) <= kNearFact; };
        return close(*ParseDayNumber(j.fact->date)) || (j.reported && close(*j.reported));
      });
      score.false_rises += !near;
    }
  const auto days = static_cast<double>(last_ - first_ + 1);
  for (const Judged& j : all)
    for (size_t s = 0; j.reported && s < situations_.size(); ++s) {
      if (situations_[s].id != j.fact->situation) continue;
      int64_t near = 0;
      for (DayNumber day = first_; day <= last_; ++day)
        near += std::any_of(traces_[s].changes.begin(), traces_[s].changes.end(),
                            [&](DayNumber c) { return c >= day && c <= day + kFoundWithin; });
      score.by_chance += static_cast<double>(near) / days / static_cast<double>(score.reported);
    }
  score.months = any_ ? (last_ - first_ + 1) / kDaysOfMonth : 0;
  return score;
}

std::string DraftSituation(const std::string& id, const std::string& name, const Sides& sides,
                           const std::vector<std::string>& foes) {
  const std::string pair = "[" + List(sides.a) + ", " + List(sides.b) + "]";
  std::vector<std::string> all = sides.a;
  for (const std::string& code : sides.b) all.push_back(code);
  const auto three = [](const std::string& text) {
    return "{ko: \"" + text + "\", en: \"" + text + "\", ja: \"" + text + "\"}";
  };
  std::string out =
      "# Made by `bongsu watch new`; edit freely (docs/watch.md).\nformat: 1\nid: " + id +
      "\nname: " + three(name) + "\nabout: " + three(name) + "\nparties: " + List(all) +
      "\nobservers: " + List(foes) + "\nfloor: 1\nseries:\n  cooperation: [" + pair + "]\n";
  if (!foes.empty()) out += "  conflict: [[" + List(all) + ", " + List(foes) + "]]\n";
  const auto signal = [&](const std::string& signal_id, const std::string& events,
                          const std::string& between, int level, int holds) {
    return "  - id: " + signal_id + "\n    name: " + three(signal_id) +
           "\n    when:\n      event: [" + events + "]\n      between: " + between +
           "\n      certainty: [reported, claimed]\n    level: " + std::to_string(level) +
           "\n    sources: 1\n    holds: " + std::to_string(holds) + "\n";
  };
  const std::string conflict = foes.empty() ? pair : "[" + List(all) + ", " + List(foes) + "]";
  out += "signals:\n";
  out += signal("exchange", "CONSULT, AGREE, SUPPORT", pair, 1, 14);
  out += signal("aid", "AID, COOPERATE", pair, 3, 30);
  out += signal("threat", "THREATEN, SANCTION, COERCE", conflict, 2, 14);
  out += signal("attack", "ASSAULT", conflict, 5, 14);
  return out;
}

}  // namespace bongsu::watch
