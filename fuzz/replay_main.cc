// Runs a fuzz target over files: `target FILE_OR_FOLDER...`. Each input is copied to a heap buffer
// of its exact size, so that AddressSanitizer sees one byte too far. Fails if there was nothing to
// replay.
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>

#include "base/file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

int main(int argc, char** argv) {
  int replayed = 0;
  for (int i = 1; i < argc; ++i) {
    const auto files = bongsu::base::ListFiles(argv[i]);
    if (!files) {
      std::fprintf(stderr, "%s\n", files.error().message().c_str());
      return 1;
    }
    for (const std::string& file : *files) {
      const bool folder = std::filesystem::is_directory(argv[i]);
      const std::string path = folder ? std::string(argv[i]) + "/" + file : argv[i];
      const auto bytes = bongsu::base::ReadFile(path, 64u << 20);
      if (!bytes) {
        std::fprintf(stderr, "%s\n", bytes.error().message().c_str());
        return 1;
      }
      const auto copy = std::make_unique<uint8_t[]>(bytes->size());
      if (!bytes->empty()) std::memcpy(copy.get(), bytes->data(), bytes->size());
      LLVMFuzzerTestOneInput(copy.get(), bytes->size());
      ++replayed;
    }
  }
  std::printf("%d inputs replayed\n", replayed);
  return replayed > 0 ? 0 : 1;
}
