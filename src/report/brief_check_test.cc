#include "report/brief_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "base/file.h"
#include "report/brief_compose.h"
#include "report/brief_render.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;
using ::testing::HasSubstr;

constexpr const char* kLanguages[] = {"ko", "en", "ja"};

std::string ReadData(const std::string& path) {
  auto text = base::ReadFile(BONGSU_DATA_DIR "/" + path, 1 << 20);
  EXPECT_TRUE(text.has_value()) << path;
  return text ? *text : "";
}

const Phrases& PhrasesIn(const std::string& lang) {
  static std::map<std::string, Phrases> loaded;
  const auto it = loaded.find(lang);
  if (it != loaded.end()) return it->second;
  auto phrases = Phrases::FromText(ReadData("report/phrases.tsv"), "phrases.tsv", lang);
  EXPECT_TRUE(phrases.has_value()) << phrases.error().message();
  return loaded.emplace(lang, *phrases).first->second;
}

CheckWords WordsIn(const std::string& lang) {
  auto words = CheckWords::FromText(ReadData("report/check.tsv"), "check.tsv", lang);
  EXPECT_TRUE(words.has_value()) << words.error().message();
  return *words;
}

EntityRef State(const std::string& code) { return {code, "GOV", "이들", "state:" + code, {}}; }

StoredEvent Record(const std::string& id, const std::string& certainty) {
  StoredEvent record;
  Event& e = record.event;
  e.id = id;
  e.doc = "posts/" + id + ".md";
  e.lang = "ko";
  e.event = "AID";
  e.frame = "give";
  e.actor = {State("RUS")};
  e.recipient = {State("PRK")};
  e.certainty = certainty;
  e.item = {"missile_technology"};
  e.date = EventDate{"2024-07-28", "2024-07-28", "publication"};
  e.evidence.text = "러시아가 \"북한을 앞으로도 도울 것이다\"라며 기술을 이전했다.";
  e.evidence.span = {10, 60};
  record.day = record.published = "2024-07-28";
  record.source = "source-" + id;
  record.occurrence = "o-" + id;
  return record;
}

// One record for each way of being said: fact, claim, possibility, denial, plan, background.
std::vector<StoredEvent> AllStandings() {
  std::vector<StoredEvent> records = {Record("fact", "reported"),   Record("claim", "claimed"),
                                      Record("feared", "possible"), Record("denial", "denied"),
                                      Record("plan", "planned"),    Record("earlier", "background"),
                                      Record("own", "claimed"),     Record("supposed", "possible")};
  records[1].event.attribution = {State("USA")};
  records[2].event.aux = {"hypothetical"};
  records[2].event.attribution = {State("USA"), State("JPN")};
  records[3].event.aux = {"negation"};
  records[3].event.attribution = {State("RUS")};
  records[4].event.aux = {"future"};
  records[5].event.aux = {"historical"};
  records[6].event.attribution = {State("RUS")};
  records[7].event.aux = {"hypothetical"};
  return records;
}

Brief Compose(const std::string& lang, const std::vector<StoredEvent>& records = AllStandings()) {
  BriefMaterial material;
  material.events = records;
  auto brief = ComposeBrief(material, PhrasesIn(lang), PartyNames(PhrasesIn(lang)));
  EXPECT_TRUE(brief.has_value());
  return *brief;
}

std::vector<BriefFinding> Check(const Brief& brief) {
  return CheckBrief(brief, WordsIn(brief.lang), PartyNames(PhrasesIn(brief.lang)));
}

// Calls `tamper` on the first sentence that rests on the record alone.
void Tamper(Brief* brief, const std::string& id,
            const std::function<void(BriefSentence*)>& tamper) {
  for (BriefPart& part : brief->parts)
    for (BriefBlock& block : part.blocks)
      for (BriefSentence& sentence : block.sentences)
        if (sentence.kind == SentenceKind::kClaim && sentence.records == std::vector{id})
          return tamper(&sentence);
  FAIL() << "no sentence on " << id;
}

// The rules that a brief tampered with breaks.
std::vector<std::string> Rules(const std::string& lang, const std::string& id,
                               const std::function<void(BriefSentence*)>& tamper) {
  Brief brief = Compose(lang);
  brief.excerpt.clear();
  Tamper(&brief, id, tamper);
  std::vector<std::string> rules;
  for (const BriefFinding& finding : Check(brief)) rules.push_back(finding.rule);
  return rules;
}

