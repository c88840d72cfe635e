// Every format of results, as text compared whole.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/render.h"

#include "article/text.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

// Two articles of which the first tries every trick.
class Fixture {
 public:
  Fixture() {
    Article first = MakeArticle("=SUM(A1) \"Dogs & <b>cats</b>\"",
                                "They fought at 50% of {sites}.\n\nThe dogs won.", "2018-06-05",
                                "The Post, Ltd");
    first.external_id = "a 1";
    first.byline = {"Jane Doe", "A_B Smith"};
    first.url = "http://x.example/a?b=1&c=2";
    FinishArticle(&first);
    Article second = MakeArticle("Dogs\x1b[31m", "A dog.", "1987", "");
    AddSegment(dir_.path(), {first, second});
    searcher_ = std::make_unique<Searcher>(dir_.path());
  }
  std::string In(Format format, std::vector<std::string> fields = {}) {
    SearchRequest request;
    request.query = "dogs";
    request.sort = Sort::kNewest;
    request.snippet_characters = 100;
    request.facets = {"source", "date"};
    SearchResult result = searcher_->Run(request);
    result.took = std::chrono::microseconds(0);
    for (Hit& hit : result.hits) hit.score = 1.5;
    RenderOptions options;
    options.format = format;
    options.fields = std::move(fields);
    options.has_brackets = true;
    std::string out;
    Render(result, options, *searcher_, [&](std::string_view text) { out += text; });
    for (const Hit& hit : result.hits) Replace(hit.id, hit.rank == 1 ? "ID1" : "ID2", &out);
    return out;
  }

 private:
  static void Replace(const std::string& what, const std::string& with, std::string* text) {
    for (std::size_t at = 0; (at = text->find(what, at)) != std::string::npos;)
      text->replace(at, what.size(), with);
    std::string key = what;
    std::erase(key, ':');
    for (std::size_t at = 0; (at = text->find(key, at)) != std::string::npos;)
      text->replace(at, key.size(), with);
  }
  TempDir dir_;
  std::unique_ptr<Searcher> searcher_;
};

TEST_CASE("CSV quotes cells, and no spreadsheet runs them", "[render]") {
  CHECK(Fixture().In(Format::kCsv) ==
        "id,date,source,title\r\n"
        "ID1,2018-06-05,\"The Post, Ltd\",\"'=SUM(A1) \"\"Dogs & <b>cats</b>\"\"\"\r\n"
        "ID2,1987,,Dogs [31m\r\n");
}

