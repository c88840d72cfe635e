// Answers that come of a question: the list, its counts, its feed.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>

#include "article/digest.h"
#include "article/text.h"
#include "searcher/commands.h"
#include "searcher/options.h"
#include "searcher/serve/pages.h"
#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

constexpr std::size_t kMostAtOnce = 1000;  // Hits of an answer that is no export.
constexpr std::size_t kFacetPageRows = 500;
constexpr std::size_t kFeedEntries = 50;

// Options of the command line that an address may set.
constexpr std::array<std::string_view, 15> kSettable = {
    "limit",   "offset", "sort",        "facets",   "facet-values",
    "prefix",  "fields", "snippet",     "feedback", "language",
    "recency", "step",   "facets-over", "collapse", "format-version"};
constexpr std::array<std::string_view, 3> kSettableFlags = {"relative", "csv-raw", "all-versions"};

bool IsAmong(std::span<const std::string_view> names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool VerbTakes(std::string_view verb, std::string_view option) {
  return std::ranges::any_of(Options(), [&](const OptionSpec& spec) {
    return spec.names.ends_with(option) && TakesOption(verb, spec);
  });
}

// "bf:..." of the parameters `id`, as numbers.
std::vector<std::uint64_t> TickedIds(const Visit& visit) {
  std::vector<std::uint64_t> ids;
  for (const auto& [name, value] : visit.parameters()) {
    if (name != "id") continue;
    const Article article = visit.searcher->Load(visit.searcher->FindArticle(value));
    ids.push_back(IdNumber(article.id));
  }
  std::ranges::sort(ids);
  return ids;
}

SearchRequest RequestOf(const Visit& visit, const SearchState& state) {
  SearchRequest request = RequestOf(state, visit.today, visit.site->limits);
  request.timeout = visit.site->search_timeout;
  return request;
}

HttpResponse SearchData(const Visit& visit) {
  CommandLine line = CommandOf(visit, "find");
  line.request.among = TickedIds(visit);
  SettleList(&line);
  if (line.request.limit <= kMostAtOnce) {
    const SearchResult result = visit.searcher->Run(line.request);
    return DataResponse(visit, Collected([&](const Print& print) {
                          Render(result, line.render, *visit.searcher, print);
                        }),
                        "articles");
  }
  line.request.timeout = visit.site->long_timeout;
  if (!visit.site->exports.Take()) {
    throw Error(ExitCode::kTryLater, "too many exports are under way; try again in a minute");
  }
  HttpResponse response = DataResponse(visit, "", "articles");
  std::vector<MissingShard> missing;  // Of the export's own searcher.
  response.stream =
      MakeExport(visit.site->shards, line.request, line.render, &visit.site->exports, &missing);
  AddMissing(missing, &response);
  return response;
}

std::string DataAddress(std::string_view path, const SearchState& state) {
  return std::string(path) + ".json?" + FormatParameters(ToParameters(state));
}

const WebFacet& WantedFacet(const Visit& visit) {
  const std::string_view name = ParameterOf(visit.parameters(), "facet");
  const WebFacet* facet = FindWebFacet(name.empty() ? "people" : name);
  if (facet == nullptr) {
    throw Error(ExitCode::kUsage, "there is no facet \"" + std::string(name) + "\"");
  }
  return *facet;
}

FacetCounts CountFacet(const Visit& visit, const SearchState& state, const WebFacet& facet) {
  SearchRequest request = RequestOf(visit, WithoutIncluded(state, facet.field));
  request.limit = 0;
  request.facets = {std::string(facet.name)};
  request.facet_options.most = kFacetPageRows;
  request.facet_options.prefix = ParameterOf(visit.parameters(), "prefix");
  return visit.searcher->Run(request).facets.front();
}

void AddFilter(const Visit& visit, std::string_view path, const Parameters& kept, Html* html) {
  *html
      << "<form class=\"filter\" action=\""_html << path << "\">"_html << HiddenFields(kept)
      << "<label for=\"prefix\">Begins with</label><input id=\"prefix\" name=\"prefix\" value=\""_html
      << ParameterOf(visit.parameters(), "prefix") << "\"><button>Filter</button></form>\n"_html;
}

void AddRest(const FacetCounts& counts, Html* html) {
  if (counts.others == 0) return;
  *html << "<p class=\"without\">"_html
        << Grouped(counts.different - static_cast<std::int64_t>(counts.values.size()))
        << " more are not shown; filter to find them.</p>\n"_html;
}

// Of all articles: source, people and years.
const std::vector<FacetCounts>& HomeFacets(const Visit& visit, SearchRequest request) {
  const std::string key = MemoryKey(request, "home");
  if (const auto* known = visit.facets->Find(key)) return *known;
  request.limit = 0;
  request.facets = {"source", "people", ChartFacet({}, request.today)};
  request.facet_options.most = 1;
  visit.facets->Keep(key, visit.searcher->Run(request).facets);
  return *visit.facets->Find(key);
}

// Questions that this archive has something to answer to.
void AddExamples(const std::vector<FacetCounts>& facets, Html* html) {
  *html << "<p class=\"examples\">"_html;
  const auto add = [&](std::string_view before, const std::string& value, std::string_view after) {
    const std::string question = std::string(before) + value + std::string(after);
    *html << "<a href=\""_html << Address{"/search", {{"q", question}}} << "\"><code>"_html
          << question << "</code></a> "_html;
  };
  for (std::size_t i = 0; i < 2; ++i) {
    const bool is_simple =
        !facets[i].values.empty() && facets[i].values[0].value.find('"') == std::string::npos;
    if (is_simple) add(i == 0 ? "source:\"" : "person:\"", facets[i].values[0].value, "\"");
  }
  if (!facets[2].values.empty()) add("date:", facets[2].values.back().value, "");
  add("said NEAR/5 person:*", "", "");
  *html << "<a href=\"/help\">How to ask</a></p>\n"_html;
}

void AddNewest(const std::vector<Hit>& hits, Html* html) {
  *html << "<section><h2>Newest</h2>\n<ul class=\"newest\">"_html;
  for (const Hit& hit : hits) {
    *html << "<li><time>"_html << hit.date << "</time> "_html
          << Link({"/article/" + hit.id}, hit.title.empty() ? "(no title)" : hit.title)
          << " <cite>"_html << hit.source << "</cite></li>\n"_html;
  }
  *html << "</ul></section>\n"_html;
}

HttpResponse FacetData(const Visit& visit, const char* verb, std::vector<std::string> facets) {
  CommandLine line = CommandOf(visit, verb);
  if (line.request.facets.empty()) line.request.facets = std::move(facets);
  line.request.limit = 0;
  const SearchResult result = visit.searcher->Run(line.request);
  return DataResponse(
      visit, Collected([&](const Print& print) { RenderFacets(result, line.render, print); }),
      verb);
}

}  // namespace

