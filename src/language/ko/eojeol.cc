// The nominal part is segmented by the cheapest path over the noun trie, with a price for unknown
// syllables; what is left behind must be a particle, a light verb or the copula with an ending, or
// nothing. A verb must cover its word to the end. Prices are small integers, chosen so that known
// beats unknown and few pieces beat many.
#include "language/ko/eojeol.h"

#include <algorithm>

#include "base/hash.h"
#include "text/hangul.h"
#include "text/quotation.h"
#include "text/utf8.h"

namespace bongsu::language::ko {
namespace {

constexpr int kSegmentCost = 10;          // a known noun
constexpr int kUnknownCost = 8;           // an unknown stretch ...
constexpr int kUnknownSyllableCost = 12;  // ... and each of its syllables
constexpr int kShortUnknownCost = 24;     // an unknown stretch of one syllable
constexpr int kBehindNumberCost = 8, kCounterCost = 1;
constexpr int kLetterCost = 14;  // a one-letter state inside a longer word
constexpr int kJosaCost = 1;
constexpr int kPlainVerbCost = 6;
constexpr int kShortVerbCost =
    12;  // a stem of one syllable (울, 내, 가): a known noun with a particle is likelier
constexpr size_t kSyllableBytes = 3;
constexpr int kLightVerbCost = 1;
constexpr int kCopulaCost = 4;
constexpr int kMaxSyllables = 40;  // a longer stretch without a blank is read as unknown

constexpr size_t kKeptWords = 8192;  // a thread keeps so many readings
constexpr size_t kLongestKept = kMaxSyllables * kSyllableBytes;

void MoveTo(uint32_t begin, Word& word) {
  const auto move = [&](ByteSpan& span) {
    span.begin += begin;
    span.end += begin;
  };
  move(word.text);
  move(word.stem);
  if (word.tail == TailKind::kJosa) move(word.josa);
  for (Segment& segment : word.segments) move(segment.text);
}

// Marks around a term ('공동성명') or a title; transparent like brackets.
bool IsTermMark(char32_t c) {
  return c == '\'' || c == U'‘' || c == U'’' || c == U'《' || c == U'》' || c == U'〈' ||
         c == U'〉' || c == '*';
}

bool IsJoiner(char32_t c) {
  return c == U'·' || c == U'ㆍ' || c == U'‧' || c == U'・' || c == U'･' || c == '-' || c == '/';
}

bool IsWordCharacter(char32_t c) {
  return text::IsHangulSyllable(c) || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
         (c >= 'a' && c <= 'z') || (c >= 0x3131 && c <= 0x318E) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x3040 && c <= 0x30FF) ||
         (c >= 0xC0 && c <= 0x24F) || c == '%' || c == '+' || c == '&' ||
         (c >= 0xF900 && c <= 0xFAFF);
}

// True for a Hangul syllable without a final consonant.
bool EndsInVowel(std::string_view syllable) {
  size_t pos = 0;
  const char32_t c = text::DecodeUtf8(syllable, pos);
  return c >= 0xAC00 && c <= 0xD7A3 && (c - 0xAC00) % 28 == 0;
}

}  // namespace

