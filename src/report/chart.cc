#include "report/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/day.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

constexpr double kLeft = 44, kRight = 40;  // room for the numbers and for half of the last day
constexpr double kTextSize = 12, kSmallSize = 11, kHeadingSize = 14;
constexpr double kRow = 20;         // of the legend
constexpr double kFiresStep = 4;    // a level's height
constexpr double kFiresDigit = 13;  // above them
constexpr double kLabelEvery = 76;  // least distance of two days told, a day is 66 wide
constexpr std::array<size_t, 10> kLabelSteps = {1, 2, 4, 7, 14, 28, 56, 91, 182, 364};  // days
constexpr double kSwatch = 18, kGap = 6, kBetween = 16;
constexpr double kTickMost = 5;
constexpr size_t kMostDots = 100;  // days; more would run into one another
constexpr size_t kMostTips = 400;  // days; more would be thinner than a pointer
constexpr double kMost = 1e15;     // of a value; a file may hold any
constexpr double kNarrow = 0.55;   // em of a character that is not wide

constexpr std::array<const char*, kChartRoles> kRoleNames = {
    "paper",  "grid",   "axis",   "band",   "uncovered", "expected", "count", "unusual",
    "fires1", "fires2", "fires3", "fires4", "fires5",    "text",     "soft",  "day"};
constexpr std::array<ChartColour, kChartRoles> kColours = {{{"#ffffff", "#16161a"},
                                                            {"#e3e3e8", "#34343c"},
                                                            {"#85858e", "#85858e"},
                                                            {"#cfdff2", "#24405f"},
                                                            {"#85858e", "#85858e"},
                                                            {"#5b5b63", "#b4b4be"},
                                                            {"#0b57b0", "#8ab8ff"},
                                                            {"#b3261e", "#ff8a80"},
                                                            {"#8a9099", "#8f959e"},
                                                            {"#a87d12", "#d9b255"},
                                                            {"#bf6516", "#e58e4a"},
                                                            {"#bb4216", "#f07a50"},
                                                            {"#8f1616", "#ff6259"},
                                                            {"#1c1c1e", "#ececf0"},
                                                            {"#5b5b63", "#a9a9b3"},
                                                            {"#ffffff", "#16161a"}}};

double WidthOf(std::string_view text, double size) {
  double ems = 0;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    while (!text::IsBoundary(text, end)) ++end;
    const int columns = text::ColumnWidth(text.substr(i, end - i));
    ems += columns == 2 ? 1 : columns * kNarrow;
    i = end;
  }
  return ems * size;
}

// The longest beginning that fits, with "…" if cut.
std::string Fitting(const std::string& text, double size, double width) {
  if (WidthOf(text, size) <= width) return text;
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t end = i + 1;
    while (!text::IsBoundary(text, end)) ++end;
    if (WidthOf(text.substr(0, end), size) + size > width) break;
    out = text.substr(0, end);
    i = end;
  }
  return out + "…";
}

ChartRole RoleOfFires(int level) {
  return static_cast<ChartRole>(static_cast<int>(ChartRole::kFires1) + std::clamp(level, 1, 5) - 1);
}

bool HasCount(const BriefChart::Day& day) { return day.covered && day.count.has_value(); }
bool HasInterval(const BriefChart::Day& day) {
  return day.covered && day.low && day.high && *day.low <= *day.high;
}
bool HasExpected(const BriefChart::Day& day) {
  return day.covered && day.expected && *day.expected >= 0 && *day.expected <= kMost;
}
double Shown(int64_t value) { return std::clamp(static_cast<double>(value), 0.0, kMost); }

// 1, 2 or 5 times a power of ten, the least that needs no more than kTickMost steps.
double TickStep(double highest) {
  for (double power = 1;; power *= 10)
    for (const double digit : {1.0, 2.0, 5.0})
      if (highest <= digit * power * kTickMost) return digit * power;
}

