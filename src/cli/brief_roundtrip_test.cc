// The brief read by Bongsu again: a Korean brief of each example post, as a Jekyll post without the
// quoted evidence, must give back the records it tells of.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "document/reader.h"
#include "evaluation/score.h"
#include "language/test_lexicon.h"
#include "report/brief_check.h"
#include "report/brief_compose.h"
#include "report/brief_render.h"

namespace bongsu::cli {
namespace {

constexpr double kLeastDyadRecall = 0.85;

std::string Lines(const std::vector<Event>& events) {
  std::string out;
  for (const Event& event : events) out += ToJson(event) + "\n";
  return out;
}

std::string PartiesJson(const std::vector<EntityRef>& parties) {
  std::string out;
  for (const EntityRef& party : parties)
    out += (out.empty() ? "\"" : ",\"") + party.code +
           (party.sector.empty() ? "" : "/" + party.sector) + "\"";
  return "[" + out + "]";
}

// The records that a brief tells of, as gold.
std::string Gold(const report::Brief& brief, const std::vector<store::StoredEvent>& records,
                 const std::string& doc) {
  std::string out;
  for (const store::StoredEvent& record : records) {
    if (brief.Record(record.event.id) == nullptr) continue;
    std::string aux;
    for (const std::string& word : record.event.aux)
      aux += (aux.empty() ? "\"" : ",\"") + word + "\"";
    out += "{\"doc\":\"" + doc + "\",\"lang\":\"ko\",\"event\":\"" + record.event.event +
           "\",\"actor\":" + PartiesJson(record.event.actor) +
           ",\"recipient\":" + PartiesJson(record.event.recipient) + ",\"aux\":[" + aux +
           "],\"weight\":\"core\"}\n";
  }
  return out;
}

class RoundTrip {
 public:
  RoundTrip() {
    auto coder = coding::Coder::Create(RealLexicon());
    EXPECT_TRUE(coder.has_value());
    coder_ = std::move(*coder);
  }

  void Add(const std::filesystem::path& path) {
    const std::string doc = path.filename().string();
    const auto [document, coded] = Code(path.string(), doc);
    std::vector<store::StoredEvent> records;
    for (const Event& event : coded.events) {
      store::StoredEvent& record = records.emplace_back();
      record.event = event;
      record.published = document.published.date;
      record.day = event.date && !event.date->from.empty() ? event.date->from : record.published;
      record.doc_title = document.title;
    }
    if (records.empty()) return;
    const auto phrases = report::Phrases::FromTable(RealLexicon().table("report.phrases"), "ko");
    const auto words = report::CheckWords::FromTable(RealLexicon().table("report.check"), "ko");
    ASSERT_TRUE(phrases.has_value() && words.has_value());
    const report::PartyNames names(*phrases, RealLexicon());
    report::BriefMaterial material;
    material.events = records;
    material.doc = doc;
    material.quote_limit = 0;
    const auto brief = report::ComposeBrief(material, *phrases, names);
    ASSERT_TRUE(brief.has_value()) << brief.error().message();
    for (const report::BriefFinding& finding : report::CheckBrief(*brief, *words, names))
      ADD_FAILURE() << doc << ": " << report::FindingText(finding);
    document::ReadOptions options;
    options.id = doc;
    options.lang = "ko";
    options.date = document.published.date;
    const auto post = document::ReadDocument(report::BriefJekyll(*brief), options);
    ASSERT_TRUE(post.has_value()) << post.error().message();
    EXPECT_FALSE(post->title.empty());
    gold_ += Gold(*brief, records, doc);
    system_ += Lines(coder_->Code(*post).events);
  }

  evaluation::Score Result() const {
    evaluation::RowSet gold, system;
    EXPECT_TRUE(evaluation::AddJsonl(gold_, "gold", {}, gold).ok());
    EXPECT_TRUE(evaluation::AddJsonl(system_, "system", {}, system).ok());
    return evaluation::ComputeScore(gold, system, false);
  }

 private:
  std::pair<Document, coding::Coded> Code(const std::string& path, const std::string& doc) const {
    auto bytes = base::ReadFile(path, 1 << 20);
    EXPECT_TRUE(bytes.has_value()) << path;
    document::ReadOptions options;
    options.id = options.file_name = doc;
    auto document = document::ReadDocument(std::move(*bytes), options);
    EXPECT_TRUE(document.has_value()) << path;
    coding::Coded coded = coder_->Code(*document);
    return {std::move(*document), std::move(coded)};
  }

  std::unique_ptr<coding::Coder> coder_;
  std::string gold_, system_;
};

TEST(BriefRoundTrip, KoreanBriefsGiveTheirRecordsBack) {
  RoundTrip trip;
  size_t posts = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(BONGSU_SOURCE_DIR "/examples/posts")) {
    trip.Add(entry.path());
    ++posts;
  }
  ASSERT_GE(posts, 40u);
  const evaluation::Score score = trip.Result();
  RecordProperty("dyad_recall", std::to_string(score.dyad.ratios.r));
  RecordProperty("dyad_precision", std::to_string(score.dyad.ratios.p));
  EXPECT_GE(score.dyad.tp, 150);
  EXPECT_GE(score.dyad.ratios.r, kLeastDyadRecall)
      << score.dyad.tp << " found, " << score.dyad.fn << " missed, " << score.dyad.fp
      << " that the briefs do not tell of";
}

}  // namespace
}  // namespace bongsu::cli