// The same words in three languages.
const std::string& In(const std::string& lang, const std::string& ko, const std::string& en,
                      const std::string& ja) {
  return lang == "ko" ? ko : lang == "en" ? en : ja;
}

TEST(CheckBrief, FindsNothingInWhatWasComposed) {
  for (const char* lang : kLanguages)
    for (const BriefFinding& finding : Check(Compose(lang)))
      ADD_FAILURE() << lang << ": " << FindingText(finding);
}

TEST(CheckBrief, RefusesAClaimWithoutMarks) {
  for (const char* lang : kLanguages)
    EXPECT_THAT(Rules(lang, "fact", [](BriefSentence* s) { s->marks.clear(); }),
                ::testing::Contains("unmarked"));
}

TEST(CheckBrief, RefusesAClaimDressedAsANote) {
  for (const char* lang : kLanguages)
    for (const SentenceKind kind : {SentenceKind::kNote, SentenceKind::kMeasure})
      EXPECT_THAT(Rules(lang, "fact",
                        [&](BriefSentence* s) {
                          s->kind = kind;
                          s->marks.clear();
                          s->records.clear();
                        }),
                  ::testing::Contains("unmarked"));
}

TEST(CheckBrief, RefusesAClaimHiddenInACount) {
  Brief ko = Compose("ko");
  for (BriefBlock& block : ko.parts.front().blocks)
    for (BriefSentence& sentence : block.sentences)
      if (sentence.text.starts_with("유형별 기록"))
        sentence.text = "유형별 기록: 러시아가 북한에 미사일을 줬고 이를 확인했다.";
  ko.excerpt.clear();
  ASSERT_EQ(Check(ko).size(), 1u);
  EXPECT_EQ(Check(ko).front().rule, "unmarked");
  EXPECT_THAT(Check(ko).front().place, HasSubstr("headline, sentence "));
}

TEST(CheckBrief, RefusesAPossibilityWrittenAsFact) {
  for (const char* lang : kLanguages)
    for (const char* id : {"feared", "supposed"})
      EXPECT_THAT(Rules(lang, id,
                        [&](BriefSentence* s) {
                          s->text = In(lang, "미국·일본에 따르면 러시아가 북한에 기술을 지원했다.",
                                       "According to the United States and Japan, Russia provided "
                                       "technology to North Korea.",
                                       "米国、日本によると、ロシアが北朝鮮に技術を提供した。");
                        }),
                  ::testing::Contains("possibility"));
}

TEST(CheckBrief, RefusesALostAttribution) {
  for (const char* lang : kLanguages)
    for (const char* id : {"claim", "own"})
      EXPECT_THAT(Rules(lang, id,
                        [&](BriefSentence* s) {
                          s->text = In(lang, "러시아가 북한에 미사일 기술을 지원·제공했다.",
                                       "Russia provided missile technology to North Korea.",
                                       "ロシアが北朝鮮にミサイル技術を支援した。");
                        }),
                  ::testing::Contains("attribution"));
}

TEST(CheckBrief, RefusesAnotherSourceOfTheClaim) {
  for (const char* lang : kLanguages)
    EXPECT_THAT(Rules(lang, "claim",
                      [&](BriefSentence* s) {
                        s->text =
                            In(lang, "중국에 따르면 러시아가 북한에 기술을 지원했다.",
                               "According to China, Russia provided technology to North Korea.",
                               "中国によると、ロシアが北朝鮮に技術を支援した。");
                      }),
                ::testing::Contains("party"));
}

TEST(CheckBrief, RefusesDenialsPlansAndTheEarlierWrittenAsNews) {
  const std::map<std::string, std::string> rule_of = {
      {"denial", "negation"}, {"plan", "plan"}, {"earlier", "background"}};
  for (const char* lang : kLanguages)
    for (const auto& [id, rule] : rule_of)
      EXPECT_THAT(Rules(lang, id,
                        [&](BriefSentence* s) {
                          s->text =
                              In(lang, "러시아가 북한에 미사일 기술을 지원했다고 스스로 밝혔다.",
                                 "Russia provided technology to North Korea (own account).",
                                 "ロシアが北朝鮮に技術を提供したと自ら明らかにした。");
                        }),
                  ::testing::Contains(rule))
          << lang << " " << id;
}

