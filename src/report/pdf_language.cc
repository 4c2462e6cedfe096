#include "report/pdf_language.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <string_view>

namespace bongsu::report {
namespace {

bool IsTag(std::string_view lang) {
  for (const char c : lang)
    if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'))
      return false;
  return !lang.empty();
}

// The number behind the last `key` of `text`: "/Size 27", "startxref\n1234".
std::optional<size_t> NumberAfter(std::string_view text, std::string_view key) {
  size_t at = text.rfind(key);
  if (at == text.npos) return std::nullopt;
  at = text.find_first_not_of(" \r\n", at + key.size());
  if (at == text.npos) return std::nullopt;
  size_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  return error == std::errc() ? std::optional(number) : std::nullopt;
}

}  // namespace

bool AddPdfLanguage(const std::string& lang, std::string* pdf) {
  const std::string_view text = *pdf;
  const size_t trailer = text.rfind("trailer");
  if (!IsTag(lang) || trailer == text.npos) return false;
  const auto size = NumberAfter(text.substr(trailer), "/Size");
  const auto root = NumberAfter(text.substr(trailer), "/Root");
  const auto info = NumberAfter(text.substr(trailer), "/Info");
  const auto table = NumberAfter(text, "startxref");
  if (!size || !root || !info || !table) return false;
  const std::string begin = fmt::format("\n{} 0 obj\n", *root);
  const size_t object = text.rfind(begin);
  if (object == text.npos) return false;
  const size_t body = object + begin.size(), end = text.find("endobj", body);
  const size_t type = text.find("/Type /Catalog", body);
  if (end == text.npos || type >= end) return false;
  std::string catalogue(text.substr(body, end - body));
  const bool tagged = catalogue.find("/StructTreeRoot") != catalogue.npos &&
                      catalogue.find("/MarkInfo") == catalogue.npos;
  catalogue.insert(type - body, fmt::format("/Lang ({})\n   {}", lang,
                                            tagged ? "/MarkInfo << /Marked true >>\n   " : ""));
  if (!pdf->ends_with('\n')) *pdf += '\n';
  const size_t offset = pdf->size();
  *pdf += fmt::format("{} 0 obj\n{}endobj\n", *root, catalogue);
  const size_t next = pdf->size();
  *pdf += fmt::format(
      "xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n"
      "   /Prev {}\n>>\nstartxref\n{}\n%%EOF\n",
      *root, offset, *size, *root, *info, *table, next);
  return true;
}

}  // namespace bongsu::report
