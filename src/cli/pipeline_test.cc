// From paths to documents in input order.
#include "cli/pipeline.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/file.h"
#include "language/test_lexicon.h"

namespace bongsu::cli {
namespace {

const coding::Coder& RealCoder() {
  static const std::unique_ptr<coding::Coder> coder = [] {
    auto made = coding::Coder::Create(RealLexicon());
    return made ? std::move(*made) : nullptr;
  }();
  return *coder;
}

// A folder that is gone after the test.
class PipelineTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "bongsu-pipeline-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(root_); }

  std::string Path(const std::string& name) const { return root_ + "/" + name; }
  void Write(const std::string& name, const std::string& text = "미국은 북한을 규탄했다.") const {
    std::filesystem::create_directories(std::filesystem::path(Path(name)).parent_path());
    ASSERT_TRUE(base::WriteFileAtomically(Path(name), text).ok());
  }
  // The `doc` of each input, blanks between.
  std::string Docs(const std::vector<std::string>& paths) const {
    const auto inputs = ExpandInputs(paths);
    if (!inputs) return "error: " + std::string(ErrorCodeName(inputs.error().code()));
    std::string out;
    for (const Input& i : *inputs) out += (out.empty() ? "" : " ") + i.doc;
    return out;
  }
  std::vector<Input> ManyPosts(int count) const {
    std::vector<Input> inputs;
    for (int i = 0; i < count; ++i) {
      const std::string name = "post" + std::to_string(1000 + i) + ".md";
      Write(name, i % 7 == 3
                      ? std::string("binary\0bytes", 12)
                      : "미국은 2024년 7월 " + std::to_string(i % 28 + 1) + "일 북한을 규탄했다.");
      inputs.push_back({Path(name), name});
    }
    return inputs;
  }

