#include "archive/archive.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <random>

#include "archive/faulty_files.h"
#include "archive/journal.h"
#include "base/hash.h"

namespace bongsu::archive {
namespace {

namespace fs = std::filesystem;

// A folder of the test's own, gone at its end.
class ArchiveTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* info = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = testing::TempDir() + "bongsu_archive_" + info->name() + std::to_string(::getpid());
    fs::remove_all(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::unique_ptr<Archive> Open(Options options = {}) {
    auto archive = Archive::Open(folder_, options);
    EXPECT_TRUE(archive) << archive.error().message();
    return archive ? std::move(*archive) : nullptr;
  }
  std::string Warc(int file = 1) const {
    return folder_ + "/sources-00000" + std::to_string(file) + ".warc.gz";
  }
  std::string Index() const { return folder_ + "/sources-000001.idx"; }
  std::string Bytes(const std::string& path) const { return *base::ReadFile(path, 1u << 30); }
  void Write(const std::string& path, std::string_view bytes) {
    ASSERT_TRUE(base::WriteFileAtomically(path, bytes).ok());
  }
  std::vector<Record> Scan(std::vector<std::string>* damage = nullptr) {
    std::vector<Record> records;
    const Status status = ScanArchive(
        folder_,
        [&](Record&& r, Location) {
          records.push_back(std::move(r));
          return Status();
        },
        [&](const std::string& reason) {
          if (damage) damage->push_back(reason);
        });
    EXPECT_TRUE(status.ok()) << status.message();
    return records;
  }

  std::string folder_;
};

Record Source(const std::string& doc, const std::string& bytes) {
  Record r;
  r.doc = doc;
  r.bytes = bytes;
  r.hash = base::Hash128Hex(bytes);
  r.date = "2024-08-01T09:00:00Z";
  r.lang = "ko";
  r.published = "2024-07-28";
  return r;
}

TEST(Warc, RecordComesBackWithAllItsFields) {
  Record r = Source("posts/한미일 100%.md", "본문\r\n\r\nWARC/1.1\r\n");
  r.url = "https://example.org/a%20b?q=러";
  r.outlet = "연합 뉴스";
  const auto back = DecodeRecord(EncodeRecord(r));
  ASSERT_TRUE(back) << back.error().message();
  EXPECT_EQ(back->record.doc, r.doc);
  EXPECT_EQ(back->record.url, r.url);
  EXPECT_EQ(back->record.outlet, r.outlet);
  EXPECT_EQ(back->record.lang, r.lang);
  EXPECT_EQ(back->record.published, r.published);
  EXPECT_EQ(back->record.date, r.date);
  EXPECT_EQ(back->record.bytes, r.bytes);
  EXPECT_EQ(back->record.hash, r.hash);
  EXPECT_FALSE(back->record.revisit);
}

TEST(Warc, EveryCutIsSeenAsAnEndWithinTheRecord) {
  const std::string member = EncodeRecord(Source("a", "source bytes"));
  for (size_t n = 0; n < member.size(); ++n) {
    const std::string cut = member.substr(0, n);
    const auto back = DecodeRecord(cut);
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().code(), ErrorCode::kNotFound) << n;
  }
}

TEST(Warc, EveryFlippedByteIsAnErrorOrLeavesTheSourceWhole) {
  const Record r = Source("a", "source bytes");
  const std::string member = EncodeRecord(r);
  for (size_t i = 0; i < member.size(); ++i) {
    std::string flipped = member;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x20);
    const auto back = DecodeRecord(flipped);
    if (!back) continue;
    EXPECT_EQ(back->record.bytes, r.bytes) << i;  // a byte of the gzip header: time, system
  }
}

TEST_F(ArchiveTest, SourceIsReadBackByItsLocation) {
  auto archive = Open();
  const auto a = archive->Add(Source("a", "first"));
  const auto b = archive->Add(Source("b", "second"));
  ASSERT_TRUE(a && b);
  ASSERT_TRUE(archive->Sync().ok());
  EXPECT_EQ(ReadRecord(folder_, *a)->bytes, "first");
  EXPECT_EQ(ReadRecord(folder_, *b)->bytes, "second");
  EXPECT_EQ(ReadRecord(folder_, {1, 999999}).error().code(), ErrorCode::kCorruption);
  EXPECT_EQ(ReadRecord(folder_, {7, 0}).error().code(), ErrorCode::kNotFound);
}

