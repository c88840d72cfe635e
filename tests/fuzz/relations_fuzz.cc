// Any bytes as relations and places: they say less, but what they say keeps its order.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/relations.h"

#include "index/places.h"
#include "tests/fuzz/files.h"

namespace backfile {
namespace {

void ReadRelations(const std::string& dir) {
  for (const RelationRun& run : Relations(dir).All()) {
    std::uint32_t before = 0;
    for (const Relation& relation : run.relations) {
      Require(relation.document > before);
      before = relation.document;
    }
  }
}

// Folded into one, segments say something of their own documents alone.
void Fold(const std::string& dir) {
  constexpr std::uint32_t kDocuments = 40;
  Bitmap dropped(kDocuments);
  dropped.Set(3);
  const std::vector<RelatedSegment> segments = {{dir, "seg-000001", kDocuments, &dropped},
                                                {dir, "seg-000002", kDocuments, &dropped}};
  for (const RelationRun& run : FoldRelations(segments, 0, "seg-000003")) {
    for (const Relation& relation : run.relations) {
      Require(relation.document >= 1 && relation.document <= 2 * (kDocuments - 1));
    }
  }
}

void ReadPlaces(const std::string& dir) {
  const Places places(dir);
  std::vector<std::uint64_t> ids;
  places.ForEach([&](const CopyPlace& place) { ids.push_back(place.id); });
  if (ids.size() > 100) ids.resize(100);
  std::vector<Locator> found;
  for (const std::uint64_t id : ids) places.Find(id, &found);
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace backfile;
  const TempDir& dir = WriteFiles(Bytes(bytes, size), {"relations", "places"});
  ReadRelations(dir.path());
  Fold(dir.path());
  ReadPlaces(dir.path());
  return 0;
}
