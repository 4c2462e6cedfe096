// `bongsu brief`: what the records of a situation, a dyad, a period or a document say, with the
// evidence of every line.
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/file.h"
#include "cli/brief_charts.h"
#include "cli/brief_desk.h"
#include "cli/terminal.h"
#include "report/alert_text.h"
#include "report/brief_check.h"
#include "report/brief_pdf.h"
#include "report/brief_render.h"
#include "report/chart_svg.h"

namespace bongsu::cli {
namespace {

Result<std::string> Render(const report::Brief& brief, const BriefArguments& arguments,
                           const report::Phrases& phrases, const std::string& now) {
  const report::ChartOptions options = report::ChartOptionsOf(brief);
  const report::ChartDrawer draw = [&](const report::BriefChart& chart, const std::string&) {
    return report::ChartHtml(chart, phrases, options);
  };
  if (arguments.format == "html") return report::BriefHtml(brief, draw);
  if (arguments.format == "jekyll") return report::BriefJekyll(brief, draw);
  if (arguments.format == "json") return report::BriefJson(brief);
  if (arguments.format == "pdf") return report::BriefPdf(brief, phrases, now);
  report::ChartDrawer image;
  if (!arguments.output.empty())
    image = [&](const report::BriefChart& chart, const std::string&) {
      return ChartImage(arguments.output, chart);
    };
  return report::BriefMarkdown(brief, image);
}

// A PDF is no text; on a terminal its bytes are orders to it.
Status CheckOutput(const BriefArguments& arguments) {
  if (arguments.format != "pdf" || !arguments.output.empty() || ::isatty(STDOUT_FILENO) == 0)
    return {};
  return {ErrorCode::kInvalidArgument,
          "a PDF is not written to a terminal: name a file with -o FILE"};
}

// The first findings in words, and how many there are.
std::string Told(const std::vector<report::BriefFinding>& findings) {
  constexpr size_t kMostTold = 20;
  std::string out =
      std::to_string(findings.size()) + (findings.size() == 1 ? " finding" : " findings");
  for (size_t i = 0; i < std::min(findings.size(), kMostTold); ++i)
    out += "\n  " + report::FindingText(findings[i]);
  return out;
}

// --check: a brief that somebody may have edited.
Status CheckFile(const Settings& settings, const BriefArguments& arguments) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text,
                          base::ReadFile(arguments.check, report::kMaxBriefBytes));
  if (text.find_first_not_of(" \t\r\n") == text.npos)
    return {ErrorCode::kBadInput, arguments.check + ": nothing but white space"};
  BONGSU_ASSIGN_OR_RETURN(const auto lexicon, lexicon::Lexicon::Load(LexiconFolders(settings)));
  const lexicon::Table table = lexicon->table("report.check");
  std::vector<report::BriefFinding> findings;
  if (text.starts_with('{')) {
    BONGSU_ASSIGN_OR_RETURN(const report::Brief brief,
                            report::ParseBriefJson(text, arguments.check));
    BONGSU_ASSIGN_OR_RETURN(const auto words, report::CheckWords::FromTable(table, brief.lang));
    BONGSU_ASSIGN_OR_RETURN(
        const report::Phrases phrases,
        report::Phrases::FromTable(lexicon->table("report.phrases"), brief.lang));
    findings = report::CheckBrief(brief, words, report::PartyNames(phrases, *lexicon));
  } else {
    BONGSU_ASSIGN_OR_RETURN(const auto words, report::CheckWords::FromTable(table, arguments.lang));
    findings = report::CheckBriefMarkdown(text, words);
  }
  if (!findings.empty())
    return {ErrorCode::kBadInput, arguments.check + ": refused, " + Told(findings)};
  if (!settings.quiet) std::fprintf(stderr, "%s: nothing found\n", arguments.check.c_str());
  return {};
}

