#include "watch/dispatch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <map>
#include <mutex>

namespace bongsu::watch {
namespace {

using Kind = Outcome::Kind;
using testing::ElementsAre;
using testing::IsEmpty;

// Answers by receiver and alert; what is not listed is delivered.
class FakeSender : public Sender {
 public:
  Outcome Send(const Receiver& receiver, const Parcel& parcel) override {
    if (receiver.id == hanging) released.get_future().wait();
    const std::lock_guard lock(mutex);
    sent.push_back(receiver.id + " " + parcel.alert);
    const auto it = answers.find(sent.back());
    return it == answers.end() ? Outcome() : it->second;
  }
  std::mutex mutex;  // guards sent
  std::vector<std::string> sent;
  std::map<std::string, Outcome> answers;
  std::string hanging;
  std::promise<void> released;
};

class DispatchTest : public testing::Test {
 protected:
  DispatchTest() {
    pass_.stop = [this] { return stop_.load(); };
    pass_.note = [this](const Receiver& r, const std::string& alert, const Outcome& outcome) {
      noted_.push_back(r.id + " " + alert + " " + std::to_string(static_cast<int>(outcome.kind)));
      if (on_note_) on_note_(noted_.back());
      return note_;
    };
    a_.id = "a";
    b_.id = "b";
  }
  static Turn Of(const Receiver& r, const std::vector<std::string>& alerts) {
    Turn turn{&r, {}};
    for (const std::string& alert : alerts) turn.parcels.push_back({alert, "", "", ""});
    return turn;
  }
  FakeSender sender_;
  Pass pass_;
  std::atomic<bool> stop_{false};
  Status note_;
  std::vector<std::string> noted_;
  std::function<void(const std::string&)> on_note_;
  Receiver a_, b_;
};

TEST_F(DispatchTest, ATurnEndsAtAFailureAndGoesOnAfterARefusal) {
  sender_.answers["a 2"] = {Kind::kRefused, "HTTP 422", {}};
  sender_.answers["a 3"] = {Kind::kLater, "HTTP 503", {}};
  const auto accounts = Dispatch({Of(a_, {"1", "2", "3", "4"})}, sender_, pass_);
  EXPECT_THAT(sender_.sent, ElementsAre("a 1", "a 2", "a 3"));
  EXPECT_THAT(noted_, ElementsAre("a 1 0", "a 2 2", "a 3 1"));
  EXPECT_EQ(accounts[0].delivered, 1u);
  EXPECT_TRUE(accounts[0].failed);
  EXPECT_EQ(accounts[0].reason, "HTTP 503");
}

TEST_F(DispatchTest, OneThatHangsDelaysNoOther) {
  sender_.hanging = "a";
  // Only when the other has heard all of it does the first one answer.
  on_note_ = [this](const std::string& line) {
    if (line == "b 2 0") sender_.released.set_value();
  };
  const auto accounts = Dispatch({Of(a_, {"1"}), Of(b_, {"1", "2"})}, sender_, pass_);
  EXPECT_THAT(noted_, ElementsAre("b 1 0", "b 2 0", "a 1 0"));
  EXPECT_EQ(accounts[0].delivered, 1u);
  EXPECT_EQ(accounts[1].delivered, 2u);
}

TEST_F(DispatchTest, WhatCannotBeNotedEndsTheTurn) {
  note_ = {ErrorCode::kIoError, "disk full"};
  const auto accounts = Dispatch({Of(a_, {"1", "2"})}, sender_, pass_);
  EXPECT_THAT(sender_.sent, ElementsAre("a 1"));
  EXPECT_EQ(accounts[0].note.message(), "disk full");
}

TEST_F(DispatchTest, NoAttemptBeginsAfterAStopOrTheLimit) {
  on_note_ = [this](const std::string&) { stop_ = true; };
  Dispatch({Of(a_, {"1", "2"})}, sender_, pass_);
  EXPECT_THAT(sender_.sent, ElementsAre("a 1"));
  stop_ = false;
  pass_.limit = std::chrono::milliseconds(0);
  sender_.sent.clear();
  const auto accounts = Dispatch({Of(a_, {"1", "2"})}, sender_, pass_);
  EXPECT_THAT(sender_.sent, IsEmpty());
  EXPECT_FALSE(accounts[0].failed);
}

}  // namespace
}  // namespace bongsu::watch
