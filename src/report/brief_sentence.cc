#include "report/brief_sentence.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "lexicon/tsv.h"
#include "report/brief_fold.h"

namespace bongsu::report {
namespace {

constexpr std::string_view kConcernFrame = "express_concern";
constexpr size_t kMostAbout = 2;  // told of what one statement evaluates

bool Has(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// The act is told by its own doers, and by nobody else.
bool IsOwnWord(const Event& event) {
  const auto parties = [](const std::vector<EntityRef>& list) {
    std::set<std::pair<std::string, std::string>> distinct;
    for (const EntityRef& party : list) distinct.emplace(party.code, party.sector);
    return distinct;
  };
  return !event.attribution.empty() && parties(event.attribution) == parties(event.actor);
}

bool SameCodes(const std::vector<EntityRef>& a, const std::vector<EntityRef>& b) {
  const auto codes = [](const std::vector<EntityRef>& list) {
    std::set<std::string> distinct;
    for (const EntityRef& party : list) distinct.insert(party.code);
    return distinct;
  };
  return !a.empty() && codes(a) == codes(b);
}

// What the sentence calls an item more narrowly (item.ITEM~WORD with word.WORD of the phrases),
// where it uses one such word alone.
std::string ItemKey(const std::string& item, std::string_view sentence, const std::string& lang,
                    const Phrases& phrases) {
  const std::string prefix = "item." + item;
  std::string narrow;
  for (const std::string& key : phrases.KeysFrom(prefix + "~")) {
    if (!phrases.HasWord(key.substr(prefix.size() + 1), lang, sentence)) continue;
    if (!narrow.empty()) return prefix;
    narrow = key;
  }
  return narrow.empty() ? prefix : narrow;
}

std::string ItemNames(const std::vector<std::string>& items, std::string_view sentence,
                      const std::string& lang, const Phrases& phrases) {
  std::vector<std::string> names;
  for (const std::string& item : items) {
    if (item == "other" && items.size() == 1) continue;  // tells a reader nothing
    const std::string key = ItemKey(item, sentence, lang, phrases);
    names.push_back(phrases.Has(key) ? std::string(phrases[key]) : item);
  }
  return phrases.List(names);
}

std::string ItemNames(const Event& event, const Phrases& phrases) {
  return ItemNames(event.item, event.evidence.text, event.lang, phrases);
}

// The denial keeps its source, the possibility is never stated as fact, whatever else is said of
// it.
std::string SayKey(const Event& event, bool feared) {
  const bool negated = Has(event.aux, "negation"), possible = Has(event.aux, "hypothetical");
  const bool sourced = !event.attribution.empty();
  if (event.certainty == "denied" && sourced)
    return IsOwnWord(event) ? "say.denied_own" : "say.denied";
  const char* by = !sourced ? "" : IsOwnWord(event) ? "_own" : "_by";
  if (possible) return std::string(feared ? "say.feared" : "say.possible") + by;
  if (negated) return std::string("say.negated") + by;
  if (Has(event.aux, "future")) return std::string("say.planned") + by;
  if (!sourced) return "say.reported";
  return IsOwnWord(event) ? "say.own" : "say.claimed";
}

const char* NegatedForm(const Event& event) {
  if (Has(event.aux, "future")) return "not_future";
  return event.date ? "not_past" : "not_either";
}

std::string Grouped(double value) {
  char digits[64];
  const auto end =
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed).ptr;
  std::string text(digits, end);
  size_t at = std::min(text.find('.'), text.size());
  const size_t first = text.starts_with('-') ? 1 : 0;
  while (at > first + 3) text.insert(at -= 3, ",");
  return text;
}

std::string RangeText(const CountRange& range, const Phrases& phrases) {
  const auto persons = [&](const std::optional<int64_t>& n) {
    return n ? phrases.Fill("unit.person", {{"value", Grouped(static_cast<double>(*n))}})
             : std::string();
  };
  const Slots slots = {{"low", persons(range.low)}, {"high", persons(range.high)}};
  if (range.low && range.high)
    return phrases.Fill(*range.low == *range.high ? "range.exact" : "range.within", slots);
  if (range.low) return phrases.Fill("range.from", slots);
  return range.high ? phrases.Fill("range.to", slots) : std::string();
}

std::string QuantityText(const Quantity& quantity, const std::string& lang,
                         const Phrases& phrases) {
  const std::string key = "unit." + quantity.unit, of_key = "item." + quantity.of;
  std::string text = Grouped(quantity.value);
  if (phrases.Has(key))
    text = phrases.Fill(key, {{"value", text}});
  else if (!quantity.unit.empty())
    text += " " + quantity.unit;
  if (phrases.Has(of_key))
    return phrases.Fill("unit.of", {{"of", std::string(phrases[of_key])}, {"quantity", text}});
  if (!quantity.of.empty() && lang == phrases.lang())
    return phrases.Fill("unit.of", {{"of", quantity.of}, {"quantity", text}});
  return text;
}

std::string PlaceText(const EventPlace& place, const std::string& lang, const Phrases& phrases,
                      const PartyNames& names) {
  if (!place.name.empty() && lang == phrases.lang()) return place.name;
  return place.country.empty() ? std::string() : names.OfCode(place.country);
}

// "에게" of persons, "에" of others.
std::string KoreanTo(const std::vector<EntityRef>& parties, const std::string& names,
                     const Phrases& phrases) {
  if (names.empty()) return {};
  const bool person = parties.back().entity.starts_with("person:");
  return phrases.Fill(person ? "party.to_person" : "party.to", {{"name", names}});
}

// Forms of the act of a record, with its parties, the names of its items, and its field.
Slots FormsOf(const std::string& key, const std::vector<EntityRef>& recipient,
              const std::string& items, const std::vector<std::string>& context,
              const std::string& lang, const Phrases& phrases, const PartyNames& names) {
  const std::string to = names.Of(recipient, lang);
  Slots slots = {{"recipient", to}, {"to", KoreanTo(recipient, to, phrases)}, {"item", items}};
  for (const std::string_view field : lexicon::Split(phrases["field.order"], '|'))
    if (Has(context, field)) {
      slots["field"] = phrases.Fill("field." + std::string(field));
      slots["field_of"] = phrases.Fill("field_of." + std::string(field));
      break;
    }
  return ActForms(phrases[key], slots, phrases.lang());
}

// An act goes on: of material acts alone, for what is said is said.
bool IsOngoing(const Event& event, const Phrases& phrases) {
  const int quad = QuadClass(event.event);
  return (quad == 2 || quad == 4) && phrases.HasWord("ongoing", event.lang, event.trigger.text);
}

// English needs to know; "" where the number of a name is not told.
const char* BeingForm(const std::vector<EntityRef>& actor) {
  std::set<std::string> codes;
  for (const EntityRef& party : actor) codes.insert(party.code);
  if (codes.size() > 1) return "were";
  const bool one = actor.size() == 1 && (actor[0].entity.starts_with("state:") ||
                                         actor[0].entity.starts_with("person:"));
  return one ? "was" : "";
}

// The possibility that it happened, where its trigger has it so, else in words without a tense: the
// record has none.
std::string PossibilityText(const Event& event, const Slots& slots, bool own,
                            const Phrases& phrases) {
  const bool had = phrases.HasWord("had", event.lang, event.trigger.text);
  Slots with = slots;
  if (own) with.erase("actor");
  return phrases.Fill(std::string("possibility.") + (Has(event.aux, "negation") ? "not_" : "") +
                          (had ? "had" : "either"),
                      with);
}

std::string ActorText(const Event& event, const Phrases& phrases, const PartyNames& names) {
  return event.actor.empty() ? phrases.Fill("party.unnamed") : names.Of(event.actor, event.lang);
}

// What somebody speaks of, as a noun: "러시아가 북한에 ... 제공하는 것".
std::string AboutText(const Event& event, const Phrases& phrases, const PartyNames& names) {
  Slots slots = FormsOf(ActKey(event, phrases), event.recipient, ItemNames(event, phrases),
                        event.context, event.lang, phrases, names);
  slots["actor"] = ActorText(event, phrases, names);
  if (Has(event.aux, "hypothetical"))
    return phrases.Fill("about.possible",
                        {{"possibility", PossibilityText(event, slots, false, phrases)}});
  return phrases.Fill("about.act", slots);
}

std::string ContentText(const EventContent& content, const std::string& lang,
                        const Phrases& phrases, const PartyNames& names) {
  const std::string key = "act." + content.event;
  if (!phrases.Has(key)) return {};
  Slots slots = FormsOf(key, content.recipient, ItemNames(content.item, {}, lang, phrases), {},
                        lang, phrases, names);
  slots["actor"] = names.Of(content.actor, lang);
  return phrases.Fill("content.act", slots);
}

}  // namespace

std::map<std::string, Beside> BesideOf(const std::vector<const store::StoredEvent*>& records,
                                       double least_confidence) {
  const auto sure = [&](const Event& event) {
    return least_confidence <= 0 || event.confidence.value_or(0) >= least_confidence;
  };
  std::map<std::string, const Event*> by_id;
  for (const store::StoredEvent* record : records)
    if (sure(record->event)) by_id.emplace(record->event.id, &record->event);
  std::map<std::string, Beside> beside;
  std::set<std::string> seen;
  for (const store::StoredEvent* record : records) {
    const Event& event = record->event;
    if (!sure(event) || !seen.insert(event.id).second) continue;
    for (const std::string& id : event.about) {
      const auto it = by_id.find(id);
      if (it == by_id.end() || it->second->doc != event.doc) continue;
      const Event& other = *it->second;
      if (event.frame == kConcernFrame && SameCodes(event.actor, other.attribution))
        beside[id].fear = record;
      const bool same_sentence = other.evidence.span.begin == event.evidence.span.begin &&
                                 other.evidence.span.end == event.evidence.span.end;
      if (same_sentence && !Has(other.aux, "negation") &&
          beside[event.id].about.size() < kMostAbout)
        beside[event.id].about.push_back(&other);
    }
  }
  return beside;
}

std::string Sentence(const Event& event, const Phrases& phrases, const PartyNames& names,
                     bool feared) {
  Slots slots = FormsOf(ActKey(event, phrases), event.recipient, ItemNames(event, phrases),
                        event.context, event.lang, phrases, names);
  slots["actor"] = ActorText(event, phrases, names);
  slots["source"] = names.Of(event.attribution, event.lang);
  slots["not"] = slots[NegatedForm(event)];
  slots["being"] = BeingForm(event.actor);
  if (IsOngoing(event, phrases))
    if (const std::string ongoing = phrases.Fill("form.ongoing", slots); !ongoing.empty())
      slots["past"] = ongoing;
  if (Has(event.aux, "hypothetical"))
    slots["possibility"] = PossibilityText(event, slots, IsOwnWord(event), phrases);
  std::string sentence = phrases.Fill(
      SayKey(event, feared || phrases.HasWord("feared", event.lang, event.trigger.text)), slots);
  return Has(event.aux, "historical") ? phrases.Fill("say.background", {{"sentence", sentence}})
                                      : sentence;
}

std::string Details(const Event& event, const Phrases& phrases, const PartyNames& names,
                    const std::vector<const Event*>& about) {
  std::string out;
  const auto add = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    const std::string detail = phrases.Fill(key, {{"value", value}});
    out = out.empty() ? detail : phrases.Fill("list.details", {{"first", out}, {"last", detail}});
  };
  if (phrases[ActKey(event, phrases)].find("{item") == std::string_view::npos)
    add("detail.item", ItemNames(event, phrases));
  if (event.content) add("detail.content", ContentText(*event.content, event.lang, phrases, names));
  std::vector<std::string> told;
  for (const Event* other : about) told.push_back(AboutText(*other, phrases, names));
  if (!event.content) add("detail.about", phrases.List(told));
  if (event.due) add("detail.due", Days(*event.due, phrases));
  if (event.place) add("detail.place", PlaceText(*event.place, event.lang, phrases, names));
  if (event.dead) add("detail.dead", RangeText(*event.dead, phrases));
  if (event.injured) add("detail.injured", RangeText(*event.injured, phrases));
  for (const Quantity& quantity : event.quantity)
    add("detail.quantity", QuantityText(quantity, event.lang, phrases));
  if (event.range_km) add("detail.range", Grouped(*event.range_km));
  if (event.payload_kg) add("detail.payload", Grouped(*event.payload_kg));
  add("detail.via", names.Of(event.via, event.lang));
  return out;
}

std::string When(const store::StoredEvent& record, const Phrases& phrases) {
  const Event& event = record.event;
  const bool past =
      Has(event.aux, "historical");  // the day of the report is not the day of what lies before it
  if (event.date && event.date->basis != "unknown" && !event.date->from.empty() &&
      !(past && event.date->basis == "publication"))
    return phrases.Fill(event.date->basis == "publication" ? "basis.publication" : "basis.stated",
                        {{"date", Days(*event.date, phrases)}});
  if (record.published.empty()) return phrases.Fill("basis.unknown");
  return phrases.Fill("basis.reported", {{"date", record.published}});
}

std::string Days(const EventDate& date, const Phrases& phrases) {
  if (date.to.empty() || date.to == date.from) return date.from;
  return phrases.Fill("period.between", {{"since", date.from}, {"until", date.to}});
}

}  // namespace bongsu::report
