#include "report/brief_names.h"

#include <algorithm>
#include <tuple>

#include "lexicon/tsv.h"
#include "text/hangul.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

// Of an entity's names the one to print: in Korean one written in Hangul alone, then the shortest,
// then the first.
bool IsBetterName(std::string_view name, std::string_view than, const std::string& lang) {
  const auto rank = [&](std::string_view n) {
    size_t foreign = 0;
    if (lang == "ko")
      for (size_t at = 0; at < n.size();) {
        const char32_t c = text::DecodeUtf8(n, at);
        foreign += !text::IsHangulSyllable(c) && c != ' ';
      }
    return std::tuple(foreign > 0, n.size(), n);
  };
  return than.empty() || rank(name) < rank(than);
}

bool IsPlainSector(const std::string& sector) {
  return sector.empty() || sector == "GOV" || sector == "IGO";
}

bool IsOrganOfState(const std::string& sector) {
  constexpr std::string_view kOrgans[] = {"", "GOV", "MIL", "COP", "SPY", "LEG", "PTY", "OPP"};
  return std::find(std::begin(kOrgans), std::end(kOrgans), sector) != std::end(kOrgans);
}

bool IsState(const EntityRef& party) {
  return party.entity.starts_with("state:") || party.entity.starts_with("collective:");
}

}  // namespace

PartyNames::PartyNames(const Phrases& phrases, const lexicon::Lexicon& lexicon)
    : phrases_(phrases), romaniser_(lexicon.table("report.romanisation")) {
  const std::string& lang = phrases.lang();
  const lexicon::Table names = lexicon.table("names");
  for (size_t r = 0; r < names.rows(); ++r) {
    if (names.cell(r, 1) != lang) {
      if (names.cell(r, 3) == "name" && names.cell(r, 4).empty())
        elsewhere_.emplace(names.cell(r, 0), names.cell(r, 2));
      continue;
    }
    const std::string entity(names.cell(r, 0)), form(names.cell(r, 2));
    forms_[entity].push_back(form + (names.cell(r, 3) == "letter" ? " " : ""));
    if (names.cell(r, 3) != "name" || !names.cell(r, 4).empty()) continue;
    std::string& best = by_entity_[entity];
    if (IsBetterName(form, best, lang)) best = form;
  }
  const lexicon::Table entities = lexicon.table("entities");
  for (size_t r = 0; r < entities.rows(); ++r) {
    const std::string id(entities.cell(r, 0)), code(entities.cell(r, 1)),
        label(entities.cell(r, 5));
    if (lang == "en" && !label.empty()) by_entity_[id] = label;
    if (const auto forms = forms_.find(id); forms != forms_.end())
      by_code_forms_[code].insert(by_code_forms_[code].end(), forms->second.begin(),
                                  forms->second.end());
    if (!label.empty()) by_code_forms_[code].push_back(label);
    if (const auto other = elsewhere_.find(id); other != elsewhere_.end())
      by_code_forms_[code].push_back(other->second);
    if (id.substr(id.find(':') + 1) == code)
      if (const auto it = by_entity_.find(id); it != by_entity_.end())
        by_code_.emplace(code, it->second);
  }
  const size_t title = lang == "ko" ? 4 : lang == "en" ? 5 : 6;
  const lexicon::Table offices = lexicon.table("offices");
  for (size_t r = 0; r < offices.rows(); ++r) {
    const std::string id(offices.cell(r, 0));
    if (const auto titles = lexicon::Split(offices.cell(r, title), '|'); !titles.empty())
      offices_.emplace(id, titles.front());
    constexpr std::pair<const char*, size_t> kTitles[] = {{"ko", 4}, {"en", 5}, {"ja", 6}};
    for (const auto& [tongue, at] : kTitles)
      for (const std::string_view form : lexicon::Split(offices.cell(r, at), '|'))
        titles_[id + " " + tongue].emplace_back(form);
  }
  const lexicon::Table terms = lexicon.table("terms");
  for (size_t r = 0; r < terms.rows(); ++r)
    if (!terms.cell(r, 1).empty())
      held_[std::string(terms.cell(r, 1))].insert(std::string(terms.cell(r, 0)));
  const lexicon::Table people = lexicon.table("people");
  const size_t column = lang == "ko" ? 2 : lang == "en" ? 3 : 4;
  for (size_t r = 0; r < people.rows(); ++r) {
    const std::string id(people.cell(r, 0));
    for (const std::string_view form : lexicon::Split(people.cell(r, column), '|')) {
      by_entity_.emplace(id, form);
      forms_[id].emplace_back(form);
      by_code_forms_[std::string(people.cell(r, 1))].emplace_back(form);
    }
  }
}

bool PartyNames::IsNamed(const std::string& text, const std::string& code) const {
  if (code.empty() || code == "---") return true;
  const std::string name = OfCode(code);
  if (text.find(name) != text.npos) return true;
  if (!text.empty() && !name.empty() && text.compare(1, name.size() - 1, name, 1, name.npos) == 0 &&
      name[0] == text[0] + ('a' - 'A'))  // "The West ..."
    return true;
  const auto it = by_code_forms_.find(code);
  return it != by_code_forms_.end() &&
         std::any_of(it->second.begin(), it->second.end(),
                     [&](const std::string& form) { return text.find(form) != text.npos; });
}

