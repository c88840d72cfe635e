// What segments say of one another's documents.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/relations.h"

#include <filesystem>

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

constexpr RelationKind kKind = RelationKind::kCopies;

std::string Folder(const TempDir& dir, const std::string& name) {
  std::filesystem::create_directories(dir / name);
  return dir / name;
}

}  // namespace

TEST_CASE("relations come back as they were written", "[relations]") {
  const TempDir dir;
  const RelationList list = {{1, 7}, {5, 0}, {900'000, ~std::uint64_t{0}}};
  WriteRelations(Folder(dir, "a"), {{"seg-1", kKind, list}, {"seg-2", kKind, {{2, 3}}}});
  const Relations relations(dir / "a");
  CHECK(relations.Of("seg-1", kKind) == list);
  CHECK(relations.Of("seg-1", RelationKind::kSuperseded).empty());
  CHECK(relations.Of("seg-3", kKind).empty());
  CHECK(relations.All().size() == 2);
}

TEST_CASE("nothing to say is no file", "[relations]") {
  const TempDir dir;
  WriteRelations(Folder(dir, "a"), {});
  CHECK_FALSE(std::filesystem::exists(dir / "a/relations"));
  CHECK(Relations(dir / "a").All().empty());
}

TEST_CASE("a later word replaces an earlier one, and 0 takes it back", "[relations]") {
  RelationList list = {{1, 7}, {3, 7}, {5, 8}};
  OverlayRelations({{2, 9}, {3, 0}, {5, 9}, {6, 0}}, &list);
  CHECK(list == RelationList{{1, 7}, {2, 9}, {5, 9}});
  CHECK(FindRelation(list, 5) == 9);
  CHECK(FindRelation(list, 3) == 0);
}

TEST_CASE("folding keeps what is said, under the new numbers", "[relations]") {
  const TempDir dir;
  WriteRelations(Folder(dir, "a"), {{"a", kKind, {{1, 7}, {4, 7}}}});
  WriteRelations(Folder(dir, "b"), {{"a", kKind, {{2, 8}}}, {"b", kKind, {{3, 8}}}});
  WriteRelations(Folder(dir, "c"), {{"a", kKind, {{4, 0}}}, {"b", kKind, {{1, 9}, {3, 9}}}});
  const Bitmap none(4);
  Bitmap first(4);
  first.Set(2);
  const std::vector<RelatedSegment> segments = {
      {dir / "a", "a", 4, &none}, {dir / "b", "b", 3, &first}, {dir / "c", "c", 2, &none}};
  const auto runs = FoldRelations(segments, 1, "n");
  REQUIRE(runs.size() == 2);
  CHECK(runs[0].segment == "a");
  CHECK(runs[0].relations == RelationList{{2, 8}, {4, 0}});
  CHECK(runs[1].segment == "n");
  CHECK(runs[1].relations == RelationList{{1, 9}, {2, 9}});
  const auto all = FoldRelations(segments, 0, "n");
  REQUIRE(all.size() == 1);
  CHECK(all[0].relations == RelationList{{1, 7}, {2, 8}, {5, 9}, {6, 9}});
}

TEST_CASE("a document that is told of twice ends what a file says", "[relations]") {
  const TempDir dir;
  WriteRelations(dir.path(), {{"seg-000001", RelationKind::kCopies, {{0, 9}, {0, 8}}}});
  CHECK(Relations(dir.path()).Of("seg-000001", RelationKind::kCopies).empty());
}

TEST_CASE("what is said of a document that is none is not folded", "[relations]") {
  const TempDir dir;
  WriteRelations(dir.path(), {{"seg-000001", RelationKind::kCopies, {{2, 9}, {4'000'000'000, 8}}}});
  const Bitmap dropped(3);
  const auto runs = FoldRelations({{dir.path(), "seg-000001", 3, &dropped}}, 0, "seg-000002");
  REQUIRE(runs.size() == 1);
  CHECK(runs.front().relations == RelationList{{2, 9}});
}

TEST_CASE("a damaged file of relations says less, and does no harm", "[relations]") {
  const TempDir dir;
  WriteRelations(Folder(dir, "a"), {{"a", kKind, {{1, 7}, {4, 7}, {9, 9}}}});
  const std::string whole(MappedFile(dir / "a/relations").bytes());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::string cut = whole.substr(0, size);
    if (size > 3) cut[size / 2] = static_cast<char>(0xff);
    ReplaceFile(dir / "a/relations", cut);
    CHECK(Relations(dir / "a").Of("a", kKind).size() <= 3 + size);
  }
}