TEST_CASE("no data has control characters or bytes that are no UTF-8", "[render]") {
  Fixture fixture;
  for (const Format format : {Format::kCsv, Format::kTsv, Format::kTrec, Format::kRis,
                              Format::kBibtex, Format::kCslJson, Format::kJsonl, Format::kHtml}) {
    CHECK(fixture.In(format).find('\x1b') == std::string::npos);
  }
  Article article = MakeArticle("Dogs", "The dogs won.");
  article.title = "Dogs\xff\x1b[31m";
  for (const Format format : {Format::kRis, Format::kBibtex, Format::kCslJson}) {
    const std::string citation = Citation(article, format);
    CHECK(IsValidUtf8(citation));
    CHECK(citation.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("TSV keeps a row on one line", "[render]") {
  CHECK(Fixture().In(Format::kTsv, {"id", "byline", "body"}) ==
        "id\tbyline\tbody\nID1\tJane Doe; A_B Smith\tThey fought at 50% of {sites}.  The dogs "
        "won.\nID2\t\tA dog.\n");
}

TEST_CASE("a TREC run names documents without white space", "[render]") {
  CHECK(Fixture().In(Format::kTrec) ==
        "1 Q0 a_1 1 1.500000 backfile\n1 Q0 ID2 2 1.500000 backfile\n");
}

TEST_CASE("a TREC run names questions without white space or control characters", "[render]") {
  Hit hit;
  hit.id = "ID1";
  hit.external_id =
      "a\tb\xc2\xa0"
      "c\n";
  hit.rank = 1;
  CHECK(TrecLine("1", hit) == "1 Q0 a_b_c 1 0.000000 backfile\n");
  CHECK(TrecLine("Anna  \x1b[31m\xff\r\x07 Q0", hit) ==
        "Anna_[31m\xef\xbf\xbd_Q0 Q0 a_b_c 1 0.000000 backfile\n");
  CHECK(TrecLine("", hit).starts_with("_ Q0 a_b_c "));
}

TEST_CASE("JSON lines end in a summary with exact counts", "[render]") {
  const std::string lines = Fixture().In(Format::kJsonl, {"id", "title", "score"});
  CHECK(lines ==
        "{\"type\":\"hit\",\"id\":\"ID1\",\"title\":\"=SUM(A1) \\\"Dogs & "
        "<b>cats</b>\\\"\",\"score\":1.500000}\n"
        "{\"type\":\"hit\",\"id\":\"ID2\",\"title\":\"Dogs\\u001b[31m\",\"score\":1.500000}\n"
        "{\"type\":\"summary\",\"format_version\":1,\"query\":\"dogs\",\"total\":2,\"facets\":{"
        "\"source\":"
        "[{\"value\":\"The Post, Ltd\",\"count\":1}],\"date\":[{\"value\":\"1987\",\"count\":1},"
        "{\"value\":\"2018\",\"count\":1}]},\"facet_values\":{\"source\":1,\"date\":2},\"facet_"
        "others\":"
        "{\"source\":0,\"date\":0},\"facet_without\":{\"source\":1,\"date\":0},\"took_us\":0}\n");
}

TEST_CASE("RIS has a record an article", "[render]") {
  CHECK(Fixture().In(Format::kRis) ==
        "TY  - NEWS\r\nID  - ID1\r\nTI  - =SUM(A1) \"Dogs & <b>cats</b>\"\r\nAU  - Jane Doe\r\nAU  "
        "- A_B Smith\r\n"
        "T2  - The Post, Ltd\r\nPY  - 2018\r\nDA  - 2018/06/05/\r\nUR  - "
        "http://x.example/a?b=1&c=2\r\nER  - \r\n\r\n"
        "TY  - NEWS\r\nID  - ID2\r\nTI  - Dogs [31m\r\nPY  - 1987\r\nDA  - 1987///\r\nER  - "
        "\r\n\r\n");
}

TEST_CASE("BibTeX escapes what TeX would take for a command", "[render]") {
  const std::string bibtex = Fixture().In(Format::kBibtex);
  CHECK(bibtex.starts_with(
      "@article{ID1,\n  title = {{=SUM(A1) \"Dogs \\& <b>cats</b>\"}},\n"
      "  author = {{Jane Doe} and {A\\_B Smith}},\n  journal = {The Post, Ltd},\n"));
  CHECK(bibtex.find("year = {2018},\n  month = {6},\n  date = {2018-06-05}") != std::string::npos);
}

TEST_CASE("CSL-JSON is one list with dates in parts", "[render]") {
  const std::string csl = Fixture().In(Format::kCslJson);
  CHECK(csl.starts_with("[{\"id\":\"ID1\",\"type\":\"article-newspaper\""));
  CHECK(csl.find("\"issued\":{\"date-parts\":[[2018,6,5]]}") != std::string::npos);
  CHECK(csl.find("\"issued\":{\"date-parts\":[[1987]]}") != std::string::npos);
  CHECK(csl.ends_with("}]\n"));
}

TEST_CASE("nothing of an article is active in HTML", "[render]") {
  const std::string html = Fixture().In(Format::kHtml);
  CHECK(html.find("<b>") == std::string::npos);
  CHECK(html.find("&lt;b&gt;cats") != std::string::npos);
  CHECK(html.find("<mark>Dogs</mark>") != std::string::npos);
}

TEST_CASE("text for people escapes control characters and marks hits", "[render]") {
  const std::string text = Fixture().In(Format::kText);
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("[[Dogs]]\\x{1b}") != std::string::npos);
  CHECK(text.find("The [[dogs]] won.") != std::string::npos);
}

}  // namespace
}  // namespace backfile
