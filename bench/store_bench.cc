// The store: how fast batches become durable, and how long the usual questions take. Each benchmark
// checks its answer. Latencies are given as p50 and p99 in milliseconds.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/hash.h"
#include "store/event_parse.h"
#include "store/store.h"

namespace bongsu::store {
namespace {

constexpr int kEventsPerDocument = 5;
constexpr const char* kCodes[] = {"RUS", "PRK", "USA", "JPN", "KOR",
                                  "CHN", "UKR", "ISR", "IRN", "TWN"};
constexpr const char* kTypes[] = {"AID",       "ACCUSE",   "CONSULT", "AGREE",
                                  "COOPERATE", "MOBILIZE", "THREATEN"};

Event MakeEvent(const std::string& doc, uint64_t n) {
  const uint64_t h = base::Hash64(doc + std::to_string(n));
  const auto party = [](uint64_t i) {
    const std::string code = kCodes[i % std::size(kCodes)];
    return EntityRef{code, "GOV", "이름", "state:" + code, {100, 106}};
  };
  const std::string day = std::to_string(2015 + (h >> 8) % 10) + "-0" +
                          std::to_string(1 + (h >> 16) % 9) + "-" +
                          std::to_string(10 + (h >> 24) % 18);
  Event e;
  e.id = "e-" + base::Hash128Hex(doc + "#" + std::to_string(n));
  e.doc = doc;
  e.lang = "ko";
  e.event = kTypes[(h >> 32) % std::size(kTypes)];
  e.actor = {party(h >> 40)};
  e.recipient = {party(h >> 48)};
  e.certainty = h % 3 == 0 ? "possible" : "reported";
  if (h % 5 == 0) e.item = {"missile_technology"};
  e.date = EventDate{day, day, "stated"};
  e.trigger = {"이전할", {200, 209}};
  e.evidence = {
      "이들은 러시아가 미사일 관련 기술을 북한에 이전할 가능성에 우려를 나타냈다고 밝혔다. " + e.id,
      {static_cast<uint32_t>(100 * n), static_cast<uint32_t>(100 * n + 150)}};
  e.frame = "give";
  e.rule = "give.4";
  e.entry = "ko.p.01234";
  e.score = 2.5;
  return e;
}

// Batch `b` of documents of some 4 KB with five events each.
std::vector<Arrival> MakeBatch(int b, int documents) {
  std::vector<Arrival> batch;
  for (int d = 0; d < documents; ++d) {
    Arrival a;
    a.document.id = "posts/" + std::to_string(b) + "-" + std::to_string(d) + ".md";
    a.path = a.document.id;
    for (int line = 0; line < 40; ++line)
      a.document.source += "<p>러시아와 북한의 군사협력에 관한 문단 " +
                           base::Hash128Hex(a.document.id + std::to_string(line)) + "</p>\n";
    a.document.source_hash = base::Hash128Hex(a.document.source);
    a.document.lang = "ko";
    a.document.title = "제목";
    a.document.published = {"2024-07-28", "front_matter"};
    for (uint64_t n = 0; n < kEventsPerDocument; ++n)
      a.coded.events.push_back(MakeEvent(a.document.id, n));
    batch.push_back(std::move(a));
  }
  return batch;
}

const RunInfo kRun = {"bench", "lexicon", "bench", "2024-08-01T09:00:00Z"};

// A workspace in the temporary folder, gone at the end.
class Workspace {
 public:
  Workspace()
      : folder_(std::filesystem::temp_directory_path() /
                ("bongsu_bench" + std::to_string(::getpid()))) {
    std::filesystem::remove_all(folder_);
    OpenOptions options;
    options.mode = Mode::kWrite;
    options.now = kRun.started;
    auto opened = Store::Open(folder_.string(), options);
    if (opened)
      store_ = std::move(opened).value();
    else
      error_ = opened.error().message();
  }
  ~Workspace() {
    store_.reset();
    std::filesystem::remove_all(folder_);
  }
  Store* store() { return store_.get(); }
  const std::string& error() const { return error_; }
  uint64_t DatabaseBytes() const { return std::filesystem::file_size(folder_ / "bongsu.duckdb"); }

