#include "lexicon/lexicon.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/file.h"
#include "base/hash.h"
#include "lexicon/schema.h"

namespace bongsu::lexicon {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;

constexpr uint64_t kMaxImageBytes = 64u << 20;

// Rows by table name; tables that are not named have none.
using Tables = std::map<std::string, std::vector<std::string>>;

std::string Text(const TableSchema& schema, const std::vector<std::string>& rows) {
  std::string text = "# A table of lexicon_test.\n";
  for (size_t i = 0; i < schema.columns.size(); ++i)
    text += (i > 0 ? "\t" : "") + std::string(schema.columns[i]);
  text += "\n";
  for (const std::string& row : rows) text += row + "\n";
  return text;
}

// Without the sync of base::WriteFileAtomically, which takes most of a second for a whole folder.
// The old file goes first: an image that is still mapped must not change under its reader.
void Write(const std::string& path, std::string_view bytes) {
  fs::create_directories(fs::path(path).parent_path());
  fs::remove(path);
  std::ofstream out(path, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  ASSERT_TRUE(out.flush().good()) << path;
}

// Writes a whole data folder: every table that Schemas() asks for, `*` in a file's name as "x".
void WriteData(const std::string& folder, const Tables& tables) {
  size_t named = 0;
  for (const TableSchema& schema : Schemas()) {
    std::string path = schema.glob;
    if (const size_t star = path.find('*'); star != std::string::npos) path.replace(star, 1, "x");
    const auto it = tables.find(schema.name);
    if (it != tables.end()) ++named;
    Write(folder + "/" + path,
          Text(schema, it == tables.end() ? std::vector<std::string>{} : it->second));
  }
  ASSERT_EQ(named, tables.size()) << "a table that no schema names";
}

// A little lexicon that is right.
const Tables kGood = {
    {"entities",
     {"state:KOR\tKOR\tGOV\tstate\t\tRepublic of Korea",
      "state:USA\tUSA\tGOV\tstate\t\tUnited States"}},
    {"names", {"state:KOR\ten\tSouth Korea\tname\t", "state:KOR\tko\t한국\tname\t"}},
    {"offices", {"KOR.president\tKOR\tGOV\thead_of_state\t대통령\tPresident\t大統領"}},
    {"people", {"person:a\tKOR\t가\tA\tア", "person:b\tKOR\t나\tB\tイ"}},
    {"terms",
     {"KOR.president\t\t2015-01-01\t2015-01-31\tvacant\t",
      "KOR.president\tperson:a\t2010-01-01\t2014-12-31\tholder\thand",
      "KOR.president\tperson:b\t2015-02-01\t\tholder\thand"}},
    {"ko.patterns", {"with\t와 과"}},
    {"frames", {"meet\tconsult\tnone\twith\tagent other\tto meet"}},
    {"occurrences", {"consult\tmeeting\tset\t10\tact"}},
    {"events", {"CONSULT\t\t1\t1.0", "CONSULT\tvisit\t1\t1.9"}},
    {"rules",
     {"r2\tmeet\t\tCONSULT\tvisit\tagent\tother\t\t\t", "r1\t@consult\t\tCONSULT\t\tall\t-\t\t\t"}},
};

class LexiconTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    std::string name = info->name();
    for (char& c : name)
      if (c == '/') c = '_';
    root_ = testing::TempDir() + "bongsu_lexicon_" + name + std::to_string(::getpid());
    fs::remove_all(root_);
    data_ = root_ + "/data";
    image_ = root_ + "/image.blex";
    ::setenv("XDG_CACHE_HOME", (root_ + "/cache").c_str(), 1);
  }
  void TearDown() override {
    ::unsetenv("XDG_CACHE_HOME");
    fs::remove_all(root_);
  }

