#include "base/json.h"
#include "report/brief_render.h"

namespace bongsu::report {
namespace {

// A scalar in double quotes: JSON's strings are YAML's (YAML 1.2, 7.3.1).
std::string Scalar(const std::string& text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

// Liquid reads a post before Markdown does: two braces are its mark.
std::string WithoutLiquid(const std::string& html) {
  std::string out;
  for (size_t i = 0; i < html.size(); ++i)
    if (html[i] == '{' && i + 1 < html.size() && (html[i + 1] == '{' || html[i + 1] == '%'))
      out += "&#123;";
    else
      out += html[i];
  return out;
}

}  // namespace

std::string BriefJekyll(const Brief& brief, const ChartDrawer& draw) {
  std::string out = "---\nlayout: post\ntitle: " + Scalar(brief.title) + "\n";
  if (!brief.until.empty()) out += "date: " + brief.until + "\n";
  out += "lang: " + brief.lang + "\ncategories:\n  - Brief\n";
  if (!brief.situation.empty()) out += "  - " + Scalar(brief.situation) + "\n";
  out += "excerpt: " + Scalar(brief.excerpt) + "\nfeature_text: " + Scalar(brief.excerpt) +
         "\nimage: ''\n---\n\n";
  return out + WithoutLiquid(BriefHtmlBody(brief, draw));
}

}  // namespace bongsu::report
