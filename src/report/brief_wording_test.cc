// The words a record is told with: no more than its trigger and the records beside it say.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "base/file.h"
#include "report/brief_clip.h"
#include "report/brief_compose.h"
#include "report/brief_fold.h"
#include "report/brief_sentence.h"
#include "report/watch_text.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;
using ::testing::HasSubstr;
using ::testing::Not;

const Phrases& In(const std::string& lang) {
  static std::map<std::string, Phrases> loaded;
  if (const auto it = loaded.find(lang); it != loaded.end()) return it->second;
  const auto text = base::ReadFile(BONGSU_DATA_DIR "/report/phrases.tsv", 1 << 20);
  EXPECT_TRUE(text.has_value());
  auto phrases = Phrases::FromText(*text, "phrases.tsv", lang);
  EXPECT_TRUE(phrases.has_value()) << phrases.error().message();
  return loaded.emplace(lang, *phrases).first->second;
}

EntityRef State(const std::string& code) { return {code, "GOV", "이들", "state:" + code, {}}; }
EntityRef Person(const std::string& code, const std::string& name) {
  return {code, "GOV", name, "person:" + name, {}};
}

Event Act(const std::string& event, const std::string& frame, const std::string& trigger) {
  Event e;
  e.id = "e-" + event + frame;
  e.doc = "a.md";
  e.lang = "ko";
  e.event = event;
  e.frame = frame;
  e.trigger.text = trigger;
  e.certainty = "reported";
  e.actor = {State("RUS"), State("PRK")};
  e.confidence = 0.9;
  return e;
}

std::string Say(const Event& event, const std::string& lang, bool feared = false) {
  return Sentence(event, In(lang), PartyNames(In(lang)), feared);
}

TEST(Items, TakeTheNarrowWordThatTheSentenceUsesAlone) {
  Event gift = Act("AID", "give", "제공했다");
  gift.actor = {State("PRK")};
  gift.recipient = {State("RUS")};
  gift.item = {"conventional_arms"};
  const auto said = [&](const std::string& sentence) {
    gift.evidence.text = sentence;
    return Say(gift, "en");
  };
  EXPECT_THAT(said("북한이 러시아에 무인기를 제공했다."), HasSubstr("drones"));
  EXPECT_THAT(said("북한이 러시아에 무기를 제공했다."), HasSubstr("conventional arms"));
  EXPECT_THAT(said("북한이 러시아에 무기와 무인기를 제공했다."), HasSubstr("conventional arms"));
  EXPECT_THAT(said("북한이 러시아에 그것을 제공했다."), HasSubstr("conventional arms"));
}

TEST(ActKey, TakesTheWordOfTheTrigger) {
  const struct {
    const char *trigger, *key, *ko, *en;
  } cases[] = {
      {"문서에 서명했습니다", "act.SUPPORT@sign_text", "문서에 서명했다", "signed a text"},
      {"조약에 서명했습니다", "act.SUPPORT@sign_text~treaty", "조약에 서명했다", "signed a treaty"},
      {"비준했다", "act.SUPPORT@sign_text~ratify", "문서를 비준했다", "ratified a text"},
      {"조약을 비준했다", "act.SUPPORT@sign_text~ratify+treaty", "조약을 비준했다",
       "ratified a treaty"},
  };
  for (const auto& c : cases) {
    const Event event = Act("SUPPORT", "sign_text", c.trigger);
    EXPECT_EQ(ActKey(event, In("en")), c.key);
    EXPECT_THAT(Say(event, "ko"), HasSubstr(c.ko));
    EXPECT_THAT(Say(event, "en"), HasSubstr(c.en));
  }
  Event english = Act("SUPPORT", "sign_text", "Ratified the treaty");
  english.lang = "en";
  EXPECT_EQ(ActKey(english, In("ko")), "act.SUPPORT@sign_text~ratify+treaty");
}

