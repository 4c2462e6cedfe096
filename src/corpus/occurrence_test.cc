#include "corpus/occurrence.h"

#include <gtest/gtest.h>

namespace bongsu::corpus {
namespace {

const OccurrenceModel& Model() {
  static const auto lexicon = lexicon::Lexicon::Compile({BONGSU_DATA_DIR, {}});
  static const OccurrenceModel model(**lexicon);
  return model;
}

EntityRef Party(const std::string& text) {
  const size_t slash = text.find('/');
  EntityRef party;
  party.code = text.substr(0, slash);
  party.sector = slash == std::string::npos ? "GOV" : text.substr(slash + 1);
  return party;
}

Event Report(const std::string& frame, std::vector<std::string> actor,
             std::vector<std::string> recipient, const std::string& day,
             const std::string& sentence, const std::string& doc) {
  Event e;
  e.id = "e-" + doc + sentence;
  e.doc = doc;
  e.frame = frame;
  for (const std::string& a : actor) e.actor.push_back(Party(a));
  for (const std::string& r : recipient) e.recipient.push_back(Party(r));
  if (!day.empty()) e.date = EventDate{day, day, "stated"};
  e.evidence.text = sentence;
  return e;
}

bool One(const Event& a, const Event& b) {
  const auto x = Model().MentionOf(a, "2024-07-28"), y = Model().MentionOf(b, "2024-07-28");
  if (!x || !y) return false;
  const auto match = Model().Compare(*x, *y);
  return match && match->probability >= OccurrenceModel::kThreshold;
}

TEST(Occurrence, MeetingPlannedHeldAndCancelledIsOne) {
  Event planned = Report("meet", {"USA", "JPN"}, {}, "", "미일이 28일 2+2 회담을 연다", "a");
  planned.event = "AGREE";
  planned.certainty = "planned";
  planned.due = EventDate{"2024-07-28", "2024-07-28", "stated"};
  Event held = Report("meet", {"JPN"}, {"USA"}, "2024-07-28", "양국 장관이 도쿄에서 만났다", "b");
  held.event = "CONSULT";
  held.certainty = "reported";
  Event cancelled = Report("cancel_meeting", {"USA", "JPN"}, {}, "2024-07-28",
                           "미일이 28일 2+2 회담을 연다던 계획을 접었다", "c");
  cancelled.event = "REJECT";
  EXPECT_TRUE(One(planned, held));
  EXPECT_EQ(Model().MentionOf(planned, "")->kind, Model().MentionOf(cancelled, "")->kind);
}

TEST(Occurrence, TransferFearedAndDeniedIsOne) {
  Event feared = Report("give", {"RUS"}, {"PRK"}, "", "러시아가 기술을 북한에 넘길 수 있다", "a");
  feared.aux = {"hypothetical"};
  feared.item = {"missile_technology"};
  Event denied =
      Report("give", {"RUS"}, {"PRK"}, "2024-08-02", "러시아는 넘기지 않았다고 했다", "b");
  denied.aux = {"negation"};
  denied.item = {"missile_technology"};
  EXPECT_TRUE(One(feared, denied));
  denied.item = {"fuel"};
  EXPECT_FALSE(One(feared, denied));
}

TEST(Occurrence, DirectionDayAndKindTellApart) {
  const Event strike = Report("airstrike", {"ISR/MIL"}, {"HEZ/REB"}, "2024-07-28",
                              "이스라엘군이 베이루트를 공습했다", "a");
  EXPECT_TRUE(One(strike, Report("airstrike", {"ISR/MIL"}, {"HEZ/REB"}, "2024-07-28",
                                 "이스라엘이 헤즈볼라 거점을 때렸다", "b")));
  EXPECT_FALSE(One(strike, Report("airstrike", {"HEZ/REB"}, {"ISR/MIL"}, "2024-07-28",
                                  "헤즈볼라가 이스라엘을 때렸다", "b")));
  EXPECT_FALSE(One(strike, Report("airstrike", {"ISR/MIL"}, {"HEZ/REB"}, "2024-08-20",
                                  "이스라엘이 헤즈볼라 거점을 때렸다", "b")));
  EXPECT_FALSE(One(strike, Report("condemn", {"ISR/MIL"}, {"HEZ/REB"}, "2024-07-28",
                                  "이스라엘군이 베이루트를 공습했다", "b")));
}

TEST(Occurrence, ActsOfOneSentenceAreSeveral) {
  const std::string sentence = "북한은 훈련을 규탄하고 대응을 경고했다";
  EXPECT_FALSE(One(Report("condemn", {"PRK"}, {"KOR"}, "2024-07-28", sentence, "a"),
                   Report("condemn", {"PRK"}, {"KOR"}, "2024-07-28", sentence, "a")));
}

TEST(Occurrence, AllianceMeetingIsNotItsPairs) {
  const Event three = Report("meet", {"KOR", "USA", "JPN"}, {}, "2024-07-28",
                             "한미일 국방장관이 도쿄에서 회의를 열었다", "a");
  const Event pair =
      Report("meet", {"KOR", "JPN"}, {}, "2024-07-28", "한일 장관은 따로 만났다", "b");
  EXPECT_FALSE(One(three, pair));
}

TEST(Occurrence, RecordWithoutDayOrPartiesStandsAlone) {
  EXPECT_FALSE(Model().MentionOf(Report("meet", {"USA"}, {}, "", "만났다", "a"), ""));
  EXPECT_FALSE(Model().MentionOf(Report("meet", {"---"}, {}, "2024-07-28", "만났다", "a"), ""));
  EXPECT_FALSE(Model().MentionOf(Report("no_such", {"USA"}, {}, "2024-07-28", "x", "a"), ""));
}

TEST(Occurrence, WhatIsLookedUpFindsWhatWasStored) {
  const auto stored =
      Model().MentionOf(Report("give", {"RUS"}, {"PRK"}, "2024-07-01", "러시아가 줬다", "a"), "");
  const auto asked = Model().MentionOf(
      Report("give", {"RUS/MIL"}, {"PRK"}, "2024-08-10", "러시아가 줬다", "b"), "");
  ASSERT_TRUE(stored && asked);
  ASSERT_TRUE(Model().Compare(*asked, *stored));
  const auto under = Model().LookUnder(*asked);
  bool found = false;
  for (const uint64_t block : Model().Blocks(*stored))
    found = found || std::find(under.begin(), under.end(), block) != under.end();
  EXPECT_TRUE(found);
}

TEST(Occurrence, MentionSurvivesText) {
  Event e = Report("give", {"RUS", "CHN/MIL"}, {"PRK"}, "2024-07-01", "러시아가 줬다", "a\tb");
  e.item = {"conventional_arms", "fuel"};
  const auto mention = Model().MentionOf(e, "");
  ASSERT_TRUE(mention);
  const auto back = DecodeMention(Encode(*mention));
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, *mention);
  for (const char* bad : {"", "a\tb", "a\tb\tc\td\te\tf\tg\tx\t1\t0\t\tdoc"})
    EXPECT_EQ(DecodeMention(bad).error().code(), ErrorCode::kCorruption) << bad;
}

TEST(Occurrence, SourceIsWhoseWordItIs) {
  Event e = Report("give", {"RUS"}, {"PRK"}, "", "x", "a");
  EXPECT_EQ(SourceOf(e, Model().outlets()), "");
  EntityRef agency;
  agency.name = "연합뉴스";
  agency.sector = "JRN";
  e.via = {agency};
  EXPECT_EQ(SourceOf(e, Model().outlets()), "outlet:yonhap");
  e.attribution = {Party("USA")};
  EXPECT_EQ(SourceOf(e, Model().outlets()), "USA/GOV");
}

}  // namespace
}  // namespace bongsu::corpus
