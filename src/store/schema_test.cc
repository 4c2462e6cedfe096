#include "store/schema.h"

#include <gmock/gmock.h>
#include <zlib.h>

#include "store/test_workspace.h"

namespace bongsu::store {
namespace {

class SchemaTest : public StoreTest {
 protected:
  std::unique_ptr<Database> OpenDatabase(uint32_t block_size = 0) {
    EXPECT_TRUE(base::MakeFolders(folder_).ok());
    DatabaseOptions options;
    options.path = folder_ + "/bongsu.duckdb";
    options.block_size = block_size;
    auto opened = Database::Open(options);
    EXPECT_TRUE(opened) << opened.error().message();
    return std::move(opened).value();
  }
  static std::string SamplePath(int version) {
    return std::string(BONGSU_SOURCE_DIR) + "/tests/data/store/schema-" + std::to_string(version) +
           ".duckdb.gz";
  }
  // The records of that version; none before 12.
  static std::string RecordsPath(int version) {
    return std::string(BONGSU_SOURCE_DIR) + "/tests/data/store/schema-" + std::to_string(version) +
           ".records.jsonl.gz";
  }
  static constexpr char kRecords[] = "/records/records-000001.jsonl";
};

void Gzip(const std::string& path, const std::string& bytes) {
  gzFile out = ::gzopen(path.c_str(), "wb9");
  ASSERT_NE(out, nullptr);
  EXPECT_EQ(::gzwrite(out, bytes.data(), static_cast<unsigned>(bytes.size())),
            static_cast<int>(bytes.size()));
  EXPECT_EQ(::gzclose(out), Z_OK);
}

std::string Gunzip(const std::string& path) {
  std::string out;
  gzFile in = ::gzopen(path.c_str(), "rb");
  if (!in) return out;
  char buffer[1 << 16];
  for (int n; (n = ::gzread(in, buffer, sizeof buffer)) > 0;)
    out.append(buffer, static_cast<size_t>(n));
  ::gzclose(in);
  return out;
}

std::vector<Arrival> Sample() {
  return {
      MakeArrival("a.md", "source a", {MakeEvent("a.md", 1, "AID", "RUS", "PRK", "2024-07-20")}),
      MakeRefusal("bad.md", "", "a.md: empty file")};
}

TEST_F(SchemaTest, EmptyDatabaseBecomesTheCurrentOneAndStaysSo) {
  const auto db = OpenDatabase();
  EXPECT_EQ(*SchemaVersion(*db), 0);
  ASSERT_TRUE(Migrate(*db).ok());
  EXPECT_EQ(*SchemaVersion(*db), CurrentSchema());
  EXPECT_TRUE(Migrate(*db).ok());
}

TEST_F(SchemaTest, DatabaseOfANewerProgramIsRefused) {
  {
    const auto db = OpenDatabase();
    ASSERT_TRUE(Migrate(*db).ok());
    ASSERT_TRUE(db->Execute("UPDATE schema_version SET version = 999").ok());
    EXPECT_EQ(Migrate(*db).code(), ErrorCode::kUnsupported);
  }
  for (const Mode mode : {Mode::kRead, Mode::kWrite}) {
    options_.mode = mode;
    EXPECT_EQ(Store::Open(folder_, options_).error().code(), ErrorCode::kUnsupported);
  }
}

TEST_F(SchemaTest, ForeignDatabaseIsRefused) {
  {
    const auto db = OpenDatabase();
    ASSERT_TRUE(db->Execute("CREATE TABLE accounts (i INTEGER)").ok());
  }
  EXPECT_EQ(Store::Open(folder_, options_).error().code(), ErrorCode::kCorruption);
}

TEST_F(SchemaTest, EmptyDatabaseIsMigratedAlsoForReading) {
  (void)OpenDatabase();
  options_.mode = Mode::kRead;
  EXPECT_TRUE(Events().empty());
}

// Versions that a program of ours left behind; those between stand only while a database is
// brought up to date.
constexpr int kReleased[] = {1, 6, 11, 12};

TEST_F(SchemaTest, DatabaseOfEveryReleasedVersionOpens) {
  EXPECT_EQ(kReleased[std::size(kReleased) - 1], CurrentSchema());
  for (const int version : kReleased) {
    Close();
    std::filesystem::remove_all(folder_);
    ASSERT_TRUE(base::MakeFolders(folder_).ok());
    const std::string bytes = Gunzip(SamplePath(version));
    ASSERT_FALSE(bytes.empty()) << SamplePath(version);
    ASSERT_TRUE(base::WriteFileAtomically(folder_ + "/bongsu.duckdb", bytes).ok());
    if (const std::string records = Gunzip(RecordsPath(version)); !records.empty()) {
      ASSERT_TRUE(base::MakeFolders(folder_ + "/records").ok());
      ASSERT_TRUE(base::WriteFileAtomically(folder_ + kRecords, records).ok());
    }
    const auto events = Events();
    ASSERT_EQ(events.size(), 1u) << version;
    EXPECT_EQ(events[0].json, ToJson(Sample()[0].coded.events[0]));
    EXPECT_EQ(store().Quarantine(false)->size(), 1u);
    EXPECT_EQ(Ingest(Sample()).unchanged, 1u);
  }
}

// Run by hand before a release that brings a new schema: store_test --gtest_also_run_disabled_tests
// --gtest_filter='*WritesTheSample*'.
TEST_F(SchemaTest, DISABLED_WritesTheSampleOfTheCurrentVersion) {
  constexpr uint32_t kSmallestBlock = 16384;
  ASSERT_TRUE(Migrate(*OpenDatabase(kSmallestBlock)).ok());
  Ingest(Sample());
  Close();
  Gzip(SamplePath(CurrentSchema()), *base::ReadFile(folder_ + "/bongsu.duckdb", 1u << 30));
  Gzip(RecordsPath(CurrentSchema()), *base::ReadFile(folder_ + kRecords, 1u << 30));
}

}  // namespace
}  // namespace bongsu::store
