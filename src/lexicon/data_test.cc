// The real data of data/: what must hold whoever edits it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

#include "lexicon/lexicon.h"
#include "lexicon/tsv.h"

namespace bongsu::lexicon {
namespace {

// The span that data/people promises to cover; the end is the earliest as-of date of its files.
constexpr char kFirstDay[] = "2010-01-01", kLastDay[] = "2025-12-31";

struct Term {
  std::string person, from, to, status, place;  // `to` is 9999-12-31 while the term lasts
};

struct Data {
  std::shared_ptr<const Lexicon> lexicon;
  std::string error;
  std::map<std::string, std::vector<Term>> terms;  // by office, by first day
};

const Data& RealData() {
  static const Data data = [] {
    Data d;
    auto lexicon = Lexicon::Compile(std::string(BONGSU_DATA_DIR));
    if (!lexicon) {
      d.error = lexicon.error().message().substr(0, 4000);
      return d;
    }
    d.lexicon = *lexicon;
    const Table t = d.lexicon->table("terms");
    for (size_t r = 0; r < t.rows(); ++r) {
      const std::string to(t.cell(r, 3));
      d.terms[std::string(t.cell(r, 0))].push_back(
          {std::string(t.cell(r, 1)), std::string(t.cell(r, 2)), to.empty() ? "9999-12-31" : to,
           std::string(t.cell(r, 4)), t.Place(r)});
    }
    for (auto& [office, terms] : d.terms)
      std::sort(terms.begin(), terms.end(),
                [](const Term& a, const Term& b) { return a.from < b.from; });
    return d;
  }();
  return data;
}

class RealDataTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(RealData().lexicon, nullptr) << RealData().error; }
  static Table table(std::string_view name) { return RealData().lexicon->table(name); }
};

std::chrono::year_month_day Calendar(const std::string& date) {
  return {std::chrono::year(std::stoi(date.substr(0, 4))),
          std::chrono::month(static_cast<unsigned>(std::stoi(date.substr(5, 2)))),
          std::chrono::day(static_cast<unsigned>(std::stoi(date.substr(8))))};
}
std::chrono::sys_days Day(const std::string& date) { return Calendar(date); }

TEST_F(RealDataTest, Compiles) {
  for (const std::string_view name : {"entities", "names", "offices", "people", "terms"})
    EXPECT_GT(table(name).rows(), 100u) << name;
}

TEST_F(RealDataTest, TermsBeginAndEndOnDaysOfTheCalendar) {
  for (const auto& [office, terms] : RealData().terms)
    for (const Term& t : terms)
      EXPECT_TRUE(Calendar(t.from).ok() && Calendar(t.to).ok()) << t.place;
}

TEST_F(RealDataTest, TermsOfOneOfficeDoNotOverlapUnlessDisputed) {
  for (const auto& [office, terms] : RealData().terms)
    for (size_t i = 0; i < terms.size(); ++i)
      for (size_t j = i + 1; j < terms.size() && terms[j].from <= terms[i].to; ++j)
        EXPECT_TRUE(terms[i].status == "disputed" && terms[j].status == "disputed")
            << terms[i].place << " and " << terms[j].place;
}

