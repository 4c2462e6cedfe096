#include "evaluation/score.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <filesystem>

#include "base/file.h"
#include "evaluation/errors.h"

namespace bongsu::evaluation {
namespace {

using simdjson::dom::element;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

std::string Read(const std::string& path) {
  auto text = base::ReadFile(path, 1 << 20);
  EXPECT_TRUE(text.has_value()) << path;
  return text ? *text : "";
}

RowSet Load(const std::string& text, const LoadOptions& options = {}) {
  RowSet rows;
  const Status status = AddJsonl(text, "test.jsonl", options, rows);
  EXPECT_TRUE(status.ok()) << status.message();
  return rows;
}

// Writes a value with every number as a double; `ci` is left out. Keys keep their order.
void Canonical(const element& value, std::string& out) {
  if (simdjson::dom::object object; !value.get_object().get(object)) {
    out += "{";
    for (const auto& [key, member] : object) {
      if (key == "ci") continue;
      out += std::string(key) + ":";
      Canonical(member, out);
      out += ",\n";
    }
    out += "}";
  } else if (simdjson::dom::array array; !value.get_array().get(array)) {
    out += "[";
    for (const element member : array) {
      Canonical(member, out);
      out += ",";
    }
    out += "]";
  } else if (double number = 0; !value.get_double().get(number)) {
    out += std::to_string(number);
  } else {
    out += simdjson::minify(value);
  }
}

std::string Canonical(const std::string& json) {
  simdjson::dom::parser parser;
  element value;
  EXPECT_FALSE(parser.parse(json).get(value)) << json;
  std::string out;
  Canonical(value, out);
  return out;
}

void ExpectReferenceScore(const std::string& folder, const std::string& lang) {
  const RowSet gold = Load(Read(folder + "/gold.jsonl"), {std::nullopt, lang});
  const RowSet system = Load(Read(folder + "/system.jsonl"));
  EXPECT_EQ(Canonical(ToJson(ComputeScore(gold, system, true))),
            Canonical(Read(folder + "/expected.json")));
}

TEST(Score, GivesTheNumbersOfTheReference) {
  ExpectReferenceScore(BONGSU_SOURCE_DIR "/tests/data/eval", "ko");
}

TEST(Score, GivesTheNumbersOfTheCodebooksWorkedExample) {
  const std::string folder = BONGSU_SOURCE_DIR "/../shared/tools/score-example";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is not here";
  ExpectReferenceScore(folder, "");
}

TEST(Score, CountsDocumentsThatWereNotCodedAsMisses) {
  const RowSet gold =
      Load(R"({"doc":"a.md","event":"AID","actor":["RUS/GOV"],"recipient":["PRK/GOV"]})");
  const Score score = ComputeScore(gold, RowSet(), false);
  EXPECT_EQ(score.type.fn, 1);
  EXPECT_EQ(score.type.ratios.f1, 0);
  EXPECT_FALSE(score.per_type);
  EXPECT_FALSE(score.false_alarms_per_100_empty);
  EXPECT_THAT(ToJson(score), HasSubstr(R"("false_alarms_per_100_empty":null)"));
}

TEST(Score, IsTheSameForEventsAndForTheirJson) {
  Event event;
  event.doc = "posts/a.md";
  event.event = "AID";
  event.actor = {{"RUS", "GOV", "러시아", "state:RUS", {0, 9}}};
  event.recipient = {{"PRK", "GOV", "북한", "state:PRK", {12, 18}}};
  event.aux = {"hypothetical"};
  event.attribution = {{"USA", "GOV", "미국", "state:USA", {20, 26}}};
  event.item = {"missile_technology"};
  event.date = EventDate{"2024-07-28", "2024-07-28", "stated"};
  event.evidence.text = "러시아가 북한에 기술을 이전할 가능성";
  RowSet direct;
  direct.Add(event.doc, {&event, 1});
  const RowSet parsed = Load(bongsu::ToJson(event));
  ASSERT_EQ(parsed.documents.size(), 1u);
  const Row &a = direct.documents.at("a.md").at(0), &b = parsed.documents.at("a.md").at(0);
  EXPECT_EQ(a.actor_sector, b.actor_sector);
  EXPECT_EQ(a.recipient, b.recipient);
  EXPECT_EQ(a.aux, b.aux);
  EXPECT_EQ(a.attribution, b.attribution);
  EXPECT_EQ(a.item, b.item);
  EXPECT_EQ(a.mode, b.mode);
  EXPECT_EQ(a.date, b.date);
  EXPECT_EQ(a.evidence, b.evidence);
}

TEST(Score, NamesTheLineThatCannotBeRead) {
  RowSet rows;
  const auto message = [&](const std::string& text) {
    const Status status = AddJsonl(text, "gold.jsonl", {}, rows);
    EXPECT_EQ(status.code(), ErrorCode::kBadInput);
    return status.message();
  };
  EXPECT_THAT(message("{\"doc\":\"a.md\",\"event\":null}\n\n{oops}\n"),
              HasSubstr("gold.jsonl:3: not a JSON object"));
  EXPECT_THAT(message("{\"event\":\"AID\"}"), HasSubstr("gold.jsonl:1: \"doc\" is missing"));
  EXPECT_THAT(message("{\"doc\":\"a.md\",\"event\":\"AID\",\"actor\":\"RUS\"}"),
              HasSubstr("\"actor\" is not a list"));
  EXPECT_THAT(message("{\"doc\":\"a.md\",\"event\":\"AID\",\"aux\":[1]}"),
              HasSubstr("\"aux\" is not a list of strings"));
  EXPECT_THAT(message("[1]"), HasSubstr("gold.jsonl:1"));
  EXPECT_TRUE(rows.documents.empty());
}

TEST(Score, ChoosesDocumentsAndLanguage) {
  const std::string text =
      "{\"doc\":\"x/"
      "a.md\",\"lang\":\"ko\",\"event\":\"AID\"}\n{\"doc\":\"b.md\",\"lang\":\"en\",\"event\":"
      "\"AID\"}\n"
      "{\"doc\":\"c.md\",\"event\":null}";
  EXPECT_EQ(Load(text).documents.size(), 3u);
  EXPECT_EQ(Load(text, {std::nullopt, "ko"}).documents.size(), 2u);
  EXPECT_EQ(Load(text, {Names{"a.md"}, ""}).documents.count("a.md"), 1u);
}

TEST(Match, PrefersCoreRowsAmongEqualFits) {
  const RowSet gold = Load(
      "{\"doc\":\"a\",\"event\":\"AID\",\"actor\":[\"RUS/"
      "GOV\"],\"aux\":[\"future\"],\"weight\":\"optional\"}\n"
      "{\"doc\":\"a\",\"event\":\"AID\",\"actor\":[\"RUS/"
      "GOV\"],\"aux\":[\"historical\"],\"weight\":\"core\"}");
  const RowSet system = Load("{\"doc\":\"a\",\"event\":\"AID\",\"actor\":[\"RUS/GOV\"]}");
  EXPECT_THAT(Match(gold.documents.at("a"), system.documents.at("a"), Level::kDyad),
              ElementsAre(Pair(1u, 0u)));
}

TEST(FileName, IsTheLastPartOfAPathOrUrl) {
  EXPECT_EQ(FileName("posts/2024/a.md"), "a.md");
  EXPECT_EQ(FileName("a.md/"), "a.md");
  EXPECT_EQ(FileName("a/."), "a");
  EXPECT_EQ(FileName("https://example.org/a"), "a");
  EXPECT_EQ(FileName(""), "");
}

TEST(ListErrors, CountsWhatTheScoreCounts) {
  const std::string folder = BONGSU_SOURCE_DIR "/tests/data/eval";
  const RowSet gold = Load(Read(folder + "/gold.jsonl"), {std::nullopt, "ko"});
  const RowSet system = Load(Read(folder + "/system.jsonl"));
  const Score score = ComputeScore(gold, system, false);
  int64_t misses = 0, alarms = 0;
  for (const Error& e : ListErrors(gold, system, Level::kDyad))
    ++(e.kind == Error::Kind::kMiss ? misses : alarms);
  EXPECT_EQ(misses, score.dyad.fn);
  EXPECT_EQ(alarms, score.dyad.fp + 1);  // and one on market.md, where gold has no events
}

TEST(ListErrors, NamesThePartnerAndTheRecordsOfTheSentence) {
  const RowSet gold = Load(
      R"({"doc":"a","event":"AID","actor":["RUS/GOV"],"recipient":["PRK/GOV"],"evidence":"러시아가  북한에"})");
  const RowSet system = Load(
      R"({"doc":"a","event":"AID","actor":["CHN/GOV"],"recipient":["PRK/GOV"],"evidence":{"text":"러시아가 북한에 주었다."}})");
  const auto errors = ListErrors(gold, system, Level::kDyad);
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[0].kind, Error::Kind::kMiss);
  ASSERT_TRUE(errors[0].partner);
  EXPECT_EQ(Describe(*errors[0].partner), "AID CHN/GOV > PRK/GOV");
  EXPECT_EQ(errors[0].at_sentence.size(), 1u);
  EXPECT_EQ(errors[1].kind, Error::Kind::kFalseAlarm);
  ASSERT_TRUE(errors[1].partner);
}

TEST(FormatTable, SaysTheThreeLevels) {
  Score score;
  score.dyad = {{0.5, 0.25, 0.333}, 1, 1, 3, 0};
  EXPECT_THAT(FormatTable(score), HasSubstr("dyad"));
  EXPECT_THAT(FormatTable(score), HasSubstr("0.333"));
  EXPECT_THAT(FormatTable(score), HasSubstr("no such documents"));
}

TEST(AddJsonl, TakesGoldThatGivesPlacesForWords) {
  const RowSet rows =
      Load(R"({"doc":"a.md","event":"AID","actor":["RUS/GOV"],"recipient":["PRK/GOV"],)"
           R"("trigger":{"begin":20,"end":29},"evidence":{"begin":3,"end":40}})"
           "\n");
  const Row& row = rows.documents.at("a.md").at(0);
  EXPECT_EQ(row.evidence, "");
  ASSERT_TRUE(row.sentence);
  EXPECT_EQ(row.sentence->begin, 3u);
  EXPECT_EQ(row.sentence->end, 40u);
  RowSet none;
  for (const char* bad : {R"({"begin":9,"end":3})", R"({"begin":"x","end":3})", "7", "{}"})
    EXPECT_FALSE(AddJsonl(R"({"doc":"a.md","event":"AID","evidence":)" + std::string(bad) + "}",
                          "gold.jsonl", {}, none)
                     .ok())
        << bad;
}

}  // namespace
}  // namespace bongsu::evaluation
