#include "coding/frames.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "lexicon/tsv.h"

namespace bongsu::coding {
namespace {

Embedding EmbeddingOf(std::string_view name) {
  static constexpr std::string_view kNames[] = {
      "none",    "reports", "alleges", "fears",    "condemns",  "warns",   "denies",   "rebuts",
      "rejects", "doubts",  "wants",   "promises", "threatens", "expects", "assesses", "announces"};
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (name == kNames[i]) return static_cast<Embedding>(i);
  return Embedding::kNone;
}

bool SourceOf(std::string_view name, Source& out) {
  static constexpr std::string_view kNames[] = {"acc",  "dat", "com", "about", "against", "toward",
                                                "from", "loc", "dir", "owner", "content"};
  for (size_t i = 0; i < std::size(kNames); ++i)
    if (name == kNames[i]) {
      out = static_cast<Source>(i);
      return true;
    }
  return false;
}

Rule::Who WhoOf(std::string_view name) {
  return name == "agent"   ? Rule::Who::kAgent
         : name == "other" ? Rule::Who::kOther
         : name == "all"   ? Rule::Who::kAll
                           : Rule::Who::kNobody;
}

bool Contains(const std::vector<std::string_view>& values, std::string_view value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

bool Holds(std::string_view c, const Situation& s) {
  if (c == "plan") return s.plan;
  if (c == "not-plan") return !s.plan;
  if (c == "hyp") return s.possible;
  if (c == "not-hyp") return !s.possible;
  if (c == "neg") return s.negated;
  if (c == "not-neg") return !s.negated;
  if (c == "other") return s.has_other;
  if (c == "no-other") return !s.has_other;
  if (c == "many") return s.parties >= 3;
  if (c == "together") return s.parties >= 2 && !s.has_other;
  if (c == "thing") return !s.items.empty();
  if (c == "no-thing") return s.items.empty();
  if (c == "material") return !s.items.empty() || Contains(s.classes, "material");
  if (c == "no-material") return s.items.empty() && !Contains(s.classes, "material");
  if (c == "people") return Contains(s.classes, "people");
  if (c == "no-people") return !Contains(s.classes, "people");
  if (c == "accuses") return s.accuses;
  if (c == "not-partisan") return !s.partisan;
  if (c == "partisan") return s.partisan;
  if (c == "open") return s.plan || s.possible;
  if (c == "must") return s.must;
  if (c == "orders") return s.orders;
  if (c == "forbids") return s.forbids;
  if (c == "blames") return s.blames;
  if (c == "copula") return s.copula;
  if (c == "vows") return s.vows;
  if (c == "ultimatum") return s.ultimatum;
  if (c == "political") return s.political_other;
  if (c.starts_with("item:")) return Contains(s.items, c.substr(5));
  if (c.starts_with("noun:")) return Contains(s.classes, c.substr(5));
  if (c.starts_with("not:") || c.starts_with("neg:")) return !Contains(s.classes, c.substr(4));
  return false;
}

Frames::Frames(const lexicon::Lexicon& lexicon, std::string_view lang) {
  std::unordered_map<std::string_view, std::vector<Source>> patterns;
  const lexicon::Table pattern_table = lexicon.table(std::string(lang) + ".patterns");
  for (size_t r = 0; r < pattern_table.rows(); ++r)
    for (const std::string_view name : lexicon::Split(pattern_table.cell(r, 1), ','))
      if (Source s; SourceOf(name, s)) patterns[pattern_table.cell(r, 0)].push_back(s);

  const lexicon::Table frames = lexicon.table("frames");
  for (size_t r = 0; r < frames.rows(); ++r) {
    Frame f;
    f.id = frames.cell(r, 0);
    f.family = frames.cell(r, 1);
    f.embed = EmbeddingOf(frames.cell(r, 2));
    f.joint = frames.cell(r, 3) == "com";
    f.owned_by_victim = frames.cell(r, 3) == "victim";
    f.to_place = frames.cell(r, 3) == "place";
    f.moves_thing = (f.family == "transfer" && frames.cell(r, 3) == "dat") ||
                    (f.family == "mobilisation" && f.to_place);
    f.sources = patterns[frames.cell(r, 3)];
    frame_index_[f.id] = static_cast<uint32_t>(frames_.size());
    frames_.push_back(std::move(f));
  }

  std::unordered_map<std::string, double> scores;
  const lexicon::Table events = lexicon.table("events");
  for (size_t r = 0; r < events.rows(); ++r) {
    const std::string_view score = events.cell(r, 3);
    double value = 0;
    std::from_chars(score.data(), score.data() + score.size(), value);
    scores[std::string(events.cell(r, 0)) + " " + std::string(events.cell(r, 1))] = value;
  }
  const lexicon::Table defaults = lexicon.table("defaults");
  for (size_t r = 0; r < defaults.rows(); ++r)
    defaults_.push_back(
        {defaults.cell(r, 0), defaults.cell(r, 1), defaults.cell(r, 2), defaults.Place(r)});
  const lexicon::Table rules = lexicon.table("rules");
  for (size_t r = 0; r < rules.rows(); ++r) {
    Rule rule;
    rule.id = rules.cell(r, 0);
    rule.when = lexicon::Split(rules.cell(r, 2), ',');
    rule.event = rules.cell(r, 3);
    rule.mode = rules.cell(r, 4);
    rule.actor = WhoOf(rules.cell(r, 5));
    rule.recipient = WhoOf(rules.cell(r, 6));
    rule.context = rules.cell(r, 7);
    rule.score = scores[std::string(rule.event) + " " + std::string(rule.mode)];
    const std::string_view frame = rules.cell(r, 1);
    for (const Frame& f : frames_)
      if (f.id == frame || (frame.starts_with('@') && frame.substr(1) == f.family))
        rules_of_[f.id].push_back(static_cast<uint32_t>(rules_.size()));
    rules_.push_back(std::move(rule));
  }
}

const DefaultParty* Frames::Default(const Frame& frame, std::string_view code,
                                    std::string_view sector) const {
  for (const DefaultParty& d : defaults_) {
    const bool fits =
        d.frame == frame.id || (d.frame.starts_with('@') && d.frame.substr(1) == frame.family);
    if (fits && (d.actor == code || d.actor == sector)) return &d;
  }
  return nullptr;
}

const Frame* Frames::Find(std::string_view id) const {
  const auto it = frame_index_.find(id);
  return it == frame_index_.end() ? nullptr : &frames_[it->second];
}

bool Frames::HasRules(const Frame& frame) const { return rules_of_.contains(frame.id); }

const Rule* Frames::Match(const Frame& frame, const Situation& situation) const {
  const auto it = rules_of_.find(frame.id);
  if (it == rules_of_.end()) return nullptr;
  for (const uint32_t i : it->second) {
    const Rule& rule = rules_[i];
    if (std::all_of(rule.when.begin(), rule.when.end(),
                    [&](std::string_view c) { return Holds(c, situation); }))
      return &rule;
  }
  return nullptr;
}

}  // namespace bongsu::coding
