// Words that a line's end parts.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/line_ends.h"

#include <sstream>

#include "formats/formats.h"
#include "tests/support/catch.h"

namespace backfile {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("a word that a line's end parts is made whole", "[line_ends]") {
  CHECK(WordsPartedByLines("a wheel-\nbarrow fell into the Müh-\nlenbach") ==
        Words{"wheelbarrow", "Mühlenbach"});
}

TEST_CASE("what a line's end does not part is left alone", "[line_ends]") {
  const auto text =
      GENERATE(values<std::string>({"1914-\n18", "he said -\nand went", "Anglo-\nSaxon",
                                    "wheel-\n\nbarrow", "-\n-\n", "wheel-"}));
  CAPTURE(text);
  CHECK(WordsPartedByLines(text).empty());
}

TEST_CASE("runs of letters without end are no words", "[line_ends]") {
  CHECK(WordsPartedByLines(std::string(100, 'a').append("-\nb")).empty());
  CHECK(WordsPartedByLines(std::string("a-\n").append(100, 'b')).empty());
}

TEST_CASE("a text of nothing but line ends has forms up to a bound", "[line_ends]") {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "a-\n";
  CHECK(WordsPartedByLines(text).size() == 100'000);
}

Article ReadOne(std::string_view format, const std::string& bytes) {
  Record record;
  record.format = format;
  record.bytes = bytes;
  Problems problems;
  const auto articles = ReadRecord(record, {}, &problems);
  REQUIRE(articles.size() == 1);
  return articles.front();
}

// A page of one block with two lines.
std::string Alto(const std::string& end, const std::string& begin) {
  std::ostringstream page;
  page << "<alto><Layout><Page><PrintSpace><TextBlock ID=\"b\"><TextLine>" << end
       << "</TextLine><TextLine>" << begin
       << "</TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
  return page.str();
}

TEST_CASE("scans show a parted word whole and are found by its halves, too", "[line_ends]") {
  const Article told = ReadOne(
      "alto",
      Alto("<String CONTENT=\"wheel-\" SUBS_TYPE=\"HypPart1\" SUBS_CONTENT=\"wheelbarrow\"/>",
           "<String CONTENT=\"barrow\" SUBS_TYPE=\"HypPart2\" SUBS_CONTENT=\"wheelbarrow\"/>"));
  CHECK(told.body == "wheelbarrow");
  CHECK(told.other_forms == Words{"wheel-barrow"});
  const Article guessed = ReadOne("alto", Alto("<String CONTENT=\"wheel\"/><HYP CONTENT=\"-\"/>",
                                               "<String CONTENT=\"barrow\"/>"));
  CHECK(guessed.body == "wheelbarrow");
  CHECK(guessed.other_forms == Words{"wheel-barrow"});
  const Article kept =
      ReadOne("alto", Alto("<String CONTENT=\"New-\"/>", "<String CONTENT=\"York\"/>"));
  CHECK(kept.body == "New-York");
  CHECK(kept.other_forms == Words{"NewYork"});
}

TEST_CASE("plain text keeps its lines and is found by the whole word", "[line_ends]") {
  const Article article =
      ReadOne("text", "A headline\n\nHe pushed the wheel-\nbarrow up the hill.\n\nIt fell.\n");
  CHECK(article.body == "He pushed the wheel-\nbarrow up the hill.\n\nIt fell.");
  CHECK(article.other_forms == Words{"wheelbarrow"});
}

}  // namespace
}  // namespace backfile
