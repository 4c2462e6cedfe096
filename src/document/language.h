// Which language a text is in.
#ifndef BONGSU_DOCUMENT_LANGUAGE_H_
#define BONGSU_DOCUMENT_LANGUAGE_H_

#include <string>
#include <string_view>

namespace bongsu::document {

inline constexpr size_t kLanguageSampleBytes = 2048;

// "ko", "en", "ja", another ISO 639-1 code, or "und" where the text does not say. Scripts settle
// Korean and Japanese, function words plain English (a few microseconds); CLD2 is asked for the
// rest (some fifty microseconds). `text` is valid UTF-8; a sample of at most kLanguageSampleBytes
// is enough.
std::string DetectLanguage(std::string_view text);

// "ko-KR", "KO", "ko_KR.UTF-8" to "ko"; "kor", "eng", "jpn" to their two letters; empty if it is no
// language tag.
std::string NormalizeLanguage(std::string_view tag);

}  // namespace bongsu::document

#endif  // BONGSU_DOCUMENT_LANGUAGE_H_
