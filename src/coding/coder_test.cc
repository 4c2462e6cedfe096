// Documents to records: one record per act, evidence that decodes, ids, the same bytes every time.
#include "coding/coder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/file.h"
#include "coding/confidence.h"
#include "coding/trace.h"
#include "document/reader.h"
#include "language/test_lexicon.h"
#include "text/utf8.h"

namespace bongsu::coding {
namespace {

const Coder& RealCoder() {
  static const std::unique_ptr<Coder> coder = [] {
    auto made = Coder::Create(RealLexicon());
    return made ? std::move(*made) : nullptr;
  }();
  return *coder;
}

Document Read(const std::string& source, const std::string& lang = "ko") {
  document::ReadOptions options;
  options.id = options.file_name = "a.md";
  options.date = "2024-07-28";
  options.lang = lang;
  auto read = document::ReadDocument(source, options);
  EXPECT_TRUE(read) << (read ? "" : read.error().message());
  return read ? std::move(*read) : Document();
}

std::string Compact(const Event& e) {
  const auto parties = [](const std::vector<EntityRef>& entities) {
    std::string out;
    for (const EntityRef& p : entities) out += (out.empty() ? "" : "+") + p.code + "/" + p.sector;
    return out.empty() ? std::string("-") : out;
  };
  const auto words = [](const std::vector<std::string>& values) {
    std::string out;
    for (const std::string& v : values) out += (out.empty() ? "" : ",") + v;
    return out;
  };
  std::string out = e.event;
  if (!e.mode.empty()) out += "[" + words(e.mode) + "]";
  out += " " + parties(e.actor) + " -> " + parties(e.recipient);
  if (!e.aux.empty()) out += " aux=" + words(e.aux);
  if (!e.attribution.empty()) out += " att=" + parties(e.attribution);
  return out + " | " + e.trigger.text;
}

std::string Records(const std::string& source) {
  std::string out;
  for (const Event& e : RealCoder().Code(Read(source)).events) out += Compact(e) + "\n";
  return out;
}

std::string Json(const Document& d) {
  std::string out;
  for (const Event& e : RealCoder().Code(d).events) out += ToJson(e) + "\n";
  return out;
}

constexpr char kCondemns[] = "미국은 북한의 탄도미사일 발사를 규탄했다.";
// More than a heading's worth of text, so that the document has a body; tells of no event.
constexpr char kFiller[] =
    "이번 주에는 비가 많이 내렸고 하늘은 흐렸다. 산과 들에는 꽃이 피었고 나무는 푸르렀다. 바다는 "
    "잔잔했고 바람은 "
    "시원했다.";

TEST(Coder, CodesASentence) {
  EXPECT_EQ(Records(kCondemns),
            "MOBILIZE[weapons] PRK/GOV -> - att=USA/GOV | 발사\nACCUSE[disapprove] USA/GOV -> "
            "PRK/GOV | 규탄했다\n");
}

// Whose word a clause is: of whoever governs a quotation, by whatever verb, or of its own subject
// where nobody else can be meant.
TEST(Coder, NamesWhoseWordAClauseIs) {
  const auto word_of = [](const char* source) {
    std::string out;
    for (const Event& e : RealCoder().Code(Read(source)).events)
      if (e.event == "MOBILIZE" || e.event == "SANCTION" || e.event == "AID")
        for (const EntityRef& a : e.attribution) out += a.code;
    return out;
  };
  EXPECT_EQ(word_of("국정원은 북한이 러시아에 병력을 파견할 가능성이 있다고 보고했다."), "KOR");
  EXPECT_EQ(word_of("군은 북한이 곧 미사일을 발사할 것으로 보고 있다."), "KOR");
  EXPECT_EQ(word_of("트럼프 후보가 중국에 60% 관세를 부과할 것이라고 발표함."), "USA");
  EXPECT_EQ(word_of("북한이 러시아에 무기를 제공하지 않았다고 밝혔다."), "PRK");
  EXPECT_EQ(word_of("북한이 러시아에 무기를 제공했다고 덧붙였다."), "");  // of whom is not said
}

// In the passive the thing is the subject: its owner gives it, the dative or directional receives.
TEST(Coder, KnowsGiverAndReceiverOfWhatIsHandedOver) {
  const auto dyads = [](const char* source) {
    std::string out;
    for (const Event& e : RealCoder().Code(Read(source)).events)
      out += e.event + " " + (e.actor.empty() ? "-" : e.actor[0].code) + " " +
             (e.recipient.empty() ? "-" : e.recipient[0].code) + "\n";
    return out;
  };
  EXPECT_EQ(dyads("러시아의 미사일 기술이 북한에 이전됐다."), "AID RUS PRK\n");
  EXPECT_EQ(dyads("러시아의 미사일 기술이 북한으로 이전됐다."), "AID RUS PRK\n");
  EXPECT_EQ(dyads("러시아는 미사일 기술을 북한으로 이전했다."), "AID RUS PRK\n");
  EXPECT_EQ(dyads("러시아에서 북한으로 정제유가 공급됐다."), "AID RUS PRK\n");
  EXPECT_EQ(dyads("북한군 1만 명이 러시아에 파병됐다."), "AID PRK RUS\n");
  EXPECT_EQ(dyads("미국의 사드가 이스라엘에 배치된다."), "MOBILIZE USA ISR\n");
  // What is asked for is not given.
  EXPECT_EQ(dyads("우크라이나는 미국에 무기를 지원해 달라고 요청했다."), "REQUEST UKR USA\n");
  EXPECT_EQ(dyads("우크라이나는 미국에 무기를 지원해 줄 것을 요청했다."), "REQUEST UKR USA\n");
  EXPECT_EQ(dyads("북한에 미사일 기술이 이전됐다."), "");  // by whom is not said
}

TEST(Coder, WeighsWhatIsUnderConsideration) {
  for (const char* source : {"일본 정부는 러시아에 대한 추가 제재를 검토 중이다.",
                             "일본 정부는 러시아에 대한 추가 제재를 고려 중이라고 밝혔다.",
                             "일본 정부는 러시아에 대한 추가 제재를 검토하고 있다."}) {
    const std::vector<Event> events = RealCoder().Code(Read(source)).events;
    ASSERT_EQ(events.size(), 1u) << source;
    EXPECT_EQ(events[0].event, "SANCTION") << source;
    EXPECT_EQ(events[0].aux, std::vector<std::string>{"hypothetical"}) << source;
  }
}

TEST(Coder, CodesNothingInNothing) {
  EXPECT_EQ(Records(kFiller), "");
  EXPECT_EQ(RealCoder().Code(Read(kFiller)).note, "");
}

TEST(Coder, SaysWhichLanguagesItHas) {
  EXPECT_TRUE(RealCoder().HasAnalyser("ko"));
  for (const char* lang : {"en", "ja", "und", "", "KO"})
    EXPECT_FALSE(RealCoder().HasAnalyser(lang));
  for (const char* lang : {"en", "ja"}) {
    const Coded coded = RealCoder().Code(Read("The United States condemned the launch.", lang));
    EXPECT_TRUE(coded.events.empty());
    EXPECT_EQ(coded.note, std::string("no analyser yet for ") + lang);
  }
  Document unknown;
  EXPECT_EQ(RealCoder().Code(unknown).note, "no analyser yet for und");
}

TEST(Merge, GivesOneRecordWhereExcerptAndFeatureTextAgree) {
  const std::string front = std::string("---\ntitle: \"날씨\"\nexcerpt: \"") + kCondemns +
                            "\"\nfeature_text: \"" + kCondemns + "\"\n---\n";
  const std::vector<Event> events = RealCoder().Code(Read(front + kFiller)).events;
  EXPECT_EQ(std::count_if(events.begin(), events.end(),
                          [](const Event& e) { return e.event == "ACCUSE"; }),
            1);
}

TEST(Merge, TakesTheEvidenceFromTheBodyBeforeTheExcerpt) {
  const std::string source =
      std::string("---\ntitle: \"미국, 북한 규탄\"\nexcerpt: \"미국은 북한을 규탄했다.\"\n---\n") +
      kFiller + "\n\n미국은 북한을 강하게 규탄했다. " + kFiller;
  const std::vector<Event> events = RealCoder().Code(Read(source)).events;
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].evidence.text, "미국은 북한을 강하게 규탄했다.");
}

