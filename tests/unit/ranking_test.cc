// Ranking: what is left out unread would not have been among the best.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/ranking.h"

#include <random>

#include "searcher/searcher.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

constexpr const char* kWords[] = {"harbour", "council", "bridge", "minister", "tunnel", "ferry",
                                  "strike",  "budget",  "school", "flood",    "court",  "inquest"};

// Words of which each is half as frequent as the one before, so that lists differ in length.
std::string Words(std::mt19937* random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    std::size_t word = 0;
    while (word + 1 < std::size(kWords) && (*random)() % 2 == 0) ++word;
    text += std::string(kWords[word]) + " ";
  }
  return text;
}

std::vector<std::string> Ids(const SearchResult& result) {
  std::vector<std::string> ids;
  for (const Hit& hit : result.hits) ids.push_back(hit.id);
  return ids;
}

TEST_CASE("the best few are the first of all", "[searcher]") {
  std::mt19937 random(11);
  std::vector<Article> articles;
  for (int i = 0; i < 6000; ++i) {
    articles.push_back(MakeArticle("Story " + std::to_string(i),
                                   Words(&random, 1 + static_cast<int>(random() % 30)), "2018",
                                   "PA"));
  }
  const TempDir dir;
  AddSegment(dir.path(), articles);
  Searcher searcher(dir.path());
  for (int round = 0; round < 60; ++round) {
    SearchRequest request;
    for (std::size_t i = 0; i < 2 + random() % 4; ++i) {
      request.query += (i == 0 ? "" : " OR ") + std::string(kWords[random() % std::size(kWords)]);
    }
    CAPTURE(request.query);
    request.limit = 1 + random() % 20;
    const SearchResult few = searcher.Run(request);
    request.limit = SIZE_MAX;
    SearchResult all = searcher.Run(request);
    CHECK(few.total == all.total);
    CHECK(all.hits.size() == static_cast<std::size_t>(all.total));
    all.hits.resize(few.hits.size());
    CHECK(Ids(few) == Ids(all));
  }
}

}  // namespace
}  // namespace backfile
