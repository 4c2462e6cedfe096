// bongsu recode: the stored documents with the present program and lexicon, and what that changes.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "cli/command.h"
#include "cli/engine.h"
#include "cli/ingester.h"
#include "cli/open_store.h"
#include "cli/terminal.h"
#include "lexicon/difference.h"
#include "report/event_table.h"

namespace bongsu::cli {
namespace {

struct RecodeArguments {
  bool accept = false, all = false;
  StoreSettings store{"30s"};
};

struct Difference {
  uint64_t documents = 0, gained = 0, lost = 0, changed = 0, same = 0;
  uint64_t untouched = 0;  // documents that no change can touch
};

std::string Line(char sign, const Event& e) {
  const auto codes = [](const std::vector<EntityRef>& parties) {
    std::string out;
    for (const EntityRef& r : parties) out += (out.empty() ? "" : "+") + r.code + "/" + r.sector;
    return out;
  };
  std::string aux;
  for (const std::string& a : e.aux) aux += " " + a;
  return fmt::format("{} {}  {}  {} > {}{}  {}  {}\n", sign, report::TsvField(e.doc), e.event,
                     codes(e.actor), codes(e.recipient), aux, e.entry,
                     report::TsvField(e.trigger.text));
}

bool Overlap(ByteSpan a, ByteSpan b) { return a.begin < b.end && b.begin < a.end; }

// A record gone and one come about the same words are one that changed.
Status PrintDifference(const std::vector<Event>& before, const std::vector<Event>& now,
                       Difference* sum) {
  std::map<std::string, int> known;
  for (const Event& e : before) ++known[ToJson(e)];
  std::vector<const Event*> come, gone;
  for (const Event& e : now) {
    const auto it = known.find(ToJson(e));
    if (it != known.end() && it->second > 0) {
      --it->second;
      ++sum->same;
    } else {
      come.push_back(&e);
    }
  }
  for (const Event& e : before)
    if (auto it = known.find(ToJson(e)); it->second > 0) {
      --it->second;
      gone.push_back(&e);
    }
  for (const Event* old : gone) {
    const auto pair = std::find_if(come.begin(), come.end(), [&](const Event* e) {
      return Overlap(e->trigger.span, old->trigger.span);
    });
    BONGSU_RETURN_IF_ERROR(Print(Line(pair == come.end() ? '-' : '<', *old)));
    if (pair == come.end()) {
      ++sum->lost;
      continue;
    }
    BONGSU_RETURN_IF_ERROR(Print(Line('>', **pair)));
    ++sum->changed;
    come.erase(pair);
  }
  for (const Event* e : come) BONGSU_RETURN_IF_ERROR(Print(Line('+', *e)));
  sum->gained += come.size();
  return {};
}

std::vector<Input> StoredInputs(const std::vector<store::StoredDocument>& documents,
                                const std::string& workspace) {
  std::vector<Input> inputs;
  for (const store::StoredDocument& d : documents)
    if (d.current)
      inputs.push_back({d.doc, d.doc,
                        StoredSource{workspace + "/archive", d.location, d.lang, d.outlet,
                                     d.published, d.learned}});
  return inputs;
}

// Which documents the change of lexicon can touch, by what each was coded with.
class Touched {
 public:
  Touched(const std::string& workspace, const lexicon::Lexicon& now,
          const std::vector<store::StoredDocument>& documents) {
    for (const store::StoredDocument& d : documents) {
      if (!d.current || d.coded_version != BONGSU_VERSION) continue;
      const auto [it, fresh] = differences_.try_emplace(d.coded_lexicon);
      if (fresh)
        if (const auto before = KeptLexicon(workspace, d.coded_lexicon))
          it->second = lexicon::Compare(*before, now);
      // The same lexicon: who codes anew then has another program, of whatever version it says.
      if (it->second && it->second->rows > 0) by_document_[d.doc] = &*it->second;
    }
  }

  bool operator()(const Document& document) const {
    const auto it = by_document_.find(document.id);
    if (it == by_document_.end() || !it->second->anywhere.empty()) return true;
    std::string text = lexicon::Squeeze(document.title);
    for (const Block& block : document.blocks) text += "\n" + lexicon::Squeeze(block.text);
    return it->second->Touches(text);
  }

