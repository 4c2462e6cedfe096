// One record as a sentence that says no more than the record does. Pure functions.
#ifndef BONGSU_REPORT_BRIEF_SENTENCE_H_
#define BONGSU_REPORT_BRIEF_SENTENCE_H_

#include <string>

#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "store/store.h"

namespace bongsu::report {

// Who did what to whom, as certain as the record: "미국·일본이 러시아가 북한에 미사일 기술을
// 지원·제공할 가능성을 언급했다". No full stop.
std::string Sentence(const Event& event, const Phrases& phrases, const PartyNames& names);

// What else the record says, for brackets: item unless the sentence named it, content, due day,
// place, casualties, quantities, media. May be empty.
std::string Details(const Event& event, const Phrases& phrases, const PartyNames& names);

// When: the day or days, † where it is the day of the report for want of another; "Reported DAY"
// when the record has no date, or when the day of the report cannot be that of the act
// (background); "date unknown".
std::string When(const store::StoredEvent& record, const Phrases& phrases);

// "2024-07-28" or "2024-07-28 to 2024-07-30".
std::string Days(const EventDate& date, const Phrases& phrases);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_SENTENCE_H_
