// What a reader makes of one source: metadata and typed blocks of plain text, each byte of which
// can be traced back to the source (codebook section 1, "Spans").
#ifndef BONGSU_DOCUMENT_H_
#define BONGSU_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bongsu/span.h"

namespace bongsu {

// What a block is in its document. Order of evidence preference is body before excerpt before
// title.
enum class BlockKind : uint8_t {
  kTitle,      // front matter `title`, or <title> of a page
  kSummary,    // front matter `excerpt`, `feature_text`, `description`
  kHeading,    // h1..h6, Markdown #
  kParagraph,  // p, div text, Markdown paragraph
  kListItem,
  kTableCell,
  kQuote,    // blockquote, Markdown >
  kCaption,  // figcaption, caption
};
const char* BlockKindName(BlockKind kind);

// How a range of source bytes is decoded into the plain text of its block.
enum class DecodeRule : uint8_t {
  kPlain,       // as it stands, white space folded
  kHtml,        // tags and comments dropped, character references decoded, white space folded
  kMarkdown,    // emphasis, link and code marks dropped, inline HTML as kHtml
  kYamlPlain,   // plain scalar, line folding
  kYamlSingle,  // 'single quoted': '' is '
  kYamlDouble,  // "double quoted": backslash escapes
  kYamlBlock,   // > folded or | literal block scalar: indentation dropped
};
const char* DecodeRuleName(DecodeRule rule);

// One run of the offset map: `text_size` bytes of block text from `text_begin` come from the
// `source_size` bytes at `source_begin`. Runs are in order, cover the whole text, and are 1:1 byte
// for byte when the sizes are equal; else (a character reference, folded white space, an escape)
// the run is indivisible.
struct TextRun {
  uint32_t text_begin = 0;
  uint32_t text_size = 0;
  uint32_t source_begin = 0;
  uint32_t source_size = 0;
};

// One block of plain text. `text` is valid UTF-8, white space folded to single U+0020, no leading
// or trailing blank, never empty. Immutable once the document is read.
struct Block {
  BlockKind kind = BlockKind::kParagraph;
  DecodeRule rule = DecodeRule::kHtml;
  uint8_t heading_level = 0;  // 1..6 for kHeading, else 0
  uint32_t section =
      0;  // counts headings (and rules, <hr>): blocks of one section share it; front matter is 0
  std::string text;
  std::vector<TextRun> runs;
  std::vector<ByteSpan>
      emphasis;  // ranges of `text` that were marked bold, strong or em; sorted, disjoint

  // The smallest source range that covers text [begin, end); on code point boundaries if the given
  // range is. Logarithmic in the number of runs. Requires begin < end <= text.size().
  ByteSpan SourceSpan(uint32_t begin, uint32_t end) const;
};

// Decodes `source[span]` by `rule` and folds white space: the inverse that the span tests (and
// `bongsu check`) use. `span` must come from SourceSpan of a block with that rule.
std::string DecodeRange(std::string_view source, ByteSpan span, DecodeRule rule);

// The publication date and what it rests on.
struct PublicationDate {
  std::string date;   // YYYY-MM-DD, or empty: unknown
  std::string basis;  // "front_matter", "file_name", "option", "page", or empty
};

// One document. A value; immutable after reading; may be read from several threads.
struct Document {
  std::string id;      // codebook `doc`: URL or id given, else normalised relative path
  std::string source;  // the stored bytes that spans point into: the file's own if valid UTF-8,
                       // else decoded
  std::string source_hash;  // 32 hex digits of XXH3-128 over `source`
  std::string lang;         // "ko", "en", "ja", or "und"
  std::string outlet;       // outlet id or domain given by option or front matter; may be empty
  std::string url;          // canonical address if the source names one
  std::string title;        // plain text of the title
  PublicationDate published;
  std::vector<std::string> categories;
  std::vector<std::pair<std::string, std::string>> metadata;  // further front matter, in order
  std::vector<std::string>
      notes;  // what was irregular but harmless ("unclosed <p> at byte 812"), in order
  std::vector<Block> blocks;  // in source order
};

}  // namespace bongsu

#endif  // BONGSU_DOCUMENT_H_
