// What a search page shows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/search_view.h"

#include <algorithm>
#include <set>

#include "searcher/serve/search_page.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

std::vector<Article> Stories() {
  std::vector<Article> stories = {
      MakeArticle("Harbour strike", "The dockers walked out over pay.", "2018-06-05", "PA"),
      MakeArticle("Rail strike", "Trains stood still. The dockers did not.", "2018-08-01",
                  "Reuters"),
      MakeArticle("Rain", "It rained on the dockers.", "2016-01-02", "PA"),
      MakeArticle("Undated", "A strike of unknown day.", "", "El Faro")};
  stories[0].people.push_back({"Kate Allen", "director", {"Kate Allen"}, Basis::kText});
  return stories;
}

struct Fixture {
  Fixture() { AddSegment(dir.path(), Stories()); }

  SearchView View(const SearchState& state) const {
    Searcher searcher(dir.path());
    FacetMemory memory;
    return FindView(state, RequestOf(state, {}), &searcher, &memory);
  }
  TempDir dir;
};

std::int64_t CountOf(const SearchView& view, std::size_t facet, const std::string& value) {
  const auto& values = view.result.facets[facet].values;
  const auto it = std::ranges::find(values, value, &FacetValue::value);
  return it == values.end() ? 0 : it->count;
}

TEST_CASE_METHOD(Fixture, "a ticked value leaves the counts of its alternatives", "[search_view]") {
  SearchState state{.question = "strike"};
  state.choices = {{"source", "PA", false}};
  const SearchView view = View(state);
  CHECK(view.result.total == 1);
  CHECK(CountOf(view, 0, "PA") == 1);
  CHECK(CountOf(view, 0, "Reuters") == 1);
}

TEST_CASE_METHOD(Fixture, "what is remembered is what would be counted", "[search_view]") {
  Searcher searcher(dir.path());
  FacetMemory memory;
  SearchState state{.question = "strike"};
  state.choices = {{"source", "PA", false}};
  for (const Sort sort : {Sort::kRelevance, Sort::kNewest}) {
    state.sort = sort;
    SearchRequest request = RequestOf(state, {});
    request.now = {};
    const SearchView view = FindView(state, request, &searcher, &memory);
    CHECK(view.result.facets.size() == WebFacets().size() + 1);
    CHECK(CountOf(view, 0, "Reuters") == 1);
    CHECK(view.chart.periods.size() == 1);
  }
  SearchRequest request = RequestOf(state, {});
  request.now = {};
  CHECK(memory.Find(MemoryKey(request, "date")) != nullptr);
  request.now += std::chrono::minutes(1);
  CHECK(memory.Find(MemoryKey(request, "date")) == nullptr);
}

TEST_CASE("what is counted otherwise is remembered apart", "[search_view]") {
  std::set<std::string> keys;
  for (const char* query : {"a", "+stories a", "stories a", "+versions a"}) {
    for (const bool over_stories : {false, true}) {
      for (const bool all_versions : {false, true}) {
        for (const char* step : {"date", "month"}) {
          SearchRequest request;
          request.query = query;
          request.facets_over_stories = over_stories;
          request.all_versions = all_versions;
          keys.insert(MemoryKey(request, step));
        }
      }
    }
  }
  CHECK(keys.size() == 4 * 2 * 2 * 2);
}

TEST_CASE("the memory forgets what was used longest ago", "[search_view]") {
  FacetMemory memory;
  for (std::size_t i = 0; i < FacetMemory::kMost; ++i) memory.Keep(std::to_string(i), {});
  CHECK(memory.Find("0") != nullptr);
  memory.Keep("new", {});
  CHECK(memory.Find("0") != nullptr);
  CHECK(memory.Find("1") == nullptr);
  memory.Clear();
  CHECK(memory.Find("0") == nullptr);
}

TEST_CASE_METHOD(Fixture, "a gap between two periods is shown as one", "[search_view]") {
  const SearchView view = View({.question = "dockers"});
  REQUIRE(view.chart.periods.size() == 3);
  CHECK(view.chart.periods[1].date == "2017");
  CHECK(view.chart.periods[1].count == 0);
}

TEST_CASE_METHOD(Fixture, "one year is shown by month, with the undated apart", "[search_view]") {
  const SearchView view = View({.question = "strike"});
  CHECK(view.chart.step == "month");
  REQUIRE(view.chart.periods.size() == 3);
  CHECK(view.chart.periods[1].date == "2018-07");
  CHECK(view.chart.undated == 1);
}

TEST_CASE_METHOD(Fixture, "an empty result says which part emptied it", "[search_view]") {
  const SearchView view = View({.question = "strike snow"});
  CHECK(view.result.total == 0);
  REQUIRE(view.clauses.size() == 2);
  CHECK(view.clauses[0].count == 3);
  CHECK(view.clauses[1].count == 0);
  REQUIRE(view.relaxations.size() == 1);
  CHECK(view.relaxations[0].query == "strike");
  CHECK(view.relaxations[0].count == 3);
}

TEST_CASE_METHOD(Fixture, "a phrase that stands nowhere is offered as its words", "[search_view]") {
  const SearchView view = View({.question = "\"dockers strike\""});
  REQUIRE(view.relaxations.size() == 1);
  CHECK(view.relaxations[0].query == "dockers strike");
  CHECK(view.relaxations[0].count == 2);
}

TEST_CASE_METHOD(Fixture, "where no one part is to blame, two are left out", "[search_view]") {
  const SearchView view = View({.question = "harbour trains rained"});
  REQUIRE(view.relaxations.size() == 3);
  CHECK(view.relaxations[0].query == "rained");
}

TEST_CASE_METHOD(Fixture, "every relaxation finds what it promises", "[search_view]") {
  const std::string question =
      GENERATE("title:dockers", "rain NEAR/1 dockers", "=striking", "harbour date:1999",
               "strike -strike", "ATLEAST9(dockers)", "(rain OR snow) harbour");
  CAPTURE(question);
  const SearchView view = View({.question = question});
  REQUIRE(view.result.total == 0);
  for (const Relaxation& looser : view.relaxations) {
    CAPTURE(looser.query);
    CHECK(View({.question = looser.query}).result.total == looser.count);
    CHECK(looser.count > 0);
  }
}

TEST_CASE_METHOD(Fixture, "a page of results holds no markup of an article", "[search_view]") {
  Article evil =
      MakeArticle("<script>alert(1)</script> storm", "<img src=x onerror=alert(1)> storm", "2020",
                  "\"><svg onload=alert(1)>");
  evil.people.push_back({"<b>Eve</b>", "' onclick='x", {}, Basis::kText});
  AddSegment(dir.path(), {evil});
  Html html = SearchContent(View({.question = "storm"}));
  const std::string page = std::move(html).Take();
  for (const char* markup : {"<script", "<img", "<svg onload", "<b>Eve", "' onclick"}) {
    CHECK(page.find(markup) == std::string::npos);
  }
  CHECK(page.find("&lt;script&gt;") != std::string::npos);
}

}  // namespace
}  // namespace backfile