  std::shared_ptr<const Lexicon> Compiled(const Tables& tables) {
    WriteData(data_, tables);
    auto lexicon = Lexicon::Compile(data_);
    EXPECT_TRUE(lexicon) << lexicon.error().message();
    return lexicon ? *lexicon : nullptr;
  }
  // The message that compiling `tables` fails with.
  std::string CompileError(const Tables& tables) {
    WriteData(data_, tables);
    const auto lexicon = Lexicon::Compile(data_);
    if (lexicon) return "no error";
    EXPECT_EQ(lexicon.error().code(), ErrorCode::kBadInput);
    return lexicon.error().message();
  }
  Status OpenBytes(std::string_view bytes) {
    Write(image_, bytes);
    const auto lexicon = Lexicon::Open(image_);
    return lexicon ? Status::Ok() : lexicon.error();
  }

  std::string root_, data_, image_;
};

// Everything a lexicon says, as text.
std::string Dump(const Lexicon& lexicon) {
  std::string out = "checksum " + lexicon.checksum() + "\n";
  for (const std::string_view name : lexicon.table_names()) {
    const Table t = lexicon.table(name);
    out += "table " + std::string(name) + "\n";
    for (size_t c = 0; c < t.columns(); ++c) out += std::string(t.column_name(c)) + "|";
    for (size_t r = 0; r < t.rows(); ++r) {
      out += "\n" + t.Place(r);
      for (size_t c = 0; c < t.columns(); ++c) out += "|" + std::string(t.cell(r, c));
    }
    out += "\n";
  }
  return out;
}

TEST_F(LexiconTest, CompilesEveryTable) {
  const auto lexicon = Compiled(kGood);
  ASSERT_NE(lexicon, nullptr);
  EXPECT_EQ(lexicon->table_names().size(), Schemas().size());
  const Table terms = lexicon->table("terms");
  ASSERT_EQ(terms.rows(), 3u);
  EXPECT_EQ(terms.columns(), 6u);
  EXPECT_EQ(terms.column_name(5), "source");
  EXPECT_EQ(terms.cell(2, 1), "person:b");
  EXPECT_EQ(terms.cell(2, 3), "");
  EXPECT_EQ(terms.file(2), "data/people/terms.x.tsv");
  EXPECT_EQ(terms.line(2), 5u);
  EXPECT_EQ(terms.Place(2), "data/people/terms.x.tsv:5");
  // Order is meaning in rules.
  EXPECT_EQ(lexicon->table("rules").cell(0, 0), "r2");
  EXPECT_EQ(lexicon->table("no such").rows(), 0u);
  EXPECT_EQ(lexicon->checksum().size(), 16u);
}

TEST_F(LexiconTest, CompilesWhenEveryTableIsEmpty) { EXPECT_NE(Compiled({}), nullptr); }

TEST_F(LexiconTest, ImageRoundTripKeepsEveryCell) {
  const auto compiled = Compiled(kGood);
  ASSERT_NE(compiled, nullptr);
  ASSERT_TRUE(base::WriteFileAtomically(image_, compiled->image()).ok());
  const auto opened = Lexicon::Open(image_);
  ASSERT_TRUE(opened) << opened.error().message();
  EXPECT_EQ(Dump(**opened), Dump(*compiled));
  EXPECT_EQ((*opened)->image(), compiled->image());
}

TEST_F(LexiconTest, GathersTheFilesOfOneTable) {
  WriteData(data_, kGood);
  for (const TableSchema& schema : Schemas())
    if (std::string_view(schema.name) == "people")
      Write(data_ + "/people/people.y.tsv", Text(schema, {"person:c\tUSA\t다\tC\tウ"}));
  const auto lexicon = Lexicon::Compile(data_);
  ASSERT_TRUE(lexicon) << lexicon.error().message();
  const Table people = (*lexicon)->table("people");
  ASSERT_EQ(people.rows(), 3u);
  EXPECT_EQ(people.Place(2), "data/people/people.y.tsv:3");
}

TEST_F(LexiconTest, ChecksumComesFromContentAlone) {
  const auto first = Compiled(kGood);
  data_ = root_ + "/elsewhere/data";
  const auto second = Compiled(kGood);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->checksum(), second->checksum());

  Tables changed = kGood;
  changed["names"][1] = "state:KOR\tko\t대한민국\tname\t";
  data_ = root_ + "/changed";
  const auto third = Compiled(changed);
  ASSERT_NE(third, nullptr);
  EXPECT_NE(first->checksum(), third->checksum());
}

