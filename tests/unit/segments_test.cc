// What says which segments there are, read from files that somebody may have damaged.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segments.h"

#include <filesystem>
#include <fstream>

#include "article/problem.h"
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

}  // namespace
}  // namespace backfile
