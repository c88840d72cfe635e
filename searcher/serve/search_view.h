// All that a search page shows, found in the index; how it looks is search_page.h.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "searcher/query.h"
#include "searcher/relaxations.h"
#include "searcher/searcher.h"
#include "searcher/serve/facet_memory.h"
#include "searcher/serve/state.h"
#include "searcher/timeline.h"

namespace backfile {

// How the matches spread over time.
struct Chart {
  std::string step;             // "year", "month" or "day".
  std::vector<Period> periods;  // In order, those without a match among them.
  std::vector<Period> vague;    // Known less precisely than to the step: "1987" among months.
  std::int64_t undated = 0;
};

// What the row of a hit shows beyond the hit.
struct RowExtras {
  std::vector<std::string> byline;
  std::vector<Person> people;
  Status status = Status::kUsable;
  bool has_correction = false;
  std::int64_t copies = 0;  // Identical ones elsewhere.
};

struct SearchView {
  SearchState state;
  Node query;
  SearchResult result;            // Its facets: those of WebFacets(), and one of dates.
  std::vector<RowExtras> extras;  // One a hit.
  Chart chart;
  std::vector<Clause> clauses;          // If nothing was found, of a question with several parts.
  std::vector<Relaxation> relaxations;  // If nothing was found.
  std::int64_t pages = 0;
  bool has_copies = false;    // Whether the index holds any copies,
  bool has_versions = false;  // or earlier versions.
  bool can_save = true;       // Whether there is a place for saved searches.
};

inline constexpr std::size_t kFacetRows = 8;  // Shown of each facet.

// Throws as Searcher::Run.
SearchView FindView(const SearchState& state, SearchRequest request, Searcher* searcher,
                    FacetMemory* memory);
// What the counts of a question depend on. `step`: ChartFacet().
std::string MemoryKey(const SearchRequest& request, const std::string& step);
// The chart alone. `dates`: the counts of ChartFacet(), if they are known already.
Chart MakeChart(const SearchState& state, const SearchRequest& request, Searcher* searcher,
                const FacetCounts* dates = nullptr);
// The facet of dates that the chart begins with.
std::string ChartFacet(const SearchState& state, std::chrono::sys_days today);

}  // namespace backfile
