#include "cli/brief_desk.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/day.h"
#include "base/file.h"
#include "cli/engine.h"
#include "cli/pipeline.h"
#include "coding/outlets.h"
#include "document/reader.h"
#include "report/brief_render.h"

namespace bongsu::cli {
namespace {

using store::StoredEvent;

constexpr int kDaysOfSituation = 7;  // of a brief on a situation without --since
constexpr size_t kMoversQuoted = 12;
constexpr size_t kMostUnreadTold = 5;
constexpr size_t kMeetingsRead = 100;  // whose documents are read again for who took part

std::string DayBefore(const std::string& day, int days) {
  const auto parsed = base::ParseDay(day);
  return parsed ? base::FormatDay(*parsed - std::chrono::days(days)) : day;
}

std::vector<std::string> Upper(std::vector<std::string> codes) {
  for (std::string& code : codes)
    for (char& c : code)
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return codes;
}

bool IsUnreadIn(const store::StoredDocument& d, const std::string& since,
                const std::string& until) {
  return d.current && !d.note.empty() && (since.empty() || d.published >= since) &&
         (until.empty() || d.published <= until);
}

// Languages of the period whose documents no analyser reads, with how many: "ja 12".
std::vector<std::string> Unread(const std::vector<store::StoredDocument>& documents,
                                const std::string& since, const std::string& until) {
  std::map<std::string, size_t> counts;
  for (const store::StoredDocument& d : documents)
    if (IsUnreadIn(d, since, until)) ++counts[d.lang.empty() ? "und" : d.lang];
  std::vector<std::string> unread;
  for (const auto& [lang, count] : counts) unread.push_back(lang + " " + std::to_string(count));
  return unread;
}

// How titles name two states: by their names, or by the letters for both side by side ("露朝").
class TitleNames {
 public:
  TitleNames(const lexicon::Lexicon& lexicon, const std::vector<std::string>& codes) {
    const lexicon::Table names = lexicon.table("names");
    for (size_t r = 0; r < names.rows(); ++r)
      for (size_t side = 0; side < kSides; ++side) {
        if (names.cell(r, 0) != "state:" + codes[side]) continue;
        Forms& forms = by_lang_[std::string(names.cell(r, 1))];
        if (names.cell(r, 3) == "letter")
          forms.letters[side].emplace_back(names.cell(r, 2));
        else if (names.cell(r, 4).empty())
          forms.names[side].emplace_back(names.cell(r, 2));
      }
  }

  bool AreIn(const std::string& title, const std::string& lang) const {
    const auto it = by_lang_.find(lang);
    if (it == by_lang_.end()) return false;
    const auto& [names, letters] = it->second;
    const auto named = [&](const std::vector<std::string>& forms) {
      return std::any_of(forms.begin(), forms.end(),
                         [&](const std::string& f) { return title.find(f) != title.npos; });
    };
    if (named(names[0]) && named(names[1])) return true;
    for (const std::string& a : letters[0])
      for (const std::string& b : letters[1])
        if (title.find(a + b) != title.npos || title.find(b + a) != title.npos) return true;
    return false;
  }

