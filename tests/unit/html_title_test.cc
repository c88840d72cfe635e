// Titles and bylines of pages.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_title.h"

#include "formats/html_page.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

using Names = std::vector<std::string>;

Article Read(const std::string& page) { return ReadHtmlPage(page, {}, {}); }

TEST_CASE("the site's name goes from either end of a title", "[html]") {
  CHECK(WithoutSiteName("Storm hits coast | The Daily Example", "The Daily Example") ==
        "Storm hits coast");
  CHECK(WithoutSiteName("The Daily Example: x - Storm hits coast", "The Daily Example: x") ==
        "Storm hits coast");
  CHECK(WithoutSiteName("Storm hits the coast - Example", "") == "Storm hits the coast");
}

TEST_CASE("a separator within a headline is left alone", "[html]") {
  CHECK(WithoutSiteName("Life - a review", "") == "Life - a review");
  CHECK(WithoutSiteName("Storm - what we know so far", "The Daily Example") ==
        "Storm - what we know so far");
  CHECK(WithoutSiteName("", "x").empty());
}

TEST_CASE("linked data names the headline before meta elements do", "[html]") {
  const std::string linked =
      "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Storm hits "
      "coast\",\"name\":\"A teaser\"}</script>";
  const std::string meta = "<meta property=og:title content='Storm hits coast, see the pictures'>";
  CHECK(Read(meta + linked).title == "Storm hits coast");
  CHECK(Read(meta).title == "Storm hits coast, see the pictures");
  CHECK(Read("<title>A teaser</title>" + linked).title == "A teaser");
}

TEST_CASE("a heading that is part of the page's title is the headline", "[html]") {
  CHECK(Read("<title>Storm hits the coast: Weather: Example</title><h1>Storm hits the coast</h1>")
            .title == "Storm hits the coast");
  CHECK(Read("<title>Storm hits the coast</title><h1>Example</h1>").title ==
        "Storm hits the coast");
}

TEST_CASE("agencies, papers and parties are no writers", "[html]") {
  const auto name =
      GENERATE(values<std::string>({"Reuters", "CDU", "AFP", "The Daily News", "Associated Press",
                                    "Staff", "By Reuters Staff"}));
  CAPTURE(name);
  CHECK(Read("<meta name=author content='" + name + "'>").byline.empty());
}

TEST_CASE("a writer stays with the post or the paper beside the name", "[html]") {
  CHECK(Read("<meta name=author content='Ada Quill, Staff Writer'>").byline ==
        Names{"Ada Quill, Staff Writer"});
  CHECK(Read("<meta name=author content='ADA QUILL'>").byline == Names{"ADA QUILL"});
}

TEST_CASE("what names no writer does not hide what does", "[html]") {
  CHECK(Read("<meta name=author content=Reuters><p class=byline>By Ada Quill</p>").byline ==
        Names{"Ada Quill"});
}

}  // namespace
}  // namespace backfile