CommandLine CommandOf(const Visit& visit, std::string_view verb) {
  std::vector<std::string> arguments = {std::string(verb)};
  for (const auto& [name, value] : visit.parameters()) {
    // "by" is the field of writers, so the length of a period has another name here.
    const std::string option = "--" + (name == "step" ? "by" : name);
    if (!VerbTakes(verb, option)) continue;
    if (IsAmong(kSettable, name)) arguments.push_back(option + "=" + value);
    if (IsAmong(kSettableFlags, name) && value == "1") arguments.push_back(option);
  }
  CommandLine line = ParseCommandLine(arguments);
  const SearchState state = ParseState(visit.parameters());
  line.request.limits = visit.site->limits;
  line.request.query = ToQuery(QueryOf(state, line.request.limits));
  line.request.today = visit.today;
  line.request.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  line.request.timeout = visit.site->search_timeout;
  line.request.wants_suggestions = true;
  if (!HasParameter(visit.parameters(), "limit")) line.request.limit = kRowsPerPage;
  if (!HasParameter(visit.parameters(), "offset")) {
    line.request.offset = (state.page - 1) * kRowsPerPage;
  }
  if (IsDataEnding(visit.ending)) line.render.format = FormatOf(visit.ending);
  return line;
}

HttpResponse HomePage(const Visit& visit) {
  SearchState state;
  state.sort = Sort::kNewest;
  SearchRequest request = RequestOf(visit, state);
  request.limit = 5;
  const std::vector<FacetCounts>& facets = HomeFacets(visit, request);
  const SearchResult result = visit.searcher->Run(request);
  Html html;
  html << "<h1 class=\"title\">Backfile</h1>\n<p class=\"tagline\">"_html
       << Counted(result.total, "article", "articles") << " from "
       << Counted(facets[0].different, "source", "sources") << "</p>\n"_html
       << QuestionBox({}, true);
  AddExamples(facets, &html);
  if (result.total > 0) {
    html << "<figure class=\"chart\">"_html
         << ChartBars(MakeChart({}, request, visit.searcher, &facets.back()), {})
         << "</figure>\n"_html;
    AddNewest(result.hits, &html);
  }
  return MakePage({.is_home = true}, html);
}

