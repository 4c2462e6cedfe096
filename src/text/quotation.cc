#include "text/quotation.h"

#include "text/utf8.h"

namespace bongsu::text {

QuoteMark QuoteMarkOf(char32_t c) {
  if (c == '"') return {true, true};
  return {c == U'“' || c == U'「' || c == U'『', c == U'”' || c == U'」' || c == U'』'};
}

bool OpensQuotation(std::string_view text, size_t pos) {
  return pos < text.size() && QuoteMarkOf(DecodeUtf8(text, pos)).opens;
}

}  // namespace bongsu::text
