// People under several names: one value in facets, one person in questions.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/person_names.h"

#include <fstream>
#include <map>

#include "searcher/searcher.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

class Index {
 public:
  explicit Index(const std::vector<Article>& articles) { AddSegment(dir_.path(), articles); }
  const std::string& path() const { return dir_.path(); }

 private:
  TempDir dir_;
};

// Four stories about two people under four names, and one about somebody else.
std::vector<Article> StoriesOfPeople() {
  std::vector<Article> stories;
  const std::vector<std::string> names = {"Donald J. Hale", "Donald Hale", "Joe Marsh",
                                          "Joseph Marsh", "Kurt Hale"};
  for (const std::string& name : names) {
    stories.push_back(MakeArticle(name.substr(0, 8), "A story.", "2018", "PA"));
    stories.back().people.push_back({name, "", {}, Basis::kText});
  }
  return stories;
}

std::map<std::string, std::int64_t> PeopleOf(Searcher* searcher) {
  SearchRequest request;
  request.query = "story";
  request.facets = {"people"};
  std::map<std::string, std::int64_t> people;
  const SearchResult result = searcher->Run(request);
  for (const FacetValue& value : result.facets[0].values) {
    people[value.value] = value.count;
  }
  return people;
}

TEST_CASE("the forms of a name are one person in facets and questions", "[searcher]") {
  const Index index(StoriesOfPeople());
  Searcher searcher(index.path());
  CHECK(PeopleOf(&searcher) == std::map<std::string, std::int64_t>{
                                   {"Donald Hale", 2}, {"Joe Marsh", 2}, {"Kurt Hale", 1}});
  const auto total = [&](const std::string& query) {
    SearchRequest request;
    request.query = query;
    return searcher.Run(request).total;
  };
  CHECK(total("person:\"Donald Hale\"") == 2);
  CHECK(total("person:\"Donald J. Hale\"") == 2);
  CHECK(total("person:\"Joe Marsh\"") == 2);
  CHECK(total("person:\"Joseph Marsh\"") == 2);
  CHECK(total("person:hale") == 3);
}

TEST_CASE("people.tsv beside the index corrects its people at once", "[searcher]") {
  const Index index(StoriesOfPeople());
  std::ofstream(index.path() + "/people.tsv")
      << "Curtis Hale\tKurt Hale\tDonald Hale\n-\tJoe Marsh\n";
  Searcher searcher(index.path());
  CHECK(PeopleOf(&searcher) == std::map<std::string, std::int64_t>{
                                   {"Curtis Hale", 2}, {"Donald J. Hale", 1}, {"Joseph Marsh", 1}});
  SearchRequest request;
  request.query = "person:\"Curtis Hale\"";
  CHECK(searcher.Run(request).total == 2);
}

TEST_CASE("a people.tsv that contradicts itself is refused by its line", "[searcher]") {
  const Index index(StoriesOfPeople());
  std::ofstream(index.path() + "/people.tsv") << "Kate Hale\tK. Hale\nKurt Hale\tK. Hale\n";
  CHECK_THROWS_WITH(Searcher(index.path()), Catch::Contains("people.tsv: Line 2"));
}

TEST_CASE("names share a hash if their last words fold alike", "[person_names]") {
  CHECK(LastWordHash("Kate Allen") == LastWordHash("K. ALLEN"));
  CHECK(LastWordHash("José Peña") == LastWordHash("J. Pena"));
  CHECK(LastWordHash("Kate Allen") != LastWordHash("Allen Kate"));
  CHECK(LastWordHash("") != 0);
  CHECK(LastWordHash(std::string(100, 'a')) == LastWordHash("x " + std::string(100, 'A')));
}

TEST_CASE("facets of several segments are those of one", "[facets]") {
  const std::vector<Article> stories = StoriesOfPeople();
  const Index one(stories);
  const TempDir several;
  for (const Article& story : stories) AddSegment(several.path(), {story});
  for (const std::size_t most : {1, 2, 3, 20}) {
    for (const char* facet : {"people", "source", "date", "month", "day"}) {
      CAPTURE(most, facet);
      const auto count = [&](const std::string& dir) {
        SearchRequest request;
        request.query = "story";
        request.facets = {facet};
        request.facet_options.most = most;
        return Searcher(dir).Run(request).facets.front();
      };
      const FacetCounts a = count(one.path());
      const FacetCounts b = count(several.path());
      CHECK(a.different == b.different);
      CHECK(a.others == b.others);
      REQUIRE(a.values.size() == b.values.size());
      for (std::size_t i = 0; i < a.values.size(); ++i) {
        CHECK(a.values[i].value == b.values[i].value);
        CHECK(a.values[i].count == b.values[i].count);
      }
    }
  }
}

}  // namespace
}  // namespace backfile
