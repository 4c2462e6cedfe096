#include "report/review_text.h"

#include <fmt/format.h>

#include "base/json.h"
#include "report/event_table.h"
#include "store/event_parse.h"

namespace bongsu::report {
namespace {

void Parties(base::JsonWriter& json, const char* key, const std::vector<EntityRef>& parties) {
  json.Key(key).BeginArray();
  for (const EntityRef& r : parties) json.String(r.code + "/" + r.sector);
  json.EndArray();
}

void Words(base::JsonWriter& json, const char* key, const std::vector<std::string>& words) {
  json.Key(key).BeginArray();
  for (const std::string& word : words) json.String(word);
  json.EndArray();
}

void Evidence(base::JsonWriter& json, const char* key, const TextEvidence& evidence) {
  json.Key(key).BeginObject();
  json.Key("begin").Integer(evidence.span.begin);
  json.Key("end").Integer(evidence.span.end);
  json.EndObject();
}

}  // namespace

std::string DecisionLine(const store::DecisionEntry& d) {
  std::string records;
  for (const store::DecisionEntry::Side& side : d.sides)
    records += (records.empty() ? "" : " and ") +
               (side.event.empty() ? "orphan of " + TsvField(side.doc) : side.event);
  return fmt::format("{}  {}  {}  {} {}{}{}", d.number, d.made, TsvField(d.who), d.kind, records,
                     d.payload.empty() ? "" : "  " + TsvField(d.payload),
                     d.reason.empty() ? "" : "  (" + TsvField(d.reason) + ")");
}

Result<std::string> GoldRow(const store::DecisionEntry& d) {
  if ((d.kind != "accept" && d.kind != "correct") || d.orphan() || d.sides[0].record.empty())
    return std::string();
  BONGSU_ASSIGN_OR_RETURN(const Event e, store::ParseEvent(d.sides[0].record));
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("doc").String(e.doc);
  json.Key("lang").String(e.lang);
  json.Key("event").String(e.event);
  Words(json, "mode", e.mode);
  Parties(json, "actor", e.actor);
  Parties(json, "recipient", e.recipient);
  Words(json, "aux", e.aux);
  Parties(json, "attribution", e.attribution);
  Words(json, "item", e.item);
  Words(json, "context", e.context);
  json.Key("date");
  if (e.date) {
    json.BeginObject();
    json.Key("from").String(e.date->from);
    json.Key("to").String(e.date->to);
    json.Key("basis").String(e.date->basis);
    json.EndObject();
  } else {
    json.Null();
  }
  json.Key("weight").String("core");
  Evidence(json, "trigger", e.trigger);
  Evidence(json, "evidence", e.evidence);
  json.EndObject();
  return out;
}

}  // namespace bongsu::report
