// Threads that search, and generations that come meanwhile.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/workers.h"

#include <atomic>
#include <latch>

#include "tests/support/build_index.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

std::int64_t CountStrikes(FreshSearcher* searcher) {
  SearchRequest request;
  request.query = "strike";
  return searcher->Get().Run(request).total;
}

TEST_CASE("every job is done, also those that wait at the end", "[workers]") {
  const TempDir dir;
  AddSegment(dir.path(), {MakeArticle("A strike", "Text.")});
  std::atomic<int> done = 0;
  {
    Workers workers(OneShard(dir.path()), 2, 100);
    for (int i = 0; i < 50; ++i) CHECK(workers.Submit([&](FreshSearcher*) { ++done; }));
  }
  CHECK(done == 50);
}

TEST_CASE("beyond its capacity a queue refuses", "[workers]") {
  const TempDir dir;
  AddSegment(dir.path(), {MakeArticle("A strike", "Text.")});
  std::latch begun(1);
  std::latch go(1);
  Workers workers(OneShard(dir.path()), 1, 2);
  REQUIRE(workers.Submit([&](FreshSearcher*) {
    begun.count_down();
    go.wait();
  }));
  begun.wait();
  CHECK(workers.Submit([](FreshSearcher*) {}));
  CHECK(workers.Submit([](FreshSearcher*) {}));
  CHECK_FALSE(workers.Submit([](FreshSearcher*) {}));
  CHECK(workers.waiting() == 2);
  go.count_down();
}

TEST_CASE("the next question sees what was published", "[workers]") {
  const TempDir dir;
  AddSegment(dir.path(), {MakeArticle("A strike", "Text.")});
  FreshSearcher searcher(OneShard(dir.path()));
  const Searcher* first = &searcher.Get();
  CHECK(&searcher.Get() == first);
  AddSegment(dir.path(), {MakeArticle("Another strike", "More text.")});
  CHECK(CountStrikes(&searcher) == 2);
}

TEST_CASE("an index that cannot be opened any more is searched as it was", "[workers]") {
  const TempDir dir;
  AddSegment(dir.path(), {MakeArticle("A strike", "Text.")});
  FreshSearcher searcher(OneShard(dir.path()));
  std::filesystem::remove(dir / "current");
  CHECK(CountStrikes(&searcher) == 1);
  CHECK_THROWS_AS(FreshSearcher(OneShard(dir.path())), Error);
}

}  // namespace
}  // namespace backfile
