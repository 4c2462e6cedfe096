// Webhooks and mail against real servers on loopback: some answer, some refuse, hang or talk
// nonsense. Limits are generous where an attempt is to succeed and short where it is to time out.
#include "delivery/senders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

#include "base/day.h"
#include "delivery/signature.h"
#include "delivery/test_server.h"

namespace bongsu::delivery {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using watch::Outcome;
using Kind = Outcome::Kind;

constexpr std::chrono::seconds kGenerous{60};
constexpr std::chrono::milliseconds kShort{300};
constexpr char kKey[] = "01234567890123456789abcd";
constexpr char kEnough[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

class SendersTest : public testing::Test {
 protected:
  SendersTest() {
    ::setenv("no_proxy", "*", 1);
    ::setenv("BONGSU_TEST_KEY", kKey, 1);
    ::setenv("BONGSU_TEST_PASSWORD", "open sesame", 1);
    around_.now = [] { return *base::ParseTime("2024-07-31T09:08:07Z"); };
    around_.stop = [this] { return stop_.load(); };
  }
  static watch::Receiver Hook(const std::string& address) {
    watch::Receiver r;
    r.id = "hook";
    r.kind = "webhook";
    r.url = "http://" + address + "/secret-path?token=secret";
    r.secret_env = "BONGSU_TEST_KEY";
    r.timeout = kGenerous;
    return r;
  }
  static watch::Receiver MailTo(const std::string& address) {
    watch::Receiver r;
    r.id = "mail";
    r.kind = "smtp";
    r.url = "smtp://" + address;
    r.tls = "none";
    r.from = "bongsu@example.org";
    r.to = {"desk@example.org", "night@example.org"};
    r.in = "ko";
    r.timeout = kGenerous;
    return r;
  }
  Outcome Send(const watch::Receiver& r) { return Senders(around_).Send(r, parcel_); }

  Surroundings around_;
  std::atomic<bool> stop_{false};
  watch::Parcel parcel_{"a-00112233445566ff", "북러 협력: 주의 → 심각", "첫 줄\n둘째 줄\n",
                        R"({"title":"북러"})"};
};

TEST_F(SendersTest, AWebhookIsSignedAndBearsTheId) {
  Seen<HttpRequest> seen;
  TestServer server([&](Connection& c, int) {
    seen.Add(ReadHttp(c));
    c.Write(kEnough);
  });
  const Outcome outcome = Send(Hook(server.Address()));
  EXPECT_EQ(outcome.kind, Kind::kDelivered) << outcome.reason;
  ASSERT_EQ(seen.All().size(), 1u);
  HttpRequest request = seen.All()[0];
  EXPECT_EQ(request.line, "POST /secret-path?token=secret HTTP/1.1\r\n");
  EXPECT_EQ(request.body, R"({"title":"북러"})");
  EXPECT_EQ(request.headers["content-type"], "application/json");
  EXPECT_EQ(request.headers["idempotency-key"], "a-00112233445566ff");
  EXPECT_EQ(request.headers["webhook-id"], "a-00112233445566ff");
  EXPECT_EQ(request.headers["webhook-timestamp"], "1722416887");
  // Worked out with Python's hmac.
  EXPECT_EQ(request.headers["webhook-signature"],
            "v1,ZF1bIHnL9rVQBnnlZtcL62l7uBsr3N4MyryiKIt+8+A=");
}

TEST_F(SendersTest, WhatAStatusMeans) {
  const std::pair<int, Kind> meanings[] = {
      {200, Kind::kDelivered}, {202, Kind::kDelivered}, {204, Kind::kDelivered},
      {301, Kind::kLater},     {307, Kind::kLater},     {400, Kind::kRefused},
      {401, Kind::kRefused},   {404, Kind::kRefused},   {408, Kind::kLater},
      {410, Kind::kGone},      {422, Kind::kRefused},   {425, Kind::kLater},
      {429, Kind::kLater},     {500, Kind::kLater},     {503, Kind::kLater}};
  for (const auto& [status, kind] : meanings) {
    Seen<HttpRequest> seen;
    TestServer server([&, status = status](Connection& c, int) {
      seen.Add(ReadHttp(c));
      c.Write("HTTP/1.1 " + std::to_string(status) +
              " X\r\nLocation: /elsewhere\r\nRetry-After: 120\r\nContent-Length: 6\r\n"
              "Connection: close\r\n\r\nsecret");
    });
    const Outcome outcome = Send(Hook(server.Address()));
    EXPECT_EQ(outcome.kind, kind) << status;
    EXPECT_EQ(outcome.retry_after.count(), kind == Kind::kLater ? 120 : 0) << status;
    EXPECT_EQ(outcome.reason, kind == Kind::kDelivered ? "" : "HTTP " + std::to_string(status));
    server.Stop();
    EXPECT_EQ(seen.All().size(), 1u) << "no redirect is followed: " << status;
  }
}

TEST_F(SendersTest, ARefusedConnectionIsForLaterAndTellsNoPath) {
  std::string address;
  {
    TestServer server;
    address = server.Address();
  }
  const Outcome outcome = Send(Hook(address));
  EXPECT_EQ(outcome.kind, Kind::kLater);
  EXPECT_THAT(outcome.reason, StartsWith("http://" + address + ": "));
  EXPECT_THAT(outcome.reason, Not(HasSubstr("secret")));
}

TEST_F(SendersTest, AServerThatHangsIsLeftAtTheLimit) {
  for (const int when : {0, 1, 2}) {
    TestServer server([&](Connection& c, int) {
      if (when > 0) ReadHttp(c);
      if (when > 1) c.Write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      c.Hang();
    });
    watch::Receiver hook = Hook(server.Address());
    hook.timeout = kShort;
    const Outcome outcome = Send(hook);
    EXPECT_EQ(outcome.kind, Kind::kLater) << when;
    EXPECT_THAT(outcome.reason, HasSubstr("no answer within 300 ms")) << when;
  }
}

TEST_F(SendersTest, GarbageIsForLater) {
  for (const std::string& garbage :
       {std::string("\x00\xff\xfe garbage\r\n\r\n", 15), std::string("220 mail here\r\n"),
        std::string("HTTP/9.9 banana\r\n\r\n"), std::string("HTTP/1.1\r\n\r\n"), std::string(),
        std::string("HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n")}) {
    TestServer server([&](Connection& c, int) {
      ReadHttp(c);
      c.Write(garbage);
    });
    const Outcome outcome = Send(Hook(server.Address()));
    EXPECT_EQ(outcome.kind, Kind::kLater) << garbage;
    for (const char c : outcome.reason) EXPECT_TRUE(c >= ' ' && c <= '~') << outcome.reason;
  }
}

TEST_F(SendersTest, AnAnswerWithoutEndIsReadToALimit) {
  // Its status came and counts; a header without end is no answer.
  for (const bool in_header : {false, true}) {
    TestServer server([&](Connection& c, int) {
      ReadHttp(c);
      c.Write(in_header ? "HTTP/1.1 503 X\r\n" : "HTTP/1.1 200 OK\r\n\r\n");
      while (c.Write(in_header ? "X-Filler: " + std::string(1000, 'x') + "\r\n"
                               : std::string(1000, 'x'))) {
      }
    });
    const Outcome outcome = Send(Hook(server.Address()));
    EXPECT_EQ(outcome.kind, in_header ? Kind::kLater : Kind::kDelivered) << outcome.reason;
  }
}

TEST_F(SendersTest, AStopEndsAnAttempt) {
  TestServer server([&](Connection& c, int) {
    ReadHttp(c);
    stop_ = true;
    c.Hang();
  });
  const Outcome outcome = Send(Hook(server.Address()));
  EXPECT_EQ(outcome.kind, Kind::kUnready);
  EXPECT_EQ(outcome.reason, "stopped");
}

TEST_F(SendersTest, WithoutItsKeyNothingIsSent) {
  Seen<int> seen;
  TestServer server([&](Connection&, int number) { seen.Add(number); });
  watch::Receiver hook = Hook(server.Address());
  hook.secret_env = "BONGSU_TEST_NOT_SET";
  EXPECT_EQ(Send(hook).kind, Kind::kUnready);
  ::setenv("BONGSU_TEST_KEY", "short", 1);
  EXPECT_EQ(Send(Hook(server.Address())).kind, Kind::kUnready);
  server.Stop();
  EXPECT_THAT(seen.All(), ElementsAre());
}

TEST_F(SendersTest, NoTlsWhereTlsIsMeantIsForLater) {
  TestServer server([&](Connection& c, int) { c.Write("HTTP/1.1 200 OK\r\n\r\n"); });
  watch::Receiver hook = Hook(server.Address());
  hook.url = "https://" + server.Address() + "/";
  EXPECT_EQ(Send(hook).kind, Kind::kLater);
}

TEST_F(SendersTest, AMailArrivesAsItWasWritten) {
  Seen<MailSession> seen;
  TestServer server([&](Connection& c, int) { seen.Add(ServeMail(c)); });
  const Outcome outcome = Send(MailTo(server.Address()));
  EXPECT_EQ(outcome.kind, Kind::kDelivered) << outcome.reason;
  server.Stop();
  ASSERT_EQ(seen.All().size(), 1u);
  const MailSession session = seen.All()[0];
  EXPECT_THAT(
      session.commands,
      ElementsAre("EHLO example.org", StartsWith("MAIL FROM:<bongsu@example.org>"),
                  "RCPT TO:<desk@example.org>", "RCPT TO:<night@example.org>", "DATA", "QUIT"));
  EXPECT_THAT(session.message, HasSubstr("Message-ID: <a-00112233445566ff@example.org>\r\n"));
  EXPECT_THAT(session.message, HasSubstr("Date: Wed, 31 Jul 2024 09:08:07 +0000\r\n"));
  EXPECT_THAT(session.message, HasSubstr("Subject: =?UTF-8?B?"));
  // `printf '첫 줄\r\n둘째 줄\r\n' | base64`
  EXPECT_THAT(session.message, HasSubstr("\r\n\r\n7LKrIOykhA0K65GY7Ke4IOykhA0K\r\n"));
}

TEST_F(SendersTest, WhatAMailServerSaysNoTo) {
  struct Case {
    std::string verb, answer;
    Kind kind;
    std::string reason;
  };
  const Case cases[] = {
      {"RCPT", "550 5.1.1 no such user secret\r\n", Kind::kRefused, "SMTP 550"},
      {"RCPT", "450 try again\r\n", Kind::kLater, "SMTP 450"},
      {"MAIL", "553 no\r\n", Kind::kRefused, "SMTP 553"},
      {"DATA", "451 not now\r\n", Kind::kLater, "SMTP 451"},
      {"message", "554 spam\r\n", Kind::kRefused, "SMTP 554"},
      {"message", "452 full\r\n", Kind::kLater, "SMTP 452"},
      {"greeting", "421 busy\r\n", Kind::kLater, "SMTP 421"},
      {"greeting", "554 go away\r\n", Kind::kRefused, "SMTP 554"},
  };
  for (const Case& the : cases) {
    TestServer server([&](Connection& c, int) { ServeMail(c, {{the.verb, the.answer}}); });
    const Outcome outcome = Send(MailTo(server.Address()));
    EXPECT_EQ(outcome.kind, the.kind) << the.verb << " " << the.answer << outcome.reason;
    EXPECT_THAT(outcome.reason, HasSubstr(the.reason)) << the.verb;
    EXPECT_THAT(outcome.reason, Not(HasSubstr("secret")));
  }
}

TEST_F(SendersTest, AMailServerThatHangsIsLeftAtTheLimit) {
  for (const char* where : {"EHLO", "RCPT", "DATA"}) {
    TestServer server([&](Connection& c, int) { ServeMail(c, {{where, "hang"}}); });
    watch::Receiver mail = MailTo(server.Address());
    mail.timeout = kShort;
    const Outcome outcome = Send(mail);
    EXPECT_EQ(outcome.kind, Kind::kLater) << where;
    EXPECT_THAT(outcome.reason, HasSubstr("no answer within")) << where;
  }
}

TEST_F(SendersTest, AMailServerThatTalksNonsenseIsForLater) {
  for (const std::string& greeting :
       {std::string("\x00\xff banana\r\n", 11), std::string("HTTP/1.1 200 OK\r\n\r\n"),
        std::string(100'000, 'x'), std::string("999 what\r\n")}) {
    TestServer server([&](Connection& c, int) { c.Write(greeting); });
    watch::Receiver mail = MailTo(server.Address());
    const Outcome outcome = Send(mail);
    EXPECT_EQ(outcome.kind, Kind::kLater) << greeting.substr(0, 20) << outcome.reason;
  }
}

TEST_F(SendersTest, WhereTlsIsRequiredNothingGoesInClear) {
  Seen<MailSession> seen;
  TestServer server([&](Connection& c, int) { seen.Add(ServeMail(c)); });
  watch::Receiver mail = MailTo(server.Address());
  mail.tls = "required";
  mail.user = "bongsu";
  mail.secret_env = "BONGSU_TEST_PASSWORD";
  const Outcome outcome = Send(mail);
  EXPECT_EQ(outcome.kind, Kind::kLater);
  EXPECT_THAT(outcome.reason, Not(HasSubstr("sesame")));
  server.Stop();
  for (const MailSession& session : seen.All())
    for (const std::string& command : session.commands)
      EXPECT_THAT(command, testing::AnyOf(StartsWith("EHLO"), StartsWith("STARTTLS"), "QUIT"));
}

TEST_F(SendersTest, ATitleWithALineBreakIsRefusedAndNotSent) {
  Seen<int> seen;
  TestServer server([&](Connection&, int number) { seen.Add(number); });
  parcel_.title = "calm\r\nBcc: spy@example.org";
  EXPECT_EQ(Send(MailTo(server.Address())).kind, Kind::kRefused);
  server.Stop();
  EXPECT_THAT(seen.All(), ElementsAre());
}

TEST_F(SendersTest, ACommandIsJudgedByItsExitCode) {
  watch::Receiver r;
  r.kind = "command";
  r.timeout = kGenerous;
  r.command = {"sh", "-c", "test \"$BONGSU_ALERT\" = a-00112233445566ff && grep -q '둘째 줄'"};
  EXPECT_EQ(Send(r).kind, Kind::kDelivered);
  r.command = {"sh", "-c", "exit 3"};
  EXPECT_EQ(Send(r).reason, "sh ended with 3");
  EXPECT_EQ(Send(r).kind, Kind::kLater);
}

// --- over the outbox, as `bongsu watch deliver` does it ---

class DeliveryTest : public SendersTest {
 protected:
  DeliveryTest() : path_(testing::TempDir() + "delivery_" + std::to_string(::getpid()) + ".jsonl") {
    ::unlink(path_.c_str());
    std::vector<watch::Situation> situations(1);
    situations[0].id = "x";
    auto outbox = watch::Outbox::Open(path_);
    for (const int fires : {1, 3}) {
      watch::BoardDay day;
      day.day = fires;
      day.situations.resize(1);
      day.situations[0].fires = fires;
      outbox->Take(situations, day);
      EXPECT_TRUE(outbox->Enter("2024-07-31T00:00:00Z"));
    }
    id_ = outbox->alerts().at(0).id;
  }
  ~DeliveryTest() override { ::unlink(path_.c_str()); }

  // A pass of a process of its own, at `now`: how many alerts were sent.
  size_t Pass(const watch::Receiver& r, const std::string& now) {
    auto outbox = watch::Outbox::Open(path_);
    watch::Turn turn{&r, {}};
    for (const watch::Alert* alert : watch::Due(*outbox, r, now, false))
      turn.parcels.push_back({alert->id, "t", "x", "{}"});
    const size_t sent = turn.parcels.size();
    Senders senders(around_);
    watch::Dispatch({turn}, senders,
                    {[&](const watch::Receiver& to, const std::string& alert, const Outcome& o) {
                       if (before_note_) before_note_();
                       return outbox->EnterOutcome(alert, to, o, now);
                     },
                     [] { return false; }, kGenerous});
    return sent;
  }
  bool Delivered(const watch::Receiver& r) {
    const auto outbox = watch::Outbox::Open(path_);
    return outbox->Delivered(outbox->alerts()[0], r);
  }
  std::string path_, id_;
  std::function<void()> before_note_;
};

TEST_F(DeliveryTest, AfterAFailureItIsTriedAgainInTimeWithTheSameId) {
  Seen<HttpRequest> seen;
  TestServer server([&](Connection& c, int number) {
    seen.Add(ReadHttp(c));
    c.Write(number == 0 ? "HTTP/1.1 500 X\r\nContent-Length: 0\r\n\r\n" : kEnough);
  });
  const watch::Receiver hook = Hook(server.Address());
  EXPECT_EQ(Pass(hook, "2024-07-31T00:00:00Z"), 1u);
  EXPECT_FALSE(Delivered(hook));
  EXPECT_EQ(Pass(hook, "2024-07-31T00:00:59Z"), 0u);  // it rests
  EXPECT_EQ(Pass(hook, "2024-07-31T00:01:00Z"), 1u);
  EXPECT_TRUE(Delivered(hook));
  EXPECT_EQ(Pass(hook, "2024-07-31T01:00:00Z"), 0u);
  server.Stop();
  ASSERT_EQ(seen.All().size(), 2u);
  for (HttpRequest request : seen.All()) {
    EXPECT_EQ(request.headers["idempotency-key"], id_);
    EXPECT_EQ(request.headers["webhook-id"], id_);
  }
}

TEST_F(DeliveryTest, KilledBetweenSendingAndNotingItIsToldAgainWithTheSameId) {
  TestServer server;  // listens; serves when the child has been started
  const watch::Receiver hook = Hook(server.Address());
  const pid_t child = ::fork();
  if (child == 0) {
    before_note_ = [] { ::kill(::getpid(), SIGKILL); };
    Pass(hook, "2024-07-31T00:00:00Z");
    ::_exit(0);
  }
  ASSERT_GT(child, 0);
  Seen<HttpRequest> seen;
  server.Start([&](Connection& c, int) {
    seen.Add(ReadHttp(c));
    c.Write(kEnough);
  });
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFSIGNALED(status)) << "it was to die before it noted";
  EXPECT_FALSE(Delivered(hook));
  EXPECT_EQ(Pass(hook, "2024-07-31T00:00:00Z"), 1u);
  EXPECT_TRUE(Delivered(hook));
  server.Stop();
  ASSERT_EQ(seen.All().size(), 2u);
  for (HttpRequest request : seen.All()) EXPECT_EQ(request.headers["webhook-id"], id_);
}

TEST_F(DeliveryTest, OneThatIsGoneIsAskedNoMore) {
  TestServer server([&](Connection& c, int) {
    ReadHttp(c);
    c.Write("HTTP/1.1 410 X\r\nContent-Length: 0\r\n\r\n");
  });
  watch::Receiver hook = Hook(server.Address());
  EXPECT_EQ(Pass(hook, "2024-07-31T00:00:00Z"), 1u);
  EXPECT_EQ(Pass(hook, "2025-07-31T00:00:00Z"), 0u);
  // Its entry names another place: told from there on.
  hook.address = "another";
  EXPECT_EQ(Pass(hook, "2025-07-31T00:00:00Z"), 1u);
}

}  // namespace
}  // namespace bongsu::delivery
