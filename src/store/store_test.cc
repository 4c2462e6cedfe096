#include "store/store.h"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <map>
#include <random>
#include <set>

#include "archive/faulty_files.h"
#include "archive/journal.h"
#include "store/rollup.h"
#include "store/test_workspace.h"

namespace bongsu::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Two documents, three events: the small world of most tests.
std::vector<Arrival> SmallWorld() {
  Event transfer = MakeEvent("a.md", 1, "AID", "RUS", "PRK", "2024-07-20");
  transfer.aux = {"hypothetical"};
  transfer.certainty = "possible";
  transfer.item = {"missile_technology"};
  transfer.attribution = {Party("USA"), Party("JPN")};
  Event concern = MakeEvent("a.md", 2, "ACCUSE", "USA", "RUS");
  concern.mode = {"disapprove"};
  concern.actor.push_back(Party("JPN"));
  concern.recipient.push_back(Party("PRK"));
  Event meeting = MakeEvent("b.md", 1, "CONSULT", "KOR", "", "2024-07-01");
  meeting.actor = {Party("USA"), Party("KOR", "MIL")};
  return {MakeArrival("a.md", "source a", {transfer, concern}),
          MakeArrival("b.md", "source b", {meeting})};
}

std::vector<std::string> Docs(const std::vector<StoredEvent>& events) {
  std::vector<std::string> out;
  for (const StoredEvent& e : events) out.push_back(e.event.doc + " " + e.event.event);
  return out;
}

TEST_F(StoreTest, WhatWasWrittenComesBackExactly) {
  const auto batch = SmallWorld();
  const IngestCounts counts = Ingest(batch);
  EXPECT_EQ(counts.added, 2u);
  EXPECT_EQ(counts.events, 3u);
  Close();
  const auto events = Events();
  ASSERT_EQ(events.size(), 3u);
  EXPECT_THAT(Docs(events), ElementsAre("b.md CONSULT", "a.md AID", "a.md ACCUSE"));
  EXPECT_EQ(events[1].json, ToJson(batch[0].coded.events[0]));
  EXPECT_EQ(ToJson(events[1].event), events[1].json);
  EXPECT_EQ(events[1].day, "2024-07-20");
  EXPECT_EQ(events[2].day, "2024-07-28");  // no date of its own: the publication date
  EXPECT_EQ(events[1].doc_title, "제목 a.md");
  EXPECT_EQ(*store().Source(events[1].source_hash), "source a");
}

TEST_F(StoreTest, SecondIngestOfTheSameBytesChangesNothing) {
  Ingest(SmallWorld());
  const auto before = Dump();
  EXPECT_EQ(Ingest(SmallWorld()).unchanged, 2u);
  Close();
  RunInfo later = MakeRun();
  later.started = "2024-09-01T09:00:00Z";
  EXPECT_EQ(Ingest(SmallWorld(), later).unchanged, 2u);
  ASSERT_TRUE(store().FinishRun("2024-09-01T10:00:00Z").ok());
  EXPECT_EQ(Dump(), before);
}

TEST_F(StoreTest, ChangedFileReplacesItsEventsAndKeepsTheOldVersionKnown) {
  Ingest(SmallWorld());
  const IngestCounts counts = Ingest(
      {MakeArrival("a.md", "source a, corrected", {MakeEvent("a.md", 5, "ACCUSE", "KOR", "PRK")})});
  EXPECT_EQ(counts.changed, 1u);
  EXPECT_THAT(Docs(Events()), ElementsAre("b.md CONSULT", "a.md ACCUSE"));
  const auto versions = *store().Documents("a.md");
  ASSERT_EQ(versions.size(), 2u);
  EXPECT_FALSE(versions[0].current);
  EXPECT_TRUE(versions[1].current);
  EXPECT_EQ(versions[1].version, 2u);
  EXPECT_EQ(versions[0].events, 0u);
  EXPECT_EQ(*store().Source(versions[0].source_hash), "source a");
  EXPECT_THAT(Sql("SELECT version, current, replaced_by_run FROM documents WHERE doc = 'a.md' "
                  "ORDER BY version"),
              ElementsAre("1|false|1", "2|true|null"));
  EXPECT_THAT(Sql("SELECT count(*) FROM event_parties p WHERE NOT EXISTS "
                  "(SELECT 1 FROM all_events e WHERE e.event_key = p.event_key)"),
              ElementsAre("0"));
}

