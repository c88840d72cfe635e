// The file `iamglass`: what a glass database is, where the roots of its tables are, and its
// statistics. A database is there once this file is.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace backfile::glass {

// The tables, in the order in which the file names them.
enum class Table : std::uint8_t { kPostlist, kDocdata, kTermlist, kPosition, kSpelling, kSynonym };
inline constexpr std::size_t kTables = 6;
// "postlist.glass"
std::string TableFileName(Table table);

inline constexpr std::uint32_t kDefaultBlockBytes = 8192;

// Where a finished table begins, and how large it is. As made: a table without entries.
struct TableRoot {
  std::uint32_t block = 0;
  std::uint32_t level = 0;  // 0: the root is a leaf.
  std::uint64_t entries = 0;
  std::uint32_t blocks = 0;
  bool empty() const { return entries == 0; }
};

struct Statistics {
  std::uint32_t documents = 0;
  std::uint32_t last_document = 0;
  std::uint32_t min_length = 0;  // The least length that is not 0.
  std::uint32_t max_length = 0;
  std::uint32_t max_wdf = 0;
  std::uint64_t total_length = 0;
  friend bool operator==(const Statistics&, const Statistics&) = default;
};

struct VersionFile {
  std::uint32_t block_bytes = kDefaultBlockBytes;
  std::array<TableRoot, kTables> roots;
  Statistics statistics;
  TableRoot& root(Table table) { return roots[static_cast<std::size_t>(table)]; }
  const TableRoot& root(Table table) const { return roots[static_cast<std::size_t>(table)]; }
};

// Writes the file into `dir`, beside the tables, and moves it into place. Not synced. Throws Error.
void WriteVersionFile(const std::string& dir, const VersionFile& version);

// Reads what WriteVersionFile, or Xapian's compactor, wrote. Throws Error(kIndex) if it is missing,
// damaged, of another version of the format, or of a database that was updated in place.
VersionFile ReadVersionFile(const std::string& dir);

}  // namespace backfile::glass
