// Open addressing, linear probing.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/id_table.h"

#include <bit>

namespace backfile {

namespace {
constexpr std::uint64_t kZero = 0x9e3779b97f4a7c15;
}  // namespace

std::size_t IdTable::Place(std::uint64_t id) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = static_cast<std::size_t>(id * 0x9e3779b97f4a7c15 >> 20) & mask;
  while (slots_[i].id != 0 && slots_[i].id != id) i = (i + 1) & mask;
  return i;
}

const std::uint64_t* IdTable::Find(std::uint64_t id) const {
  if (slots_.empty()) return nullptr;
  const Slot& slot = slots_[Place(id == 0 ? kZero : id)];
  return slot.id == 0 ? nullptr : &slot.number;
}

void IdTable::Put(std::uint64_t id, std::uint64_t number) {
  if (slots_.size() * 3 <= (used_ + 1) * 4) Resize(slots_.empty() ? 1024 : slots_.size() * 2);
  Slot& slot = slots_[Place(id == 0 ? kZero : id)];
  if (slot.id == 0) ++used_;
  slot = {id == 0 ? kZero : id, number};
}

void IdTable::Reserve(std::size_t ids) {
  const std::size_t slots = std::bit_ceil(ids * 4 / 3 + 1);
  if (slots > slots_.size()) Resize(slots);
}

void IdTable::Resize(std::size_t slots) {
  std::vector<Slot> old(slots);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.id != 0) slots_[Place(slot.id)] = slot;
  }
}

}  // namespace backfile
