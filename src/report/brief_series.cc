// The three series of a situation: a sentence each for the last day, and a chart of the period.
#include "report/brief_parts.h"
#include "report/watch_text.h"

namespace bongsu::report {
namespace {

BriefChart ChartOf(const BriefBuilder& builder, size_t series) {
  const Phrases& phrases = builder.phrases();
  BriefChart chart;
  chart.id = watch::SeriesName(static_cast<watch::SeriesKind>(series));
  chart.title = phrases.Fill("watch.series." + chart.id);
  chart.unit = phrases.Fill("series.unit");
  const auto& days = builder.material().board->days;
  for (size_t i = days.size() > 1 ? 1 : 0; i < days.size(); ++i) {  // the first lies before
    const watch::SeriesDay& s = days[i].state.series[series];
    BriefChart::Day& day = chart.days.emplace_back();
    day.day = watch::FormatDayNumber(days[i].day);
    day.fires = days[i].state.fires;
    day.covered = days[i].covered;
    day.count = s.week;
    day.expected = s.expected;
    day.low = s.interval.low;
    day.high = s.interval.high;
    day.unusual = s.unusual;
  }
  return chart;
}

}  // namespace

BriefPart SeriesPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kSeries);
  const BriefBoard* board = builder.material().board;
  if (board == nullptr || board->days.empty()) return part;
  BriefBlock list = ListBlock();
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    BriefSentence sentence;
    sentence.kind = SentenceKind::kMeasure;
    sentence.text = SeriesText(static_cast<watch::SeriesKind>(k),
                               board->days.back().state.series[k], builder.phrases());
    list.sentences.push_back(std::move(sentence));
  }
  part.blocks.push_back(std::move(list));
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    BriefBlock block;
    block.kind = BriefBlockKind::kChart;
    block.chart = ChartOf(builder, k);
    part.blocks.push_back(std::move(block));
  }
  return part;
}

}  // namespace bongsu::report
