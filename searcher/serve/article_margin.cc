// The margin of an article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>
#include <string_view>

#include "article/text.h"
#include "searcher/serve/article_page.h"
#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

void AddPeople(const Article& article, Html* html) {
  if (article.people.empty()) return;
  *html << "<section><h2>People</h2>\n<ul class=\"people\">"_html;
  for (const Person& person : article.people) {
    *html << "<li>"_html << PersonLink(person.name);
    if (!person.role.empty())
      *html << " <span class=\"role\">"_html << person.role << "</span>"_html;
    *html << "</li>\n"_html;
  }
  *html << "</ul></section>\n"_html;
}

void AddQuotes(const Article& article, Html* html) {
  if (article.quotes.empty()) return;
  *html << "<section><h2>Quoted</h2>\n"_html;
  for (const Quote& quote : article.quotes) {
    *html << "<blockquote class=\""_html
          << (quote.speech == Speech::kDirect ? "direct" : "reported") << "\"><p>"_html
          << quote.text << "</p>"_html;
    if (!quote.speaker.empty()) {
      *html << "<footer>"_html
            << Link({"/search", ToParameters(Asking("said", quote.speaker))}, quote.speaker)
            << "</footer>"_html;
    }
    *html << "</blockquote>\n"_html;
  }
  *html << "</section>\n"_html;
}

void AddAcronyms(const Article& article, Html* html) {
  if (article.acronyms.empty()) return;
  *html << "<section><h2>Acronyms</h2>\n<dl>"_html;
  for (const Acronym& acronym : article.acronyms) {
    *html << "<dt>"_html << Link({"/search", {{"q", acronym.short_form}}}, acronym.short_form)
          << "</dt><dd>"_html << acronym.long_form << "</dd>\n"_html;
  }
  *html << "</dl></section>\n"_html;
}

void AddEvents(const Article& article, Html* html) {
  if (article.events.empty()) return;
  *html << "<section><h2>Dates told</h2>\n<ul>"_html;
  for (const Event& event : article.events) {
    const std::string from = event.from.ToString().substr(0, 10);
    const std::string to = event.to.ToString().substr(0, 10);
    const std::string range = from == to ? from : from + ".." + to;
    *html << "<li>"_html << Link({"/search", {{"q", "event:" + range}}}, range) << " “"
          << event.as_written << "”</li>\n"_html;
  }
  *html << "</ul></section>\n"_html;
}

void AddValues(std::string_view heading, std::string_view field,
               const std::vector<std::string>& values, Html* html) {
  if (values.empty()) return;
  *html << "<section><h2>"_html << heading << "</h2>\n<ul class=\"chips\">"_html;
  for (const std::string& value : values) {
    *html << "<li>"_html << SearchLink(field, value) << "</li>"_html;
  }
  *html << "</ul></section>\n"_html;
}

void AddFact(std::string_view name, std::string_view value, Html* html) {
  if (value.empty()) return;
  *html << "<dt>"_html << name << "</dt><dd>"_html << value << "</dd>\n"_html;
}

void AddOrigin(const Article& article, Html* html) {
  const std::string path = "/article/" + article.id;
  *html << "<section id=\"origin\"><h2>Where it was read</h2>\n<dl>"_html;
  AddFact("Archive", Printable(article.locator.archive), html);
  for (const std::string& member : article.locator.members) {
    AddFact("Member", Printable(member), html);
  }
  if (article.locator.offset) AddFact("At byte", Grouped(*article.locator.offset), html);
  AddFact("Format", article.format, html);
  AddFact("Id", article.id, html);
  AddFact("Its own id", article.external_id, html);
  AddFact("Source known from", article.source_basis, html);
  if (article.published) AddFact("Date known from", DateBasisName(article.published_basis), html);
  if (article.captured) AddFact("Captured", article.captured->ToString(), html);
  if (article.modified) AddFact("Modified", article.modified->ToString(), html);
  AddFact("Version", article.version, html);
  AddFact("Language", article.language, html);
  for (const std::string& note : article.notes) AddFact("Note", note, html);
  *html << "</dl>\n<p><a href=\""_html << path << "/check\">Check against its digest</a> · "_html
        << "<a href=\""_html << path
        << "/original\" download>Original bytes</a></p></section>\n"_html;
}

void AddCopies(const ArticleView& view, Html* html) {
  if (view.copies.empty()) return;
  *html << "<section id=\"copies\"><h2>Also stands in</h2>\n<ul>"_html;
  for (const Locator& copy : view.copies) *html << "<li>"_html << ToString(copy) << "</li>\n"_html;
  *html << "</ul></section>\n"_html;
}

bool IsWebAddress(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

void AddCitation(const Article& article, Html* html) {
  const std::string path = "/article/" + article.id;
  *html << "<section id=\"cite\"><h2>Cite</h2>\n<p class=\"citation\">"_html
        << PlainCitation(article) << "</p>\n<p>"_html << Link({path + ".ris"}, "RIS") << " · "
        << Link({path + ".bib"}, "BibTeX") << " · " << Link({path + ".csl"}, "CSL-JSON") << " · "
        << Link({path + ".json"}, "JSON") << "</p>\n"_html;
  if (IsWebAddress(article.url)) {
    *html << "<p><a rel=\"noreferrer noopener external\" href=\""_html << article.url
          << "\">Where it was published</a></p>\n"_html;
  }
  *html << "<p>"_html << Link({path + "/similar"}, "Similar articles") << "</p></section>\n"_html;
}

}  // namespace

std::string DateInWords(const PartialDate& date) {
  const auto day = date.day();
  std::string text = std::to_string(static_cast<int>(day.year()));
  if (date.precision() >= Precision::kMonth) {
    text = std::string(kMonths.at(static_cast<unsigned>(day.month()) - 1)) + " " + text;
  }
  if (date.precision() >= Precision::kDay) {
    text = std::to_string(static_cast<unsigned>(day.day())) + " " + text;
  }
  return text;
}

std::string TimeInWords(const PartialDate& date) {
  std::string text = DateInWords(date);
  if (date.precision() <= Precision::kDay) return text;
  return text + ", " + date.ToString().substr(std::string_view("1987-06-05T").size(), 5);
}

std::string PlainCitation(const Article& article) {
  std::string text;
  for (const std::string& writer : article.byline) text += writer + ", ";
  if (!article.title.empty()) text += "“" + article.title + "”, ";
  if (!article.source.empty()) text += article.source + ", ";
  if (article.published) text += DateInWords(*article.published) + ", ";
  return text + article.id + ".";
}

Html ArticleMargin(const ArticleView& view) {
  const Article& article = view.article;
  Html html;
  html << "<aside class=\"margin\" aria-label=\"About this article\">\n"_html;
  AddPeople(article, &html);
  AddQuotes(article, &html);
  AddAcronyms(article, &html);
  AddEvents(article, &html);
  AddValues("Organisations", "org", article.organisations, &html);
  AddValues("Places", "place", article.places, &html);
  AddValues("Subjects", "subject", article.subjects, &html);
  AddCopies(view, &html);
  AddCitation(article, &html);
  AddOrigin(article, &html);
  html << "</aside>\n"_html;
  return html;
}

}  // namespace backfile
