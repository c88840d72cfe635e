// Other tellings of one article: its near copies, and in which words two of them differ.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/word_diff.h"
#include "searcher/commands.h"
#include "searcher/serve/article_page.h"
#include "searcher/serve/pages.h"

namespace backfile {

namespace {

constexpr std::size_t kMostListed = 500;
constexpr std::string_view kParagraphEnd = "¶";

std::string TitleOf(const Article& article) {
  return article.title.empty() ? "(no title)" : article.title;
}

RenderOptions OptionsOf(const Visit& visit, const char* verb) {
  return CommandOf(visit, verb).render;
}

// Words of one stretch; where a paragraph ends, the line does.
void AddWords(std::string_view text, Html* html) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(kParagraphEnd, begin), text.size());
    *html << text.substr(begin, end - begin);
    if (end < text.size()) *html << "<span aria-hidden=\"true\">¶</span><br>"_html;
    begin = end == text.size() ? end + 1 : end + kParagraphEnd.size();
  }
}

struct Changes {
  std::size_t removed = 0;
  std::size_t added = 0;
};

void AddRun(const EditRun& run, Changes* changes, Html* html) {
  if (run.edit == Edit::kRemoved) {
    changes->removed += run.words;
    *html << "<del><span class=\"hidden\">removed: </span>"_html;
    AddWords(run.text, html);
    *html << "</del> "_html;
  } else if (run.edit == Edit::kAdded) {
    changes->added += run.words;
    *html << "<ins><span class=\"hidden\">added: </span>"_html;
    AddWords(run.text, html);
    *html << "</ins> "_html;
  } else {
    AddWords(run.text, html);
    *html << " ";
  }
}

Html Difference(std::string_view before, std::string_view after, Changes* changes) {
  Html html;
  for (const EditRun& run : DiffWords(before, after)) AddRun(run, changes, &html);
  return html;
}

// Which of the two it is, and where to read it.
void AddSide(std::string_view tag, const Article& article, const Parameters& version, Html* html) {
  *html << "<p class=\"facts\">"_html << tag << ": "
        << Link({"/article/" + article.id, version}, TitleOf(article));
  if (!article.source.empty()) *html << ", " << article.source;
  if (article.published) *html << ", " << TimeInWords(*article.published);
  for (const auto& [name, value] : version) *html << ", " << name << " " << value;
  *html << "</p>\n"_html;
}

Parameters Named(std::string_view version) {
  if (version.empty()) return {};
  return {{"version", std::string(version)}};
}

Html DifferencePage(const Article& before, const Article& after, const Parameters& old_version,
                    const Parameters& new_version) {
  Changes changes;
  const Html title = Difference(before.title, after.title, &changes);
  const Html body = Difference(before.body, after.body, &changes);
  Html html;
  html << "<article class=\"story difference\"><h1>What differs</h1>\n"_html;
  AddSide("From", before, old_version, &html);
  AddSide("To", after, new_version, &html);
  html << "<p>"_html << Counted(static_cast<std::int64_t>(changes.removed), "word", "words")
       << " <del>removed</del>, "_html
       << Counted(static_cast<std::int64_t>(changes.added), "word", "words")
       << " <ins>added</ins>.</p>\n<h2>"_html << title << "</h2>\n<div class=\"body\"><p>"_html
       << body << "</p></div></article>\n"_html;
  return html;
}

}  // namespace

Html CopyRow(const Article& article, const AlsoRan& also) {
  const Article& copy = also.article;
  Html html;
  html << "<li><a href=\""_html << Address{"/article/" + copy.id} << "\">"_html << TitleOf(copy)
       << "</a><br>"_html;
  if (!copy.source.empty()) html << "<cite>"_html << copy.source << "</cite>, "_html;
  html << (copy.published ? DateInWords(*copy.published) : "undated") << "; " << also.length << ", "
       << also.shared << " % of the shorter text in both · "
       << Link({"/article/" + article.id + "/diff", {{"with", copy.id}}}, "Differences")
       << "</li>\n"_html;
  return html;
}

HttpResponse CopiesPage(const Visit& visit) {
  const Snapshot::Place place = visit.searcher->FindArticle(visit.id);
  const SearchRequest request = PublicRequest(visit);
  if (visit.ending != "html") {
    return DataResponse(visit, Collected([&](const Print& print) {
                          RenderCopies(place, request, visit.searcher, OptionsOf(visit, "also-ran"),
                                       print);
                        }),
                        "copies");
  }
  const Article article = visit.searcher->LoadShown(place, request);
  std::vector<AlsoRan> copies;
  if (visit.searcher->MayBeRead(place, request)) {
    copies = FindCopies(place, article, request, kMostListed, visit.searcher);
  }
  Html html;
  html << "<h1>Also ran as: "_html << Link({"/article/" + article.id}, TitleOf(article))
       << "</h1>\n<p>"_html
       << Counted(static_cast<std::int64_t>(copies.size()), "near copy", "near copies")
       << (copies.size() == kMostListed ? " and more" : "")
       << ", the earliest first</p>\n<ul class=\"copies\">"_html;
  for (const AlsoRan& also : copies) html << CopyRow(article, also);
  html << "</ul>\n"_html;
  return MakePage({.title = "Copies", .data = "/article/" + article.id + "/copies.json"}, html);
}

HttpResponse DiffPage(const Visit& visit) {
  const std::string_view other = ParameterOf(visit.parameters(), "with");
  const std::string_view old_version = ParameterOf(visit.parameters(), "version");
  const std::string_view new_version = ParameterOf(visit.parameters(), "with-version");
  const SearchRequest request = PublicRequest(visit);
  const auto load = [&](std::string_view id, std::string_view version) {
    return visit.searcher->LoadShown(FindPlace(*visit.searcher, std::string(id), version), request);
  };
  const Article before = load(visit.id, old_version);
  const Article after = load(other.empty() ? visit.id : other, new_version);
  if (visit.ending != "html") {
    return DataResponse(visit, Collected([&](const Print& print) {
                          RenderDifference(before, after, OptionsOf(visit, "diff"), print);
                        }),
                        "difference");
  }
  return MakePage({.title = "What differs"},
                  DifferencePage(before, after, Named(old_version), Named(new_version)));
}

}  // namespace backfile