std::string PartyNames::OfOfficial(const std::string& person, const std::string& office,
                                   const std::string& named, const std::string& lang) const {
  if (lang == phrases_.lang()) return named;
  const auto known = by_entity_.find(person);
  const auto title = offices_.find(office);
  if (known == by_entity_.end() || title == offices_.end()) return named;
  return phrases_.Fill("party.official", {{"name", known->second}, {"office", title->second}});
}

std::string PartyNames::OfCode(const std::string& code) const {
  if (code.empty() || code == "---") return phrases_.Fill("party.unnamed");
  if (phrases_.Has("name." + code)) return phrases_.Fill("name." + code);
  const auto it = by_code_.find(code);
  return it == by_code_.end() ? code : it->second;
}

std::string PartyNames::OfCode(const std::string& code, const std::string& sector) const {
  const std::string name = OfCode(code);
  const std::string key = "sector." + sector;
  return IsPlainSector(sector) || !phrases_.Has(key) ? name : phrases_.Fill(key, {{"name", name}});
}

bool PartyNames::NamesState(const std::string& name, const std::string& code) const {
  return name.find(OfCode(code)) != name.npos || Mentions(name, "state:" + code);
}

bool PartyNames::Mentions(const std::string& name, const std::string& entity) const {
  const auto it = forms_.find(entity);
  if (it == forms_.end()) return false;
  return std::any_of(it->second.begin(), it->second.end(), [&](const std::string& form) {
    if (form.ends_with(' '))
      return name.starts_with(form);  // a letter that stands for a state: "미 국무부"
    return form.size() > 3 && name.find(form) != name.npos;
  });
}

std::string PartyNames::OfficeOf(const EntityRef& party, const std::string& lang) const {
  const auto held = held_.find(party.entity);
  if (held == held_.end() || party.name.empty()) return {};
  std::set<std::string> called;  // titles in the brief's language: offices may share one
  for (const std::string& office : held->second) {
    const auto forms = titles_.find(office + " " + lang);
    const auto title = offices_.find(office);
    if (forms == titles_.end() || title == offices_.end()) continue;
    // The text has the title, or its last word alone: "장관" of "국방부 장관".
    if (std::any_of(forms->second.begin(), forms->second.end(), [&](const std::string& form) {
          return party.name.find(form) != party.name.npos || form.ends_with(" " + party.name);
        }))
      called.insert(title->second);
  }
  return called.size() == 1 ? *called.begin() : std::string();
}

std::string PartyNames::Romanised(const std::string& name) const {
  const std::string latin = romaniser_.Of(name);
  if (latin == name) return name;
  return phrases_.Fill("party.romanised", {{"name", latin}, {"original", name}});
}

std::string PartyNames::OwnName(const EntityRef& party, const std::string& lang) const {
  const bool same_language = lang == phrases_.lang();
  if (same_language && Mentions(party.name, party.entity)) return party.name;
  if (party.entity.substr(party.entity.find(':') + 1) == party.code &&
      phrases_.Has("name." + party.code))
    return OfCode(party.code);
  const auto known = by_entity_.find(party.entity);
  if (known == by_entity_.end()) {
    if (same_language) return party.name;
    const auto elsewhere = elsewhere_.find(party.entity);
    return elsewhere == elsewhere_.end() ? std::string() : Romanised(elsewhere->second);
  }
  return known->second;
}

std::string PartyNames::Of(const EntityRef& party, const std::string& lang) const {
  if (party.code.empty() || party.code == "---") {
    if (party.name.empty()) return phrases_.Fill("party.unnamed");
    const std::string key = "party.unresolved." + party.sector;
    return phrases_.Fill(lang == phrases_.lang() ? "party.unresolved"
                         : phrases_.Has(key)     ? key
                                                 : "party.unresolved.other",
                         {{"name", party.name}});
  }
  if (IsState(party) || (party.entity.empty() && IsOrganOfState(party.sector)))
    return OfCode(party.code, party.sector);
  const std::string name = OwnName(party, lang), state = OfCode(party.code);
  const auto known = by_entity_.find(party.entity);
  if (known != by_entity_.end() && name == known->second && state != party.code)
    if (const std::string office = OfficeOf(party, lang);
        !office.empty() && name.find(office) == name.npos)
      return phrases_.Fill(NamesState(office, party.code) ? "party.official" : "party.official_of",
                           {{"name", name}, {"office", office}, {"country", state}});
  if (name.empty() || name == state) return OfCode(party.code, party.sector);
  const bool stands_alone = party.entity.starts_with("org:") || party.entity.starts_with("group:");
  const bool has_no_name = state == party.code && !phrases_.Has("name." + party.code);
  const bool tells_it = name.ends_with(')');  // "Ministry of Foreign Affairs (ROK)"
  if (stands_alone || tells_it || NamesState(name, party.code) || has_no_name) return name;
  return phrases_.Fill("party.of", {{"name", name}, {"country", state}});
}

std::string PartyNames::Of(const std::vector<EntityRef>& parties, const std::string& lang) const {
  std::vector<std::string> names;
  for (const EntityRef& party : parties)
    if (std::string name = Of(party, lang);
        std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  return phrases_.List(names);
}

}  // namespace bongsu::report