TEST_F(StoreTest, ChangedCoderReplacesEventsOfTheSameVersion) {
  Ingest(SmallWorld());
  auto recoded = SmallWorld();
  recoded[0].coded.events.pop_back();
  RunInfo run = MakeRun("lexicon-2");
  const IngestCounts counts = Ingest(recoded, run);
  EXPECT_EQ(counts.recoded, 2u);
  EXPECT_EQ(Docs(Events()).size(), 2u);
  EXPECT_EQ(store().Documents("a.md")->size(), 1u);
  // The events that stayed keep the run that made them and name the one that confirmed them.
  EXPECT_THAT(Sql("SELECT doc, made_run, confirmed_run FROM events ORDER BY doc"),
              ElementsAre("a.md|1|2", "b.md|1|2"));
  EXPECT_THAT(Sql("SELECT ingested_run, coded_run FROM documents ORDER BY doc"),
              ElementsAre("1|2", "1|2"));
}

// The key of a document coded anew was given to a new one of the same batch when it was the
// largest.
TEST_F(StoreTest, NewDocumentBesideTheLastOneCodedAnewHasAKeyOfItsOwn) {
  Ingest(SmallWorld());
  auto batch = SmallWorld();
  batch.insert(batch.begin(), MakeArrival("c.md", "source c", {}));
  Ingest(batch, MakeRun("lexicon-2"));
  EXPECT_THAT(Sql("SELECT count(DISTINCT doc_key), count(*) FROM documents"), ElementsAre("3|3"));
  EXPECT_EQ(Events().size(), 3u);
}

