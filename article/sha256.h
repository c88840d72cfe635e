// SHA-256 (FIPS 180-4), for evidence that others must be able to check; digest.h is for ourselves.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace backfile {

// Takes bytes piece by piece.
class Sha256 {
 public:
  void Add(std::string_view bytes);
  // 64 small hexadecimal digits. Nothing may be added after it.
  std::string Hex();

 private:
  void TakeBlock(const char* block);

  std::array<std::uint32_t, 8> state_ = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  std::uint64_t size_ = 0;  // Bytes so far.
  std::array<char, 64> rest_{};
};

std::string Sha256Hex(std::string_view bytes);

}  // namespace backfile
