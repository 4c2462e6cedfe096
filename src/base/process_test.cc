#include "base/process.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/file.h"

namespace bongsu::base {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLong{10000};

TEST(RunProgramTest, GivesInputAndEnvironmentAndReturnsTheCode) {
  const std::string path = testing::TempDir() + "process_test_" + std::to_string(::getpid());
  const auto code =
      RunProgram({"sh", "-c", "cat > \"$TARGET\"; exit 3"}, "words\n", {{"TARGET", path}}, kLong);
  ASSERT_TRUE(code) << code.error().message();
  EXPECT_EQ(*code, 3);
  const auto written = ReadFile(path, 100);
  ASSERT_TRUE(written);
  EXPECT_EQ(*written, "words\n");
  ::unlink(path.c_str());
}

TEST(RunProgramTest, AProgramThatHangsIsKilledWithItsChildren) {
  const auto code = RunProgram({"sh", "-c", "sleep 600 & sleep 600"}, "", {}, milliseconds(200));
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().code(), ErrorCode::kResourceExhausted);
}

TEST(RunProgramTest, AProgramNeedNotReadItsInput) {
  const auto code = RunProgram({"true"}, std::string(1 << 20, 'x'), {}, kLong);
  ASSERT_TRUE(code) << code.error().message();
  EXPECT_EQ(*code, 0);
}

TEST(RunProgramTest, OneThatDoesNotExistIsNamed) {
  const auto code = RunProgram({"/nowhere/such"}, "", {}, kLong);
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().code(), ErrorCode::kNotFound);
  EXPECT_EQ(RunProgram({}, "", {}, kLong).error().code(), ErrorCode::kInvalidArgument);
}

TEST(RunProgramTest, ASignalIsACode) {
  const auto code = RunProgram({"sh", "-c", "kill -9 $$"}, "", {}, kLong);
  ASSERT_TRUE(code);
  EXPECT_EQ(*code, 128 + 9);
}

}  // namespace
}  // namespace bongsu::base
