#include "corpus/occurrence.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <functional>
#include <set>

#include "base/day.h"
#include "base/hash.h"
#include "lexicon/tsv.h"
#include "text/utf8.h"

namespace bongsu::corpus {
namespace {

constexpr size_t kTerms = 64;          // of a mention: the rarest
constexpr double kRareShare = 0.001;   // of sentences: what is in no more of them weighs 1
constexpr double kLeastWeight = 0.25;  // what is in more sentences says nothing
constexpr double kNearBytes = 300;
constexpr double kStateActor = 0.85;  // likeness of two who act for one state
constexpr double kMuchText = 15;      // weight of the terms of a text that says much
constexpr double kUnsaid = 0.5;       // likeness of a side that a text does not name
constexpr int32_t kBlockDays = 16;
constexpr int32_t kLongestDays = 120;  // of a mention's interval, for looking it up
constexpr std::string_view kFeatureNames[] = {
    "actor",       "day",        "entity",     "exact",      "family",        "frame",
    "item",        "near",       "other_day",  "other_item", "other_parties", "other_person",
    "other_place", "other_site", "other_text", "parties",    "place",         "recipient",
    "sentence",    "site",       "text",       "time"};
static_assert(std::size(kFeatureNames) == kFeatureCount);
constexpr std::string_view kUnresolved = "---";
constexpr std::string_view kPersonId = "person:", kInstitutionId = "inst:";

std::vector<std::string> Tokens(const std::vector<EntityRef>& parties) {
  std::set<std::string> tokens;
  for (const EntityRef& r : parties)
    if (!r.code.empty() && r.code != kUnresolved) tokens.insert(r.code + "/" + r.sector);
  return {tokens.begin(), tokens.end()};
}

std::string_view CodeOf(std::string_view token) { return token.substr(0, token.find('/')); }

bool IsLatin(char32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0x24F);
}
bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsPairLetter(char32_t c) {
  const bool hangul = c >= 0xAC00 && c <= 0xD7A3, katakana = c >= 0x30A0 && c <= 0x30FF;
  return hangul || katakana || (c >= 0x4E00 && c <= 0x9FFF);
}

uint32_t TermHash(uint32_t before, char32_t c) {
  return (before * 0x9E3779B1u + static_cast<uint32_t>(c)) * 0x85EBCA6Bu;
}

// The terms of a text: numbers and Latin words whole, of other scripts the pairs of neighbouring
// letters (in Japanese those of kanji and katakana).
void EachTerm(std::string_view text, const std::function<void(uint32_t)>& visit) {
  char32_t before = 0;
  uint32_t word = 0;
  const auto close = [&] {
    if (word != 0) visit(word);
    word = 0;
  };
  for (size_t pos = 0; pos < text.size();) {
    const char32_t c = text::DecodeUtf8(text, pos);
    if (IsDigit(c) || IsLatin(c)) {
      if (before != 0 && IsDigit(before) != IsDigit(c)) close();
      word = TermHash(word, c >= 'A' && c <= 'Z' ? c + 32 : c);
    } else {
      close();
      if (IsPairLetter(c) && IsPairLetter(before))
        visit(TermHash(static_cast<uint32_t>(before), c));
    }
    before = c;
  }
  close();
}

// Those who act for a state: its president and its army may be two names of one party.
bool ActsForState(std::string_view token) {
  const std::string_view sector = token.substr(std::min(token.size(), CodeOf(token).size() + 1));
  return sector == "GOV" || sector == "MIL" || sector == "ELI" || sector == "SPY";
}

double TokenLikeness(std::string_view a, std::string_view b) {
  if (a == b) return 1;
  if (CodeOf(a) != CodeOf(b)) return 0;
  return ActsForState(a) && ActsForState(b) ? kStateActor : 0.4;
}

// Of the longer list of parties, and of the shorter, how much the other has; nobody is like nobody.
struct PartyLikeness {
  double whole = 1, part = 1;
};

PartyLikeness Likeness(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() && b.empty()) return {};
  if (a.empty() || b.empty()) return {0, 0};
  double both = 0;
  const auto& fewer = a.size() <= b.size() ? a : b;
  const auto& more = a.size() <= b.size() ? b : a;
  for (const std::string& token : fewer) {
    double best = 0;
    for (const std::string& other : more) best = std::max(best, TokenLikeness(token, other));
    both += best;
  }
  return {both / static_cast<double>(more.size()), both / static_cast<double>(fewer.size())};
}

