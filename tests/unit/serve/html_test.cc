// Pages: nothing that was read is markup.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "searcher/serve/html.h"

#include "tests/support/catch.h"

namespace backfile {
namespace {

std::string Written(const Html& html) { return Html(html).Take(); }

TEST_CASE("a text is escaped, markup is not", "[html]") {
  Html html;
  html << "<p>"_html
       << "<b>&\"'"
       << "</p>"_html;
  CHECK(Written(html) == "<p>&lt;b&gt;&amp;&quot;&#39;</p>");
}

TEST_CASE("an address is percent-encoded, then escaped", "[html]") {
  CHECK(Written(Link({"/search", {{"q", "a&b=\"c\" <d>"}, {"page", "2"}}}, "x")) ==
        "<a href=\"/search?q=a%26b%3D%22c%22%20%3Cd%3E&amp;page=2\">x</a>");
}

TEST_CASE("what matched is marked, and escaped like the rest", "[html]") {
  CHECK(Written(Marked({"<i>war</i> & war", {{3, 6}, {13, 16}}})) ==
        "&lt;i&gt;<mark>war</mark>&lt;/i&gt; &amp; <mark>war</mark>");
}

TEST_CASE("hidden fields keep their values inside the quotation marks", "[html]") {
  CHECK(Written(HiddenFields({{"q", "\"><script>"}})) ==
        "<input type=\"hidden\" name=\"q\" value=\"&quot;&gt;&lt;script&gt;\">");
}

TEST_CASE("numbers are grouped by thousands", "[html]") {
  CHECK(Grouped(0) == "0");
  CHECK(Grouped(999) == "999");
  CHECK(Grouped(1000) == "1,000");
  CHECK(Grouped(1234567) == "1,234,567");
  CHECK(Grouped(-1234) == "-1,234");
  CHECK(Counted(1, "article", "articles") == "1 article");
  CHECK(Counted(2000, "article", "articles") == "2,000 articles");
}

}  // namespace
}  // namespace backfile
