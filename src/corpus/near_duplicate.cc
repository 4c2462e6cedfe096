#include "corpus/near_duplicate.h"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "text/utf8.h"

namespace bongsu::corpus {
namespace {

constexpr uint64_t kEmpty = std::numeric_limits<uint64_t>::max();

// Measured on the tuning half of the labelled set (docs/corpus.md).
constexpr double kCopyResemblance = 0.80;
constexpr double kRewriteResemblance = 0.33;
constexpr double kPartContainment = 0.62;

bool IsRead(BlockKind kind) {
  return kind == BlockKind::kParagraph || kind == BlockKind::kListItem ||
         kind == BlockKind::kTableCell || kind == BlockKind::kQuote;
}

// Letters and digits: what an edit of layout, quotation marks or spacing leaves as it is.
bool IsKept(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return !(c >= 0x2000 && c <= 0x206F) && !(c >= 0x3000 && c <= 0x303F) &&
         !(c >= 0xFF00 && c <= 0xFF0F) && c != 0xA0 && c != 0xB7;
}

// Spreads the bits of a number (the finalizer of SplitMix64, Steele, Lea and Flood 2014).
uint64_t Mix(uint64_t x) {
  x ^= x >> 30;
  x *= 0xBF58476D1CE4E5B9u;
  x ^= x >> 27;
  x *= 0x94D049BB133111EBu;
  return x ^ x >> 31;
}

// The hashes of the shingles of one block, appended.
void AddShingles(std::string_view text, std::vector<uint64_t>& out) {
  // A rolling polynomial over code points: one multiplication in, one out.
  constexpr uint64_t kBase = 0x100000001B3u;
  uint64_t power = 1;
  for (size_t i = 0; i < kShingle; ++i) power *= kBase;
  std::array<char32_t, kShingle> window{};
  uint64_t hash = 0;
  size_t kept = 0;
  for (size_t pos = 0; pos < text.size();) {
    const char32_t c = text::DecodeUtf8(text, pos);
    if (!IsKept(c)) continue;
    char32_t& slot = window[kept % kShingle];
    hash = hash * kBase + c;
    if (kept >= kShingle) hash -= power * slot;
    slot = c;
    if (++kept >= kShingle) out.push_back(Mix(hash));
  }
}

// An empty bin takes the value of the next one that is not, told apart by the distance.
void FillEmptyBins(std::array<uint64_t, kBins>& bins) {
  for (size_t i = 0; i < kBins; ++i) {
    if (bins[i] != kEmpty) continue;
    size_t distance = 1;
    while (bins[(i + distance) % kBins] == kEmpty || (bins[(i + distance) % kBins] & 1) != 0)
      ++distance;
    bins[i] = (Mix(bins[(i + distance) % kBins] + distance) | 1);
  }
}

}  // namespace

Signature Sign(const Document& document) {
  std::vector<uint64_t> hashes;
  for (const Block& block : document.blocks)
    if (IsRead(block.kind)) AddShingles(block.text, hashes);
  std::sort(hashes.begin(), hashes.end());
  hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
  Signature signature;
  signature.shingles =
      static_cast<uint32_t>(std::min<size_t>(hashes.size(), std::numeric_limits<uint32_t>::max()));
  if (signature.shingles < kFewestShingles) return signature;
  std::array<uint64_t, kBins> bins;
  bins.fill(kEmpty);
  // The lowest bit says that a bin was filled from another, so it is not of the hash.
  for (const uint64_t hash : hashes) {
    uint64_t& bin = bins[(hash >> 32) % kBins];
    bin = std::min(bin, Mix(hash) & ~uint64_t{1});
  }
  FillEmptyBins(bins);
  for (size_t i = 0; i < kBins; ++i) signature.bins[i] = static_cast<uint16_t>(Mix(bins[i]));
  return signature;
}

std::vector<uint64_t> Bands(const Signature& signature) {
  std::vector<uint64_t> bands;
  if (signature.shingles < kFewestShingles) return bands;
  bands.reserve(kBands);
  for (size_t band = 0; band < kBands; ++band) {
    uint64_t key = band;
    for (size_t row = 0; row < kBandRows; ++row)
      key = key << 16 | signature.bins[band * kBandRows + row];
    bands.push_back(Mix(key));
  }
  return bands;
}

std::string Encode(const Signature& signature) {
  std::string out;
  const auto put = [&](uint32_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
  };
  put(signature.shingles, 4);
  for (const uint16_t bin : signature.bins) put(bin, 2);
  return out;
}

Result<Signature> DecodeSignature(std::string_view bytes) {
  constexpr size_t kSize = 4 + 2 * kBins;
  if (bytes.size() != kSize)
    return {ErrorCode::kCorruption, "a document's signature has " + std::to_string(bytes.size()) +
                                        " bytes where " + std::to_string(kSize) + " belong"};
  const auto get = [&](size_t at, int count) {
    uint32_t value = 0;
    for (int i = 0; i < count; ++i)
      value |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[at + static_cast<size_t>(i)]))
               << (8 * i);
    return value;
  };
  Signature signature;
  signature.shingles = get(0, 4);
  for (size_t i = 0; i < kBins; ++i) signature.bins[i] = static_cast<uint16_t>(get(4 + 2 * i, 2));
  return signature;
}

