// How true the stated confidence is, and the fitting of the model that states it
// (docs/evaluation.md).
#ifndef BONGSU_EVALUATION_CALIBRATION_H_
#define BONGSU_EVALUATION_CALIBRATION_H_

#include <optional>
#include <string>
#include <vector>

#include "evaluation/rows.h"

namespace bongsu::evaluation {

// A coded record held against gold: right when it matches a row, core or optional, at the dyad
// level (event and parties).
struct Judged {
  size_t document = 0;  // tells documents apart
  bool right = false;
  std::optional<double> confidence;
  std::vector<std::string> features;  // of coding::ConfidenceFeatures; empty for records read back
};

// Records of the documents of gold, collapsed as in scoring.
std::vector<Judged> Judge(const RowSet& gold, const RowSet& system);

struct ReliabilityBin {
  size_t n = 0;
  double stated = 0;  // mean confidence
  double right = 0;   // share
};

struct Calibration {
  size_t n = 0;
  std::vector<ReliabilityBin> bins;      // five of equal count, by falling confidence
  double error = 0;                      // expected calibration error: mean |stated - right|
  double error_low = 0, error_high = 0;  // 95 % interval, bootstrap over documents
  double brier = 0;
  double brier_constant = 0;  // of stating the share of right records for every record
};

// Records without a confidence are left out.
Calibration Calibrate(const std::vector<Judged>& records);
std::string FormatCalibration(const Calibration& calibration);

// Learns weights from `learn` (logistic regression with an L2 penalty), then slope and intercept
// from `scale`, documents kept apart; gives the text of data/confidence.tsv. Deterministic.
std::string FitConfidence(const std::vector<Judged>& learn, const std::vector<Judged>& scale);

}  // namespace bongsu::evaluation

#endif  // BONGSU_EVALUATION_CALIBRATION_H_