TEST(Merge, AddsNothingFromTitleHeadingsAndTablesWhereThereIsABody) {
  const std::string body = std::string("\n\n") + kFiller + "\n\n" + kFiller + " 다른 날이다.\n";
  EXPECT_EQ(
      Records("---\ntitle: \"이란, 이스라엘 공격\"\n---\n## 러시아, 우크라이나 공습\n" + body), "");
}

TEST(Merge, TakesTheTitleWhereThereIsNoBody) {
  const std::vector<Event> events =
      RealCoder()
          .Code(Read("---\ntitle: \"미국, 북한의 탄도미사일 발사 규탄\"\n---\n\n끝.\n"))
          .events;
  ASSERT_FALSE(events.empty());
  EXPECT_EQ(events.back().actor[0].code, "USA");
}

TEST(Merge, KeepsActsOfOtherPartiesAndOtherAuxApart) {
  const std::vector<Event> events =
      RealCoder()
          .Code(Read(
              "미국은 북한을 규탄했다. 일본은 북한을 규탄했다. 미국은 북한을 규탄하지 않았다."))
          .events;
  std::set<std::string> seen;
  for (const Event& e : events) seen.insert(Compact(e).substr(0, Compact(e).find(" |")));
  EXPECT_EQ(seen, (std::set<std::string>{"ACCUSE[disapprove] USA/GOV -> PRK/GOV",
                                         "ACCUSE[disapprove] JPN/GOV -> PRK/GOV",
                                         "ACCUSE[disapprove] USA/GOV -> PRK/GOV aux=negation"}));
}

