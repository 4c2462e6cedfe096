#include "report/brief_pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/file.h"
#include "report/paper.h"
#include "report/pdf_language.h"

namespace bongsu::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kNow[] = "2024-08-05T00:00:00Z";

Phrases Words(const std::string& lang) {
  auto text = base::ReadFile(BONGSU_DATA_DIR "/report/phrases.tsv", 1 << 20);
  EXPECT_TRUE(text.has_value());
  auto phrases = Phrases::FromText(text ? *text : "", "report/phrases.tsv", lang);
  EXPECT_TRUE(phrases.has_value());
  return *phrases;
}

BriefSentence Claim(const std::string& text, std::vector<size_t> marks = {}) {
  BriefSentence sentence;
  sentence.text = text;
  sentence.marks = std::move(marks);
  return sentence;
}

BriefBlock List(const std::string& text, size_t times) {
  BriefBlock block;
  block.heading = "•";
  for (size_t i = 0; i < times; ++i)
    block.sentences.push_back(Claim(text + " (" + std::to_string(i) + ")", {1}));
  return block;
}

// One of everything, with `text` in it all: several pages when `times` is some dozens.
Brief Sample(const std::string& lang, const std::string& text, size_t times) {
  Brief brief;
  brief.lang = lang;
  brief.title = "T " + text;
  BriefPart events{BriefPartKind::kKeyEvents, "H " + text, {List(text, times)}};
  BriefBlock table;
  table.kind = BriefBlockKind::kTable;
  table.columns = {"A", "B"};
  for (size_t i = 0; i < times; ++i) table.rows.push_back({{Claim(text, {1}), Claim("2.")}, {}});
  BriefBlock chart;
  chart.kind = BriefBlockKind::kChart;
  chart.chart.title = "C " + text;
  chart.chart.unit = "u";
  for (int i = 1; i <= 9; ++i)
    chart.chart.days.push_back({"2024-07-0" + std::to_string(i), 2, i != 4, i, 2.5, 1, 4, i > 4});
  events.blocks.push_back(table);
  events.blocks.push_back(chart);
  brief.parts = {events, {BriefPartKind::kSources, "E", {}}};
  BriefSource source;
  source.number = 1;
  source.evidence = text;
  source.lang = "ko";
  source.url = "https://example.org/a'b\\?q=가";
  source.said = "said";
  brief.sources = {source};
  return brief;
}

// The PDF, or the reason to skip in `why`.
std::optional<std::string> Pdf(const Brief& brief, std::string* why) {
  auto pdf = BriefPdf(brief, Words(brief.lang), kNow);
  if (pdf) return *pdf;
  EXPECT_EQ(pdf.error().code(), ErrorCode::kNotFound) << pdf.error().message();
  EXPECT_THAT(pdf.error().message(), HasSubstr("apt-get install"));
  *why = pdf.error().message();
  return std::nullopt;
}

