// From records to the lines of a brief: which section a record belongs to, and which records say
// the same.
#ifndef BONGSU_REPORT_BRIEF_FOLD_H_
#define BONGSU_REPORT_BRIEF_FOLD_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "report/brief_phrases.h"
#include "store/store.h"

namespace bongsu::report {

enum class BriefSection : uint8_t {
  kHappened,    // narrated as fact; the verbal acts of those who spoke
  kPlanned,     // agreed with a day it is due, or announced
  kClaims,      // known from somebody's word, possible, denied, said not to be so
  kBackground,  // before the period the text reports on
};
BriefSection SectionOf(const Event& event);

// The phrase that says what was done: act.EVENT@frame, act.EVENT.mode or act.EVENT. Where the
// record's trigger has the words for it, a narrower one of that: act.EVENT@frame~WORD, or
// ~WORD+WORD, which asks for both (word.WORD of the phrases). The one that asks for most wins, of
// two such the first.
std::string ActKey(const Event& event, const Phrases& phrases);

// Records that are told in one line. The first is the one told; the others say nothing that it does
// not.
struct BriefEntry {
  BriefSection section = BriefSection::kHappened;
  std::vector<const store::StoredEvent*> records;

  const store::StoredEvent& told() const { return *records.front(); }
  size_t CountDocuments() const;
};

// A party as dyads tell parties apart: its code; with the sector where actor and recipient share a
// code.
struct DyadParty {
  std::string code, sector;
  auto operator<=>(const DyadParty&) const = default;
};
struct Dyad {
  std::vector<DyadParty> actor, recipient;  // sorted, distinct
  auto operator<=>(const Dyad&) const = default;
};
Dyad DyadOf(const Event& event);

// Restatements are folded: the same act in the same words with the same parties, aux, certainty and
// sources of the claim, no further item, and dates that agree where both are stated, else days at
// most three apart. Entries come in the order of their first records; they point into `events`.
std::vector<BriefEntry> FoldRecords(std::span<const store::StoredEvent> events,
                                    const Phrases& phrases);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_FOLD_H_
