#include "report/chart.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "base/file.h"
#include "report/chart_svg.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

Phrases Words(const std::string& lang) {
  auto text = base::ReadFile(BONGSU_DATA_DIR "/report/phrases.tsv", 1 << 20);
  EXPECT_TRUE(text.has_value());
  auto phrases = Phrases::FromText(text ? *text : "", "report/phrases.tsv", lang);
  EXPECT_TRUE(phrases.has_value());
  return *phrases;
}

// Five days: counted 0 and 5, covered without a count, not covered (with a count that must not be
// drawn), counted 10.
BriefChart Small() {
  BriefChart chart;
  chart.id = "conflict";
  chart.title = "갈등";
  chart.unit = "건";
  chart.days = {{"2024-07-24", 0, true, 0, 1.0, 0, 2, false},
                {"2024-07-25", 0, true, 5, 1.5, 0, 3, true},
                {"2024-07-26", 0, true, {}, {}, {}, {}, false},
                {"2024-07-27", 0, false, 0, 2.0, 0, 4, true},
                {"2024-07-28", 0, true, 10, 2.5, 1, 4, false}};
  return chart;
}

// 200 wide between the margins of 44 and 40, so 40 a day; the highest value is 10, so 10 a unit.
ChartOptions SmallOptions() {
  ChartOptions options;
  options.width = 284;
  options.plot_height = 100;
  return options;
}

std::vector<ChartShape> Of(const ChartDrawing& drawing, ChartShapeKind kind, ChartRole role) {
  std::vector<ChartShape> found;
  for (const ChartShape& shape : drawing.shapes)
    if (shape.kind == kind && shape.role == role) found.push_back(shape);
  return found;
}

const ChartShape* TextNamed(const ChartDrawing& drawing, const std::string& text) {
  for (const ChartShape& shape : drawing.shapes)
    if (shape.kind == ChartShapeKind::kText && shape.text == text) return &shape;
  return nullptr;
}

// The base line of the plot, from the label of its zero (4 below the line).
double ZeroOf(const ChartDrawing& drawing) {
  const ChartShape* zero = TextNamed(drawing, "0");
  EXPECT_NE(zero, nullptr);
  return zero ? zero->points[0].y - 4 : 0;
}

TEST(Chart, PutsCountsWhereTheirValuesAre) {
  const ChartDrawing drawing = DrawChart(Small(), Words("ko"), SmallOptions());
  const double zero = ZeroOf(drawing);
  const auto lines = Of(drawing, ChartShapeKind::kLine, ChartRole::kCount);
  ASSERT_EQ(lines.size(), 2u);  // the legend's and that of the first two days
  EXPECT_THAT(lines[1].points, ElementsAre(ChartPoint{64, zero}, ChartPoint{104, zero - 50}));
  const auto dots = Of(drawing, ChartShapeKind::kDot, ChartRole::kCount);
  ASSERT_EQ(dots.size(), 3u);
  EXPECT_THAT(dots[2].points, ElementsAre(ChartPoint{224, zero - 100}));
  const ChartShape* ten = TextNamed(drawing, "10");
  ASSERT_NE(ten, nullptr);
  EXPECT_EQ(ten->points[0], (ChartPoint{38, zero - 96}));
}

TEST(Chart, DrawsTheIntervalInStepsAndWhatWasExpectedThroughTheMiddle) {
  const ChartDrawing drawing = DrawChart(Small(), Words("en"), SmallOptions());
  const double zero = ZeroOf(drawing);
  const auto bands = Of(drawing, ChartShapeKind::kPolygon, ChartRole::kBand);
  ASSERT_EQ(bands.size(), 2u);
  EXPECT_THAT(bands[0].points, ElementsAre(ChartPoint{44, zero - 20}, ChartPoint{84, zero - 20},
                                           ChartPoint{84, zero - 30}, ChartPoint{124, zero - 30},
                                           ChartPoint{124, zero}, ChartPoint{84, zero},
                                           ChartPoint{84, zero}, ChartPoint{44, zero}));
  EXPECT_THAT(bands[1].points, ElementsAre(ChartPoint{204, zero - 40}, ChartPoint{244, zero - 40},
                                           ChartPoint{244, zero - 10}, ChartPoint{204, zero - 10}));
  const auto expected = Of(drawing, ChartShapeKind::kLine, ChartRole::kExpected);
  ASSERT_EQ(expected.size(), 3u);  // with the legend's
  EXPECT_THAT(expected[1].points,
              ElementsAre(ChartPoint{44, zero - 10}, ChartPoint{64, zero - 10},
                          ChartPoint{104, zero - 15}, ChartPoint{124, zero - 15}));
}

