// Binary search among the leaves, then within one.
//
// The branches of the tree are not needed: leaves stand in key order in the file, and the few
// branch blocks between them are stepped over. Every offset is checked before it is followed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/position_reader.h"

#include "article/problem.h"
#include "index/glass/coding.h"
#include "index/glass/position_coding.h"

namespace backfile::glass {

namespace {

constexpr std::size_t kLevelAt = 4;
constexpr std::size_t kDirectoryEndAt = 9;
constexpr std::size_t kDirectory = 11;
constexpr std::size_t kItemHead = 3;
constexpr std::size_t kComponentNumber = 2;
constexpr unsigned kFirst = 0x2000;
constexpr unsigned kLast = 0x4000;
constexpr unsigned kCompressed = 0x8000;
constexpr unsigned kSizeBits = 0x1fff;

unsigned Get16(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8 |
         static_cast<unsigned char>(bytes[at + 1]);
}

}  // namespace

PositionReader::PositionReader(const std::string& dir)
    : path_(dir + "/" + TableFileName(Table::kPosition)), file_(path_) {
  const VersionFile version = ReadVersionFile(dir);
  block_bytes_ = version.block_bytes;
  const TableRoot& root = version.root(Table::kPosition);
  blocks_ = root.empty() ? 0 : root.blocks;
  if (file_.bytes().size() / block_bytes_ < blocks_) Damaged();
}

void PositionReader::Damaged() const {
  throw Error(ExitCode::kIndex, path_ + " is damaged; see `backfile-index check`");
}

bool PositionReader::IsLeaf(std::size_t block) const {
  return file_.bytes()[block * block_bytes_ + kLevelAt] == 0;
}

std::size_t PositionReader::Items(std::size_t block) const {
  const std::size_t end = Get16(file_.bytes(), block * block_bytes_ + kDirectoryEndAt);
  if (end <= kDirectory || end > block_bytes_ || end % 2 == 0) Damaged();
  return (end - kDirectory) / 2;
}

PositionReader::Item PositionReader::Get(std::size_t block, std::size_t item) const {
  const std::string_view leaf = file_.bytes().substr(block * block_bytes_, block_bytes_);
  const std::size_t at = Get16(leaf, kDirectory + 2 * item);
  if (at + kItemHead > block_bytes_) Damaged();
  const unsigned flags = Get16(leaf, at);
  const std::size_t size = (flags & kSizeBits) + kItemHead;
  const std::size_t key_bytes = static_cast<unsigned char>(leaf[at + 2]);
  const bool is_first = (flags & kFirst) != 0;
  const std::size_t head = kItemHead + key_bytes + (is_first ? 0 : kComponentNumber);
  if (size > block_bytes_ - at || head > size || (flags & kCompressed) != 0) Damaged();
  return {leaf.substr(at + kItemHead, key_bytes),
          leaf.substr(at + kItemHead + key_bytes, size - kItemHead - key_bytes), is_first,
          (flags & kLast) != 0};
}

std::size_t PositionReader::NextLeaf(std::size_t block) const {
  while (block < blocks_ && !IsLeaf(block)) ++block;
  return block;
}

// Whether the key, if it is anywhere, begins in this leaf.
bool PositionReader::Holds(std::size_t block, std::string_view key) const {
  const Item first = Get(block, 0);
  if (first.key > key || (first.key == key && !first.is_first)) return false;
  return Get(block, Items(block) - 1).key >= key;
}

// The last leaf that does not begin behind the key; kNone: all do.
std::size_t PositionReader::FindLeaf(std::string_view key) const {
  std::size_t found = kNone;
  std::size_t low = 0;
  for (std::size_t high = blocks_; low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    const std::size_t leaf = NextLeaf(middle);
    const bool is_behind = leaf >= high || [&] {
      const Item first = Get(leaf, 0);
      return first.key > key || (first.key == key && !first.is_first);
    }();
    if (is_behind) {
      high = middle;
    } else {
      found = leaf;
      low = leaf + 1;
    }
  }
  return found;
}

// The key's tag, if it begins in this leaf; else one without bytes.
std::string_view PositionReader::Tag(std::size_t block, std::string_view key,
                                     std::string* joined) const {
  std::size_t low = 0;
  for (std::size_t high = Items(block); low < high;) {
    const std::size_t middle = low + (high - low) / 2;
    if (Get(block, middle).key < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == Items(block)) return {};
  Item item = Get(block, low);
  if (item.key != key) return {};
  if (!item.is_first) Damaged();
  if (item.is_last) return item.rest;
  joined->assign(item.rest);
  while (!item.is_last) {
    if (++low == Items(block)) {
      block = NextLeaf(block + 1);
      low = 0;
      if (block >= blocks_) Damaged();
    }
    item = Get(block, low);
    if (item.key != key || item.is_first) Damaged();
    joined->append(item.rest.substr(kComponentNumber));
  }
  return *joined;
}

PositionReader::Cursor::Cursor(const PositionReader* reader, std::string_view term)
    : reader_(reader), block_(kNone) {
  AppendSortedTerm(&key_, term);
  key_ += '\0';
  term_bytes_ = key_.size();
}

void PositionReader::Cursor::Read(std::uint32_t document, std::vector<std::uint32_t>* positions) {
  positions->clear();
  key_.resize(term_bytes_);
  AppendSortedUint(&key_, document);
  if (block_ == kNone || !reader_->Holds(block_, key_)) {
    const std::size_t next = block_ == kNone ? reader_->blocks_ : reader_->NextLeaf(block_ + 1);
    const bool in_next = next < reader_->blocks_ && reader_->Holds(next, key_);
    block_ = in_next ? next : reader_->FindLeaf(key_);
  }
  if (block_ == kNone) return;
  std::string joined;
  const std::string_view tag = reader_->Tag(block_, key_, &joined);
  if (!tag.empty() && !UnpackPositions(tag, positions)) reader_->Damaged();
}

}  // namespace backfile::glass
