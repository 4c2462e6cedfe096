// Near-duplicate documents: copies, light edits, rewrites, one story posted again under another
// title.
//
// A document is the set of its shingles: runs of kShingle characters of its body, white space and
// punctuation left out. Its signature is a one-permutation MinHash of that set (Li, Owen and Zhang
// 2012) whose empty bins are filled by rotation (Shrivastava and Li 2014): one hash a shingle, and
// the share of equal bins of two signatures estimates the resemblance |A ∩ B| / |A ∪ B| of their
// sets (Broder 1997). Bins are grouped into bands: documents that share a band are candidates
// (locality sensitive hashing).
#ifndef BONGSU_CORPUS_NEAR_DUPLICATE_H_
#define BONGSU_CORPUS_NEAR_DUPLICATE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "bongsu/document.h"
#include "bongsu/result.h"

namespace bongsu::corpus {

inline constexpr size_t kShingle = 6;   // characters
inline constexpr size_t kBandRows = 3;  // bins of a band
inline constexpr size_t kBands = 42;
inline constexpr size_t kBins = kBands * kBandRows;
// A document with fewer shingles says too little to be compared.
inline constexpr uint32_t kFewestShingles = 40;
// A document that resembles an earlier one so much need not be looked up under itself: what is like
// the one is like the other (1 - resemblance is a metric), and a story told a thousand times stays
// one entry. Only documents that do not, "indexed" ones, are compared with later ones.
inline constexpr double kStandsFor = 0.90;

// What is kept of a document to compare it with later ones.
struct Signature {
  uint32_t shingles =
      0;  // distinct; below kFewestShingles the bins are zero and nothing is like it
  std::array<uint16_t, kBins> bins{};
  bool operator==(const Signature&) const = default;
};

// The signature of the paragraphs, list items, cells and quotes of a document. Deterministic.
Signature Sign(const Document& document);

// The band hashes of a signature; none when it has too few shingles. Two signatures that share one
// are candidates.
std::vector<uint64_t> Bands(const Signature& signature);

// A signature as bytes and back. kCorruption when the length is wrong.
std::string Encode(const Signature& signature);
Result<Signature> DecodeSignature(std::string_view bytes);

// How alike two documents are.
struct Likeness {
  double resemblance = 0;  // estimated |A ∩ B| / |A ∪ B|
  double containment = 0;  // estimated share of the smaller one that stands in the larger one
};
Likeness Compare(const Signature& a, const Signature& b);

// What a likeness makes of the later document.
enum class Derivation : uint8_t {
  kNone,
  kCopy,     // nearly the same text
  kRewrite,  // most of the text, changed
  kPart,     // the smaller one stands in the larger: excerpt, digest, text with advertising
};
const char* DerivationName(Derivation derivation);
Derivation Judge(const Likeness& likeness);

// An indexed document that the store knows and that shares a band with the one asked about.
struct Candidate {
  int64_t document = 0;  // the store's key
  size_t asked = 0;      // index of the one asked about
  Signature signature;
};

// Where the signatures of earlier documents are looked up; implemented by store/.
class CandidateIndex {
 public:
  virtual ~CandidateIndex() = default;
  // Earlier indexed documents that share a band with any of `asked`, each pair once, by asked and
  // document.
  virtual Result<std::vector<Candidate>> Candidates(const std::vector<Signature>& asked) = 0;
};

// What one document derives from.
struct Derived {
  size_t asked = 0;     // index of the one asked about
  int64_t from = 0;     // store's key, when `within` is false
  bool within = false;  // from another of the same batch: `from` is its index, below `asked`
  Derivation derivation = Derivation::kNone;
  Likeness likeness;
};

// The links of new documents to earlier ones and to one another, strongest first for each document.
// The same whether they come in one batch or in several.
Result<std::vector<Derived>> FindDerived(const std::vector<Signature>& documents,
                                         CandidateIndex& earlier);

}  // namespace bongsu::corpus

#endif  // BONGSU_CORPUS_NEAR_DUPLICATE_H_
