// Tables written and read back.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <map>
#include <random>

#include "article/problem.h"
#include "documents.h"
#include "index/files.h"
#include "index/glass/table_reader.h"
#include "index/glass/table_writer.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

using Entries = std::map<std::string, std::string>;

// Keys of 1 to 255 bytes; tags from none to many blocks.
Entries RandomEntries(std::size_t count, unsigned seed) {
  std::mt19937 engine(seed);
  Entries entries;
  while (entries.size() < count) {
    const std::string key = RandomBytes(1 + engine() % (engine() % 9 == 0 ? 255 : 20), engine());
    const std::size_t size = engine() % (engine() % 30 == 0 ? 300000 : 100);
    entries[key] = RandomBytes(size, engine());
  }
  return entries;
}

VersionFile Write(const Entries& entries, const std::string& dir, std::uint32_t block_bytes) {
  VersionFile version;
  version.block_bytes = block_bytes;
  TableWriter table(dir + "/docdata.glass", block_bytes);
  for (const auto& [key, tag] : entries) table.Add(key, tag);
  version.root(Table::kDocdata) = table.Finish();
  return version;
}

Entries ReadAll(TableReader* table) {
  Entries entries;
  while (table->Next()) entries[std::string(table->key())] = table->tag();
  return entries;
}

}  // namespace

TEST_CASE("a table gives back its entries at every block size", "[glass]") {
  const auto block_bytes = GENERATE(2048U, 4096U, 8192U, 16384U, 32768U, 65536U);
  CAPTURE(block_bytes);
  const TempDir dir;
  const Entries entries = RandomEntries(2000, block_bytes);
  const VersionFile version = Write(entries, dir.path(), block_bytes);
  CHECK(version.root(Table::kDocdata).entries == entries.size());
  TableReader table(dir.path(), Table::kDocdata, version);
  CHECK(ReadAll(&table) == entries);
}

TEST_CASE("a table without entries is an empty file", "[glass]") {
  const TempDir dir;
  const VersionFile version = Write({}, dir.path(), 8192);
  CHECK(version.root(Table::kDocdata).empty());
  CHECK(std::filesystem::file_size(dir / "docdata.glass") == 0);
  TableReader table(dir.path(), Table::kDocdata, version);
  CHECK_FALSE(table.Next());
}

TEST_CASE("keys that do not ascend are refused", "[glass]") {
  const TempDir dir;
  TableWriter table(dir / "docdata.glass", 8192);
  table.Add("b", "");
  for (const std::string& key :
       {std::string("b"), std::string("a"), std::string(), std::string(256, 'x')}) {
    CHECK_THROWS_AS(table.Add(key, ""), Error);
  }
}

TEST_CASE("reading goes back to a place", "[glass]") {
  const TempDir dir;
  const Entries entries = RandomEntries(500, 3);
  TableReader table(dir.path(), Table::kDocdata, Write(entries, dir.path(), 2048));
  for (int i = 0; i < 300; ++i) table.Next();
  const TableReader::Place place = table.place();
  const Entries first = ReadAll(&table);
  table.GoTo(place);
  CHECK(ReadAll(&table) == first);
  CHECK(first.size() == 200);
}

TEST_CASE("a damaged table ends in an error or other entries, never in a crash", "[glass]") {
  const TempDir dir;
  const VersionFile version = Write(RandomEntries(300, 11), dir.path(), 2048);
  const std::string whole(MappedFile(dir / "docdata.glass").bytes());
  std::mt19937 engine(12);
  int errors = 0;
  for (int i = 0; i < 400; ++i) {
    std::string damaged = whole;
    for (int n = 0; n < 20; ++n) damaged[engine() % damaged.size()] = static_cast<char>(engine());
    if (i % 10 == 0) damaged.resize(engine() % damaged.size());
    FileWriter file(dir / "docdata.glass");
    file.Append(damaged);
    file.Close();
    try {
      TableReader table(dir.path(), Table::kDocdata, version);
      ReadAll(&table);
    } catch (const Error&) {
      ++errors;
    }
  }
  CHECK(errors > 40);
}
