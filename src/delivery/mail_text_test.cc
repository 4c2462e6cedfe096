#include "delivery/mail_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/base64.h"
#include "base/day.h"

namespace bongsu::delivery {
namespace {

using testing::HasSubstr;
using testing::Not;

Mail AMail() {
  return {"bongsu@example.org", {"desk@example.org", "night@example.org"}, "주의", "북한\n", "ko",
          "a-00112233445566ff", *base::ParseTime("2024-07-31T09:08:07Z")};
}

TEST(MailText, IsAWholeMessage) {
  // The base64 is that of `printf '주의' | base64`, `printf '북한\r\n' | base64`.
  EXPECT_EQ(MailText(AMail()).value(),
            "From: <bongsu@example.org>\r\n"
            "To: <desk@example.org>,\r\n <night@example.org>\r\n"
            "Subject: =?UTF-8?B?7KO87J2Y?=\r\n"
            "Date: Wed, 31 Jul 2024 09:08:07 +0000\r\n"
            "Message-ID: <a-00112233445566ff@example.org>\r\n"
            "MIME-Version: 1.0\r\n"
            "Content-Type: text/plain; charset=utf-8\r\n"
            "Content-Transfer-Encoding: base64\r\n"
            "Content-Language: ko\r\n"
            "Auto-Submitted: auto-generated\r\n"
            "\r\n"
            "67aB7ZWcDQo=\r\n");
}

TEST(MailText, NoFieldBringsAHeaderOfItsOwn) {
  for (const char* bad : {"x\r\nBcc: a@b", "x\nBcc: a@b", "x\rBcc: a@b", "x\ty", "\x7f", "\x01"}) {
    Mail mail = AMail();
    mail.subject = bad;
    EXPECT_FALSE(MailText(mail));
    mail = AMail();
    mail.to[1] = bad;
    EXPECT_FALSE(MailText(mail));
    mail = AMail();
    mail.from = bad;
    EXPECT_FALSE(MailText(mail));
    mail = AMail();
    mail.id = bad;
    EXPECT_FALSE(MailText(mail));
  }
}

// Decodes what EncodeHeader made, word by word, as RFC 2047 says: blanks between words fall away.
std::string Decode(const std::string& header) {
  std::string out;
  for (size_t at = 0; at < header.size();) {
    const size_t begin = header.find("=?UTF-8?B?", at), end = header.find("?=", begin + 10);
    EXPECT_NE(end, std::string::npos);
    EXPECT_LE(end + 2 - begin, 75u);
    out += base::DecodeBase64(header.substr(begin + 10, end - begin - 10)).value_or("no base64");
    at = end + 2;
    if (at < header.size()) {
      EXPECT_EQ(header.substr(at, 3), "\r\n ");
    }
    at += 3;
  }
  return out;
}

TEST(EncodeHeader, LongTitlesInThreeLanguagesComeBackWhole) {
  for (const std::string title :
       {"러시아와 북한의 군사 협력: 이례적 (2) → 심각 (4), 그리고 한반도의 긴장이 이어진다",
        "露朝軍事協力：異例（2）→ 重大（4）、朝鮮半島の緊張が続いている",
        "🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥🔥",
        "Russia-DPRK military cooperation: unusual (2) to grave (4), reported by several"}) {
    const std::string header = EncodeHeader(title);
    EXPECT_EQ(Decode(header), title);
    for (size_t at = 0; at < header.size();) {  // each word alone is whole characters
      const size_t end = std::min(header.find("\r\n ", at), header.size());
      const std::string piece = Decode(header.substr(at, end - at));
      EXPECT_NE(static_cast<unsigned char>(piece[0]) & 0xC0, 0x80) << title;
      at = end + 3;
    }
  }
}

TEST(EncodeHeader, LeavesPlainWordsAlone) {
  EXPECT_EQ(EncodeHeader("Taiwan Strait: calm (1)"), "Taiwan Strait: calm (1)");
  EXPECT_EQ(EncodeHeader(""), "");
  // What reads like an encoded word is encoded.
  EXPECT_EQ(Decode(EncodeHeader("=?UTF-8?B?QQ==?=")), "=?UTF-8?B?QQ==?=");
}

TEST(MailText, LongLinesAreCut) {
  Mail mail = AMail();
  mail.text = std::string(5000, 'x') + "\n.\nFrom here\n";
  const std::string text = MailText(mail).value();
  const std::string body = text.substr(text.find("\r\n\r\n") + 4);
  std::string bytes;
  for (size_t at = 0; at < body.size();) {
    const size_t end = body.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 76u);
    bytes += base::DecodeBase64(body.substr(at, end - at)).value();
    at = end + 2;
  }
  EXPECT_EQ(bytes, std::string(5000, 'x') + "\r\n.\r\nFrom here\r\n");
}

TEST(MailDate, IsThatOfRfc5322) {
  EXPECT_EQ(MailDate(*base::ParseTime("2024-02-29T00:00:00Z")), "Thu, 29 Feb 2024 00:00:00 +0000");
  EXPECT_EQ(MailDate(*base::ParseTime("2026-12-06T23:59:59Z")), "Sun, 06 Dec 2026 23:59:59 +0000");
}

}  // namespace
}  // namespace bongsu::delivery
