// The ledger: which paragraph a reported event would engage, if it occurred as reported, and what
// speakers say of it. By rule, from the record alone; never a verdict (codebook section 6).
#ifndef BONGSU_REGIME_LEDGER_H_
#define BONGSU_REGIME_LEDGER_H_

#include <memory>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "bongsu/event.h"
#include "bongsu/result.h"
#include "lexicon/lexicon.h"
#include "regime/instrument.h"

namespace bongsu::regime {

enum class Strength : uint8_t {
  kEngages,     // inferred: act, direction, item and date fit
  kMayEngage,   // inferred, but the record leaves something open: see LedgerEntry::open
  kExempt,      // inferred, and an exemption of the paragraph covers it
  kAsserted,    // a speaker says that something violates the instrument
  kAssertedNot  // a speaker says that it does not
};
// "engages", "may engage", "exempt", "asserted", "asserted not".
const char* StrengthName(Strength strength);

struct LedgerEntry {
  const Instrument* instrument = nullptr;
  const Paragraph* paragraph = nullptr;  // null: the instrument as a whole, of an assertion
  Strength strength = Strength::kEngages;
  std::string rule;                // row of acts.tsv; "citation" of an assertion
  std::string act;                 // transfer, launch ...; empty of an assertion
  std::string actor, receiver;     // codes; of an assertion the actor is who is said to violate
  bool asks_receiver = false;      // the paragraph asks the receiver, not the giver
  bool all_resolutions = false;    // of an assertion: those of the regime, no number is named
  std::string standing;            // of the actor in a treaty or arrangement; empty for resolutions
  std::vector<std::string> items;  // of the event, that the paragraph names
  std::vector<const Exemption*> considered;  // exemptions that might hold
  std::vector<std::string> open;             // why it is only "may", sorted: see below
  std::vector<EntityRef> holders;            // who asserts
  // Security Council decisions and treaty law in force: see Paragraph::Binding.
  bool Binding() const { return paragraph != nullptr && paragraph->Binding(); }
};

// What may be open: "act" (the record may mean another act), "catch_all" (the paragraph names no
// items), "controlled" (an arrangement asks for control, not for a ban), "direction" (who gave to
// whom is not said), "in_force" (is contested), "limit" (whether a limit of the text is met is not
// told), "standing" (whether the state is bound is disputed), "threshold" (range or payload is not
// told).
// Immutable; safe for concurrent use. Entries point into it.
class Ledger {
 public:
  // Instruments, acts and citations of the folders. kBadInput as LoadInstruments.
  static Result<std::unique_ptr<Ledger>> Load(const lexicon::Folders& folders);

  const std::vector<Instrument>& instruments() const { return instruments_; }

  // The entries of an event that happened, was planned or is claimed on `day` (YYYY-MM-DD; the
  // event's own day else that of its publication; empty: none, for nothing is known to be in force
  // then). Inferred first, in order of instrument and paragraph; a negated event has none inferred.
  std::vector<LedgerEntry> EntriesOf(const Event& event, std::string_view day) const;

 private:
  struct Act {
    std::string id;
    std::vector<std::string> events, frames, items;  // {"*"}: any
    std::string flow, act;
    bool may = false;
    std::string implied;  // item the act itself tells of; may be empty
    std::string cue;      // `says` of citations.tsv that its sentence must hold; may be empty
  };
  struct Citation {
    std::string lang, form, says;
  };
  void Infer(const Event& event, std::string_view day, std::vector<LedgerEntry>* out) const;
  void Assert(const Event& event, std::string_view day, std::vector<LedgerEntry>* out) const;
  // What the flow of an act makes of a record's parties: pairs of giver and receiver.
  std::vector<std::pair<std::string, std::string>> Pairs(const Act& act, const Event& event) const;
  void Match(const Act& act, const Event& event, const std::string& actor,
             const std::string& receiver, std::string_view day,
             std::vector<LedgerEntry>* out) const;
  bool Fits(const Instrument& instrument, const Paragraph& paragraph, const Act& act,
            const std::string& actor, const std::string& receiver, LedgerEntry* entry,
            std::string_view day) const;
  bool HasCue(const Event& event, std::string_view cue) const;
  bool IsState(const std::string& code) const { return states_.contains(code); }

  std::vector<Instrument> instruments_;
  std::vector<Act> acts_;
  std::vector<Citation> citations_;
  std::unordered_set<std::string> states_, groups_;
};

}  // namespace bongsu::regime

#endif  // BONGSU_REGIME_LEDGER_H_
