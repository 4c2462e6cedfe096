#include "watch/situation.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"

namespace bongsu::watch {
namespace {

using lexicon::Yaml;
using lexicon::YamlReader;
using Words = std::vector<std::string>;

constexpr int kLongestHold = 3650;
constexpr int64_t kMostDead = 10'000'000;

bool Has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool AnyOf(const Words& wanted, const Words& given) {
  return wanted.empty() || std::any_of(given.begin(), given.end(),
                                       [&](const std::string& word) { return Has(wanted, word); });
}

bool AnyParty(const Words& wanted, const std::vector<EntityRef>& parties) {
  return wanted.empty() || std::any_of(parties.begin(), parties.end(),
                                       [&](const EntityRef& r) { return Has(wanted, r.code); });
}

bool TakesPart(const Words& side, const Event& e) {
  return (!e.actor.empty() && AnyParty(side, e.actor)) ||
         (!e.recipient.empty() && AnyParty(side, e.recipient));
}

class SituationReader {
 public:
  SituationReader(const std::string& file, const SituationWords* words, Words* errors)
      : file_(file), words_(words), read_(file, errors) {}

  Situation Read(const Yaml& root) {
    read_.OnlyKeys(root, {"format", "id", "name", "about", "parties", "observers", "places",
                          "items", "norm", "floor", "series", "signals"});
    if (root.kind != Yaml::Kind::kMap) return {};
    read_.OneOf(root, "format", {"1"});
    Situation s;
    s.file = file_;
    s.id = read_.Text(root, "id");
    s.name = read_.InThree(root, "name");
    s.about = read_.InThree(root, "about");
    s.parties = Codes(root, "parties", &SituationWords::parties, "party");
    s.observers = Codes(root, "observers", &SituationWords::parties, "party");
    s.places = Codes(root, "places", &SituationWords::parties, "place");
    s.items = Codes(root, "items", &SituationWords::items, "item");
    s.norm = read_.List(root, "norm");
    s.floor = Whole(root, "floor", kCalm, kOpenConflict - 1, kCalm);
    if (s.parties.empty()) read_.Error(root, "`parties` is missing");
    std::set<std::string> ids;
    for (const Yaml* signal : read_.Maps(root, "signals")) {
      s.signals.push_back(ReadSignal(*signal, s));
      if (!ids.insert(s.signals.back().id).second)
        read_.Error(*signal, "the signal `" + s.signals.back().id + "` stands twice");
    }
    if (s.signals.empty()) read_.Error(root, "`signals` is missing");
    if (const Yaml* series = root.Find("series")) ReadSeries(*series, ids, &s);
    return s;
  }

 private:
  int Whole(const Yaml& map, std::string_view key, int least, int most, int otherwise) {
    const auto number = read_.Number(map, key, least, most);
    if (number && *number != static_cast<int>(*number))
      read_.Error(*map.Find(key), "`" + std::string(key) + "` is not a whole number");
    return number ? static_cast<int>(*number) : otherwise;
  }

  using Known = std::set<std::string, std::less<>>;

  void CheckCode(const Yaml& at, const Known& known, const char* what) {
    if (at.kind == Yaml::Kind::kScalar && !known.contains(at.scalar))
      read_.Error(at, std::string("no such ") + what + ": `" + at.scalar + "`");
  }

  // A list whose words the lexicon must know.
  Words Codes(const Yaml& map, std::string_view key, Known SituationWords::* known,
              const char* what) {
    const Yaml* list = map.Find(key);
    if (words_ != nullptr && list != nullptr) {
      CheckCode(*list, words_->*known, what);
      for (const Yaml& item : list->items) CheckCode(item, words_->*known, what);
    }
    return read_.List(map, key);
  }

  Words WordsOf(const Yaml& list) {
    if (words_ != nullptr) {
      CheckCode(list, words_->parties, "party");
      for (const Yaml& item : list.items) CheckCode(item, words_->parties, "party");
    }
    Words words;
    if (list.kind == Yaml::Kind::kScalar) return {list.scalar};
    for (const Yaml& item : list.items) {
      if (item.kind == Yaml::Kind::kScalar)
        words.push_back(item.scalar);
      else
        read_.Error(item, "a code is expected here");
    }
    return words;
  }

  Sides ReadSides(const Yaml& pair) {
    if (pair.kind != Yaml::Kind::kList || pair.items.size() != 2) {
      read_.Error(pair, "two sides are expected here: [[RUS], [PRK]]");
      return {};
    }
    Sides sides{WordsOf(pair.items[0]), WordsOf(pair.items[1])};
    if (sides.a.empty() || sides.b.empty()) read_.Error(pair, "a side is empty");
    return sides;
  }

