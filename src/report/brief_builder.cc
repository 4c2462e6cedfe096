#include "report/brief_builder.h"

#include <algorithm>
#include <cmath>

#include "report/brief_clip.h"
#include "report/brief_sentence.h"
#include "watch/situation.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;

constexpr size_t kMostSourcesCounted = 6;
constexpr double kSourceWeight = 4, kLevelWeight = 3, kClaimedLoss = 1, kUnsureLoss = 4;

bool Has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string FirstDay(const std::optional<EventDate>& date) { return date ? date->from : ""; }
std::string LastDay(const std::optional<EventDate>& date) { return date ? date->to : ""; }

}  // namespace

int Sureness(std::string_view c) {
  return c == "reported"   ? 5
         : c == "claimed"  ? 4
         : c == "planned"  ? 3
         : c == "denied"   ? 2
         : c == "possible" ? 1
                           : 0;
}

const std::string& SourceOf(const StoredEvent& record) {
  return record.source.empty() ? record.event.doc : record.source;
}

std::vector<std::string> CodesOf(const std::vector<EntityRef>& parties) {
  std::vector<std::string> codes;
  for (const EntityRef& party : parties)
    if (std::find(codes.begin(), codes.end(), party.code) == codes.end())
      codes.push_back(party.code);
  return codes;
}

std::string Capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

BriefBlock ListBlock(std::string heading) {
  BriefBlock block;
  block.kind = BriefBlockKind::kList;
  block.heading = std::move(heading);
  return block;
}

BriefBlock ParagraphBlock(std::vector<BriefSentence> sentences) {
  BriefBlock block;
  block.kind = BriefBlockKind::kParagraph;
  block.sentences = std::move(sentences);
  return block;
}

BriefBuilder::BriefBuilder(const BriefMaterial& material, const Phrases& phrases,
                           const PartyNames& names)
    : material_(material), phrases_(phrases), names_(names) {
  std::set<std::string> core_documents;
  const auto sure = [&](const StoredEvent& record) {
    return material.min_confidence <= 0 ||
           record.event.confidence.value_or(0) >= material.min_confidence;
  };
  for (const StoredEvent& record : material.events)
    if (sure(record) && BearingOf(material, record) == Bearing::kCore)
      core_documents.insert(record.event.doc);
  for (const StoredEvent& record : material.events) {
    const Bearing bearing = BearingOf(material, record);
    if (bearing == Bearing::kNone ||
        (bearing == Bearing::kAround && !core_documents.contains(record.event.doc)))
      continue;
    if (sure(record))
      records_.push_back(record);
    else
      ++unsure_;
  }
  entries_ = FoldRecords(records_, phrases);
  std::vector<const StoredEvent*> all;
  for (const auto& events : {material.events, material.history})
    for (const StoredEvent& record : events) all.push_back(&record);
  beside_ = BesideOf(all, material.min_confidence);
  Gather();
}

void BriefBuilder::Gather() {
  std::map<std::string, size_t> by_occurrence;
  for (const BriefEntry& entry : entries_) {
    const StoredEvent& told = entry.told();
    const std::string& id = told.occurrence.empty() ? told.event.id : told.occurrence;
    const auto [it, added] = by_occurrence.try_emplace(id, happenings_.size());
    if (added) happenings_.emplace_back();
    happenings_[it->second].entries.push_back(&entry);
  }
  for (Happening& h : happenings_) {
    std::stable_sort(
        h.entries.begin(), h.entries.end(), [](const BriefEntry* a, const BriefEntry* b) {
          const Event &ea = a->told().event, &eb = b->told().event;
          return std::make_tuple(-Sureness(ea.certainty), -static_cast<int>(a->records.size()),
                                 -corpus::Specificity(ea)) <
                 std::make_tuple(-Sureness(eb.certainty), -static_cast<int>(b->records.size()),
                                 -corpus::Specificity(eb));
        });
    std::set<std::string> sources;
    for (const StoredEvent* record : h.told().records) sources.insert(SourceOf(*record));
    h.sources = sources.size();
    h.core = std::any_of(h.entries.begin(), h.entries.end(), [&](const BriefEntry* e) {
      return BearingOf(material_, e->told()) == Bearing::kCore;
    });
    h.weight = WeightOf(h);
  }
  std::stable_sort(
      happenings_.begin(), happenings_.end(), [](const Happening& a, const Happening& b) {
        return std::make_tuple(-a.weight, a.told().told().day, a.told().told().event.id) <
               std::make_tuple(-b.weight, b.told().told().day, b.told().told().event.id);
      });
}