TEST_F(LexiconTest, ChecksumIgnoresComments) {
  const auto first = Compiled(kGood);
  const std::string path = data_ + "/events.tsv";
  Write(path, "# another comment\n" + *base::ReadFile(path, kMaxImageBytes));
  const auto second = Lexicon::Compile(data_);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->checksum(), (*second)->checksum());
}

// Broken data ----------------------------------------------------------------------------------

struct BrokenCase {
  const char* name;
  const char* table;
  std::vector<std::string> rows;  // instead of kGood's
  const char* place;
  const char* rule;
};

class BrokenLexicon : public LexiconTest, public testing::WithParamInterface<BrokenCase> {};

TEST_P(BrokenLexicon, IsRefusedWithPlaceAndRule) {
  Tables tables = kGood;
  tables[GetParam().table] = GetParam().rows;
  EXPECT_THAT(CompileError(tables), AllOf(HasSubstr(GetParam().place), HasSubstr(GetParam().rule)));
}

const char kTerms[] = "data/people/terms.x.tsv:";

INSTANTIATE_TEST_SUITE_P(
    References, BrokenLexicon,
    testing::Values(
        BrokenCase{"Cells", "names", {"state:KOR\tko"}, "data/entities/x.names.tsv:3: ", "2 cells"},
        BrokenCase{"NamesEntity",
                   "names",
                   {"state:XYZ\tko\t가\tname\t"},
                   "data/entities/x.names.tsv:3: ",
                   "no such entity: `state:XYZ`"},
        BrokenCase{"NamesLanguage",
                   "names",
                   {"state:KOR\tfr\tCorée\tname\t"},
                   "data/entities/x.names.tsv:3: ",
                   "not a legal language: `fr`"},
        BrokenCase{"NamesGuard",
                   "names",
                   {"state:KOR\tko\t가\tname\tmaybe"},
                   "data/entities/x.names.tsv:3: ",
                   "not a legal guard"},
        BrokenCase{"NamesKind",
                   "names",
                   {"state:KOR\tko\t가\tnick\t"},
                   "data/entities/x.names.tsv:3: ",
                   "not a legal kind of name"},
        BrokenCase{
            "EntityParent",
            "entities",
            {"state:KOR\tKOR\tGOV\tstate\tstate:ZZZ\tKorea", "state:USA\tUSA\tGOV\tstate\t\tUS"},
            "data/entities/x.entities.tsv:3: ",
            "no such parent entity: `state:ZZZ`"},
        BrokenCase{"PersonWithoutJapaneseName",
                   "people",
                   {"person:a\tKOR\t가\tA\t", "person:b\tKOR\t나\tB\tイ"},
                   "data/people/people.x.tsv:3: ",
                   "empty cell in column ja"},
        BrokenCase{"TermOffice",
                   "terms",
                   {"KOR.king\tperson:a\t2010-01-01\t\tholder\t"},
                   kTerms,
                   "no such office: `KOR.king`"},
        BrokenCase{"TermPerson",
                   "terms",
                   {"KOR.president\tperson:z\t2010-01-01\t\tholder\t"},
                   kTerms,
                   "no such person: `person:z`"},
        BrokenCase{"TermStatus",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-01\t\tformer\t"},
                   kTerms,
                   "not a legal status: `former`"},
        BrokenCase{"TermBackwards",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-02\t2010-01-01\tholder\t"},
                   kTerms,
                   "not a term: `2010-01-02` to `2010-01-01`"},
        BrokenCase{"TermNoDate",
                   "terms",
                   {"KOR.president\tperson:a\t2010-13-01\t\tholder\t"},
                   kTerms,
                   "not a term"},
        BrokenCase{"TermShortDate",
                   "terms",
                   {"KOR.president\tperson:a\t2010-1-1\t\tholder\t"},
                   kTerms,
                   "not a term"},
        BrokenCase{"VacantWithPerson",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-01\t\tvacant\t"},
                   kTerms,
                   "exactly where the office is not vacant"},
        BrokenCase{"HolderWithoutPerson",
                   "terms",
                   {"KOR.president\t\t2010-01-01\t\tholder\t"},
                   kTerms,
                   "exactly where the office is not vacant"},
        BrokenCase{"TermsOverlapByADay",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-01\t2010-12-31\tholder\t",
                    "KOR.president\tperson:b\t2010-12-31\t\tholder\t"},
                   "data/people/terms.x.tsv:4: ",
                   "term overlaps that of data/people/terms.x.tsv:3"},
        BrokenCase{"OpenTermThenAnother",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-01\t\tholder\t",
                    "KOR.president\tperson:b\t2015-01-01\t\tholder\t"},
                   "data/people/terms.x.tsv:4: ",
                   "term overlaps"},
        BrokenCase{"OnlyOneSideDisputed",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-01\t2012-12-31\tdisputed\t",
                    "KOR.president\tperson:b\t2011-01-01\t\tholder\t"},
                   "data/people/terms.x.tsv:4: ",
                   "term overlaps"},
        // An open disputed term is not over because a shorter disputed one began after it.
        BrokenCase{"OpenDisputedTermHidesNothing",
                   "terms",
                   {"KOR.president\tperson:a\t2010-01-01\t\tdisputed\t",
                    "KOR.president\tperson:b\t2011-01-01\t2012-12-31\tdisputed\t",
                    "KOR.president\tperson:b\t2014-01-01\t\tholder\t"},
                   "data/people/terms.x.tsv:5: ",
                   "term overlaps that of data/people/terms.x.tsv:3"},
        BrokenCase{"FramePattern",
                   "frames",
                   {"meet\tconsult\tnone\tbeside\tagent other\tto meet"},
                   "data/frames.tsv:3: ",
                   "no such pattern: `beside`"},
        BrokenCase{"FrameEmbedding",
                   "frames",
                   {"meet\tconsult\tsings\twith\tagent other\tto meet"},
                   "data/frames.tsv:3: ",
                   "not a legal embedding: `sings`"},
        BrokenCase{"RuleFrame",
                   "rules",
                   {"r1\tgreet\t\tCONSULT\t\tall\t-\t\t\t"},
                   "data/rules.tsv:3: ",
                   "no such frame or @family: `greet`"},
        BrokenCase{"RuleFamily",
                   "rules",
                   {"r1\t@greet\t\tCONSULT\t\tall\t-\t\t\t"},
                   "data/rules.tsv:3: ",
                   "no such frame or @family: `@greet`"},
        BrokenCase{"RuleEvent",
                   "rules",
                   {"r1\tmeet\t\tMEET\t\tall\t-\t\t\t"},
                   "data/rules.tsv:3: ",
                   "no such event: `MEET`"},
        BrokenCase{"RuleMode",
                   "rules",
                   {"r1\tmeet\t\tCONSULT\tdance\tall\t-\t\t\t"},
                   "data/rules.tsv:3: ",
                   "event CONSULT has no mode `dance`"},
        BrokenCase{"RuleActor",
                   "rules",
                   {"r1\tmeet\t\tCONSULT\t\tsome\t-\t\t\t"},
                   "data/rules.tsv:3: ",
                   "not a legal actor: `some`"},
        BrokenCase{"RuleRecipient",
                   "rules",
                   {"r1\tmeet\t\tCONSULT\t\tall\tsome\t\t\t"},
                   "data/rules.tsv:3: ",
                   "not a legal recipient: `some`"},
        BrokenCase{"PredicateFrame",
                   "ko.predicates",
                   {"만나\tv\t\tgreet\t\tnever\tp1"},
                   "data/ko/predicates.tsv:3: ",
                   "no such frame: `greet`"},
        BrokenCase{"PredicatePartOfSpeech",
                   "ko.predicates",
                   {"만나\tx\t\tmeet\t\tnever\tp1"},
                   "data/ko/predicates.tsv:3: ",
                   "not a legal part of speech: `x`"},
        BrokenCase{"PredicateId",
                   "ko.predicates",
                   {"만나\tv\t\tmeet\t\tnever\tp1", "보\tv\t\tmeet\t\tnever\tp1"},
                   "data/ko/predicates.tsv:4: ",
                   "entry id `p1` stands already at"}),
    [](const auto& param) { return param.param.name; });

