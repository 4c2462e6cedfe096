#include "coding/merge.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"

namespace bongsu::coding {
namespace {

using Codes = std::set<std::string>;

Codes CodesOf(const std::vector<PartyRef>& parties) {
  Codes out;
  for (const PartyRef& p : parties) out.insert(std::string(p.code) + "/" + std::string(p.sector));
  return out;
}

bool Subset(const Codes& a, const Codes& b) {
  return std::includes(b.begin(), b.end(), a.begin(), a.end());
}

// Evidence is taken from the body before the excerpt before the title; headings and lists restate
// the body.
int Rank(BlockKind kind) {
  switch (kind) {
    case BlockKind::kParagraph:
    case BlockKind::kQuote:
      return 0;
    case BlockKind::kListItem:
      return 1;
    case BlockKind::kSummary:
      return 2;
    case BlockKind::kHeading:
    case BlockKind::kCaption:
    case BlockKind::kTableCell:
      return 3;
    case BlockKind::kTitle:
      return 4;
  }
  return 5;
}

// A paragraph of this size makes a body.
constexpr size_t kBodyBytes = 120;
constexpr int kLastBodyRank = 2;

bool SameAux(const Draft& a, const Draft& b) {
  return a.historical == b.historical && a.future == b.future && a.hypothetical == b.hypothetical &&
         a.negation == b.negation;
}

bool Embeds(const Draft& outer, const Draft& inner) {
  return std::find(outer.about.begin(), outer.about.end(),
                   std::pair(inner.sentence_key, inner.instance)) != outer.about.end();
}

// A draft with its parties' codes, made once.
struct Candidate {
  explicit Candidate(Draft d)
      : draft(std::move(d)), actor(CodesOf(draft.actor)), recipient(CodesOf(draft.recipient)) {
    tells.emplace_back(draft.sentence_key, draft.instance);
    vague = (draft.frame->family == "assault" || draft.frame->family == "threat") &&
            !draft.recipient.empty() &&
            std::all_of(draft.recipient.begin(), draft.recipient.end(),
                        [](const PartyRef& p) { return p.from_context; });
  }
  Draft draft;
  Codes actor, recipient;
  bool vague = false;  // the sentence does not say whom it struck
  std::vector<std::pair<uint64_t, int>>
      tells;  // sentence and instance of every draft that this one stands for
};

// True when the two tell of one act: same event and aux, and one names no party that the other does
// not.
bool Restates(const Candidate& ca, const Candidate& cb) {
  const Draft &a = ca.draft, &b = cb.draft;
  if (a.rule->event != b.rule->event || !SameAux(a, b)) return false;
  const Codes &aa = ca.actor, &ba = cb.actor, &ar = ca.recipient, &br = cb.recipient;
  // "the attack": one that was told of before, by the same hand.
  if ((ca.vague || cb.vague) && (Subset(aa, ba) || Subset(ba, aa))) return true;
  const bool same_parties = aa == ba && ar == br;
  const bool nested = (Subset(aa, ba) && Subset(ar, br)) || (Subset(ba, aa) && Subset(br, ar));
  if (!nested) return false;
  // Two meetings of different circles are two, unless one report names a single participant.
  if (a.frame->joint && !same_parties && std::min(aa.size(), ba.size()) > 1) return false;
  // Two acts of one kind in one clause chain are two ("planned exercises", "closer cooperation")
  // unless frame and item agree too. "warns that it will respond": the warning is the threat.
  const bool embeds = Embeds(a, b) || Embeds(b, a);
  if (embeds && same_parties) return true;
  if (a.frame != b.frame) return !same_parties && a.frame->family == b.frame->family;
  if (a.items.empty() || b.items.empty()) return true;
  // Shells and missiles are two deliveries, however told.
  if (a.frame->family == "transfer")
    return std::any_of(a.items.begin(), a.items.end(), [&](const std::string& item) {
      return std::find(b.items.begin(), b.items.end(), item) != b.items.end();
    });
  return a.items == b.items || a.frame->family != "agreement";
}

const char* Certainty(const Draft& d) {
  if (d.negation) return d.denied ? "denied" : "negated";
  if (d.hypothetical) return "possible";
  if (d.future || d.planned) return "planned";
  if (d.historical) return "background";
  return d.attribution.empty() ? "reported" : "claimed";
}

class Finisher {
 public:
  explicit Finisher(const Document& document) : document_(document) {}

