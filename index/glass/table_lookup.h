// A finished table read at any key, without the API: for what a search asks thousands of times.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "index/files.h"
#include "index/glass/block_layout.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// A mapped table whose leaves stand in key order: one of TableWriter or of Xapian's compactor.
// Throws Error(kIndex) on anything else. Safe to read from several threads.
class TableLookup {
 public:
  TableLookup(const std::string& dir, Table table);

  struct Item {
    std::string_view key;
    std::string_view rest;  // Behind the key: component number if it is no first one, then the tag.
    bool is_first = false;
    bool is_last = false;
    bool is_compressed = false;
    bool is_whole() const { return is_first && is_last && !is_compressed; }
  };

  // The items of a leaf in key order, each checked when it is looked at. As made: none.
  class Leaf {
   public:
    Leaf() = default;
    std::size_t size() const { return items_; }
    Item Get(std::size_t item) const;              // Requires: item < size().
    std::string_view Key(std::size_t item) const;  // The same.

   private:
    friend TableLookup;
    Leaf(const TableLookup* table, std::size_t block, std::size_t items)
        : table_(table),
          bytes_(table->file_.bytes().data() + block * table->block_bytes_),
          items_(items) {}
    std::size_t ByteAt(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }
    std::size_t Find(std::size_t item, std::size_t* key_bytes) const;

    const TableLookup* table_ = nullptr;
    const char* bytes_ = nullptr;
    std::size_t items_ = 0;
  };

  // An entry of the table. As made: none.
  struct Place {
    std::size_t block = SIZE_MAX;
    std::size_t item = 0;
    bool is_none() const { return block == SIZE_MAX; }
  };
  // The last entry whose key is not greater. `near`: a place of a little before, which saves the
  // search if the key is in its leaf or the next one.
  Place FindLast(std::string_view key, const Place& near) const;
  // The first entry whose key is not smaller; none if all are. `near`: as above.
  Place FindFirst(std::string_view key, const Place& near) const;
  Place Next(const Place& place) const;  // Requires: not none.
  // Requires: not none.
  Leaf LeafOf(const Place& place) const { return {this, place.block, Items(place.block)}; }
  std::string_view Key(const Place& place) const { return Get(place).key; }
  // The entry's tag: a part of the file, or put together in *joined. Damaged() if it is compressed.
  std::string_view Tag(const Place& place, std::string* joined) const;
  [[noreturn]] void Damaged() const;

 private:
  std::size_t Items(std::size_t block) const;
  // Requires: the leaf's Items() were counted.
  Item Get(const Place& place) const { return Leaf(this, place.block, 0).Get(place.item); }
  std::size_t NextLeaf(std::size_t block) const;  // At or behind `block`; blocks_ if there is none.
  bool BeginsBehind(std::size_t block, std::string_view key) const;
  std::size_t FindLeaf(std::string_view key, const Place& near) const;
  std::optional<Place> FindWithin(std::string_view key, const Place& near) const;
  std::size_t LastNotGreater(std::string_view key, std::size_t block, std::size_t low,
                             std::size_t high) const;
  Place FirstComponent(Place place) const;
  Place Step(const Place& place) const;  // To the next item, a component or not.

  std::string path_;
  std::size_t block_bytes_ = 0;
  std::size_t blocks_ = 0;
  MappedFile file_;
};

// Where the item stands, if its head and its key do so within the leaf.
inline std::size_t TableLookup::Leaf::Find(std::size_t item, std::size_t* key_bytes) const {
  const std::size_t entry = kDirectory + 2 * item;
  const std::size_t at = ByteAt(entry) << 8 | ByteAt(entry + 1);
  if (at + kItemHead > table_->block_bytes_) table_->Damaged();
  *key_bytes = ByteAt(at + 2);
  if (at + kItemHead + *key_bytes > table_->block_bytes_) table_->Damaged();
  return at;
}

inline std::string_view TableLookup::Leaf::Key(std::size_t item) const {
  std::size_t key_bytes = 0;
  const std::size_t at = Find(item, &key_bytes);
  return {bytes_ + at + kItemHead, key_bytes};
}

inline TableLookup::Item TableLookup::Leaf::Get(std::size_t item) const {
  std::size_t key_bytes = 0;
  const std::size_t at = Find(item, &key_bytes);
  const std::size_t flags = ByteAt(at) << 8 | ByteAt(at + 1);
  const std::size_t size = (flags & kSizeBits) + kItemHead;
  const bool is_first = (flags & kFirst) != 0;
  const std::size_t head = kItemHead + key_bytes + (is_first ? 0 : kComponentNumber);
  if (size > table_->block_bytes_ - at || head > size) table_->Damaged();
  return {{bytes_ + at + kItemHead, key_bytes},
          {bytes_ + at + head, size - head},
          is_first,
          (flags & kLast) != 0,
          (flags & kCompressed) != 0};
}

}  // namespace backfile::glass
