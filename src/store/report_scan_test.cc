#include "store/report_scan.h"

#include <gmock/gmock.h>

#include <map>

#include "store/database.h"
#include "store/test_workspace.h"

namespace bongsu::store {
namespace {

const corpus::OccurrenceModel& Model() {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  static const corpus::OccurrenceModel model(**lexicon);
  return model;
}

class ReportScanTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    options_.occurrences = &Model();
  }
  void Fill() {
    std::vector<Arrival> batch;
    for (int d = 0; d < 6; ++d) {
      const std::string doc = "d" + std::to_string(d) + ".md";
      std::vector<Event> events;
      for (int n = 0; n < d; ++n) {
        events.push_back(MakeEvent(doc, n, n % 2 == 0 ? "AID" : "ACCUSE",
                                   n % 3 == 0 ? "RUS" : "USA", n % 2 == 0 ? "PRK" : "",
                                   n == 4 ? "" : "2024-07-2" + std::to_string(n)));
        if (n == 1) events.back().item = {"ammunition", "troops"};
        if (n == 2) events.back().confidence = 0.125;
      }
      Arrival a = MakeArrival(doc, "source " + doc, std::move(events));
      a.document.outlet = d % 2 == 0 ? "Some paper" : "";
      if (d == 3) a.document.published = {};
      if (d == 5) a.document.lang = "en";
      batch.push_back(std::move(a));
    }
    Ingest(batch);
    Ingest({MakeArrival("d2.md", "another source", {MakeEvent("d2.md", 7, "AID", "CHN", "PRK")})});
  }
};

TEST_F(ReportScanTest, TellsWhatTheWholeRecordsTell) {
  Fill();
  std::map<std::string, StoredEvent> reports;
  ASSERT_TRUE(store()
                  .QueryReports({},
                                [&](StoredEvent&& e) {
                                  reports[e.event.id] = std::move(e);
                                  return Status();
                                })
                  .ok());
  ASSERT_EQ(reports.size(), 14u);
  std::map<std::string, int> narrow, whole;
  const Status status = store().ScanReports(
      [&](const NarrowReport& r) {
        const std::string id(r.id);
        ++narrow[id];
        const StoredEvent& e = reports.at(id);
        EXPECT_EQ(r.event, e.event.event);
        EXPECT_EQ(r.certainty, e.event.certainty);
        EXPECT_EQ(r.lang, e.event.lang);
        EXPECT_EQ(r.actor, e.event.actor[0].code);
        EXPECT_EQ(r.recipient, e.event.recipient.empty() ? "" : e.event.recipient[0].code);
        EXPECT_EQ(r.item, e.event.item.empty() ? "" : "ammunition|troops");
        EXPECT_EQ(r.day, ParseDayNumber(e.day));
        const auto published = ParseDayNumber(e.published);
        EXPECT_EQ(r.known, published ? published : ParseDayNumber(e.learned.substr(0, 10)));
        EXPECT_EQ(r.occurrence, e.occurrence.empty() ? id : e.occurrence);
        EXPECT_EQ(r.source, e.source.empty() ? e.event.doc : e.source);
        EXPECT_EQ(r.confidence_mils, e.event.confidence ? 125 : 0);
        return r.event == "ACCUSE";
      },
      [&](const NarrowReport& r, StoredEvent&& e) {
        ++whole[e.event.id];
        const StoredEvent& same = reports.at(e.event.id);
        EXPECT_EQ(e.json, same.json);
        EXPECT_EQ(e.day, same.day);
        EXPECT_EQ(e.source, same.source.empty() ? same.event.doc : same.source);
        EXPECT_EQ(r.day, ParseDayNumber(e.day));
        return Status();
      });
  ASSERT_TRUE(status.ok()) << status.message();
  EXPECT_EQ(narrow.size(), 14u);
  size_t accusations = 0;
  for (const auto& [id, e] : reports) accusations += e.event.event == "ACCUSE";
  EXPECT_EQ(whole.size(), accusations);
  for (const auto& [id, times] : narrow) EXPECT_EQ(times, 1);
  for (const auto& [id, times] : whole) EXPECT_EQ(times, 1);
}

TEST_F(ReportScanTest, ReadingsAreDocumentsWithAnEventByDayOutletAndLanguage) {
  Fill();
  const auto readings = store().Readings();
  ASSERT_TRUE(readings) << readings.error().message();
  std::vector<std::string> lines;
  for (const Reading& r : *readings)
    lines.push_back(std::to_string(r.known.value_or(-1)) + " " + r.outlet + " " + r.lang + " " +
                    std::to_string(r.documents));
  // 2024-07-28 is day 19932, 2024-08-01 (when what is undated came here) 19936. d0 has no event;
  // d2 lost its outlet with its new source.
  EXPECT_THAT(lines, testing::ElementsAre("19932  en 1", "19932  ko 2", "19932 Some paper ko 1",
                                          "19936  ko 1"));
}

}  // namespace
}  // namespace bongsu::store
