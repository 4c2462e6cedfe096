// The door of the Korean analyser: any text gives phrases and predicates whose spans lie inside the
// sentence on code point boundaries, whose indexes point at something, and whose embedding has no
// circle. The bytes are repaired to UTF-8 as the reader would, folded to one line, and analysed as
// a whole and sentence by sentence, as prose and as a headline.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "language/ko/analyser.h"
#include "lexicon/lexicon.h"
#include "text/sentence.h"
#include "text/utf8.h"

namespace {

using namespace bongsu;
using language::Analysis;
using language::Instance;
using language::NounPhrase;

constexpr size_t kMaxBytes = 4096;  // longer inputs find nothing new

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

const lexicon::Lexicon& RealLexicon() {
  static const auto lexicon = lexicon::Lexicon::Compile(std::string(BONGSU_DATA_DIR));
  Require(lexicon.has_value(), "the lexicon compiles");
  return **lexicon;
}

class Checker {
 public:
  Checker(std::string_view text, ByteSpan sentence, const Analysis& analysis)
      : text_(text), sentence_(sentence), a_(analysis) {}

  void Check() const {
    for (const NounPhrase& np : a_.phrases) CheckPhrase(np);
    for (const Instance& p : a_.instances) CheckInstance(p);
    for (const language::Token& t : a_.tokens) CheckSpan(t.text, "a token lies in the sentence");
    for (size_t i = 0; i < a_.instances.size(); ++i) CheckNoCircle(static_cast<int>(i));
  }

 private:
  void CheckSpan(ByteSpan s, const char* what) const {
    Require(s.begin <= s.end && sentence_.contains(s), what);
    Require(text::IsBoundary(text_, s.begin) && text::IsBoundary(text_, s.end),
            "spans lie on code points");
  }
  void CheckInstanceIndex(int i) const {
    Require(i == language::kNobody || (i >= 0 && static_cast<size_t>(i) < a_.instances.size()),
            "instance indexes exist");
  }
  void CheckPhraseIndex(int i) const {
    Require(i >= 0 && static_cast<size_t>(i) < a_.phrases.size(), "phrase indexes exist");
  }
  void CheckParties(const std::vector<language::Party>& parties) const {
    static constexpr const char* kTables[] = {"entities", "people", "ko.agents", "ko.collectives",
                                              "ko.dyads"};
    for (const language::Party& p : parties) {
      Require(!p.mentions.empty(), "a party has a mention");
      CheckSpan(p.text, "a party lies in the sentence");
      for (const language::Mention& m : p.mentions) {
        CheckSpan(m.text, "a mention lies in the sentence");
        Require(!m.text.empty(), "a mention has words");
        Require(m.row < RealLexicon().table(kTables[static_cast<size_t>(m.kind)]).rows(),
                "a mention's row exists");
      }
    }
  }
  void CheckPhrase(const NounPhrase& np) const {
    CheckSpan(np.text, "a phrase lies in the sentence");
    CheckSpan(np.head, "a head lies in the sentence");
    CheckParties(np.parties);
    CheckParties(np.owners);
    for (const language::Party& p : np.toward) {
      Require(p.mentions.size() == 1, "a direction has one mention");
      Require(p.mentions[0].row < RealLexicon().table("ko.toward").rows(),
              "a direction's row exists");
      CheckSpan(p.mentions[0].text, "a direction lies in the sentence");
    }
    CheckInstanceIndex(np.instance);
    for (const int c : np.contents) {
      Require(c != language::kNobody, "contents are clauses");
      CheckInstanceIndex(c);
    }
  }
  void CheckInstance(const Instance& p) const {
    CheckSpan(p.trigger, "a trigger lies in the sentence");
    Require(!p.trigger.empty(), "a trigger has words");
    CheckSpan(p.clause, "a clause lies in the sentence");
    Require((p.features >> 20) == 0, "features are known");
    for (const uint32_t e : p.entries)
      Require(e < RealLexicon().table("ko.predicates").rows(), "entries exist");
    for (const ByteSpan m : p.markers) CheckSpan(m, "a marker lies in the sentence");
    for (const language::Argument& arg : p.arguments) CheckPhraseIndex(arg.phrase);
    if (p.subject != language::kNobody) CheckPhraseIndex(p.subject);
    CheckInstanceIndex(p.parent);
  }
  void CheckNoCircle(int i) const {
    size_t steps = 0;
    for (; i != language::kNobody; i = a_.instances[static_cast<size_t>(i)].parent)
      Require(++steps <= a_.instances.size(), "embedding has no circle");
  }

  std::string_view text_;
  ByteSpan sentence_;
  const Analysis& a_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto analyser = language::ko::MakeAnalyser(RealLexicon());
  if (size > kMaxBytes) return 0;
  std::string repaired = text::RepairUtf8({reinterpret_cast<const char*>(data), size});
  for (char& c : repaired)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  const auto exact = std::make_unique<char[]>(repaired.size());  // for AddressSanitizer
  if (!repaired.empty()) std::memcpy(exact.get(), repaired.data(), repaired.size());
  const std::string_view text(exact.get(), repaired.size());

  std::vector<ByteSpan> ranges = text::SplitSentences(text);
  ranges.push_back({0, static_cast<uint32_t>(text.size())});
  Analysis analysis;
  for (const ByteSpan range : ranges)
    for (const bool headline : {false, true}) {
      analyser->Analyse(text, range, {headline, headline}, analysis);
      Require(headline || analysis.tokens.empty(), "tokens come only when asked for");
      Checker(text, range, analysis).Check();
    }
  return 0;
}
