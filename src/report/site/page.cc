#include "report/site/page.h"

#include <fmt/format.h>

#include "base/json.h"
#include "report/site/html.h"

namespace bongsu::report::site {
namespace {

// Nothing but the site's own files is loaded, wherever it lies: `file:` stands for a site opened
// from a folder, where 'self' means nothing to some browsers.
constexpr char kPolicy[] =
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file: "
    "data:; form-action 'self' file:; base-uri 'none'";

struct NavItem {
  const char* path;
  const char* word;
};
constexpr NavItem kNav[] = {
    {"index.html", "nav.overview"},      {"chronology/index.html", "nav.chronology"},
    {"actors/index.html", "nav.actors"}, {"dyads/index.html", "nav.dyads"},
    {"network.html", "nav.network"},     {"map.html", "nav.map"},
    {"ledger/index.html", "nav.ledger"}, {"registers/index.html", "nav.registers"},
    {"calendar.html", "nav.calendar"},   {"briefs/index.html", "nav.briefs"},
    {"search.html", "nav.search"},       {"about.html", "nav.about"}};

std::string_view FolderOf(std::string_view path) { return path.substr(0, path.find('/')); }

// Jekyll fills in the frame of a page itself; what differs from page to page is Liquid there.
struct Frame {
  std::string lang, title, description, root, path, json, feed, charts, content;
  std::string lang_root;  // the way to the language's folder
};

std::string HeadLinks(const Frame& f, const Tongue& tongue) {
  std::string out = fmt::format(
      "<link rel=\"stylesheet\" href=\"{0}assets/site.css\">\n"
      "<link rel=\"icon\" type=\"image/svg+xml\" href=\"{0}assets/icon.svg\">\n"
      "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{1}\" "
      "href=\"{2}fires.xml\">\n"
      "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"{3}\" "
      "href=\"{2}events.xml\">\n",
      f.root, tongue.Word("feed.fires"), f.lang_root, tongue.Word("feed.events"));
  return out;
}

std::string LanguageLinks(const Frame& f, const Tongue& tongue, const Model& model) {
  if (model.options->langs.size() < 2) return {};
  std::string out = "<ul class=\"langs\" aria-label=\"" + tongue.Word("lang.label") + "\">\n";
  for (const std::string& lang : model.options->langs)
    out += fmt::format("<li><a lang=\"{0}\" hreflang=\"{0}\" href=\"{1}{0}/{2}\"{3}>{4}</a></li>\n",
                       lang, f.root, f.path, lang == f.lang ? " aria-current=\"true\"" : "",
                       tongue.Word("lang." + lang));
  return out + "</ul>\n";
}

std::string Header(const Frame& f, const Tongue& tongue, const Model& model,
                   const std::string& current) {
  std::string out = fmt::format(
      "<a class=\"skip\" href=\"#main\">{}</a>\n<header class=\"top\">\n<div class=\"bar\">"
      "<a class=\"brand\" href=\"{}index.html\">{}</a>\n"
      "<form role=\"search\" action=\"{}search.html\" method=\"get\"><label class=\"hidden\" "
      "for=\"find\">{}</label><input id=\"find\" name=\"q\" type=\"search\" "
      "placeholder=\"{}\" autocomplete=\"off\"><button>{}</button></form>\n",
      tongue.Word("skip"), f.lang_root, EscapeHtml(SiteTitle(tongue, model)), f.lang_root,
      tongue.Word("search.label"), tongue.Word("search.placeholder"), tongue.Word("search.go"));
  out += "<div class=\"tools\">\n" + LanguageLinks(f, tongue, model) +
         "<button type=\"button\" class=\"theme\" hidden "
         "data-light=\"" +
         tongue.Word("theme.light") + "\" data-dark=\"" + tongue.Word("theme.dark") + "\">" +
         tongue.Word("theme.dark") + "</button></div></div>\n";
  out += "<nav aria-label=\"" + tongue.Word("nav.label") + "\"><ul>\n";
  for (const NavItem& item : kNav) {
    const std::string_view path = item.path;
    const bool here =
        path == current || (path.find('/') != path.npos && FolderOf(path) == FolderOf(current));
    out += fmt::format(
        "<li><a href=\"{}{}\"{}>{}</a></li>\n", f.lang_root, path,
        here ? (path == current ? " aria-current=\"page\"" : " aria-current=\"true\"") : "",
        tongue.Word(item.word));
  }
  return out + "</ul></nav>\n</header>\n";
}

std::string Footer(const Frame& f, const Tongue& tongue, const Model& model) {
  std::string out = "<footer>\n<p>" + tongue.Word("footer.note") + " " +
                    EscapeHtml(tongue.phrases.Fill("note.dates")) + "</p>\n<p>" +
                    tongue.Word("footer.as_of", {{"day", watch::FormatDayNumber(model.input->on)}});
  if (!f.json.empty())
    out += fmt::format(" · <a href=\"{}\" type=\"application/json\">JSON</a>", f.json);
  return out + fmt::format(
                   " · <a href=\"{0}fires.xml\">{1}</a> · <a href=\"{0}events.xml\">{2}</a> · "
                   "<a href=\"{0}planned.ics\">{3}</a></p>\n</footer>\n",
                   f.lang_root, tongue.Word("feed.fires"), tongue.Word("feed.events"),
                   tongue.Word("feed.planned"));
}

std::string Whole(const Frame& f, const Tongue& tongue, const Model& model,
                  const std::string& current) {
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"generator\" "
      "content=\"Bongsu\">\n<title>{}</title>\n",
      f.lang, kPolicy, f.title);
  if (!f.description.empty())
    out += "<meta name=\"description\" content=\"" + f.description + "\">\n";
  out += fmt::format("<script src=\"{}assets/theme.js\"></script>\n", f.root);
  out += HeadLinks(f, tongue);
  if (!f.json.empty())
    out += fmt::format("<link rel=\"alternate\" type=\"application/json\" href=\"{}\">\n", f.json);
  if (!f.feed.empty())
    out +=
        fmt::format("<link rel=\"alternate\" type=\"application/atom+xml\" href=\"{}\">\n", f.feed);
  for (const std::string& lang : model.options->langs)
    if (lang != f.lang)
      out += fmt::format("<link rel=\"alternate\" hreflang=\"{0}\" href=\"{1}{0}/{2}\">\n", lang,
                         f.root, f.path);
  out += f.charts;
  out += fmt::format("<script defer src=\"{}assets/site.js\"></script>\n</head>\n<body>\n", f.root);
  out += Header(f, tongue, model, current);
  out += "<main id=\"main\" tabindex=\"-1\">\n" + f.content + "</main>\n";
  return out + Footer(f, tongue, model) + "</body>\n</html>\n";
}

std::string JsonPath(const std::string& path) { return path.substr(0, path.rfind('.')) + ".json"; }

// A scalar of front matter: JSON is YAML.
std::string Yaml(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

}  // namespace

std::string Tongue::Word(std::string_view key, const Slots& slots) const {
  return EscapeHtml(words.Fill(key, slots));
}

std::string SiteTitle(const Tongue& tongue, const Model& model) {
  return model.options->title.empty() ? tongue.words.Fill("site.title") : model.options->title;
}

std::string RenderPage(const Page& page, const Tongue& tongue, const Model& model) {
  Frame f;
  const std::string here = tongue.lang() + "/" + page.path;
  f.lang = tongue.lang();
  f.title = page.path == "index.html" ? EscapeHtml(SiteTitle(tongue, model))
                                      : EscapeHtml(page.title + " – " + SiteTitle(tongue, model));
  f.description = EscapeHtml(page.description);
  f.root = Relative(here, "");
  f.lang_root = Relative(page.path, "");
  f.path = page.path;
  if (!page.json.empty()) f.json = Relative(page.path, JsonPath(page.path));
  if (!page.feed.empty()) f.feed = Relative(page.path, page.feed);
  if (page.charts)
    f.charts = fmt::format("<script defer src=\"{}assets/charts.js\"></script>\n", f.root);
  f.content = page.body;
  return Whole(f, tongue, model, page.path);
}

std::string RenderJekyll(const Page& page, const Tongue& tongue, const Model& model) {
  const std::string here = tongue.lang() + "/" + page.path;
  std::string out = "---\nlayout: bongsu-" + tongue.lang() + "\n";
  out += "render_with_liquid: false\n";
  out += "title: " + Yaml(EscapeHtml(page.title + " – " + SiteTitle(tongue, model))) + "\n";
  out += "description: " + Yaml(EscapeHtml(page.description)) + "\n";
  out += "lang: " + tongue.lang() + "\npermalink: " + Yaml("/" + here) + "\n";
  out += "root: " + Yaml(Relative(here, "")) + "\n";
  out += "lang_root: " + Yaml(Relative(page.path, "")) + "\n";
  out += "path_in_language: " + Yaml(page.path) + "\n";
  if (!page.json.empty()) out += "json: " + Yaml(Relative(page.path, JsonPath(page.path))) + "\n";
  out += std::string("charts: ") + (page.charts ? "true" : "false") + "\n---\n";
  return out + page.body;
}

std::string JekyllLayout(const Tongue& tongue, const Model& model) {
  Frame f;
  f.lang = tongue.lang();
  f.title = "{{ page.title }}";
  f.description = "{{ page.description }}";
  f.root = "{{ page.root }}";
  f.lang_root = "{{ page.lang_root }}";
  f.path = "{{ page.path_in_language }}";
  f.charts =
      "{% if page.charts %}<script defer src=\"{{ page.root }}assets/charts.js\"></script>\n"
      "{% endif %}";
  f.content = "{{ content }}";
  return Whole(f, tongue, model, "");
}

std::string JekyllConfig(const std::string& title) {
  std::string out =
      "# Written by bongsu site --jekyll. To add the site to one you have, copy `collections` and\n"
      "# the folders whose names begin with an underscore.\ntitle: " +
      Yaml(title) + "\ncollections:\n";
  for (const char* name : {"overview", "situations", "events", "actors", "dyads", "places",
                           "ledger", "registers", "chronology", "briefs"})
    out += std::string("  bongsu_") + name + ":\n    output: true\n";
  return out + "exclude: [bongsu-site.tsv]\n";
}

}  // namespace bongsu::report::site
