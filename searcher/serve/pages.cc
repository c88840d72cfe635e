// The table.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/pages.h"

#include <array>

#include "article/text.h"
#include "searcher/serve/assets.h"

namespace backfile {

namespace {

constexpr std::string_view kId = "{id}";
constexpr std::string_view kLists = " html json jsonl csv tsv ris bib csl trec htm ";
constexpr std::string_view kRecords = " html json jsonl csv tsv ris bib csl ";
constexpr std::string_view kTables = " html json jsonl csv tsv ";
constexpr std::string_view kState = " q source person section language place org subject date ";
constexpr std::string_view kListing =
    " q source person section language place org subject date sort page limit offset facets "
    "facet-values facets-over collapse all-versions fields snippet id ";

constexpr std::array kPages = {
    Page{"GET", "/", " html ", Lane::kSearch, "The front page", "", HomePage},
    Page{"GET", "/search", kLists, Lane::kSearch, "Articles that answer a question, ranked",
         kListing, SearchPage},
    Page{"GET", "/search.atom", " atom ", Lane::kSearch, "The newest of them, as a feed", kState,
         SearchFeed},
    Page{"GET", "/facets", kTables, Lane::kSearch, "Counts over all matches",
         " q date facets facet-values facets-over all-versions prefix ", FacetsPage},
    Page{"GET", "/people", kTables, Lane::kSearch, "The people whom matching articles are about",
         " q date facet-values facets-over all-versions prefix ", PeoplePage},
    Page{"GET", "/histogram", kTables, Lane::kSearch, "Matches by year, month or day",
         " q date step relative ", HistogramPage},
    Page{"GET", "/article/{id}", kRecords, Lane::kSearch, "One article", " q version ",
         ArticlePage},
    Page{"GET", "/article/{id}/similar", kLists, Lane::kSearch,
         "Articles that share the words typical of one", " limit offset fields snippet ",
         SimilarPage},
    Page{"GET", "/article/{id}/copies", kTables, Lane::kLong, "Other papers' copies of one article",
         "", CopiesPage},
    Page{"GET", "/article/{id}/diff", kTables, Lane::kSearch,
         "In which words two articles, or two versions of one, differ",
         " version with with-version ", DiffPage},
    Page{"GET", "/article/{id}/original", " bytes ", Lane::kLong,
         "The bytes that the article was read from", " version ", OriginalPage},
    Page{"GET", "/article/{id}/check", " html ", Lane::kLong,
         "Whether those bytes are still what was indexed", " version ", CheckPage},
    Page{"GET", "/person", kRecords, Lane::kSearch, "A person over time", " name page ",
         PersonPage},
    Page{"GET", "/saved", kTables, Lane::kSearch, "Saved searches and what is new of each", "",
         SavedPage},
    Page{"GET", "/saved.atom", " atom ", Lane::kSearch, "The newest articles of a saved search",
         " name ", SavedFeed},
    Page{"POST", "/saved", " html ", Lane::kSearch, "Save a search", " name query ", SaveSearch},
    Page{"POST", "/saved/remove", " html ", Lane::kSearch, "Remove a saved search", " name ",
         RemoveSaved},
    Page{"POST", "/saved/seen", " html ", Lane::kSearch,
         "Count what a saved search finds now as seen", " name ", MarkSeen},
    Page{"GET", "/help", " html ", Lane::kNetwork, "How to ask", "", HelpPage},
    Page{"GET", "/openapi.json", " json ", Lane::kNetwork, "This document", "", ApiDocument},
    Page{"GET", "/assets/{id}", " file ", Lane::kNetwork, "Style sheet, script and icon", "",
         AssetFile},
};

bool HasEnding(const Page& page, std::string_view ending) {
  return page.endings.find(" " + std::string(ending) + " ") != std::string_view::npos;
}

std::string_view FirstEnding(const Page& page) {
  return page.endings.substr(1, page.endings.find(' ', 1) - 1);
}

// Whether the path is the page's; what stands for {id} is then in *id.
bool Fits(std::string_view pattern, std::string_view path, std::string* id) {
  const std::size_t hole = pattern.find(kId);
  if (hole == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, hole);
  const std::string_view after = pattern.substr(hole + kId.size());
  if (path.size() <= before.size() + after.size()) return false;
  if (!path.starts_with(before) || !path.ends_with(after)) return false;
  const std::string_view segment =
      path.substr(before.size(), path.size() - before.size() - after.size());
  if (segment.find('/') != std::string_view::npos) return false;
  *id = CleanUtf8(DecodePercent(segment));
  return true;
}

// HEAD is GET whose body the network leaves out.
bool TakesMethod(const Page& page, std::string_view method) {
  return page.method == method || (page.method == "GET" && method == "HEAD");
}

// The page with this path whose ending has been taken off (or not: "html").
void Try(std::string_view method, std::string_view path, std::string_view ending, Route* route) {
  for (const Page& page : kPages) {
    std::string id;
    if (route->page != nullptr || !Fits(page.path, path, &id)) continue;
    if (!ending.empty() && !HasEnding(page, ending)) continue;
    route->status = 405;
    if (!TakesMethod(page, method)) continue;
    *route = {&page, id, std::string(ending.empty() ? FirstEnding(page) : ending), 200};
  }
}

}  // namespace

std::span<const Page> Pages() { return kPages; }

Route FindRoute(std::string_view method, std::string_view path) {
  Route route;
  const std::size_t dot = path.rfind('.');
  const bool has_ending = dot != std::string_view::npos && IsDataEnding(path.substr(dot + 1));
  if (has_ending) Try(method, path.substr(0, dot), path.substr(dot + 1), &route);
  if (route.page == nullptr) Try(method, path, "", &route);
  return route;
}

HttpResponse AssetFile(const Visit& visit) {
  const Asset* asset = FindAsset(visit.id);
  if (asset == nullptr) return ErrorPage(404, "No such page", visit.request.path);
  return {.type = std::string(asset->type),
          .body = std::string(asset->bytes),
          .headers = {{"Cache-Control", "public, max-age=31536000, immutable"}}};
}

}  // namespace backfile
