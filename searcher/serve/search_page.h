// How a search looks: what was understood, the chart, the facets, the rows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string_view>

#include "searcher/serve/html.h"
#include "searcher/serve/search_view.h"

namespace backfile {

// The whole content of a search page.
Html SearchContent(const SearchView& view);

// Its parts, one file each.

// Facets to include, exclude and undo.
Html FacetPanel(const SearchView& view);
// One value as a row: what it does when it is followed depends on what is chosen.
Html FacetRow(const SearchState& state, const WebFacet& facet, const FacetValue& value);
// Bars for the eye, and the same as a table; each period is a link to its articles.
Html ChartBars(const Chart& chart, const SearchState& state);
// The same with what changes it: shares, steps, a range of dates.
Html ChartFigure(const Chart& chart, const SearchState& state);
// The rows and what can be done with them: tick, export, turn the page.
Html ResultList(const SearchView& view);

// A link to a search for one value: person:"Kate Allen".
Html SearchLink(std::string_view field, std::string_view value);
// A link to a person's page.
Html PersonLink(std::string_view name);

}  // namespace backfile
