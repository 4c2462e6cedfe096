// Block structure is read line by line: indentation and a stack of the keys that are open give each
// value its path. A value is first read as what its first sign says (quote, block scalar, flow
// collection); if that does not come out
// (`title: [예선 1위] 조성재 결승 실패`, a list with text after it) it is a plain scalar, with a
// note. A YAML parser would refuse the post instead.
#include "document/front_matter.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "document/reader.h"

namespace bongsu::document {
namespace {

constexpr size_t kMaxFlowDepth = 64;
constexpr size_t kMaxNotes = 50;

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsFlowIndicator(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

// A byte of the name of a tag or anchor.
bool IsNameByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-' || c == '!';
}

ByteSpan Span(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

class Parser {
 public:
  // Reads the lines of source[begin, end).
  Parser(std::string_view source, size_t begin, size_t end, FrontMatter& out)
      : s_(source), pos_(begin), end_(end), out_(out) {}

  void Run() {
    while (pos_ < end_) ReadLine();
    std::erase_if(out_.values, [&](const FrontMatterValue& value) {
      return superseded_.contains(value.top_key_begin);
    });
  }

 private:
  // A key whose value may lie on deeper lines.
  struct Key {
    size_t column;
    std::string path;
  };
  struct Flow {
    char close;
    std::string path;
    std::string key;
  };
  using Values = std::vector<FrontMatterValue>;

  // --- Lines ---
  size_t LineEnd(size_t pos) const { return std::min(s_.find('\n', pos), end_); }
  size_t NextLine(size_t pos) const { return std::min(LineEnd(pos) + 1, end_); }
  size_t SkipBlanks(size_t pos) const {
    while (pos < end_ && IsBlankByte(s_[pos])) ++pos;
    return pos;
  }
  bool AtLineEnd(size_t pos) const { return pos >= end_ || s_[pos] == '\n'; }
  size_t LineBegin(size_t pos) const {
    while (pos > 0 && s_[pos - 1] != '\n') --pos;
    return pos;
  }
  // Nothing but blanks and a comment from `pos` to the end of the line. Text that touches a comment
  // sign is no comment.
  bool RestIsEmpty(size_t pos) const {
    const size_t at = SkipBlanks(pos);
    return AtLineEnd(at) || (s_[at] == '#' && (at > pos || at == 0 || IsBlankByte(s_[at - 1])));
  }
  // The content of the next line, at or after the line begin `pos`, that is neither blank nor
  // comment.
  size_t NextContent(size_t pos) const {
    while (pos < end_) {
      const size_t at = SkipBlanks(pos);
      if (!AtLineEnd(at) && s_[at] != '#') return at;
      pos = NextLine(pos);
    }
    return end_;
  }
  size_t Column(size_t pos) const { return pos - LineBegin(pos); }

  void Note(const std::string& what, size_t pos) {
    if (out_.notes.size() < kMaxNotes)
      out_.notes.push_back("front matter: " + what + " at byte " + std::to_string(pos));
  }

  // --- Structure ---
  void ReadLine() {
    const size_t content = NextContent(pos_);
    if (content >= end_) {
      pos_ = end_;
      return;
    }
    const size_t line = LineBegin(content);
    if (s_.substr(line, content - line).find('\t') != std::string_view::npos)
      Note("tab in indentation", line);
    ReadEntry(content);
  }

  bool IsDash(size_t pos) const {
    return s_[pos] == '-' && (pos + 1 >= end_ || IsBlankByte(s_[pos + 1]) || s_[pos + 1] == '\n');
  }

  // A list item or a key at `pos`, or the list items and key that one line holds (`- - name: x`).
  void ReadEntry(size_t pos) {
    const size_t line = LineBegin(pos);
    size_t column = pos - line;
    bool item = false;
    while (IsDash(pos)) {
      item = true;
      column = pos - line;
      while (!keys_.empty() && keys_.back().column > column) keys_.pop_back();
      pos = SkipBlanks(pos + 1);
      if (RestIsEmpty(pos)) {
        pos_ = ReadDeeperScalar(pos, column, Owner());
        return;
      }
    }
    if (const std::optional<size_t> colon = FindKeyEnd(pos)) return ReadKey(pos, *colon);
    if (item) {
      pos_ = ReadValue(pos, column, Owner());
      return;
    }
    if (const std::optional<size_t> colon = FindTightColon(pos)) {
      Note("no blank after the colon", *colon);
      return ReadKey(pos, *colon);
    }
    Note("line is neither key nor list item", pos);
    pos_ = NextLine(pos);
  }

  // The ':' of `title:제목`, a key that lacks the blank; addresses (http://) are none.
  std::optional<size_t> FindTightColon(size_t pos) const {
    size_t at = pos;
    while (at < end_ && ((s_[at] >= 'a' && s_[at] <= 'z') || s_[at] == '_' || s_[at] == '-')) ++at;
    if (at == pos || at >= end_ || s_[at] != ':' || s_.substr(at + 1, 2) == "//")
      return std::nullopt;
    return at;
  }

  std::string Owner() const { return keys_.empty() ? std::string() : keys_.back().path; }

  // The ':' of the key that begins at `pos`, if one does.
  std::optional<size_t> FindKeyEnd(size_t pos) const {
    if (s_[pos] == '"' || s_[pos] == '\'') {
      const std::optional<size_t> close = FindQuoteEnd(pos, LineEnd(pos));
      if (!close) return std::nullopt;
      const size_t colon = SkipBlanks(*close);
      return colon < end_ && s_[colon] == ':' && IsKeyColon(colon) ? std::optional(colon)
                                                                   : std::nullopt;
    }
    if (s_[pos] == '[' || s_[pos] == '{' || s_[pos] == '>' || s_[pos] == '|') return std::nullopt;
    for (size_t at = pos; !AtLineEnd(at); ++at) {
      if (s_[at] == '#' && at > pos && IsBlankByte(s_[at - 1])) return std::nullopt;
      if (s_[at] == ':' && at > pos && IsKeyColon(at)) return at;
    }
    return std::nullopt;
  }
  bool IsKeyColon(size_t colon) const {
    return colon + 1 >= end_ || IsBlankByte(s_[colon + 1]) || s_[colon + 1] == '\n';
  }

  void ReadKey(size_t pos, size_t colon) {
    const size_t column = Column(pos);
    while (!keys_.empty() && keys_.back().column >= column) keys_.pop_back();
    size_t key_end = colon;
    while (key_end > pos && IsBlankByte(s_[key_end - 1])) --key_end;
    const std::string key = KeyText(pos, key_end);
    const std::string path = Join(Owner(), key);
    if (keys_.empty()) BeginTopKey(key, pos);
    keys_.push_back({column, path});
    const size_t value = SkipBlanks(colon + 1);
    pos_ =
        RestIsEmpty(value) ? ReadDeeperScalar(value, column, path) : ReadValue(value, column, path);
  }

  std::string KeyText(size_t begin, size_t end) const {
    const char c = s_[begin];
    if ((c != '"' && c != '\'') || end < begin + 2)
      return std::string(s_.substr(begin, end - begin));
    return ScalarValue(s_, {c == '"' ? ScalarStyle::kDouble : ScalarStyle::kSingle,
                            Span(begin + 1, end - 1), Chomping::kClip, 0});
  }
  static std::string Join(const std::string& path, const std::string& key) {
    if (path.empty() || key.empty()) return path.empty() ? key : path;
    return path + "." + key;
  }

  void BeginTopKey(const std::string& key, size_t pos) {
    top_key_begin_ = pos;
    const auto [earlier, is_new] = top_keys_.try_emplace(key, pos);
    if (is_new) return;
    Note("key `" + key + "` repeated, the later value is used,", pos);
    superseded_.insert(earlier->second);
    earlier->second = pos;
  }

  // --- Values: each returns the line begin to go on from ---

  // After `key:` or `-` with nothing behind: a scalar on deeper lines, or a nested collection (left
  // to ReadLine), or nothing.
  size_t ReadDeeperScalar(size_t pos, size_t column, const std::string& path) {
    const size_t next = NextLine(pos);
    const size_t content = NextContent(next);
    const bool deeper = content < end_ && Column(content) > column;
    if (deeper && !IsDash(content) && !FindKeyEnd(content)) return ReadValue(content, column, path);
    const bool nested = deeper || (content < end_ && Column(content) == column && IsDash(content));
    if (!nested) Add(path, {ScalarStyle::kPlain, Span(pos, pos), Chomping::kClip, 0});
    return next;
  }

  size_t ReadValue(size_t pos, size_t column, const std::string& path) {
    std::string anchor;
    while (s_[pos] == '!' || s_[pos] == '&') {
      // Only what looks like a name: `!속보` and `&quot;` are text that somebody forgot to quote.
      size_t end = pos + 1;
      while (!AtLineEnd(end) && IsNameByte(s_[end])) ++end;
      if (end == pos + 1 || !(AtLineEnd(end) || IsBlankByte(s_[end]))) break;
      const size_t next = SkipBlanks(end);
      if (AtLineEnd(next)) {
        // A property of a value that stands on the next lines.
        return ReadDeeperScalar(next, column, path);
      }
      if (s_[pos] == '&') anchor = std::string(s_.substr(pos + 1, end - pos - 1));
      pos = next;
    }
    const size_t before = out_.values.size();
    const size_t next = ReadBareValue(pos, column, path);
    if (!anchor.empty() && out_.values.size() == before + 1)
      anchors_[anchor] = out_.values.back().scalar;
    return next;
  }

  size_t ReadBareValue(size_t pos, size_t column, const std::string& path) {
    std::optional<size_t> next;
    switch (s_[pos]) {
      case '"':
      case '\'':
        next = ReadQuoted(pos, column, path);
        break;
      case '[':
      case '{':
        next = ReadFlow(pos, column, path);
        break;
      case '|':
      case '>':
        next = ReadBlockScalar(pos, column, path);
        break;
      case '*':
        next = ReadAlias(pos, path);
        break;
      case '@':
      case '`':
      case '%':
      case ',':
      case ']':
      case '}':
        Note("value begins with a reserved sign", pos);
        break;
      default:
        break;
    }
    return next ? *next : ReadPlain(pos, column, path);
  }

  void Add(const std::string& path, const Scalar& scalar, bool alias = false) {
    out_.values.push_back({path, scalar, alias, top_key_begin_});
  }

  std::optional<size_t> ReadAlias(size_t pos, const std::string& path) {
    size_t end = pos + 1;
    while (!AtLineEnd(end) && !IsBlankByte(s_[end])) ++end;
    const auto anchor = anchors_.find(std::string(s_.substr(pos + 1, end - pos - 1)));
    if (anchor == anchors_.end() || !RestIsEmpty(end)) {
      Note("value begins with '*' but names no anchor", pos);
      return std::nullopt;
    }
    Add(path, anchor->second, /*alias=*/true);
    return NextLine(end);
  }

  // One past the quote that closes the one at `pos`, before `limit`.
  std::optional<size_t> FindQuoteEnd(size_t pos, size_t limit) const {
    const char quote = s_[pos];
    for (size_t at = pos + 1; at < limit; ++at) {
      if (quote == '"' && s_[at] == '\\') {
        ++at;
      } else if (s_[at] == quote) {
        if (quote == '"' || at + 1 >= limit || s_[at + 1] != quote) return at + 1;
        ++at;
      }
    }
    return std::nullopt;
  }

  // Where the lines end that belong to a value whose key or dash stands at `column`: those indented
  // deeper.
  size_t DeeperLinesEnd(size_t pos, size_t column) const {
    size_t line = NextLine(pos);
    while (line < end_) {
      const size_t content = SkipBlanks(line);
      if (!AtLineEnd(content) && content - line <= column) break;
      line = NextLine(line);
    }
    return line;
  }

  std::optional<size_t> ReadQuoted(size_t pos, size_t column, const std::string& path) {
    std::optional<size_t> close = FindQuoteEnd(pos, LineEnd(pos));
    if (!close) close = FindQuoteEnd(pos, DeeperLinesEnd(pos, column));
    if (!close) {
      Note("quote never closed", pos);
      return std::nullopt;
    }
    if (!RestIsEmpty(*close)) {
      Note("text after the closing quote", *close);
      return std::nullopt;
    }
    AddQuoted(pos, *close, path, out_.values);
    return NextLine(*close);
  }

  void AddQuoted(size_t pos, size_t close, const std::string& path, Values& values) {
    const bool twice = s_[pos] == '"';
    values.push_back({path,
                      {twice ? ScalarStyle::kDouble : ScalarStyle::kSingle,
                       Span(pos + 1, close - 1), Chomping::kClip, 0},
                      false,
                      top_key_begin_});
    for (size_t at = pos + 1; twice && at + 1 < close; ++at) {
      if (s_[at] != '\\') continue;
      if (ScanEscape(s_, at, close - 1).kind == Escape::Kind::kInvalid) Note("unknown escape", at);
      ++at;
    }
  }

  // Plain scalars end at a comment or where a line is not indented deeper.
  size_t ReadPlain(size_t pos, size_t column, const std::string& path) {
    size_t end = PlainLineEnd(pos);
    const bool comment = end < LineEnd(pos) && !AtLineEnd(SkipBlanks(end));
    size_t next = NextLine(pos);
    for (size_t line = next; !comment && line < end_;) {
      const size_t content = SkipBlanks(line);
      if (!AtLineEnd(content)) {
        if (content - line <= column || s_[content] == '#') break;
        end = PlainLineEnd(content);
        next = NextLine(content);
        if (!AtLineEnd(SkipBlanks(end))) break;  // a comment ends the scalar
      }
      line = NextLine(content);
    }
    for (size_t at = pos; at < end; ++at) {
      if (s_[at] != ':' || !IsKeyColon(at)) continue;
      Note("colon in an unquoted value", at);
      break;
    }
    Add(path, {ScalarStyle::kPlain, Span(pos, end), Chomping::kClip, 0});
    return next;
  }

  // Where the plain text of the line at `pos` ends: before a comment and the blanks around.
  size_t PlainLineEnd(size_t pos) const {
    size_t end = pos;
    for (size_t at = pos; !AtLineEnd(at); ++at) {
      if (s_[at] == '#' && at > pos && IsBlankByte(s_[at - 1])) break;
      if (!IsBlankByte(s_[at])) end = at + 1;
    }
    return end;
  }

  std::optional<size_t> ReadBlockScalar(size_t pos, size_t column, const std::string& path) {
    Scalar scalar;
    scalar.style = s_[pos] == '|' ? ScalarStyle::kLiteral : ScalarStyle::kFolded;
    size_t at = pos + 1;
    for (; !AtLineEnd(at) && !IsBlankByte(s_[at]); ++at) {
      if (s_[at] == '+') {
        scalar.chomping = Chomping::kKeep;
      } else if (s_[at] == '-') {
        scalar.chomping = Chomping::kStrip;
      } else if (s_[at] >= '1' && s_[at] <= '9') {
        scalar.indentation = static_cast<uint32_t>(s_[at] - '0');
      } else {
        break;
      }
    }
    if (!RestIsEmpty(at)) {
      Note("text after a block scalar sign", pos);
      return std::nullopt;
    }
    // An indicator counts from the indentation of the parent: of the key, or of the dash.
    const bool given = scalar.indentation > 0;
    if (given) scalar.indentation += static_cast<uint32_t>(column);
    const size_t begin = NextLine(at);
    const size_t end = BlockLinesEnd(begin, column);
    if (!given) scalar.indentation = DetectIndentation(begin, end);
    scalar.content = Span(begin, end);
    Add(path, scalar);
    return end;
  }

  // As DeeperLinesEnd, but tabs are content and comments too.
  size_t BlockLinesEnd(size_t line, size_t column) const {
    while (line < end_) {
      size_t content = line;
      while (content < end_ && s_[content] == ' ') ++content;
      const bool blank = AtLineEnd(SkipBlanks(content));
      if (!blank && content - line <= column && s_[content] != '\t') break;
      line = NextLine(line);
    }
    return line;
  }

  uint32_t DetectIndentation(size_t line, size_t end) const {
    for (; line < end; line = NextLine(line)) {
      const size_t content = std::min(s_.find_first_not_of(' ', line), end);
      if (!AtLineEnd(SkipBlanks(content))) return static_cast<uint32_t>(content - line);
    }
    return 0;
  }

  // --- Flow collections: [a, "b", {k: v}], over several lines if those are indented ---
  std::optional<size_t> ReadFlow(size_t pos, size_t column, const std::string& path) {
    Values values;
    const size_t limit = FlowLimit(pos, column);
    const std::optional<size_t> close = ScanFlow(pos, limit, path, values);
    if (!close || !RestIsEmpty(*close)) {
      Note("not a complete flow collection, read as text,", pos);
      return std::nullopt;
    }
    out_.values.insert(out_.values.end(), values.begin(), values.end());
    return NextLine(*close);
  }

  // As DeeperLinesEnd; closing brackets may stand at the margin.
  size_t FlowLimit(size_t pos, size_t column) const {
    size_t limit = DeeperLinesEnd(pos, column);
    const size_t content = SkipBlanks(limit);
    if (content < end_ && (s_[content] == ']' || s_[content] == '}')) limit = LineEnd(content);
    return limit;
  }

  std::optional<size_t> ScanFlow(size_t pos, size_t limit, const std::string& path,
                                 Values& values) {
    std::vector<Flow> open;
    while (pos < limit) {
      const char c = s_[pos];
      if (IsBlankByte(c) || c == '\n') {
        ++pos;
      } else if (c == '#' && IsBlankOrLineEnd(pos - 1)) {
        pos = LineEnd(pos);
      } else if (c == '[' || c == '{') {
        if (open.size() >= kMaxFlowDepth) return std::nullopt;
        const std::string inner = open.empty() ? path : Join(open.back().path, open.back().key);
        open.push_back({c == '[' ? ']' : '}', inner, {}});
        ++pos;
      } else if (c == ']' || c == '}') {
        if (open.empty() || open.back().close != c) return std::nullopt;
        open.pop_back();
        ++pos;
        if (open.empty()) return pos;
        if (!FlowValueEndsAt(pos, limit)) return std::nullopt;
        open.back().key.clear();
      } else if (c == ',') {
        open.back().key.clear();
        ++pos;
      } else {
        const std::optional<size_t> end = ScanFlowScalar(pos, limit, open.back(), values);
        if (!end) return std::nullopt;
        pos = *end;
      }
    }
    return std::nullopt;
  }
  bool IsBlankOrLineEnd(size_t pos) const { return IsBlankByte(s_[pos]) || s_[pos] == '\n'; }

  // A key with its colon, or a value.
  std::optional<size_t> ScanFlowScalar(size_t pos, size_t limit, Flow& flow, Values& values) {
    const bool quoted = s_[pos] == '"' || s_[pos] == '\'';
    size_t end = pos;
    if (quoted) {
      const std::optional<size_t> close = FindQuoteEnd(pos, limit);
      if (!close) return std::nullopt;
      end = *close;
    } else {
      end = FlowPlainEnd(pos, limit);
      if (end == pos) return std::nullopt;
    }
    size_t after = end;
    while (after < limit && IsBlankOrLineEnd(after)) ++after;
    const bool key = after < limit && s_[after] == ':' && flow.key.empty() &&
                     (quoted || after + 1 >= limit || IsBlankOrLineEnd(after + 1) ||
                      IsFlowIndicator(s_[after + 1]));
    if (key) {
      flow.key = KeyText(pos, end);
      return after + 1;
    }
    if (!FlowValueEndsAt(end, limit)) return std::nullopt;
    const std::string path = Join(flow.path, flow.key);
    if (quoted) {
      AddQuoted(pos, end, path, values);
    } else {
      values.push_back(
          {path, {ScalarStyle::kPlain, Span(pos, end), Chomping::kClip, 0}, false, top_key_begin_});
    }
    return end;
  }

  // Two values without a comma between are no list.
  bool FlowValueEndsAt(size_t pos, size_t limit) const {
    while (pos < limit && IsBlankOrLineEnd(pos)) ++pos;
    return pos < limit && (s_[pos] == ',' || s_[pos] == ']' || s_[pos] == '}' || s_[pos] == '#');
  }

  size_t FlowPlainEnd(size_t pos, size_t limit) const {
    size_t end = pos;
    for (size_t at = pos; at < limit && !IsFlowIndicator(s_[at]); ++at) {
      if (s_[at] == '#' && at > pos && IsBlankOrLineEnd(at - 1)) break;
      const bool colon = s_[at] == ':' && (at + 1 >= limit || IsBlankOrLineEnd(at + 1) ||
                                           IsFlowIndicator(s_[at + 1]));
      if (colon) break;
      if (!IsBlankOrLineEnd(at)) end = at + 1;
    }
    return end;
  }

  std::string_view s_;
  size_t pos_;
  size_t end_;
  FrontMatter& out_;
  std::vector<Key> keys_;
  std::map<std::string, size_t> top_keys_;  // where each stands
  std::set<size_t> superseded_;             // places of keys that are repeated further down
  size_t top_key_begin_ = 0;
  std::map<std::string, Scalar> anchors_;
};

// The sign (`---` or `...`) alone on the line at `pos`.
bool IsFence(std::string_view source, size_t pos, std::string_view sign) {
  if (source.substr(pos, 3) != sign) return false;
  const size_t rest = source.find_first_not_of(" \t\r", pos + 3);
  return rest == std::string_view::npos || source[rest] == '\n';
}

}  // namespace

bool BeginsFrontMatter(std::string_view source, size_t begin) {
  return IsFence(source, begin, "---");
}

Result<FrontMatter> ReadFrontMatter(std::string_view source, size_t begin) {
  const auto next_line = [&](size_t pos) {
    return std::min(source.find('\n', pos), source.size() - 1) + 1;
  };
  const size_t first = next_line(begin);
  size_t close = first;
  while (close < source.size() && !IsFence(source, close, "---") &&
         !IsFence(source, close, "...")) {
    close = next_line(close);
    if (close - begin > kMaxFrontMatterBytes)
      return {ErrorCode::kResourceExhausted, "front matter is longer than kMaxFrontMatterBytes (" +
                                                 std::to_string(kMaxFrontMatterBytes) +
                                                 " bytes) or never closed"};
  }
  if (close >= source.size())
    return {ErrorCode::kBadInput, "front matter begins at byte " + std::to_string(begin) +
                                      " and has no closing `---` line"};
  FrontMatter out;
  out.body_begin = next_line(close);
  Parser(source, first, close, out).Run();
  return out;
}

}  // namespace bongsu::document
