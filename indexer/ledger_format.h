// How the ledger's entries, chunks and places are written down (docs/schema.md has the layout).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "article/bytes.h"
#include "index/files.h"
#include "indexer/ledger.h"

namespace backfile {

inline constexpr const char* kLedgerFilesName = "ledger.files";
inline constexpr const char* kLedgerRecordsName = "ledger.records";
inline constexpr std::uint64_t kLedgerMagic = 0x0152474c464b4342;  // "BCKFLGR" and the version.
inline constexpr std::size_t kChunkRecords = 4096;

// Where a chunk of records lies in ledger.records.
struct ChunkPlace {
  std::uint64_t begin = 0;
  std::uint64_t size = 0;
};

struct LedgerEntry {
  LedgerFile head;
  std::vector<ChunkPlace> chunks;
};

void WriteEntry(const LedgerEntry& entry, std::string_view path_before, std::string* out);
// `entry` holds the entry before (for its path) and becomes the next. False: damaged.
bool ReadEntry(ByteReader* in, LedgerEntry* entry);

// Gathers records for one chunk.
class RecordChunk {
 public:
  void Add(const LedgerRecord& record);
  std::size_t records() const { return records_; }
  std::string Take();  // Compressed; empties the chunk.

 private:
  std::string bytes_;
  std::size_t records_ = 0;
  std::string members_before_;
  std::int64_t end_before_ = 0;
};

// The chunk as it lies there. Throws Error(kIndex) naming `dir` if it does not lie inside the file.
std::string_view PackedChunk(const MappedFile& file, const ChunkPlace& place,
                             const std::string& dir);

// Throws Error(kIndex) naming `dir` if the chunk is damaged.
void ReadChunk(const MappedFile& file, const ChunkPlace& place, const std::string& dir,
               const std::function<void(const LedgerRecord&)>& take);

bool HasLedger(const std::string& dir);

}  // namespace backfile
