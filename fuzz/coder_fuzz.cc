// The coder behind the one door for sources: any bytes that read as a document give records whose
// evidence decodes to its text, whose ids are unique, and which come out the same again, with and
// without a trace. The document is coded as Korean whatever it is.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "coding/coder.h"
#include "coding/trace.h"
#include "document/reader.h"
#include "lexicon/lexicon.h"
#include "text/utf8.h"

namespace {

using namespace bongsu;

constexpr size_t kMaxBytes = 16384;  // longer inputs find nothing new

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

const coding::Coder& RealCoder() {
  static const auto lexicon = lexicon::Lexicon::Compile(std::string(BONGSU_DATA_DIR));
  Require(lexicon.has_value(), "the lexicon compiles");
  static const auto coder = coding::Coder::Create(**lexicon);
  Require(coder.has_value(), "the coder is made");
  return **coder;
}

// True if some block decodes `span` to `text`; a span does not say which block it is of.
bool Decodes(const Document& d, ByteSpan span, const std::string& text) {
  return std::any_of(d.blocks.begin(), d.blocks.end(), [&](const Block& b) {
    return b.SourceSpan(0, static_cast<uint32_t>(b.text.size())).contains(span) &&
           DecodeRange(d.source, span, b.rule) == text;
  });
}

void CheckSpan(const Document& d, ByteSpan span, const std::string& text) {
  Require(!span.empty() && span.end <= d.source.size(), "a span lies in the source");
  Require(text::IsBoundary(d.source, span.begin) && text::IsBoundary(d.source, span.end),
          "a span lies on code points");
  Require(Decodes(d, span, text), "a span decodes to its text");
}

void CheckDate(const std::optional<EventDate>& date) {
  if (!date) return;
  Require(date->from.size() == 10 && date->to.size() == 10 && date->from <= date->to,
          "a date is an interval of days");
  Require(date->basis == "stated" || date->basis == "relative" || date->basis == "publication",
          "a date has a basis");
}

void CheckEvent(const Document& d, const Event& e, const std::set<std::string>& ids) {
  Require(e.doc == d.id && e.lang == "ko", "a record names its document");
  Require(e.id.size() == 18 && e.id.starts_with("e-"), "an id is e- and 16 digits");
  Require(QuadClass(e.event) > 0, "the event is of the ontology");
  Require(!e.actor.empty(), "a record has an actor");
  Require(!e.certainty.empty() && !e.frame.empty() && !e.rule.empty() && !e.entry.empty(),
          "a record says what fired");
  CheckSpan(d, e.trigger.span, e.trigger.text);
  CheckSpan(d, e.evidence.span, e.evidence.text);
  Require(e.evidence.span.contains(e.trigger.span), "the trigger lies in the evidence");
  for (const auto* side : {&e.actor, &e.recipient, &e.attribution, &e.via})
    for (const EntityRef& p : *side) {
      Require(!p.code.empty(), "a party has a code");
      if (!p.name.empty()) CheckSpan(d, p.span, p.name);
    }
  if (e.place && !e.place->name.empty()) CheckSpan(d, e.place->span, e.place->name);
  CheckDate(e.date);
  CheckDate(e.due);
  for (const std::string& id : e.about)
    Require(id != e.id && ids.contains(id), "a record is about another record");
}

std::string Json(const std::vector<Event>& events) {
  std::string out;
  for (const Event& e : events) out += ToJson(e) + "\n";
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > kMaxBytes) return 0;
  document::ReadOptions options;
  options.id = "fuzz";
  options.file_name = "2024-07-28-1.md";
  options.lang = "ko";
  const auto read =
      document::ReadDocument(std::string(reinterpret_cast<const char*>(data), size), options);
  if (!read) return 0;
  const std::vector<Event> events = RealCoder().Code(*read).events;
  std::set<std::string> ids;
  for (const Event& e : events) Require(ids.insert(e.id).second, "ids are unique");
  for (const Event& e : events) CheckEvent(*read, e, ids);
  const std::string json = Json(events);
  Require(text::FindInvalidUtf8(json) == std::string_view::npos, "records are UTF-8");
  coding::Trace trace;
  Require(Json(RealCoder().Code(*read, &trace).events) == json, "the same records with a trace");
  Require(text::FindInvalidUtf8(RenderTrace(trace)) == std::string_view::npos, "a trace is UTF-8");
  return 0;
}
