// Who published a text: outlets by name and web address (data/outlets.tsv).
#ifndef BONGSU_CODING_OUTLETS_H_
#define BONGSU_CODING_OUTLETS_H_

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/string_map.h"
#include "bongsu/document.h"
#include "lexicon/lexicon.h"

namespace bongsu::coding {

struct Outlet {
  std::string_view id, name, country, kind;
  // A (completely reliable) to F (cannot be judged): the source as such, Admiralty code.
  std::string_view reliability;
};

// Immutable; safe for concurrent use. Points into the lexicon, which must outlive it.
class Outlets {
 public:
  explicit Outlets(const lexicon::Lexicon& lexicon);

  // By id, by a form as texts write it (letter case of ASCII does not matter), or by a domain or an
  // address; null when none is known.
  const Outlet* Find(std::string_view name) const;
  // By what the document says of its outlet, else by its address.
  const Outlet* Of(const Document& document) const;

 private:
  const Outlet* FindHost(std::string_view host) const;
  std::unordered_map<std::string_view, Outlet> by_id_;
  base::StringMap<const Outlet*> by_form_, by_domain_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_OUTLETS_H_
