#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <map>
#include <sstream>

#include "base/file.h"
#include "lexicon/schema.h"
#include "lexicon/tsv.h"
#include "report/brief_clip.h"
#include "report/brief_compose.h"
#include "report/brief_fold.h"
#include "report/brief_render.h"
#include "report/brief_sentence.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string ReadData(const std::string& path) {
  auto text = base::ReadFile(BONGSU_DATA_DIR "/" + path, 1 << 20);
  EXPECT_TRUE(text.has_value()) << path;
  return text ? *text : "";
}

const Phrases& Load(const std::string& lang) {
  static std::map<std::string, Phrases> loaded;
  if (const auto it = loaded.find(lang); it != loaded.end()) return it->second;
  auto phrases = Phrases::FromText(ReadData("report/phrases.tsv"), "report/phrases.tsv", lang);
  EXPECT_TRUE(phrases.has_value()) << phrases.error().message();
  return loaded.emplace(lang, *phrases).first->second;
}

EntityRef State(const std::string& code, const std::string& sector = "GOV") {
  return {code, sector, "이들", "state:" + code, {}};
}

// Russia gives missile technology to North Korea, as a post of the 28th has it.
StoredEvent Transfer(const std::string& doc = "posts/a.md") {
  StoredEvent record;
  Event& e = record.event;
  e.id = "e-" + doc;
  e.doc = doc;
  e.lang = "ko";
  e.event = "AID";
  e.actor = {State("RUS")};
  e.recipient = {State("PRK")};
  e.certainty = "reported";
  e.item = {"missile_technology"};
  e.date = EventDate{"2024-07-28", "2024-07-28", "publication"};
  e.trigger.text = "이전했다";
  e.evidence.text = "러시아가 북한에 미사일 기술을 이전했다.";
  e.evidence.span = {10, 60};
  record.day = record.published = "2024-07-28";
  record.doc_title = "러북 협력";
  return record;
}

StoredEvent PossibleTransfer() {
  StoredEvent record = Transfer();
  record.event.id = "p-" + record.event.doc;
  record.event.aux = {"hypothetical"};
  record.event.certainty = "possible";
  record.event.attribution = {State("USA"), State("JPN")};
  record.event.date.reset();
  return record;
}

std::string Say(const StoredEvent& record, const std::string& lang) {
  const Phrases& phrases = Load(lang);
  return Sentence(record.event, phrases, PartyNames(phrases));
}

Brief Compose(const std::vector<StoredEvent>& events, const std::string& lang = "ko",
              BriefMaterial material = {}) {
  const Phrases& phrases = Load(lang);
  material.events = events;
  auto brief = ComposeBrief(material, phrases, PartyNames(phrases));
  EXPECT_TRUE(brief.has_value()) << brief.error().message();
  return brief ? *brief : Brief();
}

BriefMaterial Period(const std::string& since, const std::string& until) {
  BriefMaterial material;
  material.since = since;
  material.until = until;
  return material;
}

TEST(WithParticle, FollowsTheLastSound) {
  const struct {
    const char *word, *particle, *expected;
  } cases[] = {
      {"북한", "이", "북한이"},     {"러시아", "이", "러시아가"},
      {"북한", "을", "북한을"},     {"러시아", "을", "러시아를"},
      {"일본", "은", "일본은"},     {"중국", "과", "중국과"},
      {"러시아", "과", "러시아와"}, {"서울", "으로", "서울로"},
      {"도쿄", "으로", "도쿄로"},   {"평양", "으로", "평양으로"},
      {"NATO", "이", "NATO이(가)"}, {"G7", "이", "G7이"},
      {"G20", "은", "G20은"},       {"푸틴(러시아)", "이", "푸틴(러시아)이"},
      {"‘양국’", "을", "‘양국’을"}, {"핵 2", "을", "핵 2를"},
  };
  for (const auto& c : cases) EXPECT_EQ(WithParticle(c.word, c.particle), c.expected);
}

TEST(FillTemplate, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(FillTemplate("[{r}에 ][{i:을} ;무기를 ]주다", {{"r", "북한"}}), "북한에 무기를 주다");
  EXPECT_EQ(FillTemplate("[{r}에 ][{i:을} ;무기를 ]주다", {{"i", "기술"}}), "기술을 주다");
  EXPECT_EQ(FillTemplate("<give|gave|giving>[ {i}]", {{"i", "arms"}}, 1), "gave arms");
  EXPECT_EQ(FillTemplate("<give|gave|giving>[ {i}]", {}, 2), "giving");
}

