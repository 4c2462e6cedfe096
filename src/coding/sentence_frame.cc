// What a predicate means here: which of its entries holds.
#include <algorithm>

#include "coding/sentence_coder.h"
#include "coding/sentence_terms.h"

namespace bongsu::coding {

using language::Instance;
using language::kNobody;
using language::Link;

Situation SentenceCoder::SituationOf(size_t index, const Draft& draft) const {
  const Instance& p = analysis_.instances[index];
  Situation s;
  s.plan = draft.planned;
  s.possible = draft.hypothetical;
  s.negated = draft.negation;
  s.parties = readings_[index].agent.size() + readings_[index].other.size();
  s.has_other = !readings_[index].other.empty();
  const auto of_party = [](const PartyRef& q) {
    return q.sector == "PTY" || q.sector == "OPP" || q.sector == "LEG";
  };
  s.partisan =
      std::all_of(readings_[index].agent.begin(), readings_[index].agent.end(), of_party) &&
      std::all_of(readings_[index].other.begin(), readings_[index].other.end(), of_party);
  s.accuses = AccusesSomebody(index);
  s.must = Embeds(index, [](const Instance& c, const Reading&) {
    return (c.features & language::kObligation) != 0;
  });
  s.forbids = Embeds(index, [](const Instance& c, const Reading&) {
    return (c.features & language::kNegated) != 0 && !c.nominal;
  });
  s.orders = Embeds(index, [](const Instance& c, const Reading&) {
    return (c.features & language::kOrdered) != 0 && c.link == Link::kQuote && !c.copula;
  });
  s.copula = p.copula;
  s.blames = Embeds(index, [](const Instance& c, const Reading& r) {
    return r.frame != nullptr && r.frame->family == "misconduct" &&
           (c.features & language::kNegated) == 0;
  });
  s.vows = Embeds(index, [](const Instance& c, const Reading& r) {
    return r.frame != nullptr && r.frame->family == "threat" &&
           (c.features & (language::kVolition | language::kPlanned | language::kFuture)) != 0;
  });
  s.ultimatum = AnnouncesOnCondition(index);
  s.political_other =
      std::any_of(readings_[index].other.begin(), readings_[index].other.end(),
                  [](const PartyRef& r) { return IsPolitical(r) && !r.from_context; });
  const ByteSpan clause{std::min(p.clause.begin, p.trigger.begin),
                        std::max(p.clause.end, p.trigger.end)};
  constexpr std::string_view kMoney[] = {"USD", "KRW", "JPY", "EUR", "CNY", "GBP"};
  for (const FoundQuantity& q : quantities_)  // 5만 원을 지급했다
    if (clause.contains(q.text) &&
        std::find(std::begin(kMoney), std::end(kMoney), q.quantity.unit) != std::end(kMoney))
      s.classes.push_back("material");
  // "according to the intelligence service": who says it is no thing that is handed over.
  const auto of_source = [&](const Thing& t) {
    return std::any_of(analysis_.phrases.begin(), analysis_.phrases.end(),
                       [&](const language::NounPhrase& np) {
                         return np.relation == language::Case::kSource && np.text.contains(t.text);
                       });
  };
  for (const Thing& t : things_) {
    if (t.kind == ThingKind::kItem && clause.contains(t.text) && !of_source(t))
      s.items.push_back(t.name);
    if (t.kind == ThingKind::kClass && (clause.contains(t.text))) s.classes.push_back(t.name);
  }
  return s;
}

// "said that it would strike unless ...": the speaker's own hostile act, on a condition.
bool SentenceCoder::AnnouncesOnCondition(size_t index) const {
  for (size_t c = 0; c < index; ++c) {
    const Instance& act = analysis_.instances[c];
    if (act.parent != static_cast<int>(index) || !IsOwnThreat(c)) continue;
    for (size_t k = 0; k < c; ++k) {
      const Instance& condition = analysis_.instances[k];
      const bool ended =
          std::any_of(analysis_.instances.begin() + static_cast<std::ptrdiff_t>(k),
                      analysis_.instances.begin() + static_cast<std::ptrdiff_t>(c),
                      [](const Instance& between) {
                        return between.link == Link::kMain && !between.nominal &&
                               (between.features & (language::kPast | language::kProgressive)) != 0;
                      });
      if ((condition.features & language::kCondition) != 0 && !ended) return true;
    }
  }
  return false;
}

// True for a hostile act that whoever speaks of it will do.
bool SentenceCoder::IsOwnThreat(size_t index) const {
  const Instance& act = analysis_.instances[index];
  const Frame* frame = readings_[index].frame;
  constexpr uint32_t kOpen = language::kVolition | language::kPlanned | language::kFuture;
  if (act.parent == kNobody || act.nominal || frame == nullptr || !IsHostile(frame->family) ||
      (act.features & kOpen) == 0 || (act.features & language::kNegated) != 0)
    return false;
  const Parties& speaker = readings_[static_cast<size_t>(act.parent)].agent;
  const Parties& doer = readings_[index].agent;
  return !speaker.empty() && !doer.empty() && SameParty(speaker[0], doer[0]);
}

// The first row of the word whose condition holds; rows with a condition stand before the fallback.
void SentenceCoder::ChooseFrame(size_t index) {
  const Instance& p = analysis_.instances[index];
  Reading& reading = readings_[index];
  if (p.entries.empty()) {
    reading.nothing = "no frame: the lexicon does not list this predicate";
    return;
  }
  // What the conditions ask is found out once one asks; most words have none.
  Situation wide, narrow;
  bool known = false;
  const auto holds = [&](std::string_view with, bool exclusion) {
    if (!known) {
      narrow = SituationOf(index, Draft());
      wide = narrow;
      // "not" conditions look at the whole sentence: a match report stays one in every clause.
      for (const Thing& t : things_)
        if (t.kind == ThingKind::kClass) wide.classes.push_back(t.name);
      known = true;
    }
    return Holds(with, exclusion ? wide : narrow);
  };
  int fallback = -1, chosen = -1;
  for (const uint32_t row : p.entries) {
    const std::string_view with = predicates_.cell(row, 4);
    if (with.empty()) {
      fallback = static_cast<int>(row);
      continue;
    }
    const bool exclusion = with.starts_with("not:") || with.starts_with("neg:");
    if (with == kAsksForOther || holds(with, exclusion)) {
      if (exclusion) {
        if (fallback < 0) fallback = static_cast<int>(row);
      } else if (chosen < 0) {
        chosen = static_cast<int>(row);
      }
    }
  }
  if (chosen < 0) chosen = fallback;
  if (chosen < 0) {
    reading.nothing = "no frame: no condition of the word's entries holds";
    return;
  }
  reading.without_other = fallback;
  SetEntry(reading, chosen);
}

void SentenceCoder::SetEntry(Reading& reading, int row) {
  reading.entry_row = static_cast<uint32_t>(row);
  reading.frame = frames_.Find(predicates_.cell(reading.entry_row, 3));
}

}  // namespace bongsu::coding
