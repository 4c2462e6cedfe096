#include "report/site/html.h"

#include "base/hash.h"

namespace bongsu::report::site {
namespace {

bool IsPlainFileCharacter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

bool StartsWithScheme(std::string_view url, std::string_view scheme) {
  if (url.size() <= scheme.size()) return false;
  for (size_t i = 0; i < scheme.size(); ++i) {
    const char c = url[i] >= 'A' && url[i] <= 'Z' ? static_cast<char>(url[i] - 'A' + 'a') : url[i];
    if (c != scheme[i]) return false;
  }
  return true;
}

}  // namespace

std::string ScriptJson(std::string_view json) {
  std::string out;
  out.reserve(json.size());
  bool in_string = false, escaped = false;
  for (const char c : json) {
    if (in_string && !escaped && (c == '<' || c == '>' || c == '&' || c == '{' || c == '}')) {
      constexpr char kHex[] = "0123456789abcdef";
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15];
      continue;
    }
    if (c == '"' && !escaped) in_string = !in_string;
    escaped = in_string && c == '\\' && !escaped;
    out += c;
  }
  return out;
}

std::string SafeUrl(std::string_view url) {
  if (!StartsWithScheme(url, "http://") && !StartsWithScheme(url, "https://")) return {};
  for (const char c : url)
    if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"' || c == '<' || c == '>' ||
        c == '\\')
      return {};
  return std::string(url);
}

std::string FileName(std::string_view text) {
  std::string out;
  bool plain = !text.empty() && text.size() <= 100 && text[0] != '.' && text[0] != '_';
  for (const char c : text) {
    if (IsPlainFileCharacter(c) && !(out.empty() && (c == '.' || c == '_'))) {
      if (out.size() < 40 || plain) out += c;
    } else {
      plain = false;
    }
  }
  return plain ? out : out + (out.empty() ? "x-" : "-") + base::Hex64(base::Hash64(text));
}

std::string Relative(std::string_view from, std::string_view to) {
  for (;;) {
    const size_t a = from.find('/'), b = to.find('/');
    if (a == from.npos || b == to.npos || from.substr(0, a) != to.substr(0, b)) break;
    from.remove_prefix(a + 1);
    to.remove_prefix(b + 1);
  }
  std::string out;
  for (const char c : from)
    if (c == '/') out += "../";
  return out.append(to);
}

std::string Link(std::string_view href, std::string_view text) {
  return "<a href=\"" + EscapeHtml(href) + "\">" + EscapeHtml(text) + "</a>";
}

}  // namespace bongsu::report::site
