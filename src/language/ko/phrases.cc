#include "language/ko/phrases.h"

#include <algorithm>

#include "text/hangul.h"
#include "text/utf8.h"

namespace bongsu::language::ko {
namespace {

std::string_view Slice(std::string_view text, ByteSpan span) {
  return text.substr(span.begin, span.size());
}

bool IsHangul(std::string_view word) {
  size_t pos = 0;
  return text::IsHangulSyllable(text::DecodeUtf8(word, pos));
}

// How a word ties to the next inside a phrase.
enum class Tie { kApposed, kGenitive, kCoordinated, kEnd };

}  // namespace

bool PhraseReader::IsName(const Noun& noun) {
  constexpr size_t kTwoSyllables = 6;  // bytes
  const bool common = noun.Has(NounKind::kAgent) || noun.Has(NounKind::kCommon) ||
                      noun.Has(NounKind::kPredicate) || noun.Has(NounKind::kContent);
  return noun.form.size() > kTwoSyllables || !common;
}

int PhraseReader::HeadSegment(const Word& word) const {
  for (int s = static_cast<int>(word.segments.size()); s-- > 0;) {
    const int noun = word.segments[static_cast<size_t>(s)].noun;
    if (noun >= 0) {
      const Noun& n = v_.nouns[static_cast<size_t>(noun)];
      if (n.readings.size() == 1 &&
          (n.Has(NounKind::kPlural) || n.Has(NounKind::kTransparent) || n.Has(NounKind::kInside)))
        continue;
    }
    return s;
  }
  return -1;
}

bool PhraseReader::IsParty(std::string_view text, const Word& word, size_t s) const {
  const Segment& segment = word.segments[s];
  if (segment.noun < 0) return false;
  const Noun& noun = v_.nouns[static_cast<size_t>(segment.noun)];
  for (const NounReading& r : noun.readings) {
    switch (r.kind) {
      case NounKind::kEntity:
        // A form that is also a common word names the party only when nothing else is glued to it.
        if (!r.ambiguous || (s == 0 && word.segments.size() == 1)) return true;
        break;
      case NounKind::kPerson:
        if (IsName(noun) && (s == 0 || word.segments[s - 1].noun >= 0)) return true;
        break;
      case NounKind::kAgent:
      case NounKind::kCollective:
      case NounKind::kGroup:
        return true;
      case NounKind::kLetter:
        // A Chinese character stands for its state; a Hangul letter only in a row of them.
        if (!IsHangul(Slice(text, segment.text)))
          return word.segments.size() == 1 || s + 1 < word.segments.size();
        break;
      default:
        break;
    }
  }
  return false;
}

bool PhraseReader::NamesParty(std::string_view text, const Word& word) const {
  const int head = HeadSegment(word);
  return head >= 0 && IsParty(text, word, static_cast<size_t>(head));
}

// "전 미국 대통령": a word that is only 전 says "former" in front of a state and an office.
bool PhraseReader::SaysFormer(const std::vector<Word>& words, size_t i) const {
  const auto is = [&](size_t k, NounKind kind) {
    if (k >= words.size() || words[k].segments.empty()) return false;
    const int noun = words[k].segments.front().noun;
    return noun >= 0 && v_.nouns[static_cast<size_t>(noun)].Has(kind);
  };
  if (words[i].tail != TailKind::kBare || words[i].segments.size() != 1 ||
      !is(i, NounKind::kFormer))
    return false;
  if (is(i + 1, NounKind::kEntity)) return is(i + 2, NounKind::kAgent);  // 전 미국 대통령
  if (!is(i + 1, NounKind::kAgent)) return false;
  const int title = words[i + 1].segments.front().noun;  // 전 부지사, but not 전 국민
  return v_.nouns[static_cast<size_t>(title)].Find(NounKind::kAgent)->title;
}

void PhraseReader::AddMentions(std::string_view text, const std::vector<Word>& words, size_t i,
                               Party& party, NounPhrase& phrase) const {
  const Word& word = words[i];
  const Word* next = i + 1 < words.size() ? &words[i + 1] : nullptr;
  if (word.surname) party.mentions.push_back({MentionKind::kSurname, 0, word.text});
  if (SaysFormer(words, i)) {
    party.mentions.push_back({MentionKind::kFormer, 0, word.text});
    return;
  }
  for (size_t s = 0; s < word.segments.size(); ++s) {
    const Segment& segment = word.segments[s];
    if (segment.noun < 0) continue;
    const Noun& noun = v_.nouns[static_cast<size_t>(segment.noun)];
    const bool standing = IsParty(text, word, s);
    for (const NounReading& r : noun.readings) {
      MentionKind kind;
      if (r.kind == NounKind::kToward && !r.ambiguous) {
        Party toward;
        toward.mentions.push_back({MentionKind::kGroup, r.row, segment.text});
        toward.text = segment.text;
        phrase.toward.push_back(std::move(toward));
        break;
      }
      if (r.kind == NounKind::kLetter) {
        // One letter: a Chinese character anywhere; a Hangul letter in front of a party or an event
        // noun of its own word or, standing alone, of the next.
        const bool hangul = IsHangul(Slice(text, segment.text));
        const bool glued = s + 1 < word.segments.size() && word.segments[s + 1].noun >= 0;
        const bool alone = v_.standing_letters.contains(noun.form) && word.segments.size() == 1 &&
                           word.tail == TailKind::kBare && next != nullptr &&
                           !next->segments.empty() && next->segments[0].noun >= 0;
        const auto party_or_event = [&](const Segment& other) {
          const Noun& n = v_.nouns[static_cast<size_t>(other.noun)];
          return n.Has(NounKind::kAgent) || n.Has(NounKind::kPredicate) ||
                 n.Has(NounKind::kEntity) || n.Has(NounKind::kLetter);
        };
        const bool fits = !hangul || (s == 0 && glued && party_or_event(word.segments[1])) ||
                          (alone && party_or_event(next->segments[0]));
        if (fits) {
          party.mentions.push_back({MentionKind::kEntity, r.row, segment.text});
          break;
        }
        continue;
      }
      if (!standing && r.kind != NounKind::kEntity) continue;
      if (r.kind == NounKind::kEntity) {
        // A body that several states have (외교부) is read as the common noun, whose state the
        // context gives.
        if (r.ambiguous && (!standing || noun.Has(NounKind::kAgent))) continue;
        kind = MentionKind::kEntity;
      } else if (r.kind == NounKind::kPerson) {
        if (!IsName(noun)) continue;
        kind = MentionKind::kPerson;
      } else if (r.kind == NounKind::kAgent) {
        kind = MentionKind::kAgent;
      } else if (r.kind == NounKind::kCollective) {
        kind = MentionKind::kCollective;
      } else if (r.kind == NounKind::kGroup) {
        kind = MentionKind::kGroup;
      } else {
        continue;
      }
      party.mentions.push_back({kind, r.row, segment.text, r.demonym});
      if (kind != MentionKind::kPerson)
        break;  // a name may belong to several people: the coder chooses
    }
  }
}

// The longest postposition that begins with the particle of words[i].
PhraseReader::Postposition PhraseReader::PostpositionAt(std::string_view text,
                                                        const std::vector<Word>& words,
                                                        size_t i) const {
  Postposition best;
  const Word& w = words[i];
  if (w.tail != TailKind::kJosa || w.quote_close > 0) return best;
  const std::string_view rest = text.substr(w.josa.begin);
  v_.postpositions.Prefixes(rest, [&](size_t length, uint32_t relation) {
    const size_t end = w.josa.begin + length;
    if (end == w.josa.end) best = {true, 0, static_cast<Case>(relation)};
    for (size_t k = i + 1; k < words.size() && k <= i + 2 && words[k].quote_open == 0; ++k)
      if (words[k].text.end == end) best = {true, k - i, static_cast<Case>(relation)};
  });
  return best;
}

PhraseReader::Read PhraseReader::ReadPhrase(std::string_view text, const std::vector<Word>& words,
                                            size_t begin, NounPhrase& phrase) const {
  Read read;
  phrase.text = words[begin].text;
  phrase.head = words[begin].stem;
  // Conjuncts of the part that is being read; a genitive closes a part, whose parties then own what
  // follows.
  std::vector<Party> conjuncts(1);
  bool head_is_party = false;
  size_t i = begin;
  const auto is_noun_word = [&](size_t k) {
    return k < words.size() && words[k].tail != TailKind::kVerb && !words[k].bracket;
  };
  // The word behind words[k], what stands in brackets passed over.
  const auto behind = [&](size_t k) {
    do ++k;
    while (k < words.size() && words[k].bracket);
    return k;
  };
  // A word that is only 간, 등, 및 ...: no head of its own.
  const auto is_only = [&](size_t k, NounKind kind) {
    if (k >= words.size() || words[k].segments.size() != 1 || words[k].segments[0].noun < 0)
      return false;
    return v_.nouns[static_cast<size_t>(words[k].segments[0].noun)].Has(kind);
  };
  const auto next_conjunct_names_party = [&](size_t k) {
    for (size_t steps = 0; is_noun_word(k) && steps < 6; ++k, ++steps)
      if (words[k].tail == TailKind::kJosa || words[k].comma || !is_noun_word(k + 1) ||
          (words[k].joined && NamesParty(text, words[k])) || is_only(k + 1, NounKind::kBetween) ||
          is_only(k + 1, NounKind::kTransparent) || is_only(k + 1, NounKind::kAnd))
        return NamesParty(text, words[k]);
    return false;
  };
  const auto is_number = [&](size_t k) {
    const char first = text[words[k].text.begin];
    return (first >= '0' && first <= '9') || v_.numerals.contains(Slice(text, words[k].text));
  };
  // 30명, 5천여 명: behind a party, its number.
  const auto counts = [&](size_t k) {
    if (!head_is_party || words[k].segments.empty()) return false;
    const int unit = words[k].segments.back().noun;
    const bool counter = unit >= 0 && v_.nouns[static_cast<size_t>(unit)].Has(NounKind::kCounter);
    if (counter) return is_number(k) || (k > begin && is_number(k - 1));
    return is_number(k) && is_only(k + 1, NounKind::kCounter);
  };
  while (i < words.size()) {
    const Word& w = words[i];
    phrase.text.end = w.text.end;
    const int head = HeadSegment(w);
    const bool transparent_only =  // 등, 측, 내 as a word of its own
        head < 0 || is_only(i, NounKind::kTransparent) || is_only(i, NounKind::kInside) ||
        counts(i);
    Party& party = conjuncts.back();
    if (party.mentions.empty()) party.text.begin = w.text.begin;
    party.text.end = w.stem.end;
    const size_t next = behind(i);
    const bool joins = is_noun_word(next) && words[next].quote_open == 0;
    AddMentions(text, words, i, party, phrase);
    if (!transparent_only) {
      head_is_party = IsParty(text, w, static_cast<size_t>(head));
      read.head_word = i;
      phrase.head = w.stem;
      const int noun = w.segments[static_cast<size_t>(head)].noun;
      const Noun* n = noun < 0 ? nullptr : &v_.nouns[static_cast<size_t>(noun)];
      const auto is = [&](NounKind kind) { return n != nullptr && n->Has(kind); };
      read.content_head = is(NounKind::kContent);
      read.utterance_head = is(NounKind::kUtterance);
      // 연합훈련 실시, 제재 부과: a noun that only carries the act before it; 이전 우려: one that
      // says how sure it is.
      const bool carries = is(NounKind::kPredicate) && read.event_word >= 0 &&
                           (v_.carriers.contains(n->form) || v_.IsDoubt(n->form));
      if (is(NounKind::kPredicate) && !head_is_party && !carries) {
        read.event_word = static_cast<int>(i);
        read.event_segment = head;
      } else if (!carries && (head_is_party || is(NounKind::kThing))) {
        read.event_word = -1;
      }
    }

    // What follows: a postposition of several words, a particle, a comma, or the next noun.
    const Postposition post = PostpositionAt(text, words, i);
    Tie tie = Tie::kEnd;
    if (post.words > 0) {
      phrase.relation = post.relation;
      const Word& last = words[i + post.words];
      phrase.adnominal =
          (last.tail == TailKind::kVerb && last.ending.kind == EndingKind::kAdnominal) ||
          (last.tail == TailKind::kJosa && CaseOf(last.josa_case) == Case::kGen);
      phrase.text.end = last.text.end;
      i += post.words;
    } else if (post.found) {
      phrase.relation = post.relation;
    } else if (w.tail == TailKind::kJosa) {
      const Case c = CaseOf(w.josa_case);
      if (w.quote_close > 0 && c != Case::kGen) {
        phrase.relation = c;
      } else if (c == Case::kGen && is_noun_word(next)) {
        tie = Tie::kGenitive;
      } else if (c == Case::kCom && joins && next_conjunct_names_party(next) == head_is_party) {
        tie = Tie::kCoordinated;
      } else {
        phrase.relation = c;
      }
      phrase.comma = w.comma;
    } else if (w.quote_close > 0) {
      tie = Tie::kEnd;
    } else if (w.joined && joins && !head_is_party) {
      tie = Tie::kApposed;  // one thing of two halves: 외교·국방 장관
    } else if (w.comma || w.joined) {
      const bool coordinated = joins && next_conjunct_names_party(next) == head_is_party &&
                               (head_is_party || read.event_word < 0);
      tie = coordinated ? Tie::kCoordinated : Tie::kEnd;
      phrase.comma = true;
    } else if (joins) {
      tie = Tie::kApposed;
      // 간, 사이: the parties so far stand among each other.
      if (is_only(next, NounKind::kAnd)) {
        i = next;
        tie = is_noun_word(i + 1) ? Tie::kCoordinated : Tie::kEnd;
      } else if (is_only(next, NounKind::kBetween)) {
        phrase.relation = Case::kBetween;
        phrase.adnominal = true;
        phrase.text.end = words[next].text.end;
        i = next;
        tie = Tie::kEnd;
      }
    }
    ++i;
    if (tie == Tie::kEnd) break;
    phrase.comma = false;
    if (tie == Tie::kGenitive) {
      for (Party& p : conjuncts)
        if (!p.mentions.empty()) phrase.owners.push_back(std::move(p));
      // "the ministers of A and B": the owners stay in front of the head that follows
      conjuncts.assign(1, Party());
    } else if (tie == Tie::kCoordinated) {
      conjuncts.emplace_back();
    }
    while (i < words.size() && words[i].bracket) ++i;
    if (i >= words.size() || words[i].tail == TailKind::kVerb) break;
  }

  const auto drop_empty = [](std::vector<Party>& parties) {
    std::erase_if(parties, [](const Party& p) { return p.mentions.empty(); });
  };
  drop_empty(conjuncts);
  if (head_is_party) {
    // Owners in front of common nouns say whose they are: distribute them over the head ("미국과
    // 일본의 국방부 장관들").
    const bool nameless =
        conjuncts.size() == 1 && !phrase.owners.empty() &&
        std::all_of(conjuncts[0].mentions.begin(), conjuncts[0].mentions.end(),
                    [](const Mention& m) {
                      return m.kind == MentionKind::kAgent || m.kind == MentionKind::kCollective;
                    });
    if (nameless) {
      for (Party& owner : phrase.owners) {
        owner.mentions.insert(owner.mentions.end(), conjuncts[0].mentions.begin(),
                              conjuncts[0].mentions.end());
      }
      phrase.parties = std::move(phrase.owners);
      phrase.owners.clear();
    } else {
      phrase.parties = std::move(conjuncts);
    }
  } else {
    for (Party& p : conjuncts) phrase.owners.push_back(std::move(p));
  }
  read.next = i;
  return read;
}

}  // namespace bongsu::language::ko
