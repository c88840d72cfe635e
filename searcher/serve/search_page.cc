// The page from top to bottom.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/search_page.h"

#include <algorithm>

#include "searcher/explain.h"
#include "searcher/serve/page.h"

namespace backfile {

namespace {

void AddTree(const Node& node, Html* html) {
  *html << "<li>"_html << LineInWords(node);
  if (!node.children.empty()) {
    *html << "<ul>"_html;
    for (const Node& child : node.children) AddTree(child, html);
    *html << "</ul>"_html;
  }
  *html << "</li>"_html;
}

Html Understood(const SearchView& view) {
  Html html;
  for (const MissingShard& shard : view.result.missing) {
    html << "<p class=\"banner grave\">What is shown here is without what "_html << shard.place
         << " holds: "_html << shard.reason << ".</p>\n"_html;
  }
  html << "<details class=\"understood\"><summary>Understood as <code>"_html << view.result.query
       << "</code></summary>\n<ul>"_html;
  AddTree(view.query, &html);
  html << "</ul>\n"_html;
  for (const std::string& note : view.result.notes) html << "<p>"_html << note << "</p>\n"_html;
  html << "</details>\n"_html;
  return html;
}

// The question with a word in place of one that occurs nowhere.
std::string Reworded(std::string question, const Suggestion& suggestion) {
  const auto same = [](char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c + 0; };
    return lower(a) == lower(b);
  };
  const auto at = std::search(question.begin(), question.end(), suggestion.word.begin(),
                              suggestion.word.end(), same);
  if (at == question.end()) return suggestion.instead;
  const auto end = at + static_cast<std::ptrdiff_t>(suggestion.word.size());
  return question.replace(at, end, suggestion.instead);
}

Html Suggestions(const SearchView& view) {
  Html html;
  if (view.result.suggestions.empty()) return html;
  SearchState state = view.state;
  state.page = 1;
  for (const Suggestion& suggestion : view.result.suggestions) {
    state.question = Reworded(state.question, suggestion);
  }
  html << "<p class=\"suggestion\">Did you mean "_html
       << Link({"/search", ToParameters(state)}, state.question) << "?</p>\n"_html;
  return html;
}

// What was chosen, each with a link that undoes it.
Html Chosen(const SearchState& state) {
  Html html;
  if (state.choices.empty() && state.date.empty()) return html;
  html << "<ul class=\"chosen\" aria-label=\"Chosen\">\n"_html;
  for (const Choice& choice : state.choices) {
    html << "<li>"_html << (choice.is_excluded ? "not " : "") << choice.field << ": "
         << choice.value << " <a href=\""_html
         << Address{"/search", ToParameters(Without(state, choice))} << "\" aria-label=\"Undo "_html
         << choice.field << ": " << choice.value << "\">×</a></li>\n"_html;
  }
  if (!state.date.empty()) {
    html << "<li>date: "_html << state.date << " <a href=\""_html
         << Address{"/search", ToParameters(WithDate(state, ""))}
         << "\" aria-label=\"Undo the date\">×</a></li>\n"_html;
  }
  html << "</ul>\n"_html;
  return html;
}

// One way to show the list; the one that it is shown in says so.
void AddSwitch(SearchState other, const SearchState& state, std::string_view label, Html* html) {
  const bool is_on = other == state;
  other.page = 1;
  *html << "<li><a href=\""_html << Address{"/search", ToParameters(other)} << "\""_html;
  if (is_on) *html << " aria-current=\"true\""_html;
  *html << ">"_html << label << "</a></li>"_html;
}

void AddSortSwitches(const SearchState& state, Html* html) {
  *html << "<ul class=\"sort\" aria-label=\"Order\">"_html;
  for (const auto& [sort, label] :
       {std::pair(Sort::kRelevance, "Best"), std::pair(Sort::kNewest, "Newest"),
        std::pair(Sort::kOldest, "Oldest")}) {
    SearchState other = state;
    other.sort = sort;
    AddSwitch(std::move(other), state, label, html);
  }
  *html << "</ul>\n"_html;
}

// Copies in the list, and in the counts beside it.
void AddCopySwitches(const SearchState& state, Html* html) {
  *html << "<ul class=\"sort\" aria-label=\"Copies\">"_html;
  for (const auto& [collapse, label] :
       {std::pair(Collapse::kNo, "Every copy"), std::pair(Collapse::kBest, "Best copy"),
        std::pair(Collapse::kEarliest, "First copy")}) {
    SearchState other = state;
    other.collapse = collapse;
    AddSwitch(std::move(other), state, label, html);
  }
  *html << "</ul>\n<ul class=\"sort\" aria-label=\"Counts\">"_html;
  for (const auto& [over_stories, label] :
       {std::pair(false, "Count articles"), std::pair(true, "Count stories")}) {
    SearchState other = state;
    other.facets_over_stories = over_stories;
    AddSwitch(std::move(other), state, label, html);
  }
  *html << "</ul>\n"_html;
}

void AddVersionSwitches(const SearchState& state, Html* html) {
  *html << "<ul class=\"sort\" aria-label=\"Versions\">"_html;
  for (const auto& [all, label] :
       {std::pair(false, "Newest versions"), std::pair(true, "All versions")}) {
    SearchState other = state;
    other.all_versions = all;
    AddSwitch(std::move(other), state, label, html);
  }
  *html << "</ul>\n"_html;
}

// What changes how the list is shown, as far as the index has what it would change.
Html Switches(const SearchView& view) {
  Html html;
  html << "<div class=\"switchboard\">\n"_html;
  if (view.result.total > 1) AddSortSwitches(view.state, &html);
  if (view.has_copies && view.result.total > 1) AddCopySwitches(view.state, &html);
  if (view.has_versions) AddVersionSwitches(view.state, &html);
  html << "</div>\n"_html;
  return html;
}

Html Nothing(const SearchView& view) {
  Html html;
  html << "<section class=\"nothing\"><h2>Nothing matches all of this</h2>\n"_html;
  if (!view.clauses.empty()) {
    html << "<p>Each part alone:</p>\n<table class=\"clauses\">"_html;
    for (const Clause& clause : view.clauses) {
      html << "<tr><th scope=\"row\">"_html << clause.words << "</th><td>"_html
           << Counted(clause.count, "article", "articles") << "</td></tr>\n"_html;
    }
    html << "</table>\n"_html;
  }
  if (view.relaxations.empty()) {
    html << "<p>No looser form of the question finds an article, either. "
            "<a href=\"/help\">How to ask</a></p>"_html;
  } else {
    html << "<p>What would be found instead:</p>\n<ul class=\"relaxations\">"_html;
    for (const Relaxation& looser : view.relaxations) {
      html << "<li>"_html << Link({"/search", {{"q", looser.query}}}, looser.words) << " – "
           << Counted(looser.count, "article", "articles") << "</li>\n"_html;
    }
    html << "</ul>\n"_html;
  }
  html << "</section>\n"_html;
  return html;
}

std::string Heading(const SearchView& view) {
  std::string heading = Counted(view.result.total, "article", "articles");
  if (view.state.collapse != Collapse::kNo && view.result.stories < view.result.total) {
    heading = Counted(view.result.stories, "story", "stories") + " in " + heading;
  }
  if (view.state.page > 1) {
    heading += ", page " + std::to_string(view.state.page) + " of " + std::to_string(view.pages);
  }
  return heading;
}

}  // namespace

Html SearchContent(const SearchView& view) {
  Html html;
  html << "<div class=\"results-head\"><div role=\"status\"><h1>"_html << Heading(view)
       << "</h1></div>\n"_html << Switches(view) << "</div>\n"_html << Chosen(view.state)
       << Suggestions(view) << Understood(view);
  if (view.result.total == 0) return html << Nothing(view);
  html << "<div class=\"columns\">\n"_html << FacetPanel(view) << "<div class=\"found\">\n"_html
       << ChartFigure(view.chart, view.state) << ResultList(view) << "</div>\n</div>\n"_html;
  return html;
}

Html SearchLink(std::string_view field, std::string_view value) {
  return Link({"/search", ToParameters(Asking(field, value))}, value);
}

Html PersonLink(std::string_view name) {
  return Link({"/person", {{"name", std::string(name)}}}, name);
}

}  // namespace backfile
