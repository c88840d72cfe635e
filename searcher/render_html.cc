// Results as a page of HTML: no scripts, and nothing of an article that a browser would act on.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/text.h"
#include "searcher/render.h"

namespace backfile {

namespace {

std::string Marked(const MarkedText& marked) {
  std::string out;
  std::size_t at = 0;
  for (const Stretch& hit : marked.hits) {
    out += HtmlText(std::string_view(marked.text).substr(at, hit.begin - at));
    out += "<mark>" + HtmlText(marked.text.substr(hit.begin, hit.end - hit.begin)) + "</mark>";
    at = hit.end;
  }
  return out + HtmlText(std::string_view(marked.text).substr(at));
}

std::string People(const std::vector<std::string>& people) {
  std::string out;
  for (const std::string& person : people) {
    out += (out.empty() ? " · " : ", ") + HtmlText(person);
  }
  return out;
}

std::string HitItem(const Hit& hit) {
  std::string out =
      "<li value=\"" + std::to_string(hit.rank) + "\" id=\"" + HtmlText(hit.id) + "\">";
  out += "<h2>" + Marked({hit.title.empty() ? "(no title)" : hit.title, hit.title_hits}) +
         "</h2>\n<p>";
  if (!hit.date.empty()) {
    out += "<time datetime=\"" + HtmlText(hit.date) + "\">" + HtmlText(hit.date) + "</time> · ";
  }
  out += "<cite>" + HtmlText(hit.source) + "</cite>" + People(hit.people);
  out += " · <code>" + HtmlText(hit.id) + "</code></p>\n";
  if (!hit.snippet.text.empty()) out += "<blockquote>" + Marked(hit.snippet) + "</blockquote>\n";
  return out + "</li>\n";
}

std::string FacetTable(const FacetCounts& facet) {
  std::string out = "<table><caption>" + HtmlText(facet.name) + "</caption>\n";
  for (const FacetValue& value : facet.values) {
    out += "<tr><th scope=\"row\">" + HtmlText(value.value) + "</th><td>" +
           std::to_string(value.count) + "</td></tr>\n";
  }
  return out + "</table>\n";
}

}  // namespace

std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : CleanUtf8(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void RenderHtml(const SearchResult& result, const RenderOptions& options, const Print& print) {
  if (options.is_first_piece) {
    print("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>" +
          HtmlText(result.query) + "</title></head>\n<body>\n<h1>" + HtmlText(result.query) +
          "</h1>\n<p>" + std::to_string(result.total) +
          (result.total == 1 ? " article" : " articles") + "</p>\n<ol>\n");
  }
  for (const Hit& hit : result.hits) print(HitItem(hit));
  if (!options.is_last_piece) return;
  print("</ol>\n");
  for (const FacetCounts& facet : result.facets) print(FacetTable(facet));
  print("</body>\n</html>\n");
}

}  // namespace backfile