  // In words, a line for each lexicon that documents were coded with.
  std::string Told() const {
    std::string out;
    for (const auto& [checksum, d] : differences_)
      if (d && d->rows > 0)
        out +=
            d->anywhere.empty()
                ? fmt::format(
                      "since lexicon {}: {} rows changed; only documents with one of {} "
                      "words are coded\n",
                      checksum, d->rows, d->words.size())
                : fmt::format("since lexicon {}: {} rows changed, which may touch any text: {}\n",
                              checksum, d->rows, report::TsvField(d->anywhere));
    return out;
  }

 private:
  // By checksum; empty where the workspace does not hold the lexicon. Nodes stay in place.
  std::map<std::string, std::optional<lexicon::Difference>> differences_;
  std::unordered_map<std::string, const lexicon::Difference*> by_document_;
};

Status RunRecode(const Settings& settings, const RecodeArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  const corpus::OccurrenceModel occurrences(*engine.lexicon);
  const auto mode = arguments.accept ? store::Mode::kWrite : store::Mode::kRead;
  BONGSU_ASSIGN_OR_RETURN(auto options, MakeOpenOptions(settings, arguments.store, mode, "recode"));
  options.occurrences = &occurrences;
  bool opening = true;
  options.interrupted = [&opening] { return opening && Interrupted(); };
  BONGSU_ASSIGN_OR_RETURN(const auto store, store::Store::Open(settings.workspace, options));
  opening = false;
  BONGSU_ASSIGN_OR_RETURN(const auto documents, store->Documents());
  const std::vector<Input> inputs = StoredInputs(documents, settings.workspace);
  const Touched touched(settings.workspace, *engine.lexicon, documents);
  if (!settings.quiet) fmt::print(stderr, "{}", touched.Told());
  if (arguments.accept) BONGSU_RETURN_IF_ERROR(KeepLexicon(settings.workspace, *engine.lexicon));
  Ingester ingester(*store, {BONGSU_VERSION, engine.lexicon_checksum, "recode", options.now}, 500);
  Progress progress("recode", inputs.size(), settings.quiet);
  PipelineOptions pipeline;
  pipeline.threads = settings.threads;
  pipeline.ahead = kReadAhead;
  if (!arguments.all) pipeline.wanted = [&touched](const Document& d) { return touched(d); };
  Difference sum;
  Status status = Run(*engine.coder, inputs, pipeline, [&](Processed&& p) -> Status {
    progress.Advance(p.document.source.size(), p.coded.events.size());
    if (p.passed_over) {
      ++sum.untouched;
      return Status();
    }
    ++sum.documents;
    if (p.status.ok()) {
      BONGSU_ASSIGN_OR_RETURN(const std::vector<Event> before, store->CodedEvents(p.document.id));
      BONGSU_RETURN_IF_ERROR(PrintDifference(before, p.coded.events, &sum));
    }
    return arguments.accept ? ingester.Take(std::move(p)) : Status();
  });
  if (arguments.accept && (status.ok() || status.code() == ErrorCode::kInterrupted)) {
    if (Status flushed = ingester.Flush(); !flushed.ok()) status = flushed;
    if (status.ok()) status = store->FinishRun(Now(settings));
  }
  progress.Clear();
  if (!settings.quiet)
    fmt::print(
        stderr, "{}{} documents: {} records gained, {} lost, {} changed, {} as they were{}{}\n",
        status.ok() ? "" : "stopped: ", sum.documents, sum.gained, sum.lost, sum.changed, sum.same,
        sum.untouched == 0 ? ""
                           : fmt::format("; {} documents that no change can touch were passed "
                                         "over",
                                         sum.untouched),
        arguments.accept ? "" : "; nothing is written (--accept writes)");
  BONGSU_RETURN_IF_ERROR(status);
  return FlushOutput();
}

}  // namespace

void AddRecode(CLI::App& root, Settings& settings, Action& action) {
  auto arguments = std::make_shared<RecodeArguments>();
  CLI::App* command = root.add_subcommand(
      "recode", "Code the stored documents with the present lexicon; show what changes");
  command->add_flag("--accept", arguments->accept, "Write it");
  command->add_flag("--all", arguments->all,
                    "Also the documents that the change of lexicon cannot touch");
  AddStoreOptions(*command, arguments->store);
  command->footer(
      "+ gained, - lost, < and > changed from and to, each with the lexicon entry that did it. "
      "What "
      "people decided\nis carried over; decisions that lose their record stand in `bongsu review "
      "orphans`.\n\n"
      "Examples:\n  bongsu recode\n  bongsu --lexicon mine recode --accept\n");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] { return RunRecode(settings, *arguments); };
  });
}

}  // namespace bongsu::cli
