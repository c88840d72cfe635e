// Texts as wires, typists and content systems part them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/paragraphs.h"

#include "tests/support/catch.h"

using namespace backfile;

TEST_CASE("paragraphs are joined by one empty line", "[paragraphs]") {
  CHECK(TidyParagraphs("\n\n one  two \n three\n \n\t\n four\n") == "one two\nthree\n\nfour");
  CHECK(TidyParagraphs("") == "");
  const std::string line(161, 'x');
  CHECK(TidyParagraphs(line + "\nshort\n" + line) == line + "\n\nshort\n\n" + line);
  CHECK(TidyParagraphs(line + "\nshort\n\n" + line) == line + "\nshort\n\n" + line);
  CHECK(TidyParagraphs("hard\nwrapped") == "hard\nwrapped");
  CHECK(TidyParagraphs(TidyParagraphs(line + "\nshort")) == TidyParagraphs(line + "\nshort"));
}

TEST_CASE("accents that were typed apart are put together", "[paragraphs]") {
  CHECK(TidyParagraphs("cafe\xcc\x81\n\nbar") == "caf\xc3\xa9\n\nbar");
}

TEST_CASE("a first line that is set in begins a paragraph, as wires set it", "[paragraphs]") {
  const std::string wire =
      "The harbour board said on Monday that it would build\n"
      "a new mole before the winter.\n"
      "    Shares of the contractor rose by a tenth in the\n"
      "early hours, and the board met again at noon\n"
      "    \"We have waited long enough,\" its chairman said.\n"
      "\n"
      "\tThe work begins in May\n"
      "and ends in June.\n"
      "\tIt costs little.\n";
  const std::string tidy =
      "The harbour board said on Monday that it would build\n"
      "a new mole before the winter.\n"
      "\n"
      "Shares of the contractor rose by a tenth in the\n"
      "early hours, and the board met again at noon\n"
      "\n"
      "\"We have waited long enough,\" its chairman said.\n"
      "\n"
      "The work begins in May\n"
      "and ends in June.\n"
      "\n"
      "It costs little.";
  CHECK(TidyParagraphs(wire) == tidy);
  CHECK(TidyParagraphs(tidy) == tidy);
  CHECK(TidyParagraphs("一。\n\xe3\x80\x80\xe3\x80\x80二。\n三") == "一。\n\n二。\n三");
}

TEST_CASE("each row of a wire's table that is set in is a paragraph", "[paragraphs]") {
  CHECK(TidyParagraphs("Shr 34 cts vs 1.19 dlrs\n    Net 807 vs 285\n    Loans 309 vs 299") ==
        "Shr 34 cts vs 1.19 dlrs\n\nNet 807 vs 285\n\nLoans 309 vs 299");
}

TEST_CASE("lists and quotations that are set in are not torn apart", "[paragraphs]") {
  const std::string list =
      "- The first of the points that the two sides could\n"
      "  agree on is the length of the mole. It was long\n"
      "  in doubt.\n"
      "- The second of the points that they could agree on\n"
      "  concerns the lamps along the quay and who is to\n"
      "  light them.";
  std::string tidy = list;
  for (std::size_t at = 0; (at = tidy.find("\n  ", at)) != std::string::npos;)
    tidy.erase(at + 1, 2);
  CHECK(TidyParagraphs(list) == tidy);
}
