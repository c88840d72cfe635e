// Small files of the index that are flipped bit by bit: each is refused, or says what it said.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "article/problem.h"
#include "index/corrections.h"
#include "index/segments.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

std::string BytesOf(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
void Write(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// What `read` makes of the file while each of its bits is another one: what it made before, or
// Error(kIndex). Returns how often it refused.
template <class Read>
int Flip(const std::string& path, Read read) {
  const std::string whole = BytesOf(path);
  const std::string meant = read();
  int refused = 0;
  for (std::size_t bit = 0; bit < whole.size() * 8; ++bit) {
    std::string flipped = whole;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    Write(path, flipped);
    CAPTURE(bit, flipped);
    std::string means;
    try {
      means = read();
    } catch (const Error& error) {
      CHECK(error.code() == ExitCode::kIndex);
      ++refused;
      continue;
    }
    CHECK(means == meant);
  }
  Write(path, whole);
  return refused;
}

std::string Told(const Generation& generation) {
  std::string told = std::to_string(generation.number) + " " + std::to_string(generation.schema) +
                     " " + generation.made + " " + std::to_string(generation.articles);
  for (const std::string& segment : generation.segments) told += " " + segment;
  return told;
}

// Three generations, so that there are others for the pointer to point at.
void PublishThree(const std::string& dir) {
  for (const char* segment : {"seg-000001", "seg-000002", "seg-000003"}) {
    Publish(dir, {0, 0, "", {"seg-000001", segment}, 42}, 3);
  }
}

TEST_CASE("a changed bit of the pointer or of a generation is found", "[seal]") {
  const TempDir dir;
  PublishThree(dir.path());
  const auto live = [&] { return Told(LiveGeneration(dir.path()).value_or(Generation{})); };
  CHECK(live().ends_with(" 42 seg-000001 seg-000003"));
  CHECK(Flip(dir / "current", live) > 100);
  CHECK(Flip(dir / "generations/gen-000003", live) > 800);
}

TEST_CASE("a changed bit of what a segment says of its files is found", "[seal]") {
  const TempDir dir;
  Write(dir / "columns", "some columns");
  Write(dir / "places", "some places");
  SealSegment(dir.path(), "seg-000001", 7, "direct");
  CHECK(Flip(dir / "segment.json", [&] {
          const SegmentInfo info = ReadSegmentInfo(dir.path());
          std::string told = info.name + " " + std::to_string(info.documents) + " " + info.writer;
          for (const SegmentFile& file : info.files) {
            told += " " + file.name + std::to_string(file.bytes) + std::to_string(file.digest);
          }
          return told;
        }) > 1000);
}

TEST_CASE("a changed bit of a correction is found, in whichever line", "[seal]") {
  const TempDir dir;
  Corrections::Amend(dir.path(), 1, {{"title", "Rain"}, {"section", ""}});
  Corrections::Remove(dir.path(), 2, "a court order");
  CHECK(Flip(dir / "corrections", [&] {
          const Corrections corrections = Corrections::Read(dir.path());
          std::string told;
          for (const auto& [id, reason] : corrections.removed())
            told += std::to_string(id) + reason;
          for (const auto& [id, values] : corrections.amended()) {
            told += std::to_string(id);
            for (const Amendment& value : values) told += value.key + "=" + value.value;
          }
          return told;
        }) > 1000);
}

TEST_CASE("a file of the first release, without digest, is read", "[seal]") {
  const TempDir dir;
  std::filesystem::create_directory(dir / "generations");
  Write(dir / "current", "gen-000003\n");
  Write(
      dir / "generations/gen-000003",
      R"({"number":3,"schema":1,"made":"2018-06-05T00:00:00Z","articles":5,"segments":["seg-000001"]})"
      "\n");
  CHECK(Told(*LiveGeneration(dir.path())) == "3 1 2018-06-05T00:00:00Z 5 seg-000001");
  Write(dir / "corrections", "{\"id\":\"bf:0000000000000002\",\"removed\":\"\"}\n");
  CHECK(Corrections::Read(dir.path()).IsRemoved(2));
}

}  // namespace
}  // namespace backfile
