#include "report/chart_svg.h"

#include <fmt/format.h>

#include "report/brief_render.h"
#include "report/escape.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

// At most two decimals, no zeros at the end: "12", "12.5", "0.33".
std::string Number(double value) {
  std::string out = fmt::format("{:.2f}", value);
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out == "-0" ? "0" : out;
}

// For XML: U+FFFE and U+FFFF are no characters of it (XML 1.0, 2.2), nor are surrogates.
std::string Escape(std::string_view text) {
  std::string out = EscapeHtml(text::RepairUtf8(text));
  for (const std::string_view none : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"})
    for (size_t at = out.find(none); at != out.npos; at = out.find(none, at))
      out.replace(at, 3, " ");
  return out;
}

std::string IdOf(const BriefChart& chart) {
  std::string out = "chart-";
  for (const char c : chart.id)
    out += (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ? c : '-';
  return out;
}

bool IsStroke(ChartRole role) {
  return role == ChartRole::kGrid || role == ChartRole::kAxis || role == ChartRole::kExpected;
}

// Of the roles that have a colour, in light or dark.
std::string Colours(bool dark) {
  std::string out;
  for (size_t i = 0; i < kChartRoles; ++i) {
    const auto role = static_cast<ChartRole>(i);
    if (role == ChartRole::kDay) continue;
    const ChartColour colour = ChartColourOf(role);
    const bool both = role == ChartRole::kCount || role == ChartRole::kUncovered;
    out +=
        fmt::format(".bongsu-{}{{{}:{}}}", ChartRoleName(role),
                    IsStroke(role) || both ? "stroke" : "fill", dark ? colour.dark : colour.light);
  }
  return out + fmt::format("circle.bongsu-count{{fill:{}}}",
                           dark ? ChartColourOf(ChartRole::kCount).dark
                                : ChartColourOf(ChartRole::kCount).light);
}

std::string Style(const std::string& id) {
  return fmt::format(
      "<style>.bongsu-chart text{{font-family:\"Noto Sans CJK KR\",\"Noto Sans KR\",\"Noto Sans "
      "JP\","
      "system-ui,sans-serif}}.bongsu-chart polyline{{fill:none}}.bongsu-count{{stroke-width:2;"
      "stroke-linejoin:round}}circle.bongsu-count{{stroke:none}}.bongsu-expected{{stroke-width:1.5;"
      "stroke-dasharray:5 4}}.bongsu-day{{fill:none;pointer-events:all}}{0}"
      "@media screen and (prefers-color-scheme:dark){{{1}}}</style>\n"
      "<defs><pattern id=\"{2}-hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><line class=\"bongsu-uncovered\" x1=\"0\" y1=\"0\" x2=\"0\" "
      "y2=\"7\" stroke-width=\"2\"/></pattern></defs>\n",
      Colours(false), Colours(true), id);
}

std::string Points(const std::vector<ChartPoint>& points) {
  std::string out;
  for (const ChartPoint& p : points)
    out += (out.empty() ? "" : " ") + Number(p.x) + "," + Number(p.y);
  return out;
}

std::string Tip(const ChartShape& shape) {
  return shape.tip.empty() ? "" : "<title>" + Escape(shape.tip) + "</title>";
}

std::string Element(const char* name, const ChartShape& shape, const std::string& attributes) {
  const std::string inside = shape.kind == ChartShapeKind::kText ? Escape(shape.text) : Tip(shape);
  const std::string open =
      fmt::format("<{} class=\"bongsu-{}\" {}", name, ChartRoleName(shape.role), attributes);
  return inside.empty() ? open + "/>" : open + ">" + inside + "</" + name + ">";
}

std::string RectSvg(const ChartShape& shape, const std::string& id) {
  const ChartPoint a = shape.points[0], b = shape.points[1];
  std::string attributes = fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", Number(a.x),
                                       Number(a.y), Number(b.x - a.x), Number(b.y - a.y));
  if (shape.role == ChartRole::kUncovered) attributes += " fill=\"url(#" + id + "-hatch)\"";
  return Element("rect", shape, attributes);
}

std::string TextSvg(const ChartShape& shape) {
  const char* anchor = shape.anchor == ChartAnchor::kMiddle ? " text-anchor=\"middle\""
                       : shape.anchor == ChartAnchor::kEnd  ? " text-anchor=\"end\""
                                                            : "";
  return Element("text", shape,
                 fmt::format("x=\"{}\" y=\"{}\" font-size=\"{}\"{}", Number(shape.points[0].x),
                             Number(shape.points[0].y), Number(shape.size), anchor));
}

std::string ShapeSvg(const ChartShape& shape, const std::string& id) {
  std::string out;
  switch (shape.kind) {
    case ChartShapeKind::kRect:
      out = RectSvg(shape, id);
      break;
    case ChartShapeKind::kLine:
      out = Element("polyline", shape, "points=\"" + Points(shape.points) + "\"");
      break;
    case ChartShapeKind::kPolygon:
      out = Element("polygon", shape, "points=\"" + Points(shape.points) + "\"");
      break;
    case ChartShapeKind::kDot:
      out = Element("circle", shape,
                    fmt::format("cx=\"{}\" cy=\"{}\" r=\"{}\"", Number(shape.points[0].x),
                                Number(shape.points[0].y), Number(shape.size)));
      break;
    case ChartShapeKind::kText:
      out = TextSvg(shape);
      break;
  }
  if (shape.link.empty()) return out;
  return fmt::format("<a href=\"{}\" aria-label=\"{}\">{}</a>", Escape(shape.link),
                     Escape(shape.tip), out);
}

}  // namespace

std::string ChartSvg(const BriefChart& chart, const Phrases& phrases, const ChartOptions& options) {
  const ChartDrawing drawing = DrawChart(chart, phrases, options);
  const std::string id = IdOf(chart);
  bool leads = false;
  for (const ChartShape& shape : drawing.shapes) leads = leads || !shape.link.empty();
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"bongsu-chart\" role=\"{0}\" "
      "lang=\"{1}\" xml:lang=\"{1}\" width=\"{2}\" height=\"{3}\" viewBox=\"0 0 {2} {3}\" "
      "aria-labelledby=\"{4}-title {4}-about\">\n"
      "<title id=\"{4}-title\">{5}</title>\n<desc id=\"{4}-about\">{6}</desc>\n",
      leads ? "group" : "img", Escape(phrases.lang()), Number(drawing.width),
      Number(drawing.height), id, Escape(drawing.title), Escape(drawing.about));
  out += Style(id);
  for (const ChartShape& shape : drawing.shapes) out += ShapeSvg(shape, id) + "\n";
  return out + "</svg>\n";
}

std::string ChartHtml(const BriefChart& chart, const Phrases& phrases,
                      const ChartOptions& options) {
  return fmt::format(
      "<div class=\"brief-plot\" style=\"overflow-x:auto\" tabindex=\"0\" role=\"region\" "
      "aria-label=\"{}\">\n{}</div>\n",
      Escape(chart.title), ChartSvg(chart, phrases, options));
}

ChartOptions ChartOptionsOf(const Brief& brief) {
  ChartOptions options;
  for (const BriefPart& part : brief.parts)
    if (part.kind == BriefPartKind::kKeyEvents)
      options.link = [](const BriefChart::Day&) {
        return std::string("#") + BriefPartName(BriefPartKind::kKeyEvents);
      };
  return options;
}

std::string ChartSvgFile(const BriefChart& chart, const Phrases& phrases, ChartOptions options) {
  options.heading = true;
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + ChartSvg(chart, phrases, options);
}

}  // namespace bongsu::report
