// Toward whom.
#include <algorithm>

#include "coding/sentence_coder.h"
#include "coding/sentence_terms.h"

namespace bongsu::coding {

using language::Argument;
using language::Case;
using language::Instance;
using language::kNobody;
using language::Link;
using language::NounPhrase;

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
// "condemned Russia's attack on Ukraine" Russia, of "X's assassination" nobody; null when it is
// about no act with a doer.
const SentenceCoder::Parties* SentenceCoder::DoerOfAct(size_t index, int phrase) const {
  const Frame* frame = readings_[index].frame;
  if (frame == nullptr || IsMaterial(frame->family) || frame->joint) return nullptr;
  for (size_t c = 0; c < readings_.size(); ++c) {
    const Instance& act = analysis_.instances[c];
    if (act.parent != static_cast<int>(index) || !act.nominal || readings_[c].frame == nullptr ||
        !IsHostile(readings_[c].frame->family) ||
        (readings_[c].agent.empty() && !readings_[c].frame->owned_by_victim))
      continue;
    for (const Argument& a : act.arguments)
      if (a.phrase == phrase) return &readings_[c].agent;
  }
  return nullptr;
}

// "worried by Russia's transfer to the North": both sides of the transfer are meant, not who of
// them stands nearest.
bool SentenceCoder::IsOfTransfer(size_t index, int phrase) const {
  const Frame* frame = readings_[index].frame;
  if (frame == nullptr || frame->family != "accusation") return false;
  for (size_t c = 0; c < readings_.size(); ++c) {
    const Instance& act = analysis_.instances[c];
    if (act.parent != static_cast<int>(index) || !act.nominal || readings_[c].frame == nullptr ||
        readings_[c].frame->family != "transfer" || readings_[c].agent.empty())
      continue;
    for (const Argument& a : act.arguments)
      if (a.phrase == phrase) return true;
  }
  return false;
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
  const auto of_transfer = [&](const Argument& a) { return IsOfTransfer(index, a.phrase); };
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
      // "met in Camp David": the place does not take part.
      if (readings_[index].frame != nullptr && readings_[index].frame->joint)
        std::erase_if(out, [](const PartyRef& q) { return q.kind == "place"; });
      break;
    case Source::kLoc:
      take(Case::kLoc, false);
      break;
    case Source::kDir:
      take(Case::kDir, false);
      break;
    case Source::kToward:
      for (const Argument& a : p.arguments)
        if (!of_transfer(a)) AddParties(out, phrase_toward_[static_cast<size_t>(a.phrase)]);
      break;
    case Source::kOwner:
      for (const Argument& a : p.arguments)
        if (a.relation == Case::kAcc || a.relation == Case::kDat || a.relation == Case::kAbout) {
          if (IsFreed(index, a.phrase) || of_transfer(a)) continue;
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
      if (source == Source::kContent && Denies(index)) continue;
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
  if (reading.other.empty() && Denies(index))
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
  bool outsider = false;  // an organisation that speaks, or who backs the act, is no side at all
  for (int up = analysis_.instances[index].parent, steps = 0; up != kNobody && steps < 8; ++steps) {
    const Reading& outer = readings_[static_cast<size_t>(up)];
    AddParties(speakers, outer.agent);
    outsider = outsider || (outer.frame != nullptr && outer.frame->family == "support") ||
               std::any_of(speakers.begin(), speakers.end(),
                           [](const PartyRef& s) { return s.sector == "IGO"; });
    up = analysis_.instances[static_cast<size_t>(up)].parent;
  }
  const auto among = [](const PartyRef& p, const Parties& parties) {
    return std::any_of(parties.begin(), parties.end(),
                       [&](const PartyRef& a) { return a.code == p.code; });
  };
  Parties victims;  // "retaliates for X's assassination": not against X
  for (size_t c = 0; c < index; ++c) {
    const Instance& act = analysis_.instances[c];
    if (act.nominal && readings_[c].frame != nullptr && readings_[c].frame->owned_by_victim)
      AddParties(victims, readings_[c].other);
  }
  const auto suffered = [&](const PartyRef& p) {
    return std::any_of(victims.begin(), victims.end(),
                       [&](const PartyRef& v) { return SameParty(v, p); });
  };
  const auto fits = [&](const PartyRef& p) {
    return !(outsider && among(p, speakers)) && p.resolved() && !IsMedia(p) && p.kind != "place" &&
           !(abroad && p.by_home) && !among(p, reading.agent) && !suffered(p);
  };
  const uint32_t here = analysis_.instances[index].trigger.begin;
  // Who else acts in the sentence, before whatever else it names.
  for (const auto& [subjects, spoken] :
       {std::pair{true, false}, std::pair{false, false}, std::pair{true, true}})
    for (size_t i = analysis_.phrases.size(); i-- > 0;) {
      const NounPhrase& np = analysis_.phrases[i];
      if (np.text.begin >= here || np.relation == Case::kLoc) continue;
      if (Denies(index) && InContent(index, static_cast<int>(i))) continue;
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
  if (Denies(index))
    for (size_t i = 0; i < phrase_parties_.size(); ++i)
      if (InContent(index, static_cast<int>(i))) AddParties(told, phrase_parties_[i]);
  Parties found;
  if (const auto it = counterparts_.find(reading.agent[0].code); it != counterparts_.end())
    found = it->second;
  std::erase_if(found, [&](const PartyRef& p) { return !fits(p); });
  if (found.empty()) {
    AddParties(told, reading.agent);
    AddParties(told, victims);
    if (outsider) AddParties(told, speakers);
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

PartyRef SentenceCoder::Unknown(ByteSpan text) const {
  PartyRef party;
  party.code = kUnresolved;
  party.block = block_;
  party.text = text;
  return party;
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

}  // namespace bongsu::coding