std::string DayText(const BriefChart::Day& day, const Phrases& phrases) {
  Slots slots = {{"day", day.day}};
  if (day.fires > 0) slots["fires"] = std::to_string(day.fires);
  if (!HasCount(day)) return phrases.Fill("chart.day_uncovered", slots);
  slots["count"] = std::to_string(*day.count);
  if (HasExpected(day)) slots["expected"] = fmt::format("{:.1f}", *day.expected);
  if (HasInterval(day)) {
    slots["low"] = std::to_string(*day.low);
    slots["high"] = std::to_string(*day.high);
  }
  return phrases.Fill("chart.day", slots);
}

class ChartArtist {
 public:
  ChartArtist(const BriefChart& chart, const Phrases& phrases, const ChartOptions& options)
      : chart_(chart), phrases_(phrases), options_(options) {}

  ChartDrawing Draw() {
    drawing_.width = std::max(options_.width, 240.0);
    drawing_.title = chart_.title;
    drawing_.about = About();
    Rect(ChartRole::kPaper, 0, 0, drawing_.width, 0);  // the height comes last
    if (options_.heading) {
      Text(ChartRole::kText, kLeft, 20, kHeadingSize,
           Fitting(chart_.title, kHeadingSize, drawing_.width - kLeft - kRight));
      at_ = 28;
    }
    Legend();
    Fires();
    top_ = at_ + 10;
    bottom_ = top_ + options_.plot_height;
    Scale();
    Uncovered();
    Bands();
    Expected();
    Counts();
    DayTips();
    Unusual();
    DayLabels();
    drawing_.height = bottom_ + 24;
    drawing_.shapes.front().points[1].y = drawing_.height;
    return std::move(drawing_);
  }

 private:
  size_t days() const { return chart_.days.size(); }
  double slot() const {
    return (drawing_.width - kLeft - kRight) / static_cast<double>(std::max<size_t>(days(), 1));
  }
  double Edge(size_t i) const { return kLeft + slot() * static_cast<double>(i); }
  double Middle(size_t i) const { return Edge(i) + slot() / 2; }
  double Level(double value) const { return bottom_ - (bottom_ - top_) * value / most_; }

  // Calls `each` with the first day of every unbroken run that `holds`, and the day after its last.
  template <typename P, typename F>
  void EachRun(P holds, F each) const {
    for (size_t i = 0; i < days();) {
      size_t end = i;
      while (end < days() && holds(chart_.days[end])) ++end;
      if (end > i) each(i, end);
      i = std::max(end, i + 1);
    }
  }

  ChartShape& Add(ChartShapeKind kind, ChartRole role, std::vector<ChartPoint> points) {
    ChartShape& shape = drawing_.shapes.emplace_back();
    shape.kind = kind;
    shape.role = role;
    shape.points = std::move(points);
    return shape;
  }
  ChartShape& Rect(ChartRole role, double left, double top, double right, double bottom) {
    return Add(ChartShapeKind::kRect, role, {{left, top}, {right, bottom}});
  }
  ChartShape& Diamond(double x, double y, double radius) {
    return Add(ChartShapeKind::kPolygon, ChartRole::kUnusual,
               {{x, y - radius}, {x + radius, y}, {x, y + radius}, {x - radius, y}});
  }
  void Text(ChartRole role, double x, double y, double size, std::string text,
            ChartAnchor anchor = ChartAnchor::kStart) {
    ChartShape& shape = Add(ChartShapeKind::kText, role, {{x, y}});
    shape.text = std::move(text);
    shape.size = size;
    shape.anchor = anchor;
  }

  std::string About() const {
    if (days() == 0) return chart_.unit;
    size_t unusual = 0, uncovered = 0;
    for (const BriefChart::Day& day : chart_.days) {
      unusual += HasCount(day) && day.unusual;
      uncovered += !HasCount(day);
    }
    Slots slots = {{"since", chart_.days.front().day},
                   {"until", chart_.days.back().day},
                   {"unit", chart_.unit},
                   {"unusual", std::to_string(unusual)},
                   {"uncovered", std::to_string(uncovered)}};
    const auto last = std::find_if(chart_.days.rbegin(), chart_.days.rend(), HasCount);
    if (last != chart_.days.rend()) slots["last"] = DayText(*last, phrases_);
    return phrases_.Fill("chart.about", slots);
  }

  template <typename P>
  bool Any(P holds) const {
    return std::any_of(chart_.days.begin(), chart_.days.end(), holds);
  }

