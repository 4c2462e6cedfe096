// The lexicon: compiling the text of data/, and opening the compiled image as every later run does.
#include <benchmark/benchmark.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "base/file.h"
#include "lexicon/lexicon.h"

namespace {

using bongsu::lexicon::Lexicon;

int64_t TextBytes() {
  int64_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(BONGSU_DATA_DIR))
    if (entry.is_regular_file()) bytes += static_cast<int64_t>(entry.file_size());
  return bytes;
}

void BM_Compile(benchmark::State& state) {
  for (auto _ : state) {
    const auto lexicon = Lexicon::Compile(std::string(BONGSU_DATA_DIR));
    if (!lexicon || (*lexicon)->table("ko.predicates").rows() < 1000) {
      state.SkipWithError("the data does not compile");
      break;
    }
  }
  state.SetBytesProcessed(state.iterations() * TextBytes());
}
BENCHMARK(BM_Compile)->Unit(benchmark::kMillisecond);

void BM_Open(benchmark::State& state) {
  const std::string image = (std::filesystem::temp_directory_path() /
                             ("bongsu-lexicon-bench-" + std::to_string(::getpid())))
                                .string();
  const auto compiled = Lexicon::Compile(std::string(BONGSU_DATA_DIR));
  if (!compiled || !bongsu::base::WriteFileAtomically(image, (*compiled)->image()).ok()) {
    state.SkipWithError("no image");
    return;
  }
  for (auto _ : state) {
    const auto lexicon = Lexicon::Open(image);
    if (!lexicon || (*lexicon)->checksum() != (*compiled)->checksum()) {
      state.SkipWithError("the image does not open");
      break;
    }
  }
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>((*compiled)->image().size()));
  std::filesystem::remove(image);
}
BENCHMARK(BM_Open)->Unit(benchmark::kMillisecond);

// Every cell of a large table.
void BM_ReadCells(benchmark::State& state) {
  const auto compiled = Lexicon::Compile(std::string(BONGSU_DATA_DIR));
  const auto names = (*compiled)->table("names");
  size_t bytes = 0;
  for (auto _ : state)
    for (size_t r = 0; r < names.rows(); ++r)
      for (size_t c = 0; c < names.columns(); ++c) bytes += names.cell(r, c).size();
  if (bytes == 0) state.SkipWithError("no cells");
  state.SetItemsProcessed(state.iterations() *
                          static_cast<int64_t>(names.rows() * names.columns()));
}
BENCHMARK(BM_ReadCells)->Unit(benchmark::kMillisecond);

}  // namespace
