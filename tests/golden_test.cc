// Sentences with the records they must give, side by side in tests/golden/*.txt:
//
//   # one block per case; its name goes here
//   date: 2024-07-28                  the day of publication; this is also the default
//   lang: ko                          only where it is not Korean
//   text, one or more lines, read as the body of a post
//   ----
//   EVENT[mode] ACTOR+ACTOR -> RECIPIENT aux=.. att=.. item=.. | trigger
//
// Records are sorted; a party is CODE/SECTOR; what is empty is left out. A block that begins with
// `*` instead of `#` is negative gold: it must give no record. Lines before the first block are
// comment. The blocks that known_failures.txt names hold what should come out and does not yet; the
// test fails when one starts to pass, so that the list stays true.
//
//   golden_test FILE...                   checks
//   golden_test --update-golden FILE...   rewrites the expected records (not those of known
//   failures)
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/file.h"
#include "cli/engine.h"
#include "document/reader.h"

namespace bongsu {
namespace {

constexpr uint64_t kMaxGoldenBytes = 16u << 20;
constexpr char kDefaultDate[] = "2024-07-28";
constexpr char kDivider[] = "----\n";

struct Block {
  std::string file, name;
  bool negative = false;
  std::string date = kDefaultDate, lang = "ko";
  std::string input;     // all lines between name and divider, as written
  std::string text;      // of these, those that are no settings
  std::string expected;  // sorted lines
  size_t line = 0;
};

struct GoldenFile {
  std::string path, comment;
  std::vector<Block> blocks;
};

// --- reading and writing the files ---

void AddInput(Block& block, const std::string& line) {
  block.input += line + "\n";
  if (block.text.empty() && line.starts_with("date: ")) {
    block.date = line.substr(6);
  } else if (block.text.empty() && line.starts_with("lang: ")) {
    block.lang = line.substr(6);
  } else {
    block.text += line + "\n";
  }
}

Result<GoldenFile> ReadGolden(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::string bytes, base::ReadFile(path, kMaxGoldenBytes));
  GoldenFile file;
  file.path = path;
  std::istringstream lines(bytes);
  std::set<std::string> names;
  bool in_records = false;
  size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::string where = path + ":" + std::to_string(number) + ": ";
    if (line.starts_with("# ") || line.starts_with("* ")) {
      if (!file.blocks.empty() && !in_records)
        return {ErrorCode::kBadInput, where + "the block before has no ----"};
      Block& block = file.blocks.emplace_back();
      block.file = path.substr(path.find_last_of('/') + 1);
      block.name = line.substr(2);
      block.negative = line[0] == '*';
      block.line = number;
      in_records = false;
      if (!names.insert(block.name).second)
        return {ErrorCode::kBadInput, where + "a second block named " + block.name};
    } else if (file.blocks.empty()) {
      file.comment += line + "\n";
    } else if (line == "----") {
      in_records = true;
    } else if (!in_records) {
      AddInput(file.blocks.back(), line);
    } else if (!line.empty()) {
      if (file.blocks.back().negative)
        return {ErrorCode::kBadInput, where + "negative gold with a record"};
      file.blocks.back().expected += line + "\n";
    }
  }
  if (!file.blocks.empty() && !in_records)
    return {ErrorCode::kBadInput, path + ": the last block has no ----"};
  return file;
}

std::string Write(const GoldenFile& file) {
  std::string out = file.comment;
  for (const Block& b : file.blocks) {
    if (&b != &file.blocks.front()) out += "\n";
    out += std::string(b.negative ? "* " : "# ") + b.name + "\n" + b.input + kDivider + b.expected;
  }
  return out;
}

// --- the compact form ---

std::string Parties(const std::vector<EntityRef>& entities) {
  std::string out;
  for (const EntityRef& e : entities) out += (out.empty() ? "" : "+") + e.code + "/" + e.sector;
  return out.empty() ? "-" : out;
}

std::string Words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ",") + word;
  return out;
}

std::string Compact(const Event& e) {
  std::string out = e.event;
  if (!e.mode.empty()) out += "[" + Words(e.mode) + "]";
  out += " " + Parties(e.actor) + " -> " + Parties(e.recipient);
  if (!e.aux.empty()) out += " aux=" + Words(e.aux);
  if (!e.attribution.empty()) out += " att=" + Parties(e.attribution);
  if (!e.item.empty()) out += " item=" + Words(e.item);
  return out + " | " + e.trigger.text;
}

const cli::Engine& SharedEngine() {
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
  return engine;
}

