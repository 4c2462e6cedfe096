// The Korean analyser. Words are read from left to right into chunks (noun phrases and predicates)
// that the head-final assembler ties into clauses. Everything Korean here is a look-up: endings,
// particles, auxiliaries come from data/ko.
#include "language/ko/analyser.h"

#include <algorithm>
#include <set>

#include "language/headfinal/assembler.h"
#include "language/ko/eojeol.h"
#include "language/ko/phrases.h"
#include "language/ko/vocabulary.h"

namespace bongsu::language::ko {
namespace {

using headfinal::Assembler;
using headfinal::Tie;

std::string_view Slice(std::string_view text, ByteSpan span) {
  return text.substr(span.begin, span.size());
}

Tie TieOf(const Ending& ending) {
  switch (ending.kind) {
    case EndingKind::kFinal:
      return Tie::kFinal;
    case EndingKind::kConnective:
    case EndingKind::kAuxiliary:
      return Tie::kConnective;
    case EndingKind::kAdnominal:
      return Tie::kAdnominal;
    case EndingKind::kQuote:
      return Tie::kQuote;
    case EndingKind::kConditional:
      return Tie::kConditional;
    case EndingKind::kNominal:
      return Tie::kNominalised;
  }
  return Tie::kFinal;
}

// One sentence on its way through.
struct Tables {
  lexicon::Table predicates, support, eomi;
};

class Sentence {
 public:
  Sentence(const Vocabulary& v, const Tables& tables, std::string_view text, ByteSpan span,
           const SentenceContext& context, Analysis& out)
      : v_(v),
        tables_(tables),
        text_(text),
        span_(span),
        context_(context),
        out_(out),
        assembler_(out),
        phrases_(v) {}

  void Run() {
    EojeolAnalyser(v_).Analyse(text_, span_, words_);
    if (context_.want_tokens) DescribeTokens();
    // A sentence without a verb is a headline wherever it stands.
    telegraphic_ =
        context_.headline || std::none_of(words_.begin(), words_.end(),
                                          [](const Word& w) { return w.tail == TailKind::kVerb; });
    size_t i = 0;
    while (i < words_.size()) {
      if (words_[i].bracket) {
        ++i;
        continue;
      }
      for (int q = 0; q < words_[i].quote_open; ++q) assembler_.OpenQuote();
      const size_t next = words_[i].tail == TailKind::kVerb ? ReadPredicate(i) : ReadPhrase(i);
      for (size_t k = i; k < next; ++k) {
        if (k > i)
          for (int q = 0; q < words_[k].quote_open; ++q) assembler_.OpenQuote();
        for (int q = 0; q < words_[k].quote_close; ++q) assembler_.CloseQuote();
      }
      i = std::max(next, i + 1);
    }
    assembler_.Finish();
    ApplyCues();
  }

 private:
  // Adds what a cue word of the sentence says (만약, 과거, 안) to the predicate that follows it;
  // one of time that opens the sentence (당시, 과거에는) to all of it.
  void ApplyCues() {
    constexpr size_t kOpening = 2;  // words
    for (size_t k = 0; k < words_.size(); ++k) {
      const Word& w = words_[k];
      const auto it = v_.cues.find(Slice(text_, w.stem));
      if (it == v_.cues.end() || w.tail == TailKind::kVerb) continue;
      const std::string_view feature = it->second;
      const uint32_t bit = feature == "background"     ? kBackground
                           : feature == "conditional"  ? kCondition
                           : feature == "hypothetical" ? kPossible
                           : feature == "neg"          ? kNegated
                                                       : 0u;
      if (bit == 0) continue;
      for (Instance& p : out_.instances) {
        if (p.nominal || p.trigger.begin < w.text.end) continue;
        p.features |= bit;
        p.markers.push_back(w.text);
        if (bit != kBackground || k >= kOpening) break;
      }
    }
  }

  const Noun* NounAt(const Word& word, size_t segment) const {
    const int noun = word.segments[segment].noun;
    return noun < 0 ? nullptr : &v_.nouns[static_cast<size_t>(noun)];
  }

  void AddPredicateRows(const Noun* noun, std::vector<uint32_t>& rows) const {
    if (noun == nullptr) return;
    for (const NounReading& r : noun->readings)
      if (r.kind == NounKind::kPredicate) rows.push_back(r.row);
  }