TEST_F(LexiconTest, DisputedTermsMayOverlap) {
  Tables tables = kGood;
  tables["terms"] = {"KOR.president\tperson:a\t2010-01-01\t\tdisputed\t",
                     "KOR.president\tperson:b\t2011-01-01\t2012-12-31\tdisputed\t"};
  EXPECT_NE(Compiled(tables), nullptr);
}

TEST_F(LexiconTest, RefusesAMissingFile) {
  WriteData(data_, kGood);
  fs::remove(data_ + "/ko/cues.tsv");
  const auto lexicon = Lexicon::Compile(data_);
  ASSERT_FALSE(lexicon);
  EXPECT_THAT(lexicon.error().message(), HasSubstr("data/ko/cues.tsv: no such file"));
}

TEST_F(LexiconTest, RefusesAFileThatNoTableExplains) {
  WriteData(data_, kGood);
  Write(data_ + "/ko/predicate.tsv", "form\n");
  const auto lexicon = Lexicon::Compile(data_);
  ASSERT_FALSE(lexicon);
  EXPECT_THAT(lexicon.error().message(),
              HasSubstr("data/ko/predicate.tsv: no table of this name is known"));
}

TEST_F(LexiconTest, RefusesAKeyThatStandsInTwoFiles) {
  WriteData(data_, kGood);
  for (const TableSchema& schema : Schemas())
    if (std::string_view(schema.name) == "people")
      Write(data_ + "/people/people.y.tsv", Text(schema, {"person:b\tKOR\t나\tB\tイ"}));
  const auto lexicon = Lexicon::Compile(data_);
  ASSERT_FALSE(lexicon);
  EXPECT_THAT(lexicon.error().message(),
              HasSubstr("data/people/people.y.tsv:3: duplicate key: the same stands at "
                        "data/people/people.x.tsv:4"));
}

