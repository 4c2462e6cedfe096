// Pages of A4 that text, tables and charts flow onto, written as PDF by cairo and Pango. Knows
// nothing of briefs (brief_pdf.h does). Lengths are in points, 1/72 inch.
#ifndef BONGSU_REPORT_PAPER_H_
#define BONGSU_REPORT_PAPER_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "bongsu/result.h"
#include "report/chart.h"

namespace bongsu::report {

enum class PaperInk : uint8_t { kPlain, kSoft, kLink };

// A stretch of text in one style.
struct PaperRun {
  std::string text = {};  // one line feed alone: a new line
  PaperInk ink = PaperInk::kPlain;
  bool bold = false;
  double scale = 1;       // of the size of the text around it
  std::string lang = {};  // where it is not the document's: chooses the forms of shared characters
  std::string link = {};  // "#name" of an anchor of this document, or a web address; may be empty
};
using PaperText = std::vector<PaperRun>;

struct PaperOptions {
  std::string title, subject;  // of the document
  std::string lang;            // "ko"
  std::string created;         // YYYY-MM-DDTHH:MM:SSZ
  std::string font = "Noto Sans CJK KR";
};

// One thread at a time. Text is UTF-8; what is not is repaired, and control characters become
// blanks. Names of anchors are ASCII letters, digits, "-" and "_".
class Paper {
 public:
  virtual ~Paper() = default;
  Paper() = default;
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  // `level` 1 is the title of the document, 2 a part (in the outline), 3 below it. Never the last
  // thing on a page. `anchor` may be empty.
  virtual void Heading(int level, const std::string& text, const std::string& anchor) = 0;
  virtual void Paragraph(const PaperText& text, bool note) = 0;
  // Of a list; `label` hangs before it: "•", "[3]".
  virtual void Item(const std::string& label, const PaperText& text, const std::string& anchor) = 0;
  // Columns of one width. The names of the columns stand again on every page.
  virtual void Table(const std::vector<std::string>& columns,
                     const std::vector<std::vector<PaperText>>& rows) = 0;
  // As wide as the text, its title above; never cut by a page.
  virtual void Chart(const ChartDrawing& drawing) = 0;
};

// Calls `fill` twice, first to count the pages, and returns the PDF: every page has "3 / 7" at its
// foot. Same input, libraries and fonts, same bytes. A link to an anchor that `fill` does not set
// is left out. kNotFound when a library or the font is not there (the message names the Debian
// package), kUnsupported when a library is too old, kResourceExhausted beyond kMaxPaperPages,
// kIoError when cairo refuses.
Result<std::string> WritePaper(const PaperOptions& options,
                               const std::function<void(Paper&)>& fill);
inline constexpr size_t kMaxPaperPages = 5000;

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_PAPER_H_