double BriefBuilder::WeightOf(const Happening& happening) const {
  const StoredEvent& told = happening.told().told();
  double weight =
      kSourceWeight * static_cast<double>(std::min(happening.sources, kMostSourcesCounted)) +
      std::abs(told.event.score);
  if (material_.situation != nullptr) {
    std::vector<regime::LedgerEntry> entries;
    if (material_.ledger != nullptr) entries = material_.ledger->EntriesOf(told.event, told.day);
    int level = watch::kCalm;
    for (const size_t signal : material_.situation->SignalsOf(told.event, entries))
      level = std::max(level, material_.situation->signals[signal].level);
    weight += kLevelWeight * (level - watch::kCalm);
  }
  const int sureness = Sureness(told.event.certainty);
  if (sureness == 4) weight -= kClaimedLoss;
  if (sureness < 3) weight -= kUnsureLoss;
  return weight;
}

size_t BriefBuilder::MarkOf(const StoredEvent& record) {
  const Event& event = record.event;
  const auto [it, added] = marks_.try_emplace(
      {event.doc, event.evidence.span.begin, event.evidence.span.end}, sources_.size() + 1);
  if (!added) return it->second;
  BriefSource source;
  source.number = it->second;
  if (material_.quote_limit > 0)
    source.evidence = ClipEvidence(WithoutEmphasis(event.evidence.text),
                                   WithoutEmphasis(event.trigger.text), material_.quote_limit);
  source.lang = event.lang;
  source.doc = event.doc;
  source.title = record.doc_title;
  source.outlet = record.outlet;
  source.url = record.url;
  source.published = record.published;
  source.said = record.published.empty()
                    ? phrases_.Fill("evidence.undated")
                    : phrases_.Fill("evidence.published", {{"date", record.published}});
  sources_.push_back(std::move(source));
  return it->second;
}

void BriefBuilder::Rest(const StoredEvent& record, BriefSentence* sentence) {
  const Event& event = record.event;
  const size_t mark = MarkOf(record);
  const auto at = std::lower_bound(sentence->marks.begin(), sentence->marks.end(), mark);
  if (at == sentence->marks.end() || *at != mark) sentence->marks.insert(at, mark);
  if (std::find(sentence->records.begin(), sentence->records.end(), event.id) ==
      sentence->records.end())
    sentence->records.push_back(event.id);
  if (!in_brief_.insert(event.id).second) return;
  BriefRecord& kept = brief_records_.emplace_back();
  kept.id = event.id;
  kept.occurrence = record.occurrence;
  kept.event = event.event;
  kept.frame = event.frame;
  kept.certainty = event.certainty;
  kept.mode = event.mode;
  kept.actor = CodesOf(event.actor);
  kept.recipient = CodesOf(event.recipient);
  kept.item = event.item;
  kept.aux = event.aux;
  kept.attribution = CodesOf(event.attribution);
  kept.date = FirstDay(event.date);
  kept.date_to = LastDay(event.date);
  kept.due = FirstDay(event.due);
  kept.due_to = LastDay(event.due);
  kept.source = SourceOf(record);
  kept.mark = mark;
}