// Offices that somebody holds every day. Where two are given they govern in turn (Turkey had a
// prime minister until July 2018). A stretch without a holder is a row of status `vacant`.
TEST_F(RealDataTest, GovernmentsAndForeignMinistersHaveNoUnexplainedGaps) {
  const std::vector<std::vector<std::string>> offices = {
      {"KOR.president"},
      {"KOR.foreign"},
      {"KOR.prime_minister"},
      {"USA.president"},
      {"USA.foreign"},
      {"JPN.prime_minister"},
      {"JPN.foreign"},
      {"CHN.president"},
      {"CHN.premier"},
      {"CHN.foreign"},
      {"RUS.president"},
      {"RUS.prime_minister"},
      {"RUS.foreign"},
      {"PRK.supreme_leader"},
      {"PRK.premier"},
      {"PRK.foreign"},
      {"GBR.head_of_government"},
      {"GBR.foreign"},
      {"FRA.head_of_state"},
      {"FRA.head_of_government"},
      {"FRA.foreign"},
      {"DEU.head_of_government"},
      {"DEU.foreign"},
      {"UKR.head_of_state"},
      {"UKR.head_of_government"},
      {"UKR.foreign"},
      {"ISR.head_of_government"},
      {"ISR.foreign"},
      {"IRN.head_of_state"},
      {"IRN.head_of_government"},
      {"IRN.foreign"},
      {"IND.head_of_government"},
      {"IND.foreign"},
      {"TUR.head_of_government", "TUR.head_of_state"},
      {"TUR.foreign"},
      {"TWN.president"},
      {"TWN.premier"},
      {"TWN.foreign"}};
  for (const auto& group : offices) {
    std::vector<Term> terms;
    for (const std::string& office : group) {
      const auto it = RealData().terms.find(office);
      ASSERT_NE(it, RealData().terms.end()) << office << " has no terms";
      terms.insert(terms.end(), it->second.begin(), it->second.end());
    }
    std::sort(terms.begin(), terms.end(),
              [](const Term& a, const Term& b) { return a.from < b.from; });
    auto covered = Day(kFirstDay) - std::chrono::days(1);
    for (const Term& t : terms) {
      if (covered < Day(kLastDay)) {
        EXPECT_LE(Day(t.from), covered + std::chrono::days(1)) << "gap before " << t.place;
      }
      covered = std::max(covered, Day(t.to));
    }
    EXPECT_GE(covered, Day(kLastDay)) << group[0] << " ends too early";
  }
}

TEST_F(RealDataTest, FortyStatesHaveHeadForeignAndDefence) {
  std::map<std::string, std::set<std::string>> kinds;  // by code
  const Table offices = table("offices");
  for (size_t r = 0; r < offices.rows(); ++r) {
    const auto it = RealData().terms.find(std::string(offices.cell(r, 0)));
    if (it == RealData().terms.end()) continue;
    if (std::any_of(it->second.begin(), it->second.end(),
                    [](const Term& t) { return !t.person.empty(); }))
      kinds[std::string(offices.cell(r, 1))].emplace(offices.cell(r, 3));
  }
  const Table entities = table("entities");
  int states = 0;
  for (size_t r = 0; r < entities.rows(); ++r) {
    if (entities.cell(r, 3) != "state") continue;
    const auto& k = kinds[std::string(entities.cell(r, 1))];
    if ((k.contains("head_of_state") || k.contains("head_of_government")) &&
        k.contains("foreign") && k.contains("defence"))
      ++states;
  }
  EXPECT_GE(states, 40);
}

TEST_F(RealDataTest, OfficesAndPeopleUseCodesOfEntities) {
  std::set<std::string_view> codes;
  const Table entities = table("entities");
  for (size_t r = 0; r < entities.rows(); ++r) codes.insert(entities.cell(r, 1));
  for (const std::string_view name : {"offices", "people"}) {
    const Table t = table(name);
    for (size_t r = 0; r < t.rows(); ++r)
      EXPECT_TRUE(codes.contains(t.cell(r, 1))) << t.Place(r) << ": " << t.cell(r, 1);
  }
}

TEST_F(RealDataTest, SectorsAreThoseOfTheCodebook) {
  const std::set<std::string_view> sectors = {"GOV", "MIL", "LEG", "JUD", "OPP", "PTY", "COP",
                                              "SPY", "REB", "BUS", "JRN", "MED", "NGO", "EDU",
                                              "LAB", "REL", "REF", "CVL", "CRM", "ELI", "IGO"};
  for (const std::string_view name : {"entities", "offices"}) {
    const Table t = table(name);
    for (size_t r = 0; r < t.rows(); ++r)
      EXPECT_TRUE(sectors.contains(t.cell(r, 2))) << t.Place(r) << ": " << t.cell(r, 2);
  }
}

// A name listed twice, or an empty one between two bars, is a slip; so is a blank at an edge.
TEST_F(RealDataTest, NamesOfPeopleAndOfficesAreClean) {
  for (const std::string_view name : {"offices", "people"}) {
    const Table t = table(name);
    for (size_t r = 0; r < t.rows(); ++r)
      for (size_t c = t.columns() - 3; c < t.columns(); ++c) {
        std::set<std::string_view> seen;
        EXPECT_FALSE(t.cell(r, c).ends_with('|')) << t.Place(r);
        for (const std::string_view form : Split(t.cell(r, c), '|')) {
          EXPECT_FALSE(form.empty() || form.front() == ' ' || form.back() == ' ')
              << t.Place(r) << ": " << t.cell(r, c);
          EXPECT_TRUE(seen.insert(form).second) << t.Place(r) << ": " << form;
        }
      }
  }
}