TEST(FillTemplate, BearsBrokenTemplates) {
  for (const char* broken : {"{", "[", "<", "[a;", "{a:", "<a|", "]", "}", "[{a]", "[<a|b]"}) {
    const std::string copy(broken);  // AddressSanitizer sees one byte too far
    FillTemplate(copy, {{"a", "x"}}, 1);
  }
}

TEST(Phrases, RefusesOtherLanguagesAndBrokenTables) {
  EXPECT_EQ(Phrases::FromText("key\tko\ten\tja\na\tb\tc\td\n", "p.tsv", "fr").error().code(),
            ErrorCode::kInvalidArgument);
  EXPECT_THAT(Phrases::FromText("key\tko\ten\tja\na\tb\tc\n", "p.tsv", "ko").error().message(),
              HasSubstr("p.tsv:2"));
  EXPECT_EQ(Phrases::FromText("key\tko\ten\tja\n", "p.tsv", "ko").error().code(),
            ErrorCode::kBadInput);
}

TEST(Phrases, SayEveryEventAndModeOfTheCodebook) {
  const Phrases& phrases = Load("ko");
  std::istringstream lines(ReadData("events.tsv"));
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() || line[0] == '#' || line.starts_with("event\t")) continue;
    const auto cells = lexicon::Split(line, '\t');
    const std::string key =
        "act." + std::string(cells[0]) + (cells[1].empty() ? "" : "." + std::string(cells[1]));
    EXPECT_TRUE(phrases.Has(key)) << key;
  }
}

TEST(Phrases, SayItemsOfTheCodebook) {
  const Phrases& phrases = Load("en");
  for (const char* item :
       {"nuclear_weapon", "ballistic_missile", "missile_technology", "dual_use", "troops", "other"})
    EXPECT_TRUE(phrases.Has(std::string("item.") + item)) << item;
}

// The acts of the table, each as the act of a record.
std::vector<StoredEvent> AllActs() {
  std::vector<StoredEvent> records;
  std::istringstream lines(ReadData("report/phrases.tsv"));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("act.")) continue;
    const std::string key = line.substr(4, line.find('\t') - 4);
    const size_t end = key.find_first_of(".@");
    StoredEvent record = PossibleTransfer();
    record.event.event = key.substr(0, end);
    if (end != key.npos && key[end] == '.') record.event.mode = {key.substr(end + 1)};
    if (end != key.npos && key[end] == '@') record.event.frame = key.substr(end + 1);
    records.push_back(record);
  }
  return records;
}

TEST(Sentence, EveryActHasItsForms) {
  for (StoredEvent record : AllActs()) {
    record.event.aux.clear();
    record.event.attribution.clear();
    record.event.certainty = "reported";
    EXPECT_THAT(Say(record, "ko"), EndsWith("했다"));
    EXPECT_THAT(Say(record, "ja"), EndsWith("した"));
    EXPECT_THAT(Say(record, "en"), StartsWith("Russia "));
    for (const char* lang : {"ko", "en", "ja"})
      EXPECT_EQ(Say(record, lang).find_first_of("{}[]<>|;"), std::string::npos);
  }
}

TEST(Sentence, NeverSaysAPossibilityAsFact) {
  const struct {
    const char *lang, *possible, *source;
  } languages[] = {{"ko", "가능성을 언급했다", "미국·일본은"},
                   {"en", "spoke of the possibility of", "the United States and Japan"},
                   {"ja", "可能性に言及した", "米国、日本は"}};
  for (const StoredEvent& record : AllActs())
    for (const auto& l : languages) {
      const std::string sentence = Say(record, l.lang);
      EXPECT_THAT(sentence, HasSubstr(l.possible));
      EXPECT_THAT(sentence, StartsWith(l.source));
    }
}

TEST(Sentence, KeepsPossibilityUnderNegation) {
  StoredEvent record = PossibleTransfer();
  record.event.aux = {"hypothetical", "negation"};
  record.event.certainty = "negated";
  EXPECT_EQ(Say(record, "ko"),
            "미국·일본은 러시아가 북한에 미사일 기술을 제공하지 않을 가능성을 언급했다");
  EXPECT_THAT(Say(record, "en"), HasSubstr("possibility of Russia not providing"));
}

