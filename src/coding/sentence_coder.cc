#include "coding/sentence_coder.h"

#include <algorithm>

#include "coding/sentence_terms.h"

namespace bongsu::coding {

using language::Argument;
using language::Case;
using language::Instance;
using language::kNobody;
using language::Link;
using language::NounPhrase;

namespace {
constexpr std::string_view kTroops = "troops";  // the item
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
    // "fear of a transfer by Russia to the North": who, to whom and how sure are said.
    const bool feared = (p.features & language::kPossible) != 0 && !reading.agent.empty() &&
                        !reading.other.empty() && !reading.frame->joint;
    if (nominal_use == "head" && !p.telegraphic && !condemned && !owned && !feared)
      return none("a noun that names a state of affairs here");
  }

  // "hold talks": the talks are what the predicate tells.
  if (p.nominal && p.parent != kNobody) {
    const auto outer = static_cast<size_t>(p.parent);
    if (readings_[outer].frame != nullptr &&
        readings_[outer].frame->family == reading.frame->family &&
        analysis_.instances[outer].trigger.contains(p.trigger))
      return none("the same act as that of its verb");
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
  // "does not stop", "does not rule out"
  const bool undone = (f & (language::kStopped | language::kExcluded)) != 0;
  const bool negated = (f & (language::kNegated | language::kUnable)) != 0;
  d.negation = undone != negated;
  if (negated && (f & language::kExcluded) != 0) d.hypothetical = true;
  if ((f & language::kPossible) != 0) d.hypothetical = true;
  // "welcomes it and will withdraw": the plan at the end of the chain does not make a plan of
  // words.
  const bool borrowed = (f & language::kSharedMood) != 0 && IsSaid(reading.frame->family) &&
                        // "will visit and meet"; but "met and decided to".
                        !(reading.frame->family == "meeting" && (f & language::kFuture) != 0);
  if ((f & (language::kPlanned | language::kVolition | language::kFuture)) != 0 &&
      !d.hypothetical && !borrowed)
    d.planned = true;
  // A meeting or deal that is expected has been arranged; what one party alone is expected to do is
  // a guess.
  const bool arranged = reading.frame->joint || reading.frame->family == "meeting";
  if (d.planned && (f & language::kForecast) != 0 && !arranged) {
    d.planned = false;
    d.hypothetical = true;
  }
  // "The allies hold a drill next month", in a headline or in the plain present.
  const std::optional<FoundDate> date = WhenOf(index);
  if (IsTimeless(index) && date && date->coming && date->text.end <= p.trigger.begin)
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
  // "There are suspicions that it handed over ...": nobody's word, so no more than possible.
  if ((f & language::kSuspected) != 0 && d.attribution.empty() && d.via.empty() && !d.negation) {
    d.hypothetical = true;
    d.planned = false;
  }
  if ((f & language::kClaimed) != 0 && d.attribution.empty() && d.via.empty() && !p.markers.empty())
    d.attribution.push_back(Unknown(p.markers.back()));
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
  // The doer's own word about a verbal act is no attribution; somebody unknown's is.
  const bool material = d.denied || (IsMaterial(reading.frame->family) && !agreement);
  std::erase_if(d.attribution, [&](const PartyRef& a) {
    return !material && a.resolved() &&
           std::any_of(d.actor.begin(), d.actor.end(),
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
    RememberIssuers();
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
      {language::kSuspected, "suspected"},
      {language::kClaimed, "claimed"},
      {language::kForecast, "forecast"},
      {language::kExcluded, "excluded"},
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
