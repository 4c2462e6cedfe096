// A brief laid out: Markdown, HTML, a Jekyll post, JSON. Pure functions of the value.
#ifndef BONGSU_REPORT_BRIEF_RENDER_H_
#define BONGSU_REPORT_BRIEF_RENDER_H_

#include <functional>
#include <string>
#include <string_view>

#include "bongsu/result.h"
#include "report/brief.h"

namespace bongsu::report {

// Draws a chart, as markup that may stand in HTML; called for each chart block. Empty: no chart is
// shown; the sentences beside it tell its last values.
using ChartDrawer = std::function<std::string(const BriefChart&, const std::string& lang)>;

// `image` draws a chart as Markdown: a line that names its file.
std::string BriefMarkdown(const Brief& brief, const ChartDrawer& image = {});

// The brief as an HTML fragment: headings from h2 on, marks as links to the ids `source-N`, sources
// as a list. Nothing in it comes from outside; every text is escaped. Classes begin with "brief-".
std::string BriefHtmlBody(const Brief& brief, const ChartDrawer& draw = {});
// A whole page with its style in it, light and dark, for screen and paper.
std::string BriefHtml(const Brief& brief, const ChartDrawer& draw = {});

// A post of the form that Bongsu reads: front matter title, categories, excerpt, feature_text,
// image (left empty: the brief has none), date; body in HTML with sections.
std::string BriefJekyll(const Brief& brief, const ChartDrawer& draw = {});

// One JSON object, pretty enough to be edited: a line per sentence, source and record; ends in a
// line feed. docs/brief.md lists the fields.
std::string BriefJson(const Brief& brief);
// Reads what BriefJson wrote, edited or not. `file` is only a name. kBadInput "file: place: rule";
// kResourceExhausted beyond kMaxBriefBytes.
Result<Brief> ParseBriefJson(std::string_view text, const std::string& file);
inline constexpr size_t kMaxBriefBytes = 64u << 20;

// Quoted text of a source in Markdown: nothing in it is read as markup.
std::string EscapeMarkdown(std::string_view text);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_RENDER_H_
