#include "base/base64.h"

#include <gtest/gtest.h>

namespace bongsu::base {
namespace {

// RFC 4648, section 10.
TEST(Base64, TestVectorsOfTheStandard) {
  const std::pair<std::string, std::string> vectors[] = {{"", ""},
                                                         {"f", "Zg=="},
                                                         {"fo", "Zm8="},
                                                         {"foo", "Zm9v"},
                                                         {"foob", "Zm9vYg=="},
                                                         {"fooba", "Zm9vYmE="},
                                                         {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(EncodeBase64(bytes), text);
    EXPECT_EQ(DecodeBase64(text), bytes);
  }
}

TEST(Base64, EveryByteComesBack) {
  std::string bytes;
  for (int c = 0; c < 256; ++c) bytes += static_cast<char>(c);
  for (size_t cut = 0; cut < 4; ++cut)
    EXPECT_EQ(DecodeBase64(EncodeBase64(bytes.substr(cut))), bytes.substr(cut));
}

TEST(Base64, RefusesWhatIsNone) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "Z===", "====", "Zg=a",
                           "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "Zm-_"})
    EXPECT_FALSE(DecodeBase64(text)) << text;
}

}  // namespace
}  // namespace bongsu::base
