// What a record says beside event and parties: certainty, date, amounts, place, content, sources.
#include <algorithm>

#include "base/day.h"
#include "coding/sentence_coder.h"
#include "coding/sentence_terms.h"
#include "text/quotation.h"

namespace bongsu::coding {

using language::Argument;
using language::Case;
using language::Instance;
using language::kNobody;
using language::Link;
using language::NounPhrase;

namespace {
constexpr int kOldMonths = 24;  // so old that even a main clause looks back

// Whether one of those who speak acts.
bool SpeaksOf(const std::vector<PartyRef>& speakers, const std::vector<PartyRef>& actors) {
  return std::any_of(speakers.begin(), speakers.end(), [&](const PartyRef& s) {
    return std::any_of(actors.begin(), actors.end(),
                       [&](const PartyRef& a) { return a.resolved() && a.code == s.code; });
  });
}

}  // namespace

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

bool SentenceCoder::Denies(size_t index) const {
  const Embedding embed = readings_[index].frame->embed;
  if (embed == Embedding::kDenies) return true;
  return embed == Embedding::kRebuts &&
         std::any_of(
             analysis_.instances.begin(), analysis_.instances.end(),
             [&](const Instance& c) { return c.parent == static_cast<int>(index) && c.of_noun; });
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
      // "the report says": somebody's word, though not whose.
      if (reading.agent.empty() && outer.subject != kNobody &&
          IsVoice(static_cast<size_t>(outer.subject)))
        draft.attribution.push_back(
            Unknown(analysis_.phrases[static_cast<size_t>(outer.subject)].head));
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
      case Embedding::kAssesses:
        if (clause && draft.planned && !SpeaksOf(reading.agent, readings_[index].agent)) {
          draft.hypothetical = true;  // what somebody takes another to be about to do
          draft.planned = false;
        }
        attribute();
        break;
      case Embedding::kFears:
        // A fear that nobody voices.
        if (clause && child->link == Link::kQuote && reading.agent.empty())
          draft.hypothetical = true;
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
        if (embed == Embedding::kRebuts && child->link == Link::kQuote && !child->of_noun &&
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
        if (clause && child->link == Link::kQuote) attribute();
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

// A headline, or a clause in the plain present.
bool SentenceCoder::IsTimeless(size_t index) const {
  const Instance& p = analysis_.instances[index];
  return p.telegraphic || (!p.nominal && p.link != Link::kRelative &&
                           (p.features & (language::kPast | language::kProgressive)) == 0);
}

// Which day "the 18th" is: the next one for what is planned, and for what is told in the plain
// present where that one is nearer.
std::optional<FoundDate> SentenceCoder::WhenOf(size_t index) const {
  const FoundDate* found = DateOf(index);
  if (found == nullptr) return std::nullopt;
  FoundDate when = *found;
  const auto published = base::ParseDay(document_.published.date);
  const auto last = base::ParseDay(when.date.to);
  const auto next = when.next ? base::ParseDay(when.next->from) : std::nullopt;
  if (!published || !last || !next) return when;
  constexpr uint32_t kToCome = language::kPlanned | language::kVolition | language::kFuture;
  const uint32_t features = analysis_.instances[index].features;
  const bool past = (features & language::kPast) != 0;
  const bool nearer = *next - *published < *published - *last;
  if ((!past && (features & kToCome) != 0) || (IsTimeless(index) && nearer)) {
    when.date = *when.next;
    when.coming = true;
  }
  return when;
}

// For acts narrated as of the day, the day of publication. Never guessed for what is possible,
// coming or denied.
void SentenceCoder::SetDate(size_t index, Draft& draft) const {
  const Instance& p = analysis_.instances[index];
  const std::optional<FoundDate> found = WhenOf(index);
  const std::string& published = document_.published.date;
  const bool open = draft.hypothetical || draft.future || draft.negation;
  if (draft.planned) {
    if (found && found->coming) draft.due = found->date;
    const std::string_view event = draft.rule->event;
    const bool said =
        event == "AGREE" || event == "THREATEN" || event == "REQUEST" || event == "CONCEDE";
    if (!published.empty() && said && !draft.hypothetical && !draft.negation)
      draft.date = EventDate{published, published, "publication"};
    return;
  }
  if (found && !found->coming) {
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

}  // namespace bongsu::coding
