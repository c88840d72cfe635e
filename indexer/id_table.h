// Numbers by 64-bit ids, in flat memory.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace backfile {

// A set of ids with a number each, in 16 bytes and some air: tens of millions fit into memory.
class IdTable {
 public:
  const std::uint64_t* Find(std::uint64_t id) const;
  void Put(std::uint64_t id, std::uint64_t number);  // Replaces what was there.
  std::size_t size() const { return used_; }
  void Reserve(std::size_t ids);  // Room for so many.

 private:
  struct Slot {
    std::uint64_t id = 0;  // 0: free. The id 0 itself is kept as kZero.
    std::uint64_t number = 0;
  };
  std::size_t Place(std::uint64_t id) const;
  void Resize(std::size_t slots);

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace backfile
