// Builds the plain text of one block together with the map back to its source.
//
// Every decoder (HTML, Markdown, YAML) feeds this builder, and `DecodeRange` feeds it too: what a
// reader makes of a block and what a checker makes of a span of it go through the same code, so
// they cannot drift apart.
#ifndef BONGSU_DOCUMENT_BLOCK_TEXT_H_
#define BONGSU_DOCUMENT_BLOCK_TEXT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/document.h"

namespace bongsu::document {

// What a code point is to plain text.
enum class CodePointClass : uint8_t {
  kText,
  kBlank,    // any Unicode white space: folded to one U+0020
  kDropped,  // controls, zero-width marks, soft hyphen, byte order mark: invisible, and they break
             // matching
};
CodePointClass Classify(char32_t cp);

// Text, runs and emphasis of one block. Blanks are held back until text follows, so the text never
// begins or ends with one and never has two in a row. One thread at a time; reused block after
// block to keep its memory.
class BlockText {
 public:
  explicit BlockText(std::string_view source) : source_(source) {}

  // Appends source[begin, end) byte for byte. The bytes hold no blank at either end, no two blanks
  // in a row and nothing that Classify() drops.
  void AppendBytes(size_t begin, size_t end);
  // White space of any kind at source[begin, end): a space, a line end with indentation, a <br>.
  void AppendBlank(size_t begin, size_t end);
  // One code point that source[begin, end) stands for (a character reference, an escape).
  void AppendCodePoint(char32_t cp, size_t begin, size_t end);

  // Whether text appended from now on is marked bold or italic.
  void SetEmphasis(bool on) { emphasised_ = on; }

  bool empty() const { return text_.empty(); }
  const std::string& text() const { return text_; }
  std::string_view source() const { return source_; }

  // Copies the text, runs and emphasis into `block` at their exact sizes and starts over.
  void Take(Block& block);
  void Clear();

 private:
  void FlushBlank();
  void AddRun(size_t text_size, size_t source_begin, size_t source_size);
  void Emphasise(size_t text_begin);

  std::string_view source_;
  std::string text_;
  std::vector<TextRun> runs_;
  std::vector<ByteSpan> emphasis_;
  bool emphasised_ = false;
  bool blank_pending_ = false;
  bool blank_emphasised_ = false;
  size_t blank_begin_ = 0, blank_end_ = 0;
};

// What a byte is to the plain text scanner.
enum class ByteClass : uint8_t {
  kOrdinary,  // copied as it is (continuation bytes too)
  kBlank,     // ASCII white space
  kControl,   // dropped
  kLead,      // may begin a code point that is folded or dropped
  kStop,      // means something in this syntax: the scanner hands it back
};
using ByteClasses = std::array<ByteClass, 256>;

// The table of a syntax whose special bytes are `stops`.
constexpr ByteClasses MakeByteClasses(std::string_view stops) {
  ByteClasses classes{};
  for (size_t b = 0; b < 0x20; ++b) classes[b] = ByteClass::kControl;
  classes[0x7F] = ByteClass::kControl;
  for (const char c : {' ', '\t', '\n', '\r', '\f', '\v'})
    classes[static_cast<unsigned char>(c)] = ByteClass::kBlank;
  for (const unsigned lead : {0xC2u, 0xD8u, 0xE1u, 0xE2u, 0xE3u, 0xEFu})
    classes[lead] = ByteClass::kLead;
  for (const char c : stops) classes[static_cast<unsigned char>(c)] = ByteClass::kStop;
  return classes;
}

// Appends source[begin, end) as plain text up to the first stop byte; returns where it stopped
// (`end` if nowhere). The source is valid UTF-8. Cost: about a nanosecond per byte.
size_t AppendPlain(BlockText& out, size_t begin, size_t end, const ByteClasses& classes);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_BLOCK_TEXT_H_
