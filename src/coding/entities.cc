#include "coding/entities.h"

#include <algorithm>
#include <set>

#include "lexicon/tsv.h"

namespace bongsu::coding {
namespace {

using language::Mention;
using language::MentionKind;

// Noun phrases that a reader keeps in mind; what lies farther back is not what a pronoun means.
constexpr size_t kMemory = 128;

// Higher is taken first when a person holds several offices at once.
int OfficeRank(std::string_view kind) {
  static constexpr std::string_view kOrder[] = {
      "head_of_state", "head_of_government", "foreign", "defence",        "security_adviser",
      "intelligence",  "vice_head",          "speaker", "military_chief", "finance",
      "spokesperson"};
  for (size_t i = 0; i < std::size(kOrder); ++i)
    if (kind == kOrder[i]) return static_cast<int>(100 - i);
  return 10;
}

constexpr size_t kSyllable = 3;  // bytes of one in UTF-8

// A title that says nothing of the sector of the body it stands in ("spokesman of the joint
// chiefs").
bool IsNeutralRole(std::string_view role) {
  static const std::set<std::string_view> kNeutral = {
      "spokesperson", "official", "side",      "generic_person", "minister", "delegation",
      "envoy",        "party",    "candidate", "legislator",     "state",    "gov"};
  return kNeutral.contains(role);
}

// A word for people at large, whom no earlier mention singles out: "the civilians", "the
// officials".
bool IsNameless(std::string_view sector, std::string_view role) {
  return sector == "CVL" || sector == "REF" || role == "official" || role == "side" ||
         role == "generic_person" || role == "unit";
}

// An office of state, which tells more of who holds it than the party does.
bool IsStateOffice(std::string_view role) {
  return role == "minister" || role == "head_of_state" || role == "head_of_government" ||
         role == "foreign_minister" || role == "defence_minister" || role == "ambassador" ||
         role == "intelligence" || role == "prosecutor" || role == "court" || role == "police";
}

bool IsPartySector(std::string_view sector) { return sector == "OPP" || sector == "PTY"; }

bool IsState(const PartyRef& p) {
  const bool spot = p.kind == "place" && p.sector == "CVL";  // Camp David; a capital acts
  return p.resolved() && p.sector != "IGO" && p.sector != "REB" && !spot;
}

size_t ColumnOf(const lexicon::Table& table, std::string_view name) {
  for (size_t c = 0; c < table.columns(); ++c)
    if (table.column_name(c) == name) return c;
  return 0;
}

void Note(PartyRef& party, const lexicon::Table& table, size_t row, bool explain) {
  if (explain) party.how = table.Place(row);
}

}  // namespace

void Memory::NewSection() {
  if (section_.empty()) return;
  before_ = std::move(section_);
  section_.clear();
}

void Memory::Add(const std::vector<PartyRef>& parties, Prominence prominence) {
  if (parties.empty()) return;
  if (section_.size() >= kMemory) section_.erase(section_.begin(), section_.begin() + kMemory / 2);
  section_.push_back({parties, prominence});
  for (const PartyRef& p : parties)
    if (IsState(p) && !p.by_home) ++named_[p.code];
}

size_t Memory::Named(std::string_view code) const {
  const auto it = named_.find(code);
  return it == named_.end() ? 0 : it->second;
}

bool Memory::NamesOnly(std::string_view home) const {
  return !named_.empty() && std::all_of(named_.begin(), named_.end(),
                                        [&](const auto& named) { return named.first == home; });
}

std::string_view Memory::LocalState(std::string_view home) const {
  constexpr size_t kOften = 3;
  std::string_view local;
  size_t most = 0, all = 0;
  for (const auto& [code, count] : named_) {
    all += count;
    if (count < most || (count == most && code > local)) continue;
    most = count;
    local = code;
  }
  return most >= kOften && 5 * most >= 3 * all && Named(home) == 0 ? local : std::string_view();
}

std::vector<PartyRef> Memory::LastTitled(std::string_view title) const {
  for (const auto* entries : {&section_, &before_})
    for (size_t i = entries->size(); i-- > 0;)
      for (const PartyRef& p : (*entries)[i].parties)
        if (p.resolved() && p.title.ends_with(title)) return {p};
  return {};
}

std::vector<PartyRef> Memory::LastStates(size_t size,
                                         const std::function<bool(const PartyRef&)>& fits) const {
  for (const auto* entries : {&section_, &before_}) {
    for (const bool as_subject :
         {true, false})  // named together, as those spoken of rather than in passing
      for (size_t i = entries->size(); i-- > 0;) {
        const auto& parties = (*entries)[i].parties;
        if (as_subject && (*entries)[i].prominence == kMentioned) continue;
        std::set<std::string_view> codes;
        for (const PartyRef& p : parties)
          if (IsState(p) && fits(p)) codes.insert(p.code);
        if (codes.size() == size && parties.size() == size) return parties;
      }
    std::vector<PartyRef> found;
    for (size_t i = entries->size(); i-- > 0;)
      for (const PartyRef& p : (*entries)[i].parties) {
        const bool seen = std::any_of(found.begin(), found.end(),
                                      [&](const PartyRef& f) { return f.code == p.code; });
        if (IsState(p) && fits(p) && !seen) found.push_back(p);
        if (found.size() == size) {
          std::reverse(found.begin(), found.end());
          return found;
        }
      }
  }
  return {};
}

std::vector<PartyRef> Memory::LastGroup() const {
  for (const auto* entries : {&section_, &before_}) {
    for (size_t i = entries->size(); i-- > 0;)
      if ((*entries)[i].prominence != kMentioned && (*entries)[i].parties.size() > 1)
        return (*entries)[i].parties;
    for (size_t i = entries->size(); i-- > 0;)
      if ((*entries)[i].parties.size() > 1) return (*entries)[i].parties;
  }
  return LastSubject();
}

std::vector<PartyRef> Memory::LastPerson() const {
  for (const auto* entries : {&section_, &before_})
    for (const Prominence wanted : {kTopic, kSubject, kMentioned})
      for (size_t i = entries->size(); i-- > 0;)
        for (const PartyRef& p : (*entries)[i].parties)
          if ((*entries)[i].prominence == wanted && (p.kind == "person" || wanted == kTopic))
            return {p};
  return {};
}

std::vector<PartyRef> Memory::LastSubject() const {
  for (const auto* entries : {&section_, &before_})
    for (size_t i = entries->size(); i-- > 0;)
      if ((*entries)[i].prominence != kMentioned) return (*entries)[i].parties;
  return {};
}

bool Memory::IsOther(const PartyRef& p, const std::vector<PartyRef>& than) {
  return p.resolved() && p.sector != "JRN" &&
         std::none_of(than.begin(), than.end(),
                      [&](const PartyRef& t) { return t.code == p.code; });
}

EntityResolver::EntityResolver(const lexicon::Lexicon& lexicon, std::string_view lang)
    : entities_(lexicon.table("entities")),
      people_(lexicon.table("people")),
      offices_(lexicon.table("offices")),
      terms_(lexicon.table("terms")),
      agents_(lexicon.table(std::string(lang) + ".agents")),
      collectives_(lexicon.table(std::string(lang) + ".collectives")),
      dyads_(lexicon.table(std::string(lang) + ".dyads")),
      toward_(lexicon.table(std::string(lang) + ".toward")),
      institution_terms_(lexicon.table("institution_terms")),
      memberships_(lexicon.table("memberships")),
      homes_(lexicon.table("homes")),
      name_column_(ColumnOf(people_, lang)),
      title_column_(ColumnOf(offices_, lang)) {
  for (size_t r = 0; r < people_.rows(); ++r)
    people_rows_[people_.cell(r, 0)] = static_cast<uint32_t>(r);
  for (size_t r = 0; r < memberships_.rows(); ++r)
    memberships_of_[memberships_.cell(r, 0)].push_back(static_cast<uint32_t>(r));
  for (size_t r = 0; r < entities_.rows(); ++r) {
    entity_rows_[entities_.cell(r, 0)] = static_cast<uint32_t>(r);
  }
  // A code stands for its state, else for the body that carries it: states first.
  for (const std::string_view wanted :
       {"state", "territory", "collective", "organisation", "group"})
    for (size_t r = 0; r < entities_.rows(); ++r)
      if (entities_.cell(r, 3) == wanted)
        state_by_code_.try_emplace(entities_.cell(r, 1), static_cast<uint32_t>(r));
  for (size_t r = 0; r < offices_.rows(); ++r)
    office_rows_[offices_.cell(r, 0)] = static_cast<uint32_t>(r);
  for (size_t r = 0; r < terms_.rows(); ++r) {
    const auto person = people_rows_.find(terms_.cell(r, 1));
    if (person == people_rows_.end()) continue;  // nobody holds the office
    offices_of_[person->first].push_back(
        {static_cast<uint32_t>(r), office_rows_[terms_.cell(r, 0)]});
    const std::string_view name = people_.cell(person->second, name_column_);
    terms_by_initial_[name.substr(0, kSyllable)].push_back(static_cast<uint32_t>(r));
  }
}

// Of an armed group, one of its men; of a state, a notable.
std::string_view EntityResolver::SectorWithoutOffice(std::string_view code) const {
  const auto it = state_by_code_.find(code);
  return it != state_by_code_.end() && entities_.cell(it->second, 3) == "group"
             ? entities_.cell(it->second, 2)
             : "ELI";
}

std::string_view EntityResolver::PartySector(std::string_view id, std::string_view fallback,
                                             std::string_view date) const {
  if (date.empty()) return fallback;
  for (size_t r = 0; r < institution_terms_.rows(); ++r)
    if (institution_terms_.cell(r, 0) == id && institution_terms_.cell(r, 1) <= date &&
        (institution_terms_.cell(r, 2).empty() || date <= institution_terms_.cell(r, 2)))
      return institution_terms_.cell(r, 3);
  return fallback;
}

std::string_view EntityResolver::MemberSector(std::string_view person,
                                              std::string_view date) const {
  const auto it = memberships_of_.find(person);
  if (it == memberships_of_.end() || date.empty()) return {};
  for (const uint32_t r : it->second) {
    const std::string_view from = memberships_.cell(r, 2), to = memberships_.cell(r, 3);
    if (date < from || (!to.empty() && to < date)) continue;
    const auto party = entity_rows_.find(memberships_.cell(r, 1));
    if (party != entity_rows_.end())
      return PartySector(memberships_.cell(r, 1), entities_.cell(party->second, 2), date);
  }
  return {};
}

PartyRef EntityResolver::FromEntity(uint32_t row, ByteSpan text, const Context& context) const {
  PartyRef p;
  p.code = entities_.cell(row, 1);
  p.sector = entities_.cell(row, 2);
  p.kind = entities_.cell(row, 3);
  p.entity = entities_.cell(row, 0);
  p.text = text;
  if (p.kind == "party") p.sector = PartySector(p.entity, p.sector, context.date);
  Note(p, entities_, row, context.explain);
  return p;
}

bool EntityResolver::FromPerson(const std::vector<uint32_t>& rows, ByteSpan text,
                                std::string_view title, const Context& context,
                                PartyRef& out) const {
  const std::string_view date = context.date;
  int best = -1;
  for (const uint32_t row : rows) {
    const std::string_view id = people_.cell(row, 0);
    PartyRef p;
    p.code = people_.cell(row, 1);
    p.sector = SectorWithoutOffice(p.code);
    p.kind = "person";
    p.entity = id;
    p.text = text;
    Note(p, people_, row, context.explain);
    int rank = 1;
    bool was_head = false;  // of state: above parties ever after
    bool titled = false;    // whatever the day: "트럼프 대통령" may be told of the past
    if (const auto it = offices_of_.find(id); it != offices_of_.end())
      for (const Office& o : it->second) {
        const bool now =
            date.empty() || (terms_.cell(o.term, 2) <= date &&
                             (terms_.cell(o.term, 3).empty() || date <= terms_.cell(o.term, 3)));
        for (const std::string_view form :
             lexicon::Split(offices_.cell(o.office, title_column_), '|'))
          titled |= !title.empty() && (form == title || form.ends_with(title));
        was_head |= offices_.cell(o.office, 3) == "head_of_state" && terms_.cell(o.term, 2) <= date;
        if (!now) continue;
        const int office_rank = 2 + OfficeRank(offices_.cell(o.office, 3));
        if (office_rank <= rank) continue;
        rank = office_rank;
        p.code = offices_.cell(o.office, 1);
        p.sector = offices_.cell(o.office, 2);
        Note(p, terms_, o.term, context.explain);
        if (context.explain) p.how += " (" + std::string(offices_.cell(o.office, 0)) + ")";
      }
    if (p.sector == "ELI" || p.sector == "LEG" || IsPartySector(p.sector))
      if (const std::string_view sector = MemberSector(id, date); !sector.empty() && !was_head)
        p.sector = sector;
    constexpr int kTitled = 100'000, kNamed = 1'000;  // above any office, above each other
    if (titled) rank += kTitled;
    rank += kNamed * static_cast<int>(std::min<size_t>(context.memory.Named(p.code), 90));
    if (rank > best) {
      best = rank;
      out = std::move(p);
    }
  }
  return best > 0;
}

bool EntityResolver::HasSurname(std::string_view person, std::string_view surname) const {
  const auto it = people_rows_.find(person);
  if (it == people_rows_.end()) return false;
  // A name without a blank begins with the surname: 신원식, but 조 바이든.
  const std::string_view names = people_.cell(it->second, name_column_);
  const std::string_view full = names.substr(0, names.find('|'));
  return full.starts_with(surname) && full.find(' ') == std::string_view::npos;
}

std::vector<PartyRef> EntityResolver::FromSurname(std::string_view surname, std::string_view title,
                                                  ByteSpan text, const Context& context) const {
  std::vector<PartyRef> found = context.memory.LastPersonWho([&](const PartyRef& p) {
    return HasSurname(p.entity, surname) && (p.code == context.home || p.title.ends_with(title));
  });
  if (!found.empty()) {
    found[0].text = text;
    if (context.explain) found[0].how = "of that surname before: " + found[0].how;
    return found;
  }
  if (context.date.empty()) return {};
  const auto terms = terms_by_initial_.find(surname.substr(0, kSyllable));
  if (terms == terms_by_initial_.end()) return {};
  for (const uint32_t r : terms->second) {
    const std::string_view person = terms_.cell(r, 1), from = terms_.cell(r, 2),
                           to = terms_.cell(r, 3);
    if (context.date < from || (!to.empty() && to < context.date)) continue;
    if (!HasSurname(person, surname)) continue;
    const auto holder = people_rows_.find(person);
    if (people_.cell(holder->second, 1) != context.home) continue;
    const auto office = office_rows_.find(terms_.cell(r, 0));
    for (const std::string_view form :
         lexicon::Split(offices_.cell(office->second, title_column_), '|')) {
      if (form != title && !form.ends_with(title)) continue;
      PartyRef p;
      if (FromPerson({holder->second}, text, title, context, p)) return {std::move(p)};
    }
  }
  return {};
}

std::vector<PartyRef> EntityResolver::FromGroup(uint32_t row, ByteSpan text,
                                                const Context& context) const {
  std::vector<PartyRef> out;
  for (const std::string_view code : lexicon::Split(dyads_.cell(row, 1), ',')) {
    const auto it = state_by_code_.find(code);
    if (it == state_by_code_.end()) continue;
    out.push_back(FromEntity(it->second, text, context));
    Note(out.back(), dyads_, row, context.explain);
  }
  return out;
}

PartyRef EntityResolver::ResolveToward(uint32_t row, ByteSpan text, const Context& context) const {
  PartyRef p;
  const auto it = state_by_code_.find(toward_.cell(row, 1));
  if (it != state_by_code_.end()) {
    p = FromEntity(it->second, text, context);
  } else {
    p.code = kUnresolved;
    p.text = text;
  }
  Note(p, toward_, row, context.explain);
  return p;
}

std::vector<PartyRef> EntityResolver::FromCollective(uint32_t row, ByteSpan text,
                                                     const Context& context) const {
  const Memory& memory = context.memory;
  const std::string_view kind = collectives_.cell(row, 1), size = collectives_.cell(row, 2);
  std::vector<PartyRef> found;
  if (kind == "both" || kind == "both_states" || kind == "officials") {
    // "the two ministers": those named with an office, if there are two.
    if (kind == "officials")
      found = memory.LastStates(2, [](const PartyRef& p) {
        return p.kind == "person" || (!p.role.empty() && p.role != "state" && p.role != "gov");
      });
    if (found.size() < 2) found = memory.LastStates(2);
    if (found.size() < 2) return {};  // of one of them alone it would be told falsely
  } else if (kind == "three") {
    found = memory.LastStates(size == "3" || size.empty() ? 3 : 4);
  } else if (kind == "they" || kind == "all") {
    found = memory.LastGroup();
  } else if (kind == "person") {
    found = memory.LastPerson();
  } else if (kind == "self") {
    found = memory.LastSubject();
  } else if (kind == "home") {
    const auto it = state_by_code_.find(context.home);
    if (it != state_by_code_.end()) found = {FromEntity(it->second, text, context)};
  }
  for (PartyRef& p : found) {
    p.text = text;
    p.first_person = kind == "home" || kind == "self";
    if (context.explain) p.how = collectives_.Place(row) + " -> " + p.how;
  }
  return found;
}

std::string_view EntityResolver::LocalState(const Context& context) const {
  const std::string_view local = context.memory.LocalState(context.home);
  for (size_t r = 0; r < homes_.rows(); ++r)
    if (homes_.cell(r, 1) == context.home && homes_.cell(r, 2) == local) return {};
  return local;
}

void EntityResolver::PlaceBare(PartyRef& party, std::string_view home,
                               const Context& context) const {
  const std::string_view local =
      home == "any" || home == "local" ? LocalState(context) : std::string_view();
  if (!local.empty()) {
    party.code = local;
    if (context.explain) party.how += " (the state the text is about)";
  } else if ((home == "yes" || home == "any") && !context.home.empty()) {
    party.code = context.home;
    party.by_home = true;
    if (context.explain) party.how += " (home)";
  } else if (state_by_code_.contains(home)) {
    party.code = home;  // 국무부: one state's, whoever writes
  } else {
    party.code = kUnresolved;
  }
}

std::vector<PartyRef> EntityResolver::Resolve(const language::Party& party,
                                              const Context& context) const {
  // The parties named so far, from left to right; each further mention makes them more exact.
  std::vector<PartyRef> current;
  std::vector<PartyRef> untitled;  // the person before a title was read
  std::vector<uint32_t> person_rows;
  bool former = false;
  std::string_view surname;
  for (size_t i = 0; i < party.mentions.size(); ++i) {
    const Mention& m = party.mentions[i];
    switch (m.kind) {
      case MentionKind::kEntity: {
        PartyRef p = FromEntity(m.row, m.text, context);
        if (m.demonym) p.sector = "CVL";
        // A person's state, party or body named after the name only repeats it: "트럼프 미국 공화당
        // 후보".
        if (!current.empty() && current.back().kind == "person" && current.back().code == p.code) {
          if (p.kind == "group" || p.kind == "organisation" || p.kind == "institution")
            current.back().sector = p.sector;
          break;
        }
        current = {std::move(p)};
        untitled.clear();
        break;
      }
      case MentionKind::kPerson: {
        person_rows.push_back(m.row);
        const bool more = i + 1 < party.mentions.size() &&
                          party.mentions[i + 1].kind == MentionKind::kPerson &&
                          party.mentions[i + 1].text == m.text;
        if (more) break;
        PartyRef p;
        std::string_view title;
        for (size_t k = i + 1; k < party.mentions.size(); ++k)
          if (party.mentions[k].kind == MentionKind::kAgent)
            title = agents_.cell(party.mentions[k].row, 0);
        if (FromPerson(person_rows, m.text, title, context, p)) {
          // "주한 중국대사 싱하이밍": the title in front is the person's.
          if (current.size() == 1 && current[0].code == p.code && !current[0].title.empty()) {
            p.title = current[0].title;
            p.role = current[0].role;
            if (p.sector == "ELI") p.sector = current[0].sector;
          }
          current = {std::move(p)};
          untitled.clear();
        }
        person_rows.clear();
        break;
      }
      case MentionKind::kGroup: {
        std::vector<PartyRef> group = FromGroup(m.row, m.text, context);
        if (!group.empty()) current = std::move(group);
        untitled.clear();
        break;
      }
      case MentionKind::kCollective: {
        if (!current.empty()) break;  // "NATO의 정상들", "한미 양국": named already
        std::vector<PartyRef> found = FromCollective(m.row, m.text, context);
        if (!found.empty()) current = std::move(found);
        break;
      }
      case MentionKind::kAgent: {
        const std::string_view sector = agents_.cell(m.row, 1), role = agents_.cell(m.row, 2);
        if (role == "former") {
          former = true;
          if (!current.empty()) break;  // "the former president" by himself is somebody too
        }
        const bool bare = std::all_of(current.begin(), current.end(),
                                      [](const PartyRef& p) { return p.kind == "agent"; });
        if (!surname.empty() && bare) {  // "신 장관", "신 국방부 장관"
          std::vector<PartyRef> holder =
              FromSurname(surname, agents_.cell(m.row, 0), m.text, context);
          if (!holder.empty()) {
            current = std::move(holder);
            break;
          }
        }
        const std::string_view home = agents_.cell(m.row, 3);
        if (current.empty() && (home == "no" || home == "local") && !IsNameless(sector, role)) {
          current = context.memory.LastTitled(agents_.cell(m.row, 0));
          for (PartyRef& p : current) {
            p.text = m.text;
            if (context.explain) p.how = "the one titled so before: " + p.how;
          }
          if (!current.empty()) break;
        }
        if (current.empty()) {
          PartyRef p;
          p.title = agents_.cell(m.row, 0);
          p.kind = "agent";
          p.sector = sector;
          p.role = role;
          p.text = m.text;
          Note(p, agents_, m.row, context.explain);
          PlaceBare(p, agents_.cell(m.row, 3), context);
          current = {std::move(p)};
          break;
        }
        // "President candidate Trump" does not hold the office he stands for.
        if (role == "candidate" && !untitled.empty()) current = untitled;
        if (untitled.empty() && current[0].kind == "person") untitled = current;
        for (PartyRef& p : current) {
          p.role = role;
          p.title = agents_.cell(m.row, 0);
          p.text = {std::min(p.text.begin, m.text.begin), m.text.end};
          const bool office = p.kind == "person" && IsPartySector(p.sector) && IsStateOffice(role);
          const bool body = p.kind != "state" || p.sector != "GOV";  // "official of the army"
          const bool keeps = !office && ((body && IsNeutralRole(role)) || sector.empty() ||
                                         IsPartySector(p.sector));
          // "the president's supporters" hold no office.
          if (p.kind == "person" && sector == "CVL") p.sector = sector;
          if (!keeps) {
            p.sector = p.kind == "organisation" && sector != "MIL" ? p.sector : sector;
            if (context.explain) p.how += ", " + agents_.Place(m.row);
          }
        }
        break;
      }
      case MentionKind::kFormer:
        former = true;
        break;
      case MentionKind::kSurname:
        surname = context.text.substr(m.text.begin, m.text.size());
        break;
    }
  }
  if (former)
    for (PartyRef& p : current) p.sector = "ELI";
  return current;
}

}  // namespace bongsu::coding
