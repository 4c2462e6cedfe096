#include "report/occurrence_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/json.h"
#include "report/event_table.h"

namespace bongsu::report {
namespace {

std::string Plural(uint64_t n, const char* word) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

std::string Codes(const std::vector<EntityRef>& parties) {
  std::string out;
  std::set<std::string_view> seen;
  for (const EntityRef& r : parties)
    if (seen.insert(r.code).second) out += (out.empty() ? "" : "+") + r.code;
  return out;
}

std::string Parties(const Event& e) {
  const std::string actor = Codes(e.actor), recipient = Codes(e.recipient);
  return recipient.empty() ? actor : actor + " > " + recipient;
}

std::string Days(const store::Occurrence& o) {
  if (o.first_day.empty()) return "no day";
  return o.first_day == o.last_day ? o.first_day : o.first_day + ".." + o.last_day;
}

enum class Stand : uint8_t { kAsserts, kSupposes, kDenies };

Stand StandOf(const Event& e) {
  if (e.certainty == "denied" || e.certainty == "negated") return Stand::kDenies;
  return e.certainty == "possible" ? Stand::kSupposes : Stand::kAsserts;
}

std::string Who(const store::OccurrenceMention& m) {
  const Event& e = m.event.event;
  if (!e.attribution.empty()) return Codes(e.attribution);
  if (!e.via.empty()) return e.via.front().name.empty() ? Codes(e.via) : e.via.front().name;
  return m.event.outlet.empty() ? m.event.event.doc : m.event.outlet;
}

std::string DayOf(const store::OccurrenceMention& m) {
  return !m.event.published.empty() ? m.event.published : m.event.day;
}

// Who takes a stand, since when, in how many reports.
std::string Standing(const std::vector<store::OccurrenceMention>& mentions, Stand stand,
                     const char* label) {
  std::map<std::string, std::pair<std::string, int>> by_who;  // first day, reports
  for (const store::OccurrenceMention& m : mentions) {
    if (StandOf(m.event.event) != stand) continue;
    auto& [first, reports] = by_who[Who(m)];
    const std::string day = DayOf(m);
    if (first.empty() || (!day.empty() && day < first)) first = day;
    ++reports;
  }
  std::string out;
  for (const auto& [who, since] : by_who)
    out += fmt::format("{}{}{} ({})", out.empty() ? "" : "; ", TsvField(who),
                       since.first.empty() ? "" : ", since " + since.first,
                       Plural(static_cast<uint64_t>(since.second), "report"));
  return out.empty() ? "" : fmt::format("{:<12}{}\n", label, out);
}

// "planned 2024-06-01, reported 2024-06-27": each time the word changed.
std::string History(const std::vector<store::OccurrenceMention>& mentions) {
  std::string out, last;
  for (const store::OccurrenceMention& m : mentions) {
    const std::string& word = m.event.event.certainty;
    if (word == last) continue;
    out += (out.empty() ? "" : ", ") + word + (DayOf(m).empty() ? "" : " " + DayOf(m));
    last = word;
  }
  return out;
}

std::set<std::string_view> Sources(const std::vector<store::OccurrenceMention>& mentions,
                                   Stand stand) {
  std::set<std::string_view> sources;
  for (const store::OccurrenceMention& m : mentions)
    if (StandOf(m.event.event) == stand) sources.insert(m.source);
  return sources;
}

}  // namespace

std::string CountsText(const store::Counts& c) {
  return Plural(c.occurrences, "occurrence") + ", " + Plural(c.mentions, "mention") + ", " +
         Plural(c.sources, "independent source");
}

std::string OccurrenceLine(const store::Occurrence& o) {
  const Event& e = o.canonical.event;
  return fmt::format("{}  {}  {}  {}  {} in {}, {}  {}", o.id, Days(o), o.kind, Parties(e), e.event,
                     Plural(o.counts.mentions, "mention"), Plural(o.counts.sources, "source"),
                     TsvField(e.evidence.text));
}

int Credibility(const std::vector<store::OccurrenceMention>& mentions) {
  const size_t assert_by = Sources(mentions, Stand::kAsserts).size();
  const size_t deny_by = Sources(mentions, Stand::kDenies).size();
  const size_t suppose_by = Sources(mentions, Stand::kSupposes).size();
  if (assert_by == 0 && deny_by == 0) return suppose_by == 0 ? 6 : 3;
  if (assert_by == 0) return 5;
  if (deny_by > 0) return assert_by > deny_by ? 3 : 4;
  return assert_by > 1 ? 1 : 2;
}

void GradeSources(std::vector<store::OccurrenceMention>* mentions, const coding::Outlets& outlets) {
  constexpr std::string_view kOutlet = "outlet:";
  for (store::OccurrenceMention& m : *mentions) {
    const coding::Outlet* outlet = nullptr;
    if (m.source.starts_with(kOutlet)) outlet = outlets.Find(m.source.substr(kOutlet.size()));
    if (outlet == nullptr && !m.event.outlet.empty()) outlet = outlets.Find(m.event.outlet);
    if (outlet == nullptr && !m.event.url.empty()) outlet = outlets.Find(m.event.url);
    if (outlet != nullptr) m.reliability = outlet->reliability;
  }
}

std::string OccurrenceText(const store::Occurrence& o,
                           const std::vector<store::OccurrenceMention>& mentions) {
  const Event& e = o.canonical.event;
  std::string out = fmt::format("{}  {}  {}\n{}\n{} ({})\n\n", o.id, o.kind, Days(o), Parties(e),
                                TsvField(e.evidence.text), TsvField(o.canonical.doc_title));
  out += fmt::format("{:<12}{}, {}\n", "counts", Plural(o.counts.mentions, "mention"),
                     Plural(o.counts.sources, "independent source"));
  out += fmt::format("{:<12}{}\n", "certainty", History(mentions));
  out += fmt::format("{:<12}{} of 6 (1 confirmed by several sources, 6 cannot be judged)\n",
                     "credibility", Credibility(mentions));
  out += Standing(mentions, Stand::kAsserts, "asserted by");
  out += Standing(mentions, Stand::kSupposes, "feared or supposed by");
  out += Standing(mentions, Stand::kDenies, "denied by");
  out += "\n";
  for (const store::OccurrenceMention& m : mentions) {
    const Event& r = m.event.event;
    out += fmt::format(
        "{}  {}  {}  {}  {}  {}\n    {}\n    source {}{}{}; {:.2f}: {}\n", DayOf(m), r.id, r.event,
        Parties(r), r.certainty, TsvField(r.doc), TsvField(r.evidence.text), TsvField(m.source),
        m.reliability.empty() ? "" : ", reliability " + m.reliability,
        m.origin.empty() ? "" : ", text from " + TsvField(m.origin), m.probability, m.why);
  }
  return out;
}

std::string OccurrenceJson(const store::Occurrence& o,
                           const std::vector<store::OccurrenceMention>& mentions) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("id").String(o.id);
  json.Key("kind").String(o.kind);
  json.Key("first_day").String(o.first_day);
  json.Key("last_day").String(o.last_day);
  json.Key("mentions").Integer(static_cast<int64_t>(o.counts.mentions));
  json.Key("sources").Integer(static_cast<int64_t>(o.counts.sources));
  json.Key("canonical").String(o.canonical.event.id);
  json.Key("event").String(o.canonical.event.event);
  json.Key("parties").String(Parties(o.canonical.event));
  json.Key("evidence").String(o.canonical.event.evidence.text);
  if (!mentions.empty()) {
    json.Key("credibility").Integer(Credibility(mentions));
    json.Key("reports").BeginArray();
    for (const store::OccurrenceMention& m : mentions) {
      json.BeginObject();
      json.Key("id").String(m.event.event.id);
      json.Key("doc").String(m.event.event.doc);
      json.Key("published").String(m.event.published);
      json.Key("certainty").String(m.event.event.certainty);
      json.Key("source").String(m.source);
      json.Key("reliability").String(m.reliability);
      json.Key("origin").String(m.origin);
      json.Key("probability").Number(m.probability);
      json.Key("why").String(m.why);
      json.EndObject();
    }
    json.EndArray();
  }
  json.EndObject();
  return out;
}

}  // namespace bongsu::report
