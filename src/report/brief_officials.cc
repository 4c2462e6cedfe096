#include "report/brief_officials.h"

#include <algorithm>
#include <set>

#include "lexicon/tsv.h"
#include "text/sentence.h"

namespace bongsu::report {
namespace {

constexpr const char* kLanguages[] = {"ko", "en", "ja"};

std::vector<std::string> LongestFirst(std::string_view cell) {
  std::vector<std::string> forms;
  for (const std::string_view form : lexicon::Split(cell, '|')) forms.emplace_back(form);
  // The longest first, so that a full name is not cut to its surname.
  std::stable_sort(forms.begin(), forms.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return forms;
}

bool IsLatin(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Where name and title stand side by side; npos: nowhere. Titles follow names in Korean and
// Japanese, and come before them in English.
size_t FindNamed(const std::string& text, const std::vector<std::string>& names,
                 const std::vector<std::string>& titles, const std::string& lang,
                 std::string* named) {
  size_t best = text.npos;
  for (const std::string& name : names)
    for (const std::string& title : titles)
      for (const char* between : {" ", ""}) {
        if (lang == "en" && *between == '\0') continue;
        const std::string form = lang == "en" ? title + between + name : name + between + title;
        const size_t at = text.find(form);
        if (at == text.npos || at > best || (at == best && form.size() <= named->size())) continue;
        if (lang == "en" && ((at > 0 && IsLatin(text[at - 1])) ||
                             (at + form.size() < text.size() && IsLatin(text[at + form.size()]))))
          continue;
        best = at;
        *named = form;
      }
  return best;
}

}  // namespace

OfficialFinder::OfficialFinder(const lexicon::Lexicon& lexicon) {
  const lexicon::Table offices = lexicon.table("offices"), people = lexicon.table("people"),
                       terms = lexicon.table("terms");
  std::map<std::string, std::string> code_of;
  for (size_t r = 0; r < offices.rows(); ++r) {
    const std::string id(offices.cell(r, 0));
    code_of[id] = offices.cell(r, 1);
    for (size_t l = 0; l < std::size(kLanguages); ++l)
      titles_[id][kLanguages[l]] = LongestFirst(offices.cell(r, 4 + l));
  }
  for (size_t r = 0; r < people.rows(); ++r)
    for (size_t l = 0; l < std::size(kLanguages); ++l)
      names_[std::string(people.cell(r, 0))][kLanguages[l]] = LongestFirst(people.cell(r, 2 + l));
  for (size_t r = 0; r < terms.rows(); ++r) {
    const std::string office(terms.cell(r, 0)), person(terms.cell(r, 1));
    if (person.empty() || !code_of.contains(office) || !names_.contains(person)) continue;
    holders_[code_of[office]].push_back(
        {person, office, std::string(terms.cell(r, 2)), std::string(terms.cell(r, 3))});
  }
}

std::vector<NamedOfficial> OfficialFinder::Find(const Document& document, const Event& meeting,
                                                const std::string& day) const {
  std::vector<NamedOfficial> found;
  const auto& blocks = document.blocks;
  const auto own = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
    return block.text.find(meeting.evidence.text) != block.text.npos;
  });
  const bool read = std::find(std::begin(kLanguages), std::end(kLanguages), document.lang) !=
                    std::end(kLanguages);
  if (own == blocks.end() || meeting.evidence.text.empty() || day.empty() || !read) return found;
  std::set<std::string> circle, seen;
  for (const auto* side : {&meeting.actor, &meeting.recipient})
    for (const EntityRef& party : *side) circle.insert(party.code);
  const auto index = static_cast<size_t>(own - blocks.begin());
  for (size_t b = index - std::min(index, kNear); b < std::min(blocks.size(), index + kNear + 1);
       ++b) {
    if (blocks[b].section != own->section) continue;
    for (const ByteSpan span : text::SplitSentences(blocks[b].text)) {
      const std::string sentence = blocks[b].text.substr(span.begin, span.size());
      std::vector<std::pair<size_t, NamedOfficial>> here;
      for (const std::string& code : circle) {
        const auto holders = holders_.find(code);
        if (holders == holders_.end()) continue;
        for (const Holder& holder : holders->second) {
          if (holder.from > day || (!holder.to.empty() && holder.to < day)) continue;
          NamedOfficial official;
          const size_t at = FindNamed(sentence, names_.at(holder.person).at(document.lang),
                                      titles_.at(holder.office).at(document.lang), document.lang,
                                      &official.named);
          if (at == sentence.npos || !seen.insert(holder.person).second) continue;
          official.record = meeting.id;
          official.person = holder.person;
          official.office = holder.office;
          official.code = code;
          official.lang = document.lang;
          official.evidence.text = sentence;
          official.evidence.span = blocks[b].SourceSpan(span.begin, span.end);
          here.emplace_back(at, std::move(official));
        }
      }
      std::stable_sort(here.begin(), here.end(),
                       [](const auto& x, const auto& y) { return x.first < y.first; });
      for (auto& [at, official] : here) found.push_back(std::move(official));
    }
  }
  return found;
}

}  // namespace bongsu::report