TEST(Merge, FoldsARestatementIntoTheFirst) {
  const std::vector<Event> events =
      RealCoder().Code(Read("미국은 북한을 규탄했다. 미국은 북한을 다시 규탄했다.")).events;
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].evidence.text, "미국은 북한을 규탄했다.");
}

TEST(Merge, SaysWhatAStatementIsAbout) {
  const std::vector<Event> events = RealCoder().Code(Read(kCondemns)).events;
  ASSERT_EQ(events.size(), 2u);
  EXPECT_TRUE(events[0].about.empty());
  EXPECT_EQ(events[1].about, (std::vector<std::string>{events[0].id}));
}

TEST(Coder, PassesOverSectionsThatAreNoPolitics) {
  EXPECT_EQ(Records("한국 축구 대표팀은 일본과의 경기에서 골을 넣어 승리했다. 감독은 선수들을 "
                    "칭찬했다. 한국은 후반에 "
                    "일본을 공격했다."),
            "");
}

// Transfers told, denied, feared, planned, wanted: the minimal pairs of codebook section 5 as
// records.
TEST(Coder, ReadsAnActUnderWhatEmbedsIt) {
  const struct {
    const char *text, *expected;
  } kCases[] = {
      {"러시아가 북한에 미사일 기술을 이전했다.", "AID RUS/GOV -> PRK/GOV | 이전했다\n"},
      {"러시아가 북한에 미사일 기술을 이전하지 않았다.",
       "AID RUS/GOV -> PRK/GOV aux=negation | 이전하지 않았다\n"},
      {"러시아가 북한에 미사일 기술을 이전할 가능성이 있다.",
       "AID RUS/GOV -> PRK/GOV aux=hypothetical | 이전할 가능성이 있다\n"},
      {"러시아가 북한에 미사일 기술을 이전하기로 했다.",
       "AGREE RUS/GOV -> PRK/GOV | 이전하기로 했다\n"},
      {"러시아가 북한에 미사일 기술을 이전해야 한다.", ""},
      {"러시아가 북한에 미사일 기술을 이전한다면 위험하다.",
       "AID RUS/GOV -> PRK/GOV aux=hypothetical | 이전한다면\n"},
      {"미국은 러시아가 북한에 미사일 기술을 이전했다고 밝혔다.",
       "AID RUS/GOV -> PRK/GOV att=USA/GOV | 이전했다고\n"},
  };
  for (const auto& c : kCases) EXPECT_EQ(Records(c.text), c.expected) << c.text;
}

TEST(Coder, KeepsThePartiesOfCoordinatedClausesApart) {
  EXPECT_EQ(
      Records("미국은 우크라이나를 지원하고 러시아를 규탄했다."),
      "SUPPORT USA/GOV -> UKR/GOV | 지원하고\nACCUSE[disapprove] USA/GOV -> RUS/GOV | 규탄했다\n");
}

