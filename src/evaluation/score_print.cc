#include <algorithm>
#include <charconv>
#include <initializer_list>

#include "base/json.h"
#include "evaluation/score.h"

namespace bongsu::evaluation {
namespace {

using base::JsonWriter;

void Write(JsonWriter& w, const Ratios& ratios) {
  w.Key("p").Number(ratios.p).Key("r").Number(ratios.r).Key("f1").Number(ratios.f1);
}

void WriteCounts(JsonWriter& w, const LevelScore& level) {
  w.Key("tp_fp_fn").BeginArray().Integer(level.tp).Integer(level.fp).Integer(level.fn).EndArray();
}

void Write(JsonWriter& w, const char* key, const LevelScore& level) {
  w.Key(key).BeginObject();
  Write(w, level.ratios);
  WriteCounts(w, level);
  w.Key("matched_optional").Integer(level.matched_optional).EndObject();
}

void Write(JsonWriter& w, const std::string& key, const ValueScore& value) {
  w.Key(key).BeginObject();
  Write(w, value.ratios);
  w.Key("gold").Integer(value.gold).EndObject();
}

constexpr size_t kNameWidth = 16;

std::string Fixed(double value, int decimals) {
  char digits[64];
  return {
      digits,
      std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, decimals).ptr};
}

// A line of the table: the name flush left, the numbers and their headings flush right.
std::string Line(std::string name, std::initializer_list<std::string> cells) {
  name.resize(std::max(name.size(), kNameWidth), ' ');
  for (const std::string& cell : cells)
    name += std::string(cell.size() < 10 ? 10 - cell.size() : 1, ' ') + cell;
  return name + "\n";
}

std::string LevelLine(const std::string& name, const LevelScore& level, bool with_optional) {
  const Ratios& x = level.ratios;
  const auto n = [](int64_t count) { return std::to_string(count); };
  if (!with_optional)
    return Line(name, {Fixed(x.p, 3), Fixed(x.r, 3), Fixed(x.f1, 3), n(level.tp), n(level.fp),
                       n(level.fn)});
  return Line(name, {Fixed(x.p, 3), Fixed(x.r, 3), Fixed(x.f1, 3), n(level.tp), n(level.fp),
                     n(level.fn), n(level.matched_optional)});
}

std::string ValueLine(const std::string& name, const ValueScore& value) {
  const Ratios& x = value.ratios;
  return Line(name, {Fixed(x.p, 3), Fixed(x.r, 3), Fixed(x.f1, 3), std::to_string(value.gold)});
}

}  // namespace

std::string ToJson(const Score& score) {
  std::string out;
  JsonWriter w(out);
  w.BeginObject()
      .Key("docs")
      .Integer(score.docs)
      .Key("docs_with_events")
      .Integer(score.docs_with_events);
  Write(w, "type", score.type);
  Write(w, "dyad", score.dyad);
  Write(w, "full", score.full);
  w.Key("attributes").BeginObject();
  for (const auto& [name, attribute] : score.attributes)
    w.Key(name)
        .BeginObject()
        .Key("right")
        .Number(attribute.right)
        .Key("n")
        .Integer(attribute.n)
        .EndObject();
  w.EndObject().Key("aux").BeginObject();
  for (const auto& [name, value] : score.aux) Write(w, name, value);
  w.EndObject();
  Write(w, "attribution", score.attribution);
  Write(w, "item", score.item);
  if (score.per_type) {
    w.Key("per_type").BeginObject();
    for (const auto& [event, level] : *score.per_type) {
      w.Key(event).BeginObject();
      Write(w, level.ratios);
      WriteCounts(w, level);
      w.EndObject();
    }
    w.EndObject();
  }
  w.Key("false_alarms_per_100_empty");
  score.false_alarms_per_100_empty ? w.Number(*score.false_alarms_per_100_empty) : w.Null();
  w.EndObject();
  return out;
}

std::string FormatTable(const Score& score) {
  std::string out = "documents " + std::to_string(score.docs) + ", of them with events in gold " +
                    std::to_string(score.docs_with_events) + "\n\n";
  out += Line("level", {"precision", "recall", "F1", "right", "false", "missed", "optional"});
  out += LevelLine("type", score.type, true) + LevelLine("dyad", score.dyad, true);
  out += LevelLine("full", score.full, true);
  out += "\n" + Line("rare value", {"precision", "recall", "F1", "in gold"});
  for (const auto& [name, value] : score.aux) out += ValueLine(name, value);
  out += ValueLine("attribution", score.attribution) + ValueLine("item", score.item);
  out += "\n" + Line("attribute", {"exact", "of"});
  for (const auto& [name, attribute] : score.attributes)
    out += Line(name, {Fixed(attribute.right, 3), std::to_string(attribute.n)});
  if (score.per_type) {
    out += "\n" + Line("event", {"precision", "recall", "F1", "right", "false", "missed"});
    for (const auto& [event, level] : *score.per_type) out += LevelLine(event, level, false);
  }
  out += "\nfalse alarms per 100 documents without events: ";
  out += score.false_alarms_per_100_empty ? Fixed(*score.false_alarms_per_100_empty, 1)
                                          : "no such documents";
  return out + "\n";
}

}  // namespace bongsu::evaluation
