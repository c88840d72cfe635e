// Any bytes as what says which segments there are: pointer, generation, segment.json, tombstones.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/segments.h"
#include "tests/fuzz/files.h"

namespace backfile {
namespace {

// What is named in an index lies in it.
void RequireName(const std::string& name) {
  Require(!name.empty() && name.find('/') == std::string::npos && name.front() != '.');
}

void ReadGenerations(const std::string& dir) {
  for (const auto& generation : {LiveGeneration(dir), KeptGeneration(dir, 1)}) {
    if (!generation) continue;
    for (const std::string& segment : generation->segments) RequireName(segment);
  }
}

void ReadSegment(const std::string& dir) {
  const SegmentInfo info = ReadSegmentInfo(dir);
  RequireName(info.name);
  for (const SegmentFile& file : info.files) RequireName(file.name);
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const TempDir& dir = WriteFiles(
      Bytes(bytes, size), {"current", "generations/gen-000001", "segment.json", "tombstones"});
  IsRead([&] { ReadGenerations(dir.path()); });
  IsRead([&] { ReadSegment(dir.path()); });
  IsRead([&] { ReadTombstones(dir.path()); });
  return 0;
}
