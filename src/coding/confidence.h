// How likely a record is what the text says (codebook section 1, `confidence`): a logistic model
// over what the record itself shows, so that whoever holds the record can follow the number.
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

// What the model looks at, as names of data/confidence.tsv ("event:AID", "recipient:elsewhere").
std::vector<std::string> ConfidenceFeatures(const Event& event);

// Immutable, safe for concurrent use.
class ConfidenceModel {
 public:
  // Reads the table `confidence`: a weight for each feature.
  explicit ConfidenceModel(const lexicon::Lexicon& lexicon);
  // 0.001 to 0.999 in three decimals; nullopt when the table is empty. A feature without a weight
  // counts nothing.
  std::optional<double> Of(const Event& event) const;

 private:
  std::unordered_map<std::string, double> weights_;
};

}  // namespace bongsu::coding

#endif  // BONGSU_CODING_CONFIDENCE_H_
