// Bulk building of a B-tree, bottom up.
//
// Entries fill a leaf; a full leaf is written at once and takes the next block number. What leads
// to it, a separator and that number, goes to the open block one level up, which is written in turn
// when it is full. So the file is one sequential write, leaves stand in key order (readers go from
// one to the next without the tree), and the root comes last.
//
// A tag too long for an item is cut into components under the same key. The first one may be cut
// short to fill the leaf that is open, if that costs no further component or if enough fits.
//
// Items may take a quarter of a block at most. The format allows whole blocks, but then a later
// update through libxapian 1.4.22 wrote before its block buffer.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/table_writer.h"

#include <algorithm>
#include <cstring>

#include "article/problem.h"

namespace backfile::glass {

namespace {

constexpr std::uint32_t kRevision = 1;
constexpr std::size_t kItemsABlock = 4;
constexpr std::size_t kMostItemBytes = 8194;  // What 13 bits of size can tell.
constexpr std::size_t kItemHead = 3;          // Size and flags, length of the key.
constexpr std::size_t kComponentNumber = 2;
constexpr std::size_t kBranchHead = 5;  // Block number, length of the key.

constexpr unsigned kFirst = 0x2000;
constexpr unsigned kLast = 0x4000;
constexpr unsigned kCompressed = 0x8000;

char* Put16(char* at, std::size_t value) {
  at[0] = static_cast<char>(value >> 8);
  at[1] = static_cast<char>(value);
  return at + 2;
}
char* Put32(char* at, std::uint32_t value) { return Put16(Put16(at, value >> 16), value & 0xffff); }
char* PutBytes(char* at, std::string_view bytes) {
  std::memcpy(at, bytes.data(), bytes.size());
  return at + bytes.size();
}
char* PutKey(char* at, std::string_view key) {
  *at++ = static_cast<char>(key.size());
  return PutBytes(at, key);
}

std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  const std::size_t most = std::min(a.size(), b.size());
  return static_cast<std::size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(most), b.begin()).first -
      a.begin());
}

}  // namespace

void OpenBlock::Clear() {
  directory_end_ = kDirectory;
  items_begin_ = bytes_.size();
}

char* OpenBlock::AddItem(std::size_t bytes) {
  items_begin_ -= bytes;
  Put16(bytes_.data() + directory_end_, items_begin_);
  directory_end_ += kDirectoryEntry;
  return bytes_.data() + items_begin_;
}

std::string_view OpenBlock::Seal(std::uint32_t level) {
  char* at = Put32(bytes_.data(), kRevision);
  *at++ = static_cast<char>(level);
  at = Put16(at, room());  // The free bytes in one piece,
  at = Put16(at, room());  // and all of them.
  Put16(at, directory_end_);
  std::memset(bytes_.data() + directory_end_, 0, room());
  return bytes_;
}

TableWriter::TableWriter(const std::string& path, std::uint32_t block_bytes)
    : path_(path),
      block_bytes_(block_bytes),
      max_item_(std::min(
          (block_bytes - OpenBlock::kDirectory - kItemsABlock * OpenBlock::kDirectoryEntry) /
              kItemsABlock,
          kMostItemBytes)),
      file_(path, FileWriter::Stay::kForGood),
      leaf_(block_bytes) {
  PutKey(Put16(leaf_.AddItem(kItemHead), kFirst | kLast), "");  // The null item leads every table.
}

void TableWriter::CheckKey(std::string_view key) const {
  if (key.empty() || key.size() > kMaxKeyBytes || key <= std::string_view(last_key_)) {
    throw Error(ExitCode::kIndex,
                "no order in the entries for " + path_ + "; what they were read from is damaged");
  }
}

void TableWriter::Add(std::string_view key, std::string_view tag, bool compressed) {
  CheckKey(key);
  ++entries_;
  const unsigned flags = compressed ? kCompressed : 0;
  if (kItemHead + key.size() + tag.size() <= max_item_) {
    PutItem(key, 1, tag, flags | kFirst | kLast);
  } else {
    AddComponents(key, tag, flags);
  }
  last_key_.assign(key);
}