TEST(Sentence, TellsEachCertaintyApart) {
  StoredEvent record = Transfer();
  EXPECT_EQ(Say(record, "ko"), "러시아가 북한에 미사일 기술을 제공했다");
  EXPECT_EQ(Say(record, "en"), "Russia provided missile technology to North Korea");
  EXPECT_EQ(Say(record, "ja"), "ロシアが北朝鮮にミサイル技術を提供した");
  record.event.attribution = {State("USA")};
  record.event.certainty = "claimed";
  EXPECT_EQ(Say(record, "ko"), "미국에 따르면 러시아가 북한에 미사일 기술을 제공했다");
  record.event.attribution = {State("RUS")};
  EXPECT_EQ(Say(record, "ko"), "러시아가 북한에 미사일 기술을 제공했다고 스스로 밝혔다");
  record.event.aux = {"negation"};
  record.event.certainty = "denied";
  EXPECT_EQ(Say(record, "ko"), "러시아는 북한에 미사일 기술을 제공하는 것을 부인했다");
  EXPECT_EQ(Say(record, "en"), "Russia denied providing missile technology to North Korea");
  record.event.attribution = {State("CHN")};
  EXPECT_EQ(Say(record, "ko"), "중국은 러시아가 북한에 미사일 기술을 제공한다는 것을 부인했다");
  record.event.attribution.clear();
  record.event.certainty = "negated";
  EXPECT_EQ(Say(record, "ko"), "러시아가 북한에 미사일 기술을 제공하지 않은 것으로 전해졌다");
  record.event.aux = {"historical"};
  record.event.certainty = "background";
  EXPECT_EQ(Say(record, "en"), "Earlier, Russia provided missile technology to North Korea");
}

TEST(Sentence, DoesNotGiveOneDoersWordToAll) {
  StoredEvent record = Transfer();
  record.event.actor.push_back(State("CHN"));
  record.event.attribution = {State("RUS")};
  record.event.certainty = "claimed";
  EXPECT_THAT(Say(record, "ko"), StartsWith("러시아에 따르면 러시아·중국이"));
}

TEST(Details, NamesWhatTheSentenceDoesNot) {
  const Phrases& ko = Load("ko");
  Event e = Transfer().event;
  EXPECT_EQ(Details(e, ko, PartyNames(ko)), "");
  e.event = "ACCUSE";
  e.dead = CountRange{71, std::nullopt};
  e.due = EventDate{"2024-08-19", "2024-08-29", "stated"};
  e.quantity = {{1000, "container", "ammunition"}};
  e.place = EventPlace{"JPN", "도쿄", {}};
  EXPECT_EQ(Details(e, ko, PartyNames(ko)),
            "품목: 미사일 기술; 예정: 2024-08-19 ~ 2024-08-29; 장소: 도쿄; 사망 71명 이상; 수량: "
            "탄약 컨테이너 1,000개");
  e.content = EventContent{"AID", {State("USA")}, {State("UKR")}, {}, std::nullopt};
  EXPECT_THAT(Details(e, ko, PartyNames(ko)),
              HasSubstr("내용: 미국이 우크라이나에 물자 등을 제공하는 것"));
}

TEST(When, SaysWhatTheDateRestsOn) {
  const Phrases& en = Load("en");
  StoredEvent record = Transfer();
  EXPECT_EQ(When(record, en), "2024-07-28†");
  record.event.date->basis = "stated";
  EXPECT_EQ(When(record, en), "2024-07-28");
  record.event.date.reset();
  EXPECT_EQ(When(record, en), "Reported 2024-07-28");
  EXPECT_EQ(When(PossibleTransfer(), en), "Reported 2024-07-28");
  record.published.clear();
  EXPECT_EQ(When(record, en), "Date unknown");
}

