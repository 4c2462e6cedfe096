// When: date expressions of a sentence, resolved against the day of publication (codebook section
// 1, `date`, `due`).
#ifndef BONGSU_CODING_DATES_H_
#define BONGSU_CODING_DATES_H_

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/span.h"
#include "lexicon/lexicon.h"
#include "text/trie.h"

namespace bongsu::coding {

struct FoundDate {
  EventDate date;  // basis stated or relative
  ByteSpan text;
  bool coming = false;  // after the day of publication
  // Of a day without a year and without a word that says which ("18일"): the next one after
  // publication. `date` is the last one.
  std::optional<EventDate> next = std::nullopt;
};

// Immutable, safe for concurrent use.
class DateFinder {
 public:
  DateFinder(const lexicon::Lexicon& lexicon, std::string_view lang);

  // The date expressions of text[range] in order. `published` is YYYY-MM-DD or empty; what needs it
  // is then left out. A day or month without a year is the nearest one not after publication (a day
  // has the one after it as `next`), or, after a word that says so ("오는"), the nearest after it.
  void Find(std::string_view text, ByteSpan range, const std::string& published,
            std::vector<FoundDate>& out) const;

 private:
  enum class Kind : uint8_t {
    kYear,
    kMonth,
    kDay,
    kRelDay,
    kRelWeek,
    kRelMonth,
    kRelYear,
    kPast,
    kComing,
    kSpan,
    kAgoDay,
    kAgoWeek,
    kAgoMonth,
    kAgoYear
  };
  struct Entry {
    Kind kind;
    int value;
  };
  static std::pair<std::chrono::sys_days, std::chrono::sys_days> Ago(std::chrono::sys_days today,
                                                                     Kind kind, int number);
  std::pair<size_t, uint32_t> UnitAt(std::string_view text) const;
  std::vector<Entry> entries_;
  text::Trie trie_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_DATES_H_
