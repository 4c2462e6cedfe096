// Cutting a sentence of evidence to size without cutting what matters.
#ifndef BONGSU_REPORT_BRIEF_CLIP_H_
#define BONGSU_REPORT_BRIEF_CLIP_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace bongsu::report {

// A sentence without the marks of emphasis that its document's reader left in it: runs of two or
// three `*` or `_`. Single ones stay: they may be the text's own.
std::string WithoutEmphasis(std::string_view sentence);

// At most `max_chars` characters of `sentence`, cut marks "…" aside, around `trigger` when the
// beginning would not hold it.
std::string ClipEvidence(std::string_view sentence, std::string_view trigger, size_t max_chars);

// The direct speech of a sentence, without its marks: the longest run between quotation marks that
// is at least `least_chars` long, for shorter ones are names and words. Empty when there is none.
std::string_view DirectSpeech(std::string_view sentence, size_t least_chars = 12);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_CLIP_H_