 private:
  std::filesystem::path folder_;
  std::unique_ptr<Store> store_;
  std::string error_;
};

void BM_Ingest(benchmark::State& state) {
  Workspace workspace;
  if (!workspace.store()) return state.SkipWithError(workspace.error().c_str());
  const int documents = static_cast<int>(state.range(0));
  int b = 0;
  int64_t bytes = 0;
  for (auto _ : state) {
    state.PauseTiming();
    const auto batch = MakeBatch(b++, documents);
    for (const Arrival& a : batch) bytes += static_cast<int64_t>(a.document.source.size());
    state.ResumeTiming();
    const auto counts = workspace.store()->Ingest(batch, kRun);
    if (!counts || counts->added != batch.size()) state.SkipWithError("batch not written");
  }
  state.SetItemsProcessed(state.iterations() * documents * kEventsPerDocument);
  state.SetBytesProcessed(bytes);
  state.counters["database_bytes_per_event"] =
      static_cast<double>(workspace.DatabaseBytes()) /
      static_cast<double>(b * documents * kEventsPerDocument);
}
BENCHMARK(BM_Ingest)->Arg(50)->Arg(500)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_IngestUnchanged(benchmark::State& state) {
  Workspace workspace;
  if (!workspace.store()) return state.SkipWithError(workspace.error().c_str());
  const auto batch = MakeBatch(0, 500);
  (void)workspace.store()->Ingest(batch, kRun);
  for (auto _ : state) {
    const auto counts = workspace.store()->Ingest(batch, kRun);
    if (!counts || counts->unchanged != batch.size())
      state.SkipWithError("batch was written again");
  }
  state.SetItemsProcessed(state.iterations() * 500);
}
BENCHMARK(BM_IngestUnchanged)->Unit(benchmark::kMillisecond)->UseRealTime();

// Cells of a query's first column.
std::vector<std::string> Column(Store& store, const std::string& sql) {
  std::vector<std::string> cells;
  (void)store.Sql(sql, {[](const auto&, const auto&) { return Status(); },
                        [&](const std::vector<std::optional<std::string>>& row) {
                          cells.push_back(row[0].value_or(""));
                          return Status();
                        }});
  return cells;
}

// The workspace that $BONGSU_BENCH_WORKSPACE names, for reading; empty when it names none.
std::unique_ptr<Store> GivenStore() {
  const char* given = std::getenv("BONGSU_BENCH_WORKSPACE");
  if (given == nullptr) return nullptr;
  OpenOptions options;
  options.now = kRun.started;
  auto opened = Store::Open(given, options);
  return opened ? std::move(opened).value() : nullptr;
}

// One store for all query benchmarks: the one given, else one of $BONGSU_BENCH_DOCUMENTS documents,
// else of 20,000 (100,000 events).
Store* QueryStore() {
  static const std::unique_ptr<Store> given = GivenStore();
  if (given) return given.get();
  static Workspace workspace;
  static const bool filled = [] {
    const char* wanted = std::getenv("BONGSU_BENCH_DOCUMENTS");
    const int documents = wanted ? std::atoi(wanted) : 20000;
    for (int b = 0; workspace.store() && b * 500 < documents; ++b)
      (void)workspace.store()->Ingest(MakeBatch(b, 500), kRun);
    return true;
  }();
  (void)filled;
  return workspace.store();
}

// Runs `query`, which returns how many rows came, and reports the spread of its times.
template <typename Query>
void Latency(benchmark::State& state, Query query) {
  Store* store = QueryStore();
  if (!store) return state.SkipWithError("no database engine; run scripts/fetch-duckdb.sh");
  std::vector<double> times;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    if (query(*store) == 0) state.SkipWithError("no rows");
    times.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count());
  }
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  state.counters["p50_ms"] = times[times.size() / 2];
  state.counters["p95_ms"] = times[times.size() * 95 / 100];
  state.counters["p99_ms"] = times[times.size() * 99 / 100];
  state.counters["events"] = std::atof(Column(*store, "SELECT count(*) FROM events").at(0).c_str());
}

uint64_t CountEvents(Store& store, const EventFilter& filter) {
  uint64_t rows = 0;
  (void)store.QueryEvents(filter, [&](StoredEvent&&) {
    ++rows;
    return Status();
  });
  return rows;
}

uint64_t CountSql(Store& store, const std::string& sql) { return Column(store, sql).size(); }

// Some 500 ids from all over the store.
const std::vector<std::string>& SomeIds(Store& store) {
  static const std::vector<std::string> ids =
      Column(store,
             "SELECT id FROM events WHERE event_key % (SELECT greatest(count(*) // 500, 1) "
             "FROM events) = 0 ORDER BY event_key");
  return ids;
}