bool EojeolAnalyser::FindVerb(std::string_view jamo, bool at_start, bool after_known,
                              VerbTail& best, bool prefer_question) const {
  const auto consider = [&](uint32_t index, const Ending& ending, bool attached, int cost) {
    if (cost < best.cost) best = {static_cast<int>(index), ending, attached, cost};
  };
  const text::Trie& stems = at_start ? v_.verb_trie : v_.tail_trie;
  stems.Prefixes(jamo, [&](size_t length, uint32_t shapes) {
    const std::string_view rest = jamo.substr(length);
    for (const VerbShape& s : v_.verb_shapes[shapes]) {
      const Verb& verb = v_.verbs[s.verb];
      int cost = verb.stem.size() <= kSyllableBytes ? kShortVerbCost : kPlainVerbCost;
      if (!at_start) {
        if (verb.light || verb.light_passive) {
          cost = after_known ? kLightVerbCost : kLightVerbCost + 2;
        } else if (verb.copula) {
          cost = after_known ? kCopulaCost : kCopulaCost + kUnknownSyllableCost;
        } else {
          continue;
        }
      } else if (verb.copula || (verb.honorific && !verb.attached)) {
        continue;
      }
      Ending ending;
      if (v_.endings.Find(s.shape, rest, ending)) {
        // 열지 (않았다): of two readings the one that does not ask whether.
        const bool asks = (ending.features & kQuestion) != 0;
        consider(s.verb, ending, false, cost + (asks == prefer_question ? 0 : 1));
      }
      // -시-, and auxiliaries written onto the 아 form (강화해나가기로).
      if (s.shape != Shape::kEo && s.shape != Shape::kEu) continue;
      v_.verb_trie.Prefixes(rest, [&](size_t more, uint32_t next_shapes) {
        for (const VerbShape& n : v_.verb_shapes[next_shapes]) {
          const Verb& next = v_.verbs[n.verb];
          const bool fits = s.shape == Shape::kEu ? next.honorific : next.attached;
          if (fits && v_.endings.Find(n.shape, rest.substr(more), ending))
            consider(s.verb, ending, s.shape == Shape::kEo, cost + 1);
        }
      });
    }
  });
  return best.verb >= 0;
}

void EojeolAnalyser::TakeVerb(const VerbTail& tail, Word& word) {
  word.tail = TailKind::kVerb;
  word.verb = tail.verb;
  word.ending = tail.ending;
  word.attached = tail.attached;
}

// 태세다, 차례다: behind a vowel the copula 이 may be left out before a plain statement's ending.
bool EojeolAnalyser::FindElidedCopula(std::string_view jamo, VerbTail& best) const {
  Ending ending;
  if (v_.copula < 0 || kCopulaCost >= best.cost || !v_.endings.Find(Shape::kPlain, jamo, ending) ||
      ending.kind != EndingKind::kFinal || ending.features != 0)
    return false;
  best = {v_.copula, ending, false, kCopulaCost};
  return true;
}

// The words that a thread has read, with offsets from the word's own beginning: each has one slot,
// and a word that comes to a slot in use takes it over.
struct EojeolAnalyser::ReadWords {
  struct Slot {
    uint64_t hash = 0;
    std::string form;
    Word word;
  };
  uint64_t vocabulary = 0;
  std::vector<Slot> slots;
};

void EojeolAnalyser::AnalyseWord(std::string_view text, ByteSpan span, Before before,
                                 Word& word) const {
  const std::string_view w = text.substr(span.begin, span.size());
  if (w.size() > kLongestKept) {
    word = Word();
    ReadWord(w, before, word);
    MoveTo(span.begin, word);
    return;
  }
  thread_local ReadWords read;
  if (read.vocabulary != v_.id) {
    read.slots.assign(kKeptWords, {});
    read.vocabulary = v_.id;
  }
  const uint64_t hash = base::Hash64(w) ^ static_cast<uint64_t>(before);
  ReadWords::Slot& slot = read.slots[hash % kKeptWords];
  if (slot.hash != hash || slot.form != w) {
    slot.word = Word();
    ReadWord(w, before, slot.word);
    slot.hash = hash;
    slot.form = w;
  }
  word = slot.word;
  MoveTo(span.begin, word);
}

