// How a person looks, on a page and as data.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/person_view.h"

#include <map>

#include "article/json.h"
#include "article/text.h"
#include "searcher/rows.h"
#include "searcher/serve/pages.h"
#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

void AddRoles(const PersonView& view, Html* html) {
  if (view.roles.empty()) return;
  *html << "<section><h2>Roles</h2>\n<table><thead><tr><th scope=\"col\">As</th>"
           "<th scope=\"col\">When</th><th scope=\"col\">Articles</th>"
           "</tr></thead>\n"_html;
  for (const RoleHeld& held : view.roles) {
    *html << "<tr><th scope=\"row\">"_html << held.role << "</th><td>"_html << held.first
          << (held.first == held.last ? "" : " to " + held.last) << "</td><td>"_html
          << Grouped(held.count) << "</td></tr>\n"_html;
  }
  *html << "</table></section>\n"_html;
}

void AddNames(std::string_view heading, const FacetCounts& counts, bool is_people, Html* html) {
  if (counts.values.empty()) return;
  *html << "<section><h2>"_html << heading << "</h2>\n<ul class=\"names\">"_html;
  for (const FacetValue& value : counts.values) {
    *html << "<li>"_html
          << (is_people ? PersonLink(value.value) : SearchLink("source", value.value))
          << " <span class=\"count\">"_html << Grouped(value.count) << "</span></li>\n"_html;
  }
  *html << "</ul></section>\n"_html;
}

void AddVariants(const PersonView& view, Html* html) {
  if (view.variants.empty()) return;
  *html << "<section><h2>Written as</h2>\n<ul class=\"chips\">"_html;
  for (const std::string& variant : view.variants) {
    *html << "<li>"_html << Link({"/search", {{"q", '"' + variant + '"'}}}, variant)
          << "</li>"_html;
  }
  *html << "</ul>"_html;
  if (view.read < view.total) {
    *html << "<p class=\"without\">Roles and spellings are those of the newest "_html
          << Grouped(view.read) << " articles.</p>"_html;
  }
  *html << "</section>\n"_html;
}

std::string WordsOf(const Said& said) { return FoldForCompare(said.quote.text); }

// A quote, where it stands first, and how often besides.
void AddQuote(const Said& said, std::int64_t others, Html* html) {
  *html << "<blockquote class=\""_html
        << (said.quote.speech == Speech::kDirect ? "direct" : "reported") << "\"><p>"_html
        << said.quote.text << "</p><footer>"_html
        << Link({"/article/" + said.id}, said.title.empty() ? "(no title)" : said.title);
  if (!said.source.empty()) *html << ", " << said.source;
  *html << ", " << (said.date.empty() ? "undated" : said.date);
  if (others > 0) *html << ", and " << Counted(others, "other article", "other articles");
  *html << "</footer></blockquote>\n"_html;
}

void AddSaid(const PersonView& view, std::size_t page, Html* html) {
  if (view.quoting == 0) return;
  *html << "<section id=\"said\"><h2>Said</h2>\n<p>Quoted in "_html
        << Link({"/search", ToParameters(Asking("said", view.name))},
                Counted(view.quoting, "article", "articles"))
        << "</p>\n"_html;
  std::map<std::string, std::int64_t> others;  // Articles beyond the first that have the same.
  for (const Said& said : view.said) ++others.try_emplace(WordsOf(said), -1).first->second;
  for (const Said& said : view.said) {
    const auto rest = others.find(WordsOf(said));
    if (rest == others.end()) continue;
    AddQuote(said, rest->second, html);
    others.erase(rest);
  }
  const auto shown = static_cast<std::int64_t>(page * kQuotesPerPage);
  *html << "<nav class=\"pages\" aria-label=\"Pages of quotes\"><ul>"_html;
  for (const bool is_next : {false, true}) {
    if (is_next ? shown >= view.quoting : page == 1) continue;
    const std::string other = std::to_string(is_next ? page + 1 : page - 1);
    *html << "<li><a href=\""_html << Address{"/person", {{"name", view.name}, {"page", other}}}
          << "#said\">"_html << (is_next ? "Next →" : "← Before") << "</a></li>"_html;
  }
  *html << "</ul></nav></section>\n"_html;
}

std::string RowsJson(const std::vector<Row>& rows) {
  std::string list = "[";
  for (const Row& row : rows) {
    if (list.size() > 1) list += ',';
    JsonObject json(&list);
    for (const Cell& cell : row) {
      if (cell.text.empty()) continue;
      cell.is_number ? json.Raw(cell.name, cell.text) : json.Text(cell.name, cell.text);
    }
    json.Close();
  }
  return list + "]";
}

