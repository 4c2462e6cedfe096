// The instruments of the regimes watched: resolutions, treaties, arrangements, paragraph by
// paragraph (data/regime/*.yaml). What a paragraph bars is the analyst's text; nothing here judges.
#ifndef BONGSU_REGIME_INSTRUMENT_H_
#define BONGSU_REGIME_INSTRUMENT_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/result.h"
#include "lexicon/lexicon.h"
#include "lexicon/yaml_file.h"

namespace bongsu::regime {

// From and to YYYY-MM-DD, inclusive; an empty end is open.
struct Period {
  std::string from, to;
  bool disputed = false;  // whether it is in force then is contested
  bool Holds(std::string_view day) const {
    return (from.empty() || from <= day) && (to.empty() || day <= to);
  }
};

// How a state stands to a treaty or an arrangement.
struct Standing {
  std::string state;   // ISO 3166 alpha-3
  std::string status;  // party, partner, subscriber, signatory, disputed, outside
  Period period;
  lexicon::Texts note;
  bool confirmed = false;
  // Whether what the instrument asks is asked of this state; of a disputed one it may be.
  bool Bound() const { return status != "outside" && status != "signatory"; }
};

struct Exemption {
  std::string id;
  std::vector<std::string> items;  // it holds for these alone; empty: not told by items
  std::vector<std::string>
      cues;  // words of the sentence that show it (a&b: both); empty: items alone do
  lexicon::Texts text;
  bool decides = false;  // where it holds the paragraph does not apply; else it is only considered
};

// So much of `unit` per year or quarter is allowed.
struct Cap {
  double amount = 0;
  std::string unit, per, from;  // barrel, tonne, usd ...; year, quarter; YYYY-MM-DD
  std::vector<std::pair<double, std::string>> alternatives;  // the same in another unit
};

struct Paragraph {
  std::string id;                 // "8(a)(i)", "Art. I"
  std::string force;              // decides, requires, calls_upon, treaty, political
  std::string addressee;          // all_states, subject, parties, (non_)nuclear_weapon_states
  std::vector<std::string> acts;  // data/regime/acts.tsv
  // to, from, both: seen from the subject; by: its own act; any. Without a subject `to` means that
  // the receiver is asked, anything else that who gives or acts is.
  std::string direction;
  std::vector<std::string> items;  // empty: any
  std::vector<std::string> not_items;
  std::vector<std::string> receivers;  // empty: any
  std::string receiver_status;         // empty: any; non_nuclear_weapon_state, non_state_actor
  lexicon::Texts threshold;            // a limit the text sets, in words
  std::vector<std::string> limits;     // items and acts it decides on; empty: all; "none"
  std::optional<double> range_km, payload_kg;
  std::optional<Cap> cap;
  std::vector<Exemption> exemptions;
  std::vector<Period> periods;  // empty: those of the instrument
  std::string superseded_by;
  lexicon::Texts bars;
  std::string source;
  bool confirmed = false;  // number and content were read in the source

  // Security Council decisions and treaty law; the rest is called upon or political.
  bool Binding() const { return force == "decides" || force == "requires" || force == "treaty"; }
};

struct Instrument {
  std::string id;       // "UNSCR 1718"
  std::string regime;   // dprk, iran, global
  std::string nature;   // resolution, treaty, arrangement
  std::string subject;  // the state that measures concern; empty: none in particular
  lexicon::Texts name, note;
  std::string adopted;
  std::vector<Period> periods;  // in force
  bool not_in_force = false;    // a treaty that waits for ratifications
  std::string source;
  std::string default_status;       // of a state not listed: party or outside
  std::vector<Standing> standings;  // of treaties and arrangements
  std::vector<std::string> nuclear_weapon_states;
  std::vector<Paragraph> paragraphs;

  // How a state stands on a day (YYYY-MM-DD); a state not listed has the default status.
  Standing StandingOf(std::string_view state, std::string_view day) const;
};

// Reads data/regime and, over it, regime/ of each folder of one's own: a file whose instrument has
// the id of an earlier one takes its place. Resolutions, treaties, arrangements, each by id.
// kBadInput: "file:line: rule", all faults of all files.
Result<std::vector<Instrument>> LoadInstruments(const lexicon::Folders& folders);

// One file's instrument; `file` is only a name. kBadInput as above.
Result<Instrument> ParseInstrument(std::string_view text, const std::string& file);

// The period that holds on a day, of the paragraph else of its instrument; null: not in force then.
const Period* InForce(const Instrument& instrument, const Paragraph& paragraph,
                      std::string_view day);

}  // namespace bongsu::regime

#endif  // BONGSU_REGIME_INSTRUMENT_H_
