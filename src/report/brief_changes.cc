// What changed since the last brief: what became known, what is gone, what is surer or less sure.
#include <algorithm>

#include "report/brief_parts.h"
#include "watch/board.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;

constexpr size_t kMostTold = 12, kMostIds = 5, kLongestId = 24;

// The day the last brief speaks of: its last one, else that of its latest record.
std::string DayOf(const Brief& brief) {
  std::string last = brief.until;
  if (!last.empty()) return last;
  for (const BriefRecord& record : brief.records) last = std::max(last, record.date);
  for (const BriefSource& source : brief.sources) last = std::max(last, source.published);
  return last;
}

// Records of the last brief, found again by their id or by their occurrence.
class LastRecords {
 public:
  explicit LastRecords(const Brief& last) {
    for (const BriefRecord& record : last.records)
      for (const std::string* name : {&record.id, &record.occurrence})
        if (!name->empty()) by_name_[*name].push_back(&record);
  }

  // How the last brief told of it at its surest; empty: it did not.
  std::string CertaintyOf(const Happening& happening) const {
    std::string surest;
    for (const BriefEntry* entry : happening.entries)
      for (const StoredEvent* mine : entry->records)
        for (const std::string* name : {&mine->event.id, &mine->occurrence})
          if (const auto it = by_name_.find(*name); it != by_name_.end())
            for (const BriefRecord* record : it->second)
              if (surest.empty() || Sureness(record->certainty) > Sureness(surest))
                surest = record->certainty;
    return surest;
  }

 private:
  std::map<std::string, std::vector<const BriefRecord*>> by_name_;
};

bool KnownAfter(const Happening& happening, watch::DayNumber day) {
  for (const BriefEntry* entry : happening.entries)
    for (const StoredEvent* record : entry->records)
      if (const auto known = watch::KnownOn(*record); known && *known <= day) return false;
  return true;
}

BriefSentence Counted(BriefBuilder& builder, const char* key, const std::string& day,
                      const std::vector<const Happening*>& happenings) {
  BriefSentence sentence =
      builder.Measure(key, {{"day", day}, {"count", std::to_string(happenings.size())}});
  for (size_t i = 0; i < std::min(happenings.size(), kMostTold); ++i)
    builder.Rest(happenings[i]->told().told(), &sentence);
  return sentence;
}

// Records of the last brief that would belong to this one and are not on record any more.
std::optional<BriefSentence> Gone(const BriefBuilder& builder, const Brief& last,
                                  const std::string& day) {
  std::set<std::string> now;
  for (const StoredEvent& record : builder.records())
    now.insert({record.event.id, record.occurrence});
  const auto is_there = [&](const std::string& name) {
    return !name.empty() && now.contains(name);
  };
  std::map<size_t, std::string> published;
  for (const BriefSource& source : last.sources) published[source.number] = source.published;
  std::string ids;
  size_t count = 0;
  for (const BriefRecord& record : last.records) {
    const std::string on = record.date.empty() ? published[record.mark] : record.date;
    if (!builder.InPeriod(on) || is_there(record.id) || is_there(record.occurrence)) continue;
    if (++count <= kMostIds && record.id.size() <= kLongestId)
      ids += (ids.empty() ? "" : ", ") + record.id;
  }
  if (count == 0) return std::nullopt;
  if (count > kMostIds) ids += ", …";
  return builder.Measure("changes.gone",
                         {{"day", day}, {"count", std::to_string(count)}, {"ids", ids}});
}

// What is told with another certainty than then, with both before it.
std::vector<BriefSentence> Changed(BriefBuilder& builder, const LastRecords& last) {
  const Phrases& phrases = builder.phrases();
  std::vector<BriefSentence> changed;
  for (const Happening& happening : builder.happenings()) {
    const std::string then = last.CertaintyOf(happening),
                      now = happening.told().told().event.certainty;
    if (then.empty() || then == now || changed.size() == kMostTold) continue;
    if (!phrases.Has("certainty." + then)) continue;  // a brief may have been edited
    BriefSentence sentence = builder.Claim(happening.told(), happening.sources);
    sentence.label = phrases.Fill("changes.certainty", {{"from", phrases.Fill("certainty." + then)},
                                                        {"to", phrases.Fill("certainty." + now)}});
    changed.push_back(std::move(sentence));
  }
  return changed;
}

}  // namespace

std::vector<BriefBlock> ChangeBlocks(BriefBuilder& builder) {
  const BriefMaterial& material = builder.material();
  if (material.last == nullptr && material.last_day.empty()) return {};
  const std::string day = material.last != nullptr ? DayOf(*material.last) : material.last_day;
  BriefBlock list = ListBlock(builder.phrases().Fill("changes.heading"));
  std::vector<const Happening*> fresh;
  if (material.last == nullptr) {
    const auto number = watch::ParseDayNumber(day);
    for (const Happening& happening : builder.happenings())
      if (number && KnownAfter(happening, *number)) fresh.push_back(&happening);
    list.sentences.push_back(Counted(builder, "changes.new", day, fresh));
    return {std::move(list)};
  }
  const LastRecords last(*material.last);
  for (const Happening& happening : builder.happenings())
    if (last.CertaintyOf(happening).empty()) fresh.push_back(&happening);
  list.sentences.push_back(Counted(builder, "changes.added", day, fresh));
  if (auto gone = Gone(builder, *material.last, day)) list.sentences.push_back(std::move(*gone));
  std::vector<BriefSentence> changed = Changed(builder, last);
  if (changed.empty()) list.sentences.push_back(builder.Measure("changes.same", {{"day", day}}));
  for (BriefSentence& sentence : changed) list.sentences.push_back(std::move(sentence));
  return {std::move(list)};
}

}  // namespace bongsu::report
