// Occurrences: many records, one thing that happened.
//
// A record is a report on an occurrence. An occurrence is known by what sort of act it is
// (data/occurrences.tsv), by whom and to whom (a set where both sides do the same), by what, where
// and when; never by event type, certainty or the number of reports. So a meeting planned, held and
// cancelled is one occurrence, and so is a transfer feared, alleged, confirmed and denied.
//
// A new mention is compared with what the occurrences of its kind, parties and time remember of
// their mentions; a logistic model (data/clustering.tsv) says how likely both speak of one thing.
#ifndef BONGSU_CORPUS_OCCURRENCE_H_
#define BONGSU_CORPUS_OCCURRENCE_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/result.h"
#include "coding/outlets.h"
#include "lexicon/lexicon.h"

namespace bongsu::corpus {

// What a frame reports on.
struct OccurrenceKind {
  std::string name;   // "meeting", "transfer", "statement" ...
  bool set = false;   // parties on both sides do the same
  bool told = false;  // the occurrence is the speech itself
  int32_t days = 0;   // two reports on one occurrence lie no further apart
};

// What is kept of a record to compare it with others.
struct Mention {
  std::string kind, family, frame;
  std::vector<std::string> actor, recipient;  // code/sector, sorted
  std::vector<std::string> entity;            // persons and institutions among them, sorted
  std::vector<std::string> item;              // sorted
  std::string country, place;                 // of the act, and the name as written; may be empty
  std::string document;                       // id
  int32_t from = 0, to = 0;                   // days since 1970-01-01
  bool known = false;                         // the record has a day; else that of the document
  bool stated = false;                        // the text says the day
  uint32_t at = 0;                            // where the evidence begins, byte of the source
  std::vector<uint32_t> terms;                // of the evidence: hashes of its rarer terms but for
                                              // parties and act, sorted

  bool operator==(const Mention&) const = default;
};

// A line of text without line feed, and back; kCorruption.
std::string Encode(const Mention& mention);
Result<Mention> DecodeMention(std::string_view text);

// How two mentions are alike; the names are those of data/clustering.tsv.
enum Feature : size_t {
  kActor,         // of the shorter list of those who did it, how much the other has
  kDay,           // the texts name the same day
  kEntity,        // a person or institution in common
  kExact,         // the same parties on each side, or others who act for the same states
  kFamily,        // one family of frames
  kFrame,         // one frame
  kItem,          // an item in common
  kNear,          // in one document: 1 side by side, 0.5 when 300 bytes lie between
  kOtherDay,      // both texts name a day, not the same
  kOtherItem,     // both name items, none in common
  kOtherParties,  // two sets of two or more parties, not the same
  kOtherPerson,   // both name persons, none in common
  kOtherPlace,    // the places are of two states
  kOtherSite,     // the places have two names
  kOtherText,     // both texts say more besides parties and act, and not the same
  kParties,       // of the longer lists of parties, how much the other has
  kPlace,         // the places are of one state
  kRecipient,     // as kActor, of those it was done to; 0.5 where a text names none
  kSentence,      // both stand in one sentence
  kSite,          // the places have one name
  kText,          // terms in common besides parties and act, the rarer the weightier
  kTime,  // 1: the same day, or the next where a text does not say the day; near 0: as far apart as
          // the kind allows
  kFeatureCount
};

// Their names, in this order.
std::span<const std::string_view> FeatureNames();

// Why a mention was taken for one of an occurrence.
struct Match {
  double probability = 0;  // 0..1
  bool compared = false;   // with at least one mention
  bool told = false;       // both are said rather than done
  bool home = false;       // all parties of both are of one state
  bool within = false;     // both stand in one document
  std::array<double, kFeatureCount> features{};
  // "parties 1.00, text 0.83, time 1.00"
  std::string Why() const;
};

// An occurrence as far as matching needs it.
struct OccurrenceSketch {
  int64_t key = 0;                // the store's
  std::vector<Mention> mentions;  // the first kRemembered
};

class OccurrenceModel {
 public:
  // A mention beyond these is counted, but not compared with.
  static constexpr size_t kRemembered = 8;
  static constexpr double kThreshold = 0.5;

  explicit OccurrenceModel(const lexicon::Lexicon& lexicon);

  // `published`: of its document, YYYY-MM-DD; may be empty. nullopt when the frame is unknown or
  // neither record nor document has a day: then it stands alone.
  std::optional<Mention> MentionOf(const Event& event, std::string_view published) const;

  // Keys that an occurrence and a mention must share to be compared, for storing the mention; and
  // those to look under.
  std::vector<uint64_t> Blocks(const Mention& mention) const;
  std::vector<uint64_t> LookUnder(const Mention& mention) const;

  const coding::Outlets& outlets() const { return outlets_; }

  // Whether records of these kinds may speak of one thing: a kind and itself, and those with a row
  // `join:` in data/clustering.tsv.
  bool Joins(std::string_view a, std::string_view b) const;

  // How likely both are of one occurrence; nullopt when kind, parties, time or item forbid it.
  std::optional<Match> Compare(const Mention& a, const Mention& b) const {
    return Compare(a, b, 0);
  }
  // The average over what the occurrence remembers; nullopt when any comparison forbids it, or when
  // the average cannot come to kThreshold.
  std::optional<Match> Compare(const Mention& mention, const OccurrenceSketch& occurrence) const;

 private:
  // As above, but nullopt, before the texts are compared, when they cannot make it `least` likely.
  std::optional<Match> Compare(const Mention& a, const Mention& b, double least) const;
  const OccurrenceKind* KindOf(std::string_view frame) const;
  std::vector<uint32_t> TermsOf(const Event& event) const;
  size_t PlaceOf(uint32_t term) const;
  double WeightOf(uint32_t term) const;
  void CompareTerms(const Mention& a, const Mention& b, std::array<double, kFeatureCount>& f) const;
  coding::Outlets outlets_;
  std::unordered_map<std::string, OccurrenceKind> kinds_;    // by frame
  std::unordered_map<std::string, OccurrenceKind> by_kind_;  // by name
  std::unordered_map<std::string, std::string> families_;    // by frame
  // A weight for each feature and, last, the bias.
  using Weights = std::array<double, kFeatureCount + 1>;
  Weights weights_{}, told_weights_{}, home_weights_{}, within_weights_{};
  std::map<std::string, std::map<std::string, double>, std::less<>> joins_;  // both ways
  // Weights of terms that many sentences have, by the last bits of the term; 0: an empty place.
  std::vector<std::pair<uint32_t, double>> common_;
};

// How good a record is as the face of its occurrence: what the text says of time, place, parties
// and items, how certain, how confident. Larger is better.
double Specificity(const Event& event);

// Who a mention ultimately rests on: its attribution, else the agency or outlet it names; empty:
// the document's own outlet. Two mentions of one source are one independent source.
std::string SourceOf(const Event& event, const coding::Outlets& outlets);

}  // namespace bongsu::corpus

#endif  // BONGSU_CORPUS_OCCURRENCE_H_
