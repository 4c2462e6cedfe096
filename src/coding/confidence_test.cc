#include "coding/confidence.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "language/test_lexicon.h"

namespace bongsu::coding {
namespace {

bool Has(const std::vector<std::string>& features, std::string_view name) {
  return std::find(features.begin(), features.end(), name) != features.end();
}

EntityRef Party(std::string code, std::string sector, ByteSpan span) {
  EntityRef p;
  p.code = std::move(code);
  p.sector = std::move(sector);
  p.span = span;
  return p;
}

Event Told() {
  Event e;
  e.event = "ACCUSE";
  e.evidence.span = {100, 160};
  e.evidence.text.assign(60, 'x');
  e.actor = {Party("USA", "GOV", {100, 106})};
  e.recipient = {Party("PRK", "GOV", {110, 116})};
  e.date = EventDate{"2024-07-28", "2024-07-28", "publication"};
  return e;
}

TEST(ConfidenceFeatures, NamesWhatTheRecordShows) {
  const auto plain = ConfidenceFeatures(Told(), {});
  EXPECT_EQ(plain, (std::vector<std::string>{"bias", "event:ACCUSE", "date:publication"}));

  Event e = Told();
  e.recipient.clear();
  e.aux = {"future"};
  e.attribution = {Party("JPN", "GOV", {100, 106})};
  e.item = {"missile"};
  e.date.reset();
  const auto f = ConfidenceFeatures(e, {});
  for (const char* name : {"recipient:none", "aux:future", "attributed", "item", "date:none"})
    EXPECT_TRUE(Has(f, name)) << name;
}

TEST(ConfidenceFeatures, PartiesOutsideTheSentenceAreTold) {
  Event e = Told();
  e.actor[0].span = {40, 46};
  e.recipient[0].span = {160, 166};  // begins where the sentence ends
  const auto f = ConfidenceFeatures(e, {});
  EXPECT_TRUE(Has(f, "actor:elsewhere"));
  EXPECT_TRUE(Has(f, "recipient:elsewhere"));
}

TEST(ConfidenceFeatures, SignsOfTheReading) {
  RecordSigns signs;
  signs.noun = signs.headline = signs.past = signs.guessed_actor = signs.guessed_recipient = true;
  signs.restated = signs.crowded = true;
  signs.in_body = false;
  const auto f = ConfidenceFeatures(Told(), signs);
  for (const char* name : {"told:noun", "told:headline", "told:past", "actor:guessed",
                           "recipient:guessed", "restated", "sentence:crowded", "outside-body"})
    EXPECT_TRUE(Has(f, name)) << name;
}

TEST(ConfidenceModel, IsALogisticSumOfWeights) {
  const ConfidenceModel model(RealLexicon());
  const auto base = model.Of({});
  ASSERT_TRUE(base);
  EXPECT_DOUBLE_EQ(*base, 0.5);  // no feature, no weight
  EXPECT_DOUBLE_EQ(*model.Of({"a feature nobody has learned"}), 0.5);
  // Learned: a second party that the sentence does not name is likelier wrong than one it names.
  EXPECT_LT(*model.Of({"recipient:guessed"}), 0.5);
}

TEST(ConfidenceModel, StaysInsideItsRange) {
  const ConfidenceModel model(RealLexicon());
  const std::vector<std::string> high(10000, "event:CONSULT"), low(10000, "recipient:guessed");
  EXPECT_DOUBLE_EQ(*model.Of(high), 0.999);
  EXPECT_DOUBLE_EQ(*model.Of(low), 0.001);
}

}  // namespace
}  // namespace bongsu::coding