  size_t ReadPhrase(size_t i) {
    NounPhrase np;
    const PhraseReader::Read read = phrases_.ReadPhrase(text_, words_, i, np);
    if (OpensWithTopic(np, i)) SplitTopic(np);
    out_.phrases.push_back(std::move(np));
    const int phrase = static_cast<int>(out_.phrases.size()) - 1;
    TakeOwners(phrase);
    if (read.event_word >= 0) {
      AddEventNoun(read);
      TakeModifiers(phrase);
    }
    assembler_.NounAfterClause(phrase, read.content_head, read.utterance_head);
    assembler_.Phrase(phrase);
    return read.next;
  }

  // Makes the predicate that the last phrase's event noun is.
  void AddEventNoun(const PhraseReader::Read& read) {
    const Word& w = words_[static_cast<size_t>(read.event_word)];
    Instance event;
    event.nominal = true;
    AddPredicateRows(NounAt(w, static_cast<size_t>(read.event_segment)), event.entries);
    event.trigger = w.stem;
    event.clause = out_.phrases.back().text;
    event.telegraphic = telegraphic_ && read.next >= words_.size();
    if (read.head_word != static_cast<size_t>(read.event_word)) {
      const ByteSpan head = words_[read.head_word].stem;
      // 방문 의사 plans a visit, 환영의 뜻 plans no welcome.
      const bool told = w.tail == TailKind::kJosa && CaseOf(w.josa_case) == Case::kGen;
      if (const auto it = v_.modal_nouns.find(Slice(text_, head));
          it != v_.modal_nouns.end() && !(told && (it->second & kPlanned) != 0)) {
        event.features |= it->second;
        event.markers.push_back(head);
      }
    }
    out_.instances.push_back(std::move(event));
    out_.phrases.back().instance = static_cast<int>(out_.instances.size()) - 1;
  }

  // "바이든, 시진핑을 만나": of two parties that open a sentence, apart by a comma and with the
  // particle of an object, the first is the topic, unless a subject follows.
  bool OpensWithTopic(const NounPhrase& np, size_t i) const {
    const bool opens = (out_.phrases.empty() && out_.instances.empty()) || words_[i].quote_open > 0;
    if (!opens || np.parties.size() != 2) return false;
    if (np.relation != Case::kAcc && np.relation != Case::kDat && np.relation != Case::kCom)
      return false;
    const ByteSpan between{np.parties[0].text.end, np.parties[1].text.begin};
    if (between.begin >= between.end || Slice(text_, between).find(',') == std::string_view::npos)
      return false;
    return std::none_of(
        words_.begin() + static_cast<ptrdiff_t>(i), words_.end(), [](const Word& w) {
          return w.tail == TailKind::kJosa && (w.josa_case == "nom" || w.josa_case == "top");
        });
  }

  void SplitTopic(NounPhrase& np) {
    NounPhrase topic;
    topic.text = topic.head = np.parties[0].text;
    topic.relation = Case::kTopic;
    topic.comma = true;
    topic.parties.push_back(std::move(np.parties[0]));
    np.parties.erase(np.parties.begin());
    np.text.begin = np.parties[0].text.begin;
    out_.phrases.push_back(std::move(topic));
    assembler_.Phrase(static_cast<int>(out_.phrases.size()) - 1);
  }

  // "Russia's attack on Ukraine" (러시아의 우크라이나에 대한 공격): the owner in front of the
  // modifier is that of the noun.
  void TakeOwners(int phrase) {
    if (phrase == 0) return;
    NounPhrase& np = out_.phrases[static_cast<size_t>(phrase)];
    NounPhrase& modifier = out_.phrases[static_cast<size_t>(phrase) - 1];
    if (!modifier.adnominal || modifier.parties.empty() || modifier.text.end > np.text.begin)
      return;
    np.owners.insert(np.owners.begin(), modifier.owners.begin(), modifier.owners.end());
    modifier.owners.clear();
  }

  // Phrases that modify the event noun ("concerning X", "between A and B") are its arguments as
  // well.
  void TakeModifiers(int phrase) {
    NounPhrase& np = out_.phrases[static_cast<size_t>(phrase)];
    Instance& event = out_.instances[static_cast<size_t>(np.instance)];
    for (int k = phrase - 1; k >= 0 && out_.phrases[static_cast<size_t>(k)].adnominal &&
                             out_.phrases[static_cast<size_t>(k)].text.end <= np.text.begin;
         --k) {
      event.arguments.push_back({out_.phrases[static_cast<size_t>(k)].relation, k});
      event.clause.begin = out_.phrases[static_cast<size_t>(k)].text.begin;
    }
    event.arguments.push_back({Case::kGen, phrase});
  }