  void Legend() {
    at_ += kRow;
    legend_ = kLeft;
    Entry(ChartRole::kCount, chart_.unit);
    if (Any(HasExpected)) Entry(ChartRole::kExpected, phrases_.Fill("chart.expected"));
    if (Any(HasInterval)) Entry(ChartRole::kBand, phrases_.Fill("chart.interval"));
    if (Any([](const auto& day) { return HasCount(day) && day.unusual; }))
      Entry(ChartRole::kUnusual, phrases_.Fill("chart.unusual"));
    if (Any([](const auto& day) { return !day.covered; }))
      Entry(ChartRole::kUncovered, phrases_.Fill("chart.uncovered"));
    if (Any([](const auto& day) { return day.fires > 0; }))
      Entry(ChartRole::kFires3, phrases_.Fill("chart.fires"));
  }

  // A swatch and its word; in the next row when this one is full.
  void Entry(ChartRole role, const std::string& text) {
    const double room = drawing_.width - kRight - kLeft - kSwatch - kGap;
    const std::string fitting = Fitting(text, kTextSize, room);
    const double width = kSwatch + kGap + WidthOf(fitting, kTextSize);
    if (legend_ > kLeft && legend_ + width > drawing_.width - kRight) {
      legend_ = kLeft;
      at_ += kRow;
    }
    const double middle = at_ - 4, right = legend_ + kSwatch;
    if (role == ChartRole::kBand || role == ChartRole::kUncovered) {
      Rect(role, legend_, middle - 5, right, middle + 5);
    } else if (role == ChartRole::kUnusual) {
      Diamond(legend_ + kSwatch / 2, middle, 5);
    } else if (role == ChartRole::kFires3) {
      for (int level = 1; level <= 3; ++level)
        Rect(RoleOfFires(level + 1), legend_ + 6 * (level - 1), middle + 5 - 3.5 * level,
             legend_ + 6 * level - 1, middle + 5);
    } else {
      Add(ChartShapeKind::kLine, role, {{legend_, middle}, {right, middle}});
    }
    Text(ChartRole::kText, right + kGap, at_, kTextSize, fitting);
    legend_ += width + kBetween;
  }

  void Fires() {
    if (!Any([](const auto& day) { return day.fires > 0; })) return;
    const double base = at_ + 10 + kFiresDigit + 5 * kFiresStep;
    double told_until = 0;
    for (size_t i = 0; i < days();) {
      const int level = chart_.days[i].fires;
      size_t end = i + 1;
      while (end < days() && chart_.days[end].fires == level) ++end;
      if (level > 0) {
        const double top = base - kFiresStep * std::min(level, 5);
        Rect(RoleOfFires(level), Edge(i), top, Edge(end), base);
        if (Edge(i) >= told_until) {
          Text(ChartRole::kSoftText, Edge(i), top - 3, kSmallSize, std::to_string(level));
          told_until = Edge(i) + kSmallSize;
        }
      }
      i = end;
    }
    Add(ChartShapeKind::kLine, ChartRole::kAxis, {{kLeft, base}, {drawing_.width - kRight, base}});
    at_ = base;
  }

  // The lines of the plot with their numbers.
  void Scale() {
    double highest = 1;
    for (const BriefChart::Day& day : chart_.days) {
      if (HasCount(day)) highest = std::max(highest, Shown(*day.count));
      if (HasInterval(day)) highest = std::max(highest, Shown(*day.high));
      if (HasExpected(day)) highest = std::max(highest, *day.expected);
    }
    const double step = TickStep(highest);
    most_ = step * std::ceil(highest / step);
    for (double value = 0; value <= most_ + step / 2; value += step) {
      const double y = Level(value);
      Add(ChartShapeKind::kLine, value == 0 ? ChartRole::kAxis : ChartRole::kGrid,
          {{kLeft, y}, {drawing_.width - kRight, y}});
      Text(ChartRole::kSoftText, kLeft - 6, y + 4, kSmallSize, fmt::format("{:.0f}", value),
           ChartAnchor::kEnd);
    }
  }

  void Uncovered() {
    EachRun([](const auto& day) { return !day.covered; },
            [&](size_t i, size_t end) {
              Rect(ChartRole::kUncovered, Edge(i), top_, Edge(end), bottom_);
            });
  }

