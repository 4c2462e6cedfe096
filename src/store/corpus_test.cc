// Lineage, occurrences, decisions and what was known when, in the store.
#include <gmock/gmock.h>

#include <fstream>

#include "store/backup.h"
#include "store/database.h"
#include "store/event_parse.h"
#include "store/test_workspace.h"

namespace bongsu::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const corpus::OccurrenceModel& Model() {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  static const corpus::OccurrenceModel model(**lexicon);
  return model;
}

corpus::Signature Signed(uint16_t seed) {
  corpus::Signature s;
  s.shingles = 500;
  for (size_t i = 0; i < s.bins.size(); ++i) s.bins[i] = static_cast<uint16_t>(seed * 131 + i);
  return s;
}

class CorpusTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    options_.occurrences = &Model();
  }
  // A report of its own wording.
  static Event Report(const std::string& doc, int n, const std::string& day,
                      const std::string& words) {
    Event e = MakeEvent(doc, n, "AID", "RUS", "PRK", day);
    e.evidence.text = words;
    return e;
  }
  static Arrival With(const std::string& doc, const std::string& outlet, std::vector<Event> events,
                      uint16_t seed) {
    Arrival a = MakeArrival(doc, "source " + doc + std::string(200, '.'), std::move(events));
    a.document.outlet = outlet;
    a.signature = Signed(seed);
    return a;
  }
  std::vector<Occurrence> All() {
    std::vector<Occurrence> out;
    const Status status = store().QueryOccurrences({}, [&](Occurrence&& o) {
      out.push_back(std::move(o));
      return Status();
    });
    EXPECT_TRUE(status.ok()) << status.message();
    return out;
  }
  std::vector<std::string> Findings() {
    std::vector<std::string> out;
    const Status status = store().Check([&](const std::string& f) { out.push_back(f); }, {});
    EXPECT_TRUE(status.ok()) << status.message();
    return out;
  }
  static std::string Id(const Arrival& a, size_t n = 0) { return a.coded.events[n].id; }
};

TEST_F(CorpusTest, ReportsOnOneTransferAreOneOccurrenceWhateverTheBatches) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 탄약을 줬다")}, 1);
  const auto b = With("b.md", "y", {Report("b.md", 1, "2024-07-20", "탄약이 넘어갔다고 한다")}, 2);
  Ingest({a});
  Ingest({b});
  ASSERT_THAT(All(), SizeIs(1));
  EXPECT_EQ(All()[0].counts.mentions, 2u);
  EXPECT_EQ(All()[0].counts.sources, 2u);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(CorpusTest, CopyAddsNoSource) {
  const auto a = With("a.md", "연합뉴스", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  const auto b = With("b.md", "y", {Report("b.md", 1, "2024-07-20", "탄약이 넘어갔다")}, 1);
  Ingest({a});
  Ingest({b});
  ASSERT_THAT(All(), SizeIs(1));
  EXPECT_EQ(All()[0].counts.mentions, 2u);
  EXPECT_EQ(All()[0].counts.sources, 1u);
  const auto links = store().Links();
  ASSERT_TRUE(links);
  ASSERT_THAT(*links, SizeIs(1));
  EXPECT_EQ((*links)[0].doc + " " + (*links)[0].from + " " + (*links)[0].derivation,
            "b.md a.md copy");
}

TEST_F(CorpusTest, ChangedDocumentTakesItsReportAlong) {
  Ingest({With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1)});
  Arrival changed = With("a.md", "x", {}, 1);
  changed.document.source = "another source" + std::string(200, '.');
  changed.document.source_hash = base::Hash128Hex(changed.document.source);
  Ingest({changed});
  EXPECT_THAT(All(), IsEmpty());
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(CorpusTest, AsOfTellsWhatWasKnownThen) {
  Ingest({With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1)});
  Arrival changed = With("a.md", "x", {Report("a.md", 2, "2024-07-21", "러시아가 또 줬다")}, 1);
  changed.document.source = "another source" + std::string(200, '.');
  changed.document.source_hash = base::Hash128Hex(changed.document.source);
  RunInfo later = MakeRun();
  later.started = "2024-08-05T00:00:00Z";
  Ingest({changed}, later);
  const auto days = [&](const std::string& as_of) {
    EventFilter filter;
    filter.as_of = as_of;
    std::vector<std::string> out;
    EXPECT_TRUE(store()
                    .QueryEvents(filter,
                                 [&](StoredEvent&& e) {
                                   out.push_back(e.day);
                                   return Status();
                                 })
                    .ok());
    return out;
  };
  EXPECT_THAT(days("2024-07-31"), IsEmpty());
  EXPECT_THAT(days("2024-08-01"), ElementsAre("2024-07-20"));
  EXPECT_THAT(days("2024-08-05"), ElementsAre("2024-07-21"));
  EXPECT_THAT(days(""), ElementsAre("2024-07-21"));
}

