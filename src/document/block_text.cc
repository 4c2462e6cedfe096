#include "document/block_text.h"

#include "text/utf8.h"

namespace bongsu::document {
namespace {

unsigned char ByteAt(std::string_view s, size_t pos) {
  return pos < s.size() ? static_cast<unsigned char>(s[pos]) : static_cast<unsigned char>(0);
}

// Whether the code point whose lead byte (of ByteClass::kLead) stands at `pos` is plain text.
// Answers from the bytes for the ranges that news is full of: Latin-1, curly quotes, CJK
// punctuation and kana.
bool IsOrdinaryAt(std::string_view s, size_t pos) {
  const unsigned char lead = ByteAt(s, pos), second = ByteAt(s, pos + 1),
                      third = ByteAt(s, pos + 2);
  switch (lead) {
    case 0xC2:
      return second > 0xA0 && second != 0xAD;
    case 0xD8:
      return second != 0x9C;  // U+061C, Arabic letter mark
    case 0xE1:
      return !(second == 0x9A && third == 0x80) && !(second == 0xA0 && third == 0x8E);
    case 0xE2:
      if (second == 0x80) return (third > 0x8F && third < 0xA8) || third > 0xAF;
      return second != 0x81 || third < 0x9F || third > 0xAF;
    case 0xE3:
      return second != 0x80 || third != 0x80;
    default:
      return !(second == 0xBB && third == 0xBF) && second != 0xBF;
  }
}

}  // namespace

CodePointClass Classify(char32_t cp) {
  if (cp == ' ' || (cp >= 0x09 && cp <= 0x0D) || cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
      (cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F ||
      cp == 0x205F || cp == 0x3000)
    return CodePointClass::kBlank;
  if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0xAD || cp == 0x061C || cp == 0x180E ||
      (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x202A && cp <= 0x202E) ||
      (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || (cp >= 0xFFF9 && cp <= 0xFFFB))
    return CodePointClass::kDropped;
  return CodePointClass::kText;
}

void BlockText::AppendBytes(size_t begin, size_t end) {
  if (begin >= end) return;
  FlushBlank();
  const size_t at = text_.size();
  text_.append(source_.substr(begin, end - begin));
  AddRun(end - begin, begin, end - begin);
  Emphasise(at);
}

void BlockText::AppendBlank(size_t begin, size_t end) {
  if (text_.empty()) return;
  if (!blank_pending_) {
    blank_pending_ = true;
    blank_begin_ = begin;
    blank_emphasised_ = emphasised_;
  }
  blank_end_ = end;
}

void BlockText::AppendCodePoint(char32_t cp, size_t begin, size_t end) {
  const CodePointClass kind = Classify(cp);
  if (kind == CodePointClass::kBlank) return AppendBlank(begin, end);
  if (kind == CodePointClass::kDropped) return;
  FlushBlank();
  const size_t at = text_.size();
  text::AppendUtf8(text_, cp);
  AddRun(text_.size() - at, begin, end - begin);
  Emphasise(at);
}

void BlockText::FlushBlank() {
  if (!blank_pending_) return;
  blank_pending_ = false;
  const size_t at = text_.size();
  text_ += ' ';
  AddRun(1, blank_begin_, blank_end_ - blank_begin_);
  // A blank belongs to the emphasis only if it has emphasised text on both sides.
  if (emphasised_ && blank_emphasised_ && !emphasis_.empty() && emphasis_.back().end == at)
    ++emphasis_.back().end;
}

void BlockText::AddRun(size_t text_size, size_t source_begin, size_t source_size) {
  const size_t text_begin = text_.size() - text_size;
  if (!runs_.empty() && text_size == source_size) {
    TextRun& last = runs_.back();
    const bool one_to_one = last.text_size == last.source_size;
    if (one_to_one && last.source_begin + last.source_size == source_begin) {
      last.text_size += static_cast<uint32_t>(text_size);
      last.source_size += static_cast<uint32_t>(source_size);
      return;
    }
  }
  runs_.push_back({static_cast<uint32_t>(text_begin), static_cast<uint32_t>(text_size),
                   static_cast<uint32_t>(source_begin), static_cast<uint32_t>(source_size)});
}

void BlockText::Emphasise(size_t text_begin) {
  if (!emphasised_) return;
  const auto end = static_cast<uint32_t>(text_.size());
  if (!emphasis_.empty() && emphasis_.back().end == text_begin) {
    emphasis_.back().end = end;
  } else {
    emphasis_.push_back({static_cast<uint32_t>(text_begin), end});
  }
}

void BlockText::Take(Block& block) {
  block.text.assign(text_);
  block.runs.assign(runs_.begin(), runs_.end());
  block.emphasis.assign(emphasis_.begin(), emphasis_.end());
  Clear();
}

void BlockText::Clear() {
  text_.clear();
  runs_.clear();
  emphasis_.clear();
  emphasised_ = false;
  blank_pending_ = false;
}

size_t AppendPlain(BlockText& out, size_t begin, size_t end, const ByteClasses& classes) {
  const std::string_view s = out.source();
  const auto class_at = [&](size_t at) { return classes[static_cast<unsigned char>(s[at])]; };
  size_t pos = begin;
  while (pos < end) {
    // The longest stretch that is copied as it stands: ordinary bytes and single spaces between
    // them.
    const size_t first = pos;
    while (pos < end) {
      const ByteClass kind = class_at(pos);
      if (kind == ByteClass::kOrdinary || (kind == ByteClass::kLead && IsOrdinaryAt(s, pos))) {
        ++pos;
      } else if (s[pos] == ' ' && kind == ByteClass::kBlank && pos > first && pos + 1 < end &&
                 class_at(pos + 1) == ByteClass::kOrdinary) {
        pos += 2;
      } else {
        break;
      }
    }
    out.AppendBytes(first, pos);
    if (pos >= end) break;
    const size_t special = pos;
    switch (class_at(pos)) {
      case ByteClass::kStop:
        return pos;
      case ByteClass::kControl:
        ++pos;
        break;
      case ByteClass::kBlank:
        while (pos < end && class_at(pos) == ByteClass::kBlank) ++pos;
        out.AppendBlank(special, pos);
        break;
      default: {
        const char32_t cp = text::DecodeUtf8(s, pos);
        if (Classify(cp) == CodePointClass::kText) {
          out.AppendBytes(special, pos);
        } else {
          out.AppendCodePoint(cp, special, pos);
        }
      }
    }
  }
  return pos;
}

}  // namespace bongsu::document