std::set<std::string_view> Codes(const std::vector<std::string>& tokens) {
  std::set<std::string_view> codes;
  for (const std::string& token : tokens) codes.insert(CodeOf(token));
  return codes;
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

// Fills in what concerns the parties; false when they have none in common. A text that names one
// side only, or both as acting together, may mean the same as one that names both.
bool CompareParties(const Mention& a, const Mention& b, bool set,
                    std::array<double, kFeatureCount>& f) {
  if (set) {
    const auto all = [](const Mention& m) { return Union(m.actor, m.recipient); };
    const bool united = a.recipient.empty() && b.recipient.empty();
    const std::vector<std::string> of_a = united ? std::vector<std::string>() : all(a),
                                   of_b = united ? std::vector<std::string>() : all(b);
    const auto& x = united ? a.actor : of_a;
    const auto& y = united ? b.actor : of_b;
    const PartyLikeness alike = Likeness(x, y);
    f[kParties] = alike.whole;
    f[kActor] = f[kRecipient] = alike.part;
    f[kExact] = alike.whole >= kStateActor ? 1 : 0;
    // Three who meet and two of them who meet are two meetings.
    f[kOtherParties] = x.size() > 1 && y.size() > 1 && f[kExact] == 0 ? 1 : 0;
    return alike.whole > 0;
  }
  const bool actors = !a.actor.empty() && !b.actor.empty(),
             recipients = !a.recipient.empty() && !b.recipient.empty();
  const PartyLikeness actor = Likeness(a.actor, b.actor),
                      recipient = Likeness(a.recipient, b.recipient);
  f[kActor] = actors ? actor.part : kUnsaid;
  f[kRecipient] = recipients ? recipient.part : kUnsaid;
  f[kParties] = actors && recipients ? (actor.whole + recipient.whole) / 2
                : actors             ? actor.whole
                : recipients         ? recipient.whole
                                     : 0;
  f[kExact] = actor.whole >= kStateActor && recipient.whole >= kStateActor ? 1 : 0;
  // Who did it is the first thing to know of an act.
  return f[kParties] > 0 && f[kActor] > 0;
}

bool NamesPerson(const Mention& m) {
  return std::any_of(m.entity.begin(), m.entity.end(),
                     [](const std::string& id) { return id.starts_with(kPersonId); });
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
void AddBlocks(const Mention& m, std::string_view kind, int32_t from, int32_t to,
               std::vector<uint64_t>& blocks) {
  std::set<std::string_view> codes = Codes(m.actor);
  codes.merge(Codes(m.recipient));
  for (const std::string_view code : codes)
    for (int32_t stretch = from / kBlockDays; stretch <= to / kBlockDays; ++stretch)
      blocks.push_back(base::Hash64(std::string(kind) + '\t' + std::string(code) + '\t' +
                                    std::to_string(stretch)));
}

template <typename Number>
bool Read(std::string_view text, Number& out, int base = 10) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
  return error == std::errc() && end == text.data() + text.size();
}

double Real(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
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
        std::to_string(m.from), std::to_string(m.to),
        std::string(m.stated  ? "2"
                    : m.known ? "1"
                              : "0"),
        terms, Joined(m.entity), m.place, std::to_string(m.at)})
    out += part + "\t";
  return out + m.document;
}

