// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json_ld.h"

#include "tests/support/catch.h"

namespace backfile {

namespace {

std::optional<LinkedArticle> Find(const std::string& json, std::string_view url = "") {
  const std::string page = "<script type=\"application/ld+json\">" + json + "</script>";
  const HtmlTree tree(page, 512);
  return FindLinkedArticle(tree, url);
}

}  // namespace

TEST_CASE("an article within a graph takes its author by reference", "[html]") {
  const auto article = Find(
      R"({"@graph":[{"@id":"#p","name":"Ada Quill"},{"@type":["NewsArticle"],"headline":"H","author":{"@id":"#p"}}]})");
  REQUIRE(article);
  CHECK(article->headline == "H");
  CHECK(article->authors == std::vector<std::string>{"Ada Quill"});
}

TEST_CASE("authors come as texts, objects, lists of either, or null", "[html]") {
  const auto authors = [](const std::string& author) {
    return Find(R"({"@type":"Article","headline":"H","author":)" + author + "}")->authors;
  };
  using Names = std::vector<std::string>;
  CHECK(authors(R"("A")") == Names{"A"});
  CHECK(authors(R"({"name":"A"})") == Names{"A"});
  CHECK(authors(R"([{"name":"A"},"B"])") == Names{"A", "B"});
  CHECK(authors(R"({"name":["A","B"]})") == Names{"A", "B"});
  CHECK(authors("null").empty());
}

TEST_CASE("of several articles the one of this address is taken", "[html]") {
  const std::string two =
      R"([{"@type":"NewsArticle","headline":"other","url":"https://a.example/2"},
          {"@type":"NewsArticle","headline":"this","mainEntityOfPage":{"@id":"http://a.example/1/"}}])";
  CHECK(Find(two, "https://a.example/1")->headline == "this");
  CHECK(Find(two)->headline == "other");
}

TEST_CASE("what is listed on a page is not its article", "[html]") {
  const auto article = Find(
      R"({"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"teaser"}],
          "mainEntity":{"@type":"NewsArticle","headline":"story"}})");
  CHECK(article->headline == "story");
}

TEST_CASE("broken JSON is mended", "[html]") {
  const auto headline = [](const std::string& json) {
    const auto article = Find(json);
    return article ? article->headline : "none";
  };
  CHECK(headline("{\"@type\":\"Article\",\"headline\":\"a\nb\"}") == "a\nb");
  CHECK(headline(R"({"@type":"Article","headline":"a "b" c",})") == "a \"b\" c");
  CHECK(headline(R"(<!-- {"@type":"Article","headline":"x"} -->)") == "x");
  CHECK(headline(R"({"@type":"Article", /* no */ "headline":"x\'s"})") == "x's");
  CHECK(headline(R"({"@type":"Article","headline":"x","keywords":["a")") == "x");
  CHECK(headline("{&quot;@type&quot;:&quot;Article&quot;,&quot;headline&quot;:&quot;x&quot;}") ==
        "x");
  CHECK(headline("no json at all") == "none");
}

TEST_CASE("valid JSON is left as it is", "[html]") {
  const std::string json = R"({"a":[1,2.5,true,null,"x, y: {\"z\"}"],"b":{}})";
  CHECK(RepairJson(json) == json);
}

}  // namespace backfile
