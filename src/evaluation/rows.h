// Rows to be compared: gold records and coded events, reduced to what scoring looks at (codebook
// section 7).
#ifndef BONGSU_EVALUATION_ROWS_H_
#define BONGSU_EVALUATION_ROWS_H_

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/result.h"

namespace bongsu::evaluation {

using Names = std::set<std::string>;

// One record. Codes and sectors are upper case; a party with its sector is "USA/GOV". An attribute
// that the gold row does not give is nullopt and is not scored for that row.
struct Row {
  std::string event;
  Names actor, recipient;                // codes
  Names actor_sector, recipient_sector;  // "CODE/SECTOR"
  Names aux;
  bool core = true;       // else optional: neither its presence nor its absence counts
  bool domestic = false;  // actor and recipient share a code: the sector tells the two apart
  std::optional<Names> mode, attribution, item;
  std::optional<std::pair<std::string, std::optional<std::string>>> date;

  std::optional<double> confidence;   // none in gold
  std::vector<std::string> features;  // coding::ConfidenceFeatures of a record coded here

  // For people, not for scores.
  std::string trigger, evidence;     // as quoted; empty where the row gives only the place
  std::optional<ByteSpan> sentence;  // of the source: where the evidence stands
  std::string frame, rule, entry;    // empty in gold
  std::string origin;                // "line 12" of the text it was read from, or the record's id
};

// The rows of each document, by file name; a document without events has an empty list. The order
// of a document's rows is that of the text they came from.
struct RowSet {
  std::map<std::string, std::vector<Row>> documents;

  // Adds coded events of one document; without events the document is known to be empty. `doc` may
  // be a path or URL. `features`: coding::Coded's, one list per event, or none.
  void Add(std::string_view doc, std::span<const Event> events,
           std::span<const std::vector<std::string>> features = {});
};

struct LoadOptions {
  std::optional<Names> docs;  // only these file names
  std::string lang;  // only rows of this language; rows without `lang` count as of any. Empty: all
};

// Adds the rows of a JSONL text: gold (parties as "USA/GOV") or what `bongsu code --format jsonl`
// prints. `path` is for messages; a line that breaks the format is kBadInput "path:12: ...".
// Nothing is added then.
Status AddJsonl(std::string_view text, const std::string& path, const LoadOptions& options,
                RowSet& rows);

// The last part of a path or URL as scoring compares it: "posts/a.md" is "a.md".
std::string FileName(std::string_view doc);

}  // namespace bongsu::evaluation

#endif  // BONGSU_EVALUATION_ROWS_H_