TEST(PartyNames, NamesPartiesInTheBriefsLanguage) {
  const Phrases &ko = Load("ko"), &en = Load("en");
  const PartyNames in_korean(ko), in_english(en);
  EXPECT_EQ(in_korean.Of(State("RUS"), "ko"), "러시아");
  EXPECT_EQ(in_korean.Of(State("KOR", "MIL"), "ko"), "한국 군");
  EXPECT_EQ(in_english.Of(State("KOR", "OPP"), "ko"), "the opposition of South Korea");
  const EntityRef blinken{"USA", "GOV", "블링컨 장관", "person:blinken_antony", {}};
  EXPECT_EQ(in_korean.Of(blinken, "ko"), "블링컨 장관(미국)");
  EXPECT_EQ(in_english.Of(blinken, "ko"), "the United States");
  EXPECT_EQ(in_korean.Of(EntityRef{"KOR", "MIL", "군", "", {}}, "ko"), "한국 군");
  EXPECT_EQ(in_korean.Of(EntityRef{"BGD", "CVL", "시위대", "", {}}, "ko"), "시위대(방글라데시)");
  EXPECT_EQ(in_korean.Of(EntityRef{"---", "", "일부 국가", "", {}}, "ko"), "‘일부 국가’");
  EXPECT_EQ(in_korean.Of(std::vector{State("USA"), State("USA"), State("JPN")}, "ko"), "미국·일본");
}

TEST(PartyNames, TakesTheLexiconsNameWhereTheTextHasAPronoun) {
  const std::string folder =
      ::testing::TempDir() + "bongsu_brief_names" + std::to_string(::getpid());
  const auto write = [&](const std::string& path, const std::string& text) {
    ASSERT_TRUE(base::MakeFolders(folder + "/" + path.substr(0, path.rfind('/') + 1)).ok());
    ASSERT_TRUE(base::WriteFileAtomically(folder + "/" + path, text).ok());
  };
  for (const lexicon::TableSchema& schema :
       lexicon::Schemas()) {  // the tables that do not matter here: empty
    std::string path = schema.glob, header;
    if (const size_t star = path.find('*'); star != path.npos) path[star] = 'a';
    for (const std::string_view column : schema.columns)
      header += (header.empty() ? "" : "\t") + std::string(column);
    write("./" + path, header + "\n");
  }
  write("entities/a.entities.tsv",
        "id\tcode\tsector\tkind\tparent\tlabel\n"
        "inst:KOR.jcs\tKOR\tMIL\tinstitution\tstate:KOR\tJoint Chiefs of Staff\n"
        "state:KOR\tKOR\tGOV\tstate\t\tSouth Korea\nstate:LUX\tLUX\tGOV\tstate\t\tLuxembourg\n");
  write("entities/a.names.tsv",
        "entity\tlang\tform\tkind\tguard\n"
        "inst:KOR.jcs\tko\t합동참모본부\tname\t\ninst:KOR.jcs\tko\t합참\talias\t\n"
        "state:KOR\tko\t韓國\tname\t\nstate:KOR\tko\t한국\tname\t\n"
        "state:LUX\tko\t룩셈부르크\tname\t\n");
  write("people/people.a.tsv",
        "id\tcode\tko\ten\tja\nperson:kim\tKOR\t김명수|김\tKim Myung-soo|Kim\t金明秀\n");
  auto lexicon = lexicon::Lexicon::Compile(folder);
  ASSERT_TRUE(lexicon.has_value()) << lexicon.error().message();
  const Phrases &ko = Load("ko"), &en = Load("en");
  const PartyNames in_korean(ko, **lexicon), in_english(en, **lexicon);
  const auto chiefs = [](const char* name) {
    return EntityRef{"KOR", "MIL", name, "inst:KOR.jcs", {}};
  };
  EXPECT_EQ(in_korean.Of(chiefs("합참 관계자"), "ko"), "합참 관계자(한국)");
  EXPECT_EQ(in_korean.Of(chiefs("이들"), "ko"), "합동참모본부(한국)");
  EXPECT_EQ(in_korean.Of(chiefs("한국 합참"), "ko"), "한국 합참");
  EXPECT_EQ(in_english.Of(chiefs("이들"), "ko"), "Joint Chiefs of Staff (South Korea)");
  EXPECT_EQ(in_english.Of(EntityRef{"KOR", "MIL", "그", "person:kim", {}}, "ko"),
            "Kim Myung-soo (South Korea)");
  EXPECT_EQ(in_korean.OfCode("LUX"), "룩셈부르크");
  EXPECT_EQ(in_korean.OfCode("XYZ"), "XYZ");
}

