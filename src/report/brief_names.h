// What the brief calls a party, in the brief's language.
#ifndef BONGSU_REPORT_BRIEF_NAMES_H_
#define BONGSU_REPORT_BRIEF_NAMES_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "bongsu/event.h"
#include "lexicon/lexicon.h"
#include "report/brief_phrases.h"
#include "report/romanise.h"

namespace bongsu::report {

// Immutable; the phrases must outlive it. Names come from the phrases (name.CODE), then the
// lexicon, then the record.
class PartyNames {
 public:
  explicit PartyNames(const Phrases& phrases) : phrases_(phrases) {}
  // Adds the names of the lexicon's entities.
  PartyNames(const Phrases& phrases, const lexicon::Lexicon& lexicon);

  // A code: "러시아", "NATO"; the code itself when nothing is known.
  std::string OfCode(const std::string& code) const;
  // A code with a sector: "러시아군"; GOV and IGO say nothing.
  std::string OfCode(const std::string& code, const std::string& sector) const;
  // A party of a record in `lang`. States go by their name in the brief's language, and so do
  // organs of theirs that the text names by a common noun alone (정부, 군). Others go as the text
  // names them if that is the brief's language and it names them indeed (그, 양국 do not), else by
  // the lexicon's name; the state they belong to is added, and to a lexicon's name the office by
  // which the text calls the person: "장관" of a text gives "신원식 국방부 장관(한국)".
  std::string Of(const EntityRef& party, const std::string& lang) const;
  // Whether a text in the brief's language names a party of this code: by the code's name, or by
  // that of an entity that has the code.
  bool IsNamed(const std::string& text, const std::string& code) const;
  // A person with an office, whom a text in `lang` calls `named`: so in its language, else by the
  // names of person and office in the brief's.
  std::string OfOfficial(const std::string& person, const std::string& office,
                         const std::string& named, const std::string& lang) const;
  // The names of several, joined; each name once; "" for nobody.
  std::string Of(const std::vector<EntityRef>& parties, const std::string& lang) const;

 private:
  // A name that is known in another script alone: romanised, marked *, the original in brackets.
  std::string Romanised(const std::string& name) const;
  std::string OwnName(const EntityRef& party, const std::string& lang) const;
  bool Mentions(const std::string& name, const std::string& entity) const;
  bool NamesState(const std::string& name, const std::string& code) const;
  // The title, in the brief's language, of the office by which a text in `lang` calls a person; ""
  // when it does so by none, or by one of several.
  std::string OfficeOf(const EntityRef& party, const std::string& lang) const;

  const Phrases& phrases_;
  std::map<std::string, std::string, std::less<>> by_entity_, by_code_;
  Romaniser romaniser_;
  std::map<std::string, std::string, std::less<>> elsewhere_;  // by entity: in another language
  std::map<std::string, std::vector<std::string>, std::less<>>
      forms_;  // by entity: how a text may name it
  std::map<std::string, std::vector<std::string>, std::less<>> by_code_forms_;
  std::map<std::string, std::string, std::less<>> offices_;  // title by id
  // By person: the offices held at any time; by office: every title by "id lang".
  std::map<std::string, std::set<std::string>, std::less<>> held_;
  std::map<std::string, std::vector<std::string>, std::less<>> titles_;
};

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_NAMES_H_
