// Digests by XXH3.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/digest.h"

#include <xxhash.h>

#include <array>

namespace backfile {

std::uint64_t Digest(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

void FieldDigest::Add(std::string_view field) {
  state_ = XXH3_64bits_withSeed(field.data(), field.size(), state_ + field.size() + 1);
}

void FieldDigest::Add(std::uint64_t number) {
  std::array<char, 8> bytes{};
  for (char& byte : bytes) {
    byte = static_cast<char>(number & 0xff);
    number >>= 8;
  }
  Add(std::string_view(bytes.data(), bytes.size()));
}

std::string Hex16(std::uint64_t value) {
  std::string text(16, '0');
  for (std::size_t i = 16; i-- > 0; value >>= 4) text[i] = "0123456789abcdef"[value & 15];
  return text;
}

}  // namespace backfile
