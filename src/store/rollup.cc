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

// Compacted when it has grown to twice what it was, and by so many rows.
constexpr int64_t kSlackRows = 50'000;

constexpr char kCompact[] = R"(
  CREATE OR REPLACE TEMP TABLE dyad_day_compacted AS
  SELECT actor, recipient, joint, day, event, certainty, sum(events)::BIGINT AS events, sum(score)::DECIMAL(18,1) AS score
  FROM dyad_day GROUP BY ALL HAVING sum(events) <> 0)";

constexpr char kOrder[] = " ORDER BY actor, recipient, joint, day, event, certainty";

Status Compact(Database& db) {
  BONGSU_RETURN_IF_ERROR(db.Execute(kCompact));
  BONGSU_RETURN_IF_ERROR(db.Execute("DELETE FROM dyad_day"));
  BONGSU_RETURN_IF_ERROR(
      db.Execute(std::string("INSERT INTO dyad_day SELECT * FROM dyad_day_compacted") + kOrder));
  BONGSU_RETURN_IF_ERROR(db.Execute("DROP TABLE dyad_day_compacted"));
  BONGSU_RETURN_IF_ERROR(db.Execute("DELETE FROM dyad_day_state"));
  return db.Execute("INSERT INTO dyad_day_state SELECT count(*) FROM dyad_day");
}

}  // namespace

void Rollup::Count(const Event& event, DayNumber day, int sign) {
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
  BONGSU_ASSIGN_OR_RETURN(Appender out, db.Append("dyad_day"));
  for (const auto& [key, sum] : sums())
    out.Row(key.actor, key.recipient, key.joint, DayNumber(key.day), key.event, key.certainty,
            sum.events, static_cast<double>(sum.score_tenths) / 10);
  BONGSU_RETURN_IF_ERROR(out.Close());
  BONGSU_ASSIGN_OR_RETURN(Rows rows, db.Query("SELECT (SELECT count(*) FROM dyad_day), (SELECT "
                                              "coalesce(max(rows), 0) FROM dyad_day_state)"));
  if (!rows.Next() || rows.Integer(0) <= 2 * rows.Integer(1) + kSlackRows) return {};
  return Compact(db);
}

}  // namespace bongsu::store
