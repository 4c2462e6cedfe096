// HTML character references: &amp; &#8220; &#x27; and those that lost their semicolon.
#ifndef BONGSU_DOCUMENT_CHARACTER_REFERENCE_H_
#define BONGSU_DOCUMENT_CHARACTER_REFERENCE_H_

#include <cstddef>
#include <string_view>

namespace bongsu::document {

struct CharacterReference {
  size_t end = 0;  // one past the reference; 0: there is none here, the '&' is text
  char32_t cp = 0;
};

// The reference that begins with the '&' at `pos`, read as a browser does in text: the longest name
// that fits, without semicolon only for the names that HTML has always allowed so; numbers 128-159
// mean Windows-1252; zero, surrogates and numbers beyond U+10FFFF become U+FFFD.
CharacterReference ScanCharacterReference(std::string_view source, size_t pos);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_CHARACTER_REFERENCE_H_
