// What holds for every record of every document, whatever the words: evidence that decodes to its
// text, ids that are unique, JSON that reads back. On the example posts, on shared posts where they
// lie beside the project, and on damaged copies. BONGSU_SEED sets the seed; a failure prints it.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <random>
#include <set>
#include <string>

#include "base/file.h"
#include "cli/engine.h"
#include "document/reader.h"
#include "store/event_parse.h"

namespace bongsu {
namespace {

#ifdef NDEBUG
constexpr int kDamagedCopies = 12;  // of each post
#else
constexpr int kDamagedCopies = 2;
#endif

uint64_t Seed() {
  const char* set = std::getenv("BONGSU_SEED");
  return set != nullptr ? std::strtoull(set, nullptr, 10) : 20240728;
}

const coding::Coder& SharedCoder() {
  static const cli::Engine engine = [] {
    cli::Settings settings;
    settings.data_dir = BONGSU_DATA_DIR;
    auto loaded = cli::LoadEngine(settings);
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().message().c_str());
      std::exit(1);
    }
    return std::move(*loaded);
  }();
  return *engine.coder;
}

bool OnBoundary(const std::string& source, uint32_t at) {
  return at == source.size() || (static_cast<unsigned char>(source[at]) & 0xC0) != 0x80;
}

// Whether the span, decoded by the rule of some block, is the text.
bool Decodes(const Document& document, ByteSpan span, const std::string& text) {
  for (const Block& block : document.blocks)
    if (DecodeRange(document.source, span, block.rule) == text) return true;
  return false;
}

std::string BrokenSpan(const Document& document, ByteSpan span, const std::string& text) {
  const std::string where =
      "[" + std::to_string(span.begin) + "," + std::to_string(span.end) + ") `" + text + "`";
  if (span.empty() || span.end > document.source.size())
    return where + " is outside the source or empty";
  if (!OnBoundary(document.source, span.begin) || !OnBoundary(document.source, span.end))
    return where + " does not lie on code point boundaries";
  if (!Decodes(document, span, text)) return where + " does not decode to its text";
  return {};
}

void Check(const Document& document, const coding::Coded& coded) {
  std::set<std::string> ids;
  for (const Event& e : coded.events) {
    EXPECT_TRUE(ids.insert(e.id).second) << e.id << " twice";
    EXPECT_EQ(BrokenSpan(document, e.evidence.span, e.evidence.text), "");
    EXPECT_EQ(BrokenSpan(document, e.trigger.span, e.trigger.text), "");
    EXPECT_NE(QuadClass(e.event), 0) << e.event;
    for (const auto* parties : {&e.actor, &e.recipient, &e.attribution, &e.via})
      for (const EntityRef& party : *parties) {
        EXPECT_FALSE(party.code.empty()) << e.id;
        if (!party.span.empty()) {
          EXPECT_EQ(BrokenSpan(document, party.span, party.name), "");
        }
      }
    const std::string json = ToJson(e);
    const auto parsed = store::ParseEvent(json);
    ASSERT_TRUE(parsed) << parsed.error().message() << "\n" << json;
    EXPECT_EQ(ToJson(*parsed), json);
  }
}

// Cuts, doubles, swaps or overwrites stretches of bytes.
std::string Damaged(std::string source, std::mt19937_64& random) {
  const auto at = [&] { return static_cast<size_t>(random() % source.size()); };
  for (int i = 0; i < 4 && source.size() > 64; ++i) {
    const size_t begin = at(), size = std::min<size_t>(1 + random() % 200, source.size() - begin);
    switch (random() % 4) {
      case 0:
        source.erase(begin, size);
        break;
      case 1:
        source.insert(at(), source.substr(begin, size));
        break;
      case 2:
        source.replace(begin, size, source.substr(at() / 2, size));
        break;
      default:
        source[begin] = static_cast<char>(random() % 256);
        break;
    }
  }
  return source;
}

void CheckFolder(const std::string& folder, int damaged_copies) {
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << folder << " is not here";
  const auto files = base::ListFiles(folder);
  ASSERT_TRUE(files);
  SCOPED_TRACE("BONGSU_SEED=" + std::to_string(Seed()));
  std::mt19937_64 random(Seed());
  for (const std::string& file : *files) {
    if (!file.ends_with(".md")) continue;
    SCOPED_TRACE(file);
    const auto source = base::ReadFile(folder + "/" + file, document::kMaxSourceBytes);
    ASSERT_TRUE(source) << source.error().message();
    document::ReadOptions options;
    options.id = options.file_name = file;
    for (int copy = 0; copy <= damaged_copies; ++copy) {
      const auto document =
          document::ReadDocument(copy == 0 ? *source : Damaged(*source, random), options);
      if (!document) continue;  // said so, which is all that is asked of a damaged file
      const coding::Coded coded = SharedCoder().Code(*document);
      Check(*document, coded);
      if (testing::Test::HasFailure()) return;
    }
  }
}

TEST(Records, HoldOnExamplePosts) { CheckFolder(BONGSU_SOURCE_DIR "/examples/posts", 0); }
TEST(Records, HoldOnDamagedExamplePosts) {
  CheckFolder(BONGSU_SOURCE_DIR "/examples/posts", kDamagedCopies);
}
TEST(Records, HoldOnSharedPosts) { CheckFolder(BONGSU_SOURCE_DIR "/../shared/posts", 0); }

TEST(Records, AreTheSameWhenCodedAgain) {
  const std::string folder = BONGSU_SOURCE_DIR "/examples/posts";
  const auto files = base::ListFiles(folder);
  ASSERT_TRUE(files);
  for (const std::string& file : *files) {
    const auto source = base::ReadFile(folder + "/" + file, document::kMaxSourceBytes);
    ASSERT_TRUE(source);
    document::ReadOptions options;
    options.id = options.file_name = file;
    const auto document = document::ReadDocument(*source, options);
    ASSERT_TRUE(document);
    std::string once, again;
    for (const Event& e : SharedCoder().Code(*document).events) once += ToJson(e) + "\n";
    for (const Event& e : SharedCoder().Code(*document).events) again += ToJson(e) + "\n";
    EXPECT_EQ(once, again) << file;
  }
}

}  // namespace
}  // namespace bongsu
