#include "document/html_markup.h"

#include <array>

#include "document/character_reference.h"
#include "text/utf8.h"

namespace bongsu::document {
namespace {

constexpr uint64_t kNameSeed = 0;

constexpr uint64_t AddToName(uint64_t name, char c) {
  return name * 131 + static_cast<unsigned char>(c);
}

constexpr uint64_t HashName(std::string_view name) {
  uint64_t hash = kNameSeed;
  for (const char c : name) hash = AddToName(hash, c);
  return hash;
}

struct KnownTag {
  std::string_view name;
  Tag tag;
};

constexpr KnownTag kKnownTags[] = {
    {"b", Tag::kEmphasis},
    {"strong", Tag::kEmphasis},
    {"em", Tag::kEmphasis},
    {"i", Tag::kEmphasis},
    {"mark", Tag::kEmphasis},
    {"br", Tag::kBreak},
    // Inline tags without effect are listed so that `</span는` is recognised as a broken end tag.
    {"a", Tag::kOther},
    {"span", Tag::kOther},
    {"u", Tag::kOther},
    {"s", Tag::kOther},
    {"font", Tag::kOther},
    {"small", Tag::kOther},
    {"sub", Tag::kOther},
    {"sup", Tag::kOther},
    {"img", Tag::kOther},
    {"code", Tag::kOther},
    {"del", Tag::kOther},
    {"ins", Tag::kOther},
    {"script", Tag::kSkipped},
    {"style", Tag::kSkipped},
    {"noscript", Tag::kSkipped},
    {"iframe", Tag::kSkipped},
    {"noembed", Tag::kSkipped},
    {"noframes", Tag::kSkipped},
    {"textarea", Tag::kSkipped},
    {"template", Tag::kSkippedNested},
    {"svg", Tag::kSkippedNested},
    {"meta", Tag::kMeta},
    {"link", Tag::kLink},
    {"html", Tag::kHtml},
    {"address", Tag::kBlock},
    {"article", Tag::kBlock},
    {"aside", Tag::kBlock},
    {"body", Tag::kBlock},
    {"center", Tag::kBlock},
    {"colgroup", Tag::kBlock},
    {"details", Tag::kBlock},
    {"dialog", Tag::kBlock},
    {"dir", Tag::kBlock},
    {"div", Tag::kBlock},
    {"dl", Tag::kBlock},
    {"fieldset", Tag::kBlock},
    {"figure", Tag::kBlock},
    {"footer", Tag::kBlock},
    {"form", Tag::kBlock},
    {"frameset", Tag::kBlock},
    {"head", Tag::kBlock},
    {"header", Tag::kBlock},
    {"hgroup", Tag::kBlock},
    {"legend", Tag::kBlock},
    {"listing", Tag::kBlock},
    {"main", Tag::kBlock},
    {"menu", Tag::kBlock},
    {"nav", Tag::kBlock},
    {"ol", Tag::kBlock},
    {"optgroup", Tag::kBlock},
    {"option", Tag::kBlock},
    {"pre", Tag::kBlock},
    {"search", Tag::kBlock},
    {"section", Tag::kBlock},
    {"select", Tag::kBlock},
    {"summary", Tag::kBlock},
    {"table", Tag::kTablePart},
    {"tbody", Tag::kTablePart},
    {"tfoot", Tag::kTablePart},
    {"thead", Tag::kTablePart},
    {"tr", Tag::kTablePart},
    {"ul", Tag::kBlock},
    {"col", Tag::kVoidBlock},
    {"p", Tag::kParagraph},
    {"hr", Tag::kRule},
    {"title", Tag::kTitle},
    {"h1", Tag::kHeading},
    {"h2", Tag::kHeading},
    {"h3", Tag::kHeading},
    {"h4", Tag::kHeading},
    {"h5", Tag::kHeading},
    {"h6", Tag::kHeading},
    {"li", Tag::kListItem},
    {"dt", Tag::kListItem},
    {"dd", Tag::kListItem},
    {"td", Tag::kTableCell},
    {"th", Tag::kTableCell},
    {"blockquote", Tag::kQuote},
    {"caption", Tag::kCaption},
    {"figcaption", Tag::kCaption}};

// A perfect-enough hash table over the names: open addressing, a third full.
struct TagTable {
  struct Slot {
    uint64_t name = 0;
    Tag tag = Tag::kOther;
    bool used = false;
  };
  std::array<Slot, 256> slots{};