void EojeolAnalyser::ReadWord(std::string_view w, Before before, Word& word) const {
  const ByteSpan span{0, static_cast<uint32_t>(w.size())};
  word.text = word.stem = span;
  // Syllable boundaries: byte offsets in w, and where each begins among the letters.
  uint32_t at[kMaxSyllables + 1], letters_at[kMaxSyllables + 1];
  int n = 0;
  std::string jamo;
  jamo.reserve(w.size());
  for (size_t pos = 0; pos < w.size();) {
    if (n == kMaxSyllables) {
      word.segments.push_back({span, -1});
      return;
    }
    at[n] = static_cast<uint32_t>(pos);
    letters_at[n++] = static_cast<uint32_t>(jamo.size());
    const size_t begin = pos;
    text::DecodeUtf8(w, pos);
    text::AppendJamo(jamo, w.substr(begin, pos - begin));
  }
  at[n] = static_cast<uint32_t>(w.size());
  letters_at[n] = static_cast<uint32_t>(jamo.size());

  // Cheapest segmentation of each prefix.
  struct Step {
    int cost = 1 << 20, from = -1, noun = -1;
  };
  Step steps[kMaxSyllables + 1];
  steps[0].cost = 0;
  // Behind a number stands what it counts (30대가), not a word that happens to begin so (대가).
  const size_t digits = std::min(w.find_first_not_of("0123456789,."), w.size());
  if (digits > 0 && digits < w.size() && v_.numerals.contains(w.substr(digits))) {
    word.segments.push_back({span, -1});  // 30만, 5천여: not "only 30"
    return;
  }
  const auto relax = [&](int from, int to, int noun, int cost) {
    if (steps[from].cost + cost < steps[to].cost) steps[to] = {steps[from].cost + cost, from, noun};
  };
  for (int i = 0; i < n; ++i) {
    if (steps[i].cost >= 1 << 20) continue;
    v_.noun_trie.Prefixes(w.substr(at[i]), [&](size_t length, uint32_t noun) {
      const auto* end = std::lower_bound(at + i, at + n + 1, at[i] + static_cast<uint32_t>(length));
      const int to = static_cast<int>(end - at);
      if (to > n || at[to] != at[i] + length) return;
      const Noun& entry = v_.nouns[noun];
      if (before == Before::kOther && i == 0 && entry.readings[0].kind == NounKind::kInside) return;
      const bool letter_only =
          entry.readings.size() == 1 && entry.readings[0].kind == NounKind::kLetter;
      const bool one_syllable = to == i + 1;
      int cost = kSegmentCost;
      if (letter_only) cost = kLetterCost;
      const bool common = std::all_of(entry.readings.begin(), entry.readings.end(),
                                      [](const auto& r) { return r.kind == NounKind::kCommon; });
      if (i > 0 && at[i] == digits && common) cost += kBehindNumberCost;
      // Inside a word a single syllable is a suffix (군, 측, 들) behind something known, or chance.
      if (one_syllable && !(i == 0 && to == n)) {
        const bool suffix = entry.Has(NounKind::kPlural) || entry.Has(NounKind::kAgent) ||
                            entry.Has(NounKind::kTransparent);
        cost += suffix && i > 0 && steps[i].noun >= 0 ? 2 : letter_only ? 8 : 16;
      }
      const bool counted = i == 0 ? before == Before::kNumber : at[i] == digits;
      if (counted && entry.Has(NounKind::kCounter)) cost = kCounterCost;
      relax(i, to, static_cast<int>(noun), cost);
    });
    if (steps[i].noun >= 0 || i == 0)  // an unknown stretch never follows another
      for (int to = i + 1; to <= n; ++to)
        relax(
            i, to, -1,
            kUnknownCost + kUnknownSyllableCost * (to - i) + (to == i + 1 ? kShortUnknownCost : 0));
  }

  // The best tail behind each prefix.
  int best_cost = 1 << 20, best_end = n;
  TailKind best_tail = TailKind::kBare;
  VerbTail best_verb;
  std::string_view best_case;
  for (int p = 0; p <= n; ++p) {
    const std::string_view rest = w.substr(at[p]);
    if (p > 0 && steps[p].cost < 1 << 20) {
      // 중재안을: an unknown word hardly ends in the syllable of the object particle.
      const bool objectlike = p == n && n > 1 && steps[p].noun < 0 && steps[p].from < n - 1 &&
                              v_.Josa(w.substr(at[n - 1])) == "acc";
      const int bare = steps[p].cost + (objectlike ? kShortUnknownCost : 0);
      if (p == n && bare < best_cost) {
        best_cost = bare;
        best_end = p;
        best_tail = TailKind::kBare;
      }
      if (p < n && steps[p].cost + kJosaCost < best_cost)
        if (const std::string_view josa = v_.Josa(rest); !josa.empty() && josa != "bare_quote") {
          // 위협이라고 is "that it is a threat", (검토) 중이라고 "that one is considering",
          // 김정은이라고 a name.
          const bool judged =
              josa == "quote" && steps[p].noun >= 0 &&
              (v_.nouns[static_cast<size_t>(steps[p].noun)].Has(NounKind::kPredicate) ||
               (steps[p].from == 0 && v_.support_by_stem.contains(w.substr(0, at[p]))));
          const int cost = steps[p].cost + (judged ? kCopulaCost + 1 : kJosaCost);
          if (cost < best_cost) {
            best_cost = cost;
            best_end = p;
            best_tail = TailKind::kJosa;
            best_case = josa;
          }
        }
    }
    if (p < n && (p == 0 || steps[p].cost < 1 << 20)) {
      const bool after_known = p > 0 && steps[p].noun >= 0;
      VerbTail tail;
      const std::string_view letters = std::string_view(jamo).substr(letters_at[p]);
      bool found = FindVerb(letters, p == 0, after_known, tail);
      if (after_known && EndsInVowel(w.substr(at[p - 1], at[p] - at[p - 1])))
        found = FindElidedCopula(letters, tail) || found;
      if (found) {
        // 협력하고 is the verb, 미국하고 the noun with its particle.
        const bool of_event =
            p > 0 && steps[p].noun >= 0 &&
            v_.nouns[static_cast<size_t>(steps[p].noun)].Has(NounKind::kPredicate);
        const int cost = (p == 0 ? 0 : steps[p].cost) + tail.cost - (of_event ? 1 : 0);
        if (cost < best_cost) {
          best_cost = cost;
          best_end = p;
          best_tail = TailKind::kVerb;
          best_verb = tail;
        }
      }
    }
  }

  word.tail = best_tail;
  word.stem = {span.begin, span.begin + at[best_end]};
  for (int p = best_end; p > 0; p = steps[p].from)
    word.segments.push_back({{span.begin + at[steps[p].from], span.begin + at[p]}, steps[p].noun});
  std::reverse(word.segments.begin(), word.segments.end());
  if (best_tail == TailKind::kJosa) {
    word.josa_case = best_case;
    word.josa = {word.stem.end, span.end};
  } else if (best_tail == TailKind::kVerb) {
    TakeVerb(best_verb, word);
  }
}

