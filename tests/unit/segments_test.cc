// What says which segments there are, read from files that somebody may have damaged.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segments.h"

#include <filesystem>
#include <fstream>

#include "article/problem.h"
#include "index/check.h"
#include "index/index.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

TEST_CASE("a generation or segment names nothing outside of its index", "[segments]") {
  const TempDir dir;
  std::filesystem::create_directory(dir / "generations");
  std::ofstream(dir / "current") << "gen-000001\n";
  const std::string name = GENERATE("../../other", "/etc", "", ".", "seg-1/..", "seg\\u0000x");
  CAPTURE(name);
  std::ofstream(dir / "generations/gen-000001")
      << R"({"number":1,"schema":1,"made":"","articles":1,"segments":[")" << name << R"("]})";
  CHECK_THROWS_AS(LiveGeneration(dir.path()), Error);
  std::ofstream(dir / "segment.json")
      << R"({"name":"seg-000001","documents":1,"writer":"direct","files":[{"name":")" << name
      << R"(","bytes":1,"digest":"0"}]})";
  CHECK_THROWS_AS(ReadSegmentInfo(dir.path()), Error);
}

TEST_CASE("a list of tombstones that says it is longer than it is is damaged", "[segments]") {
  const TempDir dir;
  std::ofstream(dir / "tombstones", std::ios::binary) << "\x7f" << std::string(200, '\xff');
  CHECK_THROWS_AS(ReadTombstones(dir.path()), Error);
}

TEST_CASE("a segment of which a file is cut off, replaced or gone is not whole", "[segments]") {
  const TempDir dir;
  std::ofstream(dir / "columns") << "some columns";
  SealSegment(dir.path(), "seg-000001", 1, "direct");
  CHECK_NOTHROW(RequireWholeSegment(dir.path()));
  SECTION("cut off") { std::filesystem::resize_file(dir / "columns", 3); }
  SECTION("gone") { std::filesystem::remove(dir / "columns"); }
  SECTION("no segment") { std::filesystem::remove(dir / "segment.json"); }
  SECTION("a link") {
    std::filesystem::rename(dir / "columns", dir / "elsewhere");
    std::filesystem::create_symlink(dir / "elsewhere", dir / "columns");
  }
  CHECK_THROWS_WITH(RequireWholeSegment(dir.path()), Catch::Contains("backfile-index check"));
}

TEST_CASE("a file in the place of a segment is damage, whatever is in it", "[segments]") {
  const TempDir dir;
  AddSegment(dir.path(), {MakeArticle("Strike ends", "The strike at the works ended.")});
  const std::string segment = SegmentPath(dir.path(), "seg-000001");
  std::filesystem::remove_all(segment);
  std::ofstream(segment) << "IAMGLASS";
  CHECK_THROWS_WITH(Snapshot::Open(dir.path()), Catch::Contains("backfile-index check"));
}

}  // namespace
}  // namespace backfile
