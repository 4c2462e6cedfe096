// Atom feeds (RFC 4287): fires that changed, of all situations and of each, and the latest events.
#include <algorithm>

#include "base/hash.h"
#include "report/site/pages.h"
#include "report/watch_text.h"

namespace bongsu::report::site {
namespace {

constexpr size_t kMostEntries = 100;

struct Entry {
  std::string id, title, updated, page, content;  // plain text; page within the language's folder
};

// An address of the site where it is known, else the way from the feed.
std::string Address(const Desk& desk, const std::string& feed, const std::string& to) {
  const std::string& address = desk.model.options->address;
  return address.empty() ? Relative(feed, to) : address + desk.tongue.lang() + "/" + to;
}

std::string Feed(const Desk& desk, const std::string& path, const std::string& id,
                 const std::string& title, const std::vector<Entry>& entries) {
  const std::string updated =
      entries.empty() ? desk.model.options->now
                      : std::max_element(entries.begin(), entries.end(), [](auto& a, auto& b) {
                          return a.updated < b.updated;
                        })->updated;
  std::string out =
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
      "xml:lang=\"" +
      desk.tongue.lang() + "\">\n<id>tag:bongsu,2024:" + EscapeHtml(id) + "</id>\n<title>" +
      EscapeHtml(title) + "</title>\n<updated>" + updated +
      "</updated>\n<author><name>Bongsu</name></author>\n<link rel=\"self\" href=\"" +
      EscapeHtml(Address(desk, path, path)) + "\"/>\n<link rel=\"alternate\" href=\"" +
      EscapeHtml(Address(desk, path, "index.html")) + "\"/>\n";
  for (const Entry& e : entries)
    out += "<entry>\n<id>tag:bongsu,2024:" + EscapeHtml(e.id) + "</id>\n<title>" +
           EscapeHtml(e.title) + "</title>\n<updated>" + e.updated +
           "</updated>\n<link rel=\"alternate\" href=\"" + EscapeHtml(Address(desk, path, e.page)) +
           "\"/>\n<content type=\"text\">" + EscapeHtml(e.content) + "</content>\n</entry>\n";
  return out + "</feed>\n";
}

void AddFires(const Desk& desk, size_t s, std::vector<Entry>* entries) {
  const watch::Situation& situation = desk.model.input->situations[s];
  const Phrases& phrases = desk.tongue.phrases;
  for (const FireChange& change : desk.model.input->fires.changes(s)) {
    if (change.from == change.to) continue;  // how it stood at the beginning
    const std::string day = watch::FormatDayNumber(change.day);
    Entry entry;
    entry.id = "fires-" + base::Hex64(base::Hash64(situation.id + "\t" + day));
    entry.title = phrases.Fill("alert.title", {{"name", situation.name.In(phrases.lang())},
                                               {"from", LevelName(change.from, phrases)},
                                               {"to", LevelName(change.to, phrases)}});
    entry.updated = day + "T00:00:00Z";
    entry.page = SituationPath(situation);
    entry.content = entry.title;
    for (const std::string& mover : change.movers)
      if (const auto it = desk.model.by_id.find(mover); it != desk.model.by_id.end())
        entry.content += " · " + desk.tongue.sentences[it->second];
    entry.content += " · " + phrases.Fill("watch.disclaimer");
    entries->push_back(std::move(entry));
  }
}

void KeepLatest(std::vector<Entry>* entries) {
  std::stable_sort(entries->begin(), entries->end(),
                   [](const Entry& a, const Entry& b) { return a.updated > b.updated; });
  if (entries->size() > kMostEntries) entries->resize(kMostEntries);
}

std::string FiresFeed(const Desk& desk) {
  std::vector<Entry> entries;
  for (size_t s = 0; s < desk.model.input->situations.size(); ++s) AddFires(desk, s, &entries);
  KeepLatest(&entries);
  return Feed(desk, "fires.xml", "fires", desk.tongue.words.Fill("feed.fires"), entries);
}

std::string SituationFeed(const Desk& desk, size_t s) {
  const watch::Situation& situation = desk.model.input->situations[s];
  std::vector<Entry> entries;
  AddFires(desk, s, &entries);
  KeepLatest(&entries);
  return Feed(
      desk, "situations/" + FileName(situation.id) + ".xml", "fires-" + situation.id,
      desk.tongue.words.Fill("feed.situation", {{"name", situation.name.In(desk.tongue.lang())}}),
      entries);
}

// The latest by the day they became known, which is what a reader of a feed has not seen.
std::string EventsFeed(const Desk& desk) {
  const Model& model = desk.model;
  std::vector<Entry> entries;
  for (const SiteOccurrence& occurrence : model.occurrences) {
    const SiteEvent& event = model.events[occurrence.told];
    std::string known;
    for (const size_t i : occurrence.events) {
      const store::StoredEvent& r = model.events[i].record;
      known = std::max(known, r.published.empty() ? r.learned.substr(0, 10) : r.published);
    }
    if (known.size() != 10) continue;
    entries.push_back({event.record.event.id, desk.tongue.sentences[occurrence.told],
                       known + "T00:00:00Z", EventPath(event.record.event), event.quote.text});
  }
  KeepLatest(&entries);
  return Feed(desk, "events.xml", "events", desk.tongue.words.Fill("feed.events"), entries);
}

}  // namespace

void PlanFeeds(const Desk& desk, Plans* plans) {
  const std::string folder = desk.tongue.lang() + "/";
  plans->files.push_back({folder + "events.xml", [&desk] { return EventsFeed(desk); }});
  plans->files.push_back({folder + "fires.xml", [&desk] { return FiresFeed(desk); }});
  for (size_t s = 0; s < desk.model.input->situations.size(); ++s)
    plans->files.push_back(
        {folder + "situations/" + FileName(desk.model.input->situations[s].id) + ".xml",
         [&desk, s] { return SituationFeed(desk, s); }});
}

}  // namespace bongsu::report::site
