// JSON of a brief. Written by hand for its lines: one sentence, source or record a line, so that a
// person can edit it and a diff reads well.
#include <simdjson.h>

#include "base/json.h"
#include "report/brief_render.h"

namespace bongsu::report {
namespace {

using base::JsonWriter;
using simdjson::dom::element;
using simdjson::dom::object;

constexpr const char* kFormat = "bongsu-brief/1";
constexpr const char* kBlockNames[] = {"list", "paragraph", "table", "chart"};

void Words(JsonWriter& json, const char* key, const std::vector<std::string>& words) {
  json.Key(key).BeginArray();
  for (const std::string& word : words) json.String(word);
  json.EndArray();
}

std::string SentenceJson(const BriefSentence& s) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  json.Key("kind").String(SentenceKindName(s.kind));
  if (!s.when.empty()) json.Key("when").String(s.when);
  if (!s.label.empty()) json.Key("label").String(s.label);
  json.Key("text").String(s.text);
  if (!s.quote.empty()) json.Key("quote").String(s.quote).Key("quote_lang").String(s.quote_lang);
  if (!s.counted.empty()) json.Key("counted").String(s.counted);
  json.Key("marks").BeginArray();
  for (const size_t mark : s.marks) json.Integer(static_cast<int64_t>(mark));
  json.EndArray();
  Words(json, "records", s.records);
  json.Key("asserts").BeginObject();
  json.Key("certainty").String(s.asserts.certainty);
  Words(json, "aux", s.asserts.aux);
  json.Key("attributed").Bool(s.asserts.attributed);
  json.Key("sources").Integer(static_cast<int64_t>(s.asserts.sources));
  json.Key("likelihood").Bool(s.asserts.likelihood);
  json.Key("confidence").Bool(s.asserts.confidence);
  json.EndObject();
  json.EndObject();
  return out;
}

std::string ChartJson(const BriefChart& chart) {
  std::string out;
  JsonWriter json(out);
  const auto whole = [&](const char* key, const std::optional<int64_t>& value) {
    json.Key(key);
    if (value)
      json.Integer(*value);
    else
      json.Null();
  };
  json.BeginObject();
  json.Key("id").String(chart.id);
  json.Key("title").String(chart.title);
  json.Key("unit").String(chart.unit);
  json.Key("days").BeginArray();
  for (const BriefChart::Day& day : chart.days) {
    json.BeginObject();
    json.Key("day").String(day.day);
    json.Key("fires").Integer(day.fires);
    json.Key("covered").Bool(day.covered);
    whole("count", day.count);
    json.Key("expected");
    if (day.expected)
      json.Number(*day.expected);
    else
      json.Null();
    whole("low", day.low);
    whole("high", day.high);
    json.Key("unusual").Bool(day.unusual);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return out;
}

std::string SourceJson(const BriefSource& s) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  json.Key("number").Integer(static_cast<int64_t>(s.number));
  json.Key("evidence").String(s.evidence);
  json.Key("lang").String(s.lang);
  json.Key("doc").String(s.doc);
  json.Key("title").String(s.title);
  json.Key("outlet").String(s.outlet);
  json.Key("url").String(s.url);
  json.Key("published").String(s.published);
  json.Key("said").String(s.said);
  json.EndObject();
  return out;
}

std::string RecordJson(const BriefRecord& r) {
  std::string out;
  JsonWriter json(out);
  json.BeginObject();
  json.Key("id").String(r.id);
  json.Key("occurrence").String(r.occurrence);
  json.Key("event").String(r.event);
  Words(json, "mode", r.mode);
  json.Key("frame").String(r.frame);
  Words(json, "actor", r.actor);
  Words(json, "recipient", r.recipient);
  Words(json, "item", r.item);
  Words(json, "aux", r.aux);
  json.Key("certainty").String(r.certainty);
  Words(json, "attribution", r.attribution);
  json.Key("date").String(r.date).Key("date_to").String(r.date_to);
  json.Key("due").String(r.due).Key("due_to").String(r.due_to);
  json.Key("source").String(r.source);
  json.Key("mark").Integer(static_cast<int64_t>(r.mark));
  json.EndObject();
  return out;
}

std::string Quoted(std::string_view text) {
  std::string out;
  base::AppendJsonString(out, text);
  return out;
}

// `each` appends one element; they stand on lines of their own.
template <typename List, typename Each>
void Lines(const List& list, const std::string& indent, std::string* out, Each each) {
  *out += "[";
  for (size_t i = 0; i < list.size(); ++i) *out += (i == 0 ? "\n" : ",\n") + indent + each(list[i]);
  *out += "]";
}

std::string BlockJson(const BriefBlock& block) {
  std::string out = "{\"kind\":" + Quoted(kBlockNames[static_cast<size_t>(block.kind)]) +
                    ",\"heading\":" + Quoted(block.heading);
  if (block.kind == BriefBlockKind::kChart)
    return out + ",\"chart\":" + ChartJson(block.chart) + "}";
  if (block.kind != BriefBlockKind::kTable) {
    out += ",\"sentences\":";
    Lines(block.sentences, "    ", &out, SentenceJson);
    return out + "}";
  }
  out += ",\"columns\":";
  Lines(block.columns, "    ", &out, [](const std::string& c) { return Quoted(c); });
  out += ",\"rows\":";
  Lines(block.rows, "    ", &out, [](const auto& row) {
    std::string cells;
    Lines(row, "      ", &cells, [](const auto& cell) {
      std::string sentences;
      Lines(cell, "        ", &sentences, SentenceJson);
      return sentences;
    });
    return cells;
  });
  return out + "}";
}

// Reading: the first field that is off is remembered with its place.
class Reader {
 public:
  const std::string& error() const { return error_; }
  void Fail(const std::string& what) {
    if (error_.empty()) error_ = place_ + what;
  }
  void At(std::string place) { place_ = std::move(place) + ": "; }

