// The one door for sources: any bytes give a document that keeps its promises, or an error.
// Each input is read as a post (front matter, HTML, Markdown) and as plain text.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/hash.h"
#include "document/invariants.h"
#include "document/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using bongsu::document::FindBrokenInvariant;
  using bongsu::document::ReadDocument;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  bongsu::document::ReadOptions options;
  options.id = "fuzz";
  for (const char* name : {"2024-07-28-1.md", "x.txt"}) {
    options.file_name = name;
    const auto document = ReadDocument(bytes, options);
    if (!document) {
      if (document.error().message().empty()) std::abort();
      continue;
    }
    const std::string broken = FindBrokenInvariant(*document, bongsu::base::Hash64(bytes), 8);
    if (!broken.empty()) {
      std::fprintf(stderr, "%s\n", broken.c_str());
      std::abort();
    }
  }
  return 0;
}
