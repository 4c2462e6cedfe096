// How many: counts of a sentence, among them casualties and the range and payload of missiles
// (codebook section 1, `quantity`, `casualties`, `thresholds`).
#ifndef BONGSU_CODING_QUANTITIES_H_
#define BONGSU_CODING_QUANTITIES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/span.h"
#include "lexicon/lexicon.h"
#include "text/trie.h"

namespace bongsu::coding {

struct FoundQuantity {
  Quantity quantity;  // `of` is left to the caller
  ByteSpan text;
  // What is counted beside things: people and what became of them, or what a missile can do (range
  // in km, payload in kg).
  enum class Role : uint8_t { kCount, kDead, kInjured, kRange, kPayload } role = Role::kCount;
  CountRange range;  // low and high; open where the text says at least or at most
};

// Immutable, safe for concurrent use.
class QuantityFinder {
 public:
  QuantityFinder(const lexicon::Lexicon& lexicon, std::string_view lang);
  // The numbers with a known unit in text[range], in order: digits with commas or points, and
  // multiplying words.
  void Find(std::string_view text, ByteSpan range, std::vector<FoundQuantity>& out) const;

 private:
  enum class Kind : uint8_t {
    kNumber,
    kUnit,
    kDead,
    kInjured,
    kLeast,
    kLeastAfter,
    kMost,
    kAbout,
    kRange,
    kPayload
  };
  struct Entry {
    Kind kind = Kind::kUnit;
    double factor = 0;
    std::string_view unit;
  };
  FoundQuantity::Role FateBehind(std::string_view text, size_t pos, size_t end) const;
  std::vector<Entry> entries_;
  text::Trie trie_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_QUANTITIES_H_
