#include "evaluation/rows.h"

#include <simdjson.h>

#include <algorithm>

namespace bongsu::evaluation {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// Codes are ASCII; other letters stay as they are.
std::string Upper(std::string_view text) {
  std::string upper(text);
  for (char& c : upper)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return upper;
}

void AddParty(std::string_view code, std::string_view sector, Names& codes, Names* with_sector) {
  codes.insert(Upper(code));
  if (with_sector) with_sector->insert(Upper(std::string(code) + "/" + std::string(sector)));
}

bool ShareCode(const Names& a, const Names& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& code) { return b.contains(code); });
}

// Reads one line; keeps the first thing that is off.
class LineReader {
 public:
  explicit LineReader(const object& line) : line_(line) {}
  const std::string& error() const { return error_; }

  // The value of `key`, or nullopt when it is missing or null.
  std::optional<element> Find(const char* key) const {
    element value;
    if (line_[key].get(value) || value.is_null()) return std::nullopt;
    return value;
  }

  // A string, or empty when it is missing or null.
  std::string Text(const char* key) {
    const auto value = Find(key);
    std::string_view text;
    if (value && value->get_string().get(text)) Fail(key, "a string");
    return std::string(text);
  }

  // A text, or the `text` of an object such as {"text": ..., "begin": ...}; empty where an object
  // gives the place alone.
  std::string Quote(const char* key) {
    const auto value = Find(key);
    std::string_view text;
    if (value && value->get_string().get(text) && (*value)["text"].get_string().get(text) &&
        !Place(key))
      Fail(key, "a string or an object with a text or a place");
    return std::string(text);
  }

