// Wikitext as plain text.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/wikitext.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("wikitext keeps its prose only", "[wikitext]") {
  const auto [wikitext, text] = GENERATE(table<std::string, std::string>({
      {"'''Bold''' and ''italic''", "Bold and italic"},
      {"[[Page]] [[Page|text]] [[Page]]s", "Page text Pages"},
      {"a{{t|{{u}}|x=[[y]]}}b", "ab"},
      {"one\ntwo\n\nthree", "one two\n\nthree"},
      {"== Head ==\ntext", "Head\n\ntext"},
      {"* a\n* b\n# c", "a\n\nb\n\nc"},
      {"x<ref>no</ref>y<ref name=a />z", "xyz"},
      {"[http://a.example text] [http://b.example] [sic]", "text [sic]"},
      {"{| class=x\n| 1\n|}after", "after"},
      {"a<!-- no -->b __NOTOC__ c&nbsp;d", "ab c d"},
      {"[[File:a.jpg|thumb|A [[linked]] caption]]text", "text"},
      {"open {{ and [[ and <ref> stay", "open {{ and [[ and stay"},
      {"", ""},
  }));
  CAPTURE(wikitext);
  CHECK(ReadWikitext(wikitext).text == text);
}

TEST_CASE("categories, captions and templates are kept apart", "[wikitext]") {
  const PlainWikitext plain = ReadWikitext(
      "{{Date|July 4, 2012}}[[File:a.jpg|A [[linked]] caption]][[Category:Bridges]]"
      "[[:Category:Seas]]");
  CHECK(plain.categories == std::vector<std::string>{"Bridges"});
  CHECK(plain.captions == std::vector<std::string>{"A linked caption"});
  REQUIRE(plain.templates.size() == 1);
  CHECK(plain.templates[0] == std::pair<std::string, std::string>{"date", "July 4, 2012"});
  CHECK(plain.text == "Category:Seas");
}

TEST_CASE("open ends cost linear time", "[wikitext]") {
  const std::string open =
      GENERATE(as<std::string>(), "{{", "[[", "[http://", "<ref", "<ref>", "<!--", "{|", "''", "=");
  std::string wikitext;
  while (wikitext.size() < 1'000'000) wikitext += open;
  ReadWikitext(wikitext);
  SUCCEED();
}