Result<Mention> DecodeMention(std::string_view text) {
  const std::vector<std::string_view> cells = lexicon::Split(text, '\t');
  // Mentions of a workspace made before version 3 of their form lack persons, place and position.
  constexpr size_t kCells = 15, kOldCells = 12;
  Mention m;
  bool good = (cells.size() == kCells || cells.size() == kOldCells) && Read(cells[7], m.from) &&
              Read(cells[8], m.to) && (cells[9] == "0" || cells[9] == "1" || cells[9] == "2");
  if (good) {
    m.kind = cells[0];
    m.family = cells[1];
    m.frame = cells[2];
    m.actor = Parts(cells[3]);
    m.recipient = Parts(cells[4]);
    m.item = Parts(cells[5]);
    m.country = cells[6];
    m.known = cells[9] != "0";
    m.stated = cells[9] == "2";
    for (const std::string_view part : lexicon::Split(cells[10], ',')) {
      m.terms.emplace_back();
      good = good && Read(part, m.terms.back(), 16);
    }
    if (cells.size() == kCells) {
      m.entity = Parts(cells[11]);
      m.place = cells[12];
      good = good && Read(cells[13], m.at);
    }
    m.document = cells.back();
    good = good && std::is_sorted(m.terms.begin(), m.terms.end());
  }
  if (!good) return {ErrorCode::kCorruption, "not a mention of an occurrence"};
  return m;
}

std::span<const std::string_view> FeatureNames() { return kFeatureNames; }

std::string Match::Why() const {
  std::string out;
  for (size_t i = 0; i < kFeatureCount; ++i) {
    if (features[i] == 0) continue;
    char number[32];
    const int n = std::snprintf(number, sizeof number, "%.2f", features[i]);
    out += (out.empty() ? "" : ", ") + std::string(kFeatureNames[i]) + " " +
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
    if (name.starts_with("join:")) {
      name.remove_prefix(name.find(':') + 1);
      const size_t plus = name.find('+');
      const std::string a(name.substr(0, plus)), b(name.substr(plus + 1));
      joins_[a][b] = joins_[b][a] = Real(weights.cell(r, 1));
      continue;
    }
    Weights& table = name.starts_with("told:")     ? told_weights_
                     : name.starts_with("home:")   ? home_weights_
                     : name.starts_with("within:") ? within_weights_
                                                   : weights_;
    if (&table != &weights_) name.remove_prefix(name.find(':') + 1);
    const auto* at = std::find(std::begin(kFeatureNames), std::end(kFeatureNames), name);
    table[static_cast<size_t>(at - std::begin(kFeatureNames))] = Real(weights.cell(r, 1));
  }
  const lexicon::Table shares = lexicon.table("common");
  common_.resize(std::bit_ceil(4 * (shares.rows() + 1)));  // sparse, so that places are near
  for (size_t r = 0; r < shares.rows(); ++r) {
    const double share = Real(shares.cell(r, 1));
    uint32_t term = 0;  // a row is one term
    EachTerm(shares.cell(r, 0), [&](uint32_t each) { term = term == 0 ? each : term; });
    if (share > 0 && share < 1)
      common_[PlaceOf(term)] = {term, std::log(share) / std::log(kRareShare)};
  }
}

// Where a term stands in common_, or the empty place where it would.
size_t OccurrenceModel::PlaceOf(uint32_t term) const {
  const size_t last = common_.size() - 1;  // all bits set
  size_t at = term & last;
  while (common_[at].first != 0 && common_[at].first != term) at = (at + 1) & last;
  return at;
}

double OccurrenceModel::WeightOf(uint32_t term) const {
  const auto& [found, weight] = common_[PlaceOf(term)];
  return found == 0 ? 1 : weight;
}

