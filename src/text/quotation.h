// Marks of direct speech, shared by the analysers and the coder.
#ifndef BONGSU_TEXT_QUOTATION_H_
#define BONGSU_TEXT_QUOTATION_H_

#include <cstddef>
#include <string_view>

namespace bongsu::text {

// What a code point says as a mark of direct speech; an ASCII quotation mark does both.
struct QuoteMark {
  bool opens = false, closes = false;
  explicit operator bool() const { return opens || closes; }
};
QuoteMark QuoteMarkOf(char32_t c);

// True when a mark that opens direct speech begins at byte `pos`.
bool OpensQuotation(std::string_view text, size_t pos);

}  // namespace bongsu::text

#endif  // BONGSU_TEXT_QUOTATION_H_
