// One request for the hits and all facets; further ones only where something was chosen.
//
// Values of one facet are alternatives. So the counts of a facet of which values were ticked are
// those that the question would have without them: what ticking another would add.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/search_view.h"

#include <algorithm>

#include "article/date.h"

namespace backfile {

namespace {

constexpr std::size_t kSnippetCharacters = 280;

bool IncludesOf(const SearchState& state, std::string_view field) {
  return std::ranges::any_of(state.choices, [&](const Choice& choice) {
    return choice.field == field && !choice.is_excluded;
  });
}

FacetCounts CountWithout(const WebFacet& facet, const SearchState& state,
                         const SearchRequest& request, Searcher* searcher) {
  SearchRequest other =
      RequestOf(WithoutIncluded(state, facet.field), request.today, request.limits);
  other.limit = 0;
  other.facets = {std::string(facet.name)};
  other.facet_options = request.facet_options;
  other.timeout = request.timeout;
  return searcher->Run(other).facets.front();
}

// Of a hit that has its article.
RowExtras ExtrasOf(const Hit& hit, const Searcher& searcher) {
  const Article& article = *hit.article;
  return {article.byline, article.people, article.status, !article.correction.empty(),
          static_cast<std::int64_t>(searcher.snapshot().CopiesOf(hit.place).size())};
}

// The counts, where values were ticked as they would be without them.
std::vector<FacetCounts> CountAll(const SearchState& state, const SearchRequest& request,
                                  Searcher* searcher, std::vector<FacetCounts> counts) {
  for (std::size_t i = 0; i < WebFacets().size(); ++i) {
    const WebFacet& facet = WebFacets()[i];
    if (IncludesOf(state, facet.field)) counts[i] = CountWithout(facet, state, request, searcher);
  }
  return counts;
}

std::int64_t PagesOf(const SearchView& view) {
  const bool is_collapsed = view.state.collapse != Collapse::kNo;
  const std::int64_t listed = is_collapsed ? view.result.stories : view.result.total;
  const auto rows = static_cast<std::int64_t>(kRowsPerPage);
  return std::min((listed + rows - 1) / rows, std::int64_t{kMostPages});
}

bool HasRelations(RelationKind kind, const Snapshot& snapshot) {
  for (int segment = 0; segment < snapshot.segments(); ++segment) {
    if (!snapshot.relations(segment, kind).empty()) return true;
  }
  return false;
}

}  // namespace

std::string MemoryKey(const SearchRequest& request, const std::string& step) {
  // What "last-week" means changes with the day, and what is under an embargo with the moment.
  const auto minute = std::chrono::floor<std::chrono::minutes>(request.now.time_since_epoch());
  std::string key = std::to_string(minute.count()) + " " + step;
  if (request.facets_over_stories) key += "+stories";
  if (request.all_versions) key += "+versions";
  return key + " " + request.query;
}

SearchView FindView(const SearchState& state, SearchRequest request, Searcher* searcher,
                    FacetMemory* memory) {
  SearchView view;
  view.state = state;
  view.query = QueryOf(state, request.limits);
  request.snippet_characters = kSnippetCharacters;
  request.wants_suggestions = true;
  request.wants_copies = true;
  request.wants_articles = true;
  request.facet_options.most = kFacetRows;
  const std::string step = ChartFacet(state, request.today);
  const std::string key = MemoryKey(request, step);
  const std::vector<FacetCounts>* known = memory->Find(key);
  if (known == nullptr) {
    for (const WebFacet& facet : WebFacets()) request.facets.emplace_back(facet.name);
    request.facets.push_back(step);
  }
  SearchRequest question = request;
  // Of the answer itself; what is counted besides is whole or not told.
  question.takes_part = true;
  view.result = searcher->Run(question);
  if (known != nullptr) {
    view.result.facets = *known;
  } else if (!view.result.is_part) {
    view.result.facets = CountAll(state, request, searcher, std::move(view.result.facets));
    memory->Keep(key, view.result.facets);
  }
  for (const Hit& hit : view.result.hits) view.extras.push_back(ExtrasOf(hit, *searcher));
  view.pages = PagesOf(view);
  view.has_copies = HasRelations(RelationKind::kCopies, searcher->snapshot());
  view.has_versions = HasRelations(RelationKind::kSuperseded, searcher->snapshot());
  if (view.result.total > 0) {
    view.chart = MakeChart(state, request, searcher, &view.result.facets.back());
  } else {
    view.clauses = CountClauses(view.query, request, searcher);
    view.relaxations = FindRelaxations(view.query, request, searcher);
  }
  return view;
}

}  // namespace backfile
