#include "store/occurrences.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "store/conditions.h"
#include "store/event_parse.h"

namespace bongsu::store {
namespace {

std::vector<Value> Values(const std::vector<int64_t>& keys) { return {keys.begin(), keys.end()}; }

}  // namespace

Status OccurrenceWriter::Forget() {
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db_.Query("SELECT DISTINCT m.occurrence FROM occurrence_mentions m JOIN gone USING "
                "(event_key) ORDER BY m.occurrence"));
  while (rows.Next()) stale_.push_back(rows.Integer(0));
  BONGSU_RETURN_IF_ERROR(db_.Execute(
      "DELETE FROM occurrence_mentions WHERE event_key IN (SELECT event_key FROM gone)"));
  return {};
}

// Occurrences that a mention may belong to, with what they remember.
Status OccurrenceWriter::Load(const std::vector<NewRecord>& records,
                              const std::vector<std::optional<corpus::Mention>>& mentions) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows largest, db_.Query("SELECT greatest(coalesce((SELECT max(occurrence) FROM occurrences), "
                              "0), coalesce((SELECT max(occurrence) FROM occurrence_mentions), 0), "
                              "coalesce((SELECT max(occurrence) FROM past_mentions), 0))::BIGINT"));
  if (largest.Next()) last_ = std::max(last_, largest.Integer(0));
  std::set<uint64_t> wanted;
  for (size_t i = 0; i < records.size(); ++i)
    if (mentions[i])
      for (const uint64_t block : model_.LookUnder(*mentions[i])) wanted.insert(block);
  BONGSU_RETURN_IF_ERROR(db_.Execute("CREATE OR REPLACE TEMP TABLE wanted_blocks (block BIGINT)"));
  BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("wanted_blocks", true));
  for (const uint64_t block : wanted) out.Row(static_cast<int64_t>(block));
  BONGSU_RETURN_IF_ERROR(out.Close());
  BONGSU_RETURN_IF_ERROR(LoadOccurrences(
      "o.occurrence IN (SELECT b.occurrence FROM occurrence_blocks b JOIN wanted_blocks USING "
      "(block))",
      {}));
  BONGSU_ASSIGN_OR_RETURN(
      Rows blocks, db_.Query("SELECT block, occurrence FROM occurrence_blocks JOIN wanted_blocks "
                             "USING (block) ORDER BY block, occurrence"));
  while (blocks.Next())
    if (held_.contains(blocks.Integer(1)))
      by_block_[static_cast<uint64_t>(blocks.Integer(0))].push_back(blocks.Integer(1));
  return {};
}

Status OccurrenceWriter::LoadOccurrences(const std::string& condition,
                                         const std::vector<Value>& values) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db_.Query("SELECT o.occurrence, o.id, o.kind, o.canonical, CAST(o.points AS VARCHAR), "
                "m.mention FROM occurrences o LEFT JOIN occurrence_mentions m ON m.occurrence = "
                "o.occurrence AND m.mention <> '' WHERE " +
                    condition + " ORDER BY o.occurrence, m.event_key",
                values));
  while (rows.Next()) {
    const auto [it, added] = held_.try_emplace(rows.Integer(0));
    Held& held = it->second;
    if (added || held.sketch.key == 0) {
      held.sketch.key = rows.Integer(0);
      held.id = rows.String(1);
      held.kind = rows.String(2);
      held.canonical = rows.Integer(3);
      held.points = ParseReal(rows.Text(4));
    }
    if (rows.IsNull(5) || rows.Text(5).empty()) continue;
    BONGSU_ASSIGN_OR_RETURN(corpus::Mention mention, corpus::DecodeMention(rows.Text(5)));
    held.sketch.mentions.push_back(std::move(mention));
  }
  return {};
}

OccurrenceWriter::Held& OccurrenceWriter::Open(const NewRecord& record,
                                               const std::optional<corpus::Mention>& mention) {
  Held& held = held_[++last_];
  held.sketch.key = last_;
  held.id = "o-" + base::Hex64(base::Hash64(record.event->id));
  held.kind = mention ? mention->kind : "alone";
  return held;
}

OccurrenceWriter::Held* OccurrenceWriter::Best(const corpus::Mention& mention,
                                               corpus::Match* best) {
  Held* chosen = nullptr;
  std::set<int64_t> asked;
  for (const uint64_t block : model_.LookUnder(mention)) {
    const auto found = by_block_.find(block);
    if (found == by_block_.end()) continue;
    for (const int64_t key : found->second) {
      if (!asked.insert(key).second) continue;
      Held& held = held_.at(key);
      const auto match = model_.Compare(mention, held.sketch);
      if (!match || match->probability < corpus::OccurrenceModel::kThreshold) continue;
      const bool better = chosen == nullptr || match->probability > best->probability ||
                          (match->probability == best->probability && key < chosen->sketch.key);
      if (!better) continue;
      chosen = &held;
      *best = *match;
    }
  }
  return chosen;
}

