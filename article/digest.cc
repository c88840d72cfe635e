// Digests by XXH3.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/digest.h"

#include <xxhash.h>

#include <array>

namespace backfile {

std::uint64_t Digest(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

struct RunningDigest::State {
  XXH3_state_t* xxh3 = XXH3_createState();
  ~State() { XXH3_freeState(xxh3); }
};

RunningDigest::RunningDigest() : state_(std::make_unique<State>()) {
  XXH3_64bits_reset(state_->xxh3);
}
RunningDigest::~RunningDigest() = default;
void RunningDigest::Add(std::string_view bytes) {
  XXH3_64bits_update(state_->xxh3, bytes.data(), bytes.size());
}
std::uint64_t RunningDigest::value() const { return XXH3_64bits_digest(state_->xxh3); }

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
