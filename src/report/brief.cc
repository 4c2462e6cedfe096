#include "report/brief.h"

#include <algorithm>
#include <array>

namespace bongsu::report {
namespace {

constexpr std::array kPartNames = {"headline", "key_events",  "statements", "transfers",
                                   "meetings", "commitments", "planned",    "series",
                                   "table",    "background",  "unknown",    "sources"};
constexpr std::array kSentenceKindNames = {"claim", "measure", "note"};

}  // namespace

const char* BriefPartName(BriefPartKind kind) { return kPartNames[static_cast<size_t>(kind)]; }

std::optional<BriefPartKind> BriefPartNamed(std::string_view name) {
  const auto it = std::find(kPartNames.begin(), kPartNames.end(), name);
  if (it == kPartNames.end()) return std::nullopt;
  return static_cast<BriefPartKind>(it - kPartNames.begin());
}

const char* SentenceKindName(SentenceKind kind) {
  return kSentenceKindNames[static_cast<size_t>(kind)];
}

const BriefRecord* Brief::Record(std::string_view id) const {
  const auto it = std::find_if(records.begin(), records.end(),
                               [&](const BriefRecord& record) { return record.id == id; });
  return it == records.end() ? nullptr : &*it;
}

}  // namespace bongsu::report
