#include "document/markdown_inline.h"

#include <algorithm>
#include <optional>

#include "document/character_reference.h"
#include "document/html_markup.h"
#include "text/utf8.h"

namespace bongsu::document {
namespace {

constexpr ByteClasses kMarkdownBytes = MakeByteClasses("\n\\*_`[]!<&");

// How far the other half of a mark is looked for. Bounds keep hostile input linear.
constexpr size_t kMaxLinkText = 2000;
constexpr size_t kMaxDestination = 8000;
constexpr size_t kMaxEmphasis = 4000;
constexpr int kMaxRunsTried = 32;
constexpr size_t kMaxRun = 64;
constexpr size_t kMaxIndentation = 256;
constexpr int kMaxBrackets = 8;
constexpr int kMaxParentheses = 32;

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool IsPunctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
         (c >= '{' && c <= '~');
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A letter or digit for the rule of intraword underscores; every byte beyond ASCII counts.
bool IsWordByte(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the line end at `newline` is followed by a blank line: the end of the paragraph.
bool BlankLineFollows(std::string_view s, size_t newline) {
  const size_t limit = std::min(s.size(), newline + 1 + kMaxIndentation);
  size_t at = newline + 1;
  while (at < limit && (s[at] == ' ' || s[at] == '\t' || s[at] == '\r')) ++at;
  return at >= limit || s[at] == '\n';
}

// A run of one mark character (**, __, `) and what stands on its two sides.
struct MarkRun {
  size_t begin, end;
  char before, after;  // ' ' at the ends of the source

  size_t size() const { return end - begin; }
  bool CanOpen() const { return !IsBlankByte(after); }
  bool CanClose() const { return !IsBlankByte(before); }
};

bool IsEscaped(std::string_view s, size_t pos) {
  size_t slashes = 0;
  while (slashes < pos && slashes < 64 && s[pos - slashes - 1] == '\\') ++slashes;
  return slashes % 2 == 1;
}

MarkRun RunAt(std::string_view s, size_t pos) {
  const char mark = s[pos];
  size_t begin = pos, end = pos + 1;
  while (begin > 0 && pos - begin < kMaxRun && s[begin - 1] == mark && !IsEscaped(s, begin - 1))
    --begin;
  while (end < s.size() && end - pos < kMaxRun && s[end] == mark) ++end;
  return {begin, end, begin > 0 ? s[begin - 1] : ' ', end < s.size() ? s[end] : ' '};
}

// What a run may be from its own two sides: intraword underscores (snake_case) and products (5*3)
// are text, and so are rows of signs (****).
bool MayBeMark(std::string_view s, const MarkRun& run) {
  const char mark = s[run.begin];
  if (run.size() > 3 || (!run.CanOpen() && !run.CanClose())) return false;
  if (mark == '_' && IsWordByte(run.before) && IsWordByte(run.after)) return false;
  return mark != '*' || run.size() != 1 || !IsDigit(run.before) || !IsDigit(run.after);
}

// Whether a run of the same length that can close stands later in the paragraph.
bool HasCloser(std::string_view s, const MarkRun& run) {
  const char mark = s[run.begin];
  const size_t limit = std::min(s.size(), run.end + kMaxEmphasis);
  int tried = 0;
  for (size_t at = run.end; at < limit; ++at) {
    if (s[at] == '\n' && BlankLineFollows(s, at)) return false;
    if (s[at] != mark || IsEscaped(s, at)) continue;
    const MarkRun other = RunAt(s, at);
    if (other.size() == run.size() && other.CanClose() && MayBeMark(s, other)) return true;
    if (++tried >= kMaxRunsTried) return false;
    at = other.end - 1;
  }
  return false;
}

// Whether a run of the same length that can open stands earlier in the paragraph.
bool HasOpener(std::string_view s, const MarkRun& run) {
  const char mark = s[run.begin];
  const size_t limit = run.begin > kMaxEmphasis ? run.begin - kMaxEmphasis : 0;
  int tried = 0;
  for (size_t at = run.begin; at-- > limit;) {
    if (s[at] == '\n' && BlankLineFollows(s, at)) return false;
    if (s[at] != mark || IsEscaped(s, at)) continue;
    const MarkRun other = RunAt(s, at);
    if (other.size() == run.size() && other.CanOpen() && MayBeMark(s, other)) return true;
    if (++tried >= kMaxRunsTried) return false;
    at = other.begin;
  }
  return false;
}

// `김**` masks a name: a run without its other half is text.
bool IsMark(std::string_view s, const MarkRun& run) {
  return MayBeMark(s, run) &&
         ((run.CanOpen() && HasCloser(s, run)) || (run.CanClose() && HasOpener(s, run)));
}

// One past the ']' that matches the '[' at `pos`; npos if there is none near.
size_t MatchBracket(std::string_view s, size_t pos) {
  const size_t limit = std::min(s.size(), pos + kMaxLinkText);
  int depth = 0;
  for (size_t at = pos; at < limit; ++at) {
    const char c = s[at];
    if (c == '\\') {
      ++at;
    } else if (c == '\n' && BlankLineFollows(s, at)) {
      break;
    } else if (c == '[' && ++depth > kMaxBrackets) {
      break;
    } else if (c == ']' && --depth == 0) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

size_t SkipBlanks(std::string_view s, size_t pos) {
  while (pos < s.size() && IsBlankByte(s[pos])) ++pos;
  return pos;
}

// One past `(destination "title")` that begins at `pos`; npos if that is not what stands there.
size_t ScanDestination(std::string_view s, size_t pos) {
  constexpr size_t kNone = std::string_view::npos;
  if (pos >= s.size() || s[pos] != '(') return kNone;
  const size_t limit = std::min(s.size(), pos + kMaxDestination);
  size_t at = SkipBlanks(s, pos + 1);
  for (int depth = 1; at < limit; ++at) {
    const char c = s[at];
    if (c == '(' && ++depth > kMaxParentheses) return kNone;
    if (c == ')' && --depth == 0) return at + 1;
    if (c == '\\') ++at;
    if (IsBlankByte(c)) break;
  }
  at = SkipBlanks(s, at);
  if (at >= limit) return kNone;
  if (s[at] == '"' || s[at] == '\'') {
    const size_t close = s.substr(0, limit).find(s[at], at + 1);
    if (close == kNone || s.substr(at, close - at).find("\n\n") != kNone) return kNone;
    at = SkipBlanks(s, close + 1);
  }
  return at < limit && s[at] == ')' ? at + 1 : kNone;
}

// One past `[text](destination)` that begins with the '[' at `pos`.
size_t ScanLink(std::string_view s, size_t pos) {
  const size_t text_end = MatchBracket(s, pos);
  return text_end == std::string_view::npos ? text_end : ScanDestination(s, text_end);
}

// Inline HTML must close within its paragraph and before the next '<'; else the sign is text ("a <
// b", "<kbs").
std::optional<Markup> ScanInlineTag(std::string_view s, size_t pos) {
  if (s.substr(pos, 4) == "<!--") return ScanMarkup(s, pos);
  size_t at = pos + 1;
  if (at < s.size() && s[at] == '/') ++at;
  if (at >= s.size() || !((s[at] >= 'a' && s[at] <= 'z') || (s[at] >= 'A' && s[at] <= 'Z')))
    return {};
  for (; at < s.size(); ++at) {
    const char c = s[at];
    if (c == '>') return ScanMarkup(s, pos);
    if (c == '<' || (c == '\n' && BlankLineFollows(s, at))) return {};
    if ((c == '"' || c == '\'') && s[at - 1] == '=') {
      const size_t close = s.find(c, at + 1);
      if (close == std::string_view::npos) return {};
      at = close;
    }
  }
  return {};
}

// Reads inline content sign by sign; emphasis is all it remembers, and that does not change the
// text.
class InlineReader {
 public:
  InlineReader(BlockText& out, size_t end) : out_(out), s_(out.source()), end_(end) {}

  // Handles the stop byte at `pos`; returns where to go on.
  size_t ReadSign(size_t pos) {
    switch (s_[pos]) {
      case '\n':
        return ReadLineEnd(pos);
      case '\\':
        return ReadEscape(pos);
      case '*':
      case '_':
      case '`':
        return ReadMark(pos);
      case '&':
        return ReadReference(pos);
      case '<':
        return ReadTag(pos);
      default:
        return ReadBracket(pos);
    }
  }

 private:
  // A run of literal signs may reach beyond the range that is read.
  size_t Text(size_t pos, size_t end) {
    end = std::min(end, end_);
    out_.AppendBytes(pos, end);
    return end;
  }

  // A line end, the indentation of the next line and its quotation marks (`> `).
  size_t ReadLineEnd(size_t pos) {
    size_t end = pos + 1;
    while (end < s_.size() && (s_[end] == ' ' || s_[end] == '\t' || s_[end] == '>')) ++end;
    out_.AppendBlank(pos, end);
    return end;
  }

  size_t ReadEscape(size_t pos) {
    if (pos + 1 >= s_.size()) return Text(pos, pos + 1);
    const char next = s_[pos + 1];
    if (IsPunctuation(next)) {
      out_.AppendCodePoint(static_cast<char32_t>(next), pos, pos + 2);
      return pos + 2;
    }
    if (next != '\n' && next != '\r') return Text(pos, pos + 1);
    out_.AppendBlank(pos, pos + 1);  // a hard line break
    return pos + 1;
  }

  size_t ReadMark(size_t pos) {
    const MarkRun run = RunAt(s_, pos);
    if (!IsMark(s_, run)) return Text(pos, run.end);
    if (s_[pos] == '*') Toggle(star_, run);
    if (s_[pos] == '_') Toggle(underscore_, run);
    return run.end;
  }

  size_t ReadReference(size_t pos) {
    const CharacterReference reference = ScanCharacterReference(s_, pos);
    if (reference.end == 0) return Text(pos, pos + 1);
    out_.AppendCodePoint(reference.cp, pos, reference.end);
    return reference.end;
  }

  size_t ReadTag(size_t pos) {
    const std::optional<Markup> markup = ScanInlineTag(s_, pos);
    if (!markup || markup->kind == Markup::Kind::kText) return Text(pos, pos + 1);
    if (markup->kind == Markup::Kind::kSkipped) return markup->end;
    if (markup->tag == Tag::kBreak || IsBlockTag(markup->tag)) out_.AppendBlank(pos, markup->end);
    if (markup->tag == Tag::kEmphasis) {
      tags_ = std::max(0, tags_ + (markup->closing ? -1 : 1));
      SetEmphasis();
    }
    return markup->end;
  }

  // '[' of a link and `](...)` are dropped, an image is dropped whole; other brackets are text
  // (`[속보]`, breaking).
  size_t ReadBracket(size_t pos) {
    constexpr size_t kNone = std::string_view::npos;
    if (s_[pos] == '!') {
      const bool bracket = pos + 1 < s_.size() && s_[pos + 1] == '[';
      const size_t end = bracket ? ScanLink(s_, pos + 1) : kNone;
      return end != kNone ? end : Text(pos, pos + 1);
    }
    if (s_[pos] == '[') return ScanLink(s_, pos) != kNone ? pos + 1 : Text(pos, pos + 1);
    const size_t end = ScanDestination(s_, pos + 1);
    return end != kNone ? end : Text(pos, pos + 1);
  }

  void Toggle(bool& mark, const MarkRun& run) {
    mark = mark ? !run.CanClose() : run.CanOpen();
    SetEmphasis();
  }
  void SetEmphasis() { out_.SetEmphasis(star_ || underscore_ || tags_ > 0); }

  BlockText& out_;
  std::string_view s_;
  size_t end_;
  bool star_ = false, underscore_ = false;
  int tags_ = 0;
};

}  // namespace

size_t AppendMarkdown(BlockText& out, size_t begin, size_t end) {
  InlineReader reader(out, end);
  size_t pos = begin;
  while (pos < end) {
    pos = AppendPlain(out, pos, end, kMarkdownBytes);
    if (pos < end) pos = reader.ReadSign(pos);
  }
  return pos;
}

}  // namespace bongsu::document
