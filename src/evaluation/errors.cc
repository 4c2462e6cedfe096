#include "evaluation/errors.h"

#include <map>

namespace bongsu::evaluation {
namespace {

std::string Join(const Names& names, const char* separator) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : separator) + name;
  return out.empty() ? "-" : out;
}

std::string WithoutBlanks(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c != ' ' && c != '\n' && c != '\t' && c != '\r') out += c;
  return out;
}

// Gold quotes the sentence's beginning, or the trigger alone, or gives its place.
bool IsAtSentence(const Row& gold, const Row& coded) {
  if (gold.sentence && coded.sentence)
    return coded.sentence->begin <= gold.sentence->begin &&
           gold.sentence->begin < coded.sentence->end;
  const std::string& quoted = gold.evidence.empty() ? gold.trigger : gold.evidence;
  return !quoted.empty() &&
         WithoutBlanks(coded.evidence).find(WithoutBlanks(quoted)) != std::string::npos;
}

void ListDocument(const std::string& doc, const std::vector<Row>& gold,
                  const std::vector<Row>& system, Level level, std::vector<Error>& errors) {
  std::vector<bool> hit_gold(gold.size()), hit_system(system.size());
  for (const auto& [i, k] : Match(gold, system, level)) hit_gold[i] = hit_system[k] = true;
  // Partners are sought among what is left, so that a right row is not named as a wrong one's
  // partner.
  std::vector<Row> left_gold, left_system;
  for (size_t i = 0; i < gold.size(); ++i)
    if (!hit_gold[i]) left_gold.push_back(gold[i]);
  for (size_t k = 0; k < system.size(); ++k)
    if (!hit_system[k]) left_system.push_back(system[k]);
  std::map<size_t, size_t> of_gold, of_system;
  for (const auto& [i, k] : Match(left_gold, left_system, Level::kType)) {
    of_gold[i] = k;
    of_system[k] = i;
  }
  for (size_t i = 0; i < left_gold.size(); ++i) {
    if (!left_gold[i].core) continue;
    Error error{Error::Kind::kMiss, doc, left_gold[i], std::nullopt, {}};
    if (const auto it = of_gold.find(i); it != of_gold.end())
      error.partner = left_system[it->second];
    for (const Row& coded : system)
      if (IsAtSentence(left_gold[i], coded)) error.at_sentence.push_back(coded);
    errors.push_back(std::move(error));
  }
  for (size_t k = 0; k < left_system.size(); ++k) {
    Error error{Error::Kind::kFalseAlarm, doc, left_system[k], std::nullopt, {}};
    if (const auto it = of_system.find(k); it != of_system.end())
      error.partner = left_gold[it->second];
    errors.push_back(std::move(error));
  }
}

}  // namespace

std::vector<Error> ListErrors(const RowSet& gold, const RowSet& system, Level level) {
  std::vector<Error> errors;
  for (const auto& [doc, rows] : gold.documents) {
    const auto coded = system.documents.find(doc);
    ListDocument(doc, Collapse(rows),
                 coded == system.documents.end() ? std::vector<Row>() : Collapse(coded->second),
                 level, errors);
  }
  return errors;
}

std::string Describe(const Row& row) {
  std::string out = row.event;
  if (row.mode && !row.mode->empty()) out += "/" + Join(*row.mode, ",");
  out += " " + Join(row.actor_sector, "+") + " > " + Join(row.recipient_sector, "+");
  if (!row.aux.empty()) out += " (" + Join(row.aux, ", ") + ")";
  if (row.attribution && !row.attribution->empty()) out += " by " + Join(*row.attribution, "+");
  if (row.item && !row.item->empty()) out += " [" + Join(*row.item, ", ") + "]";
  return out;
}

}  // namespace bongsu::evaluation
