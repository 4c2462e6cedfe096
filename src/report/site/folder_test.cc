#include "report/site/folder.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "base/file.h"

namespace bongsu::report::site {
namespace {

namespace fs = std::filesystem;

class SiteFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    path_ = testing::TempDir() + "bongsu_site_" + info->name() + std::to_string(::getpid());
    fs::remove_all(path_);
  }
  void TearDown() override { fs::remove_all(path_); }

  // A run that writes these files, each with its name as content unless told otherwise.
  FolderCounts Run(const std::vector<std::string>& names, const std::string& content = "x") {
    auto folder = SiteFolder::Open(path_);
    EXPECT_TRUE(folder) << folder.error().message();
    for (const std::string& name : names) {
      const Status status = folder->Write(name, content);
      EXPECT_TRUE(status.ok()) << status.message();
    }
    EXPECT_TRUE(folder->Finish().ok());
    return folder->counts();
  }
  void Put(const std::string& name, const std::string& content) {
    ASSERT_TRUE(base::MakeFolders((fs::path(path_) / name).parent_path()).ok());
    ASSERT_TRUE(base::WriteFileAtomically(path_ + "/" + name, content).ok());
  }
  std::string Get(const std::string& name) {
    auto text = base::ReadFile(path_ + "/" + name, 1000);
    return text ? *text : "(" + text.error().message() + ")";
  }

  std::string path_;
};

TEST_F(SiteFolderTest, SecondRunWritesOnlyWhatChanged) {
  EXPECT_EQ(Run({"a.html", "b/c.html"}).written, 2u);
  const FolderCounts same = Run({"a.html", "b/c.html"});
  EXPECT_EQ(same.written, 0u);
  EXPECT_EQ(same.unchanged, 2u);
  EXPECT_EQ(Run({"a.html", "b/c.html"}, "y").written, 2u);
  EXPECT_EQ(Get("b/c.html"), "y");
}

TEST_F(SiteFolderTest, WhatIsNoLongerWrittenGoesWithItsEmptyFolder) {
  Run({"a.html", "b/c/d.html"});
  EXPECT_EQ(Run({"a.html"}).removed, 1u);
  EXPECT_FALSE(fs::exists(path_ + "/b"));
  EXPECT_TRUE(fs::exists(path_ + "/a.html"));
}

TEST_F(SiteFolderTest, FilesOfOthersStay) {
  Run({"a.html", "b/c.html"});
  Put("b/mine.txt", "mine");
  Put("new.html", "mine");
  Run({"a.html"});
  EXPECT_EQ(Get("b/mine.txt"), "mine");
  auto folder = SiteFolder::Open(path_);
  ASSERT_TRUE(folder);
  EXPECT_EQ(folder->Write("a.html", "new").code(), ErrorCode::kOk);
  // Opened and not finished: from here on what is there may be the site's own. A finished one may
  // not overwrite it.
  ASSERT_TRUE(folder->Finish().ok());
  auto again = SiteFolder::Open(path_);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->Write("new.html", "site").code(), ErrorCode::kInvalidArgument);
  EXPECT_EQ(Get("new.html"), "mine");
}

TEST_F(SiteFolderTest, RefusesAFolderWithOtherFiles) {
  Put("notes.txt", "mine");
  const auto folder = SiteFolder::Open(path_);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code(), ErrorCode::kInvalidArgument);
  EXPECT_FALSE(fs::exists(path_ + "/bongsu-site.tsv"));
}

TEST_F(SiteFolderTest, ARunThatWasCutOffIsDoneAgain) {
  {
    auto folder = SiteFolder::Open(path_);
    ASSERT_TRUE(folder);
    ASSERT_TRUE(folder->Write("a.html", "half").ok());
  }
  Run({"a.html"}, "whole");
  EXPECT_EQ(Get("a.html"), "whole");
}

TEST_F(SiteFolderTest, NothingIsWrittenOutside) {
  auto folder = SiteFolder::Open(path_);
  ASSERT_TRUE(folder);
  for (const char* bad : {"../x", "/tmp/x", "a/../../x", "", "a//b", "a/", "./a", "a\\b", "a\nb",
                          SiteFolder::kMarker})
    EXPECT_EQ(folder->Write(bad, "x").code(), ErrorCode::kInvalidArgument) << bad;
  ASSERT_TRUE(folder->Write("a", "x").ok());
  EXPECT_EQ(folder->Write("a", "x").code(), ErrorCode::kInvalidArgument);
}

TEST_F(SiteFolderTest, RefusesAMarkerThatNamesFilesOutside) {
  Put("bongsu-site.tsv",
      "# written by bongsu site, format 1: file, hash of its content\n../../victim\tabc\n");
  const auto folder = SiteFolder::Open(path_);
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code(), ErrorCode::kBadInput);
  EXPECT_NE(folder.error().message().find("bongsu-site.tsv:2"), std::string::npos)
      << folder.error().message();
}

}  // namespace
}  // namespace bongsu::report::site
