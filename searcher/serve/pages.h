// The pages of the site, one table, and which of them a path means.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "searcher/serve/page.h"

namespace backfile {

// Who makes the answer.
enum class Lane : std::uint8_t {
  kNetwork,  // The network's own thread: no search, no waiting.
  kSearch,
  kLong,  // Exports and original bytes, which must not hold up searches.
};

struct Page {
  std::string_view method;   // "GET" (and HEAD) or "POST".
  std::string_view path;     // "/article/{id}"; {id} is one segment.
  std::string_view endings;  // " html json csv ": which there are; the first is that of no ending.
  Lane lane;
  std::string_view summary;     // For the API's document.
  std::string_view parameters;  // The same: " q date sort ".
  HttpResponse (*answer)(const Visit& visit);
};
std::span<const Page> Pages();

struct Route {
  const Page* page = nullptr;  // nullptr: none; `status` says why.
  std::string id;
  std::string ending;
  int status = 404;  // Or 405.
};
// Total.
Route FindRoute(std::string_view method, std::string_view path);

// The options of the command line that the parameters of a data request may set, as `verb` takes
// them; format and question settled, too. Throws Error(kUsage) as the command line does.
struct CommandLine;
CommandLine CommandOf(const Visit& visit, std::string_view verb);

// The answers, by the file that has them.
HttpResponse HomePage(const Visit& visit);  // search_pages.cc
HttpResponse SearchPage(const Visit& visit);
HttpResponse FacetsPage(const Visit& visit);
HttpResponse PeoplePage(const Visit& visit);
HttpResponse HistogramPage(const Visit& visit);
HttpResponse SearchFeed(const Visit& visit);
HttpResponse ArticlePage(const Visit& visit);  // article_pages.cc
HttpResponse SimilarPage(const Visit& visit);
HttpResponse CopiesPage(const Visit& visit);  // copies_page.cc
HttpResponse DiffPage(const Visit& visit);
HttpResponse OriginalPage(const Visit& visit);
HttpResponse CheckPage(const Visit& visit);
HttpResponse PersonPage(const Visit& visit);  // person_page.cc
HttpResponse SavedPage(const Visit& visit);   // saved_page.cc
HttpResponse SavedFeed(const Visit& visit);
HttpResponse SaveSearch(const Visit& visit);
HttpResponse RemoveSaved(const Visit& visit);
HttpResponse MarkSeen(const Visit& visit);
HttpResponse HelpPage(const Visit& visit);     // help_page.cc
HttpResponse ApiDocument(const Visit& visit);  // api_document.cc
HttpResponse AssetFile(const Visit& visit);    // pages.cc

}  // namespace backfile