Status OccurrenceWriter::Assign(const std::vector<NewRecord>& records) {
  if (records.empty()) return {};
  std::vector<std::optional<corpus::Mention>> mentions;
  for (const NewRecord& r : records) mentions.push_back(model_.MentionOf(*r.event, r.published));
  BONGSU_RETURN_IF_ERROR(Load(records, mentions));
  BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("occurrence_mentions"));
  BONGSU_ASSIGN_OR_RETURN(Appender blocks, db_.Append("occurrence_blocks"));
  for (size_t i = 0; i < records.size(); ++i) {
    const NewRecord& record = records[i];
    corpus::Match match;
    match.probability = 1;
    Held* held = mentions[i] ? Best(*mentions[i], &match) : nullptr;
    const bool fresh = held == nullptr;
    if (fresh) held = &Open(record, mentions[i]);
    const int64_t key = held->sketch.key;
    const bool remembered =
        mentions[i] && held->sketch.mentions.size() < corpus::OccurrenceModel::kRemembered;
    out.Row(record.key, key, match.probability, fresh ? std::string("first report") : match.Why(),
            corpus::SourceOf(*record.event, model_.outlets()),
            remembered ? corpus::Encode(*mentions[i]) : std::string());
    if (remembered) {
      held->sketch.mentions.push_back(*mentions[i]);
      for (const uint64_t block : model_.Blocks(*mentions[i])) {
        std::vector<int64_t>& holders = by_block_[block];
        if (std::find(holders.begin(), holders.end(), key) != holders.end()) continue;
        holders.push_back(key);
        blocks.Row(static_cast<int64_t>(block), key);
      }
    }
    if (const double points = corpus::Specificity(*record.event); points > held->points) {
      held->points = points;
      held->canonical = record.key;
      changed_[key] = true;
    }
    if (fresh) changed_[key] = true;
  }
  BONGSU_RETURN_IF_ERROR(out.Close());
  return blocks.Close();
}

Result<int64_t> OccurrenceWriter::OccurrenceOf(int64_t event_key) {
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows,
      db_.Query("SELECT occurrence FROM occurrence_mentions WHERE event_key = ?", {event_key}));
  if (!rows.Next())
    return {ErrorCode::kNotFound, "a record belongs to no occurrence; `bongsu rebuild` mends it"};
  return rows.Integer(0);
}

Status OccurrenceWriter::Same(int64_t a, int64_t b) {
  BONGSU_RETURN_IF_ERROR(Finish());
  BONGSU_ASSIGN_OR_RETURN(const int64_t x, OccurrenceOf(a));
  BONGSU_ASSIGN_OR_RETURN(const int64_t y, OccurrenceOf(b));
  if (x == y) return {};
  const int64_t into = std::min(x, y), from = std::max(x, y);
  BONGSU_RETURN_IF_ERROR(
      db_.Execute("UPDATE occurrence_mentions SET occurrence = ?, why = CASE WHEN event_key IN (?, "
                  "?) THEN 'by hand' ELSE why END WHERE occurrence = ?",
                  {into, a, b, from}));
  BONGSU_RETURN_IF_ERROR(db_.Execute(
      "UPDATE occurrence_blocks SET occurrence = ? WHERE occurrence = ?", {into, from}));
  stale_.push_back(into);
  stale_.push_back(from);
  return {};
}