  // Steps, for an interval holds for a day and says nothing of the way to the next.
  void Bands() {
    EachRun(HasInterval, [&](size_t begin, size_t end) {
      std::vector<ChartPoint> points;
      for (size_t i = begin; i < end; ++i) {
        const double y = Level(Shown(*chart_.days[i].high));
        points.push_back({Edge(i), y});
        points.push_back({Edge(i + 1), y});
      }
      for (size_t i = end; i-- > begin;) {
        const double y = Level(Shown(*chart_.days[i].low));
        points.push_back({Edge(i + 1), y});
        points.push_back({Edge(i), y});
      }
      Add(ChartShapeKind::kPolygon, ChartRole::kBand, std::move(points));
    });
  }

  void Expected() {
    EachRun(HasExpected, [&](size_t begin, size_t end) {
      std::vector<ChartPoint> points = {{Edge(begin), Level(*chart_.days[begin].expected)}};
      for (size_t i = begin; i < end; ++i)
        points.push_back({Middle(i), Level(*chart_.days[i].expected)});
      points.push_back({Edge(end), points.back().y});
      Add(ChartShapeKind::kLine, ChartRole::kExpected, std::move(points));
    });
  }

  void Counts() {
    EachRun(HasCount, [&](size_t begin, size_t end) {
      std::vector<ChartPoint> points;
      for (size_t i = begin; i < end; ++i)
        points.push_back({Middle(i), Level(Shown(*chart_.days[i].count))});
      if (days() <= kMostDots || points.size() == 1)
        for (const ChartPoint& point : points)
          Add(ChartShapeKind::kDot, ChartRole::kCount, {point}).size = 2.5;
      if (points.size() > 1) Add(ChartShapeKind::kLine, ChartRole::kCount, std::move(points));
    });
  }

  void DayTips() {
    if (days() > kMostTips) return;
    for (size_t i = 0; i < days(); ++i)
      Rect(ChartRole::kDay, Edge(i), top_, Edge(i + 1), bottom_).tip =
          DayText(chart_.days[i], phrases_);
  }

  void Unusual() {
    for (size_t i = 0; i < days(); ++i) {
      const BriefChart::Day& day = chart_.days[i];
      if (!HasCount(day) || !day.unusual) continue;
      ChartShape& shape = Diamond(Middle(i), Level(Shown(*day.count)), 5);
      shape.tip = DayText(day, phrases_) + " · " + phrases_.Fill("chart.unusual");
      if (options_.link) shape.link = options_.link(day);
    }
  }

  // The last day and, back from it, every so many days that two do not touch.
  void DayLabels() {
    if (days() == 0) return;
    size_t every = 1;
    for (const size_t step : kLabelSteps) {
      every = step;
      if (slot() * static_cast<double>(step) >= kLabelEvery) break;
    }
    while (slot() * static_cast<double>(every) < kLabelEvery) every *= 2;
    for (size_t back = 0; back < days(); back += every) {
      const size_t i = days() - 1 - back;
      Add(ChartShapeKind::kLine, ChartRole::kAxis,
          {{Middle(i), bottom_}, {Middle(i), bottom_ + 4}});
      Text(ChartRole::kSoftText, Middle(i), bottom_ + 17, kSmallSize, chart_.days[i].day,
           ChartAnchor::kMiddle);
    }
  }

  const BriefChart& chart_;
  const Phrases& phrases_;
  const ChartOptions& options_;
  ChartDrawing drawing_;
  double at_ = 0;                           // what is below the last thing drawn
  double legend_ = 0;                       // where its next entry begins
  double top_ = 0, bottom_ = 0, most_ = 1;  // of the plot
};

}  // namespace

const char* ChartRoleName(ChartRole role) { return kRoleNames[static_cast<size_t>(role)]; }
ChartColour ChartColourOf(ChartRole role) { return kColours[static_cast<size_t>(role)]; }

ChartDrawing DrawChart(const BriefChart& chart, const Phrases& phrases,
                       const ChartOptions& options) {
  return ChartArtist(chart, phrases, options).Draw();
}

}  // namespace bongsu::report
