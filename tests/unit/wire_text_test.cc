// Wire messages: heads, dates, notes for editors, and where one message ends.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/wire_text.h"

#include "formats/byline.h"
#include "tests/support/catch.h"
#include "tests/support/reading.h"

namespace backfile {

namespace {

using Names = std::vector<std::string>;

std::string Iptc(const std::string& head,
                 const std::string& body = "   Arden (nwa) - It fell.\r\n") {
  return "\x01"
         "nwa062 4 i 211   nwa 061\r\n\r\nBridges/Arden/\r\n\x02" +
         head + "\r\n\r\n" + body +
         "\r\n\x03"
         "131137 GMT Okt 13 \r\n\x7f\r\n\x7f\x04";
}

std::string Anpa(const std::string& head, const std::string& slug = "BC-UK--Bridge Falls,42") {
  return "\x16\x16\x01W2870\x1f_asian\r\nf l\x13\x11 BC-UK--BridgeFal   11-13 1049\r\n\x02^" +
         slug + "<\r\n" + head +
         "\t   ARDEN (NW) _ ``It fell,'' he said.\r\n\t   Nobody was hurt. \r\n" +
         "\t   \x03NW-WF-11-13-98 1509GMT<\r\n\r\n\x0c\r\n\x04";
}

Article One(const std::string& bytes) {
  const Reading reading = ReadBytes(bytes, "wire.txt");
  REQUIRE(reading.articles.size() == 1);
  return reading.articles.front();
}

}  // namespace

TEST_CASE("an IPTC 7901 message gives headline, date, source and slug", "[wire]") {
  const Article article = One(Iptc("Bridge falls after a\nlong winter ="));
  CHECK(article.format == "iptc7901");
  CHECK(article.title == "Bridge falls after a long winter");
  CHECK(article.body == "Arden (nwa) - It fell.");
  CHECK(article.published->ToString() == "2013-10-13T11:37Z");
  CHECK(article.source == "nwa");
  CHECK(article.subjects == Names{"Bridges", "Arden"});
  CHECK(article.external_id == "nwa062 2013-10-13");
}

TEST_CASE("marks before a headline are no part of it", "[wire]") {
  const std::string head = GENERATE("1ST LEAD Bridge falls =", "REFILE\nBridge falls =",
                                    "(Achtung)\nBridge falls =", "EXTRA: Bridge falls =");
  CAPTURE(head);
  const Article article = One(Iptc(head));
  CHECK(article.title == "Bridge falls");
  CHECK_FALSE(article.correction.empty());
}

TEST_CASE("a headline in capitals is kept whole, a kill takes the story back", "[wire]") {
  CHECK(One(Iptc("ARDEN BRIDGE FALLS =")).title == "ARDEN BRIDGE FALLS");
  CHECK(One(Iptc("KILL Bridge falls =")).status == Status::kCanceled);
  CHECK(One(Iptc("He wanted to kill time =")).status == Status::kUsable);
}

TEST_CASE("what is for editors alone stays out of the body", "[wire]") {
  const std::string notes =
      GENERATE("# nwa NOTEBOOK\r\n\r\n## Contacts\r\n",
               "The following information is not for publication\r\nTel: 1\r\n",
               "* * * *\r\nThe following ...\r\n", "nwa wsz jln npr\r\n");
  CAPTURE(notes);
  CHECK(One(Iptc("Bridge =", "   It fell.\r\n\r\n" + notes)).body == "It fell.");
}

TEST_CASE("an ANPA 1312 message gives headline, byline, quotes and dashes", "[wire]") {
  const Article article =
      One(Anpa("^Bridge falls <\r\n^Photo NW101<\r\n^Eds: Corrects\r\nthe date.<\r\n"
               "^By ANN O'LEARY and TOM DAY=\r\n^Northern Wire=\r\n"));
  CHECK(article.format == "anpa1312");
  CHECK(article.title == "Bridge falls");
  CHECK(article.byline == Names{"Ann O'Leary", "Tom Day"});
  CHECK(article.correction == "Eds: Corrects the date.");
  CHECK(article.body == "ARDEN (NW) — “It fell,” he said.\n\nNobody was hurt.");
  CHECK(article.published->ToString() == "1998-11-13T15:09Z");
  CHECK(article.source == "NW");
}

TEST_CASE("a slug stands in for a headline and tells updates and kills", "[wire]") {
  CHECK(One(Anpa("")).title == "Bridge Falls");
  CHECK(One(Anpa("", "BC-US--NewsAlert,17")).title.starts_with("ARDEN (NW)"));
  CHECK(One(Anpa("", "BC-UK--Bridge, 1st Ld-Writethru,42")).correction == "1st Ld-Writethru.");
  CHECK(One(Anpa("", "BC-UK--Bridge, KILL,42")).status == Status::kCanceled);
}

TEST_CASE("messages one after the other are cut at their frames", "[wire]") {
  const std::string second = Anpa("^Second<\r\n");
  std::string broken = Anpa("^Third<\r\n");
  broken.resize(broken.size() - 10);  // Without its end.
  const Reading reading = ReadBytes(Anpa("^First<\r\n") + "noise" + second + broken + second, "w");
  Names titles;
  for (const Article& article : reading.articles) titles.push_back(article.title);
  CHECK(titles == Names{"First", "Second", "Third", "Second"});
}

TEST_CASE("letters of the German teleprinter are read as letters", "[wire]") {
  const std::string body = "   Gr}nde f}r die Sch|nheit der M}nchner Stra~en am Abend.\r\n";
  CHECK(One(Iptc("Titel =", body)).body ==
        "Gründe für die Schönheit der Münchner Straßen am Abend.");
}

TEST_CASE("a byline is cut into its writers", "[byline]") {
  CHECK(SplitByline("By Ann Lee and Tom Day") == Names{"Ann Lee", "Tom Day"});
  CHECK(SplitByline("By Ann Lee, Tom Day and Kim Poe") == Names{"Ann Lee", "Tom Day", "Kim Poe"});
  CHECK(SplitByline("By ANN LEE, Northern Herald") == Names{"Ann Lee"});
  CHECK(SplitByline("Ann Lee, dpa") == Names{"Ann Lee"});
  CHECK(SplitByline("By The Associated Press") == Names{"The Associated Press"});
  CHECK(SplitByline("") == Names{});
}

}  // namespace backfile