TEST_F(CorpusTest, AsOfTellsOccurrencesOfThen) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  Ingest({a});
  Arrival changed = With("a.md", "x", {}, 1);
  changed.document.source = "another source" + std::string(200, '.');
  changed.document.source_hash = base::Hash128Hex(changed.document.source);
  const auto b = With("b.md", "y", {Report("b.md", 1, "2024-07-20", "탄약이 넘어갔다")}, 2);
  RunInfo later = MakeRun();
  later.started = "2024-08-05T00:00:00Z";
  Ingest({changed, b}, later);

  const auto sources = [&](const std::string& as_of) {
    EventFilter filter;
    filter.as_of = as_of;
    std::vector<std::string> out;
    EXPECT_TRUE(store()
                    .QueryOccurrences(filter,
                                      [&](Occurrence&& o) {
                                        const auto mentions = store().Mentions(o.id, as_of);
                                        EXPECT_TRUE(mentions);
                                        EXPECT_EQ(mentions->size(), o.counts.mentions);
                                        out.push_back(o.canonical.event.doc);
                                        for (const auto& m : *mentions) out.push_back(m.source);
                                        return Status();
                                      })
                    .ok());
    return out;
  };
  EXPECT_THAT(sources("2024-07-31"), IsEmpty());
  EXPECT_THAT(sources("2024-08-01"), ElementsAre("a.md", "outlet:x_twitter"));
  EXPECT_THAT(sources("2024-08-05"), ElementsAre("b.md", "outlet:y"));
  EXPECT_THAT(sources(""), ElementsAre("b.md", "outlet:y"));
  EXPECT_EQ(store().GetOccurrence(Id(a)).error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(store().GetOccurrence(Id(b), "2024-08-01").error().code(), ErrorCode::kNotFound);
  const auto then = store().GetOccurrence(Id(a), "2024-08-01");
  ASSERT_TRUE(then) << then.error().message();
  EXPECT_EQ(store().GetOccurrence(then->id, "2024-08-01")->id, then->id);
  EventFilter on_first;
  on_first.as_of = "2024-08-01";
  EXPECT_EQ(store().Count(on_first)->occurrences, 1u);
  EXPECT_THAT(Findings(), IsEmpty());
}

// A copy is found through the document it copies; when that one goes, by itself.
// What is looked up by key is what a query of the whole says: copies, their origins by date, words
// of others.
TEST_F(CorpusTest, OneByOneAndAllTogetherAgree) {
  std::vector<Arrival> batch;
  for (int d = 0; d < 40; ++d) {
    const std::string doc = "d" + std::to_string(d) + ".md";
    const std::string day = "2024-07-" + std::to_string(10 + d % 4);
    std::vector<Event> events = {Report(doc, 1, day, "러시아가 탄약을 줬다"),
                                 Report(doc, 2, d % 5 == 0 ? "" : "2024-05-01", "다른 말")};
    if (d % 7 == 0) events[0].attribution = {Party("USA", "MIL")};
    batch.push_back(With(doc, "outlet " + std::to_string(d % 6), events,
                         static_cast<uint16_t>(d % 3 == 0 ? 1 : d)));
    batch.back().document.published.date =
        d % 9 == 0 ? "" : "2024-07-" + std::to_string(30 - d % 8);
  }
  Ingest({batch.begin(), batch.begin() + 15});
  Ingest({batch.begin() + 15, batch.end()});
  const std::vector<std::string> whole = Sql(
      "SELECT count(DISTINCT occurrence), count(*), count(DISTINCT source) FROM mention_sources");
  const auto counts = store().Count({});
  EXPECT_EQ(whole, (std::vector<std::string>{std::to_string(counts->occurrences) + "|" +
                                             std::to_string(counts->mentions) + "|" +
                                             std::to_string(counts->sources)}));
  const std::vector<Occurrence> all = All();
  ASSERT_GT(all.size(), 1u);
  for (const Mode mode : {Mode::kWrite, Mode::kRead}) {
    Close();
    options_.mode = mode;
    for (const Occurrence& o : all) {
      const auto one = store().GetOccurrence(o.id);
      ASSERT_TRUE(one) << one.error().message();
      EXPECT_EQ(one->counts.mentions, o.counts.mentions);
      EXPECT_EQ(one->counts.sources, o.counts.sources);
      EXPECT_EQ(one->first_day + one->last_day, o.first_day + o.last_day);
      EXPECT_EQ(one->canonical.json, o.canonical.json);
      EXPECT_EQ(store().Mentions(all[0].id)->size(), all[0].counts.mentions);
      const auto mentions = store().Mentions(o.id);
      for (const OccurrenceMention& m : *mentions)
        EXPECT_EQ(Sql("SELECT s.source FROM mention_sources s JOIN events e USING (event_key) "
                      "WHERE e.id = '" +
                      m.event.event.id + "'"),
                  (std::vector<std::string>{m.source}));
    }
  }
}

