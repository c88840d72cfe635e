// Any bytes as a ledger: what is read can be written again, and says the same.
//
// The input: ledger.files without its magic number, then the records of one chunk, not compressed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/ledger.h"

#include <zstd.h>

#include "indexer/ledger_format.h"
#include "tests/fuzz/files.h"

namespace backfile {
namespace {

void WriteLedger(const TempDir& dir) {
  std::string files;
  ByteWriter(&files).Fixed64(kLedgerMagic);
  files += MappedFile(dir / "files").bytes();
  const MappedFile records(dir / "records");
  std::string packed(ZSTD_compressBound(records.bytes().size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), records.bytes().data(),
                              records.bytes().size(), 1));
  std::ofstream(dir / kLedgerFilesName, std::ios::binary) << files;
  std::ofstream(dir / kLedgerRecordsName, std::ios::binary) << packed;
}

struct Told {
  std::vector<std::string> paths;
  std::vector<std::uint64_t> digests;
  std::int64_t articles = 0;
  friend bool operator==(const Told&, const Told&) = default;
};

Told ReadAll(const std::string& dir) {
  Told told;
  Ledger ledger({dir});
  while (const LedgerFile* file = ledger.Next()) {
    told.paths.push_back(file->file.path);
    if (file->is_gone) continue;
    ledger.ForEachRecord([&](const LedgerRecord& record) {
      told.digests.push_back(record.digest);
      told.articles += static_cast<std::int64_t>(record.articles.size());
    });
  }
  return told;
}

void ReadOneChunk(const TempDir& dir) {
  const MappedFile file(dir / kLedgerRecordsName);
  ReadChunk(file, {0, file.bytes().size()}, dir.path(), [](const LedgerRecord& record) {
    Require(!record.refused || !ReasonName(*record.refused).empty());
  });
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const TempDir& dir = WriteFiles(Bytes(bytes, size), {"files", "records"});
  WriteLedger(dir);
  IsRead([&] { ReadOneChunk(dir); });
  Told told;
  if (!IsRead([&] { told = ReadAll(dir.path()); })) return 0;
  const std::string merged = dir / "merged";
  std::filesystem::create_directories(merged);
  MergeLedgers({dir.path()}, merged);
  Require(ReadAll(merged) == told);
  return 0;
}
