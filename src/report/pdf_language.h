// The language of a PDF, which cairo has no call for.
#ifndef BONGSU_REPORT_PDF_LANGUAGE_H_
#define BONGSU_REPORT_PDF_LANGUAGE_H_

#include <string>

namespace bongsu::report {

// Adds /Lang to the document catalogue, and to one with a structure tree the mark that it is meant
// to be read by it, by an incremental update (ISO 32000-1, 7.5.6 and 14.9.2):
// what cairo wrote stays as it is. `lang` is a tag of BCP 47. False, and nothing changed, when the
// bytes end in no plain cross-reference table or `lang` is no tag.
bool AddPdfLanguage(const std::string& lang, std::string* pdf);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_PDF_LANGUAGE_H_
