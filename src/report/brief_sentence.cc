#include "report/brief_sentence.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "report/brief_fold.h"

namespace bongsu::report {
namespace {

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

std::string ItemNames(const std::vector<std::string>& items, const Phrases& phrases) {
  std::vector<std::string> names;
  for (const std::string& item : items) {
    if (item == "other" && items.size() == 1) continue;  // tells a reader nothing
    const std::string key = "item." + item;
    names.push_back(phrases.Has(key) ? std::string(phrases[key]) : item);
  }
  return phrases.List(names);
}

// The denial keeps its source, the possibility is never stated as fact, whatever else is said of
// it.
std::string SayKey(const Event& event) {
  const bool negated = Has(event.aux, "negation"), possible = Has(event.aux, "hypothetical");
  const bool sourced = !event.attribution.empty();
  if (event.certainty == "denied" && sourced)
    return IsOwnWord(event) ? "say.denied_own" : "say.denied";
  const char* by = !sourced ? "" : IsOwnWord(event) ? "_own" : "_by";
  if (possible) return std::string(negated ? "say.possible_not" : "say.possible") + by;
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

std::string ContentText(const EventContent& content, const std::string& lang,
                        const Phrases& phrases, const PartyNames& names) {
  const std::string key = "act." + content.event;
  if (!phrases.Has(key)) return {};
  Slots slots = ActForms(phrases[key],
                         {{"recipient", names.Of(content.recipient, lang)},
                          {"item", ItemNames(content.item, phrases)}},
                         phrases.lang());
  slots["actor"] = names.Of(content.actor, lang);
  return phrases.Fill("content.act", slots);
}

}  // namespace

std::string Sentence(const Event& event, const Phrases& phrases, const PartyNames& names) {
  const Slots parties = {{"recipient", names.Of(event.recipient, event.lang)},
                         {"item", ItemNames(event.item, phrases)}};
  Slots slots = ActForms(phrases[ActKey(event, phrases)], parties, phrases.lang());
  slots["actor"] =
      event.actor.empty() ? phrases.Fill("party.unnamed") : names.Of(event.actor, event.lang);
  slots["source"] = names.Of(event.attribution, event.lang);
  slots["not"] = slots[NegatedForm(event)];
  std::string sentence = phrases.Fill(SayKey(event), slots);
  return Has(event.aux, "historical") ? phrases.Fill("say.background", {{"sentence", sentence}})
                                      : sentence;
}

std::string Details(const Event& event, const Phrases& phrases, const PartyNames& names) {
  std::string out;
  const auto add = [&](const char* key, const std::string& value) {
    if (value.empty()) return;
    const std::string detail = phrases.Fill(key, {{"value", value}});
    out = out.empty() ? detail : phrases.Fill("list.details", {{"first", out}, {"last", detail}});
  };
  if (phrases[ActKey(event, phrases)].find("{item") == std::string_view::npos)
    add("detail.item", ItemNames(event.item, phrases));
  if (event.content) add("detail.content", ContentText(*event.content, event.lang, phrases, names));
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
