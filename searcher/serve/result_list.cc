// Rows, pages and exports.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>

#include "searcher/serve/page.h"
#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

constexpr std::size_t kMostChips = 5;
constexpr std::size_t kMostPapers = 6;  // Of the other ones in which a story ran.

Address ArticleAddress(const std::string& path, const SearchState& state) {
  return {path, ToParameters(state)};
}

void AddBadges(const Hit& hit, const RowExtras& extras, Html* html) {
  if (extras.status != Status::kUsable) {
    *html << "<span class=\"badge grave\">"_html << StatusName(extras.status) << "</span> "_html;
  }
  if (hit.hidden != Hidden::kNo) {
    *html << "<span class=\"badge grave\">"_html << InWords(hit.hidden) << "</span> "_html;
  }
  if (extras.has_correction) *html << "<span class=\"badge\">corrected</span> "_html;
}

std::string BasisInWords(std::string_view basis) {
  return basis.empty() || basis == "metadata" ? "" : " (by its " + std::string(basis) + ")";
}

// "also ran in 7 other papers: The Courier, ..."; copies in the same paper are but counted.
void AddAlsoRan(const Hit& hit, Html* html) {
  if (hit.copies == 0) return;
  const auto papers = std::ssize(hit.also_in);
  *html << " · "
        << Link({"/article/" + hit.id + "/copies"},
                papers > 0 ? "also ran in " + Counted(papers, "other paper", "other papers")
                           : Counted(hit.copies, "near copy", "near copies"));
  for (std::size_t i = 0; i < std::min(hit.also_in.size(), kMostPapers); ++i) {
    *html << (i == 0 ? ": " : ", ") << hit.also_in[i];
  }
  if (hit.also_in.size() > kMostPapers) {
    *html << " and " << hit.also_in.size() - kMostPapers << " more";
  }
}

void AddFacts(const Hit& hit, const RowExtras& extras, Html* html) {
  *html << "<p class=\"facts\">"_html;
  if (!hit.source.empty()) *html << "<cite>"_html << hit.source << "</cite> · "_html;
  if (hit.date.empty()) {
    *html << "undated";
  } else {
    *html << "<time datetime=\""_html << hit.date << "\">"_html << hit.date << "</time>"_html
          << BasisInWords(hit.date_basis);
  }
  for (const std::string& writer : extras.byline) {
    *html << (&writer == &extras.byline.front() ? " · by " : ", ") << writer;
  }
  AddAlsoRan(hit, html);
  if (extras.copies > 0) {
    *html << " · "_html
          << "<a href=\"/article/"_html << hit.id << "#copies\">also stands in "_html
          << Counted(extras.copies, "other place", "other places") << "</a>"_html;
  }
  *html << "</p>\n"_html;
}

void AddPeople(const Hit& hit, const RowExtras& extras, Html* html) {
  if (hit.people.empty()) return;
  *html << "<ul class=\"chips\" aria-label=\"People\">"_html;
  for (std::size_t i = 0; i < std::min(hit.people.size(), kMostChips); ++i) {
    const auto person = std::ranges::find(extras.people, hit.people[i], &Person::name);
    *html << "<li>"_html << PersonLink(hit.people[i]);
    if (person != extras.people.end() && !person->role.empty()) {
      *html << " <span class=\"role\">"_html << person->role << "</span>"_html;
    }
    *html << "</li>"_html;
  }
  if (hit.people.size() > kMostChips) {
    *html << "<li>and "_html << hit.people.size() - kMostChips << " more</li>"_html;
  }
  *html << "</ul>\n"_html;
}

void AddRow(const Hit& hit, const RowExtras& extras, const SearchState& state, Html* html) {
  const std::string path = "/article/" + hit.id;
  const MarkedText title{hit.title.empty() ? "(no title)" : hit.title, hit.title_hits};
  *html << "<li class=\"row\" value=\""_html << hit.rank << "\"><input type=\"checkbox\" "_html
        << "name=\"id\" value=\""_html << hit.id << "\" aria-label=\"Tick: "_html << title.text
        << "\">\n<h2><a href=\""_html << ArticleAddress(path, state) << "\">"_html << Marked(title)
        << "</a></h2>\n"_html;
  AddBadges(hit, extras, html);
  AddFacts(hit, extras, html);
  if (!hit.snippet.text.empty()) {
    *html << "<p class=\"snippet\">"_html << Marked(hit.snippet) << "</p>\n"_html;
  }
  AddPeople(hit, extras, html);
  *html << "<p class=\"actions\"><a href=\""_html << path << "#cite\">Cite</a> · <a href=\""_html
        << path << "/similar\">Similar</a></p></li>\n"_html;
}