// A purpose is no act: nothing says that it was reached.
TEST(Coder, TakesNoPurposeForAnAct) {
  for (const char* text :
       {"미국은 북한에 미사일 기술을 이전하기 위해 노력했다.",
        "북한은 러시아를 지원하기 위해 노력했다.", "북한은 러시아를 도우러 갔다."})
    EXPECT_EQ(Records(text), "") << text;
}

TEST(Coder, TakesNoOrderForAnAct) { EXPECT_EQ(Records("북한은 미사일 발사를 즉각 중단하라."), ""); }

TEST(Coder, GivesNoDateWithoutAPublicationDate) {
  Document d = Read("미국은 북한을 규탄했다.");
  d.published = {};
  const std::vector<Event> events = RealCoder().Code(d).events;
  ASSERT_EQ(events.size(), 1u);
  EXPECT_FALSE(events[0].date.has_value());
}

TEST(Coder, DatesAnActOfTheDay) {
  const std::vector<Event> events =
      RealCoder().Code(Read("미국은 26일 북한을 규탄했다. 일본은 북한을 규탄했다.")).events;
  ASSERT_EQ(events.size(), 2u);
  ASSERT_TRUE(events[0].date && events[1].date);
  EXPECT_EQ(events[0].date->from, "2024-07-26");
  EXPECT_EQ(events[0].date->basis, "relative");
  EXPECT_EQ(events[1].date->from, "2024-07-28");
  EXPECT_EQ(events[1].date->basis, "publication");
}

// --- what holds for every record ---

void CheckEntities(const Document& d, const Block& block, const std::vector<EntityRef>& entities,
                   const std::string& where) {
  for (const EntityRef& e : entities) {
    EXPECT_FALSE(e.code.empty()) << where;
    if (e.name.empty()) continue;
    EXPECT_LE(e.span.end, d.source.size()) << where;
    EXPECT_TRUE(text::IsBoundary(d.source, e.span.begin) && text::IsBoundary(d.source, e.span.end))
        << where;
    // A name may stand in another block than the evidence ("they").
    bool decodes = DecodeRange(d.source, e.span, block.rule) == e.name;
    for (const Block& b : d.blocks) decodes |= DecodeRange(d.source, e.span, b.rule) == e.name;
    EXPECT_TRUE(decodes) << where << ": " << e.name;
  }
}

// The block of the document whose source range holds `span`.
const Block* BlockOf(const Document& d, ByteSpan span) {
  for (const Block& b : d.blocks)
    if (b.SourceSpan(0, static_cast<uint32_t>(b.text.size())).contains(span)) return &b;
  return nullptr;
}

void CheckEvents(const Document& d, const std::vector<Event>& events) {
  std::set<std::string> ids;
  for (const Event& e : events) ids.insert(e.id);
  EXPECT_EQ(ids.size(), events.size()) << d.id;
  for (const Event& e : events) {
    const std::string where = d.id + ": " + Compact(e);
    EXPECT_EQ(e.doc, d.id);
    EXPECT_EQ(e.lang, "ko");
    EXPECT_TRUE(e.id.starts_with("e-") && e.id.size() == 18) << e.id;
    EXPECT_GT(QuadClass(e.event), 0) << where;
    EXPECT_FALSE(e.actor.empty()) << where;
    EXPECT_FALSE(e.certainty.empty()) << where;
    for (const TextEvidence* t : {&e.trigger, &e.evidence}) {
      const Block* block = BlockOf(d, t->span);
      ASSERT_NE(block, nullptr) << where;
      EXPECT_FALSE(t->span.empty()) << where;
      EXPECT_LE(t->span.end, d.source.size()) << where;
      EXPECT_TRUE(text::IsBoundary(d.source, t->span.begin) &&
                  text::IsBoundary(d.source, t->span.end))
          << where;
      EXPECT_EQ(DecodeRange(d.source, t->span, block->rule), t->text) << where;
      CheckEntities(d, *block, e.actor, where);
      CheckEntities(d, *block, e.recipient, where);
      CheckEntities(d, *block, e.attribution, where);
      CheckEntities(d, *block, e.via, where);
      if (e.place && !e.place->name.empty()) {
        EXPECT_EQ(DecodeRange(d.source, e.place->span, block->rule), e.place->name) << where;
      }
    }
    EXPECT_TRUE(e.evidence.span.contains(e.trigger.span)) << where;
    EXPECT_TRUE(std::is_sorted(e.item.begin(), e.item.end())) << where;
    EXPECT_TRUE(std::is_sorted(e.context.begin(), e.context.end())) << where;
    for (const std::string& id : e.about) EXPECT_TRUE(ids.contains(id) && id != e.id) << where;
    for (const auto* date : {&e.date, &e.due})
      if (*date) {
        EXPECT_LE((*date)->from, (*date)->to) << where;
      }
  }
}

