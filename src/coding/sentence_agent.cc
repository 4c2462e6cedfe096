// Who acts.
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

void SentenceCoder::FindAgent(size_t index) {
  const Instance& p = analysis_.instances[index];
  Reading& reading = readings_[index];
  const bool passive = (p.features & language::kPassive) != 0;
  Parties subject;
  if (p.subject != kNobody) subject = phrase_parties_[static_cast<size_t>(p.subject)];
  // A report or statement speaks for who issued it.
  if (subject.empty() && p.subject != kNobody && reading.frame != nullptr &&
      reading.frame->embed != Embedding::kNone && IsVoice(static_cast<size_t>(p.subject))) {
    const Parties& owners = phrase_owners_[static_cast<size_t>(p.subject)];
    subject = owners.empty() ? issuers_ : owners;
  }
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
  for (PartyRef& a : reading.agent)  // people who are sent are sent by their state
    if (a.sector == "CVL" || a.sector == "LAB") a.sector = "GOV";
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

// A report, a statement.
bool SentenceCoder::IsVoice(size_t phrase) const {
  return Has(things_, ThingKind::kClass, "voice", analysis_.phrases[phrase].text);
}

// "adopted a declaration", "said in a statement": it speaks for them in what follows.
void SentenceCoder::RememberIssuers() {
  Parties found;
  for (size_t index = 0; index < readings_.size(); ++index)
    for (const Argument& a : analysis_.instances[index].arguments) {
      const Reading& reading = readings_[index];
      const auto phrase = static_cast<size_t>(a.phrase);
      const bool issues =
          a.relation == Case::kAcc || a.relation == Case::kLoc || a.relation == Case::kMeans;
      if (issues && reading.frame != nullptr && !reading.agent.empty() && IsVoice(phrase) &&
          phrase_owners_[phrase].empty())
        found = reading.agent;
    }
  std::erase_if(found, [](const PartyRef& q) { return !q.resolved() || IsMedia(q); });
  if (found.empty()) return;
  issuers_ = std::move(found);
  for (PartyRef& q : issuers_) {
    q.from_context = true;
    if (trace_ != nullptr) q.how = "issued it: " + q.how;
  }
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

}  // namespace bongsu::coding
