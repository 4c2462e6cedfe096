// Words that qualify a clause: items of codebook section 6, contexts of section 3, and the word
// classes that rules and lexicon entries put conditions on.
#ifndef BONGSU_CODING_THINGS_H_
#define BONGSU_CODING_THINGS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/span.h"
#include "lexicon/lexicon.h"
#include "text/trie.h"

namespace bongsu::coding {

enum class ThingKind : uint8_t { kItem, kContext, kClass };

struct Thing {
  ThingKind kind;
  std::string_view name;  // of the lexicon: "missile_technology", "military", "sport"
  ByteSpan text;
};

// Finds things in a language's text, longest match first at each position, left to right. An item
// with a word of class technology_head right after it is the technology of that item
// (technology.tsv), and so are those it is joined with: "A and B related technology". Immutable.
class ThingFinder {
 public:
  ThingFinder(const lexicon::Lexicon& lexicon, std::string_view lang);
  // Appends the things of text[range] in text order.
  void Find(std::string_view text, ByteSpan range, std::vector<Thing>& out) const;

 private:
  struct Entry {
    std::vector<std::pair<ThingKind, std::string_view>> things;
  };
  void MakeTechnology(std::string_view text, size_t first, std::vector<Thing>& out) const;

  std::vector<Entry> entries_;
  text::Trie trie_;
  std::vector<std::pair<std::string_view, std::string_view>> technology_;  // of items, by item
};

// How much of a text speaks of politics, and how much of sport, markets, shows, travel and the like
// (domains.tsv, <lang>/apolitical.tsv): texts of the other kind are full of warlike words that are
// no events.
struct DomainCount {
  int political = 0, apolitical = 0;
  DomainCount& operator+=(const DomainCount& o) {
    political += o.political;
    apolitical += o.apolitical;
    return *this;
  }
};

// Immutable.
class DomainCounter {
 public:
  DomainCounter(const lexicon::Lexicon& lexicon, std::string_view lang);
  DomainCount Count(std::string_view text) const;

 private:
  text::Trie trie_;  // value 1: political, 0: apolitical
};

// True when a thing of that kind and name lies in `range`.
bool Has(const std::vector<Thing>& things, ThingKind kind, std::string_view name, ByteSpan range);

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_THINGS_H_