Likeness Compare(const Signature& a, const Signature& b) {
  if (a.shingles < kFewestShingles || b.shingles < kFewestShingles) return {};
  size_t same = 0;
  for (size_t i = 0; i < kBins; ++i) same += a.bins[i] == b.bins[i] ? 1 : 0;
  Likeness likeness;
  likeness.resemblance = static_cast<double>(same) / kBins;
  // |A ∩ B| = J (|A| + |B|) / (1 + J).
  const double smaller = std::min(a.shingles, b.shingles);
  const double both =
      likeness.resemblance * (double{0} + a.shingles + b.shingles) / (1 + likeness.resemblance);
  likeness.containment = std::min(1.0, both / smaller);
  return likeness;
}

const char* DerivationName(Derivation derivation) {
  static constexpr const char* kNames[] = {"none", "copy", "rewrite", "part"};
  return kNames[static_cast<size_t>(derivation)];
}

Derivation Judge(const Likeness& likeness) {
  if (likeness.resemblance >= kCopyResemblance) return Derivation::kCopy;
  if (likeness.resemblance >= kRewriteResemblance) return Derivation::kRewrite;
  if (likeness.containment >= kPartContainment) return Derivation::kPart;
  return Derivation::kNone;
}

Result<std::vector<Derived>> FindDerived(const std::vector<Signature>& documents,
                                         CandidateIndex& earlier) {
  std::vector<Derived> found;
  std::vector<double> closest(documents.size(), 0);
  const auto judge = [&](size_t asked, int64_t from, bool within, const Signature& other) {
    const Likeness likeness = Compare(documents[asked], other);
    closest[asked] = std::max(closest[asked], likeness.resemblance);
    const Derivation derivation = Judge(likeness);
    if (derivation != Derivation::kNone)
      found.push_back({asked, from, within, derivation, likeness});
  };
  BONGSU_ASSIGN_OR_RETURN(const std::vector<Candidate> candidates, earlier.Candidates(documents));
  for (const Candidate& c : candidates) judge(c.asked, c.document, false, c.signature);
  std::unordered_map<uint64_t, std::vector<size_t>> here;
  for (size_t i = 0; i < documents.size(); ++i) {
    std::unordered_set<size_t> compared;
    const std::vector<uint64_t> bands = Bands(documents[i]);
    for (const uint64_t band : bands)
      if (const auto holders = here.find(band); holders != here.end())
        for (const size_t j : holders->second)
          if (compared.insert(j).second) judge(i, static_cast<int64_t>(j), true, documents[j]);
    if (closest[i] >= kStandsFor) continue;
    for (const uint64_t band : bands) here[band].push_back(i);
  }
  std::sort(found.begin(), found.end(), [](const Derived& a, const Derived& b) {
    if (a.asked != b.asked) return a.asked < b.asked;
    if (a.likeness.resemblance != b.likeness.resemblance)
      return a.likeness.resemblance > b.likeness.resemblance;
    if (a.within != b.within) return !a.within;
    return a.from < b.from;
  });
  return found;
}

}  // namespace bongsu::corpus
