// The event record of codebook section 1, field for field.
#ifndef BONGSU_EVENT_H_
#define BONGSU_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/span.h"

namespace bongsu {

// A party as the text names it.
struct EntityRef {
  std::string code;    // ISO 3166 alpha-3 or a code of codebook section 4; "---" unresolved
  std::string sector;  // GOV, MIL, LEG ...
  std::string name;    // as written in the text
  std::string entity;  // stable id: "state:RUS", "org:NATO", "person:blinken_antony"; may be empty
  ByteSpan span;       // where it is named, in the source
};

struct Quantity {
  double value = 0;
  std::string unit;  // "container", "person", "tonne", "USD" ...
  std::string of;    // item or noun; may be empty
};

// Casualty count as an interval; an open end is nullopt.
struct CountRange {
  std::optional<int64_t> low, high;
};

struct EventDate {
  std::string from, to;  // ISO dates, inclusive
  std::string basis;     // stated | relative | publication | unknown
};

struct EventPlace {
  std::string country;  // alpha-3 or empty
  std::string name;
  ByteSpan span;
};

struct TextEvidence {
  std::string text;
  ByteSpan span;
};

// What a request, promise, threat, offer or denial is about. Part of the statement; no event.
struct EventContent {
  std::string event;
  std::vector<EntityRef> actor, recipient;
  std::vector<std::string> item;
  std::optional<EventDate> due;
};

struct Event {
  std::string id, doc, lang;
  std::string event;  // AGREE ... ASSAULT
  std::vector<std::string> mode, context;
  std::vector<EntityRef> actor, recipient;
  std::vector<std::string> aux;  // historical | future | hypothetical | negation, in this order
  std::string certainty;  // denied | negated | possible | planned | background | claimed | reported
  std::vector<EntityRef> attribution, via;
  std::vector<std::string> item;
  std::vector<Quantity> quantity;
  std::optional<CountRange> dead, injured;
  std::optional<double> range_km, payload_kg;
  std::optional<EventDate> date;  // null when neither stated nor publication applies
  std::optional<EventDate> due;
  std::optional<EventPlace> place;
  std::optional<EventContent> content;
  std::vector<std::string> about;  // ids of other records of the document
  TextEvidence trigger, evidence;
  std::string frame, rule, entry;
  double score = 0;
  std::optional<double> confidence;  // 0..1, three decimals; null until a calibration ships
};

// The quad class of an event name: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
// 4 material conflict; 0 for an unknown name (codebook section 2).
int QuadClass(std::string_view event);
// "verbal cooperation" ... for 1..4, else "".
const char* QuadClassName(int quad);

// The record as one line of JSON without the line feed: exactly the keys and the order of codebook
// section 1.
std::string ToJson(const Event& event);

}  // namespace bongsu

#endif  // BONGSU_EVENT_H_
