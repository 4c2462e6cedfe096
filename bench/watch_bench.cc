// The watch: how long the board of the situations that ship takes from scratch, and how long the
// day takes after one more document. Reports are made up and given as the store gives them; what
// reading them from the database costs is measured over a workspace (docs/performance.md).
#include <benchmark/benchmark.h>

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "watch/board.h"

namespace bongsu::watch {
namespace {

constexpr DayNumber kFirst = 19000;
constexpr int kDays = 1700;
constexpr std::array kCodes = {"RUS", "PRK", "USA", "JPN", "KOR",
                               "CHN", "UKR", "ISR", "IRN", "TWN"};
constexpr std::array kTypes = {"AID",       "ACCUSE",   "CONSULT",  "AGREE",
                               "COOPERATE", "MOBILIZE", "THREATEN", "ASSAULT"};
constexpr int kOutlets = 12;
constexpr int kEventsOfDocument = 2;

const std::vector<Situation>& Situations() {
  static const auto all = LoadSituations({std::string(BONGSU_SOURCE_DIR) + "/watches"});
  return *all;
}

// Report `n`; every third reports again on what an earlier one of its day told.
void AddReport(Board* board, uint64_t n, DayNumber day) {
  const uint64_t h = base::Hash64("report " + std::to_string(n));
  const auto pick = [&](const auto& words, unsigned shift) {
    return std::string_view(words[(h >> shift) % words.size()]);
  };
  const std::string id = "e-" + base::Hash128Hex(std::to_string(n)).substr(0, 16);
  const uint64_t about = n % 3 == 0 && n > 10 ? n - 1 - h % 8 : n;
  const std::string occurrence = "o-" + base::Hash128Hex(std::to_string(about)).substr(0, 16);
  const std::string outlet = "o" + std::to_string(h % kOutlets);
  store::NarrowReport r;
  r.id = id;
  r.event = pick(kTypes, 4);
  r.certainty = "reported";
  r.actor = pick(kCodes, 10);
  r.recipient = pick(kCodes, 20);
  r.day = r.known = day;
  r.occurrence = occurrence;
  r.source = outlet;
  r.outlet = outlet;
  r.confidence_mils = static_cast<int32_t>(h % 1000);
  Event whole;
  if (!board->Add(r)) return;
  whole.id = id;
  whole.event = r.event;
  whole.certainty = r.certainty;
  whole.actor.emplace_back().code = r.actor;
  whole.recipient.emplace_back().code = r.recipient;
  whole.frame = "clash";
  board->Add(r, whole);
}

DayNumber DayOf(uint64_t n, uint64_t reports) {
  return kFirst + static_cast<DayNumber>(n * kDays / reports);
}

std::unique_ptr<Board> Filled(uint64_t reports) {
  auto board = std::make_unique<Board>(Situations(), nullptr);
  for (uint64_t n = 0; n < reports; ++n) {
    AddReport(board.get(), n, DayOf(n, reports));
    if (n % kEventsOfDocument == 0)
      board->AddReading(DayOf(n, reports),
                        "o" + std::to_string(base::Hash64(std::to_string(n)) % kOutlets));
  }
  return board;
}

void BM_BoardFromScratch(benchmark::State& state) {
  const auto reports = static_cast<uint64_t>(state.range(0));
  for (auto _ : state) {
    const auto board = Filled(reports);
    const BoardDay day = board->At(kFirst + kDays - 1);
    if (day.situations.size() != Situations().size()) state.SkipWithError("situations are missing");
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * reports));
}
BENCHMARK(BM_BoardFromScratch)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

// A document of today comes in: its records are matched, and counts, trip wires and levels of today
// are worked out. The fits of the days before stand.
void BM_BoardAfterOneDocument(benchmark::State& state) {
  const auto reports = static_cast<uint64_t>(state.range(0));
  const auto board = Filled(reports);
  const DayNumber today = kFirst + kDays - 1;
  int64_t documents = board->At(today).documents;
  uint64_t next = reports;
  for (auto _ : state) {
    board->AddReading(today, "o1");
    for (int i = 0; i < kEventsOfDocument; ++i) AddReport(board.get(), next++, today);
    const BoardDay day = board->At(today);
    if (day.documents != ++documents) state.SkipWithError("the document is missing");
  }
}
BENCHMARK(BM_BoardAfterOneDocument)->Arg(100'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bongsu::watch
