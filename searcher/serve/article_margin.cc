// The margin of an article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
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

// The same parameters again, where a page is about the version that is shown.
Parameters ShownVersion(const ArticleView& view) {
  for (const VersionLine& line : view.versions) {
    if (line.is_shown) return line.parameters;
  }
  return {};
}

void AddOrigin(const ArticleView& view, Html* html) {
  const Article& article = view.article;
  const std::string path = "/article/" + article.id;
  const Parameters version = ShownVersion(view);
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
  *html << "</dl>\n<p>"_html << Link({path + "/check", version}, "Check against its digest")
        << " · <a href=\""_html << Address{path + "/original", version}
        << "\" download>Original bytes</a></p></section>\n"_html;
}

void AddNearCopies(const ArticleView& view, Html* html) {
  if (view.also_ran.empty()) return;
  *html << "<section id=\"also-ran\"><h2>Also ran as</h2>\n<ul class=\"copies\">"_html;
  for (const AlsoRan& also : view.also_ran) *html << CopyRow(view.article, also);
  *html << "</ul>\n"_html;
  if (view.has_more_copies) {
    *html << "<p>"_html << Link({"/article/" + view.article.id + "/copies"}, "All copies")
          << "</p>\n"_html;
  }
  *html << "</section>\n"_html;
}

// What changed from the older of two versions to the newer one.
Html ChangesLink(const VersionLine& older, const VersionLine& newer, std::string_view text) {
  Parameters both = older.parameters;
  both.emplace_back("with", newer.id);
  for (const auto& [name, value] : newer.parameters) both.emplace_back("with-" + name, value);
  return Link({"/article/" + older.id + "/diff", both}, text);
}

void AddVersions(const ArticleView& view, Html* html) {
  const auto shown = std::ranges::find(view.versions, true, &VersionLine::is_shown);
  if (shown == view.versions.end()) return;
  *html << "<section id=\"versions\"><h2>Versions</h2>\n<ul>"_html;
  for (auto line = view.versions.begin(); line != view.versions.end(); ++line) {
    const std::string name = "Version " + line->version.name;
    *html << "<li>"_html;
    if (line == shown) {
      *html << "<strong>"_html << name << "</strong> (this one)"_html;
    } else {
      *html << Link({"/article/" + line->id, line->parameters}, name);
    }
    if (!line->date.empty()) *html << ", " << line->date;
    if (line < shown) *html << " · " << ChangesLink(*shown, *line, "What it changed");
    if (line > shown) *html << " · " << ChangesLink(*line, *shown, "What changed since");
    *html << "</li>\n"_html;
  }
  *html << "</ul></section>\n"_html;
}

void AddCopies(const ArticleView& view, Html* html) {
  if (view.copies.empty()) return;
  *html << "<section id=\"copies\"><h2>Also stands, word for word, in</h2>\n<ul>"_html;
  for (const Locator& copy : view.copies) *html << "<li>"_html << ToString(copy) << "</li>\n"_html;
  *html << "</ul></section>\n"_html;
}

bool IsWebAddress(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

void AddCitation(const ArticleView& view, Html* html) {
  const Article& article = view.article;
  const std::string path = "/article/" + article.id;
  const Parameters version = ShownVersion(view);
  *html << "<section id=\"cite\"><h2>Cite</h2>\n<p class=\"citation\">"_html
        << PlainCitation(article) << "</p>\n<p>"_html << Link({path + ".ris", version}, "RIS")
        << " · " << Link({path + ".bib", version}, "BibTeX") << " · "
        << Link({path + ".csl", version}, "CSL-JSON") << " · "
        << Link({path + ".json", version}, "JSON") << "</p>\n"_html;
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
  AddVersions(view, &html);
  AddNearCopies(view, &html);
  AddCopies(view, &html);
  AddCitation(view, &html);
  AddOrigin(view, &html);
  html << "</aside>\n"_html;
  return html;
}

}  // namespace backfile