  Pattern ReadPattern(const Yaml& map) {
    read_.OnlyKeys(map, {"event", "mode", "frame", "actor", "recipient", "between", "item",
                         "context", "place", "certainty", "attribution", "ledger", "dead"});
    Pattern p;
    p.event = read_.List(map, "event");
    p.mode = Codes(map, "mode", &SituationWords::modes, "mode");
    p.frame = Codes(map, "frame", &SituationWords::frames, "frame");
    p.actor = Codes(map, "actor", &SituationWords::parties, "party");
    p.recipient = Codes(map, "recipient", &SituationWords::parties, "party");
    p.item = Codes(map, "item", &SituationWords::items, "item");
    p.context = Codes(map, "context", &SituationWords::contexts, "context");
    p.place = Codes(map, "place", &SituationWords::parties, "place");
    p.certainty = read_.List(map, "certainty");
    p.attribution = Codes(map, "attribution", &SituationWords::parties, "party");
    p.ledger = read_.List(map, "ledger");
    p.dead = static_cast<int64_t>(read_.Number(map, "dead", 1, kMostDead).value_or(0));
    if (const Yaml* between = map.Find("between")) p.between = ReadSides(*between);
    for (const std::string& word : p.event)
      if (QuadClass(word) == 0) read_.Error(map, "no such event: `" + word + "`");
    static const std::set<std::string_view> kCertainties = {
        "denied", "negated", "possible", "planned", "background", "claimed", "reported"};
    for (const std::string& word : p.certainty)
      if (!kCertainties.contains(word)) read_.Error(map, "no such certainty: `" + word + "`");
    // Background and denials are no news unless asked for.
    if (p.certainty.empty()) p.certainty = {"reported", "claimed", "possible", "planned"};
    return p;
  }

  Signal ReadSignal(const Yaml& map, const Situation& situation) {
    read_.OnlyKeys(map, {"id", "name", "when", "level", "sources", "holds"});
    Signal s;
    s.id = read_.Text(map, "id");
    s.name = read_.InThree(map, "name");
    if (const Yaml* when = map.Find("when"))
      s.when = ReadPattern(*when);
    else
      read_.Error(map, "`when` is missing");
    s.level = Whole(map, "level", kCalm, kOpenConflict, kCalm);
    s.sources = Whole(map, "sources", 1, 100, 1);
    s.holds = Whole(map, "holds", 1, kLongestHold, 30);
    if (s.level == kOpenConflict) CheckGravest(map, s);
    const bool binding = Has(s.when.ledger, "binding");
    if (binding && situation.norm.empty())
      read_.Error(map, "`ledger: [binding]` needs the `norm` of the situation");
    return s;
  }

  void CheckGravest(const Yaml& map, const Signal& s) {
    const bool attack = s.when.event == Words{"ASSAULT"};
    const bool binding = s.when.ledger == Words{"binding"} && s.sources >= 2;
    const bool told = std::all_of(
        s.when.certainty.begin(), s.when.certainty.end(),
        [](const std::string& word) { return word == "reported" || word == "claimed"; });
    if (!told || (!attack && !binding))
      read_.Error(map,
                  "level 5 needs an armed attack (event: [ASSAULT]) or a binding paragraph on the "
                  "word of two sources (ledger: [binding], sources: 2), reported or claimed");
  }

  void ReadSeries(const Yaml& map, const std::set<std::string>& signals, Situation* s) {
    read_.OnlyKeys(map, {"cooperation", "conflict", "concern"});
    const auto dyads = [&](const char* key) {
      std::vector<Sides> all;
      if (const Yaml* list = map.Find(key))
        for (const Yaml& pair : list->items) all.push_back(ReadSides(pair));
      return all;
    };
    s->cooperation = dyads("cooperation");
    s->conflict = dyads("conflict");
    s->concern = read_.List(map, "concern");
    for (const std::string& id : s->concern)
      if (!signals.contains(id)) read_.Error(map, "no such signal: `" + id + "`");
  }

