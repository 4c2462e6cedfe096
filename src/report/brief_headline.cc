// What stands first: the fires and what lit them, what changed, and what was read.
#include <algorithm>
#include <array>
#include <tuple>

#include "report/brief_parts.h"
#include "report/watch_text.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;

constexpr std::array kCertainties = {"reported", "claimed", "possible",  "planned",
                                     "denied",   "negated", "background"};
constexpr size_t kMoversTold = 5;

const StoredEvent* FindRecord(const BriefBuilder& builder, const std::string& id) {
  for (const StoredEvent& record : builder.records())
    if (record.event.id == id) return &record;
  for (const StoredEvent& record : builder.material().board->movers)
    if (record.event.id == id) return &record;
  return nullptr;
}

BriefBlock FiresBlock(BriefBuilder& builder) {
  const Phrases& phrases = builder.phrases();
  const BriefBoard& board = *builder.material().board;
  const auto &before = board.last ? *board.last : board.days.front(), &now = board.days.back();
  const std::string name = builder.material().situation->name.In(phrases.lang());
  BriefSentence stands =
      builder.Measure("headline.fires", {{"name", name},
                                         {"day", watch::FormatDayNumber(now.day)},
                                         {"level", LevelName(now.state.fires, phrases)}});
  stands.label = Fires(now.state.fires);
  std::vector<BriefSentence> sentences = {std::move(stands)};
  if (board.days.size() > 1 || board.last) {
    const char* key = now.state.fires > before.state.fires   ? "headline.rose"
                      : now.state.fires < before.state.fires ? "headline.fell"
                                                             : "headline.same";
    sentences.push_back(builder.Measure(key, {{"day", watch::FormatDayNumber(before.day)},
                                              {"level", LevelName(before.state.fires, phrases)}}));
  }
  for (const watch::Mover& mover : now.state.movers)
    if (const StoredEvent* record = FindRecord(builder, mover.event);
        record != nullptr && mover.level == now.state.movers.front().level)
      builder.Rest(*record, &sentences.front());
  if (now.state.movers.empty()) sentences.push_back(builder.Measure("headline.nobody"));
  if (!now.covered) sentences.push_back(builder.Measure("headline.uncovered"));
  return ParagraphBlock(std::move(sentences));
}

// The events that keep it burning: of the gravest, of those the ones new in the period, by day.
BriefBlock MoversBlock(BriefBuilder& builder) {
  const BriefMaterial& material = builder.material();
  const Phrases& phrases = builder.phrases();
  const BriefBoard& board = *material.board;
  std::vector<const watch::Mover*> movers;
  for (const watch::Mover& mover : board.days.back().state.movers) movers.push_back(&mover);
  const watch::DayNumber before = board.days.front().day;
  std::stable_sort(movers.begin(), movers.end(), [&](const watch::Mover* a, const watch::Mover* b) {
    return std::make_tuple(-a->level, a->known <= before) <
           std::make_tuple(-b->level, b->known <= before);
  });
  std::vector<std::pair<const StoredEvent*, const watch::Mover*>> told;
  for (const watch::Mover* mover : movers)
    if (const StoredEvent* record = FindRecord(builder, mover->event);
        record != nullptr && told.size() < kMoversTold)
      told.emplace_back(record, mover);
  std::stable_sort(told.begin(), told.end(),
                   [](const auto& a, const auto& b) { return a.first->day < b.first->day; });
  BriefBlock block = ListBlock(phrases.Fill("headline.movers"));
  for (const auto& [record, mover] : told) {
    const watch::Signal& signal = material.situation->signals[mover->signal];
    BriefSentence sentence = builder.ClaimOfMover(*record);
    sentence.label =
        signal.name.In(phrases.lang()) + " · " + LevelName(mover->level, phrases) +
        (mover->known > before
             ? ""
             : " · " + phrases.Fill("headline.earlier", {{"holds", std::to_string(signal.holds)}}));
    block.sentences.push_back(std::move(sentence));
  }
  return block;
}

