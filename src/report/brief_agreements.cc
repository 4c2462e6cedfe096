// Meetings with who took part, commitments and what became of them, what is planned, and the table
// of what was agreed beside what follows.
#include <algorithm>
#include <map>

#include "report/brief_clip.h"
#include "report/brief_parts.h"
#include "report/brief_sentence.h"
#include "watch/registers.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;
using watch::Register;
using watch::RegisterRow;

constexpr size_t kMostMeetings = 15, kMostCommitments = 20, kMostRows = 8, kMostInCell = 4;

std::span<const StoredEvent> History(const BriefMaterial& material) {
  return material.history.empty() ? material.events : material.history;
}

// By when promises are held to: the end of the period, else the last day there is.
std::string Today(const BriefBuilder& builder) {
  if (!builder.material().until.empty()) return builder.material().until;
  std::string last;
  for (const StoredEvent& record : builder.records()) last = std::max(last, record.day);
  return last;
}

bool HasTakenPlace(const Event& event) {
  return event.certainty == "reported" || event.certainty == "claimed";
}

// Officials whom a document that reports a meeting names with their office in the same passage, and
// whom the meeting's own sentence does not name. Says that they are named, not that they were
// there.
std::vector<BriefSentence> Participants(BriefBuilder& builder, const BriefEntry& entry) {
  std::vector<std::string> people;
  std::set<std::string> circle, seen;
  BriefSentence sentence;
  const Event& told = entry.told().event;
  if (!HasTakenPlace(told)) return {};
  for (const auto* side : {&told.actor, &told.recipient})
    for (const EntityRef& party : *side) {
      circle.insert(party.code);
      seen.insert(party.entity);
    }
  for (const NamedOfficial& official : builder.material().officials) {
    const auto at =
        std::find_if(entry.records.begin(), entry.records.end(), [&](const StoredEvent* record) {
          return record->event.id == official.record && circle.contains(official.code);
        });
    if (at == entry.records.end() || !seen.insert(official.person).second) continue;
    people.push_back(builder.names().OfOfficial(official.person, official.office, official.named,
                                                official.lang));
    StoredEvent named = **at;  // the same record, by another sentence of its document
    named.event.evidence = official.evidence;
    named.event.trigger.text = official.named;
    builder.Rest(**at, &sentence);
    builder.Rest(named, &sentence);
  }
  if (people.empty()) return {};
  const char* key = told.attribution.empty() ? "meetings.named" : "meetings.named_by";
  sentence.text =
      builder.phrases().Fill(key, {{"people", builder.phrases().List(people)},
                                   {"source", builder.names().Of(told.attribution, told.lang)}});
  sentence.asserts.certainty = told.certainty;
  sentence.asserts.aux = told.aux;
  sentence.asserts.attributed = !told.attribution.empty();
  sentence.asserts.sources = 1;
  return {std::move(sentence)};
}

std::string StatusText(const BriefBuilder& builder, const RegisterRow& row) {
  std::string label = builder.phrases().Fill("register.status." + row.status);
  if (row.record->event.due)
    label +=
        " · " + builder.phrases().Fill("register.due",
                                       {{"due", Days(*row.record->event.due, builder.phrases())}});
  return label;
}

// The entry that a register's row stands for; null when the brief has none.
const BriefEntry* EntryOf(const BriefBuilder& builder, const StoredEvent& record) {
  for (const BriefEntry& entry : builder.entries())
    for (const StoredEvent* r : entry.records)
      if (r->event.id == record.event.id) return &entry;
  return nullptr;
}

// Due after the last day of the period.
bool LiesAhead(const BriefBuilder& builder, const Event& event) {
  return event.due && event.due->to > Today(builder);
}

using Entries = std::vector<const BriefEntry*>;

std::set<std::string> Circle(const Event& event) {
  std::set<std::string> codes;
  for (const auto* side : {&event.actor, &event.recipient})
    for (const EntityRef& party : *side)
      if (!party.code.empty() && party.code != "---") codes.insert(party.code);
  return codes;
}

// What parties said or did together that something may follow from: a meeting, a joint text, a
// commitment confirmed.
bool IsAgreement(const BriefEntry& entry) {
  const Event& event = entry.told().event;
  return entry.section == BriefSection::kHappened && QuadClass(event.event) == 1;
}

std::vector<BriefSentence> Cell(BriefBuilder& builder, const Entries& entries) {
  std::vector<BriefSentence> cell;
  for (const BriefEntry* entry : entries) {
    if (cell.size() == kMostInCell) break;
    BriefSentence& sentence = cell.emplace_back(builder.Claim(*entry));
    sentence.quote.clear();  // told in full above
    sentence.counted.clear();
  }
  return cell;
}

// What was promised stands in the source's own words, for the record does not hold its terms ("to
// meet regularly").
void AddTerms(const BriefBuilder& builder, const StoredEvent& record, BriefSentence* promise) {
  constexpr size_t kTermsChars = 80;
  const size_t limit = std::min(builder.material().quote_limit, kTermsChars);
  if (limit == 0) return;
  promise->quote = ClipEvidence(record.event.evidence.text, record.event.trigger.text, limit);
  promise->quote_lang = record.event.lang;
}

