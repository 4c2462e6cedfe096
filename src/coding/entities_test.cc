// Who is meant: offices by date, institutions, parties in and out of government, collectives.
#include "coding/entities.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "language/ko/analyser.h"
#include "language/test_lexicon.h"
#include "text/hangul.h"

namespace bongsu::coding {
namespace {

using Parties = std::vector<PartyRef>;

const EntityResolver& Resolver() {
  static const EntityResolver resolver(RealLexicon(), "ko");
  return resolver;
}

std::string Render(const Parties& parties) {
  std::string out;
  for (const PartyRef& p : parties)
    out += (out.empty() ? "" : " + ") + std::string(p.code) + "/" + std::string(p.sector);
  return out;
}

// The parties that `name` names, read as the topic of a sentence.
Parties Resolve(const std::string& name, const std::string& date, const Memory& memory = {},
                std::string_view home = "KOR") {
  static const auto analyser = language::ko::MakeAnalyser(RealLexicon());
  const std::string text = name + (text::EndsInFinal(name) ? "은" : "는") + " 말했다.";
  language::Analysis a;
  analyser->Analyse(text, {0, static_cast<uint32_t>(text.size())}, {}, a);
  Parties out;
  for (const language::NounPhrase& np : a.phrases)
    if (np.relation == language::Case::kTopic)
      for (const language::Party& p : np.parties)
        for (PartyRef& r : Resolver().Resolve(p, {text, date, home, memory, true}))
          out.push_back(std::move(r));
  return out;
}

struct NameCase {
  const char *name, *date, *expected;
};

void ExpectNames(const std::vector<NameCase>& cases) {
  for (const NameCase& c : cases) {
    const Parties found = Resolve(c.name, c.date);
    EXPECT_EQ(Render(found), c.expected)
        << c.name << " on " << c.date << (found.empty() ? "" : ": " + found[0].how);
  }
}

TEST(EntityResolver, KnowsStatesArmiesAndOrganisations) {
  ExpectNames({{"러시아", "2024-07-28", "RUS/GOV"},
               {"미국", "2024-07-28", "USA/GOV"},
               {"이스라엘군", "2024-07-28", "ISR/MIL"},
               {"한미일", "2024-07-28", "KOR/GOV + USA/GOV + JPN/GOV"},
               {"미국과 일본", "2024-07-28", "USA/GOV + JPN/GOV"},
               {"유엔", "2024-07-28", "UNO/IGO"},
               {"러시아 외무부", "2024-07-28", "RUS/GOV"},
               {"미국 국무부", "2024-07-28", "USA/GOV"}});
}

TEST(EntityResolver, GivesAPersonTheOfficeOfTheDay) {
  ExpectNames({{"토니 블링컨 미국 국무부 장관", "2024-07-28", "USA/GOV"},
               {"블라디미르 푸틴 러시아 대통령", "2024-07-28", "RUS/GOV"},
               {"푸틴", "2024-07-28", "RUS/GOV"},
               {"이재명", "2025-07-01", "KOR/GOV"},
               {"윤석열", "2024-07-28", "KOR/GOV"}});
}

// Namesakes: whoever holds an office on the day of publication.
TEST(EntityResolver, TellsNamesakesApartByTheDate) {
  const struct {
    const char *name, *date, *code, *entity;
  } kCases[] = {{"존슨", "2020-05-01", "GBR", "person:johnson_boris"},
                {"카니", "2012-06-01", "USA", "person:carney_jay"},
                {"카니", "2025-06-01", "CAN", "person:carney_mark"},
                {"설리번", "2023-06-01", "USA", "person:sullivan_jake"}};
  for (const auto& c : kCases) {
    const Parties found = Resolve(c.name, c.date);
    ASSERT_EQ(found.size(), 1u) << c.name << " on " << c.date;
    EXPECT_EQ(found[0].code, c.code) << c.name << " on " << c.date << ": " << found[0].how;
    EXPECT_EQ(found[0].entity, c.entity) << c.name << " on " << c.date << ": " << found[0].how;
  }
}

TEST(EntityResolver, TakesAFormerHolderForPartOfTheElite) {
  ExpectNames({{"문재인 전 대통령", "2024-07-28", "KOR/ELI"},
               {"조 바이든 전 대통령", "2025-06-01", "USA/ELI"},
               {"조 바이든 전 미국 대통령", "2025-06-01", "USA/ELI"},
               {"문재인", "2024-07-28", "KOR/ELI"},
               {"윤석열 전 대통령", "2025-07-01", "KOR/ELI"}});
}

TEST(EntityResolver, LetsAnInstitutionKeepItsSector) {
  ExpectNames({{"합참 관계자", "2024-07-28", "KOR/MIL"},
               {"합동참모본부 관계자", "2024-07-28", "KOR/MIL"},
               {"국방부 대변인", "2024-07-28", "KOR/GOV"},
               {"미국 국무부 대변인", "2024-07-28", "USA/GOV"},
               {"유엔 관계자", "2024-07-28", "UNO/IGO"}});
}

TEST(EntityResolver, PutsAPartyInGovernmentOrOppositionByDate) {
  ExpectNames({{"더불어민주당", "2018-07-01", "KOR/PTY"},
               {"더불어민주당", "2024-07-28", "KOR/OPP"},
               {"더불어민주당", "2025-07-01", "KOR/PTY"},
               {"국민의힘", "2021-07-01", "KOR/OPP"},
               {"국민의힘", "2024-07-28", "KOR/PTY"},
               {"국민의힘", "2025-06-03", "KOR/PTY"},
               {"국민의힘", "2025-06-04", "KOR/OPP"},
               {"국민의힘 의원", "2025-07-01", "KOR/OPP"}});
}

TEST(EntityResolver, TakesABareOfficeForThatOfTheOutletsCountry) {
  ExpectNames({{"정부", "2024-07-28", "KOR/GOV"}, {"대통령", "2024-07-28", "KOR/GOV"}});
  EXPECT_EQ(Render(Resolve("정부", "2024-07-28", {}, "JPN")), "JPN/GOV");
  EXPECT_EQ(Render(Resolve("정부", "2024-07-28", {}, "")), "---/GOV");
}

TEST(EntityResolver, TakesAMinistryOfANamedStateForThatStates) {
  ExpectNames(
      {{"미국 국방부 장관", "2024-07-28", "USA/GOV"}, {"일본 외무성", "2024-07-28", "JPN/GOV"}});
}

// "of": the ministry is not that of the outlet's country.
TEST(EntityResolver, TakesAMinistryForThatOfItsOwner) {
  ExpectNames({{"미국의 국방부 장관", "2024-07-28", "USA/GOV"},
               {"중국의 외교부 대변인", "2024-07-28", "CHN/GOV"}});
}

TEST(EntityResolver, FindsTheStateOfADirectionPrefix) {
  const lexicon::Table toward = RealLexicon().table("ko.toward");
  std::string north;
  for (size_t r = 0; r < toward.rows(); ++r) {
    const PartyRef p =
        Resolver().ResolveToward(static_cast<uint32_t>(r), {0, 6}, {"", "", "KOR", Memory(), true});
    EXPECT_TRUE(p.resolved()) << toward.Place(r) << ": " << toward.cell(r, 1);
    EXPECT_EQ(p.text, (ByteSpan{0, 6}));
    if (toward.cell(r, 0) == "대북") north = p.code;
  }
  EXPECT_EQ(north, "PRK");
}

// --- memory ---

PartyRef State(std::string_view code) {
  PartyRef p;
  p.code = code;
  p.sector = "GOV";
  p.kind = "state";
  return p;
}

PartyRef Person(std::string_view code) {
  PartyRef p = State(code);
  p.kind = "person";
  return p;
}

TEST(Memory, RecallsThePairNamedLast) {
  Memory memory;
  EXPECT_TRUE(memory.LastStates(2).empty());
  memory.Add({State("USA"), State("JPN")}, Memory::kTopic);
  memory.Add({State("RUS"), State("PRK")}, Memory::kTopic);
  EXPECT_EQ(Render(memory.LastStates(2)), "RUS/GOV + PRK/GOV");
  memory.Add({State("CHN")}, Memory::kTopic);
  EXPECT_EQ(Render(memory.LastStates(2)), "RUS/GOV + PRK/GOV");
}

TEST(Memory, PutsStatesNamedOneByOneTogether) {
  Memory memory;
  memory.Add({State("USA")}, Memory::kTopic);
  memory.Add({State("RUS")}, Memory::kSubject);
  memory.Add({State("RUS")}, Memory::kMentioned);
  memory.Add({State("PRK")}, Memory::kMentioned);
  EXPECT_EQ(Render(memory.LastStates(2)), "RUS/GOV + PRK/GOV");
  EXPECT_EQ(Render(memory.LastStates(3)), "USA/GOV + RUS/GOV + PRK/GOV");
  EXPECT_TRUE(memory.LastStates(4).empty());
}

TEST(Memory, PrefersAPairThatActsToOneInPassing) {
  Memory memory;
  memory.Add({State("USA"), State("JPN")}, Memory::kSubject);
  memory.Add({State("RUS"), State("PRK")}, Memory::kMentioned);
  EXPECT_EQ(Render(memory.LastStates(2)), "USA/GOV + JPN/GOV");
  EXPECT_EQ(Render(memory.LastGroup()), "USA/GOV + JPN/GOV");
}

TEST(Memory, LeavesOutOrganisationsAndTheUnresolved) {
  Memory memory;
  PartyRef un = State("UNO"), nobody = State("---");
  un.sector = "IGO";
  memory.Add({State("USA")}, Memory::kTopic);
  memory.Add({un}, Memory::kTopic);
  memory.Add({nobody}, Memory::kTopic);
  memory.Add({State("RUS")}, Memory::kTopic);
  EXPECT_EQ(Render(memory.LastStates(2)), "USA/GOV + RUS/GOV");
}

TEST(Memory, RecallsPersonsSubjectsAndOthers) {
  Memory memory;
  memory.Add({Person("RUS")}, Memory::kTopic);
  memory.Add({State("USA")}, Memory::kSubject);
  memory.Add({Person("PRK")}, Memory::kMentioned);
  EXPECT_EQ(Render(memory.LastPerson()), "RUS/GOV");
  EXPECT_EQ(Render(memory.LastSubject()), "USA/GOV");
  const auto none = [](const PartyRef&) { return false; };
  EXPECT_EQ(Render(memory.LastOther({State("PRK")}, none)), "USA/GOV");
  EXPECT_EQ(Render(memory.LastOther({State("PRK"), State("USA")}, none)), "RUS/GOV");
  EXPECT_EQ(Render(memory.LastOther({State("PRK"), State("USA"), State("RUS")}, none)), "");
  const auto american = [](const PartyRef& p) { return p.code == "USA"; };
  EXPECT_EQ(Render(memory.LastOther({State("PRK")}, american)), "RUS/GOV");
}

TEST(Memory, FallsBackOnTheSectionBeforeAndForgetsOlderOnes) {
  Memory memory;
  memory.Add({State("USA"), State("JPN")}, Memory::kTopic);
  memory.NewSection();
  EXPECT_EQ(Render(memory.LastStates(2)), "USA/GOV + JPN/GOV");
  memory.NewSection();  // an empty section pushes nothing out
  EXPECT_EQ(Render(memory.LastStates(2)), "USA/GOV + JPN/GOV");
  memory.Add({State("RUS"), State("PRK")}, Memory::kTopic);
  EXPECT_EQ(Render(memory.LastStates(2)), "RUS/GOV + PRK/GOV");
  memory.NewSection();
  memory.Add({State("CHN")}, Memory::kTopic);
  memory.NewSection();
  EXPECT_TRUE(memory.LastStates(2).empty());
}

TEST(Memory, RecallsATitle) {
  Memory memory;
  PartyRef chair = State("KOR");
  chair.title = "방송통신위원장";
  memory.Add({chair}, Memory::kMentioned);
  EXPECT_EQ(Render(memory.LastTitled("위원장")), "KOR/GOV");
  EXPECT_TRUE(memory.LastTitled("장관").empty());
}

TEST(EntityResolver, ResolvesCollectivesByWhatWasNamed) {
  Memory memory;
  memory.Add({State("KOR"), State("USA"), State("JPN")}, Memory::kTopic);
  memory.Add({State("RUS"), State("PRK")}, Memory::kTopic);
  memory.Add({Person("RUS")}, Memory::kTopic);
  const struct {
    const char *name, *expected;
  } kCases[] = {{"양국", "RUS/GOV + PRK/GOV"},    {"양국 정상", "RUS/GOV + PRK/GOV"},
                {"양측", "RUS/GOV + PRK/GOV"},    {"두 나라", "RUS/GOV + PRK/GOV"},
                {"두 정상", "RUS/GOV + PRK/GOV"}, {"3국", "KOR/GOV + USA/GOV + JPN/GOV"},
                {"이들", "RUS/GOV + PRK/GOV"},    {"그", "RUS/GOV"},
                {"우리 정부", "KOR/GOV"}};
  for (const auto& c : kCases)
    EXPECT_EQ(Render(Resolve(c.name, "2024-07-28", memory)), c.expected) << c.name;
}

TEST(Memory, KnowsTheStateATextIsAbout) {
  Memory memory;
  EXPECT_EQ(memory.LocalState("KOR"), "");
  for (int i = 0; i < 3; ++i) memory.Add({State("USA")}, Memory::kTopic);
  EXPECT_EQ(memory.Named("USA"), 3u);
  EXPECT_EQ(memory.LocalState("KOR"), "USA");
  EXPECT_EQ(memory.LocalState("USA"), "");  // the paper's own is no other state
  for (int i = 0; i < 3; ++i) memory.Add({State("RUS")}, Memory::kMentioned);
  EXPECT_EQ(memory.LocalState("KOR"), "");  // of two states, neither
  memory.Add({State("KOR")}, Memory::kMentioned);
  for (int i = 0; i < 9; ++i) memory.Add({State("USA")}, Memory::kMentioned);
  EXPECT_EQ(memory.LocalState("KOR"), "");  // home was named
}

TEST(EntityResolver, PlacesABareOfficeByTheStateATextIsAbout) {
  Memory memory;
  for (int i = 0; i < 4; ++i) memory.Add({State("IRN")}, Memory::kTopic);
  EXPECT_EQ(Render(Resolve("대통령", "2024-07-28", memory)), "IRN/GOV");
  EXPECT_EQ(Render(Resolve("공수처", "2024-07-28", memory)), "KOR/JUD");
  EXPECT_EQ(Render(Resolve("대통령", "2024-07-28")), "KOR/GOV");
}

TEST(EntityResolver, GivesAPoliticianTheSectorOfThePartyOnTheDay) {
  ExpectNames({{"윤상현 의원", "2024-07-28", "KOR/PTY"},
               {"윤상현 의원", "2019-07-28", "KOR/OPP"},
               {"원희룡 국토교통부 장관", "2023-07-28", "KOR/GOV"},
               {"원희룡 후보", "2024-07-10", "KOR/PTY"}});
}

TEST(EntityResolver, TakesASurnameForWhoeverBearsItAndHoldsTheOffice) {
  ExpectNames({{"신 장관", "2024-07-28", "KOR/GOV"}, {"윤 대통령", "2024-07-28", "KOR/GOV"}});
  const Parties shin = Resolve("신 국방부 장관", "2024-07-28");
  ASSERT_EQ(shin.size(), 1u);
  EXPECT_EQ(shin[0].kind, "person") << shin[0].how;
}

TEST(EntityResolver, ResolvesNoCollectiveOutOfNothing) {
  for (const char* name : {"양국", "양측", "3국", "이들", "그"})
    for (const PartyRef& p : Resolve(name, "2024-07-28")) EXPECT_FALSE(p.resolved()) << name;
}

}  // namespace
}  // namespace bongsu::coding
