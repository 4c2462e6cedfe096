#include "report/brief_fold.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "base/day.h"
#include "lexicon/tsv.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;

constexpr std::chrono::days kFoldWindow{3};
constexpr std::string_view kHelp = "help";  // a word that content may say as well: offered what

std::set<std::string> Codes(const std::vector<EntityRef>& parties) {
  std::set<std::string> codes;
  for (const EntityRef& party : parties) codes.insert(party.code);
  return codes;
}

std::vector<DyadParty> Parties(const std::vector<EntityRef>& parties, bool with_sector) {
  std::set<DyadParty> distinct;
  for (const EntityRef& party : parties)
    distinct.insert({party.code, with_sector ? party.sector : ""});
  return {distinct.begin(), distinct.end()};
}

bool IsStated(const Event& event) {
  return event.date && (event.date->basis == "stated" || event.date->basis == "relative");
}

bool SameTime(const StoredEvent& a, const StoredEvent& b) {
  if (IsStated(a.event) && IsStated(b.event))
    return a.event.date->from <= b.event.date->to && b.event.date->from <= a.event.date->to;
  const auto day_a = base::ParseDay(a.day), day_b = base::ParseDay(b.day);
  if (!day_a || !day_b) return !day_a && !day_b;
  return (*day_a > *day_b ? *day_a - *day_b : *day_b - *day_a) <= kFoldWindow;
}

bool SameDue(const Event& told, const Event& other) {
  if (!other.due) return true;
  return told.due && told.due->from == other.due->from && told.due->to == other.due->to;
}

bool SameContent(const Event& told, const Event& other) {
  if (!told.content || !other.content) return !told.content && !other.content;
  return told.content->event == other.content->event &&
         Codes(told.content->actor) == Codes(other.content->actor) &&
         Codes(told.content->recipient) == Codes(other.content->recipient);
}

bool HasAllItems(const Event& told, const Event& other) {
  return std::all_of(other.item.begin(), other.item.end(), [&](const std::string& item) {
    return std::find(told.item.begin(), told.item.end(), item) != told.item.end();
  });
}

bool Restates(const StoredEvent& told, const StoredEvent& other) {
  return SameTime(told, other) && SameDue(told.event, other.event) &&
         SameContent(told.event, other.event) && HasAllItems(told.event, other.event);
}

}  // namespace

BriefSection SectionOf(const Event& event) {
  const std::string& c = event.certainty;
  if (c == "denied" || c == "negated" || c == "possible") return BriefSection::kClaims;
  if (c == "background") return BriefSection::kBackground;
  if (c == "planned" || (event.event == "AGREE" && event.due)) return BriefSection::kPlanned;
  return c == "claimed" ? BriefSection::kClaims : BriefSection::kHappened;
}

namespace {

std::string PlainActKey(const Event& event, const Phrases& phrases) {
  const std::string key = "act." + event.event;
  if (const std::string by_frame = key + "@" + event.frame; phrases.Has(by_frame)) return by_frame;
  for (const std::string& mode : event.mode)
    if (const std::string by_mode = key + "." + mode; phrases.Has(by_mode)) return by_mode;
  return key;
}

}  // namespace

std::string ActKey(const Event& event, const Phrases& phrases) {
  const std::string plain = PlainActKey(event, phrases), prefix = plain + "~";
  std::string best = plain;
  size_t most = 0;
  for (const std::string& key : phrases.KeysFrom(prefix)) {
    const auto words = lexicon::Split(std::string_view(key).substr(prefix.size()), '+');
    if (words.size() > most && std::all_of(words.begin(), words.end(), [&](std::string_view word) {
          return phrases.HasWord(word, event.lang, event.trigger.text) ||
                 (word == kHelp && event.content && event.content->event == "AID");
        })) {
      best = key;
      most = words.size();
    }
  }
  return best;
}

size_t BriefEntry::CountDocuments() const {
  std::set<std::string> docs;
  for (const StoredEvent* record : records) docs.insert(record->event.doc);
  return docs.size();
}

Dyad DyadOf(const Event& event) {
  const auto actors = Codes(event.actor), recipients = Codes(event.recipient);
  const bool domestic = std::any_of(actors.begin(), actors.end(),
                                    [&](const auto& code) { return recipients.contains(code); });
  return {Parties(event.actor, domestic), Parties(event.recipient, domestic)};
}

std::vector<BriefEntry> FoldRecords(std::span<const StoredEvent> events, const Phrases& phrases) {
  using Key = std::tuple<std::string, Dyad, std::vector<std::string>, std::string,
                         std::set<std::string>, BriefSection>;
  std::vector<BriefEntry> entries;
  std::map<Key, std::vector<size_t>> alike;
  for (const StoredEvent& record : events) {
    const Event& event = record.event;
    const BriefSection section = SectionOf(event);
    std::vector<size_t>& candidates = alike[{ActKey(event, phrases), DyadOf(event), event.aux,
                                             event.certainty, Codes(event.attribution), section}];
    const auto it = std::find_if(candidates.begin(), candidates.end(),
                                 [&](size_t i) { return Restates(entries[i].told(), record); });
    if (it != candidates.end()) {
      entries[*it].records.push_back(&record);
    } else {
      candidates.push_back(entries.size());
      entries.push_back({section, {&record}});
    }
  }
  return entries;
}

}  // namespace bongsu::report