std::vector<uint32_t> OccurrenceModel::TermsOf(const Event& event) const {
  // Parties and act are compared as such.
  std::set<uint32_t> named;
  const auto name = [&](uint32_t term) { named.insert(term); };
  for (const auto* side : {&event.actor, &event.recipient})
    for (const EntityRef& r : *side) EachTerm(r.name, name);
  EachTerm(event.trigger.text, name);
  std::vector<std::pair<double, uint32_t>> found;
  EachTerm(event.evidence.text, [&](uint32_t term) {
    if (named.contains(term)) return;
    if (const double weight = WeightOf(term); weight >= kLeastWeight)
      found.emplace_back(-weight, term);
  });
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > kTerms) found.resize(kTerms);
  std::vector<uint32_t> terms;
  for (const auto& [weight, term] : found) terms.push_back(term);
  std::sort(terms.begin(), terms.end());
  return terms;
}

// The cosine of the angle between two texts, each term weighed by its rarity.
void OccurrenceModel::CompareTerms(const Mention& one, const Mention& two,
                                   std::array<double, kFeatureCount>& f) const {
  const std::vector<uint32_t>&a = one.terms, &b = two.terms;
  double both = 0, of_a = 0, of_b = 0;
  size_t i = 0, j = 0;
  while (i < a.size() || j < b.size()) {
    if (j == b.size() || (i < a.size() && a[i] < b[j])) {
      of_a += WeightOf(a[i++]);
    } else if (i == a.size() || b[j] < a[i]) {
      of_b += WeightOf(b[j++]);
    } else {
      both += WeightOf(a[i]);
      ++i, ++j;
    }
  }
  const double size = std::sqrt((of_a + both) * (of_b + both));
  f[kText] = size == 0 ? 0 : both / size;
  f[kOtherText] = (1 - f[kText]) * std::min(1.0, (std::min(of_a, of_b) + both) / kMuchText);
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
  std::set<std::string> entities;
  for (const auto* side : {&event.actor, &event.recipient})
    for (const EntityRef& r : *side)
      if (r.entity.starts_with(kPersonId) || r.entity.starts_with(kInstitutionId))
        entities.insert(r.entity);
  m.entity.assign(entities.begin(), entities.end());
  m.item = event.item;
  std::sort(m.item.begin(), m.item.end());
  if (event.place) {
    m.country = event.place->country;
    m.place = event.place->name;
    std::replace(m.place.begin(), m.place.end(), '\t', ' ');
  }
  m.document = event.doc;
  std::replace(m.document.begin(), m.document.end(), '\t', ' ');
  m.at = static_cast<uint32_t>(event.evidence.span.begin);
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
  m.stated = m.known && (date->basis == "stated" || date->basis == "relative");
  m.terms = TermsOf(event);
  return m;
}

std::vector<uint64_t> OccurrenceModel::Blocks(const Mention& m) const {
  std::vector<uint64_t> blocks;
  AddBlocks(m, m.kind, m.from, std::min(m.to, m.from + kLongestDays), blocks);
  return blocks;
}

std::vector<uint64_t> OccurrenceModel::LookUnder(const Mention& m) const {
  std::vector<uint64_t> blocks;
  const auto look = [&](const std::string& kind) {
    const auto it = by_kind_.find(kind);
    const auto own = by_kind_.find(m.kind);
    if (it == by_kind_.end() || own == by_kind_.end()) return;
    const int32_t days = std::max(it->second.days, own->second.days);
    AddBlocks(m, kind, m.from - days, std::min(m.to, m.from + kLongestDays) + days, blocks);
  };
  look(m.kind);
  if (const auto joins = joins_.find(m.kind); joins != joins_.end())
    for (const auto& [kind, weight] : joins->second) look(kind);
  return blocks;
}

bool OccurrenceModel::Joins(std::string_view a, std::string_view b) const {
  const auto it = joins_.find(a);
  return a == b || (it != joins_.end() && it->second.contains(std::string(b)));
}

