#include "lexicon/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace bongsu::lexicon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// The lexicon of the project with a table of one's own laid over it.
class DifferenceTest : public testing::Test {
 protected:
  static std::shared_ptr<const Lexicon> With(const std::string& table, const std::string& rows) {
    const std::string folder =
        testing::TempDir() + "bongsu_difference_" + std::to_string(::getpid());
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(std::filesystem::path(folder + "/" + table).parent_path());
    std::ofstream(folder + "/" + table) << rows;
    auto compiled = Lexicon::Compile({BONGSU_DATA_DIR, {folder}});
    EXPECT_TRUE(compiled) << compiled.error().message();
    std::filesystem::remove_all(folder);
    return *compiled;
  }
  static const Lexicon& Plain() {
    static const auto plain = Lexicon::Compile({BONGSU_DATA_DIR, {}});
    return **plain;
  }
};

TEST_F(DifferenceTest, SameLexiconTouchesNothing) {
  const Difference d = Compare(Plain(), Plain());
  EXPECT_EQ(d.rows, 0u);
  EXPECT_FALSE(d.Touches(Squeeze("러시아가 무기를 줬다.")));
}

TEST_F(DifferenceTest, NounTouchesTextsThatHaveItHoweverSpaced) {
  const auto more =
      With("items.tsv", "lang\tform\titem\nko\t초음속 활공 시험체\tmissile_technology\n");
  const Difference d = Compare(Plain(), *more);
  EXPECT_EQ(d.rows, 1u);
  EXPECT_THAT(d.anywhere, IsEmpty());
  EXPECT_THAT(d.words, ElementsAre("초음속활공시험체"));
  EXPECT_TRUE(d.Touches(Squeeze("북한이 초음속활공 시험체를 쐈다.")));
  EXPECT_FALSE(d.Touches(Squeeze("북한이 시험체를 쐈다.")));
  EXPECT_EQ(Compare(*more, Plain()).words, d.words);  // taking a row away touches the same
}

// 돕다, 도와: endings change the last syllable of a stem.
TEST_F(DifferenceTest, VerbTouchesTextsWithItsUnchangingPart) {
  const auto more = With("ko/predicates.tsv",
                         "form\tpos\tclass\tframe\twith\tnominal\tid\n"
                         "거들떠도우\tv\treg\tgive\t\tnever\tmine.1\n");
  const Difference d = Compare(Plain(), *more);
  EXPECT_THAT(d.anywhere, IsEmpty());
  EXPECT_THAT(d.words, ElementsAre("거들떠도"));
}

TEST_F(DifferenceTest, EndingsTouchEverything) {
  const auto more = With("ko/josa.tsv", "form\tcase\n그라카는기\tnom\n");
  const Difference d = Compare(Plain(), *more);
  EXPECT_THAT(d.anywhere, HasSubstr("ko.josa"));
  EXPECT_TRUE(d.Touches("x"));
}

TEST_F(DifferenceTest, WordsOfReportsAndIndicesTouchNothing) {
  const auto more = With("indices/words.tsv", "set\tlang\tform\nmine\tko\t그라카는기\n");
  EXPECT_EQ(Compare(Plain(), *more).rows, 0u);
}

}  // namespace
}  // namespace bongsu::lexicon
