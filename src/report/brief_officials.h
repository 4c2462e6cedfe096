// Officials whom a text names with their office: who was there, as far as the text says so.
#ifndef BONGSU_REPORT_BRIEF_OFFICIALS_H_
#define BONGSU_REPORT_BRIEF_OFFICIALS_H_

#include <map>
#include <string>
#include <vector>

#include "bongsu/document.h"
#include "lexicon/lexicon.h"
#include "report/brief_compose.h"

namespace bongsu::report {

// Immutable and safe for concurrent use.
class OfficialFinder {
 public:
  explicit OfficialFinder(const lexicon::Lexicon& lexicon);

  // Holders of office on `day` (YYYY-MM-DD) whom the passage of a meeting's evidence names next to
  // their title: "오스틴 국방장관", "Secretary of State Antony Blinken". The passage is the section
  // of the document that the evidence stands in, and in it the paragraph of the evidence and
  // kNear before and after. Only of the states that meet. In order of the text.
  std::vector<NamedOfficial> Find(const Document& document, const Event& meeting,
                                  const std::string& day) const;

  static constexpr size_t kNear = 2;

 private:
  struct Holder {
    std::string person, office, from, to;  // days inclusive; empty: open
  };
  using Forms = std::map<std::string, std::vector<std::string>>;  // by language
  std::map<std::string, std::vector<Holder>> holders_;            // by code of the office
  std::map<std::string, Forms> names_, titles_;                   // by person, by office
};

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_OFFICIALS_H_
