// The frame of all pages.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/page.h"

#include <algorithm>
#include <array>

#include "searcher/serve/assets.h"

namespace backfile {

namespace {

struct Ending {
  std::string_view name;
  Format format;
  std::string_view type;
};
constexpr std::array kEndings = {
    Ending{"json", Format::kJson, "application/json"},
    Ending{"jsonl", Format::kJsonl, "application/jsonl"},
    Ending{"csv", Format::kCsv, "text/csv; charset=utf-8"},
    Ending{"tsv", Format::kTsv, "text/tab-separated-values; charset=utf-8"},
    Ending{"ris", Format::kRis, "application/x-research-info-systems"},
    Ending{"bib", Format::kBibtex, "application/x-bibtex; charset=utf-8"},
    Ending{"trec", Format::kTrec, "text/plain; charset=utf-8"},
    Ending{"htm", Format::kHtml, "text/html; charset=utf-8"},
    Ending{"csl", Format::kCslJson, "application/vnd.citationstyles.csl+json"},
};

const Ending* FindEnding(std::string_view name) {
  const auto it = std::ranges::find(kEndings, name, &Ending::name);
  return it == kEndings.end() ? nullptr : it;
}

void AddNavigation(const Frame& frame, Html* html) {
  struct Place {
    std::string_view name;
    std::string_view path;
    std::string_view label;
  };
  constexpr std::array kPlaces = {Place{"people", "/people", "People"},
                                  Place{"saved", "/saved", "Saved searches"},
                                  Place{"help", "/help", "Help"}};
  *html << "<nav aria-label=\"Main\"><ul>"_html;
  for (const Place& place : kPlaces) {
    *html << "<li><a href=\""_html << place.path << "\""_html;
    if (place.name == frame.current) *html << " aria-current=\"page\""_html;
    *html << ">"_html << place.label << "</a></li>"_html;
  }
  *html << "</ul></nav>"_html;
}

void AddHead(const Frame& frame, Html* html) {
  *html << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"color-scheme\" content=\"light dark\">\n<title>"_html
        << frame.title << (frame.title.empty() ? "Backfile" : " – Backfile")
        << "</title>\n<link rel=\"stylesheet\" href=\""_html << AssetAddress("backfile.css")
        << "\">\n<link rel=\"icon\" href=\""_html << AssetAddress("icon.svg")
        << "\">\n<script src=\""_html << AssetAddress("backfile.js") << "\" defer></script>\n"_html;
  if (!frame.data.empty()) {
    *html << "<link rel=\"alternate\" type=\"application/json\" href=\""_html << frame.data
          << "\">\n"_html;
  }
  *html << "</head>\n"_html;
}

}  // namespace

Html QuestionBox(const SearchState& state, bool is_large) {
  SearchState chosen = state;
  chosen.question.clear();
  chosen.page = 1;
  Html html;
  html << "<form role=\"search\" action=\"/search\" class=\"ask"_html << (is_large ? " large" : "")
       << "\">\n<label for=\"question\">Search the archive</label>\n"
          "<input id=\"question\" name=\"q\" type=\"search\" autocomplete=\"off\" "
          "autocapitalize=\"off\" spellcheck=\"false\" maxlength=\"8000\" value=\""_html
       << state.question
       << "\" placeholder=\"Words, “a phrase”, person:name, date:2018-06\">\n"_html
       << HiddenFields(ToParameters(chosen)) << "<button>Search</button>\n</form>\n"_html;
  return html;
}

HttpResponse MakePage(const Frame& frame, const Html& content, int status) {
  Html html;
  AddHead(frame, &html);
  html << "<body"_html;
  if (frame.is_home) html << " class=\"home\""_html;
  html << ">\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
          "<header class=\"masthead\">\n<a class=\"name\" href=\"/\">Backfile</a>\n"_html;
  if (!frame.is_home) html << QuestionBox(frame.state, false);
  AddNavigation(frame, &html);
  html << "</header>\n<main id=\"main\" tabindex=\"-1\">\n"_html << content
       << "</main>\n<footer><p>Backfile "_html << BACKFILE_VERSION
       << " · <a href=\"/help#keys\">Keys</a> · <a href=\"/openapi.json\">API</a></p></footer>\n"
          "</body>\n</html>\n"_html;
  return {.status = status, .body = std::move(html).Take()};
}

HttpResponse ErrorPage(int status, std::string_view title, std::string_view detail,
                       const SearchState& state) {
  Html html;
  html << "<article class=\"notice\"><h1>"_html << title << "</h1>\n<pre>"_html << detail
       << "</pre></article>\n"_html;
  return MakePage({.title = std::string(title), .state = state}, html, status);
}

HttpResponse Redirect(const Address& address) {
  std::string target(address.path);
  if (!address.parameters.empty()) target += "?" + FormatParameters(address.parameters);
  return {.status = 303, .body = "", .headers = {{"Location", target}}};
}

void AddMissing(const std::vector<MissingShard>& missing, HttpResponse* response) {
  if (missing.empty()) return;
  response->headers.emplace_back("X-Backfile-Missing-Shards", PlacesOf(missing));
}

bool IsDataEnding(std::string_view ending) { return FindEnding(ending) != nullptr; }
Format FormatOf(std::string_view ending) { return FindEnding(ending)->format; }
std::string_view ContentTypeOf(std::string_view ending) { return FindEnding(ending)->type; }

HttpResponse DataResponse(const Visit& visit, std::string body, std::string_view name) {
  HttpResponse response{.type = std::string(ContentTypeOf(visit.ending)), .body = std::move(body)};
  if (FormatOf(visit.ending) != Format::kJson) {
    response.headers.emplace_back(
        "Content-Disposition",
        "attachment; filename=\"" + std::string(name) + "." + visit.ending + "\"");
  }
  return response;
}

}  // namespace backfile
