#include "corpus/occurrence.h"

#include <gtest/gtest.h>

#include <algorithm>

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

std::optional<Match> Likeness(const Event& a, const Event& b) {
  const auto x = Model().MentionOf(a, "2024-07-28"), y = Model().MentionOf(b, "2024-07-28");
  return x && y ? Model().Compare(*x, *y) : std::nullopt;
}

TEST(Occurrence, VisitAndTalksOfOneSentenceMayBeOne) {
  const std::string sentence = "윤 대통령은 체코를 방문해 파벨 대통령과 회담했다";
  const Event visit = Report("visit", {"KOR"}, {"CZE"}, "2024-09-19", sentence, "a");
  EXPECT_TRUE(Likeness(visit, Report("summit", {"KOR", "CZE"}, {}, "2024-09-19", sentence, "a")));
  EXPECT_FALSE(Likeness(visit, Report("summit", {"KOR", "DEU"}, {}, "2024-09-19", sentence, "a")));
}

TEST(Occurrence, OtherSpeakersSpeakForThemselves) {
  const Event one = Report("condemn", {"ITA"}, {"ISR"}, "2024-10-11", "공격을 규탄했다", "a");
  EXPECT_FALSE(
      Likeness(one, Report("condemn", {"UNO"}, {"ISR"}, "2024-10-11", "공격을 규탄했다", "b")));
  EXPECT_TRUE(
      Likeness(one, Report("condemn", {"ITA/MIL"}, {"ISR"}, "2024-10-11", "공격을 규탄했다", "b")));
}

TEST(Occurrence, RecipientThatIsNotNamedIsNoOther) {
  const Event named = Report("patrol", {"CHN"}, {"TWN"}, "2024-07-28", "초계했다", "a");
  const auto none = Likeness(named, Report("patrol", {"CHN"}, {}, "2024-07-28", "초계했다", "b"));
  const auto other =
      Likeness(named, Report("patrol", {"CHN"}, {"PHL"}, "2024-07-28", "초계했다", "b"));
  ASSERT_TRUE(none && other);
  EXPECT_EQ(none->features[kRecipient], 0.5);
  EXPECT_EQ(other->features[kRecipient], 0);
  EXPECT_GT(none->probability, other->probability);
}

TEST(Occurrence, KindsJoinWhereTheWeightsSaySo) {
  const Event talks =
      Report("meet", {"KOR", "JPN"}, {}, "2024-07-28", "한일 장관이 도쿄에서 만났다", "a");
  const Event deal =
      Report("agree", {"KOR", "JPN"}, {}, "2024-07-28", "한일은 도쿄에서 합의했다", "b");
  EXPECT_TRUE(Likeness(talks, deal));
  EXPECT_FALSE(Likeness(talks, Report("airstrike", {"KOR", "JPN"}, {}, "2024-07-28", "x", "b")));
  const auto under = Model().LookUnder(*Model().MentionOf(deal, ""));
  for (const uint64_t block : Model().Blocks(*Model().MentionOf(talks, "")))
    EXPECT_NE(std::find(under.begin(), under.end(), block), under.end());
}

TEST(Occurrence, RareTermsCountMoreThanCommonOnes) {
  const auto text = [](const std::string& a, const std::string& b) {
    const auto match = Likeness(Report("meet", {"KOR", "JPN"}, {}, "2024-07-28", a, "a"),
                                Report("meet", {"KOR", "JPN"}, {}, "2024-07-28", b, "b"));
    return match ? match->features[kText] : -1;
  };
  EXPECT_EQ(text("캠프", "캠프"), 1);
  EXPECT_EQ(text("캠프", "벙커"), 0);
  // 정부 stands in many sentences (data/common.tsv), 벙커 and 캠프 in few.
  EXPECT_GT(text("벙커 캠프", "벙커 정부"), text("정부 캠프", "정부 벙커"));
  // Numbers are whole: 71 is not like 719.
  EXPECT_EQ(text("71", "719"), 0);
  EXPECT_EQ(text("B-52H", "b 52h"), 1);
}

TEST(Occurrence, PartiesAndActAreComparedAsSuch) {
  Event a = Report("meet", {"KOR", "JPN"}, {}, "2024-07-28", "한국과 일본이 회담했다", "a");
  for (EntityRef& r : a.actor) r.name = r.code == "KOR" ? "한국과" : "일본이";
  a.trigger.text = "회담했다";
  EXPECT_TRUE(Model().MentionOf(a, "")->terms.empty());
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
  // As written before mentions held entities, the place's name and the position.
  const auto old = DecodeMention("meeting\tmeeting\tmeet\tKOR/GOV\t\t\tJPN\t5\t6\t1\ta,b\tdoc");
  ASSERT_TRUE(old);
  EXPECT_EQ(old->document, "doc");
  EXPECT_EQ(old->terms, (std::vector<uint32_t>{10, 11}));
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