Status WriteBrief(const Settings& settings, const BriefArguments& arguments) {
  BONGSU_RETURN_IF_ERROR(CheckOutput(arguments));
  BONGSU_ASSIGN_OR_RETURN(const auto desk, BriefDesk::Open(settings, arguments));
  BONGSU_ASSIGN_OR_RETURN(const report::Brief brief,
                          report::ComposeBrief(desk->material(), desk->phrases(), desk->names()));
  BONGSU_ASSIGN_OR_RETURN(
      const auto words,
      report::CheckWords::FromTable(desk->lexicon().table("report.check"), arguments.lang));
  if (const auto findings = report::CheckBrief(brief, words, desk->names()); !findings.empty())
    return {ErrorCode::kBadInput, "the brief is refused, " + Told(findings)};
  BONGSU_ASSIGN_OR_RETURN(const std::string text,
                          Render(brief, arguments, desk->phrases(), Now(settings)));
  if (!arguments.ics.empty())
    BONGSU_RETURN_IF_ERROR(base::WriteFileAtomically(
        arguments.ics,
        report::Calendar(desk->Planned(), Now(settings), desk->phrases(), desk->names())));
  if (arguments.format == "md" && !arguments.output.empty())
    BONGSU_RETURN_IF_ERROR(WriteCharts(arguments.output, brief, desk->phrases()));
  if (!arguments.output.empty()) return base::WriteFileAtomically(arguments.output, text);
  BONGSU_RETURN_IF_ERROR(Print(text));
  return FlushOutput();
}

}  // namespace

void AddBrief(CLI::App& root, Settings& settings, Action& action) {
  CLI::App* command = root.add_subcommand(
      "brief", "Write a brief: what happened, is planned, is claimed, with its evidence");
  const auto arguments = std::make_shared<BriefArguments>();
  command->add_option("SITUATION", arguments->situation,
                      "A situation of `bongsu watch list`: its records, fires and what changed");
  command->add_option("--since", arguments->since,
                      "First day, YYYY-MM-DD; without it the first record, of a situation a week");
  command->add_option("--until", arguments->until,
                      "Last day, YYYY-MM-DD; without it the last record, of a situation today");
  command->add_option("--last", arguments->last,
                      "What changed since: the day of the last brief, or the last brief as JSON; "
                      "without it the fires of the day before --since");
  command
      ->add_option("--dyad", arguments->dyad,
                   "Only records that name all of these as actor or recipient: RUS,PRK")
      ->delimiter(',');
  command->add_option("--doc", arguments->doc, "A file, coded and briefed without a workspace");
  command->add_option("--date", arguments->date, "With --doc: its publication date, YYYY-MM-DD");
  command->add_option("--lang", arguments->lang, "Language of the brief: ko, en, ja")
      ->capture_default_str();
  command->add_option("--format", arguments->format, "md, html, jekyll, json or pdf")
      ->check(CLI::IsMember({"md", "html", "jekyll", "json", "pdf"}))
      ->capture_default_str();
  command->add_option("--events", arguments->events, "How many events are told first")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command
      ->add_option("--min-confidence", arguments->min_confidence,
                   "Leave out records that are less sure, 0 to 1; how many is told")
      ->check(Share())
      ->capture_default_str();
  command
      ->add_option("--quote-limit", arguments->quote_limit,
                   "Characters quoted of a sentence of a source; 0: none")
      ->check(CLI::Range(0, 100000))
      ->capture_default_str();
  command->add_option("--ics", arguments->ics, "Also write what is planned as a calendar");
  command->add_option("--check", arguments->check,
                      "Check a brief that was edited, JSON or Markdown, and write nothing");
  command->add_option("--watches", arguments->watches, "Folders of situations");
  command->add_option("-o,--output", arguments->output,
                      "Write to this file; without it to standard output");
  AddStoreOptions(*command, arguments->store);
  command->footer(
      "Examples:\n"
      "  bongsu brief russia-dprk --since 2024-07-22 --until 2024-08-04 --lang en\n"
      "  bongsu brief russia-dprk --last 2024-07-21 --until 2024-08-04\n"
      "  bongsu brief russia-dprk --last brief.json --format json -o next.json\n"
      "  bongsu brief --since 2024-07-01 --until 2024-07-31 -o brief.md\n"
      "  bongsu brief --dyad RUS,PRK --format jekyll\n"
      "  bongsu brief --doc post.md --format html -o brief.html\n"
      "  bongsu brief russia-dprk --format pdf -o brief.pdf");
  command->callback([&settings, &action, arguments] {
    action = [&settings, arguments] {
      return arguments->check.empty() ? WriteBrief(settings, *arguments)
                                      : CheckFile(settings, *arguments);
    };
  });
}

}  // namespace bongsu::cli
