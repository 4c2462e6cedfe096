#include "report/brief.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>
#include <set>
#include <tuple>

#include "base/day.h"
#include "report/brief_fold.h"
#include "report/brief_sentence.h"
#include "text/utf8.h"

namespace bongsu::report {
namespace {

using store::StoredEvent;

constexpr size_t kMaxEvidenceChars = 300;
constexpr std::array kCertainties = {"reported", "claimed", "possible",  "planned",
                                     "denied",   "negated", "background"};

// Numbers the evidence in the order in which the brief refers to it; records of one sentence share
// a number.
class EvidenceList {
 public:
  size_t Number(const StoredEvent& record) {
    const auto [it, added] = numbers_.try_emplace(
        {record.event.doc, record.event.evidence.span.begin, record.event.evidence.span.end},
        records_.size() + 1);
    if (added) records_.push_back(&record);
    return it->second;
  }
  const std::vector<const StoredEvent*>& records() const { return records_; }

 private:
  std::map<std::tuple<std::string, uint32_t, uint32_t>, size_t> numbers_;
  std::vector<const StoredEvent*> records_;
};

std::string Mark(size_t number) { return "[" + std::to_string(number) + "]"; }

// "[1]–[4], [7]"
std::string Marks(const std::set<size_t>& numbers) {
  std::string out;
  for (auto it = numbers.begin(); it != numbers.end();) {
    const size_t first = *it;
    size_t last = first;
    for (++it; it != numbers.end() && *it == last + 1; ++it) last = *it;
    out += (out.empty() ? "" : ", ") + Mark(first);
    if (last > first) out += (last == first + 1 ? ", " : "–") + Mark(last);
  }
  return out;
}

// English sentences and headings begin with a capital; the other languages have none.
std::string Capitalised(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

bool IsPartyOf(const Event& event, const std::string& code) {
  const auto is = [&](const EntityRef& party) { return party.code == code; };
  return std::any_of(event.actor.begin(), event.actor.end(), is) ||
         std::any_of(event.recipient.begin(), event.recipient.end(), is);
}

bool IsUnresolved(const EntityRef& party) { return party.code.empty() || party.code == "---"; }

bool HasUnknownParty(const Event& event) {
  return event.actor.empty() || std::any_of(event.actor.begin(), event.actor.end(), IsUnresolved) ||
         std::any_of(event.recipient.begin(), event.recipient.end(), IsUnresolved);
}

bool HasNotHappened(const Event& event) {
  return std::any_of(event.aux.begin(), event.aux.end(),
                     [](const std::string& aux) { return aux != "historical"; });
}

// A text by characters.
class Characters {
 public:
  explicit Characters(std::string_view text) : text_(text) {
    for (size_t at = 0; at < text.size(); text::DecodeUtf8(text, at)) starts_.push_back(at);
    starts_.push_back(text.size());
  }
  size_t count() const { return starts_.size() - 1; }
  // The number of the character that begins at or after `byte`.
  size_t IndexOf(size_t byte) const {
    return static_cast<size_t>(std::lower_bound(starts_.begin(), starts_.end(), byte) -
                               starts_.begin());
  }
  bool IsBlank(size_t index) const { return text_[starts_[index]] == ' '; }
  // Characters [first, last), "…" where something is left out.
  std::string Cut(size_t first, size_t last) const {
    std::string out = first > 0 ? "…" : "";
    out += text_.substr(starts_[first], starts_[last] - starts_[first]);
    return last < count() ? out + "…" : out;
  }

 private:
  std::string_view text_;
  std::vector<size_t> starts_;
};

class BriefWriter {
 public:
  BriefWriter(const BriefInput& input, const Phrases& phrases, const PartyNames& names)
      : input_(input), phrases_(phrases), names_(names) {
    for (const StoredEvent& record : input.events)
      if (std::all_of(input.dyad.begin(), input.dyad.end(),
                      [&](const std::string& code) { return IsPartyOf(record.event, code); }))
        records_.push_back(record);
    entries_ = FoldRecords(records_, phrases);
  }

  std::string Write() {
    out_ = "# " + phrases_.Fill("title", {{"period", Period()}}) + "\n\n";
    Overview();
    if (records_.empty()) return std::move(out_);
    Happened();
    Planned();
    Claims();
    Background();
    Unknown();
    Evidence();
    return std::move(out_);
  }

 private:
  using Entries = std::vector<const BriefEntry*>;

  std::string Period() const {
    const char* key = input_.since.empty()
                          ? (input_.until.empty() ? "period.all" : "period.until")
                          : (input_.until.empty() ? "period.since" : "period.between");
    return phrases_.Fill(key, {{"since", input_.since}, {"until", input_.until}});
  }

  // "언어적 협력 3건·..." of the kinds that occur.
  std::string Counts(const std::vector<std::pair<std::string, size_t>>& kinds) const {
    std::vector<std::string> parts;
    for (const auto& [key, count] : kinds)
      if (count > 0)
        parts.push_back(phrases_.Fill("overview.count", {{"kind", std::string(phrases_[key])},
                                                         {"count", std::to_string(count)}}));
    return phrases_.List(parts);
  }

  void Overview() {
    std::vector<std::string> dyad;
    for (const std::string& code : input_.dyad) dyad.push_back(names_.OfCode(code));
    if (!dyad.empty())
      out_ += phrases_.Fill("overview.dyad", {{"parties", phrases_.List(dyad)}}) + "\n\n";
    if (records_.empty()) {
      out_ += phrases_.Fill("overview.empty") + "\n";
      return;
    }
    std::set<std::string> docs, occurrences, sources;
    std::map<std::string, size_t> quads, certainties;
    for (const StoredEvent& record : records_) {
      docs.insert(record.event.doc);
      occurrences.insert(record.occurrence.empty() ? record.event.id : record.occurrence);
      sources.insert(record.source.empty() ? record.event.doc : record.source);
      ++quads["quad." + std::to_string(QuadClass(record.event.event))];
      ++certainties["certainty." + record.event.certainty];
    }
    std::vector<std::pair<std::string, size_t>> certainty_counts;
    for (const std::string certainty : kCertainties)
      certainty_counts.emplace_back("certainty." + certainty,
                                    certainties["certainty." + certainty]);
    out_ +=
        Paragraph(
            {phrases_.Fill("overview.documents", {{"documents", std::to_string(docs.size())},
                                                  {"records", std::to_string(records_.size())},
                                                  {"lines", std::to_string(entries_.size())}}),
             phrases_.Fill("overview.counts", {{"occurrences", std::to_string(occurrences.size())},
                                               {"sources", std::to_string(sources.size())}}),
             phrases_.Fill("overview.quad", {{"list", Counts({quads.begin(), quads.end()})}}),
             phrases_.Fill("overview.certainty", {{"list", Counts(certainty_counts)}})}) +
        "\n\n";
    out_ += "> " +
            Paragraph({phrases_.Fill("note.records"), phrases_.Fill("note.possible"),
                       phrases_.Fill("note.documents"), phrases_.Fill("note.dates")}) +
            "\n";
  }

  std::string Paragraph(std::initializer_list<std::string> sentences) const {
    std::string out;
    for (const std::string& sentence : sentences)
      out = out.empty() ? sentence
                        : phrases_.Fill("list.sentences", {{"first", out}, {"last", sentence}});
    return out;
  }

  Entries Of(BriefSection section) const {
    Entries chosen;
    for (const BriefEntry& entry : entries_)
      if (entry.section == section) chosen.push_back(&entry);
    return chosen;
  }

  // Adds the section unless it is empty; `body` writes it.
  template <typename Body>
  void Section(const char* heading, const Entries& entries, Body body) {
    if (entries.empty()) return;
    out_ += "\n## " + phrases_.Fill(heading) + "\n\n";
    body();
  }

  std::string Label(const std::vector<DyadParty>& parties) const {
    std::vector<std::string> labels;
    for (const DyadParty& party : parties)
      labels.push_back(names_.OfCode(party.code, party.sector));
    return phrases_.List(labels);
  }

  std::string Label(const Dyad& dyad) const {
    const std::string actor =
        dyad.actor.empty() ? phrases_.Fill("party.unnamed") : Label(dyad.actor);
    return Capitalised(dyad.recipient.empty() ? actor : actor + " → " + Label(dyad.recipient));
  }

  // Dyads in the order of their first day, then of their parties; each with its entries by day.
  void ByDyad(const Entries& entries) {
    std::map<Dyad, Entries> groups;
    for (const BriefEntry* entry : entries) groups[DyadOf(entry->told().event)].push_back(entry);
    std::vector<std::pair<const Dyad*, const Entries*>> order;
    for (const auto& [dyad, group] : groups) order.emplace_back(&dyad, &group);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) {
      return a.second->front()->told().day < b.second->front()->told().day;
    });
    for (const auto& [dyad, group] : order) {
      out_ += "**" + EscapeMarkdown(Label(*dyad)) + "**\n\n";
      for (const BriefEntry* entry : *group) Line(*entry);
      out_ += "\n";
    }
  }