Result<std::string> Code(const Block& block) {
  document::ReadOptions options;
  options.id = options.file_name = block.file;
  options.date = block.date;
  options.lang = block.lang;
  BONGSU_ASSIGN_OR_RETURN(const Document document, document::ReadDocument(block.text, options));
  std::vector<std::string> lines;
  for (const Event& e : SharedEngine().coder->Code(document).events) lines.push_back(Compact(e));
  std::sort(lines.begin(), lines.end());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

std::string Shown(const std::string& records) { return records.empty() ? "no record\n" : records; }

// --- known failures: lines of `FILE: NAME`, `#` begins a comment line ---

std::set<std::string> KnownFailures() {
  std::set<std::string> known;
  std::ifstream in(BONGSU_GOLDEN_DIR "/known_failures.txt");
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') known.insert(line);
  return known;
}

std::string KeyOf(const Block& block) { return block.file + ": " + block.name; }

class GoldenTest : public testing::Test {
 public:
  GoldenTest(Block block, bool known) : block_(std::move(block)), known_(known) {}
  void TestBody() override {
    const auto actual = Code(block_);
    ASSERT_TRUE(actual) << actual.error().message();
    const bool passes = *actual == block_.expected;
    if (known_) {
      EXPECT_FALSE(passes) << KeyOf(block_)
                           << " passes now: take it off tests/golden/known_failures.txt";
    } else {
      EXPECT_TRUE(passes) << block_.file << ":" << block_.line << ": " << block_.name << "\n"
                          << block_.text << "must give\n"
                          << Shown(block_.expected) << "but gives\n"
                          << Shown(*actual) << "see why: bongsu explain --date " << block_.date
                          << " '...'";
    }
  }

 private:
  Block block_;
  bool known_;
};

// Every known failure names a block of the files it speaks of.
class KnownFailuresTest : public testing::Test {
 public:
  explicit KnownFailuresTest(std::set<std::string> stale) : stale_(std::move(stale)) {}
  void TestBody() override {
    for (const std::string& key : stale_)
      ADD_FAILURE() << "known_failures.txt: no block `" << key << "`";
  }

 private:
  std::set<std::string> stale_;
};

int Update(std::vector<GoldenFile>& files, const std::set<std::string>& known) {
  for (GoldenFile& file : files) {
    int changed = 0;
    for (Block& block : file.blocks) {
      const auto actual = Code(block);
      if (!actual) {
        std::fprintf(stderr, "%s: %s\n", KeyOf(block).c_str(), actual.error().message().c_str());
        return 1;
      }
      if (*actual == block.expected || known.contains(KeyOf(block))) continue;
      if (block.negative) {
        std::fprintf(stderr, "%s: negative gold gives records, left as it is\n",
                     KeyOf(block).c_str());
        continue;
      }
      block.expected = *actual;
      ++changed;
    }
    if (const Status s = base::WriteFileAtomically(file.path, Write(file)); !s.ok()) {
      std::fprintf(stderr, "%s\n", s.message().c_str());
      return 1;
    }
    std::printf("%s: %d of %zu blocks rewritten\n", file.path.c_str(), changed, file.blocks.size());
  }
  return 0;
}

int Main(int argc, char** argv) {
  bool update = false;
  std::vector<GoldenFile> files;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--update-golden") {
      update = true;
      continue;
    }
    if (word.ends_with("known_failures.txt")) continue;
    auto file = ReadGolden(word);
    if (!file) {
      std::fprintf(stderr, "%s\n", file.error().message().c_str());
      return 1;
    }
    files.push_back(std::move(*file));
  }
  const std::set<std::string> known = KnownFailures();
  if (update) return Update(files, known);
  std::set<std::string> stale = known;
  for (const GoldenFile& file : files)
    for (const Block& block : file.blocks) {
      stale.erase(KeyOf(block));
      const bool fails = known.contains(KeyOf(block));
      testing::RegisterTest(
          "Golden", (block.file + "/" + block.name).c_str(), nullptr, nullptr, __FILE__, __LINE__,
          [block, fails]() -> testing::Test* { return new GoldenTest(block, fails); });
    }
  testing::RegisterTest("Golden", "KnownFailuresAreBlocks", nullptr, nullptr, __FILE__, __LINE__,
                        [stale]() -> testing::Test* { return new KnownFailuresTest(stale); });
  return RUN_ALL_TESTS();
}

}  // namespace
}  // namespace bongsu

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  return bongsu::Main(argc, argv);
}
