// For tests of the store: a workspace in a temporary folder, and documents and events made up for
// it.
#ifndef BONGSU_STORE_TEST_WORKSPACE_H_
#define BONGSU_STORE_TEST_WORKSPACE_H_

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "store/duckdb_api.h"
#include "store/store.h"

namespace bongsu::store {

inline constexpr char kNow[] = "2024-08-01T09:00:00Z";

inline EntityRef Party(const std::string& code, const std::string& sector = "GOV") {
  return {code, sector, "이름 " + code, "state:" + code, {10, 16}};
}

// An event of `doc`, told apart by `n`.
inline Event MakeEvent(const std::string& doc, int n, const std::string& type,
                       const std::string& actor, const std::string& recipient,
                       const std::string& day = "") {
  Event e;
  e.doc = doc;
  e.lang = "ko";
  e.event = type;
  e.actor = {Party(actor)};
  if (!recipient.empty()) e.recipient = {Party(recipient)};
  e.certainty = "reported";
  if (!day.empty()) e.date = EventDate{day, day, "stated"};
  e.trigger = {"이전할", {20, 29}};
  e.evidence = {"러시아가 기술을 이전할 가능성",
                {static_cast<uint32_t>(10 * n), static_cast<uint32_t>(10 * n + 40)}};
  e.frame = "give";
  e.rule = "give.4";
  e.score = type == "ACCUSE" ? -3 : 2.5;
  e.id = "e-" + base::Hash128Hex(doc + std::to_string(n) + type + actor + recipient);
  return e;
}

inline Arrival MakeArrival(const std::string& doc, const std::string& source,
                           std::vector<Event> events) {
  Arrival a;
  a.path = "in/" + doc;
  a.document.id = doc;
  a.document.source = source;
  a.document.source_hash = base::Hash128Hex(source);
  a.document.lang = "ko";
  a.document.title = "제목 " + doc;
  a.document.published = {"2024-07-28", "front_matter"};
  a.coded.events = std::move(events);
  return a;
}

inline Arrival MakeRefusal(const std::string& doc, const std::string& source,
                           const std::string& why) {
  Arrival a;
  a.path = "in/" + doc;
  a.document.id = doc;
  a.document.source = source;
  a.status = {ErrorCode::kBadInput, why};
  return a;
}

inline RunInfo MakeRun(const std::string& lexicon = "lexicon-1") {
  return {"0.1.0", lexicon, "ingest in", kNow};
}

// Skips the test when the database engine is not there; each test has a workspace of its own.
class StoreTest : public testing::Test {
 protected:
  void SetUp() override {
    if (const auto engine = duckdb::Load(); !engine) GTEST_SKIP() << engine.error().message();
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = testing::TempDir() + "bongsu_store_" + info->name() + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
    options_.command = "test";
    options_.now = kNow;
    options_.mode = Mode::kWrite;
  }
  void TearDown() override {
    store_.reset();
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  // The store, opened for writing at the first call.
  Store& store() {
    if (!store_) {
      auto opened = Store::Open(folder_, options_);
      EXPECT_TRUE(opened) << opened.error().message();
      store_ = std::move(opened).value();
    }
    return *store_;
  }
  void Close() { store_.reset(); }

  IngestCounts Ingest(const std::vector<Arrival>& batch, const RunInfo& run = MakeRun()) {
    const auto counts = store().Ingest(batch, run);
    EXPECT_TRUE(counts) << counts.error().message();
    return counts ? *counts : IngestCounts();
  }

  std::vector<StoredEvent> Events(const EventFilter& filter = {}) {
    std::vector<StoredEvent> events;
    const Status status = store().QueryEvents(filter, [&](StoredEvent&& e) {
      events.push_back(std::move(e));
      return Status();
    });
    EXPECT_TRUE(status.ok()) << status.message();
    return events;
  }

  // A query's rows, cells joined with '|', NULL as "null".
  std::vector<std::string> Sql(const std::string& query) {
    std::vector<std::string> out;
    const Status status =
        store().Sql(query, {[](const auto&, const auto&) { return Status(); },
                            [&](const std::vector<std::optional<std::string>>& cells) {
                              std::string line;
                              for (const auto& cell : cells)
                                line += (line.empty() ? "" : "|") + cell.value_or("null");
                              out.push_back(line);
                              return Status();
                            }});
    EXPECT_TRUE(status.ok()) << query << ": " << status.message();
    return out;
  }

  // Every row of every table: equal dumps are equal databases.
  std::vector<std::string> Dump() {
    std::vector<std::string> all;
    for (const char* table : {"runs", "documents", "events", "event_details", "event_parties",
                              "event_items", "dyad_day", "quarantine"})
      for (const std::string& row :
           Sql(std::string("SELECT '") + table + "', * FROM " + table + " ORDER BY ALL"))
        all.push_back(row);
    return all;
  }

  std::string folder_;
  OpenOptions options_;
  std::unique_ptr<Store> store_;
};

}  // namespace bongsu::store

#endif  // BONGSU_STORE_TEST_WORKSPACE_H_