  // The lemma a support verb, a construction or an auxiliary is looked up by: 표명했다 -> 표명하.
  std::string Lemma(const Word& word) const {
    const Verb& verb = v_.verbs[static_cast<size_t>(word.verb)];
    if (word.segments.empty()) return verb.stem;
    if (verb.copula) return std::string(Slice(text_, word.stem));
    return std::string(Slice(text_, word.stem)) + verb.stem;
  }

  int SupportRow(const Word& word, bool& passive) const {
    const Verb& verb = v_.verbs[static_cast<size_t>(word.verb)];
    passive = verb.light_passive;
    if (const auto it = v_.support_by_stem.find(Lemma(word)); it != v_.support_by_stem.end()) {
      passive = tables_.support.cell(static_cast<size_t>(it->second), 2) == "pass";
      return it->second;
    }
    if (word.segments.empty() || verb.copula) return -1;
    const auto it = v_.support_by_stem.find(std::string(Slice(text_, word.stem)) + v_.light_stem);
    return it == v_.support_by_stem.end() ? -1 : it->second;
  }

  // The longest construction (손을 잡) that ends in the verb of words[i], or -1; `first` is its
  // first word.
  int ConstructionRow(size_t i, const std::string& lemma, size_t& first) const {
    const auto constructions = v_.constructions.find(lemma);
    if (constructions == v_.constructions.end()) return -1;
    const Construction* best = nullptr;
    for (const Construction& construction : constructions->second) {
      if (best != nullptr && construction.before.size() <= best->before.size()) continue;
      std::string_view before = construction.before;
      size_t k = i;
      bool fits = true;
      while (!before.empty() && fits) {
        const size_t blank = before.rfind(' ');
        const std::string_view word =
            blank == std::string_view::npos ? before : before.substr(blank + 1);
        before = blank == std::string_view::npos ? std::string_view() : before.substr(0, blank);
        fits = k > 0 && Slice(text_, words_[k - 1].text).ends_with(word);
        // 방문을 전격 연기했다: an adverb may stand before the verb.
        if (!fits && k == i && k > 1 && IsBare(words_[k - 1]) &&
            Slice(text_, words_[k - 2].text).ends_with(word)) {
          fits = true;
          --k;
        }
        if (fits) --k;
      }
      if (!fits) continue;
      best = &construction;
      first = k;
    }
    return best == nullptr ? -1 : static_cast<int>(best->row);
  }

  static bool IsBare(const Word& word) {
    return word.tail == TailKind::kBare && !word.comma && !word.joined && !word.bracket &&
           word.quote_open == 0 && word.quote_close == 0;
  }

