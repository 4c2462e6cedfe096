// What the steps of `bongsu watch` share: situations, the store's reports, the board worked out.
#ifndef BONGSU_CLI_WATCH_H_
#define BONGSU_CLI_WATCH_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/open_store.h"
#include "regime/ledger.h"
#include "report/brief_names.h"
#include "report/watch_text.h"
#include "watch/outbox.h"

namespace bongsu::cli {

struct WatchArguments {
  std::string id, file, on, since, in = "ko", format = "table", who, reason, list, every;
  std::string by = "all", per = "day", dyad;  // of series
  std::string index_per = "month";
  bool compare = false;
  std::vector<std::string> folders;  // --watches
  bool again = false;                // --again
  StoreSettings store{"30s"};
};

// The words of one language.
struct Words {
  Words(report::Phrases all, const lexicon::Lexicon& lexicon)
      : phrases(std::move(all)), names(phrases, lexicon) {}
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;
  report::Phrases phrases;
  report::PartyNames names;
};

// Everything open and loaded. Not movable: the parts refer to one another.
class WatchDesk {
 public:
  // With `only`, the situations of that file instead of the folders'.
  static Result<std::unique_ptr<WatchDesk>> Open(const Settings& settings,
                                                 const WatchArguments& arguments, store::Mode mode,
                                                 const std::string& command,
                                                 const std::string& only = {});

  // For what needs no board; for reading.
  static Result<std::unique_ptr<WatchDesk>> OpenWithoutBoard(const Settings& settings,
                                                             const WatchArguments& arguments,
                                                             const std::string& command);

  // Works the board out up to the day asked for (--on, else today).
  void Run(const std::function<void(const watch::BoardDay&)>& each,
           watch::Detail detail = watch::Detail::kChanges);
  // The day asked for alone; without situations when nothing is known by then.
  watch::BoardDay Last() { return board_->At(on_); }

  // The index of a situation. kNotFound names those there are.
  Result<size_t> Find(const std::string& id) const;

  report::WatchLine LineOf(const watch::BoardDay& day, size_t situation) const;

  const std::vector<watch::Situation>& situations() const { return situations_; }
  store::Store& store() { return *store_; }
  // Of the language asked for (--in).
  const report::Phrases& phrases() const { return words_->phrases; }
  const report::PartyNames& names() const { return words_->names; }
  // Of another one; empty: the one asked for. Made at first use.
  Result<const Words*> WordsIn(const std::string& lang);
  const regime::Ledger* ledger() const { return ledger_.get(); }
  const lexicon::Lexicon& lexicon() const { return *lexicon_; }
  watch::DayNumber on() const { return on_; }
  // Since when coverage was lost on the day last worked out; empty: covered.
  std::optional<watch::DayNumber> uncovered_since() const { return board_->uncovered_since(); }
  watch::Outbox& outbox() { return outbox_; }

 private:
  WatchDesk() = default;
  Status Load(const Settings& settings, const WatchArguments& arguments, store::Mode mode,
              const std::string& command, const std::string& only);
  Status LoadBoard();

  std::shared_ptr<const lexicon::Lexicon> lexicon_;
  std::unique_ptr<regime::Ledger> ledger_;
  std::map<std::string, std::unique_ptr<Words>> all_words_;
  const Words* words_ = nullptr;
  std::unique_ptr<store::Store> store_;
  std::vector<watch::Situation> situations_;
  std::unique_ptr<watch::Board> board_;
  watch::Outbox outbox_;
  watch::DayNumber on_ = 0;
};

// Where situations lie: --watches, else those beside the lexicon's text and those of the workspace.
std::vector<std::string> WatchFolders(const Settings& settings, const WatchArguments& arguments);

// --since, nullopt when it is not given.
Result<std::optional<watch::DayNumber>> SinceDay(const WatchArguments& arguments);

// The steps `series`, `index` and `run`.
Status ShowIndex(const Settings& settings, const WatchArguments& arguments);
Status ShowSeries(const Settings& settings, const WatchArguments& arguments);
Status RunWatch(const Settings& settings, const WatchArguments& arguments);
// The step `deliver`: one pass over the receivers of receivers.yaml, and a line about each on
// stdout. kIoError when somebody was not told everything.
Status DeliverAlerts(const Settings& settings, const WatchArguments& arguments);

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_WATCH_H_
