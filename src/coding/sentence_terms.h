// What the parts of SentenceCoder share: families of frames, sectors, parties.
#ifndef BONGSU_CODING_SENTENCE_TERMS_H_
#define BONGSU_CODING_SENTENCE_TERMS_H_

#include <algorithm>
#include <iterator>
#include <string_view>
#include <vector>

#include "coding/draft.h"
#include "coding/entities.h"

namespace bongsu::coding {

inline bool SameParty(const PartyRef& a, const PartyRef& b) {
  return a.code == b.code && a.sector == b.sector;
}

// Adds the parties that are not there yet.
inline void AddParties(std::vector<PartyRef>& to, const std::vector<PartyRef>& from) {
  for (const PartyRef& p : from)
    if (std::none_of(to.begin(), to.end(), [&](const PartyRef& q) { return SameParty(p, q); }))
      to.push_back(p);
}

// Media report; they are no party of what they report.
inline bool IsMedia(const PartyRef& p) { return p.sector == "JRN"; }

// A predicate's condition that is known only once the roles are: there is a second party.
inline constexpr std::string_view kAsksForOther = "other";

inline bool IsMaterial(std::string_view family) {
  return family == "transfer" || family == "mobilisation" || family == "coercion" ||
         family == "assault" || family == "sanction" || family == "material_cooperation" ||
         family == "retreat" || family == "protest";
}

inline bool IsHostile(std::string_view family) {
  return family == "mobilisation" || family == "coercion" || family == "assault" ||
         family == "sanction" || family == "protest";
}

// Acts that are done by saying them.
inline bool IsSaid(std::string_view family) {
  return family == "support" || family == "accusation" || family == "rejection" ||
         family == "request" || family == "meeting";
}

// A party of politics, as against firms, patients, suspects, and courts and police at their daily
// work.
inline bool IsPoliticalSector(std::string_view sector) {
  static constexpr std::string_view kPrivate[] = {"BUS", "CVL", "CRM", "MED", "EDU",
                                                  "JUD", "COP", "JRN", ""};
  return std::find(std::begin(kPrivate), std::end(kPrivate), sector) == std::end(kPrivate);
}
inline bool IsPolitical(const PartyRef& p) { return p.resolved() && IsPoliticalSector(p.sector); }

inline bool IsConflict(std::string_view family) {
  return family == "request" || family == "accusation" || family == "rejection" ||
         family == "threat" || family == "protest" || family == "sanction" ||
         family == "mobilisation" || family == "coercion" || family == "assault";
}

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_SENTENCE_TERMS_H_
