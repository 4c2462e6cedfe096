// From text to records: splitting sentences, analysing and coding, over generated posts in the
// shape of Korean news blogs. Each benchmark checks its result, so that a fast wrong answer is no
// record.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>
#include <vector>

#include "coding/coder.h"
#include "document/reader.h"
#include "language/ko/analyser.h"
#include "lexicon/lexicon.h"
#include "text/sentence.h"

namespace {

using namespace bongsu;

const lexicon::Lexicon& RealLexicon() {
  static const auto lexicon = lexicon::Lexicon::Compile(std::string(BONGSU_DATA_DIR));
  if (!lexicon) std::abort();
  return **lexicon;
}

constexpr const char* kActors[] = {"러시아", "이스라엘",   "한국", "일본",
                                   "이란",   "우크라이나", "중국"};
constexpr const char* kOthers[] = {"북한", "하마스", "미국", "대만", "독일", "프랑스"};
// {} stands for an actor, [] for another party, # for a day: the coder reads a sentence that stands
// twice in a document only once, so few may be alike.
constexpr const char* kSentences[] = {
    "{} 정부는 #일 []의 탄도미사일 발사를 강력히 규탄한다는 성명을 발표했습니다.",
    "{}와의 정상회담에서 [] 대통령은 #일 “우리는 군사 협력을 더욱 강화해 나가기로 했다”고 "
    "밝혔습니다.",
    "#일 전문가들은 {}가 []에 미사일 기술을 이전할 가능성이 있다고 우려하고 있습니다.",
    "{} 국방부 대변인은 #일 []에 대한 추가 제재를 검토하고 있다면서 즉각 도발을 중단하라고 "
    "요구했습니다.",
    "지난달 #일 {}군은 [] 접경 지역에서 대규모 연합훈련을 실시했으며, 다음 달 3일 다시 훈련할 "
    "계획입니다.",
    "#일 {}에서 열린 행사에는 많은 시민이 모였고 거리에는 하루 종일 비가 내렸습니다.",
    "양국은 #일 []에서 공동성명에서 핵심 기술을 보호하고 공급망을 안정시키기 위해 협력하기로 "
    "합의했습니다.",
};

std::string Replaced(std::string text, std::string_view mark, std::string_view word) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + word.size()))
    text.replace(at, mark.size(), word);
  return text;
}

std::string Sentence(size_t n) {
  const std::string actor = kActors[n / 7 % std::size(kActors)],
                    other = kOthers[n / 49 % std::size(kOthers)];
  const std::string parties =
      Replaced(Replaced(kSentences[n % std::size(kSentences)], "{}", actor), "[]", other);
  return Replaced(parties, "#", std::to_string(n % 28 + 1));
}

// A post of `paragraphs` paragraphs, five sentences each.
std::string Post(int paragraphs, size_t seed) {
  std::string post =
      "---\ntitle: 두 나라 장관, 공동성명 채택\nexcerpt: >\n  " + Sentence(seed) + "\n---\n\n";
  for (int p = 0; p < paragraphs; ++p) {
    if (p % 4 == 0) post += "<h2>회담에서 나온 말</h2>\n\n";
    post += "<p data-ke-size=\"size16\">";
    for (size_t s = 0; s < 5; ++s) post += (s == 0 ? "" : " ") + Sentence(seed++);
    post += "</p>\n\n";
  }
  return post;
}

Document Read(const std::string& source) {
  const document::ReadOptions options{"2024-07-28-1.md", "2024-07-28-1.md", "ko", "", ""};
  auto read = document::ReadDocument(source, options);
  if (!read) std::abort();
  return std::move(*read);
}

std::vector<Document> Documents(int paragraphs) {
  std::vector<Document> documents;
  for (size_t i = 0; i < 20; ++i) documents.push_back(Read(Post(paragraphs, 11 * i)));
  return documents;
}

void BM_SplitSentences(benchmark::State& state) {
  const Document d = Read(Post(static_cast<int>(state.range(0)), 0));
  int64_t bytes = 0, sentences = 0;
  for (auto _ : state)
    for (const Block& b : d.blocks) {
      sentences += static_cast<int64_t>(text::SplitSentences(b.text).size());
      bytes += static_cast<int64_t>(b.text.size());
    }
  if (sentences < state.iterations() * state.range(0) * 5) state.SkipWithError("too few sentences");
  state.SetBytesProcessed(bytes);
  state.counters["sentences"] =
      benchmark::Counter(static_cast<double>(sentences), benchmark::Counter::kIsRate);
}
BENCHMARK(BM_SplitSentences)->Arg(4)->Arg(100);

