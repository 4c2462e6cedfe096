#include "report/brief_check.h"

#include <algorithm>
#include <set>

#include "base/day.h"

namespace bongsu::report {
namespace {

using Findings = std::vector<BriefFinding>;

bool Holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Days written YYYY-MM-DD in a text.
std::vector<std::string> DaysIn(std::string_view text) {
  constexpr size_t kDay = 10;
  std::vector<std::string> days;
  for (size_t at = 0; at + kDay <= text.size(); ++at)
    if (base::ParseDay(text.substr(at, kDay))) {
      days.emplace_back(text.substr(at, kDay));
      at += kDay - 1;
    }
  return days;
}

class SentenceChecker {
 public:
  SentenceChecker(const Brief& brief, const CheckWords& words, const PartyNames& names)
      : brief_(brief), words_(words), names_(names) {
    for (const BriefSource& source : brief.sources) sources_[source.number] = &source;
    for (const BriefRecord& record : brief.records) records_[record.id] = &record;
  }

  Findings Check(BriefPartKind part, const BriefSentence& sentence) {
    sentence_ = &sentence;
    findings_.clear();
    said_ = sentence.text + " " + sentence.label;
    Marks();
    Mixing();
    if (sentence.kind == SentenceKind::kClaim) {
      Claim(part);
    } else if (!words_.NeedsNoEvidence(sentence.text)) {
      Fail("unmarked", "says something that needs evidence, and is not marked as a claim");
    }
    return std::move(findings_);
  }

 private:
  void Fail(const char* rule, const std::string& what) {
    findings_.push_back({"", rule, what + ": " + sentence_->text});
  }

  // Marks that lead somewhere, records that are there, and each record's own mark.
  void Marks() {
    std::set<std::string> documents;
    for (const std::string& id : sentence_->records) {
      const auto it = records_.find(id);
      if (it == records_.end()) {
        Fail("record", "rests on " + id + ", which the brief does not have");
        continue;
      }
      if (std::find(sentence_->marks.begin(), sentence_->marks.end(), it->second->mark) ==
          sentence_->marks.end())
        Fail("mark", "lacks the mark [" + std::to_string(it->second->mark) + "] of " + id);
      if (const auto source = sources_.find(it->second->mark); source != sources_.end())
        documents.insert(source->second->doc);
    }
    for (const size_t mark : sentence_->marks) {
      const auto it = sources_.find(mark);
      if (it == sources_.end())
        Fail("mark", "[" + std::to_string(mark) + "] has no source");
      else if (!documents.contains(it->second->doc))
        Fail("mark", "none of its records is from the document of [" + std::to_string(mark) + "]");
    }
  }

  void Mixing() {
    const bool likelihood = words_.Has("likelihood", said_),
               confidence = words_.Has("confidence", said_);
    if (likelihood && confidence)
      Fail("likelihood", "mixes likelihood and confidence in one sentence (ICD 203)");
    if (likelihood != sentence_->asserts.likelihood || confidence != sentence_->asserts.confidence)
      Fail("assertion", "uses words of likelihood or confidence otherwise than it says");
    if (sentence_->kind == SentenceKind::kClaim && words_.Has("verdict", said_))
      Fail("verdict", "is a verdict, which no record carries");
  }

  void Claim(BriefPartKind part) {
    if (sentence_->marks.empty()) return Fail("unmarked", "a claim without a mark");
    if (sentence_->records.empty()) return Fail("unmarked", "a claim that rests on no record");
    std::set<std::string> sources;
    for (const std::string& id : sentence_->records)
      if (const auto it = records_.find(id); it != records_.end())
        sources.insert(it->second->source);
    const size_t claimed =
        std::max(sentence_->asserts.sources,
                 words_.SourcesClaimed(sentence_->text + " " + sentence_->counted));
    if (claimed > sources.size())
      Fail("sources", "claims " + std::to_string(claimed) +
                          " independent sources where there are " + std::to_string(sources.size()));
    if (sources.size() < 2 && words_.Has("many", said_))
      Fail("sources", "speaks of several reports where there is a single source");
    Quote();
    // It may be as strong as the strongest of its records.
    Findings fewest;
    bool first = true;
    for (const std::string& id : sentence_->records) {
      const auto it = records_.find(id);
      if (it == records_.end()) continue;
      Findings found = Strength(part, *it->second);
      if (first || found.size() < fewest.size()) fewest = std::move(found);
      first = false;
    }
    findings_.insert(findings_.end(), fewest.begin(), fewest.end());
  }

