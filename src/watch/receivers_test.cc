#include "watch/receivers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "watch/outbox.h"

namespace bongsu::watch {
namespace {

using testing::HasSubstr;

std::string FaultOf(const std::string& entry) {
  const auto parsed = ParseReceivers("format: 1\nreceivers:\n  - {" + entry + "}\n", "r.yaml");
  return parsed ? std::string("none") : parsed.error().message();
}

Receiver One(const std::string& entry) {
  const auto parsed = ParseReceivers("format: 1\nreceivers:\n  - {" + entry + "}\n", "r.yaml");
  EXPECT_TRUE(parsed) << parsed.error().message();
  return parsed ? parsed->at(0) : Receiver();
}

constexpr char kHook[] = "id: a, kind: webhook, secret_env: S, url: ";
constexpr char kMail[] =
    "id: a, kind: smtp, server: 'smtp://mx.example.org:587', from: b@example.org, ";

TEST(Receivers, FaultsAreNamedWithFileAndLine) {
  const std::pair<std::string, std::string> faults[] = {
      {"id: a, kind: command, command: [true]", "none"},
      {"id: a, kind: command", "r.yaml:3: `command` is missing"},
      {"id: a, kind: atom", "`file` is missing"},
      {"id: a, kind: atom, file: watch.jsonl", "the workspace's own"},
      {"id: a, kind: pigeon", "r.yaml:3: `kind` is `pigeon`, and must be one of"},
      {"id: a, kind: command, command: [true], url: 'http://x'", "no such key: `url`"},
      {"id: 'a b', kind: command, command: [true]", "`id` holds a blank"},
      {"id: a, kind: command, command: [true], in: fr", "must be one of: ko, en, ja"},
      {"id: a, kind: command, command: [true], timeout: 0", "a number from 1 to 300"},
      {std::string(kHook) + "'https://example.org/hook?x=1'", "none"},
      {std::string(kHook) + "'http://[::1]:8080/'", "none"},
      {std::string(kHook) + "'ftp://example.org'",
       "r.yaml:3: `url` must begin with http:// or https://"},
      {std::string(kHook) + "'https://'", "must begin with"},
      {std::string(kHook) + "'https:///x'", "names no host"},
      {std::string(kHook) + "'https://a:pw@example.org/'", "must not hold a name or password"},
      {std::string(kHook) + "'https://example.org:0/'", "has a port that is none"},
      {std::string(kHook) + "'https://example.org:99999999999999/'", "has a port that is none"},
      {std::string(kHook) + "'https://example.org:/'", "has a port that is none"},
      {std::string(kHook) + "\"https://example.org/\\r\\nX: y\"", "written as %XX"},
      {std::string(kHook) + "'https://example.org/훅'", "written as %XX"},
      {"id: a, kind: webhook, url: 'https://x'", "`secret_file` or `secret_env` is missing"},
      {"id: a, kind: webhook, url: 'https://x', secret_env: S, secret_file: f", "not both"},
      {"id: a, kind: webhook, url: 'https://x', secret: whsec_x", "no such key: `secret`"},
      {std::string(kMail) + "to: [c@example.org]", "none"},
      {std::string(kMail) + "to: []", "`to` is missing"},
      {std::string(kMail) + "to: [\"c@example.org\\r\\nBcc: d@example.org\"]",
       "`to` holds what is no mail address"},
      {std::string(kMail) + "to: ['c@example.org>', d@example.org]", "no mail address"},
      {std::string(kMail) + "to: ['김@example.org']", "no mail address"},
      {std::string(kMail) + "to: [c@.example.org]", "no mail address"},
      {std::string(kMail) + "to: [c@d], user: u", "`password_file` or `password_env` is missing"},
      {std::string(kMail) + "to: [c@d], user: u, password_env: P", "none"},
      {std::string(kMail) + "to: [c@d], user: \"u\\n\", password_env: P", "control character"},
      {std::string(kMail) + "to: [c@d], password_env: P", "a password needs `user`"},
      {std::string(kMail) + "to: [c@d], user: u, password_env: P, tls: none", "in clear"},
      {"id: a, kind: smtp, server: 'smtp://x/y', from: b@c, to: c@d", "ends with the host"},
      {"id: a, kind: smtp, server: 'https://x', from: b@c, to: c@d",
       "must begin with smtp:// or smtps://"},
      {"id: a, kind: smtp, server: 'smtps://x', from: b, to: c@d", "`from` is no mail address"},
  };
  for (const auto& [entry, fault] : faults) EXPECT_THAT(FaultOf(entry), HasSubstr(fault)) << entry;
}

TEST(Receivers, AreNotTooManyAndNotTwice) {
  std::string text = "format: 1\nreceivers:\n";
  const std::string one = "  - {id: a, kind: command, command: [x]}\n";
  EXPECT_THAT(ParseReceivers(text + one + one, "r").error().message(),
              HasSubstr("r:4: the receiver `a` stands twice"));
  for (size_t i = 0; i <= kMaxReceivers; ++i)
    text += "  - {id: r" + std::to_string(i) + ", kind: command, command: [x]}\n";
  EXPECT_THAT(ParseReceivers(text, "r").error().message(), HasSubstr("more than 100 receivers"));
}

TEST(Receivers, TheAddressChangesWithWhereToAndAsWhomAlone) {
  const std::string base = std::string(kHook) + "'https://example.org/hook'";
  const std::string address = One(base).address;
  EXPECT_EQ(One(base + ", least: 3, timeout: 20, in: en, situations: [x]").address, address);
  EXPECT_NE(One(std::string(kHook) + "'https://example.org/hook2'").address, address);
  EXPECT_NE(One("id: a, kind: webhook, secret_env: T, url: 'https://example.org/hook'").address,
            address);
  EXPECT_NE(One("id: a, kind: command, command: [x, y]").address,
            One("id: a, kind: command, command: [xy]").address);
}

TEST(Receivers, WantsBySituationAndLevel) {
  Receiver r;
  r.situations = {"x"};
  r.least = 3;
  Alert a;
  a.situation = "x";
  a.from = 1;
  a.to = 2;
  EXPECT_FALSE(r.Wants(a));
  a.to = 3;
  EXPECT_TRUE(r.Wants(a));
  a.situation = "y";
  EXPECT_FALSE(r.Wants(a));
}

}  // namespace
}  // namespace bongsu::watch
