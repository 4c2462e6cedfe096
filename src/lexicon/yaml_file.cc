#include "lexicon/yaml_file.h"

#include <yaml-cpp/anchor.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <sstream>
#include <unordered_set>
#include <utility>

#include "base/day.h"
#include "base/file.h"

namespace bongsu::lexicon {
namespace {

Status At(const std::string& file, int line, const std::string& rule) {
  return {ErrorCode::kBadInput, file + ":" + std::to_string(line + 1) + ": " + rule};
}

// Builds the tree from the parser's events: they come before aliases are resolved, so a small file
// cannot become a large tree.
class Builder : public YAML::EventHandler {
 public:
  explicit Builder(std::string file) : file_(std::move(file)) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t) override { Add(mark, Yaml::Kind::kNull, {}); }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { Fail(mark, "an alias (*name)"); }
  void OnScalar(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                const std::string& value) override {
    Add(mark, Yaml::Kind::kScalar, value);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {
    Open(mark, Yaml::Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {
    Open(mark, Yaml::Kind::kMap);
  }
  void OnMapEnd() override { Close(); }

  const Status& status() const { return status_; }
  Yaml Take() { return std::move(root_); }

 private:
  void Fail(const YAML::Mark& mark, const std::string& rule) {
    if (status_.ok()) status_ = At(file_, mark.line, rule);
  }
  void Open(const YAML::Mark& mark, Yaml::Kind kind) {
    if (open_.size() >= static_cast<size_t>(kMaxYamlDepth)) Fail(mark, "nested too deep");
    if (!status_.ok()) return;
    Yaml node;
    node.kind = kind;
    node.line = static_cast<uint32_t>(mark.line + 1);
    open_.push_back(std::move(node));
    keys_.emplace_back();
    taken_.emplace_back();
  }
  void Close() {
    if (!status_.ok()) return;
    Yaml node = std::move(open_.back());
    open_.pop_back();
    keys_.pop_back();
    taken_.pop_back();
    Put(std::move(node));
  }
  void Add(const YAML::Mark& mark, Yaml::Kind kind, const std::string& value) {
    if (!status_.ok()) return;
    Yaml node;
    node.kind = kind;
    node.scalar = value;
    node.line = static_cast<uint32_t>(mark.line + 1);
    Put(std::move(node));
  }
  void Put(Yaml node) {
    if (open_.empty()) {
      root_ = std::move(node);
    } else if (Yaml& parent = open_.back(); parent.kind == Yaml::Kind::kList) {
      parent.items.push_back(std::move(node));
    } else if (std::optional<std::string>& key = keys_.back(); key) {
      parent.entries.push_back({std::move(*key), std::move(node)});
      key.reset();
    } else {
      const YAML::Mark mark = MarkOf(node);
      if (node.kind != Yaml::Kind::kScalar) return Fail(mark, "a key that is no word");
      if (!taken_.back().insert(node.scalar).second)
        return Fail(mark, "the key `" + node.scalar + "` stands twice");
      key = std::move(node.scalar);
    }
  }
  static YAML::Mark MarkOf(const Yaml& node) {
    YAML::Mark mark;
    mark.line = static_cast<int>(node.line) - 1;
    return mark;
  }

  std::string file_;
  Status status_;
  Yaml root_;
  std::vector<Yaml> open_;
  std::vector<std::optional<std::string>> keys_;        // of each open node: the key that waits
  std::vector<std::unordered_set<std::string>> taken_;  // of each open map: its keys
};

}  // namespace

const Yaml* Yaml::Find(std::string_view key) const {
  for (const auto& [name, value] : entries)
    if (name == key) return &value;
  return nullptr;
}

Result<Yaml> ParseYaml(std::string_view text, const std::string& file) {
  if (text.size() > kMaxYamlBytes) return At(file, 0, "larger than 1 MB");
  // The library throws; nothing of it leaves this function.
  try {
    std::istringstream in{std::string(text)};
    YAML::Parser parser(in);
    Builder builder(file);
    if (!parser.HandleNextDocument(builder)) return At(file, 0, "empty");
    BONGSU_RETURN_IF_ERROR(builder.status());
    Builder second(file);
    if (parser.HandleNextDocument(second)) return At(file, 0, "more than one document");
    return builder.Take();
  } catch (const YAML::Exception& e) {
    return At(file, std::max(e.mark.line, 0), e.msg);
  }
}

Result<Yaml> ReadYaml(const std::string& path) {
  BONGSU_ASSIGN_OR_RETURN(const std::string text, base::ReadFile(path, kMaxYamlBytes));
  return ParseYaml(text, path);
}

Result<std::vector<std::string>> YamlFiles(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (std::filesystem::directory_iterator it(folder, error), end; !error && it != end;
       it.increment(error))
    if (it->path().extension() == ".yaml") files.push_back(it->path().string());
  if (error)
    return {
        error == std::errc::no_such_file_or_directory ? ErrorCode::kNotFound : ErrorCode::kIoError,
        folder + ": " + error.message()};
  std::sort(files.begin(), files.end());
  return files;
}

Status Faults(const std::vector<std::string>& errors) {
  if (errors.empty()) return {};
  std::string text;
  for (const std::string& error : errors) text += (text.empty() ? "" : "\n") + error;
  return {ErrorCode::kBadInput, text};
}

const std::string& Texts::In(std::string_view lang) const {
  return lang == "ko" ? ko : lang == "ja" ? ja : en;
}

void YamlReader::Error(const Yaml& at, const std::string& rule) const {
  errors_->push_back(file_ + ":" + std::to_string(at.line) + ": " + rule);
}

void YamlReader::OnlyKeys(const Yaml& map, std::initializer_list<std::string_view> known) const {
  if (map.kind != Yaml::Kind::kMap) return Error(map, "keys with values are expected here");
  for (const auto& [key, value] : map.entries)
    if (std::find(known.begin(), known.end(), key) == known.end())
      Error(value, "no such key: `" + key + "`");
}

std::string YamlReader::Text(const Yaml& map, std::string_view key, bool required) const {
  const Yaml* value = map.Find(key);
  if (value == nullptr || value->kind == Yaml::Kind::kNull) {
    if (required) Error(map, "`" + std::string(key) + "` is missing");
    return {};
  }
  if (value->kind != Yaml::Kind::kScalar) {
    Error(*value, "`" + std::string(key) + "` is not a single value");
    return {};
  }
  if (required && value->scalar.empty()) Error(*value, "`" + std::string(key) + "` is empty");
  return value->scalar;
}

std::string YamlReader::OneOf(const Yaml& map, std::string_view key,
                              std::initializer_list<std::string_view> legal,
                              std::string_view otherwise, bool required) const {
  std::string value = Text(map, key, required && otherwise.empty());
  if (value.empty()) return std::string(otherwise);
  if (std::find(legal.begin(), legal.end(), value) != legal.end()) return value;
  std::string list;
  for (const std::string_view word : legal) list += (list.empty() ? "" : ", ") + std::string(word);
  Error(*map.Find(key),
        "`" + std::string(key) + "` is `" + value + "`, and must be one of: " + list);
  return {};
}

std::string YamlReader::Day(const Yaml& map, std::string_view key, bool required) const {
  std::string value = Text(map, key, required);
  if (value.empty() || base::ParseDay(value)) return value;
  Error(*map.Find(key), "`" + std::string(key) + "` is not a day (YYYY-MM-DD): `" + value + "`");
  return {};
}

std::optional<double> YamlReader::Number(const Yaml& map, std::string_view key, double least,
                                         double most, bool required) const {
  const std::string value = Text(map, key, required);
  if (value.empty()) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error == std::errc() && end == value.data() + value.size() && number >= least &&
      number <= most)
    return number;
  Error(*map.Find(key), "`" + std::string(key) + "` is `" + value +
                            "`, and must be a number from " +
                            std::to_string(static_cast<int64_t>(least)) + " to " +
                            std::to_string(static_cast<int64_t>(most)));
  return std::nullopt;
}

std::vector<std::string> YamlReader::List(const Yaml& map, std::string_view key) const {
  const Yaml* value = map.Find(key);
  std::vector<std::string> list;
  if (value == nullptr || value->kind == Yaml::Kind::kNull) return list;
  if (value->kind == Yaml::Kind::kScalar) return {value->scalar};
  if (value->kind == Yaml::Kind::kMap) Error(*value, "`" + std::string(key) + "` is not a list");
  for (const Yaml& item : value->items) {
    if (item.kind == Yaml::Kind::kScalar)
      list.push_back(item.scalar);
    else
      Error(item, "`" + std::string(key) + "` holds something that is not a word");
  }
  return list;
}

Texts YamlReader::InThree(const Yaml& map, std::string_view key, bool required) const {
  const Yaml* value = map.Find(key);
  if (value == nullptr) {
    if (required) Error(map, "`" + std::string(key) + "` is missing");
    return {};
  }
  OnlyKeys(*value, {"ko", "en", "ja"});
  if (value->kind != Yaml::Kind::kMap) return {};
  return {Text(*value, "ko"), Text(*value, "en"), Text(*value, "ja")};
}

std::vector<const Yaml*> YamlReader::Maps(const Yaml& map, std::string_view key) const {
  std::vector<const Yaml*> maps;
  const Yaml* value = map.Find(key);
  if (value == nullptr || value->kind == Yaml::Kind::kNull) return maps;
  if (value->kind != Yaml::Kind::kList) Error(*value, "`" + std::string(key) + "` is not a list");
  for (const Yaml& item : value->items) {
    if (item.kind == Yaml::Kind::kMap)
      maps.push_back(&item);
    else
      Error(item, "`" + std::string(key) + "` holds something without keys");
  }
  return maps;
}

}  // namespace bongsu::lexicon
