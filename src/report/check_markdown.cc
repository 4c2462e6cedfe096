#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "report/brief_check.h"
#include "text/sentence.h"

namespace bongsu::report {
namespace {

// A text of Markdown as a reader sees it: escapes and stars taken off.
std::string Plain(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text[++i];
    } else if (text[i] != '*') {
      out += text[i];
    }
  }
  return out;
}

// Numbers of the marks of a line as it stands in Markdown, and the line without them; an escaped
// bracket is no mark. "[1]–[4]" is all four.
std::set<size_t> TakeMarks(std::string* line) {
  constexpr std::string_view kTo = "–";
  std::set<size_t> marks;
  std::string left;
  size_t last = 0;
  bool range = false;
  for (size_t i = 0; i < line->size();) {
    const char c = (*line)[i];
    if (c == '\\' && i + 1 < line->size()) {
      left += line->substr(i, 2);
      i += 2;
      continue;
    }
    size_t number = 0;
    const auto [end, error] =
        std::from_chars(line->data() + i + 1, line->data() + line->size(), number);
    const auto close = static_cast<size_t>(end - line->data());
    if (c != '[' || error != std::errc() || close >= line->size() || (*line)[close] != ']') {
      left += c;
      ++i;
      continue;
    }
    constexpr size_t kLongestRange = 100'000;
    if (range && number > last && number - last < kLongestRange)
      for (size_t n = last; n < number; ++n) marks.insert(n);
    marks.insert(number);
    last = number;
    i = close + 1;
    range = line->compare(i, kTo.size(), kTo) == 0 && line->size() > i + kTo.size() &&
            (*line)[i + kTo.size()] == '[';
    if (range) i += kTo.size();
  }
  *line = left;
  return marks;
}

bool IsSource(std::string_view line) {
  if (!line.starts_with("- [")) return false;
  const size_t close = line.find(']');
  return close != line.npos && close > 3 &&
         line.substr(3, close - 3).find_first_not_of("0123456789") == line.npos;
}

// The sentence quoted in the line of a source, as a reader sees it; "" when there is none.
std::string Evidence(std::string_view line) {
  constexpr std::string_view kOpen = "] “", kClose = "” — ";
  const size_t begin = line.find(kOpen), end = line.find(kClose);
  if (begin == line.npos || end == line.npos || end < begin + kOpen.size()) return {};
  return Plain(line.substr(begin + kOpen.size(), end - begin - kOpen.size()));
}

class MarkdownChecker {
 public:
  explicit MarkdownChecker(const CheckWords& words) : words_(words) {}

  std::vector<BriefFinding> Check(std::string_view text) {
    EachLine(text, [&](std::string_view line) {
      if (!IsSource(line)) return;
      size_t number = 0;
      std::from_chars(line.data() + 3, line.data() + line.size(), number);
      if (!sources_.emplace(number, Evidence(line)).second)
        Fail("mark", "[" + std::to_string(number) + "] stands for two sources", Plain(line));
    });
    EachLine(text, [&](std::string_view line) { Line(line); });
    EachLine(text, [&](std::string_view line) {
      size_t number = 0;
      if (!IsSource(line)) return;
      std::from_chars(line.data() + 3, line.data() + line.size(), number);
      if (!cited_.contains(number))
        Fail("mark", "[" + std::to_string(number) + "] is evidence of no line", Plain(line));
    });
    return std::move(findings_);
  }

 private:
  template <typename F>
  void EachLine(std::string_view text, F each) {
    number_ = 0;
    while (!text.empty()) {
      const size_t end = text.find('\n');
      ++number_;
      each(text.substr(0, end));
      text.remove_prefix(end == text.npos ? text.size() : end + 1);
    }
  }

  void Line(std::string_view line) {
    if (line.empty() || line.starts_with('#') || IsSource(line) || line.starts_with("|---")) return;
    if (line.starts_with("| ")) {
      if (!in_table_) {  // the first line names the columns
        in_table_ = true;
        return;
      }
      return Cells(line);
    }
    in_table_ = false;
    if (line.starts_with("![") && line.ends_with(".svg)")) return;  // a chart and its heading
    if (line.starts_with("- ")) return Item(line.substr(2));
    if (line.starts_with("> ")) line.remove_prefix(2);
    Running(line);
  }

