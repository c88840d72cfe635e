// The entries of a finished glass table in key order, read from its leaves front to back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "index/files.h"
#include "index/glass/version_file.h"

namespace backfile::glass {

// Reads tables whose leaves stand in key order: those of TableWriter and of Xapian's compactor.
// Throws Error(kIndex) on anything else.
class TableReader {
 public:
  // `table`: as the version file in `dir` says. The file may be absent if the table is empty.
  TableReader(const std::string& dir, Table table, const VersionFile& version);

  // Goes to the next entry. False: that was all.
  bool Next();
  // Of the present entry; valid until Next() or GoTo().
  std::string_view key() const { return key_; }
  std::string_view tag() const { return tag_; }
  bool compressed() const { return compressed_; }
  // Whether tag() lies in the file as it is: then it stays valid as long as the reader.
  bool tag_is_mapped() const { return joined_.empty(); }

  // A place to come back to: Next() after GoTo(place) gives what it gave after place().
  struct Place {
    std::size_t block = 0;
    std::size_t directory = 0;
    std::uint64_t entries = 0;
  };
  Place place() const { return place_; }
  void GoTo(const Place& place);

 private:
  [[noreturn]] void Damaged() const;
  bool NextLeaf();
  std::string_view NextItem();
  void JoinComponents();

  std::string path_;
  std::size_t block_bytes_;
  std::uint64_t entries_;
  MappedFile file_;
  Place place_;
  std::string_view leaf_;  // Empty before the first block.
  std::size_t directory_end_ = 0;
  std::string_view key_;
  std::string_view tag_;
  bool compressed_ = false;
  std::string joined_;
};

}  // namespace backfile::glass