TEST(CheckBrief, RefusesOneSourceWrittenAsMany) {
  for (const char* lang : kLanguages) {
    EXPECT_THAT(Rules(lang, "fact",
                      [&](BriefSentence* s) {
                        s->text = In(lang, "여러 매체에 따르면 러시아가 북한에 기술을 지원했다.",
                                     "Reports say Russia provided technology to North Korea.",
                                     "複数の報道では、ロシアが北朝鮮に技術を支援した。");
                      }),
                ::testing::Contains("sources"));
    EXPECT_THAT(Rules(lang, "fact",
                      [&](BriefSentence* s) {
                        s->counted =
                            In(lang, "독립된 출처 3곳", "3 independent sources", "独立した情報源3");
                      }),
                ::testing::Contains("sources"));
  }
}

TEST(CheckBrief, RefusesLikelihoodMixedWithConfidence) {
  for (const char* lang : kLanguages)
    EXPECT_THAT(
        Rules(lang, "supposed",
              [&](BriefSentence* s) {
                s->text =
                    In(lang, "러시아가 북한에 기술을 지원할 가능성이 높다고 높은 신뢰도로 본다.",
                       "Russia will very likely, with high confidence, provide technology to "
                       "North Korea, a possibility.",
                       "ロシアが北朝鮮に技術を支援する可能性が高いと高い確信度でみる。");
                s->asserts.likelihood = s->asserts.confidence = true;
              }),
        ::testing::ElementsAre("likelihood"));
}

TEST(CheckBrief, RefusesAVerdict) {
  for (const char* lang : kLanguages)
    EXPECT_THAT(Rules(lang, "fact",
                      [&](BriefSentence* s) {
                        s->text += In(lang, " 러시아가 북한 결의를 위반했다.",
                                      " Russia violated a resolution on North Korea.",
                                      "ロシアが決議に違反した。");
                      }),
                ::testing::Contains("verdict"));
}

TEST(CheckBrief, RefusesWhatTheRecordDoesNotHave) {
  const struct {
    const char* rule;
    std::function<void(BriefSentence*)> tamper;
  } cases[] = {{"mark", [](BriefSentence* s) { s->marks = {99}; }},
               {"mark", [](BriefSentence* s) { s->marks = {s->marks.front() == 1 ? 2u : 1u}; }},
               {"record", [](BriefSentence* s) { s->records = {"e-none"}; }},
               {"date", [](BriefSentence* s) { s->when = "2024-07-29"; }},
               {"quote", [](BriefSentence* s) { s->quote = "북한을 돕지 않을 것이다"; }},
               {"assertion", [](BriefSentence* s) { s->asserts.certainty = "claimed"; }},
               {"assertion", [](BriefSentence* s) { s->asserts.attributed = true; }},
               {"sources", [](BriefSentence* s) { s->asserts.sources = 2; }}};
  for (const char* lang : kLanguages)
    for (const auto& c : cases)
      EXPECT_THAT(Rules(lang, "fact", c.tamper), ::testing::Contains(c.rule)) << lang << c.rule;
}

TEST(CheckBrief, RefusesAnExcerptOfItsOwn) {
  Brief brief = Compose("ko");
  brief.excerpt += " 러시아가 조약을 어겼다.";
  ASSERT_EQ(Check(brief).size(), 1u);
  EXPECT_EQ(Check(brief).front().place, "excerpt");
}

TEST(CheckBriefMarkdown, FindsUnmarkedLinesAndMarksWithoutSource) {
  for (const char* lang : kLanguages) {
    const CheckWords words = WordsIn(lang);
    const std::string good = BriefMarkdown(Compose(lang));
    for (const BriefFinding& finding : CheckBriefMarkdown(good, words))
      ADD_FAILURE() << lang << ": " << FindingText(finding);
    const size_t mark = good.find(" [1]");
    ASSERT_NE(mark, good.npos);
    std::string unmarked = good;
    unmarked.erase(mark, 4);
    ASSERT_EQ(CheckBriefMarkdown(unmarked, words).size(), 1u) << lang;
    EXPECT_EQ(CheckBriefMarkdown(unmarked, words).front().rule, "unmarked");
    std::string astray = good;
    astray.replace(mark, 4, " [77]");
    ASSERT_EQ(CheckBriefMarkdown(astray, words).size(), 1u) << lang;
    EXPECT_EQ(CheckBriefMarkdown(astray, words).front().rule, "mark");
    EXPECT_EQ(CheckBriefMarkdown(
                  good + In(lang, "\n러시아가 졌다.\n", "\nRussia lost.\n", "\nロシアは負けた。\n"),
                  words)
                  .size(),
              1u);
  }
}

