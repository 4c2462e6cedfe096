// Terms of the search index. The browser makes the same of a query (web/src/terms.ts); the file
// tests/data/search-terms.tsv holds both to the same answers.
#ifndef BONGSU_REPORT_SITE_SEARCH_TERMS_H_
#define BONGSU_REPORT_SITE_SEARCH_TERMS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bongsu::report::site {

// Korean, Japanese and Chinese writing has no blanks to rely on: of a run of Hangul, kana and Han
// characters every two neighbours are a term, and its last character is one. Anything else that is
// a letter or a digit makes words, in small letters; words of one character are none. Full-width
// Latin letters and digits count as plain ones. In order of the text, repetitions included.
std::vector<std::string> SearchTerms(std::string_view text);

// Which of `count` parts of the index a term is in: by its first character, of a word by its first
// two, so that a beginning of a term leads to the same part.
uint32_t SearchPart(std::string_view term, uint32_t count);

// A list of rising numbers as text: differences in digits of base 32 (5 bits a character, lowest
// first, 32 added while more follow), each written as one of 64 characters.
std::string PackNumbers(const std::vector<uint32_t>& rising);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_SEARCH_TERMS_H_