  void Happened() {
    const Entries entries = Of(BriefSection::kHappened);
    Section("section.happened", entries, [&] {
      for (int quad = 1; quad <= 4; ++quad) {
        Entries of_quad;
        for (const BriefEntry* entry : entries)
          if (QuadClass(entry->told().event.event) == quad) of_quad.push_back(entry);
        if (of_quad.empty()) continue;
        out_ += "### " + Capitalised(phrases_.Fill("quad." + std::to_string(quad))) + "\n\n";
        ByDyad(of_quad);
      }
      out_.pop_back();
    });
  }

  void Planned() {
    Entries entries = Of(BriefSection::kPlanned);
    const auto due = [](const BriefEntry* entry) {
      const Event& event = entry->told().event;
      return event.due ? event.due->from : event.date ? event.date->from : std::string("~");
    };
    std::stable_sort(entries.begin(), entries.end(),
                     [&](const BriefEntry* a, const BriefEntry* b) { return due(a) < due(b); });
    Section("section.planned", entries, [&] {
      for (const BriefEntry* entry : entries) Line(*entry);
    });
  }

  void Claims() {
    const Entries entries = Of(BriefSection::kClaims);
    Section("section.claims", entries, [&] {
      ByDyad(entries);
      out_.pop_back();
    });
  }

