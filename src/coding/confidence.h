// How likely a record is what the text says (codebook section 1, `confidence`): a logistic model
// over what the record shows and how it was read, so that the number can be followed.
#ifndef BONGSU_CODING_CONFIDENCE_H_
#define BONGSU_CODING_CONFIDENCE_H_

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "bongsu/event.h"
#include "lexicon/lexicon.h"

namespace bongsu::coding {

// The feature that every record has.
inline constexpr std::string_view kBias = "bias";

// How a record was read, beside what it shows.
struct RecordSigns {
  bool noun = false;               // told by a noun, not a verb
  bool headline = false;           // by a noun at the end of a headline or list item
  bool past = false;               // told in the past or as going on
  bool guessed_actor = false;      // not named in the clause: who the text spoke of before
  bool guessed_recipient = false;  // the same
  bool restated = false;           // told more than once in the document
  bool crowded = false;            // its sentence gives three records or more
  bool in_body = true;             // a paragraph, not a list or the excerpt
};

// What the model looks at, as names of data/confidence.tsv ("event:AID", "recipient:elsewhere").
std::vector<std::string> ConfidenceFeatures(const Event& event, const RecordSigns& signs);

// Immutable, safe for concurrent use.
class ConfidenceModel {
 public:
  // Reads the table `confidence`: a weight for each feature.
  explicit ConfidenceModel(const lexicon::Lexicon& lexicon);
  // 0.001 to 0.999 in three decimals; nullopt when the table is empty. A feature without a weight
  // counts nothing.
  std::optional<double> Of(const std::vector<std::string>& features) const;

 private:
  std::unordered_map<std::string, double> weights_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_CONFIDENCE_H_
