// Every row of data/rules.tsv codes its own example and leaves its counterexample alone.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "coding/coder.h"
#include "document/reader.h"
#include "language/test_lexicon.h"

namespace bongsu::coding {
namespace {

// Columns of rules.tsv.
constexpr size_t kId = 0, kExample = 8, kCounterexample = 9;

const Coder& RealCoder() {
  static const std::unique_ptr<Coder> coder = [] {
    auto made = Coder::Create(RealLexicon());
    if (!made) {
      std::fprintf(stderr, "%s\n", made.error().message().c_str());
      std::exit(1);
    }
    return std::move(*made);
  }();
  return *coder;
}

// How often each rule fired in `cell`, which is "lang: sentence".
std::map<std::string, int> RulesFired(std::string_view cell, const std::string& place) {
  std::map<std::string, int> fired;
  const size_t colon = cell.find(": ");
  if (colon == std::string_view::npos) {
    ADD_FAILURE() << place << ": not of the form `lang: sentence`: " << cell;
    return fired;
  }
  document::ReadOptions options;
  options.id = options.file_name = "rules.tsv";
  options.date = "2024-07-28";
  options.lang = cell.substr(0, colon);
  EXPECT_TRUE(RealCoder().HasAnalyser(options.lang))
      << place << ": no analyser for " << options.lang;
  const auto document = document::ReadDocument(std::string(cell.substr(colon + 2)), options);
  if (!document) {
    ADD_FAILURE() << place << ": " << document.error().message();
    return fired;
  }
  for (const Event& e : RealCoder().Code(*document).events) ++fired[e.rule];
  return fired;
}

std::string Names(const std::map<std::string, int>& fired) {
  std::string out;
  for (const auto& [rule, times] : fired) out += (out.empty() ? "" : ", ") + rule;
  return out.empty() ? "none" : out;
}

TEST(RuleExamples, Fire) {
  const lexicon::Table rules = RealLexicon().table("rules");
  for (size_t r = 0; r < rules.rows(); ++r) {
    const std::string_view example = rules.cell(r, kExample);
    if (example.empty()) continue;
    const auto fired = RulesFired(example, rules.Place(r));
    EXPECT_TRUE(fired.contains(std::string(rules.cell(r, kId))))
        << rules.Place(r) << ": " << rules.cell(r, kId) << " does not fire (fired: " << Names(fired)
        << ")\n"
        << example;
  }
}

TEST(RuleCounterexamples, DoNotFire) {
  const lexicon::Table rules = RealLexicon().table("rules");
  for (size_t r = 0; r < rules.rows(); ++r) {
    const std::string_view counterexample = rules.cell(r, kCounterexample);
    if (counterexample.empty()) continue;
    const auto fired = RulesFired(counterexample, rules.Place(r));
    EXPECT_FALSE(fired.contains(std::string(rules.cell(r, kId))))
        << rules.Place(r) << ": " << rules.cell(r, kId) << " fires\n"
        << counterexample;
  }
}

TEST(RuleExamples, AreThereForNearlyEveryRow) {
  const lexicon::Table rules = RealLexicon().table("rules");
  ASSERT_GT(rules.rows(), 100u);
  size_t with_example = 0;
  std::string without;
  for (size_t r = 0; r < rules.rows(); ++r) {
    const bool example = !rules.cell(r, kExample).empty();
    EXPECT_EQ(example, !rules.cell(r, kCounterexample).empty())
        << rules.Place(r) << ": an example and its counterexample come together";
    if (example)
      ++with_example;
    else
      without += rules.Place(r) + ": " + std::string(rules.cell(r, kId)) + "\n";
  }
  EXPECT_GE(10 * with_example, 9 * rules.rows()) << "rows without an example:\n" << without;
}

// A sentence that serves two rows would let one of them rot unseen.
TEST(RuleExamples, AreEachTheirOwn) {
  const lexicon::Table rules = RealLexicon().table("rules");
  std::map<std::string_view, size_t> seen;
  for (size_t r = 0; r < rules.rows(); ++r) {
    const std::string_view example = rules.cell(r, kExample);
    if (example.empty()) continue;
    const auto [it, added] = seen.emplace(example, r);
    EXPECT_TRUE(added) << rules.Place(r) << ": the example of " << rules.Place(it->second)
                       << " again";
  }
}

}  // namespace
}  // namespace bongsu::coding
