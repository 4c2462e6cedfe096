#include "corpus/occurrence.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/day.h"
#include "base/hash.h"
#include "lexicon/tsv.h"
#include "text/utf8.h"

namespace bongsu::corpus {
namespace {

constexpr size_t kTerms = 64;  // of a mention: the smallest hashes stand for all
constexpr int32_t kBlockDays = 16;
constexpr int32_t kLongestDays = 120;  // of a mention's interval, for looking it up
constexpr std::string_view kFeatureNames[] = {"family", "frame",         "home", "item", "parties",
                                              "place",  "same_document", "text", "time"};
static_assert(std::size(kFeatureNames) == kFeatureCount);
constexpr std::string_view kUnresolved = "---";

std::vector<std::string> Tokens(const std::vector<EntityRef>& parties) {
  std::set<std::string> tokens;
  for (const EntityRef& r : parties)
    if (!r.code.empty() && r.code != kUnresolved) tokens.insert(r.code + "/" + r.sector);
  return {tokens.begin(), tokens.end()};
}

std::string_view CodeOf(std::string_view token) { return token.substr(0, token.find('/')); }

// Pairs of neighbouring letters of a text.
std::vector<uint32_t> Terms(std::string_view text) {
  std::vector<uint32_t> terms;
  char32_t before = 0;
  for (size_t pos = 0; pos < text.size();) {
    const char32_t c = text::DecodeUtf8(text, pos);
    const bool letter =
        c >= 0x80 ? !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F)
                  : (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter && before != 0)
      terms.push_back((static_cast<uint32_t>(before) * 0x9E3779B1u + static_cast<uint32_t>(c)) *
                      0x85EBCA6Bu);
    before = letter ? c : 0;
  }
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  if (terms.size() > kTerms) terms.resize(kTerms);
  return terms;
}

// The resemblance of two sets from their smallest elements (Broder 1997, bottom-k sketches).
double TermLikeness(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  const size_t most = a.size() < kTerms || b.size() < kTerms ? a.size() + b.size() : kTerms;
  size_t seen = 0, both = 0, i = 0, j = 0;
  while (seen < most && (i < a.size() || j < b.size())) {
    if (j == b.size() || (i < a.size() && a[i] < b[j])) {
      ++i;
    } else if (i == a.size() || b[j] < a[i]) {
      ++j;
    } else {
      ++both, ++i, ++j;
    }
    ++seen;
  }
  return seen == 0 ? 0 : static_cast<double>(both) / static_cast<double>(seen);
}

// Those who act for a state: its president and its army may be two names of one party.
bool ActsForState(std::string_view token) {
  const std::string_view sector = token.substr(std::min(token.size(), CodeOf(token).size() + 1));
  return sector == "GOV" || sector == "MIL" || sector == "ELI" || sector == "SPY";
}

double TokenLikeness(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (CodeOf(a) != CodeOf(b)) return 0;
  return ActsForState(a) && ActsForState(b) ? 0.85 : 0.4;
}

double PartyLikeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() && b.empty()) return 1;
  double both = 0;
  for (const std::string& token : a) {
    double best = 0;
    for (const std::string& other : b) best = std::max(best, TokenLikeness(token, other));
    both += best;
  }
  return std::min(1.0, both / static_cast<double>(std::max(a.size(), b.size())));
}

std::vector<std::string> Union(const std::vector<std::string>& a,
                               const std::vector<std::string>& b) {
  std::set<std::string> all(a.begin(), a.end());
  all.insert(b.begin(), b.end());
  return {all.begin(), all.end()};
}

bool Overlap(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& x) {
    return std::find(b.begin(), b.end(), x) != b.end();
  });
}

std::string Joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const std::string& part : parts) out += (out.empty() ? "" : ",") + part;
  return out;
}

std::vector<std::string> Parts(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view part : lexicon::Split(text, ',')) parts.emplace_back(part);
  return parts;
}

