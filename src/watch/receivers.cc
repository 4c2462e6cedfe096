#include "watch/receivers.h"

#include <algorithm>
#include <initializer_list>
#include <set>

#include "base/hash.h"
#include "lexicon/yaml_file.h"
#include "watch/outbox.h"

namespace bongsu::watch {
namespace {

using lexicon::Yaml;
using lexicon::YamlReader;

constexpr size_t kMaxUrl = 2048;
constexpr size_t kMaxAddress = 254;  // of mail, RFC 5321 4.5.3.1.3 without the brackets
constexpr int kCommandSeconds = 30, kWebhookSeconds = 10, kSmtpSeconds = 30;
constexpr int kMaxPort = 65535;

bool LetterOrDigit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool AllOf(std::string_view text, std::string_view besides) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return LetterOrDigit(c) || besides.find(c) != std::string_view::npos;
  });
}

bool IsControlOrBlank(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; }

// What is wrong with a URL of one of the schemes; empty: nothing. Only what is plainly written is
// taken: a host, perhaps a port, and with `path` whatever printable follows.
std::string UrlFault(std::string_view url, std::initializer_list<std::string_view> schemes,
                     bool path) {
  std::string known;
  std::string_view rest;
  for (const std::string_view scheme : schemes) {
    known += (known.empty() ? "" : " or ") + std::string(scheme) + "://";
    if (url.starts_with(scheme) && url.substr(scheme.size()).starts_with("://"))
      rest = url.substr(scheme.size() + 3);
  }
  if (rest.empty()) return "must begin with " + known;
  if (url.size() > kMaxUrl) return "is longer than " + std::to_string(kMaxUrl) + " bytes";
  if (std::any_of(url.begin(), url.end(), [](char c) { return c <= ' ' || c > '~'; }))
    return "holds a character that must be written as %XX";
  std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (!path && host.size() < rest.size()) return "ends with the host or its port";
  if (host.find('@') != std::string_view::npos)
    return "must not hold a name or password; those have keys of their own";
  std::string_view port;
  const bool literal = host.starts_with('[') && host.find(']') != std::string_view::npos;
  const size_t end = literal ? host.find(']') + 1 : std::min(host.find(':'), host.size());
  port = host.substr(end);
  host = host.substr(0, end);
  if (literal ? !AllOf(host, "[]:.") : !AllOf(host, ".-_")) return "names no host";
  if (port.empty()) return {};
  int number = 0;
  for (const char c : port.substr(1))
    number = c >= '0' && c <= '9' && number <= kMaxPort ? number * 10 + (c - '0') : kMaxPort + 1;
  return port[0] == ':' && number >= 1 && number <= kMaxPort ? "" : "has a port that is none";
}

// A mail address as RFC 5321 has it without quotes, comments and address literals.
bool IsMailAddress(std::string_view text) {
  const size_t at = text.find('@');
  if (at == std::string_view::npos || text.size() > kMaxAddress) return false;
  const std::string_view local = text.substr(0, at), domain = text.substr(at + 1);
  const auto dots = [](std::string_view part) {
    return part.starts_with('.') || part.ends_with('.') ||
           part.find("..") != std::string_view::npos;
  };
  return AllOf(local, "!#$%&'*+-/=?^_`{|}~.") && AllOf(domain, ".-") && !dots(local) &&
         !dots(domain);
}

// Where the key or password lies: one of `NAME_file` and `NAME_env`.
void ReadSecretPlace(const YamlReader& read, const Yaml& map, const std::string& name,
                     bool required, Receiver* r) {
  r->secret_file = read.Text(map, name + "_file", false);
  r->secret_env = read.Text(map, name + "_env", false);
  const std::string both = "`" + name + "_file` or `" + name + "_env`";
  if (!r->secret_file.empty() && !r->secret_env.empty())
    read.Error(map, both + ", not both");
  else if (required && r->secret_file.empty() && r->secret_env.empty())
    read.Error(map, both + " is missing");
}

void ReadWebhook(const YamlReader& read, const Yaml& map, Receiver* r) {
  r->url = read.Text(map, "url");
  if (!r->url.empty())
    if (const std::string fault = UrlFault(r->url, {"http", "https"}, true); !fault.empty())
      read.Error(*map.Find("url"), "`url` " + fault);
  ReadSecretPlace(read, map, "secret", true, r);
}