// "언어적 협력 3건·..." of the kinds that occur.
std::string Counts(const BriefBuilder& builder,
                   const std::vector<std::pair<std::string, size_t>>& kinds) {
  const Phrases& phrases = builder.phrases();
  std::vector<std::string> parts;
  for (const auto& [key, count] : kinds)
    if (count > 0)
      parts.push_back(phrases.Fill("overview.count", {{"kind", std::string(phrases[key])},
                                                      {"count", std::to_string(count)}}));
  return phrases.List(parts);
}

BriefBlock OverviewBlock(BriefBuilder& builder) {
  std::set<std::string> docs, occurrences, sources;
  std::map<std::string, size_t> quads, certainties;
  for (const StoredEvent& record : builder.records()) {
    docs.insert(record.event.doc);
    occurrences.insert(record.occurrence.empty() ? record.event.id : record.occurrence);
    sources.insert(SourceOf(record));
    ++quads["quad." + std::to_string(QuadClass(record.event.event))];
    ++certainties["certainty." + record.event.certainty];
  }
  std::vector<std::pair<std::string, size_t>> by_certainty;
  for (const std::string certainty : kCertainties)
    by_certainty.emplace_back("certainty." + certainty, certainties["certainty." + certainty]);
  const Slots totals = {{"documents", std::to_string(docs.size())},
                        {"records", std::to_string(builder.records().size())},
                        {"occurrences", std::to_string(occurrences.size())},
                        {"sources", std::to_string(sources.size())}};
  const bool of_document = !builder.material().doc.empty();
  std::vector<BriefSentence> sentences = {
      builder.Measure(of_document ? "overview.document" : "overview.documents", totals)};
  if (!of_document) {
    sentences.push_back(builder.Measure("overview.counts", totals));
    if (sources.size() > docs.size()) sentences.push_back(builder.Note("overview.quoted"));
  }
  sentences.push_back(
      builder.Measure("overview.quad", {{"list", Counts(builder, {quads.begin(), quads.end()})}}));
  sentences.push_back(
      builder.Measure("overview.certainty", {{"list", Counts(builder, by_certainty)}}));
  if (builder.unsure() > 0)
    sentences.push_back(
        builder.Measure("overview.unsure", {{"count", std::to_string(builder.unsure())}}));
  return ParagraphBlock(std::move(sentences));
}

}  // namespace

BriefPart HeadlinePart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kHeadline);
  const BriefMaterial& material = builder.material();
  if (material.board != nullptr && material.situation != nullptr && !material.board->days.empty()) {
    part.blocks.push_back(FiresBlock(builder));
    if (BriefBlock movers = MoversBlock(builder); !movers.sentences.empty())
      part.blocks.push_back(std::move(movers));
  }
  for (BriefBlock& block : ChangeBlocks(builder)) part.blocks.push_back(std::move(block));
  if (!material.dyad.empty()) {
    std::vector<std::string> dyad;
    for (const std::string& code : material.dyad) dyad.push_back(builder.names().OfCode(code));
    part.blocks.push_back(ParagraphBlock(
        {builder.Note("overview.dyad", {{"parties", builder.phrases().List(dyad)}})}));
  }
  if (builder.records().empty()) {
    part.blocks.push_back(ParagraphBlock(
        {builder.Measure(material.doc.empty() ? "overview.empty" : "overview.empty_document")}));
    return part;
  }
  part.blocks.push_back(OverviewBlock(builder));
  std::vector<BriefSentence> notes = {builder.Note("note.records"), builder.Note("note.possible"),
                                      builder.Note("note.dates")};
  if (material.situation != nullptr) notes.push_back(builder.Note("note.fires"));
  part.blocks.push_back(ParagraphBlock(std::move(notes)));
  return part;
}

}  // namespace bongsu::report
