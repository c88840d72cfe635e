// Articles as document data: what goes in comes out, and nothing else does harm.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "index/stored_article.h"

#include <random>

#include "article/problem.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

Article Full() {
  Article a;
  a.id = "bf:0123456789abcdef";
  a.external_id = "x-1";
  a.locator = {"a.tar", {"b.zip", "c.txt"}, 12, 34};
  a.format = "nitf";
  a.title = "Title “curly”";
  a.body = "One\n\nTwo";
  a.captions = {"cap"};
  a.byline = {"Jane Doe"};
  a.source = "PA";
  a.source_basis = "metadata";
  a.published = ParseIsoDate("1987-06");
  a.published_basis = DateBasis::kDateline;
  a.modified = ParseIsoDate("2018-06-05T09:30:00+01:00");
  a.status = Status::kWithheld;
  a.people = {{"Kate Allen", "director", {"Ms Allen"}, Basis::kText}};
  a.acronyms = {{"SDF", "Syrian Democratic Forces"}};
  a.quotes = {{"no evidence", "Kate Allen"}};
  a.events = {{*ParseIsoDate("2017-06-06"), *ParseIsoDate("2017-06-06"), "June 6"}};
  a.other_forms = {"wheel-barrow"};
  a.notes = {"note"};
  a.extras = {{"k", "{\"v\":1}"}};
  return a;
}

TEST_CASE("an article comes back as it was stored", "[stored]") {
  CHECK(LoadArticle(StoreArticle(Full())) == Full());
  CHECK(LoadArticle(StoreArticle(Article())) == Article());
}

TEST_CASE("an article of the first form, without other forms of words, is still read", "[stored]") {
  Article article = Full();
  article.other_forms.clear();
  std::string stored = StoreArticle(article);
  stored.front() = 1;
  stored.pop_back();  // The empty list at the end.
  CHECK(LoadArticle(stored) == article);
  stored.front() = 3;
  CHECK_THROWS_AS(LoadArticle(stored), Error);
}

TEST_CASE("broken bytes are refused and never crash", "[stored]") {
  const std::string stored = StoreArticle(Full());
  for (std::size_t n = 0; n < stored.size(); ++n) {
    CHECK_THROWS_AS(LoadArticle(std::string_view(stored).substr(0, n)), Error);
  }
  std::mt19937 random(7);
  for (int round = 0; round < 3000; ++round) {
    std::string broken = stored;
    for (int i = 0; i < 3; ++i) broken[random() % broken.size()] = static_cast<char>(random());
    try {
      LoadArticle(broken);
    } catch (const Error&) {
    }
  }
  SUCCEED();
}

}  // namespace
}  // namespace backfile
