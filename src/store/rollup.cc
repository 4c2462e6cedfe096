#include "store/rollup.h"

#include <cmath>
#include <set>
#include <utility>
#include <vector>

namespace bongsu::store {
namespace {

std::vector<std::string> Codes(const std::vector<EntityRef>& entities) {
  std::set<std::string> codes;
  for (const EntityRef& e : entities) codes.insert(e.code);
  return {codes.begin(), codes.end()};
}

struct Dyad {
  std::string actor, recipient;
  bool joint;
};

std::vector<Dyad> Dyads(const Event& event) {
  const auto actors = Codes(event.actor);
  auto recipients = Codes(event.recipient);
  std::vector<Dyad> out;
  if (recipients.empty() && actors.size() > 1) {
    for (size_t a = 0; a < actors.size(); ++a)
      for (size_t b = a + 1; b < actors.size(); ++b) out.push_back({actors[a], actors[b], true});
    return out;
  }
  if (recipients.empty()) recipients.emplace_back();
  for (const std::string& actor : actors)
    for (const std::string& recipient : recipients) out.push_back({actor, recipient, false});
  return out;
}

constexpr char kCreateDelta[] =
    "CREATE TEMP TABLE IF NOT EXISTS rollup_delta (actor VARCHAR, recipient VARCHAR, joint BOOLEAN, day DATE, "
    "event VARCHAR, certainty VARCHAR, events BIGINT, score DECIMAL(18,1))";

constexpr char kMerge[] = R"(
  MERGE INTO dyad_day t USING rollup_delta d
  ON t.actor = d.actor AND t.recipient = d.recipient AND t.joint = d.joint AND t.day = d.day
     AND t.event = d.event AND t.certainty = d.certainty
  WHEN MATCHED AND t.events + d.events = 0 THEN DELETE
  WHEN MATCHED THEN UPDATE SET events = t.events + d.events, score = t.score + d.score
  WHEN NOT MATCHED THEN INSERT)";

}  // namespace

void Rollup::Count(const Event& event, Day day, int sign) {
  if (!day) return;
  for (const Dyad& dyad : Dyads(event)) {
    Sum& sum = sums_[{dyad.actor, dyad.recipient, dyad.joint, *day, event.event, event.certainty}];
    sum.events += sign;
    sum.score_tenths += sign * std::llround(event.score * 10);
  }
}

std::map<DyadDay, Rollup::Sum> Rollup::sums() const {
  auto out = sums_;
  std::erase_if(out, [](const auto& entry) { return entry.second == Sum{}; });
  return out;
}

Status Rollup::Apply(Database& db) const {
  BONGSU_RETURN_IF_ERROR(db.Execute(kCreateDelta));
  BONGSU_RETURN_IF_ERROR(db.Execute("DELETE FROM rollup_delta"));
  BONGSU_ASSIGN_OR_RETURN(Appender delta, db.Append("rollup_delta", true));
  for (const auto& [key, sum] : sums())
    delta.Row(key.actor, key.recipient, key.joint, Day(key.day), key.event, key.certainty, sum.events,
              static_cast<double>(sum.score_tenths) / 10);
  BONGSU_RETURN_IF_ERROR(delta.Close());
  return db.Execute(kMerge);
}

}  // namespace bongsu::store