TEST_F(LexiconTest, ReportsAllErrorsAtOnce) {
  Tables tables = kGood;
  tables["names"] = {"state:KOR\tko", "state:KOR\tko\t가\tname\t\t"};
  tables["events"] = {"CONSULT\t\t\t"};
  const std::string message = CompileError(tables);
  EXPECT_THAT(message, AllOf(HasSubstr("3 errors"), HasSubstr("names.tsv:3: "),
                             HasSubstr("names.tsv:4: "), HasSubstr("events.tsv:3: ")));
}

TEST_F(LexiconTest, RefusesAFolderThatIsNotThere) {
  const auto lexicon = Lexicon::Compile(root_ + "/nowhere");
  ASSERT_FALSE(lexicon);
  EXPECT_THAT(lexicon.error().message(), HasSubstr("nowhere"));
}

// Broken images --------------------------------------------------------------------------------

TEST_F(LexiconTest, OpenTellsAMissingImage) {
  const auto lexicon = Lexicon::Open(root_ + "/none.blex");
  ASSERT_FALSE(lexicon);
  EXPECT_EQ(lexicon.error().code(), ErrorCode::kNotFound);
}

TEST_F(LexiconTest, EveryFlippedByteIsAnError) {
  const auto compiled = Compiled(kGood);
  ASSERT_NE(compiled, nullptr);
  const std::string image(compiled->image());
  ASSERT_TRUE(OpenBytes(image).ok());
  for (size_t i = 0; i < image.size(); ++i) {
    for (const int mask : {0x01, 0xFF}) {
      std::string bad = image;
      bad[i] = static_cast<char>(bad[i] ^ mask);
      ASSERT_FALSE(OpenBytes(bad).ok()) << "byte " << i << " mask " << mask;
    }
  }
}

