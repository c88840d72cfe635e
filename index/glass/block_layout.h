// Where things stand in a block of a glass table (docs/glass.md), for what reads tables.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string_view>

namespace backfile::glass {

// Offsets in bytes from the beginning of a block.
inline constexpr std::size_t kLevelAt = 4;
inline constexpr std::size_t kDirectoryEndAt = 9;
inline constexpr std::size_t kDirectory = 11;
// An item's head: its size and flags, then the key's length.
inline constexpr std::size_t kItemHead = 3;
inline constexpr std::size_t kComponentNumber = 2;
// Flags of an item, and what they leave for its size.
inline constexpr unsigned kFirst = 0x2000;
inline constexpr unsigned kLast = 0x4000;
inline constexpr unsigned kCompressed = 0x8000;
inline constexpr unsigned kSizeBits = 0x1fff;

// A big-endian number. Requires: both bytes are there.
inline unsigned Get16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8 |
         static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace backfile::glass