  EntityRef Entity(const PartyRef& p) const {
    EntityRef e;
    e.code = p.code;
    e.sector = p.sector;
    e.entity = p.entity;
    const Block& b = document_.blocks[p.block];
    if (!p.text.empty() && p.text.end <= b.text.size()) {
      e.name = b.text.substr(p.text.begin, p.text.size());
      e.span = b.SourceSpan(p.text.begin, p.text.end);
    }
    return e;
  }

  std::vector<EntityRef> Entities(const std::vector<PartyRef>& parties) const {
    std::vector<EntityRef> out;
    for (const PartyRef& p : parties) out.push_back(Entity(p));
    return out;
  }

  Event Make(const Draft& d) const {
    const Block& block = document_.blocks[d.block];
    Event e;
    e.doc = document_.id;
    e.lang = document_.lang;
    e.event = d.rule->event;
    if (!d.rule->mode.empty()) e.mode.emplace_back(d.rule->mode);
    e.context = d.contexts;
    std::sort(e.context.begin(), e.context.end());
    e.actor = Entities(d.actor);
    e.recipient = Entities(d.recipient);
    if (d.historical) e.aux.push_back("historical");
    if (d.future) e.aux.push_back("future");
    if (d.hypothetical) e.aux.push_back("hypothetical");
    if (d.negation) e.aux.push_back("negation");
    e.certainty = Certainty(d);
    e.attribution = Entities(d.attribution);
    e.via = Entities(d.via);
    e.item = d.items;
    std::sort(e.item.begin(), e.item.end());
    e.quantity = d.quantity;
    e.dead = d.dead;
    e.injured = d.injured;
    e.range_km = d.range_km;
    e.payload_kg = d.payload_kg;
    e.date = d.date;
    e.due = d.due;
    if (d.place) {
      const EntityRef where = Entity(*d.place);
      e.place = EventPlace{where.code, where.name, where.span};
    }
    if (d.content) {
      EventContent content;
      content.event = d.content->event;
      content.actor = Entities(d.content->actor);
      content.recipient = Entities(d.content->recipient);
      content.item = d.content->items;
      content.due = d.due;
      e.content = std::move(content);
    }
    e.trigger = {block.text.substr(d.trigger.begin, d.trigger.size()),
                 block.SourceSpan(d.trigger.begin, d.trigger.end)};
    e.evidence = {block.text.substr(d.sentence.begin, d.sentence.size()),
                  block.SourceSpan(d.sentence.begin, d.sentence.end)};
    e.frame = d.frame->id;
    e.rule = d.rule->id;
    e.entry = d.entry;
    e.score = d.rule->score;
    return e;
  }

