// `bongsu eval`: how well the coder does on gold (docs/evaluation.md).
#include <cstdio>
#include <map>
#include <memory>
#include <sstream>

#include "base/file.h"
#include "cli/command.h"
#include "cli/engine.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "coding/trace.h"
#include "evaluation/calibration.h"
#include "evaluation/errors.h"
#include "evaluation/rows.h"
#include "evaluation/score.h"

namespace bongsu::cli {
namespace {

using evaluation::Error;
using evaluation::Names;
using evaluation::Row;
using evaluation::RowSet;

constexpr uint64_t kMaxGoldBytes = 1ull << 30;

struct EvalOptions {
  std::vector<std::string> gold;
  std::string posts, system, docs, lang;
  std::vector<std::string> learn;  // gold that the confidence model learns from
  std::string fit;                 // where to write it
  bool json = false, types = false, errors = false, calibration = false;
};

// A sentence with the way it was read, as text.
struct ReadSentence {
  std::string text, trace;
  ByteSpan source;
  bool in_body = true;  // else in the title or the summary, which repeat the body
};
using Readings = std::map<std::string, std::vector<ReadSentence>>;  // by file name

// Codes the document once more, with a trace.
std::vector<ReadSentence> ReadingOf(const coding::Coder& coder, const Document& document) {
  coding::Trace trace;
  (void)coder.Code(document, &trace);
  std::vector<ReadSentence> reading;
  for (coding::SentenceTrace& sentence : trace.sentences) {
    std::string text = sentence.text;
    const ByteSpan source = sentence.source;
    const bool in_body = sentence.block != BlockKindName(BlockKind::kTitle) &&
                         sentence.block != BlockKindName(BlockKind::kSummary);
    sentence.tokens.clear();  // `explain` shows them; here the predicates are enough
    coding::Trace one;
    one.sentences.push_back(std::move(sentence));
    reading.push_back({std::move(text), coding::RenderTrace(one), source, in_body});
  }
  return reading;
}

Result<Names> ReadNames(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path, kMaxGoldBytes));
  Names names;
  std::istringstream words(text);
  for (std::string word; words >> word;) names.insert(word);
  return names;
}

Status AddFile(const std::string& path, const evaluation::LoadOptions& options, RowSet& rows) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path, kMaxGoldBytes));
  return evaluation::AddJsonl(text, path, options, rows);
}

// The files below `folder` that gold names. A document without a file, or with two, would falsify
// the numbers.
Result<std::vector<Input>> FindPosts(const std::string& folder, const RowSet& gold) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Input> all, ExpandInputs({folder}));
  std::vector<Input> wanted;
  std::map<std::string, std::string> found;
  for (const Input& input : all) {
    const std::string name = evaluation::FileName(input.doc);
    if (!gold.documents.contains(name)) continue;
    if (const auto [it, added] = found.emplace(name, input.path); !added)
      return {ErrorCode::kInvalidArgument,
              "two files are named " + name + ": " + it->second + ", " + input.path};
    wanted.push_back(input);
  }
  std::string missing;
  for (const auto& [doc, rows] : gold.documents)
    if (!found.contains(doc)) missing += "\n  " + doc;
  if (!missing.empty())
    return {ErrorCode::kNotFound,
            folder + ": no file for these documents of gold (--docs chooses others):" + missing};
  return wanted;
}

Status CodePosts(const Settings& settings, const EvalOptions& options, const RowSet& gold,
                 RowSet& system, Readings& readings) {
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Input> inputs, FindPosts(options.posts, gold));
  BONGSU_ASSIGN_OR_RETURN(const Engine engine, LoadEngine(settings));
  PipelineOptions pipeline;
  pipeline.threads = settings.threads;
  return Run(*engine.coder, inputs, pipeline, [&](Processed&& done) -> Status {
    if (!done.status.ok()) return done.status;  // scored as empty it would falsify the numbers
    if (!done.coded.note.empty())
      std::fprintf(stderr, "%s: %s\n", done.input.path.c_str(), done.coded.note.c_str());
    system.Add(done.input.doc, done.coded.events, done.coded.features);
    if (options.errors)
      readings[evaluation::FileName(done.input.doc)] = ReadingOf(*engine.coder, done.document);
    return Status();
  });
}

