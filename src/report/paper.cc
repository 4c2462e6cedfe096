// One pass over the content with a cursor that moves down the page; text is broken into lines by
// Pango, and a line is the least that moves to the next page. Two passes, for the number of pages
// and the anchors that links may lead to are known only after the first.
#include "report/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "report/drawing_api.h"
#include "report/pdf_language.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

using drawing::Api;

constexpr double kWidth = 595.276, kHeight = 841.89;  // A4
constexpr double kSide = 56, kTop = 56, kFoot = 62;
constexpr double kBottom = kHeight - kFoot, kTextWidth = kWidth - 2 * kSide;
constexpr double kSize = 10, kSmall = 8.5;
constexpr int kFootColumns = 100;  // of the title that stands at every foot
constexpr double kHang = 24;       // of a list's text behind its label
constexpr double kCellPad = 5;
constexpr double kWholeRow = (kBottom - kTop) / 3;  // of a table: a lower one is not cut by a page
constexpr double kHighestHead = 200;  // of a table; a higher one stands on the first page alone

struct Rgb {
  double r, g, b;
};

Rgb ParseColour(const char* hex) {
  const auto part = [&](int at) {
    const auto digit = [](char c) { return c >= 'a' ? c - 'a' + 10 : c - '0'; };
    return (digit(hex[at]) * 16 + digit(hex[at + 1])) / 255.0;
  };
  return {part(1), part(3), part(5)};
}

Rgb ColourOf(PaperInk ink) {
  switch (ink) {
    case PaperInk::kSoft:
      return ParseColour(ChartColourOf(ChartRole::kSoftText).light);
    case PaperInk::kLink:
      return ParseColour(ChartColourOf(ChartRole::kCount).light);
    case PaperInk::kPlain:
      break;
  }
  return ParseColour(ChartColourOf(ChartRole::kText).light);
}

// Line breaks and other control characters as blanks. A stretch without a blank that fills half a
// page gets zero-width ones: Pango's time grows with the square of it.
std::string OneLine(std::string_view text) {
  constexpr size_t kLongestStretch = 2000;  // bytes
  std::string out;
  size_t stretch = 0;
  const std::string whole = text::RepairUtf8(text);
  for (size_t i = 0; i < whole.size(); ++i, ++stretch) {
    const bool blank = static_cast<unsigned char>(whole[i]) <= 0x20 || whole[i] == 0x7f;
    if (blank || (stretch >= kLongestStretch && text::IsBoundary(whole, i))) {
      if (!blank) out += "\u200b";
      stretch = 0;
    }
    out += blank ? ' ' : whole[i];
  }
  return out;
}

// An address as it stands in a tag: only what RFC 3986 allows; other bytes as %XX.
std::string Address(std::string_view url) {
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= 0x20 || byte >= 0x7f || c == '\'' || c == '\\' || c == '"' || c == '<' || c == '>')
      out += fmt::format("%{:02X}", byte);
    else
      out += c;
  }
  return out;
}

std::string Name(std::string_view anchor) {
  std::string out;
  for (const char c : anchor)
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
        c == '_')
      out += c;
  return out;
}

double Points(int pango) { return static_cast<double>(pango) / PANGO_SCALE; }
int Units(double points) { return static_cast<int>(points * PANGO_SCALE); }

cairo_status_t Append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// What both passes draw with: fonts are loaded once.
class Pens {
 public:
  explicit Pens(const Api& api) : api_(api) {}
  ~Pens() {
    if (context) api_.g_object_unref(context);
    if (fonts) api_.g_object_unref(fonts);
  }
  Pens(const Pens&) = delete;
  Pens& operator=(const Pens&) = delete;

  Status Load(const PaperOptions& options) {
    fonts = api_.pango_cairo_font_map_new();
    context = api_.pango_font_map_create_context(fonts);
    api_.pango_context_set_language(context, api_.pango_language_from_string(options.lang.c_str()));
    return CheckFont(options.font);
  }

  PangoFontMap* fonts = nullptr;
  PangoContext* context = nullptr;

