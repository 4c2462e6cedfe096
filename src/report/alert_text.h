// Alerts and announced events in the forms that receivers read: text, an Atom feed (RFC 4287), a
// calendar (RFC 5545).
#ifndef BONGSU_REPORT_ALERT_TEXT_H_
#define BONGSU_REPORT_ALERT_TEXT_H_

#include <string>
#include <vector>

#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "store/store.h"
#include "watch/outbox.h"

namespace bongsu::report {

// An alert with the records that moved the fires, as far as they are still stored.
struct AlertStory {
  const watch::Alert* alert = nullptr;
  const watch::Situation* situation = nullptr;  // null: no longer there
  std::vector<store::StoredEvent> records;
};

// "Russia-DPRK military cooperation: unusual (2) → grave (4)".
std::string AlertTitle(const AlertStory& story, const Phrases& phrases);
// The title, and each record with certainty, source and sentence. Plain text, lines end in LF.
std::string AlertText(const AlertStory& story, const Phrases& phrases, const PartyNames& names);
// One JSON object without line feed: id, situation, day, from, to, title, records.
std::string AlertJson(const AlertStory& story, const Phrases& phrases);

// The latest first. `updated`: YYYY-MM-DDTHH:MM:SSZ.
std::string AtomFeed(const std::vector<AlertStory>& stories, const std::string& updated,
                     const Phrases& phrases, const PartyNames& names);

// What records announce for a day: those with certainty planned and a due date. All-day entries
// whose UID is that of the occurrence, so that a calendar changes what it has instead of adding.
// Lines end in CR LF and are folded at 75 octets, never inside a character.
std::string Calendar(const std::vector<store::StoredEvent>& planned, const std::string& stamp,
                     const Phrases& phrases, const PartyNames& names);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_ALERT_TEXT_H_
