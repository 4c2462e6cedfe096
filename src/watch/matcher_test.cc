#include "watch/matcher.h"

#include <gtest/gtest.h>

#include "watch/test_random.h"

namespace bongsu::watch {
namespace {

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : "|") + word;
  return out;
}

// Records of every sort against the situations that ship: the narrow way, with the whole record
// where it asks for it, is what asking every signal of every situation gives.
TEST(MatcherTest, IsWhatAskingEverySignalGives) {
  const auto situations = LoadSituations({std::string(BONGSU_SOURCE_DIR) + "/watches"});
  ASSERT_TRUE(situations) << situations.error().message();
  const auto ledger = regime::Ledger::Load({BONGSU_DATA_DIR, {}});
  ASSERT_TRUE(ledger) << ledger.error().message();
  Matcher matcher(*situations, ledger->get());
  TestRandom random(11);
  const auto pick = [&](std::initializer_list<const char*> words) {
    return std::string(
        words.begin()[static_cast<size_t>(random.Uniform() * static_cast<double>(words.size()))]);
  };
  size_t fit = 0, narrow = 0;
  for (int n = 0; n < 5000; ++n) {
    Event e;
    e.event = pick({"AID", "CONSULT", "THREATEN", "ASSAULT", "MOBILIZE", "COOPERATE", "ACCUSE"});
    e.certainty = pick({"reported", "claimed", "possible", "planned", "denied"});
    e.actor.emplace_back().code =
        pick({"RUS", "PRK", "USA", "KOR", "JPN", "CHN", "TWN", "UKR", "ISR", "HMS", "---"});
    if (random.Uniform() < 0.7)
      e.recipient.emplace_back().code = pick({"RUS", "PRK", "USA", "KOR", "TWN", "UKR", "HMS"});
    if (random.Uniform() < 0.5)
      e.item = {pick({"ammunition", "missile_technology", "troops", "ballistic_missile"})};
    if (random.Uniform() < 0.3) e.mode = {pick({"visit", "aerial", "troops", "violence"})};
    if (random.Uniform() < 0.3) e.context = {pick({"military", "territory", "deterrence"})};
    if (random.Uniform() < 0.3) e.place.emplace().country = pick({"KOR", "JPN", "IRN"});
    if (random.Uniform() < 0.2) e.dead.emplace().low = static_cast<int64_t>(random.Uniform() * 80);
    e.frame = pick({"give", "summit", "airstrike", "launch_missile", "clash", "say"});

    std::vector<Match> expected;
    const auto entries = (*ledger)->EntriesOf(e, "2024-07-01");
    for (size_t s = 0; s < situations->size(); ++s) {
      const Situation& situation = (*situations)[s];
      Match match;
      match.situation = static_cast<uint16_t>(s);
      const std::vector<size_t> signals = situation.SignalsOf(e, entries);
      match.signals.assign(signals.begin(), signals.end());
      bool any = !signals.empty();
      for (size_t k = 0; k < kSeriesKinds; ++k) {
        match.counts[k] = situation.Counts(static_cast<SeriesKind>(k), e, signals);
        any = any || match.counts[k];
      }
      if (any) expected.push_back(match);
    }

    const std::string item = Joined(e.item), mode = Joined(e.mode);
    store::NarrowReport r;
    r.event = e.event;
    r.certainty = e.certainty;
    r.actor = e.actor[0].code;
    if (!e.recipient.empty()) r.recipient = e.recipient[0].code;
    r.item = item;
    r.mode = mode;
    if (e.place) r.country = e.place->country;
    bool whole = false;
    std::vector<Match> got = matcher.Of(r, &whole);
    if (whole) got = matcher.Of(e, "2024-07-01");
    narrow += !whole;
    fit += !expected.empty();
    ASSERT_EQ(got.size(), expected.size()) << n;
    for (size_t i = 0; i < got.size(); ++i) {
      EXPECT_EQ(got[i].situation, expected[i].situation);
      EXPECT_EQ(got[i].signals, expected[i].signals);
      EXPECT_EQ(got[i].counts, expected[i].counts);
    }
  }
  EXPECT_GT(fit, 500u);
  EXPECT_GT(narrow, 2500u);
}

}  // namespace
}  // namespace bongsu::watch
