#include "evaluation/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "coding/confidence.h"
#include "evaluation/score.h"

namespace bongsu::evaluation {
namespace {

constexpr size_t kBins = 5;
constexpr int kResamples = 2000;
constexpr uint64_t kSeed = 1;
constexpr double kPenalty = 3.0;  // L2, as if each weight had been seen at zero so often
constexpr int kSteps = 20000;
constexpr double kRate = 2.0;  // divided by the number of records

double Logistic(double x) { return 1 / (1 + std::exp(-x)); }

// Of records sorted by falling confidence.
std::vector<ReliabilityBin> BinsOf(const std::vector<const Judged*>& sorted) {
  std::vector<ReliabilityBin> bins;
  for (size_t b = 0; b < kBins; ++b) {
    const size_t begin = b * sorted.size() / kBins, end = (b + 1) * sorted.size() / kBins;
    if (begin == end) continue;
    ReliabilityBin bin;
    bin.n = end - begin;
    for (size_t i = begin; i < end; ++i) {
      bin.stated += *sorted[i]->confidence;
      bin.right += sorted[i]->right;
    }
    bin.stated /= static_cast<double>(bin.n);
    bin.right /= static_cast<double>(bin.n);
    bins.push_back(bin);
  }
  return bins;
}

double ErrorOf(const std::vector<ReliabilityBin>& bins, size_t n) {
  double sum = 0;
  for (const ReliabilityBin& bin : bins)
    sum += static_cast<double>(bin.n) * std::abs(bin.stated - bin.right);
  return n == 0 ? 0 : sum / static_cast<double>(n);
}

void SortByConfidence(std::vector<const Judged*>& records) {
  std::stable_sort(records.begin(), records.end(), [](const Judged* a, const Judged* b) {
    return *a->confidence > *b->confidence;
  });
}

// Gradient descent on the penalised log-likelihood: slow, plain and the same everywhere. The bias
// bears no penalty.
std::vector<double> Descend(const std::vector<std::vector<size_t>>& rows,
                            const std::vector<bool>& right, size_t features, size_t bias) {
  std::vector<double> weights(features, 0.0);
  const auto n = static_cast<double>(std::max<size_t>(1, rows.size()));
  for (int step = 0; step < kSteps; ++step) {
    std::vector<double> gradient(features, 0.0);
    for (size_t i = 0; i < rows.size(); ++i) {
      double sum = 0;
      for (const size_t f : rows[i]) sum += weights[f];
      const double error = (right[i] ? 1.0 : 0.0) - Logistic(sum);
      for (const size_t f : rows[i]) gradient[f] += error;
    }
    for (size_t f = 0; f < features; ++f)
      weights[f] += kRate / n * (gradient[f] - (f == bias ? 0 : kPenalty * weights[f]));
  }
  return weights;
}

// Slope and intercept that make `scores` true for `right` (Platt 1999).
std::pair<double, double> Scale(const std::vector<double>& scores, const std::vector<bool>& right) {
  double slope = 1, intercept = 0;
  const auto n = static_cast<double>(std::max<size_t>(1, scores.size()));
  for (int step = 0; step < kSteps; ++step) {
    double by_slope = 0, by_intercept = 0;
    for (size_t i = 0; i < scores.size(); ++i) {
      const double error = (right[i] ? 1.0 : 0.0) - Logistic(slope * scores[i] + intercept);
      by_slope += error * scores[i];
      by_intercept += error;
    }
    slope += by_slope / n;
    intercept += by_intercept / n;
  }
  return {std::max(0.0, slope), intercept};
}

}  // namespace

std::vector<Judged> Judge(const RowSet& gold, const RowSet& system) {
  std::vector<Judged> out;
  size_t document = 0;
  for (const auto& [doc, rows] : gold.documents) {
    ++document;
    const auto coded = system.documents.find(doc);
    if (coded == system.documents.end()) continue;
    const std::vector<Row> wanted = Collapse(rows), given = Collapse(coded->second);
    std::vector<bool> right(given.size(), false);
    for (const auto& [i, k] : Match(wanted, given, Level::kDyad)) right[k] = true;
    for (size_t k = 0; k < given.size(); ++k)
      out.push_back({document, right[k], given[k].confidence, given[k].features});
  }
  return out;
}

Calibration Calibrate(const std::vector<Judged>& records) {
  std::vector<const Judged*> sorted;
  std::map<size_t, std::vector<const Judged*>> documents;
  double right = 0;
  Calibration out;
  for (const Judged& r : records) {
    if (!r.confidence) continue;
    sorted.push_back(&r);
    documents[r.document].push_back(&r);
    right += r.right;
    const double miss = *r.confidence - (r.right ? 1.0 : 0.0);
    out.brier += miss * miss;
  }
  out.n = sorted.size();
  if (out.n == 0) return out;
  const auto n = static_cast<double>(out.n);
  out.brier /= n;
  out.brier_constant = right / n * (1 - right / n);
  SortByConfidence(sorted);
  out.bins = BinsOf(sorted);
  out.error = ErrorOf(out.bins, out.n);

  std::vector<const std::vector<const Judged*>*> groups;
  for (const auto& [document, group] : documents) groups.push_back(&group);
  std::mt19937_64 random(kSeed);
  std::vector<double> errors;
  for (int i = 0; i < kResamples; ++i) {
    std::vector<const Judged*> sample;
    for (size_t d = 0; d < groups.size(); ++d) {
      const auto& group = *groups[random() % groups.size()];
      sample.insert(sample.end(), group.begin(), group.end());
    }
    SortByConfidence(sample);
    errors.push_back(ErrorOf(BinsOf(sample), sample.size()));
  }
  std::sort(errors.begin(), errors.end());
  out.error_low = errors[kResamples / 40];
  out.error_high = errors[kResamples - 1 - kResamples / 40];
  return out;
}

std::string FormatCalibration(const Calibration& c) {
  std::string out = fmt::format("confidence of {} records\n", c.n);
  if (c.n == 0) return out;
  out += "  records  stated  right\n";
  for (const ReliabilityBin& bin : c.bins)
    out += fmt::format("  {:>7}  {:>6.3f}  {:>5.3f}\n", bin.n, bin.stated, bin.right);
  out += fmt::format("  calibration error {:.3f} (95 % {:.3f} to {:.3f})\n", c.error, c.error_low,
                     c.error_high);
  out += fmt::format("  Brier score {:.3f}; of one number for all records {:.3f}\n", c.brier,
                     c.brier_constant);
  return out;
}

std::string FitConfidence(const std::vector<Judged>& learn, const std::vector<Judged>& scale) {
  std::map<std::string, size_t> numbers;
  numbers.emplace(coding::kBias, 0);
  std::vector<std::vector<size_t>> rows;
  std::vector<bool> right;
  for (const Judged& r : learn) {
    std::vector<size_t> row;
    for (const std::string& f : r.features)
      row.push_back(numbers.try_emplace(f, numbers.size()).first->second);
    rows.push_back(std::move(row));
    right.push_back(r.right);
  }
  const size_t bias = numbers.at(std::string(coding::kBias));
  const std::vector<double> weights = Descend(rows, right, numbers.size(), bias);

  std::vector<double> scores;
  std::vector<bool> scale_right;
  for (const Judged& r : scale) {
    double sum = 0;
    for (const std::string& f : r.features)
      if (const auto it = numbers.find(f); it != numbers.end()) sum += weights[it->second];
    scores.push_back(sum);
    scale_right.push_back(r.right);
  }
  const auto [slope, intercept] = Scale(scores, scale_right);

  std::string out = fmt::format(
      "# Weights of the confidence of a record: a logistic model over features of the record\n"
      "#   (src/coding/confidence.h). Written by `bongsu eval --fit-confidence` "
      "(docs/evaluation.md);\n"
      "#   not to be edited by hand.\n"
      "# Source: learned from {} records, slope and intercept from {} records of documents kept "
      "apart.\n"
      "# Licence: Apache-2.0. Format version: 1.\n"
      "feature\tweight\n",
      learn.size(), scale.size());
  for (const auto& [feature, number] : numbers)
    out += fmt::format("{}\t{:.4f}\n", feature,
                       slope * weights[number] + (number == bias ? intercept : 0));
  return out;
}

}  // namespace bongsu::evaluation
