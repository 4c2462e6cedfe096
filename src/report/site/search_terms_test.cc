#include "report/site/search_terms.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/file.h"

namespace bongsu::report::site {
namespace {

TEST(SearchTerms, AsTheSharedTableSays) {
  const auto table = base::ReadFile(BONGSU_SOURCE_DIR "/tests/data/search-terms.tsv", 1 << 20);
  ASSERT_TRUE(table) << table.error().message();
  std::istringstream lines(*table);
  size_t rows = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#') || line.starts_with("text\t")) continue;
    const size_t tab = line.find('\t');
    ASSERT_NE(tab, line.npos) << line;
    std::string terms;
    for (const std::string& term : SearchTerms(line.substr(0, tab)))
      terms += (terms.empty() ? "" : " ") + term;
    EXPECT_EQ(terms, line.substr(tab + 1)) << line;
    ++rows;
  }
  EXPECT_EQ(rows, 13u);
}

TEST(SearchTerms, ABeginningIsInThePartOfItsTerm) {
  EXPECT_EQ(SearchPart("missile", 64), SearchPart("mi", 64));
  EXPECT_EQ(SearchPart("우려", 64), SearchPart("우", 64));
  // 'm' is 109 and 'i' 105: (109 * 31 + 105) % 64 = 3484 % 64.
  EXPECT_EQ(SearchPart("mi", 64), 28u);
  EXPECT_EQ(SearchPart("우", 64), 0xC6B0u % 64);
}

TEST(SearchTerms, PacksNumbers) {
  EXPECT_EQ(PackNumbers({}), "");
  EXPECT_EQ(PackNumbers({0, 1, 3}), "ABC");
  // 33 is 1 + 1 * 32: digit 1 with more to come (33: 'h'), then 1 ('B').
  EXPECT_EQ(PackNumbers({33}), "hB");
  EXPECT_EQ(PackNumbers({31, 62}), "ff");
}

TEST(SearchTerms, BrokenBytesDoNoHarm) {
  EXPECT_EQ(SearchTerms("\xff\xfe ab\xc3"), std::vector<std::string>{"ab"});
}

}  // namespace
}  // namespace bongsu::report::site
