// What is not known: what a reader should not take for granted because a line stands here.
#include <algorithm>
#include <array>

#include "report/brief_parts.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;

bool IsUnresolved(const EntityRef& party) { return party.code.empty() || party.code == "---"; }

bool HasUnknownParty(const Event& event) {
  return event.actor.empty() || std::any_of(event.actor.begin(), event.actor.end(), IsUnresolved) ||
         std::any_of(event.recipient.begin(), event.recipient.end(), IsUnresolved);
}

bool HasNotHappened(const Event& event) {
  return std::any_of(event.aux.begin(), event.aux.end(),
                     [](const std::string& aux) { return aux != "historical"; });
}

bool HasNoDate(const Event& event) {
  return (!event.date || event.date->basis == "unknown") && !HasNotHappened(event);
}

bool HasNoSource(const Event& event) {
  return HasNotHappened(event) && event.attribution.empty() && event.certainty != "planned";
}

}  // namespace

BriefPart UnknownPart(BriefBuilder& builder) {
  BriefPart part = builder.Part(BriefPartKind::kUnknown);
  struct Question {
    const char* key;
    bool (*asks)(const BriefEntry& entry);
  };
  constexpr Question kQuestions[] = {
      {"unknown.date", [](const BriefEntry& e) { return HasNoDate(e.told().event); }},
      {"unknown.party", [](const BriefEntry& e) { return HasUnknownParty(e.told().event); }},
      {"unknown.source", [](const BriefEntry& e) { return HasNoSource(e.told().event); }},
      {"unknown.single", [](const BriefEntry& e) {
         return std::all_of(e.records.begin(), e.records.end(), [&](const StoredEvent* r) {
           return SourceOf(*r) == SourceOf(e.told());
         });
       }}};
  BriefBlock list = ListBlock();
  for (const Question& question : kQuestions) {
    size_t count = 0;
    BriefSentence sentence;
    for (const BriefEntry& entry : builder.lines()) {
      if (!question.asks(entry)) continue;
      ++count;
      builder.Rest(entry.told(), &sentence);
    }
    if (count == 0) continue;
    BriefSentence said = builder.Measure(
        question.key,
        {{"count", std::to_string(count)}, {"sentences", std::to_string(sentence.marks.size())}});
    said.marks = std::move(sentence.marks);
    said.records = std::move(sentence.records);
    list.sentences.push_back(std::move(said));
  }
  for (const std::string& unread : builder.material().unread) {
    const size_t blank = unread.find(' ');
    list.sentences.push_back(builder.Measure(
        "unknown.language",
        {{"language", builder.phrases().Fill("language." + unread.substr(0, blank))},
         {"count", blank == unread.npos ? "" : unread.substr(blank + 1)}}));
  }
  for (const UnreadDocument& document : builder.material().unread_on_it)
    list.sentences.push_back(builder.Measure(
        "unknown.named", {{"doc", document.doc},
                          {"language", builder.phrases().Fill("language." + document.lang)},
                          {"parties", document.parties}}));
  if (!list.sentences.empty()) part.blocks.push_back(std::move(list));
  return part;
}

}  // namespace bongsu::report