HttpResponse SearchPage(const Visit& visit) {
  if (visit.ending != "html") return SearchData(visit);
  const SearchState state = ParseState(visit.parameters());
  SearchView view = FindView(state, RequestOf(visit, state), visit.searcher, visit.facets);
  view.can_save = visit.site->alerts.has_home();
  return MakePage({.title = view.result.query,
                   .state = state,
                   .data = DataAddress("/search", state),
                   .current = "search"},
                  SearchContent(view));
}

HttpResponse FacetsPage(const Visit& visit) {
  if (visit.ending != "html") return FacetData(visit, "facets", {"source", "date", "people"});
  const SearchState state = ParseState(visit.parameters());
  const WebFacet& facet = WantedFacet(visit);
  const FacetCounts counts = CountFacet(visit, state, facet);
  Parameters kept = ToParameters(state);
  kept.emplace_back("facet", facet.name);
  Html html;
  html << "<h1>"_html << facet.label << ": " << Grouped(counts.different) << "</h1>\n<p>"_html
       << Link({"/search", ToParameters(state)}, "← Back to the list") << "</p>\n"_html;
  AddFilter(visit, "/facets", kept, &html);
  html << "<ul class=\"facet wide\">\n"_html;
  for (const FacetValue& value : counts.values) html << FacetRow(state, facet, value);
  html << "</ul>\n"_html;
  AddRest(counts, &html);
  return MakePage({.title = std::string(facet.label), .state = state}, html);
}

HttpResponse PeoplePage(const Visit& visit) {
  if (visit.ending != "html") return FacetData(visit, "people", {"people"});
  const SearchState state = ParseState(visit.parameters());
  const FacetCounts counts = CountFacet(visit, state, *FindWebFacet("people"));
  Html html;
  html << "<h1>People</h1>\n<p>"_html << Counted(counts.different, "person", "people")
       << " whom the articles are about</p>\n"_html;
  AddFilter(visit, "/people", ToParameters(state), &html);
  html << "<ol class=\"names\">\n"_html;
  for (const FacetValue& value : counts.values) {
    html << "<li>"_html << PersonLink(value.value) << " <span class=\"count\">"_html
         << Grouped(value.count) << "</span></li>\n"_html;
  }
  html << "</ol>\n"_html;
  AddRest(counts, &html);
  return MakePage({.title = "People", .data = DataAddress("/people", state), .current = "people"},
                  html);
}

HttpResponse HistogramPage(const Visit& visit) {
  const SearchState state = ParseState(visit.parameters());
  if (visit.ending != "html") {
    CommandLine line = CommandOf(visit, "histogram");
    std::int64_t undated = 0;
    const std::vector<Period> periods =
        MakeTimeline(line.request, line.timeline, visit.searcher, &undated);
    return DataResponse(visit, Collected([&](const Print& print) {
                          RenderTimeline(periods, undated, line.render, print);
                        }),
                        "histogram");
  }
  Html html;
  html << "<h1>Over time</h1>\n"_html
       << ChartFigure(MakeChart(state, RequestOf(visit, state), visit.searcher), state);
  return MakePage({.title = "Over time", .state = state}, html);
}

HttpResponse SearchFeed(const Visit& visit) {
  SearchState state = ParseState(visit.parameters());
  state.sort = Sort::kNewest;
  state.page = 1;
  SearchRequest request = RequestOf(visit, state);
  request.limit = kFeedEntries;
  request.snippet_characters = 300;
  const SearchResult result = visit.searcher->Run(request);
  const Alert alert{"search", result.query, visit.searcher->snapshot().generation().made};
  return {.type = "application/atom+xml; charset=utf-8",
          .body = AtomFeed(alert, result, "/article/")};
}

}  // namespace backfile
