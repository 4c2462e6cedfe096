#include "store/event_parse.h"

#include <simdjson.h>

#include <limits>
#include <string>

namespace bongsu::store {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

// Reads the fields of a record; the first that is off is remembered, with its key.
class FieldReader {
 public:
  const std::string& error() const { return error_; }

  void Text(const object& from, const char* key, std::string* out) {
    std::string_view text;
    if (from[key].get_string().get(text)) return Fail(key, "a string");
    *out = text;
  }

  void Real(const object& from, const char* key, double* out) {
    if (from[key].get_double().get(*out)) Fail(key, "a number");
  }

  void OptionalReal(const object& from, const char* key, std::optional<double>* out) {
    if (IsNull(from, key)) return;
    Real(from, key, &out->emplace());
  }

  void Span(const object& from, ByteSpan* out) {
    Offset(from, "begin", &out->begin);
    Offset(from, "end", &out->end);
  }

  void Words(const object& from, const char* key, std::vector<std::string>* out) {
    Each(from, key, [&](const element& e) {
      std::string_view text;
      if (e.get_string().get(text)) return Fail(key, "a list of strings");
      out->emplace_back(text);
    });
  }

  // `read(object, value)` for each object of a list.
  template <typename T, typename Read>
  void Objects(const object& from, const char* key, std::vector<T>* out, Read read) {
    Each(from, key, [&](const element& e) {
      object one;
      if (e.get_object().get(one)) return Fail(key, "a list of objects");
      read(one, out->emplace_back());
    });
  }

  template <typename Read>
  void Object(const object& from, const char* key, Read read) {
    object one;
    if (from[key].get_object().get(one)) return Fail(key, "an object");
    read(one);
  }

  // `read(object, value)` unless the key is null.
  template <typename T, typename Read>
  void OptionalObject(const object& from, const char* key, std::optional<T>* out, Read read) {
    if (IsNull(from, key)) return;
    Object(from, key, [&](const object& one) { read(one, out->emplace()); });
  }

  void Count(const object& from, const char* key, std::optional<CountRange>* out) {
    if (IsNull(from, key)) return;
    CountRange& range = out->emplace();
    size_t n = 0;
    Each(from, key, [&](const element& e) {
      int64_t value = 0;
      if (n >= 2) return Fail(key, "a pair");
      if (!e.is_null() && e.get_int64().get(value)) return Fail(key, "a pair of integers or nulls");
      if (!e.is_null()) (n == 0 ? range.low : range.high) = value;
      ++n;
    });
    if (n != 2) Fail(key, "a pair");
  }

 private:
  void Fail(const char* key, const char* wanted) {
    if (error_.empty()) error_ = std::string("\"") + key + "\" is missing or not " + wanted;
  }

  // A missing key is not null: the read that follows reports it.
  static bool IsNull(const object& from, const char* key) {
    element value;
    return !from[key].get(value) && value.is_null();
  }

  void Offset(const object& from, const char* key, uint32_t* out) {
    uint64_t value = 0;
    if (from[key].get_uint64().get(value) || value > std::numeric_limits<uint32_t>::max())
      return Fail(key, "a byte offset");
    *out = static_cast<uint32_t>(value);
  }

  template <typename Visit>
  void Each(const object& from, const char* key, Visit visit) {
    simdjson::dom::array list;
    if (from[key].get_array().get(list)) return Fail(key, "a list");
    for (const element e : list) visit(e);
  }

  std::string error_;
};

void ReadEvent(FieldReader& r, const object& o, Event& e) {
  const auto entity = [&r](const object& from, EntityRef& out) {
    r.Text(from, "code", &out.code);
    r.Text(from, "sector", &out.sector);
    r.Text(from, "name", &out.name);
    r.Text(from, "entity", &out.entity);
    r.Span(from, &out.span);
  };
  const auto date = [&r](const object& from, EventDate& out) {
    r.Text(from, "from", &out.from);
    r.Text(from, "to", &out.to);
    r.Text(from, "basis", &out.basis);
  };
  const auto quantity = [&r](const object& from, Quantity& out) {
    r.Real(from, "value", &out.value);
    r.Text(from, "unit", &out.unit);
    r.Text(from, "of", &out.of);
  };
  const auto evidence = [&](const char* key, TextEvidence& out) {
    r.Object(o, key, [&](const object& from) {
      r.Text(from, "text", &out.text);
      r.Span(from, &out.span);
    });
  };
  r.Text(o, "id", &e.id);
  r.Text(o, "doc", &e.doc);
  r.Text(o, "lang", &e.lang);
  r.Text(o, "event", &e.event);
  r.Words(o, "mode", &e.mode);
  r.Words(o, "context", &e.context);
  r.Objects(o, "actor", &e.actor, entity);
  r.Objects(o, "recipient", &e.recipient, entity);
  r.Words(o, "aux", &e.aux);
  r.Text(o, "certainty", &e.certainty);
  r.Objects(o, "attribution", &e.attribution, entity);
  r.Objects(o, "via", &e.via, entity);
  r.Words(o, "item", &e.item);
  r.Objects(o, "quantity", &e.quantity, quantity);
  r.Object(o, "casualties", [&](const object& from) {
    r.Count(from, "dead", &e.dead);
    r.Count(from, "injured", &e.injured);
  });
  r.Object(o, "thresholds", [&](const object& from) {
    r.OptionalReal(from, "range_km", &e.range_km);
    r.OptionalReal(from, "payload_kg", &e.payload_kg);
  });
  r.OptionalObject(o, "date", &e.date, date);
  r.OptionalObject(o, "due", &e.due, date);
  r.OptionalObject(o, "place", &e.place, [&](const object& from, EventPlace& out) {
    r.Text(from, "country", &out.country);
    r.Text(from, "name", &out.name);
    r.Span(from, &out.span);
  });
  r.OptionalObject(o, "content", &e.content, [&](const object& from, EventContent& out) {
    r.Text(from, "event", &out.event);
    r.Objects(from, "actor", &out.actor, entity);
    r.Objects(from, "recipient", &out.recipient, entity);
    r.Words(from, "item", &out.item);
    r.OptionalObject(from, "due", &out.due, date);
  });
  r.Words(o, "about", &e.about);
  evidence("trigger", e.trigger);
  evidence("evidence", e.evidence);
  r.Text(o, "frame", &e.frame);
  r.Text(o, "rule", &e.rule);
  r.Text(o, "entry", &e.entry);
  r.Real(o, "score", &e.score);
  r.OptionalReal(o, "confidence", &e.confidence);
}

}  // namespace

Result<Event> ParseEvent(std::string_view json) {
  thread_local simdjson::dom::parser parser;
  object record;
  if (const auto error = parser.parse(json.data(), json.size()).get_object().get(record))
    return {ErrorCode::kCorruption,
            std::string("event record is not a JSON object: ") + simdjson::error_message(error)};
  FieldReader reader;
  Event event;
  ReadEvent(reader, record, event);
  if (!reader.error().empty()) return {ErrorCode::kCorruption, "event record: " + reader.error()};
  return event;
}

}  // namespace bongsu::store
