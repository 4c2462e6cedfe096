#include "report/record_words.h"

namespace bongsu::report {

std::string PartiesText(const Event& event, const Phrases& phrases, const PartyNames& names) {
  const std::string actor = names.Of(event.actor, phrases.lang());
  const std::string recipient = names.Of(event.recipient, phrases.lang());
  return recipient.empty() ? actor : actor + " → " + recipient;
}

std::string StandingText(const Event& event, const Phrases& phrases, const PartyNames& names) {
  std::string out(phrases["certainty." + event.certainty]);
  if (!event.attribution.empty()) out += ": " + names.Of(event.attribution, phrases.lang());
  return out;
}

}  // namespace bongsu::report
