// A YAML file as a tree with the line of each node, and the checks that those who read one share:
// what people write by hand (data/regime, watches) is refused with file, line and rule.
#ifndef BONGSU_LEXICON_YAML_FILE_H_
#define BONGSU_LEXICON_YAML_FILE_H_

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"

namespace bongsu::lexicon {

struct YamlEntry;

// One node. Owns what is below it.
struct Yaml {
  enum class Kind : uint8_t { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  std::string scalar;
  std::vector<Yaml> items;
  std::vector<YamlEntry> entries;  // of a map, as they stand
  uint32_t line = 0;               // from 1

  // The value of a key; null when the map has none.
  const Yaml* Find(std::string_view key) const;
};

struct YamlEntry {
  std::string key;
  Yaml value;
};

// The largest file read, and how deep it may nest.
inline constexpr uint64_t kMaxYamlBytes = 1 << 20;
inline constexpr int kMaxYamlDepth = 32;

// Reads the one document of `text`. kBadInput "file:line: ...": no YAML, several documents, a key
// that is no scalar or stands twice, an alias, too large, too deep. `file` is only a name.
Result<Yaml> ParseYaml(std::string_view text, const std::string& file);
// As ParseYaml, from a file.
Result<Yaml> ReadYaml(const std::string& path);

// The *.yaml of a folder, sorted by name. kNotFound, kIoError.
Result<std::vector<std::string>> YamlFiles(const std::string& folder);

// All faults of a file as one kBadInput, a line each; ok when there are none.
Status Faults(const std::vector<std::string>& errors);

// A text in the three languages of readers.
struct Texts {
  std::string ko, en, ja;
  // "ko", "en" or "ja"; another is English.
  const std::string& In(std::string_view lang) const;
  bool empty() const { return ko.empty() && en.empty() && ja.empty(); }
};

// Takes values out of a tree; what is wrong goes to `errors` as "file:line: rule", and an empty
// value comes back, so that all faults of a file are told at once.
class YamlReader {
 public:
  YamlReader(std::string file, std::vector<std::string>* errors)
      : file_(std::move(file)), errors_(errors) {}

  void Error(const Yaml& at, const std::string& rule) const;
  // Every key of `map` is one of `known`.
  void OnlyKeys(const Yaml& map, std::initializer_list<std::string_view> known) const;

  std::string Text(const Yaml& map, std::string_view key, bool required = true) const;
  std::string OneOf(const Yaml& map, std::string_view key,
                    std::initializer_list<std::string_view> legal, std::string_view otherwise = {},
                    bool required = true) const;
  // YYYY-MM-DD, or empty when not required.
  std::string Day(const Yaml& map, std::string_view key, bool required = true) const;
  std::optional<double> Number(const Yaml& map, std::string_view key, double least, double most,
                               bool required = false) const;
  // A list of scalars; a single scalar is a list of one. Missing: empty.
  std::vector<std::string> List(const Yaml& map, std::string_view key) const;
  // A map ko, en, ja, all given.
  Texts InThree(const Yaml& map, std::string_view key, bool required = true) const;
  // The maps of a list; missing: empty.
  std::vector<const Yaml*> Maps(const Yaml& map, std::string_view key) const;

 private:
  std::string file_;
  std::vector<std::string>* errors_;
};

}  // namespace bongsu::lexicon

#endif  // BONGSU_LEXICON_YAML_FILE_H_
