#include "regime/ledger.h"

#include <algorithm>
#include <set>

#include "lexicon/tsv.h"

namespace bongsu::regime {
namespace {

using Words = std::vector<std::string>;

bool Has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool FitsAny(const Words& words, std::string_view word) {
  return Has(words, "*") || Has(words, word);
}

constexpr std::string_view kResolutionPrefix = "UNSCR ";

Words SplitWords(std::string_view cell) {
  Words words;
  for (const std::string_view word : lexicon::Split(cell, '|')) words.emplace_back(word);
  return words;
}

Words Codes(const std::vector<EntityRef>& parties) {
  Words codes;
  for (const EntityRef& party : parties)
    if (!party.code.empty() && party.code != "---" && !Has(codes, party.code))
      codes.push_back(party.code);
  return codes;
}

void Open(LedgerEntry* entry, std::string_view reason) {
  if (!Has(entry->open, reason)) entry->open.emplace_back(reason);
}

// Items of the event that a paragraph means.
Words ItemsOf(const Paragraph& p, const Event& event) {
  Words items;
  for (const std::string& item : event.item)
    if ((p.items.empty() || Has(p.items, item)) && !Has(p.not_items, item)) items.push_back(item);
  return items;
}

bool Holds(const Exemption& exemption, const Words& items, const Event& event) {
  if (exemption.cues.empty())
    return !exemption.items.empty() &&
           std::all_of(items.begin(), items.end(),
                       [&](const std::string& item) { return Has(exemption.items, item); });
  return std::any_of(exemption.cues.begin(), exemption.cues.end(), [&](const std::string& cue) {
    const auto words = lexicon::Split(cue, '&');
    return std::all_of(words.begin(), words.end(), [&](std::string_view word) {
      return event.evidence.text.find(word) != std::string::npos;
    });
  });
}

// Exemptions whose text is told by no item and no cue are named as considered. One that is,
// decides.
void Consider(const Paragraph& p, const Event& event, LedgerEntry* entry) {
  for (const Exemption& e : p.exemptions) {
    const bool about =
        e.items.empty() || std::any_of(entry->items.begin(), entry->items.end(),
                                       [&](const std::string& item) { return Has(e.items, item); });
    if (!about) continue;
    entry->considered.push_back(&e);
    if (e.decides && Holds(e, entry->items, event)) entry->strength = Strength::kExempt;
  }
}

void CheckThreshold(const Paragraph& p, const Event& event, LedgerEntry* entry, bool* below) {
  const auto check = [&](const std::optional<double>& limit, const std::optional<double>& given) {
    if (!limit) return;
    if (!given)
      Open(entry, "threshold");
    else if (*given < *limit)
      *below = true;
  };
  check(p.range_km, event.range_km);
  check(p.payload_kg, event.payload_kg);
  // A limit in words is for a reader to judge, where it decides on this act or these items.
  if (p.cap) Open(entry, "limit");
  if (p.threshold.empty() || p.range_km || p.payload_kg || p.cap) return;
  const bool decides = p.limits.empty() || Has(p.limits, entry->act) ||
                       (!entry->items.empty() &&
                        std::all_of(entry->items.begin(), entry->items.end(),
                                    [&](const std::string& item) { return Has(p.limits, item); }));
  if (decides) Open(entry, "limit");
}

}  // namespace

const char* StrengthName(Strength strength) {
  switch (strength) {
    case Strength::kEngages:
      return "engages";
    case Strength::kMayEngage:
      return "may engage";
    case Strength::kExempt:
      return "exempt";
    case Strength::kAsserted:
      return "asserted";
    case Strength::kAssertedNot:
      return "asserted not";
  }
  return "";
}

Result<std::unique_ptr<Ledger>> Ledger::Load(const lexicon::Folders& folders) {
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(folders));
  auto ledger = std::make_unique<Ledger>();
  BONGSU_ASSIGN_OR_RETURN(ledger->instruments_, LoadInstruments(folders));
  const lexicon::Table acts = lexicon->table("regime.acts");
  for (size_t r = 0; r < acts.rows(); ++r)
    ledger->acts_.push_back(
        {std::string(acts.cell(r, 0)), SplitWords(acts.cell(r, 1)), SplitWords(acts.cell(r, 2)),
         SplitWords(acts.cell(r, 3)), std::string(acts.cell(r, 4)), std::string(acts.cell(r, 5)),
         acts.cell(r, 6) == "may", std::string(acts.cell(r, 7)), std::string(acts.cell(r, 8))});
  const lexicon::Table citations = lexicon->table("regime.citations");
  for (size_t r = 0; r < citations.rows(); ++r)
    ledger->citations_.push_back({std::string(citations.cell(r, 0)),
                                  std::string(citations.cell(r, 1)),
                                  std::string(citations.cell(r, 2))});
  const lexicon::Table entities = lexicon->table("entities");
  for (size_t r = 0; r < entities.rows(); ++r)
    if (entities.cell(r, 3) == "state")
      ledger->states_.emplace(entities.cell(r, 1));
    else if (entities.cell(r, 3) == "group")
      ledger->groups_.emplace(entities.cell(r, 1));
  return ledger;
}

