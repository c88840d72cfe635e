// A glass table written front to back: entries in key order in, a finished B-tree out.
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

inline constexpr std::size_t kMaxKeyBytes = 255;

// One block while it is filled: a directory grows from its front, the items from its end.
class OpenBlock {
 public:
  explicit OpenBlock(std::uint32_t bytes) : bytes_(bytes, '\0') { Clear(); }

  void Clear();
  bool empty() const { return directory_end_ == kDirectory; }
  std::size_t room() const { return items_begin_ - directory_end_; }
  // Room for an item of `bytes` after all others. Requires: room() >= bytes + kDirectoryEntry.
  char* AddItem(std::size_t bytes);
  const char* last_item() const { return bytes_.data() + items_begin_; }
  // The whole block with its header.
  std::string_view Seal(std::uint32_t level);

  static constexpr std::size_t kDirectory = 11;      // Bytes of the header.
  static constexpr std::size_t kDirectoryEntry = 2;  // Bytes.

 private:
  std::string bytes_;
  std::size_t directory_end_ = kDirectory;
  std::size_t items_begin_ = 0;
};

// Throws Error(kTryLater) when the disk fails or is full. Memory: a block a level and a buffer.
class TableWriter {
 public:
  TableWriter(const std::string& path, std::uint32_t block_bytes);

  // Adds an entry. `compressed`: the tag is a raw deflate stream, for readers to inflate. Keys are
  // 1 to kMaxKeyBytes bytes and ascend, else Error(kIndex): what they came from is damaged.
  void Add(std::string_view key, std::string_view tag, bool compressed = false);
  // Writes what is open. A table without entries is an empty file. Not synced.
  TableRoot Finish();

 private:
  // The least key of a block, cut to what tells it from the block before, and which component of a
  // tag the block begins with.
  struct Separator {
    std::string key;
    std::uint16_t component = 0;
  };
  struct Level {
    OpenBlock block;
    Separator separator;
  };

  void CheckKey(std::string_view key) const;
  void AddComponents(std::string_view key, std::string_view tag, unsigned flags);
  void PutItem(std::string_view key, std::size_t component, std::string_view tag, unsigned flags);
  std::size_t FirstComponentBytes(std::size_t key_bytes, std::size_t tag_bytes) const;
  void BeginLeaf(std::string_view key, std::size_t component);
  std::uint32_t Write(OpenBlock* block, std::uint32_t level);
  void AddBranch(std::size_t level, const Separator& separator, std::uint32_t child);

  std::string path_;
  std::uint32_t block_bytes_;
  std::size_t max_item_;
  FileWriter file_;
  OpenBlock leaf_;
  Separator leaf_separator_;
  std::vector<Level> branches_;  // branches_[i] is open at level i + 1.
  std::string last_key_;
  std::uint64_t entries_ = 0;
  std::uint32_t blocks_ = 0;
};

}  // namespace backfile::glass
