// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_page.h"

#include "formats/html_title.h"
#include "tests/support/catch.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

Article Read(std::string_view page, const HtmlPageHints& hints = {}) {
  return ReadHtmlPage(page, hints, {});
}

std::string Published(std::string_view page, const HtmlPageHints& hints = {}) {
  const Article article = Read(page, hints);
  return article.published ? article.published->ToString() : "";
}

}  // namespace

TEST_CASE("a fragment becomes paragraphs", "[html]") {
  CHECK(TextOfHtml("<p>a &amp; b</p><p>c<br/>d</p>") == "a & b\n\nc\nd");
  CHECK(TextOfHtml("no tags &lt;at all&gt;") == "no tags <at all>");
  CHECK(TextOfHtml("").empty());
  std::vector<std::string> captions;
  CHECK(TextOfHtml("<figure><figcaption>cap</figcaption></figure><p>text", &captions) == "text");
  CHECK(captions == std::vector<std::string>{"cap"});
}

TEST_CASE("hints survive the way through a record's context", "[html]") {
  const HtmlPageHints hints{"http://a.example/x", "koi8-r", "2020-05-06T07:08:09Z"};
  const HtmlPageHints read = ReadHints(WriteHints(hints));
  CHECK(read.url == hints.url);
  CHECK(read.charset == hints.charset);
  CHECK(read.captured == hints.captured);
  CHECK(WriteHints({}).empty());
  CHECK(ReadHints("other: x\n\nurl: a\nb").url == "a");
  CHECK(ReadHints(WriteHints({"a\nurl: b", "", ""})).url == "a url: b");
}

TEST_CASE("the transport's charset beats the page's", "[html]") {
  const std::string page = "<meta charset=windows-1252><title>\xcf\xf0\xe8\xe2\xe5\xf2</title>";
  CHECK(Read(page, {"", "windows-1251", ""}).title == "Привет");
}

TEST_CASE("what is said for machines beats what is shown", "[html]") {
  const std::string meta =
      "<meta property=article:published_time content=2018-06-05T09:30:00+01:00>";
  const std::string shown = "<h1>T</h1><time datetime=2017-01-01>1 January</time>";
  CHECK(Published(meta + shown) == "2018-06-05T09:30:00+01:00");
  CHECK(Published(shown) == "2017-01-01");
}

TEST_CASE("the date in the address counts when nothing else is said", "[html]") {
  const Article article = Read("<p>text", {"https://a.example/2012/05/31/x", "", ""});
  REQUIRE(article.published);
  CHECK(article.published->ToString() == "2012-05-31");
  CHECK(article.published_basis == DateBasis::kUrl);
}

TEST_CASE("a date near the headline is read as the page's language has it", "[html]") {
  CHECK(Published("<html lang=de><h1>T</h1><p>Von A. B., 31. M\xc3\xa4rz 2012</p>") ==
        "2012-03-31");
  CHECK(Published("<html lang=en-US><h1>T</h1><p>4/5/2012</p>") == "2012-04-05");
  CHECK(Published("<html lang=en-GB><h1>T</h1><p>4/5/2012</p>") == "2012-05-04");
}

TEST_CASE("dates of comments and other stories are not the page's", "[html]") {
  CHECK(Published("<h1>T</h1><div class=comments><time datetime=2019-01-01></time></div>").empty());
  CHECK(Published("<aside><time datetime=2019-01-01></time></aside>").empty());
}

TEST_CASE("the site's name is no part of the title", "[html]") {
  CHECK(WithoutSiteName("Storm hits coast | The Example", "The Example") == "Storm hits coast");
  CHECK(WithoutSiteName("The Example: Storm hits", "") == "The Example: Storm hits");
  CHECK(WithoutSiteName("Storm hits the coast - The Example", "") == "Storm hits the coast");
  CHECK(WithoutSiteName("Why - and how", "") == "Why - and how");
  CHECK(Read("<title>Storm hits the coast - The Example</title>").title == "Storm hits the coast");
}

TEST_CASE("bylines are names", "[html]") {
  using Names = std::vector<std::string>;
  CHECK(Read("<meta name=author content='By Ada Quill'>").byline == Names{"Ada Quill"});
  CHECK(Read("<meta name=author content='https://x.example/ada'>").byline.empty());
  CHECK(Read("<p class=byline>Von Ada Quill | 3 Min.</p>").byline == Names{"Ada Quill"});
}

TEST_CASE("a page of which nothing is an article gives its text", "[html]") {
  CHECK(Read("<p>Short.").body == "Short.");
  CHECK(Read("").body.empty());
}

TEST_CASE("a part of a page is read if its name says what it is", "[html]") {
  const std::string part = GENERATE(
      as<std::string>{}, "<b>The harbour</b> froze over.", "<h1>Ice</h1>It froze over.<br>",
      "<!-- saved --><article><p class=lead>The harbour froze over.</article>");
  const Reading read = ReadBytes(part, "a.html");
  REQUIRE(read.articles.size() == 1);
  CHECK_THAT(read.articles[0].title + read.articles[0].body, Catch::Contains("froze over."));
  CHECK(ReadBytes(part, "a.dat").articles.empty());
}

}  // namespace backfile
