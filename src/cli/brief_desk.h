// What a brief is made of, fetched: from the workspace, for a situation, a dyad or a period; or
// from one file, coded on the spot.
#ifndef BONGSU_CLI_BRIEF_DESK_H_
#define BONGSU_CLI_BRIEF_DESK_H_

#include <memory>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/watch.h"
#include "report/brief_compose.h"
#include "report/brief_officials.h"

namespace bongsu::cli {

struct BriefArguments {
  std::string situation, doc, since, until, lang = "ko", format = "md", output, ics, check, date,
                                            last;
  std::vector<std::string> dyad, watches;
  size_t quote_limit = 300, events = 12;
  double min_confidence = 0.5;
  StoreSettings store{"30s"};
};

// Everything a brief is composed from. Not movable: the parts refer to one another.
class BriefDesk {
 public:
  static Result<std::unique_ptr<BriefDesk>> Open(const Settings& settings,
                                                 const BriefArguments& arguments);

  const report::BriefMaterial& material() const { return material_; }
  const report::Phrases& phrases() const { return *phrases_; }
  const report::PartyNames& names() const { return *names_; }
  const lexicon::Lexicon& lexicon() const { return *lexicon_; }
  // Records of the brief that announce something for a day after it, for a calendar.
  std::vector<store::StoredEvent> Planned() const;

 private:
  BriefDesk() = default;
  // --last: an earlier brief, or its day.
  Status LoadLast(const BriefArguments& arguments);
  Status LoadWords(const Settings& settings, const BriefArguments& arguments);
  Status LoadDocument(const Settings& settings, const BriefArguments& arguments);
  Status LoadPeriod(const Settings& settings, const BriefArguments& arguments);
  Status LoadSituation(const Settings& settings, const BriefArguments& arguments);

  // Of the documents that could not be coded those whose title names all parties of the situation.
  void FindUnreadOnIt(const std::vector<store::StoredDocument>& documents);

  // Who a document names with an office where it reports a meeting.
  void AddOfficials(const report::OfficialFinder& finder, const Document& document,
                    const store::StoredEvent& record);
  Status FindOfficials(store::Store& store);

  std::shared_ptr<const lexicon::Lexicon> lexicon_;
  std::unique_ptr<report::Phrases> phrases_;
  std::unique_ptr<report::PartyNames> names_;
  std::unique_ptr<regime::Ledger> ledger_;
  std::unique_ptr<WatchDesk> watch_;
  std::vector<store::StoredEvent> events_, history_;
  std::vector<report::NamedOfficial> officials_;
  std::vector<report::UnreadDocument> unread_on_it_;
  report::BriefBoard board_;
  std::optional<report::Brief> last_;
  report::BriefMaterial material_;
};

}  // namespace bongsu::cli

#endif  // BONGSU_CLI_BRIEF_DESK_H_