TEST(Chart, HatchesWhatWasNotReadAndNeverDrawsItAsZero) {
  const ChartDrawing drawing = DrawChart(Small(), Words("ja"), SmallOptions());
  const double zero = ZeroOf(drawing);
  const auto hatched = Of(drawing, ChartShapeKind::kRect, ChartRole::kUncovered);
  ASSERT_EQ(hatched.size(), 2u);  // the legend's first
  EXPECT_THAT(hatched[1].points, ElementsAre(ChartPoint{164, zero - 100}, ChartPoint{204, zero}));
  for (const ChartRole role : {ChartRole::kCount, ChartRole::kExpected, ChartRole::kBand})
    for (const ChartShape& shape : drawing.shapes) {
      if (shape.role != role) continue;
      for (const ChartPoint& point : shape.points)
        EXPECT_FALSE(point.y > zero - 100.5 && point.x > 164 && point.x < 204)
            << ChartRoleName(role);
    }
  const auto days = Of(drawing, ChartShapeKind::kRect, ChartRole::kDay);
  ASSERT_EQ(days.size(), 5u);
  EXPECT_EQ(days[3].tip, "2024-07-27: 集計なし");
  EXPECT_EQ(days[4].tip, "2024-07-28: 10件、予想2.5(90% 1–4)");
}

TEST(Chart, MarksUnusualDaysThatWereCounted) {
  ChartOptions options = SmallOptions();
  options.link = [](const BriefChart::Day& day) { return "#" + day.day; };
  const ChartDrawing drawing = DrawChart(Small(), Words("en"), options);
  const double zero = ZeroOf(drawing);
  const auto marks = Of(drawing, ChartShapeKind::kPolygon, ChartRole::kUnusual);
  ASSERT_EQ(marks.size(), 2u);  // the legend's first; the 27th was not counted
  EXPECT_THAT(marks[1].points, ElementsAre(ChartPoint{104, zero - 55}, ChartPoint{109, zero - 50},
                                           ChartPoint{104, zero - 45}, ChartPoint{99, zero - 50}));
  EXPECT_EQ(marks[1].link, "#2024-07-25");
  EXPECT_EQ(marks[1].tip, "2024-07-25: 5, expected 1.5 (90 % 0–3) · unusual");
}

TEST(Chart, TellsWhatItShowsInEveryLanguage) {
  const struct {
    const char *lang, *about;
  } cases[] = {
      {"ko",
       "2024-07-24부터 2024-07-28까지. 값: 건. 마지막 값 2024-07-28: 10건, 예상 2.5(90% 1–4). "
       "이례적인 날 1일, 읽은 것이 모자라 세지 못한 날 2일."},
      {"en",
       "2024-07-24 to 2024-07-28. Each value: 건. Last value 2024-07-28: 10, expected 2.5 "
       "(90 % 1–4). Unusual days: 1; days on which too little was read to count: 2."},
      {"ja",
       "2024-07-24から2024-07-28まで。値: 건。最後の値 2024-07-28: 10件、予想2.5(90% 1–4)。"
       "異例の日 1日、読めた文書が足りず数えられない日 2日。"},
  };
  for (const auto& c : cases) EXPECT_EQ(DrawChart(Small(), Words(c.lang)).about, c.about);
}

TEST(Chart, FiresStandAboveAsHighAsTheirLevel) {
  BriefChart chart = Small();
  const int levels[] = {1, 1, 3, 5, 0};
  for (size_t i = 0; i < 5; ++i) chart.days[i].fires = levels[i];
  const ChartDrawing drawing = DrawChart(chart, Words("ko"), SmallOptions());
  const auto one = Of(drawing, ChartShapeKind::kRect, ChartRole::kFires1);
  ASSERT_EQ(one.size(), 1u);  // one for both days
  EXPECT_EQ(one[0].points[0].x, 44);
  EXPECT_EQ(one[0].points[1].x, 124);
  const auto five = Of(drawing, ChartShapeKind::kRect, ChartRole::kFires5);
  ASSERT_EQ(five.size(), 1u);
  EXPECT_DOUBLE_EQ(five[0].points[1].y - five[0].points[0].y,
                   5 * (one[0].points[1].y - one[0].points[0].y));
  EXPECT_LT(five[0].points[1].y, ZeroOf(drawing) - 100);
}

