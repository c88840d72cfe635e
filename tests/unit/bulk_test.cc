// What search engines are given: their rules for names, lines and dates.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/bulk.h"

#include <algorithm>

#include "indexer/export_order.h"
#include "tests/support/build_index.h"
#include "tests/support/catch.h"

namespace backfile {

TEST_CASE("names that an engine refuses are refused", "[bulk]") {
  for (const char* good : {"articles", "news-2018", "a", "a.b", "x_1+2"}) {
    CAPTURE(good);
    CHECK(SearchNameFault(good).empty());
  }
  for (const char* bad : {"",   ".",   "..",  "-a",  "_a",   "+a",   "News", "a b", "a,b", "a/b",
                          "a*", "a#b", "a:b", "a|b", "a\"b", "a\\b", "a?",   "<a>", "é",   "a\n"}) {
    CAPTURE(bad);
    CHECK_FALSE(SearchNameFault(bad).empty());
  }
  CHECK(SearchNameFault(std::string(255, 'a')).empty());
  CHECK_FALSE(SearchNameFault(std::string(256, 'a')).empty());
}

TEST_CASE("an article is an action and a document, a line each", "[bulk]") {
  const Article article =
      MakeArticle("A \"title\"", "One\n\ntwo\u2028three", "1987-06", "PA Media");
  const std::string lines = BulkIndex("news", article);
  CHECK(std::ranges::count(lines, '\n') == 2);
  CHECK(lines.starts_with(R"({"index":{"_index":"news","_id":")" + article.id + "\"}}\n"));
  CHECK(lines.ends_with("}\n"));
  CHECK(BulkDelete("news", article.id) ==
        R"({"delete":{"_index":"news","_id":")" + article.id + "\"}}\n");
}

TEST_CASE("a partial date is its first second and the range of all", "[bulk]") {
  const std::string lines = BulkIndex("news", MakeArticle("A", "B", "2000-02"));
  CHECK(lines.find(R"("published":"2000-02-01T00:00:00Z")") != std::string::npos);
  CHECK(lines.find(
            R"("published_range":{"gte":"2000-02-01T00:00:00Z","lte":"2000-02-29T23:59:59Z"})") !=
        std::string::npos);
  CHECK(lines.find(R"("published_as_known":"2000-02")") != std::string::npos);
}

TEST_CASE("keys that come from the input never become keys of the document", "[bulk]") {
  Article article = MakeArticle("A", "B");
  article.acronyms = {{"title", "one"}, {"title", "two"}};
  article.extras = {{"body", "{\"x\":1,\"x\":2}"}};
  const std::string lines = BulkIndex("news", article);
  CHECK(
      lines.find(R"("acronyms":[{"short":"title","long":"one"},{"short":"title","long":"two"}])") !=
      std::string::npos);
  CHECK(lines.find(R"("extras":[{"key":"body","json":"{\"x\":1,\"x\":2}"}])") != std::string::npos);
}

TEST_CASE("articles go out in order of their ids, whatever segment they lie in", "[export]") {
  const TempDir dir;
  AddSegment(dir.path(), {MakeArticle("A", "a"), MakeArticle("B", "b"), MakeArticle("C", "c")});
  AddSegment(dir.path(), {MakeArticle("D", "d"), MakeArticle("E", "e")}, {{"seg-000001", 2}});
  const auto snapshot = Snapshot::Open(dir.path());
  const auto articles = AllArticles(*snapshot);
  CHECK(articles.size() == 4);
  CHECK(std::ranges::is_sorted(articles, {}, &Outgoing::id));
  for (const Outgoing& article : articles) {
    CHECK(IdNumber(snapshot->Load(article.place).id) == article.id);
  }
}

TEST_CASE("all versions of an article go into a dump, one into a search engine", "[export]") {
  const TempDir dir;
  Article old = MakeArticle("A", "a");
  Article corrected = MakeArticle("A", "a, or rather b");
  corrected.id = old.id;
  AddSegment(dir.path(), {old, corrected, MakeArticle("C", "c")});
  const auto snapshot = Snapshot::Open(dir.path());
  CHECK(AllArticles(*snapshot).size() == 3);
  const auto newest = NewestArticles(*snapshot);
  REQUIRE(newest.size() == 2);
  CHECK(newest[0].id < newest[1].id);
  for (const Outgoing& article : newest) CHECK(article.place == *snapshot->Find(article.id));
}

TEST_CASE("a change is what is new, says something else, or has gone", "[export]") {
  const TempDir before_dir;
  const TempDir now_dir;
  Article corrected = MakeArticle("B", "b");
  AddSegment(before_dir.path(), {MakeArticle("A", "a"), corrected, MakeArticle("C", "c")});
  corrected.section = "Weather";
  AddSegment(now_dir.path(), {MakeArticle("D", "d"), corrected});
  AddSegment(now_dir.path(), {MakeArticle("C", "c")});
  const auto before = Snapshot::Open(before_dir.path());
  const auto now = Snapshot::Open(now_dir.path());
  std::string told;
  for (const Outgoing& change : ChangedArticles(*before, *now)) {
    told += change.is_gone() ? "-" : now->Load(change.place).title;
  }
  std::ranges::sort(told);
  CHECK(told == "-BD");
  CHECK(ChangedArticles(*now, *now).empty());
}

}  // namespace backfile
