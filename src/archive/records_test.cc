#include "archive/records.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "archive/faulty_files.h"

namespace bongsu::archive {
namespace {

class RecordsTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "bongsu_records" + std::to_string(::getpid());
    std::filesystem::remove_all(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  std::unique_ptr<RecordWriter> Open(RecordWriter::Options options = {}) {
    auto opened = RecordWriter::Open(folder_, options);
    EXPECT_TRUE(opened) << opened.error().message();
    return std::move(opened).value();
  }
  std::string Bytes(int64_t file = 1) {
    return *base::ReadFile(folder_ + "/records-00000" + std::to_string(file) + ".jsonl", 1u << 30);
  }
  void Overwrite(const std::string& bytes) {
    ASSERT_TRUE(base::WriteFileAtomically(folder_ + "/records-000001.jsonl", bytes).ok());
  }

  std::string folder_;
};

const std::vector<std::string> kRecords = {R"({"a":1})", R"({"b":"봉수"})", R"({"c":[]})"};

TEST_F(RecordsTest, WhatWasAddedIsRead) {
  const auto writer = Open();
  const auto first = writer->Add(R"({"doc":"a.md"})", kRecords);
  const auto second = writer->Add(R"({"doc":"b.md"})", std::vector<std::string>{"{}"});
  ASSERT_TRUE(first && second);
  ASSERT_TRUE(writer->Sync().ok());
  EXPECT_EQ(*first, (RecordPlace{1, 0, 1}));
  RecordReader reader(folder_);
  for (int64_t line = 1; line <= 3; ++line)
    EXPECT_EQ(*reader.Read({1, 0, line}), kRecords[static_cast<size_t>(line) - 1]);
  EXPECT_EQ(*reader.Read(*second), "{}");
  EXPECT_EQ(reader.Block(1, second->offset)->document(), R"({"doc":"b.md"})");
  EXPECT_EQ(reader.Read({1, 0, 4}).error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(reader.Read({1, 0, 0}).error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(reader.Read({1, 1, 1}).error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(reader.Read({1, -5, 1}).error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(reader.Read({1, 1 << 20, 1}).error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(reader.Read({2, 0, 1}).error().code(), ErrorCode::kNotFound);
}

// Longer than what is read at first, in the head and in the records.
TEST_F(RecordsTest, LongBlocksAreReadWhole) {
  const std::string document = R"({"title":")" + std::string(100000, 'x') + "\"}";
  const std::vector<std::string> records(50, std::string(5000, 'y'));
  const auto writer = Open();
  ASSERT_TRUE(writer->Add(document, records));
  ASSERT_TRUE(writer->Sync().ok());
  const auto block = RecordReader(folder_).Block(1, 0);
  ASSERT_TRUE(block) << block.error().message();
  EXPECT_EQ(block->document(), document);
  EXPECT_EQ(block->Line(50), records[49]);
}

TEST_F(RecordsTest, EveryFlippedBitOfABlockIsMet) {
  {
    const auto writer = Open();
    ASSERT_TRUE(writer->Add(R"({"doc":"a.md"})", kRecords));
    ASSERT_TRUE(writer->Sync().ok());
  }
  const std::string whole = Bytes();
  for (size_t i = 0; i < whole.size() * 8; ++i) {
    std::string flipped = whole;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ 1 << i % 8);
    Overwrite(flipped);
    EXPECT_EQ(RecordReader(folder_).Block(1, 0).error().code(), ErrorCode::kCorruption) << i;
  }
  for (size_t size = 0; size < whole.size(); ++size) {
    Overwrite(whole.substr(0, size));
    EXPECT_EQ(RecordReader(folder_).Block(1, 0).error().code(), ErrorCode::kCorruption) << size;
  }
}

TEST_F(RecordsTest, FilesFollowOneAnotherAndOthersGo) {
  RecordWriter::Options options;
  options.max_file_bytes = 100;
  options.file = 3;
  const auto writer = Open(options);
  std::vector<RecordPlace> places;
  for (int i = 0; i < 4; ++i)
    places.push_back(*writer->Add("{}", std::vector<std::string>{std::string(60, 'r')}));
  ASSERT_TRUE(writer->Sync().ok());
  EXPECT_EQ(places[0].file, 3);
  EXPECT_EQ(places[3].file, 6);
  EXPECT_EQ(RecordFiles(folder_), (std::vector<int64_t>{3, 4, 5, 6}));
  RemoveRecordFiles(folder_, 4, 5);
  EXPECT_EQ(RecordFiles(folder_), (std::vector<int64_t>{4, 5}));
  EXPECT_TRUE(RecordReader(folder_).Read(places[1]));
}

// What a failed write leaves is garbage; what comes after it is found.
TEST_F(RecordsTest, WriterGoesOnAfterAFullDisk) {
  FaultyFileSystem files;
  files.budget_bytes = 30;
  RecordWriter::Options options;
  options.files = &files;
  {
    const auto writer = Open(options);
    ASSERT_TRUE(writer->Add("{}", kRecords));
    EXPECT_EQ(writer->Sync().code(), ErrorCode::kIoError);
  }
  EXPECT_EQ(Bytes().size(), 30u);
  files.budget_bytes = 1 << 20;
  const auto writer = Open(options);
  const auto place = writer->Add("{}", kRecords);
  ASSERT_TRUE(writer->Sync().ok());
  EXPECT_EQ(place->offset, 30);
  EXPECT_EQ(*RecordReader(folder_).Read(*place), kRecords[0]);
  files.fail_sync = true;
  EXPECT_EQ(writer->Sync().code(), ErrorCode::kIoError);
}

}  // namespace
}  // namespace bongsu::archive