// As columns of a terminal tell it: half an em each, a wide character two.
double LeastWidth(const ChartShape& text) { return text::ColumnWidth(text.text) * text.size / 2; }

TEST(Chart, TextsStayInsideAndApartInEveryLanguage) {
  BriefChart chart = Small();
  for (auto& day : chart.days) day.fires = 3;
  for (const char* lang : {"ko", "en", "ja"})
    for (const size_t days : {1, 5, 14, 90, 400, 4000})
      for (const double width : {240.0, 320.0, 640.0, 900.0}) {
        BriefChart longer = chart;
        longer.title = std::string(200, 'x');
        longer.unit = Words(lang).Fill("series.unit");
        while (longer.days.size() < days) longer.days.push_back(chart.days.back());
        longer.days.resize(days);
        ChartOptions options;
        options.width = width;
        options.heading = true;
        const ChartDrawing drawing = DrawChart(longer, Words(lang), options);
        std::map<double, double> right;  // by base line
        for (const ChartShape& shape : drawing.shapes) {
          if (shape.kind != ChartShapeKind::kText || shape.anchor == ChartAnchor::kEnd) continue;
          const double half = shape.anchor == ChartAnchor::kMiddle ? LeastWidth(shape) / 2 : 0;
          const double left = shape.points[0].x - half;
          const std::string where = shape.text + " " + lang + " " + std::to_string(days);
          EXPECT_GE(left, 0) << where;
          EXPECT_LE(left + LeastWidth(shape), width) << where;
          if (shape.anchor == ChartAnchor::kMiddle) continue;  // told from the last day back
          if (right.contains(shape.points[0].y)) {
            EXPECT_GT(left, right[shape.points[0].y]) << where;
          }
          right[shape.points[0].y] = left + LeastWidth(shape);
        }
      }
}

TEST(Chart, BearsAnyNumbers) {
  constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
  constexpr int64_t kHighest = std::numeric_limits<int64_t>::max();
  BriefChart chart = Small();
  chart.days[0] = {"2024-07-24", 99, true, kHighest, 1e308, kLeast, kHighest, true};
  chart.days[1] = {"", -3, true, -7, std::nan(""), 5, 2, true};
  chart.days[2].expected = std::numeric_limits<double>::infinity();
  const ChartDrawing drawing = DrawChart(chart, Words("ko"), SmallOptions());
  for (const ChartShape& shape : drawing.shapes)
    for (const ChartPoint& point : shape.points) {
      EXPECT_TRUE(point.x >= 0 && point.x <= drawing.width) << point.x;
      EXPECT_TRUE(point.y >= 0 && point.y <= drawing.height) << point.y;
    }
  EXPECT_GT(DrawChart(BriefChart(), Words("en")).shapes.size(), 2u);
}

// Whether the text is well-formed XML, as far as Bongsu writes it: elements nest, attributes are
// quoted and given once, no bare < or &, no control characters.
std::string FaultOf(const std::string& xml) {
  std::vector<std::string> open;
  for (size_t i = 0; i < xml.size();) {
    const char c = xml[i];
    if (c == '&') {
      const size_t end = xml.find(';', i);
      const std::string name = xml.substr(i + 1, end == xml.npos ? 0 : end - i - 1);
      const bool number =
          name.size() > 1 && name[0] == '#' &&
          std::all_of(name.begin() + 1, name.end(), [](char d) { return d >= '0' && d <= '9'; });
      if (!number && name != "amp" && name != "lt" && name != "gt" && name != "quot")
        return "entity " + name;
      i = end + 1;
    } else if (static_cast<unsigned char>(c) < 0x20 && c != '\n') {
      return "control character";
    } else if (c != '<') {
      ++i;
    } else if (xml.compare(i, 2, "<?") == 0) {
      i = xml.find("?>", i) + 2;
    } else {
      const bool closes = xml[i + 1] == '/';
      size_t at = i + (closes ? 2 : 1);
      std::string name;
      while (std::isalnum(static_cast<unsigned char>(xml[at]))) name += xml[at++];
      if (name.empty()) return "bare <";
      std::set<std::string> given;
      while (xml[at] == ' ') {
        std::string attribute;
        while (xml[++at] != '=' && at < xml.size()) attribute += xml[at];
        if (!given.insert(attribute).second) return "twice " + attribute;
        if (xml[++at] != '"') return "unquoted " + attribute;
        const size_t end = xml.find('"', at + 1);
        if (xml.substr(at, end - at).find('<') != std::string::npos) return "< in " + attribute;
        at = end + 1;
      }
      if (closes) {
        if (open.empty() || open.back() != name) return "closes " + name;
        open.pop_back();
      } else if (xml[at] != '/') {
        open.push_back(name);
      } else {
        ++at;
      }
      if (xml[at] != '>') return "tag " + name;
      i = at + 1;
    }
  }
  return open.empty() ? "" : "open " + open.back();
}