  size_t ReadPredicate(size_t i) {
    const Word& word = words_[i];
    const Verb& verb = v_.verbs[static_cast<size_t>(word.verb)];
    Instance p;
    p.trigger = word.text;
    p.clause = word.text;
    p.features = word.ending.features;
    if (verb.copula) p.features &= ~static_cast<uint32_t>(kOrdered);  // 이라고 orders nothing
    const std::string lemma = Lemma(word);
    bool passive = false;
    int support = SupportRow(word, passive);
    if (support >= 0 && verb.copula && i > 0 && words_[i - 1].tail == TailKind::kBare) {
      // 검토 중이다 says what 검토하고 있다 says.
      const auto busy =
          v_.support_by_stem.find(std::string(Slice(text_, words_[i - 1].stem)) + v_.light_stem);
      if (busy != v_.support_by_stem.end()) support = busy->second;
    }
    const int carrier = support >= 0 ? SupportedPhrase(i) : kNobody;
    size_t construction_first = i;
    int construction = ConstructionRow(i, lemma, construction_first);

    if (carrier != kNobody && construction >= 0 && SaysTheSame(construction, carrier))
      construction = -1;
    // A construction of its own (철수를 발표하다) says more than its noun with a supporting verb.
    if (carrier != kNobody && construction < 0) {
      NounPhrase& np = out_.phrases[static_cast<size_t>(carrier)];
      Instance& noun = out_.instances[static_cast<size_t>(np.instance)];
      noun.nominal = false;
      noun.features |= p.features;
      noun.trigger = {noun.trigger.begin, word.text.end};
      noun.clause.end = word.text.end;
      if (passive) noun.features |= kPassive;
      const int index = np.instance;
      np.instance = kNobody;  // it is the predicate now
      const size_t next = Finish(i, index);
      // Last, since it holds of this act alone: who resumes one act and announces another did
      // resume.
      ApplySupportFeature(support, out_.instances[static_cast<size_t>(index)]);
      return next;
    }
    if (support >= 0 && passive) p.features |= kPassive;  // 개최된 회의
    if (construction >= 0) {
      p.entries.push_back(static_cast<uint32_t>(construction));
      p.trigger.begin = words_[construction_first].text.begin;
    } else if (!word.segments.empty() && !verb.copula) {
      AddPredicateRows(NounAt(word, word.segments.size() - 1), p.entries);
      if (verb.light_passive) p.features |= kPassive;
      AttachCompound(word, p);
    } else if (word.segments.empty()) {
      p.entries = verb.predicates;
      if (verb.passive) p.features |= kPassive;
    } else if (word.segments.back().noun >= 0) {
      AddCopulaNoun(word, p);
    }
    // 강하게 반발했다: an adverb takes no argument from the predicate that follows.
    if (p.entries.empty() && word.ending.adverb && !AuxiliaryFollows(i)) return i + 1;
    out_.instances.push_back(std::move(p));
    return Finish(i, static_cast<int>(out_.instances.size()) - 1);
  }

  // True when the word behind words[i] may be an auxiliary of it: 강하게 되었다.
  bool AuxiliaryFollows(size_t i) const {
    const auto* candidates = v_.auxiliaries_of[words_[i].ending.row];
    if (candidates == nullptr || i + 1 >= words_.size()) return false;
    const Word& next = words_[i + 1];
    return next.verb >= 0 && candidates->contains(Lemma(next));
  }

  // 대북제재하다, 한미정상회담하다: parties written into the word in front of its event noun.
  void AttachCompound(const Word& word, Instance& p) {
    const Noun* last = NounAt(word, word.segments.size() - 1);
    const bool direction = last != nullptr && last->Has(NounKind::kToward);  // 방미하다
    if (word.segments.size() < 2 && !direction) return;
    Word front = word;
    if (!direction) front.segments.pop_back();
    front.stem.end = front.text.end = front.segments.back().text.end;
    front.tail = TailKind::kBare;
    NounPhrase np;
    phrases_.ReadPhrase(text_, {front}, 0, np);
    if (np.parties.empty() && np.owners.empty() && np.toward.empty()) return;
    np.relation = Case::kGen;
    if (!np.parties.empty())
      np.owners.insert(np.owners.end(), np.parties.begin(), np.parties.end());
    np.parties.clear();
    out_.phrases.push_back(std::move(np));
    p.arguments.push_back({Case::kGen, static_cast<int>(out_.phrases.size()) - 1});
  }

  // "X is a Y": an event noun with the copula tells of the event; the noun's phrase is the word
  // itself.
  void AddCopulaNoun(const Word& word, Instance& p) {
    AddPredicateRows(NounAt(word, word.segments.size() - 1), p.entries);
    if (!p.entries.empty()) p.nominal = p.copula = true;
  }

  // True when the construction has a frame that its noun has by itself (회담을 열).
  bool SaysTheSame(int construction, int phrase) const {
    const lexicon::Table& predicates = tables_.predicates;
    const int noun = out_.phrases[static_cast<size_t>(phrase)].instance;
    const std::vector<uint32_t>& rows = out_.instances[static_cast<size_t>(noun)].entries;
    const std::string_view frame = predicates.cell(static_cast<size_t>(construction), 3);
    return std::any_of(rows.begin(), rows.end(),
                       [&](uint32_t row) { return predicates.cell(row, 3) == frame; });
  }

  // True when a verb, which takes what stands before it, stands between `begin` and words[i].
  bool PredicateBetween(uint32_t begin, size_t i) const {
    while (i-- > 0 && words_[i].text.begin >= begin)
      if (words_[i].tail == TailKind::kVerb) return true;
    return false;
  }

