// The doors of corpus/: remembered mentions and signatures read back from a database, corrections
// that a person typed. Any bytes give a value that writes itself the same way, or an error.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "corpus/decision.h"
#include "corpus/near_duplicate.h"
#include "corpus/occurrence.h"

namespace {

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace bongsu;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto mention = corpus::DecodeMention(text)) {
    const auto again = corpus::DecodeMention(corpus::Encode(*mention));
    Require(again && *again == *mention, "a mention reads back as itself");
  }
  if (const auto signature = corpus::DecodeSignature(text)) {
    Require(corpus::Encode(*signature) == text, "a signature writes the bytes it was read from");
    const corpus::Likeness likeness = corpus::Compare(*signature, *signature);
    Require(likeness.resemblance == 0 || likeness.resemblance == 1, "a text is wholly like itself");
  }
  Event event;
  event.event = "ACCUSE";
  event.evidence.span = {0, 10};
  if (const auto corrected = corpus::Corrected(event, text)) {
    Require(QuadClass(corrected->event) != 0, "a corrected event has a type of the codebook");
    Require(!corrected->certainty.empty(), "a corrected event says how certain it is");
    const double fit = corpus::Fit(corpus::AnchorOf(*corrected, "x"), *corrected);
    Require(fit == 1, "an anchor fits its own record wholly");
  }
  return 0;
}