TEST(CheckBriefMarkdown, HoldsTheTextAgainstItsEvidence) {
  const struct {
    const char *lang, *line, *counted, *paragraph;
  } cases[] = {{"ko", "러시아가 떠났다.", "독립된 출처 3곳", "UNSCR 1718 8(a)의 적용 대상이다."},
               {"en", "Russia left.", "3 independent sources", "It would engage UNSCR 1718 8(a)."},
               {"ja", "ロシアが去った。", "独立した情報源3", "UNSCR 1718 8(a)の対象となる。"}};
  for (const auto& c : cases) {
    const CheckWords words = WordsIn(c.lang);
    const auto rules = [&](const std::string& lines) {
      std::string text = lines + "\n- [1] “그는 \\\"떠나겠다고 분명히 말했다\\\"고 했다.” — a.md\n";
      std::vector<std::string> found;
      for (const BriefFinding& finding : CheckBriefMarkdown(text, words))
        found.push_back(finding.rule);
      return found;
    };
    using ::testing::ElementsAre;
    const std::string line = std::string("- ") + c.line;
    EXPECT_THAT(rules(line + " [1]"), ::testing::IsEmpty());
    EXPECT_THAT(rules(line + " [1] — " + c.counted), ElementsAre("sources"));
    EXPECT_THAT(rules(line + " “떠나겠다고 분명히 말했다” [1]"), ::testing::IsEmpty());
    EXPECT_THAT(rules(line + " “남겠다고 분명히 말했다” [1]"), ElementsAre("quote"));
    EXPECT_THAT(rules(std::string("- ") + c.paragraph + " [1]"), ElementsAre("condition"));
    EXPECT_THAT(rules(line + " [1]\n- [2] “다른 말.” — b.md"), ElementsAre("mark"));
    EXPECT_THAT(rules(line + " [1]\n- [1] “다른 말.” — b.md"), ElementsAre("mark"));
  }
}

TEST(CheckWords, RefusesALanguageWithoutWords) {
  EXPECT_EQ(CheckWords::FromText("kind\tlang\tform\n", "c.tsv", "ko").error().code(),
            ErrorCode::kBadInput);
}

// What a brief says, without words: the same in every language.
std::vector<std::string> Facts(const Brief& brief) {
  std::vector<std::string> facts;
  ForEachSentence(brief, [&](const BriefPart& part, const BriefSentence& s) {
    std::string fact = std::string(BriefPartName(part.kind)) + "|" + SentenceKindName(s.kind) +
                       "|" + s.asserts.certainty + (s.asserts.attributed ? "|by" : "|") +
                       std::to_string(s.asserts.sources) + "|" + s.quote;
    for (const std::string& aux : s.asserts.aux) fact += "|" + aux;
    for (const std::string& id : s.records) fact += "|" + id;
    for (const size_t mark : s.marks) fact += "|" + std::to_string(mark);
    facts.push_back(fact);
  });
  return facts;
}

TEST(Brief, SaysTheSameInThreeLanguages) {
  const Brief ko = Compose("ko");
  EXPECT_GT(Facts(ko).size(), 8u);
  for (const char* lang : {"en", "ja"}) {
    const Brief other = Compose(lang);
    EXPECT_EQ(Facts(other), Facts(ko));
    EXPECT_EQ(other.records, ko.records);
  }
}

// Each claim names, in its language, the parties, the item and the days of its records: the fact is
// in the words and not only beside them.
TEST(Brief, PutsTheFactsOfItsRecordsIntoWords) {
  for (const char* lang : kLanguages) {
    const Brief brief = Compose(lang);
    const PartyNames names(PhrasesIn(lang));
    ForEachSentence(brief, [&](const BriefPart&, const BriefSentence& s) {
      if (s.kind != SentenceKind::kClaim) return;
      for (const std::string& id : s.records) {
        const BriefRecord* record = brief.Record(id);
        ASSERT_NE(record, nullptr);
        for (const auto* codes : {&record->actor, &record->recipient, &record->attribution})
          for (const std::string& code : *codes) EXPECT_TRUE(names.IsNamed(s.text, code)) << s.text;
        EXPECT_THAT(s.text, HasSubstr(std::string(PhrasesIn(lang)["item.missile_technology"])));
        EXPECT_THAT(s.when, HasSubstr("2024-07-28"));
      }
    });
  }
}

}  // namespace
}  // namespace bongsu::report
