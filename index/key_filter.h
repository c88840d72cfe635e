// A KeyFilter is a set of keys that may seem to hold more than it does, in two bytes a key.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace backfile {

// Keys are hashes of 32 bits. Of keys that it does not hold one in 16 seems to be held.
class KeyFilter {
 public:
  // `keys`: how many there will be.
  explicit KeyFilter(std::size_t keys)
      : shift_(static_cast<unsigned>(
            32 - std::clamp(static_cast<int>(std::bit_width(keys * 16)), 10, 30))),
        words_((std::size_t{1} << (32 - shift_)) / 64) {}
  void Add(std::uint32_t key) { words_[key >> shift_ >> 6] |= Bit(key); }
  bool MayHold(std::uint32_t key) const { return (words_[key >> shift_ >> 6] & Bit(key)) != 0; }

 private:
  std::uint64_t Bit(std::uint32_t key) const { return std::uint64_t{1} << (key >> shift_ & 63); }
  unsigned shift_;
  std::vector<std::uint64_t> words_;
};

}  // namespace backfile