TEST_F(LexiconTest, ChecksumErrorPrintsBothSums) {
  const auto compiled = Compiled(kGood);
  ASSERT_NE(compiled, nullptr);
  std::string bad(compiled->image());
  bad.back() = static_cast<char>(bad.back() ^ 1);
  const Status status = OpenBytes(bad);
  EXPECT_EQ(status.code(), ErrorCode::kCorruption);
  EXPECT_THAT(status.message(),
              AllOf(HasSubstr(image_), HasSubstr(base::Hex64(base::Hash64(bad.substr(32)))),
                    HasSubstr(base::Hex64(base::Hash64(compiled->image().substr(32))))));
}

TEST_F(LexiconTest, EveryTruncationIsCorruption) {
  const auto compiled = Compiled(kGood);
  ASSERT_NE(compiled, nullptr);
  const std::string image(compiled->image());
  for (size_t size = 0; size < image.size(); size += size < 64 ? 1 : 37)
    ASSERT_EQ(OpenBytes(image.substr(0, size)).code(), ErrorCode::kCorruption) << size;
  EXPECT_EQ(OpenBytes(image + "x").code(), ErrorCode::kCorruption);
}

TEST_F(LexiconTest, OtherFormatVersionIsUnsupported) {
  const auto compiled = Compiled(kGood);
  ASSERT_NE(compiled, nullptr);
  std::string other(compiled->image());
  other[8] = 99;
  const Status status = OpenBytes(other);
  EXPECT_EQ(status.code(), ErrorCode::kUnsupported);
  EXPECT_THAT(status.message(), HasSubstr("format version 99"));
}

// A payload with a right checksum may still lie about its inside: each word in turn becomes far too
// large.
TEST_F(LexiconTest, OffsetsAreCheckedEvenWhenTheChecksumIsRight) {
  const auto compiled = Compiled(kGood);
  ASSERT_NE(compiled, nullptr);
  const std::string image(compiled->image());
  constexpr size_t kHeader = 32;
  for (size_t at = kHeader; at + 4 <= image.size(); at += at < kHeader + 16 ? 1 : 29) {
    std::string bad = image;
    bad.replace(at, 4, "\xFB\xFF\xFF\xFF");
    const uint64_t sum = base::Hash64(std::string_view(bad).substr(kHeader));
    for (size_t i = 0; i < 8; ++i) bad[24 + i] = static_cast<char>(sum >> (8 * i));
    Write(image_, bad);
    if (const auto opened = Lexicon::Open(image_))
      Dump(**opened);  // no crash, no byte out of range
  }
}

// Folders of one's own --------------------------------------------------------------------------

class OwnLexiconTest : public LexiconTest {
 protected:
  // Writes the file of table `name` in a folder of one's own: its header, then `lines`.
  void WriteOwn(const std::string& folder, std::string_view name,
                const std::vector<std::string>& lines) {
    for (const TableSchema& schema : Schemas())
      if (schema.name == name) {
        std::string file = schema.glob;
        if (const size_t star = file.find('*'); star != std::string::npos)
          file.replace(star, 1, "mine");
        Write(root_ + "/" + folder + "/" + file, Text(schema, lines));
      }
  }
  Result<std::shared_ptr<const Lexicon>> With(const std::vector<std::string>& own) {
    WriteData(data_, kGood);
    std::vector<std::string> folders;
    for (const std::string& folder : own) folders.push_back(root_ + "/" + folder);
    return Lexicon::Compile({data_, folders});
  }
  std::vector<std::string> People(const Lexicon& lexicon) {
    const Table t = lexicon.table("people");
    std::vector<std::string> rows;
    for (size_t r = 0; r < t.rows(); ++r)
      rows.push_back(std::string(t.cell(r, 0)) + " " + std::string(t.cell(r, 2)));
    return rows;
  }
};

