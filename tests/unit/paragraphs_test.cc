// Texts as wires, typists and content systems part them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "article/paragraphs.h"

#include <random>

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

TEST_CASE("one line that is set in does not hide that each is a paragraph", "[paragraphs]") {
  const std::string line(161, 'x');
  const TidyText tidy = Tidied(line + "\n\tshort\n" + line);
  CHECK(tidy.paragraphs == line + "\n\nshort\n\n" + line);
  CHECK(tidy.blocks == line + "\nshort\n" + line);
}

TEST_CASE("blocks are what empty lines part", "[paragraphs]") {
  const TidyText tidy = Tidied("It ends.\n   Another\nbegins.\n\nLast");
  CHECK(tidy.paragraphs == "It ends.\n\nAnother\nbegins.\n\nLast");
  CHECK(tidy.blocks == "It ends.\nAnother\nbegins.\n\nLast");
  CHECK(Tidied("One\n\ntwo").blocks.empty());
}

TEST_CASE("what is set in for another reason is not torn apart", "[paragraphs]") {
  const std::string set = GENERATE(
      as<std::string>{},
      "- The first of the points that the two sides could\n"
      "  agree on is the length of the mole. It was long\n"
      "  in doubt, see https://harbour.example/minutes/2019/05/12/the-length-of-the-mole.\n"
      "- The second of the points that they could agree on\n"
      "  concerns the lamps along the quay and who is to\n"
      "  light them.",
      "- Buy the new lamps.\n  For the quay.\n- paint the old mole\n  and the harbour wall",
      "The tide, the tide, it will not wait,\n"
      "   It lifts the boats at morn;\n"
      "The bell that rings beside the gate\n"
      "   Was rung ere we were born,",
      "The board wrote this to all the captains of the harbour in\n"
      "the morning of a day in May, and nobody answered it:\n"
      "\n"
      "  Whoever wants to leave\n"
      "  before the evening\n"
      "  has to say so now",
      "Harbour board and council\n     12 Quay Street\n     Northport\n     tel 555 0100");
  std::string tidy = set;
  for (std::size_t at = 0; (at = tidy.find("\n ", at)) != std::string::npos;) tidy.erase(at + 1, 1);
  CAPTURE(set);
  CHECK(TidyParagraphs(set) == tidy.substr(0, tidy.size()));
}

TEST_CASE("tidying twice changes nothing", "[paragraphs]") {
  std::mt19937 random(17);
  const std::string pieces[] = {"\n",
                                "\n",
                                " ",
                                "  ",
                                "\t",
                                "word",
                                "end.",
                                "- ",
                                "\xe3\x80\x80",
                                std::string(70, 'y'),
                                std::string(170, 'x')};
  for (int i = 0; i < 2000; ++i) {
    std::string text;
    for (int n = 0; n < 30; ++n) text += pieces[random() % std::size(pieces)];
    const std::string once = TidyParagraphs(text);
    CAPTURE(text);
    REQUIRE(TidyParagraphs(once) == once);
  }
}
