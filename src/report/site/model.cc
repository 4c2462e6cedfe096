#include "report/site/model.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "document/reader.h"
#include "report/brief_sentence.h"

namespace bongsu::report::site {
namespace {

using store::StoredDocument;
using store::StoredEvent;

// How sure a record is, to choose the one that stands for its occurrence.
int Sureness(const Event& e) {
  constexpr std::string_view kRising[] = {"background", "negated", "denied",  "possible",
                                          "planned",    "claimed", "reported"};
  const auto at = std::find(std::begin(kRising), std::end(kRising), e.certainty);
  return static_cast<int>(at - std::begin(kRising));
}

Status ReadEvents(const SiteInput& input, const SiteOptions& options, Model* model) {
  return input.store.QueryReports(
      options.filter,
      [&](StoredEvent&& record) -> Status {
        // A site of a day knows nothing later, as its fires do not.
        if (const auto known = watch::KnownOn(record); known && *known > input.on) return {};
        SiteEvent event;
        event.entries = input.ledger.EntriesOf(record.event, record.day);
        for (size_t s = 0; s < input.situations.size(); ++s) {
          const watch::Situation& situation = input.situations[s];
          if (situation.Concerns(record.event) ||
              !situation.SignalsOf(record.event, event.entries).empty())
            event.situations.push_back(s);
        }
        std::erase_if(event.entries,
                      [](const auto& e) { return e.strength == regime::Strength::kExempt; });
        event.record = std::move(record);
        model->events.push_back(std::move(event));
        return {};
      },
      true);
}

void QuoteFrom(const Document* document, const SiteOptions& options, SiteEvent* event) {
  EvidenceContext context;
  if (document != nullptr)
    context = ContextOf(event->record.event, *document);
  else
    context.text = event->record.event.evidence.text;
  event->quote = Quote(context, options.quote_limit);
  event->quote.block = nullptr;
  if (!options.full_text || document == nullptr) return;
  for (const Block& block : document->blocks) event->full_text.push_back(block.text);
}

// Reads each source once. One that cannot be read leaves its evidence without neighbours.
Status ReadQuotes(const SiteInput& input, const SiteOptions& options, Model* model) {
  std::unordered_map<std::string, EventIndexes> wanted;
  for (size_t i = 0; i < model->events.size(); ++i) wanted[model->event(i).doc].push_back(i);
  BONGSU_ASSIGN_OR_RETURN(const std::vector<StoredDocument> documents, input.store.Documents());
  for (const StoredDocument& stored : documents) {
    const auto of_doc = wanted.find(stored.doc);
    if (of_doc == wanted.end()) continue;
    std::vector<size_t> of_version;
    for (const size_t i : of_doc->second)
      if (model->events[i].record.version == stored.version) of_version.push_back(i);
    if (of_version.empty()) continue;
    if (options.interrupted && options.interrupted())
      return {ErrorCode::kInterrupted, "interrupted"};
    auto source = input.store.Source(stored);
    document::ReadOptions read;
    read.id = stored.doc;
    read.lang = stored.lang;
    const auto document = source ? document::ReadDocument(std::move(*source), read)
                                 : Result<Document>(source.error());
    for (const size_t i : of_version)
      QuoteFrom(document ? &*document : nullptr, options, &model->events[i]);
  }
  for (SiteEvent& event : model->events)
    if (event.quote.text.empty()) QuoteFrom(nullptr, options, &event);
  return {};
}

void GroupOccurrences(Model* model) {
  std::unordered_map<std::string, size_t> known;
  std::vector<std::set<std::string>> sources;
  std::set<std::string> all_sources;
  for (size_t i = 0; i < model->events.size(); ++i) {
    SiteEvent& event = model->events[i];
    const std::string& id =
        event.record.occurrence.empty() ? event.record.event.id : event.record.occurrence;
    const auto [it, added] = known.emplace(id, model->occurrences.size());
    if (added) {
      model->occurrences.emplace_back();
      sources.emplace_back();
      model->occurrences.back().told = i;
    }
    event.occurrence = it->second;
    SiteOccurrence& occurrence = model->occurrences[it->second];
    occurrence.events.push_back(i);
    sources[it->second].insert(event.record.source);
    all_sources.insert(event.record.source);
    const auto rank = [&](size_t index) {
      const Event& e = model->event(index);
      return std::pair(Sureness(e), e.confidence.value_or(0));
    };
    if (rank(i) > rank(occurrence.told)) occurrence.told = i;
  }
  for (size_t o = 0; o < sources.size(); ++o) model->occurrences[o].sources = sources[o].size();
  model->sources = all_sources.size();
}

void AddPair(const std::string& a, const std::string& b, size_t index, Model* model) {
  EventIndexes& of_pair = model->by_pair[{std::min(a, b), std::max(a, b)}];
  if (of_pair.empty() || of_pair.back() != index) of_pair.push_back(index);
}

void AddEdge(const std::string& from, const std::string& to, const Event& e, Edges* edges) {
  Edge& edge = (*edges)[{from, to}];
  ++edge.occurrences;
  edge.score += e.score;
  ++edge.quad[static_cast<size_t>(QuadClass(e.event))];
}

// Pairs of actor and recipient; of a joint act, pairs of actors.
void GroupParties(size_t index, Model* model) {
  const Event& e = model->event(index);
  const std::vector<std::string> actors = CodesOf(e.actor), recipients = CodesOf(e.recipient);
  std::set<std::string> named;
  for (const auto* parties : {&e.actor, &e.recipient, &e.attribution})
    for (const std::string& code : CodesOf(*parties)) named.insert(code);
  for (const std::string& code : named) model->by_actor[code].push_back(index);
  for (const std::string& a : actors)
    for (const std::string& r : recipients) AddPair(a, r, index, model);
  if (!recipients.empty()) return;
  for (size_t i = 0; i < actors.size(); ++i)
    for (size_t j = i + 1; j < actors.size(); ++j) AddPair(actors[i], actors[j], index, model);
}

void GroupLedger(Model* model) {
  using Key = std::tuple<const regime::Instrument*, const regime::Paragraph*, bool>;
  std::map<Key, ParagraphEntries> found;  // by address: only looked up, never walked
  for (size_t i = 0; i < model->events.size(); ++i)
    for (const regime::LedgerEntry& e : model->events[i].entries) {
      ParagraphEntries& under = found[{e.instrument, e.paragraph, e.all_resolutions}];
      const bool inferred =
          e.strength == regime::Strength::kEngages || e.strength == regime::Strength::kMayEngage;
      EventIndexes& list = inferred ? under.inferred : under.asserted;
      if (list.empty() || list.back() != i) {
        list.push_back(i);
        under.plain += e.strength == regime::Strength::kEngages;
      }
    }
  for (const regime::Instrument& instrument : model->input->ledger.instruments()) {
    const auto take = [&](const regime::Paragraph* paragraph, bool all) {
      const auto it = found.find({&instrument, paragraph, all});
      if (it == found.end()) return;
      it->second.instrument = &instrument;
      it->second.paragraph = paragraph;
      it->second.all_resolutions = all;
      model->ledger.push_back(std::move(it->second));
    };
    for (const regime::Paragraph& paragraph : instrument.paragraphs) take(&paragraph, false);
    take(nullptr, false);
    take(nullptr, true);
  }
}

}  // namespace

std::vector<std::string> CodesOf(const std::vector<EntityRef>& parties) {
  std::vector<std::string> codes;
  for (const EntityRef& party : parties)
    if (!party.code.empty() && party.code != "---" &&
        std::find(codes.begin(), codes.end(), party.code) == codes.end())
      codes.push_back(party.code);
  return codes;
}

Edges EdgesOf(const Model& model, const EventIndexes& of) {
  Edges edges;
  for (const size_t i : model.Told(of)) {
    const Event& e = model.event(i);
    if (e.certainty != "reported" && e.certainty != "claimed") continue;
    const std::vector<std::string> actors = CodesOf(e.actor), recipients = CodesOf(e.recipient);
    for (const std::string& a : actors)
      for (const std::string& r : recipients) AddEdge(a, r, e, &edges);
    if (!recipients.empty()) continue;
    for (const std::string& a : actors)
      for (const std::string& b : actors)
        if (a != b) AddEdge(a, b, e, &edges);
  }
  return edges;
}

EventIndexes Model::Told(const EventIndexes& of) const {
  EventIndexes out;
  for (const size_t i : of)
    if (occurrences[events[i].occurrence].told == i) out.push_back(i);
  return out;
}

Result<Model> BuildModel(const SiteInput& input, const SiteOptions& options) {
  Model model;
  model.input = &input;
  model.options = &options;
  BONGSU_RETURN_IF_ERROR(ReadEvents(input, options, &model));
  BONGSU_RETURN_IF_ERROR(ReadQuotes(input, options, &model));
  GroupOccurrences(&model);
  model.by_situation.resize(input.situations.size());
  for (size_t i = 0; i < model.events.size(); ++i) {
    const SiteEvent& event = model.events[i];
    model.by_id.emplace(event.record.event.id, i);
    model.by_doc[event.record.event.doc].push_back(i);
    for (const size_t s : event.situations) model.by_situation[s].push_back(i);
    if (event.record.event.place && !event.record.event.place->country.empty())
      model.by_place[event.record.event.place->country].push_back(i);
    if (model.occurrences[event.occurrence].told == i)
      model.by_month[event.record.day.substr(0, 7)].push_back(i);
    GroupParties(i, &model);
  }
  std::vector<const store::StoredEvent*> records;
  for (const SiteEvent& event : model.events) records.push_back(&event.record);
  for (const auto& [id, beside] : BesideOf(records))
    if (beside.fear != nullptr) model.feared.insert(id);
  EventIndexes all(model.events.size());
  std::iota(all.begin(), all.end(), size_t{0});
  model.edges = EdgesOf(model, all);
  model.documents = model.by_doc.size();
  GroupLedger(&model);
  return model;
}

}  // namespace bongsu::report::site
