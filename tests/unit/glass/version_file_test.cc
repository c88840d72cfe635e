// The file `iamglass`.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/glass/version_file.h"

#include "article/problem.h"
#include "index/files.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;
using namespace backfile::glass;

namespace {

VersionFile Sample() {
  VersionFile version;
  version.root(Table::kPostlist) = {1416, 2, 159219, 1417};
  version.root(Table::kPosition) = {7, 1, 300, 8};
  version.statistics = {21578, 21580, 3, 2000, 1500, 3000000};
  return version;
}

}  // namespace

TEST_CASE("the version file comes back as it was written", "[glass]") {
  const TempDir dir;
  WriteVersionFile(dir.path(), Sample());
  const VersionFile back = ReadVersionFile(dir.path());
  CHECK(back.statistics == Sample().statistics);
  CHECK(back.block_bytes == kDefaultBlockBytes);
  CHECK(back.root(Table::kPostlist).block == 1416);
  CHECK(back.root(Table::kPostlist).level == 2);
  CHECK(back.root(Table::kPosition).entries == 300);
  CHECK(back.root(Table::kPosition).blocks == 8);
  CHECK(back.root(Table::kTermlist).empty());
}

TEST_CASE("a version file fits what readers read of it", "[glass]") {
  const TempDir dir;
  VersionFile version = Sample();
  for (TableRoot& root : version.roots) root = {0xfffffffe, 15, ~std::uint64_t{0}, 0xffffffff};
  version.statistics = {0x80000000, 0xffffffff, 0x7fffffff,
                        0xffffffff, 0x7fffffff, ~std::uint64_t{0}};
  WriteVersionFile(dir.path(), version);
  CHECK(MappedFile(dir / "iamglass").bytes().size() <= 256);
}

TEST_CASE("a version file cut short anywhere is refused", "[glass]") {
  const TempDir dir;
  WriteVersionFile(dir.path(), Sample());
  const std::string whole(MappedFile(dir / "iamglass").bytes());
  // The last number, of spelling data, is not read.
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    FileWriter file(dir / "iamglass");
    file.Append(whole.substr(0, size));
    file.Close();
    CAPTURE(size);
    CHECK_THROWS_AS(ReadVersionFile(dir.path()), Error);
  }
}
