// What a search page shows, as its address says it: the address is the state.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/query.h"
#include "searcher/searcher.h"
#include "searcher/serve/parameters.h"

namespace backfile {

// A facet as the page shows it.
struct WebFacet {
  std::string_view name;    // index/columns.h: "people"
  std::string_view field;   // Of the query language, and the name of its parameter: "person"
  std::string_view label;   // "People"
  std::string_view plural;  // "people"
};
const std::vector<WebFacet>& WebFacets();
const WebFacet* FindWebFacet(std::string_view name);  // nullptr: none.

// A value that was ticked, or ticked off. Values of one field are alternatives, those of different
// fields must all be there.
struct Choice {
  std::string field;  // Of the query language, kExact, kName or "role".
  std::string value;  // Never empty.
  bool is_excluded = false;
  friend bool operator==(const Choice&, const Choice&) = default;
};

struct SearchState {
  std::string question = {};
  std::vector<Choice> choices = {};
  std::string date = {};  // A range of the query language; empty: any.
  Sort sort = Sort::kRelevance;
  std::string step = {};  // "year", "month" or "day"; empty: what suits the dates.
  bool is_relative = false;
  Collapse collapse = Collapse::kNo;
  bool facets_over_stories = false;  // Counts have copies of one story once.
  bool all_versions = false;         // Also those that a newer one supersedes.
  std::size_t page = 1;              // 1 to kMostPages.

  friend bool operator==(const SearchState&, const SearchState&) = default;
};
inline constexpr std::size_t kRowsPerPage = 10;
inline constexpr std::size_t kMostPages = 5'000;

// Total: what makes no sense is left out. ParseState(ToParameters(x)) == x.
SearchState ParseState(const Parameters& parameters);
// The shortest way to say it.
Parameters ToParameters(const SearchState& state);

// The question and all that was chosen as one tree. Throws Error(kUsage): the question is none.
Node QueryOf(const SearchState& state, const QueryLimits& limits = {});
// The request that `backfile-search find` would make of the same query. Throws as QueryOf.
SearchRequest RequestOf(const SearchState& state, std::chrono::sys_days today,
                        const QueryLimits& limits = {});

// The state with the choice made or undone; on its first page.
SearchState With(SearchState state, Choice choice);
SearchState Without(SearchState state, const Choice& choice);
SearchState WithDate(SearchState state, std::string date);
// The same question and choices, but for the included values of one field.
SearchState WithoutIncluded(SearchState state, std::string_view field);
// A state that asks for one value alone: person:"Kate Allen".
SearchState Asking(std::string_view field, std::string_view value);

bool HasChoice(const SearchState& state, const Choice& choice);

}  // namespace backfile
