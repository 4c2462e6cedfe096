#include "language/headfinal/assembler.h"

#include <algorithm>

namespace bongsu::language::headfinal {
namespace {

bool IsSubjectCase(Case c) { return c == Case::kNom || c == Case::kTopic; }

}  // namespace

void Assembler::Phrase(int phrase) {
  const NounPhrase& np = a_.phrases[static_cast<size_t>(phrase)];
  top().open.push_back({np.relation, phrase});
  adnominal_ = owner_ = kNobody;
}

// "Russia's new attack", "the North's very dangerous acts": a genitive (or a word owned by one) in
// front of an attribute without a frame belongs to the noun behind it.
bool Assembler::HoldOwner(const Instance& attribute) {
  if (!attribute.entries.empty() || top().open.empty()) return false;
  const Argument last = top().open.back();
  NounPhrase& np = a_.phrases[static_cast<size_t>(last.phrase)];
  const bool genitive = last.relation == Case::kGen && np.instance == kNobody;
  const bool adverb = last.relation == Case::kNone && np.parties.empty() && !np.owners.empty() &&
                      np.instance == kNobody && !np.comma;
  if (!genitive && !adverb) return false;
  top().open.pop_back();
  np.owners.insert(np.owners.begin(), np.parties.begin(), np.parties.end());
  np.parties.clear();
  owner_ = last.phrase;
  return true;
}

// Gives the noun behind the attribute its owner; a common noun for people becomes the owner's.
void Assembler::GiveOwner(int phrase) {
  if (owner_ == kNobody) return;
  const std::vector<Party> owners = a_.phrases[static_cast<size_t>(owner_)].owners;
  owner_ = kNobody;
  NounPhrase& np = a_.phrases[static_cast<size_t>(phrase)];
  const auto nameless = [](const Party& p) {
    return std::all_of(p.mentions.begin(), p.mentions.end(),
                       [](const Mention& m) { return m.kind == MentionKind::kAgent; });
  };
  if (np.parties.empty()) {
    np.owners.insert(np.owners.begin(), owners.begin(), owners.end());
  } else if (np.parties.size() == 1 && np.owners.empty() && nameless(np.parties[0])) {
    const Party head = np.parties[0];
    np.parties = owners;
    for (Party& p : np.parties)
      p.mentions.insert(p.mentions.end(), head.mentions.begin(), head.mentions.end());
  }
}

void Assembler::NounAfterClause(int phrase, bool content, bool utterance) {
  if (adnominal_ == kNobody) return;
  GiveOwner(phrase);
  Instance& clause = a_.instances[static_cast<size_t>(adnominal_)];
  NounPhrase& np = a_.phrases[static_cast<size_t>(phrase)];
  if (utterance) clause.features &= ~static_cast<uint32_t>(kDescriptive);
  if (content || np.instance != kNobody) {
    clause.link = Link::kContent;
    if (np.instance != kNobody) {
      clause.parent = np.instance;
    } else {
      np.contents.push_back(adnominal_);
    }
  } else {
    clause.link = Link::kRelative;
    clause.described = phrase;
    // "the firms that helped the war": the noun is the subject that the clause lacks, whatever it
    // names.
    if (!clause.own_subject && (clause.features & kPassive) == 0) clause.subject = phrase;
    // "the USA sanctioned firms that helped the war": with an object of its own, the clause tells
    // of the noun, and the nominative before it is the sentence's.
    const bool has_object = std::any_of(clause.arguments.begin(), clause.arguments.end(),
                                        [](const Argument& a) { return a.relation == Case::kAcc; });
    if (clause.own_subject && has_object && !np.parties.empty() && top().topic == kNobody &&
        (clause.features & kPassive) == 0) {
      top().lent = clause.subject;
      clause.subject = phrase;
    }
  }
}

void Assembler::Take(Instance& instance, size_t from) {
  Level& level = top();
  for (size_t i = from; i < level.open.size(); ++i) instance.arguments.push_back(level.open[i]);
  level.open.resize(from);
  for (const Argument& a : instance.arguments) {
    const NounPhrase& np = a_.phrases[static_cast<size_t>(a.phrase)];
    instance.clause.begin = std::min(instance.clause.begin, np.text.begin);
    instance.clause.end = std::max(instance.clause.end, np.text.end);
  }
}

// "점검하고 통합할 계획이다", "협력하여 대처해야 한다": what the last predicate says of time, plan
// and duty holds for all.
void Assembler::ShareMood(const Instance& last) {
  constexpr uint32_t kMood =
      kPast | kPlanned | kVolition | kFuture | kForecast | kObligation | kWanted;
  constexpr uint32_t kShared = kMood & ~kPast;
  for (const int i : top().chain) {
    uint32_t& features = a_.instances[static_cast<size_t>(i)].features;
    if ((last.features & kShared & ~features) != 0) features |= kSharedMood;
    features |= last.features & kMood;
  }
  top().chain.clear();
}

// True when the clauses that wait for the end of their chain have a nominative of their own beside
// the sentence's topic.
bool Assembler::ChainHasOwnSubject() {
  const Level& level = top();
  if (level.chain.empty() || level.topic == kNobody) return false;
  const Instance& first = a_.instances[static_cast<size_t>(level.chain.front())];
  if (!first.own_subject) return false;
  const NounPhrase& subject = a_.phrases[static_cast<size_t>(first.subject)];
  return subject.relation == Case::kNom &&
         a_.phrases[static_cast<size_t>(level.topic)].text.begin < subject.text.begin;
}

void Assembler::Embed(int parent, const std::vector<int>& contents, Link link) {
  for (const int child : contents) {
    if (child == parent) continue;
    Instance& c = a_.instances[static_cast<size_t>(child)];
    if (c.parent != kNobody) continue;
    c.parent = parent;
    if (c.link != Link::kPurpose) c.link = link;
  }
}

void Assembler::Predicate(int index, Tie tie, Case nominal_case) {
  Level& level = top();
  Instance& p = a_.instances[static_cast<size_t>(index)];
  p.quoted = levels_.size() > 1;
  const bool embedded = tie == Tie::kAdnominal || tie == Tie::kQuote || tie == Tie::kNominalised ||
                        tie == Tie::kConditional || tie == Tie::kPurpose ||
                        tie == Tie::kSubordinate;
  const bool holds = tie == Tie::kAdnominal && HoldOwner(p);
  if (owner_ != kNobody && !holds && tie != Tie::kAdnominal) {
    level.open.push_back({Case::kGen, owner_});  // "is Russia's reckless act": no phrase came
    owner_ = kNobody;
  }
  size_t from = 0;
  if (embedded) {
    size_t last_nominative = level.open.size();
    for (size_t i = 0; i < level.open.size(); ++i) {
      if (level.open[i].relation == Case::kTopic) from = i + 1;
      if (level.open[i].relation == Case::kNom) last_nominative = i;
    }
    if (last_nominative < level.open.size() && last_nominative >= from)
      from = tie == Tie::kPurpose ? last_nominative + 1 : last_nominative;
    // "Russia, to help it, sent ...": who acts to some end acts in the clause that follows.
    if (tie == Tie::kPurpose && last_nominative < level.open.size())
      p.subject = level.open[last_nominative].phrase;
  }
  // "deep (concern)": an attribute without an argument just before it takes none from the clause
  // around it.
  if (holds) from = level.open.size();
  if (tie == Tie::kAdnominal && p.entries.empty() && from < level.open.size()) {
    const Case last = level.open.back().relation;
    const bool has_own = last == Case::kNom || last == Case::kAcc || last == Case::kDat ||
                         last == Case::kLoc || last == Case::kDir || last == Case::kCom;
    if (!has_own) from = level.open.size();
  }
  std::vector<int> contents;
  for (size_t i = from; i < level.open.size(); ++i) {
    const NounPhrase& np = a_.phrases[static_cast<size_t>(level.open[i].phrase)];
    contents.insert(contents.end(), np.contents.begin(), np.contents.end());
    if (np.instance != kNobody && np.instance != index) contents.push_back(np.instance);
  }
  for (size_t i = 0; i < level.open.size(); ++i)
    if (level.open[i].relation == Case::kTopic) level.topic = level.open[i].phrase;

  Take(p, from);
  for (const Argument& a : p.arguments)
    if (a.relation == Case::kQuoted && level.topic != kNobody) {
      p.subject = level.topic;  // "A said that B is a threat": B is the subject of "is"
      p.own_subject = true;
    } else if (a.relation == Case::kNom || (a.relation == Case::kTopic && p.subject == kNobody)) {
      p.subject = a.phrase;
      p.own_subject = true;
    }
  // "that X is a clear threat": the attribute before the copula's noun took the subject.
  if (p.copula && p.subject == kNobody && adnominal_ != kNobody) {
    const Instance& attribute = a_.instances[static_cast<size_t>(adnominal_)];
    if (attribute.own_subject && attribute.entries.empty()) {
      p.subject = attribute.subject;
      p.own_subject = true;
    }
  }
  // "A said that B hid arms and prepared an attack": coordinated contents share B.
  const bool coordinated = tie == Tie::kQuote && p.subject == kNobody && ChainHasOwnSubject();
  if (coordinated) {
    p.subject = a_.instances[static_cast<size_t>(level.chain.front())].subject;
    p.own_subject = true;
  }
  // "X said (that it promised) that it would give": who promises is the one of whom it is quoted.
  if (tie == Tie::kQuote && p.subject == kNobody && level.topic == kNobody &&
      !level.contents.empty()) {
    const Instance& quoted = a_.instances[static_cast<size_t>(level.contents.back())];
    if (quoted.own_subject) {
      p.subject = quoted.subject;
      p.own_subject = true;
    }
  }
  // (Inside a quotation without a subject it is the speaker, who is known once the quotation ends.)
  if (p.subject == kNobody) {
    p.subject = level.topic != kNobody ? level.topic : level.carried;
    if (levels_.size() > 1 && p.subject != kNobody) p.own_subject = true;
  }
  // "the USA signed an agreement that binds ...", "citizens held a rally against ...": the first
  // nominative is the sentence's, not that of an attribute which tells of no act or of none done.
  const bool told = !p.entries.empty() && (p.features & kPast) != 0;
  if (tie == Tie::kAdnominal && !told && p.own_subject && level.topic == kNobody)
    level.lent = p.subject;
  if (p.subject == kNobody && (tie == Tie::kFinal || tie == Tie::kConnective))
    p.subject = level.lent;

  // "is a reckless act": the attribute of a noun with the copula or of a noun turned verb, which is
  // no phrase.
  if (adnominal_ != kNobody && adnominal_ != index) contents.push_back(adnominal_);
  Embed(index, contents, Link::kContent);
  Embed(index, level.contents, Link::kQuote);
  level.contents.clear();
  adnominal_ = kNobody;

  switch (tie) {
    case Tie::kFinal:
    case Tie::kConnective:
      if (tie == Tie::kConnective && (p.features & (kPast | kProgressive)) == 0) {
        level.chain.push_back(index);
      } else {
        ShareMood(p);
      }
      if (p.own_subject) level.carried = p.subject;
      if (levels_.size() > 1) level.waiting.push_back(index);
      if (tie == Tie::kFinal) level.carried = p.subject;
      break;
    case Tie::kSubordinate:
      if (p.own_subject) level.carried = p.subject;
      break;
    case Tie::kQuote:
      // "said that they would close the border and stop ...": what is announced is announced
      // together.
      if (coordinated || (!p.own_subject && (p.features & (kVolition | kPlanned | kFuture)) != 0)) {
        std::erase_if(level.chain, [&](int i) {
          return a_.instances[static_cast<size_t>(i)].subject != p.subject;
        });
        level.contents.insert(level.contents.end(), level.chain.begin(), level.chain.end());
        ShareMood(p);
      }
      level.contents.push_back(index);
      break;
    case Tie::kConditional:
      p.features |= kCondition;
      break;
    case Tie::kPurpose:
      p.link = Link::kPurpose;
      level.contents.push_back(index);
      break;
    case Tie::kAdnominal:
      adnominal_ = index;
      break;
    case Tie::kNominalised: {
      NounPhrase np;
      np.text = np.head = p.trigger;
      np.relation = nominal_case;
      np.contents.push_back(index);
      a_.phrases.push_back(std::move(np));
      level.open.push_back({nominal_case, static_cast<int>(a_.phrases.size()) - 1});
      break;
    }
  }
}

void Assembler::OpenQuote() {
  if (levels_.size() < 4) levels_.emplace_back();
  adnominal_ = owner_ = kNobody;
}

void Assembler::CloseQuote() {
  if (levels_.size() < 2) return;
  Level closed = std::move(levels_.back());
  levels_.pop_back();
  std::vector<int> inner = std::move(closed.waiting);
  inner.insert(inner.end(), closed.contents.begin(), closed.contents.end());
  if (inner.empty()) {
    // A quoted term, not a quotation: its words belong to the clause around it.
    const bool has_topic = std::any_of(top().open.begin(), top().open.end(), [](const Argument& a) {
      return a.relation == Case::kTopic;
    });
    for (Argument a : closed.open) {
      if (has_topic && a.relation == Case::kTopic) a.relation = Case::kOther;
      top().open.push_back(a);
    }
    return;
  }
  top().contents.insert(top().contents.end(), inner.begin(), inner.end());
  adnominal_ = kNobody;
}

void Assembler::Finish() {
  while (levels_.size() > 1) CloseQuote();
  // Clauses of a quotation or a dangling content that no predicate took stay as they are.
  for (const Argument& a : top().open) {
    const NounPhrase& np = a_.phrases[static_cast<size_t>(a.phrase)];
    if (IsSubjectCase(a.relation) || np.instance == kNobody) continue;
    Instance& nominal = a_.instances[static_cast<size_t>(np.instance)];
    const auto has = [&](int phrase) {
      return std::any_of(nominal.arguments.begin(), nominal.arguments.end(),
                         [&](const Argument& own) { return own.phrase == phrase; });
    };
    if (nominal.arguments.empty() || nominal.telegraphic)
      for (const Argument& other : top().open)
        if (other.phrase != a.phrase && !has(other.phrase)) nominal.arguments.push_back(other);
  }
  levels_.assign(1, Level());
}

}  // namespace bongsu::language::headfinal
