#include "store/decisions.h"

#include <map>
#include <set>

namespace bongsu::store {
namespace {

bool IsReview(const Decision& d) { return d.kind != "same" && d.kind != "apart"; }

// The record that an anchor fits best, the first of equals; -1 when none fits.
int BestFit(const corpus::Anchor& anchor, const std::vector<Event>& events) {
  int best = -1;
  double fit = 0;
  for (size_t i = 0; i < events.size(); ++i)
    if (const double f = corpus::Fit(anchor, events[i]); f > fit) {
      fit = f;
      best = static_cast<int>(i);
    }
  return best;
}

}  // namespace

Result<std::vector<Decision>> LoadDecisions(Database& db, const std::vector<std::string>& hashes) {
  if (!hashes.empty()) BONGSU_RETURN_IF_ERROR(Ask(db, hashes));
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db.Query(
          std::string("SELECT decision, side, kind, doc, source_hash, begin_byte, end_byte, "
                      "event_type, actor, recipient, payload, who, reason, made, event, original "
                      "FROM decisions") +
          (hashes.empty() ? "" : " WHERE source_hash IN (SELECT text FROM asked)") +
          " ORDER BY decision, side"));
  std::vector<Decision> out;
  while (rows.Next()) {
    Decision d;
    d.number = rows.Integer(0);
    d.side = rows.Integer(1);
    d.kind = rows.String(2);
    d.anchor = {rows.String(3),
                rows.String(4),
                {static_cast<uint32_t>(rows.Integer(5)), static_cast<uint32_t>(rows.Integer(6))},
                rows.String(7),
                rows.String(8),
                rows.String(9)};
    d.payload = rows.String(10);
    d.who = rows.String(11);
    d.reason = rows.String(12);
    d.made = rows.String(13);
    d.event = rows.String(14);
    d.original = rows.String(15);
    out.push_back(std::move(d));
  }
  return out;
}

Status ApplyDecisions(std::vector<Decision*>& decisions, std::vector<Event>& events) {
  std::map<int, Decision*> last;  // review by record
  for (Decision* d : decisions) {
    const int record = BestFit(d->anchor, events);
    d->event = record < 0 ? "" : events[static_cast<size_t>(record)].id;
    d->original.clear();
    if (record >= 0 && IsReview(*d)) last[record] = d;
  }
  std::vector<Event> kept;
  for (size_t i = 0; i < events.size(); ++i) {
    const auto review = last.find(static_cast<int>(i));
    if (review == last.end() || review->second->kind == "accept") {
      kept.push_back(std::move(events[i]));
      continue;
    }
    review->second->original = ToJson(events[i]);
    if (review->second->kind == "reject") continue;
    BONGSU_ASSIGN_OR_RETURN(Event corrected, corpus::Corrected(events[i], review->second->payload));
    kept.push_back(std::move(corrected));
  }
  events = std::move(kept);
  return {};
}

Status StoreDecisions(Database& db, const std::vector<Decision>& decisions) {
  if (decisions.empty()) return {};
  for (const Decision& d : decisions)
    BONGSU_RETURN_IF_ERROR(
        db.Execute("DELETE FROM decisions WHERE decision = ? AND side = ?", {d.number, d.side}));
  BONGSU_ASSIGN_OR_RETURN(Appender out, db.Append("decisions"));
  for (const Decision& d : decisions)
    out.Row(d.number, d.side, d.kind, d.anchor.doc, d.anchor.source_hash,
            int64_t{d.anchor.evidence.begin}, int64_t{d.anchor.evidence.end}, d.anchor.event,
            d.anchor.actor, d.anchor.recipient, d.payload, d.who, d.reason, d.made, d.event,
            d.original);
  return out.Close();
}

}  // namespace bongsu::store
