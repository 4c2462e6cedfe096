// The regime ledger in words and JSON: what `bongsu ledger` prints, in three languages.
#ifndef BONGSU_REPORT_LEDGER_TEXT_H_
#define BONGSU_REPORT_LEDGER_TEXT_H_

#include <map>
#include <string>
#include <vector>

#include "regime/ledger.h"
#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "store/store.h"

namespace bongsu::report {

// An event with what the ledger says of it.
struct LedgerRow {
  store::StoredEvent event;
  std::vector<regime::LedgerEntry> entries;
};

// The paragraphs of one strength: "UNSCR 1718 8(a)(ii), 8(c); MTCR Cat. I"; an instrument is named
// once, and `unverified` stands behind each paragraph whose number was not read in the source.
// Empty: none.
std::string CitedParagraphs(const std::vector<regime::LedgerEntry>& entries,
                            regime::Strength strength, const std::string& unverified = {});
// "If it occurred as reported, it would engage ...": never beyond the record's certainty.
std::string LedgerSentence(const LedgerRow& row, regime::Strength strength,
                           const std::string& paragraphs, const Phrases& phrases,
                           const PartyNames& names);

// Some lines: day, id, act, certainty and according to whom; the sentence; a line for each
// strength with its paragraphs. Never a verdict: "would engage ... if it occurred as reported".
std::string LedgerGroup(const LedgerRow& row, const Phrases& phrases, const PartyNames& names);

// LedgerGroup, and below it every paragraph: what it bars, its force, the rule, what is open, the
// exemptions considered, the source, whether the number was verified.
std::string LedgerDetails(const LedgerRow& row, const Phrases& phrases, const PartyNames& names);

// One JSON object a line for each entry, wording in the language of the phrases.
std::string LedgerJson(const LedgerRow& row, const Phrases& phrases, const PartyNames& names);

// What was reported under a paragraph with a cap, in one year.
struct CapSum {
  const regime::Instrument* instrument = nullptr;
  const regime::Paragraph* paragraph = nullptr;
  int year = 0;
  double amount = 0;          // in the unit of the cap; each occurrence once, its largest figure
  size_t occurrences = 0;     // with an amount that could be counted
  size_t without_amount = 0;  // occurrences that name none, or one in a unit that does not convert
};
// Of events that are reported or claimed as done, not of those feared, planned or denied. In order
// of instrument, paragraph and year.
std::vector<CapSum> SumCaps(const std::vector<LedgerRow>& rows);
std::string CapLine(const CapSum& sum, const Phrases& phrases);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_LEDGER_TEXT_H_
