// The Korean vocabulary: every noun and verb of the lexicon in two tries, one over syllables
// (nouns), one over letters (verb stems). Built once from the lexicon's tables.
#ifndef BONGSU_LANGUAGE_KO_VOCABULARY_H_
#define BONGSU_LANGUAGE_KO_VOCABULARY_H_

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/small_vector.h"
#include "base/string_map.h"
#include "language/clause.h"
#include "language/ko/endings.h"
#include "lexicon/lexicon.h"
#include "text/trie.h"

namespace bongsu::language::ko {

// What a noun may be. One form can be several things.
enum class NounKind : uint8_t {
  kEntity,
  kPerson,
  kAgent,
  kCollective,
  kGroup,
  kLetter,        // 美, 北: one letter for a state
  kToward,        // 대북
  kPredicate,     // verbal or event noun, rows of ko.predicates
  kContent,       // 가능성, 것: takes a clause
  kTransparent,   // 등, 측: read through
  kBetween,       // 간, 사이
  kInside,        // 내: read through, and a noun only behind a bare noun
  kPlural,        // 들
  kFormer,        // 전
  kThing,         // 체계, 방안: makes an event noun before it a mere attribute
  kUtterance,     // 발언, 성명: what the clause before it says is said with it
  kClaim,         // 주장, 증언: the clause before it is the word of somebody
  kAnd,           // 및
  kCounter,       // 명: counts the people in front of it (교사 30명)
  kSubordinator,  // 가운데, 반면: the clause in front of it stands beside the next
  kCommon,        // any other known noun
};

const char* NounKindName(NounKind kind);

struct NounReading {
  NounKind kind;
  uint32_t row;  // of the table the kind belongs to
  bool ambiguous = false;
  bool demonym = false;
  bool title = false;  // an agent that one person is called by: 장관, 대표
};

struct Noun {
  std::string_view form;  // of the lexicon's image
  base::SmallVector<NounReading, 2> readings;
  bool Has(NounKind kind) const { return Find(kind) != nullptr; }
  const NounReading* Find(NounKind kind) const {
    for (const NounReading& r : readings)
      if (r.kind == kind) return &r;
    return nullptr;
  }
};

// A verb that the lexicon knows, whatever for.
struct Verb {
  std::string stem;
  std::vector<uint32_t> predicates;  // rows of ko.predicates (pos v)
  bool passive = false;              // noun + 되/받/당하, listed as one verb
  bool light = false, light_passive = false, copula = false, honorific = false, attached = false;
};

struct VerbShape {
  uint32_t verb;
  Shape shape;
};

// A multi-word construction that ends in a verb: 손을 잡.
struct Construction {
  std::string before;  // the words before the verb, one blank between
  uint32_t row;        // of ko.predicates
};

// Auxiliary or modal noun behind an inflected verb.
struct Auxiliary {
  std::string form;  // one or two words: 있, 가능성, 수 있
  bool noun = false;
  bool purpose = false;  // 기 위하: the clause says what for
  uint32_t features = 0;
};

// Points into the lexicon, which must outlive it.
struct Vocabulary {
  explicit Vocabulary(const lexicon::Lexicon& lexicon);
  Vocabulary(const Vocabulary&) = delete;  // auxiliaries_of points into itself
  Vocabulary& operator=(const Vocabulary&) = delete;

  uint64_t id;  // no two vocabularies of a process have the same
  std::vector<Noun> nouns;
  text::Trie noun_trie;               // form -> index of nouns
  text::Trie names_of_several_words;  // those of them that name parties and hold a blank
  std::vector<Verb> verbs;
  std::vector<std::vector<VerbShape>> verb_shapes;
  text::Trie verb_trie;  // letters -> index of verb_shapes
  text::Trie tail_trie;  // those of verbs that stand behind a noun in its word: 하, 되, 이
  base::StringMap<uint32_t> verb_by_stem;
  // The case name of the particle `form`, empty when it is none.
  std::string_view Josa(std::string_view form) const {
    const uint32_t found = josa_trie_.Find(form);
    return found == text::Trie::kNone ? std::string_view() : josa_cases_[found];
  }
  // Verb stem (or noun + 하) -> constructions.
  base::StringMap<std::vector<Construction>> constructions;
  // Row of ko.eomi -> first word of the auxiliary -> auxiliaries; forms share their auxiliaries
  // across shapes.
  using Auxiliaries = base::StringMap<std::vector<Auxiliary>>;
  std::vector<const Auxiliaries*> auxiliaries_of;
  // 우려, 가능성: what stands before such a noun is no more than possible.
  bool IsDoubt(std::string_view noun) const {
    const auto it = modal_nouns.find(noun);
    return it != modal_nouns.end() && (it->second & kPossible) != 0;
  }
  base::StringMap<uint32_t> modal_nouns;  // 가능성, 계획: what they say of the noun before them
  base::StringMap<int> support_by_stem;   // stem -> row of ko.support_verbs
  std::set<std::string, std::less<>> numerals;  // 수만, 여러; behind digits 만, 천여
  base::StringMap<int> carriers;           // 실시, 부과: nouns of those that only say that the act
                                           // before them is done
  text::Trie postpositions;                // "에 대한" -> Case
  base::StringMap<std::string_view> cues;  // word -> feature
  std::set<std::string, std::less<>> standing_letters;  // Hangul that names a state alone: 미, 북
  std::set<std::string, std::less<>> surnames;          // 김, 신: one syllable before an office
  std::string light_stem;                               // 하
  int copula = -1;                                      // index of verbs
  Endings endings;

 private:
  base::StringMap<Auxiliaries> auxiliaries_;  // by ending form
  text::Trie josa_trie_;                      // form -> index of josa_cases_
  std::vector<std::string_view> josa_cases_;
  void ComposeVerbs();
  void AddNoun(std::string_view form, NounReading reading);
  Verb& AddVerb(std::string_view stem, std::string_view verb_class);
  std::unordered_map<std::string_view, uint32_t> noun_index_;
  std::vector<std::string> verb_class_;
};

Case CaseOf(std::string_view name);

}  // namespace bongsu::language::ko

#endif  // BONGSU_LANGUAGE_KO_VOCABULARY_H_