std::optional<Match> OccurrenceModel::Compare(const Mention& a, const Mention& b,
                                              double least) const {
  if (a.kind != b.kind && !Joins(a.kind, b.kind)) return std::nullopt;
  const auto kind = by_kind_.find(a.kind), other = by_kind_.find(b.kind);
  if (kind == by_kind_.end() || other == by_kind_.end()) return std::nullopt;
  const int32_t gap = std::max({a.from - b.to, b.from - a.to, 0});
  const int32_t days = std::max(kind->second.days, other->second.days);
  if (gap > days) return std::nullopt;
  Match match;
  match.compared = true;
  match.told = kind->second.told && other->second.told;
  match.home = IsHome(a) && IsHome(b);
  match.within = a.document == b.document;
  auto& f = match.features;
  if (!CompareParties(a, b, kind->second.set || other->second.set, f)) return std::nullopt;
  // What one sentence says of several acts is several acts, unless the same parties meet and talk.
  const bool sentence = a.document == b.document && a.at == b.at;
  if (sentence && !(kind->second.set && a.kind == b.kind && f[kParties] == 1)) return std::nullopt;
  // Which of two features holds when both say something: that it is the same, or another.
  const auto tell = [&](bool both_say, bool same, Feature one, Feature another) {
    if (both_say) f[same ? one : another] = 1;
  };
  tell(!a.item.empty() && !b.item.empty(), Overlap(a.item, b.item), kItem, kOtherItem);
  tell(!a.country.empty() && !b.country.empty(), a.country == b.country, kPlace, kOtherPlace);
  tell(!a.place.empty() && !b.place.empty(), a.place == b.place, kSite, kOtherSite);
  tell(a.stated && b.stated, gap == 0, kDay, kOtherDay);
  f[kEntity] = Overlap(a.entity, b.entity) ? 1 : 0;
  f[kOtherPerson] = f[kEntity] == 0 && NamesPerson(a) && NamesPerson(b) ? 1 : 0;
  f[kFamily] = a.family == b.family ? 1 : 0;
  f[kFrame] = a.frame == b.frame ? 1 : 0;
  if (match.within)
    f[kNear] =
        kNearBytes / (kNearBytes + std::abs(static_cast<double>(a.at) - static_cast<double>(b.at)));
  f[kSentence] = sentence ? 1 : 0;
  // A paper tells today of yesterday, unless it says the day.
  const int32_t apart = a.stated && b.stated ? gap : std::max(gap - 1, 0);
  f[kTime] = a.known && b.known ? 1 - static_cast<double>(apart) / (days + 1) : 0.5;
  double sum = a.kind == b.kind ? 0 : joins_.find(a.kind)->second.find(b.kind)->second;
  double text = 0, other_text = 0;  // what the texts weigh
  const auto add = [&](const Weights& weights) {
    for (size_t i = 0; i < kFeatureCount; ++i) sum += weights[i] * f[i];
    sum += weights[kFeatureCount];
    text += weights[kText];
    other_text += weights[kOtherText];
  };
  add(weights_);
  if (match.told) add(told_weights_);
  if (match.home) add(home_weights_);
  if (match.within) add(within_weights_);
  const auto probability = [](double logit) { return 1 / (1 + std::exp(-logit)); };
  if (probability(sum + std::max(text, 0.0) + std::max(other_text, 0.0)) < least)
    return std::nullopt;
  CompareTerms(a, b, f);
  match.probability = probability(sum + text * f[kText] + other_text * f[kOtherText]);
  return match;
}

std::optional<Match> OccurrenceModel::Compare(const Mention& mention,
                                              const OccurrenceSketch& occurrence) const {
  Match average;
  const auto n = static_cast<double>(occurrence.mentions.size());
  double to_come = n;  // at most, from those not yet compared
  for (const Mention& other : occurrence.mentions) {
    to_come -= 1;
    // A hair less, so that rounding never shuts out what reaches the threshold.
    const double least = kThreshold * n - average.probability - to_come - 1e-9;
    const std::optional<Match> match = Compare(mention, other, least);
    if (!match) return std::nullopt;
    average.compared = true;
    average.probability += match->probability;
    for (size_t i = 0; i < kFeatureCount; ++i) average.features[i] += match->features[i];
  }
  if (!average.compared) return std::nullopt;
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
