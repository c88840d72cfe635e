// Facts in a page's markup.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_metadata.h"

#include "formats/limits.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

// A page and what its markup says; the tree must live as long.
struct Page {
  explicit Page(const std::string& html, std::string_view url = "")
      : source(html), tree(source, Limits{}.max_html_depth), metadata(tree, url) {}
  std::string source;
  HtmlTree tree;
  HtmlMetadata metadata;
};

TEST_CASE("of several names the first that is asked for counts, not the page's first", "[html]") {
  const Page page(
      "<meta name=b content=second><meta PROPERTY=A content=first><meta name=a content=>");
  CHECK(page.metadata.Meta({"a", "b"}) == "first");
  CHECK(page.metadata.Meta({"c", "b"}) == "second");
  CHECK(page.metadata.Meta({"c"}).empty());
}

TEST_CASE("properties of comments and pictures are not the article's", "[html]") {
  const Page page(
      "<div itemscope itemtype='http://schema.org/NewsArticle'><span itemprop=author>Ada</span>"
      "<div itemscope itemtype='http://schema.org/Comment'><span itemprop=author>Bo</span></div>"
      "</div>");
  CHECK(page.metadata.Properties("author") == std::vector<std::string>{"Ada"});
}

TEST_CASE("a property without any scope is taken for the article's", "[html]") {
  CHECK(Page("<time itemprop=datePublished datetime=2018-06-05>today</time>")
            .metadata.Property("datepublished") == "2018-06-05");
  CHECK(Page("<span property='schema:datePublished' content=2018-06-05></span>")
            .metadata.Property("datepublished") == "2018-06-05");
}

TEST_CASE("the page's own address is made whole, and must be one", "[html]") {
  const std::string_view from = "https://a.example/x?y=1";
  CHECK(Page("<link rel=canonical href=/x>", from).metadata.url() == "https://a.example/x");
  CHECK(Page("<link rel=canonical href=//b.example/x>", from).metadata.url() ==
        "https://b.example/x");
  CHECK(Page("<meta property=og:url content=https://c.example/>", from).metadata.url() ==
        "https://c.example/");
  CHECK(Page("<link rel=canonical href='javascript:x'>", from).metadata.url() == from);
}

TEST_CASE("what is too long is no fact", "[html]") {
  CHECK(
      Page("<meta name=a content='" + std::string(5000, 'x') + "'>").metadata.Meta({"a"}).empty());
}

}  // namespace
}  // namespace backfile