TEST(FoldRecords, FoldsRestatementsOfSeveralDocuments) {
  StoredEvent a = Transfer("a.md"), b = Transfer("b.md"), far = Transfer("c.md"),
              possible = PossibleTransfer();
  b.event.item.clear();  // says less
  far.day = "2024-08-15";
  const std::vector<StoredEvent> events = {a, b, far, possible};
  const auto entries = FoldRecords(events, Load("ko"));
  ASSERT_EQ(entries.size(), 3u);
  EXPECT_EQ(entries[0].CountDocuments(), 2u);
  EXPECT_EQ(entries[2].section, BriefSection::kClaims);
}

TEST(FoldRecords, KeepsApartWhatSaysMore) {
  StoredEvent a = Transfer("a.md"), more = Transfer("b.md"), other_day = Transfer("c.md");
  more.event.item.push_back("ammunition");
  for (StoredEvent* record : {&a, &more, &other_day}) record->event.date->basis = "stated";
  other_day.event.date->from = other_day.event.date->to = other_day.day = "2024-07-29";
  const std::vector<StoredEvent> events = {a, more, other_day};
  EXPECT_EQ(FoldRecords(events, Load("ko")).size(), 3u);
}

TEST(SectionOf, PutsAgreementsThatAreDueAmongThePlans) {
  Event e = Transfer().event;
  e.event = "AGREE";
  EXPECT_EQ(SectionOf(e), BriefSection::kHappened);
  e.due = EventDate{"2024-09-01", "2024-09-01", "stated"};
  EXPECT_EQ(SectionOf(e), BriefSection::kPlanned);
  e.certainty = "possible";
  EXPECT_EQ(SectionOf(e), BriefSection::kClaims);
}

TEST(BriefMarkdown, TellsReportedAndPossibleApart) {
  StoredEvent concern = Transfer("posts/b.md");
  concern.event.event = "ACCUSE";
  concern.event.frame = "express_concern";
  concern.event.actor = {State("USA"), State("JPN")};
  concern.event.recipient = {State("RUS"), State("PRK")};
  concern.event.item.clear();
  concern.event.trigger.text = "우려를 나타냈다";
  concern.event.evidence.text = "미국과 일본은 러시아가 기술을 이전할 가능성에 우려를 나타냈다.";
  concern.doc_title = "2+2 회의 *공동* 문서";
  concern.occurrence = "o-1";
  concern.source = "outlet:yonhap";
  StoredEvent again = concern;
  again.event.doc = "posts/c.md";
  again.event.id = "e-posts/c.md";
  again.url = "https://example.org/c_1";
  EXPECT_EQ(BriefMarkdown(Compose({concern, again, PossibleTransfer()}, "ko",
                                  Period("2024-07-01", "2024-07-31"))),
            R"(# 브리프: 2024-07-01 ~ 2024-07-31

## 판단

이 기간의 기록은 문서 3건에서 나온 3건이고, 2가지 일에 관한 것이다. 서로 독립된 출처는 2곳이다. 유형별 기록: 물질적 협력 1건·언어적 갈등 2건. 확실성별 기록: 보도 2건·가능성 1건.

> 이 브리프는 아래 근거 문장에서 기계가 부호화한 기록을 옮긴 것으로, 사실 여부의 판단을 담지 않는다. “가능성”은 우려·가정·조건으로 말해진 것을 포함하며, 일어났다는 뜻이 아니다. †는 기록에 다른 날짜가 없어 보도일을 적은 것이다.

## 주요 사건

- 2024-07-28† · 미국·일본이 러시아·북한에 대해 우려를 표명했다. [1], [2] — 단일 출처
- 2024-07-28 보도 · 미국·일본은 러시아가 북한에 미사일 기술을 제공할 가능성을 언급했다. [3] — 단일 출처

## 알려지지 않은 것

- 출처가 하나뿐인 항목은 2개이고, 근거 문장은 2개다. [1], [3]

## 근거

- [1] “미국과 일본은 러시아가 기술을 이전할 가능성에 우려를 나타냈다.” — *2+2 회의 \*공동\* 문서*, posts/b.md, 2024-07-28 게재
- [2] “미국과 일본은 러시아가 기술을 이전할 가능성에 우려를 나타냈다.” — *2+2 회의 \*공동\* 문서*, https://example.org/c\_1, 2024-07-28 게재
- [3] “러시아가 북한에 미사일 기술을 이전했다.” — *러북 협력*, posts/a.md, 2024-07-28 게재
)");
}

