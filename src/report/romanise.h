// Hangul and kana in Latin letters, for names that are known in their own script alone.
#ifndef BONGSU_REPORT_ROMANISE_H_
#define BONGSU_REPORT_ROMANISE_H_

#include <map>
#include <string>
#include <string_view>

#include "lexicon/lexicon.h"

namespace bongsu::report {

// Immutable and safe for concurrent use.
class Romaniser {
 public:
  Romaniser() = default;  // changes nothing
  // From the lexicon's table `report.romanisation`.
  explicit Romaniser(const lexicon::Table& table);

  // Each word with a capital: "조선로동당" is "Joseonnodongdang", "きしだ" is "Kishida". What is
  // neither Hangul nor kana stays; kanji cannot be read without knowing the name and stay too.
  std::string Of(std::string_view text) const;

 private:
  std::string Find(const char* kind, const std::string& letters) const;
  std::map<std::pair<std::string, std::string>, std::string> forms_;  // by kind and letters
};

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_ROMANISE_H_