 private:
  // Pango takes another font without a word where one is missing, perhaps one without Hangul.
  Status CheckFont(const std::string& family) {
    PangoFontDescription* wanted = api_.pango_font_description_from_string(family.c_str());
    PangoFont* font = api_.pango_context_load_font(context, wanted);
    std::string got;
    if (font) {
      PangoFontDescription* found = api_.pango_font_describe(font);
      if (const char* name = api_.pango_font_description_get_family(found)) got = name;
      api_.pango_font_description_free(found);
      api_.g_object_unref(font);
    }
    api_.pango_font_description_free(wanted);
    if (got == family) return {};
    return {ErrorCode::kNotFound,
            "the font \"" + family + "\", which PDF is set in, is not there (" +
                (got.empty() ? "nor any other" : "\"" + got + "\" would stand in for it") +
                "); install it with: apt-get install fonts-noto-cjk"};
  }

  const Api& api_;
};

// A text broken into lines.
class Lines {
 public:
  // `width` negative: one line.
  Lines(const Api& api, const Pens& pens, const PaperOptions& options, const PaperText& text,
        double size, double width)
      : api_(api), layout_(api.pango_layout_new(pens.context)) {
    PangoFontDescription* description =
        api.pango_font_description_from_string(options.font.c_str());
    api.pango_font_description_set_absolute_size(description, size * PANGO_SCALE);
    api.pango_layout_set_font_description(layout_, description);
    api.pango_font_description_free(description);
    api.pango_layout_set_width(layout_, width < 0 ? -1 : Units(width));
    api.pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
    SetRuns(text, options.lang);
    count_ = api.pango_layout_get_line_count(layout_);
  }
  ~Lines() { api_.g_object_unref(layout_); }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  struct Link {
    guint begin, end;
    std::string to;
  };

  int count() const { return count_; }
  PangoLayoutLine* line(int i) const { return api_.pango_layout_get_line_readonly(layout_, i); }
  PangoRectangle Extents(int i) const {
    PangoRectangle logical{};
    api_.pango_layout_line_get_extents(line(i), nullptr, &logical);
    return logical;
  }
  double Height(int i) const { return Points(Extents(i).height); }
  double Height() const {
    double sum = 0;
    for (int i = 0; i < count_; ++i) sum += Height(i);
    return sum;
  }
  const std::vector<Link>& links() const { return links_; }

 private:
  void SetRuns(const PaperText& text, const std::string& lang) {
    std::string all;
    PangoAttrList* list = api_.pango_attr_list_new();
    for (const PaperRun& run : text) {
      const auto begin = static_cast<guint>(all.size());
      all += run.text == "\n" ? run.text : OneLine(run.text);
      const auto end = static_cast<guint>(all.size());
      const auto add = [&](PangoAttribute* attribute) {
        attribute->start_index = begin;
        attribute->end_index = end;
        api_.pango_attr_list_insert(list, attribute);
      };
      const Rgb ink = ColourOf(run.ink);
      const auto part = [](double value) { return static_cast<guint16>(value * 65535); };
      add(api_.pango_attr_foreground_new(part(ink.r), part(ink.g), part(ink.b)));
      if (run.bold) add(api_.pango_attr_weight_new(PANGO_WEIGHT_BOLD));
      if (run.scale != 1) add(api_.pango_attr_scale_new(run.scale));
      if (!run.lang.empty())
        add(api_.pango_attr_language_new(api_.pango_language_from_string(run.lang.c_str())));
      if (!run.link.empty()) links_.push_back({begin, end, run.link});
      if ((run.lang.empty() ? lang : run.lang) == "ko") KeepWords(all, begin, list);
    }
    api_.pango_layout_set_text(layout_, all.data(), static_cast<int>(all.size()));
    api_.pango_layout_set_attributes(layout_, list);
    api_.pango_attr_list_unref(list);
  }

