#include "report/site/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "base/file.h"
#include "language/test_lexicon.h"
#include "store/test_workspace.h"

namespace bongsu::report::site {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kHostile[] = "<img src=x onerror=alert(1)>{{x}}\"'</script>";

using Files = std::map<std::string, std::string>;

class SiteTest : public store::StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    model_.emplace(RealLexicon());
    options_.occurrences = &*model_;
    auto ledger = regime::Ledger::Load({BONGSU_DATA_DIR, {}});
    ASSERT_TRUE(ledger) << ledger.error().message();
    ledger_ = std::move(*ledger);
    out_ = folder_ + "_site";
    web_ = folder_ + "_web";
    for (const char* name :
         {"site.js", "charts.js", "world.js", "theme.js", "site.css", "icon.svg"}) {
      ASSERT_TRUE(base::MakeFolders(web_).ok());
      ASSERT_TRUE(base::WriteFileAtomically(web_ + "/" + name, "/**/").ok());
    }
  }
  void TearDown() override {
    StoreTest::TearDown();
    for (const std::string& folder : {out_, out_ + "2", web_})
      if (!folder.empty()) fs::remove_all(folder);
  }

  // A transfer and a statement in a document whose every word is hostile.
  void IngestHostile() {
    const std::string sentence = std::string("러시아가 북한에 ") + kHostile + " 이전했다.";
    auto give = store::MakeEvent("a<b>.md", 1, "AID", "RUS", "PRK", "2024-07-28");
    give.id = "e-1";
    give.evidence = {sentence, {0, static_cast<uint32_t>(sentence.size())}};
    give.item = {"missile_technology"};
    give.actor[0].name = kHostile;
    give.actor[0].entity = "";
    give.actor[0].sector = "REB";
    auto talk = store::MakeEvent("a<b>.md", 2, "CONSULT", "USA", "KOR", "2024-07-29");
    talk.id = "e-2";
    talk.due = EventDate{"2024-08-05", "2024-08-05", "stated"};
    talk.certainty = "planned";
    auto arrival = store::MakeArrival("a<b>.md", sentence, {give, talk});
    arrival.document.title = kHostile;
    arrival.document.url = "javascript:alert(1)";
    arrival.document.outlet = kHostile;
    Ingest({arrival});
  }

  Result<SiteCounts> Write(const SiteOptions& options, const std::string& folder) {
    const SiteInput input{store(), RealLexicon(), *ledger_, situations_, fires_, 19940};
    return WriteSite(input, options, folder);
  }
  SiteOptions Options() const {
    SiteOptions options;
    options.web = web_;
    options.now = store::kNow;
    return options;
  }
  static Files Read(const std::string& folder) {
    Files files;
    const auto names = base::ListFiles(folder);
    EXPECT_TRUE(names) << names.error().message();
    for (const std::string& name : *names)
      files[name] = *base::ReadFile(folder + "/" + name, 1 << 26);
    return files;
  }

  std::optional<corpus::OccurrenceModel> model_;
  std::unique_ptr<regime::Ledger> ledger_;
  std::vector<watch::Situation> situations_;
  FireLog fires_;
  std::string out_, web_;
};

