#include "report/brief_pdf.h"

#include "report/chart.h"
#include "report/paper.h"

namespace bongsu::report {
namespace {

constexpr double kMarkScale = 0.85;

std::string AnchorOf(size_t source) { return "source-" + std::to_string(source); }

// Quotation marks stand outside the quoted words' language, for they are the brief's.
void AddQuote(const std::string& quote, const std::string& lang, PaperText* out) {
  out->push_back({.text = "“"});
  out->push_back({.text = quote, .lang = lang});
  out->push_back({.text = "”"});
}

void AddSentence(const BriefSentence& sentence, PaperText* out) {
  if (!sentence.when.empty())
    out->push_back({.text = sentence.when + " · ", .ink = PaperInk::kSoft});
  if (!sentence.label.empty()) out->push_back({.text = sentence.label + " · ", .bold = true});
  out->push_back({.text = sentence.text});
  if (!sentence.quote.empty()) {
    out->push_back({.text = " "});
    AddQuote(sentence.quote, sentence.quote_lang, out);
  }
  for (const size_t mark : sentence.marks) {
    out->push_back({.text = " "});
    out->push_back({.text = "[" + std::to_string(mark) + "]",
                    .ink = PaperInk::kLink,
                    .scale = kMarkScale,
                    .link = "#" + AnchorOf(mark)});
  }
  if (!sentence.counted.empty())
    out->push_back({.text = " — " + sentence.counted, .ink = PaperInk::kSoft, .scale = 0.92});
}

PaperText TextOf(const std::vector<BriefSentence>& sentences, const char* between = " ") {
  PaperText out;
  for (const BriefSentence& sentence : sentences) {
    if (!out.empty()) out.push_back({.text = between});
    AddSentence(sentence, &out);
  }
  return out;
}

bool IsNote(const BriefBlock& block) {
  for (const BriefSentence& sentence : block.sentences)
    if (sentence.kind != SentenceKind::kNote) return false;
  return !block.sentences.empty();
}

void AddTable(const BriefBlock& block, Paper& paper) {
  std::vector<std::vector<PaperText>> rows;
  for (const auto& row : block.rows) {
    auto& cells = rows.emplace_back();
    for (const auto& cell : row) cells.push_back(TextOf(cell, "\n"));
  }
  paper.Table(block.columns, rows);
}

void AddBlock(const BriefBlock& block, const Phrases& phrases, Paper& paper) {
  if (!block.heading.empty()) paper.Heading(3, block.heading, "");
  switch (block.kind) {
    case BriefBlockKind::kList:
      for (const BriefSentence& sentence : block.sentences) paper.Item("•", TextOf({sentence}), "");
      break;
    case BriefBlockKind::kParagraph:
      paper.Paragraph(TextOf(block.sentences), IsNote(block));
      break;
    case BriefBlockKind::kTable:
      AddTable(block, paper);
      break;
    case BriefBlockKind::kChart:
      paper.Chart(DrawChart(block.chart, phrases));
      break;
  }
}

void AddSource(const BriefSource& source, Paper& paper) {
  PaperText text;
  if (!source.evidence.empty()) {
    AddQuote(source.evidence, source.lang, &text);
    text.push_back({.text = " "});
  }
  std::string about = source.title.empty() ? "" : source.title + ", ";
  if (!source.outlet.empty()) about += source.outlet + ", ";
  text.push_back({.text = about, .ink = PaperInk::kSoft});
  const std::string where = source.url.empty() ? source.doc : source.url;
  const bool web = where.starts_with("https://") || where.starts_with("http://");
  text.push_back({.text = where,
                  .ink = web ? PaperInk::kLink : PaperInk::kSoft,
                  .link = web ? where : std::string()});
  text.push_back({.text = ", " + source.said, .ink = PaperInk::kSoft});
  paper.Item("[" + std::to_string(source.number) + "]", text, AnchorOf(source.number));
}

}  // namespace

Result<std::string> BriefPdf(const Brief& brief, const Phrases& phrases,
                             const std::string& created) {
  PaperOptions options;
  options.title = brief.title;
  options.subject = brief.excerpt;
  options.lang = brief.lang;
  options.created = created;
  return WritePaper(options, [&](Paper& paper) {
    paper.Heading(1, brief.title, "");
    for (const BriefPart& part : brief.parts) {
      paper.Heading(2, part.heading, BriefPartName(part.kind));
      for (const BriefBlock& block : part.blocks) AddBlock(block, phrases, paper);
      if (part.kind == BriefPartKind::kSources)
        for (const BriefSource& source : brief.sources) AddSource(source, paper);
    }
  });
}

}  // namespace bongsu::report