void AddExports(const SearchView& view, Html* html) {
  struct Kind {
    std::string_view ending;
    std::string_view label;
  };
  constexpr std::array kKinds = {
      Kind{"csv", "CSV"},    Kind{"jsonl", "JSON lines"}, Kind{"ris", "RIS"},
      Kind{"bib", "BibTeX"}, Kind{"csl", "CSL-JSON"},     Kind{"tsv", "TSV"},
      Kind{"json", "JSON"},  Kind{"htm", "Page"},         Kind{"trec", "TREC"}};
  SearchState state = view.state;
  state.page = 1;
  *html << HiddenFields(ToParameters(state))
        << "<input type=\"hidden\" name=\"limit\" value=\"all\">\n"
           "<fieldset class=\"export\" id=\"export\"><legend>Export <span data-ticked>all "_html
        << Grouped(view.result.total)
        << "</span></legend><p>Tick articles to export those alone.</p>\n"_html;
  for (const Kind& kind : kKinds) {
    *html << "<button formaction=\"/search."_html << kind.ending << "\">"_html << kind.label
          << "</button>\n"_html;
  }
  *html << "</fieldset>\n"_html;
}

void AddPageLink(SearchState state, std::size_t page, const char* rel, const char* label,
                 Html* html) {
  state.page = page;
  *html << "<li><a rel=\""_html << rel << "\" href=\""_html
        << Address{"/search", ToParameters(state)} << "\">"_html << label << "</a></li>"_html;
}

void AddPages(const SearchView& view, Html* html) {
  if (view.pages < 2) return;
  const std::size_t page = view.state.page;
  *html << "<nav class=\"pages\" aria-label=\"Pages\"><ul>"_html;
  if (page > 1) AddPageLink(view.state, page - 1, "prev", "← Before", html);
  *html << "<li>Page "_html << page << " of " << Grouped(view.pages) << "</li>"_html;
  if (static_cast<std::int64_t>(page) < view.pages) {
    AddPageLink(view.state, page + 1, "next", "Next →", html);
  }
  *html << "</ul></nav>\n"_html;
}

void AddFeed(const SearchView& view, Html* html) {
  *html << " <a href=\""_html << Address{"/search.atom", ToParameters(view.state)}
        << "\">Feed</a>"_html;
}

void AddSaving(const SearchView& view, Html* html) {
  if (!view.can_save) {
    *html << "<p class=\"save\">"_html;
    AddFeed(view, html);
    *html << "</p>\n"_html;
    return;
  }
  *html << "<form class=\"save\" method=\"post\" action=\"/saved\">"_html
        << "<label for=\"save-name\">Save this search as</label>"
           "<input id=\"save-name\" name=\"name\" required "
           "pattern=\"[A-Za-z0-9_\\-][A-Za-z0-9_.\\-]*\" "
           "maxlength=\"100\" title=\"Letters, digits, -, _ and .\">"
           "<input type=\"hidden\" name=\"query\" value=\""_html
        << view.result.query << "\"><button>Save</button>"_html;
  AddFeed(view, html);
  *html << "</form>\n"_html;
}

}  // namespace

Html ResultList(const SearchView& view) {
  Html html;
  html << "<form action=\"/search.csv\" class=\"rows\">\n<ol>\n"_html;
  for (std::size_t i = 0; i < view.result.hits.size(); ++i) {
    AddRow(view.result.hits[i], view.extras[i], view.state, &html);
  }
  html << "</ol>\n"_html;
  AddPages(view, &html);
  AddExports(view, &html);
  html << "</form>\n"_html;
  AddSaving(view, &html);
  return html;
}

}  // namespace backfile