TEST_F(CorpusTest, CopyOfACopyIsFoundWhenTheFirstIsReplaced) {
  Ingest({With("a.md", "x", {}, 1)});
  Ingest({With("b.md", "y", {}, 1)});
  EXPECT_THAT(Sql("SELECT count(DISTINCT doc_key) FROM document_bands"), ElementsAre("1"));
  Arrival changed = With("a.md", "x", {}, 7);
  changed.document.source = "another source" + std::string(200, '.');
  changed.document.source_hash = base::Hash128Hex(changed.document.source);
  Ingest({changed});
  Ingest({With("c.md", "z", {}, 1)});
  std::vector<std::string> links;
  const auto derived = store().Links("c.md");
  ASSERT_TRUE(derived);
  for (const DocumentLink& l : *derived) links.push_back(l.doc + " " + l.from);
  EXPECT_THAT(links, ElementsAre("c.md b.md"));
}

TEST_F(CorpusTest, RejectedRecordIsGoneUntilItIsAccepted) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  Ingest({a});
  const auto rejected = store().Review("reject", Id(a), "", "kim", "no", kNow);
  ASSERT_TRUE(rejected) << rejected.error().message();
  EXPECT_THAT(Events(), IsEmpty());
  EXPECT_THAT(All(), IsEmpty());
  EXPECT_THAT(Findings(), IsEmpty());
  const auto accepted = store().Review("accept", Id(a), "", "lee", "yes", kNow);
  ASSERT_TRUE(accepted) << accepted.error().message();
  EXPECT_THAT(Events(), SizeIs(1));
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(CorpusTest, CorrectionSurvivesCodingAnewAndWaitsAsAnOrphan) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  Ingest({a});
  ASSERT_TRUE(store().Review("correct", Id(a), "recipient=CHN", "kim", "", kNow));
  const auto recipient = [&] {
    const auto events = Events();
    return events.empty() ? "none" : ParseEvent(events[0].json)->recipient.at(0).code;
  };
  EXPECT_EQ(recipient(), "CHN");
  // Coded anew, the sentence begins elsewhere and the record has another id.
  Arrival again = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  again.coded.events[0].evidence.span.begin += 3;
  again.coded.events[0].id = "e-other";
  Ingest({again}, MakeRun("lexicon-2"));
  EXPECT_EQ(recipient(), "CHN");
  EXPECT_FALSE(store().Decisions()->at(0).orphan());
  again.coded.events.clear();
  Ingest({again}, MakeRun("lexicon-3"));
  EXPECT_TRUE(store().Decisions()->at(0).orphan());
  again.coded.events = a.coded.events;
  Ingest({again}, MakeRun("lexicon-4"));
  EXPECT_FALSE(store().Decisions()->at(0).orphan());
  EXPECT_EQ(recipient(), "CHN");
}

