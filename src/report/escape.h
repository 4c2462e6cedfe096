// Text of a source in markup: hostile until it went through here.
#ifndef BONGSU_REPORT_ESCAPE_H_
#define BONGSU_REPORT_ESCAPE_H_

#include <string>
#include <string_view>

namespace bongsu::report {

// `text` as text of an element or as a quoted attribute, of HTML and XML. `{` becomes a reference
// as well, so that no template engine reads its marks in a source's words (Jekyll's Liquid); white
// space becomes blanks, other control characters, which HTML forbids, are left out.
std::string EscapeHtml(std::string_view text);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_ESCAPE_H_
