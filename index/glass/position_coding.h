// Positions of a term in a document as glass packs them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace backfile::glass {

// Packs lists of positions, one at a time, into memory of its own.
class PositionPacker {
 public:
  // The tag for a list in the position table; valid until the next call. Requires: not empty,
  // strictly ascending.
  std::string_view Pack(std::span<const std::uint32_t> positions);

 private:
  void PutBits(std::uint32_t value, unsigned bits);
  void PutBelow(std::uint32_t value, std::uint32_t range);
  void PutInner(std::span<const std::uint32_t> positions);

  std::vector<char> buffer_;
  char* at_ = nullptr;
  std::uint64_t pending_ = 0;  // Bits not yet written, low ones first.
  unsigned pending_bits_ = 0;
};

// The positions of a tag, which count from 1: {0, 1} looks like {1}. False: it is damaged.
bool UnpackPositions(std::string_view tag, std::vector<std::uint32_t>* positions);

}  // namespace backfile::glass
