// Indices of how much is written of danger, by words alone, beside what is counted from events:
// after the geopolitical risk index (Caldara and Iacoviello 2022, American Economic Review 112(4))
// and after the index of risk around North Korea (Jung, Lee and Lee). What the words are is
// data/indices/; what a document is taken for depends on its text alone, so an index can be worked
// out again from the stored sources.
//
// What it cannot tell: who did what, whether it was denied, or a film from a war.
#ifndef BONGSU_WATCH_KEYWORD_INDEX_H_
#define BONGSU_WATCH_KEYWORD_INDEX_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bongsu/document.h"
#include "bongsu/result.h"
#include "lexicon/lexicon.h"
#include "watch/board.h"

namespace bongsu::watch {

enum class IndexSense : uint8_t { kThreat, kAct, kTension, kEasing };

// Immutable; safe for concurrent use.
class KeywordIndex {
 public:
  struct Category {
    std::string id;
    IndexSense sense = IndexSense::kThreat;
    std::vector<uint32_t> sets, never;
    std::array<int, 3> near{};  // English words, Korean eojeol, Japanese characters; 0: anywhere
  };

  // kNotFound names the indices there are.
  static Result<KeywordIndex> Load(const lexicon::Lexicon& lexicon, std::string_view index);

  const std::vector<Category>& categories() const { return categories_; }
  // Whether it is a balance (tension less easing), else a share.
  bool balance() const { return categories_[0].sense >= IndexSense::kTension; }

  // The categories, a bit each, that a text of a language counts for; ko, en or ja, else none.
  uint32_t Of(std::string_view text, std::string_view lang) const;
  // The same of the title and all blocks.
  uint32_t Of(const Document& document) const;

 private:
  struct Form {
    std::vector<std::string> words;  // one in Japanese
    bool open = false;               // the last word may go on
    uint32_t set = 0;
  };
  using Places = std::vector<std::vector<int>>;  // of each set, rising
  Places FindWords(std::string_view text, size_t lang) const;
  Places FindAnywhere(std::string_view text) const;

  std::vector<Category> categories_;
  std::map<std::string, uint32_t, std::less<>> sets_;
  std::array<std::vector<Form>, 3> forms_;                                  // by language
  std::array<std::unordered_map<std::string, std::vector<size_t>>, 3> by_;  // first word
  size_t longest_ = 0;                                                      // first word, bytes
};

// What is known of a document for an index.
struct IndexedDocument {
  DayNumber known = 0;
  std::string outlet;
  uint32_t categories = 0;
};

struct IndexRow {
  std::string period;            // YYYY-MM, or a day (of a week its Monday)
  int64_t documents = 0;         // read
  std::vector<int64_t> matched;  // of each category
  size_t outlets = 0;            // with documents
  // Normalised to 100 on average over all periods. Threats and acts apart of a share (gpr); 0 of a
  // balance.
  double index = 0, threats = 0, acts = 0;
};

enum class IndexStep : uint8_t { kDay, kWeek, kMonth };
std::string PeriodOf(DayNumber day, IndexStep step);

// Rows of the periods that have documents, in order.
// A share: documents of any category over all documents of the period, all outlets together, 100
// being the mean over the periods; threats and acts likewise on the same scale, so that they may
// add up to more than the index.
// A balance: for each outlet and period x = (tension - easing) / documents; shifted by the least of
// all x, so that none is negative; divided by the outlet's standard deviation over its periods
// (an outlet whose x never changes is left out while others do); averaged over the outlets of the
// period; 100 being the mean over the periods (Baker, Bloom and Davis 2016).
std::vector<IndexRow> IndexRows(const KeywordIndex& index,
                                const std::vector<IndexedDocument>& documents, IndexStep step);

}  // namespace bongsu::watch

#endif  // BONGSU_WATCH_KEYWORD_INDEX_H_