  // The phrase just before words[i] whose head is an event noun that a support verb can carry, or
  // kNobody.
  int SupportedPhrase(size_t i) const {
    for (int k = static_cast<int>(out_.phrases.size()) - 1; k >= 0; --k) {
      const NounPhrase& np = out_.phrases[static_cast<size_t>(k)];
      if (np.text.begin < span_.begin || np.adnominal) return kNobody;
      // An adverb or a date may stand between.
      const bool near = i >= 1 && np.text.end <= words_[i].text.begin;
      if (!near || PredicateBetween(np.text.end, i)) return kNobody;
      const Case c = np.relation;
      if (c == Case::kTopic && np.text.end + 1 < words_[i].text.begin) return kNobody;
      if (np.instance != kNobody)
        return c == Case::kAcc || c == Case::kNom || c == Case::kNone || c == Case::kDat ||
                       c == Case::kAlso || c == Case::kTopic || c == Case::kDir
                   ? k
                   : kNobody;
      if (c != Case::kNone && c != Case::kDir && c != Case::kLoc) return kNobody;
    }
    return kNobody;
  }

  void ApplySupportFeature(int row, Instance& p) {
    const std::string_view feature = tables_.support.cell(static_cast<size_t>(row), 3);
    if (feature == "plan") p.features |= kPlanned;
    if (feature == "hyp") p.features |= kPossible;
    if (feature == "stop") p.features |= kStopped;
    if (feature == "exclude") p.features |= kExcluded;
  }

  // True when words[k] (and k+1) is the auxiliary `form`; sets `used`.
  bool MatchesAuxiliary(const Auxiliary& aux, size_t k, size_t& used) const {
    std::string_view form = aux.form;
    used = 0;
    while (!form.empty()) {
      if (k + used >= words_.size()) return false;
      const Word& w = words_[k + used];
      if (w.quote_open > 0 || w.bracket) return false;
      const size_t blank = form.find(' ');
      const bool last = blank == std::string_view::npos;
      const std::string_view part = form.substr(0, blank);
      form = last ? std::string_view() : form.substr(blank + 1);
      if (!last) {
        const std::string_view surface = Slice(text_, w.text);
        if (!(surface == part || (surface.starts_with(part) && w.tail != TailKind::kVerb &&
                                  Slice(text_, w.stem) == part)))
          return false;
      } else if (aux.noun) {
        const bool copula = w.tail == TailKind::kVerb && w.verb >= 0 &&
                            v_.verbs[static_cast<size_t>(w.verb)].copula;
        if ((w.tail == TailKind::kVerb && !copula) || Slice(text_, w.stem) != part) return false;
      } else if (w.tail != TailKind::kVerb || w.verb < 0 || Lemma(w) != part) {
        return false;
      }
      ++used;
    }
    return used > 0;
  }