  // What the sentence says beyond one record.
  Findings Strength(BriefPartKind part, const BriefRecord& record) {
    Findings found;
    const auto fail = [&](const char* rule, const std::string& what) {
      found.push_back({"", rule, what + " (" + record.id + "): " + sentence_->text});
    };
    const std::string& text = sentence_->text;
    const bool paragraph = part == BriefPartKind::kTransfers && NamesParagraph(text);
    if (paragraph) {
      if (!sentence_->asserts.attributed && !words_.Has("condition", text))
        fail("condition", "says what a paragraph covers without the condition");
    } else {
      const bool own_word = sentence_->kind == SentenceKind::kClaim;
      if (Holds(record.aux, "hypothetical") && own_word && !words_.Has("possibility", text))
        fail("possibility", "what is only possible is written as fact");
      if (Holds(record.aux, "negation") && !words_.Has("negation", text))
        fail("negation", "what did not happen is written as having happened");
      if (Holds(record.aux, "future") && !Holds(record.aux, "hypothetical") &&
          !Holds(record.aux, "negation") && !words_.Has("plan", text))
        fail("plan", "what is announced is written as done");
      if (Holds(record.aux, "historical") && !words_.Has("background", text))
        fail("background", "what lies before is written as new");
      if (!record.attribution.empty() && !words_.Has("attribution", text))
        fail("attribution", "does not say according to whom");
      for (const auto* codes : {&record.actor, &record.recipient, &record.attribution})
        for (const std::string& code : *codes)
          if (!names_.IsNamed(text, code) && part != BriefPartKind::kMeetings)
            fail("party", "does not name " + code);
      if (sentence_->asserts.attributed != !record.attribution.empty())
        fail("assertion", "is attributed otherwise than its record");
    }
    if (sentence_->asserts.certainty != record.certainty || sentence_->asserts.aux != record.aux)
      fail("assertion", "asserts another certainty than its record");
    Dates(record, fail);
    return found;
  }

  // Days that the sentence names must be days of the record or of its report.
  template <typename Fail>
  void Dates(const BriefRecord& record, Fail fail) {
    std::set<std::string> known = {record.date, record.date_to, record.due, record.due_to};
    for (const size_t mark : sentence_->marks)
      if (const auto it = sources_.find(mark); it != sources_.end())
        known.insert(it->second->published);
    for (const std::string& day : DaysIn(sentence_->when + " " + said_))
      if (!known.contains(day)) fail("date", "names " + day + ", which no record has");
  }

  bool NamesParagraph(std::string_view text) const { return words_.Has("paragraph", text); }

  // A quotation must stand in the evidence, unless the evidence is cut or not shown.
  void Quote() {
    std::string_view quote = sentence_->quote;
    constexpr std::string_view kCut = "…";
    if (quote.starts_with(kCut)) quote.remove_prefix(kCut.size());
    if (quote.ends_with(kCut)) quote.remove_suffix(kCut.size());
    if (quote.empty()) return;
    for (const size_t mark : sentence_->marks) {
      const auto it = sources_.find(mark);
      if (it == sources_.end()) continue;
      const std::string& evidence = it->second->evidence;
      if (evidence.empty() || evidence.find(quote) != evidence.npos || evidence.starts_with(kCut) ||
          evidence.ends_with(kCut))
        return;
    }
    Fail("quote", "quotes what its evidence does not say");
  }

  const Brief& brief_;
  const CheckWords& words_;
  const PartyNames& names_;
  std::map<size_t, const BriefSource*> sources_;
  std::map<std::string, const BriefRecord*, std::less<>> records_;
  const BriefSentence* sentence_ = nullptr;
  std::string said_;
  Findings findings_;
};

// What the excerpt says that is not a sentence of the brief; empty: nothing.
std::string BeyondSentences(const Brief& brief) {
  std::string left = brief.excerpt;
  ForEachSentence(brief, [&](const BriefPart&, const BriefSentence& sentence) {
    if (sentence.text.empty()) return;
    if (const size_t at = left.find(sentence.text); at != left.npos)
      left.erase(at, sentence.text.size());
  });
  left.erase(std::remove(left.begin(), left.end(), ' '), left.end());
  return left;
}

}  // namespace

std::vector<BriefFinding> CheckBrief(const Brief& brief, const CheckWords& words,
                                     const PartyNames& names) {
  Findings all;
  SentenceChecker checker(brief, words, names);
  const BriefPart* part = nullptr;
  size_t number = 0;
  ForEachSentence(brief, [&](const BriefPart& in, const BriefSentence& sentence) {
    number = part == &in ? number + 1 : 1;
    part = &in;
    for (BriefFinding& finding : checker.Check(in.kind, sentence)) {
      finding.place = std::string(BriefPartName(in.kind)) + ", sentence " + std::to_string(number);
      all.push_back(std::move(finding));
    }
  });
  if (const std::string left = BeyondSentences(brief); !left.empty())
    all.push_back({"excerpt", "unmarked", "says what no sentence of the brief says: " + left});
  return all;
}

std::string FindingText(const BriefFinding& finding) {
  return finding.place + ": " + finding.rule + ": " + finding.text;
}

}  // namespace bongsu::report