// An unclosed quotation mark and no end of a sentence: the longest search.
void BM_SplitSentencesWorstCase(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < state.range(0); ++i) text += "“그는 (말했다. ";
  for (auto _ : state) benchmark::DoNotOptimize(text::SplitSentences(text));
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(text.size()));
}
BENCHMARK(BM_SplitSentencesWorstCase)->Arg(100)->Arg(1000);

void BM_Analyse(benchmark::State& state) {
  const auto analyser = language::ko::MakeAnalyser(RealLexicon());
  std::vector<std::string> sentences;
  for (size_t i = 0; i < 210; ++i) sentences.push_back(Sentence(i));
  language::Analysis analysis;
  size_t n = 0, instances = 0;
  int64_t bytes = 0;
  for (auto _ : state) {
    const std::string& s = sentences[n++ % sentences.size()];
    analyser->Analyse(s, {0, static_cast<uint32_t>(s.size())}, {}, analysis);
    instances += analysis.instances.size();
    bytes += static_cast<int64_t>(s.size());
  }
  if (instances < n / 2) state.SkipWithError("too few predicates");
  state.SetBytesProcessed(bytes);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(BM_Analyse);

// A long word without a blank, and one that is nearly all lexicon.
void BM_AnalyseWorstCase(benchmark::State& state) {
  const auto analyser = language::ko::MakeAnalyser(RealLexicon());
  std::string s;
  for (int i = 0; i < state.range(0); ++i) s += i % 13 == 12 ? " " : "대북제재";
  language::Analysis analysis;
  for (auto _ : state) analyser->Analyse(s, {0, static_cast<uint32_t>(s.size())}, {}, analysis);
  if (analysis.phrases.empty()) state.SkipWithError("nothing read");
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(s.size()));
}
BENCHMARK(BM_AnalyseWorstCase)->Arg(100)->Arg(1000);

void CountDocuments(benchmark::State& state, size_t documents, size_t events) {
  state.counters["documents/s"] =
      benchmark::Counter(static_cast<double>(documents), benchmark::Counter::kIsRate);
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(events), benchmark::Counter::kIsRate);
}

// Documents that are read already.
void BM_Code(benchmark::State& state) {
  const auto coder = coding::Coder::Create(RealLexicon());
  const std::vector<Document> documents = Documents(static_cast<int>(state.range(0)));
  size_t n = 0, events = 0;
  int64_t bytes = 0;
  for (auto _ : state) {
    const Document& d = documents[n++ % documents.size()];
    events += (*coder)->Code(d).events.size();
    bytes += static_cast<int64_t>(d.source.size());
  }
  if (events < n) state.SkipWithError("less than one record a document");
  state.SetBytesProcessed(bytes);
  CountDocuments(state, n, events);
}
BENCHMARK(BM_Code)->Arg(1)->Arg(4)->Arg(20)->Arg(200)->Unit(benchmark::kMicrosecond);

// The whole way from bytes, as `bongsu code` goes it.
void BM_ReadAndCode(benchmark::State& state) {
  const auto coder = coding::Coder::Create(RealLexicon());
  std::vector<std::string> posts;
  for (size_t i = 0; i < 20; ++i) posts.push_back(Post(20, 11 * i));
  size_t n = 0, events = 0;
  int64_t bytes = 0;
  for (auto _ : state) {
    const std::string& post = posts[n++ % posts.size()];
    events += (*coder)->Code(Read(post)).events.size();
    bytes += static_cast<int64_t>(post.size());
  }
  if (events < n) state.SkipWithError("less than one record a document");
  state.SetBytesProcessed(bytes);
  CountDocuments(state, n, events);
}
BENCHMARK(BM_ReadAndCode)->Unit(benchmark::kMicrosecond);

void BM_MakeCoder(benchmark::State& state) {
  for (auto _ : state) {
    const auto coder = coding::Coder::Create(RealLexicon());
    if (!coder || !(*coder)->HasAnalyser("ko")) state.SkipWithError("no coder");
  }
}
BENCHMARK(BM_MakeCoder)->Unit(benchmark::kMillisecond);

}  // namespace