  void Background() {
    const Entries entries = Of(BriefSection::kBackground);
    Section("section.background", entries, [&] {
      for (const BriefEntry* entry : entries) Line(*entry);
    });
  }

  void Line(const BriefEntry& entry) {
    const StoredEvent& told = entry.told();
    std::string sentence = Capitalised(Sentence(told.event, phrases_, names_));
    out_ += "- " + EscapeMarkdown(phrases_.Fill(
                       "line.text", {{"date", When(told, phrases_)},
                                     {"sentence", std::move(sentence)},
                                     {"details", Details(told.event, phrases_, names_)}}));
    if (told.event.lang == phrases_.lang())
      if (const std::string said = Snippet(told.event.evidence.text, told.event.trigger.text);
          !said.empty())
        out_ += " " + phrases_.Fill("evidence.quote", {{"text", EscapeMarkdown(said)}});
    std::set<size_t> numbers;
    for (const StoredEvent* record : entry.records) numbers.insert(evidence_.Number(*record));
    for (const size_t number : numbers) out_ += " " + Mark(number);
    if (const size_t documents = entry.CountDocuments(); documents > 1)
      out_ += " — " + phrases_.Fill("line.documents", {{"count", std::to_string(documents)}});
    out_ += "\n";
  }

  void Unknown() {
    struct Question {
      const char* phrase;
      size_t count = 0;
      std::set<size_t> numbers;
    };
    std::array<Question, 4> questions = {{{"unknown.date", 0, {}},
                                          {"unknown.party", 0, {}},
                                          {"unknown.source", 0, {}},
                                          {"unknown.single", 0, {}}}};
    const auto note = [&](size_t question, const BriefEntry& entry) {
      ++questions[question].count;
      for (const StoredEvent* record : entry.records)
        questions[question].numbers.insert(evidence_.Number(*record));
    };
    for (const BriefEntry& entry : entries_) {
      const Event& event = entry.told().event;
      if ((!event.date || event.date->basis == "unknown") && !HasNotHappened(event)) note(0, entry);
      if (HasUnknownParty(event)) note(1, entry);
      if (HasNotHappened(event) && event.attribution.empty() && event.certainty != "planned")
        note(2, entry);
      if (entry.CountDocuments() == 1) note(3, entry);
    }
    if (std::all_of(questions.begin(), questions.end(),
                    [](const Question& q) { return q.count == 0; }))
      return;
    out_ += "\n## " + phrases_.Fill("section.unknown") + "\n\n";
    for (const Question& q : questions)
      if (q.count > 0)
        out_ += "- " +
                phrases_.Fill(q.phrase,
                              {{"count", std::to_string(q.count)}, {"marks", Marks(q.numbers)}}) +
                "\n";
  }

