// The brief's words in one language: data/report/phrases.tsv and the grammar that joins them.
#ifndef BONGSU_REPORT_BRIEF_PHRASES_H_
#define BONGSU_REPORT_BRIEF_PHRASES_H_

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"
#include "lexicon/lexicon.h"

namespace bongsu::report {

using Slots = std::map<std::string, std::string, std::less<>>;

// Immutable and safe for concurrent use.
class Phrases {
 public:
  // From the lexicon's table `report.phrases`; `lang` is ko, en or ja. kInvalidArgument for another
  // language, kBadInput when the table is missing.
  static Result<Phrases> FromTable(const lexicon::Table& table, const std::string& lang);
  // From the text of the table; `path` is for messages.
  static Result<Phrases> FromText(std::string_view tsv, const std::string& path,
                                  const std::string& lang);

  const std::string& lang() const { return lang_; }
  bool Has(std::string_view key) const { return phrases_.contains(key); }
  // The phrase as it stands in the table; a key that is missing gives the key itself, which a
  // reader can report.
  std::string_view operator[](std::string_view key) const;
  // The phrase with its slots filled in.
  std::string Fill(std::string_view key, const Slots& slots = {}) const;
  // The keys that begin with `prefix`, in order.
  std::vector<std::string> KeysFrom(std::string_view prefix) const;
  // Whether a text in `lang` (of a record, not of the brief) has one of the forms of word.`name`.
  // Korean forms may begin with a final consonant of the syllable before: "ㄹ 가능".
  bool HasWord(std::string_view name, const std::string& lang, std::string_view text) const;
  // "A, B and C".
  std::string List(const std::vector<std::string>& parts) const;

 private:
  // Takes a row of the table: key, ko, en, ja.
  void Add(std::string_view key, const std::array<std::string_view, 3>& cells, size_t column);
  static Result<Phrases> Checked(Phrases made);
  std::string lang_;
  std::map<std::string, std::string, std::less<>> phrases_;
  std::map<std::string, std::vector<std::string>, std::less<>> words_;  // by "name lang"
};

// Fills a template: {slot}, {slot:particle}, [a;b] the first alternative without an empty slot,
// <x|y|z> the one of number `form`.
std::string FillTemplate(std::string_view pattern, const Slots& slots, size_t form = 0);

// `word` with the form of a Korean particle that its last sound wants: 이 (이/가), 을 (을/를), 은
// (은/는), 과 (과/와), 으로 (으로/로). What stands in brackets at the end does not count; a last
// sound that spelling does not tell, as in Latin letters, gets both forms: "NATO이(가)".
std::string WithParticle(std::string_view word, std::string_view particle);

// The forms of what somebody did that the sentences of a language need, by slot name: past, base,
// gerund, future, present, ongoing, had, not_past, not_future, not_either,
// not_base, not_had. `pattern` is a phrase act.*.
Slots ActForms(std::string_view pattern, const Slots& parties, const std::string& lang);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_PHRASES_H_
