// Clauses of Korean sentences: who is named in a noun phrase, what endings and auxiliaries say of a
// predicate, and how it hangs on what embeds it.
#include "language/ko/analyser.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "language/test_lexicon.h"
#include "text/utf8.h"

namespace bongsu::language::ko {
namespace {

const Analyser& RealAnalyser() {
  static const std::unique_ptr<Analyser> analyser = MakeAnalyser(RealLexicon());
  return *analyser;
}

Analysis Analyse(std::string_view text, bool headline = false) {
  Analysis out;
  SentenceContext context;
  context.headline = headline;
  RealAnalyser().Analyse(text, {0, static_cast<uint32_t>(text.size())}, context, out);
  return out;
}

std::string Slice(std::string_view text, ByteSpan s) {
  return std::string(text.substr(s.begin, s.size()));
}

// "블링컨 미국 국무부 장관 + 라브로프": mentions of a party side by side, parties joined by +.
std::string RenderParties(std::string_view text, const std::vector<Party>& parties) {
  std::string out;
  for (const Party& p : parties) {
    if (!out.empty()) out += " + ";
    std::string mentions;
    for (const Mention& m : p.mentions) {
      const std::string name = Slice(text, m.text);
      // Namesakes stand at the same place.
      if (mentions.ends_with(name)) continue;
      mentions += (mentions.empty() ? "" : " ") + name;
    }
    out += mentions;
  }
  return out;
}

std::string FeatureNames(uint32_t features) {
  static constexpr const char* kNames[] = {
      "past",      "negated",    "possible", "planned",  "volition",    "obligation", "wanted",
      "condition", "question",   "ordered",  "proposed", "progressive", "stopped",    "hearsay",
      "passive",   "background", "unable",   "future",   "descriptive"};
  std::string out;
  for (size_t bit = 0; bit < std::size(kNames); ++bit)
    if ((features >> bit & 1u) != 0) out += (out.empty() ? "" : ",") + std::string(kNames[bit]);
  return out;
}

const NounPhrase* PhraseAt(const Analysis& a, std::string_view text, std::string_view head) {
  for (const NounPhrase& np : a.phrases)
    if (Slice(text, np.head) == head) return &np;
  return nullptr;
}

// The last instance whose trigger holds `word`: a verb that carries an event noun stands behind it.
const Instance* InstanceAt(const Analysis& a, std::string_view text, std::string_view word) {
  const Instance* found = nullptr;
  for (const Instance& p : a.instances)
    if (Slice(text, p.trigger).find(word) != std::string::npos) found = &p;
  return found;
}

std::string Dump(const Analysis& a, std::string_view text) {
  std::string out = std::string(text) + "\n";
  for (const NounPhrase& np : a.phrases)
    out += "  phrase [" + Slice(text, np.text) + "] head " + Slice(text, np.head) + " " +
           CaseName(np.relation) + " parties " + RenderParties(text, np.parties) + " owners " +
           RenderParties(text, np.owners) + "\n";
  for (const Instance& p : a.instances)
    out += "  instance [" + Slice(text, p.trigger) + "] " + FeatureNames(p.features) + " " +
           LinkName(p.link) + " under " + std::to_string(p.parent) + "\n";
  return out;
}

// --- noun phrases ---

struct PhraseCase {
  const char *text, *head;  // the phrase with this head
  const char *parties, *owners;
  Case relation;
};

void ExpectPhrases(const std::vector<PhraseCase>& cases) {
  for (const PhraseCase& c : cases) {
    const std::string_view text = c.text;
    const Analysis a = Analyse(text);
    const NounPhrase* np = PhraseAt(a, text, c.head);
    if (np == nullptr) {
      ADD_FAILURE() << "no phrase with head " << c.head << "\n" << Dump(a, text);
      continue;
    }
    EXPECT_EQ(RenderParties(text, np->parties), c.parties) << Dump(a, text);
    EXPECT_EQ(RenderParties(text, np->owners), c.owners) << Dump(a, text);
    EXPECT_STREQ(CaseName(np->relation), CaseName(c.relation)) << Dump(a, text);
  }
}

TEST(KoreanPhrases, NameOnePartyByApposition) {
  ExpectPhrases({
      {"러시아가 침공했다.", "러시아", "러시아", "", Case::kNom},
      {"토니 블링컨 미국 국무부 장관은 말했다.", "장관", "토니 블링컨 미국 국무부 장관", "",
       Case::kTopic},
      {"블라디미르 푸틴 러시아 대통령이 방문했다.", "대통령", "블라디미르 푸틴 러시아 대통령", "",
       Case::kNom},
      {"이스라엘군은 공습했다.", "이스라엘군", "이스라엘군", "", Case::kTopic},
      {"미국 정부 관계자에 전달했다.", "관계자", "미국 정부 관계자", "", Case::kDat},
  });
}

TEST(KoreanPhrases, CoordinateParties) {
  ExpectPhrases({
      {"미국과 일본은 회담을 열었다.", "일본", "미국 + 일본", "", Case::kTopic},
      {"미국, 일본, 한국은 회담을 열었다.", "한국", "미국 + 일본 + 한국", "", Case::kTopic},
      {"미국 및 일본이 합의했다.", "일본", "미국 + 일본", "", Case::kNom},
      {"러시아와 북한의 협력을 규탄했다.", "협력", "", "러시아 + 북한", Case::kAcc},
      {"한국·미국·일본이 합의했다.", "일본", "한국 + 미국 + 일본", "", Case::kNom},
  });
}

// The ministers of two states are two parties.
TEST(KoreanPhrases, DistributeOwnersOverACommonHead) {
  for (const std::string_view text :
       {"미국과 일본의 외교·국방 장관들은 회의를 열었다.", "미국과 일본의 장관들은 회의를 열었다.",
        "미국과 일본의 외교장관은 회의를 열었다."}) {
    const Analysis a = Analyse(text);
    const NounPhrase* topic = nullptr;
    for (const NounPhrase& np : a.phrases)
      if (np.relation == Case::kTopic) topic = &np;
    ASSERT_NE(topic, nullptr) << Dump(a, text);
    ASSERT_EQ(topic->parties.size(), 2u) << Dump(a, text);
    EXPECT_EQ(Slice(text, topic->parties[0].mentions[0].text), "미국");
    EXPECT_EQ(Slice(text, topic->parties[1].mentions[0].text), "일본");
  }
}

TEST(KoreanPhrases, KeepOwnersOfThings) {
  ExpectPhrases({
      {"러시아의 기술을 이전했다.", "기술", "", "러시아", Case::kAcc},
      {"북한 미사일을 규탄했다.", "미사일", "", "북한", Case::kAcc},
      {"미국의 대북제재를 비판했다.", "대북제재", "", "미국", Case::kAcc},
  });
}

TEST(KoreanPhrases, ReadBetween) {
  ExpectPhrases({
      {"러시아와 북한 간의 협력을 규탄했다.", "북한", "러시아 + 북한", "", Case::kBetween},
      {"러시아와 북한 사이에 협정이 체결됐다.", "북한", "러시아 + 북한", "", Case::kBetween},
  });
}

TEST(KoreanPhrases, ReadPostpositions) {
  ExpectPhrases({
      {"북한에 대한 제재를 규탄했다.", "북한", "북한", "", Case::kAbout},
      {"북한에 대해 경고했다.", "북한", "북한", "", Case::kAbout},
      {"이스라엘을 향해 미사일을 발사했다.", "이스라엘", "이스라엘", "", Case::kAgainst},
      {"이란을 겨냥해 공격했다.", "이란", "이란", "", Case::kAgainst},
      {"미국에 따르면 러시아가 공격했다.", "미국", "미국", "", Case::kSource},
      {"러시아에 의해 점령됐다.", "러시아", "러시아", "", Case::kBy},
      {"러시아로부터 기술을 받았다.", "러시아", "러시아", "", Case::kFrom},
      {"북한과 관련해 논의했다.", "북한", "북한", "", Case::kAbout},
  });
}

TEST(KoreanPhrases, ReadThroughBrackets) {
  ExpectPhrases({
      {"북대서양조약기구(NATO)는 성명을 발표했다.", "북대서양조약기구", "북대서양조약기구", "",
       Case::kTopic},
  });
}

TEST(KoreanPhrases, DistributeOwnersOverAMinistry) {
  ExpectPhrases({{"미국과 일본의 국방부 장관은 만났다.", "장관",
                  "미국 국방부 장관 + 일본 국방부 장관", "", Case::kTopic}});
}

TEST(KoreanPhrases, ReadInside) {
  ExpectPhrases({{"가자지구 내 상황이 악화됐다.", "상황", "", "가자지구", Case::kNom}});
}

TEST(KoreanPhrases, OwnThroughBrackets) {
  ExpectPhrases(
      {{"북대서양조약기구(NATO)의 성명을 규탄했다.", "성명", "", "북대서양조약기구", Case::kAcc}});
}

TEST(KoreanPhrases, TakeTheDirectionOfAPrefix) {
  const std::string_view text = "미국은 대북제재를 비판했다.";
  const Analysis a = Analyse(text);
  size_t toward = 0;
  for (const NounPhrase& np : a.phrases) toward += np.toward.size();
  EXPECT_EQ(toward, 1u) << Dump(a, text);
}

// --- what is said of a predicate ---

struct ClauseCase {
  const char *text, *trigger;  // a word of the instance's trigger
  const char* features;
  const char* hangs;  // "main" or "LINK < a word of the parent's trigger"
};

void ExpectClauses(const std::vector<ClauseCase>& cases) {
  for (const ClauseCase& c : cases) {
    const std::string_view text = c.text;
    const Analysis a = Analyse(text);
    const Instance* p = InstanceAt(a, text, c.trigger);
    if (p == nullptr) {
      ADD_FAILURE() << "no instance " << c.trigger << "\n" << Dump(a, text);
      continue;
    }
    EXPECT_EQ(FeatureNames(p->features), c.features) << Dump(a, text);
    const std::string hangs = c.hangs;
    const size_t arrow = hangs.find(" < ");
    EXPECT_EQ(std::string(LinkName(p->link)), hangs.substr(0, arrow)) << Dump(a, text);
    if (arrow == std::string::npos) {
      EXPECT_EQ(p->parent, kNobody) << Dump(a, text);
    } else if (p->parent == kNobody) {
      ADD_FAILURE() << "hangs on nothing\n" << Dump(a, text);
    } else {
      const Instance& parent = a.instances[static_cast<size_t>(p->parent)];
      EXPECT_NE(Slice(text, parent.trigger).find(hangs.substr(arrow + 3)), std::string::npos)
          << Dump(a, text);
    }
  }
}

TEST(KoreanClauses, TellFactFromItsNegation) {
  ExpectClauses({
      {"러시아가 북한에 기술을 이전했다.", "이전", "past", "main"},
      {"러시아가 북한에 기술을 이전하지 않았다.", "이전", "past,negated", "main"},
      {"러시아가 북한에 기술을 이전하지 못했다.", "이전", "past,negated", "main"},
      {"러시아가 북한에 기술을 이전한 적이 없다.", "이전", "past,negated", "main"},
      {"이스라엘군이 가자지구를 공격했다.", "공격", "past", "main"},
      {"이스라엘군이 가자지구를 공격하지 않았다.", "공격", "past,negated", "main"},
      {"이스라엘군이 가자지구를 공격하고 있다.", "공격", "progressive", "main"},
      {"이스라엘군이 가자지구를 공격하고 있지 않다.", "공격", "negated,progressive", "main"},
      {"한국은 러시아를 제재했다.", "제재", "past", "main"},
      {"한국은 러시아를 제재하지 않기로 했다.", "제재", "past,negated,planned", "main"},
  });
}

TEST(KoreanClauses, TellFactFromPossibility) {
  ExpectClauses({
      {"일본 정부는 러시아에 대한 제재를 검토하고 있다.", "제재", "possible,progressive", "main"},
      {"일본 정부는 러시아에 대한 제재를 검토 중이다.", "제재", "possible", "main"},
      {"이스라엘군이 가자지구를 공격할 태세이다.", "공격", "future", "main"},
      {"이스라엘군이 가자지구를 공격할 태세다.", "공격", "future", "main"},
      {"러시아가 북한에 기술을 이전할 가능성이 있다.", "이전", "possible", "main"},
      {"러시아가 북한에 기술을 이전할 수 있다.", "이전", "possible", "main"},
      {"러시아가 북한에 기술을 이전할 수도 있다.", "이전", "possible", "main"},
      {"러시아가 북한에 기술을 이전했을 가능성이 있다.", "이전", "past,possible", "main"},
      {"러시아가 북한에 기술을 이전할지 불투명하다.", "이전", "possible,question", "main"},
      {"이스라엘군이 가자지구를 공격할 수 있다.", "공격", "possible", "main"},
      {"이스라엘군이 가자지구를 공격할 가능성이 제기됐다.", "공격", "past,possible", "main"},
      {"북한이 미사일을 발사할 수 있다.", "발사", "possible", "main"},
      {"북한이 미사일을 발사할 가능성이 있다.", "발사", "possible", "main"},
  });
}

TEST(KoreanClauses, TellFactFromPlan) {
  ExpectClauses({
      {"러시아가 북한에 기술을 이전하기로 했다.", "이전", "past,planned", "main"},
      {"러시아가 북한에 기술을 이전할 계획이다.", "이전", "planned", "main"},
      {"러시아가 북한에 기술을 이전할 예정이다.", "이전", "future", "main"},
      {"러시아가 북한에 기술을 이전할 방침이다.", "이전", "planned", "main"},
      {"러시아가 북한에 기술을 이전하려 한다.", "이전", "planned", "main"},
      {"러시아가 북한에 기술을 이전하려고 한다.", "이전", "planned", "main"},
      {"러시아가 북한에 기술을 이전할 것이다.", "이전", "future", "main"},
      {"러시아가 북한에 기술을 이전하겠다.", "이전", "volition", "main"},
      {"미국이 병력을 철수할 계획이다.", "철수", "planned", "main"},
      {"미국이 병력을 철수하기로 했다.", "철수", "past,planned", "main"},
      {"미국이 병력을 철수했다.", "철수", "past", "main"},
  });
}

TEST(KoreanClauses, TellFactFromDutyWishAndCondition) {
  ExpectClauses({
      {"러시아가 북한에 기술을 이전해야 한다.", "이전", "obligation", "main"},
      {"러시아가 북한에 기술을 이전한다면 미국은 대응할 것이다.", "이전", "condition", "main"},
      {"러시아가 북한에 기술을 이전하면 미국은 대응할 것이다.", "이전", "condition", "main"},
      {"미국이 병력을 철수해야 한다.", "철수", "obligation", "main"},
      {"미국이 병력을 철수하면 한국은 대응할 것이다.", "철수", "condition", "main"},
      {"미국이 병력을 철수하기를 바란다.", "철수", "wanted", "main"},
  });
}

// A verb of its own behind an adverb or a condition is no auxiliary, though it ends in 하다 as some
// auxiliaries do.
TEST(KoreanClauses, TakeOnlyAuxiliariesForAuxiliaries) {
  ExpectClauses({
      {"미국은 북한을 강하게 규탄했다.", "규탄", "past", "main"},
      {"한국은 러시아를 신속하게 지원했다.", "지원", "past", "main"},
      {"러시아가 기술을 이전하면 대응할 것이다.", "이전", "condition", "main"},
      {"러시아가 기술을 이전하면 대응할 것이다.", "대응", "future", "main"},
  });
  for (const std::string_view text :
       {"미국은 북한을 강하게 규탄했다.", "한국은 러시아를 신속하게 지원했다.",
        "러시아가 기술을 이전하면 대응할 것이다."}) {
    const Analysis a = Analyse(text);
    EXPECT_FALSE(a.instances.back().entries.empty()) << Dump(a, text);
  }
}

TEST(KoreanClauses, HangQuotationsOnTheirSpeechVerb) {
  ExpectClauses({
      {"미국은 러시아가 북한에 기술을 이전했다고 밝혔다.", "이전", "past", "quote < 밝혔다"},
      {"미국은 러시아가 북한에 기술을 이전할 것이라고 밝혔다.", "이전", "future", "quote < 밝혔다"},
      {"미국은 러시아가 북한에 기술을 이전할 수 있다고 경고했다.", "이전", "possible",
       "quote < 경고"},
      {"미국은 러시아가 북한에 기술을 이전하지 않았다고 밝혔다.", "이전", "past,negated",
       "quote < 밝혔다"},
      {"미국은 러시아에 기술을 이전하지 말라고 촉구했다.", "이전", "negated,ordered",
       "quote < 촉구"},
      {"미국은 러시아에 병력을 철수하라고 요구했다.", "철수", "ordered", "quote < 요구"},
      {"미국은 러시아에 병력을 철수하자고 제안했다.", "철수", "proposed", "quote < 제안"},
      {"러시아는 북한에 기술을 이전하겠다고 발표했다.", "이전", "volition", "quote < 발표"},
      {"이란은 이스라엘이 대사관을 공격했다고 주장했다.", "공격", "past", "quote < 주장"},
      {"이란은 이스라엘이 대사관을 공격했다며 비난했다.", "공격", "past", "quote < 비난"},
      {"이란은 이스라엘을 공격하지 않았다고 부인했다.", "공격", "past,negated", "quote < 부인"},
      {"러시아는 북한에 기술을 이전했는지 밝히지 않았다.", "이전", "past,question",
       "quote < 밝히지"},
  });
}

// "must not" is a duty and a negation: who demands it asks somebody to yield.
TEST(KoreanClauses, TellDutyFromItsNegation) {
  ExpectClauses(
      {{"러시아가 북한에 기술을 이전해서는 안 된다.", "이전", "negated,obligation", "main"}});
}

TEST(KoreanClauses, HangContentOnItsNoun) {
  ExpectClauses({
      {"러시아는 북한에 기술을 이전했다는 주장을 부인했다.", "이전", "past", "quote < 부인"},
      {"미국은 러시아가 북한에 기술을 이전했다는 의혹을 제기했다.", "이전", "past",
       "content < 의혹"},
      {"미국은 러시아가 북한에 기술을 이전할 가능성을 우려했다.", "이전", "possible",
       "content < 우려"},
      {"미국은 러시아의 기술 이전을 규탄했다.", "이전", "", "content < 규탄"},
      {"이란은 이스라엘의 공격을 규탄했다.", "공격", "", "content < 규탄"},
  });
}

TEST(KoreanClauses, ReadRelativeClausesAsTold) {
  ExpectClauses({
      {"북한에 기술을 이전한 러시아를 규탄했다.", "이전", "past", "relative"},
      {"기술을 이전하는 업체를 비판했다.", "이전", "descriptive", "relative"},
  });
  const std::string_view text = "북한에 기술을 이전한 러시아를 규탄했다.";
  const Analysis a = Analyse(text);
  const Instance* p = InstanceAt(a, text, "이전");
  ASSERT_NE(p, nullptr);
  ASSERT_NE(p->subject, kNobody) << Dump(a, text);
  EXPECT_EQ(Slice(text, a.phrases[static_cast<size_t>(p->subject)].head), "러시아");
  EXPECT_FALSE(p->own_subject);
}

TEST(KoreanClauses, ReadPurposeAndPassive) {
  ExpectClauses({
      {"도쿄에서 회담이 개최됐다.", "개최", "past,passive", "main"},
      {"이스라엘이 이란에 의해 공격당했다.", "공격", "past,passive", "main"},
      {"러시아에 대한 제재가 중단됐다.", "제재", "past,stopped,passive", "main"},
  });
}

TEST(KoreanClauses, ShareTheMoodOfTheLastPredicateOfAChain) {
  ExpectClauses({
      {"러시아는 북한과 협력하고 기술을 이전할 계획이다.", "협력", "planned", "main"},
      {"러시아는 북한과 협력하고 기술을 이전했다.", "협력", "past", "main"},
      {"러시아는 북한과 협력했고 기술을 이전할 계획이다.", "협력", "past", "main"},
      {"러시아는 북한과 협력하며 기술을 이전해야 한다.", "협력", "obligation", "main"},
  });
}

TEST(KoreanClauses, TakeCueWords) {
  ExpectClauses({
      {"과거 러시아가 북한에 기술을 이전했다.", "이전", "past,background", "main"},
      {"만약 러시아가 북한에 기술을 이전하면 대응할 것이다.", "이전", "condition", "main"},
  });
}

TEST(KoreanClauses, FindTheSubject) {
  const struct {
    const char *text, *trigger, *subject;
    bool own;
  } kCases[] = {
      {"러시아가 북한에 기술을 이전했다.", "이전", "러시아", true},
      {"미국은 러시아가 북한에 기술을 이전했다고 밝혔다.", "이전", "러시아", true},
      {"미국은 러시아가 북한에 기술을 이전했다고 밝혔다.", "밝혔다", "미국", true},
      {"러시아는 북한에 기술을 이전했다고 밝혔다.", "이전", "러시아", false},
      {"러시아는 북한과 협력했고 기술을 이전했다.", "이전", "러시아", false},
      {"러시아가 북한과 협력했고 기술을 이전했다.", "이전", "러시아", false},
  };
  for (const auto& c : kCases) {
    const std::string_view text = c.text;
    const Analysis a = Analyse(text);
    const Instance* p = InstanceAt(a, text, c.trigger);
    if (p == nullptr || p->subject == kNobody) {
      ADD_FAILURE() << "no subject\n" << Dump(a, text);
      continue;
    }
    EXPECT_EQ(Slice(text, a.phrases[static_cast<size_t>(p->subject)].head), c.subject)
        << Dump(a, text);
    EXPECT_EQ(p->own_subject, c.own) << Dump(a, text);
  }
}

TEST(KoreanClauses, MarkDirectSpeechAndHangItOnItsSpeaker) {
  const std::string_view text = "푸틴 대통령은 \"북한에 기술을 이전하겠다\"고 말했다.";
  const Analysis a = Analyse(text);
  const Instance* inner = InstanceAt(a, text, "이전");
  const Instance* outer = InstanceAt(a, text, "말했다");
  ASSERT_TRUE(inner != nullptr && outer != nullptr) << Dump(a, text);
  EXPECT_TRUE(inner->quoted);
  EXPECT_FALSE(outer->quoted);
  EXPECT_EQ(inner->link, Link::kQuote);
  ASSERT_NE(inner->parent, kNobody);
  EXPECT_EQ(&a.instances[static_cast<size_t>(inner->parent)], outer);
}

TEST(KoreanClauses, ReadHeadlinesWithoutAVerb) {
  const std::string_view text = "北, 동해상으로 탄도미사일 발사";
  for (const bool headline : {true, false}) {
    const Analysis a = Analyse(text, headline);
    ASSERT_EQ(a.instances.size(), 1u) << Dump(a, text);
    EXPECT_TRUE(a.instances[0].nominal);
    EXPECT_TRUE(a.instances[0].telegraphic);
  }
  const std::string_view sentence = "북한의 발사를 규탄했다.";
  for (const Instance& p : Analyse(sentence).instances) EXPECT_FALSE(p.telegraphic);
}

TEST(KoreanClauses, LinkEveryParentWithoutACircle) {
  for (const std::string_view text :
       {"미국은 러시아가 북한에 기술을 이전했다는 의혹이 있다는 보도를 부인했다고 말했다.",
        "그는 \"우리는 '공격하지 않았다'고 말했다\"며 \"주장을 부인한다\"고 밝혔다.",
        "미국의 공격 중단 요구를 거부하겠다는 발표를 규탄할 가능성이 있다는 우려를 제기했다."}) {
    const Analysis a = Analyse(text);
    for (const Instance& p : a.instances) {
      int at = p.parent;
      size_t steps = 0;
      for (; at != kNobody && steps <= a.instances.size(); ++steps)
        at = a.instances[static_cast<size_t>(at)].parent;
      EXPECT_LE(steps, a.instances.size()) << Dump(a, text);
    }
  }
}

TEST(KoreanAnalyser, GivesOffsetsIntoTheWholeText) {
  const std::string before = "앞말이다. ";
  const std::string_view sentence = "러시아가 북한에 기술을 이전했다.";
  const std::string text = before + std::string(sentence) + " 뒷말이다.";
  Analysis shifted;
  const auto begin = static_cast<uint32_t>(before.size());
  RealAnalyser().Analyse(text, {begin, begin + static_cast<uint32_t>(sentence.size())}, {},
                         shifted);
  const Analysis alone = Analyse(sentence);
  ASSERT_EQ(shifted.phrases.size(), alone.phrases.size());
  ASSERT_EQ(shifted.instances.size(), alone.instances.size());
  for (size_t i = 0; i < alone.phrases.size(); ++i) {
    EXPECT_EQ(shifted.phrases[i].text.begin, alone.phrases[i].text.begin + begin);
    EXPECT_EQ(shifted.phrases[i].text.end, alone.phrases[i].text.end + begin);
  }
  EXPECT_EQ(Slice(text, shifted.instances[0].trigger), Slice(sentence, alone.instances[0].trigger));
}

TEST(KoreanAnalyser, GivesTokensOnlyWhenAsked) {
  const std::string_view text = "러시아가 북한에 기술을 이전했다.";
  EXPECT_TRUE(Analyse(text).tokens.empty());
  Analysis a;
  SentenceContext context;
  context.want_tokens = true;
  RealAnalyser().Analyse(text, {0, static_cast<uint32_t>(text.size())}, context, a);
  ASSERT_EQ(a.tokens.size(), 4u);
  EXPECT_EQ(a.tokens[0].reading, "러시아/entity + 가/nom");
  EXPECT_EQ(Slice(text, a.tokens[3].text), "이전했다");
}

TEST(KoreanAnalyser, ClearsWhatWasThereBefore) {
  Analysis a = Analyse("러시아가 북한에 기술을 이전했다.");
  RealAnalyser().Analyse("", {0, 0}, {}, a);
  EXPECT_TRUE(a.phrases.empty());
  EXPECT_TRUE(a.instances.empty());
}

TEST(KoreanAnalyser, SaysItsLanguage) { EXPECT_EQ(RealAnalyser().lang(), "ko"); }

}  // namespace
}  // namespace bongsu::language::ko