  std::string root_;
};

TEST_F(PipelineTest, TakesPostsOfAFolderSortedByName) {
  for (const char* name : {"b.md", "a.html", "c/d.txt", "c/a.htm", "x.markdown", "B.md", "가.md"})
    Write(name);
  EXPECT_EQ(Docs({root_}), "B.md a.html b.md c/a.htm c/d.txt x.markdown 가.md");
}

TEST_F(PipelineTest, PassesOverOtherFilesAndHiddenOnesOfAFolder) {
  for (const char* name : {"a.md", "b.json", "c.mdx", "md", ".hidden.md", ".git/d.md", "e.md.bak"})
    Write(name);
  EXPECT_EQ(Docs({root_}), "a.md");
}

TEST_F(PipelineTest, TakesAFileGivenByNameWhateverItIsCalled) {
  for (const char* name : {"b.json", ".hidden"}) Write(name);
  EXPECT_EQ(Docs({Path("b.json"), Path(".hidden")}), "b.json .hidden");
}

TEST_F(PipelineTest, KeepsTheOrderOfItsPaths) {
  for (const char* name : {"a.md", "b.md", "f/c.md"}) Write(name);
  EXPECT_EQ(Docs({Path("b.md"), Path("f"), "-", Path("a.md")}), "b.md c.md stdin a.md");
}

TEST_F(PipelineTest, TellsDocumentsOfOneNameApartByTheirPaths) {
  for (const char* name : {"one/a.md", "two/a.md", "two/b.md"}) Write(name);
  EXPECT_EQ(Docs({Path("one"), Path("two")}), Path("one/a.md") + " " + Path("two/a.md") + " b.md");
  EXPECT_EQ(Docs({Path("one/a.md"), Path("two/a.md")}), Path("one/a.md") + " " + Path("two/a.md"));
}

TEST_F(PipelineTest, ReadsAFileGivenTwiceOnce) {
  for (const char* name : {"one/a.md", "one/b.md"}) Write(name);
  EXPECT_EQ(Docs({Path("one/a.md"), Path("one/a.md")}), Path("one/a.md"));
  EXPECT_EQ(Docs({Path("one"), Path("one/../one/a.md")}), Path("one/a.md") + " b.md");
  EXPECT_EQ(Docs({"-", "-"}), "-");
}

TEST_F(PipelineTest, OpensWhatTheInputNames) {
  Write("f/a.md");
  const auto inputs = ExpandInputs({Path("f"), Path("f/a.md")});
  ASSERT_TRUE(inputs);
  for (const Input& i : *inputs) EXPECT_TRUE(base::ReadFile(i.path, 1 << 20)) << i.path;
}

TEST_F(PipelineTest, NamesAPathThatIsNotThere) {
  const auto inputs = ExpandInputs({Path("none.md")});
  ASSERT_FALSE(inputs);
  EXPECT_EQ(inputs.error().code(), ErrorCode::kNotFound);
  EXPECT_NE(inputs.error().message().find("none.md"), std::string::npos);
}

TEST_F(PipelineTest, GivesNoInputsForAnEmptyFolder) {
  EXPECT_EQ(Docs({root_}), "");
  EXPECT_EQ(Docs({}), "");
}

struct Delivered {
  std::string docs, json;
  int failed = 0;
  Status status;
};

Delivered RunAll(const std::vector<Input>& inputs, int threads, const PipelineOptions& base = {}) {
  PipelineOptions options = base;
  options.threads = threads;
  Delivered out;
  const std::thread::id caller = std::this_thread::get_id();
  out.status = Run(RealCoder(), inputs, options, [&](Processed&& p) -> Status {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    out.docs += p.input.doc + " ";
    if (!p.status.ok()) ++out.failed;
    for (const Event& e : p.coded.events) out.json += ToJson(e) + "\n";
    return {};
  });
  return out;
}

TEST_F(PipelineTest, DeliversTheSameInInputOrderWhateverTheThreads) {
  const std::vector<Input> inputs = ManyPosts(150);  // more than the ring holds
  std::string docs;
  for (const Input& i : inputs) docs += i.doc + " ";
  const Delivered one = RunAll(inputs, 1);
  EXPECT_TRUE(one.status.ok());
  EXPECT_EQ(one.docs, docs);
  EXPECT_GT(one.json.size(), 1000u);
  EXPECT_EQ(one.failed, 21);
  for (const int threads : {2, 3, 8}) {
    const Delivered many = RunAll(inputs, threads);
    EXPECT_TRUE(many.status.ok());
    EXPECT_EQ(many.docs, docs) << threads << " threads";
    EXPECT_EQ(many.json, one.json) << threads << " threads";
    EXPECT_EQ(many.failed, one.failed);
  }
}

TEST_F(PipelineTest, GoesOnAfterAFileItCannotRead) {
  Write("a.md");
  Write("c.md");
  Write("bad.md", std::string("\0\0", 2));
  std::filesystem::create_directory(Path("folder.md"));
  const std::vector<Input> inputs = {{Path("a.md"), "a"},
                                     {Path("none.md"), "none"},
                                     {Path("folder.md"), "folder"},
                                     {Path("bad.md"), "bad"},
                                     {Path("c.md"), "c"}};
  for (const int threads : {1, 3}) {
    std::vector<ErrorCode> codes;
    std::string quarantined;
    PipelineOptions options;
    options.threads = threads;
    const Status status = cli::Run(RealCoder(), inputs, options, [&](Processed&& p) -> Status {
      codes.push_back(p.status.code());
      if (p.status.ok()) {
        EXPECT_EQ(p.coded.events.size(), 1u);
        EXPECT_EQ(p.document.id, p.input.doc);
      } else if (p.input.doc == "bad") {
        quarantined = p.document.source;  // the bytes, for the quarantine
      }
      return {};
    });
    EXPECT_TRUE(status.ok());
    EXPECT_EQ(codes, (std::vector<ErrorCode>{ErrorCode::kOk, ErrorCode::kNotFound,
                                             ErrorCode::kInvalidArgument, ErrorCode::kBadInput,
                                             ErrorCode::kOk}));
    EXPECT_EQ(quarantined, std::string("\0\0", 2));
  }
}

TEST_F(PipelineTest, StopsWhereDeliveryFails) {
  const std::vector<Input> inputs = ManyPosts(100);
  for (const int threads : {1, 3}) {
    int delivered = 0;
    PipelineOptions options;
    options.threads = threads;
    const Status status = cli::Run(RealCoder(), inputs, options, [&](Processed&&) -> Status {
      if (++delivered == 5) return {ErrorCode::kIoError, "disk full"};
      return {};
    });
    EXPECT_EQ(status.code(), ErrorCode::kIoError) << threads;
    EXPECT_EQ(status.message(), "disk full");
    EXPECT_EQ(delivered, 5) << threads;
  }
}

TEST_F(PipelineTest, DoesNothingWithoutInputs) {
  for (const int threads : {1, 3}) {
    const Delivered none = RunAll({}, threads);
    EXPECT_TRUE(none.status.ok());
    EXPECT_EQ(none.docs, "");
  }
}

TEST_F(PipelineTest, PassesTheOptionsOn) {
  Write("a.md");
  PipelineOptions options;
  options.lang = "en";
  options.date = "2023-01-02";
  options.outlet = "some outlet";
  options.threads = 1;
  const Status status =
      cli::Run(RealCoder(), {{Path("a.md"), "a"}}, options, [&](Processed&& p) -> Status {
        EXPECT_EQ(p.document.lang, "en");
        EXPECT_EQ(p.document.published.date, "2023-01-02");
        EXPECT_EQ(p.document.outlet, "some outlet");
        EXPECT_EQ(p.coded.note, "no analyser yet for en");
        return {};
      });
  EXPECT_TRUE(status.ok());
}

TEST_F(PipelineTest, TakesTheDateFromTheFileName) {
  Write("2024-07-11-post.md");
  const Status status =
      cli::Run(RealCoder(), {{Path("2024-07-11-post.md"), "x"}}, {}, [&](Processed&& p) -> Status {
        EXPECT_EQ(p.document.published.date, "2024-07-11");
        return {};
      });
  EXPECT_TRUE(status.ok());
}

}  // namespace
}  // namespace bongsu::cli