std::size_t TableWriter::FirstComponentBytes(std::size_t key_bytes, std::size_t tag_bytes) const {
  const std::size_t overhead = kItemHead + key_bytes + kComponentNumber;
  const std::size_t whole = max_item_ - overhead;
  const std::size_t rest = leaf_.room() % (max_item_ + OpenBlock::kDirectoryEntry);
  if (rest <= OpenBlock::kDirectoryEntry + overhead) return whole + kComponentNumber;
  const std::size_t fill = rest - OpenBlock::kDirectoryEntry - overhead;
  const std::size_t last = (tag_bytes - kComponentNumber) % whole;
  constexpr std::size_t kWorthAComponent = 34;  // As libxapian has it.
  const bool fills = fill >= last || fill >= key_bytes + kWorthAComponent;
  return (fills ? fill : whole) + kComponentNumber;
}

void TableWriter::AddComponents(std::string_view key, std::string_view tag, unsigned flags) {
  const std::size_t whole = max_item_ - kItemHead - key.size() - kComponentNumber;
  std::size_t bytes = FirstComponentBytes(key.size(), tag.size());
  if ((tag.size() - bytes + whole - 1) / whole + 1 > 0xffff) {
    throw Error(ExitCode::kIndex,
                path_ + " cannot hold an entry of " + std::to_string(tag.size()) + " bytes");
  }
  for (std::size_t component = 1; !tag.empty(); ++component) {
    const std::string_view piece = tag.substr(0, bytes);
    tag.remove_prefix(piece.size());
    PutItem(key, component, piece,
            flags | (component == 1 ? kFirst : 0) | (tag.empty() ? kLast : 0));
    bytes = whole;
  }
}

void TableWriter::PutItem(std::string_view key, std::size_t component, std::string_view tag,
                          unsigned flags) {
  const std::size_t numbered = component > 1 ? kComponentNumber : 0;
  const std::size_t bytes = kItemHead + key.size() + numbered + tag.size();
  if (leaf_.room() < bytes + OpenBlock::kDirectoryEntry) BeginLeaf(key, component);
  char* at = Put16(leaf_.AddItem(bytes), (bytes - kItemHead) | flags);
  at = PutKey(at, key);
  if (numbered != 0) at = Put16(at, component);
  PutBytes(at, tag);
}

// Writes the open leaf and opens the one that this item will begin.
void TableWriter::BeginLeaf(std::string_view key, std::size_t component) {
  const char* last = leaf_.last_item();
  const std::string_view before(last + kItemHead, static_cast<unsigned char>(last[2]));
  const std::size_t differs = std::min(CommonPrefix(before, key) + 1, key.size());
  Separator next{std::string(key.substr(0, differs)), static_cast<std::uint16_t>(component)};
  AddBranch(0, leaf_separator_, Write(&leaf_, 0));
  leaf_separator_ = std::move(next);
}

std::uint32_t TableWriter::Write(OpenBlock* block, std::uint32_t level) {
  file_.Append(block->Seal(level));
  block->Clear();
  return blocks_++;
}

// Notes a finished block in the open block of branches_[level].
void TableWriter::AddBranch(std::size_t level, const Separator& separator, std::uint32_t child) {
  if (level == branches_.size()) branches_.push_back({OpenBlock(block_bytes_), separator});
  const std::size_t bytes = kBranchHead + separator.key.size() + kComponentNumber;
  if (branches_[level].block.room() < bytes + OpenBlock::kDirectoryEntry) {
    const Separator leads_to_full = std::move(branches_[level].separator);
    const auto height = static_cast<std::uint32_t>(level + 1);
    AddBranch(level + 1, leads_to_full, Write(&branches_[level].block, height));
    branches_[level].separator = separator;
  }
  OpenBlock& block = branches_[level].block;
  // The first way down needs no separator: whatever is less than the second one's goes there.
  static const Separator kNone;
  const Separator& written = block.empty() ? kNone : separator;
  char* at = Put32(block.AddItem(kBranchHead + written.key.size() + kComponentNumber), child);
  Put16(PutKey(at, written.key), written.component);
}

TableRoot TableWriter::Finish() {
  TableRoot root;
  if (entries_ == 0) {
    file_.Close();
    return root;
  }
  root.entries = entries_;
  root.block = Write(&leaf_, 0);
  if (!branches_.empty()) AddBranch(0, leaf_separator_, root.block);
  for (std::size_t level = 0; level < branches_.size(); ++level) {
    root.level = static_cast<std::uint32_t>(level + 1);
    root.block = Write(&branches_[level].block, root.level);
    if (level + 1 == branches_.size()) break;
    const Separator separator = std::move(branches_[level].separator);
    AddBranch(level + 1, separator, root.block);
  }
  root.blocks = blocks_;
  file_.Close();
  return root;
}

}  // namespace backfile::glass
