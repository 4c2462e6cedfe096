#include "lexicon/tsv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstring>
#include <memory>

#include "text/utf8.h"

namespace bongsu::lexicon {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const TableSchema kSchema = {"sample", "sample.tsv", {"form", "kind", "note"}, 2, true, {0, 1}};
const TableSchema kUnsorted = {"sample", "sample.tsv", {"form", "kind", "note"}, 0, false, {0}};

// Parses a copy of `text` on the heap, exactly as long, so that AddressSanitizer sees one byte too
// far.
struct Parsed {
  Parsed(const TableSchema& schema, std::string_view text)
      : size(text.size()), bytes(std::make_unique<char[]>(text.size())) {
    if (size > 0) std::memcpy(bytes.get(), text.data(), size);
    rows = ParseTsv(schema, "data/sample.tsv", {bytes.get(), size}, errors);
  }
  size_t size;
  std::unique_ptr<char[]> bytes;
  std::vector<std::string> errors;
  std::vector<TsvRow> rows;
};

TEST(ParseTsv, KeepsCellsAndLineNumbers) {
  const Parsed p(kSchema, "# purpose\n\nform\tkind\tnote\n# apart\na\tx\t\nb\ty\t한국\n");
  EXPECT_THAT(p.errors, IsEmpty());
  ASSERT_EQ(p.rows.size(), 2u);
  EXPECT_THAT(p.rows[0].cells, ElementsAre("a", "x", ""));
  EXPECT_EQ(p.rows[0].line, 5u);
  EXPECT_THAT(p.rows[1].cells, ElementsAre("b", "y", "한국"));
  EXPECT_EQ(p.rows[1].line, 6u);
}

TEST(ParseTsv, TakesALastLineWithoutLineFeed) {
  const Parsed p(kSchema, "form\tkind\tnote\na\tx\tn");
  EXPECT_THAT(p.errors, IsEmpty());
  ASSERT_EQ(p.rows.size(), 1u);
  EXPECT_THAT(p.rows[0].cells, ElementsAre("a", "x", "n"));
}

TEST(ParseTsv, TakesAHeaderWithoutRows) {
  const Parsed p(kSchema, "form\tkind\tnote\n");
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_THAT(p.rows, IsEmpty());
}

TEST(ParseTsv, SortsBytewiseSoHangulComesAfterLatin) {
  const Parsed p(kSchema, "form\tkind\tnote\nZ\tx\t\na\tx\t\né\tx\t\n가\tx\t\n");
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_EQ(p.rows.size(), 4u);
}

TEST(ParseTsv, LeavesOrderAndRepetitionToTablesWithoutThem) {
  const Parsed p(kUnsorted, "form\tkind\tnote\nb\tx\t\na\tx\t\nb\tx\t\n");
  EXPECT_THAT(p.errors, IsEmpty());
  EXPECT_EQ(p.rows.size(), 3u);
}

struct BrokenCase {
  const char* name;
  std::string text;
  const char* place;  // file and line
  const char* rule;
  size_t rows;  // what is left
};

class BrokenTsv : public testing::TestWithParam<BrokenCase> {};

TEST_P(BrokenTsv, NamesPlaceAndRuleAndLeavesTheLineOut) {
  const Parsed p(kSchema, GetParam().text);
  ASSERT_EQ(p.errors.size(), 1u) << testing::PrintToString(p.errors);
  EXPECT_THAT(p.errors[0], testing::StartsWith(GetParam().place));
  EXPECT_THAT(p.errors[0], HasSubstr(GetParam().rule));
  EXPECT_EQ(p.rows.size(), GetParam().rows);
  EXPECT_EQ(text::FindInvalidUtf8(p.errors[0]), std::string_view::npos);
}

const std::string kHeader = "form\tkind\tnote\n";

INSTANTIATE_TEST_SUITE_P(
    Rules, BrokenTsv,
    testing::Values(BrokenCase{"CarriageReturn", kHeader + "a\tx\t\r\nb\tx\t\n",
                               "data/sample.tsv:2: ", "carriage return", 1},
                    BrokenCase{"CarriageReturnAfterBadByte", kHeader + "\xFF\r\nb\tx\t\n",
                               "data/sample.tsv:2: ", "carriage return", 1},
                    BrokenCase{"TooFewCells", kHeader + "a\tx\nb\tx\t\n",
                               "data/sample.tsv:2: ", "2 cells where the header has 3: `a", 1},
                    BrokenCase{"TooManyCells", kHeader + "a\tx\t\t\n",
                               "data/sample.tsv:2: ", "4 cells where the header has 3", 0},
                    BrokenCase{"Unsorted", kHeader + "b\tx\t\na\tx\t\nc\tx\t\n",
                               "data/sample.tsv:3: ",
                               "not sorted: this line belongs before the one above it: `a", 2},
                    BrokenCase{"Duplicate", kHeader + "a\tx\t1\na\tx\t2\na\ty\t\n",
                               "data/sample.tsv:3: ", "duplicate key: `a, x`", 2},
                    BrokenCase{"EmptyRequiredCell", kHeader + "\tx\t\nb\tx\t\n",
                               "data/sample.tsv:2: ", "empty cell in column form", 1},
                    BrokenCase{"EmptySecondRequiredCell", kHeader + "# c\na\t\tn\n",
                               "data/sample.tsv:3: ", "empty cell in column kind", 0},
                    BrokenCase{"InvalidUtf8", kHeader + "a\tx\t\xED\xA0\x80\nb\tx\t\n",
                               "data/sample.tsv:2: ", "not valid UTF-8", 1},
                    BrokenCase{"TruncatedUtf8AtEnd", kHeader + "a\tx\t\xEA\xB0",
                               "data/sample.tsv:2: ", "not valid UTF-8", 0},
                    BrokenCase{"OtherHeader", "form\tnote\tkind\na\tx\t\n", "data/sample.tsv:1: ",
                               "header differs; expected columns form kind note: `form note kind`",
                               1},
                    BrokenCase{"HeaderAfterByteOrderMark", "\xEF\xBB\xBF" + kHeader,
                               "data/sample.tsv:1: ", "header differs", 0},
                    BrokenCase{"OnlyComments", "# purpose\n",
                               "data/sample.tsv:1: ", "no header line; expected form kind note", 0},
                    BrokenCase{"Empty", "", "data/sample.tsv:0: ", "no header line", 0}),
    [](const auto& param) { return param.param.name; });

TEST(ParseTsv, ReportsEveryBrokenLine) {
  const Parsed p(kSchema, kHeader + "b\tx\t\na\n\xC0\tx\t\n\tx\t\nb\tx\t\nc\tx\t\n");
  EXPECT_THAT(p.errors, ElementsAre(HasSubstr(":3: "), HasSubstr(":4: "), HasSubstr(":5: "),
                                    HasSubstr(":6: duplicate")));
  ASSERT_EQ(p.rows.size(), 2u);
  EXPECT_EQ(p.rows[1].line, 7u);
}

TEST(ParseTsv, ClipsALongOffender) {
  const Parsed p(kSchema, kHeader + std::string(5000, 'x') + "\n");
  ASSERT_EQ(p.errors.size(), 1u);
  EXPECT_LT(p.errors[0].size(), 200u);
  EXPECT_THAT(p.errors[0], HasSubstr("…`"));
}

TEST(Split, GivesEveryPartBetweenSeparators) {
  EXPECT_THAT(Split("", '|'), IsEmpty());
  EXPECT_THAT(Split("a", '|'), ElementsAre("a"));
  EXPECT_THAT(Split("미|일|중", '|'), ElementsAre("미", "일", "중"));
  EXPECT_THAT(Split("a||b", '|'), ElementsAre("a", "", "b"));
  EXPECT_THAT(Split("|a", '|'), ElementsAre("", "a"));
}

}  // namespace
}  // namespace bongsu::lexicon