  // One claim, or something that needs no evidence.
  void Item(std::string_view text) {
    std::string said(text);
    const std::set<size_t> marks = TakeMarks(&said);
    said = Plain(said);
    Cite(marks, said);
    Quote(marks, said);
    if (const size_t claimed = words_.SourcesClaimed(said);
        !marks.empty() && claimed > marks.size())
      Fail("sources",
           "claims " + std::to_string(claimed) + " independent sources on " +
               std::to_string(marks.size()) + " sentence(s) of evidence",
           said);
    if (marks.size() == 1 && words_.Has("many", said))
      Fail("sources", "speaks of several reports where there is a single source", said);
    if (words_.Has("paragraph", said) && !words_.Has("condition", said) &&
        !words_.Has("attribution", said))
      Fail("condition", "says what a paragraph covers without the condition", said);
    const size_t end = said.find_last_not_of(" ,");
    if (end == said.npos) return;
    if (marks.empty() && !words_.NeedsNoEvidence(said.substr(0, end + 1)))
      Fail("unmarked", "a claim without a mark", said);
    Words(said);
  }

  // Sentences that run on: what is claimed stands in lists and tables, so each needs no evidence.
  void Running(std::string_view text) {
    std::string said(text);
    const std::set<size_t> marks = TakeMarks(&said);
    said = Plain(said);
    Cite(marks, said);
    for (const ByteSpan span : text::SplitSentences(said)) {
      std::string sentence = said.substr(span.begin, span.size());
      if (const size_t label = sentence.find(" · "); label != sentence.npos && label <= kFiresBytes)
        sentence.erase(0, label + std::string_view(" · ").size());
      while (!sentence.empty() && (sentence.back() == ' ' || sentence.back() == ','))
        sentence.pop_back();
      if (!sentence.empty() && !words_.NeedsNoEvidence(sentence))
        Fail("unmarked", "a claim without a mark", sentence);
      Words(sentence);
    }
  }

  void Cells(std::string_view line) {
    std::string cell;
    for (size_t i = 1; i < line.size(); ++i) {
      constexpr std::string_view kBreak = "<br>";
      const bool bar = line[i] == '|' && line[i - 1] != '\\';
      const bool next = line.substr(i).starts_with(kBreak);
      if (!bar && !next) {
        cell += line[i];
        continue;
      }
      if (cell.find_first_not_of(' ') != cell.npos) Item(cell.substr(cell.find_first_not_of(' ')));
      cell.clear();
      if (next) i += kBreak.size() - 1;
    }
  }

  // Marks that lead somewhere; what they lead to is cited.
  void Cite(const std::set<size_t>& marks, const std::string& said) {
    for (const size_t mark : marks)
      if (!sources_.contains(mark))
        Fail("mark", "[" + std::to_string(mark) + "] has no source", said);
    cited_.insert(marks.begin(), marks.end());
  }

  // What stands in quotation marks after the sentence is of its evidence, word for word, unless
  // either is cut or the evidence is not shown.
  void Quote(const std::set<size_t>& marks, const std::string& said) {
    constexpr std::string_view kClose = "”", kCut = "…";
    size_t at = said.npos;
    for (const std::string_view stop : {". “", "。 “"})
      if (const size_t found = said.find(stop); found != said.npos)
        at = std::min(at, found + stop.size());
    if (at == said.npos || marks.empty()) return;
    const size_t end = said.rfind(kClose);
    if (end == said.npos || end < at) return;
    std::string_view quote = std::string_view(said).substr(at, end - at);
    if (quote.starts_with(kCut)) quote.remove_prefix(kCut.size());
    if (quote.ends_with(kCut)) quote.remove_suffix(kCut.size());
    for (const size_t mark : marks)
      if (const auto it = sources_.find(mark); it == sources_.end() || it->second.empty() ||
                                               it->second.find(kCut) != it->second.npos ||
                                               it->second.find(quote) != it->second.npos)
        return;
    Fail("quote", "quotes what its evidence does not say", said);
  }

  void Words(const std::string& said) {
    if (words_.Has("likelihood", said) && words_.Has("confidence", said))
      Fail("likelihood", "mixes likelihood and confidence in one sentence (ICD 203)", said);
    if (!words_.NeedsNoEvidence(said) && words_.Has("verdict", said))
      Fail("verdict", "is a verdict, which no record carries", said);
  }

  void Fail(const char* rule, const std::string& what, const std::string& said) {
    findings_.push_back({"line " + std::to_string(number_), rule, what + ": " + said});
  }

  static constexpr size_t kFiresBytes = 20;  // "●●●○○"
  const CheckWords& words_;
  std::map<size_t, std::string> sources_;  // by number: the evidence as quoted; may be empty
  std::set<size_t> cited_;
  std::vector<BriefFinding> findings_;
  size_t number_ = 0;
  bool in_table_ = false;
};

}  // namespace

std::vector<BriefFinding> CheckBriefMarkdown(std::string_view text, const CheckWords& words) {
  return MarkdownChecker(words).Check(text);
}

}  // namespace bongsu::report
