// Publications: made, opened without a server, fetched.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/publication.h"

#include <xapian.h>

#include <filesystem>

#include "article/bytes.h"
#include "article/digest.h"
#include "index/files.h"
#include "index/index.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

std::vector<Article> SomeArticles() {
  std::vector<Article> articles;
  for (int i = 0; i < 300; ++i) {
    articles.push_back(MakeArticle("Story " + std::to_string(i), "A wall of stone and moss."));
  }
  return articles;
}

// Publishes an index of one segment into `out`.
Publication Publish(const TempDir& dir, const std::string& out) {
  const auto live = LiveGeneration(dir.path());
  MakePublication(SegmentPath(dir.path(), live->segments.front()), *live, out);
  return ReadPublication(Xapian::Database(out), "here");
}

// What a publication says of itself, with the digest that it ends in.
std::string WithDigest(std::string bytes) {
  const std::uint64_t digest = Digest(bytes);
  ByteWriter(&bytes).Fixed64(digest);
  return bytes;
}

}  // namespace

TEST_CASE("a publication gives back the files of its segment", "[publication]") {
  const TempDir index;
  AddSegment(index.path(), SomeArticles());
  const TempDir out;
  const Publication publication = Publish(index, out / "made");
  CHECK(publication.generation.articles == 300);
  CHECK(publication.generation.number == 1);
  const std::string fetched = out / "fetched";
  std::filesystem::create_directory(fetched);
  FetchFiles(Xapian::Database(out / "made"), publication, "here", fetched);
  const std::string segment = SegmentPath(index.path(), publication.generation.segments.front());
  for (const char* name : {"columns", "iamglass", "segment.json"}) {
    CAPTURE(name);
    CHECK(MappedFile(segment + "/" + name).bytes() == MappedFile(fetched + "/" + name).bytes());
  }
  CHECK(Columns::Open(fetched, 300)->documents() == 300);
}

TEST_CASE("a publication holds the documents of its segment, and can be served", "[publication]") {
  const TempDir index;
  AddSegment(index.path(), SomeArticles());
  const TempDir out;
  Publish(index, out / "made");
  const Xapian::Database made(out / "made");
  const auto snapshot = Snapshot::Open(index.path());
  REQUIRE(made.get_doccount() == 300);
  for (const std::uint32_t document : {1U, 17U, 300U}) {
    const Xapian::Document one = made.get_document(document);
    CHECK(one.get_data() == snapshot->segment_database(0).get_document(document).get_data());
    CHECK(one.values_count() == 0);  // A server asks; without a table of term lists it could not.
  }
}

TEST_CASE("publications of equal content are one, of others are not", "[publication]") {
  const TempDir index;
  AddSegment(index.path(), SomeArticles());
  const TempDir out;
  CHECK(Publish(index, out / "a").Identity() == Publish(index, out / "b").Identity());
  const TempDir other;
  AddSegment(other.path(), {MakeArticle("Walls", "Of brick.")});
  CHECK(Publish(index, out / "c").Identity() != Publish(other, out / "d").Identity());
}

TEST_CASE("what is no publication, or a damaged one, is refused", "[publication]") {
  const TempDir index;
  AddSegment(index.path(), SomeArticles());
  const TempDir out;
  const Publication publication = Publish(index, out / "made");
  CHECK_THROWS_WITH(ReadPublication(Snapshot::Open(index.path())->segment_database(0), "db:1"),
                    Catch::Contains("db:1 serves nothing that"));
  Xapian::WritableDatabase evil(out / "evil", Xapian::DB_CREATE);
  const auto says = [&evil](const std::string& bytes) {
    evil.set_metadata("backfile:publication", bytes);
    return evil;
  };
  const std::string bad_name =
      WithDigest({"\x01\x01\x01\x00\x01\x01\x61\x01\x06"
                  "../bad\x01\x00\x00\x00\x00\x00\x00\x00\x00",
                  24});
  CHECK_THROWS_WITH(ReadPublication(says(bad_name), "db:1"), Catch::Contains("something else"));
  CHECK_THROWS_WITH(ReadPublication(says(WithDigest("\x02")), "db:1"),
                    Catch::Contains("newer version"));
  CHECK_THROWS_AS(ReadPublication(says(WithDigest("\x01\x01")), "db:1"), Error);
  CHECK_THROWS_AS(ReadPublication(says("\x01"), "db:1"), Error);
  const std::string fetched = out / "fetched";
  std::filesystem::create_directory(fetched);
  evil.set_metadata("backfile:file:columns:0", "no frame");
  CHECK_THROWS_AS(FetchFiles(evil, publication, "db:1", fetched), Error);
}

TEST_CASE("any bit of what a publication says of itself is held against its digest",
          "[publication]") {
  const TempDir index;
  AddSegment(index.path(), SomeArticles());
  const TempDir out;
  Publish(index, out / "made");
  const std::string said = Xapian::Database(out / "made").get_metadata("backfile:publication");
  REQUIRE(said.size() > 100);
  Xapian::WritableDatabase flipped(out / "flipped", Xapian::DB_CREATE);
  for (std::size_t bit = 0; bit < said.size() * 8; ++bit) {
    std::string bytes = said;
    bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
    flipped.set_metadata("backfile:publication", bytes);
    CAPTURE(bit);
    CHECK_THROWS_WITH(ReadPublication(flipped, "db:1"), Catch::Contains("something else"));
  }
}