BriefSentence Kept(BriefBuilder& builder, const StoredEvent& later) {
  BriefSentence sentence = builder.Claim(later);
  sentence.label = builder.phrases().Fill("register.with");
  return sentence;
}

}  // namespace

BriefPart MeetingsPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kMeetings);
  BriefBlock list = ListBlock();
  for (const RegisterRow& row :
       watch::RowsOf(Register::kMeetings, builder.records(), Today(builder))) {
    if (list.sentences.size() >= kMostMeetings) break;
    const BriefEntry* entry = EntryOf(builder, *row.record);
    if (entry == nullptr || entry->section == BriefSection::kBackground) continue;
    const bool told = builder.told().contains(entry->told().event.id);
    BriefSentence meeting = builder.Claim(*entry);
    auto participants = Participants(builder, *entry);
    if (participants.empty() && told) continue;
    meeting.label = builder.phrases().Fill("register.status." + row.status);
    list.sentences.push_back(std::move(meeting));
    for (BriefSentence& s : participants) list.sentences.push_back(std::move(s));
  }
  if (!list.sentences.empty()) part.blocks.push_back(std::move(list));
  return part;
}

BriefPart CommitmentsPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kCommitments);
  const BriefMaterial& material = builder.material();
  BriefBlock list = ListBlock();
  const auto rows = watch::RowsOf(Register::kCommitments, History(material), Today(builder));
  for (const RegisterRow& row : rows) {
    if (list.sentences.size() >= kMostCommitments) break;
    const StoredEvent& record = *row.record;
    const BriefEntry* entry = EntryOf(builder, record);
    const bool sure = record.event.confidence.value_or(0) >= material.min_confidence;
    if ((entry == nullptr && !(sure && BearingOf(material, record) == Bearing::kCore)) ||
        LiesAhead(builder, record.event))
      continue;
    const bool falls_due = record.event.due && (builder.InPeriod(record.event.due->from) ||
                                                builder.InPeriod(record.event.due->to));
    const bool kept_now = std::any_of(row.with.begin(), row.with.end(), [&](const StoredEvent* w) {
      return builder.InPeriod(w->day);
    });
    if (!falls_due && !kept_now && !builder.InPeriod(record.day)) continue;
    BriefSentence promise = entry == nullptr ? builder.Claim(record) : builder.Claim(*entry);
    promise.label = StatusText(builder, row);
    AddTerms(builder, record, &promise);
    list.sentences.push_back(std::move(promise));
    for (const StoredEvent* later : row.with) list.sentences.push_back(Kept(builder, *later));
  }
  if (!list.sentences.empty()) part.blocks.push_back(std::move(list));
  return part;
}

BriefPart PlannedPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kPlanned);
  std::vector<const BriefEntry*> planned;
  for (const BriefEntry& entry : builder.entries())
    if (entry.section == BriefSection::kPlanned &&
        (LiesAhead(builder, entry.told().event) || !builder.told().contains(entry.told().event.id)))
      planned.push_back(&entry);
  const auto day = [](const BriefEntry* entry) {
    const Event& event = entry->told().event;
    return event.due ? event.due->from : event.date ? event.date->from : std::string("~");
  };
  std::stable_sort(planned.begin(), planned.end(),
                   [&](const BriefEntry* a, const BriefEntry* b) { return day(a) < day(b); });
  BriefBlock list = ListBlock();
  for (const BriefEntry* entry : planned) {
    if (list.sentences.size() == builder.material().more_events) break;
    list.sentences.push_back(builder.Claim(*entry));
  }
  if (!list.sentences.empty()) part.blocks.push_back(std::move(list));
  return part;
}

BriefPart TablePart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kTable);
  std::map<std::set<std::string>, std::pair<Entries, Entries>> by_circle;
  std::vector<std::set<std::string>> order;  // of the weightiest
  for (const Happening& happening : builder.happenings())
    for (const BriefEntry* entry : happening.entries) {
      const bool follows = entry->section == BriefSection::kPlanned;
      if (!follows && !IsAgreement(*entry)) continue;
      const std::set<std::string> circle = Circle(entry->told().event);
      if (circle.size() < 2) continue;
      const auto [it, added] = by_circle.try_emplace(circle);
      if (added) order.push_back(circle);
      (follows ? it->second.second : it->second.first).push_back(entry);
    }
  BriefBlock table;
  table.kind = BriefBlockKind::kTable;
  table.columns = {builder.phrases().Fill("table.agreed"), builder.phrases().Fill("table.follows")};
  for (const auto& circle : order) {
    const auto& [agreed, follows] = by_circle[circle];
    if (agreed.empty() || follows.empty() || table.rows.size() == kMostRows) continue;
    table.rows.push_back({Cell(builder, agreed), Cell(builder, follows)});
  }
  if (!table.rows.empty()) part.blocks.push_back(std::move(table));
  return part;
}

}  // namespace bongsu::report