  // Absorbs auxiliaries behind words[i] into the predicate and ties it. Returns the next word.
  size_t Finish(size_t i, int index) {
    size_t at = i;
    bool purpose = false;
    Ending ending = words_[i].ending;
    if (ending.intend) out_.instances[static_cast<size_t>(index)].features |= kPlanned;
    for (int guard = 0; guard < 6; ++guard) {
      const Auxiliary* best = nullptr;
      size_t best_used = 0;
      if (words_[at].quote_close > 0) break;
      const auto* candidates = v_.auxiliaries_of[ending.row];
      if (candidates == nullptr || at + 1 >= words_.size()) break;
      const auto try_first_word = [&](std::string_view first) {
        const auto found = candidates->find(first);
        if (found == candidates->end()) return;
        for (const Auxiliary& aux : found->second) {
          size_t used = 0;
          if (MatchesAuxiliary(aux, at + 1, used) && used > best_used) {
            best = &aux;
            best_used = used;
          }
        }
      };
      const Word& next = words_[at + 1];
      try_first_word(Slice(text_, next.stem));
      if (next.tail != TailKind::kBare) try_first_word(Slice(text_, next.text));
      if (next.verb >= 0) try_first_word(Lemma(next));
      if (best == nullptr) break;
      Instance& p = out_.instances[static_cast<size_t>(index)];
      at += best_used;
      purpose = best->purpose;
      const Word& w = words_[at];
      // "-고 있다는 우려" is told as fact where somebody voices it, "-ㄹ 우려" as possible
      // (codebook section 5).
      uint32_t says = best->features;
      if (ending.kind == EndingKind::kQuote && best->noun && (says & kPossible) != 0)
        says = (says & ~kPossible) | kSuspected;
      // 제공했을 것으로 (보인다): what may have been, not what will be.
      if ((p.features & kPast) != 0 && at - best_used == i && (says & kFuture) != 0)
        says = (says & ~(kFuture | kForecast)) | kPossible;
      p.features |= says;
      p.markers.push_back({words_[at + 1 - best_used].text.begin, w.text.end});
      if ((says & kClaimed) != 0) HearUnvoiced(p, at + 1 - best_used);
      p.trigger.end = w.tail == TailKind::kJosa ? w.stem.end : w.text.end;
      p.clause.end = w.text.end;
      if (w.tail == TailKind::kVerb) {
        ending = w.ending;
        const bool copula =
            v_.verbs[static_cast<size_t>(w.verb)].copula;  // 방침이라고 orders nothing
        p.features |= copula ? ending.features & ~static_cast<uint32_t>(kOrdered) : ending.features;
        // 이전하지 않을까: a question that supposes what it seems to negate.
        if ((best->features & kNegated) != 0 && ending.kind == EndingKind::kFinal &&
            (ending.features & kQuestion) != 0 && at + 1 < words_.size()) {
          p.features &= ~static_cast<uint32_t>(kNegated);
          p.features |= kPossible;
        }
        continue;
      }
      // A modal noun with a particle holds the clause: "이전할 가능성에 대해".
      if (ending.kind == EndingKind::kQuote) HearUnvoiced(p, at);
      return HoldClause(index, at);
    }
    const bool last = at + 1 >= words_.size();
    if (ending.kind == EndingKind::kQuote && !last) {
      Instance& p = out_.instances[static_cast<size_t>(index)];
      p.of_noun = IsContentNoun(words_[at + 1]);
      HearUnvoiced(p, at + 1);
    }
    Tie tie = TieOf(ending);
    const bool aims =
        ending.aim && at == i && !last;  // 종식하고자 방문했다, but not 종식하고자 한다
    if ((purpose || aims) && tie == Tie::kConnective) tie = Tie::kPurpose;
    if (tie == Tie::kAdnominal && !last && IsSubordinator(words_[at + 1])) {
      assembler_.Predicate(index, Tie::kSubordinate);
      return at + 2;
    }
    // 이전할까 (우려한다): a question that another verb holds.
    if (!last && ending.kind == EndingKind::kFinal && (ending.features & kQuestion) != 0)
      tie = Tie::kQuote;
    if (last && (tie == Tie::kConnective || tie == Tie::kQuote)) tie = Tie::kFinal;
    assembler_.Predicate(index, tie, ending.nominal_case);
    return at + 1;
  }

  // -다는 보도, -다는 주장.
  bool IsContentNoun(const Word& word) const {
    const Noun* noun = word.segments.empty() ? nullptr : NounAt(word, word.segments.size() - 1);
    return noun != nullptr && noun->Has(NounKind::kContent) && word.quote_open == 0;
  }

  // "-다는 우려가 [나온다]", "-다는 관측 속에", "-다는 증언이 [잇따랐다]": doubt or a claim as a
  // subject or a circumstance is nobody's word, or somebody's who is not named.
  void HearUnvoiced(Instance& p, size_t i) const {
    const Word& word = words_[i];
    if (!IsUnvoiced(i)) return;
    if (v_.IsDoubt(Slice(text_, word.stem))) {
      p.features |= kSuspected;
    } else if (const Noun* noun = NounAt(word, word.segments.size() - 1);
               noun != nullptr && noun->Has(NounKind::kClaim)) {
      p.features |= kClaimed;
      p.markers.push_back(word.stem);
    }
  }

  bool IsUnvoiced(size_t i) const {
    const Word& word = words_[i];
    if (word.quote_open > 0 || word.segments.empty()) return false;
    if (word.tail == TailKind::kJosa) {
      const Case c = CaseOf(word.josa_case);
      return c == Case::kNom || c == Case::kAlso || c == Case::kTopic;
    }
    return word.tail == TailKind::kBare && i + 1 < words_.size() && IsSubordinator(words_[i + 1]);
  }