std::vector<Row> QuoteRows(const PersonView& view) {
  std::vector<Row> rows;
  for (const Said& said : view.said) {
    rows.push_back({{"id", said.id},
                    {"date", said.date},
                    {"source", said.source},
                    {"title", said.title},
                    {"speech", said.quote.speech == Speech::kDirect ? "direct" : "reported"},
                    {"text", said.quote.text}});
  }
  return rows;
}

std::vector<Row> CountRows(const FacetCounts& counts) {
  std::vector<Row> rows;
  for (const FacetValue& value : counts.values) {
    rows.push_back({{"value", value.value}, NumberCell("count", value.count)});
  }
  return rows;
}

std::string PersonJson(const PersonView& view) {
  std::vector<Row> roles;
  for (const RoleHeld& held : view.roles) {
    roles.push_back({{"role", held.role},
                     {"first", held.first},
                     {"last", held.last},
                     NumberCell("count", held.count)});
  }
  std::vector<Row> periods;
  for (const Period& period : view.chart.periods) {
    periods.push_back({{"date", period.date}, NumberCell("count", period.count)});
  }
  std::string out;
  JsonObject json(&out);
  json.Number("format_version", std::int64_t{kFormatVersion});
  json.Text("name", view.name);
  json.Number("total", view.total);
  json.Number("read", view.read);
  json.ListIfAny("variants", view.variants);
  json.Raw("roles", RowsJson(roles));
  json.Raw("periods", RowsJson(periods));
  json.Number("undated", view.chart.undated);
  json.Raw("sources", RowsJson(CountRows(view.sources)));
  json.Raw("with", RowsJson(CountRows(view.with)));
  json.Number("quoting", view.quoting);
  json.Raw("quotes", RowsJson(QuoteRows(view)));
  json.Close();
  return out + "\n";
}

// Citations are of all articles about the person.
HttpResponse PersonCitations(const Visit& visit, const PersonView& view) {
  SearchRequest request = RequestAbout(visit, "person", view.name);
  request.limit = static_cast<std::size_t>(view.total);
  request.timeout = visit.site->long_timeout;
  if (!visit.site->exports.Take()) {
    throw Error(ExitCode::kTryLater, "too many exports are under way; try again in a minute");
  }
  HttpResponse response = DataResponse(visit, "", "person");
  const RenderOptions options{.format = FormatOf(visit.ending), .fields = {}};
  std::vector<MissingShard> missing;  // Of the export's own searcher.
  response.stream =
      MakeExport(visit.site->shards, request, options, &visit.site->exports, &missing);
  AddMissing(missing, &response);
  return response;
}

HttpResponse PersonData(const Visit& visit, const PersonView& view) {
  const RenderOptions options{.format = FormatOf(visit.ending), .fields = {}};
  if (options.format == Format::kJson) {
    return DataResponse(visit, PersonJson(view), "person");
  }
  if (!IsRowFormat(options.format)) return PersonCitations(visit, view);
  const Row summary = {
      {"name", view.name}, NumberCell("total", view.total), NumberCell("quoting", view.quoting)};
  return DataResponse(visit, Collected([&](const Print& print) {
                        RenderRows("quote", {"id", "date", "source", "title", "speech", "text"},
                                   QuoteRows(view), summary, options, print);
                      }),
                      "quotes");
}

}  // namespace

HttpResponse PersonPage(const Visit& visit) {
  const std::size_t page = ParseState(visit.parameters()).page;
  const PersonView view = FindPerson(visit, page);
  if (visit.ending != "html") return PersonData(visit, view);
  const SearchState state = Asking("person", view.name);
  Html html;
  html << "<div class=\"person\"><h1>"_html << view.name << "</h1>\n<p>"_html
       << Link({"/search", ToParameters(state)}, Counted(view.total, "article", "articles"))
       << " about this person · <a href=\""_html << Address{"/search.atom", ToParameters(state)}
       << "\">Feed</a></p>\n"_html;
  if (view.total > 0) html << ChartFigure(view.chart, state);
  html << "<div class=\"split\"><div>\n"_html;
  AddRoles(view, &html);
  AddSaid(view, page, &html);
  html << "</div><div>\n"_html;
  AddVariants(view, &html);
  AddNames("Sources", view.sources, false, &html);
  AddNames("Mentioned with", view.with, true, &html);
  html << "</div></div></div>\n"_html;
  return MakePage({.title = view.name,
                   .data = "/person.json?" + FormatParameters({{"name", view.name}}),
                   .current = "people"},
                  html);
}

}  // namespace backfile
