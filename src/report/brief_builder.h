// What the parts of a brief are built with: the records chosen, folded and ranked, the numbers of
// the evidence, and sentences that carry what they rest on.
#ifndef BONGSU_REPORT_BRIEF_BUILDER_H_
#define BONGSU_REPORT_BRIEF_BUILDER_H_

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "report/brief.h"
#include "report/brief_compose.h"
#include "report/brief_fold.h"
#include "report/brief_sentence.h"

namespace bongsu::report {

// One occurrence as the brief tells it.
struct Happening {
  std::vector<const BriefEntry*> entries;  // all that is said of it, the one told first
  size_t sources = 0;                      // independent ones that say what is told
  double weight = 0;                       // see BriefBuilder::happenings
  bool core = true;                        // else only around what the brief is about

  const BriefEntry& told() const { return *entries.front(); }
};

// One thread at a time. Material, phrases and names must outlive it.
class BriefBuilder {
 public:
  BriefBuilder(const BriefMaterial& material, const Phrases& phrases, const PartyNames& names);
  BriefBuilder(const BriefBuilder&) = delete;
  BriefBuilder& operator=(const BriefBuilder&) = delete;

  const BriefMaterial& material() const { return material_; }
  const Phrases& phrases() const { return phrases_; }
  const PartyNames& names() const { return names_; }

  // The records that the brief is on.
  const std::vector<store::StoredEvent>& records() const { return records_; }
  const std::vector<BriefEntry>& entries() const { return entries_; }
  // One for each occurrence, the weightiest first: 4 for each independent source (up to 6), the
  // absolute score of the act (0 to 10), 3 for each level of the situation's signals above the
  // first; less 1 for what is claimed, less 4 for what is possible, denied or negated. Then by day
  // and id.
  const std::vector<Happening>& happenings() const { return happenings_; }

  // How many records were left out because they are not sure enough.
  size_t unsure() const { return unsure_; }

  // A sentence that says what the record says, with its marks. `sources`: independent ones; 0:
  // those of the entry.
  BriefSentence Claim(const BriefEntry& entry, size_t sources = 0);
  BriefSentence Claim(const store::StoredEvent& record);
  // What is told of a record as its own line: the entry it belongs to, else the record alone.
  BriefSentence ClaimOfMover(const store::StoredEvent& record);
  // A sentence of one's own words that rests on these records.
  BriefSentence ClaimOf(const char* key, const Slots& slots,
                        const std::vector<const store::StoredEvent*>& records);
  BriefSentence Measure(const char* key, const Slots& slots = {}) const;
  BriefSentence Note(const char* key, const Slots& slots = {}) const;
  // Adds the marks of a record to a sentence, and the record to the brief.
  void Rest(const store::StoredEvent& record, BriefSentence* sentence);

  // A part with its heading and no blocks.
  BriefPart Part(BriefPartKind kind) const;
  std::string Period() const;
  // Whether a day lies in the period.
  bool InPeriod(const std::string& day) const;

  // What was told already, by id of the record told: so that a later part need not repeat it.
  std::set<std::string>& told() { return told_; }
  // The lines told, each once, in order of first mention.
  const std::vector<BriefEntry>& lines() const { return lines_; }

  std::vector<BriefSource> TakeSources() { return std::move(sources_); }
  std::vector<BriefRecord> TakeRecords() { return std::move(brief_records_); }

 private:
  size_t MarkOf(const store::StoredEvent& record);
  void Gather();
  double WeightOf(const Happening& happening) const;

  const BriefMaterial& material_;
  const Phrases& phrases_;
  const PartyNames& names_;
  std::vector<store::StoredEvent> records_;
  size_t unsure_ = 0;
  std::vector<BriefEntry> entries_;
  std::vector<Happening> happenings_;
  std::map<std::tuple<std::string, uint32_t, uint32_t>, size_t> marks_;
  std::vector<BriefSource> sources_;
  std::vector<BriefRecord> brief_records_;
  std::vector<BriefEntry> lines_;
  std::map<std::string, Beside> beside_;
  std::set<std::string> in_brief_, told_;
};

// How much a certainty says that something happened, 5 (reported) to 0: what is told of an
// occurrence is its surest report.
int Sureness(std::string_view certainty);
// The independent source a record counts for; its document where the store knows none.
const std::string& SourceOf(const store::StoredEvent& record);
// "[{A}, ...]" of the codes of parties, each once, in order.
std::vector<std::string> CodesOf(const std::vector<EntityRef>& parties);
// English sentences and headings begin with a capital; the other languages have none.
std::string Capitalised(std::string text);
// A block of one kind with nothing in it yet.
BriefBlock ListBlock(std::string heading = {});
BriefBlock ParagraphBlock(std::vector<BriefSentence> sentences);

}  // namespace bongsu::report

#endif  // BONGSU_REPORT_BRIEF_BUILDER_H_