  // Korean breaks lines between eojeols; Pango, as Unicode (annex 14) leaves it open, anywhere. A
  // very long word may be broken all the same.
  void KeepWords(const std::string& all, guint begin, PangoAttrList* list) {
    constexpr size_t kLongestWord = 60;  // bytes: 20 syllables
    for (size_t at = begin; at < all.size();) {
      const size_t end = std::min(all.find_first_of(" \n", at), all.size());
      if (end - at > 1 && end - at <= kLongestWord) {
        PangoAttribute* keep = api_.pango_attr_allow_breaks_new(FALSE);
        keep->start_index = static_cast<guint>(at);
        keep->end_index = static_cast<guint>(end);
        api_.pango_attr_list_insert(list, keep);
      }
      at = end + 1;
    }
  }

  const Api& api_;
  PangoLayout* layout_;
  int count_ = 0;
  std::vector<Link> links_;
};

class PdfPaper : public Paper {
 public:
  // `pages` and `anchors` as the first pass found them; null in the first.
  PdfPaper(const Api& api, const Pens& pens, const PaperOptions& options, size_t pages,
           const std::set<std::string>* anchors)
      : api_(api), pens_(pens), options_(options), pages_(pages), known_(anchors) {
    surface_ = api.cairo_pdf_surface_create_for_stream(Append, &bytes_, kWidth, kHeight);
    api.cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_4);
    const auto set = [&](cairo_pdf_metadata_t which, const std::string& text) {
      if (!text.empty()) api.cairo_pdf_surface_set_metadata(surface_, which, OneLine(text).c_str());
    };
    set(CAIRO_PDF_METADATA_TITLE, options.title);
    set(CAIRO_PDF_METADATA_SUBJECT, options.subject);
    set(CAIRO_PDF_METADATA_CREATOR, "Bongsu");
    set(CAIRO_PDF_METADATA_CREATE_DATE, options.created);
    set(CAIRO_PDF_METADATA_MOD_DATE, options.created);
    cr_ = api.cairo_create(surface_);
    api.pango_cairo_update_context(cr_, pens.context);
    Element("Document");
  }
  ~PdfPaper() override {
    api_.cairo_destroy(cr_);
    api_.cairo_surface_destroy(surface_);
  }

  size_t page() const { return page_; }
  const std::set<std::string>& anchors() const { return anchors_; }

  Result<std::string> Finish() {
    Begin(0);
    Foot();
    EndList();
    EndElement("Document");
    api_.cairo_show_page(cr_);
    const cairo_status_t drawn = api_.cairo_status(cr_);
    api_.cairo_surface_finish(surface_);
    const cairo_status_t written = api_.cairo_surface_status(surface_);
    for (const cairo_status_t status : {drawn, written})
      if (status != CAIRO_STATUS_SUCCESS)
        return {ErrorCode::kIoError, std::string("cairo could not write the PDF: ") +
                                         api_.cairo_status_to_string(status)};
    return std::move(bytes_);
  }

  void Heading(int level, const std::string& text, const std::string& anchor) override {
    const double size = level == 1 ? 17 : level == 2 ? 13 : 10.5;
    headings_.push_back(
        {level, text, anchor,
         std::make_unique<Lines>(api_, pens_, options_, PaperText{{.text = text, .bold = true}},
                                 size, kTextWidth)});
  }

  void Paragraph(const PaperText& text, bool note) override {
    EndList();
    const double left = kSide + (note ? 10 : 0);
    const Lines lines(api_, pens_, options_, text, note ? kSmall : kSize,
                      kTextWidth - (left - kSide));
    Begin(Start(lines));
    Flow(lines, left, note);
    y_ += 6;
  }

  void Item(const std::string& label, const PaperText& text, const std::string& anchor) override {
    const double size = anchor.empty() ? kSize : kSmall;
    const Lines lines(api_, pens_, options_, text, size, kTextWidth - kHang);
    const Lines mark(api_, pens_, options_, {{.text = label, .ink = PaperInk::kSoft}}, size, -1);
    if (!headings_.empty()) EndList();
    Begin(Start(lines));
    if (!in_list_) Element("L");
    in_list_ = true;
    Element("LI");
    Anchor(anchor);
    const double width = Points(mark.Extents(0).width);
    if (label.starts_with('[')) BeginText("LBody");  // a number is read, a bullet is not
    Show(mark, 0, kSide + std::max(0.0, kHang - 7 - width), y_);
    Flow(lines, kSide + kHang, false, "LBody");
    EndElement("LI");
    y_ += 4;
  }

  void Table(const std::vector<std::string>& columns,
             const std::vector<std::vector<PaperText>>& rows) override {
    if (columns.empty()) return;
    EndList();
    std::vector<PaperText> head;
    for (const std::string& column : columns) head.push_back({{.text = column, .bold = true}});
    const double high = RowHeight(Cells(head, columns.size()));
    const bool again = high < kHighestHead;
    double first = 0;
    if (!rows.empty()) first = RowHeight(Cells(rows.front(), columns.size()));
    Begin(std::min(high + first, kWholeRow));
    Space(2);
    Rule(y_, 0.8);
    Element("Table");
    Row(head, columns.size(), nullptr, "TH");
    for (const auto& row : rows) Row(row, columns.size(), again ? &head : nullptr, "TD");
    EndElement("Table");
    y_ += 8;
  }

  void Chart(const ChartDrawing& chart) override {
    EndList();
    const double scale = kTextWidth / chart.width;
    const Lines title(api_, pens_, options_, {{.text = chart.title, .bold = true}}, kSize,
                      kTextWidth);
    Begin(title.Height() + chart.height * scale + 10);
    Space(4);
    Flow(title, kSide);
    api_.cairo_save(cr_);
    api_.cairo_translate(cr_, kSide, y_);
    api_.cairo_scale(cr_, scale, scale);
    for (const ChartShape& shape : chart.shapes) DrawShape(shape);
    api_.cairo_restore(cr_);
    y_ += chart.height * scale + 6;
  }

 private:
  void Space(double height) {
    if (y_ > kTop) y_ += height;
  }
  // Makes room for the start of something, so high, and for the headings that wait for it.
  void Begin(double need) {
    double height = need;
    for (const PendingHeading& heading : headings_)
      height += Before(heading.level) + heading.lines->Height() + After(heading.level);
    Room(std::min(height, kBottom - kTop));
    for (const PendingHeading& heading : headings_) {
      Space(Before(heading.level));
      Anchor(heading.anchor);
      if (heading.level == 2) Outline(heading.text, heading.anchor);
      constexpr const char* kRoles[] = {"H1", "H2", "H3"};
      Flow(*heading.lines, kSide, false, kRoles[std::clamp(heading.level, 1, 3) - 1]);
      if (heading.level == 2) Rule(y_ + 1, 0.6);
      y_ += After(heading.level);
    }
    headings_.clear();
  }
  static double Before(int level) { return level == 1 ? 0 : level == 2 ? 16 : 8; }
  static double After(int level) { return level == 3 ? 2 : 6; }
  // What of a text must not be parted: a short one whole, of a longer one two lines.
  static double Start(const Lines& lines) {
    constexpr int kShort = 5;
    if (lines.count() <= kShort) return lines.Height();
    return lines.Height(0) + lines.Height(1);
  }

  // Goes to the next page when so much does not fit on this one.
  void Room(double height) {
    if (y_ + height > kBottom && y_ > kTop) NewPage();
  }
  void NewPage() {
    EndText();
    Foot();
    api_.cairo_show_page(cr_);
    ++page_;
    y_ = kTop;
  }

  void Foot() {
    const std::string number =
        pages_ == 0 ? std::to_string(page_) : fmt::format("{} / {}", page_, pages_);
    const Lines right(api_, pens_, options_, {{.text = number, .ink = PaperInk::kSoft}}, 8, -1);
    const Lines left(api_, pens_, options_,
                     {{.text = text::ClipColumns(OneLine(options_.title), kFootColumns),
                       .ink = PaperInk::kSoft}},
                     8, kTextWidth - 60);
    const double y = kBottom + 18;
    if (left.count() > 0) Show(left, 0, kSide, y);
    Show(right, 0, kWidth - kSide - Points(right.Extents(0).width), y);
  }

  void Ink(Rgb colour) { api_.cairo_set_source_rgb(cr_, colour.r, colour.g, colour.b); }

  void Rule(double y, double width) {
    Ink(ParseColour(ChartColourOf(ChartRole::kAxis).light));
    api_.cairo_set_line_width(cr_, width);
    api_.cairo_move_to(cr_, kSide, y);
    api_.cairo_line_to(cr_, kWidth - kSide, y);
    api_.cairo_stroke(cr_);
  }

  // Elements of the structure that hold others; they may go over pages.
  void Element(const char* role) { api_.cairo_tag_begin(cr_, role, ""); }
  void EndElement(const char* role) { api_.cairo_tag_end(cr_, role); }
  void EndList() {
    if (in_list_) EndElement("L");
    in_list_ = false;
  }

  // What is drawn until EndText is one element of the structure that screen readers follow, on one
  // page. `role` is a literal: "P", "H1" ... Links come after it, for cairo 1.16 nests nothing.
  void BeginText(const char* role) {
    if (role_ != nullptr) return;
    role_ = role;
    api_.cairo_tag_begin(cr_, role_, "");
  }
  void EndText() {
    if (role_ == nullptr) return;
    api_.cairo_tag_end(cr_, role_);
    role_ = nullptr;
    for (const std::string& link : links_) Tag(CAIRO_TAG_LINK, link);
    links_.clear();
  }

  // All lines from y_ on, over as many pages as they need.
  void Flow(const Lines& lines, double left, bool barred = false, const char* role = "P") {
    for (int i = 0; i < lines.count(); ++i) {
      const double height = lines.Height(i);
      Room(height);
      BeginText(role);
      if (barred) {
        Ink(ParseColour(ChartColourOf(ChartRole::kGrid).light));
        api_.cairo_rectangle(cr_, left - 10, y_, 2.5, height);
        api_.cairo_fill(cr_);
      }
      Show(lines, i, left, y_);
      y_ += height;
    }
    EndText();
  }

  // One line, its top at y.
  void Show(const Lines& lines, int i, double left, double y) {
    const PangoRectangle logical = lines.Extents(i);
    Ink(ColourOf(PaperInk::kPlain));
    api_.cairo_move_to(cr_, left, y - Points(logical.y));
    api_.pango_cairo_show_layout_line(cr_, lines.line(i));
    const PangoLayoutLine* line = lines.line(i);
    const auto begin = static_cast<guint>(line->start_index);
    const guint end = begin + static_cast<guint>(line->length);
    for (const Lines::Link& link : lines.links())
      if (link.begin < end && link.end > begin)
        LinkLine(lines, i, std::max(begin, link.begin), std::min(end, link.end), link.to, left, y);
  }

  void LinkLine(const Lines& lines, int i, guint begin, guint end, const std::string& to,
                double left, double y) {
    const std::string target = Target(to);
    if (target.empty()) return;
    int* ranges = nullptr;
    int count = 0;
    api_.pango_layout_line_get_x_ranges(lines.line(i), static_cast<int>(begin),
                                        static_cast<int>(end), &ranges, &count);
    std::string rects;
    for (int k = 0; k < count; ++k)
      rects += fmt::format("{}{:.2f} {:.2f} {:.2f} {:.2f}", k == 0 ? "" : " ",
                           left + Points(ranges[2 * k]), y,
                           Points(ranges[2 * k + 1] - ranges[2 * k]), lines.Height(i));
    api_.g_free(ranges);
    if (count > 0) links_.push_back("rect=[" + rects + "] " + target);
  }

  // Attributes of a link; empty where it leads nowhere.
  std::string Target(const std::string& to) const {
    if (to.starts_with('#')) {
      const std::string name = Name(to);
      return known_ && known_->contains(name) ? "dest='" + name + "'" : "";
    }
    const bool web = to.starts_with("https://") || to.starts_with("http://");
    return web ? "uri='" + Address(to) + "'" : "";
  }

  void Tag(const char* tag, const std::string& attributes) {
    api_.cairo_tag_begin(cr_, tag, attributes.c_str());
    api_.cairo_tag_end(cr_, tag);
  }

  void Anchor(const std::string& anchor) {
    const std::string name = Name(anchor);
    if (name.empty() || !anchors_.insert(name).second) return;
    Tag(CAIRO_TAG_DEST, fmt::format("name='{}' x={:.2f} y={:.2f}", name, kSide, y_));
  }

  void Outline(const std::string& text, const std::string& anchor) {
    const std::string target = Target("#" + anchor);
    if (!target.empty())
      api_.cairo_pdf_surface_add_outline(surface_, CAIRO_PDF_OUTLINE_ROOT, OneLine(text).c_str(),
                                         target.c_str(), CAIRO_PDF_OUTLINE_FLAG_OPEN);
  }

  std::vector<std::unique_ptr<Lines>> Cells(const std::vector<PaperText>& cells, size_t columns) {
    const double width = kTextWidth / static_cast<double>(columns);
    std::vector<std::unique_ptr<Lines>> texts;
    for (size_t c = 0; c < columns; ++c)
      texts.push_back(std::make_unique<Lines>(api_, pens_, options_,
                                              c < cells.size() ? cells[c] : PaperText(),
                                              kSmall + 0.5, width - 2 * kCellPad));
    return texts;
  }
  static double RowHeight(const std::vector<std::unique_ptr<Lines>>& texts) {
    double height = 0;
    for (const auto& text : texts) height = std::max(height, text->Height());
    return height + 2 * kCellPad;
  }

  // The cells side by side; a row that is higher than the rest of the page goes on on the next.
  // `role`: of a cell in the structure; null: it stands there already.
  void Row(const std::vector<PaperText>& cells, size_t columns, const std::vector<PaperText>* head,
           const char* role) {
    const double width = kTextWidth / static_cast<double>(columns);
    const auto texts = Cells(cells, columns);
    const double height = RowHeight(texts);
    if (y_ + (height < kWholeRow ? height : 40.0) > kBottom && y_ > kTop)
      NextPageOfTable(columns, head);
    if (role != nullptr) Element("TR");
    std::vector<int> next(columns, 0);
    for (bool more = true; more;) {
      more = false;
      double lowest = y_ + kCellPad;
      for (size_t c = 0; c < columns; ++c) {
        double y = y_ + kCellPad;
        int& i = next[c];
        if (role != nullptr && i < texts[c]->count()) BeginText(role);
        for (; i < texts[c]->count() && y + texts[c]->Height(i) + kCellPad <= kBottom; ++i) {
          Show(*texts[c], i, kSide + width * static_cast<double>(c) + kCellPad, y);
          y += texts[c]->Height(i);
        }
        EndText();
        lowest = std::max(lowest, y);
        more = more || i < texts[c]->count();
      }
      y_ = lowest + kCellPad;
      Rule(y_, 0.5);
      if (more) NextPageOfTable(columns, head);
    }
    if (role != nullptr) EndElement("TR");
  }

  void NextPageOfTable(size_t columns, const std::vector<PaperText>* head) {
    NewPage();
    Rule(y_, 0.8);
    if (head) Row(*head, columns, nullptr, nullptr);
  }

  void DrawShape(const ChartShape& shape) {
    const Rgb colour = ParseColour(ChartColourOf(shape.role).light);
    if (shape.role == ChartRole::kDay || shape.role == ChartRole::kPaper) return;
    Ink(colour);
    api_.cairo_new_path(cr_);
    const ChartPoint first = shape.points.front();
    switch (shape.kind) {
      case ChartShapeKind::kRect:
        Rect(shape);
        break;
      case ChartShapeKind::kDot:
        api_.cairo_arc(cr_, first.x, first.y, shape.size, 0, 2 * 3.141592653589793);
        api_.cairo_fill(cr_);
        break;
      case ChartShapeKind::kText:
        Label(shape);
        break;
      case ChartShapeKind::kLine:
      case ChartShapeKind::kPolygon:
        Path(shape);
        break;
    }
  }

  void Rect(const ChartShape& shape) {
    const ChartPoint a = shape.points[0], b = shape.points[1];
    api_.cairo_rectangle(cr_, a.x, a.y, b.x - a.x, b.y - a.y);
    if (shape.role != ChartRole::kUncovered) return api_.cairo_fill(cr_);
    api_.cairo_save(cr_);
    api_.cairo_clip(cr_);
    constexpr double kHatch = 9.9;  // 7 across, as in SVG
    api_.cairo_set_line_width(cr_, 2);
    for (double x = a.x - (b.y - a.y); x < b.x; x += kHatch) {
      api_.cairo_move_to(cr_, x, b.y);
      api_.cairo_line_to(cr_, x + (b.y - a.y), a.y);
    }
    api_.cairo_stroke(cr_);
    api_.cairo_restore(cr_);
    api_.cairo_rectangle(cr_, a.x, a.y, b.x - a.x, b.y - a.y);
    api_.cairo_set_line_width(cr_, 1);
    api_.cairo_stroke(cr_);
  }

  void Path(const ChartShape& shape) {
    api_.cairo_move_to(cr_, shape.points.front().x, shape.points.front().y);
    for (const ChartPoint& point : shape.points) api_.cairo_line_to(cr_, point.x, point.y);
    if (shape.kind == ChartShapeKind::kPolygon) {
      api_.cairo_close_path(cr_);
      return api_.cairo_fill(cr_);
    }
    constexpr double kBroken[] = {5, 4};
    const bool broken = shape.role == ChartRole::kExpected;
    api_.cairo_set_dash(cr_, kBroken, broken ? 2 : 0, 0);
    api_.cairo_set_line_join(cr_, CAIRO_LINE_JOIN_ROUND);
    api_.cairo_set_line_width(cr_, shape.role == ChartRole::kCount ? 2 : broken ? 1.5 : 1);
    api_.cairo_stroke(cr_);
    api_.cairo_set_dash(cr_, kBroken, 0, 0);
  }

  void Label(const ChartShape& shape) {
    const PaperInk ink = shape.role == ChartRole::kText ? PaperInk::kPlain : PaperInk::kSoft;
    const Lines line(api_, pens_, options_, {{.text = shape.text, .ink = ink}}, shape.size, -1);
    const double width = Points(line.Extents(0).width);
    const double left = shape.points[0].x - (shape.anchor == ChartAnchor::kEnd      ? width
                                             : shape.anchor == ChartAnchor::kMiddle ? width / 2
                                                                                    : 0);
    api_.cairo_move_to(cr_, left, shape.points[0].y);
    api_.pango_cairo_show_layout_line(cr_, line.line(0));
  }

  const Api& api_;
  const Pens& pens_;
  const PaperOptions& options_;
  const size_t pages_;
  const std::set<std::string>* known_;
  struct PendingHeading {
    int level;
    std::string text, anchor;
    std::unique_ptr<Lines> lines;
  };
  std::vector<PendingHeading> headings_;  // until what they stand above
  std::set<std::string> anchors_;
  bool in_list_ = false;
  const char* role_ = nullptr;      // of the text begun; null: none
  std::vector<std::string> links_;  // in it
  std::string bytes_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cr_ = nullptr;
  size_t page_ = 1;
  double y_ = kTop;
};

}  // namespace

Result<std::string> WritePaper(const PaperOptions& options,
                               const std::function<void(Paper&)>& fill) {
  BONGSU_ASSIGN_OR_RETURN(const Api* api, drawing::Load());
  Pens pens(*api);
  BONGSU_RETURN_IF_ERROR(pens.Load(options));
  PdfPaper counted(*api, pens, options, 0, nullptr);
  fill(counted);
  const size_t pages = counted.page();
  if (pages > kMaxPaperPages)
    return {ErrorCode::kResourceExhausted,
            fmt::format("a PDF of {} pages; at most {}", pages, kMaxPaperPages)};
  BONGSU_RETURN_IF_ERROR([&]() -> Status {
    const auto first = counted.Finish();
    return first ? Status() : first.error();
  }());
  PdfPaper paper(*api, pens, options, pages, &counted.anchors());
  fill(paper);
  BONGSU_ASSIGN_OR_RETURN(std::string pdf, paper.Finish());
  AddPdfLanguage(options.lang, &pdf);
  return pdf;
}

}  // namespace bongsu::report
