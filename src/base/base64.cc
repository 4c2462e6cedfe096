#include "base/base64.h"

#include <cstdint>

namespace bongsu::base {
namespace {

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr unsigned kBits = 6, kByteBits = 8, kMask = 63, kByteMask = 255;
constexpr size_t kBytes = 3, kGroup = 4;  // so many bytes make so many letters

}  // namespace

std::string EncodeBase64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + kBytes - 1) / kBytes * kGroup);
  uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = (held << kByteBits) | static_cast<unsigned char>(c);
    for (bits += kByteBits; bits >= kBits; bits -= kBits)
      out += kLetters[(held >> (bits - kBits)) & kMask];
  }
  if (bits > 0) out += kLetters[(held << (kBits - bits)) & kMask];
  while (out.size() % kGroup != 0) out += '=';
  return out;
}

std::optional<std::string> DecodeBase64(std::string_view text) {
  if (text.size() % kGroup != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  std::string out;
  uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const size_t value = kLetters.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    held = (held << kBits) | static_cast<uint32_t>(value);
    bits += kBits;
    if (bits < kByteBits) continue;
    bits -= kByteBits;
    out += static_cast<char>((held >> bits) & kByteMask);
  }
  // Two letters or three close a group that holds one byte or two; one letter holds none.
  if (bits >= kBits || (held & ((1u << bits) - 1)) != 0) return std::nullopt;
  return out;
}

}  // namespace bongsu::base