TEST_F(StoreTest, FiltersAreJoinedByAndEachIsAnyOf) {
  Ingest(SmallWorld());
  const auto with = [](auto set) {
    EventFilter f;
    set(f);
    return f;
  };
  EXPECT_EQ(Events(with([](auto& f) { f.actor = {"RUS", "KOR"}; })).size(), 2u);
  EXPECT_EQ(Events(with([](auto& f) { f.actor = {"jpn"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.actor = {"KOR/MIL"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.actor = {"KOR/GOV"}; })).size(), 0u);
  EXPECT_EQ(Events(with([](auto& f) { f.actor = {"KOR/GOV", "RUS"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.recipient = {"PRK"}; })).size(), 2u);
  EXPECT_EQ(Events(with([](auto& f) { f.event = {"aid"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.mode = {"disapprove"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.item = {"missile_technology"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.certainty = {"possible"}; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.since = "2024-07-20"; })).size(), 2u);
  EXPECT_EQ(Events(with([](auto& f) { f.until = "2024-07-19"; })).size(), 1u);
  EXPECT_EQ(Events(with([](auto& f) { f.doc = "a.md"; })).size(), 2u);
  EXPECT_EQ(Events(with([](auto& f) { f.doc = "a*"; })).size(), 2u);
  EXPECT_EQ(Events(with([](auto& f) { f.lang = {"en"}; })).size(), 0u);
  EXPECT_THAT(Docs(Events(with([](auto& f) { f.limit = 1; }))), ElementsAre("b.md CONSULT"));
  EXPECT_EQ(Events(with([](auto& f) {
              f.actor = {"RUS"};
              f.recipient = {"PRK"};
              f.event = {"AID"};
              f.item = {"missile_technology"};
              f.certainty = {"possible"};
            })).size(),
            1u);
  EventFilter bad;
  bad.since = "2024-02-30";
  EXPECT_EQ(store().QueryEvents(bad, nullptr).code(), ErrorCode::kInvalidArgument);
  bad.since = "'; DROP TABLE events; --";
  EXPECT_EQ(store().QueryEvents(bad, nullptr).code(), ErrorCode::kInvalidArgument);
}

TEST_F(StoreTest, EventIsFoundByTheBeginningOfItsId) {
  const auto batch = SmallWorld();
  Ingest(batch);
  const std::string id = batch[0].coded.events[0].id;
  EXPECT_EQ(store().GetEvent(id)->event.id, id);
  EXPECT_EQ(store().GetEvent(id.substr(0, 12))->event.id, id);
  EXPECT_EQ(store().GetEvent("e-").error().code(), ErrorCode::kInvalidArgument);
  EXPECT_THAT(store().GetEvent("e-").error().message(), HasSubstr(id));
  EXPECT_EQ(store().GetEvent("x").error().code(), ErrorCode::kNotFound);
}

TEST_F(StoreTest, BriefTakesThePeriodInOrder) {
  Ingest(SmallWorld());
  const auto events = *store().EventsForBrief("2024-07-10", "2024-07-31");
  EXPECT_THAT(Docs(events), ElementsAre("a.md AID", "a.md ACCUSE"));
  EXPECT_EQ(store().EventsForBrief("", "")->size(), 3u);
}

TEST_F(StoreTest, RollupCountsDyadsAndForgetsWhatIsGone) {
  Ingest(SmallWorld());
  EXPECT_THAT(
      Sql("SELECT actor, recipient, joint, day, event, sum(events), sum(score) FROM dyad_day GROUP "
          "BY ALL ORDER BY ALL"),
      ElementsAre("JPN|PRK|false|2024-07-28|ACCUSE|1|-3.0",
                  "JPN|RUS|false|2024-07-28|ACCUSE|1|-3.0", "KOR|USA|true|2024-07-01|CONSULT|1|2.5",
                  "RUS|PRK|false|2024-07-20|AID|1|2.5", "USA|PRK|false|2024-07-28|ACCUSE|1|-3.0",
                  "USA|RUS|false|2024-07-28|ACCUSE|1|-3.0"));
  Ingest({MakeArrival("a.md", "now without events", {}), MakeArrival("b.md", "b as well", {})});
  EXPECT_THAT(Sql("SELECT actor, sum(events) AS n FROM dyad_day GROUP BY ALL HAVING n <> 0"),
              IsEmpty());
}

TEST_F(StoreTest, RollupIsFoldedWhenItHasGrown) {
  // A document that changes to and fro appends and takes back, until the rows are folded.
  std::vector<Event> one, other;
  for (int n = 0; n < 5000; ++n) {
    const std::string day = std::to_string(1000 + n / 20) + "-01-" + std::to_string(10 + n % 20);
    one.push_back(MakeEvent("a.md", n, "AID", "RUS", "PRK", day));
    other.push_back(MakeEvent("a.md", n, "AID", "USA", "PRK", day));
  }
  for (int turn = 0; turn < 3; ++turn) {
    Ingest({MakeArrival("a.md", "one " + std::to_string(turn), one)});
    Ingest({MakeArrival("a.md", "other " + std::to_string(turn), other)});
  }
  EXPECT_THAT(Sql("SELECT rows FROM dyad_day_state"), ElementsAre("5000"));
  EXPECT_THAT(Sql("SELECT actor, sum(events) FROM dyad_day GROUP BY actor HAVING sum(events) <> 0"),
              ElementsAre("USA|5000"));
}

TEST_F(StoreTest, DocumentWithoutAnalyserIsStoredWithItsNote) {
  Arrival english = MakeArrival("en.md", "The ministers met.", {});
  english.document.lang = "en";
  english.coded.note = "no analyser yet for en";
  EXPECT_EQ(Ingest({english}).no_analyser, 1u);
  EXPECT_EQ(store().Documents("en.md")->at(0).note, "no analyser yet for en");
}

TEST_F(StoreTest, DocumentTwiceInABatchIsRefused) {
  auto batch = SmallWorld();
  batch.push_back(batch[0]);
  EXPECT_EQ(store().Ingest(batch, MakeRun()).error().code(), ErrorCode::kInvalidArgument);
  EXPECT_THAT(Events(), IsEmpty());
}

// --- quarantine ---

TEST_F(StoreTest, UnreadableDocumentGoesToQuarantineAndOthersAreUnharmed) {
  auto batch = SmallWorld();
  batch.push_back(MakeRefusal("bad.md", std::string("\0binary", 7), "in/bad.md: byte 0: binary"));
  EXPECT_EQ(Ingest(batch).quarantined, 1u);
  EXPECT_EQ(Events().size(), 3u);
  const auto entries = *store().Quarantine(false);
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].doc, "bad.md");
  EXPECT_EQ(entries[0].code, "bad input");
  EXPECT_EQ(entries[0].message, "in/bad.md: byte 0: binary");
  EXPECT_EQ(entries[0].first_seen, kNow);
  EXPECT_EQ(*store().Source(entries[0].source_hash), std::string("\0binary", 7));
  const auto before = Dump();
  Ingest(batch);
  EXPECT_EQ(Dump(), before);
}

TEST_F(StoreTest, QuarantineIsResolvedWhenTheDocumentCanBeRead) {
  Ingest({MakeRefusal("a.md", "", "permission denied")});
  Ingest({MakeRefusal("a.md", "", "still not")});
  ASSERT_EQ(store().Quarantine(false)->size(), 1u);
  EXPECT_EQ(store().Quarantine(true)->size(), 2u);
  Ingest(SmallWorld());
  EXPECT_TRUE(store().Quarantine(false)->empty());
  Ingest({MakeRefusal("a.md", "", "permission denied")});
  EXPECT_EQ(store().Quarantine(false)->size(), 1u);
  EXPECT_EQ(Events().size(), 3u);  // what was read before stays
}

TEST_F(StoreTest, DroppedByAPersonStaysDroppedAndIsJournalled) {
  const std::vector<Arrival> batch = {MakeRefusal("bad.md", "x", "no")};
  Ingest(batch);
  const std::string id = store().Quarantine(false)->at(0).id;
  EXPECT_EQ(store().DropQuarantine("q-nosuch", kNow).error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(store().DropQuarantine(id.substr(0, 8), kNow)->state, "dropped");
  EXPECT_TRUE(store().Quarantine(false)->empty());
  const auto journal = *archive::ReadJournal(folder_ + "/journal.jsonl");
  ASSERT_EQ(journal.size(), 1u);
  EXPECT_THAT(journal[0], HasSubstr(id));
  Ingest(batch);
  EXPECT_TRUE(store().Quarantine(false)->empty());
}

// --- failures ---

TEST_F(StoreTest, FailingFileLayerStoresNothingByHalvesAndTheNextIngestWorks) {
  archive::FaultyFileSystem files;
  options_.files = &files;
  Ingest({MakeArrival("first.md", "first", {MakeEvent("first.md", 1, "AID", "KOR", "UKR")})});
  const auto before = Dump();
  for (const uint64_t budget : {0, 10, 200}) {
    files.budget_bytes = budget;
    const auto failed = store().Ingest(SmallWorld(), MakeRun());
    ASSERT_FALSE(failed) << budget;
    EXPECT_EQ(failed.error().code(), ErrorCode::kIoError);
    EXPECT_EQ(Dump(), before) << budget;
  }
  files.budget_bytes = 1 << 20;
  files.fail_sync = true;
  EXPECT_FALSE(store().Ingest(SmallWorld(), MakeRun()));
  EXPECT_EQ(Dump(), before);
  files.fail_sync = false;
  EXPECT_EQ(Ingest(SmallWorld()).added, 2u);
  EXPECT_EQ(Events().size(), 4u);
  for (const StoredEvent& e : Events()) EXPECT_TRUE(store().Source(e.source_hash));
}

// A limit on the size of files stands for a full disk, under the database as well.
TEST_F(StoreTest, FullDiskUnderTheDatabaseStoresNothingByHalves) {
  Ingest(SmallWorld());
  const auto before = Dump();
  std::vector<Arrival> large;
  for (int d = 0; d < 200; ++d) {
    const std::string doc = "large" + std::to_string(d);
    std::vector<Event> events;
    for (int n = 0; n < 50; ++n) {
      events.push_back(MakeEvent(doc, n, "AID", "USA", "UKR", "2024-07-01"));
      events.back().evidence.text = base::Hash128Hex(doc) + base::Hash128Hex(events.back().id);
    }
    large.push_back(MakeArrival(doc, "source " + doc, events));
  }
  rlimit limit{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &limit), 0);
  const auto old_handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = limit;
  small.rlim_cur = 2u << 20;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto failed = store().Ingest(large, MakeRun());
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &limit), 0);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code(), ErrorCode::kIoError) << failed.error().message();
  std::signal(SIGXFSZ, old_handler);
  EXPECT_EQ(Dump(), before);
  EXPECT_EQ(Ingest(large).added, 200u);
  EXPECT_EQ(Events().size(), 10003u);
}

TEST_F(StoreTest, BusyNamesTheOwner) {
  options_.command = "ingest posts";
  store();
  OpenOptions other = options_;
  for (const Mode mode : {Mode::kRead, Mode::kWrite}) {
    other.mode = mode;
    other.command = "events";
    const auto refused = Store::Open(folder_, other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code(), ErrorCode::kBusy);
    EXPECT_THAT(refused.error().message(),
                HasSubstr("busy: ingest posts, since 2024-08-01T09:00:00Z"));
  }
  Close();
  EXPECT_TRUE(Store::Open(folder_, other));
}

TEST_F(StoreTest, ReadersShareAndKeepWritersOut) {
  Ingest(SmallWorld());
  Close();
  OpenOptions read = options_;
  read.mode = Mode::kRead;
  const auto first = Store::Open(folder_, read);
  const auto second = Store::Open(folder_, read);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(Store::Open(folder_, options_).error().code(), ErrorCode::kBusy);
  EXPECT_EQ((*first)->Ingest(SmallWorld(), MakeRun()).error().code(), ErrorCode::kInvalidArgument);
}

TEST_F(StoreTest, NoWorkspaceIsNotFoundAndNotMade) {
  options_.mode = Mode::kRead;
  EXPECT_EQ(Store::Open(folder_, options_).error().code(), ErrorCode::kNotFound);
  EXPECT_FALSE(std::filesystem::exists(folder_));
}

TEST_F(StoreTest, DamagedDatabaseIsCorruption) {
  Ingest(SmallWorld());
  Close();
  ASSERT_TRUE(base::WriteFileAtomically(folder_ + "/bongsu.duckdb", std::string(50000, 'x')).ok());
  const auto opened = Store::Open(folder_, options_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code(), ErrorCode::kCorruption) << opened.error().message();
  EXPECT_THAT(opened.error().message(), HasSubstr("bongsu.duckdb"));
}

// --- a person's SQL ---

TEST_F(StoreTest, SqlIsReadOnlyAndShutIn) {
  Ingest(SmallWorld());
  Close();
  store_ = Store::OpenForSql(folder_, options_).value();
  EXPECT_THAT(Sql("SELECT count(*) FROM events"), ElementsAre("3"));
  const SqlSink none = {[](const auto&, const auto&) { return Status(); },
                        [](const auto&) { return Status(); }};
  for (const char* query :
       {"DELETE FROM events", "CREATE TABLE x (i INT)", "COPY events TO '/tmp/bongsu_out.csv'",
        "SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM '/etc/passwd'",
        "SET memory_limit = '10GB'", "ATTACH '/tmp/bongsu_other.db'", "INSTALL httpfs",
        "SELECT 1; DELETE FROM events", "SELEC", "SELECT ?", ""})
    EXPECT_FALSE(store().Sql(query, none).ok()) << query;
  EXPECT_THAT(Sql("SELECT count(*) FROM events"), ElementsAre("3"));
}

TEST_F(StoreTest, CellsOfEveryTypeAreText) {
  const auto one = [this](const std::string& expression) { return Sql("SELECT " + expression)[0]; };
  EXPECT_EQ(one("NULL"), "null");
  EXPECT_EQ(one("true"), "true");
  EXPECT_EQ(one("(-128)::TINYINT"), "-128");
  EXPECT_EQ(one("(-170141183460469231731687303715884105728)::HUGEINT"),
            "-170141183460469231731687303715884105728");
  EXPECT_EQ(one("340282366920938463463374607431768211455::UHUGEINT"),
            "340282366920938463463374607431768211455");
  EXPECT_EQ(one("0.1::DOUBLE"), "0.1");
  EXPECT_EQ(one("(-0.05)::DECIMAL(9,2)"), "-0.05");
  EXPECT_EQ(one("12345678901234567890.5::DECIMAL(30,1)"), "12345678901234567890.5");
  EXPECT_EQ(one("'짧다'"), "짧다");
  EXPECT_EQ(one("'a text of more than twelve bytes'"), "a text of more than twelve bytes");
  EXPECT_EQ(one("DATE '2024-02-29'"), "2024-02-29");
  EXPECT_EQ(one("TIMESTAMP '1969-12-31 23:59:59.5'"), "1969-12-31 23:59:59.500000");
  EXPECT_EQ(one("TIME '01:02:03'"), "01:02:03");
  EXPECT_EQ(one("INTERVAL 1 MONTH"), "1 months 0 days 0 us");
  EXPECT_EQ(one("'\\xAB\\x01'::BLOB"), "ab01");
  EXPECT_EQ(one("'0b1c6e9e-8a3e-4b57-9f0a-1d0a3c1b2e4f'::UUID"),
            "0b1c6e9e-8a3e-4b57-9f0a-1d0a3c1b2e4f");
  EXPECT_EQ(one("'b'::ENUM('a', 'b')"), "b");
  EXPECT_EQ(one("[1, NULL, 3]"), "[1,null,3]");
  EXPECT_EQ(one("{'a': 'x\"y', 'b': [1.5]}"), R"({"a":"x\"y","b":[1.5]})");
  EXPECT_EQ(one("MAP {'k': 1}"), R"([{"key":"k","value":1}])");
  EXPECT_EQ(one("[1, 2]::INTEGER[2]"), "[1,2]");
}