bool EojeolAnalyser::IsNumber(std::string_view text, const Word& word) const {
  const std::string_view w = text.substr(word.text.begin, word.text.size());
  const size_t digits = std::min(w.find_first_not_of("0123456789,."), w.size());
  return digits == w.size() || v_.numerals.contains(w.substr(digits));
}

// A name that the lexicon writes with a blank (전 대통령, 두 정상) is one word together with what
// is written onto its end. Widens `span`; false when no such name begins here.
bool EojeolAnalyser::ReadSeveralWords(std::string_view text, ByteSpan sentence, ByteSpan& span,
                                      Word& word) const {
  if (span.end >= sentence.end || text[span.end] != ' ') return false;
  const size_t length =
      v_.names_of_several_words.LongestPrefix(text.substr(span.begin, sentence.end - span.begin))
          .first;
  if (length <= span.size()) return false;
  const ByteSpan name{span.begin, span.begin + static_cast<uint32_t>(length)};
  size_t end = name.end;
  for (size_t after = end; after < sentence.end; end = after)
    if (!IsWordCharacter(text::DecodeUtf8(text, after))) break;
  Word wide;
  AnalyseWord(text, {span.begin, static_cast<uint32_t>(end)}, Before::kOther, wide);
  const bool whole = !wide.segments.empty() && wide.segments[0].text.end >= name.end &&
                     std::all_of(wide.segments.begin(), wide.segments.end(),
                                 [](const Segment& s) { return s.noun >= 0; });
  if (!whole) return false;
  span.end = static_cast<uint32_t>(end);
  word = std::move(wide);
  return true;
}

