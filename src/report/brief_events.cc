// What happened, what is said and denied, and what lies before: one line for each occurrence.
#include <algorithm>

#include "report/brief_parts.h"

namespace bongsu::report {
namespace {

bool IsDenial(const Event& event) {
  return event.certainty == "denied" || event.certainty == "negated";
}

// What belongs among the events: what was reported, claimed or held possible.
bool IsEvent(const Happening& happening) {
  const BriefEntry& told = happening.told();
  return (told.section == BriefSection::kHappened || told.section == BriefSection::kClaims) &&
         !IsDenial(told.told().event);
}

bool IsEarlier(const BriefEntry* a, const BriefEntry* b) {
  return std::tie(a->told().day, a->told().event.id) < std::tie(b->told().day, b->told().event.id);
}

}  // namespace

BriefPart KeyEventsPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kKeyEvents);
  const BriefMaterial& material = builder.material();
  std::vector<const Happening*> key, more;
  size_t left_out = 0, above = 0;
  BriefSentence told_above;
  for (const Happening& happening : builder.happenings()) {
    if (!IsEvent(happening)) continue;
    if (builder.told().contains(happening.told().told().event.id)) {
      ++above;
      builder.Rest(happening.told().told(), &told_above);
    } else if (happening.core && key.size() < material.key_events)
      key.push_back(&happening);
    else if (more.size() < material.more_events)
      more.push_back(&happening);
    else
      ++left_out;
  }
  if (above > 0) {
    BriefSentence said = builder.Measure("events.told_above", {{"count", std::to_string(above)}});
    said.marks = std::move(told_above.marks);
    said.records = std::move(told_above.records);
    part.blocks.push_back(ParagraphBlock({std::move(said)}));
  }
  if (key.empty() && more.empty()) return part;
  const auto by_day = [](const Happening* a, const Happening* b) {
    return IsEarlier(&a->told(), &b->told());
  };
  std::stable_sort(key.begin(), key.end(), by_day);
  BriefBlock first = ListBlock();
  for (const Happening* happening : key)
    first.sentences.push_back(builder.Claim(happening->told(), happening->sources));
  if (!key.empty()) part.blocks.push_back(std::move(first));
  if (more.empty()) return part;
  std::stable_sort(more.begin(), more.end(), by_day);
  BriefBlock rest = ListBlock(builder.phrases().Fill("events.more"));
  for (const Happening* happening : more)
    rest.sentences.push_back(builder.Claim(happening->told(), happening->sources));
  part.blocks.push_back(std::move(rest));
  if (left_out > 0)
    part.blocks.push_back(ParagraphBlock(
        {builder.Measure("events.left_out", {{"count", std::to_string(left_out)}})}));
  return part;
}

BriefPart StatementsPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kStatements);
  BriefBlock table, list = ListBlock();
  table.kind = BriefBlockKind::kTable;
  table.columns = {builder.phrases().Fill("statements.said"),
                   builder.phrases().Fill("statements.denied")};
  std::vector<const BriefEntry*> alone;
  for (const Happening& happening : builder.happenings()) {
    std::vector<BriefSentence> said, denied;
    const bool disputed =
        std::any_of(happening.entries.begin(), happening.entries.end(),
                    [](const BriefEntry* e) { return IsDenial(e->told().event); });
    const bool asserted =
        std::any_of(happening.entries.begin(), happening.entries.end(), [](const BriefEntry* e) {
          return !IsDenial(e->told().event) && e->section != BriefSection::kBackground;
        });
    for (const BriefEntry* entry : happening.entries) {
      if (disputed && asserted)
        (IsDenial(entry->told().event) ? denied : said).push_back(builder.Claim(*entry));
      else if (entry->section == BriefSection::kClaims &&
               !builder.told().contains(entry->told().event.id))
        alone.push_back(entry);
    }
    if (!said.empty() || !denied.empty())
      table.rows.push_back({std::move(said), std::move(denied)});
  }
  if (!table.rows.empty()) part.blocks.push_back(std::move(table));
  std::stable_sort(alone.begin(), alone.end(), IsEarlier);
  const size_t most = builder.material().more_events;
  for (size_t i = 0; i < std::min(alone.size(), most); ++i)
    list.sentences.push_back(builder.Claim(*alone[i]));
  if (!list.sentences.empty()) part.blocks.push_back(std::move(list));
  if (alone.size() > most)
    part.blocks.push_back(ParagraphBlock(
        {builder.Measure("events.left_out", {{"count", std::to_string(alone.size() - most)}})}));
  return part;
}

BriefPart BackgroundPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kBackground);
  std::vector<const BriefEntry*> earlier;
  for (const BriefEntry& entry : builder.entries())
    if (entry.section == BriefSection::kBackground &&
        !builder.told().contains(entry.told().event.id))
      earlier.push_back(&entry);
  BriefBlock list = ListBlock();
  const size_t most = builder.material().more_events;
  for (size_t i = 0; i < std::min(earlier.size(), most); ++i)
    list.sentences.push_back(builder.Claim(*earlier[i]));
  if (list.sentences.empty()) return part;
  part.blocks.push_back(std::move(list));
  if (earlier.size() > most)
    part.blocks.push_back(ParagraphBlock(
        {builder.Measure("events.left_out", {{"count", std::to_string(earlier.size() - most)}})}));
  return part;
}

}  // namespace bongsu::report
