#include "coding/confidence.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace bongsu::coding {
namespace {

constexpr size_t kLongSentence = 240, kVeryLongSentence = 420;  // bytes

bool Elsewhere(const std::vector<EntityRef>& parties, ByteSpan evidence) {
  return std::any_of(parties.begin(), parties.end(), [&](const EntityRef& p) {
    return p.span.end <= evidence.begin || p.span.begin >= evidence.end;
  });
}

bool ShareCode(const Event& e) {
  return std::any_of(e.actor.begin(), e.actor.end(), [&](const EntityRef& a) {
    return std::any_of(e.recipient.begin(), e.recipient.end(),
                       [&](const EntityRef& r) { return a.code == r.code; });
  });
}

bool AnySector(const Event& e, std::initializer_list<std::string_view> sectors) {
  const auto has = [&](const EntityRef& p) {
    return std::find(sectors.begin(), sectors.end(), p.sector) != sectors.end();
  };
  return std::any_of(e.actor.begin(), e.actor.end(), has) ||
         std::any_of(e.recipient.begin(), e.recipient.end(), has);
}

}  // namespace

std::vector<std::string> ConfidenceFeatures(const Event& e, const RecordSigns& signs) {
  std::vector<std::string> f = {std::string(kBias), "event:" + e.event};
  const auto add = [&](bool holds, const char* name) {
    if (holds) f.emplace_back(name);
  };
  add(Elsewhere(e.actor, e.evidence.span), "actor:elsewhere");
  add(e.actor.size() > 1, "actor:several");
  add(e.recipient.empty(), "recipient:none");
  add(Elsewhere(e.recipient, e.evidence.span), "recipient:elsewhere");
  add(e.recipient.size() > 1, "recipient:several");
  add(ShareCode(e), "parties:one-state");
  add(AnySector(e, {"BUS", "MED", "EDU", "NGO", "CRM"}), "parties:private");
  add(AnySector(e, {"CVL", "REF"}), "parties:people");
  add(AnySector(e, {"PTY", "OPP", "LEG"}), "parties:partisan");
  for (const std::string& aux : e.aux) f.push_back("aux:" + aux);
  add(!e.attribution.empty(), "attributed");
  add(!e.item.empty(), "item");
  add(e.evidence.text.size() > kLongSentence, "sentence:long");
  add(e.evidence.text.size() > kVeryLongSentence, "sentence:very-long");
  add(!e.date, "date:none");
  add(e.date && e.date->basis == "publication", "date:publication");
  add(signs.noun, "told:noun");
  add(signs.headline, "told:headline");
  add(signs.past, "told:past");
  add(signs.guessed_actor, "actor:guessed");
  add(signs.guessed_recipient, "recipient:guessed");
  add(signs.restated, "restated");
  add(signs.crowded, "sentence:crowded");
  add(!signs.in_body, "outside-body");
  return f;
}

ConfidenceModel::ConfidenceModel(const lexicon::Lexicon& lexicon) {
  const lexicon::Table table = lexicon.table("confidence");
  for (size_t r = 0; r < table.rows(); ++r) {
    const std::string_view cell = table.cell(r, 1);
    double weight = 0;
    std::from_chars(cell.data(), cell.data() + cell.size(), weight);
    weights_.emplace(table.cell(r, 0), weight);
  }
}

std::optional<double> ConfidenceModel::Of(const std::vector<std::string>& features) const {
  if (weights_.empty()) return std::nullopt;
  double sum = 0;
  for (const std::string& feature : features)
    if (const auto it = weights_.find(feature); it != weights_.end()) sum += it->second;
  const double confidence = 1 / (1 + std::exp(-sum));
  return std::clamp(std::round(confidence * 1000) / 1000, 0.001, 0.999);
}

}  // namespace bongsu::coding
