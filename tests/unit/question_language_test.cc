// In which language the words of a question are.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <set>

#include "searcher/searcher.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

namespace backfile {
namespace {

using Titles = std::set<std::string>;

Titles Found(const std::vector<Article>& articles, const std::string& query) {
  const TempDir index;
  AddSegment(index.path(), articles);
  SearchRequest request;
  request.query = query;
  Titles titles;
  for (const Hit& hit : Searcher(index.path()).Run(request).hits) titles.insert(hit.title);
  return titles;
}

Article InGerman(const std::string& title, const std::string& body) {
  Article article = MakeArticle(title, body);
  article.language = "de";
  return article;
}

const Article kHafen = InGerman("Hafen", "Der Hafen bleibt offen.");
const Article kPort = MakeArticle("Port", "The harbours stay open.");

TEST_CASE("words are taken for those of the language of most articles", "[searcher]") {
  const std::vector<Article> german = {kHafen, InGerman("Häfen", "Die Häfen sind offen."), kPort};
  CHECK(Found(german, "hafen") == Titles{"Hafen", "Häfen"});
  CHECK(Found(german, "harbours") == Titles{"Port"});
}

TEST_CASE("a word of another language is found as it is written", "[searcher]") {
  const std::vector<Article> english = {kHafen, kPort, MakeArticle("Quay", "The quay is open.")};
  CHECK(Found(english, "hafen") == Titles{"Hafen"});
  CHECK(Found(english, "hafen open") == Titles{});
  CHECK(Found(english, "harbour") == Titles{"Port"});
}

}  // namespace
}  // namespace backfile
