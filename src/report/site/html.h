// Pieces of HTML that every page of the site is made of. All text of sources is hostile: what goes
// into a page goes through these functions.
#ifndef BONGSU_REPORT_SITE_HTML_H_
#define BONGSU_REPORT_SITE_HTML_H_

#include <string>
#include <string_view>

#include "report/escape.h"

namespace bongsu::report::site {

// `json` for a <script type="application/json">: what ends a script, opens a comment or a template
// within a string is written as \u00XX. Its value stays the same.
std::string ScriptJson(std::string_view json);

// `url` when it is an absolute http or https address without blanks and control characters, else
// empty: no page of the site links elsewhere.
std::string SafeUrl(std::string_view url);

// A name for a file made of `text`: ASCII letters, digits, '.', '_' and '-' stay, anything else
// becomes '_' followed by a hash of the whole, so that distinct texts have distinct names. Never
// empty, never beginning with a dot or an underscore.
std::string FileName(std::string_view text);

// The way from the page at `from` to the file at `to`, both relative to the root of the site:
// "en/events/a.html", "assets/site.css" give "../../assets/site.css".
std::string Relative(std::string_view from, std::string_view to);

// <a href="HREF">TEXT</a>, both escaped.
std::string Link(std::string_view href, std::string_view text);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_HTML_H_