 private:
  const Document& document_;
};

RecordSigns SignsOf(const Document& document, const Candidate& c, int records_of_sentence) {
  constexpr int kCrowd = 3;
  const auto guessed = [](const PartyRef& p) { return p.from_context; };
  const Draft& d = c.draft;
  RecordSigns r;
  r.noun = d.nominal;
  r.headline = d.telegraphic;
  r.past = d.past;
  r.guessed_actor = std::any_of(d.actor.begin(), d.actor.end(), guessed);
  r.guessed_recipient = std::any_of(d.recipient.begin(), d.recipient.end(), guessed);
  r.restated = c.tells.size() > 1;
  r.crowded = records_of_sentence >= kCrowd;
  r.in_body = Rank(document.blocks[d.block].kind) == 0;
  return r;
}

std::string IdKey(const Event& e, const std::string& source_hash) {
  std::string key = e.doc + "\n" + source_hash + "\n" + std::to_string(e.evidence.span.begin) +
                    "-" + std::to_string(e.evidence.span.end) + "\n" + e.event + "\n" + e.frame;
  for (const auto* side : {&e.actor, &e.recipient}) {
    key += "\n";
    for (const EntityRef& p : *side) key += p.code + "/" + p.sector + " ";
  }
  return key;
}

}  // namespace

Coded FinishDocument(const Document& document, std::vector<Draft> drafts,
                     const ConfidenceModel& confidence, Trace* trace) {
  // The best evidence first; of two restatements the fuller one keeps the parties.
  std::stable_sort(drafts.begin(), drafts.end(), [&](const Draft& a, const Draft& b) {
    return Rank(document.blocks[a.block].kind) < Rank(document.blocks[b.block].kind);
  });
  // Titles, headings, captions and tables restate the body, often more boldly ("clickbait titles
  // that the body does not bear out"): where there is a body they give no records of their own.
  const bool has_body =
      std::any_of(document.blocks.begin(), document.blocks.end(),
                  [](const Block& b) { return Rank(b.kind) == 0 && b.text.size() >= kBodyBytes; });
  if (has_body)
    std::erase_if(drafts, [&](const Draft& d) {
      const bool aside = Rank(document.blocks[d.block].kind) > kLastBodyRank;
      if (aside && trace != nullptr)
        trace->sentences[d.trace_sentence].instances[d.trace_instance].outcome =
            "outside the body, which does not bear it out";
      return aside;
    });
  std::vector<Candidate> kept;
  std::map<std::string_view, std::vector<size_t>> of_event;  // indices of kept, by event
  for (Draft& draft : drafts) {
    Candidate d(std::move(draft));
    const int rank = Rank(document.blocks[d.draft.block].kind);
    std::vector<size_t>& alike = of_event[d.draft.rule->event];
    const auto found = std::find_if(alike.begin(), alike.end(), [&](size_t i) {
      if (Restates(kept[i], d)) return true;
      // Excerpts restate; they add no second act of a kind between the same parties.
      return rank >= 2 && (Subset(d.actor, kept[i].actor) || Subset(kept[i].actor, d.actor));
    });
    if (found == alike.end()) {
      alike.push_back(kept.size());
      kept.push_back(std::move(d));
      continue;
    }
    Candidate* const same = &kept[*found];
    const bool fuller = Rank(document.blocks[same->draft.block].kind) == rank && !d.vague &&
                        (same->vague || d.actor.size() + d.recipient.size() >
                                            same->actor.size() + same->recipient.size()) &&
                        Restates(*same, d);
    if (fuller) std::swap(*same, d);
    if (trace != nullptr)
      trace->sentences[d.draft.trace_sentence].instances[d.draft.trace_instance].outcome =
          "restates a record of this document";
    same->draft.about.insert(same->draft.about.end(), d.draft.about.begin(), d.draft.about.end());
    same->tells.insert(same->tells.end(), d.tells.begin(), d.tells.end());
  }
  std::stable_sort(kept.begin(), kept.end(), [](const Candidate& a, const Candidate& b) {
    return std::tie(a.draft.block, a.draft.trigger.begin, a.draft.trigger.end) <
           std::tie(b.draft.block, b.draft.trigger.begin, b.draft.trigger.end);
  });

  const Finisher finisher(document);
  Coded coded;
  std::vector<Event>& events = coded.events;
  std::map<uint64_t, int> of_sentence;
  for (const Candidate& c : kept) ++of_sentence[c.draft.sentence_key];
  std::map<std::string, int> ordinals;
  for (const Candidate& c : kept) {
    Event e = finisher.Make(c.draft);
    const std::string key = IdKey(e, document.source_hash);
    const int ordinal = ordinals[key]++;
    e.id = "e-" + base::Hex64(base::Hash64(key + "\n" + std::to_string(ordinal)));
    coded.features.push_back(
        ConfidenceFeatures(e, SignsOf(document, c, of_sentence[c.draft.sentence_key])));
    e.confidence = confidence.Of(coded.features.back());
    events.push_back(std::move(e));
  }
  std::map<std::pair<uint64_t, int>, size_t> records;
  for (size_t i = 0; i < kept.size(); ++i)
    for (const auto& told : kept[i].tells) records[told] = i;
  for (size_t i = 0; i < kept.size(); ++i) {
    const Draft& d = kept[i].draft;
    for (const auto& content : d.about)
      if (const auto it = records.find(content); it != records.end() && it->second != i) {
        const std::string& id = events[it->second].id;
        std::vector<std::string>& about = events[i].about;
        if (std::find(about.begin(), about.end(), id) == about.end()) about.push_back(id);
      }
    if (trace != nullptr)
      trace->sentences[d.trace_sentence].instances[d.trace_instance].outcome =
          "record " + events[i].id;
  }
  return coded;
}

}  // namespace bongsu::coding
