// Facets as lists of links: to include a value, to leave it out, to undo either.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

// A value that is chosen and not among those shown.
std::vector<Choice> Unlisted(const SearchState& state, const WebFacet& facet,
                             const FacetCounts& counts) {
  std::vector<Choice> unlisted;
  for (const Choice& choice : state.choices) {
    const bool is_listed =
        std::ranges::find(counts.values, choice.value, &FacetValue::value) != counts.values.end();
    if (choice.field == facet.field && !is_listed) unlisted.push_back(choice);
  }
  return unlisted;
}

// Name, count and what following the link does, in one accessible name.
void AddToggle(const SearchState& state, const Choice& choice, std::string_view state_word,
               std::string_view count, Html* html) {
  const bool is_chosen = HasChoice(state, choice);
  const SearchState next = is_chosen ? Without(state, choice) : With(state, choice);
  *html << "<a class=\"value\" href=\""_html << Address{"/search", ToParameters(next)}
        << "\"><span class=\"box\" aria-hidden=\"true\"></span><span class=\"label\">"_html
        << choice.value << "</span> "_html;
  if (!count.empty()) *html << "<span class=\"count\">"_html << count << "</span>"_html;
  if (!state_word.empty()) {
    *html << "<span class=\"hidden\">, "_html << state_word << "</span>"_html;
  }
  *html << "</a>"_html;
}

void AddExclude(const SearchState& state, const Choice& choice, Html* html) {
  *html << "<a class=\"minus\" href=\""_html
        << Address{"/search", ToParameters(With(state, choice))} << "\" title=\"Leave out\" "_html
        << "aria-label=\"Leave out "_html << choice.value << "\">−</a>"_html;
}

Html Row(const SearchState& state, const WebFacet& facet, const std::string& value,
         std::string_view count) {
  const Choice included{std::string(facet.field), value, false};
  const Choice excluded{std::string(facet.field), value, true};
  Html html;
  if (HasChoice(state, excluded)) {
    html << "<li class=\"excluded\">"_html;
    AddToggle(state, excluded, "left out; undo", count, &html);
  } else if (HasChoice(state, included)) {
    html << "<li class=\"included\">"_html;
    AddToggle(state, included, "chosen; undo", count, &html);
  } else {
    html << "<li>"_html;
    AddToggle(state, included, "", count, &html);
    AddExclude(state, excluded, &html);
  }
  html << "</li>\n"_html;
  return html;
}

// A facet that says nothing is not shown.
bool IsTelling(const SearchView& view, const WebFacet& facet, const FacetCounts& counts) {
  const bool is_chosen = std::ranges::any_of(
      view.state.choices, [&](const Choice& choice) { return choice.field == facet.field; });
  if (facet.name == "status" || facet.name == "date-basis") {
    return is_chosen || counts.values.size() > 1;
  }
  return is_chosen || !counts.values.empty();
}

void AddMore(const SearchView& view, const WebFacet& facet, const FacetCounts& counts, Html* html) {
  const std::int64_t rest = counts.different - static_cast<std::int64_t>(counts.values.size());
  if (rest > 0) {
    Parameters parameters = ToParameters(view.state);
    parameters.emplace_back("facet", facet.name);
    *html << "<p class=\"more\"><a href=\""_html << Address{"/facets", parameters}
          << "\" data-facet=\""_html << facet.name << "\">"_html << Grouped(rest) << " more "
          << facet.plural << "</a></p>\n"_html;
  }
  if (counts.without > 0 && facet.name != "status") {
    *html << "<p class=\"without\">"_html << Grouped(counts.without) << " without</p>\n"_html;
  }
}

void AddFacet(const SearchView& view, const WebFacet& facet, const FacetCounts& counts,
              Html* html) {
  *html << "<details class=\"facet\" open><summary><h2>"_html << facet.label
        << "</h2></summary>\n<ul>\n"_html;
  for (const Choice& choice : Unlisted(view.state, facet, counts)) {
    *html << Row(view.state, facet, choice.value, "");
  }
  for (const FacetValue& value : counts.values) *html << FacetRow(view.state, facet, value);
  *html << "</ul>\n"_html;
  AddMore(view, facet, counts, html);
  *html << "</details>\n"_html;
}

}  // namespace

Html FacetRow(const SearchState& state, const WebFacet& facet, const FacetValue& value) {
  return Row(state, facet, value.value, Grouped(value.count));
}

Html FacetPanel(const SearchView& view) {
  Html html;
  html << "<details class=\"refine\"><summary><h2>Refine</h2></summary>\n"_html;
  for (std::size_t i = 0; i < WebFacets().size(); ++i) {
    const WebFacet& facet = WebFacets()[i];
    const FacetCounts& counts = view.result.facets[i];
    if (IsTelling(view, facet, counts)) AddFacet(view, facet, counts, &html);
  }
  html << "<form class=\"role\" action=\"/search\">"_html << HiddenFields(ToParameters(view.state))
       << "<label for=\"role\">Role of a person</label><input id=\"role\" name=\"role\" "
          "placeholder=\"director of Amnesty\"><button>Add</button></form>\n</details>\n"_html;
  return html;
}

}  // namespace backfile