BriefSentence BriefBuilder::Claim(const BriefEntry& entry, size_t sources) {
  const StoredEvent& told = entry.told();
  const Event& event = told.event;
  const auto found = beside_.find(event.id);
  const Beside beside = found == beside_.end() ? Beside() : found->second;
  BriefSentence s;
  s.text = phrases_.Fill(
      "line.sentence",
      {{"sentence", Capitalised(Sentence(event, phrases_, names_, beside.fear != nullptr))},
       {"details", Details(event, phrases_, names_, beside.about)}});
  s.when = When(told, phrases_);
  if (material_.quote_limit > 0)
    if (const std::string_view said = DirectSpeech(event.evidence.text); !said.empty()) {
      s.quote = ClipEvidence(WithoutEmphasis(said), {}, material_.quote_limit);
      s.quote_lang = event.lang;
    }
  std::set<std::string> distinct;
  for (const StoredEvent* record : entry.records) {
    Rest(*record, &s);
    distinct.insert(SourceOf(*record));
  }
  if (beside.fear != nullptr && Has(event.aux, "hypothetical")) Rest(*beside.fear, &s);
  s.asserts.certainty = event.certainty;
  s.asserts.aux = event.aux;
  s.asserts.attributed = !event.attribution.empty();
  s.asserts.sources = sources == 0 ? distinct.size() : sources;
  if (material_.doc.empty())
    s.counted = s.asserts.sources == 1
                    ? phrases_.Fill("line.source")
                    : phrases_.Fill("line.sources", {{"count", std::to_string(s.asserts.sources)}});
  if (told_.insert(event.id).second) lines_.push_back(entry);
  return s;
}

BriefSentence BriefBuilder::ClaimOfMover(const StoredEvent& record) {
  for (const BriefEntry& entry : entries_)
    for (const StoredEvent* other : entry.records)
      if (other->event.id == record.event.id) return Claim(entry);
  return Claim(record);
}

BriefSentence BriefBuilder::Claim(const StoredEvent& record) {
  BriefEntry entry;
  entry.section = SectionOf(record.event);
  entry.records = {&record};
  return Claim(entry);
}

BriefSentence BriefBuilder::ClaimOf(const char* key, const Slots& slots,
                                    const std::vector<const StoredEvent*>& records) {
  BriefSentence s;
  s.text = Capitalised(phrases_.Fill(key, slots));
  std::set<std::string> distinct;
  for (const StoredEvent* record : records) {
    Rest(*record, &s);
    distinct.insert(SourceOf(*record));
  }
  if (!records.empty()) {
    s.asserts.certainty = records.front()->event.certainty;
    s.asserts.aux = records.front()->event.aux;
    s.asserts.attributed = !records.front()->event.attribution.empty();
  }
  s.asserts.sources = distinct.size();
  return s;
}

BriefSentence BriefBuilder::Measure(const char* key, const Slots& slots) const {
  BriefSentence s;
  s.kind = SentenceKind::kMeasure;
  s.text = phrases_.Fill(key, slots);
  return s;
}

BriefSentence BriefBuilder::Note(const char* key, const Slots& slots) const {
  BriefSentence s = Measure(key, slots);
  s.kind = SentenceKind::kNote;
  return s;
}

BriefPart BriefBuilder::Part(BriefPartKind kind) const {
  return {kind, phrases_.Fill(std::string("part.") + BriefPartName(kind)), {}};
}

std::string BriefBuilder::Period() const {
  const char* key = material_.since.empty()
                        ? (material_.until.empty() ? "period.all" : "period.until")
                        : (material_.until.empty() ? "period.since" : "period.between");
  return phrases_.Fill(key, {{"since", material_.since}, {"until", material_.until}});
}

bool BriefBuilder::InPeriod(const std::string& day) const {
  return !day.empty() && (material_.since.empty() || day >= material_.since) &&
         (material_.until.empty() || day <= material_.until);
}

}  // namespace bongsu::report
