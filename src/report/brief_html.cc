#include <fmt/format.h>

#include "report/brief_render.h"
#include "report/escape.h"

namespace bongsu::report {
namespace {

// Of a page that stands alone; a site has its own.
constexpr const char* kStyle = R"(
:root{color-scheme:light dark;--ink:#1c1c1e;--soft:#5b5b63;--line:#d9d9de;--paper:#fff;--mark:#0b57b0}
@media (prefers-color-scheme:dark){:root{--ink:#ececf0;--soft:#a9a9b3;--line:#3a3a42;--paper:#16161a;--mark:#8ab8ff}}
body{margin:0 auto;max-width:46rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.65 system-ui,"Noto Sans CJK KR","Noto Sans KR","Noto Sans JP",sans-serif;word-break:keep-all;overflow-wrap:anywhere}
:lang(ja){word-break:normal}
h1{font-size:1.6rem;line-height:1.3}h2{font-size:1.2rem;margin-top:2.2rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}h3{font-size:1rem}
ul,ol{padding-left:1.2rem}li{margin:.45rem 0}
.brief-when,.brief-counted,.brief-source{color:var(--soft);font-size:.9em}
.brief-label{border:1px solid var(--line);border-radius:.3rem;padding:0 .35rem;font-size:.85em}
.brief-mark{color:var(--mark);text-decoration:none;font-size:.85em}.brief-mark:hover{text-decoration:underline}
.brief-note{color:var(--soft);font-size:.92em;border-left:3px solid var(--line);padding-left:.8rem}
.brief-fires{font-size:1.3rem;letter-spacing:.15em}
table{border-collapse:collapse;width:100%;font-size:.95em}th,td{border:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
.brief-wide{overflow-x:auto}
.brief-chart{margin:1.2rem 0}figcaption{font-weight:600}
q{quotes:"“" "”"}
@media print{body{max-width:none;font-size:10.5pt}.brief-mark{color:inherit}li,tr{break-inside:avoid}}
)";

std::string Span(const char* name, const std::string& text) {
  return fmt::format("<span class=\"brief-{}\">{}</span>", name, EscapeHtml(text));
}

std::string Quoted(const std::string& text, const std::string& lang) {
  return fmt::format("<q{}>{}</q>",
                     lang.empty() ? "" : fmt::format(" lang=\"{}\"", EscapeHtml(lang)),
                     EscapeHtml(text));
}

std::string SentenceHtml(const BriefSentence& s) {
  std::string out;
  if (!s.when.empty()) out += Span("when", s.when) + " · ";
  if (!s.label.empty()) out += Span("label", s.label) + " ";
  out += EscapeHtml(s.text);
  if (!s.quote.empty()) out += " " + Quoted(s.quote, s.quote_lang);
  for (const size_t mark : s.marks)
    out += fmt::format(" <a class=\"brief-mark\" href=\"#source-{0}\">[{0}]</a>", mark);
  if (!s.counted.empty()) out += " " + Span("counted", "— " + s.counted);
  return out;
}

std::string ListHtml(const BriefBlock& block) {
  std::string out = "<ul>\n";
  for (const BriefSentence& s : block.sentences) out += "<li>" + SentenceHtml(s) + "</li>\n";
  return out + "</ul>\n";
}

std::string ParagraphHtml(const BriefBlock& block) {
  std::string out;
  bool note = !block.sentences.empty();
  for (const BriefSentence& s : block.sentences) {
    out += (out.empty() ? "" : " ") + SentenceHtml(s);
    note = note && s.kind == SentenceKind::kNote;
  }
  return (note ? "<p class=\"brief-note\">" : "<p>") + out + "</p>\n";
}

std::string TableHtml(const BriefBlock& block) {
  std::string out = "<div class=\"brief-wide\"><table>\n<thead><tr>";
  for (const std::string& column : block.columns)
    out += "<th scope=\"col\">" + EscapeHtml(column) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : block.rows) {
    out += "<tr>";
    for (const auto& cell : row) {
      out += "<td>";
      for (size_t i = 0; i < cell.size(); ++i)
        out += (i == 0 ? "" : "<br>") + SentenceHtml(cell[i]);
      out += "</td>";
    }
    out += "</tr>\n";
  }
  return out + "</tbody>\n</table></div>\n";
}

std::string ChartHtml(const BriefChart& chart, const std::string& lang, const ChartDrawer& draw) {
  return draw
             ? fmt::format("<figure class=\"brief-chart\"><figcaption>{}</figcaption>{}</figure>\n",
                           EscapeHtml(chart.title), draw(chart, lang))
             : std::string();
}

std::string BlockHtml(const BriefBlock& block, const std::string& lang, const ChartDrawer& draw) {
  std::string out =
      block.heading.empty() ? std::string() : "<h3>" + EscapeHtml(block.heading) + "</h3>\n";
  switch (block.kind) {
    case BriefBlockKind::kList:
      return out + ListHtml(block);
    case BriefBlockKind::kParagraph:
      return out + ParagraphHtml(block);
    case BriefBlockKind::kTable:
      return out + TableHtml(block);
    case BriefBlockKind::kChart:
      return ChartHtml(block.chart, lang, draw);
  }
  return out;
}

bool IsWebAddress(const std::string& url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

std::string SourcesHtml(const Brief& brief) {
  std::string out = "<ol class=\"brief-sources\">\n";
  for (const BriefSource& s : brief.sources) {
    out += fmt::format("<li id=\"source-{0}\" value=\"{0}\">", s.number);
    if (!s.evidence.empty()) out += Quoted(s.evidence, s.lang) + " ";
    std::string about = s.title.empty() ? "" : "<cite>" + EscapeHtml(s.title) + "</cite>, ";
    if (!s.outlet.empty()) about += EscapeHtml(s.outlet) + ", ";
    about += IsWebAddress(s.url)
                 ? fmt::format("<a href=\"{0}\" rel=\"noreferrer\">{0}</a>", EscapeHtml(s.url))
                 : EscapeHtml(s.url.empty() ? s.doc : s.url);
    out += "<span class=\"brief-source\">" + about + ", " + EscapeHtml(s.said) + "</span></li>\n";
  }
  return out + "</ol>\n";
}

}  // namespace

std::string BriefHtmlBody(const Brief& brief, const ChartDrawer& draw) {
  std::string out;
  for (const BriefPart& part : brief.parts) {
    out += fmt::format("<section class=\"brief-part\" id=\"{}\">\n<h2>{}</h2>\n",
                       BriefPartName(part.kind), EscapeHtml(part.heading));
    for (const BriefBlock& block : part.blocks) out += BlockHtml(block, brief.lang, draw);
    if (part.kind == BriefPartKind::kSources) out += SourcesHtml(brief);
    out += "</section>\n";
  }
  return out;
}

std::string BriefHtml(const Brief& brief, const ChartDrawer& draw) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{1}</title>\n<style>{2}</style>\n</head>\n<body>\n<main>\n<h1>{1}</h1>\n{3}</main>\n"
      "</body>\n</html>\n",
      EscapeHtml(brief.lang), EscapeHtml(brief.title), kStyle, BriefHtmlBody(brief, draw));
}

}  // namespace bongsu::report
