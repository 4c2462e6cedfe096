// Reading documents: generated posts in the shape of Korean news blogs, in two lengths, and the
// worst cases. Each benchmark checks its result, so that a fast wrong answer is no record.
#include <benchmark/benchmark.h>

#include <string>

#include "document/language.h"
#include "document/reader.h"

namespace {

using bongsu::document::ReadDocument;
using bongsu::document::ReadOptions;

constexpr const char* kFront =
    "---\ntitle: 두 나라 장관, 도쿄에서 만나 공동성명 채택\ncategories:\n  - News\nexcerpt: >\n"
    "  두 나라 장관이 도쿄에서 만나 미사일 기술 이전에 깊은 우려를 나타냈습니다.\nfeature_text: >\n"
    "  두 나라 장관이 도쿄에서 만나 미사일 기술 이전에 깊은 우려를 나타냈습니다.\nimage: "
    "'https://example.com/a.jpg'\n---\n\n";

std::string HtmlPost(int paragraphs) {
  std::string post = kFront;
  for (int i = 0; i < paragraphs; ++i) {
    if (i % 4 == 0)
      post +=
          "<h2 data-ke-size=\"size26\">회담에서 나온 말</h2>\n\n<p "
          "data-ke-size=\"size16\">&nbsp;</p>\n\n";
    post +=
        "<p data-ke-size=\"size16\">두 장관은 <b>도쿄</b>에서 만나 <b><span style=\"color: "
        "#ee2323;\">상대국이 탄도미사일 "
        "기술을 넘겨줄 가능성에 깊은 우려를 나타냈습니다.</span></b> 이어 “국제 규범을 어기는 "
        "일”이라며 즉각 중단하라고 "
        "요구했고, 오는 9월 다시 만나기로 했습니다.</p>\n\n";
  }
  return post + "생생한 뉴스, <a href=\"https://example.com\" rel=\"dofollow\">example.com</a>\n";
}

std::string MarkdownPost(int paragraphs) {
  std::string post = kFront;
  for (int i = 0; i < paragraphs; ++i)
    post +=
        "## 회담에서 나온 말\n\n두 장관은 **도쿄**에서 만나 [공동성명](https://example.com/a)을 "
        "채택하고 깊은 우려를\n"
        "나타냈습니다. *즉각 중단*하라고 요구했습니다.\n\n- 첫째 항목은 공동 훈련\n- 둘째 항목은 "
        "다음 회담\n\n";
  return post;
}

std::string EnglishPage(int paragraphs) {
  std::string page =
      "<!doctype html><html lang=en><head><title>Ministers meet</title></head><body>\n";
  for (int i = 0; i < paragraphs; ++i)
    page +=
        "<p class=\"story\">The two ministers met in <a href=\"/tokyo\">Tokyo</a> and voiced deep "
        "concern that missile "
        "technology could be transferred &mdash; a step they called "
        "&ldquo;unacceptable.&rdquo;</p>\n";
  return page;
}

void Read(benchmark::State& state, const std::string& source, size_t least_blocks) {
  ReadOptions options;
  options.id = "bench";
  options.file_name = "2024-07-28-1.md";
  for (auto _ : state) {
    const auto document = ReadDocument(source, options);
    if (!document || document->blocks.size() < least_blocks) state.SkipWithError("wrong result");
    benchmark::DoNotOptimize(document->blocks.data());
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * source.size()));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
}

void BM_ReadShortKoreanPost(benchmark::State& state) { Read(state, HtmlPost(8), 13); }
void BM_ReadLongKoreanPost(benchmark::State& state) { Read(state, HtmlPost(400), 500); }
void BM_ReadKoreanMarkdown(benchmark::State& state) { Read(state, MarkdownPost(12), 48); }
void BM_ReadEnglishPage(benchmark::State& state) { Read(state, EnglishPage(24), 25); }

void BM_ReadOneLongLine(benchmark::State& state) {
  std::string source = "<p>";
  while (source.size() < 10'000'000) source += "두 장관은 <b>도쿄</b>에서 &amp; 만났다. ";
  Read(state, source, 1);
}

void BM_ReadDeepNesting(benchmark::State& state) {
  std::string source = "<!doctype html>";
  for (int i = 0; i < 100'000; ++i) source += "<div><blockquote>";
  source += "글";
  for (int i = 0; i < 100'000; ++i) source += "</li></td>";
  Read(state, source, 1);
}

void BM_DetectLanguage(benchmark::State& state, const char* sentence, const char* lang) {
  std::string text;
  while (text.size() + std::string_view(sentence).size() < bongsu::document::kLanguageSampleBytes)
    text += sentence;
  for (auto _ : state) {
    if (bongsu::document::DetectLanguage(text) != lang) state.SkipWithError("wrong language");
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

BENCHMARK(BM_ReadShortKoreanPost);
BENCHMARK(BM_ReadLongKoreanPost);
BENCHMARK(BM_ReadKoreanMarkdown);
BENCHMARK(BM_ReadEnglishPage);
BENCHMARK(BM_ReadOneLongLine);
BENCHMARK(BM_ReadDeepNesting);
BENCHMARK_CAPTURE(BM_DetectLanguage, korean, "두 장관은 도쿄에서 만나 우려를 나타냈다. ", "ko");
BENCHMARK_CAPTURE(BM_DetectLanguage, japanese, "両国の閣僚は東京で会談し、深い懸念を示した。",
                  "ja");
BENCHMARK_CAPTURE(BM_DetectLanguage, english, "The two ministers met in Tokyo and voiced concern. ",
                  "en");

}  // namespace
