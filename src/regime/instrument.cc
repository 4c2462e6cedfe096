#include "regime/instrument.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"

namespace bongsu::regime {
namespace {

using lexicon::Yaml;
using lexicon::YamlReader;

constexpr double kMost = 1e15;

class InstrumentReader {
 public:
  InstrumentReader(const std::string& file, std::vector<std::string>* errors)
      : read_(file, errors) {}

  Instrument Read(const Yaml& root) {
    read_.OnlyKeys(root, {"format", "id", "regime", "nature", "subject", "name", "note", "adopted",
                          "from", "to", "periods", "not_in_force", "source", "checked",
                          "default_status", "parties", "nuclear_weapon_states", "paragraphs"});
    if (root.kind != Yaml::Kind::kMap) return {};
    read_.OneOf(root, "format", {"1"});
    Instrument i;
    i.id = read_.Text(root, "id");
    i.regime = read_.OneOf(root, "regime", {"dprk", "iran", "global"});
    i.nature = read_.OneOf(root, "nature", {"resolution", "treaty", "arrangement"});
    i.subject = read_.Text(root, "subject", false);
    i.name = read_.InThree(root, "name");
    i.note = read_.InThree(root, "note", false);
    i.adopted = read_.Day(root, "adopted", false);
    i.not_in_force = read_.OneOf(root, "not_in_force", {"true", "false"}, "false") == "true";
    i.periods = Periods(root);
    i.source = read_.Text(root, "source");
    i.default_status = read_.OneOf(root, "default_status", {"party", "outside"}, "outside");
    i.nuclear_weapon_states = read_.List(root, "nuclear_weapon_states");
    for (const Yaml* party : read_.Maps(root, "parties"))
      i.standings.push_back(ReadStanding(*party));
    std::set<std::string> ids;
    for (const Yaml* paragraph : read_.Maps(root, "paragraphs")) {
      i.paragraphs.push_back(ReadParagraph(*paragraph, i));
      if (!ids.insert(i.paragraphs.back().id).second)
        read_.Error(*paragraph, "the paragraph `" + i.paragraphs.back().id + "` stands twice");
    }
    if (i.paragraphs.empty() && root.Find("paragraphs") == nullptr)
      read_.Error(root, "`paragraphs` is missing");
    return i;
  }

 private:
  std::vector<Period> Periods(const Yaml& map) {
    std::vector<Period> periods;
    for (const Yaml* item : read_.Maps(map, "periods")) {
      read_.OnlyKeys(*item, {"from", "to", "disputed"});
      periods.push_back({read_.Day(*item, "from"), read_.Day(*item, "to", false),
                         read_.OneOf(*item, "disputed", {"true", "false"}, "false") == "true"});
    }
    const std::string from = read_.Day(map, "from", false), to = read_.Day(map, "to", false);
    if (!from.empty() || !to.empty()) periods.push_back({from, to, false});
    for (const Period& p : periods)
      if (!p.from.empty() && !p.to.empty() && p.to < p.from)
        read_.Error(map, "a period ends (" + p.to + ") before it begins (" + p.from + ")");
    return periods;
  }

  bool Confirmed(const Yaml& map) {
    return read_.OneOf(map, "checked", {"confirmed", "unverified"}, "unverified") == "confirmed";
  }

  Standing ReadStanding(const Yaml& map) {
    read_.OnlyKeys(map, {"state", "status", "from", "to", "note", "source", "checked"});
    Standing s;
    s.state = read_.Text(map, "state");
    s.status = read_.OneOf(map, "status",
                           {"party", "partner", "subscriber", "signatory", "disputed", "outside"});
    s.period = {read_.Day(map, "from", false), read_.Day(map, "to", false), false};
    s.note = read_.InThree(map, "note", false);
    s.confirmed = Confirmed(map);
    return s;
  }

  Cap ReadCap(const Yaml& map) {
    read_.OnlyKeys(map, {"amount", "unit", "per", "from", "alternatives"});
    Cap cap;
    cap.amount = read_.Number(map, "amount", 0, kMost, true).value_or(0);
    cap.unit = read_.Text(map, "unit");
    cap.per = read_.OneOf(map, "per", {"year", "quarter"});
    cap.from = read_.Day(map, "from");
    for (const Yaml* other : read_.Maps(map, "alternatives")) {
      read_.OnlyKeys(*other, {"amount", "unit"});
      cap.alternatives.emplace_back(read_.Number(*other, "amount", 0, kMost, true).value_or(0),
                                    read_.Text(*other, "unit"));
    }
    return cap;
  }

