#include "corpus/decision.h"

#include <algorithm>
#include <charconv>

#include "base/day.h"
#include "lexicon/tsv.h"

namespace bongsu::corpus {
namespace {

std::string Codes(const std::vector<EntityRef>& parties) {
  std::vector<std::string> codes;
  for (const EntityRef& r : parties)
    if (std::find(codes.begin(), codes.end(), r.code) == codes.end()) codes.push_back(r.code);
  std::string out;
  for (const std::string& code : codes) out += (out.empty() ? "" : "|") + code;
  return out;
}

std::vector<std::string> Words(std::string_view list) {
  std::vector<std::string> words;
  for (const std::string_view word : lexicon::Split(list, ','))
    if (!word.empty()) words.emplace_back(word);
  return words;
}

bool IsCode(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// A party given by code and sector; what the text calls it stays when it was there before.
Result<EntityRef> Party(std::string_view text, const Event& event) {
  const size_t slash = text.find('/');
  EntityRef party;
  party.code = text.substr(0, slash);
  party.sector = slash == std::string_view::npos ? "GOV" : text.substr(slash + 1);
  if (!IsCode(party.code) || !IsCode(party.sector))
    return {ErrorCode::kInvalidArgument, "`" + std::string(text) + "` is no party: RUS or RUS/MIL"};
  for (const auto* list : {&event.actor, &event.recipient, &event.attribution})
    for (const EntityRef& r : *list)
      if (r.code == party.code && (slash == std::string_view::npos || r.sector == party.sector))
        return r;
  party.name = party.code;
  party.span = event.trigger.span;
  return party;
}

Result<std::vector<EntityRef>> PartyList(std::string_view list, const Event& event) {
  std::vector<EntityRef> parties;
  for (const std::string& word : Words(list)) {
    BONGSU_ASSIGN_OR_RETURN(EntityRef party, Party(word, event));
    parties.push_back(std::move(party));
  }
  return parties;
}

Result<std::optional<EventDate>> Date(std::string_view text) {
  if (text.empty()) return std::optional<EventDate>();
  const size_t dots = text.find("..");
  EventDate date;
  date.from = text.substr(0, dots);
  date.to = dots == std::string_view::npos ? date.from : std::string(text.substr(dots + 2));
  date.basis = "stated";
  if (!base::ParseDay(date.from) || !base::ParseDay(date.to) || date.to < date.from)
    return {ErrorCode::kInvalidArgument, "`" + std::string(text) + "` is no date"};
  return std::optional<EventDate>(date);
}

Result<std::vector<std::string>> Aux(std::string_view list) {
  static constexpr std::string_view kOrder[] = {"historical", "future", "hypothetical", "negation"};
  const std::vector<std::string> given = Words(list);
  std::vector<std::string> aux;
  for (const std::string_view word : kOrder)
    if (std::find(given.begin(), given.end(), word) != given.end()) aux.emplace_back(word);
  if (aux.size() != given.size())
    return {ErrorCode::kInvalidArgument,
            "aux is of historical, future, hypothetical, negation: `" + std::string(list) + "`"};
  return aux;
}

Status Set(Event& e, const Event& before, std::string_view field, std::string_view value) {
  if (field == "event") {
    if (QuadClass(value) == 0)
      return {ErrorCode::kInvalidArgument, "`" + std::string(value) + "` is no event type"};
    e.event = value;
  } else if (field == "mode") {
    e.mode = Words(value);
  } else if (field == "item") {
    e.item = Words(value);
  } else if (field == "context") {
    e.context = Words(value);
  } else if (field == "aux") {
    BONGSU_ASSIGN_OR_RETURN(e.aux, Aux(value));
  } else if (field == "actor") {
    BONGSU_ASSIGN_OR_RETURN(e.actor, PartyList(value, before));
  } else if (field == "recipient") {
    BONGSU_ASSIGN_OR_RETURN(e.recipient, PartyList(value, before));
  } else if (field == "attribution") {
    BONGSU_ASSIGN_OR_RETURN(e.attribution, PartyList(value, before));
  } else if (field == "date") {
    BONGSU_ASSIGN_OR_RETURN(e.date, Date(value));
  } else if (field == "score") {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), e.score);
    if (error != std::errc() || end != value.data() + value.size())
      return {ErrorCode::kInvalidArgument, "`" + std::string(value) + "` is no score"};
  } else {
    return {ErrorCode::kInvalidArgument,
            "a record has no field `" + std::string(field) + "` that can be corrected"};
  }
  return {};
}

bool Has(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

Anchor AnchorOf(const Event& event, std::string_view source_hash) {
  return {event.doc,   std::string(source_hash), event.evidence.span,
          event.event, Codes(event.actor),       Codes(event.recipient)};
}

double Fit(const Anchor& anchor, const Event& event) {
  const ByteSpan a = anchor.evidence, b = event.evidence.span;
  const uint32_t begin = std::max(a.begin, b.begin), end = std::min(a.end, b.end);
  if (begin >= end) return 0;
  const double overlap = static_cast<double>(end - begin) /
                         static_cast<double>(std::max(a.end, b.end) - std::min(a.begin, b.begin));
  const double type = anchor.event == event.event ? 1 : 0;
  const double parties = (anchor.actor == Codes(event.actor) ? 0.5 : 0) +
                         (anchor.recipient == Codes(event.recipient) ? 0.5 : 0);
  if (type + parties < 0.5) return 0;
  return (overlap + type + parties) / 3;
}

Result<Event> Corrected(const Event& event, std::string_view correction) {
  Event out = event;
  for (const std::string_view part : lexicon::Split(correction, ';')) {
    const size_t equals = part.find('=');
    if (equals == std::string_view::npos)
      return {ErrorCode::kInvalidArgument, "`" + std::string(part) + "` is not FIELD=VALUE"};
    BONGSU_RETURN_IF_ERROR(Set(out, event, part.substr(0, equals), part.substr(equals + 1)));
  }
  out.certainty = CertaintyWord(out);
  return out;
}

std::string CertaintyWord(const Event& e) {
  if (Has(e.aux, "negation"))
    return e.certainty == "denied" && !e.attribution.empty() ? "denied" : "negated";
  if (Has(e.aux, "hypothetical")) return "possible";
  if (Has(e.aux, "future") || (e.aux.empty() && e.certainty == "planned")) return "planned";
  if (Has(e.aux, "historical")) return "background";
  return e.attribution.empty() ? "reported" : "claimed";
}

}  // namespace bongsu::corpus
