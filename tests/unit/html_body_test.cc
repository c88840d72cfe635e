// The article out of a page: features, scores, and what is chosen by them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_body.h"

#include "formats/html_model.h"
#include "formats/html_page.h"
#include "formats/limits.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

const std::string kFirst =
    "The bridge over the river Arden fell on Tuesday evening after a week of rain, and nobody was "
    "near it when it went, the mayor of the town said on Wednesday.";
const std::string kSecond =
    "Engineers had closed it to lorries in the spring. A report that the council received in May "
    "called two of its piers unsafe and asked for the work to begin before the winter.";
const std::string kThird =
    "\"We were lucky,\" she told reporters who had come to look at what is left. The school bus "
    "crosses there twice a day, and on Tuesday it was a quarter of an hour late.";

std::string Story() {
  return "<article><h1>Bridge over the Arden falls</h1><p>" + kFirst + "</p><p>" + kSecond +
         "</p><p>" + kThird + "</p></article>";
}

std::string Around(const std::string& story) {
  return "<html><head><title>Bridge over the Arden falls</title></head><body><nav><ul>"
         "<li><a href=/a>News</a><li><a href=/b>Sport</a><li><a href=/c>Weather</a></ul></nav>" +
         story +
         "<div class=related><h3>More stories</h3><ul><li><a href=/1>Ferry runs aground off the "
         "point</a><li><a href=/2>Mill to close in the autumn</a></ul></div>"
         "<footer><p>Copyright The Northern Herald. <a href=/t>Terms</a> <a href=/p>Privacy</a></p>"
         "</footer></body></html>";
}

TEST_CASE("the article is told from what is around it", "[html]") {
  const Article article = ReadHtmlPage(Around(Story()), {}, {});
  CHECK(article.body == kFirst + "\n\n" + kSecond + "\n\n" + kThird);
  CHECK(article.title == "Bridge over the Arden falls");
}

TEST_CASE("captions stand apart from the body", "[html]") {
  std::string story = Story();
  story.insert(
      story.find("<p>" + kSecond),
      "<figure><img src=a.jpg><figcaption>What is left of the bridge</figcaption></figure>");
  const Article article = ReadHtmlPage(Around(story), {}, {});
  CHECK(article.captions == std::vector<std::string>{"What is left of the bridge"});
  CHECK(article.body.find("What is left of the bridge") == std::string::npos);
}

TEST_CASE("a paragraph that the page has twice is read once", "[html]") {
  std::string story = Story();
  story.insert(story.find("</article>"), "<p>" + kFirst + "</p>");
  const Article article = ReadHtmlPage(Around(story), {}, {});
  CHECK(article.body.find(kFirst) == article.body.rfind(kFirst));
}

TEST_CASE("where the page shows far less, the linked data's text is the body", "[html]") {
  const std::string linked =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"H\","
      "\"articleBody\":\"" +
      std::string(kSecond) + "\\n" + kSecond + "\"}</script>";
  const Article article = ReadHtmlPage(linked + "<h1>H</h1><p>Subscribe to read on.</p>", {}, {});
  CHECK(article.body == kSecond + "\n\n" + kSecond);
}

TEST_CASE("a page of blocks without number gives its text and says so", "[html]") {
  std::string page;
  for (int i = 0; i < 21'000; ++i) page += "<p>x" + std::to_string(i);
  const Article article = ReadHtmlPage(page, {}, {});
  CHECK(article.body.starts_with("x0\n\nx1\n\n"));
  CHECK(article.body.find("x20999") != std::string::npos);
  CHECK(article.notes.size() == 1);
}

TEST_CASE("each block has a score, and text beats menus", "[html]") {
  const std::string page = Around(Story());
  const HtmlTree tree(page, Limits{}.max_html_depth);
  const std::vector<HtmlBlock> blocks = BlocksOf(tree);
  const auto features = FeaturesOf(tree, blocks, {"Bridge over the Arden falls", "", ""});
  REQUIRE(features.size() == blocks.size());
  const std::vector<float> scores = ArticleScores(tree, blocks, features);
  REQUIRE(scores.size() == blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    CAPTURE(blocks[i].text);
    CHECK(scores[i] >= 0.0F);
    CHECK(scores[i] <= 1.0F);
    if (blocks[i].text == kSecond) CHECK(scores[i] > kArticleScore);
    if (blocks[i].text == "Sport") CHECK(scores[i] < kArticleScore);
  }
}

TEST_CASE("features are numbers on pages without words or sense", "[html]") {
  for (const std::string page : {"", "<p>", "x", "<a><a><a>", "<table><tr><td>1<td>2</table>"}) {
    CAPTURE(page);
    const HtmlTree tree(page, Limits{}.max_html_depth);
    const std::vector<HtmlBlock> blocks = BlocksOf(tree);
    for (const BlockFeatures& features : FeaturesOf(tree, blocks, {})) {
      for (const float feature : features) CHECK(feature == feature);
    }
  }
}

}  // namespace
}  // namespace backfile
