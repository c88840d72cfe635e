// Answers about one article.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "searcher/commands.h"
#include "searcher/options.h"
#include "searcher/original.h"
#include "searcher/serve/article_page.h"
#include "searcher/serve/pages.h"
#include "searcher/serve/search_page.h"

namespace backfile {

namespace {

constexpr std::chrono::seconds kOriginalTimeout{30};

// The request of somebody who may see what everybody may.
SearchRequest PublicRequest(const Visit& visit) { return RequestOf(SearchState(), visit.today); }

Article LoadArticle(const Visit& visit) {
  return visit.searcher->LoadShown(visit.searcher->FindArticle(visit.id), PublicRequest(visit));
}

// Its original bytes, into an open file. Throws Error if they may not be shown.
void WriteOriginalOf(const Visit& visit, int fd) {
  const Snapshot::Place place = visit.searcher->FindArticle(visit.id);
  if (!visit.searcher->MayBeRead(place, PublicRequest(visit))) {
    throw Error(ExitCode::kNothingFound, "the text of this article is not shown");
  }
  WriteOriginal(visit.searcher->snapshot(), place, fd, kOriginalTimeout);
}

// What a question that cannot be understood would mark is nothing.
std::vector<Mark> MarksOf(const Visit& visit, const SearchState& state) {
  if (ToParameters(state).empty()) return {};
  try {
    SearchRequest request = RequestOf(state, visit.today);
    request.timeout = visit.site->search_timeout;
    return visit.searcher->MakePlan(request).marks;
  } catch (const Error&) {
    return {};
  }
}

// An article as the one row of a list, for tables.
HttpResponse ArticleRow(const Visit& visit, const Snapshot::Place& place) {
  CommandLine line = CommandOf(visit, "find");
  line.request.query = "id:" + visit.searcher->Load(place).id;
  line.request.offset = 0;
  const SearchResult result = visit.searcher->Run(line.request);
  return DataResponse(visit, Collected([&](const Print& print) {
                        Render(result, line.render, *visit.searcher, print);
                      }),
                      "article");
}

HttpResponse ArticleData(const Visit& visit) {
  const Snapshot::Place place = visit.searcher->FindArticle(visit.id);
  const Format format = FormatOf(visit.ending);
  if (format == Format::kCsv || format == Format::kTsv) return ArticleRow(visit, place);
  const Article article = LoadArticle(visit);
  if (format == Format::kRis || format == Format::kBibtex || format == Format::kCslJson) {
    return DataResponse(visit, Citation(article, format), "article");
  }
  const RenderOptions options{.format = format, .fields = {}};
  return DataResponse(visit, Collected([&](const Print& print) {
                        RenderArticle(article, {}, options, visit.searcher->analyzer(), print);
                      }),
                      "article");
}

// A file without a name in the folder for temporary ones.
int TemporaryFile() {
  const std::string folder = std::filesystem::temp_directory_path();
  const int fd = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) throw SystemError(ExitCode::kTryLater, folder + ": no temporary file", errno);
  return fd;
}

}  // namespace

HttpResponse ArticlePage(const Visit& visit) {
  if (visit.ending != "html") return ArticleData(visit);
  ArticleView view;
  view.article = LoadArticle(visit);
  view.state = ParseState(visit.parameters());
  view.marks = MarksOf(visit, view.state);
  view.copies = visit.searcher->snapshot().CopiesOf(visit.searcher->FindArticle(visit.id));
  return MakePage({.title = view.article.title,
                   .state = view.state,
                   .data = "/article/" + view.article.id + ".json"},
                  ArticleContent(view, visit.searcher->analyzer()));
}

HttpResponse SimilarPage(const Visit& visit) {
  const Snapshot::Place place = visit.searcher->FindArticle(visit.id);
  CommandLine line = CommandOf(visit, "similar");
  if (visit.ending == "html") line.request.snippet_characters = 280;
  SearchResult result = visit.searcher->FindSimilar(place, line.request);
  const Article article = visit.searcher->Load(place);
  result.query = "similar to " + article.id;
  if (visit.ending != "html") {
    return DataResponse(visit, Collected([&](const Print& print) {
                          Render(result, line.render, *visit.searcher, print);
                        }),
                        "similar");
  }
  Html html;
  html << "<h1>Similar to "_html << Link({"/article/" + article.id}, article.title)
       << "</h1>\n<ol class=\"rows\">\n"_html;
  for (const Hit& hit : result.hits) {
    html << "<li class=\"row\"><h2>"_html
         << Link({"/article/" + hit.id}, hit.title.empty() ? "(no title)" : hit.title)
         << "</h2>\n<p class=\"facts\"><cite>"_html << hit.source << "</cite> · <time>"_html
         << hit.date << "</time></p>\n<p class=\"snippet\">"_html << hit.snippet.text
         << "</p></li>\n"_html;
  }
  html << "</ol>\n"_html;
  return MakePage({.title = "Similar articles"}, html);
}

HttpResponse OriginalPage(const Visit& visit) {
  const Article article = LoadArticle(visit);
  HttpResponse response{.type = "application/octet-stream"};
  response.file = TemporaryFile();
  try {
    WriteOriginalOf(visit, response.file);
  } catch (const Error&) {
    close(response.file);
    throw;
  }
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"" + article.id.substr(3) + ".original\"");
  return response;
}

HttpResponse CheckPage(const Visit& visit) {
  const Article article = LoadArticle(visit);
  Html html;
  html << "<article class=\"notice\"><h1>Checked: "_html
       << Link({"/article/" + article.id}, article.title) << "</h1>\n"_html;
  const int fd = TemporaryFile();
  try {
    WriteOriginalOf(visit, fd);
    struct stat status {};
    fstat(fd, &status);
    html << "<p class=\"good\">The archive still holds what was indexed: "_html
         << Grouped(status.st_size) << " bytes with the same digest.</p>\n"_html;
  } catch (const Error& error) {
    html << "<p class=\"banner grave\">"_html << error.what() << "</p>\n"_html;
  }
  close(fd);
  html << "</article>\n"_html;
  return MakePage({.title = "Checked"}, html);
}

}  // namespace backfile
