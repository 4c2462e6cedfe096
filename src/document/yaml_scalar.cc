#include "document/yaml_scalar.h"

#include <algorithm>
#include <vector>

#include "text/utf8.h"

namespace bongsu::document {
namespace {

constexpr ByteClasses kPlainBytes = MakeByteClasses("");
constexpr ByteClasses kSingleBytes = MakeByteClasses("'");
constexpr ByteClasses kDoubleBytes = MakeByteClasses("\\");

bool IsBlankByte(char c) { return c == ' ' || c == '\t'; }

// The code point of a one-letter escape (YAML 1.2, section 5.7), or npos.
constexpr char32_t kNoEscape = 0xFFFFFFFF;
char32_t SimpleEscape(char c) {
  switch (c) {
    case '0':
      return 0x00;
    case 'a':
      return 0x07;
    case 'b':
      return 0x08;
    case 't':
    case '\t':
      return 0x09;
    case 'n':
      return 0x0A;
    case 'v':
      return 0x0B;
    case 'f':
      return 0x0C;
    case 'r':
      return 0x0D;
    case 'e':
      return 0x1B;
    case ' ':
      return 0x20;
    case '"':
      return 0x22;
    case '/':
      return 0x2F;
    case '\\':
      return 0x5C;
    case 'N':
      return 0x85;
    case '_':
      return 0xA0;
    case 'L':
      return 0x2028;
    case 'P':
      return 0x2029;
    default:
      return kNoEscape;
  }
}

// `count` hexadecimal digits at `pos`; kNoEscape if they are not there.
char32_t ScanHex(std::string_view source, size_t pos, size_t count, size_t limit) {
  if (pos + count > limit) return kNoEscape;
  char32_t value = 0;
  for (const char c : source.substr(pos, count)) {
    const int digit = c >= '0' && c <= '9'   ? c - '0'
                      : c >= 'a' && c <= 'f' ? c - 'a' + 10
                      : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                             : -1;
    if (digit < 0) return kNoEscape;
    value = value * 16 + static_cast<char32_t>(digit);
  }
  return value;
}

size_t SkipBlanks(std::string_view s, size_t pos, size_t limit) {
  while (pos < limit && IsBlankByte(s[pos])) ++pos;
  return pos;
}

// Values of flow scalars (plain, quoted): a line end with the blanks around it is one space, k
// blank lines are k line ends (YAML 1.2, section 6.5).
std::string FlowValue(std::string_view s, const Scalar& scalar) {
  std::string value;
  size_t kept = 0;  // what may not be trimmed at a line end: escapes
  const size_t limit = scalar.content.end;
  for (size_t pos = scalar.content.begin; pos < limit;) {
    const char c = s[pos];
    if (c == '\n' || (c == '\r' && pos + 1 < limit && s[pos + 1] == '\n')) {
      while (value.size() > kept && IsBlankByte(value.back())) value.pop_back();
      size_t lines = 0;
      while (pos < limit && (s[pos] == '\n' || s[pos] == '\r')) {
        lines += s[pos] == '\n' ? 1 : 0;
        pos = SkipBlanks(s, pos + 1, limit);
      }
      if (lines == 1) {
        value += ' ';
      } else {
        value.append(lines - 1, '\n');
      }
      kept = value.size();
    } else if (c == '\'' && scalar.style == ScalarStyle::kSingle) {
      value += c;
      pos += 2;
    } else if (c == '\\' && scalar.style == ScalarStyle::kDouble) {
      const Escape escape = ScanEscape(s, pos, limit);
      if (escape.kind == Escape::Kind::kCodePoint) text::AppendUtf8(value, escape.cp);
      if (escape.kind == Escape::Kind::kInvalid) value += c;
      kept = value.size();
      pos = escape.end;
    } else {
      value += c;
      ++pos;
    }
  }
  return value;
}

std::vector<std::string_view> BlockLines(std::string_view s, const Scalar& scalar) {
  std::vector<std::string_view> lines;
  for (size_t pos = scalar.content.begin; pos < scalar.content.end;) {
    const size_t newline = std::min<size_t>(s.find('\n', pos), scalar.content.end);
    std::string_view line = s.substr(pos, newline - pos);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t indent = std::min(line.find_first_not_of(' '), line.size());
    lines.push_back(line.substr(std::min<size_t>(indent, scalar.indentation)));
    pos = newline + 1;
  }
  return lines;
}

// Values of block scalars (YAML 1.2, section 8.1). Folding joins lines that begin at the
// indentation; lines that begin with a blank, and line ends next to them, stay.
std::string BlockValue(std::string_view s, const Scalar& scalar) {
  std::vector<std::string_view> lines = BlockLines(s, scalar);
  size_t trailing = 0;
  while (!lines.empty() && lines.back().empty()) {
    lines.pop_back();
    ++trailing;
  }
  std::string value;
  const bool folded = scalar.style == ScalarStyle::kFolded;
  const auto kept = [](std::string_view line) { return !line.empty() && IsBlankByte(line[0]); };
  for (size_t i = 0; i < lines.size(); ++i) {
    value += lines[i];
    if (i + 1 == lines.size()) break;
    if (!folded || lines[i].empty() || kept(lines[i])) {
      value += '\n';
      continue;
    }
    size_t after = i + 1;
    while (lines[after].empty()) ++after;
    if (kept(lines[after])) {
      value += '\n';
    } else if (after == i + 1) {
      value += ' ';
    }
  }
  if (scalar.chomping == Chomping::kKeep) {
    value.append(trailing + (lines.empty() ? 0 : 1), '\n');
  } else if (scalar.chomping == Chomping::kClip && !lines.empty()) {
    value += '\n';
  }
  return value;
}

// Handles the backslash at `pos`; returns where to go on.
size_t AppendEscape(BlockText& out, size_t pos, size_t limit) {
  const Escape escape = ScanEscape(out.source(), pos, limit);
  if (escape.kind == Escape::Kind::kInvalid) out.AppendBytes(pos, escape.end);
  if (escape.kind == Escape::Kind::kCodePoint) out.AppendCodePoint(escape.cp, pos, escape.end);
  return escape.end;
}

}  // namespace

Escape ScanEscape(std::string_view source, size_t pos, size_t limit) {
  const Escape invalid{Escape::Kind::kInvalid, 0, pos + 1};
  if (pos + 1 >= limit) return invalid;
  const char c = source[pos + 1];
  if (c == '\n' || (c == '\r' && pos + 2 < limit && source[pos + 2] == '\n')) {
    const size_t next_line = pos + (c == '\n' ? 2 : 3);
    return {Escape::Kind::kLineContinuation, 0, SkipBlanks(source, next_line, limit)};
  }
  if (const char32_t cp = SimpleEscape(c); cp != kNoEscape)
    return {Escape::Kind::kCodePoint, cp, pos + 2};
  const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits == 0) return invalid;
  char32_t cp = ScanHex(source, pos + 2, digits, limit);
  if (cp == kNoEscape) return invalid;
  size_t end = pos + 2 + digits;
  // JSON writes what lies beyond U+FFFF as two surrogates.
  if (cp >= 0xD800 && cp < 0xDC00 && source.substr(end, 2) == "\\u") {
    const char32_t low = ScanHex(source, end + 2, 4, limit);
    if (low >= 0xDC00 && low < 0xE000) {
      cp = 0x10000 + ((cp - 0xD800) << 10) + (low - 0xDC00);
      end += 6;
    }
  }
  return {Escape::Kind::kCodePoint, cp, end};
}