TEST(BriefMarkdown, GivesEveryLineItsEvidence) {
  std::vector<StoredEvent> events = AllActs();
  for (size_t i = 0; i < events.size(); ++i) {
    Event& e = events[i].event;
    e.evidence.span = {static_cast<uint32_t>(i), static_cast<uint32_t>(i + 1)};
    constexpr const char* kCertainties[] = {"reported", "claimed", "possible",
                                            "planned",  "denied",  "background"};
    e.certainty = kCertainties[i % 6];
    if (i % 7 == 0) e.actor.clear();
  }
  for (const char* lang : {"ko", "en", "ja"}) {
    const Brief brief = Compose(events, lang);
    EXPECT_EQ(BriefMarkdown(brief), BriefMarkdown(Compose(events, lang)));
    size_t claims = 0;
    ForEachSentence(brief, [&](const BriefPart&, const BriefSentence& sentence) {
      if (sentence.kind != SentenceKind::kClaim) return;
      ++claims;
      EXPECT_FALSE(sentence.marks.empty()) << sentence.text;
      EXPECT_FALSE(sentence.records.empty()) << sentence.text;
    });
    EXPECT_GT(claims, 50u);
    for (const char* missing :
         {"say.", "act.", "part.", "basis.", "unknown.", "list.", "line.", "{", "}"})
      EXPECT_THAT(BriefMarkdown(brief), Not(HasSubstr(missing)));
  }
}

TEST(ComposeBrief, ChoosesADyad) {
  StoredEvent other = Transfer("b.md");
  other.event.recipient = {State("CHN")};
  BriefMaterial material;
  material.dyad = {"RUS", "PRK"};
  const std::string brief = BriefMarkdown(Compose({Transfer(), other}, "ko", material));
  EXPECT_THAT(brief, HasSubstr("# 러시아·북한 — 브리프: 전체 기간"));
  EXPECT_THAT(brief, HasSubstr("러시아·북한이 모두"));
  EXPECT_THAT(brief, HasSubstr("문서 1건에서 나온 1건이고"));
  EXPECT_THAT(brief, Not(HasSubstr("중국")));
}

TEST(ComposeBrief, SaysSoWhenThereIsNothing) {
  EXPECT_EQ(BriefMarkdown(Compose({}, "en", Period("2024-07-01", ""))),
            "# Brief: from 2024-07-01\n\n## Judgement\n\nThere are no records for this period.\n");
}

TEST(ComposeBrief, RefusesWhatIsNoPeriod) {
  const Phrases& ko = Load("ko");
  const PartyNames names(ko);
  for (const auto& [since, until] :
       {std::pair{"2024-7-1", ""}, {"2024-13-01", ""}, {"2024-07-02", "2024-07-01"}})
    EXPECT_EQ(ComposeBrief(Period(since, until), ko, names).error().code(),
              ErrorCode::kInvalidArgument);
}

TEST(BriefJson, ReadsWhatItWrote) {
  for (const char* lang : {"ko", "en", "ja"}) {
    const Brief brief =
        Compose({Transfer("a.md"), PossibleTransfer()}, lang, Period("2024-07-01", "2024-07-31"));
    const std::string json = BriefJson(brief);
    const auto read = ParseBriefJson(json, "b.json");
    ASSERT_TRUE(read.has_value()) << read.error().message();
    EXPECT_EQ(BriefJson(*read), json);
    EXPECT_EQ(BriefMarkdown(*read), BriefMarkdown(brief));
  }
}