TEST_F(OwnLexiconTest, AddsReplacesAndTakesAway) {
  WriteOwn("mine", "people", {"person:z\tKOR\t자\tZ\tゼ", "person:b\tUSA\t비\tB\tビ"});
  auto lexicon = With({"mine"});
  ASSERT_TRUE(lexicon) << lexicon.error().message();
  EXPECT_THAT(People(**lexicon), testing::ElementsAre("person:a 가", "person:b 비", "person:z 자"));
  EXPECT_EQ((*lexicon)->table("people").Place(2), root_ + "/mine/people/people.mine.tsv:3");
  EXPECT_EQ((*lexicon)->table("people").Place(0), "data/people/people.x.tsv:3");

  WriteOwn("later", "people", {"!person:z", "person:b\tUSA\t바이\tB\tビ"});
  lexicon = With({"mine", "later"});
  ASSERT_TRUE(lexicon) << lexicon.error().message();
  EXPECT_THAT(People(**lexicon), testing::ElementsAre("person:a 가", "person:b 바이"));
}

TEST_F(OwnLexiconTest, RulesOfOnesOwnComeFirst) {
  const Tables good = kGood;
  ASSERT_TRUE(good.contains("rules"));
  std::string line = good.at("rules").front();
  WriteOwn("mine", "rules", {"mine.1" + line.substr(line.find('\t'))});
  const auto lexicon = With({"mine"});
  ASSERT_TRUE(lexicon) << lexicon.error().message();
  EXPECT_EQ((*lexicon)->table("rules").cell(0, 0), "mine.1");
  EXPECT_EQ((*lexicon)->table("rules").rows(), good.at("rules").size() + 1);
}

TEST_F(OwnLexiconTest, ErrorsNameTheFileOfOnesOwn) {
  WriteOwn("mine", "people", {"person:z\tKOR"});
  auto lexicon = With({"mine"});
  ASSERT_FALSE(lexicon);
  EXPECT_THAT(lexicon.error().message(),
              HasSubstr(root_ + "/mine/people/people.mine.tsv:3: 2 cells"));
  WriteOwn("mine", "people", {"!person:nobody"});
  lexicon = With({"mine"});
  ASSERT_FALSE(lexicon);
  EXPECT_THAT(lexicon.error().message(), HasSubstr(":3: no such row to take away"));
  fs::remove_all(root_ + "/mine");
  Write(root_ + "/mine/peple.tsv", "x\n");
  EXPECT_FALSE(With({"mine"}));
  EXPECT_FALSE(With({"nowhere"}));
}

TEST_F(OwnLexiconTest, DataItselfTakesNothingAway) {
  Tables tables = kGood;
  tables["people"].insert(tables["people"].begin(), "!person:a");
  EXPECT_THAT(CompileError(tables), HasSubstr("cells where the header has"));
}

TEST_F(OwnLexiconTest, HasAnImageOfItsOwn) {
  WriteOwn("mine", "people", {"person:z\tKOR\t자\tZ\tゼ"});
  WriteData(data_, kGood);
  const Folders both(data_, {root_ + "/mine"});
  EXPECT_NE(Lexicon::ImagePath(both), Lexicon::ImagePath(data_));
  ASSERT_TRUE(Lexicon::Load(both));
  EXPECT_EQ((*Lexicon::Load(data_))->table("people").rows(), 2u);
  EXPECT_EQ((*Lexicon::Load(both))->table("people").rows(), 3u);
  EXPECT_NE((*Lexicon::Load(both))->checksum(), (*Lexicon::Load(data_))->checksum());
}

// Cache ----------------------------------------------------------------------------------------

TEST_F(LexiconTest, LoadWritesAnImageAndUsesItAgain) {
  WriteData(data_, kGood);
  const auto first = Lexicon::Load(data_);
  ASSERT_TRUE(first) << first.error().message();
  const std::string path = Lexicon::ImagePath(data_);
  EXPECT_TRUE(path.starts_with(root_ + "/cache/")) << path;
  const auto image = base::ReadFile(path, kMaxImageBytes);
  ASSERT_TRUE(image) << image.error().message();
  EXPECT_EQ(*image, (*first)->image());
  const auto second = Lexicon::Load(data_);
  ASSERT_TRUE(second);
  EXPECT_EQ(Dump(**second), Dump(**first));
}

