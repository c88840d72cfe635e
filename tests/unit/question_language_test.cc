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

Titles Found(Searcher* searcher, const std::string& query) {
  SearchRequest request;
  request.query = query;
  Titles titles;
  for (const Hit& hit : searcher->Run(request).hits) titles.insert(hit.title);
  return titles;
}

Article InGerman(const std::string& title, const std::string& body) {
  Article article = MakeArticle(title, body);
  article.language = "de";
  return article;
}

TEST_CASE("words are taken for those of the language of most articles", "[searcher]") {
  TempDir german;
  AddSegment(german.path(), {InGerman("Hafen", "Der Hafen bleibt offen."),
                             InGerman("Häfen", "Die Häfen bleiben offen."),
                             MakeArticle("Port", "The harbour stays open.")});
  Searcher searcher(german.path());
  CHECK(Found(&searcher, "hafen") == Titles{"Hafen", "Häfen"});
  CHECK(Found(&searcher, "harbour") == Titles{"Port"});
}

TEST_CASE("a word of another language is found as it is written", "[searcher]") {
  TempDir english;
  AddSegment(english.path(), {InGerman("Hafen", "Der Hafen bleibt offen."),
                              MakeArticle("Port", "The harbours stay open."),
                              MakeArticle("Quay", "The quay stays open.")});
  Searcher searcher(english.path());
  CHECK(Found(&searcher, "hafen") == Titles{"Hafen"});
  CHECK(Found(&searcher, "hafen open") == Titles{});
  CHECK(Found(&searcher, "harbour") == Titles{"Port"});
}

}  // namespace
}  // namespace backfile
