// Who is meant: mentions to coded parties (codebook section 4).
#ifndef BONGSU_CODING_ENTITIES_H_
#define BONGSU_CODING_ENTITIES_H_

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bongsu/event.h"
#include "language/clause.h"
#include "lexicon/lexicon.h"

namespace bongsu::coding {

// The code of a party that is named but not known.
inline constexpr std::string_view kUnresolved = "---";

// A coded party, with spans into the block text (the coder maps them to the source).
struct PartyRef {
  std::string_view code, sector;
  std::string_view entity;  // stable id
  size_t block = 0;         // of the document: what `text` is an offset into
  ByteSpan text;
  std::string_view kind;      // of the entity row: state, media, organisation ...; agent, person
  std::string_view role;      // of the agent word, if one heads the mention
  bool by_home = false;       // a common noun ("the police") taken for that of the paper's country
  std::string_view title;     // the agent word that heads it
  bool first_person = false;  // "we": the paper's country, or in a quotation the speaker's
  bool from_context = false;  // not named in the clause: whom the text spoke of before
  std::string how;            // how it was resolved; empty unless Context::explain
  bool resolved() const { return code != kUnresolved; }
};

// What has been named so far, so that "both countries" and "they" find their members. One per
// document and pass.
class Memory {
 public:
  // A section of the document begins: its predecessors' parties are kept apart, as a last resort.
  void NewSection();
  enum Prominence : uint8_t { kMentioned, kSubject, kTopic };
  // The parties of a noun phrase, and how prominent it is in its sentence.
  void Add(const std::vector<PartyRef>& parties, Prominence prominence);
  // The last party whose title ends like `title`: "이 위원장" after "이진숙 방송통신위원장".
  std::vector<PartyRef> LastTitled(std::string_view title) const;

  // The last person for whom `fits` holds.
  template <typename Fits>
  std::vector<PartyRef> LastPersonWho(Fits&& fits) const {
    for (const auto* entries : {&section_, &before_})
      for (size_t i = entries->size(); i-- > 0;)
        for (const PartyRef& p : (*entries)[i].parties)
          if (p.kind == "person" && fits(p)) return {p};
    return {};
  }

  // The last `size` distinct states named together, or else one after the other; empty when there
  // are fewer. Only those that fit count.
  std::vector<PartyRef> LastStates(
      size_t size, const std::function<bool(const PartyRef&)>& fits = [](const PartyRef&) {
        return true;
      }) const;
  // The last phrase that named several parties, preferring subjects; else the last subject.
  std::vector<PartyRef> LastGroup() const;
  std::vector<PartyRef> LastPerson() const;
  std::vector<PartyRef> LastSubject() const;
  // How often parties of the state or body `code` have been named so far in the document.
  size_t Named(std::string_view code) const;
  // True when the document has named no other state or body of one than `home`.
  bool NamesOnly(std::string_view home) const;
  // The state that the document has been about so far, where it names no other often and `home`
  // never; empty when there is none.
  std::string_view LocalState(std::string_view home) const;
  // The last phrase's parties that are none of `than` nor `ahead` of who asks, in this section,
  // else in the one before.
  template <typename Ahead>
  std::vector<PartyRef> LastOther(const std::vector<PartyRef>& than, Ahead&& ahead) const {
    for (const auto* entries : {&section_, &before_})
      for (size_t i = entries->size(); i-- > 0;) {
        std::vector<PartyRef> found;
        for (const PartyRef& p : (*entries)[i].parties)
          if (IsOther(p, than) && !ahead(p)) found.push_back(p);
        if (!found.empty()) return found;
      }
    return {};
  }

 private:
  static bool IsOther(const PartyRef& p, const std::vector<PartyRef>& than);
  struct Entry {
    std::vector<PartyRef> parties;
    Prominence prominence;
  };
  std::vector<Entry> section_, before_;
  std::unordered_map<std::string_view, size_t> named_;
};

// Immutable, safe for concurrent use.
class EntityResolver {
 public:
  EntityResolver(const lexicon::Lexicon& lexicon, std::string_view lang);

  // Where a name stands.
  struct Context {
    std::string_view text;  // what mentions' spans are offsets into
    std::string_view date;  // the document's; may be empty: offices of any time
    std::string_view home;  // the outlet's country
    const Memory& memory;
    bool explain = false;  // note in PartyRef::how how it was resolved, which takes time
  };

  // The parties that one member of a noun phrase names.
  std::vector<PartyRef> Resolve(const language::Party& party, const Context& context) const;

  // The party of a direction prefix (row of `<lang>.toward`); unresolved for an unknown code.
  PartyRef ResolveToward(uint32_t row, ByteSpan text, const Context& context) const;

 private:
  struct Office {
    uint32_t term, office;
  };
  std::string_view SectorWithoutOffice(std::string_view code) const;
  // The sector of the party `id` at the date: government or opposition.
  std::string_view PartySector(std::string_view id, std::string_view fallback,
                               std::string_view date) const;
  // The sector of a member of a party at the date, empty for none.
  std::string_view MemberSector(std::string_view person, std::string_view date) const;
  PartyRef FromEntity(uint32_t row, ByteSpan text, const Context& context) const;
  // Of several people of one name: who held an office of the title written behind it; then whose
  // state the text has named most; then who held the highest office of the day.
  bool FromPerson(const std::vector<uint32_t>& rows, ByteSpan text, std::string_view title,
                  const Context& context, PartyRef& out) const;
  // "Minister Shin": whoever of that surname was named before, else who holds such an office on the
  // day; nobody if there is none.
  std::vector<PartyRef> FromSurname(std::string_view surname, std::string_view title, ByteSpan text,
                                    const Context& context) const;
  bool HasSurname(std::string_view person, std::string_view surname) const;
  // Whose a common noun is that stands alone; `home` is that column of the agents' table.
  std::string_view LocalState(const Context& context) const;
  void PlaceBare(PartyRef& party, std::string_view home, const Context& context) const;
  std::vector<PartyRef> FromCollective(uint32_t row, ByteSpan text, const Context& context) const;
  std::vector<PartyRef> FromGroup(uint32_t row, ByteSpan text, const Context& context) const;

  lexicon::Table entities_, people_, offices_, terms_, agents_, collectives_, dyads_, toward_,
      institution_terms_, memberships_, homes_;
  size_t name_column_, title_column_;  // of people and of offices: the analyser's language
  std::unordered_map<std::string_view, uint32_t> office_rows_;                  // by id
  std::unordered_map<std::string_view, uint32_t> people_rows_;                  // by id
  std::unordered_map<std::string_view, std::vector<uint32_t>> memberships_of_;  // by person id
  std::unordered_map<std::string_view, uint32_t> entity_rows_, state_by_code_;
  std::unordered_map<std::string_view, std::vector<Office>> offices_of_;  // person id -> terms
  // Rows of `terms` by the first syllable of the holder's name.
  std::unordered_map<std::string_view, std::vector<uint32_t>> terms_by_initial_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_ENTITIES_H_
