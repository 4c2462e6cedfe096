// What scoring counted against the coder, one by one, for the person who corrects it.
#ifndef BONGSU_EVALUATION_ERRORS_H_
#define BONGSU_EVALUATION_ERRORS_H_

#include <optional>
#include <string>
#include <vector>

#include "evaluation/rows.h"
#include "evaluation/score.h"

namespace bongsu::evaluation {

struct Error {
  enum class Kind : uint8_t {
    kMiss,        // a core gold row that no coded row matches
    kFalseAlarm,  // a coded row that matches no gold row
  };
  Kind kind = Kind::kMiss;
  std::string doc;
  Row row;
  std::optional<Row> partner;    // what it matches by the event's name alone: the parties are off
  std::vector<Row> at_sentence;  // of a miss: the coded rows whose evidence is gold's sentence
};

// By document, misses before false alarms, in the order of the rows. Rows are collapsed as in
// scoring, and the number of misses and false alarms is that of the score at `level`, false alarms
// of empty documents added.
std::vector<Error> ListErrors(const RowSet& gold, const RowSet& system, Level level);

// "AID RUS/GOV > PRK/GOV (hypothetical)"; a party that is not named is "-".
std::string Describe(const Row& row);

}  // namespace bongsu::evaluation

#endif  // BONGSU_EVALUATION_ERRORS_H_
