// One pass: plain text is copied in long stretches by AppendPlain; at each '<' one tag is read;
// block tags end the block under way. A stack of open blocks, not a tree, tells what kind of block
// text belongs to. Browsers repair broken nesting in ways that move text about (foster parenting);
// here text stays where it stands in the source, because spans must be ranges.
#include "document/html.h"

#include <algorithm>

#include "document/character_reference.h"

namespace bongsu::document {
namespace {

constexpr size_t kMaxDepth = 256;  // browsers stop near 512

constexpr ByteClasses kHtmlBytes = MakeByteClasses("<&");
constexpr ByteClasses kPostBytes = MakeByteClasses("<&\n");

// Handles the '&' at `pos`; returns where to go on.
size_t AppendReference(BlockText& out, size_t pos) {
  const CharacterReference reference = ScanCharacterReference(out.source(), pos);
  if (reference.end == 0) {
    out.AppendBytes(pos, pos + 1);
    return pos + 1;
  }
  out.AppendCodePoint(reference.cp, pos, reference.end);
  return reference.end;
}

bool IsBlankByte(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

bool IsTableTag(Tag tag) { return tag == Tag::kTableCell || tag == Tag::kCaption; }

}  // namespace

void AppendHtml(BlockText& out, size_t begin, size_t end) {
  const std::string_view source = out.source();
  for (size_t pos = begin; pos < end;) {
    pos = AppendPlain(out, pos, end, kHtmlBytes);
    if (pos >= end) return;
    if (source[pos] == '&') {
      pos = AppendReference(out, pos);
      continue;
    }
    const Markup markup = ScanMarkup(source, pos);
    if (markup.kind == Markup::Kind::kText) {
      out.AppendBytes(pos, pos + 1);
    } else if (markup.kind == Markup::Kind::kTag &&
               (markup.tag == Tag::kBreak || IsBlockTag(markup.tag))) {
      out.AppendBlank(pos, markup.end);
    }
    pos = markup.end;
  }
}

bool BeginsHtmlBlock(std::string_view source, size_t pos) {
  const char next = pos + 1 < source.size() ? source[pos + 1] : ' ';
  if (next == '!' || next == '?') return true;
  const Tag tag = PeekTag(source, pos);
  return IsBlockTag(tag) || tag == Tag::kHtml || tag == Tag::kSkipped || tag == Tag::kSkippedNested;
}

void HtmlReader::ReadPage(size_t pos) {
  Read(pos, /*in_post=*/false);
  EndText();
  for (const Open& open : open_) {
    if (open.tag == Tag::kBlock || open.tag == Tag::kTablePart) continue;  // nothing was misread
    sink_.Note("element never closed", open.begin);
    break;
  }
  open_.clear();
}

size_t HtmlReader::ReadBlockOfPost(size_t pos) {
  const size_t next = Read(pos, /*in_post=*/true);
  EndText();
  open_.clear();
  paragraph_open_ = false;
  return next;
}

size_t HtmlReader::Read(size_t pos, bool in_post) {
  const std::string_view source = sink_.source();
  const ByteClasses& classes = in_post ? kPostBytes : kHtmlBytes;
  BlockText& text = sink_.text();
  while (pos < source.size() && !sink_.overflow()) {
    pos = AppendPlain(text, pos, source.size(), classes);
    if (pos >= source.size()) break;
    if (source[pos] == '&') {
      pos = AppendReference(text, pos);
    } else if (source[pos] == '\n') {
      size_t next_line = pos + 1;
      if (MarkdownResumes(pos, next_line)) return next_line;
      text.AppendBlank(pos, next_line);
      pos = next_line;
    } else {
      const Markup markup = ScanMarkup(source, pos);
      ReadMarkup(markup, pos);
      pos = markup.end;
    }
  }
  return source.size();
}

void HtmlReader::ReadMarkup(const Markup& markup, size_t pos) {
  if (markup.flaw != nullptr) sink_.Note(markup.flaw, pos);
  if (markup.kind == Markup::Kind::kText) return sink_.text().AppendBytes(pos, pos + 1);
  if (markup.kind == Markup::Kind::kSkipped) return;
  switch (markup.tag) {
    case Tag::kOther:
      return;
    case Tag::kEmphasis:
      emphasis_ = std::max(0, emphasis_ + (markup.closing ? -1 : 1));
      return sink_.text().SetEmphasis(emphasis_ > 0);
    case Tag::kBreak:
      return sink_.text().AppendBlank(pos, markup.end);
    case Tag::kMeta:
    case Tag::kLink:
    case Tag::kHtml:
      return ReadPageInfo(markup, pos);
    default:
      break;
  }
  EndText();
  if (markup.closing) {
    CloseBlock(markup);
  } else {
    OpenBlock(markup, pos);
  }
}

// Ends the block under way. Emphasis does not reach across: an unclosed <b> would mark the rest of
// the page.
void HtmlReader::EndText() {
  const bool known = !open_.empty();
  if (known && !sink_.text().empty()) open_.back().has_text = true;
  sink_.EndBlock(known ? open_.back().kind : BlockKind::kParagraph, DecodeRule::kHtml,
                 known ? open_.back().level : uint8_t{0});
  sink_.text().SetEmphasis(false);
  emphasis_ = 0;
}

void HtmlReader::OpenBlock(const Markup& markup, size_t pos) {
  paragraph_open_ = markup.tag == Tag::kParagraph;
  CloseImplied(markup.tag);
  if (markup.tag == Tag::kParagraph || markup.tag == Tag::kVoidBlock) return;
  if (markup.tag == Tag::kRule) return sink_.EndSection();
  if (open_.size() >= kMaxDepth) return;

  Open open{markup.name, markup.tag, open_.empty() ? BlockKind::kParagraph : open_.back().kind,
            markup.level, pos};
  switch (markup.tag) {
    case Tag::kTitle:
      open.kind = BlockKind::kTitle;
      break;
    case Tag::kHeading:
      open.kind = BlockKind::kHeading;
      break;
    case Tag::kListItem:
      open.kind = BlockKind::kListItem;
      break;
    case Tag::kTableCell:
      open.kind = BlockKind::kTableCell;
      break;
    case Tag::kQuote:
      open.kind = BlockKind::kQuote;
      break;
    case Tag::kCaption:
      open.kind = BlockKind::kCaption;
      break;
    default:
      open.level = open_.empty() ? uint8_t{0} : open_.back().level;
  }
  open_.push_back(open);
}

// What a begin tag closes without saying so: a heading, a list item by the next one, a cell by the
// next one.
void HtmlReader::CloseImplied(Tag tag) {
  // Browsers let paragraphs run on inside an unclosed heading; here the first block after its text
  // ends it. `<h2><p>title</p></h2>` stays a heading.
  if (!open_.empty() && open_.back().tag == Tag::kHeading && open_.back().has_text) {
    open_.pop_back();
  }
  if (tag != Tag::kListItem && tag != Tag::kTableCell) return;
  for (size_t depth = open_.size(); depth > 0; --depth) {
    const Open& open = open_[depth - 1];
    if (open.tag == tag) return PopTo(depth - 1);
    // A list or table within the item has items of its own.
    if (open.tag == Tag::kBlock || open.tag == Tag::kTablePart || IsTableTag(open.tag)) return;
  }
}

void HtmlReader::CloseBlock(const Markup& markup) {
  if (markup.tag == Tag::kParagraph) {
    paragraph_open_ = false;
    return;
  }
  const bool in_table = IsTableTag(markup.tag) || markup.tag == Tag::kTablePart;
  for (size_t depth = open_.size(); depth > 0; --depth) {
    const Open& open = open_[depth - 1];
    const bool heading = open.tag == Tag::kHeading && markup.tag == Tag::kHeading;
    if (open.name == markup.name || heading) return PopTo(depth - 1);
    // An end tag inside a cell does not close what holds the table.
    if (open.tag == Tag::kTableCell && !in_table) return;
  }
}

bool HtmlReader::MarkdownResumes(size_t newline, size_t& next_line) const {
  const std::string_view source = sink_.source();
  bool blank_line = false;
  size_t pos = newline + 1;
  next_line = pos;
  while (true) {
    while (pos < source.size() && IsBlankByte(source[pos])) ++pos;
    if (pos >= source.size() || source[pos] != '\n') break;
    blank_line = true;
    next_line = ++pos;
  }
  if (pos >= source.size()) return false;
  const bool only_heading = open_.size() == 1 && open_.back().tag == Tag::kHeading;
  const bool closed = open_.empty() && !paragraph_open_ && sink_.text().empty();
  if (!closed && !(blank_line && (open_.empty() || only_heading))) return false;
  return source[pos] != '<' || !BeginsHtmlBlock(source, pos);
}

void HtmlReader::ReadPageInfo(const Markup& markup, size_t pos) {
  if (markup.closing) return;
  const auto attribute = [&](std::string_view name) {
    return AttributeValue(sink_.source(), pos, markup.end, name);
  };
  const auto fill = [](std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  };
  if (markup.tag == Tag::kHtml) return fill(page_.lang, attribute("lang"));
  if (markup.tag == Tag::kLink) {
    if (attribute("rel") == "canonical") page_.url = attribute("href");
    return;
  }
  std::string key = attribute("property");
  if (key.empty()) key = attribute("name");
  if (key.empty()) key = attribute("itemprop");
  if (key == "article:published_time" || key == "datePublished" || key == "date" ||
      key == "pubdate")
    fill(page_.published, attribute("content"));
  if (key == "og:url") fill(page_.url, attribute("content"));
  if (key == "og:site_name") fill(page_.outlet, attribute("content"));
}

}  // namespace bongsu::document
