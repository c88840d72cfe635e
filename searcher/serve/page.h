// What every page has: a visit that it answers, the site that it belongs to, and a frame.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "searcher/alerts.h"
#include "searcher/render.h"
#include "searcher/searcher.h"
#include "searcher/serve/export.h"
#include "searcher/serve/facet_memory.h"
#include "searcher/serve/html.h"
#include "searcher/serve/http.h"
#include "searcher/serve/state.h"

namespace backfile {

// What all visits share. Its members are safe to use from several threads, as said.
struct Site {
  explicit Site(const Shards& all) : shards(all), alerts(all.home) {}

  const Shards shards;
  AlertBook alerts;
  std::mutex alerts_mutex;  // Held around `alerts`.
  ExportSlots exports{16};
  QueryLimits limits;
  std::chrono::milliseconds search_timeout{5000};
  std::chrono::milliseconds long_timeout{60'000};  // Of exports.
};

// One request on its way to an answer. Lives as long as the page's function runs.
struct Visit {
  const HttpRequest& request;
  std::string ending;  // What the path ends in: "html", "json", "csv", ...
  std::string id;      // What stands for {id} in the page's path; empty if it has none.
  Searcher* searcher = nullptr;
  FacetMemory* facets = nullptr;  // Of that searcher.
  Site* site = nullptr;
  std::chrono::sys_days today;

  const Parameters& parameters() const { return request.parameters; }
};

// Around the content of a page.
struct Frame {
  std::string title = {};
  SearchState state = {};  // For the question box.
  std::string data = {};   // Address of the same page without its ending, for .json and others.
  bool is_home = false;    // The question box stands in the content.
  std::string_view current = {};  // "search", "people", "saved" or "help".
};

HttpResponse MakePage(const Frame& frame, const Html& content, int status = 200);
// A page that says what is wrong, in a sentence for a person; `detail` keeps its line ends.
HttpResponse ErrorPage(int status, std::string_view title, std::string_view detail,
                       const SearchState& state = {});
HttpResponse Redirect(const Address& address);
// Names what the answer is without, in a header: most kinds of data have no other place for it.
void AddMissing(const std::vector<MissingShard>& missing, HttpResponse* response);

// The search form: question box, and what was chosen as hidden fields.
Html QuestionBox(const SearchState& state, bool is_large);

// What a path's ending means. Requires: IsDataEnding(ending).
bool IsDataEnding(std::string_view ending);
Format FormatOf(std::string_view ending);
std::string_view ContentTypeOf(std::string_view ending);
// The body as a file of that kind; `name` without the ending.
HttpResponse DataResponse(const Visit& visit, std::string body, std::string_view name);
// What the renderers of the command line make of something, as a string.
template <class Render>
std::string Collected(Render render) {
  std::string out;
  render([&out](std::string_view part) { out += part; });
  return out;
}

}  // namespace backfile
