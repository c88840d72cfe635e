// Any bytes as a small database: what is read of it without the API is refused, or in order.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>

#include "index/glass/glass_source.h"
#include "index/glass/position_reader.h"
#include "index/glass/posting_reader.h"
#include "index/glass/table_reader.h"
#include "tests/fuzz/files.h"

namespace backfile::glass {
namespace {

void ReadTable(const std::string& dir, Table table) {
  TableReader reader(dir, table, ReadVersionFile(dir));
  std::size_t bytes = 0;
  while (reader.Next()) bytes += reader.key().size() + reader.tag().size();
  Require(bytes < SIZE_MAX);
}

void ReadPostings(const std::string& dir, const char* term) {
  constexpr std::uint32_t kLast = 1000;
  const PostingReader reader(dir, kLast);
  std::vector<std::uint32_t> documents;
  std::vector<std::uint32_t> wdfs;
  reader.Frequency(term);
  reader.Read(term, &documents, &wdfs);
  std::uint32_t before = 0;
  for (const std::uint32_t document : documents) {
    Require(document > before && document <= kLast);
    before = document;
  }
  reader.ReadAt(term, documents, &wdfs);
  Require(wdfs.size() == documents.size());
}

void ReadPositions(const std::string& dir, const char* term) {
  const TableLookup table(dir, Table::kPosition);
  PositionCursor cursor(&table, term);
  std::vector<std::uint32_t> positions;
  for (std::uint32_t document = 1; document < 20; ++document) {
    cursor.Read(document, &positions);
    for (std::size_t i = 1; i < positions.size(); ++i) Require(positions[i] > positions[i - 1]);
  }
}

void ReadLists(const std::string& dir, Lists kind) {
  const auto lists = OpenGlassLists(dir, ReadVersionFile(dir), kind);
  std::array<ListEntry, 64> entries;
  while (lists->NextList()) {
    std::uint32_t before = 0;
    while (const std::size_t n = lists->Read(entries)) {
      for (const ListEntry& entry : std::span(entries).first(n)) {
        Require(entry.document >= before);
        before = entry.document;
      }
    }
  }
}

}  // namespace
}  // namespace backfile::glass

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  using namespace backfile::glass;
  const std::string dir =
      WriteFiles(Bytes(bytes, size), {"iamglass", "postlist.glass", "position.glass"}).path();
  for (const Table table : {Table::kPostlist, Table::kPosition}) {
    IsRead([&] { ReadTable(dir, table); });
  }
  for (const Lists kind : {Lists::kMetadata, Lists::kPostings, Lists::kPositions}) {
    IsRead([&] { ReadLists(dir, kind); });
  }
  for (const char* term : {"strike", "ZEstrike", "a"}) {
    IsRead([&] { ReadPostings(dir, term); });
    IsRead([&] { ReadPositions(dir, term); });
  }
  return 0;
}