  // 공격한 가운데, 발표한 뒤에: the noun only ties the clauses.
  bool IsSubordinator(const Word& word) const {
    if (word.segments.size() != 1 || word.tail == TailKind::kVerb || word.quote_open > 0)
      return false;
    const Noun* noun = NounAt(word, 0);
    if (noun == nullptr || !noun->Has(NounKind::kSubordinator)) return false;
    const Case c = word.tail == TailKind::kJosa ? CaseOf(word.josa_case) : Case::kNone;
    return c == Case::kNone || c == Case::kDat || c == Case::kLoc || c == Case::kDir ||
           c == Case::kTopic || c == Case::kAlso;
  }

  // The endings of past tense stand for the same auxiliaries: 했을 가능성 like 할 가능성.
  std::string_view EndingName(const Ending& ending) const {
    return tables_.eomi.cell(ending.row, 0);
  }

  size_t HoldClause(int index, size_t noun_word) {
    const Word& holder = words_[noun_word];
    NounPhrase np;
    const PhraseReader::Read read = phrases_.ReadPhrase(text_, words_, noun_word, np);
    // 이전할 것이라고, 이전할 계획이라고 (밝혔다): the noun only carries the quotation.
    if (holder.tail == TailKind::kJosa && CaseOf(holder.josa_case) == Case::kQuoted &&
        read.event_word < 0 && noun_word + 1 < words_.size()) {
      HearUnvoiced(out_.instances[static_cast<size_t>(index)], noun_word + 1);
      assembler_.Predicate(index, Tie::kQuote);
      return noun_word + 1;
    }
    assembler_.Predicate(index, Tie::kAdnominal);
    np.owners.clear();
    out_.phrases.push_back(std::move(np));
    const int phrase = static_cast<int>(out_.phrases.size()) - 1;
    if (read.event_word >= 0) {  // 이전할 우려를 (표명했다), 이전할 가능성 우려
      AddEventNoun(read);
      out_.instances.back().arguments.push_back({Case::kGen, phrase});
    }
    assembler_.NounAfterClause(phrase, true);
    assembler_.Phrase(phrase);
    return read.next;
  }

  void DescribeTokens() {
    for (const Word& w : words_) {
      Token t;
      t.text = w.text;
      for (const Segment& s : w.segments) {
        if (!t.reading.empty()) t.reading += " + ";
        t.reading += std::string(Slice(text_, s.text));
        if (s.noun < 0) {
          t.reading += "/unknown";
          continue;
        }
        std::set<NounKind> said;
        for (const NounReading& r : v_.nouns[static_cast<size_t>(s.noun)].readings)
          if (said.insert(r.kind).second) t.reading += "/" + std::string(NounKindName(r.kind));
      }
      if (w.tail == TailKind::kJosa)
        t.reading += " + " + std::string(Slice(text_, w.josa)) + "/" + std::string(w.josa_case);
      if (w.tail == TailKind::kVerb) {
        if (!t.reading.empty()) t.reading += " + ";
        t.reading += v_.verbs[static_cast<size_t>(w.verb)].stem + "/verb + " +
                     std::string(EndingName(w.ending)) + "/" +
                     std::string(tables_.eomi.cell(w.ending.row, 2));
        if ((w.ending.features & kPast) != 0) t.reading += "/past";
      }
      out_.tokens.push_back(std::move(t));
    }
  }

  const Vocabulary& v_;
  const Tables& tables_;
  std::string_view text_;
  ByteSpan span_;
  const SentenceContext& context_;
  Analysis& out_;
  Assembler assembler_;
  PhraseReader phrases_;
  std::vector<Word> words_;
  bool telegraphic_ = false;
};

class KoreanAnalyser : public Analyser {
 public:
  explicit KoreanAnalyser(const lexicon::Lexicon& lexicon)
      : tables_{lexicon.table("ko.predicates"), lexicon.table("ko.support_verbs"),
                lexicon.table("ko.eomi")},
        vocabulary_(lexicon) {}
  std::string_view lang() const override { return "ko"; }
  void Analyse(std::string_view text, ByteSpan sentence, const SentenceContext& context,
               Analysis& out) const override {
    out.Clear();
    Sentence(vocabulary_, tables_, text, sentence, context, out).Run();
  }

 private:
  Tables tables_;
  Vocabulary vocabulary_;
};

}  // namespace

std::unique_ptr<Analyser> MakeAnalyser(const lexicon::Lexicon& lexicon) {
  return std::make_unique<KoreanAnalyser>(lexicon);
}

}  // namespace bongsu::language::ko
