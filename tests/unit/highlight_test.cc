// Marks: only what truly matched.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/highlight.h"

#include "searcher/searcher.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

constexpr const char* kBody =
    "War came. The war crimes were grave; a crime of war it is, say the IS men.\n\n"
    "Crimes of Kate Allen? Ms Allen denied war. Strikes hit civilians, and later others struck.";

// The text with what the question matches in it between brackets.
std::string Marked(const std::string& query) {
  const TempDir dir;
  Article article = MakeArticle("Title", kBody);
  article.people.push_back({"Kate Allen", "", {"Kate Allen", "Ms Allen"}, Basis::kText});
  AddSegment(dir.path(), {article});
  Searcher searcher(dir.path());
  SearchRequest request;
  request.query = query;
  const Plan plan = searcher.MakePlan(request);
  std::string out;
  std::size_t at = 0;
  const std::string body = kBody;
  for (const Stretch& hit : FindHits(body, "", article, plan.marks, searcher.analyzer())) {
    out += (out.empty() ? "" : " ") + body.substr(hit.begin, hit.end - hit.begin);
    CHECK(hit.begin >= at);
    at = hit.end;
  }
  return out;
}

TEST_CASE("words are marked where the question means them", "[highlight]") {
  const auto [query, marked] = GENERATE(table<std::string, std::string>({
      {"war", "War war war war"},
      {"=crimes", "crimes Crimes"},
      {"crime", "crimes crime Crimes"},
      {"\"war crimes\"", "war crimes"},
      {"IS", "IS"},
      {"war -crimes", "War war war war"},
      {"strikes NEAR/3 civilians", "Strikes civilians"},
      {"war PRE/2 crime", "war crimes"},
      {"crime /s allen", "Crimes Allen"},
      {"civil*", "civilians"},
      {"title:war", ""},
      {"person:\"Kate Allen\"", "Kate Allen Ms Allen"},
      {"person:allen", "Kate Allen Ms Allen"},
      {"denied NEAR/2 person:*", "Ms Allen denied"},
      {"denied NEAR/2 person:allen", "Allen denied"},
  }));
  CAPTURE(query);
  CHECK(Marked(query) == marked);
}

TEST_CASE("a snippet is made of the sentences that show most of the question", "[highlight]") {
  Article article =
      MakeArticle("T", "Nothing here. Oil fell. Oil and grain rose on Monday. The end.");
  Analyzer analyzer;
  const std::vector<Mark> marks = {{WordAt({"Zoil"}), ""}, {WordAt({"Zgrain"}), ""}};
  const MarkedText snippet = MakeSnippet(article, marks, 35, &analyzer);
  CHECK(snippet.text == "… Oil and grain rose on Monday. …");
  REQUIRE(snippet.hits.size() == 2);
  CHECK(snippet.text.substr(snippet.hits[1].begin, 5) == "grain");
}

TEST_CASE("a sentence longer than the snippet is cut at words around its hit", "[highlight]") {
  std::string body;
  for (int i = 0; i < 200; ++i) body += "word" + std::to_string(i) + " ";
  body += "target and the rest";
  Analyzer analyzer;
  const MarkedText snippet =
      MakeSnippet(MakeArticle("T", body), {{WordAt({"Ztarget"}), ""}}, 60, &analyzer);
  CHECK(snippet.text.size() < 80);
  REQUIRE(snippet.hits.size() == 1);
  CHECK(snippet.text.substr(snippet.hits[0].begin, 6) == "target");
}

TEST_CASE("no text, no snippet", "[highlight]") {
  Analyzer analyzer;
  CHECK(MakeSnippet(MakeArticle("T", ""), {}, 60, &analyzer).text.empty());
}

}  // namespace
}  // namespace backfile
