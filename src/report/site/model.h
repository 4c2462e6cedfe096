// What the pages of a site are made of, the same for all languages: the events with their quoted
// evidence, and every way they are grouped. Built once, then only read.
#ifndef BONGSU_REPORT_SITE_MODEL_H_
#define BONGSU_REPORT_SITE_MODEL_H_

#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "report/evidence_context.h"
#include "report/site/site.h"

namespace bongsu::report::site {

using EventIndexes = std::vector<size_t>;  // into Model::events, in their order

struct SiteEvent {
  store::StoredEvent record;
  std::vector<regime::LedgerEntry> entries;  // what an exemption covers is left out
  EvidenceContext quote;                     // within the limit; `block` is null
  std::vector<std::string> full_text;        // blocks of the source, only if asked for
  size_t occurrence = 0;                     // into Model::occurrences
  std::vector<size_t> situations;            // into SiteInput::situations
};

// Records of one thing that happened.
struct SiteOccurrence {
  EventIndexes events;
  size_t told = 0;     // the surest of them: the one that lists name
  size_t sources = 0;  // independent ones
};

// What one party did toward another, in occurrences reported or claimed; joint acts count for both
// directions of a pair.
struct Edge {
  size_t occurrences = 0;
  double score = 0;                 // sum of the codebook's scores
  std::array<size_t, 5> quad = {};  // by quad class, [0] unused
};

using Edges = std::map<std::pair<std::string, std::string>, Edge>;  // by actor and recipient

// What stands under one paragraph of an instrument.
struct ParagraphEntries {
  const regime::Instrument* instrument = nullptr;
  const regime::Paragraph* paragraph = nullptr;  // null: the instrument as a whole
  bool all_resolutions = false;  // asserted of "Security Council resolutions" without a number
  EventIndexes inferred, asserted;
  size_t plain = 0;  // of the inferred, those that engage it without anything open
};

struct Model {
  const SiteInput* input = nullptr;
  const SiteOptions* options = nullptr;
  std::vector<SiteEvent> events;  // in the store's order: by day, those without a day last
  std::vector<SiteOccurrence> occurrences;
  std::map<std::string, EventIndexes> by_actor;  // code, in any role but media
  std::map<std::pair<std::string, std::string>, EventIndexes> by_pair;  // codes, smaller first
  Edges edges;                                                          // of all events
  std::map<std::string, EventIndexes> by_place;                         // country
  std::map<std::string, EventIndexes> by_doc;
  std::map<std::string, EventIndexes> by_month;  // YYYY-MM of occurrences told; "": without a day
  std::vector<EventIndexes> by_situation;
  std::vector<ParagraphEntries> ledger;  // in the ledger's order
  std::unordered_map<std::string, size_t> by_id;
  std::set<std::string> feared;  // possibilities about which their source voices concern, by id
  size_t documents = 0, sources = 0;

  const Event& event(size_t index) const { return events[index].record.event; }
  // Only those that stand for their occurrence.
  EventIndexes Told(const EventIndexes& of) const;
};

// Who acts toward whom in these events.
Edges EdgesOf(const Model& model, const EventIndexes& of);

// Reads events, sources and decisions of the ledger. Errors of the store.
Result<Model> BuildModel(const SiteInput& input, const SiteOptions& options);

// Codes of a list of parties, each once, in order; unresolved ones ("---") left out.
std::vector<std::string> CodesOf(const std::vector<EntityRef>& parties);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_MODEL_H_