TEST(FaultOf, FindsFaults) {
  for (const char* bad : {"<a>", "<a></b>", "<a b=c/>", "a & b", "<a b=\"1\" b=\"2\"/>", "a < b"})
    EXPECT_NE(FaultOf(bad), "") << bad;
  EXPECT_EQ(FaultOf("<?xml?><a b=\"1\"><c d=\"&lt;\"/>&amp;</a>"), "");
}

TEST(ChartSvg, IsWellFormedAndNamesWhatItShows) {
  for (const char* lang : {"ko", "en", "ja"}) {
    const std::string svg = ChartSvgFile(Small(), Words(lang));
    EXPECT_EQ(FaultOf(svg), "");
    EXPECT_THAT(svg, HasSubstr("role=\"img\" lang=\"" + std::string(lang) + "\""));
    EXPECT_THAT(svg, HasSubstr("<title id=\"chart-conflict-title\">갈등</title>"));
    EXPECT_THAT(svg, HasSubstr("aria-labelledby=\"chart-conflict-title chart-conflict-about\""));
    EXPECT_THAT(svg, HasSubstr("url(#chart-conflict-hatch)"));
    EXPECT_THAT(svg, Not(HasSubstr("<script")));
    EXPECT_EQ(svg, ChartSvgFile(Small(), Words(lang)));
  }
  EXPECT_THAT(ChartSvg(Small(), Words("ko"), SmallOptions()),
              HasSubstr("<rect class=\"bongsu-uncovered\" x=\"164\" "));
}

TEST(ChartSvg, EscapesWhateverItIsGiven) {
  BriefChart chart = Small();
  const std::string hostile =
      "</title><script>alert(1)</script>\"'&\x01\xff\xEF\xBF\xBE{{ x }}" + std::string(3000, '<');
  chart.id = "a\" onload=\"x";
  chart.title = chart.unit = hostile;
  for (auto& day : chart.days) day.day = hostile;
  ChartOptions options;
  options.link = [&](const auto&) { return "#\"><script>" + hostile; };
  options.heading = true;
  const std::string html = ChartHtml(chart, Words("en"), options);
  EXPECT_EQ(FaultOf(html), "");
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("onload=")));
  EXPECT_THAT(html, Not(HasSubstr("\xEF\xBF\xBE")));
  EXPECT_THAT(html, HasSubstr("role=\"group\""));  // links inside an img are not reached
}

// Relative luminance and contrast as WCAG 2.1 defines them.
double Luminance(const std::string& hex) {
  double sum = 0;
  const double weights[] = {0.2126, 0.7152, 0.0722};
  for (size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(hex.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    sum += weights[i] * (c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4));
  }
  return sum;
}
double Contrast(const std::string& a, const std::string& b) {
  const double x = Luminance(a), y = Luminance(b);
  return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

TEST(ChartColours, CanBeToldFromThePaper) {
  const ChartColour paper = ChartColourOf(ChartRole::kPaper),
                    band = ChartColourOf(ChartRole::kBand);
  for (const ChartRole role :
       {ChartRole::kCount, ChartRole::kExpected, ChartRole::kUnusual, ChartRole::kAxis,
        ChartRole::kUncovered, ChartRole::kFires1, ChartRole::kFires2, ChartRole::kFires3,
        ChartRole::kFires4, ChartRole::kFires5, ChartRole::kText, ChartRole::kSoftText}) {
    const bool text = role == ChartRole::kText || role == ChartRole::kSoftText;
    const ChartColour colour = ChartColourOf(role);
    EXPECT_GE(Contrast(colour.light, paper.light), text ? 4.5 : 3) << ChartRoleName(role);
    EXPECT_GE(Contrast(colour.dark, paper.dark), text ? 4.5 : 3) << ChartRoleName(role);
    if (role == ChartRole::kCount || role == ChartRole::kExpected || role == ChartRole::kUnusual) {
      EXPECT_GE(Contrast(colour.light, band.light), 3) << ChartRoleName(role);
      EXPECT_GE(Contrast(colour.dark, band.dark), 3) << ChartRoleName(role);
    }
  }
}

}  // namespace
}  // namespace bongsu::report