 private:
  static constexpr size_t kSides = 2;
  struct Forms {
    std::array<std::vector<std::string>, kSides> names, letters;
  };
  std::map<std::string, Forms> by_lang_;
};

}  // namespace

Result<std::unique_ptr<BriefDesk>> BriefDesk::Open(const Settings& settings,
                                                   const BriefArguments& arguments) {
  const int subjects =
      !arguments.situation.empty() + !arguments.dyad.empty() + !arguments.doc.empty();
  if (subjects > 1)
    return {ErrorCode::kInvalidArgument, "a brief is on one of SITUATION, --dyad and --doc"};
  std::unique_ptr<BriefDesk> desk(new BriefDesk);
  desk->material_.since = arguments.since;
  desk->material_.until = arguments.until;
  desk->material_.dyad = Upper(arguments.dyad);
  desk->material_.quote_limit = arguments.quote_limit;
  desk->material_.key_events = arguments.events;
  desk->material_.min_confidence = arguments.min_confidence;
  BONGSU_RETURN_IF_ERROR(desk->LoadLast(arguments));
  BONGSU_RETURN_IF_ERROR(desk->LoadWords(settings, arguments));
  if (!arguments.doc.empty())
    BONGSU_RETURN_IF_ERROR(desk->LoadDocument(settings, arguments));
  else if (!arguments.situation.empty())
    BONGSU_RETURN_IF_ERROR(desk->LoadSituation(settings, arguments));
  else
    BONGSU_RETURN_IF_ERROR(desk->LoadPeriod(settings, arguments));
  desk->material_.events = desk->events_;
  desk->material_.history = desk->history_;
  desk->material_.officials = desk->officials_;
  desk->material_.unread_on_it = desk->unread_on_it_;
  desk->material_.ledger = desk->ledger_.get();
  return desk;
}

Status BriefDesk::LoadLast(const BriefArguments& arguments) {
  if (arguments.last.empty()) return {};
  if (!arguments.doc.empty())
    return {ErrorCode::kInvalidArgument, "--last: a brief on one document has none before it"};
  if (base::ParseDay(arguments.last)) {
    if (!arguments.until.empty() && arguments.last > arguments.until)
      return {ErrorCode::kInvalidArgument,
              "--last " + arguments.last + " lies after --until " + arguments.until};
    material_.last_day = arguments.last;
    return {};
  }
  BONGSU_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadFile(arguments.last, report::kMaxBriefBytes));
  BONGSU_ASSIGN_OR_RETURN(last_, report::ParseBriefJson(text, arguments.last));
  if (last_->situation != arguments.situation || last_->dyad != material_.dyad ||
      !last_->doc.empty())
    return {
        ErrorCode::kInvalidArgument,
        "--last " + arguments.last + ": a brief on something else (situation, dyad or document)"};
  material_.last = &*last_;
  return {};
}

Status BriefDesk::LoadWords(const Settings& settings, const BriefArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(lexicon_, lexicon::Lexicon::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(
      report::Phrases phrases,
      report::Phrases::FromTable(lexicon_->table("report.phrases"), arguments.lang));
  phrases_ = std::make_unique<report::Phrases>(std::move(phrases));
  names_ = std::make_unique<report::PartyNames>(*phrases_, *lexicon_);
  BONGSU_ASSIGN_OR_RETURN(ledger_, regime::Ledger::Load(LexiconFolders(settings)));
  return {};
}

Status BriefDesk::LoadDocument(const Settings& settings, const BriefArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Input> inputs, ExpandInputs({arguments.doc}));
  if (inputs.size() != 1)
    return {ErrorCode::kInvalidArgument, arguments.doc + ": --doc takes one document"};
  const coding::Outlets outlets(*lexicon_);
  PipelineOptions options;
  options.date = arguments.date;
  options.threads = 1;
  Status read;
  BONGSU_RETURN_IF_ERROR(Run(*engine.coder, inputs, options, [&](Processed&& p) -> Status {
    if (!p.status.ok()) return p.status;
    if (!p.coded.note.empty()) material_.unread = {p.document.lang + " 1"};
    for (Event& event : p.coded.events) {
      StoredEvent& record = events_.emplace_back();
      record.published = p.document.published.date;
      record.day = event.date && !event.date->from.empty() ? event.date->from : record.published;
      record.doc_title = p.document.title;
      record.url = p.document.url;
      record.outlet = p.document.outlet;
      record.source = corpus::SourceOf(event, outlets);
      record.event = std::move(event);
    }
    material_.doc = p.document.id;
    const report::OfficialFinder finder(*lexicon_);
    for (const StoredEvent& record : events_) AddOfficials(finder, p.document, record);
    return {};
  }));
  return read;
}

Status BriefDesk::LoadPeriod(const Settings& settings, const BriefArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const auto store,
                          OpenStore(settings, arguments.store, store::Mode::kRead, "brief"));
  BONGSU_ASSIGN_OR_RETURN(events_, store->EventsForBrief(arguments.since, arguments.until));
  BONGSU_ASSIGN_OR_RETURN(const auto documents, store->Documents());
  material_.unread = Unread(documents, arguments.since, arguments.until);
  return FindOfficials(*store);
}