  static constexpr size_t Home(uint64_t name) { return (name * 0x9E3779B97F4A7C15u) >> 56; }
  constexpr TagTable() {
    for (const KnownTag& known : kKnownTags) {
      const uint64_t name = HashName(known.name);
      size_t at = Home(name);
      while (slots[at].used) at = (at + 1) & 255;
      slots[at] = {name, known.tag, true};
    }
  }
  const Slot* Find(uint64_t name) const {
    for (size_t at = Home(name); slots[at].used; at = (at + 1) & 255)
      if (slots[at].name == name) return &slots[at];
    return nullptr;
  }
};
constexpr TagTable kTagTable;

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// A quote delimits a value only right after '='; elsewhere (`class="x"">`) it is a slip that means
// nothing.
bool BeginsValue(std::string_view source, size_t quote, size_t tag_begin) {
  size_t at = quote;
  while (at > tag_begin && IsSpace(source[at - 1])) --at;
  return at > tag_begin && source[at - 1] == '=';
}

// One past the '>' that ends the tag whose attributes begin at `pos`; npos if there is none.
size_t FindTagEnd(std::string_view source, size_t pos, const char** flaw) {
  const size_t begin = pos;
  for (; pos < source.size(); ++pos) {
    const char c = source[pos];
    if (c == '>') return pos + 1;
    if ((c != '"' && c != '\'') || !BeginsValue(source, pos, begin)) continue;
    const size_t close = source.find(c, pos + 1);
    if (close != std::string_view::npos) {
      pos = close;
      continue;
    }
    *flaw = "attribute quote never closed";
    const size_t end = source.find('>', pos);
    return end == std::string_view::npos ? end : end + 1;
  }
  return std::string_view::npos;
}

Markup Skip(size_t end) {
  Markup markup;
  markup.kind = Markup::Kind::kSkipped;
  markup.end = end;
  return markup;
}

Markup SkipToEnd(std::string_view source, const char* flaw) {
  Markup markup = Skip(source.size());
  markup.flaw = flaw;
  return markup;
}

// <!-- ... -->, <!doctype ...>, <?...>, </...>: browsers show none of it.
Markup ScanDeclaration(std::string_view source, size_t pos) {
  if (source.substr(pos, 4) != "<!--") {
    const size_t end = source.find('>', pos);
    return end == std::string_view::npos ? SkipToEnd(source, "declaration without '>'")
                                         : Skip(end + 1);
  }
  if (source.substr(pos + 4, 1) == ">") return Skip(pos + 5);
  if (source.substr(pos + 4, 2) == "->") return Skip(pos + 6);
  for (size_t at = pos + 4; (at = source.find("--", at)) != std::string_view::npos; ++at) {
    if (source.substr(at + 2, 1) == ">") return Skip(at + 3);
    if (source.substr(at + 2, 2) == "!>") return Skip(at + 4);
  }
  return SkipToEnd(source, "comment never closed");
}

// Whether a tag of this name stands at source[pos] == '<' (or at "</" with `closing`).
bool TagAt(std::string_view source, size_t pos, std::string_view name, bool closing) {
  const size_t begin = pos + (closing ? 2 : 1);
  if (closing && source.substr(pos + 1, 1) != "/") return false;
  if (source.size() - pos <= name.size() + (closing ? 2u : 1u)) return false;
  for (size_t i = 0; i < name.size(); ++i)
    if (Lower(source[begin + i]) != name[i]) return false;
  const char after = source[begin + name.size()];
  return IsSpace(after) || after == '>' || after == '/';
}

// Passes over the content of an element without text, from the end of its begin tag.
Markup SkipElement(std::string_view source, std::string_view written_name, Markup tag) {
  std::string name;
  for (const char c : written_name) name += Lower(c);
  const bool nests = tag.tag == Tag::kSkippedNested;
  size_t depth = 1;
  for (size_t at = tag.end; (at = source.find('<', at)) != std::string_view::npos; ++at) {
    if (nests && TagAt(source, at, name, false)) ++depth;
    if (!TagAt(source, at, name, true) || --depth > 0) continue;
    const size_t end = source.find('>', at);
    if (end != std::string_view::npos) return Skip(end + 1);
    break;
  }
  return SkipToEnd(source, "script, style or the like never closed");
}

}  // namespace

Markup ScanMarkup(std::string_view source, size_t pos) {
  Markup markup;
  markup.end = pos + 1;
  size_t at = pos + 1;
  if (at >= source.size()) return markup;
  if (source[at] == '!' || source[at] == '?') return ScanDeclaration(source, pos);
  if (source[at] == '/') {
    markup.closing = true;
    if (++at >= source.size()) return markup;
    if (!IsLetter(source[at]) && IsAscii(source[at])) return ScanDeclaration(source, pos);
  }
  if (!IsLetter(source[at])) return markup;

  const size_t name_begin = at;
  uint64_t name = kNameSeed;
  while (at < source.size() && IsAscii(source[at]) && source[at] != '>' && source[at] != '/' &&
         !IsSpace(source[at]))
    name = AddToName(name, Lower(source[at++]));
  const TagTable::Slot* known = kTagTable.Find(name);
  markup.tag = known != nullptr ? known->tag : Tag::kOther;
  markup.name = name;
  if (markup.tag == Tag::kHeading)
    markup.level = static_cast<uint8_t>(source[name_begin + 1] - '0');

  if (at < source.size() && !IsAscii(source[at])) {
    // Only lower-case names: `<A씨>` names a person.
    const bool slip = known != nullptr && source[name_begin] >= 'a' &&
                      markup.tag != Tag::kSkipped && markup.tag != Tag::kSkippedNested;
    if (!slip) return markup;
    markup.kind = Markup::Kind::kTag;
    markup.end = at;
    markup.flaw = "tag runs into text";
    return markup;
  }
  const size_t end = FindTagEnd(source, at, &markup.flaw);
  if (end == std::string_view::npos) return SkipToEnd(source, "tag without '>'");
  markup.kind = Markup::Kind::kTag;
  markup.end = end;
  if (markup.closing) return markup;
  if (markup.tag == Tag::kSkipped || (markup.tag == Tag::kSkippedNested && source[end - 2] != '/'))
    return SkipElement(source, source.substr(name_begin, at - name_begin), markup);
  return markup;
}

Tag PeekTag(std::string_view source, size_t pos) {
  size_t at = pos + 1;
  if (at < source.size() && source[at] == '/') ++at;
  uint64_t name = kNameSeed;
  while (at < source.size() && (IsLetter(source[at]) || (source[at] >= '0' && source[at] <= '9')))
    name = AddToName(name, Lower(source[at++]));
  const TagTable::Slot* known = kTagTable.Find(name);
  return known != nullptr ? known->tag : Tag::kOther;
}

std::string AttributeValue(std::string_view source, size_t begin, size_t end,
                           std::string_view name) {
  size_t at = begin + 1;
  const size_t stop = end - 1;  // the '>'
  while (at < stop && !IsSpace(source[at])) ++at;
  while (at < stop) {
    while (at < stop && (IsSpace(source[at]) || source[at] == '/')) ++at;
    const size_t name_begin = at;
    while (at < stop && !IsSpace(source[at]) && source[at] != '=') ++at;
    std::string found;
    for (const char c : source.substr(name_begin, at - name_begin)) found += Lower(c);
    while (at < stop && IsSpace(source[at])) ++at;
    if (at >= stop || source[at] != '=') {
      if (at == name_begin) ++at;
      continue;
    }
    ++at;
    while (at < stop && IsSpace(source[at])) ++at;
    const bool quoted = at < stop && (source[at] == '"' || source[at] == '\'');
    const size_t value_begin = quoted ? at + 1 : at;
    size_t value_end = value_begin;
    while (value_end < stop &&
           (quoted ? source[value_end] != source[at] : !IsSpace(source[value_end])))
      ++value_end;
    if (found == name) {
      std::string value;
      for (size_t i = value_begin; i < value_end;) {
        const CharacterReference reference =
            source[i] == '&' ? ScanCharacterReference(source, i) : CharacterReference{};
        if (reference.end > 0 && reference.end <= value_end) {
          text::AppendUtf8(value, reference.cp);
          i = reference.end;
        } else {
          value += source[i++];
        }
      }
      return value;
    }
    at = quoted ? value_end + 1 : value_end;
  }
  return {};
}

}  // namespace bongsu::document