std::vector<LedgerEntry> Ledger::EntriesOf(const Event& event, std::string_view day) const {
  std::vector<LedgerEntry> entries;
  if (day.empty()) return entries;
  if (event.certainty == "negated") return entries;
  Infer(event, day, &entries);
  Assert(event, day, &entries);
  return entries;
}

void Ledger::Infer(const Event& event, std::string_view day, std::vector<LedgerEntry>* out) const {
  for (const Act& act : acts_) {
    if (!FitsAny(act.events, event.event) || !FitsAny(act.frames, event.frame)) continue;
    const bool item = Has(act.items, "*") ||
                      std::any_of(event.item.begin(), event.item.end(),
                                  [&](const std::string& name) { return Has(act.items, name); });
    if (!item || (!act.cue.empty() && !HasCue(event, act.cue))) continue;
    for (const auto& [actor, receiver] : Pairs(act, event))
      Match(act, event, actor, receiver, day, out);
  }
  // Several acts may say the same of one paragraph: the first, which is the plainest, is kept.
  std::set<std::pair<const Paragraph*, std::string>> seen;
  std::erase_if(*out, [&](const LedgerEntry& e) {
    return !seen.insert({e.paragraph, e.actor + ">" + e.receiver}).second;
  });
  std::stable_sort(out->begin(), out->end(), [](const LedgerEntry& a, const LedgerEntry& b) {
    return std::make_pair(a.instrument, a.paragraph) < std::make_pair(b.instrument, b.paragraph);
  });
}

bool Ledger::HasCue(const Event& event, std::string_view cue) const {
  return std::any_of(citations_.begin(), citations_.end(), [&](const Citation& c) {
    return c.says == cue && c.lang == event.lang &&
           event.evidence.text.find(c.form) != std::string::npos;
  });
}

std::vector<std::pair<std::string, std::string>> Ledger::Pairs(const Act& act,
                                                               const Event& event) const {
  std::vector<std::pair<std::string, std::string>> pairs;
  const Words actors = Codes(event.actor), recipients = Codes(event.recipient);
  if (act.flow == "self") {
    for (const std::string& actor : actors) pairs.emplace_back(actor, "");
  } else if (act.flow == "gives" && !recipients.empty()) {
    for (const std::string& actor : actors)
      for (const std::string& recipient : recipients)
        if (actor != recipient) pairs.emplace_back(actor, recipient);
  } else if (act.flow == "joint") {
    Words all = actors;
    for (const std::string& code : recipients)
      if (!Has(all, code)) all.push_back(code);
    for (const std::string& a : all)
      for (const std::string& b : all)
        if (a != b) pairs.emplace_back(a, b);
  }
  return pairs;
}

bool Ledger::Fits(const Instrument& i, const Paragraph& p, const Act& act, const std::string& actor,
                  const std::string& receiver, LedgerEntry* entry, std::string_view day) const {
  if (!Has(p.acts, act.act)) return false;
  // Direction, seen from the state that the measures concern.
  if (p.direction == "to" && !i.subject.empty() && receiver != i.subject) return false;
  if (p.direction == "from" && actor != i.subject) return false;
  if (p.direction == "both" && actor != i.subject && receiver != i.subject) return false;
  if (p.direction == "by" && !i.subject.empty() && actor != i.subject) return false;
  if (!p.receivers.empty() && !Has(p.receivers, receiver)) return false;
  // Whom the paragraph asks.
  const std::string& asked = i.subject.empty() && p.direction == "to" ? receiver : actor;
  if (!IsState(asked)) return false;
  if (p.addressee == "subject" && asked != i.subject) return false;
  const bool nuclear = Has(i.nuclear_weapon_states, asked);
  if (p.addressee == "nuclear_weapon_states" && !nuclear) return false;
  if (p.addressee == "non_nuclear_weapon_states" && nuclear) return false;
  if (p.receiver_status == "non_state_actor" && (IsState(receiver) || !groups_.contains(receiver)))
    return false;
  if (p.receiver_status == "non_nuclear_weapon_state" && Has(i.nuclear_weapon_states, receiver))
    return false;
  if (i.subject.empty() && p.direction == "to") entry->asks_receiver = true;
  if (i.nature != "resolution") {
    const Standing standing = i.StandingOf(asked, day);
    if (!standing.Bound()) return false;
    entry->standing = standing.status;
    if (standing.status == "disputed") Open(entry, "standing");
  }
  return true;
}

