#include "delivery/signature.h"

#include <gtest/gtest.h>

#include "delivery/secret.h"

namespace bongsu::delivery {
namespace {

std::string Hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += {kDigits[byte >> 4], kDigits[byte & 15]};
  }
  return out;
}

std::string Hmac(const std::string& key, const std::string& data) {
  const auto mac = HmacSha256(key, data);
  return mac ? Hex(*mac) : mac.error().message();
}

// RFC 4231, cases 1 to 4, 6 and 7.
TEST(HmacSha256, TestVectorsOfTheStandard) {
  EXPECT_EQ(Hmac(std::string(20, '\x0b'), "Hi There"),
            "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  EXPECT_EQ(Hmac("Jefe", "what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(Hmac(std::string(20, '\xaa'), std::string(50, '\xdd')),
            "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  std::string key;
  for (char c = 1; c <= 25; ++c) key += c;
  EXPECT_EQ(Hmac(key, std::string(50, '\xcd')),
            "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  EXPECT_EQ(
      Hmac(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  EXPECT_EQ(Hmac(std::string(131, '\xaa'),
                 "This is a test using a larger than block-size key and a larger than block-size "
                 "data. The key needs to be hashed before being used by the HMAC algorithm."),
            "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2");
}

// The example of the Standard Webhooks libraries; worked out with Python's hmac as well.
TEST(Sign, IsThatOfStandardWebhooks) {
  const auto keys = ParseKeys("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  ASSERT_TRUE(keys);
  EXPECT_EQ(
      Sign(*keys, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, R"({"test": 2432232314})").value(),
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
}

TEST(Sign, GivesOneSignatureForEachKey) {
  const std::string first = Sign({"k1"}, "a", 1, "x").value(),
                    second = Sign({"k2"}, "a", 1, "x").value();
  EXPECT_NE(first, second);
  EXPECT_EQ(Sign({"k1", "k2"}, "a", 1, "x").value(), first + " " + second);
}

}  // namespace
}  // namespace bongsu::delivery