TEST(Coder, KeepsItsPromisesOnTheExamplePosts) {
  const std::string folder = BONGSU_SOURCE_DIR "/examples/posts";
  const auto files = base::ListFiles(folder);
  ASSERT_TRUE(files);
  size_t records = 0;
  for (const std::string& file : *files) {
    const auto bytes = base::ReadFile(folder + "/" + file, document::kMaxSourceBytes);
    ASSERT_TRUE(bytes);
    document::ReadOptions options;
    options.id = options.file_name = file;
    const auto d = document::ReadDocument(*bytes, options);
    ASSERT_TRUE(d) << d.error().message();
    const Coded coded = RealCoder().Code(*d);
    if (d->lang != "ko") {
      EXPECT_EQ(coded.note, "no analyser yet for " + d->lang);
      continue;
    }
    CheckEvents(*d, coded.events);
    records += coded.events.size();
    EXPECT_EQ(Json(*d), Json(*d)) << file;  // the same bytes from two runs
  }
  EXPECT_GT(records, 50u);
}

TEST(Coder, MapsSpansThroughMarkup) {
  const Document d = Read(
      "<p>미국은 <b>북한</b>의 &quot;탄도미사일&quot; <a href=\"x\">발사</a>를\n  "
      "규탄&#xd588;다.</p>\n\n> 일본은 *러시아*를 "
      "규탄했다.\n");
  const std::vector<Event> events = RealCoder().Code(d).events;
  ASSERT_GE(events.size(), 2u);
  CheckEvents(d, events);
}

TEST(Coder, GivesIdsThatDependOnContentAlone) {
  const auto ids = [](const std::string& source, const std::string& id) {
    Document d = Read(source);
    d.id = id;
    std::vector<std::string> out;
    for (const Event& e : RealCoder().Code(d).events) out.push_back(e.id);
    return out;
  };
  const std::string source = kCondemns;
  ASSERT_EQ(ids(source, "a.md").size(), 2u);
  EXPECT_EQ(ids(source, "a.md"), ids(source, "a.md"));
  EXPECT_NE(ids(source, "a.md"), ids(source, "b.md"));
  EXPECT_NE(ids(source, "a.md"), ids(source + " 끝이다.", "a.md"));
}

TEST(Coder, GivesTheSameRecordsWithATrace) {
  const Document d = Read(std::string(kCondemns) + " " + kFiller);
  Trace trace;
  const Coded with = RealCoder().Code(d, &trace);
  std::string json;
  for (const Event& e : with.events) json += ToJson(e) + "\n";
  EXPECT_EQ(json, Json(d));
  ASSERT_EQ(trace.sentences.size(), 4u);
  size_t records = 0;
  for (const SentenceTrace& s : trace.sentences) {
    EXPECT_FALSE(s.outcome.empty());
    for (const InstanceTrace& i : s.instances) {
      EXPECT_FALSE(i.outcome.empty()) << i.trigger;
      records += i.outcome.starts_with("record e-") ? 1 : 0;
    }
  }
  EXPECT_EQ(records, with.events.size());
  const std::string rendered = RenderTrace(trace);
  for (const Event& e : with.events) EXPECT_NE(rendered.find(e.id), std::string::npos);
}

TEST(Coder, SaysInTheTraceWhyASectionWasPassedOver) {
  Trace trace;
  (void)RealCoder().Code(
      Read("축구 대표팀은 경기에서 골을 넣어 승리했다. 감독은 선수들을 칭찬했다. 홈런도 나왔다."),
      &trace);
  ASSERT_EQ(trace.sentences.size(), 1u);
  EXPECT_EQ(trace.sentences[0].outcome.rfind("no record: ", 0), 0u) << trace.sentences[0].outcome;
}