TEST(ActKey, OfActsThatCoverSeveralTakesTheWeaker) {
  Event condole = Act("SUPPORT", "condole", "위로 전문을 보내고");
  condole.actor = {State("RUS")};
  condole.recipient = {Person("PRK", "김정은")};
  EXPECT_EQ(Say(condole, "en"), "Russia offered sympathy to North Korea");
  condole.trigger.text = "애도를 표했다";
  EXPECT_EQ(Say(condole, "en"), "Russia offered condolences to North Korea");
  Event offer = Act("AGREE", "offer", "제안했다");
  EXPECT_THAT(Say(offer, "en"), HasSubstr("offered cooperation"));
  offer.content = EventContent{"AID", {}, {}, {}, std::nullopt};
  EXPECT_THAT(Say(offer, "en"), HasSubstr("offered help"));
  const Event plan = Act("AGREE", "meet", "회담할 계획");
  EXPECT_THAT(Say(plan, "en"), HasSubstr("planned to hold a meeting"));
  const Event agreed = Act("AGREE", "meet", "회담하기로 합의했다");
  EXPECT_THAT(Say(agreed, "en"), HasSubstr("agreed to hold a meeting"));
  EXPECT_THAT(Say(agreed, "ja"), HasSubstr("会談に合意した"));
}

TEST(Sentence, GivesPersonsTheirParticle) {
  Event condole = Act("SUPPORT", "condole", "위로 전문을 보내고");
  condole.recipient = {Person("PRK", "김정은 위원장")};
  EXPECT_THAT(Say(condole, "ko"), HasSubstr("김정은 위원장(북한)에게 위로의 뜻을 표했다"));
  condole.recipient = {State("PRK")};
  EXPECT_THAT(Say(condole, "ko"), HasSubstr("북한에 위로의 뜻을 표했다"));
}

TEST(Sentence, NamesTheFieldOfActsThatSayLittle) {
  Event event = Act("COOPERATE", "cooperate", "협력했다");
  EXPECT_EQ(Say(event, "ko"), "러시아·북한이 협력했다");
  event.context = {"environment", "military"};
  EXPECT_EQ(Say(event, "ko"), "러시아·북한이 군사 분야에서 협력했다");
  EXPECT_EQ(Say(event, "en"), "Russia and North Korea cooperated on military matters");
  EXPECT_EQ(Say(event, "ja"), "ロシア、北朝鮮が軍事分野で協力した");
}

TEST(Sentence, SaysThatWhatGoesOnGoesOn) {
  Event event = Act("COOPERATE", "cooperate", "협력이 강화되고 있다는 점");
  EXPECT_EQ(Say(event, "ko"), "러시아·북한이 협력을 강화하고 있다");
  EXPECT_EQ(Say(event, "en"), "Russia and North Korea were deepening cooperation");
  event.actor = {State("RUS")};
  EXPECT_EQ(Say(event, "en"), "Russia was deepening cooperation");
  event.attribution = {State("USA")};
  event.certainty = "claimed";
  EXPECT_EQ(Say(event, "ko"), "미국에 따르면 러시아가 협력을 강화하고 있다");
  Event said = Act("ACCUSE", "criticise", "비판하고 있다");  // a speech act is done when it is said
  EXPECT_THAT(Say(said, "ko"), HasSubstr("비판했다"));
}

Event Possible(const std::string& trigger) {
  Event event = Act("AID", "give", trigger);
  event.actor = {State("RUS")};
  event.recipient = {State("PRK")};
  event.item = {"military_technology"};
  event.aux = {"hypothetical"};
  event.certainty = "possible";
  event.attribution = {State("KOR")};
  return event;
}

TEST(Sentence, KeepsThePastOfAPossibility) {
  const Event past = Possible("넘겼을 가능성"), open = Possible("이전할 가능성");
  EXPECT_EQ(Say(past, "ko"), "한국은 러시아가 북한에 군사기술을 제공했을 가능성을 언급했다");
  EXPECT_EQ(Say(past, "en"),
            "South Korea spoke of the possibility that Russia provided military technology to "
            "North Korea");
  EXPECT_EQ(Say(past, "ja"), "韓国は、ロシアが北朝鮮に軍事技術を提供した可能性に言及した");
  EXPECT_EQ(Say(open, "ko"), "한국은 러시아가 북한에 군사기술을 제공할 가능성을 언급했다");
  EXPECT_THAT(Say(open, "en"), HasSubstr("the possibility of Russia providing"));
}