TEST_F(StoreTest, InterruptStopsAQuery) {
  bool stop = false;
  options_.interrupted = [&] { return stop; };
  store();
  stop = true;
  const SqlSink none = {[](const auto&, const auto&) { return Status(); },
                        [](const auto&) { return Status(); }};
  EXPECT_EQ(store().Sql("SELECT count(*) FROM range(100000000000)", none).code(),
            ErrorCode::kInterrupted);
  stop = false;
  EXPECT_THAT(Sql("SELECT 1"), ElementsAre("1"));
}

// --- against a plain model ---

// What the store should hold, kept the obvious way.
struct Model {
  struct Doc {
    std::string source, lexicon;
    std::vector<Event> events;
    int version = 1;
  };
  std::map<std::string, Doc> docs;

  std::multiset<std::string> Jsons() const {
    std::multiset<std::string> out;
    for (const auto& [id, doc] : docs)
      for (const Event& e : doc.events) out.insert(ToJson(e));
    return out;
  }
  std::vector<std::string> DyadRows() const {
    Rollup rollup;
    for (const auto& [id, doc] : docs)
      for (const Event& e : doc.events)
        rollup.Count(e, ParseDayNumber(e.date ? e.date->from : "2024-07-28"), 1);
    std::vector<std::string> out;
    for (const auto& [key, sum] : rollup.sums())
      out.push_back(key.actor + "|" + key.recipient + "|" + std::to_string(key.day) + "|" +
                    key.event + "|" + std::to_string(sum.events) + "|" +
                    std::to_string(sum.score_tenths));
    std::sort(out.begin(), out.end());
    return out;
  }
};

