// Positions of a term in a document, looked up in the finished position table without the API: for
// phrases over tens of thousands of documents, where a search from the root for each is too slow.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "index/files.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// A mapped position table whose leaves stand in key order: one of TableWriter or of Xapian's
// compactor. Throws Error(kIndex) on anything else.
class PositionReader {
 public:
  explicit PositionReader(const std::string& dir);

  // One term's lists. Asking for documents in ascending order is fast: it goes on from the block it
  // is in. The reader must outlive it.
  class Cursor {
   public:
    Cursor(const PositionReader* reader, std::string_view term);
    // Ascending; nothing if the term has no position in the document.
    void Read(std::uint32_t document, std::vector<std::uint32_t>* positions);

   private:
    const PositionReader* reader_;
    std::string key_;
    std::size_t term_bytes_;
    std::size_t block_;  // Where the last one was found, or none.
  };

 private:
  struct Item {
    std::string_view key;
    std::string_view rest;  // Behind the key: component number if it is no first one, then the tag.
    bool is_first = false;
    bool is_last = false;
  };
  static constexpr std::size_t kNone = SIZE_MAX;

  [[noreturn]] void Damaged() const;
  bool IsLeaf(std::size_t block) const;
  std::size_t Items(std::size_t block) const;
  Item Get(std::size_t block, std::size_t item) const;
  std::size_t NextLeaf(std::size_t block) const;  // At or behind `block`; blocks_ if there is none.
  bool Holds(std::size_t block, std::string_view key) const;
  std::size_t FindLeaf(std::string_view key) const;
  std::string_view Tag(std::size_t block, std::string_view key, std::string* joined) const;

  std::string path_;
  std::size_t block_bytes_ = 0;
  std::size_t blocks_ = 0;
  MappedFile file_;
};

}  // namespace backfile::glass
