// One record as a sentence that says no more than the record does. Pure functions.
#ifndef BONGSU_REPORT_BRIEF_SENTENCE_H_
#define BONGSU_REPORT_BRIEF_SENTENCE_H_

#include <map>
#include <span>
#include <string>
#include <vector>

#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "store/store.h"

namespace bongsu::report {

// What other records of the document say of this one (their `about`).
struct Beside {
  const store::StoredEvent* fear = nullptr;  // by which its source voices concern about it
  std::vector<const Event*> about;           // what it evaluates itself, of the same sentence
};

// By the id of a record, for those that have any; records whose confidence is less than
// `least_confidence` say nothing. The records must outlive it.
std::map<std::string, Beside> BesideOf(const std::vector<const store::StoredEvent*>& records,
                                       double least_confidence = 0);

// Who did what to whom, as certain as the record: "미국·일본은 러시아가 북한에 미사일 기술을
// 제공할 가능성을 언급했다"; with `feared`, or where its own words are of fear, "... 가능성에
// 우려를 표명했다". A possibility is told as one of the past where the record's trigger has it so
// ("넘겼을 가능성"), else without a tense. No full stop.
std::string Sentence(const Event& event, const Phrases& phrases, const PartyNames& names,
                     bool feared = false);

// What else the record says, for brackets: item unless the sentence named it, content, what it
// evaluates, due day, place, casualties, quantities, media. May be empty.
std::string Details(const Event& event, const Phrases& phrases, const PartyNames& names,
                    const std::vector<const Event*>& about = {});

// When: the day or days, † where it is the day of the report for want of another; "Reported DAY"
// when the record has no date, or when the day of the report cannot be that of the act
// (background); "date unknown".
std::string When(const store::StoredEvent& record, const Phrases& phrases);

// "2024-07-28" or "2024-07-28 to 2024-07-30".
std::string Days(const EventDate& date, const Phrases& phrases);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_SENTENCE_H_
