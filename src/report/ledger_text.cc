#include "report/ledger_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>

#include "base/json.h"
#include "report/event_table.h"
#include "report/record_words.h"

namespace bongsu::report {
namespace {

using regime::LedgerEntry;
using regime::Strength;

constexpr Strength kInOrder[] = {Strength::kEngages, Strength::kMayEngage, Strength::kExempt,
                                 Strength::kAsserted, Strength::kAssertedNot};

std::string Cited(const LedgerEntry& e) {
  if (e.all_resolutions) return "UNSC resolutions (" + e.instrument->regime + ")";
  if (e.paragraph == nullptr) return e.instrument->id;
  return e.instrument->id + " " + e.paragraph->id;
}

}  // namespace

std::string CitedParagraphs(const std::vector<LedgerEntry>& entries, Strength strength,
                            const std::string& unverified) {
  std::string out;
  const regime::Instrument* last = nullptr;
  std::set<std::string> seen;
  for (const LedgerEntry& e : entries) {
    if (e.strength != strength || !seen.insert(Cited(e)).second) continue;
    if (e.instrument == last && e.paragraph != nullptr)
      out += ", " + e.paragraph->id;
    else
      out += (out.empty() ? "" : "; ") + Cited(e);
    if (e.paragraph != nullptr && !e.paragraph->confirmed) out += unverified;
    last = e.instrument;
  }
  return out;
}

namespace {

const char* PhraseOf(Strength strength) {
  switch (strength) {
    case Strength::kEngages:
      return "ledger.engages";
    case Strength::kMayEngage:
      return "ledger.may";
    case Strength::kExempt:
      return "ledger.exempt";
    case Strength::kAsserted:
      return "ledger.asserted";
    case Strength::kAssertedNot:
      return "ledger.asserted_not";
  }
  return "";
}

// What would have to be so: the ledger's wording never goes beyond the record's certainty.
std::string Condition(const Event& event, const Phrases& phrases) {
  const std::string key = "ledger.if." + event.certainty;
  return phrases.Fill(phrases.Has(key) ? key : "ledger.if.reported");
}

}  // namespace

std::string LedgerSentence(const LedgerRow& row, Strength strength, const std::string& paragraphs,
                           const Phrases& phrases, const PartyNames& names) {
  const Event& event = row.event.event;
  const auto holder = std::find_if(row.entries.begin(), row.entries.end(), [&](const auto& e) {
    return e.strength == strength && !e.holders.empty();
  });
  Slots slots = {{"if", Condition(event, phrases)}, {"paragraphs", paragraphs}};
  if (holder != row.entries.end()) slots["holders"] = names.Of(holder->holders, phrases.lang());
  return FillTemplate(phrases[PhraseOf(strength)], slots, 1);
}

namespace {

std::string JoinedWords(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string OpenText(const LedgerEntry& e, const Phrases& phrases) {
  std::string out;
  for (const std::string& reason : e.open)
    out += (out.empty() ? "" : "; ") + phrases.Fill("ledger.open." + reason);
  return out;
}

void Detail(const LedgerEntry& e, const Phrases& phrases, const PartyNames& names,
            std::string* out) {
  const std::string& lang = phrases.lang();
  *out += fmt::format("\n{}  {}", Cited(e), e.instrument->name.In(lang));
  if (e.paragraph == nullptr) {
    *out += fmt::format("  ({})\n", regime::StrengthName(e.strength));
    return;
  }
  const regime::Paragraph& p = *e.paragraph;
  *out += fmt::format("  ({}, {}{})\n", phrases.Fill("ledger.force." + p.force),
                      regime::StrengthName(e.strength),
                      p.confirmed ? "" : ", " + phrases.Fill("ledger.unverified"));
  const auto line = [&](const std::string& text) {
    if (!text.empty()) *out += "    " + text + "\n";
  };
  line(phrases.Fill("ledger.bars", {{"bars", p.bars.In(lang)}}));
  if (!p.threshold.empty())
    line(phrases.Fill("ledger.threshold", {{"threshold", p.threshold.In(lang)}}));
  for (const regime::Exemption* exemption : e.considered)
    line(phrases.Fill("ledger.considered", {{"exemption", exemption->text.In(lang)}}));
  if (!e.standing.empty())
    line(phrases.Fill("ledger.standing",
                      {{"actor", names.OfCode(e.asks_receiver ? e.receiver : e.actor)},
                       {"standing", phrases.Fill("ledger.standing." + e.standing)}}));
  line(OpenText(e, phrases));
  if (!e.instrument->note.empty()) line(e.instrument->note.In(lang));
  line(fmt::format("{} {}{}  {}", e.rule, names.OfCode(e.actor),
                   e.receiver.empty() ? "" : " → " + names.OfCode(e.receiver), p.source));
}

std::optional<double> InUnitOf(const regime::Cap& cap, const Quantity& q) {
  if (q.unit == cap.unit) return q.value;
  for (const auto& [amount, unit] : cap.alternatives)
    if (unit == q.unit && amount > 0) return q.value * cap.amount / amount;
  return std::nullopt;
}

}  // namespace

std::string LedgerGroup(const LedgerRow& row, const Phrases& phrases, const PartyNames& names) {
  const Event& e = row.event.event;
  std::string out =
      fmt::format("{}  {}  {}  {}  {}  [{}]\n    {}\n", row.event.day.empty() ? "-" : row.event.day,
                  e.id, e.event, PartiesText(e, phrases, names), JoinedWords(e.item),
                  StandingText(e, phrases, names), TsvField(e.evidence.text));
  for (const Strength strength : kInOrder)
    if (const std::string paragraphs = CitedParagraphs(row.entries, strength); !paragraphs.empty())
      out += "    " + LedgerSentence(row, strength, paragraphs, phrases, names) + "\n";
  return out;
}

std::string LedgerDetails(const LedgerRow& row, const Phrases& phrases, const PartyNames& names) {
  std::string out = LedgerGroup(row, phrases, names);
  for (const Strength strength : kInOrder)
    for (const LedgerEntry& e : row.entries)
      if (e.strength == strength) Detail(e, phrases, names, &out);
  return out + "\n" + phrases.Fill("ledger.disclaimer") + "\n";
}

std::string LedgerJson(const LedgerRow& row, const Phrases& phrases, const PartyNames& names) {
  std::string out;
  const Event& event = row.event.event;
  const std::string& lang = phrases.lang();
  for (const LedgerEntry& e : row.entries) {
    base::JsonWriter json(out);
    const auto words = [&](const char* key, const std::vector<std::string>& list) {
      json.Key(key).BeginArray();
      for (const std::string& word : list) json.String(word);
      json.EndArray();
    };
    std::vector<std::string> holders, considered, attribution;
    for (const EntityRef& r : e.holders) holders.push_back(r.code);
    for (const EntityRef& r : event.attribution) attribution.push_back(r.code);
    for (const regime::Exemption* x : e.considered) considered.push_back(x->id);
    json.BeginObject();
    json.Key("event").String(event.id);
    json.Key("day").String(row.event.day);
    json.Key("instrument").String(e.instrument->id);
    json.Key("paragraph").String(e.paragraph == nullptr ? "" : e.paragraph->id);
    json.Key("force").String(e.paragraph == nullptr ? "" : e.paragraph->force);
    json.Key("binding").Bool(e.Binding());
    json.Key("basis").String(e.holders.empty() ? "inferred" : "asserted");
    json.Key("strength").String(regime::StrengthName(e.strength));
    json.Key("rule").String(e.rule);
    json.Key("act").String(e.act);
    json.Key("actor").String(e.actor);
    json.Key("receiver").String(e.receiver);
    words("item", e.items);
    json.Key("standing").String(e.standing);
    words("open", e.open);
    words("exemption_considered", considered);
    words("holder", holders);
    json.Key("certainty").String(event.certainty);
    words("attribution", attribution);
    json.Key("wording").String(LedgerSentence(row, e.strength, Cited(e), phrases, names));
    json.Key("bars").String(e.paragraph == nullptr ? "" : e.paragraph->bars.In(lang));
    json.Key("verified").Bool(e.paragraph != nullptr && e.paragraph->confirmed);
    json.Key("source").String(e.paragraph == nullptr ? e.instrument->source : e.paragraph->source);
    json.Key("evidence").String(event.evidence.text);
    json.Key("doc").String(event.doc);
    json.EndObject();
    out += "\n";
  }
  return out;
}

std::vector<CapSum> SumCaps(const std::vector<LedgerRow>& rows) {
  struct Sum {
    CapSum sum;
    std::map<std::string, double> by_occurrence;  // the largest figure; below 0: none
  };
  std::map<std::tuple<std::string, std::string, int>, Sum> sums;
  for (const LedgerRow& row : rows) {
    const Event& event = row.event.event;
    if (event.certainty != "reported" && event.certainty != "claimed") continue;
    if (row.event.day.size() < 4) continue;
    const int year = std::stoi(row.event.day.substr(0, 4));
    for (const LedgerEntry& e : row.entries) {
      if (e.paragraph == nullptr || !e.paragraph->cap) continue;
      Sum& s = sums[{e.instrument->id, e.paragraph->id, year}];
      s.sum.instrument = e.instrument;
      s.sum.paragraph = e.paragraph;
      s.sum.year = year;
      double& figure =
          s.by_occurrence
              .try_emplace(row.event.occurrence.empty() ? event.id : row.event.occurrence, -1)
              .first->second;
      for (const Quantity& q : event.quantity)
        if (const auto amount = InUnitOf(*e.paragraph->cap, q)) figure = std::max(figure, *amount);
    }
  }
  std::vector<CapSum> out;
  for (auto& [key, s] : sums) {
    for (const auto& [id, figure] : s.by_occurrence) {
      if (figure < 0) {
        ++s.sum.without_amount;
      } else {
        ++s.sum.occurrences;
        s.sum.amount += figure;
      }
    }
    out.push_back(s.sum);
  }
  return out;
}

std::string CapLine(const CapSum& s, const Phrases& phrases) {
  const regime::Cap& cap = *s.paragraph->cap;
  return phrases.Fill("ledger.cap", {{"year", std::to_string(s.year)},
                                     {"paragraph", s.instrument->id + " " + s.paragraph->id},
                                     {"amount", fmt::format("{:.0f}", s.amount)},
                                     {"cap", fmt::format("{:.0f}", cap.amount)},
                                     {"unit", cap.unit},
                                     {"per", phrases.Fill("ledger.cap." + cap.per)},
                                     {"occurrences", std::to_string(s.occurrences)},
                                     {"without", std::to_string(s.without_amount)},
                                     {"bars", s.paragraph->bars.In(phrases.lang())}}) +
         "\n";
}

}  // namespace bongsu::report
