#include "document/front_matter.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>

#include "base/file.h"
#include "document/reader.h"

namespace bongsu::document {
namespace {

// "path=value;path=value"
std::string Flat(const std::string& yaml, size_t* notes = nullptr) {
  const std::string source = "---\n" + yaml + "---\n";
  const auto front = ReadFrontMatter(source, 0);
  EXPECT_TRUE(front.has_value()) << yaml;
  if (!front) return {};
  if (notes != nullptr) *notes = front->notes.size();
  std::string out;
  for (const FrontMatterValue& value : front->values)
    out += (out.empty() ? "" : ";") + value.path + "=" + ScalarValue(source, value.scalar);
  return out;
}

// The same from yaml-cpp. Its maps keep the order of the source.
void Flatten(const YAML::Node& node, const std::string& path, std::string& out) {
  if (node.IsMap()) {
    for (const auto& entry : node)
      Flatten(entry.second, path.empty() ? entry.first.Scalar() : path + "." + entry.first.Scalar(),
              out);
  } else if (node.IsSequence()) {
    for (const auto& item : node) Flatten(item, path, out);
  } else {
    out += (out.empty() ? "" : ";") + path + "=" + (node.IsNull() ? "" : node.Scalar());
  }
}
std::string Oracle(const std::string& yaml) {
  std::string out;
  Flatten(YAML::Load(yaml), "", out);
  return out;
}

TEST(FrontMatter, AgreesWithYamlCppOnWellFormedInput) {
  const char* cases[] = {
      "title: 한국 소식\n",
      "title:   blanks around   \n",
      "title: 북한, \"초대형\" 발사 # comment\n",
      "title: a#b c:d http://x.y\n",
      "title: folded\n  over\n  lines\n\n  and a gap\nnext: 1\n",
      "title:\n  on the next line\n  and on\n",
      "title: 'it''s ''quoted'''\n",
      "title: 'single\n  folded\n\n  lines  '\n",
      "title: \"tab\\there \\\"q\\\" \\u2026 \\x41 \\U0001F525 \\\\ \\/\"\n",
      "title: \"double\n  folded\n\n  lines\"\n",
      "title: \"joined \\\n  here\"\n",
      "title: \"\\L\\P\\e\\0\"\n",
      "title: ''\nother: \"\"\n",
      "title: >\n  folded\n  text\n\n  second\nnext: 1\n",
      "title: >\n  a\n    kept\n  b\n",
      "title: >\n\n  gap first\n",
      "title: >-\n  strip\n\n",
      "title: |\n  literal\n    indented\n  text\n",
      "title: |2\n   one more\n  text\n",
      "title: |-\n  strip\nnext: x\n",
      "title: |+2\n  a\n\nnext: x\n",
      "title: > # comment\n  folded\n",
      "list:\n  - a\n  - 'b'\n  - \"c\"\n",
      "list:\n- a\n- b\nnext: c\n",
      "list:\n  - >\n    folded\n    item\n  - x\n",
      "list: [a, \"b, c\", 'd', e f]\n",
      "list: [a,\n  b,\n  c]\nnext: d\n",
      "list: []\nmap: {}\n",
      "map: {a: 1, b: [2, 3], \"c\": {d: 4}}\n",
      "author:\n  name: 홍길동\n  links:\n    web: http://a.b\nnext: x\n",
      "people:\n  - name: a\n    age: 1\n  - name: b\n    age: 2\n",
      "people:\n  -\n    name: a\n",
      "nested:\n  - - a\n    - b\n  - c\n",
      "# only\ntitle: x # y\n\n# z\n",
      "\"quoted key\": v\n'other key' : w\n",
      "empty:\nnext: x\n",
      "title: !!str 123\nanchor: &a value\nalias: *a\n",
      "date: 2024-07-11 09:30:00 +0900\n",
      "ko: 키\n한글 키: 값\n",
  };
  for (const char* yaml : cases) {
    size_t notes = 0;
    EXPECT_EQ(Flat(yaml, &notes), Oracle(yaml)) << yaml;
    EXPECT_EQ(notes, 0u) << yaml;
  }
}

TEST(FrontMatter, FollowsTheStandardWhereYamlCppDoesNot) {
  EXPECT_EQ(Flat("title: >+\n  keep\n\n\nnext: 1\n"), "title=keep\n\n\n;next=1");
  EXPECT_EQ(Flat("title: \"\\_\\N\"\n"), "title=\u00A0\u0085");
  EXPECT_EQ(Flat("title: \"\\ud83d\\udd25\"\n"),
            "title=🔥");  // two surrogates, as JSON writes them
}

TEST(FrontMatter, ReadsWithCarriageReturns) {
  EXPECT_EQ(Flat("title: a\r\nexcerpt: >\r\n  b\r\n  c\r\nlist:\r\n  - 'd'\r\n"),
            "title=a;excerpt=b c\n;list=d");
  EXPECT_EQ(Flat("title: \"a\r\n  b\"\r\nx: \"c\\\r\n  d\"\r\n"), "title=a b;x=cd");
}

TEST(FrontMatter, ReadsSlipsAsTextWithANote) {
  const struct {
    const char* yaml;
    const char* flat;
  } cases[] = {
      {"title: [예선 1위] 조성재 실패!\n", "title=[예선 1위] 조성재 실패!"},
      {"title: [열린 괄호\nnext: b]\n", "title=[열린 괄호;next=b]"},
      {"title: \"한국\" 대 \"일본\"\n", "title=\"한국\" 대 \"일본\""},
      {"title: '김정은' 방문\n", "title='김정은' 방문"},
      {"title: \"열린 따옴표\nnext: \"b\"\n", "title=\"열린 따옴표;next=b"},
      {"title: 속보: 북한 발사\n", "title=속보: 북한 발사"},
      {"title: *별표* 제목\n", "title=*별표* 제목"},
      {"title: @계정\n", "title=@계정"},
      {"title: %할인\n", "title=%할인"},
      {"title: > 화살표\n", "title=> 화살표"},
      {"title:제목\n", "title=제목"},
      {"title: 가\ntitle: 나\n", "title=나"},
      {"a:\n  b: 1\na:\n  c: 2\n", "a.c=2"},
      {"그냥 글\ntitle: 가\n", "title=가"},
      {"title: \"\\q \\u12\"\n", "title=\\q \\u12"},
      {"\ttitle: 가\n", "title=가"},
      {"map: {a: [1}\nnext: 2\n", "map={a: [1};next=2"},
      {"list: [a b: c d, [e] f]\n", "list=[a b: c d, [e] f]"},
  };
  for (const auto& c : cases) {
    size_t notes = 0;
    EXPECT_EQ(Flat(c.yaml, &notes), c.flat) << c.yaml;
    EXPECT_GT(notes, 0u) << c.yaml;
  }
  EXPECT_EQ(Flat("title: !속보\nx: &quot;a&quot;\n"), "title=!속보;x=&quot;a&quot;");
  EXPECT_EQ(Flat("title: - a\n"), "title=- a");
}

TEST(FrontMatter, SpansExcludeQuotesAndComments) {
  const std::string source = "---\ntitle: 'a b' # c\nx: d # e\n---\nbody";
  const auto front = ReadFrontMatter(source, 0);
  ASSERT_EQ(front->values.size(), 2u);
  const auto content = [&](size_t i) {
    const ByteSpan span = front->values[i].scalar.content;
    return source.substr(span.begin, span.size());
  };
  EXPECT_EQ(content(0), "a b");
  EXPECT_EQ(content(1), "d");
  EXPECT_EQ(source.substr(front->body_begin), "body");
}

TEST(FrontMatter, MustClose) {
  for (const char* source : {"---\ntitle: a\n", "---\n", "---", "---\ntitle: a\n ---\n"}) {
    const auto front = ReadFrontMatter(source, 0);
    ASSERT_FALSE(front.has_value()) << source;
    EXPECT_EQ(front.error().code(), ErrorCode::kBadInput);
  }
  EXPECT_TRUE(ReadFrontMatter("---\n---", 0).has_value());
  EXPECT_TRUE(ReadFrontMatter("--- \na: b\n...\n", 0).has_value());
  const auto large =
      ReadFrontMatter("---\n" + std::string(kMaxFrontMatterBytes + 10, '\n') + "---\n", 0);
  ASSERT_FALSE(large.has_value());
  EXPECT_EQ(large.error().code(), ErrorCode::kResourceExhausted);
}

TEST(FrontMatter, HostileInputTakesLinearTime) {
  for (const char* seed :
       {"[", "- ", "{a: ", "a:\n", "- \"\n", "'", "a: \"\n", "\n ", "&a ", "a: [\n"}) {
    std::string yaml = "k: ";
    while (yaml.size() < 300'000) yaml += seed;
    EXPECT_TRUE(ReadFrontMatter("---\n" + yaml + "\n---\n", 0).has_value()) << seed;
  }
}

void CompareFolder(const std::string& folder) {
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not here";
  const auto files = base::ListFiles(folder);
  ASSERT_TRUE(files.has_value());
  int refused = 0;
  for (const std::string& file : *files) {
    if (!file.ends_with(".md")) continue;
    const std::string source = *base::ReadFile(folder + "/" + file, kMaxSourceBytes);
    const auto front = ReadFrontMatter(source, 0);
    ASSERT_TRUE(front.has_value()) << file;
    const size_t close = source.rfind("---", front->body_begin);
    const std::string yaml = source.substr(4, close - 4);
    try {
      EXPECT_EQ(Flat(yaml), Oracle(yaml)) << file;
    } catch (const YAML::Exception&) {
      EXPECT_FALSE(front->notes.empty()) << file;
      ++refused;
    }
  }
  EXPECT_LE(refused, 5);
}
TEST(FrontMatter, AgreesWithYamlCppOnSharedPosts) {
  CompareFolder(BONGSU_SOURCE_DIR "/../shared/posts");
}
TEST(FrontMatter, AgreesWithYamlCppOnExamplePosts) {
  CompareFolder(BONGSU_SOURCE_DIR "/examples/posts");
}

}  // namespace
}  // namespace bongsu::document
