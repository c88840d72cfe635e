// Binary search among the leaves, then within one.
//
// The branches of the tree are not needed: leaves stand in key order in the file, and the few
// branch blocks between them are stepped over. Every offset is checked before it is followed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/table_lookup.h"

#include "article/problem.h"
#include "index/glass/block_layout.h"

namespace backfile::glass {

TableLookup::TableLookup(const std::string& dir, Table table)
    : path_(dir + "/" + TableFileName(table)), file_(path_) {
  const VersionFile version = ReadVersionFile(dir);
  block_bytes_ = version.block_bytes;
  const TableRoot& root = version.root(table);
  blocks_ = root.empty() ? 0 : root.blocks;
  if (file_.bytes().size() / block_bytes_ < blocks_) Damaged();
}

void TableLookup::Damaged() const {
  throw Error(ExitCode::kIndex, path_ + " is damaged; see `backfile-index check`");
}

std::size_t TableLookup::Items(std::size_t block) const {
  const std::size_t end = Get16(file_.bytes(), block * block_bytes_ + kDirectoryEndAt);
  if (end <= kDirectory || end > block_bytes_ || end % 2 == 0) Damaged();
  return (end - kDirectory) / 2;
}

std::size_t TableLookup::NextLeaf(std::size_t block) const {
  while (block < blocks_ && file_.bytes()[block * block_bytes_ + kLevelAt] != 0) ++block;
  return block;
}

// Whether the key, if it is anywhere, begins before this leaf.
bool TableLookup::BeginsBehind(std::size_t block, std::string_view key) const {
  Items(block);
  const Item first = Get({block, 0});
  return first.key > key || (first.key == key && !first.is_first);
}

// The last leaf that does not begin behind the key; none: all do.
std::size_t TableLookup::FindLeaf(std::string_view key, const Place& near) const {
  if (!near.is_none() && !BeginsBehind(near.block, key)) {
    const std::size_t next = NextLeaf(near.block + 1);
    if (next == blocks_ || BeginsBehind(next, key)) return near.block;
    const std::size_t second = NextLeaf(next + 1);
    if (second == blocks_ || BeginsBehind(second, key)) return next;
  }
  std::size_t found = SIZE_MAX;
  std::size_t low = 0;
  for (std::size_t high = blocks_; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t leaf = NextLeaf(middle);
    if (leaf >= high || BeginsBehind(leaf, key)) {
      high = middle;
    } else {
      found = leaf;
      low = leaf + 1;
    }
  }
  return found;
}

// Steps of growing length from `near` on: the last item that is not greater, if a greater one
// stands in the same leaf. Mostly the next one or two are looked at.
std::optional<TableLookup::Place> TableLookup::FindWithin(std::string_view key,
                                                          const Place& near) const {
  if (near.is_none() || Get(near).key > key) return std::nullopt;
  const std::size_t items = Items(near.block);
  std::size_t low = near.item;  // Is not greater.
  std::size_t step = 1;
  while (low + step < items && Get({near.block, low + step}).key <= key) {
    low += step;
    step *= 2;
  }
  std::size_t high = low + step;
  if (high >= items) {
    high = items - 1;
    if (high == low || Get({near.block, high}).key <= key) return std::nullopt;
  }
  return FirstComponent({near.block, LastNotGreater(key, near.block, low + 1, high)});
}

// Of items [low, high) of the leaf the last one that is not greater; low - 1 if all are.
std::size_t TableLookup::LastNotGreater(std::string_view key, std::size_t block, std::size_t low,
                                        std::size_t high) const {
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (Get({block, middle}).key <= key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low - 1;
}

// An entry of several components begins with the first one; those of one leaf lie side by side.
TableLookup::Place TableLookup::FirstComponent(Place place) const {
  while (!Get(place).is_first && place.item > 0) --place.item;
  return place;
}

TableLookup::Place TableLookup::FindLast(std::string_view key, const Place& near) const {
  if (const auto place = FindWithin(key, near)) return *place;
  const std::size_t block = FindLeaf(key, near);
  if (block == SIZE_MAX) return {};
  const std::size_t last = LastNotGreater(key, block, 0, Items(block));
  return last == SIZE_MAX ? Place{} : FirstComponent({block, last});
}

TableLookup::Place TableLookup::FindFirst(std::string_view key, const Place& near) const {
  const Place last = FindLast(key, near);
  if (!last.is_none()) return Key(last) == key ? last : Next(last);
  const std::size_t leaf = NextLeaf(0);
  return leaf < blocks_ ? Place{leaf, 0} : Place{};
}

TableLookup::Place TableLookup::Step(const Place& place) const {
  if (place.item + 1 < Items(place.block)) return {place.block, place.item + 1};
  const std::size_t next = NextLeaf(place.block + 1);
  if (next >= blocks_) return {};
  Items(next);
  return {next, 0};
}

TableLookup::Place TableLookup::Next(const Place& place) const {
  Place next = Step(place);
  while (!next.is_none() && !Get(next).is_first) next = Step(next);
  return next;
}

std::string_view TableLookup::Tag(const Place& place, std::string* joined) const {
  Item item = Get(place);
  if (!item.is_first || item.is_compressed) Damaged();
  if (item.is_last) return item.rest;
  const std::string_view key = item.key;
  joined->assign(item.rest);
  for (Place at = place; !item.is_last;) {
    at = Step(at);
    if (at.is_none()) Damaged();
    item = Get(at);
    if (item.key != key || item.is_first) Damaged();
    joined->append(item.rest);
  }
  return *joined;
}

}  // namespace backfile::glass