TEST(BriefJson, RefusesWhatIsNoBrief) {
  const std::string good = BriefJson(Compose({Transfer()}));
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string bad = good;
    const size_t at = bad.find(from);
    EXPECT_NE(at, bad.npos) << from;
    return at == bad.npos ? bad : bad.replace(at, from.size(), to);
  };
  const std::pair<std::string, const char*> cases[] = {
      {"", "not JSON"},
      {"[]", "not an object"},
      {"{}", "`format`"},
      {good.substr(0, good.size() / 2), "not JSON"},
      {with("\"lang\":\"ko\"", "\"lang\":\"fr\""), "not ko, en or ja"},
      {with("\"marks\":[1]", "\"marks\":[-1]"), "`marks`"},
      {with("\"marks\":[1]", "\"marks\":{}"), "`marks` is not a list"},
      {with("\"kind\":\"headline\"", "\"kind\":\"x\""), "no such part: `x`"},
      {with("\"kind\":\"claim\"", "\"kind\":\"x\""), "no such kind of sentence: `x`"},
      {with("\"kind\":\"list\"", "\"kind\":\"x\""), "no such kind of block: `x`"}};
  for (const auto& [text, rule] : cases) {
    const auto read = ParseBriefJson(text, "b.json");
    ASSERT_FALSE(read.has_value()) << rule;
    EXPECT_EQ(read.error().code(), ErrorCode::kBadInput);
    EXPECT_THAT(read.error().message(), ::testing::AllOf(StartsWith("b.json: "), HasSubstr(rule)));
  }
}

TEST(BriefHtml, EscapesWhatSourcesSay) {
  StoredEvent record = Transfer();
  record.doc_title = "<script>alert(1)</script> & \"x\"";
  record.url = "javascript:alert(1)";
  record.event.evidence.text = "러시아가 <b>북한</b>에 {{ site.x }} 이전했다.";
  const Brief brief = Compose({record});
  for (const std::string& html : {BriefHtml(brief), BriefJekyll(brief)}) {
    EXPECT_THAT(html, Not(HasSubstr("<script>")));
    EXPECT_THAT(html, Not(HasSubstr("<b>")));
    EXPECT_THAT(html, Not(HasSubstr("href=\"javascript")));
  }
  EXPECT_THAT(BriefJekyll(brief), Not(HasSubstr("{{")));
}

TEST(BriefJekyll, IsAPostOfTheFormThatIsRead) {
  const std::string post =
      BriefJekyll(Compose({Transfer()}, "ko", Period("2024-07-01", "2024-07-31")));
  EXPECT_THAT(post, StartsWith("---\nlayout: post\ntitle: \"브리프: 2024-07-01 ~ 2024-07-31\"\n"));
  for (const char* key : {"\ncategories:\n", "\nexcerpt: \"", "\nfeature_text: \"", "\nimage: "})
    EXPECT_THAT(post, HasSubstr(key));
}

TEST(EscapeMarkdown, LeavesNoMarkup) {
  EXPECT_EQ(EscapeMarkdown("*a* [b](c) <i>&amp;\n_d_ `e`"),
            "\\*a\\* \\[b\\](c) \\<i\\>&amp;amp; \\_d\\_ \\`e\\`");
}

TEST(ClipEvidence, KeepsTheTrigger) {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "가나 ";
  EXPECT_EQ(ClipEvidence("짧다.", "짧", 300), "짧다.");
  EXPECT_EQ(ClipEvidence(text, "", 3), "가나 …");
  EXPECT_THAT(ClipEvidence(text + "이전했다.", "이전했다", 300), HasSubstr("이전했다"));
  EXPECT_THAT(ClipEvidence(text + "이전했다." + text, "이전했다", 300), HasSubstr("이전했다"));
  EXPECT_THAT(ClipEvidence(text + "이전했다." + text, "이전했다", 300), StartsWith("…"));
  EXPECT_EQ(ClipEvidence("", "", 0), "");
}

TEST(DirectSpeech, IsTheLongestOfWhatIsQuoted) {
  EXPECT_EQ(DirectSpeech("장관은 \"아니다\"라며 \"국제질서를 바꾸려 하는 것이다\"라고 했다."),
            "국제질서를 바꾸려 하는 것이다");
  EXPECT_EQ(DirectSpeech("大臣は「国際秩序を変えようとしている」と述べた。"),
            "国際秩序を変えようとしている");
  EXPECT_EQ(DirectSpeech("He called it “a very grave matter” today."), "a very grave matter");
  EXPECT_EQ(DirectSpeech("이른바 \"2+2\" 회의"), "");
  EXPECT_EQ(DirectSpeech("끝나지 않는 \"따옴표가 있는 문장이다"), "");
}

}  // namespace
}  // namespace bongsu::report