// All who take part are of one state: then codes and sectors say little.
bool IsHome(const Mention& m) {
  if (m.actor.empty() && m.recipient.empty()) return false;
  const std::string_view code = CodeOf(m.actor.empty() ? m.recipient[0] : m.actor[0]);
  const auto same = [&](const std::string& token) { return CodeOf(token) == code; };
  return std::all_of(m.actor.begin(), m.actor.end(), same) &&
         std::all_of(m.recipient.begin(), m.recipient.end(), same);
}

// One block for each state that takes part and each stretch of days.
std::vector<uint64_t> BlocksBetween(const Mention& m, int32_t from, int32_t to) {
  std::set<std::string_view> codes;
  for (const std::string& token : m.actor) codes.insert(CodeOf(token));
  for (const std::string& token : m.recipient) codes.insert(CodeOf(token));
  std::vector<uint64_t> blocks;
  for (const std::string_view code : codes)
    for (int32_t stretch = from / kBlockDays; stretch <= to / kBlockDays; ++stretch)
      blocks.push_back(
          base::Hash64(m.kind + '\t' + std::string(code) + '\t' + std::to_string(stretch)));
  return blocks;
}

template <typename Number>
bool Read(std::string_view text, Number& out, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string Encode(const Mention& m) {
  std::string terms;
  for (const uint32_t term : m.terms) {
    char digits[9] = {};
    const auto end = std::to_chars(digits, digits + 8, term, 16).ptr;
    terms += (terms.empty() ? "" : ",") + std::string(digits, end);
  }
  std::string out;
  for (const std::string& part :
       {m.kind, m.family, m.frame, Joined(m.actor), Joined(m.recipient), Joined(m.item), m.country,
        std::to_string(m.from), std::to_string(m.to), std::string(m.known ? "1" : "0"), terms})
    out += part + "\t";
  return out + m.document;
}

Result<Mention> DecodeMention(std::string_view text) {
  const std::vector<std::string_view> cells = lexicon::Split(text, '\t');
  constexpr size_t kCells = 12;
  Mention m;
  bool good = cells.size() == kCells && Read(cells[7], m.from) && Read(cells[8], m.to) &&
              (cells[9] == "0" || cells[9] == "1");
  if (good) {
    m.kind = cells[0];
    m.family = cells[1];
    m.frame = cells[2];
    m.actor = Parts(cells[3]);
    m.recipient = Parts(cells[4]);
    m.item = Parts(cells[5]);
    m.country = cells[6];
    m.known = cells[9] == "1";
    for (const std::string_view part : lexicon::Split(cells[10], ',')) {
      m.terms.emplace_back();
      good = good && Read(part, m.terms.back(), 16);
    }
    m.document = cells[11];
    good = good && std::is_sorted(m.terms.begin(), m.terms.end());
  }
  if (!good) return {ErrorCode::kCorruption, "not a mention of an occurrence"};
  return m;
}

std::string Match::Why() const {
  std::string out;
  for (size_t i = 0; i < kFeatureCount; ++i) {
    char number[32];
    const int n = std::snprintf(number, sizeof number, "%.2f", features[i]);
    out += (i == 0 ? "" : ", ") + std::string(kFeatureNames[i]) + " " +
           std::string(number, static_cast<size_t>(n));
  }
  return out;
}

OccurrenceModel::OccurrenceModel(const lexicon::Lexicon& lexicon) : outlets_(lexicon) {
  std::unordered_map<std::string_view, OccurrenceKind> given;
  const lexicon::Table rows = lexicon.table("occurrences");
  for (size_t r = 0; r < rows.rows(); ++r) {
    OccurrenceKind kind;
    kind.name = rows.cell(r, 1);
    kind.set = rows.cell(r, 2) == "set";
    kind.told = rows.cell(r, 4) == "told";
    Read(rows.cell(r, 3), kind.days);
    given.emplace(rows.cell(r, 0), kind);
    OccurrenceKind& widest = by_kind_.try_emplace(kind.name, kind).first->second;
    widest.days = std::max(widest.days, kind.days);
  }
  const lexicon::Table frames = lexicon.table("frames");
  for (size_t r = 0; r < frames.rows(); ++r) {
    const std::string frame(frames.cell(r, 0));
    auto it = given.find(frames.cell(r, 0));
    if (it == given.end()) it = given.find(frames.cell(r, 1));
    if (it == given.end()) continue;
    kinds_.emplace(frame, it->second);
    families_.emplace(frame, frames.cell(r, 1));
  }
  const lexicon::Table weights = lexicon.table("clustering");
  for (size_t r = 0; r < weights.rows(); ++r) {
    std::string_view name = weights.cell(r, 0);
    Weights& table = name.starts_with("told:")   ? told_weights_
                     : name.starts_with("home:") ? home_weights_
                                                 : weights_;
    if (&table != &weights_) name.remove_prefix(name.find(':') + 1);
    const auto* at = std::find(std::begin(kFeatureNames), std::end(kFeatureNames), name);
    const std::string_view cell = weights.cell(r, 1);
    std::from_chars(cell.data(), cell.data() + cell.size(),
                    table[static_cast<size_t>(at - std::begin(kFeatureNames))]);
  }
}

const OccurrenceKind* OccurrenceModel::KindOf(std::string_view frame) const {
  const auto it = kinds_.find(std::string(frame));
  return it == kinds_.end() ? nullptr : &it->second;
}

std::optional<Mention> OccurrenceModel::MentionOf(const Event& event,
                                                  std::string_view published) const {
  const OccurrenceKind* kind = KindOf(event.frame);
  if (kind == nullptr) return std::nullopt;
  Mention m;
  m.kind = kind->name;
  m.frame = event.frame;
  m.family = families_.at(event.frame);
  m.actor = Tokens(event.actor);
  m.recipient = Tokens(event.recipient);
  if (kind->set) {
    m.actor = Union(m.actor, m.recipient);
    m.recipient.clear();
  }
  if (m.actor.empty() && m.recipient.empty()) return std::nullopt;
  m.item = event.item;
  std::sort(m.item.begin(), m.item.end());
  if (event.place) m.country = event.place->country;
  m.document = event.doc;
  std::replace(m.document.begin(), m.document.end(), '\t', ' ');
  // What is planned is known by the day it is planned for.
  const std::optional<EventDate>& date =
      !kind->told && event.due && !event.due->from.empty() ? event.due : event.date;
  const std::string from = date && !date->from.empty() ? date->from : std::string(published);
  const std::string to = date && !date->to.empty() ? date->to : from;
  const auto first = base::ParseDay(from), last = base::ParseDay(to);
  if (!first) return std::nullopt;
  m.from = static_cast<int32_t>(first->time_since_epoch().count());
  m.to = last ? std::max(m.from, static_cast<int32_t>(last->time_since_epoch().count())) : m.from;
  m.known = date && !date->from.empty();
  m.terms = Terms(event.evidence.text);
  return m;
}

std::vector<uint64_t> OccurrenceModel::Blocks(const Mention& m) const {
  return BlocksBetween(m, m.from, std::min(m.to, m.from + kLongestDays));
}

std::vector<uint64_t> OccurrenceModel::LookUnder(const Mention& m) const {
  const auto kind = by_kind_.find(m.kind);
  const int32_t days = kind == by_kind_.end() ? 0 : kind->second.days;
  return BlocksBetween(m, m.from - days, std::min(m.to, m.from + kLongestDays) + days);
}

std::optional<Match> OccurrenceModel::Compare(const Mention& a, const Mention& b) const {
  if (a.kind != b.kind) return std::nullopt;
  const auto kind = by_kind_.find(a.kind);
  if (kind == by_kind_.end()) return std::nullopt;
  const int32_t gap = std::max({a.from - b.to, b.from - a.to, 0});
  if (gap > kind->second.days) return std::nullopt;
  // What one sentence says of several acts is several acts.
  if (a.document == b.document && a.terms == b.terms) return std::nullopt;
  // A text that names one side only, or both as acting together, may mean the same.
  const bool ordered = !kind->second.set && !a.recipient.empty() && !b.recipient.empty();
  const double parties =
      ordered ? (PartyLikeness(a.actor, b.actor) + PartyLikeness(a.recipient, b.recipient)) / 2
              : PartyLikeness(Union(a.actor, a.recipient), Union(b.actor, b.recipient));
  if (parties <= 0) return std::nullopt;
  const bool items = !a.item.empty() && !b.item.empty();
  // Shells and fuel are two transfers; what one text names and the other does not may be one.
  if (items && !Overlap(a.item, b.item)) return std::nullopt;
  const bool places = !a.country.empty() && !b.country.empty();
  const bool home = IsHome(a) && IsHome(b);
  Match match;
  match.compared = true;
  auto& f = match.features;
  f[kFamily] = a.family == b.family ? 1 : 0;
  f[kFrame] = a.frame == b.frame ? 1 : 0;
  f[kHome] = home ? 1 : 0;
  f[kItem] = items ? 1 : 0;
  f[kParties] = parties;
  f[kPlace] = places ? (a.country == b.country ? 1 : -1) : 0;
  f[kSameDocument] = a.document == b.document ? 1 : 0;
  f[kText] = TermLikeness(a.terms, b.terms);
  f[kTime] = a.known && b.known ? 1 - static_cast<double>(gap) / (kind->second.days + 1) : 0.5;
  double sum = 0;
  const auto add = [&](const Weights& weights) {
    for (size_t i = 0; i < kFeatureCount; ++i) sum += weights[i] * f[i];
    sum += weights[kFeatureCount];
  };
  add(weights_);
  if (kind->second.told) add(told_weights_);
  if (home) add(home_weights_);
  match.probability = 1 / (1 + std::exp(-sum));
  return match;
}

std::optional<Match> OccurrenceModel::Compare(const Mention& mention,
                                              const OccurrenceSketch& occurrence) const {
  Match average;
  for (const Mention& other : occurrence.mentions) {
    const std::optional<Match> match = Compare(mention, other);
    if (!match) return std::nullopt;
    average.compared = true;
    average.probability += match->probability;
    for (size_t i = 0; i < kFeatureCount; ++i) average.features[i] += match->features[i];
  }
  if (!average.compared) return std::nullopt;
  const auto n = static_cast<double>(occurrence.mentions.size());
  average.probability /= n;
  for (double& value : average.features) value /= n;
  return average;
}

double Specificity(const Event& e) {
  double points = e.confidence.value_or(0.5);
  if (e.date && e.date->basis != "publication" && !e.date->from.empty()) points += 0.3;
  if (e.place) points += 0.2;
  if (!e.item.empty()) points += 0.2;
  if (!e.quantity.empty() || e.dead || e.injured) points += 0.2;
  if (!e.recipient.empty()) points += 0.2;
  if (e.certainty == "reported" || e.certainty == "claimed") points += 0.3;
  return points;
}

std::string SourceOf(const Event& e, const coding::Outlets& outlets) {
  std::set<std::string> tokens;
  for (const EntityRef& r : e.attribution)
    if (r.code != kUnresolved || !r.entity.empty())
      tokens.insert(!r.entity.empty() ? r.entity
                    : r.code.empty()  ? r.name
                                      : r.code + "/" + r.sector);
  if (!tokens.empty()) return Joined({tokens.begin(), tokens.end()});
  // The outlet that is nearest to what happened stands last.
  if (e.via.empty()) return {};
  const EntityRef& from = e.via.back();
  const coding::Outlet* outlet = outlets.Find(from.name);
  return "outlet:" + (outlet != nullptr ? std::string(outlet->id) : from.name);
}

}  // namespace bongsu::corpus
