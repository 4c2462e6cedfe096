#include "text/sentence.h"

#include <algorithm>
#include <map>

#include "text/utf8.h"

namespace bongsu::text {
namespace {

bool IsTerminal(char32_t c) {
  return c == '.' || c == '!' || c == '?' || c == U'…' || c == U'。' || c == U'！' || c == U'？';
}

bool IsCloser(char32_t c) {
  return c == '"' || c == '\'' || c == ')' || c == ']' || c == U'”' || c == U'’' || c == U'」' ||
         c == U'』' || c == U'）';
}

// The mark that closes `open`, or 0 when it opens nothing. ASCII " closes itself.
char32_t CloserOf(char32_t open) {
  switch (open) {
    case '"':
      return '"';
    case U'“':
      return U'”';
    case U'‘':
      return U'’';
    case U'「':
      return U'」';
    case U'『':
      return U'』';
    case '(':
      return ')';
    default:
      return 0;
  }
}

bool IsUpperAscii(char32_t c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

// Looks for the marks that close quotations. What it has once read in vain it does not read again.
class CloserFinder {
 public:
  explicit CloserFinder(std::string_view text) : text_(text) {}

  // The end of the quoted or bracketed stretch that opens just before `pos`, or npos when it never
  // closes nearby.
  size_t Find(size_t pos, char32_t closer) {
    constexpr size_t kLongestQuote =
        3000;  // bytes; a mark that "closes" farther off is taken for a stray
    const size_t limit = std::min(text_.size(), pos + kLongestQuote);
    size_t& none_before = none_before_[closer];
    pos = std::max(pos, none_before);
    while (pos < limit)
      if (DecodeUtf8(text_, pos) == closer) return pos;
    none_before = std::max(none_before, pos);
    return std::string_view::npos;
  }

 private:
  std::string_view text_;
  std::map<char32_t, size_t> none_before_;  // no such closer between the last opener and here
};

void AddTrimmed(std::string_view text, size_t begin, size_t end, std::vector<ByteSpan>& out) {
  while (end - begin > kMaxSentenceBytes) {  // too long: cut at the last blank, else at a character
    const size_t blank = text.substr(begin, kMaxSentenceBytes).rfind(' ');
    size_t cut =
        begin + (blank == std::string_view::npos || blank == 0 ? kMaxSentenceBytes : blank);
    while (!IsBoundary(text, cut)) --cut;
    AddTrimmed(text, begin, cut, out);
    begin = cut;
  }
  while (begin < end && text[begin] == ' ') ++begin;
  while (end > begin && text[end - 1] == ' ') --end;
  if (begin < end) out.push_back({static_cast<uint32_t>(begin), static_cast<uint32_t>(end)});
}

}  // namespace

std::vector<ByteSpan> SplitSentences(std::string_view text) {
  std::vector<ByteSpan> sentences;
  CloserFinder closers(text);
  size_t begin = 0;
  size_t blank = 0;                       // behind the last blank seen
  char32_t before = ' ', previous = ' ';  // the two characters ahead of the current one
  for (size_t pos = 0; pos < text.size();) {
    if (pos - begin >= kLongestSentence) {
      const size_t end = blank > begin ? blank : pos;
      AddTrimmed(text, begin, end, sentences);
      begin = end;
    }
    const char32_t c = DecodeUtf8(text, pos);
    if (c == ' ') blank = pos;
    if (const char32_t closer = CloserOf(c); closer != 0) {
      const size_t end = closers.Find(pos, closer);
      if (end != std::string_view::npos) pos = end;
      before = previous;
      previous = closer;
      continue;
    }
    const bool initial =
        c == '.' && IsUpperAscii(previous) && !IsUpperAscii(before) && !IsDigit(before);
    if (IsTerminal(c) && !initial) {
      size_t end = pos;
      while (end < text.size()) {
        size_t next = end;
        const char32_t follow = DecodeUtf8(text, next);
        if (!IsTerminal(follow) && !IsCloser(follow)) break;
        end = next;
      }
      if (end >= text.size() || text[end] == ' ' || c == U'。') {
        AddTrimmed(text, begin, end, sentences);
        begin = pos = end;
      }
    }
    before = previous;
    previous = c;
  }
  AddTrimmed(text, begin, text.size(), sentences);
  return sentences;
}

}  // namespace bongsu::text
