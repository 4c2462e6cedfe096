// What several printouts say of a record in the same words.
#ifndef BONGSU_REPORT_RECORD_WORDS_H_
#define BONGSU_REPORT_RECORD_WORDS_H_

#include <string>

#include "bongsu/event.h"
#include "report/brief_names.h"
#include "report/brief_phrases.h"

namespace bongsu::report {

// "Russia → North Korea"; the actor alone when nobody receives.
std::string PartiesText(const Event& event, const Phrases& phrases, const PartyNames& names);

// How certain, and according to whom: "possibility: the United States and Japan".
std::string StandingText(const Event& event, const Phrases& phrases, const PartyNames& names);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_RECORD_WORDS_H_