// The sentence of a row, if the document was coded here: gold quotes a part of it or gives its
// place, a record quotes the whole.
const ReadSentence* Find(const Row& row, const std::vector<ReadSentence>& reading) {
  const std::string& quoted = row.evidence.empty() ? row.trigger : row.evidence;
  if (quoted.empty() && row.sentence) {  // gold without words
    for (const ReadSentence& sentence : reading)
      if (sentence.source.begin <= row.sentence->begin && row.sentence->begin < sentence.source.end)
        return &sentence;
  }
  if (quoted.empty()) return nullptr;
  const ReadSentence* found = nullptr;
  for (const ReadSentence& sentence : reading)
    if (sentence.text.find(quoted) != std::string::npos &&
        (found == nullptr || (sentence.in_body && !found->in_body)))
      found = &sentence;
  return found;
}

std::string Origin(const Row& coded) {
  return coded.frame + " / " + coded.rule + " / " + coded.entry + " (" + coded.origin + ")";
}

void PrintIndented(const std::string& text) {
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) std::printf("         | %s\n", line.c_str());
}

void PrintError(const Error& error, const std::vector<ReadSentence>& reading) {
  const bool miss = error.kind == Error::Kind::kMiss;
  const ReadSentence* sentence = Find(error.row, reading);
  const std::string& text = sentence != nullptr ? sentence->text : error.row.evidence;
  std::printf("%s  %s  %s\n", miss ? "MISS " : "FALSE", error.doc.c_str(),
              Describe(error.row).c_str());
  if (!text.empty()) std::printf("       sentence: %s\n", text.c_str());
  if (!error.row.trigger.empty()) std::printf("       trigger:  %s\n", error.row.trigger.c_str());
  if (error.partner)
    std::printf("       %s %s\n",
                miss ? "coded as:" : "gold has:", Describe(*error.partner).c_str());
  if (!miss) std::printf("       by:       %s\n", Origin(error.row).c_str());
  if (miss && error.at_sentence.empty())
    std::printf("       records:  no record at this sentence\n");
  for (const Row& row : error.at_sentence)
    std::printf("       record:   %s, by %s\n", Describe(row).c_str(), Origin(row).c_str());
  if (sentence != nullptr) PrintIndented(sentence->trace);
  std::printf("\n");
}

void PrintErrors(const RowSet& gold, const RowSet& system, const Readings& readings) {
  std::printf("\nmissed and false at the dyad level:\n\n");
  for (const Error& error : ListErrors(gold, system, evaluation::Level::kDyad)) {
    const auto it = readings.find(error.doc);
    PrintError(error, it == readings.end() ? std::vector<ReadSentence>() : it->second);
  }
}

// Writes the confidence model: learned from the gold of --learn, scaled on `gold`.
Status Fit(const Settings& settings, const EvalOptions& options,
           const evaluation::LoadOptions& load, const RowSet& gold, const RowSet& system) {
  RowSet learn_gold, learn_system;
  Readings none;
  for (const std::string& path : options.learn)
    BONGSU_RETURN_IF_ERROR(AddFile(path, load, learn_gold));
  for (const auto& [doc, rows] : learn_gold.documents)
    if (gold.documents.contains(doc))
      return {ErrorCode::kInvalidArgument,
              doc + ": stands in the gold of --learn and in that which scales; keep them apart"};
  BONGSU_RETURN_IF_ERROR(CodePosts(settings, options, learn_gold, learn_system, none));
  const std::vector<evaluation::Judged> learn = evaluation::Judge(learn_gold, learn_system),
                                        scale = evaluation::Judge(gold, system);
  if (learn.empty() || scale.empty())
    return {ErrorCode::kInvalidArgument, std::string("no record to ") +
                                             (learn.empty() ? "learn" : "scale") +
                                             " the confidence from"};
  return base::WriteFileAtomically(options.fit, evaluation::FitConfidence(learn, scale));
}