  Paragraph ReadParagraph(const Yaml& map, const Instrument& instrument) {
    read_.OnlyKeys(map, {"id",
                         "force",
                         "addressee",
                         "acts",
                         "direction",
                         "items",
                         "not_items",
                         "receivers",
                         "receiver_status",
                         "threshold",
                         "limits",
                         "range_km",
                         "payload_kg",
                         "cap",
                         "exemptions",
                         "from",
                         "to",
                         "periods",
                         "superseded_by",
                         "bars",
                         "source",
                         "checked"});
    Paragraph p;
    p.id = read_.Text(map, "id");
    p.force =
        read_.OneOf(map, "force", {"decides", "requires", "calls_upon", "treaty", "political"});
    p.addressee = read_.OneOf(
        map, "addressee",
        {"all_states", "subject", "parties", "nuclear_weapon_states", "non_nuclear_weapon_states"});
    p.acts = read_.List(map, "acts");
    if (p.acts.empty()) read_.Error(map, "`acts` is missing");
    p.direction = read_.OneOf(map, "direction", {"to", "from", "both", "by", "any"});
    if (instrument.subject.empty() && (p.direction == "from" || p.direction == "both"))
      read_.Error(map, "a direction `" + p.direction + "` needs the `subject` of the instrument");
    p.items = read_.List(map, "items");
    p.not_items = read_.List(map, "not_items");
    p.receivers = read_.List(map, "receivers");
    p.receiver_status = read_.OneOf(map, "receiver_status",
                                    {"non_nuclear_weapon_state", "non_state_actor"}, {}, false);
    p.threshold = read_.InThree(map, "threshold", false);
    p.limits = read_.List(map, "limits");
    p.range_km = read_.Number(map, "range_km", 0, kMost);
    p.payload_kg = read_.Number(map, "payload_kg", 0, kMost);
    if (const Yaml* cap = map.Find("cap")) p.cap = ReadCap(*cap);
    for (const Yaml* item : read_.Maps(map, "exemptions")) {
      read_.OnlyKeys(*item, {"id", "items", "cues", "text", "decides"});
      p.exemptions.push_back({read_.Text(*item, "id"), read_.List(*item, "items"),
                              read_.List(*item, "cues"), read_.InThree(*item, "text"),
                              read_.OneOf(*item, "decides", {"true", "false"}, "false") == "true"});
    }
    p.periods = Periods(map);
    // An end alone shortens what the instrument says.
    for (Period& period : p.periods)
      if (period.from.empty() && !instrument.periods.empty())
        period.from = instrument.periods.front().from;
    p.superseded_by = read_.Text(map, "superseded_by", false);
    p.bars = read_.InThree(map, "bars");
    p.source = read_.Text(map, "source", false);
    if (p.source.empty()) p.source = instrument.source;
    p.confirmed = Confirmed(map);
    return p;
  }

  YamlReader read_;
};

// Every act is in acts.tsv and every item in items.tsv.
void CheckWords(const Instrument& i, const std::string& file, const std::set<std::string>& acts,
                const std::set<std::string>& items, std::vector<std::string>* errors) {
  const auto check = [&](const std::vector<std::string>& words, const std::set<std::string>& known,
                         const std::string& what, const std::string& paragraph) {
    for (const std::string& word : words)
      if (!known.contains(word))
        errors->push_back(file + ": paragraph " + paragraph + ": no such " + what + ": `" + word +
                          "`");
  };
  for (const Paragraph& p : i.paragraphs) {
    check(p.acts, acts, "act", p.id);
    for (const std::string& word : p.limits)
      if (word != "none" && !acts.contains(word)) check({word}, items, "act or item", p.id);
    check(p.items, items, "item", p.id);
    check(p.not_items, items, "item", p.id);
    for (const Exemption& e : p.exemptions) check(e.items, items, "item", p.id);
  }
}

std::set<std::string> Column(const lexicon::Table& table, size_t column) {
  std::set<std::string> words;
  for (size_t r = 0; r < table.rows(); ++r) words.emplace(table.cell(r, column));
  return words;
}

}  // namespace

Standing Instrument::StandingOf(std::string_view state, std::string_view day) const {
  for (const Standing& s : standings)
    if (s.state == state && s.period.Holds(day)) return s;
  // Listed, but not on that day: before it joined or after it left.
  const bool listed = std::any_of(standings.begin(), standings.end(), [&](const Standing& s) {
    return s.state == state && s.status != "outside";
  });
  Standing standing;
  standing.state = state;
  standing.status = listed ? "outside" : default_status;
  return standing;
}

Result<Instrument> ParseInstrument(std::string_view text, const std::string& file) {
  BONGSU_ASSIGN_OR_RETURN(const Yaml root, lexicon::ParseYaml(text, file));
  std::vector<std::string> errors;
  Instrument instrument = InstrumentReader(file, &errors).Read(root);
  BONGSU_RETURN_IF_ERROR(lexicon::Faults(errors));
  return instrument;
}

Result<std::vector<Instrument>> LoadInstruments(const lexicon::Folders& folders) {
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(folders));
  const std::set<std::string> acts = Column(lexicon->table("regime.acts"), 5);
  const std::set<std::string> items = Column(lexicon->table("items"), 2);
  std::vector<std::string> errors, places = {folders.data};
  places.insert(places.end(), folders.own.begin(), folders.own.end());
  std::map<std::string, Instrument> by_id;
  for (const std::string& place : places) {
    const auto files = lexicon::YamlFiles(place + "/regime");
    // A folder of one's own need not have any.
    if (!files && files.error().code() == ErrorCode::kNotFound && place != folders.data) continue;
    if (!files) return files.error();
    for (const std::string& file : *files) {
      BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(file, lexicon::kMaxYamlBytes));
      auto instrument = ParseInstrument(text, file);
      if (!instrument) {
        errors.emplace_back(instrument.error().message());
        continue;
      }
      CheckWords(*instrument, file, acts, items, &errors);
      const std::string id = instrument->id;
      by_id[id] = std::move(*instrument);
    }
  }
  BONGSU_RETURN_IF_ERROR(lexicon::Faults(errors));
  // Resolutions before treaties before arrangements: what binds is told first.
  std::vector<Instrument> all;
  for (const std::string_view nature : {"resolution", "treaty", "arrangement"})
    for (auto& [id, instrument] : by_id)
      if (instrument.nature == nature) all.push_back(std::move(instrument));
  return all;
}

const Period* InForce(const Instrument& instrument, const Paragraph& paragraph,
                      std::string_view day) {
  const auto& periods = paragraph.periods.empty() ? instrument.periods : paragraph.periods;
  for (const Period& period : periods)
    if (period.Holds(day)) return &period;
  return nullptr;
}

}  // namespace bongsu::regime