// What pdftotext reads, a string a page, without blanks; empty where there is no pdftotext.
std::vector<std::string> PagesOf(const std::string& pdf) {
  const std::string path = (std::filesystem::temp_directory_path() /
                            ("bongsu-brief-" + std::to_string(::getpid()) + ".pdf"))
                               .string();
  EXPECT_TRUE(base::WriteFileAtomically(path, pdf).ok());
  std::FILE* pipe = ::popen(("pdftotext -enc UTF-8 '" + path + "' - 2>/dev/null").c_str(), "r");
  std::vector<std::string> pages;
  std::string page;
  std::array<char, 4096> buffer{};
  for (size_t got; (got = std::fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    for (size_t i = 0; i < got; ++i) {
      const char c = buffer[i];
      if (c == '\f') {
        pages.push_back(page);
        page.clear();
      } else if (c != ' ' && c != '\n') {
        page += c;
      }
    }
  ::pclose(pipe);
  std::filesystem::remove(path);
  return pages;
}

const struct {
  const char *lang, *text, *squeezed;
} kTexts[] = {
    {"ko", "러시아가 북한에 미사일 기술을 이전했다.", "러시아가북한에미사일기술을이전했다."},
    {"en", "Russia provided arms to North Korea.", "RussiaprovidedarmstoNorthKorea."},
    {"ja", "露朝首脳が直ちに骨子に署名した。", "露朝首脳が直ちに骨子に署名した。"},
};

TEST(BriefPdf, SaysEverySentenceAndNumbersEveryPage) {
  for (const auto& c : kTexts) {
    constexpr size_t kTimes = 60;
    std::string why;
    const auto pdf = Pdf(Sample(c.lang, c.text, kTimes), &why);
    if (!pdf) GTEST_SKIP() << why;
    EXPECT_THAT(*pdf, StartsWith("%PDF-1.4"));
    const std::vector<std::string> pages = PagesOf(*pdf);
    if (pages.empty()) GTEST_SKIP() << "no pdftotext";
    ASSERT_GT(pages.size(), 3u);
    std::string all;
    for (size_t i = 0; i < pages.size(); ++i) {
      const std::string number = std::to_string(i + 1) + "/" + std::to_string(pages.size());
      EXPECT_THAT(pages[i], HasSubstr(number)) << i;
      all += pages[i];
    }
    size_t found = 0;
    for (size_t at = all.find(c.squeezed); at != all.npos; at = all.find(c.squeezed, at + 1))
      ++found;
    // Of the list and of the table; title (also at every foot), heading, chart and evidence.
    EXPECT_EQ(found, 2 * kTimes + 4 + pages.size()) << c.lang;
    for (size_t i = 0; i < kTimes; ++i)
      EXPECT_THAT(all, HasSubstr(c.squeezed + ("(" + std::to_string(i) + ")[1]")));
  }
}

TEST(BriefPdf, IsTheSameBytesForTheSameBrief) {
  std::string why;
  const Brief brief = Sample("ja", kTexts[2].text, 20);
  const auto pdf = Pdf(brief, &why);
  if (!pdf) GTEST_SKIP() << why;
  EXPECT_EQ(*pdf, *Pdf(brief, &why));
  const auto later = BriefPdf(brief, Words("ja"), "2024-08-06T00:00:00Z");
  ASSERT_TRUE(later);
  EXPECT_NE(*pdf, *later);
  EXPECT_THAT(*pdf, HasSubstr("/CreationDate (20240805000000Z)"));
}

TEST(BriefPdf, LinksMarksAndSourcesAndNamesItsLanguage) {
  std::string why;
  const auto pdf = Pdf(Sample("en", kTexts[1].text, 3), &why);
  if (!pdf) GTEST_SKIP() << why;
  EXPECT_THAT(*pdf, HasSubstr("/Lang (en)"));
  EXPECT_THAT(*pdf, HasSubstr("https://example.org/a%27b%5C?q=%EA%B0%80"));
  EXPECT_THAT(*pdf, HasSubstr("/Subtype /Link"));
  EXPECT_THAT(*pdf, HasSubstr("/Outlines"));
}

TEST(BriefPdf, BearsHostileText) {
  Brief brief = Sample("ko", "a' dest='x\\ <b>&amp;\x01\xff\n" + std::string(9000, 'w'), 2);
  brief.parts[0].blocks[0].sentences[0].marks = {0, 77};  // no such source: no link
  brief.parts[0].blocks[1].columns = {std::string(20000, '|'), ""};
  brief.parts[0].blocks[1].rows.push_back({});
  brief.sources[0].url = "javascript:alert(1)";
  std::string why;
  const auto pdf = Pdf(brief, &why);
  if (!pdf) GTEST_SKIP() << why;
  EXPECT_THAT(*pdf, Not(HasSubstr("javascript")));
  Brief empty;
  empty.lang = "en";
  EXPECT_TRUE(Pdf(empty, &why));
}

TEST(Paper, NamesThePackageOfAFontThatIsMissing) {
  PaperOptions options;
  options.font = "No Such Font Anywhere";
  options.lang = "ko";
  const auto pdf = WritePaper(options, [](Paper&) {});
  ASSERT_FALSE(pdf);
  EXPECT_EQ(pdf.error().code(), ErrorCode::kNotFound);
  EXPECT_THAT(pdf.error().message(), HasSubstr("apt-get install"));
}

constexpr char kTiny[] =
    "%PDF-1.4\n1 0 obj\n<< /Type /Catalog\n   /Pages 2 0 R\n>>\nendobj\nxref\n0 2\n"
    "trailer\n<< /Size 2\n   /Root 1 0 R\n   /Info 3 0 R\n>>\nstartxref\n60\n%%EOF\n";

TEST(PdfLanguage, IsAddedWithoutTouchingWhatIsThere) {
  std::string pdf = kTiny;
  ASSERT_TRUE(AddPdfLanguage("ko", &pdf));
  EXPECT_THAT(pdf, StartsWith(kTiny));
  const std::string added = pdf.substr(std::string(kTiny).size());
  EXPECT_THAT(
      added,
      StartsWith("1 0 obj\n<< /Lang (ko)\n   /Type /Catalog\n   /Pages 2 0 R\n>>\nendobj\n"));
  EXPECT_THAT(added, HasSubstr("/Prev 60\n"));
  // The numbers lead to the table and to the new object.
  const size_t table = std::stoul(pdf.substr(pdf.rfind("startxref\n") + 10));
  EXPECT_EQ(pdf.substr(table, 9), "xref\n1 1\n");
  EXPECT_EQ(pdf.substr(std::stoul(pdf.substr(table + 9, 10)), 8), "1 0 obj\n");
}

TEST(PdfLanguage, SaysThatATaggedDocumentIsTagged) {
  std::string pdf = kTiny;
  pdf.insert(pdf.find("   /Pages"), "   /StructTreeRoot 9 0 R\n");
  ASSERT_TRUE(AddPdfLanguage("ko", &pdf));
  EXPECT_THAT(pdf, HasSubstr("/Lang (ko)\n   /MarkInfo << /Marked true >>\n   /Type /Catalog"));
}

TEST(PdfLanguage, LeavesAloneWhatItDoesNotKnow) {
  const std::string tiny = kTiny;
  for (size_t cut = 0; cut < tiny.size() - 8; cut += 7) {
    std::string part = tiny.substr(0, cut);
    EXPECT_FALSE(AddPdfLanguage("ko", &part)) << cut;
    EXPECT_EQ(part, tiny.substr(0, cut));
  }
  std::string pdf = tiny;
  EXPECT_FALSE(AddPdfLanguage("", &pdf));
  EXPECT_FALSE(AddPdfLanguage("ko) /X (", &pdf));
  EXPECT_EQ(pdf, tiny);
}

}  // namespace
}  // namespace bongsu::report
