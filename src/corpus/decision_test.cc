#include "corpus/decision.h"

#include <gtest/gtest.h>

namespace bongsu::corpus {
namespace {

Event Record() {
  Event e;
  e.id = "e-1";
  e.doc = "a.md";
  e.event = "ACCUSE";
  EntityRef usa{"USA", "GOV", "미국", "state:USA", {5, 11}};
  e.actor = {usa};
  e.certainty = "reported";
  e.evidence = {"문장", {100, 160}};
  e.trigger = {"비판", {140, 146}};
  e.score = -3;
  return e;
}

TEST(Decision, AnchorFitsTheSameRecordBest) {
  const Event e = Record();
  const Anchor anchor = AnchorOf(e, "hash");
  EXPECT_DOUBLE_EQ(Fit(anchor, e), 1);
  Event moved = e;
  moved.evidence.span = {110, 160};
  EXPECT_LT(Fit(anchor, moved), 1);
  EXPECT_GT(Fit(anchor, moved), 0.8);
  Event retyped = e;
  retyped.event = "THREATEN";
  EXPECT_GT(Fit(anchor, retyped), 0);
  Event elsewhere = e;
  elsewhere.evidence.span = {160, 200};
  EXPECT_EQ(Fit(anchor, elsewhere), 0);
}

TEST(Decision, CorrectionSetsWhatItNames) {
  const auto e =
      Corrected(Record(),
                "event=AID;actor=RUS/GOV;recipient=PRK;aux=hypothetical;item=fuel;date=2024-07-28;"
                "score=10");
  ASSERT_TRUE(e) << e.error().message();
  EXPECT_EQ(e->event, "AID");
  EXPECT_EQ(e->actor.at(0).code, "RUS");
  EXPECT_EQ(e->recipient.at(0).code + "/" + e->recipient.at(0).sector, "PRK/GOV");
  EXPECT_EQ(e->certainty, "possible");
  EXPECT_EQ(e->date->to, "2024-07-28");
  EXPECT_EQ(e->score, 10);
  EXPECT_EQ(e->id, "e-1");
}

TEST(Decision, KeepsThePartyAsTheTextHasIt) {
  const auto e = Corrected(Record(), "recipient=USA");
  ASSERT_TRUE(e);
  EXPECT_EQ(e->recipient.at(0).name, "미국");
  EXPECT_EQ(e->recipient.at(0).entity, "state:USA");
}

TEST(Decision, RefusesWhatIsNoCorrection) {
  for (const char* bad : {"event", "event=DANCE", "colour=red", "actor=rus", "aux=perhaps",
                          "date=yesterday", "date=2024-08-02..2024-08-01", "score=much"})
    EXPECT_EQ(Corrected(Record(), bad).error().code(), ErrorCode::kInvalidArgument) << bad;
}

}  // namespace
}  // namespace bongsu::corpus