  // {"begin": ..., "end": ...}, or nullopt when the value is something else.
  std::optional<ByteSpan> Place(const char* key) const {
    const auto value = Find(key);
    uint64_t begin = 0, end = 0;
    if (!value || (*value)["begin"].get_uint64().get(begin) ||
        (*value)["end"].get_uint64().get(end) || begin > end || end > UINT32_MAX)
      return std::nullopt;
    return ByteSpan{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  std::optional<Names> Words(const char* key) {
    const auto value = Find(key);
    if (!value) return std::nullopt;
    Names words;
    Each(*value, key, [&](const element& e) {
      std::string_view word;
      if (e.get_string().get(word)) return Fail(key, "a list of strings");
      words.emplace(word);
    });
    return words;
  }

  // Parties as "USA/GOV" or {"code": "USA", "sector": "GOV"}. False when the key is missing or
  // null.
  bool Parties(const char* key, Names& codes, Names* with_sector) {
    const auto value = Find(key);
    if (!value) return false;
    Each(*value, key, [&](const element& e) {
      std::string_view text, code = "---", sector;
      if (!e.get_string().get(text)) {
        const size_t slash = text.find('/');
        code = text.substr(0, slash);
        if (slash != text.npos)
          sector = text.substr(slash + 1, text.find('/', slash + 1) - slash - 1);
      } else {
        object party;
        element member;
        if (e.get_object().get(party)) return Fail(key, "a list of \"CODE/SECTOR\" or objects");
        if (!party["code"].get(member) && member.get_string().get(code))
          return Fail(key, "parties with codes");
        if (!party["sector"].get(member) && !member.is_null() && member.get_string().get(sector))
          return Fail(key, "parties with sectors");
      }
      AddParty(code, sector, codes, with_sector);
    });
    return true;
  }

  // Nothing when the key is missing or null.
  std::optional<double> Number(const char* key) {
    const auto value = Find(key);
    double number = 0;
    if (!value || value->is_null()) return std::nullopt;
    if (value->get_double().get(number)) Fail(key, "a number");
    return number;
  }

  // {"from": ..., "to": ...}; anything else is no date.
  void Date(const char* key, Row& row) {
    const auto value = Find(key);
    object date;
    std::string_view from;
    if (!value || value->get_object().get(date) || date["from"].get_string().get(from) ||
        from.empty())
      return;
    element to;
    std::string_view text;
    if (date["to"].get(to) || (!to.is_null() && to.get_string().get(text)))
      return Fail(key, "a date with from and to");
    row.date.emplace(from, to.is_null() ? std::nullopt : std::optional<std::string>(text));
  }

 private:
  void Fail(const char* key, const char* wanted) {
    if (error_.empty()) error_ = std::string("\"") + key + "\" is not " + wanted;
  }

  template <typename Visit>
  void Each(const element& value, const char* key, Visit visit) {
    simdjson::dom::array list;
    if (value.get_array().get(list)) return Fail(key, "a list");
    for (const element e : list) visit(e);
  }

  const object& line_;
  std::string error_;
};

Row ReadRow(LineReader& line) {
  Row row;
  row.event = Upper(line.Text("event"));
  row.aux = line.Words("aux").value_or(Names());
  const auto weight = line.Find("weight");
  row.core = !weight || line.Text("weight") == "core";
  line.Parties("actor", row.actor, &row.actor_sector);
  line.Parties("recipient", row.recipient, &row.recipient_sector);
  row.domestic = ShareCode(row.actor, row.recipient);
  if (Names codes; line.Parties("attribution", codes, nullptr)) row.attribution = std::move(codes);
  row.mode = line.Words("mode");
  row.item = line.Words("item");
  line.Date("date", row);
  row.confidence = line.Number("confidence");
  row.trigger = line.Quote("trigger");
  row.evidence = line.Quote("evidence");
  row.sentence = line.Place("evidence");
  row.frame = line.Text("frame");
  row.rule = line.Text("rule");
  row.entry = line.Text("entry");
  return row;
}

Row FromEvent(const Event& event) {
  Row row;
  row.event = Upper(event.event);
  row.sentence = event.evidence.span;
  for (const EntityRef& e : event.actor) AddParty(e.code, e.sector, row.actor, &row.actor_sector);
  for (const EntityRef& e : event.recipient)
    AddParty(e.code, e.sector, row.recipient, &row.recipient_sector);
  row.domestic = ShareCode(row.actor, row.recipient);
  row.aux.insert(event.aux.begin(), event.aux.end());
  row.mode.emplace(event.mode.begin(), event.mode.end());
  row.item.emplace(event.item.begin(), event.item.end());
  row.attribution.emplace();
  for (const EntityRef& e : event.attribution)
    AddParty(e.code, e.sector, *row.attribution, nullptr);
  if (event.date && !event.date->from.empty()) row.date.emplace(event.date->from, event.date->to);
  row.confidence = event.confidence;
  row.trigger = event.trigger.text;
  row.evidence = event.evidence.text;
  row.frame = event.frame;
  row.rule = event.rule;
  row.entry = event.entry;
  row.origin = event.id;
  return row;
}

bool IsBlank(std::string_view line) { return line.find_first_not_of(" \t\r\v\f") == line.npos; }

}  // namespace

void RowSet::Add(std::string_view doc, std::span<const Event> events,
                 std::span<const std::vector<std::string>> features) {
  std::vector<Row>& rows = documents[FileName(doc)];
  for (size_t i = 0; i < events.size(); ++i) {
    rows.push_back(FromEvent(events[i]));
    if (i < features.size()) rows.back().features = features[i];
  }
}

Status AddJsonl(std::string_view text, const std::string& path, const LoadOptions& options,
                RowSet& rows) {
  simdjson::dom::parser parser;
  RowSet added;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (IsBlank(line)) continue;
    const std::string place = path + ":" + std::to_string(number) + ": ";
    object record;
    if (const auto error = parser.parse(line.data(), line.size()).get_object().get(record))
      return {ErrorCode::kBadInput, place + "not a JSON object: " + simdjson::error_message(error)};
    LineReader reader(record);
    const std::string doc = FileName(reader.Text("doc"));
    const std::string lang = reader.Text("lang");
    Row row = ReadRow(reader);
    row.origin = "line " + std::to_string(number);
    if (!reader.error().empty()) return {ErrorCode::kBadInput, place + reader.error()};
    if (doc.empty()) return {ErrorCode::kBadInput, place + "\"doc\" is missing"};
    if (options.docs && !options.docs->contains(doc)) continue;
    if (!options.lang.empty() && !lang.empty() && lang != options.lang) continue;
    std::vector<Row>& document = added.documents[doc];
    if (!row.event.empty()) document.push_back(std::move(row));
  }
  for (auto& [doc, list] : added.documents) {
    std::vector<Row>& document = rows.documents[doc];
    std::move(list.begin(), list.end(), std::back_inserter(document));
  }
  return Status::Ok();
}

// As Python's PurePosixPath(doc).name: trailing slashes and "." parts do not count.
std::string FileName(std::string_view doc) {
  while (!doc.empty()) {
    const size_t slash = doc.rfind('/');
    const std::string_view last = slash == doc.npos ? doc : doc.substr(slash + 1);
    if (!last.empty() && last != ".") return std::string(last);
    doc = slash == doc.npos ? std::string_view() : doc.substr(0, slash);
  }
  return {};
}

}  // namespace bongsu::evaluation
