// Pieces that several pages share: lines of events, links to parties, fires, tables, JSON lists.
#ifndef BONGSU_REPORT_SITE_PARTS_H_
#define BONGSU_REPORT_SITE_PARTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "report/site/html.h"
#include "report/site/page.h"

namespace bongsu::report::site {

// The most events that a page lists; those beyond are in the chronology, and the page says so.
inline constexpr size_t kMostListed = 200;
// The most occurrences of a month on one page of the chronology; fuller months have a page a day.
inline constexpr size_t kMostInMonth = 400;

// Where things stand, within a language's folder.
std::string EventPath(const Event& event);
std::string ActorPath(const std::string& code);
std::string PairPath(const std::string& a, const std::string& b);
std::string PlacePath(const std::string& code);
std::string InstrumentPath(const regime::Instrument& instrument);
std::string SituationPath(const watch::Situation& situation);
// The page and place in it of a day's occurrences; "" is those without a day.
std::string ChronologyPath(const Model& model, const std::string& day);

// What the pages of one language need; views, valid while model and tongue are.
struct Desk {
  const Model& model;
  const Tongue& tongue;

  std::string Word(std::string_view key, const Slots& slots = {}) const {
    return tongue.Word(key, slots);
  }
  // A phrase of the brief, as HTML text.
  std::string Phrase(std::string_view key, const Slots& slots = {}) const {
    return EscapeHtml(tongue.phrases.Fill(key, slots));
  }
  std::string Name(const std::string& code) const { return EscapeHtml(tongue.names.OfCode(code)); }
};

// <li> of an event: when, the sentence as a link, how certain, how many reports.
std::string EventLine(const Desk& desk, size_t index, const std::string& from);
// <ul> of events, at most `most`, the latest first, and a note when there are more; nothing to list
// says so.
std::string EventList(const Desk& desk, const EventIndexes& events, const std::string& from,
                      size_t most = kMostListed);
// Parties as links to their pages, joined by commas.
std::string PartyLinks(const Desk& desk, const std::vector<EntityRef>& parties,
                       const std::string& lang, const std::string& from);
// "●●●○○ rising (3)" with the dots hidden from screen readers.
std::string FiresText(const Desk& desk, int level);
// How certain, as a small label.
std::string CertaintyTag(const Desk& desk, const Event& event);

// <section> with a heading of level 2.
std::string Section(const std::string& id, const std::string& heading_html,
                    const std::string& content);
// <div class="scroll"><table>...: one that is wider than the screen scrolls within itself, by
// keyboard as well.
std::string Table(const std::string& caption_html, const std::vector<std::string>& head_html,
                  const std::vector<std::vector<std::string>>& rows_html);

// A chart: what the script draws from `json`, with a title and a table for those who would rather
// read. `kind` is what web/src/charts.ts knows: timeline, network, map, bars.
std::string Chart(const Desk& desk, std::string_view kind, const std::string& id,
                  const std::string& title_html, const std::string& json,
                  const std::string& table_html);
// The data of a timeline: occurrences by day and quad class, and the fires above them.
std::string TimelineChart(const Desk& desk, const EventIndexes& events,
                          const std::vector<size_t>& situations, const std::string& from);

// "+3.2": the mean of the scores, the sign always shown.
std::string MeanScore(const Edge& edge);
// A chart and its data.
struct Picture {
  std::string html, json;  // empty: there is nothing to draw
};
// Who acts toward whom: the 120 relations with the most occurrences, their sign the mean score,
// their breadth the number; actors as points by `weights` (code to occurrences). Every mark leads
// to the page of its actor or pair.
Picture NetworkPicture(const Desk& desk, const Edges& edges,
                       const std::map<std::string, size_t>& weights, const std::string& from);

// Key `events` of an object: id, day, event, certainty, parties, sentence, page.
void EventsJson(const Desk& desk, const EventIndexes& events, const std::string& from,
                base::JsonWriter* json);
// An object with title and the list above.
std::string ListJson(const Desk& desk, const std::string& title, const EventIndexes& events,
                     const std::string& from);

}  // namespace bongsu::report::site

#endif  // BONGSU_REPORT_SITE_PARTS_H_