void ReadSmtp(const YamlReader& read, const Yaml& map, Receiver* r) {
  r->url = read.Text(map, "server");
  if (!r->url.empty())
    if (const std::string fault = UrlFault(r->url, {"smtp", "smtps"}, false); !fault.empty())
      read.Error(*map.Find("server"), "`server` " + fault);
  r->tls = read.OneOf(map, "tls", {"required", "none"}, "required");
  r->from = read.Text(map, "from");
  if (!r->from.empty() && !IsMailAddress(r->from))
    read.Error(*map.Find("from"), "`from` is no mail address (name@domain)");
  r->to = read.List(map, "to");
  if (r->to.empty()) read.Error(map, "`to` is missing");
  if (r->to.size() > kMaxRecipients)
    read.Error(map, "`to` names more than " + std::to_string(kMaxRecipients));
  for (const std::string& address : r->to)
    if (!IsMailAddress(address))
      read.Error(*map.Find("to"), "`to` holds what is no mail address (name@domain)");
  r->user = read.Text(map, "user", false);
  if (std::any_of(r->user.begin(), r->user.end(),
                  [](char c) { return c != ' ' && IsControlOrBlank(c); }))
    read.Error(*map.Find("user"), "`user` holds a control character");
  ReadSecretPlace(read, map, "password", !r->user.empty(), r);
  if (r->user.empty() && !(r->secret_file + r->secret_env).empty())
    read.Error(map, "a password needs `user`");
  if (!r->user.empty() && r->tls == "none" && r->url.starts_with("smtp://"))
    read.Error(map, "with `tls: none` the password would go over the network in clear");
}

void OnlyKeysOf(const YamlReader& read, const Yaml& map, const std::string& kind) {
  if (kind == "command")
    read.OnlyKeys(map, {"id", "kind", "situations", "least", "in", "timeout", "command"});
  else if (kind == "webhook")
    read.OnlyKeys(map, {"id", "kind", "situations", "least", "in", "timeout", "url", "secret_file",
                        "secret_env", "ca_file"});
  else if (kind == "smtp")
    read.OnlyKeys(map, {"id", "kind", "situations", "least", "in", "timeout", "server", "tls",
                        "ca_file", "from", "to", "user", "password_file", "password_env"});
  else if (!kind.empty())
    read.OnlyKeys(map, {"id", "kind", "situations", "least", "in", "file"});
}

std::string AddressOf(const Receiver& r) {
  std::string all;
  const auto add = [&](std::string_view part) { (all += part) += '\0'; };
  for (const std::string& part :
       {r.kind, r.url, r.tls, r.ca_file, r.secret_file, r.secret_env, r.from, r.user})
    add(part);
  for (const std::string& part : r.to) add(part);
  add("");
  for (const std::string& part : r.command) add(part);
  return base::Hex64(base::Hash64(all));
}

Receiver ReadReceiver(const YamlReader& read, const Yaml& map) {
  Receiver r;
  r.kind = read.OneOf(map, "kind", {"command", "webhook", "smtp", "atom", "ics"});
  OnlyKeysOf(read, map, r.kind);
  r.id = read.Text(map, "id");
  if (std::any_of(r.id.begin(), r.id.end(), IsControlOrBlank))
    read.Error(*map.Find("id"), "`id` holds a blank or control character");
  r.situations = read.List(map, "situations");
  r.least = static_cast<int>(read.Number(map, "least", kCalm, kOpenConflict).value_or(kCalm));
  r.in = read.OneOf(map, "in", {"ko", "en", "ja"}, {}, false);
  const int usual = r.kind == "command"   ? kCommandSeconds
                    : r.kind == "webhook" ? kWebhookSeconds
                                          : kSmtpSeconds;
  const double seconds = read.Number(map, "timeout", 1, kMaxTimeoutSeconds).value_or(usual);
  r.timeout = std::chrono::milliseconds(static_cast<int64_t>(seconds * 1000));
  r.ca_file = read.Text(map, "ca_file", false);
  if (r.kind == "command") {
    r.command = read.List(map, "command");
    if (r.command.empty()) read.Error(map, "`command` is missing");
  } else if (r.kind == "webhook") {
    ReadWebhook(read, map, &r);
  } else if (r.kind == "smtp") {
    ReadSmtp(read, map, &r);
  } else if (!r.kind.empty()) {
    r.file = read.Text(map, "file");
    if (r.file.ends_with(".jsonl") || r.file.ends_with(".duckdb"))
      read.Error(map, "`file` would take the place of the workspace's own");
  }
  r.address = AddressOf(r);
  return r;
}

}  // namespace

bool Receiver::Wants(const Alert& alert) const {
  if (std::max(alert.from, alert.to) < least) return false;
  return situations.empty() ||
         std::find(situations.begin(), situations.end(), alert.situation) != situations.end();
}

Result<std::vector<Receiver>> ParseReceivers(std::string_view text, const std::string& file) {
  BONGSU_ASSIGN_OR_RETURN(const Yaml root, lexicon::ParseYaml(text, file));
  std::vector<std::string> errors;
  const YamlReader read(file, &errors);
  read.OnlyKeys(root, {"format", "receivers"});
  read.OneOf(root, "format", {"1"});
  std::vector<Receiver> receivers;
  std::set<std::string> ids;
  for (const Yaml* map : read.Maps(root, "receivers")) {
    receivers.push_back(ReadReceiver(read, *map));
    const std::string& id = receivers.back().id;
    if (!ids.insert(id).second) read.Error(*map, "the receiver `" + id + "` stands twice");
  }
  if (receivers.size() > kMaxReceivers)
    read.Error(root, "more than " + std::to_string(kMaxReceivers) + " receivers");
  BONGSU_RETURN_IF_ERROR(lexicon::Faults(errors));
  return receivers;
}

}  // namespace bongsu::watch
