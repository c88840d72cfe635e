// What is not shown unasked.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/visibility.h"

#include "searcher/searcher.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace backfile;

namespace {

Article Told(const std::string& title, Status status, const std::string& embargo = "") {
  Article article = MakeArticle(title, "A story about " + title + ".", "2018-06-05", "PA");
  article.status = status;
  article.embargo_until = ParseIsoDate(embargo);
  return article;
}

std::size_t Count(Searcher* searcher, SearchRequest request) {
  return static_cast<std::size_t>(searcher->Run(request).total);
}

SearchRequest Ask(const std::string& query) {
  SearchRequest request;
  request.query = query;
  return request;
}

std::chrono::sys_seconds At(const char* time) { return ParseIsoDate(time)->first(); }

}  // namespace

TEST_CASE("an embargoed article is found after its time, without indexing anew", "[visibility]") {
  const TempDir dir;
  AddSegment(dir.path(), {Told("honours", Status::kUsable, "2018-06-06T12:00:00Z"),
                          Told("medals", Status::kEmbargoed)});
  Searcher searcher(dir.path());
  SearchRequest request = Ask("story");
  request.now = At("2018-06-06T11:59:59Z");
  CHECK(Count(&searcher, request) == 0);
  request.now = At("2018-06-06T12:00:00Z");
  CHECK(Count(&searcher, request) == 1);
  request.query = "story status:embargoed";
  CHECK(Count(&searcher, request) == 1);
  request.query = "story";
  request.with_hidden = true;
  CHECK(Count(&searcher, request) == 2);
}

TEST_CASE("withdrawn articles are found by their status, without their text", "[visibility]") {
  const TempDir dir;
  AddSegment(dir.path(), {Told("one", Status::kUsable), Told("two", Status::kCanceled),
                          Told("three", Status::kWithheld)});
  Searcher searcher(dir.path());
  CHECK(Count(&searcher, Ask("story")) == 1);
  CHECK(Count(&searcher, Ask("story -status:canceled")) == 1);
  SearchRequest request = Ask("status:canceled");
  request.snippet_characters = 100;
  const SearchResult result = searcher.Run(request);
  REQUIRE(result.hits.size() == 1);
  CHECK(result.hits[0].title == "two");
  CHECK(result.hits[0].hidden == Hidden::kWithdrawn);
  CHECK(result.hits[0].snippet.text.empty());
  CHECK(searcher.LoadShown(result.hits[0].place, request).body.empty());
  request.with_hidden = true;
  CHECK_FALSE(searcher.LoadShown(result.hits[0].place, request).body.empty());
}

TEST_CASE("earlier versions are found if they are asked for", "[visibility]") {
  const TempDir dir;
  AddSegment(dir.path(), {Told("one", Status::kUsable), Told("two", Status::kUsable)});
  const std::string segment = Snapshot::Open(dir.path())->generation().segments[0];
  WriteRelations(SegmentPath(dir.path(), segment),
                 {{segment, RelationKind::kSuperseded, {{1, 1}}}});
  Searcher searcher(dir.path());
  CHECK(Count(&searcher, Ask("story")) == 1);
  CHECK(Count(&searcher, Ask("status:usable")) == 1);
  SearchRequest request = Ask("story");
  request.all_versions = true;
  CHECK(Count(&searcher, request) == 2);
  CHECK(searcher.MatchingIds(Ask("story")).size() == 1);
}
