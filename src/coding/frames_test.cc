// Frames, the conditions of rules, and that the tables of data/ speak the same language as the
// code.
#include "coding/frames.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "language/test_lexicon.h"
#include "lexicon/tsv.h"

namespace bongsu::coding {
namespace {

const Frames& RealFrames() {
  static const Frames frames(RealLexicon(), "ko");
  return frames;
}

// A situation in which `atom` holds and one in which it does not.
struct ForAndAgainst {
  Situation for_it, against;
};

// False for an atom that this test does not know: then neither does anybody who reads the rules'
// header.
bool Situations(std::string_view atom, ForAndAgainst& out) {
  Situation& yes = out.for_it;
  Situation& no = out.against;
  const std::map<std::string_view, bool Situation::*> kFlags = {
      {"plan", &Situation::plan},         {"hyp", &Situation::possible},
      {"neg", &Situation::negated},       {"other", &Situation::has_other},
      {"accuses", &Situation::accuses},   {"must", &Situation::must},
      {"orders", &Situation::orders},     {"ultimatum", &Situation::ultimatum},
      {"forbids", &Situation::forbids},   {"vows", &Situation::vows},
      {"blames", &Situation::blames},     {"copula", &Situation::copula},
      {"partisan", &Situation::partisan}, {"political", &Situation::political_other}};
  bool negative = false;
  std::string_view flag = atom;
  for (const std::string_view prefix : {"not-", "no-"})
    if (atom.starts_with(prefix)) {
      negative = true;
      flag = atom.substr(prefix.size());
    }
  if (const auto it = kFlags.find(flag); it != kFlags.end()) {
    (negative ? no : yes).*(it->second) = true;
    return true;
  }
  if (atom == "many") {
    yes.parties = 3;
    no.parties = 2;
  } else if (atom == "open") {
    yes.possible = true;
  } else if (atom == "together") {
    yes.parties = no.parties = 2;
    no.has_other = true;
  } else if (atom == "thing" || atom == "material") {
    yes.items = {"drone"};
  } else if (atom == "no-thing" || atom == "no-material") {
    no.items = {"drone"};
  } else if (atom == "people") {
    yes.classes = {"people"};
  } else if (atom == "no-people") {
    no.classes = {"people"};
  } else if (atom.starts_with("item:")) {
    yes.items = {atom.substr(5)};
    no.items = {"another"};
  } else if (atom.starts_with("noun:")) {
    yes.classes = {atom.substr(5)};
    no.classes = {"another"};
  } else if (atom.starts_with("not:") || atom.starts_with("neg:")) {
    yes.classes = {"another"};
    no.classes = {atom.substr(4)};
  } else {
    return false;
  }
  return true;
}

void ExpectUnderstood(std::string_view atom, const std::string& place) {
  ForAndAgainst s;
  ASSERT_TRUE(Situations(atom, s)) << place << ": unknown condition " << atom;
  EXPECT_TRUE(Holds(atom, s.for_it)) << place << ": " << atom;
  EXPECT_FALSE(Holds(atom, s.against)) << place << ": " << atom;
}

TEST(Holds, UnderstandsEveryDocumentedCondition) {
  for (const char* atom :
       {"plan",      "hyp",        "neg",       "not-plan",  "not-hyp",   "not-neg",     "other",
        "no-other",  "many",       "thing",     "no-thing",  "material",  "no-material", "people",
        "no-people", "accuses",    "must",      "orders",    "ultimatum", "forbids",     "vows",
        "political", "item:drone", "noun:stop", "not:sport", "neg:sport"})
    ExpectUnderstood(atom, "rules.tsv");
}

TEST(Holds, MaterialIsAnItemOrAWordForGoods) {
  Situation s;
  s.classes = {"material"};
  EXPECT_TRUE(Holds("material", s));
  EXPECT_FALSE(Holds("no-material", s));
  EXPECT_FALSE(Holds("thing", s));
}

TEST(Holds, NothingUnknown) {
  Situation everything;
  everything.plan = everything.possible = everything.negated = everything.has_other = true;
  everything.parties = 9;
  everything.items = {"drone"};
  everything.classes = {"people", "drone"};
  for (const char* atom :
       {"", "drone", "plans", "item:", "item:dron", "noun:", "not-other", "PLAN"})
    EXPECT_FALSE(Holds(atom, everything)) << atom;
}

TEST(RulesOfTheLexicon, UseOnlyConditionsThatAreUnderstood) {
  const lexicon::Table rules = RealLexicon().table("rules");
  std::set<std::string_view> atoms;
  for (size_t r = 0; r < rules.rows(); ++r)
    for (const std::string_view atom : lexicon::Split(rules.cell(r, 2), ','))
      if (atoms.insert(atom).second) ExpectUnderstood(atom, rules.Place(r));
  EXPECT_GT(atoms.size(), 10u);
  const lexicon::Table predicates = RealLexicon().table("ko.predicates");
  for (size_t r = 0; r < predicates.rows(); ++r) {
    const std::string_view with = predicates.cell(r, 4);
    if (!with.empty() && atoms.insert(with).second) ExpectUnderstood(with, predicates.Place(r));
  }
}

TEST(RulesOfTheLexicon, NameItemsAndClassesThatExist) {
  std::set<std::string_view> items, classes;
  const lexicon::Table item_table = RealLexicon().table("items");
  for (size_t r = 0; r < item_table.rows(); ++r) items.insert(item_table.cell(r, 2));
  const lexicon::Table class_table = RealLexicon().table("ko.classes");
  for (size_t r = 0; r < class_table.rows(); ++r) classes.insert(class_table.cell(r, 0));
  const auto check = [&](std::string_view atom, const std::string& place) {
    const std::string_view name = atom.substr(atom.find(':') + 1);
    const bool of_class =
        atom.starts_with("noun:") || atom.starts_with("not:") || atom.starts_with("neg:");
    EXPECT_TRUE(!atom.starts_with("item:") || items.contains(name)) << place << ": " << atom;
    EXPECT_TRUE(!of_class || classes.contains(name)) << place << ": " << atom;
  };
  const lexicon::Table rules = RealLexicon().table("rules");
  for (size_t r = 0; r < rules.rows(); ++r)
    for (const std::string_view atom : lexicon::Split(rules.cell(r, 2), ','))
      check(atom, rules.Place(r));
  const lexicon::Table predicates = RealLexicon().table("ko.predicates");
  for (size_t r = 0; r < predicates.rows(); ++r) check(predicates.cell(r, 4), predicates.Place(r));
}

TEST(RulesOfTheLexicon, AreForFramesThatExist) {
  std::set<std::string> families;
  const lexicon::Table frames = RealLexicon().table("frames");
  for (size_t r = 0; r < frames.rows(); ++r) families.insert("@" + std::string(frames.cell(r, 1)));
  const lexicon::Table rules = RealLexicon().table("rules");
  for (size_t r = 0; r < rules.rows(); ++r) {
    const std::string_view frame = rules.cell(r, 1);
    EXPECT_TRUE(frame.starts_with('@') ? families.contains(std::string(frame))
                                       : RealFrames().Find(frame) != nullptr)
        << rules.Place(r) << ": " << frame;
  }
}

TEST(RulesOfTheLexicon, GiveModesAndScoresOfTheOntology) {
  std::set<std::string> events;
  const lexicon::Table table = RealLexicon().table("events");
  for (size_t r = 0; r < table.rows(); ++r)
    events.insert(std::string(table.cell(r, 0)) + " " + std::string(table.cell(r, 1)));
  const lexicon::Table rules = RealLexicon().table("rules");
  for (size_t r = 0; r < rules.rows(); ++r)
    EXPECT_TRUE(
        events.contains(std::string(rules.cell(r, 3)) + " " + std::string(rules.cell(r, 4))))
        << rules.Place(r) << ": " << rules.cell(r, 3) << " " << rules.cell(r, 4);
}

TEST(PredicatesOfTheLexicon, EvokeFramesThatExist) {
  const lexicon::Table predicates = RealLexicon().table("ko.predicates");
  ASSERT_GT(predicates.rows(), 1000u);
  for (size_t r = 0; r < predicates.rows(); ++r)
    EXPECT_NE(RealFrames().Find(predicates.cell(r, 3)), nullptr)
        << predicates.Place(r) << ": " << predicates.cell(r, 3);
}

// A frame without a rule can never give a record; only frames that embed other clauses may be so,
// and judgements, which are coded with whoever says them.
TEST(FramesOfTheLexicon, HaveRulesUnlessTheyOnlyReport) {
  const lexicon::Table frames = RealLexicon().table("frames");
  for (size_t r = 0; r < frames.rows(); ++r) {
    const Frame* frame = RealFrames().Find(frames.cell(r, 0));
    ASSERT_NE(frame, nullptr);
    EXPECT_TRUE(RealFrames().HasRules(*frame) || frame->embed != Embedding::kNone ||
                frame->family == "misconduct")
        << frames.Place(r) << ": " << frame->id;
  }
}

TEST(FramesOfTheLexicon, HaveAKnownPatternAndEmbedding) {
  std::set<std::string_view> patterns;
  const lexicon::Table pattern_table = RealLexicon().table("ko.patterns");
  for (size_t r = 0; r < pattern_table.rows(); ++r) patterns.insert(pattern_table.cell(r, 0));
  const lexicon::Table frames = RealLexicon().table("frames");
  for (size_t r = 0; r < frames.rows(); ++r) {
    EXPECT_TRUE(patterns.contains(frames.cell(r, 3)))
        << frames.Place(r) << ": " << frames.cell(r, 3);
    const Frame* frame = RealFrames().Find(frames.cell(r, 0));
    EXPECT_EQ(frame->embed == Embedding::kNone,
              frames.cell(r, 2).empty() || frames.cell(r, 2) == "none")
        << frames.Place(r) << ": " << frames.cell(r, 2);
  }
}

// The first row of rules.tsv whose frame (or family) and conditions fit, found the slow way.
std::string FirstFitting(const Frame& frame, const Situation& s) {
  const lexicon::Table rules = RealLexicon().table("rules");
  for (size_t r = 0; r < rules.rows(); ++r) {
    const std::string_view of = rules.cell(r, 1);
    if (of != frame.id && of != "@" + std::string(frame.family)) continue;
    bool fits = true;
    for (const std::string_view atom : lexicon::Split(rules.cell(r, 2), ','))
      fits &= Holds(atom, s);
    if (fits) return std::string(rules.cell(r, 0));
  }
  return "none";
}

TEST(Match, TakesTheFirstRowThatFits) {
  const lexicon::Table frames = RealLexicon().table("frames");
  std::set<std::string> rules_seen;
  for (unsigned mask = 0; mask < 64; ++mask) {
    Situation s;
    s.plan = (mask & 1) != 0;
    s.possible = (mask & 2) != 0;
    s.negated = (mask & 4) != 0;
    s.has_other = s.political_other = (mask & 8) != 0;
    s.parties = (mask & 16) != 0 ? 3 : 1;
    if ((mask & 32) != 0) s.items = {"drone"};
    for (size_t r = 0; r < frames.rows(); ++r) {
      const Frame& frame = *RealFrames().Find(frames.cell(r, 0));
      const Rule* rule = RealFrames().Match(frame, s);
      const std::string id = rule == nullptr ? "none" : std::string(rule->id);
      ASSERT_EQ(id, FirstFitting(frame, s)) << frame.id << ", situation " << mask;
      rules_seen.insert(id);
    }
  }
  EXPECT_GT(rules_seen.size(), 40u);
}

TEST(Match, PutsPlansBeforeTheActItself) {
  const Frame* meet = RealFrames().Find("meet");
  ASSERT_NE(meet, nullptr);
  Situation held, planned, possible;
  planned.plan = true;
  possible.plan = possible.possible = true;
  ASSERT_NE(RealFrames().Match(*meet, held), nullptr);
  EXPECT_EQ(RealFrames().Match(*meet, held)->event, "CONSULT");
  EXPECT_EQ(RealFrames().Match(*meet, planned)->event, "AGREE");
  EXPECT_EQ(RealFrames().Match(*meet, possible)->event, "CONSULT");
}

TEST(Find, KnowsNoFrameThatIsNotThere) {
  EXPECT_EQ(RealFrames().Find("no_such_frame"), nullptr);
  EXPECT_EQ(RealFrames().Find(""), nullptr);
}

}  // namespace
}  // namespace bongsu::coding