// The dyad that most events are of, in the month that has most of them, and the commonest item.
const EventFilter& DyadOfAMonth(Store& store) {
  static const EventFilter filter = [&] {
    EventFilter f;
    const std::string dyad =
        " FROM dyad_day WHERE recipient <> '' AND NOT joint GROUP BY ALL "
        "ORDER BY sum(events) DESC, 1 LIMIT 1";
    const std::string both = Column(store, "SELECT actor || ' ' || recipient" + dyad).at(0);
    f.actor = {both.substr(0, both.find(' '))};
    f.recipient = {both.substr(both.find(' ') + 1)};
    f.since = Column(store,
                     "SELECT date_trunc('month', day)::DATE::VARCHAR FROM dyad_day WHERE "
                     "actor || ' ' || recipient = '" +
                         both + "' GROUP BY 1 ORDER BY sum(events) DESC, 1 LIMIT 1")
                  .at(0);
    f.until = Column(store, "SELECT last_day(DATE '" + f.since + "')::VARCHAR").at(0);
    return f;
  }();
  return filter;
}

void BM_QueryDyadOfAMonth(benchmark::State& state) {
  Latency(state, [&](Store& store) { return CountEvents(store, DyadOfAMonth(store)); });
}
BENCHMARK(BM_QueryDyadOfAMonth)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_QueryFirstHundredByItem(benchmark::State& state) {
  EventFilter filter;
  filter.limit = 100;
  Latency(state, [&](Store& store) {
    if (filter.item.empty())
      filter.item = Column(store,
                           "SELECT item FROM event_items GROUP BY item ORDER BY count(*) "
                           "DESC, item LIMIT 1");
    return CountEvents(store, filter);
  });
}
BENCHMARK(BM_QueryFirstHundredByItem)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_QueryFirstHundredOfADyad(benchmark::State& state) {
  Latency(state, [&](Store& store) {
    EventFilter filter = DyadOfAMonth(store);
    filter.since = filter.until = "";
    filter.limit = 100;
    return CountEvents(store, filter);
  });
}
BENCHMARK(BM_QueryFirstHundredOfADyad)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_CountDyadOfAMonth(benchmark::State& state) {
  Latency(state, [&](Store& store) {
    const auto counts = store.Count(DyadOfAMonth(store));
    return counts ? counts->mentions : 0;
  });
}
BENCHMARK(BM_CountDyadOfAMonth)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_GetEvent(benchmark::State& state) {
  size_t n = 0;
  Latency(state, [&](Store& store) {
    const std::string& id = SomeIds(store)[n++ % SomeIds(store).size()];
    const auto found = store.GetEvent(id);
    return found && found->event.id == id ? 1u : 0u;
  });
}
BENCHMARK(BM_GetEvent)->Unit(benchmark::kMillisecond)->UseRealTime();

// With all its reports and their sentences. The benchmark's own store keeps no occurrences.
void BM_GetOccurrence(benchmark::State& state) {
  if (std::getenv("BONGSU_BENCH_WORKSPACE") == nullptr)
    return state.SkipWithError("needs $BONGSU_BENCH_WORKSPACE");
  size_t n = 0;
  Latency(state, [&](Store& store) -> size_t {
    const std::string& id = SomeIds(store)[n++ % SomeIds(store).size()];
    const auto found = store.GetOccurrence(id);
    if (!found) return 0;
    const auto mentions = store.Mentions(found->id);
    return mentions ? mentions->size() : 0;
  });
}
BENCHMARK(BM_GetOccurrence)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_RollupOfAYearByDyad(benchmark::State& state) {
  Latency(state, [&](Store& store) {
    return CountSql(
        store,
        "SELECT actor, recipient, sum(events), sum(score) FROM dyad_day "
        "WHERE day BETWEEN DATE '2020-01-01' AND DATE '2020-12-31' GROUP BY ALL ORDER BY ALL");
  });
}
BENCHMARK(BM_RollupOfAYearByDyad)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_RollupOfADyadByDay(benchmark::State& state) {
  Latency(state, [&](Store& store) {
    return CountSql(store, "SELECT day, sum(events), sum(score) FROM dyad_day WHERE actor = '" +
                               DyadOfAMonth(store).actor[0] + "' AND recipient = '" +
                               DyadOfAMonth(store).recipient[0] + "' GROUP BY day ORDER BY day");
  });
}
BENCHMARK(BM_RollupOfADyadByDay)->Unit(benchmark::kMillisecond)->UseRealTime();

void BM_ParseEvent(benchmark::State& state) {
  const std::string json = ToJson(MakeEvent("posts/0-0.md", 1));
  for (auto _ : state) {
    const auto event = ParseEvent(json);
    if (!event || event->lang != "ko") state.SkipWithError("wrong record");
    benchmark::DoNotOptimize(event);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(json.size()));
}
BENCHMARK(BM_ParseEvent);

}  // namespace
}  // namespace bongsu::store
