// The door for compiled lexicons: any bytes give an error or tables that can be walked to their
// last cell. Each input is opened as it is and once more with magic, sizes and checksum put right,
// so that what lies behind the checksum is reached as well.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "base/hash.h"
#include "lexicon/lexicon.h"

namespace {

constexpr size_t kHeaderBytes = 32;

void Walk(const bongsu::lexicon::Lexicon& lexicon) {
  size_t bytes = lexicon.checksum().size();
  for (const std::string_view name : lexicon.table_names()) {
    const bongsu::lexicon::Table table = lexicon.table(name);
    for (size_t c = 0; c < table.columns(); ++c) bytes += table.column_name(c).size();
    for (size_t r = 0; r < table.rows(); ++r) {
      for (size_t c = 0; c < table.columns(); ++c)
        for (const char byte : table.cell(r, c)) bytes += static_cast<unsigned char>(byte);
      bytes += table.Place(r).size();
    }
  }
  if (bytes == SIZE_MAX) std::abort();  // keeps the reads
}

void OpenAndWalk(const std::string& image) {
  const int fd = ::memfd_create("lexicon", MFD_CLOEXEC);
  if (fd < 0) return;
  size_t written = 0;
  while (written < image.size()) {
    const ssize_t n = ::write(fd, image.data() + written, image.size() - written);
    if (n <= 0) break;
    written += static_cast<size_t>(n);
  }
  if (written == image.size()) {
    const auto lexicon = bongsu::lexicon::Lexicon::Open("/proc/self/fd/" + std::to_string(fd));
    if (lexicon) {
      Walk(**lexicon);
    } else if (lexicon.error().message().empty()) {
      std::abort();
    }
  }
  ::close(fd);
}

void Put(std::string& image, size_t at, uint64_t value, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) image[at + i] = static_cast<char>(value >> (8 * i));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string image(reinterpret_cast<const char*>(data), size);
  OpenAndWalk(image);
  if (size < kHeaderBytes) return 0;
  image.replace(0, 8, "BONGSULX");
  Put(image, 8, 1, 4);
  Put(image, 16, size - kHeaderBytes, 8);
  Put(image, 24, bongsu::base::Hash64(std::string_view(image).substr(kHeaderBytes)), 8);
  OpenAndWalk(image);
  return 0;
}