// A page is found by day, by the sums or by document; it must be the beginning of the whole, which
// is sorted at once.
TEST_F(StoreTest, PageIsTheBeginningOfTheWhole) {
  std::vector<Arrival> batch;
  for (int d = 0; d < 300; ++d) {
    const std::string doc = "d" + std::to_string(d) + ".md";
    std::vector<Event> events;
    for (int n = 0; n < 10; ++n) {
      Event e = MakeEvent(doc, n, n == 4 ? "ACCUSE" : "AID", n % 3 == 0 ? "RUS" : "CHN", "PRK",
                          "2024-07-" + std::to_string(10 + (d * 7 + n) % 20));
      if (n % 3 == 1) e.recipient.push_back(Party("KOR"));
      if (n % 5 == 2) e.item = {"missile_technology"};
      if (n == 7) e.item = {"other"};
      if (d % 3 == 0 && n > 5) e.date.reset();
      events.push_back(std::move(e));
    }
    batch.push_back(MakeArrival(doc, "source " + doc, std::move(events)));
    if (d % 3 == 0) batch.back().document.published = {};
  }
  Ingest(batch);
  std::vector<EventFilter> filters(8);
  filters[1].actor = {"RUS"};
  filters[2].actor = {"chn"};
  filters[2].recipient = {"KOR"};
  filters[3] = filters[2];
  filters[3].event = {"AID"};
  filters[3].since = "2024-07-15";
  filters[4] = filters[2];
  filters[4].item = {"other"};
  filters[5].item = {"missile_technology"};
  filters[6].item = {"other"};
  filters[7] = filters[2];
  filters[7].until = "2024-07-12";
  for (size_t f = 0; f < filters.size(); ++f) {
    SCOPED_TRACE(f);
    filters[f].limit = 0;
    const auto all = Events(filters[f]);
    ASSERT_GT(all.size(), 50u);
    for (const uint64_t limit : {1u, 3u, 100u, 250u, 2999u}) {
      filters[f].limit = limit;
      const auto page = Events(filters[f]);
      ASSERT_EQ(page.size(), std::min<size_t>(limit, all.size()));
      for (size_t i = 0; i < page.size(); ++i) {
        ASSERT_EQ(page[i].json, all[i].json) << limit << " " << i;
        ASSERT_EQ(page[i].day, all[i].day);
        ASSERT_EQ(page[i].doc_title, all[i].doc_title);
      }
    }
  }
}