std::string ScalarValue(std::string_view source, const Scalar& scalar) {
  const bool block = scalar.style == ScalarStyle::kFolded || scalar.style == ScalarStyle::kLiteral;
  return block ? BlockValue(source, scalar) : FlowValue(source, scalar);
}

DecodeRule RuleOf(ScalarStyle style) {
  switch (style) {
    case ScalarStyle::kPlain:
      return DecodeRule::kYamlPlain;
    case ScalarStyle::kSingle:
      return DecodeRule::kYamlSingle;
    case ScalarStyle::kDouble:
      return DecodeRule::kYamlDouble;
    case ScalarStyle::kFolded:
    case ScalarStyle::kLiteral:
      return DecodeRule::kYamlBlock;
  }
  return DecodeRule::kYamlPlain;
}

void AppendScalar(BlockText& out, size_t begin, size_t end, DecodeRule rule) {
  const ByteClasses& classes = rule == DecodeRule::kYamlSingle   ? kSingleBytes
                               : rule == DecodeRule::kYamlDouble ? kDoubleBytes
                                                                 : kPlainBytes;
  for (size_t pos = begin; pos < end;) {
    pos = AppendPlain(out, pos, end, classes);
    if (pos >= end) return;
    if (rule == DecodeRule::kYamlDouble) {
      pos = AppendEscape(out, pos, end);
    } else {
      const size_t pair = std::min(pos + 2, end);  // '' stands for one
      out.AppendCodePoint('\'', pos, pair);
      pos = pair;
    }
  }
}

}  // namespace bongsu::document