TEST_F(SiteTest, NothingOfASourceBecomesMarkup) {
  IngestHostile();
  const auto counts = Write(Options(), out_);
  ASSERT_TRUE(counts) << counts.error().message();
  EXPECT_EQ(counts->events, 2u);
  size_t shown = 0;
  for (const auto& [name, text] : Read(out_)) {
    if (!name.ends_with(".html") && !name.ends_with(".xml")) continue;
    EXPECT_THAT(text, Not(HasSubstr("<img src=x"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("javascript:"))) << name;
    EXPECT_THAT(text, Not(HasSubstr("{{"))) << name;
    shown += text.find("&lt;img src=x onerror=alert(1)&gt;") != text.npos;
  }
  EXPECT_GT(shown, 3u);
}

TEST_F(SiteTest, AnEventsPageMarksItsEvidenceInThreeLanguages) {
  const std::string source = "앞 문장이다. 미국은 북한의 발사를 규탄했다. 뒤 문장이다.";
  const auto at = [&](const std::string& word) {
    const auto begin = static_cast<uint32_t>(source.find(word));
    return ByteSpan{begin, begin + static_cast<uint32_t>(word.size())};
  };
  auto event = store::MakeEvent("a.txt", 1, "ACCUSE", "USA", "PRK", "2024-07-28");
  event.id = "e-1";
  event.evidence = {"미국은 북한의 발사를 규탄했다.", {at("미국").begin, at("규탄했다.").end}};
  event.actor[0].span = at("미국");
  event.recipient[0].span = at("북한");
  event.trigger = {"규탄했다", at("규탄했다")};
  Ingest({store::MakeArrival("a.txt", source, {event})});
  ASSERT_TRUE(Write(Options(), out_));
  const Files files = Read(out_);
  const std::map<std::string, std::string> actor = {
      {"ko", "행위자"}, {"en", "Actor"}, {"ja", "行為者"}};
  for (const auto& [lang, word] : actor) {
    const std::string& page = files.at(lang + "/events/e-1.html");
    EXPECT_THAT(page, HasSubstr("<html lang=\"" + lang + "\">"));
    EXPECT_THAT(page, HasSubstr("<blockquote lang=\"ko\">"));
    EXPECT_THAT(page, HasSubstr("<span class=\"around\">앞 문장이다.</span>"));
    EXPECT_THAT(page, HasSubstr("<mark class=\"m-actor\">미국<span class=\"role\" lang=\"" + lang +
                                "\">" + word + "</span></mark>은"));
    EXPECT_THAT(page, HasSubstr("<mark class=\"m-trigger\">규탄했다<"));
    EXPECT_TRUE(files.contains(lang + "/events/e-1.json"));
    EXPECT_TRUE(files.contains(lang + "/dyads/PRK~USA.html"));
  }
  EXPECT_THAT(files.at("en/events/e-1.html"), HasSubstr("The United States"));
}

TEST_F(SiteTest, QuotesNoMoreThanTheLimitUnlessAsked) {
  const std::string secret = "이 문장은 인용할 수 없는 먼 문단에 있다.";
  const std::string source = "미국은 북한의 발사를 규탄했다.\n\n" + secret;
  auto event = store::MakeEvent("a.txt", 1, "ACCUSE", "USA", "PRK", "2024-07-28");
  event.id = "e-1";
  event.evidence = {"미국은 북한의 발사를 규탄했다.", {0, 43}};
  event.trigger = {"규탄했다", {30, 42}};
  Ingest({store::MakeArrival("a.txt", source, {event})});
  ASSERT_TRUE(Write(Options(), out_));
  for (const auto& [name, text] : Read(out_)) EXPECT_THAT(text, Not(HasSubstr(secret))) << name;
  SiteOptions options = Options();
  options.quote_limit = 5;
  ASSERT_TRUE(Write(options, out_));
  for (const auto& [name, text] : Read(out_))
    EXPECT_THAT(text, Not(HasSubstr("미국은 북한의 발사를"))) << name;
  options.full_text = true;
  ASSERT_TRUE(Write(options, out_));
  EXPECT_THAT(Read(out_).at("ko/events/e-1.html"), HasSubstr(secret));
}

TEST_F(SiteTest, TheSameBytesOnAnyNumberOfThreads) {
  IngestHostile();
  SiteOptions options = Options();
  ASSERT_TRUE(Write(options, out_));
  options.threads = 4;
  ASSERT_TRUE(Write(options, out_ + "2"));
  EXPECT_EQ(Read(out_), Read(out_ + "2"));
  const auto again = Write(options, out_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->written, 0u);
}

TEST_F(SiteTest, JekyllHasFrontMatterAndNoLiquidOfSources) {
  IngestHostile();
  SiteOptions options = Options();
  options.jekyll = true;
  ASSERT_TRUE(Write(options, out_));
  const Files files = Read(out_);
  const std::string& page = files.at("_bongsu_events/en/events/e-1.html");
  EXPECT_THAT(page, testing::StartsWith("---\nlayout: bongsu-en\n"));
  EXPECT_THAT(page, HasSubstr("permalink: \"/en/events/e-1.html\"\n"));
  EXPECT_THAT(page, Not(HasSubstr("{{")));
  EXPECT_THAT(page, Not(HasSubstr("<html")));
  EXPECT_THAT(files.at("_layouts/bongsu-en.html"), HasSubstr("{{ content }}"));
  EXPECT_THAT(files.at("_config.yml"), HasSubstr("bongsu_events:\n    output: true\n"));
  EXPECT_FALSE(files.contains("en/events/e-1.html"));
  EXPECT_TRUE(files.contains("en/events/e-1.json"));
}

TEST_F(SiteTest, AnEmptyWorkspaceGivesAWholeSite) {
  Ingest({});
  const auto counts = Write(Options(), out_);
  ASSERT_TRUE(counts) << counts.error().message();
  EXPECT_EQ(counts->events, 0u);
  EXPECT_TRUE(Read(out_).contains("ja/chronology/index.html"));
}

TEST_F(SiteTest, ASituationOfWhichNoDayIsKnownIsCalm) {
  auto situation = watch::ParseSituation(R"(format: 1
id: x
name: {ko: 가, en: Ex, ja: 仮}
about: {ko: 가, en: Ex, ja: 仮}
parties: [RUS, PRK]
signals:
  - id: arms
    name: {ko: 가, en: Arms, ja: 仮}
    when: {event: [AID]}
    level: 3
)",
                                         "x.yaml");
  ASSERT_TRUE(situation) << situation.error().message();
  situations_.push_back(std::move(*situation));
  fires_ = FireLog(1);
  IngestHostile();
  ASSERT_TRUE(Write(Options(), out_));
  EXPECT_THAT(Read(out_).at("en/situations/x.html"), HasSubstr("calm (1)"));
  EXPECT_THAT(Read(out_).at("en/events/e-1.html"), HasSubstr("../situations/x.html"));
  // Its network has what was done in it, and not what is only planned elsewhere.
  const std::string network = R"("from":"RUS","to":"PRK","n":1,)";
  EXPECT_THAT(Read(out_).at("en/situations/x.html"), HasSubstr(network));
  EXPECT_THAT(Read(out_).at("en/situations/x.html"), HasSubstr("../dyads/PRK~RUS.html"));
  EXPECT_THAT(Read(out_).at("en/situations/x.html"), Not(HasSubstr(R"("from":"USA")")));
  // It is in the log from the first day on.
  watch::BoardDay day;
  day.day = 19000;
  day.situations.resize(1);
  day.situations[0].fires = 3;
  fires_.Take(day);
  day.day = 19010;
  day.situations[0].fires = 2;
  fires_.Take(day);
  ASSERT_TRUE(Write(Options(), out_));
  const Files files = Read(out_);
  EXPECT_THAT(files.at("en/situations/x.html"), HasSubstr("unusual (2)"));
  EXPECT_THAT(files.at("en/situations/x.html"), HasSubstr("2022-01-18"));  // day 19010
  EXPECT_THAT(files.at("en/fires.xml"), HasSubstr("Ex: rising (3) → unusual (2)"));
}

TEST_F(SiteTest, RefusesWhatItCannotDo) {
  Ingest({});
  SiteOptions options = Options();
  options.address = "ftp://example.org/";
  EXPECT_EQ(Write(options, out_).error().code(), ErrorCode::kInvalidArgument);
  options = Options();
  options.langs = {"ko", "ko"};
  EXPECT_EQ(Write(options, out_).error().code(), ErrorCode::kInvalidArgument);
  options = Options();
  options.web = web_ + "/nowhere";
  EXPECT_EQ(Write(options, out_).error().code(), ErrorCode::kNotFound);
  options = Options();
  options.interrupted = [] { return true; };
  EXPECT_EQ(Write(options, out_).error().code(), ErrorCode::kInterrupted);
}

}  // namespace
}  // namespace bongsu::report::site