// Wherever a disk is full, in the sources or in the records, nothing is stored by halves.
TEST_F(StoreTest, DiskThatIsFullAnywhereStoresNothingByHalves) {
  archive::FaultyFileSystem files;
  options_.files = &files;
  Ingest({MakeArrival("first.md", "first", {MakeEvent("first.md", 1, "AID", "KOR", "UKR")})});
  const auto before = Dump();
  uint64_t budget = 0;
  for (;; budget += 151) {
    ASSERT_LT(budget, 1u << 20);
    files.budget_bytes = budget;
    const auto counts = store().Ingest(SmallWorld(), MakeRun());
    if (counts) break;
    ASSERT_EQ(Dump(), before) << budget;
  }
  EXPECT_GT(budget, 2000u);  // four records among it
  EXPECT_EQ(Events().size(), 4u);
}

// Files of records that another database left, or one that was broken off in the making, go; a
// database that has none yet begins a file of its own.
TEST_F(StoreTest, FilesOfRecordsThatAreNotItsOwnGo) {
  const auto left = [&](int number) {
    const std::string name = "/records-00000" + std::to_string(number) + ".jsonl";
    EXPECT_TRUE(base::MakeFolders(folder_ + "/records").ok());
    EXPECT_TRUE(base::WriteFileAtomically(folder_ + "/records" + name, "garbage").ok());
  };
  left(3);
  Ingest({MakeArrival("a.md", "a", {MakeEvent("a.md", 1, "AID", "KOR", "UKR")})});
  EXPECT_EQ(archive::RecordFiles(folder_ + "/records"), (std::vector<int64_t>{3, 4}));
  left(5);
  Close();
  Ingest({MakeArrival("b.md", "b", {MakeEvent("b.md", 1, "AID", "KOR", "UKR")})});
  EXPECT_EQ(archive::RecordFiles(folder_ + "/records"), (std::vector<int64_t>{4}));
  EXPECT_EQ(Events().size(), 2u);
  left(2);
  left(9);
  EXPECT_TRUE(store().RemoveReplacedRecords().ok());
  EXPECT_EQ(archive::RecordFiles(folder_ + "/records"), (std::vector<int64_t>{4, 9}));
}

