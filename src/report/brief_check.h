// Holds a brief against its own records before anybody reads it, and again after somebody edited
// it. Works on what a reader sees, the text with its marks, and on the records; of the realiser it
// knows nothing, and its words are a table of its own (data/report/check.tsv). docs/brief.md lists
// the rules.
#ifndef BONGSU_REPORT_BRIEF_CHECK_H_
#define BONGSU_REPORT_BRIEF_CHECK_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"
#include "lexicon/lexicon.h"
#include "report/brief.h"
#include "report/brief_names.h"

namespace bongsu::report {

// The words by which a sentence shows how sure it is, in one language. Immutable and safe for
// concurrent use.
class CheckWords {
 public:
  // From the lexicon's table `report.check`. kBadInput when it has no words of the language.
  static Result<CheckWords> FromTable(const lexicon::Table& table, const std::string& lang);
  // From the text of the table; `path` is for messages.
  static Result<CheckWords> FromText(std::string_view tsv, const std::string& path,
                                     const std::string& lang);

  const std::string& lang() const { return lang_; }
  // Whether a text has a word of the kind; English words are whole words, in any case.
  bool Has(std::string_view kind, std::string_view text) const;
  // Whether a text as a whole is one that needs no evidence: a form of kind `unmarked`, in which #
  // stands for numbers and days and * for at most 160 characters within a sentence.
  bool NeedsNoEvidence(std::string_view text) const;
  // The largest number of independent sources that a text claims; 0: it claims none.
  size_t SourcesClaimed(std::string_view text) const;

 private:
  static Result<CheckWords> Make(std::map<std::string, std::vector<std::string>, std::less<>> forms,
                                 const std::string& lang);
  std::string lang_;
  std::map<std::string, std::vector<std::string>, std::less<>> forms_;  // by kind
};

struct BriefFinding {
  std::string place;  // "key_events, sentence 3"; of Markdown "line 12"
  std::string rule;   // "unmarked", "mark", "record", "possibility", "negation", "plan",
                      // "background", "attribution", "party", "sources", "likelihood", "verdict",
                      // "condition", "date", "quote", "assertion"
  std::string text;   // what is wrong, with the sentence
};

// All findings, in order of reading; none: the brief may be read.
std::vector<BriefFinding> CheckBrief(const Brief& brief, const CheckWords& words,
                                     const PartyNames& names);

// Of a brief in Markdown, which has no records: that every claim has marks, every mark one source
// and every source a line; that no more independent sources are claimed than there are sentences of
// evidence; that quotations stand in the evidence; that a paragraph has its condition; that
// likelihood and confidence are not mixed, and nothing is a verdict. Whether a possibility is told
// as fact it cannot say: that stands in the record.
std::vector<BriefFinding> CheckBriefMarkdown(std::string_view text, const CheckWords& words);

// "key_events, sentence 3: possibility: ..."
std::string FindingText(const BriefFinding& finding);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_CHECK_H_