  std::string Text(const object& from, const char* key) {
    element value;
    std::string_view text;
    if (from[key].get(value)) return {};  // left out: empty
    if (value.get_string().get(text)) Fail("`" + std::string(key) + "` is not a string");
    return std::string(text);
  }
  int64_t Whole(const object& from, const char* key) {
    element value;
    int64_t number = 0;
    if (from[key].get(value)) return 0;
    if (value.get_int64().get(number) || number < 0 || number > 1'000'000'000)
      Fail("`" + std::string(key) + "` is not a whole number from 0 to 1,000,000,000");
    return number;
  }
  bool Flag(const object& from, const char* key) {
    element value;
    bool flag = false;
    if (from[key].get(value)) return false;
    if (value.get_bool().get(flag)) Fail("`" + std::string(key) + "` is not true or false");
    return flag;
  }
  std::vector<std::string> List(const object& from, const char* key) {
    std::vector<std::string> out;
    Each(from, key, [&](const element& e) {
      std::string_view text;
      if (e.get_string().get(text))
        return Fail("`" + std::string(key) + "` is not a list of strings");
      out.emplace_back(text);
    });
    return out;
  }
  template <typename F>
  void Each(const object& from, const char* key, F each) {
    element value;
    simdjson::dom::array array;
    if (from[key].get(value)) return;
    if (value.get_array().get(array)) return Fail("`" + std::string(key) + "` is not a list");
    for (const element e : array) each(e);
  }
  template <typename F>
  void EachObject(const object& from, const char* key, F each) {
    Each(from, key, [&](const element& e) {
      object one;
      if (e.get_object().get(one))
        return Fail("`" + std::string(key) + "` is not a list of objects");
      each(one);
    });
  }

  BriefSentence Sentence(const object& from) {
    BriefSentence s;
    s.text = Text(from, "text");
    const std::string kind = Text(from, "kind");
    bool known = false;
    for (const SentenceKind k : {SentenceKind::kClaim, SentenceKind::kMeasure, SentenceKind::kNote})
      if (kind == SentenceKindName(k)) s.kind = k, known = true;
    if (!known) Fail("no such kind of sentence: `" + kind + "`");
    s.when = Text(from, "when");
    s.label = Text(from, "label");
    s.quote = Text(from, "quote");
    s.quote_lang = Text(from, "quote_lang");
    s.counted = Text(from, "counted");
    Each(from, "marks", [&](const element& e) {
      int64_t mark = 0;
      if (e.get_int64().get(mark) || mark < 0) return Fail("`marks` is not a list of numbers");
      s.marks.push_back(static_cast<size_t>(mark));
    });
    s.records = List(from, "records");
    element value;
    object asserts;
    if (from["asserts"].get(value)) return s;
    if (value.get_object().get(asserts)) {
      Fail("`asserts` is not an object");
      return s;
    }
    s.asserts.certainty = Text(asserts, "certainty");
    s.asserts.aux = List(asserts, "aux");
    s.asserts.attributed = Flag(asserts, "attributed");
    s.asserts.sources = static_cast<size_t>(Whole(asserts, "sources"));
    s.asserts.likelihood = Flag(asserts, "likelihood");
    s.asserts.confidence = Flag(asserts, "confidence");
    return s;
  }

  BriefChart Chart(const object& from) {
    BriefChart chart{Text(from, "id"), Text(from, "title"), Text(from, "unit"), {}};
    EachObject(from, "days", [&](const object& day) {
      BriefChart::Day& d = chart.days.emplace_back();
      d.day = Text(day, "day");
      d.fires = static_cast<int>(Whole(day, "fires"));
      d.covered = Flag(day, "covered");
      d.unusual = Flag(day, "unusual");
      const auto whole = [&](const char* key, std::optional<int64_t>* out) {
        element value;
        if (!day[key].get(value) && !value.is_null()) *out = Whole(day, key);
      };
      whole("count", &d.count);
      whole("low", &d.low);
      whole("high", &d.high);
      element value;
      double expected = 0;
      if (!day["expected"].get(value) && !value.is_null()) {
        if (value.get_double().get(expected)) return Fail("`expected` is not a number");
        d.expected = expected;
      }
    });
    return chart;
  }

  BriefBlock Block(const object& from) {
    BriefBlock block;
    const std::string kind = Text(from, "kind");
    bool known = false;
    for (size_t i = 0; i < std::size(kBlockNames); ++i)
      if (kind == kBlockNames[i]) block.kind = static_cast<BriefBlockKind>(i), known = true;
    if (!known) Fail("no such kind of block: `" + kind + "`");
    block.heading = Text(from, "heading");
    EachObject(from, "sentences", [&](const object& s) { block.sentences.push_back(Sentence(s)); });
    block.columns = List(from, "columns");
    Each(from, "rows", [&](const element& row) {
      simdjson::dom::array cells;
      if (row.get_array().get(cells)) return Fail("a row is not a list of cells");
      auto& read = block.rows.emplace_back();
      for (const element cell : cells) {
        simdjson::dom::array sentences;
        if (cell.get_array().get(sentences)) return Fail("a cell is not a list of sentences");
        auto& into = read.emplace_back();
        for (const element e : sentences) {
          object s;
          if (e.get_object().get(s)) return Fail("a cell holds what is no sentence");
          into.push_back(Sentence(s));
        }
      }
    });
    element chart;
    object of_chart;
    if (!from["chart"].get(chart)) {
      if (chart.get_object().get(of_chart))
        Fail("`chart` is not an object");
      else
        block.chart = Chart(of_chart);
    }
    return block;
  }

  BriefSource Source(const object& from) {
    return {static_cast<size_t>(Whole(from, "number")),
            Text(from, "evidence"),
            Text(from, "lang"),
            Text(from, "doc"),
            Text(from, "title"),
            Text(from, "outlet"),
            Text(from, "url"),
            Text(from, "published"),
            Text(from, "said")};
  }

  BriefRecord Record(const object& from) {
    BriefRecord r;
    r.id = Text(from, "id");
    r.occurrence = Text(from, "occurrence");
    r.event = Text(from, "event");
    r.mode = List(from, "mode");
    r.frame = Text(from, "frame");
    r.actor = List(from, "actor");
    r.recipient = List(from, "recipient");
    r.item = List(from, "item");
    r.aux = List(from, "aux");
    r.certainty = Text(from, "certainty");
    r.attribution = List(from, "attribution");
    r.date = Text(from, "date");
    r.date_to = Text(from, "date_to");
    r.due = Text(from, "due");
    r.due_to = Text(from, "due_to");
    r.source = Text(from, "source");
    r.mark = static_cast<size_t>(Whole(from, "mark"));
    return r;
  }

 private:
  std::string place_, error_;
};

void ReadPart(Reader& reader, const object& from, Brief* brief) {
  BriefPart part;
  const std::string kind = reader.Text(from, "kind");
  if (const auto named = BriefPartNamed(kind))
    part.kind = *named;
  else
    reader.Fail("no such part: `" + kind + "`");
  part.heading = reader.Text(from, "heading");
  reader.EachObject(from, "blocks", [&](const object& block) {
    reader.At("part " + kind + ", block " + std::to_string(part.blocks.size() + 1));
    part.blocks.push_back(reader.Block(block));
  });
  brief->parts.push_back(std::move(part));
}

}  // namespace

std::string BriefJson(const Brief& brief) {
  std::string out = "{\"format\":" + Quoted(kFormat);
  const auto text = [&](const char* key, const std::string& value) {
    out += ",\n\"" + std::string(key) + "\":" + Quoted(value);
  };
  text("lang", brief.lang);
  text("title", brief.title);
  text("excerpt", brief.excerpt);
  text("situation", brief.situation);
  text("situation_name", brief.situation_name);
  out += ",\n\"dyad\":[";
  for (size_t i = 0; i < brief.dyad.size(); ++i) out += (i == 0 ? "" : ",") + Quoted(brief.dyad[i]);
  out += "]";
  text("doc", brief.doc);
  text("since", brief.since);
  text("until", brief.until);
  out += ",\n\"fires\":" + std::to_string(brief.fires) +
         ",\n\"fires_before\":" + std::to_string(brief.fires_before) + ",\n\"parts\":";
  Lines(brief.parts, "", &out, [](const BriefPart& part) {
    std::string one = "{\"kind\":" + Quoted(BriefPartName(part.kind)) +
                      ",\"heading\":" + Quoted(part.heading) + ",\"blocks\":";
    Lines(part.blocks, "  ", &one, BlockJson);
    return one + "}";
  });
  out += ",\n\"sources\":";
  Lines(brief.sources, "", &out, SourceJson);
  out += ",\n\"records\":";
  Lines(brief.records, "", &out, RecordJson);
  return out + "}\n";
}

Result<Brief> ParseBriefJson(std::string_view text, const std::string& file) {
  if (text.size() > kMaxBriefBytes)
    return {ErrorCode::kResourceExhausted,
            file + ": larger than " + std::to_string(kMaxBriefBytes >> 20) + " MB"};
  simdjson::dom::parser parser;
  element root;
  object top;
  if (const auto error = parser.parse(simdjson::padded_string(text)).get(root))
    return {ErrorCode::kBadInput, file + ": not JSON: " + simdjson::error_message(error)};
  if (root.get_object().get(top)) return {ErrorCode::kBadInput, file + ": not an object"};
  Reader reader;
  if (const std::string format = reader.Text(top, "format"); format != kFormat)
    return {ErrorCode::kBadInput,
            file + ": `format` is \"" + format + "\", not \"" + kFormat + "\""};
  Brief brief;
  brief.lang = reader.Text(top, "lang");
  if (brief.lang != "ko" && brief.lang != "en" && brief.lang != "ja")
    reader.Fail("`lang` is \"" + brief.lang + "\", not ko, en or ja");
  brief.title = reader.Text(top, "title");
  brief.excerpt = reader.Text(top, "excerpt");
  brief.situation = reader.Text(top, "situation");
  brief.situation_name = reader.Text(top, "situation_name");
  brief.dyad = reader.List(top, "dyad");
  brief.doc = reader.Text(top, "doc");
  brief.since = reader.Text(top, "since");
  brief.until = reader.Text(top, "until");
  brief.fires = static_cast<int>(reader.Whole(top, "fires"));
  brief.fires_before = static_cast<int>(reader.Whole(top, "fires_before"));
  reader.EachObject(top, "parts", [&](const object& part) {
    reader.At("part " + std::to_string(brief.parts.size() + 1));
    ReadPart(reader, part, &brief);
  });
  reader.EachObject(top, "sources", [&](const object& source) {
    reader.At("source " + std::to_string(brief.sources.size() + 1));
    brief.sources.push_back(reader.Source(source));
  });
  reader.EachObject(top, "records", [&](const object& record) {
    reader.At("record " + std::to_string(brief.records.size() + 1));
    brief.records.push_back(reader.Record(record));
  });
  if (!reader.error().empty()) return {ErrorCode::kBadInput, file + ": " + reader.error()};
  return brief;
}

}  // namespace bongsu::report
