// The brief as a value: what is said, in which order, and on what each sentence rests. Everything a
// reader sees is in it, in the brief's language, so that a renderer (brief_render.h) only lays it
// out, and the checker (brief_check.h) can hold each sentence against its records (docs/brief.md).
#ifndef BONGSU_REPORT_BRIEF_H_
#define BONGSU_REPORT_BRIEF_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "bongsu/event.h"

namespace bongsu::report {

enum class BriefPartKind : uint8_t {
  kHeadline,     // judgement, fires, what changed, what was read
  kKeyEvents,    // one line per occurrence, the most important first
  kStatements,   // who says so and who denies it, side by side; possibilities
  kTransfers,    // what was or might be handed over, and the paragraphs it would engage
  kMeetings,     // participants and offices
  kCommitments,  // what was agreed or promised: kept, due, lapsed
  kPlanned,      // announced for a day or later
  kSeries,       // counts with intervals
  kTable,        // what was agreed | what follows
  kBackground,   // earlier acts that the sources recall
  kUnknown,      // what is not known
  kSources,      // the evidence; its list is Brief::sources
};
// "headline", "key_events" ...: the word in JSON and in anchors.
const char* BriefPartName(BriefPartKind kind);
std::optional<BriefPartKind> BriefPartNamed(std::string_view name);

// What sort of sentence: decides what the checker asks of it.
enum class SentenceKind : uint8_t {
  kClaim,    // says something of the world: needs marks and records
  kMeasure,  // says what was counted or lit: numbers of the record; marks where records moved it
  kNote,     // says how to read the brief; says nothing of the world
};
const char* SentenceKindName(SentenceKind kind);

// What a sentence asserts, in terms of the record. Of several records: the weakest of each, for the
// sentence is told with the words of the weakest.
struct BriefAssertion {
  std::string certainty;         // word of codebook section 1; empty: asserts nothing
  std::vector<std::string> aux;  // as the record's
  bool attributed = false;       // the sentence says according to whom
  size_t sources = 0;            // independent ones
  bool likelihood = false;       // a word of likelihood is used (ICD 203)
  bool confidence = false;       // a word of confidence is used
  bool operator==(const BriefAssertion&) const = default;
};

struct BriefSentence {
  SentenceKind kind = SentenceKind::kClaim;
  std::string text;                  // with its full stop
  std::string when;                  // to stand before it; may be empty: "2024-07-28†"
  std::string label;                 // to stand before it in another way: "kept", "due 2024-09-01"
  std::string quote;                 // of the evidence, word for word but for "…"; may be empty
  std::string quote_lang;            // its language
  std::string counted;               // "2 independent sources"; may be empty
  std::vector<size_t> marks;         // numbers of Brief::sources, from 1, rising
  std::vector<std::string> records;  // ids in Brief::records
  BriefAssertion asserts;
};

// A series with what was expected, one value per day. Values of a day that has none are nullopt.
struct BriefChart {
  struct Day {
    std::string day;                   // YYYY-MM-DD
    int fires = 0;                     // 1 to 5; 0: the chart has none
    bool covered = true;               // false: too little was read to count
    std::optional<int64_t> count;      // of the week that ends on this day
    std::optional<double> expected;    // for that week
    std::optional<int64_t> low, high;  // 90 % interval
    bool unusual = false;
  };
  std::string id;     // "cooperation", "conflict", "concern"
  std::string title;  // in the brief's language
  std::string unit;   // what a value is, in the brief's language
  std::vector<Day> days;
};

enum class BriefBlockKind : uint8_t {
  kList,       // each sentence an item
  kParagraph,  // the sentences run on
  kTable,      // `columns` and `rows`; a cell holds sentences, may hold none
  kChart,
};

struct BriefBlock {
  BriefBlockKind kind = BriefBlockKind::kList;
  std::string heading;  // may be empty
  std::vector<BriefSentence> sentences;
  std::vector<std::string> columns;
  std::vector<std::vector<std::vector<BriefSentence>>> rows;  // row, cell, sentence
  BriefChart chart;
};

struct BriefPart {
  BriefPartKind kind = BriefPartKind::kHeadline;
  std::string heading;
  std::vector<BriefBlock> blocks;
};

// A sentence of a source that the brief rests on.
struct BriefSource {
  size_t number = 0;      // from 1
  std::string evidence;   // clipped to the quote limit; empty when nothing is to be quoted
  std::string lang;       // of the evidence
  std::string doc;        // id of the document
  std::string title;      // may be empty
  std::string outlet;     // may be empty
  std::string url;        // may be empty
  std::string published;  // YYYY-MM-DD; may be empty
  std::string said;       // "published 2024-07-28", in the brief's language
};

// What the brief keeps of a record: the fact without words, the same in every language.
struct BriefRecord {
  std::string id, occurrence, event, frame, certainty;
  std::vector<std::string> mode, actor, recipient, item, aux, attribution;  // codes
  std::string date, date_to, due, due_to;                                   // YYYY-MM-DD or empty
  std::string source;  // the independent source it counts for
  size_t mark = 0;     // number of its evidence
  bool operator==(const BriefRecord&) const = default;
};

// A value. Two briefs of the same records in different languages differ in words alone.
struct Brief {
  std::string lang;
  std::string title;
  std::string excerpt;              // the headline in a sentence or two, for lists and front matter
  std::string situation;            // id; empty: none
  std::string situation_name;       // in the brief's language
  std::vector<std::string> dyad;    // codes; empty: none
  std::string doc;                  // of a brief on one document
  std::string since, until;         // YYYY-MM-DD, inclusive; empty: open
  int fires = 0, fires_before = 0;  // on `until`, on the day before `since`; 0: no situation
  std::vector<BriefPart> parts;
  std::vector<BriefSource> sources;
  std::vector<BriefRecord> records;  // in the order of first mention

  const BriefRecord* Record(std::string_view id) const;  // null: not there
};

// Calls `each` on every sentence, in order of reading.
template <typename F>
void ForEachSentence(const Brief& brief, F each) {
  for (const BriefPart& part : brief.parts)
    for (const BriefBlock& block : part.blocks) {
      for (const BriefSentence& sentence : block.sentences) each(part, sentence);
      for (const auto& row : block.rows)
        for (const auto& cell : row)
          for (const BriefSentence& sentence : cell) each(part, sentence);
    }
}

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_H_
