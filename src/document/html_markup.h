// What stands at a '<' of HTML: a tag, something without text (comment, script), or a stray sign.
#ifndef BONGSU_DOCUMENT_HTML_MARKUP_H_
#define BONGSU_DOCUMENT_HTML_MARKUP_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace bongsu::document {

// The tags that change how text is read; all others are kOther and transparent.
enum class Tag : uint8_t {
  kOther,
  kEmphasis,       // b, strong, em, i, mark
  kBreak,          // br, wbr apart: white space
  kSkipped,        // script, style ...: no text up to the end tag
  kSkippedNested,  // template, svg: the same, but they nest
  kMeta,
  kLink,
  kHtml,
  // From here on: block tags. Their begin and end are block boundaries.
  kBlock,      // div, section, ul ...: a container that passes its parent's kind on
  kTablePart,  // table, tr ...: the same; their end tags reach past open cells
  kVoidBlock,  // block boundary without content
  kParagraph,
  kRule,
  kTitle,
  kHeading,
  kListItem,
  kTableCell,
  kQuote,
  kCaption,
};
inline bool IsBlockTag(Tag tag) { return tag >= Tag::kBlock; }

struct Markup {
  enum class Kind : uint8_t {
    kText,  // the '<' is a character of the text
    kTag,
    kSkipped,  // comment, declaration, script with its content ...: no text, no effect
  };
  Kind kind = Kind::kText;
  Tag tag = Tag::kOther;
  bool closing = false;
  uint8_t level = 0;           // 1-6 of h1-h6
  uint64_t name = 0;           // hash of the lower-case name
  size_t end = 0;              // one past the markup
  const char* flaw = nullptr;  // what was wrong with it, for a note: "tag without '>'" ...
};

// Reads the markup at `pos`, where source[pos] is '<', as a browser does. Depends on nothing but
// the source and the position, so that a range decodes the same way alone as within its document.
// Deviations from browsers, because they lose sentences: a known name that runs into other letters
// (`</b는`, a slip for `</b>는`) ends there; an unknown one (`<A씨>`) is text; a quote that never
// closes ends with its tag.
Markup ScanMarkup(std::string_view source, size_t pos);

// The tag whose name follows the '<' or '</' at `pos`, without looking for its end; kOther if there
// is none.
Tag PeekTag(std::string_view source, size_t pos);

// The value of attribute `name` (lower case) in the tag source[begin, end), character references
// decoded; empty if absent.
std::string AttributeValue(std::string_view source, size_t begin, size_t end,
                           std::string_view name);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_HTML_MARKUP_H_
