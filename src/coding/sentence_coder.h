// One sentence to drafts of records.
#ifndef BONGSU_CODING_SENTENCE_CODER_H_
#define BONGSU_CODING_SENTENCE_CODER_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bongsu/document.h"
#include "coding/dates.h"
#include "coding/draft.h"
#include "coding/entities.h"
#include "coding/frames.h"
#include "coding/quantities.h"
#include "coding/things.h"
#include "coding/trace.h"
#include "language/clause.h"

namespace bongsu::coding {

// Codes the sentences of one document in order. One thread at a time; all references must outlive
// it.
class SentenceCoder {
 public:
  SentenceCoder(const Document& document, const language::Analyser& analyser,
                const EntityResolver& resolver, const Frames& frames, const ThingFinder& things,
                const DateFinder& dates, const QuantityFinder& quantities,
                const lexicon::Table& predicates, std::string home, Trace* trace);

  void NewSection() {
    memory_.NewSection();
    subject_here_.clear();
    counterparts_.clear();
    rivals_.clear();
    issuers_.clear();
  }
  // Notes in the trace that a block is not read, and why.
  void Skip(size_t block, const char* why);
  // Codes block.text[sentence]; appends to `drafts`.
  void Code(size_t block, ByteSpan sentence, bool headline, std::vector<Draft>& drafts);

 private:
  // What one predicate is, once frame and roles are known.
  struct Reading {
    const Frame* frame = nullptr;
    uint32_t entry_row = 0;
    int without_other = -1;  // the row that holds where entry_row asks for a second party in vain,
                             // or -1
    std::vector<PartyRef> agent, other;
    bool charged = false;  // what somebody is charged with: the subject around it did not do it
    std::string nothing;   // why it gives no record
  };
  using Parties = std::vector<PartyRef>;

  EntityResolver::Context NameContext() const;
  Parties PartiesOf(const std::vector<language::Party>& parties);
  void ResolvePhrases();
  void ChooseFrame(size_t index);
  void SetEntry(Reading& reading, int row);
  void FindAgent(size_t index);
  void FindMover(size_t index, const Parties& by);
  Parties SpeaksOfItself(size_t index) const;
  Parties Judged(const language::Instance& p) const;
  bool IsVoice(size_t phrase) const;
  void RememberIssuers();
  bool IsOfTransfer(size_t index, int phrase) const;
  PartyRef Unknown(ByteSpan text) const;                // somebody whom these words stand for
  const Parties& PartiesOrOwners(size_t phrase) const;  // whom a phrase names, or else whose it is
  void SpeakFor(size_t index, Parties& parties) const;
  void FindOther(size_t index);
  Parties FromSource(size_t index, Source source);
  Parties ContentAgents(size_t index);
  bool HeadlineActor(size_t index, const Parties& owners);
  void AddDefaultActor(size_t index);
  void AddHeadlineSpeaker(size_t index, Draft& draft) const;
  bool AnnouncesOnCondition(size_t index) const;
  bool IsOwnThreat(size_t index) const;
  bool IsFreed(size_t index, int phrase) const;
  Parties Addressee(size_t index) const;
  Parties Rival(size_t index) const;
  bool InContent(size_t index, int phrase) const;
  const Parties& Maker(int phrase) const;
  const Parties* DoerOfAct(size_t index, int phrase) const;
  Parties FromContext(size_t index, bool section);
  void AddDefault(size_t index);
  PartyRef Unnamed(const DefaultParty& row, std::string_view state) const;
  bool AccusesSomebody(size_t index) const;
  // True when a clause that the predicate embeds is of a kind: "must accept", "not to transfer",
  // "will respond".
  bool Embeds(size_t index, bool (*fits)(const language::Instance&, const Reading&)) const;
  bool IsHeld(size_t index) const;
  void Draw(size_t index, std::vector<Draft>& drafts);
  // Whether it denies what it embeds: a denial, or a retort to a report or a claim.
  bool Denies(size_t index) const;
  bool ApplyEmbedding(size_t index, Draft& draft, std::string& nothing);
  const FoundDate* DateOf(size_t index) const;
  std::optional<FoundDate> WhenOf(size_t index) const;
  bool IsTimeless(size_t index) const;
  bool IsToldAsOfTheDay(size_t index) const;
  void SetDate(size_t index, Draft& draft) const;
  void SetQuantities(size_t index, Draft& draft) const;
  void SetPlace(size_t index, Draft& draft) const;
  void SetContent(size_t index, Draft& draft) const;
  void AddSources(size_t index, Draft& draft) const;
  Situation SituationOf(size_t index, const Draft& draft) const;
  void RememberCounterparts(const Draft& draft);
  void Describe(size_t index, const std::string& outcome);

  const Document& document_;
  const language::Analyser& analyser_;
  const EntityResolver& resolver_;
  const Frames& frames_;
  const ThingFinder& thing_finder_;
  const DateFinder& date_finder_;
  const QuantityFinder& quantity_finder_;
  const lexicon::Table& predicates_;
  std::string home_;
  Trace* trace_;
  Memory memory_;
  std::unordered_map<std::string_view, Parties> counterparts_;  // of the section, by code
  // At home: who last turned on a party ("KOR/OPP"), and in which sentence.
  std::unordered_map<std::string, std::pair<Parties, uint64_t>> rivals_;
  Parties issuers_;                          // whose report or statement the section spoke of last
  Parties previous_subject_, subject_here_;  // of the sentence before, of this one

  // The sentence in hand.
  size_t block_ = 0;
  ByteSpan sentence_;
  bool headline_ = false;
  int sentence_topic_ = -1;  // index of analysis_.phrases: whom the sentence is about
  uint64_t sentence_number_ = 0;
  language::Analysis analysis_;
  std::vector<Thing> things_;
  std::vector<FoundDate> dates_;
  std::vector<FoundQuantity> quantities_;
  std::vector<Parties> phrase_parties_, phrase_owners_, phrase_toward_;
  std::vector<Reading> readings_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_SENTENCE_CODER_H_
