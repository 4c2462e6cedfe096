#include "coding/sentence_coder.h"

#include <algorithm>

#include "base/day.h"
#include "text/quotation.h"

namespace bongsu::coding {
namespace {

using language::Argument;
using language::Case;
using language::Instance;
using language::kNobody;
using language::Link;
using language::NounPhrase;

bool SameParty(const PartyRef& a, const PartyRef& b) {
  return a.code == b.code && a.sector == b.sector;
}

// Adds the parties that are not there yet.
void AddParties(std::vector<PartyRef>& to, const std::vector<PartyRef>& from) {
  for (const PartyRef& p : from)
    if (std::none_of(to.begin(), to.end(), [&](const PartyRef& q) { return SameParty(p, q); }))
      to.push_back(p);
}

// Media report; they are no party of what they report.
bool IsMedia(const PartyRef& p) { return p.sector == "JRN"; }

// A predicate's condition that is known only once the roles are: there is a second party.
constexpr std::string_view kAsksForOther = "other";

constexpr std::string_view kTroops = "troops";  // the item

constexpr int kOldMonths = 24;  // so old that even a main clause looks back

bool IsMaterial(std::string_view family) {
  return family == "transfer" || family == "mobilisation" || family == "coercion" ||
         family == "assault" || family == "sanction" || family == "material_cooperation" ||
         family == "retreat" || family == "protest";
}

bool IsHostile(std::string_view family) {
  return family == "mobilisation" || family == "coercion" || family == "assault" ||
         family == "sanction" || family == "protest";
}

// Acts that are done by saying them.
bool IsSaid(std::string_view family) {
  return family == "support" || family == "accusation" || family == "rejection" ||
         family == "request" || family == "meeting";
}

// A party of politics, as against firms, patients, suspects, and courts and police at their daily
// work.
bool IsPoliticalSector(std::string_view sector) {
  static constexpr std::string_view kPrivate[] = {"BUS", "CVL", "CRM", "MED", "EDU",
                                                  "JUD", "COP", "JRN", ""};
  return std::find(std::begin(kPrivate), std::end(kPrivate), sector) == std::end(kPrivate);
}
bool IsPolitical(const PartyRef& p) { return p.resolved() && IsPoliticalSector(p.sector); }

bool IsConflict(std::string_view family) {
  return family == "request" || family == "accusation" || family == "rejection" ||
         family == "threat" || family == "protest" || family == "sanction" ||
         family == "mobilisation" || family == "coercion" || family == "assault";
}

}  // namespace

SentenceCoder::SentenceCoder(const Document& document, const language::Analyser& analyser,
                             const EntityResolver& resolver, const Frames& frames,
                             const ThingFinder& things, const DateFinder& dates,
                             const QuantityFinder& quantities, const lexicon::Table& predicates,
                             std::string home, Trace* trace)
    : document_(document),
      analyser_(analyser),
      resolver_(resolver),
      frames_(frames),
      thing_finder_(things),
      date_finder_(dates),
      quantity_finder_(quantities),
      predicates_(predicates),
      home_(std::move(home)),
      trace_(trace) {}

EntityResolver::Context SentenceCoder::NameContext() const {
  return {document_.blocks[block_].text, document_.published.date, home_, memory_,
          trace_ != nullptr};
}

SentenceCoder::Parties SentenceCoder::PartiesOf(const std::vector<language::Party>& parties) {
  Parties out;
  for (const language::Party& p : parties) AddParties(out, resolver_.Resolve(p, NameContext()));
  for (PartyRef& p : out) p.block = block_;
  return out;
}

void SentenceCoder::ResolvePhrases() {
  phrase_parties_.clear();
  phrase_owners_.clear();
  phrase_toward_.clear();
  for (const NounPhrase& np : analysis_.phrases) {
    phrase_parties_.push_back(PartiesOf(np.parties));
    phrase_owners_.push_back(PartiesOf(np.owners));
    Parties toward;
    for (const language::Party& p : np.toward)
      toward.push_back(
          resolver_.ResolveToward(p.mentions[0].row, p.mentions[0].text, NameContext()));
    for (PartyRef& p : toward) p.block = block_;
    phrase_toward_.push_back(std::move(toward));
    const bool topic = np.relation == Case::kTopic, subject = topic || np.relation == Case::kNom;
    if (subject && !phrase_parties_.back().empty()) subject_here_ = phrase_parties_.back();
    if (!phrase_parties_.back().empty()) {
      memory_.Add(phrase_parties_.back(), topic     ? Memory::kTopic
                                          : subject ? Memory::kSubject
                                                    : Memory::kMentioned);
    } else if (phrase_owners_.back().size() > 1) {
      memory_.Add(phrase_owners_.back(), Memory::kMentioned);
    }
  }
}

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
  for (const Thing& t : things_) {
    if (t.kind == ThingKind::kItem && clause.contains(t.text)) s.items.push_back(t.name);
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

void SentenceCoder::FindAgent(size_t index) {
  const Instance& p = analysis_.instances[index];
  Reading& reading = readings_[index];
  const bool passive = (p.features & language::kPassive) != 0;
  Parties subject;
  if (p.subject != kNobody) subject = phrase_parties_[static_cast<size_t>(p.subject)];
  const bool judged = reading.frame != nullptr && reading.frame->family == "misconduct";
  if (judged) subject = Judged(p);
  // What somebody says without naming a doer, he says of himself; but when he condemns or rebuts,
  // of whom he speaks to.
  if (!p.own_subject && p.parent != kNobody &&
      (p.quoted || (p.link == Link::kQuote && subject.empty())) && !judged) {
    const Reading& outer = readings_[static_cast<size_t>(p.parent)];
    const bool of_another =
        reading.frame != nullptr && IsConflict(reading.frame->family) && outer.frame != nullptr &&
        (outer.frame->embed == Embedding::kCondemns || outer.frame->embed == Embedding::kRejects);
    subject = of_another ? Parties() : outer.agent;
  }
  // "indicted X on the charge of having hacked": not who indicts has hacked.
  if (!p.own_subject && p.parent != kNobody && p.link == Link::kContent && !p.nominal && !judged) {
    const Reading& outer = readings_[static_cast<size_t>(p.parent)];
    const bool charged = outer.frame != nullptr && reading.frame != nullptr &&
                         (outer.frame->family == "accusation" ||
                          outer.frame->family == "sanction" || outer.frame->family == "coercion") &&
                         IsConflict(reading.frame->family);
    if (charged) subject.clear();
    reading.charged = charged;
  }
  if (!passive && !p.own_subject) {  // "Israel, too, ...": not who acted in the clause before
    Parties too;
    for (const Argument& a : p.arguments)
      if (a.relation == Case::kAlso)
        AddParties(too, phrase_parties_[static_cast<size_t>(a.phrase)]);
    if (!too.empty()) subject = std::move(too);
  }
  SpeakFor(index, subject);
  Parties owners, by;
  for (const Argument& a : p.arguments) {
    const auto phrase = static_cast<size_t>(a.phrase);
    if (a.relation == Case::kGen) AddParties(owners, phrase_owners_[phrase]);
    if (a.relation == Case::kBetween) {
      AddParties(owners, phrase_parties_[phrase]);
      AddParties(owners, phrase_owners_[phrase]);
    }
    if (a.relation == Case::kBy) AddParties(by, PartiesOrOwners(phrase));
  }
  const bool joint = reading.frame != nullptr && reading.frame->joint;
  if (p.nominal && !judged) {
    reading.agent = by.empty() ? owners : by;
    // "the visit to the USA", "the talks with Kyiv": the other side is named, the doer is the
    // clause's subject.
    if (p.telegraphic && by.empty() && HeadlineActor(index, owners)) return;
    const bool goes = reading.frame != nullptr && reading.frame->to_place;
    const bool lacks_doer = reading.agent.size() == 1 && by.empty() &&
                            (joint || (goes && FromSource(index, Source::kToward).empty()));
    if (reading.frame != nullptr && reading.frame->owned_by_victim && by.empty() &&
        reading.agent.size() == 1) {
      reading.other = std::move(reading.agent);
      reading.agent.clear();
      return;
    }
    if (!lacks_doer && !reading.agent.empty()) return;
    Parties doer = p.parent != kNobody ? readings_[static_cast<size_t>(p.parent)].agent : Parties();
    if (doer.empty() && sentence_topic_ != kNobody)
      doer = phrase_parties_[static_cast<size_t>(sentence_topic_)];
    if (lacks_doer && !doer.empty()) {
      reading.other = std::move(reading.agent);
      reading.agent = std::move(doer);
    } else if (reading.agent.empty() && joint) {
      // "through regular meetings, both ...": of those whom the clause is about; "the meeting held
      // in Tokyo": of those whom the section is about.
      reading.agent = doer.size() > 1 ? doer : IsHeld(index) ? memory_.LastGroup() : Parties();
    } else if (reading.agent.empty() && goes) {
      reading.agent = doer;
    }
    return;
  }
  if (passive && reading.frame != nullptr && reading.frame->moves_thing) {
    FindMover(index, by);
    return;
  }
  if (passive) {
    reading.other = subject;
    reading.agent = by;
    // "the North's missile was fired" by the North; "five Israeli hostages were freed".
    if (subject.empty() && p.subject != kNobody && reading.frame != nullptr &&
        !reading.frame->joint) {
      const bool doer = reading.frame->family == "mobilisation";
      if (doer && by.empty()) reading.agent = phrase_owners_[static_cast<size_t>(p.subject)];
      if (!doer) reading.other = phrase_owners_[static_cast<size_t>(p.subject)];
    }
    if (reading.agent.empty())
      for (const Argument& a : p.arguments)
        if (a.relation == Case::kFrom || a.relation == Case::kDat)
          AddParties(reading.agent, phrase_parties_[static_cast<size_t>(a.phrase)]);
    if (reading.agent.empty()) reading.agent = owners;
    if (reading.agent.empty() && reading.frame != nullptr && reading.frame->joint) {
      reading.agent = reading.other;
      reading.other.clear();
    }
    AddDefaultActor(index);
    return;
  }
  reading.agent = subject;
  if (joint && !reading.agent.empty())
    AddParties(reading.agent, owners);  // "X held a US-ROK drill"
  if (!reading.agent.empty())
    for (const Argument& a : p.arguments)
      if (a.relation == Case::kTogether)
        AddParties(reading.agent, phrase_parties_[static_cast<size_t>(a.phrase)]);
  if (reading.agent.empty()) reading.agent = by;
  if (reading.agent.empty()) reading.agent = owners;
  if (reading.agent.empty() && p.subject == kNobody)
    for (const Argument& a : p.arguments)
      if (a.relation == Case::kLoc || (a.relation == Case::kNone && headline_))
        AddParties(reading.agent, phrase_parties_[static_cast<size_t>(a.phrase)]);
  if (reading.charged || !reading.agent.empty() || p.subject != kNobody || p.link != Link::kMain ||
      p.quoted || sentence_topic_ != kNobody)
    return;
  // "[X will do it], said": X speaks of himself.
  reading.agent = SpeaksOfItself(index);
  if (headline_ || !reading.agent.empty()) return;
  // A main clause without a subject goes on about the subject of the sentence before.
  reading.agent = previous_subject_;
  for (PartyRef& a : reading.agent) {
    a.from_context = true;
    if (trace_ != nullptr) a.how = "subject of the sentence before: " + a.how;
  }
}

// "북, 동해상으로 탄도미사일 발사", "이스라엘, 레바논 공습": the party that opens a headline acts,
// those in front of its noun are the other side. False when nobody opens it.
bool SentenceCoder::HeadlineActor(size_t index, const Parties& owners) {
  Reading& reading = readings_[index];
  Parties first;
  for (size_t i = 0; i < analysis_.phrases.size() && first.empty(); ++i) {
    const NounPhrase& np = analysis_.phrases[i];
    if (np.text.begin >= analysis_.instances[index].trigger.begin) break;
    if (np.comma || np.relation == Case::kTopic || np.relation == Case::kNom)
      first = phrase_parties_[i];
  }
  if (first.empty()) return false;
  reading.agent = std::move(first);
  reading.other = owners;
  return true;
}

// "was indicted": by the courts of the state of whom it befell, if the lexicon says so.
void SentenceCoder::AddDefaultActor(size_t index) {
  Reading& reading = readings_[index];
  if (reading.frame == nullptr || !reading.agent.empty()) return;
  const bool struck = !reading.other.empty() && reading.other[0].resolved();
  const bool at_home = reading.frame->family == "protest" && memory_.NamesOnly(home_);
  const DefaultParty* d = frames_.Default(*reading.frame, "-", "-");
  if (d == nullptr || (!struck && !at_home)) return;
  // "an American was arrested in the North": by those of the place; a body of many states has no
  // courts.
  std::string_view state = struck ? reading.other[0].code : std::string_view(home_);
  for (const Argument& a : analysis_.instances[index].arguments)
    if (a.relation == Case::kLoc)
      for (const PartyRef& place : phrase_parties_[static_cast<size_t>(a.phrase)])
        if (place.resolved()) state = place.code;
  const bool stateless = struck && state == reading.other[0].code &&
                         (reading.other[0].sector == "IGO" || reading.other[0].sector == "REB");
  if (!stateless) reading.agent = {Unnamed(*d, state)};
}

// "Russia's technology was transferred to North Korea": whose the thing is has given it, unless a
// source is named; troops that are sent are their state's. Who receives stands as in the active.
void SentenceCoder::FindMover(size_t index, const Parties& by) {
  const Instance& p = analysis_.instances[index];
  Reading& reading = readings_[index];
  reading.agent = by;
  for (const Case source : {Case::kFrom, Case::kLoc})
    if (reading.agent.empty())
      for (const Argument& a : p.arguments)
        if (a.relation == source)
          AddParties(reading.agent, phrase_parties_[static_cast<size_t>(a.phrase)]);
  if (!reading.agent.empty() || p.subject == kNobody) return;
  const auto thing = static_cast<size_t>(p.subject);
  reading.agent = phrase_owners_[thing].empty() ? phrase_parties_[thing] : phrase_owners_[thing];
}

// The subject of a plan or denial that a predicate of speech without a subject of its own quotes.
SentenceCoder::Parties SentenceCoder::SpeaksOfItself(size_t index) const {
  const Reading& reading = readings_[index];
  constexpr uint32_t kOwnWord =
      language::kVolition | language::kPlanned | language::kFuture | language::kNegated;
  if (reading.frame == nullptr || reading.frame->embed != Embedding::kReports) return {};
  for (size_t c = 0; c < index; ++c) {
    const Instance& content = analysis_.instances[c];
    if (content.parent == static_cast<int>(index) && !content.nominal && content.own_subject &&
        content.subject != kNobody && (content.features & language::kPassive) == 0 &&
        (content.features & kOwnWord) != 0)
      return phrase_parties_[static_cast<size_t>(content.subject)];
  }
  return {};
}

// Whose conduct a judgement is on: the subject or object of its own clause, or whose it is
// ("Seoul's decision is reckless", "called Seoul's decision reckless").
SentenceCoder::Parties SentenceCoder::Judged(const Instance& p) const {
  if (p.own_subject && p.subject != kNobody) return PartiesOrOwners(static_cast<size_t>(p.subject));
  Parties out;
  for (const Argument& a : p.arguments)
    if (a.relation == Case::kAcc) AddParties(out, PartiesOrOwners(static_cast<size_t>(a.phrase)));
  return out;
}

const SentenceCoder::Parties& SentenceCoder::PartiesOrOwners(size_t phrase) const {
  return phrase_parties_[phrase].empty() ? phrase_owners_[phrase] : phrase_parties_[phrase];
}

// "We" in a quotation means the speaker.
void SentenceCoder::SpeakFor(size_t index, Parties& parties) const {
  const Instance& p = analysis_.instances[index];
  if (p.parent == kNobody || (!p.quoted && p.link != Link::kQuote)) return;
  const Parties& speaker = readings_[static_cast<size_t>(p.parent)].agent;
  if (speaker.empty() || !speaker[0].resolved()) return;
  for (PartyRef& party : parties)
    if (party.first_person) {
      party.code = speaker[0].code;
      party.entity = speaker[0].entity;
      if (!party.role.empty()) continue;  // "our army" is the speaker's army
      party.sector = speaker[0].sector;
      party.kind = speaker[0].kind;
    }
}

// True for a noun that a clause of its own says to have taken place ("held in Tokyo").
bool SentenceCoder::IsHeld(size_t index) const {
  return std::any_of(analysis_.instances.begin(), analysis_.instances.end(),
                     [&](const Instance& c) {
                       return c.parent == static_cast<int>(index) && !c.nominal &&
                              (c.features & language::kPassive) != 0;
                     });
}

SentenceCoder::Parties SentenceCoder::ContentAgents(size_t index) {
  Parties out;
  for (size_t c = 0; c < analysis_.instances.size(); ++c) {
    if (analysis_.instances[c].parent != static_cast<int>(index)) continue;
    for (const PartyRef& p : readings_[c].agent)
      if (!p.first_person) AddParties(out, {p});
    // Both sides of a transfer are told of; what must not be given binds the giver.
    const bool duty = (analysis_.instances[c].features & language::kObligation) != 0;
    if (readings_[c].frame != nullptr && !duty &&
        (readings_[c].frame->joint || readings_[c].frame->family == "transfer"))
      AddParties(out, readings_[c].other);
  }
  return out;
}

// Who did the act that a statement is about, where `phrase` is the act's noun or modifies it: of
// "condemned Russia's attack on Ukraine" Russia; null when it is about no act with a doer.
const SentenceCoder::Parties* SentenceCoder::DoerOfAct(size_t index, int phrase) const {
  const Frame* frame = readings_[index].frame;
  if (frame == nullptr || IsMaterial(frame->family) || frame->joint) return nullptr;
  for (size_t c = 0; c < readings_.size(); ++c) {
    const Instance& act = analysis_.instances[c];
    if (act.parent != static_cast<int>(index) || !act.nominal || readings_[c].agent.empty() ||
        readings_[c].frame == nullptr || !IsHostile(readings_[c].frame->family))
      continue;
    for (const Argument& a : act.arguments)
      if (a.phrase == phrase) return &readings_[c].agent;
  }
  return nullptr;
}

// "asks for the release of X": X is not who is asked.
bool SentenceCoder::IsFreed(size_t index, int phrase) const {
  for (size_t c = 0; c < readings_.size(); ++c) {
    const Instance& act = analysis_.instances[c];
    if (act.parent != static_cast<int>(index) || !act.nominal || readings_[c].frame == nullptr ||
        !readings_[c].frame->owned_by_victim)
      continue;
    for (const Argument& a : act.arguments)
      if (a.phrase == phrase) return true;
  }
  return false;
}

// Who did what a relative clause tells of a thing: of "the bill that the opposition moved" the
// opposition.
const SentenceCoder::Parties& SentenceCoder::Maker(int phrase) const {
  static const Parties kNone;
  for (size_t c = 0; c < readings_.size(); ++c) {
    const Instance& clause = analysis_.instances[c];
    if (clause.described == phrase && clause.own_subject && clause.subject != phrase &&
        (clause.features & language::kPassive) == 0)
      return readings_[c].agent;
  }
  return kNone;
}

SentenceCoder::Parties SentenceCoder::FromSource(size_t index, Source source) {
  const Instance& p = analysis_.instances[index];
  Parties out;
  const auto take = [&](Case wanted, bool owners_too) {
    for (const Argument& a : p.arguments) {
      if (a.relation != wanted) continue;
      const auto phrase = static_cast<size_t>(a.phrase);
      if (const Parties* doer = DoerOfAct(index, a.phrase); doer != nullptr) {
        if (owners_too) AddParties(out, *doer);
        continue;
      }
      AddParties(out, phrase_parties_[phrase]);
      if (owners_too && phrase_parties_[phrase].empty()) AddParties(out, phrase_owners_[phrase]);
    }
  };
  switch (source) {
    case Source::kAcc:
      take(Case::kAcc, false);
      break;
    case Source::kDat:
      take(Case::kDat, false);
      break;
    case Source::kCom:
      take(Case::kCom, false);
      break;
    case Source::kAbout:
      take(Case::kAbout, true);
      break;
    case Source::kAgainst:
      take(Case::kAgainst, true);
      break;
    case Source::kFrom:
      take(Case::kFrom, false);
      break;
    case Source::kLoc:
      take(Case::kLoc, false);
      break;
    case Source::kDir:
      take(Case::kDir, false);
      break;
    case Source::kToward:
      for (const Argument& a : p.arguments)
        AddParties(out, phrase_toward_[static_cast<size_t>(a.phrase)]);
      break;
    case Source::kOwner:
      for (const Argument& a : p.arguments)
        if (a.relation == Case::kAcc || a.relation == Case::kDat || a.relation == Case::kAbout) {
          if (IsFreed(index, a.phrase)) continue;
          const Parties* doer = DoerOfAct(index, a.phrase);
          const Parties& owners = phrase_owners_[static_cast<size_t>(a.phrase)];
          AddParties(out, doer != nullptr ? *doer : owners.empty() ? Maker(a.phrase) : owners);
        }
      break;
    case Source::kContent:
      out = ContentAgents(index);
      break;
  }
  return out;
}

void SentenceCoder::FindOther(size_t index) {
  Reading& reading = readings_[index];
  if (reading.frame == nullptr) return;
  const Instance& p = analysis_.instances[index];
  // Two people of one party may well face each other: "candidate Won attacked candidate Han".
  const bool faces = IsConflict(reading.frame->family) || reading.frame->family == "speech";
  const auto is_agent = [&](const PartyRef& q) {
    return std::any_of(reading.agent.begin(), reading.agent.end(), [&](const PartyRef& a) {
      const bool two = faces && a.kind == "person" && q.kind == "person" && a.entity != q.entity;
      return SameParty(a, q) && !two;
    });
  };
  if (reading.frame->family == "request" || reading.frame->family == "speech") {
    reading.other = Addressee(index);
    std::erase_if(reading.other, is_agent);
  }
  if (reading.other.empty())
    for (const Source source : reading.frame->sources) {
      // Who receives what somebody denies to have given does not accuse him.
      if (source == Source::kContent && reading.frame->embed == Embedding::kDenies) continue;
      Parties found = FromSource(index, source);
      std::erase_if(found, is_agent);
      if (!found.empty()) {
        reading.other = std::move(found);
        break;
      }
    }
  // Whom the act would hit that the speaker announces on a condition.
  if (reading.other.empty() && reading.frame->family == "speech" && AnnouncesOnCondition(index))
    for (size_t c = 0; c < index; ++c)
      if (analysis_.instances[c].parent == static_cast<int>(index) && IsOwnThreat(c))
        AddParties(reading.other, readings_[c].other);
  // What is said to be necessary somebody is to do: "said that the law must be withdrawn".
  if (reading.other.empty() && reading.frame->family == "speech" && !reading.agent.empty() &&
      !p.nominal) {
    const bool wants = Embeds(index, [](const Instance& c, const Reading&) {
      return (c.features & (language::kObligation)) != 0 ||
             ((c.features & language::kOrdered) != 0 && c.link == Link::kQuote);
    });
    if (wants) AddDefault(index);
  }
  // "will not send troops to X": refused to X.
  if (reading.other.empty() && reading.frame->embed == Embedding::kDenies)
    for (size_t c = 0; c < index; ++c) {
      const uint32_t features = analysis_.instances[c].features;
      constexpr uint32_t kWill = language::kVolition | language::kFuture | language::kPlanned;
      if (analysis_.instances[c].parent == static_cast<int>(index) && (features & kWill) != 0 &&
          (features & language::kNegated) != 0)
        AddParties(reading.other, readings_[c].other);
    }
  // With whom: a comitative joins the doers of a joint act.
  if (reading.frame->joint) {
    Parties with = FromSource(index, Source::kCom);
    std::erase_if(with, is_agent);
    AddParties(reading.other, with);
  }
  // "Israel's Hamas attack": of two owners of a noun the first acts, the other bears it.
  if (p.nominal && reading.other.empty() && !reading.frame->joint && reading.agent.size() > 1) {
    reading.other.assign(reading.agent.begin() + 1, reading.agent.end());
    reading.agent.resize(1);
  }
  SpeakFor(index, reading.other);
  std::erase_if(reading.other, is_agent);
  const std::string_view family = reading.frame->family;
  // "officials of both expect it to be handed to Israel": who receives does not give.
  if (family == "transfer" && reading.other.empty() && reading.agent.size() > 1) {
    const Parties to = FromSource(index, Source::kDat);
    const auto receives = [&](const PartyRef& a) {
      return std::any_of(to.begin(), to.end(), [&](const PartyRef& t) { return t.code == a.code; });
    };
    if (!to.empty() && !std::all_of(reading.agent.begin(), reading.agent.end(), receives)) {
      std::erase_if(reading.agent, receives);
      reading.other = to;
    }
  }
  // The police of a state that represses are its own, not those of the paper's country.
  const bool at_home = family == "coercion" || family == "protest" ||
                       reading.frame->id == "order" || reading.frame->id == "encourage" ||
                       reading.frame->id == "dismiss";
  if (at_home && !reading.agent.empty() && reading.agent[0].resolved() && !reading.agent[0].by_home)
    for (PartyRef& o : reading.other)
      if (o.by_home) o.code = reading.agent[0].code;
  // "asks the members": of the party that asks.
  if (!reading.agent.empty() && reading.agent[0].resolved())
    for (PartyRef& o : reading.other)
      if (!o.resolved() && o.sector == "PTY" &&
          (reading.agent[0].sector == "PTY" || reading.agent[0].sector == "OPP")) {
        o.code = reading.agent[0].code;
        o.sector = reading.agent[0].sector;
      }
  // "apologised to the people": of the state of whoever speaks to them.
  const bool own_people = family == "concession" || family == "request" || family == "agreement" ||
                          family == "support" || family == "transfer" || family == "sanction";
  if (own_people && !reading.agent.empty() && reading.agent[0].resolved() &&
      reading.agent[0].sector != "IGO" && reading.agent[0].sector != "REB" &&
      std::none_of(reading.other.begin(), reading.other.end(),
                   [](const PartyRef& o) { return o.resolved(); }))
    for (PartyRef& o : reading.other)
      if (o.sector == "CVL" || o.sector == "REF" || o.sector == "MED" || o.sector == "LAB" ||
          o.sector == "EDU")
        o.code = reading.agent[0].code;
  const bool foreign =
      !reading.agent.empty() && reading.agent[0].resolved() && reading.agent[0].code != home_;
  // Forces that are moved are one's own; and "us" in a foreigner's mouth is not the paper's
  // country.
  std::erase_if(reading.other, [&](const PartyRef& o) {
    const bool moved = family == "mobilisation" || family == "retreat";
    return (moved && (!o.resolved() || (foreign && o.by_home))) ||
           (foreign && o.first_person && o.code == home_);
  });
  // At home a common noun is of home: "the management", "the union".
  if (!reading.agent.empty() && reading.agent[0].code == home_ && !IsMaterial(family))
    for (PartyRef& o : reading.other)
      if (!o.resolved() && !o.sector.empty() && o.sector != "GOV" && o.sector != "REB")
        o.code = reading.agent[0].code;
  const bool wants_other = family == "accusation" || family == "threat" || family == "rejection" ||
                           family == "request" || family == "sanction" || family == "transfer" ||
                           family == "coercion" ||
                           (family == "concession" && !reading.frame->joint);
  const bool assault = family == "assault" && !reading.frame->joint;
  if (reading.agent.empty()) return;
  if (wants_other && reading.other.empty() && !p.nominal) reading.other = Rival(index);
  if ((wants_other || family == "protest") && reading.other.empty()) AddDefault(index);
  // Martial law, curfews: toward nobody in particular.
  const bool toward_all = reading.frame->sources.size() <= 2 && family == "coercion";
  if (wants_other && reading.other.empty() && !p.nominal && !toward_all)
    reading.other = FromContext(
        index, family != "transfer" && family != "request" && (family != "concession" || foreign));
  if (!assault) return;
  // Victims named by a common noun ("civilians") belong to the other side.
  const bool nameless =
      std::none_of(reading.other.begin(), reading.other.end(),
                   [&](const PartyRef& o) { return o.resolved() && !(foreign && o.by_home); });
  if (!nameless) return;
  const Parties found = FromContext(index, true);
  if (found.empty()) return;
  if (reading.other.empty()) {
    reading.other = found;
  } else {
    for (PartyRef& o : reading.other) {
      o.code = found[0].code;
      o.from_context = true;
      if (trace_ != nullptr) o.how += ", of " + found[0].how;
    }
  }
}

// "urged Israel (이스라엘에) to stop": whom a request is made to may stand inside the clause that
// says what is to be done. Of two datives of a transfer the first is asked.
SentenceCoder::Parties SentenceCoder::Addressee(size_t index) const {
  for (const Argument& a : analysis_.instances[index].arguments)
    if (a.relation == Case::kDat && !phrase_parties_[static_cast<size_t>(a.phrase)].empty())
      return {};
  for (size_t c = 0; c < index; ++c) {
    const Instance& content = analysis_.instances[c];
    if (content.parent != static_cast<int>(index) || content.nominal || content.own_subject)
      continue;
    if (readings_[index].frame->family == "speech" && (content.features & language::kOrdered) == 0)
      continue;
    std::vector<size_t> datives;
    for (const Argument& a : content.arguments)
      if (a.relation == Case::kDat && !phrase_parties_[static_cast<size_t>(a.phrase)].empty())
        datives.push_back(static_cast<size_t>(a.phrase));
    const Frame* frame = readings_[c].frame;
    const bool takes_one = frame != nullptr && frame->moves_thing;
    if (datives.size() >= (takes_one ? 2 : 1)) return phrase_parties_[datives.front()];
  }
  return {};
}

// The other side where the clause leaves it out: whoever the sentence names before (a party, else
// the owner of a thing), else whom the section spoke of last.
SentenceCoder::Parties SentenceCoder::FromContext(size_t index, bool section) {
  const Reading& reading = readings_[index];
  const bool abroad = reading.agent[0].resolved() && reading.agent[0].code != home_;
  // Who speaks of the act ("the USA condemned Russia's attack") may be no side of it: only where
  // nobody else can be meant.
  Parties speakers;
  bool outsider = false;  // an organisation that speaks is no side at all
  for (int up = analysis_.instances[index].parent, steps = 0; up != kNobody && steps < 8; ++steps) {
    AddParties(speakers, readings_[static_cast<size_t>(up)].agent);
    outsider = outsider || std::any_of(speakers.begin(), speakers.end(),
                                       [](const PartyRef& s) { return s.sector == "IGO"; });
    up = analysis_.instances[static_cast<size_t>(up)].parent;
  }
  const auto among = [](const PartyRef& p, const Parties& parties) {
    return std::any_of(parties.begin(), parties.end(),
                       [&](const PartyRef& a) { return a.code == p.code; });
  };
  const auto fits = [&](const PartyRef& p) {
    return !(outsider && among(p, speakers)) && p.resolved() && !IsMedia(p) && p.kind != "place" &&
           !(abroad && p.by_home) && !among(p, reading.agent);
  };
  const uint32_t here = analysis_.instances[index].trigger.begin;
  // Who else acts in the sentence, before whatever else it names.
  for (const auto& [subjects, spoken] :
       {std::pair{true, false}, std::pair{false, false}, std::pair{true, true}})
    for (size_t i = analysis_.phrases.size(); i-- > 0;) {
      const NounPhrase& np = analysis_.phrases[i];
      if (np.text.begin >= here || np.relation == Case::kLoc) continue;
      if (reading.frame->embed == Embedding::kDenies && InContent(index, static_cast<int>(i)))
        continue;
      if (subjects && np.relation != Case::kNom && np.relation != Case::kTopic) continue;
      for (const auto* parties : {&phrase_parties_[i], &phrase_toward_[i], &phrase_owners_[i]}) {
        Parties found;
        for (const PartyRef& p : *parties)
          if (fits(p) && (spoken || !among(p, speakers))) found.push_back(p);
        if (!found.empty()) return found;
        if (subjects) break;  // whose the subject is does not act
      }
    }
  if (!section) return {};
  Parties told;  // of whom the denied content tells
  if (reading.frame->embed == Embedding::kDenies)
    for (size_t i = 0; i < phrase_parties_.size(); ++i)
      if (InContent(index, static_cast<int>(i))) AddParties(told, phrase_parties_[i]);
  Parties found;
  if (const auto it = counterparts_.find(reading.agent[0].code); it != counterparts_.end())
    found = it->second;
  std::erase_if(found, [&](const PartyRef& p) { return !fits(p); });
  if (found.empty()) {
    AddParties(told, reading.agent);
    found = memory_.LastOther(told, [&](const PartyRef& p) {
      return p.block == block_ && p.text.begin >= here && p.text.end <= sentence_.end;
    });
  }
  for (PartyRef& p : found) {
    p.from_context = true;
    if (trace_ != nullptr) p.how = "named before: " + p.how;
  }
  return found;
}

// True for an argument of a clause that the predicate embeds.
bool SentenceCoder::InContent(size_t index, int phrase) const {
  for (const Instance& c : analysis_.instances)
    if (c.parent == static_cast<int>(index) && !c.nominal)
      for (const Argument& a : c.arguments)
        if (a.phrase == phrase) return true;
  return false;
}

// In politics at home: who else acts in the sentence, or who turned on the speaker just before.
SentenceCoder::Parties SentenceCoder::Rival(size_t index) const {
  constexpr uint64_t kJustBefore = 2;  // sentences
  const Reading& reading = readings_[index];
  const PartyRef& speaker = reading.agent[0];
  if (!speaker.resolved() || speaker.code != home_ || !IsConflict(reading.frame->family) ||
      IsMaterial(reading.frame->family))
    return {};
  const uint32_t here = analysis_.instances[index].trigger.begin;
  for (size_t i = analysis_.phrases.size(); i-- > 0;) {
    const NounPhrase& np = analysis_.phrases[i];
    if (np.text.begin >= here || (np.relation != Case::kNom && np.relation != Case::kTopic))
      continue;
    Parties found;
    for (const PartyRef& p : phrase_parties_[i])
      if (p.code == home_ && p.sector != speaker.sector && !p.sector.empty() && !IsMedia(p) &&
          p.kind != "place")
        found.push_back(p);
    if (!found.empty()) return found;
  }
  const auto it = rivals_.find(std::string(speaker.code) + "/" + std::string(speaker.sector));
  if (it == rivals_.end() || sentence_number_ - it->second.second > kJustBefore) return {};
  Parties found = it->second.first;
  for (PartyRef& p : found) {
    p.from_context = true;
    if (trace_ != nullptr) p.how = "turned on the speaker before: " + p.how;
  }
  return found;
}

void SentenceCoder::AddDefault(size_t index) {
  Reading& reading = readings_[index];
  const PartyRef& actor = reading.agent[0];
  const DefaultParty* d = frames_.Default(*reading.frame, actor.code, actor.sector);
  if (d == nullptr) return;
  reading.other = {Unnamed(*d, actor.code)};
}

// The party of a row of data/defaults.tsv: CODE/SECTOR, or a sector of `state`.
PartyRef SentenceCoder::Unnamed(const DefaultParty& row, std::string_view state) const {
  PartyRef party;
  const size_t slash = row.other.find('/');
  const bool own = slash == std::string_view::npos;
  party.code = own ? state : row.other.substr(0, slash);
  party.sector = own ? row.other : row.other.substr(slash + 1);
  party.block = block_;
  if (trace_ != nullptr) party.how = "not named: " + row.place;
  return party;
}

// True when the clause it embeds tells of a hostile act of somebody else: "claims that Hamas uses
// civilians".
bool SentenceCoder::AccusesSomebody(size_t index) const {
  for (size_t c = 0; c < readings_.size(); ++c) {
    if (analysis_.instances[c].parent != static_cast<int>(index) || readings_[c].frame == nullptr)
      continue;
    const auto other = [&](const PartyRef& p) {
      return std::none_of(readings_[index].agent.begin(), readings_[index].agent.end(),
                          [&](const PartyRef& a) { return SameParty(a, p); });
    };
    const bool told = (analysis_.instances[c].features &
                       (language::kNegated | language::kPossible | language::kUnable)) == 0;
    if (told && IsConflict(readings_[c].frame->family) && !readings_[c].agent.empty() &&
        std::all_of(readings_[c].agent.begin(), readings_[c].agent.end(), other))
      return true;
  }
  return false;
}

bool SentenceCoder::Embeds(size_t index, bool (*fits)(const Instance&, const Reading&)) const {
  for (size_t c = 0; c < readings_.size(); ++c) {
    int parent = analysis_.instances[c].parent;
    // "that it is a reckless act": the judgement hangs on a copula without a frame.
    if (parent != kNobody && readings_[static_cast<size_t>(parent)].frame == nullptr)
      parent = analysis_.instances[static_cast<size_t>(parent)].parent;
    if (parent == static_cast<int>(index) && fits(analysis_.instances[c], readings_[c]))
      return true;
  }
  return false;
}

// Reads the predicate under everything that embeds it; false when it is part of another statement
// or told of nothing.
bool SentenceCoder::ApplyEmbedding(size_t index, Draft& draft, std::string& nothing) {
  const Instance* child = &analysis_.instances[index];
  for (int parent = child->parent, steps = 0; parent != kNobody && steps < 8; ++steps) {
    const Instance& outer = analysis_.instances[static_cast<size_t>(parent)];
    const Reading& reading = readings_[static_cast<size_t>(parent)];
    const Embedding embed = reading.frame == nullptr ? Embedding::kNone : reading.frame->embed;
    const bool clause =
        !child->nominal;  // a clause, not a noun: "that it may transfer", not "the attack"
    const auto attribute = [&] {
      for (const PartyRef& p : reading.agent)
        AddParties(IsMedia(p) ? draft.via : draft.attribution, {p});
    };
    switch (embed) {
      case Embedding::kReports:
      case Embedding::kAnnounces:
      case Embedding::kAlleges:
      case Embedding::kCondemns:
      case Embedding::kWarns:
        if (child == &analysis_.instances[index] && IsOwnThreat(index) &&
            AnnouncesOnCondition(static_cast<size_t>(parent))) {
          nothing = "announced on a condition: part of the threat";
          return false;
        }
        if (embed == Embedding::kWarns && readings_[index].frame->family == "threat") {
          nothing = "what a warning announces: part of it";
          return false;
        }
        attribute();
        break;
      case Embedding::kFears:
        if (clause && draft.planned) {  // what is feared to come is no plan
          draft.hypothetical = true;
          draft.planned = false;
        }
        attribute();
        break;
      case Embedding::kExpects:
        if (clause) {  // what somebody expects of another is no plan
          draft.hypothetical = true;
          draft.planned = false;
        }
        attribute();
        break;
      case Embedding::kDoubts:
        draft.hypothetical = true;
        attribute();
        break;
      case Embedding::kRebuts:
      case Embedding::kDenies:
        // "countered that the North is to blame" is the speaker's own claim; "countered the claim
        // that ..." denies it.
        if (embed == Embedding::kRebuts && child->link == Link::kQuote &&
            (child->quoted ||
             predicates_.cell(reading.entry_row, 0).find(' ') == std::string_view::npos)) {
          attribute();
          break;
        }
        if (draft.negation) {
          nothing = "a denied act that the denial already negates: the denial says it all";
          return false;
        }
        draft.negation = !draft.negation;
        draft.denied = draft.negation;
        draft.hypothetical = false;  // "denied that it may" stays denied
        attribute();
        break;
      case Embedding::kRejects:
        if (clause) {
          nothing = "content of a refusal: part of the statement";
          return false;
        }
        break;
      case Embedding::kWants:
      case Embedding::kPromises:
      case Embedding::kThreatens:
        if (child->link == Link::kRelative) break;
        nothing = "content of a request, promise or threat: part of the statement";
        return false;
      case Embedding::kNone:
        // A clause under a quotative ending is somebody's word, whatever verb governs it.
        if (reading.frame == nullptr && clause && child->link == Link::kQuote) attribute();
        break;
    }
    if (child->link == Link::kPurpose) {
      nothing = "a purpose, not an act";
      return false;
    }
    child = &outer;
    parent = outer.parent;
  }
  return true;
}

// True for what the text tells as of its day: what is past or in progress, what a headline or a
// main clause says, and the noun of an act in such a clause. A relative clause in the present, or
// the content of a noun, may be of any time.
bool SentenceCoder::IsToldAsOfTheDay(size_t index) const {
  constexpr uint32_t kTold = language::kPast | language::kProgressive;
  const Instance& p = analysis_.instances[index];
  if ((p.features & kTold) != 0 || p.telegraphic) return true;
  if (!p.nominal) return p.link == Link::kMain || p.link == Link::kQuote;
  return p.parent == kNobody ||
         (analysis_.instances[static_cast<size_t>(p.parent)].features & kTold) != 0;
}

// The last date of the sentence in front of the predicate's end. "In March it struck Iran [and is
// now what] condemned Japan": a date in front of what describes the subject is that clause's.
const FoundDate* SentenceCoder::DateOf(size_t index) const {
  const Instance& p = analysis_.instances[index];
  const auto of_description = [&](const FoundDate& d) {
    return std::any_of(
        analysis_.instances.begin(), analysis_.instances.end(), [&](const Instance& c) {
          return c.link == Link::kRelative && c.described != kNobody && c.described == p.subject &&
                 &c != &p && d.text.begin < c.trigger.begin && c.trigger.end <= p.trigger.begin;
        });
  };
  const FoundDate* found = nullptr;
  for (const FoundDate& d : dates_)
    if (d.text.begin < p.trigger.end && !of_description(d)) found = &d;
  return found;
}

// For acts narrated as of the day, the day of publication. Never guessed for what is possible,
// coming or denied.
void SentenceCoder::SetDate(size_t index, Draft& draft) const {
  const Instance& p = analysis_.instances[index];
  const FoundDate* found = DateOf(index);
  const std::string& published = document_.published.date;
  const bool open = draft.hypothetical || draft.future || draft.negation;
  if (draft.planned) {
    if (found != nullptr && found->coming) draft.due = found->date;
    const std::string_view event = draft.rule->event;
    const bool said =
        event == "AGREE" || event == "THREATEN" || event == "REQUEST" || event == "CONCEDE";
    if (!published.empty() && said && !draft.hypothetical && !draft.negation)
      draft.date = EventDate{published, published, "publication"};
    return;
  }
  if (found != nullptr && !found->coming) {
    draft.date = found->date;
    // More than a month before the report is background, but for what the text itself tells as its
    // story.
    const auto then = base::ParseDay(found->date.to), today = base::ParseDay(published);
    const int age = then && today && *then < *today ? base::MonthsBetween(*then, *today) : 0;
    const bool aside = p.nominal || p.link == Link::kRelative;
    if (age >= kOldMonths || (age >= 1 && aside)) draft.historical = true;
  } else if (!open && !published.empty() && IsToldAsOfTheDay(index)) {
    draft.date = EventDate{published, published, "publication"};
  }
}

// Counts of things in the clause; counts of dead and injured in the sentence of an attack; range
// and payload in that of a weapon that is fired or handed over.
void SentenceCoder::SetQuantities(size_t index, Draft& draft) const {
  using Role = FoundQuantity::Role;
  const Instance& p = analysis_.instances[index];
  const bool assault = draft.frame->family == "assault", material = IsMaterial(draft.frame->family);
  for (const FoundQuantity& q : quantities_) {
    switch (q.role) {
      case Role::kCount:
        if (!p.clause.contains(q.text) || !material) break;
        draft.quantity.push_back(q.quantity);
        if (!draft.items.empty()) draft.quantity.back().of = draft.items[0];
        break;
      case Role::kDead:
        if (assault) draft.dead = q.range;
        break;
      case Role::kInjured:
        if (assault) draft.injured = q.range;
        break;
      case Role::kRange:
        if (material && !draft.items.empty() && !draft.range_km) draft.range_km = q.quantity.value;
        break;
      case Role::kPayload:
        if (material && !draft.items.empty() && !draft.payload_kg)
          draft.payload_kg = q.quantity.value;
        break;
    }
  }
}

// Where: a state or place that stands in the locative in the predicate's clause.
void SentenceCoder::SetPlace(size_t index, Draft& draft) const {
  for (const Argument& a : analysis_.instances[index].arguments) {
    if (a.relation != Case::kLoc) continue;
    for (const auto* parties : {&phrase_parties_[static_cast<size_t>(a.phrase)],
                                &phrase_owners_[static_cast<size_t>(a.phrase)]})
      for (const PartyRef& p : *parties)
        if (p.resolved() && (p.kind == "state" || p.kind == "place" || p.kind == "territory"))
          draft.place = p;
  }
}

// What a request, promise, threat, offer or denial is about: the clause or noun that it embeds.
void SentenceCoder::SetContent(size_t index, Draft& draft) const {
  const Embedding embed = draft.frame->embed;
  if (embed != Embedding::kWants && embed != Embedding::kPromises &&
      embed != Embedding::kThreatens && embed != Embedding::kDenies &&
      embed != Embedding::kRebuts && embed != Embedding::kRejects)
    return;
  for (size_t c = 0; c < readings_.size(); ++c) {
    const Reading& inner = readings_[c];
    if (analysis_.instances[c].parent != static_cast<int>(index) || inner.frame == nullptr)
      continue;
    const Rule* rule = frames_.Match(*inner.frame, SituationOf(c, Draft()));
    if (rule == nullptr) continue;
    DraftContent content{rule->event, inner.agent, inner.other, draft.items};
    for (const std::string_view item : SituationOf(c, Draft()).items)
      if (std::find(content.items.begin(), content.items.end(), item) == content.items.end())
        content.items.emplace_back(item);
    // Who is asked is to do it.
    const Parties& asked = readings_[index].other;
    const bool own = !asked.empty() &&
                     (inner.agent.empty() || SameParty(inner.agent[0], readings_[index].agent[0]));
    if (embed == Embedding::kWants && own) {
      content.actor = {asked[0]};
      std::erase_if(content.recipient, [&](const PartyRef& p) { return SameParty(p, asked[0]); });
    }
    draft.content = std::move(content);
    return;
  }
}

// "According to X": a party is whose word it is, a medium is through whom it is known.
void SentenceCoder::AddSources(size_t index, Draft& draft) const {
  for (size_t i = 0; i < analysis_.phrases.size(); ++i) {
    if (analysis_.phrases[i].relation != Case::kSource ||
        analysis_.phrases[i].text.begin > analysis_.instances[index].trigger.begin)
      continue;
    for (const PartyRef& p : phrase_parties_[i])
      AddParties(IsMedia(p) ? draft.via : draft.attribution, {p});
  }
}

// 백악관 "北, 러시아에 포탄 제공": in a headline the party in front of a quotation says it.
void SentenceCoder::AddHeadlineSpeaker(size_t index, Draft& draft) const {
  const Instance& p = analysis_.instances[index];
  if ((!headline_ && !p.telegraphic) || p.parent != kNobody) return;
  const std::string& text = document_.blocks[block_].text;
  for (size_t i = analysis_.phrases.size(); i-- > 0;) {
    const NounPhrase& np = analysis_.phrases[i];
    if (np.text.end > p.trigger.begin || np.relation != Case::kNone) continue;
    const size_t next = text.find_first_not_of(" ,", np.text.end);
    if (next == std::string::npos || !text::OpensQuotation(text, next)) continue;
    for (const PartyRef& q : phrase_parties_[i])
      AddParties(IsMedia(q) ? draft.via : draft.attribution, {q});
    return;
  }
}

void SentenceCoder::Draw(size_t index, std::vector<Draft>& drafts) {
  const Instance& p = analysis_.instances[index];
  Reading& reading = readings_[index];
  const auto none = [&](std::string why) { reading.nothing = std::move(why); };
  if (reading.frame == nullptr) return;
  const bool sides = reading.frame->joint && reading.agent.size() > 1;
  if (predicates_.cell(reading.entry_row, 4) == kAsksForOther && reading.other.empty() && !sides) {
    if (reading.without_other < 0)
      return none("no frame: the word's entry asks for a second party");
    SetEntry(reading, reading.without_other);
  }
  const std::string_view nominal_use = predicates_.cell(reading.entry_row, 5);
  if (!frames_.HasRules(*reading.frame))
    return none("a frame without rules (a judgement): coded with whoever says it");
  if (p.nominal) {
    if (nominal_use == "never") return none("a noun that is an event only as a verb");
    // What is condemned has happened, whatever the noun; so has a hostile act with a doer ("the
    // North's release of balloons").
    const Frame* outer =
        p.parent == kNobody ? nullptr : readings_[static_cast<size_t>(p.parent)].frame;
    const bool condemned = outer != nullptr && outer->embed == Embedding::kCondemns &&
                           !reading.agent.empty() && !reading.other.empty() &&
                           !reading.frame->joint;
    const bool owned = IsHostile(reading.frame->family) && !reading.agent.empty() &&
                       !reading.other.empty() && !reading.frame->joint;
    if (reading.frame->joint && outer != nullptr && outer->family == "rejection")
      return none("what is refused or called off has not taken place");
    if (nominal_use == "head" && !p.telegraphic && !condemned && !owned)
      return none("a noun that names a state of affairs here");
  }

  Draft d;
  d.frame = reading.frame;
  d.past = (p.features & (language::kPast | language::kProgressive)) != 0;
  d.nominal = p.nominal;
  d.telegraphic = p.telegraphic;
  const uint32_t f = p.features;
  if ((f & language::kCondition) != 0) d.hypothetical = true;
  if ((f & language::kObligation) != 0) return none("said to be necessary, not done");
  if ((f & (language::kWanted | language::kOrdered | language::kProposed)) != 0)
    return none("wished for, not done");
  if ((f & language::kQuestion) != 0) d.hypothetical = true;
  if ((f & (language::kNegated | language::kUnable | language::kStopped)) != 0) d.negation = true;
  if ((f & language::kPossible) != 0) d.hypothetical = true;
  // "welcomes it and will withdraw": the plan at the end of the chain does not make a plan of
  // words.
  const bool borrowed = (f & language::kSharedMood) != 0 && IsSaid(reading.frame->family);
  if ((f & (language::kPlanned | language::kVolition | language::kFuture)) != 0 &&
      !d.hypothetical && !borrowed)
    d.planned = true;
  // "The allies hold a drill next month", in a headline or in the plain present.
  const FoundDate* date = DateOf(index);
  const bool timeless = p.telegraphic || (!p.nominal && p.link != Link::kRelative &&
                                          (f & (language::kPast | language::kProgressive)) == 0);
  if (timeless && date != nullptr && date->coming && date->text.end <= p.trigger.begin)
    d.planned = d.planned || !d.hypothetical;
  if ((f & language::kBackground) != 0) d.historical = true;
  // A noun shares the mood of the clause that it serves: "through regular meetings ... plan to".
  if (p.nominal && p.parent != kNobody) {
    const Instance& outer = analysis_.instances[static_cast<size_t>(p.parent)];
    const bool speech = readings_[static_cast<size_t>(p.parent)].frame != nullptr &&
                        readings_[static_cast<size_t>(p.parent)].frame->embed != Embedding::kNone;
    if (!speech && reading.frame->joint &&
        (outer.features & (language::kPlanned | language::kFuture | language::kVolition)) != 0)
      d.planned = true;
    if (!speech && (outer.features & language::kObligation) != 0)
      return none("said to be necessary, not done");
  }

  if ((f & language::kDescriptive) != 0 &&
      (f & (language::kPossible | language::kProgressive)) == 0)
    return none("describes a noun; told of no act");

  std::string nothing;
  if (!ApplyEmbedding(index, d, nothing)) return none(nothing);

  if (reading.frame->embed == Embedding::kAnnounces &&
      Embeds(index, [](const Instance& c, const Reading& r) {
        return c.link == Link::kQuote && r.frame != nullptr && r.frame->embed == Embedding::kNone;
      }))
    return none("what is announced is the record");

  AddSources(index, d);
  AddHeadlineSpeaker(index, d);
  std::erase_if(reading.agent, IsMedia);
  if (reading.agent.empty()) return none("no actor: nobody coded does it");
  // Where a text names no other state, "the bereaved" and "the company" are of its paper's.
  if (memory_.NamesOnly(home_)) {
    bool placed = false;
    for (PartyRef& a : reading.agent)
      if (!a.resolved() && !a.sector.empty() && a.sector != "GOV" && a.sector != "MIL") {
        a.code = home_;
        placed = true;
      }
    if (placed)
      for (PartyRef& o : reading.other)
        if (!o.resolved() && !o.sector.empty()) o.code = home_;
  }
  if (std::none_of(reading.agent.begin(), reading.agent.end(),
                   [](const PartyRef& a) { return a.resolved() || a.role == "state"; }))
    return none("the actor names nobody known");

  const Situation situation = SituationOf(index, d);
  d.rule = frames_.Match(*reading.frame, situation);
  if (d.rule == nullptr)
    return none(reading.frame->family == "speech"
                    ? "a speech verb that only reports is no event of its own"
                    : "no rule of the frame fits");

  if (std::find(d.rule->when.begin(), d.rule->when.end(), "neg") != d.rule->when.end())
    d.negation = false;  // "will not tolerate": the rule has taken account of it

  // "voiced concern", "asked for support": a word against nobody, or to nobody, is a mood.
  const std::string_view family = reading.frame->family;
  if ((family == "accusation" || family == "request" || family == "threat") &&
      reading.other.empty() && d.rule->recipient == Rule::Who::kOther)
    return none("nobody is named whom it is said to or against");

  const auto who = [&](Rule::Who w) -> Parties {
    switch (w) {
      case Rule::Who::kAgent:
        return reading.agent;
      case Rule::Who::kOther:
        return reading.other;
      case Rule::Who::kAll: {
        Parties all = reading.agent;
        AddParties(all, reading.other);
        return all;
      }
      case Rule::Who::kNobody:
        break;
    }
    return {};
  };
  // Ordinary crime, trade and daily work are no events (codebook, settled cases): somebody
  // political must act or suffer.
  // The courts and police of one state against people of another are politics.
  const bool abroad = !reading.other.empty() && reading.other[0].resolved() &&
                      !reading.other[0].from_context && reading.agent[0].resolved() &&
                      reading.agent[0].code != reading.other[0].code &&
                      (reading.agent[0].sector == "JUD" || reading.agent[0].sector == "COP");
  if (std::none_of(reading.agent.begin(), reading.agent.end(), IsPolitical) &&
      !situation.political_other && !abroad && d.rule->event != "PROTEST" &&
      d.rule->event != "ASSAULT")
    return none("no political party takes part");
  if (p.nominal && p.telegraphic && IsConflict(reading.frame->family) && reading.other.empty() &&
      !IsHostile(reading.frame->family))
    return none("a word in a headline: against whom it does not say");
  d.actor = who(d.rule->actor);
  d.recipient = who(d.rule->recipient);
  const bool agreement = d.rule->event == "AGREE" || d.rule->event == "CONCEDE";
  if (d.planned && !agreement) {
    if (IsConflict(reading.frame->family) && reading.frame->family != "threat") d.future = true;
  }
  if (std::any_of(d.actor.begin(), d.actor.end(), [](const PartyRef& a) { return a.resolved(); }))
    std::erase_if(d.actor, [](const PartyRef& a) { return !a.resolved(); });
  std::erase_if(d.recipient, [](const PartyRef& r) { return !r.resolved() && r.sector.empty(); });
  if (std::any_of(d.recipient.begin(), d.recipient.end(),
                  [](const PartyRef& r) { return r.resolved(); }))
    std::erase_if(d.recipient, [](const PartyRef& r) { return !r.resolved(); });
  if (d.actor.empty()) return none("the actor names nobody known");
  // A meeting, drill or deal takes two.
  const bool alone = d.actor.size() + d.recipient.size() < 2;
  if (reading.frame->joint && alone &&
      (p.nominal || d.rule->event == "COOPERATE" || d.rule->event == "CONSULT" ||
       reading.frame->family == "meeting"))
    return none("a joint act of which only one party is named");
  // The doer's own word about a verbal act is no attribution.
  const bool material = d.denied || (IsMaterial(reading.frame->family) && !agreement);
  std::erase_if(d.attribution, [&](const PartyRef& a) {
    if (!a.resolved()) return true;
    return !material && std::any_of(d.actor.begin(), d.actor.end(),
                                    [&](const PartyRef& b) { return a.code == b.code; });
  });

  d.block = block_;
  d.sentence = sentence_;
  d.trigger = p.trigger;
  d.section = document_.blocks[block_].section;
  d.entry = predicates_.cell(reading.entry_row, 6);
  d.instance = static_cast<int>(index);
  d.sentence_key = sentence_number_;
  SetDate(index, d);
  // Troops are an item where they are handed over, not where they march.
  const bool gives = reading.frame->family == "transfer" || !IsMaterial(reading.frame->family);
  const bool with_items = d.rule->event != "ASSAULT" && d.rule->mode != "troops";
  for (const std::string_view item : situation.items)
    if (with_items && (item != kTroops || gives) &&
        std::find(d.items.begin(), d.items.end(), item) == d.items.end())
      d.items.emplace_back(item);
  SetQuantities(index, d);
  SetPlace(index, d);
  SetContent(index, d);
  if (d.content)
    for (const std::string& item : d.content->items)
      if (std::find(d.items.begin(), d.items.end(), item) == d.items.end()) d.items.push_back(item);
  if (!d.rule->context.empty()) d.contexts.emplace_back(d.rule->context);
  for (const Thing& t : things_)
    if (t.kind == ThingKind::kContext &&
        std::find(d.contexts.begin(), d.contexts.end(), t.name) == d.contexts.end())
      d.contexts.emplace_back(t.name);
  for (size_t c = 0; c < analysis_.instances.size(); ++c)
    if (analysis_.instances[c].parent == static_cast<int>(index))
      d.about.emplace_back(sentence_number_, static_cast<int>(c));
  if (trace_ != nullptr) {
    d.trace_sentence = trace_->sentences.size();
    d.trace_instance = index;
  }
  reading.nothing.clear();
  RememberCounterparts(d);
  drafts.push_back(std::move(d));
}

// Two that stand against each other once do so in what follows.
void SentenceCoder::RememberCounterparts(const Draft& draft) {
  if (!IsConflict(draft.frame->family) || draft.actor.empty() || draft.recipient.empty()) return;
  const PartyRef &actor = draft.actor[0], &recipient = draft.recipient[0];
  if (actor.resolved() && recipient.resolved() && actor.code == recipient.code)
    rivals_[std::string(recipient.code) + "/" + std::string(recipient.sector)] = {draft.actor,
                                                                                  sentence_number_};
  if (!actor.resolved() || !recipient.resolved() || actor.code == recipient.code ||
      recipient.from_context)
    return;
  counterparts_[actor.code] = draft.recipient;
  counterparts_[recipient.code] = draft.actor;
}

void SentenceCoder::Skip(size_t block, const char* why) {
  if (trace_ == nullptr) return;
  const Block& b = document_.blocks[block];
  SentenceTrace t;
  t.source = b.SourceSpan(0, static_cast<uint32_t>(b.text.size()));
  t.block = BlockKindName(b.kind);
  t.text = b.text;
  t.outcome = std::string("no record: ") + why;
  trace_->sentences.push_back(std::move(t));
}

void SentenceCoder::Code(size_t block, ByteSpan sentence, bool headline,
                         std::vector<Draft>& drafts) {
  block_ = block;
  sentence_ = sentence;
  headline_ = headline;
  ++sentence_number_;
  const std::string& text = document_.blocks[block].text;
  language::SentenceContext context;
  context.headline = headline;
  context.want_tokens = trace_ != nullptr;
  analyser_.Analyse(text, sentence, context, analysis_);
  things_.clear();
  const bool framed = std::any_of(analysis_.instances.begin(), analysis_.instances.end(),
                                  [](const Instance& p) { return !p.entries.empty(); });
  readings_.assign(analysis_.instances.size(), Reading());
  previous_subject_ = std::move(subject_here_);
  subject_here_.clear();
  sentence_topic_ = kNobody;
  for (size_t i = 0; i < analysis_.phrases.size() && sentence_topic_ == kNobody; ++i)
    if (analysis_.phrases[i].relation == Case::kTopic) sentence_topic_ = static_cast<int>(i);
  const size_t before = drafts.size();
  ResolvePhrases();
  if (framed) {
    thing_finder_.Find(text, sentence, things_);
    quantities_.clear();
    quantity_finder_.Find(text, sentence, quantities_);
    dates_.clear();
    date_finder_.Find(text, sentence, document_.published.date, dates_);
    for (size_t i = 0; i < readings_.size(); ++i) ChooseFrame(i);
    // Outer predicates first: a quotation without a subject speaks of its speaker.
    for (size_t i = readings_.size(); i-- > 0;) FindAgent(i);
    for (size_t i = 0; i < readings_.size(); ++i) FindOther(i);
    for (size_t i = 0; i < readings_.size(); ++i) Draw(i, drafts);
  }
  if (trace_ == nullptr) return;
  if (!framed)
    for (size_t i = 0; i < readings_.size(); ++i) ChooseFrame(i);  // says that there is none
  SentenceTrace t;
  t.source = document_.blocks[block].SourceSpan(sentence.begin, sentence.end);
  t.block = BlockKindName(document_.blocks[block].kind);
  t.text = text.substr(sentence.begin, sentence.size());
  t.tokens = std::move(analysis_.tokens);
  for (language::Token& token : t.tokens) {
    token.text.begin -= sentence.begin;
    token.text.end -= sentence.begin;
  }
  trace_->sentences.push_back(std::move(t));
  for (size_t i = 0; i < readings_.size(); ++i) Describe(i, readings_[i].nothing);
  const size_t made = drafts.size() - before;
  trace_->sentences.back().outcome =
      made > 0 ? std::to_string(made) + (made == 1 ? " draft record" : " draft records")
      : framed ? "no record: see each predicate"
               : "no record: no predicate of the lexicon";
}

void SentenceCoder::Describe(size_t index, const std::string& outcome) {
  const Instance& p = analysis_.instances[index];
  const Reading& reading = readings_[index];
  const std::string& text = document_.blocks[block_].text;
  const auto slice = [&](ByteSpan s) { return text.substr(s.begin, s.size()); };
  const auto names = [](const Parties& parties) {
    std::string out;
    for (const PartyRef& q : parties)
      out += (out.empty() ? "" : ", ") + std::string(q.code) + "/" + std::string(q.sector) + " (" +
             q.how + ")";
    return out;
  };
  InstanceTrace t;
  t.trigger = slice(p.trigger) + (p.nominal ? "  [noun]" : "");
  if (reading.frame != nullptr) {
    t.frame = reading.frame->id;
    t.entry = std::string(predicates_.cell(reading.entry_row, 6)) + ", " +
              predicates_.Place(reading.entry_row);
  }
  if (p.subject != kNobody)
    t.subject = slice(analysis_.phrases[static_cast<size_t>(p.subject)].text);
  if (!reading.agent.empty()) t.arguments.push_back("acts: " + names(reading.agent));
  if (!reading.other.empty()) t.arguments.push_back("receives: " + names(reading.other));
  for (const Argument& a : p.arguments)
    t.arguments.push_back(std::string(language::CaseName(a.relation)) + ": " +
                          slice(analysis_.phrases[static_cast<size_t>(a.phrase)].text));
  static constexpr std::pair<uint32_t, const char*> kNames[] = {
      {language::kPast, "past"},
      {language::kNegated, "negated"},
      {language::kPossible, "possible"},
      {language::kPlanned, "planned"},
      {language::kSharedMood, "mood of the chain"},
      {language::kVolition, "volition"},
      {language::kObligation, "obligation"},
      {language::kWanted, "wanted"},
      {language::kCondition, "condition"},
      {language::kQuestion, "question"},
      {language::kOrdered, "ordered"},
      {language::kProposed, "proposed"},
      {language::kProgressive, "progressive"},
      {language::kStopped, "stopped"},
      {language::kHearsay, "hearsay"},
      {language::kPassive, "passive"},
      {language::kBackground, "background"},
      {language::kUnable, "unable"},
      {language::kFuture, "future"},
      {language::kDescriptive, "descriptive"}};
  std::string features;
  for (const auto& [bit, name] : kNames)
    if ((p.features & bit) != 0) features += (features.empty() ? "" : ", ") + std::string(name);
  for (const ByteSpan m : p.markers) features += " (" + slice(m) + ")";
  if (!features.empty()) t.features.push_back(features);
  if (p.parent != kNobody)
    t.parent = slice(analysis_.instances[static_cast<size_t>(p.parent)].trigger) + " (" +
               language::LinkName(p.link) + ")";
  t.outcome = outcome;
  trace_->sentences.back().instances.push_back(std::move(t));
}

}  // namespace bongsu::coding