// ISO 3166-1, all 249 alpha-3 codes.
constexpr std::string_view kIso3166 =
    "ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD "
    "BGR BHR BHS BIH BLM "
    "BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM "
    "CPV CRI CUB CUW CXR "
    "CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB "
    "GBR GEO GGY GHA GIB "
    "GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL "
    "IRN IRQ ISL ISR ITA "
    "JAM JEY JOR JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA "
    "MAC MAF MAR MCO MDA "
    "MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK "
    "NGA NIC NIU NLD NOR "
    "NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA "
    "SAU SDN SEN SGP SGS "
    "SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA "
    "TJK TKL TKM TLS TON "
    "TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM YEM ZAF "
    "ZMB ZWE";

TEST_F(RealDataTest, EveryIsoStateIsNamedInThreeLanguages) {
  std::set<std::string> entities;
  const Table e = table("entities");
  for (size_t r = 0; r < e.rows(); ++r)
    entities.insert(std::string(e.cell(r, 0)) + " " + std::string(e.cell(r, 1)));
  std::set<std::string> named;  // "state:KOR ko"
  const Table names = table("names");
  for (size_t r = 0; r < names.rows(); ++r)
    if (names.cell(r, 3) == "name")
      named.insert(std::string(names.cell(r, 0)) + " " + std::string(names.cell(r, 1)));
  const auto codes = Split(kIso3166, ' ');
  ASSERT_EQ(codes.size(), 249u);
  for (const std::string_view code : codes) {
    const std::string id = "state:" + std::string(code);
    EXPECT_TRUE(entities.contains(id + " " + std::string(code))) << id;
    for (const char* lang : {"ko", "en", "ja"})
      EXPECT_TRUE(named.contains(id + " " + lang)) << id << " has no name in " << lang;
  }
}

// Who held what on a day: what the second reading of the data set right (docs/lexicon-review.md),
// and landmarks.
TEST_F(RealDataTest, KnowsWhoHeldAnOfficeOnADay) {
  struct Fact {
    const char *office, *day, *person;
  };
  const Fact facts[] = {
      {"KOR.president", "2016-12-08", "park_geun_hye"},
      {"KOR.president", "2025-06-04", "lee_jae_myung"},
      {"USA.president", "2025-01-20", "trump_donald"},
      {"JPN.prime_minister", "2012-12-26", "abe_shinzo"},
      {"PRK.supreme_leader", "2011-12-18", "kim_jong_un"},
      {"IND.finance", "2012-07-01", "singh_manmohan"},
      {"ISR.defence", "2018-11-16", "lieberman_avigdor"},
      {"ISR.foreign", "2021-06-13", "lapid_yair"},
      {"ISR.shin_bet", "2021-10-12", "argaman_nadav"},
      {"FRA.speaker", "2018-09-10", "bureau_bonnard_carole"},
      {"UKR.spokesperson", "2021-07-15", "nykyforov_serhii"},
      {"LBY.head_of_state", "2013-06-10", "attiga_giuma"},
      {"NPL.foreign", "2025-11-01", "karki_sushila"},
      {"KOR.trade", "2010-12-03", "kim_jong_hoon_trade"},
      {"KOR.trade", "2019-03-01", "yoo_myung_hee"},
      {"KOR.first_deputy_security_adviser", "2025-06-10", ""},
      {"KOR.party_floor_leader", "2026-01-11", "han_byung_do"},
      {"USA.pentagon_spokesperson", "2021-01-06", "hoffman_jonathan"},
      {"USA.under_secretary_political", "2019-06-01", "hale_david"},
      {"USA.fbi", "2025-02-01", "driscoll_brian"},
  };
  for (const Fact& fact : facts) {
    const auto it = RealData().terms.find(fact.office);
    ASSERT_NE(it, RealData().terms.end()) << fact.office;
    std::vector<std::string> holders;
    for (const Term& t : it->second)
      if (t.from <= fact.day && fact.day <= t.to) holders.push_back(t.person);
    const std::string person = *fact.person == 0 ? "" : "person:" + std::string(fact.person);
    EXPECT_THAT(holders, testing::ElementsAre(person)) << fact.office << " on " << fact.day;
  }
}

}  // namespace
}  // namespace bongsu::lexicon
