#include "lexicon/schema.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <unordered_set>

#include "text/utf8.h"

namespace bongsu::lexicon {
namespace {

using Column = size_t;

// Finds a table's rows by its schema name.
class Tables {
 public:
  explicit Tables(const std::vector<std::vector<LoadedRow>>& tables) : tables_(tables) {}
  const std::vector<LoadedRow>& operator[](std::string_view name) const {
    const auto& schemas = Schemas();
    for (size_t i = 0; i < schemas.size(); ++i)
      if (name == schemas[i].name) return tables_[i];
    std::abort();  // a name that Schemas() does not list is our bug
  }

 private:
  const std::vector<std::vector<LoadedRow>>& tables_;
};

std::string At(const LoadedRow& row) {
  return *row.file + ":" + std::to_string(row.row->line) + ": ";
}

std::unordered_set<std::string> Ids(const std::vector<LoadedRow>& rows, Column column = 0) {
  std::unordered_set<std::string> ids;
  for (const LoadedRow& r : rows) ids.emplace(r.row->cells[column]);
  return ids;
}

void RequireKnown(const std::vector<LoadedRow>& rows, Column column,
                  const std::unordered_set<std::string>& known, const char* what,
                  std::vector<std::string>& errors) {
  for (const LoadedRow& r : rows) {
    const std::string cell(r.row->cells[column]);
    if (!cell.empty() && !known.contains(cell))
      errors.push_back(At(r) + "no such " + what + ": `" + cell + "`");
  }
}

void RequireOneOf(const std::vector<LoadedRow>& rows, Column column,
                  const std::set<std::string_view>& legal, const char* what,
                  std::vector<std::string>& errors) {
  for (const LoadedRow& r : rows)
    if (!legal.contains(r.row->cells[column]))
      errors.push_back(At(r) + "not a legal " + what + ": `" + std::string(r.row->cells[column]) +
                       "`");
}

void RequireNumber(const std::vector<LoadedRow>& rows, Column column, const char* what,
                   std::vector<std::string>& errors) {
  for (const LoadedRow& r : rows) {
    const std::string_view cell = r.row->cells[column];
    double value = 0;
    const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
    if (error != std::errc() || end != cell.data() + cell.size() || !std::isfinite(value))
      errors.push_back(At(r) + "the " + what + " is no number: `" + std::string(cell) + "`");
  }
}

void RequireUnique(const std::vector<LoadedRow>& rows, Column column, const char* what,
                   std::vector<std::string>& errors) {
  std::map<std::string_view, const LoadedRow*> seen;
  for (const LoadedRow& r : rows) {
    const auto [it, added] = seen.try_emplace(r.row->cells[column], &r);
    if (!added)
      errors.push_back(At(r) + what + " `" + std::string(r.row->cells[column]) +
                       "` stands already at " + At(*it->second));
  }
}

bool IsDate(std::string_view d) {
  if (d.size() != 10 || d[4] != '-' || d[7] != '-') return false;
  for (size_t i = 0; i < 10; ++i)
    if (i != 4 && i != 7 && (d[i] < '0' || d[i] > '9')) return false;
  return d.substr(5, 2) >= "01" && d.substr(5, 2) <= "12" && d.substr(8) >= "01" &&
         d.substr(8) <= "31";
}

// Each word of a cell of words joined by '|'; "*" is any word.
void RequireWords(const std::vector<LoadedRow>& rows, Column column,
                  const std::unordered_set<std::string>& known, const char* what,
                  std::vector<std::string>& errors) {
  for (const LoadedRow& r : rows)
    for (const std::string_view word : Split(r.row->cells[column], '|'))
      if (word != "*" && !known.contains(std::string(word)))
        errors.push_back(At(r) + "no such " + what + ": `" + std::string(word) + "`");
}

void CheckActs(const std::vector<LoadedRow>& acts, const std::unordered_set<std::string>& events,
               const std::unordered_set<std::string>& frames,
               const std::unordered_set<std::string>& items, std::vector<std::string>& errors) {
  enum : Column { kEvent = 1, kFrame, kItems, kFlow, kAct, kStrength };
  RequireWords(acts, kEvent, events, "event", errors);
  RequireWords(acts, kFrame, frames, "frame", errors);
  RequireWords(acts, kItems, items, "item", errors);
  RequireOneOf(acts, kFlow, {"gives", "joint", "self"}, "flow", errors);
  RequireOneOf(acts, kStrength, {"engages", "may"}, "strength", errors);
}

// Terms of one office may overlap only where both say `disputed`.
void CheckTerms(const std::vector<LoadedRow>& terms, std::vector<std::string>& errors) {
  enum : Column { kOffice, kPerson, kFrom, kTo, kStatus };
  std::map<std::string_view, std::map<std::string_view, std::vector<const LoadedRow*>>> by_office;
  for (const LoadedRow& r : terms) {
    const auto& c = r.row->cells;
    if (!IsDate(c[kFrom]) || (!c[kTo].empty() && (!IsDate(c[kTo]) || c[kTo] < c[kFrom]))) {
      errors.push_back(At(r) + "not a term: `" + std::string(c[kFrom]) + "` to `" +
                       std::string(c[kTo]) + "`");
      continue;
    }
    if (c[kPerson].empty() != (c[kStatus] == "vacant"))
      errors.push_back(At(r) + "a person is named exactly where the office is not vacant");
    by_office[c[kOffice]][c[kFrom]].push_back(&r);
  }
  for (const auto& [office, terms_by_start] : by_office) {
    const LoadedRow* previous = nullptr;
    for (const auto& [from, rows] : terms_by_start)
      for (const LoadedRow* row : rows) {
        if (previous != nullptr) {
          const auto &a = previous->row->cells, &b = row->row->cells;
          const bool disputed = a[kStatus] == "disputed" && b[kStatus] == "disputed";
          if (!disputed && (a[kTo].empty() || a[kTo] >= b[kFrom]))
            errors.push_back(At(*row) + "term overlaps that of " + At(*previous) + "`" +
                             std::string(office) + "`");
        }
        // Keep the term that ends last; an empty end is the latest of all.
        if (previous == nullptr || row->row->cells[kTo].empty() ||
            (!previous->row->cells[kTo].empty() &&
             previous->row->cells[kTo] <= row->row->cells[kTo]))
          previous = row;
      }
  }
}

// A domain or a form leads to one outlet.
void CheckOutlets(const std::vector<LoadedRow>& outlets, std::vector<std::string>& errors) {
  RequireUnique(outlets, 0, "outlet", errors);
  RequireOneOf(outlets, 4,
               {"agency", "paper", "broadcaster", "state_media", "government", "aggregator",
                "magazine", "research", "social"},
               "kind of outlet", errors);
  RequireOneOf(outlets, 7, {"A", "B", "C", "D", "E", "F"}, "grade", errors);
  for (const Column column : {Column{5}, Column{6}}) {
    std::map<std::string_view, const LoadedRow*> seen;
    for (const LoadedRow& r : outlets)
      for (const std::string_view part : Split(r.row->cells[column], '|')) {
        const auto [it, added] = seen.try_emplace(part, &r);
        if (!added)
          errors.push_back(At(r) + "`" + std::string(part) + "` leads to another outlet at " +
                           At(*it->second));
      }
  }
}

// Every frame must have a kind of occurrence, its own or its family's.
void CheckOccurrences(const std::vector<LoadedRow>& frames,
                      const std::vector<LoadedRow>& occurrences, std::vector<std::string>& errors) {
  auto known = Ids(frames);
  for (const LoadedRow& r : frames) known.emplace(r.row->cells[1]);
  RequireKnown(occurrences, 0, known, "frame or family", errors);
  RequireUnique(occurrences, 0, "frame or family", errors);
  RequireOneOf(occurrences, 2, {"set", "ordered"}, "sort of parties", errors);
  RequireOneOf(occurrences, 4, {"act", "told"}, "sort of day", errors);
  RequireNumber(occurrences, 3, "number of days", errors);
  const auto given = Ids(occurrences);
  for (const LoadedRow& r : frames)
    if (!given.contains(std::string(r.row->cells[0])) &&
        !given.contains(std::string(r.row->cells[1])))
      errors.push_back(At(r) + "occurrences.tsv has no row for the frame `" +
                       std::string(r.row->cells[0]) + "` or its family `" +
                       std::string(r.row->cells[1]) + "`");
}

// Weights are of features that the program knows, and kinds that join are kinds.
void CheckClustering(const std::vector<LoadedRow>& weights,
                     const std::unordered_set<std::string>& kinds,
                     std::vector<std::string>& errors) {
  static const std::set<std::string_view> kFeatures = {
      "actor",        "bias",        "day",        "entity",     "exact",      "family",
      "frame",        "item",        "near",       "other_day",  "other_item", "other_parties",
      "other_person", "other_place", "other_site", "other_text", "parties",    "place",
      "recipient",    "sentence",    "site",       "text",       "time"};
  for (const LoadedRow& r : weights) {
    std::string_view name = r.row->cells[0];
    if (name.starts_with("join:")) {
      name.remove_prefix(5);
      const size_t plus = name.find('+');
      if (plus == std::string_view::npos || !kinds.contains(std::string(name.substr(0, plus))) ||
          !kinds.contains(std::string(name.substr(plus + 1))))
        errors.push_back(At(r) + "not two kinds of occurrence: `" + std::string(name) + "`");
      continue;
    }
    for (const std::string_view prefix : {"told:", "home:", "within:"})
      if (name.starts_with(prefix)) {
        name.remove_prefix(prefix.size());
        break;
      }
    if (!kFeatures.contains(name))
      errors.push_back(At(r) + "not a feature of likeness: `" + std::string(name) + "`");
  }
}

// Sets of words that rules name must be there.
void CheckIndices(const std::vector<LoadedRow>& words, const std::vector<LoadedRow>& rules,
                  std::vector<std::string>& errors) {
  RequireOneOf(words, 1, {"ko", "en", "ja"}, "language", errors);
  RequireOneOf(rules, 2, {"threat", "act", "tension", "easing"}, "sense", errors);
  const auto sets = Ids(words);
  for (const LoadedRow& r : rules) {
    for (const Column column : {Column{3}, Column{5}})
      for (const std::string_view set : Split(r.row->cells[column], '|'))
        if (!sets.contains(std::string(set)))
          errors.push_back(At(r) + "words.tsv has no set `" + std::string(set) + "`");
    const auto near = Split(r.row->cells[4], ',');
    const bool numbers = std::all_of(near.begin(), near.end(), [](std::string_view n) {
      return !n.empty() && n.size() <= 3 && n.find_first_not_of("0123456789") == std::string::npos;
    });
    if (!numbers || (near.size() != 3 && !(near.size() == 1 && near[0] == "0")))
      errors.push_back(At(r) + "`near` is 0, or three numbers: `" + std::string(r.row->cells[4]) +
                       "`");
  }
}

}  // namespace

const std::vector<TableSchema>& Schemas() {
  static const std::vector<TableSchema> schemas = {
      {"entities",
       "entities/*.entities.tsv",
       {"id", "code", "sector", "kind", "parent", "label"},
       1,
       true,
       {0, 1, 2, 3}},
      {"names",
       "entities/*.names.tsv",
       {"entity", "lang", "form", "kind", "guard"},
       3,
       true,
       {0, 1, 2, 3}},
      {"institution_terms",
       "entities/institution_terms.tsv",
       {"entity", "from", "to", "sector"},
       2,
       true,
       {0, 3}},
      {"offices",
       "people/offices.*.tsv",
       {"id", "code", "sector", "kind", "ko", "en", "ja"},
       1,
       true,
       {0, 1, 2, 3}},
      {"people", "people/people.*.tsv", {"id", "code", "ko", "en", "ja"}, 1, true, {0, 1, 2, 3, 4}},
      {"terms",
       "people/terms.*.tsv",
       {"office", "person", "from", "to", "status", "source"},
       3,
       true,
       {0, 2, 4}},
      {"homes", "homes.tsv", {"lang", "home", "never"}, 3, true, {0, 1}},
      {"memberships",
       "people/memberships.*.tsv",
       {"person", "party", "from", "to", "source"},
       3,
       true,
       {0, 1, 2}},
      {"frames",
       "frames.tsv",
       {"id", "family", "embed", "pattern", "roles", "gloss"},
       1,
       true,
       {0, 1, 2, 3, 4, 5}},
      {"rules",
       "rules.tsv",
       {"id", "frame", "when", "event", "mode", "actor", "recipient", "context", "example",
        "counterexample"},
       1,
       false,
       {0, 1, 3, 5, 6}},
      {"events", "events.tsv", {"event", "mode", "quad", "score"}, 2, true, {0, 2, 3}},
      {"confidence", "confidence.tsv", {"feature", "weight"}, 1, true, {0, 1}},
      {"clustering", "clustering.tsv", {"feature", "weight"}, 1, true, {0, 1}},
      {"common", "common.tsv", {"term", "share"}, 1, true, {0, 1}},
      {"outlets",
       "outlets.tsv",
       {"id", "name", "country", "lang", "kind", "domains", "forms", "reliability"},
       1,
       true,
       {0, 1, 2, 4, 7}},
      {"occurrences",
       "occurrences.tsv",
       {"of", "kind", "parties", "days", "day"},
       1,
       true,
       {0, 1, 2, 3, 4}},
      {"defaults", "defaults.tsv", {"frame", "actor", "other"}, 2, true, {0, 1, 2}},
      {"items", "items.tsv", {"lang", "form", "item"}, 3, true, {0, 1, 2}},
      {"technology", "technology.tsv", {"item", "technology"}, 1, true, {0, 1}},
      {"contexts", "contexts.tsv", {"lang", "form", "context"}, 3, true, {0, 1, 2}},
      {"index.words", "indices/words.tsv", {"set", "lang", "form"}, 3, true, {0, 1, 2}},
      {"index.rules",
       "indices/rules.tsv",
       {"index", "category", "sense", "sets", "near", "never"},
       2,
       true,
       {0, 1, 2, 3, 4}},
      {"regime.acts",
       "regime/acts.tsv",
       {"id", "event", "frame", "items", "flow", "act", "strength", "implied", "cue"},
       1,
       true,
       {0, 1, 2, 3, 4, 5, 6}},
      {"regime.citations", "regime/citations.tsv", {"lang", "form", "says"}, 3, true, {0, 1, 2}},
      {"report.check", "report/check.tsv", {"kind", "lang", "form"}, 3, true, {0, 1, 2}},
      {"report.romanisation",
       "report/romanisation.tsv",
       {"kind", "letters", "form"},
       2,
       true,
       {0, 1}},
      {"report.phrases", "report/phrases.tsv", {"key", "ko", "en", "ja"}, 1, true, {0, 1, 2, 3}},
      {"report.site", "report/site.tsv", {"key", "ko", "en", "ja"}, 1, true, {0, 1, 2, 3}},
      {"ko.agents",
       "ko/agents.tsv",
       {"form", "sector", "role", "home", "note"},
       1,
       true,
       {0, 2, 3}},
      {"en.agents",
       "en/agents.tsv",
       {"form", "sector", "role", "home", "note"},
       1,
       true,
       {0, 2, 3}},
      {"ja.agents",
       "ja/agents.tsv",
       {"form", "sector", "role", "home", "note"},
       1,
       true,
       {0, 2, 3}},
      {"ko.predicates",
       "ko/predicates.tsv",
       {"form", "pos", "class", "frame", "with", "nominal", "id"},
       5,
       true,
       {0, 1, 3, 5, 6}},
      {"ko.patterns", "ko/patterns.tsv", {"pattern", "sources"}, 1, true, {0, 1}},
      {"ko.classes", "ko/classes.tsv", {"class", "form"}, 2, true, {0, 1}},
      {"ko.apolitical", "ko/apolitical.tsv", {"class", "form"}, 2, true, {0, 1}},
      {"domains", "domains.tsv", {"class", "domain"}, 1, true, {0, 1}},
      {"ko.support_verbs",
       "ko/support_verbs.tsv",
       {"form", "class", "voice", "feature"},
       1,
       true,
       {0, 1, 2}},
      {"ko.auxiliaries",
       "ko/auxiliaries.tsv",
       {"ending", "form", "class", "feature"},
       3,
       true,
       {0, 1, 2, 3}},
      {"ko.cues", "ko/cues.tsv", {"form", "feature"}, 1, true, {0, 1}},
      {"ko.collectives", "ko/collectives.tsv", {"form", "kind", "size"}, 1, true, {0, 1}},
      {"ko.dyads", "ko/dyads.tsv", {"form", "members"}, 1, true, {0, 1}},
      {"ko.toward", "ko/toward.tsv", {"form", "code", "kind"}, 1, true, {0, 1, 2}},
      {"ko.dates", "ko/dates.tsv", {"form", "kind", "value"}, 1, true, {0, 1, 2}},
      {"ko.josa", "ko/josa.tsv", {"form", "case"}, 1, true, {0, 1}},
      {"ko.eomi", "ko/eomi.tsv", {"form", "after", "kind", "feature"}, 2, true, {0, 1, 2}},
      {"ko.postpositions", "ko/postpositions.tsv", {"form", "case"}, 1, true, {0, 1}},
      {"ko.units", "ko/units.tsv", {"form", "kind", "value"}, 1, true, {0, 1}},
      {"ko.words", "ko/words.tsv", {"form", "class", "kind"}, 3, true, {0, 2}},
  };
  return schemas;
}

void CheckReferences(const std::vector<std::vector<LoadedRow>>& loaded,
                     std::vector<std::string>& errors) {
  const Tables t(loaded);
  RequireUnique(t["entities"], 0, "entity", errors);
  RequireUnique(t["people"], 0, "person", errors);
  RequireUnique(t["offices"], 0, "office", errors);
  RequireUnique(t["ko.predicates"], 6, "entry id", errors);
  const auto entities = Ids(t["entities"]);
  RequireKnown(t["entities"], 4, entities, "parent entity", errors);
  RequireKnown(t["names"], 0, entities, "entity", errors);
  RequireKnown(t["institution_terms"], 0, entities, "entity", errors);
  RequireKnown(t["terms"], 0, Ids(t["offices"]), "office", errors);
  RequireKnown(t["terms"], 1, Ids(t["people"]), "person", errors);
  RequireKnown(t["memberships"], 0, Ids(t["people"]), "person", errors);
  RequireKnown(t["memberships"], 1, entities, "party", errors);
  RequireOneOf(t["terms"], 4, {"holder", "acting", "vacant", "disputed"}, "status", errors);
  RequireOneOf(t["names"], 1, {"ko", "en", "ja"}, "language", errors);
  RequireOneOf(t["names"], 4, {"", "ambiguous"}, "guard", errors);
  RequireOneOf(t["names"], 3,
               {"name", "alias", "adjective", "demonym", "capital", "seat", "letter"},
               "kind of name", errors);
  CheckTerms(t["terms"], errors);

  const auto frames = Ids(t["frames"]);
  RequireKnown(t["ko.predicates"], 3, frames, "frame", errors);
  RequireOneOf(t["ko.predicates"], 1, {"vn", "en", "v", "cx"}, "part of speech", errors);
  RequireOneOf(t["ko.predicates"], 5, {"act", "head", "never"}, "nominal use", errors);
  RequireOneOf(t["ko.eomi"], 1, {"con", "eu", "eo", "past"}, "shape of stem", errors);
  RequireOneOf(t["ko.eomi"], 2,
               {"adn", "aux", "cond", "conn", "final", "nominal", "prefinal", "quote"},
               "kind of ending", errors);
  RequireOneOf(t["ko.dates"], 1,
               {"year", "month", "day", "rel_day", "rel_week", "rel_month", "rel_year", "past",
                "coming", "span", "ago_day", "ago_week", "ago_month", "ago_year"},
               "kind of date", errors);
  RequireOneOf(t["ko.units"], 1,
               {"number", "unit", "dead", "injured", "least", "least_after", "most", "about",
                "range", "payload"},
               "kind of unit", errors);
  RequireKnown(t["frames"], 3, Ids(t["ko.patterns"]), "pattern", errors);
  RequireOneOf(
      t["frames"], 2,
      {"none", "reports", "alleges", "fears", "condemns", "warns", "denies", "rebuts", "rejects",
       "doubts", "wants", "promises", "threatens", "expects", "assesses", "announces"},
      "embedding", errors);
  auto rule_frames = frames;
  for (const LoadedRow& r : t["frames"]) rule_frames.insert("@" + std::string(r.row->cells[1]));
  RequireKnown(t["rules"], 1, rule_frames, "frame or @family", errors);
  RequireKnown(t["defaults"], 0, rule_frames, "frame or @family", errors);
  RequireNumber(t["events"], 3, "score", errors);
  RequireNumber(t["confidence"], 1, "weight", errors);
  CheckOutlets(t["outlets"], errors);
  CheckOccurrences(t["frames"], t["occurrences"], errors);
  CheckActs(t["regime.acts"], Ids(t["events"]), Ids(t["frames"]), Ids(t["items"], 2), errors);
  CheckIndices(t["index.words"], t["index.rules"], errors);
  RequireNumber(t["clustering"], 1, "weight", errors);
  CheckClustering(t["clustering"], Ids(t["occurrences"], 1), errors);
  RequireNumber(t["common"], 1, "share", errors);
  RequireKnown(t["rules"], 3, Ids(t["events"]), "event", errors);
  std::unordered_set<std::string> modes;
  for (const LoadedRow& r : t["events"])
    modes.insert(std::string(r.row->cells[0]) + " " + std::string(r.row->cells[1]));
  for (const LoadedRow& r : t["rules"]) {
    const auto& c = r.row->cells;
    if (!modes.contains(std::string(c[3]) + " " + std::string(c[4])))
      errors.push_back(At(r) + "event " + std::string(c[3]) + " has no mode `" + std::string(c[4]) +
                       "`");
  }
  RequireOneOf(t["rules"], 5, {"agent", "other", "all", "-"}, "actor", errors);
  RequireOneOf(t["rules"], 6, {"agent", "other", "all", "-"}, "recipient", errors);
}

}  // namespace bongsu::lexicon