// 신 장관, 이 대표: a surname, whatever else the syllable might be, where an office follows.
void EojeolAnalyser::MarkSurnames(std::string_view text, std::vector<Word>& words) const {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    Word& w = words[i];
    const Word& office = words[i + 1];
    const bool adjacent = w.text.size() == kSyllableBytes && !w.comma && !w.joined &&
                          w.quote_close == 0 && office.quote_open == 0 &&
                          !office.segments.empty() && office.text.begin == w.text.end + 1 &&
                          office.bracket == w.bracket;
    if (!adjacent || office.segments[0].noun < 0 || w.tail == TailKind::kJosa ||
        !v_.surnames.contains(text.substr(w.text.begin, w.text.size())))
      continue;
    const NounReading* agent =
        v_.nouns[static_cast<size_t>(office.segments[0].noun)].Find(NounKind::kAgent);
    if (agent == nullptr || !agent->title) continue;
    if (w.tail == TailKind::kVerb) {
      // 신 장관 after a pause; in 지시를 한 대통령 the syllable is a verb with its object.
      if (i > 0 && words[i - 1].tail == TailKind::kJosa && !words[i - 1].comma &&
          words[i - 1].josa_case != "top" && words[i - 1].josa_case != "quote")
        continue;
      const ByteSpan span = w.text;
      const int opens = w.quote_open, closes = w.quote_close;
      w = Word();
      w.text = w.stem = span;
      w.quote_open = opens;
      w.quote_close = closes;
      w.bracket = office.bracket;
      w.segments.push_back({span, -1});
    }
    w.surname = true;
  }
}

// 보고 있다, 사고 있다: a noun (보고 "report") that a verb form also spells is the verb where the
// auxiliary of the progressive follows.
void EojeolAnalyser::MarkProgressives(std::string_view text, std::vector<Word>& words) const {
  for (size_t i = 0; i + 1 < words.size(); ++i) {
    Word& w = words[i];
    const Word& next = words[i + 1];
    if (w.tail != TailKind::kBare || w.segments.size() != 1 || w.comma || w.joined ||
        w.quote_close > 0 || !next.segments.empty() || next.verb < 0)
      continue;
    VerbTail verb;
    const std::string jamo = text::ToJamo(text.substr(w.text.begin, w.text.size()));
    if (!FindVerb(jamo, true, false, verb)) continue;
    const Vocabulary::Auxiliaries* candidates = v_.auxiliaries_of[verb.ending.row];
    if (candidates == nullptr) continue;
    const auto found = candidates->find(v_.verbs[static_cast<size_t>(next.verb)].stem);
    if (found == candidates->end() ||
        std::none_of(found->second.begin(), found->second.end(),
                     [](const Auxiliary& a) { return (a.features & kProgressive) != 0; }))
      continue;
    w.segments = {};
    w.stem = w.text;
    TakeVerb(verb, w);
  }
}

// 열지는 불투명하다: what would be an ending for an auxiliary, without one behind it, asks whether.
void EojeolAnalyser::MarkQuestions(std::string_view text, std::vector<Word>& words) const {
  for (size_t i = 0; i < words.size(); ++i) {
    Word& w = words[i];
    if (w.tail != TailKind::kVerb || !w.segments.empty() || w.ending.kind != EndingKind::kAuxiliary)
      continue;
    const Vocabulary::Auxiliaries* candidates = v_.auxiliaries_of[w.ending.row];
    if (i + 1 < words.size() && candidates != nullptr) {
      const Word& next = words[i + 1];
      const std::string_view surface = text.substr(next.text.begin, next.text.size());
      if (candidates->contains(surface) || next.tail != TailKind::kVerb) continue;
      if (candidates->contains(v_.verbs[static_cast<size_t>(next.verb)].stem)) continue;
    }
    VerbTail verb;
    if (FindVerb(text::ToJamo(text.substr(w.text.begin, w.text.size())), true, false, verb, true) &&
        (verb.ending.features & kQuestion) != 0)
      TakeVerb(verb, w);
  }
}