// The engine's function, which the view event_details stands on.
TEST_F(StoreTest, RecordsAreReadInSql) {
  Ingest(SmallWorld());
  EXPECT_EQ(Sql("SELECT count(*) FROM events e JOIN event_details d USING (event_key) WHERE "
                "json_extract_string(d.json, '$.id') = e.id"),
            (std::vector<std::string>{"3"}));
  EXPECT_EQ(Sql("SELECT count(*) FROM event_records WHERE json_extract_string(json, '$.id') = id"),
            (std::vector<std::string>{"3"}));
  EXPECT_EQ(Sql("SELECT bongsu_record(0, 0, 0)"), (std::vector<std::string>{""}));
  const auto failed = store().Sql(
      "SELECT bongsu_record(1, 1, 1)",
      {[](const auto&, const auto&) { return Status(); }, [](const auto&) { return Status(); }});
  EXPECT_EQ(failed.code(), ErrorCode::kCorruption) << failed.message();
}

TEST_F(StoreTest, RandomOperationsAgreeWithAPlainModel) {
  const char* seed_text = std::getenv("BONGSU_TEST_SEED");
  const unsigned seed = seed_text ? static_cast<unsigned>(std::atoi(seed_text)) : 20240801;
  RecordProperty("seed", static_cast<int>(seed));
  SCOPED_TRACE("BONGSU_TEST_SEED=" + std::to_string(seed));
  std::mt19937 random(seed);
  const auto pick = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const char* codes[] = {"RUS", "PRK", "USA", "JPN", "KOR"};
  const char* types[] = {"AID", "ACCUSE", "CONSULT"};
  archive::FaultyFileSystem files;
  options_.files = &files;
  options_.archive_file_bytes = 4000;
  Model model;
  for (int step = 0; step < 36; ++step) {
    std::vector<Arrival> batch;
    Model next = model;
    const std::string lexicon = "lexicon-" + std::to_string(step / 12);
    for (int d = 0; d < 10; ++d) {
      if (pick(3) != 0) continue;
      const std::string doc = "doc" + std::to_string(d);
      const int source = pick(3);
      if (pick(8) == 0) {
        batch.push_back(MakeRefusal(doc, "bad" + std::to_string(source), "no"));
        continue;
      }
      // The events follow from source and lexicon, as a coder's do.
      std::mt19937 coder(
          static_cast<unsigned>(base::Hash64(doc + std::to_string(source) + lexicon)));
      std::vector<Event> events;
      for (unsigned n = coder() % 4; n > 0; --n)
        events.push_back(
            MakeEvent(doc, static_cast<int>(n), types[coder() % 3], codes[coder() % 5],
                      coder() % 3 == 0 ? "" : codes[coder() % 5],
                      coder() % 2 == 0 ? "" : "2024-07-0" + std::to_string(1 + coder() % 9)));
      Model::Doc& entry = next.docs[doc];
      const std::string text = "source " + std::to_string(source);
      const bool known = model.docs.contains(doc);
      entry.version = !known ? 1 : entry.source == text ? entry.version : entry.version + 1;
      entry.source = text;
      entry.events = events;
      batch.push_back(MakeArrival(doc, text, events));
    }
    files.budget_bytes = pick(4) == 0 ? static_cast<uint64_t>(pick(600)) : 1u << 30;
    if (store().Ingest(batch, MakeRun(lexicon))) model = next;
    if (pick(5) == 0) {
      files.budget_bytes = 1u << 30;
      Close();
    }
    if (step % 4 != 3) continue;
    std::multiset<std::string> stored;
    for (const StoredEvent& e : Events()) stored.insert(e.json);
    const auto expected = model.Jsons();
    std::vector<std::string> missing, extra;
    std::set_difference(expected.begin(), expected.end(), stored.begin(), stored.end(),
                        std::back_inserter(missing));
    std::set_difference(stored.begin(), stored.end(), expected.begin(), expected.end(),
                        std::back_inserter(extra));
    ASSERT_THAT(missing, IsEmpty()) << "step " << step;
    ASSERT_THAT(extra, IsEmpty()) << "step " << step;
    auto rows = Sql(
        "SELECT actor, recipient, date_diff('day', DATE '1970-01-01', day), event, sum(events), "
        "(sum(score) * 10)::BIGINT FROM dyad_day GROUP BY actor, recipient, joint, day, event, "
        "certainty "
        "HAVING sum(events) <> 0 OR sum(score) <> 0");
    std::sort(rows.begin(), rows.end());
    ASSERT_EQ(rows, model.DyadRows()) << "step " << step;
    for (const auto& [id, doc] : model.docs) {
      const auto versions = *store().Documents(id);
      ASSERT_EQ(versions.back().version, static_cast<uint32_t>(doc.version));
      for (const StoredDocument& v : versions) ASSERT_TRUE(store().Source(v.source_hash));
      ASSERT_EQ(*store().Source(versions.back().source_hash), doc.source);
    }
  }
}

TEST(ParseWait, TakesSecondsMinutesMilliseconds) {
  EXPECT_EQ(ParseWait("30")->count(), 30000);
  EXPECT_EQ(ParseWait("30s")->count(), 30000);
  EXPECT_EQ(ParseWait("5m")->count(), 300000);
  EXPECT_EQ(ParseWait("500ms")->count(), 500);
  for (const char* bad : {"", "s", "-1", "1h", "1 s", "99999999999"})
    EXPECT_FALSE(ParseWait(bad)) << bad;
}

}  // namespace
}  // namespace bongsu::store
