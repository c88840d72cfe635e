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
constexpr std::size_t kMostVersions = 100;  // Listed beside one of them.

std::string_view VersionOf(const Visit& visit) {
  return ParameterOf(visit.parameters(), "version");
}

Snapshot::Place FindPlace(const Visit& visit) {
  return backfile::FindPlace(*visit.searcher, visit.id, VersionOf(visit));
}

Article LoadArticle(const Visit& visit) {
  return visit.searcher->LoadShown(FindPlace(visit), PublicRequest(visit));
}

// Its original bytes, into an open file. Throws Error if they may not be shown.
void WriteOriginalOf(const Visit& visit, int fd) {
  const Snapshot::Place place = FindPlace(visit);
  if (!visit.searcher->MayBeRead(place, PublicRequest(visit))) {
    throw Error(ExitCode::kNothingFound, "the text of this article is not shown");
  }
  WriteOriginal(visit.searcher->snapshot(), place, fd, kOriginalTimeout);
}

// What a question that cannot be understood would mark is nothing.
std::vector<Mark> MarksOf(const Visit& visit, const SearchState& state) {
  if (ToParameters(state).empty()) return {};
  try {
    SearchRequest request = RequestOf(state, visit.today, visit.site->limits);
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
  const Format format = FormatOf(visit.ending);
  if (format == Format::kCsv || format == Format::kTsv) return ArticleRow(visit, FindPlace(visit));
  const Article article =
      FindVersions(visit.id, std::string(VersionOf(visit)), PublicRequest(visit), visit.searcher)
          .front();
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

std::string ChangedAt(const Article& article) {
  if (article.modified) return TimeInWords(*article.modified);
  return article.published ? TimeInWords(*article.published) : "";
}

std::vector<VersionLine> VersionLines(const Visit& visit, const Snapshot::Place& shown) {
  const std::vector<StoryVersion> versions = ListVersions(shown, visit.searcher->snapshot());
  std::vector<VersionLine> lines;
  if (versions.size() < 2) return lines;
  for (const StoryVersion& version : versions) {
    const bool is_shown = version.place == shown;
    if (lines.size() >= kMostVersions && !is_shown) continue;
    const Article article = visit.searcher->Load(version.place);
    lines.push_back(
        {version, {{"version", version.name}}, article.id, ChangedAt(article), is_shown});
  }
  return lines;
}

void AddCopies(const Visit& visit, const Snapshot::Place& place, ArticleView* view) {
  const SearchRequest request = PublicRequest(visit);
  view->copies = visit.searcher->snapshot().CopiesOf(place);
  if (!visit.searcher->MayBeRead(place, request)) return;
  view->also_ran = FindCopies(place, view->article, request, kMostCopiesBeside + 1, visit.searcher);
  view->has_more_copies = view->also_ran.size() > kMostCopiesBeside;
  if (view->has_more_copies) view->also_ran.pop_back();
}

}  // namespace

SearchRequest PublicRequest(const Visit& visit) { return RequestOf(SearchState(), visit.today); }

Snapshot::Place FindPlace(const Searcher& searcher, const std::string& id,
                          std::string_view version) {
  const Snapshot::Place newest = searcher.FindArticle(id);
  if (version.empty()) return newest;
  const std::vector<StoryVersion> versions = ListVersions(newest, searcher.snapshot());
  if (const StoryVersion* named = FindVersion(versions, version)) return named->place;
  throw searcher.NotFound("there is no version " + std::string(version) + " of " + id + ". " +
                          VersionsInWords(versions, newest));
}

HttpResponse ArticlePage(const Visit& visit) {
  if (visit.ending != "html") return ArticleData(visit);
  const Snapshot::Place place = FindPlace(visit);
  ArticleView view;
  view.article = LoadArticle(visit);
  view.hidden = visit.searcher->WhyHidden(place, PublicRequest(visit));
  view.state = ParseState(visit.parameters());
  view.marks = MarksOf(visit, view.state);
  view.versions = VersionLines(visit, place);
  AddCopies(visit, place, &view);
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
