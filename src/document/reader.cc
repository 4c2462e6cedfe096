#include "document/reader.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"
#include "document/block_sink.h"
#include "document/front_matter.h"
#include "document/html.h"
#include "document/language.h"
#include "document/markdown.h"
#include "document/plain_text.h"
#include "document/publication_date.h"
#include "text/utf8.h"

namespace bongsu::document {
namespace {

constexpr size_t kBinaryProbeBytes = 8192;
constexpr size_t kMaxInvalidPercent = 30;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Status Check(std::string_view source) {
  if (source.size() > kMaxSourceBytes)
    return {ErrorCode::kResourceExhausted, "source has " + std::to_string(source.size()) +
                                               " bytes, more than kMaxSourceBytes (" +
                                               std::to_string(kMaxSourceBytes) + ")"};
  if (source.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos || source == kByteOrderMark)
    return {ErrorCode::kBadInput, "empty: nothing but white space"};
  const size_t nul = source.substr(0, kBinaryProbeBytes).find('\0');
  if (nul != std::string_view::npos)
    return {ErrorCode::kBadInput, "binary: NUL byte at byte " + std::to_string(nul)};
  return Status::Ok();
}

// Bytes that belong to no code point.
size_t CountInvalidBytes(std::string_view source, size_t from) {
  size_t invalid = 0;
  for (size_t pos = from; pos < source.size();) {
    const size_t begin = pos;
    if (text::DecodeUtf8(source, pos) == text::kReplacement &&
        source.substr(begin, pos - begin) != "\xEF\xBF\xBD")
      invalid += pos - begin;
  }
  return invalid;
}

// Makes the source valid UTF-8, with a note, or tells why it is no text.
Status RepairEncoding(std::string& source, std::vector<std::string>& notes) {
  const size_t first = text::FindInvalidUtf8(source);
  if (first == std::string::npos) return Status::Ok();
  const size_t invalid = CountInvalidBytes(source, first);
  const std::string where = std::to_string(invalid) +
                            " bytes that are not UTF-8, the first at byte " + std::to_string(first);
  if (invalid * 100 > source.size() * kMaxInvalidPercent)
    return {ErrorCode::kBadInput, "binary or of another encoding: " + where};
  source = text::RepairUtf8(source);
  notes.push_back("replaced by U+FFFD: " + where);
  return Status::Ok();
}

bool EqualsIgnoringCase(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
         });
}

// Whether the body is a page of its own: it opens with a document type or <html>, comments before
// them apart.
bool IsHtmlPage(std::string_view source, size_t pos) {
  while ((pos = source.find_first_not_of(" \t\r\n\f", pos)) != std::string_view::npos) {
    for (const std::string_view opening : {"<!doctype", "<html", "<head", "<body"})
      if (EqualsIgnoringCase(source.substr(pos, opening.size()), opening)) return true;
    if (source.substr(pos, 4) != "<!--" && source.substr(pos, 2) != "<?") return false;
    pos = ScanMarkup(source, pos).end;
  }
  return false;
}

bool EndsWithIgnoringCase(std::string_view name, std::string_view lower_ending) {
  return name.size() >= lower_ending.size() &&
         EqualsIgnoringCase(name.substr(name.size() - lower_ending.size()), lower_ending);
}

bool IsOneOf(std::string_view path, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), path) != names.end();
}

bool IsWebAddress(std::string_view text) {
  return text.starts_with("https://") || text.starts_with("http://");
}

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

// Files the values of front matter: blocks for what is prose, fields for what a document knows,
// metadata for the rest.
class FrontMatterFiler {
 public:
  FrontMatterFiler(Document& document, BlockSink& sink) : document_(document), sink_(sink) {}

  void File(const FrontMatterValue& value) {
    const std::string& path = value.path;
    if (path == "title") return AddBlock(value, BlockKind::kTitle);
    if (IsOneOf(path, {"excerpt", "description", "feature_text", "summary"}))
      return AddBlock(value, BlockKind::kSummary);
    const std::string text = ScalarValue(document_.source, value.scalar);
    const std::string_view trimmed = Trim(text);
    if (path == "lang") {
      document_.lang = NormalizeLanguage(trimmed);
      if (document_.lang.empty() && !trimmed.empty())
        sink_.Note("front matter: no language tag", value.scalar.content.begin);
    } else if (path == "date") {
      document_.published.date = LeadingDate(trimmed);
      if (document_.published.date.empty() && !trimmed.empty())
        sink_.Note("front matter: no date", value.scalar.content.begin);
    } else if (IsOneOf(path, {"categories", "category"})) {
      AddCategories(value, trimmed);
    } else if (IsOneOf(path, {"outlet", "source", "source.name"}) && !IsWebAddress(trimmed)) {
      if (document_.outlet.empty()) document_.outlet = trimmed;
    } else if (IsOneOf(path, {"url", "original_url", "permalink", "source", "source.url"}) &&
               IsWebAddress(trimmed) && document_.url.empty()) {
      document_.url = trimmed;
    } else {
      document_.metadata.emplace_back(path, text);
    }
  }

