// The address of a search and the search are the same.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/state.h"

#include <random>

#include "searcher/parser.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

SearchState RandomState(std::mt19937* random) {
  const std::vector<std::string> words = {"war", "O'Neill", "\"a b\"", "ü",  "a&b",
                                          "x=y", "%41",     "<b>",     "“c”"};
  const std::vector<std::string> fields = {"source", "person", "section", "has", "role", "org"};
  const auto word = [&] { return words[(*random)() % words.size()]; };
  SearchState state;
  if ((*random)() % 4 > 0) state.question = word() + " " + word();
  for (auto n = (*random)() % 4; n > 0; --n) {
    Choice choice{fields[(*random)() % fields.size()], word(), (*random)() % 2 == 0};
    if (!HasChoice(state, choice)) state.choices.push_back(choice);
  }
  if ((*random)() % 2 == 0) state.date = "2018-06..2018-07";
  state.sort = static_cast<Sort>((*random)() % 3);
  if ((*random)() % 2 == 0) state.step = "month";
  state.is_relative = (*random)() % 2 == 0;
  state.collapse = static_cast<Collapse>((*random)() % 3);
  state.facets_over_stories = (*random)() % 2 == 0;
  state.all_versions = (*random)() % 2 == 0;
  state.page = 1 + (*random)() % 100;
  return state;
}

TEST_CASE("a state that is written as an address is read again", "[state]") {
  std::mt19937 random(20261124);
  for (int round = 0; round < 500; ++round) {
    const SearchState state = RandomState(&random);
    const std::string address = FormatParameters(ToParameters(state));
    CAPTURE(address);
    CHECK(ParseState(ParseParameters(address)) == state);
  }
}

TEST_CASE("what is chosen always gives a question that can be asked", "[state]") {
  std::mt19937 random(7);
  for (int round = 0; round < 500; ++round) {
    SearchState state = RandomState(&random);
    state.question = round % 2 == 0 ? "war OR peace" : "";
    const std::string query = ToQuery(QueryOf(state));
    CAPTURE(query);
    const auto parsed = ParseQuery(query);
    REQUIRE(parsed);
    CHECK(ToQuery(*parsed) == query);
  }
}

TEST_CASE("values of one facet are alternatives, facets are conditions", "[state]") {
  SearchState state;
  state.question = "siege OR relief";
  state.choices = {{"source", "PA", false},
                   {"person", "Kate Allen", false},
                   {"source", "Reuters", false},
                   {"section", "Sport", true},
                   {"section", "Weather", true}};
  state.date = "2018";
  CHECK(ToQuery(QueryOf(state)) ==
        "(siege OR relief) (source:PA OR source:Reuters) person:\"Kate Allen\" "
        "NOT (section:Sport OR section:Weather) date:2018");
}

TEST_CASE("no question and no choice is every article", "[state]") {
  CHECK(ToQuery(QueryOf({})) == "*");
}

TEST_CASE("a mark that would end a quoted value becomes a wildcard", "[state]") {
  CHECK(ToQuery(QueryOf(Asking("person", "Dwayne \"The Rock\" Johnson"))) ==
        "person:\"Dwayne ?The Rock? Johnson\"");
}

TEST_CASE("what makes no sense in an address is left out", "[state]") {
  const SearchState state = ParseState({{"q", " war "},
                                        {"page", "-3"},
                                        {"sort", "x"},
                                        {"step", "hour"},
                                        {"event", "2018"},
                                        {"source", ""}});
  CHECK(state == SearchState{.question = "war"});
  CHECK(ParseState({{"page", "99999999999999999999"}}).page == 1);
  CHECK(ParseState({{"page", "999999"}}).page == kMostPages);
}

TEST_CASE("a question that is none is refused with its place", "[state]") {
  CHECK_THROWS_WITH(QueryOf({.question = "a AND"}), Catch::Contains("^"));
}

TEST_CASE("a question is bounded by what it is asked with, and so is the request", "[state]") {
  const SearchState state{.question = "a b c"};
  CHECK_THROWS_WITH(RequestOf(state, {}, {.max_clauses = 2}), Catch::Contains("more than 2"));
  CHECK(RequestOf(state, {}, {.max_clauses = 3}).limits.max_clauses == 3);
}

TEST_CASE("choosing and undoing lead back, to the first page", "[state]") {
  SearchState state{.question = "war", .page = 3};
  const Choice choice{"source", "PA", false};
  CHECK(Without(With(state, choice), choice) == SearchState{.question = "war"});
  // Leaving out what was included takes its place.
  const SearchState excluded = With(With(state, choice), {"source", "PA", true});
  CHECK(excluded.choices == std::vector<Choice>{{"source", "PA", true}});
}

}  // namespace
}  // namespace backfile
