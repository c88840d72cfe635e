// XML that nobody knows.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml_any.h"

#include "tests/support/catch.h"
#include "tests/support/reading.h"

using namespace backfile;

TEST_CASE("XML without a story is one article of all its text", "[xml]") {
  const Reading reading = ReadBytes(
      "<?xml version=\"1.0\"?><akte><nr>17</nr><akte><satz>The <b>harbour</b> plan.</satz></akte>"
      "<satz>It was refused.</satz></akte>",
      "a.xml");
  REQUIRE(reading.articles.size() == 1);
  CHECK(reading.articles[0].title + "\n\n" + reading.articles[0].body ==
        "17\n\n17\n\nThe harbour plan.\n\nIt was refused.");
  REQUIRE(reading.articles[0].notes.size() == 1);
  CHECK(reading.articles[0].notes[0].find("all of its text was taken") != std::string::npos);
}

TEST_CASE("XML without text, or of a kind that holds none, is refused with the reason", "[xml]") {
  const Reading empty = ReadBytes("<?xml version=\"1.0\"?><doc><a/></doc>", "a.xml");
  CHECK(empty.articles.empty());
  REQUIRE(empty.problems.size() == 1);
  CHECK(empty.problems[0].reason == Reason::kEmpty);
  const Reading map = ReadBytes(
      "<?xml version=\"1.0\"?><urlset><url><loc>http://x.example/</loc></url></urlset>", "a.xml");
  CHECK(map.articles.empty());
  REQUIRE(map.problems.size() == 1);
  CHECK(map.problems[0].reason == Reason::kUnsupportedFormat);
}

TEST_CASE("a document type tells XML that neither its name nor a declaration does", "[xml]") {
  const Reading read = ReadBytes(
      "<!DOCTYPE note [<!ELEMENT note (#PCDATA)>]>\n<note>The harbour froze over.</note>", "note");
  REQUIRE(read.articles.size() == 1);
  CHECK_THAT(read.articles[0].title, Catch::Contains("The harbour froze over."));
}
