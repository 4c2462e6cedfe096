// A page for each event: what the record says, the sentence it rests on, what the ledger says of
// it, and the other reports of the same thing.
#include <fmt/format.h>

#include <algorithm>

#include "report/brief_sentence.h"
#include "report/site/pages.h"

namespace bongsu::report::site {
namespace {

using regime::LedgerEntry;
using regime::Strength;

constexpr size_t kMostReports = 50;

const char* RoleName(EvidenceRole role) {
  switch (role) {
    case EvidenceRole::kTrigger:
      return "trigger";
    case EvidenceRole::kActor:
      return "actor";
    case EvidenceRole::kRecipient:
      return "recipient";
    case EvidenceRole::kAttribution:
      return "attribution";
  }
  return "";
}

// The sentence with its marks; what each is for stands in words for those who do not see colours.
std::string Marked(const Desk& desk, const EvidenceContext& quote) {
  std::string out;
  uint32_t at = 0;
  const std::string_view text = quote.text;
  for (const EvidenceMark& m : quote.marks) {
    out += EscapeHtml(text.substr(at, m.begin - at));
    const std::string role = RoleName(m.role);
    out += "<mark class=\"m-" + role + "\">" + EscapeHtml(text.substr(m.begin, m.end - m.begin)) +
           "<span class=\"role\" lang=\"" + desk.tongue.lang() + "\">" + desk.Word("role." + role) +
           "</span></mark>";
    at = m.end;
  }
  return out + EscapeHtml(text.substr(at));
}

// Where it stands: title with its address, outlet, day.
std::string Source(const Desk& desk, const store::StoredEvent& record) {
  const std::string title =
      record.doc_title.empty() ? desk.tongue.phrases.Fill("evidence.untitled") : record.doc_title;
  const std::string url = SafeUrl(record.url);
  const std::string lang =
      record.doc_title.empty() ? "" : " lang=\"" + EscapeHtml(record.event.lang) + "\"";
  std::string out = url.empty() ? "<cite" + lang + ">" + EscapeHtml(title) + "</cite>"
                                : "<cite" + lang +
                                      "><a rel=\"nofollow noopener noreferrer external\" href=\"" +
                                      EscapeHtml(url) + "\">" + EscapeHtml(title) + "</a></cite>";
  if (!record.outlet.empty()) out += ", " + EscapeHtml(record.outlet);
  out += ", " + (record.published.empty()
                     ? desk.Phrase("evidence.undated")
                     : desk.Phrase("evidence.published", {{"date", record.published}}));
  return out;
}

std::string EvidenceSection(const Desk& desk, const SiteEvent& event) {
  const Event& e = event.record.event;
  const std::string lang = EscapeHtml(e.lang);
  std::string out = "<figure class=\"evidence\">\n<blockquote lang=\"" + lang + "\">\n<p>";
  if (!event.quote.before.empty())
    out += "<span class=\"around\">" + EscapeHtml(event.quote.before) + "</span> ";
  out += Marked(desk, event.quote);
  if (!event.quote.after.empty())
    out += " <span class=\"around\">" + EscapeHtml(event.quote.after) + "</span>";
  out += "</p>\n</blockquote>\n<figcaption>" + Source(desk, event.record) +
         "</figcaption>\n</figure>\n";
  if (event.quote.marks.empty())
    out += "<p class=\"note\">" + desk.Word("event.unmarked") + "</p>\n";
  if (!event.full_text.empty()) {
    out += "<details><summary>" + desk.Word("event.full_text") + "</summary>\n<div lang=\"" + lang +
           "\">\n";
    for (const std::string& block : event.full_text) out += "<p>" + EscapeHtml(block) + "</p>\n";
    out += "</div>\n</details>\n";
  }
  return Section("evidence", desk.Phrase("part.sources"), out);
}

void Row(const Desk& desk, const char* word, const std::string& html, std::string* out) {
  if (html.empty()) return;
  *out += "<dt>" + desk.Word(word) + "</dt><dd>" + html + "</dd>\n";
}

std::string Joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string RecordSection(const Desk& desk, const SiteEvent& event, const std::string& from) {
  const Event& e = event.record.event;
  const Phrases& phrases = desk.tongue.phrases;
  std::string out = "<dl class=\"record\">\n";
  Row(desk, "role.actor", PartyLinks(desk, e.actor, e.lang, from), &out);
  Row(desk, "role.recipient", PartyLinks(desk, e.recipient, e.lang, from), &out);
  Row(desk, "role.attribution", PartyLinks(desk, e.attribution, e.lang, from), &out);
  Row(desk, "record.when", EscapeHtml(When(event.record, phrases)), &out);
  Row(desk, "record.certainty", desk.Phrase("certainty." + e.certainty), &out);
  Row(desk, "record.kind",
      desk.Word("event." + e.event) + " (" +
          desk.Phrase("quad." + std::to_string(QuadClass(e.event))) + ")",
      &out);
  Row(desk, "record.details", EscapeHtml(Details(e, phrases, desk.tongue.names)), &out);
  Row(desk, "record.document", Source(desk, event.record), &out);
  out += "</dl>\n<details><summary>" + desk.Word("record.coding") + "</summary>\n<dl>\n";
  Row(desk, "record.id", "<code>" + EscapeHtml(e.id) + "</code>", &out);
  Row(desk, "record.event",
      "<code>" + EscapeHtml(e.mode.empty() ? e.event : e.event + " / " + Joined(e.mode)) +
          "</code>",
      &out);
  if (!e.aux.empty())
    Row(desk, "record.aux", "<code>" + EscapeHtml(Joined(e.aux)) + "</code>", &out);
  if (!e.context.empty())
    Row(desk, "record.context", "<code>" + EscapeHtml(Joined(e.context)) + "</code>", &out);
  Row(desk, "record.rule",
      "<code>" + EscapeHtml(e.frame + " · " + e.rule + " · " + e.entry) + "</code>", &out);
  Row(desk, "record.score", fmt::format("{:g}", e.score), &out);
  if (e.confidence) Row(desk, "record.confidence", fmt::format("{:.3g}", *e.confidence), &out);
  Row(desk, "record.bytes",
      "<code>" +
          EscapeHtml(fmt::format("{} {}–{}", e.doc, e.evidence.span.begin, e.evidence.span.end)) +
          "</code>",
      &out);
  out += "</dl>\n</details>\n";
  return Section("record", desk.Word("record.heading"), out);
}

std::string EntryLine(const Desk& desk, const LedgerEntry& e, const std::string& from) {
  const Phrases& phrases = desk.tongue.phrases;
  const std::string cited =
      e.all_resolutions
          ? desk.tongue.words.Fill("ledger.all_resolutions", {{"regime", e.instrument->regime}})
      : e.paragraph == nullptr ? e.instrument->id
                               : e.instrument->id + " " + e.paragraph->id;
  std::string out = "<li>" + Link(Relative(from, InstrumentPath(*e.instrument)), cited);
  if (e.paragraph != nullptr) {
    out += " <span class=\"kind\">" + desk.Phrase("ledger.force." + e.paragraph->force);
    if (!e.paragraph->confirmed) out += ", " + desk.Phrase("ledger.unverified");
    out += "</span><br>" + EscapeHtml(e.paragraph->bars.In(phrases.lang()));
  }
  std::string open;
  for (const std::string& reason : e.open)
    open += (open.empty() ? "" : "; ") + phrases.Fill("ledger.open." + reason);
  if (!open.empty())
    out += "<br><span class=\"note\">" + desk.Word("ledger.open", {{"reasons", open}}) + "</span>";
  return out + "</li>\n";
}

std::string LedgerSection(const Desk& desk, const SiteEvent& event, const std::string& from) {
  const Phrases& phrases = desk.tongue.phrases;
  const Event& e = event.record.event;
  const std::string condition_key = "ledger.if." + e.certainty;
  const std::string condition =
      phrases.Fill(phrases.Has(condition_key) ? condition_key : "ledger.if.reported");
  std::string out;
  struct Group {
    Strength strength;
    const char* word;
  };
  constexpr Group kGroups[] = {{Strength::kEngages, "ledger.group.engages"},
                               {Strength::kMayEngage, "ledger.group.may"},
                               {Strength::kAsserted, "ledger.group.asserted"},
                               {Strength::kAssertedNot, "ledger.group.asserted_not"}};
  for (const Group& group : kGroups) {
    std::string list;
    std::string holders;
    for (const LedgerEntry& entry : event.entries)
      if (entry.strength == group.strength) {
        list += EntryLine(desk, entry, from);
        if (holders.empty()) holders = desk.tongue.names.Of(entry.holders, e.lang);
      }
    if (list.empty()) continue;
    out += "<p>" + desk.Word(group.word, {{"if", condition}, {"holders", holders}}) +
           "</p>\n<ul>\n" + list + "</ul>\n";
  }
  if (out.empty()) return out;
  return Section("ledger", desk.Word("nav.ledger"),
                 out + "<p class=\"note\">" + desk.Phrase("ledger.disclaimer") + "</p>\n");
}

std::string ReportsSection(const Desk& desk, size_t index, const std::string& from) {
  const SiteEvent& event = desk.model.events[index];
  const SiteOccurrence& occurrence = desk.model.occurrences[event.occurrence];
  std::string out;
  EventIndexes others;
  for (const size_t i : occurrence.events)
    if (i != index) others.push_back(i);
  if (!others.empty())
    out +=
        Section("reports",
                desk.Word("event.other_reports", {{"sources", std::to_string(occurrence.sources)}}),
                EventList(desk, others, from, kMostReports));
  EventIndexes same;
  for (const size_t i : desk.model.by_doc.at(event.record.event.doc))
    if (i != index) same.push_back(i);
  if (!same.empty())
    out += Section("same-document", desk.Word("event.same_document"),
                   EventList(desk, same, from, kMostReports));
  return out;
}

std::string SituationLinks(const Desk& desk, const SiteEvent& event, const std::string& from) {
  std::string out;
  for (const size_t s : event.situations) {
    const watch::Situation& situation = desk.model.input->situations[s];
    out += "<li>" +
           Link(Relative(from, SituationPath(situation)), situation.name.In(desk.tongue.lang())) +
           "</li>\n";
  }
  return out.empty()
             ? out
             : Section("situations", desk.Word("nav.situations"), "<ul>\n" + out + "</ul>\n");
}

// The record with no more of its source than the page quotes.
std::string EventJson(const Desk& desk, size_t index, const std::string& from) {
  const SiteEvent& event = desk.model.events[index];
  Event record = event.record.event;
  record.evidence.text = event.quote.text;
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("id").String(record.id);
  json.Key("lang").String(desk.tongue.lang());
  json.Key("sentence").String(desk.tongue.sentences[index]);
  json.Key("when").String(desk.tongue.whens[index]);
  json.Key("day").String(event.record.day);
  json.Key("page").String(Relative(from, from));
  json.Key("occurrence").String(event.record.occurrence);
  json.Key("title").String(event.record.doc_title);
  json.Key("outlet").String(event.record.outlet);
  json.Key("url").String(SafeUrl(event.record.url));
  json.Key("published").String(event.record.published);
  json.Key("before").String(event.quote.before);
  json.Key("evidence").String(event.quote.text);
  json.Key("after").String(event.quote.after);
  json.Key("marks").BeginArray();
  for (const EvidenceMark& m : event.quote.marks) {
    json.BeginObject();
    json.Key("role").String(RoleName(m.role));
    json.Key("text").String(std::string_view(event.quote.text).substr(m.begin, m.end - m.begin));
    json.EndObject();
  }
  json.EndArray();
  json.Key("ledger").BeginArray();
  for (const LedgerEntry& e : event.entries) {
    json.BeginObject();
    json.Key("instrument").String(e.instrument->id);
    json.Key("paragraph").String(e.paragraph == nullptr ? "" : e.paragraph->id);
    json.Key("strength").String(regime::StrengthName(e.strength));
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  out.pop_back();
  return out + ",\"record\":" + ToJson(record) + "}\n";
}

std::string Neighbours(const Desk& desk, size_t index, const std::string& from) {
  const auto& events = desk.model.events;
  std::string out;
  if (index > 0)
    out += "<a rel=\"prev\" href=\"" + Relative(from, EventPath(events[index - 1].record.event)) +
           "\">" + desk.Word("event.previous") + "</a> ";
  out += Link(Relative(from, ChronologyPath(desk.model, events[index].record.day)),
              desk.tongue.words.Fill("nav.chronology"));
  if (index + 1 < events.size())
    out += " <a rel=\"next\" href=\"" + Relative(from, EventPath(events[index + 1].record.event)) +
           "\">" + desk.Word("event.next") + "</a>";
  return "<p class=\"neighbours\">" + out + "</p>\n";
}

Page EventPage(const Desk& desk, size_t index) {
  const SiteEvent& event = desk.model.events[index];
  const Event& e = event.record.event;
  Page page;
  page.path = EventPath(e);
  page.collection = "events";
  page.title = desk.tongue.sentences[index];
  page.description = desk.tongue.whens[index] + " · " + desk.tongue.sentences[index];
  const int quad = QuadClass(e.event);
  page.body = fmt::format(
      "<article class=\"q{}\">\n<p class=\"kicker\"><span class=\"when\">{}</span> {} <span "
      "class=\"kind\">{}</span></p>\n<h1>{}</h1>\n",
      quad, EscapeHtml(desk.tongue.whens[index]), CertaintyTag(desk, e),
      desk.Phrase("quad." + std::to_string(quad)), EscapeHtml(desk.tongue.sentences[index]));
  page.body += EvidenceSection(desk, event) + RecordSection(desk, event, page.path) +
               LedgerSection(desk, event, page.path) + SituationLinks(desk, event, page.path) +
               ReportsSection(desk, index, page.path) + Neighbours(desk, index, page.path) +
               "</article>\n";
  page.json = EventJson(desk, index, page.path);
  return page;
}

}  // namespace

void PlanEvents(const Desk& desk, Plans* plans) {
  for (size_t i = 0; i < desk.model.events.size(); ++i)
    plans->pages.push_back(
        {EventPath(desk.model.event(i)), [&desk, i] { return EventPage(desk, i); }});
}

}  // namespace bongsu::report::site