Status OccurrenceWriter::Apart(int64_t a, int64_t b) {
  BONGSU_RETURN_IF_ERROR(Finish());
  BONGSU_ASSIGN_OR_RETURN(const int64_t x, OccurrenceOf(a));
  BONGSU_ASSIGN_OR_RETURN(const int64_t y, OccurrenceOf(b));
  if (x != y) return {};
  BONGSU_ASSIGN_OR_RETURN(
      Rows rows, db_.Query(std::string("SELECT ") + kRecord +
                               ", m.mention FROM events e JOIN occurrence_mentions m USING "
                               "(event_key) WHERE event_key = ?",
                           {b}));
  if (!rows.Next()) return {ErrorCode::kCorruption, "a record without its details"};
  BONGSU_ASSIGN_OR_RETURN(const Event event, ParseEvent(rows.Text(0)));
  const std::string mention = rows.String(1);
  BONGSU_RETURN_IF_ERROR(Load({}, {}));
  const int64_t fresh = ++last_;
  BONGSU_RETURN_IF_ERROR(db_.Execute(
      "UPDATE occurrence_mentions SET occurrence = ?, why = 'by hand' WHERE event_key = ?",
      {fresh, b}));
  Held& held = held_[fresh];
  held.sketch.key = fresh;
  // Not the id of the one it leaves, should this record have founded it.
  held.id = "o-" + base::Hex64(base::Hash64(event.id + '\0' + std::to_string(x)));
  held.canonical = b;
  held.points = corpus::Specificity(event);
  held.kind = "alone";
  if (!mention.empty()) {
    BONGSU_ASSIGN_OR_RETURN(const corpus::Mention m, corpus::DecodeMention(mention));
    held.kind = m.kind;
    BONGSU_ASSIGN_OR_RETURN(Appender blocks, db_.Append("occurrence_blocks"));
    for (const uint64_t block : model_.Blocks(m)) blocks.Row(static_cast<int64_t>(block), fresh);
    BONGSU_RETURN_IF_ERROR(blocks.Close());
  }
  changed_[fresh] = true;
  stale_.push_back(x);
  return Finish();
}

// Occurrences that lost or won records: without any they go, else their face is chosen anew.
Status OccurrenceWriter::Recount(const std::vector<int64_t>& keys) {
  if (keys.empty()) return {};
  const std::vector<Value> values = Values(keys);
  const std::string among = " IN (" + Placeholders(keys.size()) + ")";
  std::map<int64_t, Held> fresh;
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db_.Query(std::string("SELECT m.occurrence, m.event_key, ") + kRecord +
                      " FROM occurrence_mentions m JOIN events e USING (event_key) WHERE "
                      "m.occurrence" +
                      among + " ORDER BY m.occurrence, m.event_key",
                  values));
    while (rows.Next()) {
      BONGSU_ASSIGN_OR_RETURN(const Event event, ParseEvent(rows.Text(2)));
      Held& held = fresh[rows.Integer(0)];
      if (held.id.empty()) held.id = "o-" + base::Hex64(base::Hash64(event.id));
      const double points = corpus::Specificity(event);
      if (points <= held.points) continue;
      held.points = points;
      held.canonical = rows.Integer(1);
    }
  }
  {
    BONGSU_ASSIGN_OR_RETURN(
        Rows rows,
        db_.Query("SELECT occurrence, id, kind FROM occurrences WHERE occurrence" + among, values));
    while (rows.Next())
      if (const auto it = fresh.find(rows.Integer(0)); it != fresh.end()) {
        it->second.id = rows.String(1);
        it->second.kind = rows.String(2);
      }
  }
  for (const int64_t key : keys) {
    const auto it = fresh.find(key);
    if (it == fresh.end()) {
      for (const char* table : {"occurrences", "occurrence_blocks"})
        BONGSU_RETURN_IF_ERROR(
            db_.Execute(std::string("DELETE FROM ") + table + " WHERE occurrence = ?", {key}));
      held_.erase(key);
      changed_.erase(key);
      continue;
    }
    Held& held = held_[key];
    held.sketch.key = key;
    held.id = it->second.id;
    if (!it->second.kind.empty()) held.kind = it->second.kind;
    held.canonical = it->second.canonical;
    held.points = it->second.points;
    changed_[key] = true;
  }
  return {};
}

Status OccurrenceWriter::Finish() {
  std::sort(stale_.begin(), stale_.end());
  stale_.erase(std::unique(stale_.begin(), stale_.end()), stale_.end());
  BONGSU_RETURN_IF_ERROR(Recount(stale_));
  stale_.clear();
  if (changed_.empty()) return {};
  BONGSU_RETURN_IF_ERROR(
      db_.Execute("CREATE OR REPLACE TEMP TABLE changed_occurrences (occurrence BIGINT)"));
  {
    BONGSU_ASSIGN_OR_RETURN(Appender keys, db_.Append("changed_occurrences", true));
    for (const auto& [key, changed] : changed_) keys.Row(key);
    BONGSU_RETURN_IF_ERROR(keys.Close());
  }
  BONGSU_RETURN_IF_ERROR(db_.Execute(
      "DELETE FROM occurrences WHERE occurrence IN (SELECT occurrence FROM changed_occurrences)"));
  BONGSU_ASSIGN_OR_RETURN(Appender out, db_.Append("occurrences"));
  for (const auto& [key, changed] : changed_) {
    const Held& held = held_.at(key);
    out.Row(key, held.id, held.kind, held.canonical, held.points, NumberOf(held.id));
  }
  changed_.clear();
  return out.Close();
}

}  // namespace bongsu::store
