#include "watch/matcher.h"

#include <algorithm>

#include "lexicon/tsv.h"

namespace bongsu::watch {
namespace {

constexpr size_t kMostKnown = 1 << 17;  // then what is known is forgotten and learnt anew

std::vector<std::string> Split(std::string_view joined) {
  std::vector<std::string> words;
  if (joined.empty()) return words;
  for (const std::string_view word : lexicon::Split(joined, '|')) words.emplace_back(word);
  return words;
}

std::vector<EntityRef> Parties(std::string_view joined) {
  std::vector<EntityRef> parties;
  for (std::string& code : Split(joined)) parties.emplace_back().code = std::move(code);
  return parties;
}

std::string Joined(const std::vector<EntityRef>& parties) {
  std::string out;
  for (const EntityRef& r : parties) out += (out.empty() ? "" : "|") + r.code;
  return out;
}

}  // namespace

Matcher::Matcher(const std::vector<Situation>& situations, const regime::Ledger* ledger)
    : situations_(situations), ledger_(ledger) {
  for (const Situation& s : situations_) {
    std::vector<bool>& concern = concern_.emplace_back(s.signals.size());
    for (size_t i = 0; i < s.signals.size(); ++i)
      concern[i] =
          std::find(s.concern.begin(), s.concern.end(), s.signals[i].id) != s.concern.end();
  }
}

const Matcher::Chances& Matcher::ChancesOf(std::string_view event, std::string_view certainty,
                                           std::string_view actor, std::string_view recipient) {
  std::string key;
  for (const std::string_view part : {event, certainty, actor, recipient}) {
    key += part;
    key += '\n';
  }
  if (const auto it = known_.find(key); it != known_.end()) return it->second;
  if (known_.size() >= kMostKnown) known_.clear();
  Event e;
  e.event = event;
  e.certainty = certainty;
  e.actor = Parties(actor);
  e.recipient = Parties(recipient);
  Chances chances;
  for (size_t s = 0; s < situations_.size(); ++s) {
    const Situation& situation = situations_[s];
    for (size_t i = 0; i < situation.signals.size(); ++i)
      if (situation.signals[i].when.FitsParties(e))
        chances.signals.push_back({static_cast<uint16_t>(s), static_cast<uint16_t>(i)});
    for (const SeriesKind kind : {kCooperation, kConflict})
      if (situation.Counts(kind, e, {})) {
        chances.series.resize(situations_.size());
        chances.series[s] = static_cast<uint8_t>(chances.series[s] | (1 << kind));
      }
  }
  return known_.emplace(std::move(key), std::move(chances)).first->second;
}

template <typename Fits>
std::vector<Match> Matcher::Collect(const Chances& chances, const Fits& fits) const {
  std::vector<Match> matches;
  auto chance = chances.signals.begin();
  for (size_t s = 0; s < situations_.size(); ++s) {
    Match match;
    match.situation = static_cast<uint16_t>(s);
    for (; chance != chances.signals.end() && chance->situation == s; ++chance) {
      if (!fits(situations_[s].signals[chance->signal].when, situations_[s])) continue;
      match.signals.push_back(chance->signal);
      if (concern_[s][chance->signal]) match.counts[kConcern] = true;
    }
    if (!chances.series.empty())
      for (const SeriesKind kind : {kCooperation, kConflict})
        match.counts[kind] = (chances.series[s] & (1 << kind)) != 0;
    if (!match.signals.empty() || match.counts[kCooperation] || match.counts[kConflict])
      matches.push_back(std::move(match));
  }
  return matches;
}

std::vector<Match> Matcher::Of(const store::NarrowReport& report, bool* whole) {
  *whole = false;
  const Chances& chances =
      ChancesOf(report.event, report.certainty, report.actor, report.recipient);
  if (chances.signals.empty() && chances.series.empty()) return {};
  Event e;
  if (!chances.signals.empty()) {
    e.mode = Split(report.mode);
    e.item = Split(report.item);
    if (!report.country.empty()) e.place.emplace().country = report.country;
    for (const Chance& chance : chances.signals) {
      const Pattern& when = situations_[chance.situation].signals[chance.signal].when;
      if (!when.AsksWhole() || !when.FitsThings(e)) continue;
      *whole = true;
      return {};
    }
  }
  return Collect(chances,
                 [&](const Pattern& when, const Situation&) { return when.FitsThings(e); });
}

std::vector<Match> Matcher::Of(const Event& event, std::string_view day) {
  const Chances& chances =
      ChancesOf(event.event, event.certainty, Joined(event.actor), Joined(event.recipient));
  std::vector<regime::LedgerEntry> entries;
  bool looked = false;
  return Collect(chances, [&](const Pattern& when, const Situation& situation) {
    if (!when.FitsThings(event)) return false;
    if (ledger_ != nullptr && !looked && !when.ledger.empty()) {
      entries = ledger_->EntriesOf(event, day);
      looked = true;
    }
    return when.FitsWhole(event, entries, situation.norm);
  });
}

}  // namespace bongsu::watch
