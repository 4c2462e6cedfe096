// The three series of a situation: a sentence each for the last day, and a chart of the period.
#include <algorithm>

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

std::string Side(const std::vector<std::string>& codes, const BriefBuilder& builder) {
  std::vector<std::string> names;
  for (const std::string& code : codes) names.push_back(builder.names().OfCode(code));
  return builder.phrases().List(names);
}

std::string Codes(const std::vector<std::string>& codes) {
  constexpr size_t kMost = 15;
  std::string out;
  for (size_t i = 0; i < std::min(codes.size(), kMost); ++i) out += (i == 0 ? "" : ", ") + codes[i];
  return codes.size() > kMost ? out + ", …" : out;
}

// Who the coalitions are, a sentence a pair, and what the series count.
std::vector<BriefSentence> Explained(const BriefBuilder& builder) {
  std::vector<BriefSentence> notes;
  const watch::Situation& situation = *builder.material().situation;
  for (const auto& [key, pairs] : {std::pair("series.sides.cooperation", &situation.cooperation),
                                   {"series.sides.conflict", &situation.conflict}})
    for (const watch::Sides& pair : *pairs) {
      std::string a = Side(pair.a, builder), b = Side(pair.b, builder);
      constexpr size_t kMostBytes = 140;  // a note is short, and the checker holds it to that
      if (a.size() + b.size() > kMostBytes) a = Codes(pair.a), b = Codes(pair.b);
      notes.push_back(builder.Note(
          key, {{"sides", builder.phrases().Fill("series.pair", {{"a", a}, {"b", b}})}}));
    }
  notes.push_back(builder.Note("series.population"));
  notes.push_back(builder.Note("series.possible"));
  return notes;
}

}  // namespace

BriefPart SeriesPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kSeries);
  const BriefBoard* board = builder.material().board;
  if (board == nullptr || board->days.empty() || builder.material().situation == nullptr)
    return part;
  BriefBlock list = ListBlock();
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    BriefSentence sentence;
    sentence.kind = SentenceKind::kMeasure;
    sentence.text = SeriesText(static_cast<watch::SeriesKind>(k),
                               board->days.back().state.series[k], builder.phrases());
    list.sentences.push_back(std::move(sentence));
  }
  part.blocks.push_back(std::move(list));
  part.blocks.push_back(ParagraphBlock(Explained(builder)));
  for (size_t k = 0; k < watch::kSeriesKinds; ++k) {
    BriefBlock block;
    block.kind = BriefBlockKind::kChart;
    block.chart = ChartOf(builder, k);
    part.blocks.push_back(std::move(block));
  }
  return part;
}

}  // namespace bongsu::report
