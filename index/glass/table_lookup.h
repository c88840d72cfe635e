// A finished table read at any key, without the API: for what a search asks thousands of times.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "index/files.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// A mapped table whose leaves stand in key order: one of TableWriter or of Xapian's compactor.
// Throws Error(kIndex) on anything else. Safe to read from several threads.
class TableLookup {
 public:
  TableLookup(const std::string& dir, Table table);

  // An entry of the table. As made: none.
  struct Place {
    std::size_t block = SIZE_MAX;
    std::size_t item = 0;
    bool is_none() const { return block == SIZE_MAX; }
  };
  // The last entry whose key is not greater. `near`: a place of a little before, which saves the
  // search if the key is in its leaf or the next one.
  Place FindLast(std::string_view key, const Place& near) const;
  Place Next(const Place& place) const;  // Requires: not none.
  std::string_view Key(const Place& place) const { return Get(place).key; }
  // The entry's tag: a part of the file, or put together in *joined. Damaged() if it is compressed.
  std::string_view Tag(const Place& place, std::string* joined) const;
  [[noreturn]] void Damaged() const;

 private:
  struct Item {
    std::string_view key;
    std::string_view rest;  // Behind the key: component number if it is no first one, then the tag.
    bool is_first = false;
    bool is_last = false;
    bool is_compressed = false;
  };

  std::size_t Items(std::size_t block) const;
  Item Get(const Place& place) const;
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

}  // namespace backfile::glass
