// Walking the leaves of a table.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/table_reader.h"

#include "article/problem.h"
#include "index/glass/block_layout.h"

namespace backfile::glass {

namespace {

unsigned Flags(std::string_view item) { return Get16(item, 0); }
std::size_t KeyBytes(std::string_view item) { return static_cast<unsigned char>(item[2]); }

}  // namespace

TableReader::TableReader(const std::string& dir, Table table, const VersionFile& version)
    : path_(dir + "/" + TableFileName(table)),
      block_bytes_(version.block_bytes),
      entries_(version.root(table).entries),
      file_(path_) {
  const std::size_t expected = entries_ == 0 ? 0 : version.root(table).blocks * block_bytes_;
  if (entries_ > 0 && file_.bytes().size() < expected) Damaged();
}

void TableReader::Damaged() const {
  throw Error(ExitCode::kIndex, path_ + " is damaged; see `backfile-index check`");
}

bool TableReader::NextLeaf() {
  if (!leaf_.empty()) place_.block += block_bytes_;
  for (;; place_.block += block_bytes_) {
    file_.ReadUpTo(place_.block);
    if (file_.bytes().size() < place_.block + block_bytes_) return false;
    leaf_ = file_.bytes().substr(place_.block, block_bytes_);
    if (leaf_[kLevelAt] == 0) break;
  }
  place_.directory = kDirectory;
  directory_end_ = Get16(leaf_, kDirectoryEndAt);
  if (directory_end_ < kDirectory || directory_end_ > block_bytes_ || directory_end_ % 2 == 0) {
    Damaged();
  }
  return true;
}

// The next item, checked so far that its head and key can be read; empty at the end.
std::string_view TableReader::NextItem() {
  while (place_.directory >= directory_end_) {
    if (!NextLeaf()) return {};
  }
  const std::size_t at = Get16(leaf_, place_.directory);
  place_.directory += 2;
  if (at < directory_end_ || at + kItemHead > block_bytes_) Damaged();
  const std::size_t size = (Get16(leaf_, at) & kSizeBits) + kItemHead;
  if (size > block_bytes_ - at) Damaged();
  const std::string_view item = leaf_.substr(at, size);
  const std::size_t head = kItemHead + ((Flags(item) & kFirst) != 0 ? 0 : kComponentNumber);
  if (head + KeyBytes(item) > size) Damaged();
  return item;
}

bool TableReader::Next() {
  if (place_.entries == entries_) return false;
  std::string_view item = NextItem();
  if (place_.entries == 0 && !item.empty() && KeyBytes(item) == 0) item = NextItem();
  if (item.empty() || (Flags(item) & kFirst) == 0 || KeyBytes(item) == 0) Damaged();
  ++place_.entries;
  key_ = item.substr(kItemHead, KeyBytes(item));
  tag_ = item.substr(kItemHead + key_.size());
  compressed_ = (Flags(item) & kCompressed) != 0;
  joined_.clear();
  if ((Flags(item) & kLast) == 0) JoinComponents();
  return true;
}

void TableReader::JoinComponents() {
  joined_.assign(tag_);
  for (bool last = false; !last;) {
    const std::string_view item = NextItem();
    if (item.empty() || (Flags(item) & kFirst) != 0 || KeyBytes(item) != key_.size()) Damaged();
    joined_.append(item.substr(kItemHead + key_.size() + kComponentNumber));
    last = (Flags(item) & kLast) != 0;
  }
  tag_ = joined_;
}

void TableReader::GoTo(const Place& place) {
  place_ = place;
  leaf_ = {};
  directory_end_ = 0;
  if (place.directory == 0) return;
  leaf_ = file_.bytes().substr(place.block, block_bytes_);
  directory_end_ = Get16(leaf_, kDirectoryEndAt);
}

}  // namespace backfile::glass