TEST_F(ArchiveTest, SameSourceIsWrittenOnceAlsoAfterReopening) {
  const auto first = Open()->Add(Source("a", "same"));
  const auto size = fs::file_size(Warc());
  const auto again = Open()->Add(Source("a", "same"));
  ASSERT_TRUE(first && again);
  EXPECT_EQ(*first, *again);
  EXPECT_EQ(fs::file_size(Warc()), size);
}

TEST_F(ArchiveTest, SameBytesOfAnotherDocumentAreARevisit) {
  auto archive = Open();
  const std::string bytes(10000, 'x');
  const auto a = archive->Add(Source("a", bytes));
  const auto b = archive->Add(Source("b", bytes));
  ASSERT_TRUE(a && b);
  EXPECT_EQ(*a, *b);
  const auto records = Scan();
  ASSERT_EQ(records.size(), 2u);
  EXPECT_TRUE(records[1].revisit);
  EXPECT_EQ(records[1].doc, "b");
  EXPECT_EQ(records[1].hash, records[0].hash);
}

TEST_F(ArchiveTest, GoingBackToAnOldSourceIsOnRecord) {
  auto archive = Open();
  for (const char* bytes : {"one", "two", "one"}) ASSERT_TRUE(archive->Add(Source("a", bytes)));
  const auto records = Scan();
  ASSERT_EQ(records.size(), 3u);
  EXPECT_EQ(records[2].hash, records[0].hash);
}

TEST_F(ArchiveTest, NewFileBeginsAtTheLimit) {
  Options options;
  options.max_file_bytes = 500;
  auto archive = Open(options);
  std::vector<Location> at;
  for (int i = 0; i < 10; ++i)
    at.push_back(*archive->Add(Source("d" + std::to_string(i), "bytes " + std::to_string(i))));
  EXPECT_GT(at.back().file, 2u);
  archive.reset();
  EXPECT_EQ(Scan().size(), 10u);
  archive = Open(options);
  for (int i = 0; i < 10; ++i)
    EXPECT_EQ(*archive->Add(Source("d" + std::to_string(i), "bytes " + std::to_string(i))),
              at[static_cast<size_t>(i)]);
}

TEST_F(ArchiveTest, TornTailIsCutAndTheRestKept) {
  (void)Open()->Add(Source("a", "kept"));
  const std::string whole = Bytes(Warc());
  const std::string next = EncodeRecord(Source("b", "torn"));
  for (const size_t n : {size_t{1}, size_t{5}, next.size() / 2, next.size() - 1}) {
    Write(Warc(), whole + next.substr(0, n));
    EXPECT_EQ(Open()->cut_bytes(), n);
    EXPECT_EQ(Bytes(Warc()), whole);
  }
  Write(Warc(), whole + std::string(4096, '\0'));  // what a power cut may leave
  EXPECT_EQ(Open()->cut_bytes(), 4096u);
  auto archive = Open();
  ASSERT_TRUE(archive->Add(Source("b", "torn")));
  EXPECT_EQ(Scan().size(), 2u);
}

TEST_F(ArchiveTest, IndexIsMadeAgainFromTheRecords) {
  auto archive = Open();
  const auto a = *archive->Add(Source("a", "first"));
  const auto b = *archive->Add(Source("b", "second"));
  archive.reset();
  const std::string index = Bytes(Index());
  for (const std::string& damaged :
       {std::string(), index.substr(0, index.size() / 2), "junk\n" + index,
        index.substr(0, 10) + "0" + index.substr(11)}) {
    Write(Index(), damaged);
    archive = Open();
    EXPECT_EQ(*archive->Add(Source("a", "first")), a);
    EXPECT_EQ(*archive->Add(Source("b", "second")), b);
    archive.reset();
    EXPECT_EQ(Bytes(Index()), index);
  }
  fs::remove(Warc());  // an index that promises more than there is
  archive = Open();
  EXPECT_TRUE(archive->Add(Source("b", "second")));
  EXPECT_EQ(Scan().size(), 1u);
}

