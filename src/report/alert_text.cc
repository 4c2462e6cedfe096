#include "report/alert_text.h"

#include <algorithm>
#include <map>

#include "base/day.h"
#include "base/json.h"
#include "report/event_table.h"
#include "report/record_words.h"
#include "report/watch_text.h"

namespace bongsu::report {
namespace {

constexpr size_t kMaxOctets = 75;  // of a line of a calendar, RFC 5545 3.1

std::string NameOf(const AlertStory& story, const Phrases& phrases) {
  return story.situation == nullptr ? story.alert->situation
                                    : story.situation->name.In(phrases.lang());
}

// Text of an XML element; what XML 1.0 cannot hold is left out.
std::string Xml(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t')
      out += c;
  }
  return out;
}

// Text of a calendar's property, RFC 5545 3.3.11.
std::string CalendarText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',')
      out += std::string("\\") + c;
    else if (c == '\n')
      out += "\\n";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

void AddLine(const std::string& line, std::string* out) {
  size_t room = kMaxOctets;
  for (size_t at = 0; at < line.size();) {
    size_t end = std::min(line.size(), at + room);
    while (end < line.size() && end > at + 1 &&
           (static_cast<unsigned char>(line[end]) & 0xC0) == 0x80)
      --end;
    *out += (at == 0 ? "" : " ") + line.substr(at, end - at) + "\r\n";
    at = end;
    room = kMaxOctets - 1;  // the blank counts
  }
}

std::string CompactDay(const std::string& day) {
  return day.substr(0, 4) + day.substr(5, 2) + day.substr(8, 2);
}

// The day after, for the exclusive end of an all-day entry.
std::string DayAfter(const std::string& day) {
  const auto parsed = base::ParseDay(day);
  return parsed ? base::FormatDay(*parsed + std::chrono::days(1)) : day;
}

}  // namespace

std::string AlertTitle(const AlertStory& story, const Phrases& phrases) {
  return phrases.Fill("alert.title", {{"name", NameOf(story, phrases)},
                                      {"from", LevelName(story.alert->from, phrases)},
                                      {"to", LevelName(story.alert->to, phrases)}});
}

std::string AlertText(const AlertStory& story, const Phrases& phrases, const PartyNames& names) {
  std::string out = AlertTitle(story, phrases) + "\n" +
                    phrases.Fill("alert.day", {{"day", story.alert->day}}) + "\n";
  for (const store::StoredEvent& r : story.records)
    out += "\n- " + PartiesText(r.event, phrases, names) + "  [" +
           StandingText(r.event, phrases, names) + "]  " + r.event.id + "\n  " +
           TsvField(r.event.evidence.text) + "\n  " + (r.url.empty() ? r.event.doc : r.url) + "\n";
  return out + "\n" + phrases.Fill("watch.disclaimer") + "\n";
}

std::string AlertJson(const AlertStory& story, const Phrases& phrases) {
  std::string out;
  base::JsonWriter json(out);
  json.BeginObject();
  json.Key("id").String(story.alert->id);
  json.Key("situation").String(story.alert->situation);
  json.Key("day").String(story.alert->day);
  json.Key("from").Integer(story.alert->from);
  json.Key("to").Integer(story.alert->to);
  json.Key("title").String(AlertTitle(story, phrases));
  json.Key("records").BeginArray();
  for (const store::StoredEvent& r : story.records) {
    json.BeginObject();
    json.Key("id").String(r.event.id);
    json.Key("certainty").String(r.event.certainty);
    json.Key("evidence").String(r.event.evidence.text);
    json.Key("doc").String(r.event.doc);
    json.Key("url").String(r.url);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
  return out;
}

std::string AtomFeed(const std::vector<AlertStory>& stories, const std::string& updated,
                     const Phrases& phrases, const PartyNames& names) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"" +
      phrases.lang() + "\">\n<id>tag:bongsu,2024:alerts</id>\n<title>" +
      Xml(phrases.Fill("alert.feed")) + "</title>\n<updated>" + updated +
      "</updated>\n<author><name>Bongsu</name></author>\n";
  for (auto story = stories.rbegin(); story != stories.rend(); ++story)
    out += "<entry>\n<id>tag:bongsu,2024:" + Xml(story->alert->id) + "</id>\n<title>" +
           Xml(AlertTitle(*story, phrases)) + "</title>\n<updated>" + Xml(story->alert->entered) +
           "</updated>\n<content type=\"text\">" + Xml(AlertText(*story, phrases, names)) +
           "</content>\n</entry>\n";
  return out + "</feed>\n";
}

std::string Calendar(const std::vector<store::StoredEvent>& planned, const std::string& stamp,
                     const Phrases& phrases, const PartyNames& names) {
  // One entry for an occurrence: of its last report.
  std::map<std::string, const store::StoredEvent*> latest;
  for (const store::StoredEvent& r : planned) {
    if (!r.event.due || !base::ParseDay(r.event.due->from)) continue;
    const store::StoredEvent*& kept = latest[r.occurrence.empty() ? r.event.id : r.occurrence];
    if (kept == nullptr || kept->published <= r.published) kept = &r;
  }
  std::string compact;
  for (const char c : stamp)
    if (c != '-' && c != ':') compact += c;
  std::string out;
  AddLine("BEGIN:VCALENDAR", &out);
  AddLine("VERSION:2.0", &out);
  AddLine("PRODID:-//Bongsu//planned events//" + phrases.lang(), &out);
  for (const auto& [id, r] : latest) {
    const EventDate& due = *r->event.due;
    const std::string last = base::ParseDay(due.to) ? due.to : due.from;
    AddLine("BEGIN:VEVENT", &out);
    AddLine("UID:" + id + "@bongsu", &out);
    AddLine("DTSTAMP:" + compact, &out);
    AddLine("DTSTART;VALUE=DATE:" + CompactDay(due.from), &out);
    AddLine("DTEND;VALUE=DATE:" + CompactDay(DayAfter(last)), &out);
    AddLine("SUMMARY:" +
                CalendarText(phrases.Fill(
                    "alert.planned",
                    {{"what", r->event.event + "  " + PartiesText(r->event, phrases, names)}})),
            &out);
    AddLine("DESCRIPTION:" + CalendarText(r->event.evidence.text + "\n" +
                                          (r->url.empty() ? r->event.doc : r->url)),
            &out);
    AddLine("STATUS:TENTATIVE", &out);
    AddLine("TRANSP:TRANSPARENT", &out);
    AddLine("END:VEVENT", &out);
  }
  AddLine("END:VCALENDAR", &out);
  return out;
}

}  // namespace bongsu::report