  std::string file_;
  const SituationWords* words_;  // null: any will do
  YamlReader read_;
};

void Take(const lexicon::Table& table, size_t column, std::set<std::string, std::less<>>* words) {
  for (size_t row = 0; row < table.rows(); ++row) words->emplace(table.cell(row, column));
}

}  // namespace

SituationWords::SituationWords(const lexicon::Lexicon& lexicon) {
  Take(lexicon.table("entities"), 1, &parties);
  Take(lexicon.table("items"), 2, &items);
  Take(lexicon.table("contexts"), 2, &contexts);
  Take(lexicon.table("frames"), 0, &frames);
  Take(lexicon.table("events"), 1, &modes);
}

bool Sides::Take(const Event& event) const {
  // What a third party does to both is none of their dealings.
  const bool acts = !event.actor.empty() && (AnyParty(a, event.actor) || AnyParty(b, event.actor));
  return acts && TakesPart(a, event) && TakesPart(b, event);
}

bool Pattern::FitsParties(const Event& e) const {
  return AnyOf(event, {e.event}) && Has(certainty, e.certainty) && AnyParty(actor, e.actor) &&
         AnyParty(recipient, e.recipient) && (!between || between->Take(e));
}

bool Pattern::FitsThings(const Event& e) const {
  return AnyOf(mode, e.mode) && AnyOf(item, e.item) &&
         (place.empty() || (e.place && Has(place, e.place->country)));
}

bool Pattern::FitsWhole(const Event& e, const std::vector<regime::LedgerEntry>& entries,
                        const Words& norm) const {
  if (!AnyOf(frame, {e.frame}) || !AnyOf(context, e.context)) return false;
  if (!AnyParty(attribution, e.attribution)) return false;
  if (dead > 0 && (!e.dead || e.dead->low.value_or(0) < dead)) return false;
  return ledger.empty() ||
         std::any_of(entries.begin(), entries.end(), [&](const regime::LedgerEntry& entry) {
           if (entry.strength != regime::Strength::kEngages &&
               entry.strength != regime::Strength::kMayEngage)
             return false;
           if (Has(ledger, entry.instrument->id)) return true;
           return Has(ledger, "binding") && entry.Binding() &&
                  entry.strength == regime::Strength::kEngages &&
                  Has(norm, entry.instrument->regime);
         });
}

const char* SeriesName(SeriesKind kind) {
  switch (kind) {
    case kCooperation:
      return "cooperation";
    case kConflict:
      return "conflict";
    default:
      return "concern";
  }
}

std::vector<size_t> Situation::SignalsOf(const Event& e,
                                         const std::vector<regime::LedgerEntry>& entries) const {
  std::vector<size_t> fit;
  for (size_t i = 0; i < signals.size(); ++i)
    if (signals[i].when.Fits(e, entries, norm)) fit.push_back(i);
  return fit;
}

bool Situation::Counts(SeriesKind kind, const Event& e, const std::vector<size_t>& fit) const {
  if (kind == kConcern)
    return std::any_of(fit.begin(), fit.end(),
                       [&](size_t i) { return Has(concern, signals[i].id); });
  if (e.certainty != "reported" && e.certainty != "claimed") return false;
  const int quad = QuadClass(e.event);
  const std::vector<Sides>& dyads = kind == kCooperation ? cooperation : conflict;
  const bool right = kind == kCooperation ? quad == 1 || quad == 2 : quad == 3 || quad == 4;
  return right &&
         std::any_of(dyads.begin(), dyads.end(), [&](const Sides& sides) { return sides.Take(e); });
}

bool Situation::Concerns(const Event& e) const {
  std::set<std::string> codes;
  for (const auto* side : {&e.actor, &e.recipient})
    for (const EntityRef& r : *side) codes.insert(r.code);
  const bool party = std::any_of(codes.begin(), codes.end(),
                                 [&](const std::string& code) { return Has(parties, code); });
  const bool here = e.place && Has(places, e.place->country);
  const bool known = std::all_of(codes.begin(), codes.end(), [&](const std::string& code) {
    return Has(parties, code) || Has(observers, code);
  });
  return codes.size() > 1 && party && (known || here) && (e.item.empty() || AnyOf(items, e.item));
}

Result<Situation> ParseSituation(std::string_view text, const std::string& file,
                                 const SituationWords* words) {
  BONGSU_ASSIGN_OR_RETURN(const Yaml root, lexicon::ParseYaml(text, file));
  Words errors;
  Situation situation = SituationReader(file, words, &errors).Read(root);
  BONGSU_RETURN_IF_ERROR(lexicon::Faults(errors));
  return situation;
}

Result<std::vector<Situation>> LoadSituations(const Words& folders, const SituationWords* words) {
  std::map<std::string, Situation> by_id;
  for (const std::string& folder : folders) {
    const auto files = lexicon::YamlFiles(folder);
    if (!files && files.error().code() == ErrorCode::kNotFound) continue;
    if (!files) return files.error();
    for (const std::string& file : *files) {
      BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(file, lexicon::kMaxYamlBytes));
      BONGSU_ASSIGN_OR_RETURN(Situation situation, ParseSituation(text, file, words));
      const std::string id = situation.id;
      by_id[id] = std::move(situation);
    }
  }
  std::vector<Situation> all;
  for (auto& [id, situation] : by_id) all.push_back(std::move(situation));
  return all;
}

}  // namespace bongsu::watch