Status Eval(const Settings& settings, const EvalOptions& options) {
  evaluation::LoadOptions load;
  if (!options.docs.empty()) {
    BONGSU_ASSIGN_OR_RETURN(load.docs, ReadNames(options.docs));
  }
  evaluation::LoadOptions load_gold = load;
  load_gold.lang = options.lang;
  RowSet gold, system;
  Readings readings;
  for (const std::string& path : options.gold)
    BONGSU_RETURN_IF_ERROR(AddFile(path, load_gold, gold));
  if (gold.documents.empty())
    return {ErrorCode::kInvalidArgument, "no document of gold is left to score"};
  if (!options.system.empty()) {
    BONGSU_RETURN_IF_ERROR(AddFile(options.system, load, system));
  } else {
    BONGSU_RETURN_IF_ERROR(CodePosts(settings, options, gold, system, readings));
  }
  if (!options.fit.empty()) {
    load.lang = options.lang;
    load.docs.reset();  // --docs chooses what scales
    return Fit(settings, options, load, gold, system);
  }
  const evaluation::Score score = evaluation::ComputeScore(gold, system, options.types);
  std::fputs((options.json ? ToJson(score) + "\n" : FormatTable(score)).c_str(), stdout);
  if (options.calibration)
    std::printf("\n%s", evaluation::FormatCalibration(
                            evaluation::Calibrate(evaluation::Judge(gold, system)))
                            .c_str());
  if (options.errors) PrintErrors(gold, system, readings);
  return FlushOutput();
}

}  // namespace

void AddEval(CLI::App& root, Settings& settings, Action& action) {
  CLI::App* command =
      root.add_subcommand("eval", "Score the coder against gold: precision, recall, F1");
  const auto options = std::make_shared<EvalOptions>();
  command->add_option("gold", options->gold, "Gold records, JSONL (docs/codebook.md, section 7)")
      ->required();
  CLI::App* from = command->add_option_group("from", "What is scored");
  from->add_option("--posts", options->posts,
                   "Code the documents that gold names, found by file name below this folder");
  from->add_option("--system", options->system,
                   "Score these records: what `bongsu code --format jsonl` printed");
  from->require_option(1);
  command->add_option("--docs", options->docs,
                      "Score only the documents listed in this file (names apart by blanks)");
  command->add_option("--lang", options->lang,
                      "Score only gold records of this language: ko, en, ja");
  CLI::Option* types = command->add_flag("--types", options->types,
                                         "Add precision, recall and F1 of each event type");
  CLI::Option* calibration = command->add_flag(
      "--calibration", options->calibration,
      "Add the reliability of the stated confidence: five bins, error, Brier score");
  CLI::Option* learn = command->add_option(
      "--learn", options->learn, "With --fit-confidence: gold that the weights are learned from");
  learn->allow_extra_args(false);
  CLI::Option* fit =
      command
          ->add_option("--fit-confidence", options->fit,
                       "Write data/confidence.tsv anew here; the positional gold scales it")
          ->needs(learn)
          ->needs("--posts");
  learn->needs(fit);
  CLI::Option* json = command->add_flag("--json", options->json, "Print JSON")->excludes(fit);
  command
      ->add_flag("--errors", options->errors,
                 "List each missed and each false record with its sentence")
      ->excludes(json)
      ->excludes(fit);
  types->excludes(fit);
  calibration->excludes(json)->excludes(fit);
  command->footer(
      "Examples:\n"
      "  bongsu eval examples/gold.jsonl --posts examples/posts --lang ko\n"
      "  bongsu eval gold.jsonl --posts posts --errors\n"
      "  bongsu eval calibrate.jsonl --posts posts --learn tune.jsonl --fit-confidence "
      "data/confidence.tsv\n"
      "  bongsu code posts --format jsonl > coded.jsonl; bongsu eval gold.jsonl --system "
      "coded.jsonl --json");
  command->callback([&settings, &action, options] {
    action = [&settings, options] { return Eval(settings, *options); };
  });
}

}  // namespace bongsu::cli