TEST(Sentence, TellsFearAsFear) {
  const Event event = Possible("이전할 가능성");
  EXPECT_EQ(Say(event, "ko", true),
            "한국은 러시아가 북한에 군사기술을 제공할 가능성에 우려를 표명했다");
  EXPECT_THAT(Say(event, "en", true),
              HasSubstr("expressed concern about the possibility of Russia providing"));
  EXPECT_THAT(Say(event, "ja", true), HasSubstr("可能性に懸念を表明した"));
  EXPECT_EQ(Say(Possible("이전할 우려"), "ko"), Say(event, "ko", true));
}

TEST(BesideOf, JoinsConcernWithWhatItIsAbout) {
  StoredEvent possible, concern;
  possible.event = Possible("이전할 가능성");
  possible.event.id = "p";
  concern.event = Act("ACCUSE", "express_concern", "우려를 표명했다");
  concern.event.id = "c";
  concern.event.actor = {State("KOR")};
  concern.event.recipient = {State("RUS")};
  concern.event.about = {"p"};
  const auto feared = [&] {
    const auto beside = BesideOf({&possible, &concern}, 0.5);
    const auto it = beside.find("p");
    return it != beside.end() && it->second.fear != nullptr;
  };
  EXPECT_TRUE(feared());
  EXPECT_THAT(BesideOf({&possible, &concern}).at("c").about,
              ::testing::ElementsAre(&possible.event));
  EXPECT_EQ(Details(concern.event, In("ko"), PartyNames(In("ko")), {&possible.event}),
            "대상: 러시아가 북한에 군사기술을 제공할 가능성");
  concern.event.actor = {State("USA")};  // somebody else's concern
  EXPECT_FALSE(feared());
  concern.event.actor = {State("KOR")};
  concern.event.doc = "b.md";  // of another document
  EXPECT_FALSE(feared());
  concern.event.doc = possible.event.doc;
  concern.event.confidence = 0.4;  // too unsure to tell
  EXPECT_FALSE(feared());
}

TEST(ComposeBrief, CitesTheConcernThatItTells) {
  StoredEvent possible, concern;
  possible.event = Possible("이전할 가능성");
  possible.event.evidence = {"이전할 가능성이 있다.", {0, 10}};
  concern.event = Act("ACCUSE", "express_concern", "우려를 표명했다");
  concern.event.actor = {State("KOR")};
  concern.event.recipient = {State("RUS")};
  concern.event.about = {possible.event.id};
  concern.event.evidence = {"우려를 표명했다.", {20, 30}};
  const std::vector<StoredEvent> events = {possible, concern};
  BriefMaterial material;
  material.events = events;
  const auto brief = ComposeBrief(material, In("ko"), PartyNames(In("ko")));
  ASSERT_TRUE(brief.has_value());
  size_t told = 0;
  ForEachSentence(*brief, [&](const BriefPart&, const BriefSentence& sentence) {
    if (sentence.text.find("가능성에 우려를 표명했다") == std::string::npos) return;
    ++told;
    EXPECT_EQ(sentence.marks.size(), 2u);
    EXPECT_EQ(sentence.records.size(), 2u);
  });
  EXPECT_EQ(told, 1u);
}

