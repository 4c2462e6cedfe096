#include "base/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>

namespace bongsu::base {
namespace {

namespace fs = std::filesystem;
constexpr uint64_t kMany = 1 << 20;

// A folder that is gone after the test.
class FileTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "bongsu-file-XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    root_ = name;
  }
  void TearDown() override {
    std::error_code ec;
    fs::permissions(root_, fs::perms::owner_all, ec);
    fs::remove_all(root_, ec);
  }
  std::string Path(const std::string& name) const { return root_ + "/" + name; }
  void Write(const std::string& name, const std::string& bytes = "x") const {
    fs::create_directories(fs::path(Path(name)).parent_path());
    ASSERT_TRUE(WriteFileAtomically(Path(name), bytes).ok());
  }
  std::string root_;
};

std::string Join(const Result<std::vector<std::string>>& files) {
  if (!files) return "error: " + files.error().message();
  std::string out;
  for (const std::string& f : *files) out += (out.empty() ? "" : " ") + f;
  return out;
}

TEST_F(FileTest, ReadsBackWhatWasWritten) {
  for (const std::string& bytes : {std::string(), std::string("a"),
                                   std::string("\0\n\xFF 한글", 10), std::string(300'000, 'z')}) {
    Write("f", bytes);
    const auto read = ReadFile(Path("f"), kMany);
    ASSERT_TRUE(read) << read.error().message();
    EXPECT_EQ(*read, bytes);
  }
}

TEST_F(FileTest, ReadsUpToTheLimitAndNoFurther) {
  Write("f", "12345");
  EXPECT_TRUE(ReadFile(Path("f"), 5));
  const auto over = ReadFile(Path("f"), 4);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code(), ErrorCode::kResourceExhausted);
  EXPECT_EQ(over.error().message(), Path("f") + ": 5 bytes, more than the limit of 4");
}

TEST_F(FileTest, TellsWhyAFileCannotBeRead) {
  Write("file");
  ASSERT_EQ(::mkfifo(Path("device-like").c_str(), 0600), 0);
  const struct {
    const char* name;
    ErrorCode code;
  } kCases[] = {{"none", ErrorCode::kNotFound},
                {"none/below", ErrorCode::kNotFound},
                {"file/below", ErrorCode::kIoError},
                {"", ErrorCode::kInvalidArgument}};  // the folder itself
  for (const auto& c : kCases) {
    const auto read = ReadFile(Path(c.name), kMany);
    ASSERT_FALSE(read) << c.name;
    EXPECT_EQ(read.error().code(), c.code) << read.error().message();
    EXPECT_EQ(read.error().message().rfind(Path(c.name) + ": ", 0), 0u) << read.error().message();
  }
}

TEST_F(FileTest, ReplacesAFileWholeAndLeavesNothingBeside) {
  Write("f", "old and long");
  Write("f", "new");
  EXPECT_EQ(*ReadFile(Path("f"), kMany), "new");
  EXPECT_EQ(Join(ListFiles(root_)), "f");
}

// As root, a file in its place would take /dev/stdout or /dev/full away from everybody.
TEST_F(FileTest, WritesToAPipeAndLeavesItOne) {
  const std::string pipe = Path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  EXPECT_TRUE(WriteFileAtomically(pipe, "words").ok());
  char read[16] = {};
  EXPECT_EQ(::read(reader, read, sizeof read), 5);
  EXPECT_STREQ(read, "words");
  ::close(reader);
  EXPECT_TRUE(std::filesystem::is_fifo(pipe));
}

TEST_F(FileTest, TellsThatADeviceIsFull) {
  if (!std::filesystem::is_character_file("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  EXPECT_EQ(WriteFileAtomically("/dev/full", "words").code(), ErrorCode::kIoError);
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST_F(FileTest, LeavesTheOldFileWhereTheNewOneCannotBeWritten) {
  Write("folder/inside", "x");
  const Status onto_folder = WriteFileAtomically(Path("folder"), "new");
  EXPECT_FALSE(onto_folder.ok());
  EXPECT_EQ(onto_folder.message().rfind(Path("folder"), 0), 0u) << onto_folder.message();
  EXPECT_EQ(Join(ListFiles(root_)), "folder/inside");  // no temporary file either
  const Status missing = WriteFileAtomically(Path("none/f"), "new");
  EXPECT_EQ(missing.code(), ErrorCode::kNotFound) << missing.message();
}

TEST_F(FileTest, ListsFilesBelowAFolderBytewise) {
  for (const char* name : {"b", "a/z", "a/b/c", "B", "가", "a.txt"}) Write(name);
  EXPECT_EQ(Join(ListFiles(root_)), "B a.txt a/b/c a/z b 가");
  EXPECT_EQ(Join(ListFiles(root_ + "/")), "B a.txt a/b/c a/z b 가");
}

TEST_F(FileTest, ListsNeitherHiddenFilesNorLinkedFolders) {
  Write("real/a");
  Write(".hidden");
  Write(".git/b");
  Write("c");
  fs::create_directory_symlink(Path("real"), Path("link"));
  fs::create_directory_symlink(root_, Path("real/circle"));
  fs::create_symlink(Path("c"), Path("linked-file"));
  EXPECT_EQ(Join(ListFiles(root_)), "c linked-file real/a");
}

TEST_F(FileTest, ListsAFileAsItself) {
  Write("a/b.md");
  EXPECT_EQ(Join(ListFiles(Path("a/b.md"))), "b.md");
  EXPECT_EQ(Join(ListFiles(root_ + "/a")), "b.md");
}

TEST_F(FileTest, ListsNothingOfAnEmptyFolder) { EXPECT_EQ(Join(ListFiles(root_)), ""); }

TEST_F(FileTest, NamesAFolderThatIsNotThere) {
  const auto files = ListFiles(Path("none"));
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(files.error().message().rfind(Path("none"), 0), 0u) << files.error().message();
}

TEST_F(FileTest, NamesAFolderThatCannotBeRead) {
  if (::geteuid() == 0) GTEST_SKIP() << "root reads everything";
  Write("closed/a");
  fs::permissions(Path("closed"), fs::perms::none);
  const auto files = ListFiles(root_);
  fs::permissions(Path("closed"), fs::perms::owner_all);
  ASSERT_FALSE(files);
  EXPECT_EQ(files.error().code(), ErrorCode::kIoError);
  EXPECT_NE(files.error().message().find("closed"), std::string::npos) << files.error().message();
}

TEST_F(FileTest, MakesFoldersAndTheirParents) {
  EXPECT_TRUE(MakeFolders(Path("a/b/c")).ok());
  EXPECT_TRUE(fs::is_directory(Path("a/b/c")));
  EXPECT_TRUE(MakeFolders(Path("a/b/c")).ok());
  Write("file");
  EXPECT_EQ(MakeFolders(Path("file/below")).code(), ErrorCode::kIoError);
}

TEST_F(FileTest, AppendsSyncsAndCutsBack) {
  auto opened = FileSystem::Real().OpenAppend(Path("log"));
  ASSERT_TRUE(opened) << opened.error().message();
  AppendFile& file = **opened;
  EXPECT_EQ(file.size(), 0u);
  EXPECT_TRUE(file.Append("one ").ok());
  EXPECT_TRUE(file.Append("two").ok());
  EXPECT_TRUE(file.Sync().ok());
  EXPECT_EQ(file.size(), 7u);
  EXPECT_EQ(*ReadFile(Path("log"), kMany), "one two");
  EXPECT_TRUE(file.Truncate(4).ok());
  EXPECT_TRUE(file.Append("2").ok());
  EXPECT_EQ(*ReadFile(Path("log"), kMany), "one 2");
  auto again = FileSystem::Real().OpenAppend(Path("log"));
  ASSERT_TRUE(again);
  EXPECT_EQ((*again)->size(), 5u);
  EXPECT_TRUE((*again)->Append("!").ok());
  EXPECT_EQ(*ReadFile(Path("log"), kMany), "one 2!");
}

TEST_F(FileTest, NamesAFileThatCannotBeAppendedTo) {
  const auto folder = FileSystem::Real().OpenAppend(root_);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code(), ErrorCode::kIoError);
  EXPECT_EQ(FileSystem::Real().OpenAppend(Path("none/log")).error().code(), ErrorCode::kNotFound);
}

}  // namespace
}  // namespace bongsu::base