  void Evidence() {
    out_ += "\n## " + phrases_.Fill("evidence.heading") + "\n\n";
    for (size_t i = 0; i < evidence_.records().size(); ++i) {
      const StoredEvent& record = *evidence_.records()[i];
      const Event& event = record.event;
      const std::string text =
          ClipEvidence(event.evidence.text, event.trigger.text, kMaxEvidenceChars);
      const std::string title =
          record.doc_title.empty() ? phrases_.Fill("evidence.untitled") : record.doc_title;
      out_ += "- " + Mark(i + 1) + " " +
              phrases_.Fill("evidence.quote", {{"text", EscapeMarkdown(text)}});
      out_ += " — *" + EscapeMarkdown(title) + "*";
      if (!record.outlet.empty()) out_ += ", " + EscapeMarkdown(record.outlet);
      out_ += ", " + EscapeMarkdown(record.url.empty() ? event.doc : record.url) + ", ";
      out_ += record.published.empty()
                  ? phrases_.Fill("evidence.undated")
                  : phrases_.Fill("evidence.published", {{"date", record.published}});
      out_ += "\n";
    }
  }

  const BriefInput& input_;
  const Phrases& phrases_;
  const PartyNames& names_;
  std::vector<StoredEvent> records_;
  std::vector<BriefEntry> entries_;
  EvidenceList evidence_;
  std::string out_;
};

}  // namespace

Result<std::string> MarkdownBrief(const BriefInput& input, const Phrases& phrases,
                                  const PartyNames& names) {
  for (const std::string& day : {input.since, input.until})
    if (!day.empty() && !base::ParseDay(day))
      return {ErrorCode::kInvalidArgument, "not a date (YYYY-MM-DD): `" + day + "`"};
  if (!input.since.empty() && !input.until.empty() && input.until < input.since)
    return {ErrorCode::kInvalidArgument,
            "the period ends before it begins: " + input.since + " to " + input.until};
  return BriefWriter(input, phrases, names).Write();
}

std::string EscapeMarkdown(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else {
      if (std::string_view("\\`*_[]<>").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string ClipEvidence(std::string_view sentence, std::string_view trigger, size_t max_chars) {
  const Characters chars(sentence);
  if (chars.count() <= max_chars) return std::string(sentence);
  size_t first = 0;
  const size_t found = trigger.empty() ? sentence.npos : sentence.find(trigger);
  if (found != sentence.npos && chars.IndexOf(found + trigger.size()) > max_chars) {
    const size_t middle = (chars.IndexOf(found) + chars.IndexOf(found + trigger.size())) / 2;
    first = std::min(middle - std::min(middle, max_chars / 2), chars.count() - max_chars);
  }
  return chars.Cut(first, first + max_chars);
}

std::string Snippet(std::string_view sentence, std::string_view trigger) {
  constexpr size_t kMaxChars = 60, kCharsAfter = 20, kBlankWithin = 10;
  const size_t found = trigger.empty() ? sentence.npos : sentence.find(trigger);
  if (found == sentence.npos) return {};
  const Characters chars(sentence);
  if (chars.count() <= kMaxChars) return std::string(sentence);
  const size_t trigger_first = chars.IndexOf(found),
               trigger_last = chars.IndexOf(found + trigger.size());
  size_t last = std::min(trigger_last + kCharsAfter, chars.count());
  size_t first = std::min(last - std::min(last, kMaxChars), trigger_first);
  for (size_t i = 0; i < kBlankWithin && first > 0 && first + i < trigger_first; ++i)
    if (chars.IsBlank(first + i)) {
      first += i + 1;
      break;
    }
  for (size_t i = 0; i < kBlankWithin && last < chars.count() && last - i > trigger_last; ++i)
    if (chars.IsBlank(last - i)) {
      last -= i;
      break;
    }
  return chars.Cut(first, last);
}

}  // namespace bongsu::report