// The blocks of the headline on what changed, as lines.
std::vector<std::string> Changes(const std::vector<StoredEvent>& events, const Brief* last,
                                 const std::string& last_day = {}) {
  BriefMaterial material;
  material.events = events;
  material.since = "2024-07-01";
  material.until = "2024-08-31";
  material.last = last;
  material.last_day = last_day;
  const auto brief = ComposeBrief(material, In("en"), PartyNames(In("en")));
  EXPECT_TRUE(brief.has_value());
  std::vector<std::string> lines;
  for (const BriefBlock& block : brief->parts.front().blocks)
    if (block.heading == "What changed since the last brief")
      for (const BriefSentence& s : block.sentences)
        lines.push_back((s.label.empty() ? "" : s.label + ": ") + s.text);
  return lines;
}

TEST(ComposeBrief, SaysWhatChangedSinceTheLastBrief) {
  StoredEvent feared, gone, fresh;
  feared.event = Possible("이전할 가능성");
  feared.event.id = "e-1";
  feared.event.evidence = {"하나.", {0, 10}};
  feared.occurrence = "o-1";
  feared.day = feared.published = "2024-07-28";
  gone = fresh = feared;
  gone.event.id = "e-2", gone.occurrence = "o-2", gone.event.evidence.span = {20, 30};
  gone.event.actor = {State("CHN")};
  fresh.event.id = "e-3", fresh.occurrence = "o-3", fresh.event.evidence.span = {40, 50};
  fresh.event.actor = {State("IRN")};
  fresh.day = fresh.published = "2024-08-10";
  const std::vector<StoredEvent> before = {feared, gone};
  BriefMaterial material;
  material.events = before;
  material.until = "2024-08-04";
  const auto last = ComposeBrief(material, In("ko"), PartyNames(In("ko")));
  ASSERT_TRUE(last.has_value());
  EXPECT_TRUE(Changes(before, nullptr).empty());
  EXPECT_THAT(
      Changes(before, &*last),
      ::testing::ElementsAre("Not in the last brief (2024-08-04): 0.",
                             "Nothing changed in certainty since the last brief (2024-08-04)."));
  StoredEvent surer = feared;  // the same thing, of another record, and now reported as fact
  surer.event.id = "e-9";
  surer.event.certainty = "reported";
  surer.event.aux.clear();
  surer.event.attribution.clear();
  EXPECT_THAT(Changes({surer, fresh}, &*last),
              ::testing::ElementsAre(
                  "Not in the last brief (2024-08-04): 1.",
                  "In the last brief (2024-08-04) and no longer on record: 1 (e-2).",
                  "possibility → reported: Russia provided military technology to North Korea."));
  EXPECT_THAT(Changes({feared, fresh}, nullptr, "2024-08-04"),
              ::testing::ElementsAre("Became known after 2024-08-04: 1."));
}

TEST(WithoutEmphasis, TakesOffWhatTheReaderLeft) {
  EXPECT_EQ(WithoutEmphasis("**러시아**는 ***북한***에 __기술__을"), "러시아는 북한에 기술을");
  EXPECT_EQ(WithoutEmphasis("2 * 3, a_b, ****, 끝"), "2 * 3, a_b, ****, 끝");
  EXPECT_EQ(WithoutEmphasis(""), "");
}

TEST(SeriesText, SaysOnWhichSideOfTheExpectedACountLies) {
  watch::SeriesDay day;
  day.week = 0;
  day.expected = 1.0;
  day.interval = {0, 2};
  day.tail = 1;
  day.low_tail = 0.368;
  EXPECT_EQ(SeriesText(watch::kConcern, day, In("en")),
            "concern: 0 in the last 7 days; 1.0 expected (90 %: 0–2); so few or fewer: 37 %");
  day.week = 5;
  day.tail = 0.0037;
  EXPECT_EQ(SeriesText(watch::kConcern, day, In("en")),
            "concern: 5 in the last 7 days; 1.0 expected (90 %: 0–2); so many or more: 0.37 %");
  EXPECT_THAT(SeriesText(watch::kConcern, day, In("ko")), HasSubstr("이만큼 이상일 확률 0.37%"));
  EXPECT_THAT(SeriesText(watch::kConcern, day, In("ko")), Not(HasSubstr("변화")));
}

}  // namespace
}  // namespace bongsu::report