Status BriefDesk::LoadSituation(const Settings& settings, const BriefArguments& arguments) {
  WatchArguments watched;
  watched.on = arguments.until;
  watched.in = arguments.lang;
  watched.folders = arguments.watches;
  watched.store = arguments.store;
  BONGSU_ASSIGN_OR_RETURN(watch_, WatchDesk::Open(settings, watched, store::Mode::kRead, "brief"));
  BONGSU_ASSIGN_OR_RETURN(const size_t index, watch_->Find(arguments.situation));
  material_.situation = &watch_->situations()[index];
  material_.until = watch::FormatDayNumber(watch_->on());
  if (material_.since.empty()) material_.since = DayBefore(material_.until, kDaysOfSituation - 1);
  const auto since = watch::ParseDayNumber(material_.since);
  if (!since)
    return {ErrorCode::kInvalidArgument, "not a date (YYYY-MM-DD): `" + material_.since + "`"};
  const std::optional<watch::DayNumber> last =
      watch::ParseDayNumber(last_ ? last_->until : material_.last_day);
  watch_->Run(
      [&](const watch::BoardDay& day) {
        if (day.day >= *since - 1)
          board_.days.push_back({day.day, day.covered, day.situations[index]});
        if (last == day.day) board_.last = {day.day, day.covered, day.situations[index]};
      },
      watch::Detail::kEveryDay);  // the charts show every day's interval
  if (last && !board_.last)
    return {ErrorCode::kInvalidArgument,
            "--last: nothing was known by " + watch::FormatDayNumber(*last)};
  if (last_ && board_.last && last_->fires > 0)
    board_.last->state.fires = last_->fires;  // as that brief told it
  material_.board = &board_;
  BONGSU_RETURN_IF_ERROR(watch_->store().QueryReports(
      {},
      [&](StoredEvent&& e) {
        // What happened in the period is told also when it was reported after it; the fires and
        // what became of promises are as they were known on its last day.
        if (!e.day.empty() && e.day >= material_.since && e.day <= material_.until)
          events_.push_back(e);
        const auto known = watch::KnownOn(e);
        if (known && *known <= watch_->on()) history_.push_back(std::move(e));
        return Status();
      },
      true));
  if (!board_.days.empty()) {
    const auto& movers = board_.days.back().state.movers;
    std::set<std::string> wanted;
    for (size_t i = 0; i < std::min(movers.size(), kMoversQuoted); ++i)
      wanted.insert(movers[i].event);
    for (const StoredEvent& e : history_)
      if (wanted.contains(e.event.id)) board_.movers.push_back(e);
  }
  BONGSU_ASSIGN_OR_RETURN(const auto documents, watch_->store().Documents());
  material_.unread = Unread(documents, material_.since, material_.until);
  FindUnreadOnIt(documents);
  return FindOfficials(watch_->store());
}

void BriefDesk::FindUnreadOnIt(const std::vector<store::StoredDocument>& documents) {
  const std::vector<std::string>& parties = material_.situation->parties;
  if (parties.size() != 2) return;
  const TitleNames names(*lexicon_, parties);
  for (const store::StoredDocument& d : documents)
    if (unread_on_it_.size() < kMostUnreadTold && IsUnreadIn(d, material_.since, material_.until) &&
        names.AreIn(d.title, d.lang))
      unread_on_it_.push_back(
          {d.doc, d.lang,
           phrases_->List({names_->OfCode(parties[0]), names_->OfCode(parties[1])})});
}

void BriefDesk::AddOfficials(const report::OfficialFinder& finder, const Document& document,
                             const StoredEvent& record) {
  if (record.event.event != "CONSULT") return;
  for (report::NamedOfficial& official : finder.Find(
           document, record.event, record.published.empty() ? record.day : record.published))
    officials_.push_back(std::move(official));
}

Status BriefDesk::FindOfficials(store::Store& store) {
  const report::OfficialFinder finder(*lexicon_);
  size_t read = 0;
  for (const StoredEvent& record : events_) {
    if (record.event.event != "CONSULT" || !report::Concerns(material_, record)) continue;
    if (++read > kMeetingsRead) break;
    auto source = store.Source(record.source_hash);
    if (!source) continue;  // the evidence stands in the record; the names are an addition
    document::ReadOptions options;
    options.id = record.event.doc;
    options.lang = record.event.lang;
    if (const auto document = document::ReadDocument(std::move(*source), options))
      AddOfficials(finder, *document, record);
  }
  return {};
}

std::vector<StoredEvent> BriefDesk::Planned() const {
  std::vector<StoredEvent> planned;
  for (const StoredEvent& record : events_)
    if (record.event.due && report::Concerns(material_, record) &&
        (material_.until.empty() || record.event.due->to > material_.until))
      planned.push_back(record);
  return planned;
}

}  // namespace bongsu::cli
