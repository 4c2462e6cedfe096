#include "delivery/secret.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace bongsu::delivery {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

class SecretTest : public testing::Test {
 protected:
  SecretTest() {
    folder_ = testing::TempDir();
    receiver_.secret_file = "secret_" + std::to_string(::getpid());
  }
  ~SecretTest() override { ::unlink(Path().c_str()); }
  std::string Path() const { return folder_ + "/" + receiver_.secret_file; }
  void Write(const std::string& text, mode_t mode) {
    std::ofstream(Path(), std::ios::binary) << text;
    ::chmod(Path().c_str(), mode);
  }
  std::string Fault() {
    const auto secret = ReadSecret(receiver_, folder_);
    return secret ? "none" : secret.error().message();
  }
  watch::Receiver receiver_;
  std::string folder_;
};

TEST_F(SecretTest, IsReadWithoutItsLineEnd) {
  Write("hidden treasure\r\n", 0600);
  EXPECT_EQ(ReadSecret(receiver_, folder_).value(), "hidden treasure");
  Write("hidden treasure", 0400);
  EXPECT_EQ(ReadSecret(receiver_, folder_).value(), "hidden treasure");
}

TEST_F(SecretTest, AFileOpenToOthersIsRefusedAndNotQuoted) {
  for (const mode_t mode : {0640, 0604, 0620, 0660, 0666}) {
    Write("hidden treasure", mode);
    EXPECT_THAT(Fault(), HasSubstr("chmod 600")) << mode;
    EXPECT_THAT(Fault(), Not(HasSubstr("hidden")));
  }
}

TEST_F(SecretTest, FaultsNameThePlace) {
  EXPECT_THAT(Fault(), HasSubstr(receiver_.secret_file));
  Write("\n", 0600);
  EXPECT_THAT(Fault(), HasSubstr("is empty"));
  Write(std::string(kMaxSecretBytes + 1, 'x'), 0600);
  EXPECT_THAT(Fault(), HasSubstr("larger than"));
  Write(std::string("a\0b", 3), 0600);
  EXPECT_THAT(Fault(), HasSubstr("NUL"));
  receiver_.secret_file = ".";
  EXPECT_THAT(Fault(), HasSubstr("not a regular file"));
  receiver_.secret_file.clear();
  receiver_.secret_env = "BONGSU_TEST_SECRET";
  ::unsetenv("BONGSU_TEST_SECRET");
  EXPECT_EQ(Fault(), "$BONGSU_TEST_SECRET is not set");
  ::setenv("BONGSU_TEST_SECRET", "treasure", 1);
  EXPECT_EQ(ReadSecret(receiver_, folder_).value(), "treasure");
  ::unsetenv("BONGSU_TEST_SECRET");
}

TEST(ParseKeys, TakesBothFormsAndSeveral) {
  EXPECT_THAT(
      ParseKeys("whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODlhYmNk\r\n\nabcdefghijklmnopqrstuvwxyz").value(),
      ElementsAre("01234567890123456789abcd", "abcdefghijklmnopqrstuvwxyz"));
}

TEST(ParseKeys, RefusesWhatIsTooShortTooManyOrNoBase64) {
  const std::string key(24, 'k');
  EXPECT_FALSE(ParseKeys(std::string(23, 'k')));
  EXPECT_FALSE(ParseKeys(std::string(513, 'k')));
  EXPECT_FALSE(ParseKeys("whsec_MDEyMw=="));
  EXPECT_FALSE(ParseKeys("whsec_" + std::string(33, 'A')));
  EXPECT_TRUE(ParseKeys(key + "\n" + key + "\n" + key + "\n" + key));
  EXPECT_FALSE(ParseKeys(key + "\n" + key + "\n" + key + "\n" + key + "\n" + key));
  const auto fault = ParseKeys("hidden");
  ASSERT_FALSE(fault);
  EXPECT_THAT(fault.error().message(), Not(HasSubstr("hidden")));
}

}  // namespace
}  // namespace bongsu::delivery