TEST(Coder, GivesRangeAndPayloadOfAWeapon) {
  const auto coded = RealCoder().Code(
      Read("러시아는 북한에 사거리 500km, 탄두 중량 300kg의 탄도미사일을 이전했다."));
  ASSERT_EQ(coded.events.size(), 1u);
  EXPECT_EQ(coded.events[0].range_km, 500);
  EXPECT_EQ(coded.events[0].payload_kg, 300);
  const auto far = RealCoder().Code(
      Read("북한은 러시아에 사거리 3000㎞ 탄도미사일을 400㎞ 떨어진 곳에서 제공했다."));
  ASSERT_EQ(far.events.size(), 1u);
  EXPECT_EQ(far.events[0].range_km, 3000);
  const auto without = RealCoder().Code(Read("러시아는 북한에 탄도미사일 500발을 이전했다."));
  ASSERT_EQ(without.events.size(), 1u);
  EXPECT_FALSE(without.events[0].range_km);
  EXPECT_FALSE(without.events[0].payload_kg);
}

TEST(Coder, TakesThePlainPresentWithAComingDateForAPlan) {
  const auto events = RealCoder().Code(Read("한미는 다음 달 연합훈련을 실시한다.")).events;
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].event, "AGREE");
  ASSERT_TRUE(events[0].due);
  EXPECT_EQ(events[0].due->from, "2024-08-01");
}

TEST(Coder, TakesADayForTheOneThatFitsTheTense) {
  const auto plan = RealCoder().Code(Read("푸틴 대통령은 2일 평양을 방문한다.")).events;
  ASSERT_EQ(plan.size(), 1u);
  EXPECT_EQ(plan[0].event, "AGREE");
  ASSERT_TRUE(plan[0].due);
  EXPECT_EQ(plan[0].due->from, "2024-08-02");
  const auto done = RealCoder().Code(Read("푸틴 대통령은 2일 평양을 방문했다.")).events;
  ASSERT_EQ(done.size(), 1u);
  EXPECT_EQ(done[0].event, "CONSULT");
  ASSERT_TRUE(done[0].date);
  EXPECT_EQ(done[0].date->from, "2024-07-02");
}

TEST(Coder, StatesItsConfidence) {
  const auto coded = RealCoder().Code(Read(kCondemns));
  ASSERT_EQ(coded.features.size(), coded.events.size());
  const ConfidenceModel model(RealLexicon());
  for (size_t i = 0; i < coded.events.size(); ++i) {
    ASSERT_TRUE(coded.events[i].confidence);
    EXPECT_EQ(coded.events[i].confidence, model.Of(coded.features[i]));
  }
}

TEST(Coder, DatesWhatTheTextTellsAsOfItsDay) {
  const auto date_of = [](const std::string& source, const std::string& event) {
    for (const Event& e : RealCoder().Code(Read(source)).events)
      if (e.event == event) return e.date ? e.date->from : std::string("none");
    return std::string("no record");
  };
  EXPECT_EQ(date_of("북한은 3일 전 탄도미사일을 발사했다.", "MOBILIZE"), "2024-07-25");
  EXPECT_EQ(date_of("지난 3월 이란을 공격한 미국은 일본을 비판했다.", "ACCUSE"), "2024-07-28");
  EXPECT_EQ(date_of("지난 3월 이란을 공격한 미국은 일본을 비판했다.", "ASSAULT"), "2024-03-01");
  EXPECT_EQ(date_of("북한은 한국에 강력히 대응하겠다고 경고했다.", "THREATEN"), "2024-07-28");
  // A clause of a chain takes the time of its end.
  EXPECT_EQ(date_of("북한은 한국의 제안을 거부하며 미국을 비난하고 있다.", "REJECT"), "2024-07-28");
  EXPECT_EQ(date_of("어제 북한은 미국을 비난했다.", "ACCUSE"), "2024-07-27");
  EXPECT_EQ(date_of("러시아가 북한에 미사일을 이전할 수 있다고 일본이 주장했다.", "AID"), "none");
}

}  // namespace
}  // namespace bongsu::coding
