// The static site of a workspace: what `bongsu site` writes (docs/site.md). Pages are whole without
// a script; the script in web/ turns their data into charts and answers the search.
#ifndef BONGSU_REPORT_SITE_SITE_H_
#define BONGSU_REPORT_SITE_SITE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bongsu/result.h"
#include "lexicon/lexicon.h"
#include "regime/ledger.h"
#include "store/store.h"
#include "watch/board.h"

namespace bongsu::report::site {

struct SiteOptions {
  std::string title;  // of the site; empty: the words' own
  std::vector<std::string> langs = {"ko", "en", "ja"};
  size_t quote_limit = 300;   // characters of a source that an event page quotes
  bool full_text = false;     // publish the whole text of each source below its quotation
  bool jekyll = false;        // front matter, layout and collections instead of whole pages
  std::string address;        // where the site will lie, for feeds; http or https; may be empty
  std::string now;            // YYYY-MM-DDTHH:MM:SSZ: in feeds and calendars
  std::string web;            // folder of the built script and style
  store::EventFilter filter;  // which events get pages
  int threads = 1;
  std::function<bool()> interrupted;             // asked between pages; may be empty
  std::function<void(uint64_t, uint64_t)> told;  // progress: pages done, of how many; may be empty
};

// The fires of a situation changed.
struct FireChange {
  watch::DayNumber day = 0;
  int from = watch::kCalm, to = watch::kCalm;
  std::vector<std::string> movers;  // ids of records, gravest first; a few
};

// What the site keeps of the board's days. Before the first one all situations are calm.
class FireLog {
 public:
  explicit FireLog(size_t situations = 0) : changes_(situations) {
    last_.situations.resize(situations);
  }
  // A day of the board, in order; with as many situations as were named.
  void Take(const watch::BoardDay& day);

  bool empty() const { return days_ == 0; }
  watch::DayNumber first() const { return first_; }
  const watch::BoardDay& last() const { return last_; }
  // Of a situation by its index, in order of day; the first tells how it stood at the beginning.
  const std::vector<FireChange>& changes(size_t situation) const { return changes_[situation]; }
  // Since when coverage was lost on the last day.
  std::optional<watch::DayNumber> uncovered_since() const { return uncovered_since_; }

 private:
  size_t days_ = 0;
  watch::DayNumber first_ = 0;
  watch::BoardDay last_;
  std::vector<std::vector<FireChange>> changes_;
  std::optional<watch::DayNumber> uncovered_since_;
};

struct SiteInput {
  store::Store& store;
  const lexicon::Lexicon& lexicon;
  const regime::Ledger& ledger;
  const std::vector<watch::Situation>& situations;
  const FireLog& fires;
  watch::DayNumber on =
      0;  // the day as of which the site speaks: what became known later is left out
};

struct SiteCounts {
  uint64_t events = 0, pages = 0, written = 0, unchanged = 0, removed = 0, bytes = 0;
};

// Writes the site into `folder`, which must be empty, missing, or an earlier site of bongsu: files
// of others are never touched, what did not change is not written, what is no longer part of the
// site is removed. The same workspace, options and day give the same bytes. kInvalidArgument for a
// folder with other files, a language that is none, or an address that is none; kNotFound when the
// built script is missing; kInterrupted; kIoError.
Result<SiteCounts> WriteSite(const SiteInput& input, const SiteOptions& options,
                             const std::string& folder);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_SITE_H_