void EojeolAnalyser::Analyse(std::string_view text, ByteSpan sentence,
                             std::vector<Word>& words) const {
  words.clear();
  words.reserve(sentence.size() / 7 + 1);  // two syllables and a blank at least, as a rule
  int brackets = 0, quotes_before = 0;
  bool ascii_quote_open = false;
  size_t pos = sentence.begin;
  bool after_bracket = false;
  bool after_quote = false;
  while (pos < sentence.end) {
    size_t next = pos;
    const char32_t c = text::DecodeUtf8(text, next);
    if (IsWordCharacter(c)) {
      // A word runs over word characters, and over the point or comma inside a number.
      size_t end = next;
      while (end < sentence.end) {
        size_t after = end;
        const char32_t d = text::DecodeUtf8(text, after);
        if (IsWordCharacter(d)) {
          end = after;
          continue;
        }
        if ((d == '.' || d == ',') && after < sentence.end && text[after] >= '0' &&
            text[after] <= '9' && text[end - 1] >= '0' && text[end - 1] <= '9') {
          end = after;
          continue;
        }
        break;
      }
      ByteSpan span{static_cast<uint32_t>(pos), static_cast<uint32_t>(end)};
      // Directly behind a closing bracket or quotation mark, a particle or a quoting verb belongs
      // to the word before.
      const bool touching = (after_bracket || after_quote) && !words.empty();
      Word word;
      const std::string_view josa =
          touching ? v_.Josa(text.substr(span.begin, span.size())) : std::string_view();
      // Behind a closing bracket the noun is the one in front of the opening one: 나토(NATO)의.
      size_t owner = words.empty() ? 0 : words.size() - 1;
      while (after_bracket && owner > 0 && words[owner].bracket) --owner;
      if (!josa.empty() && (after_quote || words[owner].tail == TailKind::kBare)) {
        Word& before = words[owner];
        if (after_quote) {  // its own word, so that the quotation is seen to end
          word.text = word.stem = span;
          word.tail = TailKind::kJosa;
          word.josa = span;
          word.josa_case = josa;
          word.quote_open = quotes_before;
          word.bracket = brackets > 0;
          words.push_back(std::move(word));
        } else {
          before.tail = TailKind::kJosa;
          before.josa_case = josa;
          before.josa = span;
        }
      } else {
        Before before = Before::kOther;
        if (!words.empty() && words.back().tail == TailKind::kBare && !words.back().comma &&
            words.back().quote_close == 0)
          before = IsNumber(text, words.back()) ? Before::kNumber : Before::kNoun;
        if (!ReadSeveralWords(text, sentence, span, word)) AnalyseWord(text, span, before, word);
        end = span.end;
        word.quote_open = quotes_before;
        word.bracket = brackets > 0;
        words.push_back(std::move(word));
      }
      quotes_before = 0;
      after_bracket = after_quote = false;
      pos = end;
      continue;
    }
    const bool was_bracket = after_bracket;
    after_bracket = after_quote = false;
    if (IsTermMark(c)) {
      after_bracket = was_bracket || (!words.empty() && words.back().text.end == pos);
    } else if (c == '(' || c == '[' || c == U'（' || c == U'【') {
      // One that never closes is a stray.
      const std::string_view rest = text.substr(next, sentence.end - next);
      for (const std::string_view close : {")", "]", "）", "】"})
        if (rest.find(close) != std::string_view::npos) {
          ++brackets;
          break;
        }
    } else if (c == ')' || c == ']' || c == U'）' || c == U'】') {
      brackets = std::max(0, brackets - 1);
      after_bracket = true;
    } else if (c == ',' || c == U'、' || c == U'，') {
      if (!words.empty()) words.back().comma = true;
    } else if (IsJoiner(c)) {
      // 외교·국방; a dash with a blank on its side divides.
      const bool close =
          pos > sentence.begin && text[pos - 1] != ' ' && next < sentence.end && text[next] != ' ';
      if (!words.empty()) (close ? words.back().joined : words.back().comma) = true;
    } else if (const text::QuoteMark mark = text::QuoteMarkOf(c)) {
      auto [opens, closes] = mark;
      if (opens && closes) {  // an ASCII mark opens or closes by turns
        opens = !ascii_quote_open;
        closes = ascii_quote_open;
        ascii_quote_open = !ascii_quote_open;
      }
      if (opens) ++quotes_before;
      if (closes && !words.empty()) {
        ++words.back().quote_close;
        after_quote = true;
      }
    }
    pos = next;
  }
  MarkSurnames(text, words);
  MarkProgressives(text, words);
  MarkQuestions(text, words);
}

}  // namespace bongsu::language::ko