TEST_F(CorpusTest, HandTellsTogetherAndApartAndIsObeyedAfterwards) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 탄약을 줬다")}, 1);
  const auto b = With("b.md", "y", {Report("b.md", 1, "2024-07-20", "탄약이 넘어갔다")}, 2);
  const auto c = With("c.md", "z", {Report("c.md", 1, "2023-01-05", "예전에 준 일이 있다")}, 3);
  Ingest({a, b, c});
  ASSERT_THAT(All(), SizeIs(2));
  ASSERT_TRUE(store().Split({Id(b)}, "kim", "", kNow));
  EXPECT_THAT(All(), SizeIs(3));
  ASSERT_TRUE(store().Merge(Id(a), Id(c), "kim", "", kNow));
  ASSERT_THAT(All(), SizeIs(2));
  EXPECT_THAT(Findings(), IsEmpty());
  for (const Arrival& again : {a, b, c}) Ingest({again}, MakeRun("lexicon-2"));
  ASSERT_THAT(All(), SizeIs(2));
  EXPECT_EQ(store().GetOccurrence(Id(a))->id, store().GetOccurrence(Id(c))->id);
  EXPECT_NE(store().GetOccurrence(Id(a))->id, store().GetOccurrence(Id(b))->id);
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(CorpusTest, DecisionIsNotJournalledTwiceAfterACrash) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  Ingest({a});
  ASSERT_TRUE(store().Review("reject", Id(a), "", "kim", "no", kNow));
  // As if the process had died between journal and database.
  Close();
  std::filesystem::remove(folder_ + "/bongsu.duckdb");
  Ingest({a});
  EXPECT_THAT(Findings(), ElementsAre(testing::HasSubstr("the journal holds 1 decisions")));
  ASSERT_TRUE(store().Review("reject", Id(a), "", "kim", "no", kNow));
  EXPECT_THAT(Findings(), IsEmpty());
}

TEST_F(CorpusTest, CheckFindsWhatDisagrees) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  Ingest({a});
  Close();
  DatabaseOptions raw;
  raw.path = folder_ + "/bongsu.duckdb";
  for (const char* damage :
       {"UPDATE events SET certainty = 'possible'", "UPDATE dyad_day SET events = events + 1",
        "UPDATE documents SET source_hash = 'x'", "DELETE FROM occurrences"}) {
    {
      auto db = Database::Open(raw);
      ASSERT_TRUE(db);
      ASSERT_TRUE((*db)->Execute(damage).ok());
    }
    EXPECT_FALSE(Findings().empty()) << damage;
    Close();
    std::filesystem::remove_all(folder_);
    Ingest({a});
    Close();
  }
}

TEST_F(CorpusTest, BackupComesBackWholeAndTellsWhatChanged) {
  const auto a = With("a.md", "x", {Report("a.md", 1, "2024-07-20", "러시아가 줬다")}, 1);
  Ingest({a});
  ASSERT_TRUE(store().Review("correct", Id(a), "recipient=CHN", "kim", "", kNow));
  const auto before = Events();
  Close();
  const std::string copy = folder_ + "-copy", back = folder_ + "-back";
  std::filesystem::remove_all(copy);
  std::filesystem::remove_all(back);
  const auto done = Backup(folder_, copy, options_);
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_EQ(Backup(folder_, copy, options_).error().code(), ErrorCode::kInvalidArgument);
  ASSERT_TRUE(Restore(copy, back, options_));
  EXPECT_EQ(Restore(copy, back, options_).error().code(), ErrorCode::kInvalidArgument);
  std::swap(folder_, const_cast<std::string&>(back));
  EXPECT_EQ(Events()[0].json, before[0].json);
  EXPECT_THAT(Findings(), IsEmpty());
  Close();
  std::swap(folder_, const_cast<std::string&>(back));
  std::filesystem::remove_all(back);
  std::ofstream(copy + "/journal.jsonl", std::ios::app) << "x";
  EXPECT_EQ(Restore(copy, back, options_).error().code(), ErrorCode::kCorruption);
  EXPECT_FALSE(std::filesystem::exists(back));
  std::filesystem::remove(copy + "/journal.jsonl");
  EXPECT_EQ(Restore(copy, back, options_).error().code(), ErrorCode::kCorruption);
  std::filesystem::remove_all(copy);
  std::filesystem::remove_all(back + ".unfinished");
}

}  // namespace
}  // namespace bongsu::store