 private:
  void AddBlock(const FrontMatterValue& value, BlockKind kind) {
    if (value.alias) return;  // the same bytes as another value: said already
    const DecodeRule rule = RuleOf(value.scalar.style);
    if (rule == DecodeRule::kYamlPlain && IsNull(value)) return;
    AppendScalar(sink_.text(), value.scalar.content.begin, value.scalar.content.end, rule);
    if (kind == BlockKind::kTitle && document_.title.empty()) document_.title = sink_.text().text();
    sink_.EndBlock(kind, rule);
  }

  bool IsNull(const FrontMatterValue& value) const {
    const ByteSpan span = value.scalar.content;
    return IsOneOf(std::string_view(document_.source).substr(span.begin, span.size()),
                   {"~", "null", "Null", "NULL"});
  }

  // As Jekyll: `categories: a b` are two; a quoted value, an item of a list and `category: a b` are
  // one.
  void AddCategories(const FrontMatterValue& value, std::string_view text) {
    const bool split =
        value.path == "categories" && value.scalar.style == ScalarStyle::kPlain && !InList(value);
    while (!text.empty()) {
      const size_t end = split ? std::min(text.find_first_of(" \t\n"), text.size()) : text.size();
      document_.categories.emplace_back(text.substr(0, end));
      text = Trim(text.substr(end));
    }
  }

  // An item of a list stands after a dash, bracket or comma; a value of its own after its key's
  // colon.
  bool InList(const FrontMatterValue& value) const {
    size_t at = value.scalar.content.begin;
    while (at > 0 && std::strchr(" \t\r\n", document_.source[at - 1]) != nullptr) --at;
    return at > 0 && document_.source[at - 1] != ':';
  }

  Document& document_;
  BlockSink& sink_;
};

// Body text first: titles of Korean blogs are short and full of names.
std::string LanguageSample(const Document& document) {
  std::string sample;
  for (const bool body : {true, false}) {
    for (const Block& block : document.blocks) {
      const bool front = block.kind == BlockKind::kTitle || block.kind == BlockKind::kSummary;
      if (front == body) continue;
      size_t size = std::min(block.text.size(), kLanguageSampleBytes - sample.size());
      while (!text::IsBoundary(block.text, size)) --size;
      sample.append(block.text, 0, size);
      sample += '\n';
      if (sample.size() + 4 >= kLanguageSampleBytes) return sample;
    }
    if (sample.size() > kLanguageSampleBytes / 8) break;
  }
  return sample;
}

void SetPublished(Document& document, const ReadOptions& options, const PageInfo& page) {
  PublicationDate& published = document.published;
  if (!options.date.empty()) {
    published = {options.date, "option"};
  } else if (!published.date.empty()) {
    published.basis = "front_matter";
  } else if (published.date = DateOfFileName(options.file_name); !published.date.empty()) {
    published.basis = "file_name";
  } else if (published.date = LeadingDate(page.published); !published.date.empty()) {
    published.basis = "page";
  }
}

void SetTitle(Document& document) {
  for (const Block& block : document.blocks) {
    if (!document.title.empty()) return;
    if (block.kind == BlockKind::kTitle ||
        (block.kind == BlockKind::kHeading && block.heading_level == 1))
      document.title = block.text;
  }
}

}  // namespace

Result<Document> ReadDocument(std::string source, const ReadOptions& options) {
  if (!options.date.empty() && LeadingDate(options.date) != options.date)
    return {ErrorCode::kInvalidArgument, "date option is not YYYY-MM-DD: " + options.date};
  BONGSU_RETURN_IF_ERROR(Check(source));
  Document document;
  BONGSU_RETURN_IF_ERROR(RepairEncoding(source, document.notes));
  document.id = options.id;
  document.source = std::move(source);
  document.source_hash = base::Hash128Hex(document.source);

  BlockSink sink(document);
  size_t body = document.source.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (BeginsFrontMatter(document.source, body)) {
    BONGSU_ASSIGN_OR_RETURN(const FrontMatter front, ReadFrontMatter(document.source, body));
    document.notes.insert(document.notes.end(), front.notes.begin(), front.notes.end());
    FrontMatterFiler filer(document, sink);
    for (const FrontMatterValue& value : front.values) filer.File(value);
    body = front.body_begin;
  }

  PageInfo page;
  if (EndsWithIgnoringCase(options.file_name, ".txt")) {
    ReadPlainText(sink, body);
  } else if (IsHtmlPage(document.source, body)) {
    HtmlReader html(sink);
    html.ReadPage(body);
    page = html.page();
  } else {
    MarkdownReader(sink).Read(body);
  }
  if (sink.overflow())
    return {ErrorCode::kResourceExhausted,
            "document has more than kMaxBlocks (" + std::to_string(kMaxBlocks) + ") blocks"};

  SetTitle(document);
  SetPublished(document, options, page);
  if (document.url.empty() && IsWebAddress(page.url)) document.url = page.url;
  if (document.outlet.empty()) document.outlet = page.outlet;
  if (!options.outlet.empty()) document.outlet = options.outlet;
  if (!options.lang.empty()) document.lang = options.lang;
  if (document.lang.empty()) document.lang = DetectLanguage(LanguageSample(document));
  return document;
}

}  // namespace bongsu::document