void Ledger::Match(const Act& act, const Event& event, const std::string& actor,
                   const std::string& receiver, std::string_view day,
                   std::vector<LedgerEntry>* out) const {
  for (const Instrument& instrument : instruments_) {
    if (instrument.not_in_force) continue;
    for (const Paragraph& p : instrument.paragraphs) {
      const Period* period = InForce(instrument, p, day);
      if (period == nullptr) continue;
      LedgerEntry entry;
      entry.instrument = &instrument;
      entry.paragraph = &p;
      entry.rule = act.id;
      entry.act = act.act;
      entry.actor = actor;
      entry.receiver = receiver;
      if (!Fits(instrument, p, act, actor, receiver, &entry, day)) continue;
      entry.items = ItemsOf(p, event);
      // What a paragraph on goods is about must be said; an act such as a launch says it itself.
      if (entry.items.empty() && !act.implied.empty() &&
          (p.items.empty() || Has(p.items, act.implied)) && !Has(p.not_items, act.implied))
        entry.items.push_back(act.implied);
      if (entry.items.empty()) continue;
      bool below = false;
      CheckThreshold(p, event, &entry, &below);
      if (below) continue;
      if (instrument.nature == "arrangement") Open(&entry, "controlled");
      if (act.may) Open(&entry, act.flow == "joint" ? "direction" : "act");
      if (p.items.empty()) Open(&entry, "catch_all");
      if (period->disputed) Open(&entry, "in_force");
      if (!entry.open.empty()) entry.strength = Strength::kMayEngage;
      std::sort(entry.open.begin(), entry.open.end());
      Consider(p, event, &entry);
      out->push_back(std::move(entry));
    }
  }
}

void Ledger::Assert(const Event& event, std::string_view day, std::vector<LedgerEntry>* out) const {
  const int quad = QuadClass(event.event);
  const std::vector<EntityRef>& holders =
      !event.attribution.empty() ? event.attribution : event.actor;
  // Of a material act, the outlet's own words are nobody's assertion; an appeal asserts nothing.
  if (event.event == "REQUEST") return;
  if (holders.empty() || (event.attribution.empty() && quad != 1 && quad != 3)) return;
  bool violates = false, denies = false;
  std::set<std::string> cited;
  for (const Citation& c : citations_) {
    if (c.lang != event.lang || event.evidence.text.find(c.form) == std::string::npos) continue;
    if (c.says == "violates")
      violates = true;
    else if (c.says == "denies")
      denies = true;
    else
      cited.insert(c.says);
  }
  if (!violates && !denies) return;
  // "안보리 결의 2397호" holds the words for the resolutions as such as well.
  const bool numbered = std::any_of(cited.begin(), cited.end(), [](const std::string& id) {
    return id.starts_with(kResolutionPrefix);
  });
  if (numbered) cited.erase("resolutions");
  // The resolutions without a number: those on a state that the record names, once for each regime.
  Words parties = Codes(event.actor), told;
  for (const std::string& code : Codes(event.recipient)) parties.push_back(code);
  for (const Instrument& i : instruments_) {
    const bool named = cited.contains(i.id);
    const bool meant = cited.contains("resolutions") && i.nature == "resolution" &&
                       !i.subject.empty() && Has(parties, i.subject) && !Has(told, i.regime);
    const bool in_force = std::any_of(i.periods.begin(), i.periods.end(),
                                      [&](const Period& p) { return p.Holds(day); });
    if (!named && !(meant && in_force)) continue;
    if (!named) told.push_back(i.regime);
    LedgerEntry entry;
    entry.instrument = &i;
    entry.all_resolutions = !named;
    entry.strength = denies ? Strength::kAssertedNot : Strength::kAsserted;
    entry.rule = "citation";
    entry.actor = event.recipient.empty() ? "" : event.recipient.front().code;
    entry.holders = holders;
    out->push_back(std::move(entry));
  }
}

}  // namespace bongsu::regime
