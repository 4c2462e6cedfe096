#include "store/duckdb_api.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <set>

#include "store/database.h"

namespace bongsu::store {
namespace {

TEST(DuckDbApi, EveryFunctionOfTheTableIsInTheRealLibrary) {
  const auto api = duckdb::Load();
  if (!api) GTEST_SKIP() << api.error().message();
  Dl_info library{};
  ASSERT_NE(::dladdr(reinterpret_cast<void*>((*api)->library_version), &library), 0);
  void* handle = ::dlopen(library.dli_fname, RTLD_NOW | RTLD_NOLOAD);
  ASSERT_NE(handle, nullptr);
  std::set<void*> addresses;
  for (const std::string& name : duckdb::FunctionNames()) {
    void* function = ::dlsym(handle, name.c_str());
    EXPECT_NE(function, nullptr) << name;
    EXPECT_TRUE(addresses.insert(function).second) << name << " is listed twice";
  }
  EXPECT_EQ(addresses.size() * sizeof(void*), sizeof(duckdb::Api));
  ::dlclose(handle);
}

TEST(Database, ReadsBackWhatWasAppended) {
  DatabaseOptions options;
  options.path = ":memory:";
  auto opened = Database::Open(options);
  if (!opened && opened.error().code() == ErrorCode::kNotFound)
    GTEST_SKIP() << opened.error().message();
  ASSERT_TRUE(opened) << opened.error().message();
  Database& db = **opened;
  ASSERT_TRUE(
      db.Execute(
            "CREATE TABLE t (i BIGINT, s VARCHAR, b BOOLEAN, d DATE, x DECIMAL(9,1), n DOUBLE)")
          .ok());
  constexpr int64_t kRows = 5000;  // more than a chunk
  {
    auto appender = db.Append("t");
    ASSERT_TRUE(appender);
    for (int64_t i = 0; i < kRows; ++i)
      appender->Row(i, "행 " + std::to_string(i) + " of the table", i % 2 == 0,
                    DayNumber(static_cast<int32_t>(i)), -3.5,
                    i == 7 ? std::optional<double>() : 0.25);
    ASSERT_TRUE(appender->Close().ok());
  }
  auto rows = db.Query(
      "SELECT i, s, b, CAST(d AS VARCHAR), CAST(x AS VARCHAR), n FROM t WHERE i >= ? ORDER BY i",
      {int64_t{0}});
  ASSERT_TRUE(rows) << rows.error().message();
  int64_t i = 0;
  for (; rows->Next(); ++i) {
    ASSERT_EQ(rows->Integer(0), i);
    ASSERT_EQ(rows->Text(1), "행 " + std::to_string(i) + " of the table");
    ASSERT_EQ(rows->Bool(2), i % 2 == 0);
    ASSERT_EQ(rows->Text(4), "-3.5");
    ASSERT_EQ(rows->IsNull(5), i == 7);
  }
  EXPECT_EQ(i, kRows);
  EXPECT_EQ(db.Query("SELECT ?", {}).error().code(), ErrorCode::kInvalidArgument);
  auto wrong = db.Append("t");
  ASSERT_TRUE(wrong);
  wrong->Row(int64_t{1});
  EXPECT_FALSE(wrong->Close().ok());
}

TEST(Database, DaysAreThoseOfTheCalendar) {
  EXPECT_EQ(ParseDayNumber("1970-01-01"), 0);
  EXPECT_EQ(ParseDayNumber("2024-02-29"), 19782);
  for (const char* bad : {"", "2024-02-30", "2023-02-29", "2024-13-01", "2024-1-01", "2024-01-0x",
                          "-024-01-01", "2024/01/01", "2024-01-011"})
    EXPECT_FALSE(ParseDayNumber(bad)) << bad;
}

}  // namespace
}  // namespace bongsu::store
