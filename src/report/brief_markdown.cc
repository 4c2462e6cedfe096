#include "report/brief_markdown.h"

#include "report/brief_render.h"

namespace bongsu::report {
namespace {

std::string Mark(size_t number) { return "[" + std::to_string(number) + "]"; }

// "[1]–[4], [7]"
std::string Marks(const std::vector<size_t>& numbers) {
  std::string out;
  for (size_t i = 0; i < numbers.size();) {
    size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    out += (out.empty() ? "" : ", ") + Mark(numbers[i]);
    if (last > i) out += (last == i + 1 ? ", " : "–") + Mark(numbers[last]);
    i = last + 1;
  }
  return out;
}

// A cell of a table must not hold the table's own mark.
std::string CellText(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
  return out;
}

void List(const BriefBlock& block, std::string* out) {
  for (const BriefSentence& sentence : block.sentences)
    *out += "- " + MarkdownSentence(sentence) + "\n";
}

void Paragraph(const BriefBlock& block, const std::string& lang, std::string* out) {
  bool note = false;
  std::string text;
  for (const BriefSentence& sentence : block.sentences) {
    if (!text.empty() && (lang != "ja" || !sentence.marks.empty() || text.back() == ']'))
      text += ' ';
    text += MarkdownSentence(sentence);
    note = sentence.kind == SentenceKind::kNote;
  }
  *out += (note ? "> " : "") + text + "\n";
}

void Table(const BriefBlock& block, std::string* out) {
  *out += "|";
  for (const std::string& column : block.columns) *out += " " + EscapeMarkdown(column) + " |";
  *out += "\n|";
  for (size_t i = 0; i < block.columns.size(); ++i) *out += "---|";
  *out += "\n";
  for (const auto& row : block.rows) {
    *out += "|";
    for (const auto& cell : row) {
      std::string text;
      for (const BriefSentence& sentence : cell)
        text += (text.empty() ? "" : "<br>") + CellText(MarkdownSentence(sentence));
      *out += " " + text + " |";
    }
    *out += "\n";
  }
}

void Block(const BriefBlock& block, const std::string& lang, const ChartDrawer& image,
           std::string* out) {
  if (block.kind == BriefBlockKind::kChart) {  // Markdown has none of its own
    if (image) *out += image(block.chart, lang) + "\n\n";
    return;
  }
  if (!block.heading.empty()) *out += "### " + EscapeMarkdown(block.heading) + "\n\n";
  if (block.kind == BriefBlockKind::kList) List(block, out);
  if (block.kind == BriefBlockKind::kParagraph) Paragraph(block, lang, out);
  if (block.kind == BriefBlockKind::kTable) Table(block, out);
  *out += "\n";
}

std::string SourceLine(const BriefSource& source) {
  std::string out = "- " + Mark(source.number) + " ";
  if (!source.evidence.empty()) out += "“" + EscapeMarkdown(source.evidence) + "” — ";
  if (!source.title.empty()) out += "*" + EscapeMarkdown(source.title) + "*, ";
  if (!source.outlet.empty()) out += EscapeMarkdown(source.outlet) + ", ";
  return out + EscapeMarkdown(source.url.empty() ? source.doc : source.url) + ", " +
         EscapeMarkdown(source.said) + "\n";
}

}  // namespace

std::string MarkdownSentence(const BriefSentence& sentence) {
  std::string out;
  if (!sentence.when.empty()) out += EscapeMarkdown(sentence.when) + " · ";
  if (!sentence.label.empty()) out += "**" + EscapeMarkdown(sentence.label) + "** · ";
  out += EscapeMarkdown(sentence.text);
  if (!sentence.quote.empty()) out += " “" + EscapeMarkdown(sentence.quote) + "”";
  if (!sentence.marks.empty()) out += " " + Marks(sentence.marks);
  if (!sentence.counted.empty()) out += " — " + EscapeMarkdown(sentence.counted);
  return out;
}

std::string BriefMarkdown(const Brief& brief, const ChartDrawer& image) {
  std::string out = "# " + EscapeMarkdown(brief.title) + "\n";
  for (const BriefPart& part : brief.parts) {
    out += "\n## " + EscapeMarkdown(part.heading) + "\n\n";
    for (const BriefBlock& block : part.blocks) Block(block, brief.lang, image, &out);
    if (part.kind == BriefPartKind::kSources)
      for (const BriefSource& source : brief.sources) out += SourceLine(source);
    while (out.ends_with("\n\n")) out.pop_back();
  }
  return out;
}

std::string EscapeMarkdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else {
      if (std::string_view("\\`*_[]<>").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace bongsu::report
