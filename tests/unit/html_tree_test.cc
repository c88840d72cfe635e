// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_tree.h"

#include "formats/html_blocks.h"
#include "tests/support/catch.h"

namespace backfile {

namespace {

std::vector<std::string> BlockTexts(std::string_view page) {
  const HtmlTree tree(page, 512);
  std::vector<std::string> texts;
  for (const HtmlBlock& block : BlocksOf(tree)) texts.push_back(block.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a paragraph ends where a browser ends it", "[html]") {
  CHECK(BlockTexts("<p>one<p>two<div>three</div>four") == Texts{"one", "two", "three", "four"});
  CHECK(BlockTexts("<ul><li>a<li>b<ul><li>c</ul>d</ul>e") == Texts{"a", "b", "c", "d", "e"});
  CHECK(BlockTexts("<table><tr><td>a<td>b<tr><td>c</table>d") == Texts{"a", "b", "c", "d"});
  CHECK(BlockTexts("one</p>two") == Texts{"one", "two"});
  CHECK(BlockTexts("<dl><dt>a<dd>b<dt>c</dl>") == Texts{"a", "b", "c"});
}

TEST_CASE("inline elements do not part words", "[html]") {
  CHECK(BlockTexts("<p>un<b>believ</b>able</p>") == Texts{"unbelievable"});
  CHECK(BlockTexts("<p><b>bold <p>next</b> more</p>") == Texts{"bold", "next more"});
}

TEST_CASE("one line break stays in the paragraph and two end it", "[html]") {
  CHECK(BlockTexts("<p>a<br>b<br><br>c</p>") == Texts{"a\nb", "c"});
}

TEST_CASE("a link that crosses blocks ends where it says", "[html]") {
  const HtmlTree tree("<a href=x><div>in</a> out</div>", 512);
  const std::vector<HtmlBlock> blocks = BlocksOf(tree);
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].linked == 2);
  CHECK(blocks[1].text == "out");
  CHECK(blocks[1].linked == 0);
}

TEST_CASE("scripts, comments and titles hold no tags", "[html]") {
  CHECK(BlockTexts("<script>'<p>no</p>'</script><p>yes") == Texts{"yes"});
  CHECK(BlockTexts("<!-- <p>no</p> --><p>yes<!-->still") == Texts{"yesstill"});
  CHECK(BlockTexts("<textarea><p>no</textarea><p>yes") == Texts{"yes"});
}

TEST_CASE("attributes are found whatever their quotation marks and case", "[html]") {
  const HtmlTree tree("<a HREF='x&amp;y' title=z  data-a = \"b\" hidden>", 512);
  CHECK(tree.Attribute(1, "href") == "x&y");
  CHECK(tree.Attribute(1, "title") == "z");
  CHECK(tree.Attribute(1, "data-a") == "b");
  CHECK(tree.HasAttribute(1, "hidden"));
  CHECK_FALSE(tree.HasAttribute(1, "id"));
}

TEST_CASE("a million open elements neither overflow nor hang", "[html]") {
  std::string page;
  for (int i = 0; i < 1'000'000; ++i) page += "<div>";
  page += "<p>text";
  const HtmlTree tree(page, 512);
  CHECK(tree.was_too_deep());
  CHECK(BlocksOf(tree).size() == 1);
  for (const HtmlNode& node : tree.nodes()) REQUIRE(node.depth <= 512);
}

TEST_CASE("a hundred thousand crossed links stay small", "[html]") {
  std::string page;
  for (int i = 0; i < 100'000; ++i) page += "<a><div><div>";
  const HtmlTree tree(page, 512);
  CHECK(tree.size() < 1'000'000);
}

}  // namespace backfile
