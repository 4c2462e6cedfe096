#include <filesystem>

#include "base/file.h"
#include "cli/watch.h"

namespace bongsu::cli {
std::vector<std::string> WatchFolders(const Settings& settings, const WatchArguments& arguments) {
  if (!arguments.folders.empty()) return arguments.folders;
  return {(std::filesystem::path(settings.data_dir) / "../watches").lexically_normal().string(),
          settings.workspace + "/watches"};
}

Result<std::unique_ptr<WatchDesk>> WatchDesk::Open(const Settings& settings,
                                                   const WatchArguments& arguments,
                                                   store::Mode mode, const std::string& command,
                                                   const std::string& only) {
  std::unique_ptr<WatchDesk> desk(new WatchDesk);
  BONGSU_RETURN_IF_ERROR(desk->Load(settings, arguments, mode, command, only));
  BONGSU_RETURN_IF_ERROR(desk->LoadBoard());
  return desk;
}

Result<std::unique_ptr<WatchDesk>> WatchDesk::OpenWithoutBoard(const Settings& settings,
                                                               const WatchArguments& arguments,
                                                               const std::string& command) {
  std::unique_ptr<WatchDesk> desk(new WatchDesk);
  BONGSU_RETURN_IF_ERROR(desk->Load(settings, arguments, store::Mode::kRead, command, {}));
  return desk;
}

Status WatchDesk::Load(const Settings& settings, const WatchArguments& arguments, store::Mode mode,
                       const std::string& command, const std::string& only) {
  const std::string on = arguments.on.empty() ? Now(settings).substr(0, 10) : arguments.on;
  const auto day = watch::ParseDayNumber(on);
  if (!day) return {ErrorCode::kInvalidArgument, "--on \"" + on + "\" is not a date (YYYY-MM-DD)"};
  on_ = *day;
  BONGSU_ASSIGN_OR_RETURN(lexicon_, lexicon::Lexicon::Load(LexiconFolders(settings)));
  const watch::SituationWords words(*lexicon_);
  if (only.empty()) {
    BONGSU_ASSIGN_OR_RETURN(situations_,
                            watch::LoadSituations(WatchFolders(settings, arguments), &words));
  } else {
    BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(only, lexicon::kMaxYamlBytes));
    BONGSU_ASSIGN_OR_RETURN(watch::Situation situation, watch::ParseSituation(text, only, &words));
    situations_.push_back(std::move(situation));
  }
  if (situations_.empty())
    return {ErrorCode::kNotFound, "no situation is named; `bongsu watch new ID` makes one"};
  BONGSU_ASSIGN_OR_RETURN(ledger_, regime::Ledger::Load(LexiconFolders(settings)));
  BONGSU_ASSIGN_OR_RETURN(words_, WordsIn(arguments.in));
  BONGSU_ASSIGN_OR_RETURN(store_, OpenStore(settings, arguments.store, mode, command));
  BONGSU_ASSIGN_OR_RETURN(outbox_, watch::Outbox::Open(settings.workspace + "/watch.jsonl"));
  return {};
}

Result<const Words*> WatchDesk::WordsIn(const std::string& lang) {
  if (lang.empty()) return words_;
  std::unique_ptr<Words>& words = all_words_[lang];
  if (words == nullptr) {
    BONGSU_ASSIGN_OR_RETURN(report::Phrases phrases,
                            report::Phrases::FromTable(lexicon_->table("report.phrases"), lang));
    words = std::make_unique<Words>(std::move(phrases), *lexicon_);
  }
  return static_cast<const Words*>(words.get());
}

Status WatchDesk::LoadBoard() {
  board_ = std::make_unique<watch::Board>(situations_, ledger_.get());
  BONGSU_RETURN_IF_ERROR(
      store_->ScanReports([&](const store::NarrowReport& report) { return board_->Add(report); },
                          [&](const store::NarrowReport& report, store::StoredEvent&& whole) {
                            board_->Add(report, whole.event);
                            return Status();
                          }));
  BONGSU_ASSIGN_OR_RETURN(const auto readings, store_->Readings());
  for (const store::Reading& reading : readings)
    if (reading.known) board_->AddReading(*reading.known, reading.outlet, reading.documents);
  return {};
}

void WatchDesk::Run(const std::function<void(const watch::BoardDay&)>& each, watch::Detail detail) {
  board_->Run(on_, each, detail);
}

Result<size_t> WatchDesk::Find(const std::string& id) const {
  std::string known;
  for (size_t i = 0; i < situations_.size(); ++i) {
    if (situations_[i].id == id) return i;
    known += (known.empty() ? "" : ", ") + situations_[i].id;
  }
  return {ErrorCode::kNotFound, id + ": no such situation; there are " + known};
}

report::WatchLine WatchDesk::LineOf(const watch::BoardDay& day, size_t situation) const {
  report::WatchLine line{
      &situations_[situation], &day.situations[situation], day.day, board_->uncovered_since(), {}};
  const auto& notes = outbox_.acknowledged();
  const auto it = notes.find(situations_[situation].id);
  if (it == notes.end()) return line;
  const auto acknowledged_on = watch::ParseDayNumber(it->second.day);
  // More fires have ended it, even if they have gone out since.
  if (acknowledged_on && *acknowledged_on <= day.day &&
      board_->MostFires(situation, *acknowledged_on) <= it->second.fires)
    line.acknowledged = phrases().Fill(
        "watch.acknowledged",
        {{"who", it->second.who}, {"day", it->second.day}, {"reason", it->second.reason}});
  return line;
}

}  // namespace bongsu::cli
