#include "document/markdown.h"

#include <algorithm>

#include "document/markdown_inline.h"

namespace bongsu::document {
namespace {

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

size_t CountLeading(std::string_view text, char c) {
  return std::min(text.find_first_not_of(c), text.size());
}

// 1-6 for `## title`; 0 if the line is none. kramdown needs no blank after the signs; one sign
// without a blank is left alone because it is a hashtag (#속보).
size_t HeadingLevel(std::string_view line) {
  const size_t level = CountLeading(line, '#');
  if (level == 0 || level > 6) return 0;
  const bool blank_after = level == line.size() || IsBlankByte(line[level]);
  return blank_after || level >= 2 ? level : 0;
}

// ---, ***, ___ with or without blanks between.
bool IsRule(std::string_view line) {
  if (line.empty() || (line[0] != '-' && line[0] != '*' && line[0] != '_')) return false;
  size_t signs = 0;
  for (const char c : line) {
    if (c != line[0] && !IsBlankByte(c)) return false;
    signs += c == line[0] ? 1 : 0;
  }
  return signs >= 3;
}

// === or --- below a line makes it a heading of level 1 or 2.
size_t SetextLevel(std::string_view line) {
  if (line.size() < 2 || (line[0] != '=' && line[0] != '-')) return 0;
  if (CountLeading(line, line[0]) != line.size()) return 0;
  return line[0] == '=' ? 1 : 2;
}

// The length of the fence that the line opens (``` or ~~~), or 0.
size_t FenceLength(std::string_view line) {
  if (line.empty() || (line[0] != '`' && line[0] != '~')) return 0;
  const size_t length = CountLeading(line, line[0]);
  if (length < 3) return 0;
  return line[0] == '`' && line.find('`', length) != std::string_view::npos ? 0 : length;
}

// The size of a list marker with its blanks (`- `, `12. `, `- [x] `), or 0. A number before a
// number is a date (2024. 7. 28), not a list.
size_t ListMarkerSize(std::string_view line) {
  size_t at = 0;
  if (line.empty()) return 0;
  const bool number = IsDigit(line[0]);
  if (number) {
    while (at < line.size() && at < 4 && IsDigit(line[at])) ++at;
    if (at == 4 || at >= line.size() || (line[at] != '.' && line[at] != ')')) return 0;
  } else if (line[0] != '-' && line[0] != '*' && line[0] != '+') {
    return 0;
  }
  ++at;
  if (at >= line.size()) return number ? 0 : at;
  if (!IsBlankByte(line[at])) return 0;
  while (at < line.size() && IsBlankByte(line[at])) ++at;
  if (number && at < line.size() && IsDigit(line[at])) return 0;
  const std::string_view box = line.substr(at, 4);
  if (box == "[ ] " || box == "[x] " || box == "[X] ") at += 4;
  return at;
}

// Lines that are instructions to Jekyll: Liquid tags, attribute lists, link definitions.
bool IsInstruction(std::string_view line) {
  if (line.starts_with("{%")) return line.ends_with("%}");
  if (line.starts_with("{:")) return line.ends_with("}");
  if (!line.starts_with("[") || line.starts_with("[^")) return false;
  const size_t close = line.find("]: ");
  return close != std::string_view::npos && line.find("://", close) != std::string_view::npos &&
         line.find(']') == close;
}

// The next '|' that divides cells, at or after `pos`.
size_t FindDivider(std::string_view line, size_t pos) {
  for (; pos < line.size(); ++pos) {
    if (line[pos] == '\\') {
      ++pos;
    } else if (line[pos] == '|') {
      return pos;
    }
  }
  return std::string_view::npos;
}

// |---|:--:| below the head of a table.
bool IsDelimiterRow(std::string_view line) {
  return line.find_first_not_of("|:- \t") == std::string_view::npos &&
         line.find('|') != std::string_view::npos && line.find('-') != std::string_view::npos;
}

}  // namespace

void MarkdownReader::Read(size_t pos) {
  while (pos < s_.size() && !sink_.overflow()) pos = ReadBlock(pos);
}

MarkdownReader::Line MarkdownReader::LineAt(size_t pos) const {
  const size_t newline = std::min(s_.find('\n', pos), s_.size());
  Line line{pos, newline, std::min(newline + 1, s_.size()), 0, false};
  while (line.end > pos && IsBlankByte(s_[line.end - 1])) --line.end;
  while (line.content < line.end && (IsBlankByte(s_[line.content]) || s_[line.content] == '>')) {
    line.quoted |= s_[line.content] == '>';
    ++line.content;
  }
  line.indent = line.content - pos;
  return line;
}

size_t MarkdownReader::ReadBlock(size_t pos) {
  Line line = LineAt(pos);
  if (line.blank()) return line.next;
  const std::string_view content = Content(line);
  const size_t marker = ListMarkerSize(content);
  if (marker == 0 && line.indent < 2) in_list_ = false;

  if (content[0] == '<' && !line.quoted && BeginsHtmlBlock(s_, line.content))
    return html_.ReadBlockOfPost(line.content);
  if (FenceLength(content) > 0) return SkipFence(line);
  if (const size_t level = HeadingLevel(content); level > 0) return ReadHeading(line, level);
  if (IsRule(content)) {
    sink_.EndSection();
    return line.next;
  }
  if (IsInstruction(content)) return line.next;
  if (BeginsTable(line)) return ReadTable(line);
  if (marker == 0) return ReadParagraph(line, in_list_);
  in_list_ = true;
  line.content += marker;
  // `- - item`: lists that begin on one line.
  for (size_t inner; (inner = ListMarkerSize(Content(line))) > 0;) line.content += inner;
  return ReadParagraph(line, true);
}

size_t MarkdownReader::ReadHeading(const Line& line, size_t level) {
  const std::string_view content = Content(line);
  // `## title ##`: signs at the end are decoration if a blank stands before them.
  size_t end = content.size();
  while (end > level && content[end - 1] == '#') --end;
  if (end > level && !IsBlankByte(content[end - 1])) end = content.size();
  return EndInline(line.content + level, line.content + end, line.next, BlockKind::kHeading,
                   static_cast<uint8_t>(level));
}

bool MarkdownReader::BeginsTable(const Line& line) const {
  const std::string_view content = Content(line);
  if (content[0] == '|') return FindDivider(content, 1) != std::string_view::npos;
  if (FindDivider(content, 0) == std::string_view::npos || line.next >= s_.size()) return false;
  return IsDelimiterRow(Content(LineAt(line.next)));
}

size_t MarkdownReader::ReadTable(Line line) {
  size_t next = line.next;
  while (true) {
    const std::string_view row = Content(line);
    next = line.next;
    for (size_t cell = 0; !IsDelimiterRow(row) && cell <= row.size();) {
      const size_t divider = std::min(FindDivider(row, cell), row.size());
      next = std::max(next, EndInline(line.content + cell, line.content + divider, next,
                                      BlockKind::kTableCell, 0));
      cell = divider + 1;
    }
    if (next != line.next || next >= s_.size()) return next;
    line = LineAt(next);
    if (line.blank() || FindDivider(Content(line), 0) == std::string_view::npos) return next;
  }
}

bool MarkdownReader::InterruptsParagraph(const Line& line, const Line& first, bool in_item) const {
  const std::string_view content = Content(line);
  if (line.quoted && !first.quoted) return true;
  if (content[0] == '<' && !line.quoted && BeginsHtmlBlock(s_, line.content)) return true;
  if (HeadingLevel(content) > 0 || FenceLength(content) > 0 || IsRule(content)) return true;
  if (IsInstruction(content) || BeginsTable(line)) return true;
  if (ListMarkerSize(content) == 0) return false;
  return in_item || !IsDigit(content[0]) || content[0] == '1';
}

size_t MarkdownReader::ReadParagraph(Line first, bool item) {
  size_t end = first.end, next = first.next;
  bool one_line = true;
  while (next < s_.size()) {
    const Line line = LineAt(next);
    if (line.blank()) break;
    const size_t level = SetextLevel(Content(line));
    if (level > 0 && one_line && !item && line.quoted == first.quoted)
      return EndInline(first.content, end, line.next, BlockKind::kHeading,
                       static_cast<uint8_t>(level));
    if (InterruptsParagraph(line, first, item)) break;
    end = line.end;
    next = line.next;
    one_line = false;
  }
  const BlockKind kind = item           ? BlockKind::kListItem
                         : first.quoted ? BlockKind::kQuote
                                        : BlockKind::kParagraph;
  return EndInline(first.content, end, next, kind, 0);
}

// Reads inline content and ends its block. A dropped element that reaches beyond the block takes
// the lines it covers.
size_t MarkdownReader::EndInline(size_t begin, size_t end, size_t next, BlockKind kind,
                                 uint8_t level) {
  const size_t stop = begin < end ? AppendMarkdown(sink_.text(), begin, end) : end;
  sink_.EndBlock(kind, DecodeRule::kMarkdown, level);
  if (stop <= next) return next;
  if (stop >= s_.size()) sink_.Note("inline HTML never closed", end);
  return stop;
}

// Code is not prose. A fence without an end drops only its own line, so that a slip does not take
// the post with it.
size_t MarkdownReader::SkipFence(const Line& line) {
  const char sign = s_[line.content];
  const size_t length = std::min<size_t>(FenceLength(Content(line)), 15);
  bool& unclosed = unclosed_fence_[length + (sign == '~' ? 16 : 0)];
  for (size_t pos = line.next; !unclosed && pos < s_.size();) {
    const Line inner = LineAt(pos);
    pos = inner.next;
    const std::string_view content = Content(inner);
    const size_t signs = CountLeading(content, sign);
    if (signs >= length && signs == content.size()) return pos;
  }
  unclosed = true;
  sink_.Note("code fence never closed", line.content);
  return line.next;
}

}  // namespace bongsu::document
