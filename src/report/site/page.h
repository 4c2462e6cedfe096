// A page of the site and the frame around it.
#ifndef BONGSU_REPORT_SITE_PAGE_H_
#define BONGSU_REPORT_SITE_PAGE_H_

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "report/brief_names.h"
#include "report/brief_phrases.h"
#include "report/site/model.h"

namespace bongsu::report::site {

// A language of the site: the brief's words and names, the site's own words, and what every page
// says of an event, worked out once. Immutable once made; safe for concurrent use.
struct Tongue {
  Tongue(Phrases phrases_in, Phrases words_in, const lexicon::Lexicon& lexicon)
      : phrases(std::move(phrases_in)), words(std::move(words_in)), names(phrases, lexicon) {}
  Tongue(const Tongue&) = delete;
  Tongue& operator=(const Tongue&) = delete;

  const std::string& lang() const { return phrases.lang(); }
  // A word of the site, filled in, as HTML text.
  std::string Word(std::string_view key, const Slots& slots = {}) const;

  Phrases phrases, words;
  PartyNames names;
  std::vector<std::string> sentences, whens;  // of each event of the model
};

struct Page {
  std::string path;         // within its language's folder: "events/e-12.html"
  std::string collection;   // of Jekyll: the part of the site it belongs to ("events")
  std::string title;        // plain text
  std::string description;  // plain text, a sentence; may be empty
  std::string body;         // HTML of the main part
  std::string json;         // beside the page under the same name with .json; may be empty
  std::string feed;     // of this page's own Atom feed, within the language's folder; may be empty
  bool charts = false;  // it has some, or a map
};

// A page to be made: pages are made one after the other, or on several threads.
struct PagePlan {
  std::string path;
  std::function<Page()> make;
};

// A file that is no page: a feed, a calendar, a part of the search index.
struct FilePlan {
  std::string path;  // from the root of the site
  std::function<std::string()> make;
};

struct Plans {
  std::vector<PagePlan> pages;  // within the language's folder
  std::vector<FilePlan> files;
};

// The whole page.
std::string RenderPage(const Page& page, const Tongue& tongue, const Model& model);
// The same for Jekyll: front matter and the main part; the frame is JekyllLayout.
std::string RenderJekyll(const Page& page, const Tongue& tongue, const Model& model);
// The layout of a language: _layouts/bongsu-LANG.html.
std::string JekyllLayout(const Tongue& tongue, const Model& model);
std::string JekyllConfig(const std::string& title);

std::string SiteTitle(const Tongue& tongue, const Model& model);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_PAGE_H_