TEST_F(ArchiveTest, DamageInTheMiddleIsReportedAndPassedOver) {
  auto archive = Open();
  std::vector<Location> at;
  for (const char* doc : {"a", "b", "c"})
    at.push_back(*archive->Add(Source(doc, std::string("bytes of ") + doc)));
  archive.reset();
  std::string bytes = Bytes(Warc());
  for (size_t i = 20; i < 60; ++i) bytes[at[1].offset + i] = 'X';
  Write(Warc(), bytes);
  fs::remove(Index());
  std::vector<std::string> damage;
  const auto records = Scan(&damage);
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].doc, "c");
  ASSERT_EQ(damage.size(), 1u);
  EXPECT_NE(damage[0].find("byte " + std::to_string(at[1].offset)), std::string::npos) << damage[0];
  EXPECT_EQ(Open()->cut_bytes(), 0u);  // never cut what has whole records after it
  EXPECT_EQ(Bytes(Warc()), bytes);
}

TEST_F(ArchiveTest, FailingAppendLeavesNothingAndTheNextOneWorks) {
  FaultyFileSystem files;
  Options options;
  options.files = &files;
  for (const uint64_t budget : {0, 1, 100}) {
    fs::remove_all(folder_);
    files = FaultyFileSystem();
    auto archive = Open(options);
    ASSERT_TRUE(archive->Add(Source("a", "first")));
    const auto size = fs::file_size(Warc());
    files.budget_bytes = budget;
    EXPECT_EQ(archive->Add(Source("b", "second")).error().code(), ErrorCode::kIoError);
    EXPECT_EQ(fs::file_size(Warc()), size);
    files.budget_bytes = 1 << 20;
    EXPECT_TRUE(archive->Add(Source("b", "second")));
    EXPECT_EQ(Scan().size(), 2u);
  }
}

TEST_F(ArchiveTest, WhatCannotBeTakenBackIsCutAtTheNextOpening) {
  FaultyFileSystem files;
  Options options;
  options.files = &files;
  auto archive = Open(options);
  ASSERT_TRUE(archive->Add(Source("a", "first")));
  files.budget_bytes = 50;
  files.fail_truncate = true;
  EXPECT_FALSE(archive->Add(Source("b", "second")));
  EXPECT_TRUE(archive->broken());
  EXPECT_FALSE(archive->Add(Source("c", "third")));
  archive.reset();
  EXPECT_EQ(Open()->cut_bytes(), 50u);
  EXPECT_EQ(Scan().size(), 1u);
}

TEST_F(ArchiveTest, FailedSyncTakesBackWhatWasAdded) {
  FaultyFileSystem files;
  Options options;
  options.files = &files;
  auto archive = Open(options);
  ASSERT_TRUE(archive->Add(Source("a", "first")));
  ASSERT_TRUE(archive->Sync().ok());
  ASSERT_TRUE(archive->Add(Source("b", "second")));
  files.fail_sync = true;
  EXPECT_FALSE(archive->Sync().ok());
  EXPECT_TRUE(archive->broken());
  EXPECT_EQ(Scan().size(), 1u);
  archive = Open();
  EXPECT_TRUE(archive->Add(Source("b", "second")));
  EXPECT_EQ(Scan().size(), 2u);
}

TEST_F(ArchiveTest, JournalKeepsWholeLinesInOrder) {
  ASSERT_TRUE(base::MakeFolders(folder_).ok());
  const std::string path = folder_ + "/journal.jsonl";
  FaultyFileSystem files;
  EXPECT_TRUE(ReadJournal(path)->empty());
  auto journal = Journal::Open(path, files).value();
  ASSERT_TRUE(
      journal
          ->Enter("2024-08-01T09:00:00Z", "quarantine.drop", {{"id", "q-1"}, {"doc", "한\n\"글"}})
          .ok());
  EXPECT_EQ(files.syncs, 1);
  files.budget_bytes = 10;
  EXPECT_FALSE(journal->Enter("2024-08-01T09:00:01Z", "quarantine.drop", {{"id", "q-2"}}).ok());
  files.budget_bytes = 10;
  files.fail_truncate = true;
  EXPECT_FALSE(journal->Enter("2024-08-01T09:00:02Z", "quarantine.drop", {{"id", "q-3"}}).ok());
  files = FaultyFileSystem();
  journal = Journal::Open(path, files).value();
  ASSERT_TRUE(journal->Enter("2024-08-01T09:00:03Z", "quarantine.drop", {{"id", "q-4"}}).ok());
  const auto lines = *ReadJournal(path);
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(
      lines[0],
      R"({"time":"2024-08-01T09:00:00Z","kind":"quarantine.drop","id":"q-1","doc":"한\n\"글"})");
  EXPECT_NE(lines[1].find("q-4"), std::string::npos);
}

}  // namespace
}  // namespace bongsu::archive