TEST_F(LexiconTest, LoadCompilesAnewWhenAFileChanges) {
  WriteData(data_, kGood);
  ASSERT_TRUE(Lexicon::Load(data_));
  Tables changed = kGood;
  changed["names"].push_back("state:USA\tko\t미국\tname\t");
  WriteData(data_, changed);
  const auto second = Lexicon::Load(data_);
  ASSERT_TRUE(second) << second.error().message();
  EXPECT_EQ((*second)->table("names").rows(), 3u);
}

TEST_F(LexiconTest, LoadCompilesAnewWhenOnlyTheTimeChanges) {
  WriteData(data_, kGood);
  ASSERT_TRUE(Lexicon::Load(data_));
  const std::string before = *base::ReadFile(Lexicon::ImagePath(data_), kMaxImageBytes);
  const fs::path file = data_ + "/events.tsv";
  fs::last_write_time(file, fs::last_write_time(file) + std::chrono::seconds(1));
  ASSERT_TRUE(Lexicon::Load(data_));
  EXPECT_NE(*base::ReadFile(Lexicon::ImagePath(data_), kMaxImageBytes), before);
}

TEST_F(LexiconTest, LoadCompilesAnewWhenAFileIsAddedOrRemoved) {
  WriteData(data_, kGood);
  ASSERT_TRUE(Lexicon::Load(data_));
  const std::string added = data_ + "/people/people.y.tsv";
  for (const TableSchema& schema : Schemas())
    if (std::string_view(schema.name) == "people")
      Write(added, Text(schema, {"person:c\tUSA\t다\tC\tウ"}));
  auto lexicon = Lexicon::Load(data_);
  ASSERT_TRUE(lexicon);
  EXPECT_EQ((*lexicon)->table("people").rows(), 3u);
  fs::remove(added);
  lexicon = Lexicon::Load(data_);
  ASSERT_TRUE(lexicon);
  EXPECT_EQ((*lexicon)->table("people").rows(), 2u);
}

TEST_F(LexiconTest, LoadRepairsADamagedImage) {
  WriteData(data_, kGood);
  const auto first = Lexicon::Load(data_);
  ASSERT_TRUE(first);
  Write(Lexicon::ImagePath(data_), "rubbish");
  const auto second = Lexicon::Load(data_);
  ASSERT_TRUE(second) << second.error().message();
  EXPECT_EQ(Dump(**second), Dump(**first));
  EXPECT_TRUE(Lexicon::Open(Lexicon::ImagePath(data_)));
}

TEST_F(LexiconTest, LoadDoesNotHideNewErrorsBehindAnOldImage) {
  WriteData(data_, kGood);
  ASSERT_TRUE(Lexicon::Load(data_));
  Tables broken = kGood;
  broken["terms"] = {"KOR.king\tperson:a\t2010-01-01\t\tholder\t"};
  WriteData(data_, broken);
  EXPECT_FALSE(Lexicon::Load(data_));
}

TEST_F(LexiconTest, LoadWorksWithoutACache) {
  WriteData(data_, kGood);
  Write(root_ + "/file", "not a folder");
  ::setenv("XDG_CACHE_HOME", (root_ + "/file").c_str(), 1);
  const auto lexicon = Lexicon::Load(data_);
  EXPECT_TRUE(lexicon) << lexicon.error().message();
}

TEST_F(LexiconTest, ImagePathIsOneForEverySpellingOfTheFolder) {
  WriteData(data_, kGood);
  EXPECT_EQ(Lexicon::ImagePath(data_), Lexicon::ImagePath(root_ + "/./data"));
  EXPECT_EQ(Lexicon::ImagePath(data_), Lexicon::ImagePath(root_ + "/x/../data"));
  EXPECT_NE(Lexicon::ImagePath(data_), Lexicon::ImagePath(root_));
}

}  // namespace
}  // namespace bongsu::lexicon
