#include <string>

#include "base/json.h"
#include "bongsu/event.h"

namespace bongsu {
namespace {

using base::JsonWriter;

void Span(JsonWriter& w, ByteSpan span) {
  w.Key("begin").Integer(span.begin).Key("end").Integer(span.end);
}

void Strings(JsonWriter& w, std::string_view key, const std::vector<std::string>& values) {
  w.Key(key).BeginArray();
  for (const std::string& v : values) w.String(v);
  w.EndArray();
}

void Entities(JsonWriter& w, std::string_view key, const std::vector<EntityRef>& entities) {
  w.Key(key).BeginArray();
  for (const EntityRef& e : entities) {
    w.BeginObject().Key("code").String(e.code).Key("sector").String(e.sector);
    w.Key("name").String(e.name).Key("entity").String(e.entity);
    Span(w, e.span);
    w.EndObject();
  }
  w.EndArray();
}

void Count(JsonWriter& w, std::string_view key, const std::optional<CountRange>& count) {
  w.Key(key);
  if (!count) {
    w.Null();
    return;
  }
  w.BeginArray();
  for (const auto& end : {count->low, count->high}) end ? w.Integer(*end) : w.Null();
  w.EndArray();
}

void OptionalNumber(JsonWriter& w, std::string_view key, const std::optional<double>& value) {
  w.Key(key);
  value ? w.Number(*value) : w.Null();
}

void Date(JsonWriter& w, std::string_view key, const std::optional<EventDate>& date) {
  w.Key(key);
  if (!date) {
    w.Null();
    return;
  }
  w.BeginObject().Key("from").String(date->from).Key("to").String(date->to);
  w.Key("basis").String(date->basis).EndObject();
}

void Evidence(JsonWriter& w, std::string_view key, const TextEvidence& evidence) {
  w.Key(key).BeginObject().Key("text").String(evidence.text);
  Span(w, evidence.span);
  w.EndObject();
}

void Quantities(JsonWriter& w, const std::vector<Quantity>& quantities) {
  w.Key("quantity").BeginArray();
  for (const Quantity& q : quantities) {
    w.BeginObject().Key("value").Number(q.value).Key("unit").String(q.unit);
    w.Key("of").String(q.of).EndObject();
  }
  w.EndArray();
}

void Place(JsonWriter& w, const std::optional<EventPlace>& place) {
  w.Key("place");
  if (!place) {
    w.Null();
    return;
  }
  w.BeginObject().Key("country").String(place->country).Key("name").String(place->name);
  Span(w, place->span);
  w.EndObject();
}

void Content(JsonWriter& w, const std::optional<EventContent>& content) {
  w.Key("content");
  if (!content) {
    w.Null();
    return;
  }
  w.BeginObject().Key("event").String(content->event);
  Entities(w, "actor", content->actor);
  Entities(w, "recipient", content->recipient);
  Strings(w, "item", content->item);
  Date(w, "due", content->due);
  w.EndObject();
}

}  // namespace

std::string ToJson(const Event& e) {
  std::string out;
  out.reserve(1024);
  JsonWriter w(out);
  w.BeginObject().Key("id").String(e.id).Key("doc").String(e.doc).Key("lang").String(e.lang);
  w.Key("event").String(e.event);
  Strings(w, "mode", e.mode);
  Strings(w, "context", e.context);
  Entities(w, "actor", e.actor);
  Entities(w, "recipient", e.recipient);
  Strings(w, "aux", e.aux);
  w.Key("certainty").String(e.certainty);
  Entities(w, "attribution", e.attribution);
  Entities(w, "via", e.via);
  Strings(w, "item", e.item);
  Quantities(w, e.quantity);
  w.Key("casualties").BeginObject();
  Count(w, "dead", e.dead);
  Count(w, "injured", e.injured);
  w.EndObject().Key("thresholds").BeginObject();
  OptionalNumber(w, "range_km", e.range_km);
  OptionalNumber(w, "payload_kg", e.payload_kg);
  w.EndObject();
  Date(w, "date", e.date);
  Date(w, "due", e.due);
  Place(w, e.place);
  Content(w, e.content);
  Strings(w, "about", e.about);
  Evidence(w, "trigger", e.trigger);
  Evidence(w, "evidence", e.evidence);
  w.Key("frame").String(e.frame).Key("rule").String(e.rule).Key("entry").String(e.entry);
  w.Key("score").Number(e.score);
  OptionalNumber(w, "confidence", e.confidence);
  w.EndObject();
  return out;
}

}  // namespace bongsu
